/*
 * Windows events from NXLog, one flat JSON object a line:
 *
 *   {"EventTime":"2026-10-12 08:00:25","Hostname":"LIB-PC01","EventID":4625,
 *    "SourceName":"Microsoft-Windows-Security-Auditing",
 *    "Channel":"Security","TargetUserName":"amy", ...}
 *
 * EventTime is the computer's local time and names no zone; @timestamp, where
 * something on the way has added it, is better.
 */
#include "endpoint.h"
#include "objects.h"
#include "syslog.h"
#include "windows.h"

/* What NXLog itself adds to an event's own fields. */
static bool
skip(struct slice name)
{
	static const char *const own[] = { "EventID", "Channel", "SourceName",
		"Hostname", "Message", "EventTime", "EventReceivedTime",
		"SourceModuleName", "SourceModuleType", "@timestamp",
		"@version", "TimeCreated", "ProviderGuid", "Version",
		"OpcodeValue", "SeverityValue", "Severity", "EventType",
		"RecordNumber", "ExecutionProcessID", "ThreadID", "UserID",
		"AccountType", "host", "port", "tags", NULL };
	const char *const *o;

	for (o = own; *o != NULL; o++)
		if (slice_equal(name, slice_of(*o)))
			return true;
	return false;
}

/* "2026-10-12 08:00:25", perhaps with a fraction, by the clock of those
 * options. */
static bool
take_local(const struct format_options *options, struct slice s,
    struct windows_event *e)
{
	int hour, minute, second, milli = 0;
	struct civil civil;

	if (!day_parse(slice_first(s, 10), &civil.day))
		return false;
	s = slice_from(s, 10);
	if (!(slice_take_char(&s, ' ') || slice_take_char(&s, 'T')) ||
	    !slice_take_digits(&s, 2, &hour) || !slice_take_char(&s, ':') ||
	    !slice_take_digits(&s, 2, &minute) || !slice_take_char(&s, ':') ||
	    !slice_take_digits(&s, 2, &second) || hour > 23 || minute > 59 ||
	    second > 59)
		return false;
	if (slice_take_char(&s, '.') && s.len >= 3)
		slice_take_digits(&s, 3, &milli);
	civil.second = hour * 3600 + minute * 60 + second;
	e->time = syslog_local_time(options, civil, &e->source) +
	    milli * INT64_C(1000);
	return true;
}

static bool
take_time(struct parse *p, const struct json *root, struct windows_event *e)
{
	static const struct format_options utc = { .modified = TIME_UNKNOWN };
	struct slice stamp = endpoint_text(p, root, "@timestamp");

	e->source = "offset";
	if (stamp.len > 19 && stamp.ptr[stamp.len - 1] == 'Z' &&
	    time_parse(stamp, &e->time))
		return true;
	stamp = endpoint_text(p, root, "EventTime");
	if (stamp.len > 25 && time_parse(stamp, &e->time))
		return true; /* "...+01:00" */
	if (take_local(p->options, stamp, e))
		return true;
	/* Windows' own stamp, which is UTC. */
	stamp = endpoint_text(p, root, "TimeCreated");
	return take_local(&utc, stamp, e);
}

static const char *
take(struct parse *p, const struct json *root)
{
	struct windows_event e = { .data = root, .skip = skip };

	if (!take_time(p, root, &e))
		return "no time";
	e.code = endpoint_text(p, root, "EventID");
	e.provider = endpoint_text(p, root, "SourceName");
	e.channel = endpoint_text(p, root, "Channel");
	e.computer = endpoint_text(p, root, "Hostname");
	e.record = endpoint_text(p, root, "RecordNumber");
	e.user = endpoint_text(p, root, "AccountName");
	e.domain = endpoint_text(p, root, "Domain");
	return windows_row(p, &e);
}

static const char *
parse(struct parse *p)
{
	return objects_parse(p, take);
}

static bool
fits(struct slice line)
{
	return *line.ptr == '{' &&
	    slice_contains(line, SLICE("\"EventID\":")) &&
	    slice_contains(line, SLICE("\"SourceName\":")) &&
	    slice_contains(line, SLICE("\"Hostname\":")) &&
	    !slice_contains(line, SLICE("\"winlog\""));
}

const struct format format_nxlog = {
	.name = "nxlog",
	.dataset = "windows.other",
	.title = "Windows events from NXLog, a JSON object a line",
	.channel = "endpoint",
	.versions = "NXLog 2 to 6, to_json()",
	.lacks = "the zone of its stamps, unless @timestamp was added",
	.fits = fits,
	.parse = parse,
};
