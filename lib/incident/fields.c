/*
 * Reasons that begin with something that can be counted.
 */
#include <stdio.h>

#include "base/time.h"
#include "incident/fields.h"

enum shape {
	SHAPE_WORD,	 /* one of the words */
	SHAPE_DAY,
	SHAPE_WORD_DAY,
	SHAPE_DAYS,	 /* first and last */
	SHAPE_MOMENT,	 /* a day and a time */
};

static const struct field {
	const char *act;
	enum shape shape;
	const char *words, *expected;
} fields[] = {
	{ "intent", SHAPE_WORD, "accidental deliberate unclear",
	    "expected accidental, deliberate or unclear first" },
	{ "planned", SHAPE_WORD, "yes no",
	    "expected yes or no first: was this a planned activity?" },
	{ "parents", SHAPE_DAY, NULL,
	    "expected the day on which parents were informed first, as "
	    "14/10/2026" },
	{ "referral", SHAPE_WORD_DAY, "lado police prevent ceop iwf platform "
	    "ico childrens-services",
	    "expected lado, police, prevent, ceop, iwf, platform, ico or "
	    "childrens-services, and a day, as police 14/10/2026" },
	{ "data-loss", SHAPE_MOMENT, NULL,
	    "expected the day and time at which it was noticed first, as "
	    "14/10/2026 09:30" },
	{ "review", SHAPE_DAY, NULL,
	    "expected the day by which it is to be looked at again first, as "
	    "14/10/2026" },
	{ "ban", SHAPE_DAYS, NULL,
	    "expected the first and the last day, as 14/10/2026 to "
	    "21/10/2026" },
};

static bool
is_digit_next(struct slice s)
{
	return s.len > 0 && *s.ptr >= '0' && *s.ptr <= '9';
}

bool
fields_take_day(struct slice *s, int32_t *day)
{
	struct slice t = *s;
	char sep, iso[16];
	int y, m, d;

	if (day_parse(slice_first(t, 10), day) &&
	    !is_digit_next(slice_from(t, 10))) {
		*s = slice_from(t, 10);
		return true;
	}
	if (!slice_take_one_or_two(&t, &d) || t.len == 0)
		return false;
	sep = *t.ptr;
	if (memchr("/-.", sep, 3) == NULL || !slice_take_char(&t, sep) ||
	    !slice_take_one_or_two(&t, &m) || !slice_take_char(&t, sep))
		return false;
	if (!slice_take_digits(&t, 4, &y)) {
		if (!slice_take_digits(&t, 2, &y))
			return false;
		y += 2000;
	}
	snprintf(iso, sizeof iso, "%04d-%02d-%02d", y, m, d);
	if (is_digit_next(t) || !day_parse(slice_of(iso), day))
		return false;
	*s = t;
	return true;
}

bool
fields_day(struct slice s, int32_t *day)
{
	if (!fields_take_day(&s, day))
		return false;
	/* A spreadsheet may add the time of midnight. */
	s = slice_trim(s);
	return s.len == 0 || slice_equal(slice_first(s, 5), SLICE("00:00"));
}

bool
fields_clock(struct slice s, int32_t *second)
{
	int h, m = 0, sec = 0;
	bool bare = true; /* "3" alone is no time, "3 pm" is */

	if (!slice_take_one_or_two(&s, &h))
		return false;
	if (slice_take_char(&s, ':') || slice_take_char(&s, '.')) {
		bare = false;
		if (!slice_take_digits(&s, 2, &m) ||
		    (slice_take_char(&s, ':') &&
			!slice_take_digits(&s, 2, &sec)))
			return false;
	}
	s = slice_trim(s);
	if (slice_equal_fold(s, SLICE("pm")) ||
	    slice_equal_fold(s, SLICE("am"))) {
		if (h < 1 || h > 12)
			return false;
		h = h % 12 + (*s.ptr == 'p' || *s.ptr == 'P' ? 12 : 0);
	} else if (s.len > 0 || bare)
		return false;
	*second = h * 3600 + m * 60 + sec;
	return h < 24 && m < 60 && sec < 60;
}

/* The word without what people put after it; the rest stays. */
static bool
take_word_of(struct slice *s, const char *words, struct slice *found)
{
	struct slice rest = slice_of(words), word, first;

	if (!slice_take_word(s, &first))
		return false;
	while (first.len > 0 &&
	    memchr(",;:.", first.ptr[first.len - 1], 4) != NULL)
		first.len--;
	while (slice_take_word(&rest, &word))
		if (slice_equal_fold(word, first)) {
			*found = word;
			return true;
		}
	return false;
}

/* "to", dashes and commas between two things. */
static struct slice
skip_between(struct slice s)
{
	s = slice_trim(s);
	while (s.len > 0 && memchr(",;:-", *s.ptr, 4) != NULL)
		s = slice_trim(slice_from(s, 1));
	if (slice_take_text(&s, SLICE("to ")) ||
	    slice_take_text(&s, SLICE("until ")))
		s = slice_trim(s);
	return s;
}

static const char *
read_shape(const struct field *f, struct slice *s, struct arena *a)
{
	struct slice word, clock;
	int32_t first, last, second;

	*s = slice_trim(*s);
	switch (f->shape) {
	case SHAPE_WORD:
		return !take_word_of(s, f->words, &word) ? NULL :
		    arena_text(a, word);
	case SHAPE_DAY:
		return !fields_take_day(s, &first) ? NULL :
						     day_text(a, first);
	case SHAPE_WORD_DAY:
		if (!take_word_of(s, f->words, &word))
			return NULL;
		*s = skip_between(*s);
		return !fields_take_day(s, &first) ? NULL :
		    arena_printf(a, "%.*s %s", SLICE_ARG(word),
			day_text(a, first));
	case SHAPE_DAYS:
		if (!fields_take_day(s, &first))
			return NULL;
		*s = skip_between(*s);
		return !fields_take_day(s, &last) || last < first ? NULL :
		    arena_printf(a, "%s %s", day_text(a, first),
			day_text(a, last));
	default:
		if (!fields_take_day(s, &first))
			return NULL;
		*s = slice_trim(*s);
		if (!slice_take_word(s, &clock))
			return NULL;
		while (clock.len > 0 &&
		    memchr(",;", clock.ptr[clock.len - 1], 2) != NULL)
			clock.len--;
		return !fields_clock(clock, &second) ? NULL :
		    arena_printf(a, "%s %02d:%02d", day_text(a, first),
			second / 3600, second / 60 % 60);
	}
}

const char *
fields_check(struct slice act, struct slice why, struct arena *a,
    struct slice *normal)
{
	const char *head;
	size_t i, n = sizeof fields / sizeof *fields;

	*normal = why;
	for (i = 0; i < n && !slice_equal(act, slice_of(fields[i].act)); i++)
		continue;
	if (i == n)
		return NULL;
	if ((head = read_shape(&fields[i], &why, a)) == NULL)
		return fields[i].expected;
	why = skip_between(why);
	*normal = slice_of(why.len == 0 ? head :
	    arena_printf(a, "%s; %.*s", head, SLICE_ARG(why)));
	return NULL;
}
