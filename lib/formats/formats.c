/*
 * The registry: which formats there are, and which one a file is in.
 */
#include "formats/format.h"
#include "formats/logformat.h"
#include "formats/profile.h"

#include "recognise.h"

#define FORMAT(name) extern const struct format format_##name;
#include "list.h"
#undef FORMAT

/* clang-format off */
const struct format *const formats[] = {
#define FORMAT(name) &format_##name,
#include "list.h"
#undef FORMAT
	NULL
};
/* clang-format on */

enum {
	LINES_LOOKED_AT = 64,
	ALMOST_ALL = 95, /* per cent of the lines */
	SURE = 90,
};

const struct format *
format_find(struct slice name)
{
	const struct format *const *f;

	for (f = formats; *f != NULL; f++)
		if (slice_equal(name, slice_of((*f)->name)))
			return *f;
	return NULL;
}

const struct format *
format_recognise(struct slice head)
{
	const struct format *const *f, *best = NULL;
	int score, highest = 0;
	bool tie = false;

	if (slice_starts_with(head, SLICE("\xef\xbb\xbf")))
		head = slice_from(head, 3);
	for (f = formats; *f != NULL; f++) {
		score = (*f)->recognise != NULL ?
		    (*f)->recognise(head) :
		    recognise_lines(head, (*f)->fits);
		if (score > highest) {
			best = *f;
			highest = score;
			tie = false;
		} else if (score == highest)
			tie = true;
	}
	return tie || highest == 0 ? NULL : best;
}

const struct format *
format_recognise_with(struct slice path, struct slice head,
    const struct format_options *options)
{
	size_t i;

	for (i = 0; i < options->profile_count; i++)
		if (profile_fits(options->profiles[i], path, head))
			return profile_format(options->profiles[i]);
	if (options->squid_logformat.len > 0 &&
	    logformat_fits(options->squid_logformat, head))
		return format_find(SLICE("squid_logformat"));
	return format_recognise(head);
}

int
recognise_lines(struct slice head, bool (*fits)(struct slice line))
{
	int seen = 0, fitting = 0;
	struct slice line;
	bool whole;

	while (seen < LINES_LOOKED_AT && head.len > 0) {
		whole = slice_find(head, '\n') < head.len;
		if (!slice_take_line(&head, &line))
			break;
		/* The head may end in the middle of a line. */
		if (line.len == 0 || (!whole && seen > 0))
			continue;
		seen++;
		fitting += fits(line);
	}
	if (seen == 0 || fitting == 0)
		return 0;
	if (fitting * 100 >= seen * ALMOST_ALL)
		return SURE;
	return fitting * 2 >= seen ? SURE / 2 : SURE / 4;
}
