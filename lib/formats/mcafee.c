/*
 * McAfee (Trellix) VirusScan Enterprise on a computer, tabs between fields:
 * AccessProtectionLog.txt
 *
 *   12/10/2026 8:31:02 AM  Blocked by Access Protection rule  QUILLBROOK\amy
 *     C:\x.exe  C:\y.dll  Common Standard Protection:...  Action blocked : ...
 *
 * and OnAccessScanLog.txt, OnDemandScanLog.txt
 *
 *   12/10/2026 8:31:02 AM  Deleted  QUILLBROOK\amy  C:\Windows\explorer.exe
 *     C:\x.com  EICAR test file (Test)
 *
 * Times are by the computer's clock and culture.
 */
#include "endpoint.h"
#include "stamp.h"
#include "text.h"

enum { DATE, TIME, WHAT, USER, PROCESS, OBJECT, RULE, ACTION, FIELDS_MOST };

static size_t
split(struct slice s, struct slice out[FIELDS_MOST])
{
	size_t n = 0;

	while (n < FIELDS_MOST) {
		out[n] = slice_first(s, slice_find(s, '\t'));
		s = slice_from(s, out[n].len);
		out[n] = slice_trim(out[n]);
		n++;
		if (!slice_take_char(&s, '\t'))
			break;
	}
	/* Nothing may stand behind the last but empty fields. */
	return slice_trim(s).len == 0 ? n : FIELDS_MOST + 1;
}

static bool
take_time(struct parse *p, const struct format_options *options,
    const struct slice f[], struct endpoint_event *e)
{
	char text[48];
	int n = snprintf(text, sizeof text, "%.*s %.*s", SLICE_ARG(f[DATE]),
	    SLICE_ARG(f[TIME]));

	(void)p;
	return n > 0 && (size_t)n < sizeof text &&
	    stamp_culture(options, slice_of(text), &e->time,
		&e->time_source);
}

/* "EICAR test file (Test)": the kind is in brackets. */
static struct slice
threat(struct slice s)
{
	size_t bracket = slice_find_last(s, '(');

	return bracket > 1 && bracket < s.len && s.ptr[bracket - 1] == ' ' ?
	    slice_first(s, bracket - 1) :
	    s;
}

static const char *
give(struct parse *p, const struct slice f[], size_t n,
    struct endpoint_event *e)
{
	bool rule = n == FIELDS_MOST;
	bool blocked = slice_starts_with(f[WHAT], SLICE("Blocked"));
	uint32_t row;

	e->category = rule ? "process" : "malware";
	e->type = blocked ? "denied" : "info";
	e->outcome = blocked && rule ? "failure" : "success";
	e->action = f[WHAT];
	row = endpoint_row(p, e);
	endpoint_set(p, row, COL_ACCOUNT, f[USER]);
	endpoint_set(p, row, COL_PROCESS, f[PROCESS]);
	endpoint_set(p, row, COL_FILE, f[OBJECT]);
	if (rule) {
		endpoint_set(p, row, COL_REASON, f[RULE]);
		endpoint_set(p, row, COL_MESSAGE, f[ACTION]);
	} else
		endpoint_set(p, row, COL_THREAT, threat(f[RULE]));
	parse_row_done(p, row);
	return NULL;
}

static const char *
parse(struct parse *p)
{
	struct slice f[FIELDS_MOST];
	struct endpoint_event e = { .time = 0 };
	size_t n;

	if (slice_trim(p->record).len == 0)
		return parse_ignored;
	n = split(p->record, f);
	if (n < 3)
		return "not date, time and what happened";
	if (!take_time(p, p->options, f, &e))
		return "bad time";
	if (n > FIELDS_MOST)
		return "more fields than any such line has";
	if (n == ACTION || n == FIELDS_MOST)
		return give(p, f, n, &e);
	/* A scan begins, ends, counts. */
	return slice_contains(f[WHAT], SLICE("Blocked")) ||
		slice_contains(f[WHAT], SLICE("Deleted")) ||
		slice_contains(f[WHAT], SLICE("Cleaned")) ?
	    "a find without all its fields: cut short?" :
	    parse_ignored;
}

static bool
fits(struct slice line)
{
	static const struct format_options utc = { .modified = TIME_UNKNOWN };
	struct slice f[FIELDS_MOST];
	struct endpoint_event e;
	size_t n = split(line, f);

	return n >= 3 && n <= FIELDS_MOST && take_time(NULL, &utc, f, &e);
}

const struct format format_mcafee = {
	.name = "mcafee",
	.dataset = "mcafee.virusscan",
	.title = "McAfee (Trellix) VirusScan Enterprise's own logs",
	.channel = "endpoint",
	.versions = "8.7, 8.8: access protection; unverified: on-access and "
		    "on-demand scan",
	.lacks = "the computer; zone of its stamps; times that are neither "
		 "British nor American",
	.fits = fits,
	.parse = parse,
};
