/*
 * The words for severity and treatment.
 */
#include "event/flag.h"

static const char *const treatments[] = {
	[TREAT_OBSERVATION] = "observation",
	[TREAT_POSSIBLE_BREACH] = "possible-breach",
	[TREAT_WELFARE] = "welfare",
	[TREAT_ADVISORY] = "advisory",
};

const char *
severity_word(enum severity s)
{
	return s == SEVERITY_DANGER  ? "danger" :
	    s == SEVERITY_CAUTION ? "caution" :
				    "advisory";
}

enum severity
severity_of_level(struct slice level)
{
	if (slice_equal(level, SLICE("critical")) ||
	    slice_equal(level, SLICE("high")))
		return SEVERITY_DANGER;
	return slice_equal(level, SLICE("medium")) ? SEVERITY_CAUTION :
						     SEVERITY_ADVISORY;
}

bool
treatment_parse(struct slice s, enum treatment *t)
{
	size_t i;

	for (i = 0; i < sizeof treatments / sizeof *treatments; i++)
		if (slice_equal(s, slice_of(treatments[i]))) {
			*t = (enum treatment)i;
			return true;
		}
	return false;
}
