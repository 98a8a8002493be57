/*
 * Winlogbeat's events as a file or queue holds them, one JSON object a line:
 *
 *   {"@timestamp":"2026-10-12T07:00:25.584Z","host":{"name":"LIB-PC01"},
 *    "winlog":{"channel":"Security","provider_name":"Microsoft-Windows-
 *    Security-Auditing","computer_name":"LIB-PC01.quillbrook.example",
 *    "event_id":"4625","event_data":{"TargetUserName":"amy", ...}}, ...}
 */
#include "endpoint.h"
#include "objects.h"
#include "windows.h"

static bool
is_timed(struct slice s)
{
	return s.len > 19 &&
	    (s.ptr[s.len - 1] == 'Z' ||
		slice_find(slice_from(s, 19), '+') + 19 < s.len ||
		slice_find(slice_from(s, 19), '-') + 19 < s.len);
}

static bool
skip(struct slice name)
{
	return slice_equal(name, SLICE("xml_name"));
}

static const char *
take(struct parse *p, const struct json *root)
{
	const struct json *winlog = json_get(root, "winlog");
	struct windows_event e = { .source = "offset", .skip = skip };
	struct slice stamp = endpoint_text(p, root, "@timestamp");

	if (json_kind(winlog) != JSON_OBJECT)
		return "no winlog in it";
	if (!is_timed(stamp) || !time_parse(stamp, &e.time))
		return "no time with its zone";
	e.code = endpoint_text(p, winlog, "event_id");
	if (e.code.len == 0)
		e.code = endpoint_text(p, root, "event.code");
	e.provider = endpoint_text(p, winlog, "provider_name");
	e.channel = endpoint_text(p, winlog, "channel");
	e.computer = endpoint_text(p, winlog, "computer_name");
	if (e.computer.len == 0)
		e.computer = endpoint_text(p, root, "host.name");
	e.record = endpoint_text(p, winlog, "record_id");
	e.user = endpoint_text(p, winlog, "user.name");
	e.domain = endpoint_text(p, winlog, "user.domain");
	e.data = json_get(winlog, "event_data");
	e.more = json_get(winlog, "user_data");
	e.ecs = root;
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
	return *line.ptr == '{' && slice_contains(line, SLICE("\"winlog\"")) &&
	    slice_contains(line, SLICE("\"@timestamp\""));
}

const struct format format_winlogbeat = {
	.name = "winlogbeat",
	.dataset = "windows.other",
	.title = "Windows events from Winlogbeat, a JSON object a line",
	.channel = "endpoint",
	.versions = "Winlogbeat 7 and 8, with or without its modules",
	.lacks = "what the Windows audit policy does not log",
	.fits = fits,
	.parse = parse,
};
