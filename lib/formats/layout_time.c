/*
 * Times by a pattern of strftime(3), read back.
 */
#include "base/time.h"
#include "layout.h"
#include "stamp.h"

/* What the short forms stand for. */
static struct slice
expansion(char conversion)
{
	switch (conversion) {
	case 'T':
		return SLICE("%H:%M:%S");
	case 'R':
		return SLICE("%H:%M");
	case 'F':
		return SLICE("%Y-%m-%d");
	case 'D':
		return SLICE("%m/%d/%y");
	default:
		return SLICE("");
	}
}

static bool take_pattern(struct slice pattern, struct slice *rest,
    struct layout_time *t);

static void
add_to_day(struct layout_time *t, int units, int64_t seconds)
{
	t->micro = (t->micro < 0 ? 0 : t->micro) +
	    units * seconds * TIME_SECOND;
}

/* `loose`: one digit will do. */
static bool
take_two(struct slice *rest, bool loose, int most, int *value)
{
	return (loose ? slice_take_one_or_two(rest, value) :
			slice_take_digits(rest, 2, value)) &&
	    *value <= most;
}

static bool
take_day(struct slice *rest, bool loose, int *day)
{
	if (!loose && slice_take_char(rest, ' '))
		return slice_take_digits(rest, 1, day);
	return take_two(rest, loose, 31, day);
}

/* The digits of a part of a second, as many as there are. */
static bool
take_part(struct slice *rest, struct layout_time *t)
{
	int64_t scale = TIME_SECOND / 10;
	size_t i;

	add_to_day(t, 0, 0);
	for (i = 0; i < rest->len && rest->ptr[i] >= '0' &&
	     rest->ptr[i] <= '9'; i++, scale /= 10)
		t->micro += (rest->ptr[i] - '0') * scale;
	*rest = slice_from(*rest, i);
	return i > 0;
}

static bool
take_half(struct slice *rest, struct layout_time *t)
{
	bool lower = rest->len > 0 && *rest->ptr >= 'a';

	if (slice_take_text(rest, lower ? SLICE("am") : SLICE("AM")))
		t->half = 'A';
	else if (slice_take_text(rest, lower ? SLICE("pm") : SLICE("PM")))
		t->half = 'P';
	else
		return false;
	return true;
}

static bool
take_name(struct slice *rest)
{
	size_t i;

	for (i = 0; i < rest->len && i < 16; i++)
		if ((rest->ptr[i] | 32) < 'a' || (rest->ptr[i] | 32) > 'z')
			break;
	*rest = slice_from(*rest, i);
	return i > 0;
}

static bool
take_clock(char conversion, bool loose, struct slice *rest,
    struct layout_time *t)
{
	int n;

	switch (conversion) {
	case 'H':
	case 'I':
		if (!take_two(rest, loose, conversion == 'H' ? 23 : 12, &n))
			return false;
		if (conversion == 'I' && n == 0)
			return false;
		add_to_day(t, conversion == 'I' ? n % 12 : n, 3600);
		return true;
	case 'M':
		if (!take_two(rest, false, 59, &n))
			return false;
		add_to_day(t, n, 60);
		return true;
	case 'S':
		if (!take_two(rest, false, 60, &n))
			return false;
		add_to_day(t, n > 59 ? 59 : n, 1);
		return true;
	case 'f':
		return take_part(rest, t);
	case 'p':
		return take_half(rest, t);
	default:
		return stamp_take_offset(rest, &t->offset);
	}
}

static bool
take_conversion(char conversion, bool loose, struct slice *rest,
    struct layout_time *t)
{
	struct slice longer = expansion(conversion);
	int n;

	if (longer.len > 0)
		return take_pattern(longer, rest, t);
	switch (conversion) {
	case 'd':
	case 'e':
		return take_day(rest, loose, &t->day);
	case 'm':
		return take_two(rest, loose, 12, &t->month);
	case 'b':
	case 'h':
		return stamp_take_month(rest, &t->month);
	case 'a':
	case 'A':
		return take_name(rest);
	case 'Y':
		return slice_take_digits(rest, 4, &t->year);
	case 'y':
		if (!take_two(rest, false, 99, &n))
			return false;
		t->year = 2000 + n;
		return true;
	case 's':
		return slice_take_int(rest, &t->epoch) && t->epoch > 0 &&
		    t->epoch < INT32_MAX;
	case 'H':
	case 'M':
	case 'S':
	case 'z':
	case 'I':
	case 'p':
	case 'f':
		return take_clock(conversion, loose, rest, t);
	case '%':
		return slice_take_char(rest, '%');
	default:
		return false;
	}
}

static bool
take_pattern(struct slice pattern, struct slice *rest, struct layout_time *t)
{
	size_t i;
	bool loose;

	for (i = 0; i < pattern.len; i++) {
		if (pattern.ptr[i] != '%') {
			if (!slice_take_char(rest, pattern.ptr[i]))
				return false;
			continue;
		}
		loose = slice_starts_with(slice_from(pattern, i + 1),
		    SLICE("-"));
		i += loose ? 2 : 1;
		if (i >= pattern.len ||
		    !take_conversion(pattern.ptr[i], loose, rest, t))
			return false;
	}
	return true;
}

bool
layout_take_time(struct slice pattern, struct slice *rest,
    struct layout_time *t)
{
	struct slice s = *rest;

	*t = (struct layout_time){ -1, -1, -1, -1, INT64_MIN, -1, 0 };
	if (!take_pattern(pattern, &s, t))
		return false;
	if (t->half == 'P')
		add_to_day(t, 12, 3600);
	*rest = s;
	return true;
}

bool
layout_time_is_known(struct slice pattern)
{
	static const char known[] = "aAbDdefFhHImMpRsSTyYz%";
	bool day = false, month = false, year = false, clock = false;
	bool twelve = false, half = false;
	size_t i;

	for (i = 0; i < pattern.len; i++) {
		if (pattern.ptr[i] != '%')
			continue;
		if (++i < pattern.len && pattern.ptr[i] == '-' &&
		    (++i >= pattern.len ||
			memchr("demHI", pattern.ptr[i], 5) == NULL))
			return false;
		if (i >= pattern.len ||
		    memchr(known, pattern.ptr[i], sizeof known - 1) == NULL)
			return false;
		day |= memchr("deFDs", pattern.ptr[i], 5) != NULL;
		month |= memchr("mbhFDs", pattern.ptr[i], 6) != NULL;
		year |= memchr("yYFDs", pattern.ptr[i], 5) != NULL;
		clock |= memchr("HITRs", pattern.ptr[i], 5) != NULL;
		twelve |= pattern.ptr[i] == 'I';
		half |= pattern.ptr[i] == 'p';
	}
	return day && month && year && clock && twelve == half;
}
