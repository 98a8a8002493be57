/*
 * ESET PROTECT: events exported to syslog as JSON.
 *
 *   <12>1 2026-10-12T07:31:03Z av ERAServer 812 - - {"event_type":
 *     "Threat_Event","ipv4":"198.51.100.7","hostname":"lib-pc01...",
 *     "occured":"12-Oct-2026 07:31:02","threat_name":"Eicar",
 *     "object_uri":"file:///C:/x.com","action_taken":"cleaned by deleting",
 *     "username":"QUILLBROOK\\amy", ...}
 *
 * Times are UTC.  "occured" is how its versions before 11 spell it.
 */
#include "endpoint.h"
#include "objects.h"
#include "text.h"
#include "web.h"
#include "when.h"

static const struct endpoint_field fields[] = {
	{ COL_HOST, "hostname" },
	{ COL_ACCOUNT, "username" },
	{ COL_ACCOUNT, "user" },
	{ COL_ACCOUNT, "account" },
	{ COL_ADDRESS, "source_address" },
	{ COL_ADDRESS, "ipv4" },
	{ COL_ADDRESS, "ipv6" },
	{ COL_DESTINATION, "target_address" },
	{ COL_CLIENT_PORT, "source_port" },
	{ COL_SERVER_PORT, "target_port" },
	{ COL_TRANSPORT, "protocol" },
	{ COL_THREAT, "threat_name" },
	{ COL_PROCESS, "processname" },
	{ COL_PROCESS, "process_name" },
	{ COL_PROCESS, "application" },
	{ COL_REASON, "action_taken" },
	{ COL_REASON, "action" },
	{ COL_MESSAGE, "circumstances" },
	{ COL_MESSAGE, "event" },
	{ COL_MESSAGE, "detail" },
	{ COL_TIMESTAMP, NULL } };

static const struct kind {
	const char *event, *category, *type;
} kinds[] = {
	{ "Threat_Event", "malware", "info" },
	{ "BlockedFiles_Event", "malware", "denied" },
	{ "EnterpriseInspectorAlert_Event", "malware", "info" },
	{ "FirewallAggregated_Event", "network", "denied" },
	{ "HipsAggregated_Event", "process", "denied" },
	{ "FilteredWebsites_Event", "network", "denied" },
	{ NULL, "configuration", "info" },
};

/* What means something else in each event: who tried to sign in at the
 * console, what a rule kept a program from. */
static void
set_target(struct parse *p, uint32_t row, const struct json *v,
    struct slice event)
{
	if (slice_equal(event, SLICE("HipsAggregated_Event")))
		endpoint_set(p, row, COL_FILE, endpoint_text(p, v, "target"));
	else if (slice_equal(event, SLICE("Audit_Event")))
		endpoint_set(p, row, COL_TARGET_ACCOUNT,
		    endpoint_text(p, v, "target"));
}

static bool
take_time(struct parse *p, const struct json *v, struct endpoint_event *e)
{
	static const struct format_options utc = { .modified = TIME_UNKNOWN };
	struct slice text = endpoint_text(p, v, "occured");

	if (text.len == 0)
		text = endpoint_text(p, v, "occurred");
	if (!when_read(text, &utc, &e->time, &e->time_source))
		return false;
	e->time_source = "offset";
	return true;
}

static const char *
take(struct parse *p, const struct json *v)
{
	struct slice event = endpoint_text(p, v, "event_type");
	struct endpoint_event e = { .action = event, .outcome = "success" };
	const struct kind *k = kinds;
	struct slice path = endpoint_text(p, v, "object_uri");
	struct url url;
	uint32_t row;

	if (event.len == 0)
		return "no event_type";
	if (!take_time(p, v, &e))
		return "no time";
	while (k->event != NULL && !slice_equal(event, slice_of(k->event)))
		k++;
	e.category = k->category;
	e.type = k->type;
	if (json_kind(json_get(v, "threat_handled")) == JSON_BOOL &&
	    !json_bool(json_get(v, "threat_handled")))
		e.outcome = "failure";
	row = endpoint_row(p, &e);
	if (slice_take_text(&path, SLICE("file:///")))
		endpoint_set(p, row, COL_FILE,
		    text_unpercent(path, p->scratch));
	else if (slice_starts_with(path, SLICE("http")) &&
	    url_split(path, &url))
		web_set_url(p, row, &url);
	else
		endpoint_set(p, row, COL_FILE, path);
	endpoint_set_fields(p, row, v, fields);
	set_target(p, row, v, event);
	endpoint_set_native(p, row, v);
	parse_row_done(p, row);
	return NULL;
}

static const char *
parse(struct parse *p)
{
	return objects_parse(p, take);
}

static bool
fits(struct slice line)
{
	static const char *const texts[] = { "\"event_type\"",
		"\"source_uuid\"", "\"severity\"", "\"occur", NULL };

	return objects_have(line, texts);
}

const struct format format_eset = {
	.name = "eset",
	.dataset = "eset.protect",
	.title = "ESET PROTECT, JSON through syslog",
	.channel = "endpoint",
	.versions = "ESET PROTECT 8 to 11, on premises and cloud",
	.lacks = "nothing that a rule asks for",
	.fits = fits,
	.parse = parse,
};
