/*
 * Trend Micro OfficeScan (Apex One) on a computer, pccnt35.log: finds, with
 * "<;>" between fields.
 *
 *   20261012<;>0831<;>Eicar_test_1<;>10<;>1<;>0<;>C:\temp\<;>x.com<;><;>
 *     1791790262<;><;>
 *
 * The day, the time, the malware, what was done, the kind of scan, a number,
 * the folder and the file; newer versions add seconds since 1970.
 */
#include "endpoint.h"
#include "stamp.h"
#include "trend.h"

enum { DAY, CLOCK, THREAT, DONE, SCAN, NUMBER, FOLDER, NAME, EMPTY, EPOCH };

size_t
trend_split(struct slice s, struct slice out[TREND_FIELDS])
{
	size_t n = 0;

	do
		out[n++] = slice_first(s, slice_find_text(s, SLICE("<;>")));
	while (n < TREND_FIELDS && slice_take_past(&s, SLICE("<;>")));
	return n;
}

bool
trend_time(const struct format_options *options, struct slice s,
    struct slice clock, struct slice epoch, int64_t *time,
    const char **source)
{
	int year, month, mday, hour, minute;
	int32_t day;

	if (!slice_take_digits(&s, 4, &year) ||
	    !slice_take_digits(&s, 2, &month) ||
	    !slice_take_digits(&s, 2, &mday) || s.len > 0 ||
	    !slice_take_digits(&clock, 2, &hour) ||
	    !slice_take_digits(&clock, 2, &minute) || clock.len > 0 ||
	    hour > 23 || minute > 59 || !stamp_day(year, month, mday, &day))
		return false;
	*source = "offset";
	if (epoch.len > 0)
		return stamp_epoch(epoch, time);
	*time = stamp_local(options, day, (hour * 60 + minute) * TIME_MINUTE,
	    source);
	return true;
}

static bool
take_time(const struct format_options *options, const struct slice f[],
    size_t n, struct endpoint_event *e)
{
	return trend_time(options, f[DAY], f[CLOCK],
	    n > EPOCH ? f[EPOCH] : SLICE(""), &e->time, &e->time_source);
}

static const char *
parse(struct parse *p)
{
	struct endpoint_event e = { .category = "malware", .type = "info",
		.action = SLICE("malware-detected"), .outcome = "success" };
	struct slice f[TREND_FIELDS];
	size_t n;
	uint32_t row;

	n = trend_split(p->record, f);
	if (n <= NAME || f[THREAT].len == 0)
		return "not a find: cut short?";
	if (!take_time(p->options, f, n, &e))
		return "bad time";
	row = endpoint_row(p, &e);
	endpoint_set(p, row, COL_THREAT, f[THREAT]);
	endpoint_set(p, row, COL_CODE, f[DONE]);
	endpoint_set(p, row, COL_FILE,
	    slice_of(arena_printf(p->scratch, "%.*s%.*s", SLICE_ARG(f[FOLDER]),
		SLICE_ARG(f[NAME]))));
	parse_row_done(p, row);
	return NULL;
}

static bool
fits(struct slice line)
{
	static const struct format_options utc = { .modified = TIME_UNKNOWN };
	struct slice f[TREND_FIELDS];
	struct endpoint_event e;
	size_t n = trend_split(line, f);

	return n > NAME && take_time(&utc, f, n, &e);
}

const struct format format_trend_officescan = {
	.name = "trend_officescan",
	.dataset = "trend.officescan",
	.title = "Trend Micro OfficeScan's finds, pccnt35.log",
	.channel = "endpoint",
	.versions = "OfficeScan 10, 11, XG; Apex One",
	.lacks = "the account and the computer; what was done, in words",
	.fits = fits,
	.parse = parse,
};
