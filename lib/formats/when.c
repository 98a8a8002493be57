/*
 * A point in time in any layout that cannot be misread.
 */
#include "when.h"

#include "stamp.h"
#include "syslog.h"
#include "text.h"

/* A date and a clock, and what is known of their zone. */
struct reading {
	int32_t day;
	int64_t micro, offset;
	bool zoned;
};

/* Seconds, or so many thousandths of thousandths of them. */
static bool
read_epoch(struct slice s, int64_t *time)
{
	int64_t seconds, part = 0, unit;

	if (s.len != 13 && s.len != 16 && s.len != 19)
		return stamp_epoch(s, time);
	if (!stamp_epoch(slice_first(s, 10), &seconds) ||
	    !text_to_number(slice_first(slice_from(s, 10), 6), &part) ||
	    (s.len == 19 && !text_to_number(slice_from(s, 10), &unit)))
		return false;
	*time = seconds + (s.len == 13 ? part * 1000 : part);
	return true;
}

static bool
take_mday(struct slice *rest, int *mday)
{
	slice_take_char(rest, ' ');
	return slice_take_one_or_two(rest, mday);
}

/* "12/Oct/2026", "12-Oct-2026", "Oct 12 2026". */
static bool
take_named_date(struct slice *rest, int32_t *day)
{
	struct slice s = *rest;
	int year, month, mday;

	if (stamp_take_month(&s, &month)) {
		if (!slice_take_char(&s, ' ') || !take_mday(&s, &mday) ||
		    !slice_take_char(&s, ' ') ||
		    !slice_take_digits(&s, 4, &year))
			return false;
	} else if (!take_mday(&s, &mday) || s.len == 0 ||
	    (*s.ptr != '/' && *s.ptr != '-') ||
	    !slice_take_char(&s, *s.ptr) || !stamp_take_month(&s, &month) ||
	    s.len == 0 || (*s.ptr != '/' && *s.ptr != '-') ||
	    !slice_take_char(&s, *s.ptr) || !slice_take_digits(&s, 4, &year))
		return false;
	if (!stamp_day(year, month, mday, day))
		return false;
	*rest = s;
	return true;
}

/* "Mon Oct 12 08:31:02 2026", as C's asctime() writes it. */
static bool
take_asctime(struct slice *rest, struct reading *r)
{
	static const char *const days[] = { "Mon", "Tue", "Wed", "Thu", "Fri",
		"Sat", "Sun", NULL };
	struct slice s = *rest, word;
	int year, month, mday;

	if (!slice_take_until(&s, ' ', &word) || !text_is_one_of(word, days) ||
	    !stamp_take_month(&s, &month) || !slice_take_char(&s, ' ') ||
	    !take_mday(&s, &mday) || !slice_take_char(&s, ' ') ||
	    !stamp_take_clock(&s, false, &r->micro) ||
	    !slice_take_char(&s, ' ') || !slice_take_digits(&s, 4, &year) ||
	    !stamp_day(year, month, mday, &r->day))
		return false;
	*rest = s;
	return true;
}

static bool
take_both(struct slice *rest, struct reading *r)
{
	if (take_asctime(rest, r))
		return true;
	if (!stamp_take_date(rest, '-', false, &r->day) &&
	    !stamp_take_date(rest, '/', false, &r->day) &&
	    !take_named_date(rest, &r->day))
		return false;
	return (slice_take_char(rest, 'T') || slice_take_char(rest, ' ') ||
		   slice_take_char(rest, ':')) &&
	    stamp_take_clock(rest, false, &r->micro);
}

static bool
take_zone(struct slice *rest, struct reading *r)
{
	size_t i;

	slice_take_char(rest, ' ');
	r->offset = 0;
	r->zoned = true;
	if (stamp_take_offset(rest, &r->offset))
		return rest->len == 0;
	if (slice_take_text(rest, SLICE("UTC")) ||
	    slice_take_text(rest, SLICE("GMT")))
		return rest->len == 0 || /* "GMT+00:00" */
		    (stamp_take_offset(rest, &r->offset) && rest->len == 0);
	r->zoned = false;
	for (i = 0; i < rest->len; i++)
		if (rest->ptr[i] < 'A' || rest->ptr[i] > 'Z')
			return false;
	return rest->len == 0 || (rest->len >= 2 && rest->len <= 5);
}

bool
when_read(struct slice text, const struct format_options *options,
    int64_t *time, const char **source)
{
	struct slice s = slice_trim(text);
	struct reading r = { 0 };

	*source = "offset";
	if (read_epoch(s, time))
		return true;
	if (slice_take_char(&s, '[')) {
		if (s.len == 0 || s.ptr[s.len - 1] != ']')
			return false;
		s.len--;
	}
	if (!take_both(&s, &r))
		return syslog_take_time(&s, options, time, source) &&
		    s.len == 0;
	if (!take_zone(&s, &r))
		return false;
	if (r.zoned)
		*time = stamp_utc(r.day, r.micro) - r.offset * TIME_SECOND;
	else
		*time = stamp_local(options, r.day, r.micro, source);
	return true;
}
