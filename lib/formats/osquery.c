/*
 * osquery's results, osqueryd.results.log: a JSON object a line, of what a
 * scheduled query found, added or removed:
 *
 *   {"name":"pack/school/usb","hostIdentifier":"lib-pc01","calendarTime":
 *    "Mon Oct 12 07:31:02 2026 UTC","unixTime":1791790262,"columns":{
 *    "model":"Stick","serial":"0001"},"action":"added"}
 *
 * or all it found, {"snapshot":[{...},...],"action":"snapshot",...}: a row
 * for each.
 */
#include "endpoint.h"
#include "objects.h"
#include "stamp.h"

static const struct endpoint_field fields[] = {
	{ COL_ACCOUNT, "username" },
	{ COL_ACCOUNT, "user" },
	{ COL_PROCESS, "process_path" },
	{ COL_FILE, "target_path" },
	{ COL_FILE, "path" },
	{ COL_COMMAND_LINE, "cmdline" },
	{ COL_COMMAND_LINE, "command_line" },
	{ COL_DESTINATION, "remote_address" },
	{ COL_DEVICE_ID, "serial" },
	{ COL_TIMESTAMP, NULL } };

/*
 * Of logged_in_users, who came to and left the screen of a Mac, which its own
 * logs do not tell: {"type":"user","user":"amy","tty":"console",
 * "time":"1791790262"}.  That is when the session began; that it ended is
 * known by the next query.
 */
static bool
take_session(struct parse *p, const struct json *cells,
    struct endpoint_event *e)
{
	bool added = slice_equal(e->action, SLICE("added"));
	int64_t began;

	if (!slice_equal(endpoint_text(p, cells, "tty"), SLICE("console")) ||
	    endpoint_text(p, cells, "user").len == 0 ||
	    (!added && !slice_equal(e->action, SLICE("removed"))) ||
	    !stamp_epoch(endpoint_text(p, cells, "time"), &began) ||
	    began > e->time)
		return false;
	if (added)
		e->time = began;
	e->category = "authentication";
	e->type = added ? "start" : "end";
	e->action = added ? SLICE("session-opened") : SLICE("logged-out");
	return true;
}

static void
give(struct parse *p, const struct json *root, const struct json *cells,
    const struct endpoint_event *found)
{
	struct endpoint_event e = *found;
	bool session = take_session(p, cells, &e);
	uint32_t row = endpoint_row(p, &e);

	if (session)
		endpoint_set(p, row, COL_PROCESS, SLICE("loginwindow"));
	endpoint_set(p, row, COL_HOST,
	    endpoint_text(p, root, "hostIdentifier"));
	endpoint_set(p, row, COL_MESSAGE, endpoint_text(p, root, "name"));
	endpoint_set_fields(p, row, cells, fields);
	endpoint_set_native(p, row, cells);
	parse_row_done(p, row);
}

static const char *
take(struct parse *p, const struct json *root)
{
	const struct json *found = json_get(root, "columns"), *v;
	const struct json *snapshot = json_get(root, "snapshot");
	struct endpoint_event e = { .category = "host", .type = "info",
		.outcome = "success", .time_source = "offset",
		.action = endpoint_text(p, root, "action") };

	if (!stamp_epoch(endpoint_text(p, root, "unixTime"), &e.time))
		return "no time";
	if (endpoint_text(p, root, "name").len == 0 || e.action.len == 0)
		return "no query or no action";
	if (json_kind(found) == JSON_OBJECT) {
		give(p, root, found, &e);
		return NULL;
	}
	if (json_kind(snapshot) != JSON_ARRAY)
		return "neither columns nor a snapshot";
	for (v = json_first(snapshot); v != NULL; v = json_next(v))
		if (json_kind(v) != JSON_OBJECT)
			return "a snapshot of something else than rows";
	for (v = json_first(snapshot); v != NULL; v = json_next(v))
		give(p, root, v, &e);
	return json_first(snapshot) == NULL ? parse_ignored : NULL;
}

static const char *
parse(struct parse *p)
{
	return objects_parse(p, take);
}

static bool
fits(struct slice line)
{
	static const char *const texts[] = { "\"hostIdentifier\"",
		"\"calendarTime\"", "\"unixTime\"", "\"action\"", NULL };

	return objects_have(line, texts);
}

const struct format format_osquery = {
	.name = "osquery",
	.dataset = "osquery.result",
	.title = "osquery's results, a JSON object a line",
	.channel = "endpoint",
	.versions = "osquery 2 to 5: differential, event and snapshot results",
	.lacks = "what the query does not ask",
	.fits = fits,
	.parse = parse,
};
