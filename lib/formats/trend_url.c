/*
 * Trend Micro OfficeScan (Apex One) on a computer, OfcUrlf.log: addresses that
 * its web reputation refused, with "<;>" between fields.
 *
 *   20261012<;>0831<;>1<;>http://dropcrate.example/x.zip<;>4E<;>Malware
 *     Accomplice<;>1<;>1<;>C:\Tools\wget.exe<;>49<;><;>0<;>1791790262<;>
 *
 * (one line in the log).  The day, the time, a mode, the address, the number
 * and name of its category, a rating, a policy, the program, its score, an
 * address of the network, the threshold, and seconds since 1970.
 */
#include "base/url.h"

#include "endpoint.h"
#include "stamp.h"
#include "trend.h"
#include "web.h"

enum { DAY, CLOCK, MODE, ADDRESS, NUMBER, CATEGORY, RATING, POLICY, PROGRAM,
	SCORE, IP, THRESHOLD, EPOCH, FIELDS_LEAST };

static const char *
parse(struct parse *p)
{
	struct endpoint_event e = { .category = "web", .type = "denied",
		.action = SLICE("blocked"), .outcome = "failure" };
	struct slice f[TREND_FIELDS];
	struct url url;
	uint32_t row;
	size_t n;

	n = trend_split(p->record, f);
	if (n < FIELDS_LEAST)
		return "not a refusal: cut short?";
	if (!trend_time(p->options, f[DAY], f[CLOCK], f[EPOCH], &e.time,
		&e.time_source))
		return "bad time";
	if (!slice_contains(f[ADDRESS], SLICE("://")) ||
	    !url_split(f[ADDRESS], &url) || url.host.len == 0)
		return "bad address of a site";
	row = endpoint_row(p, &e);
	web_set_url(p, row, &url);
	endpoint_set(p, row, COL_FILTER_CATEGORY, f[CATEGORY]);
	endpoint_set(p, row, COL_CODE, f[NUMBER]);
	endpoint_set(p, row, COL_PROCESS, f[PROGRAM]);
	endpoint_set(p, row, COL_DESTINATION, f[IP]);
	parse_row_done(p, row);
	return NULL;
}

static bool
fits(struct slice line)
{
	static const struct format_options utc = { .modified = TIME_UNKNOWN };
	struct slice f[TREND_FIELDS];
	const char *source;
	int64_t time;

	return trend_split(line, f) >= FIELDS_LEAST &&
	    trend_time(&utc, f[DAY], f[CLOCK], f[EPOCH], &time, &source) &&
	    slice_contains(f[ADDRESS], SLICE("://"));
}

const struct format format_trend_url = {
	.name = "trend_url",
	.dataset = "trend.url",
	.title = "Trend Micro OfficeScan's refused addresses, OfcUrlf.log",
	.channel = "web",
	.versions = "OfficeScan 10, 11, XG; Apex One",
	.lacks = "the account and the computer; what was not refused",
	.fits = fits,
	.parse = parse,
};
