/*
 * Silence, found by counting.
 */
#include "silence.h"

void
silence_of_device(const bool *counts, const bool *seen, size_t days,
    size_t least, silence_fn *found, void *ctx)
{
	size_t at, run = 0;

	for (at = 0; at < days; at++) {
		if (seen[at])
			run = 0;
		else if (counts[at] && ++run == least)
			found(at, ctx);
	}
}

static bool
is_expected(const uint32_t *lines, size_t at)
{
	size_t i;

	if (at < SOURCE_DAYS)
		return false;
	for (i = at - SOURCE_DAYS; i < at; i++)
		if (lines[i] < SOURCE_LINES)
			return false;
	return true;
}

void
silence_of_log(const uint32_t *lines, const uint32_t *others, size_t days,
    size_t least, silence_fn *found, void *ctx)
{
	size_t at, last = days;

	while (last > 0 && others[last - 1] < SOURCE_LINES)
		last--;
	for (at = 0; at + least < last; at++)
		if (lines[at] == 0 && is_expected(lines, at))
			found(at, ctx);
}
