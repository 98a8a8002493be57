/*
 * Google Workspace and ChromeOS: activities of the Admin SDK's Reports API,
 * one JSON object a line, for its applications login, admin, drive, chrome,
 * token and others:
 *
 *   {"id":{"time":"2026-10-12T07:31:02.118Z","applicationName":"login", ...},
 *    "actor":{"email":"amy@quillbrook.example", ...},
 *    "ipAddress":"198.51.100.7","events":[{"type":"login","name":
 *    "login_success","parameters":[{"name":"login_type","value":
 *    "google_password"}, ...]}]}
 *
 * Each of its events is a row.
 */
#include "endpoint.h"
#include "objects.h"
#include "web.h"

static const struct application {
	const char *name, *category;
} applications[] = {
	{ "login", "authentication" },
	{ "saml", "authentication" },
	{ "token", "authentication" },
	{ "context_aware_access", "authentication" },
	{ "drive", "file" },
	{ "chrome", "host" },
	{ "mobile", "host" },
	{ NULL, "configuration" },
};

/* What parameters of an event tell. */
static const struct endpoint_field parameters[] = {
	{ COL_HOST, "DEVICE_NAME" },
	{ COL_ACCOUNT, "DEVICE_USER" },
	{ COL_ACCOUNT, "PROFILE_USER_NAME" },
	{ COL_TARGET_ACCOUNT, "USER_EMAIL" },
	{ COL_TARGET_ACCOUNT, "target_user" },
	{ COL_TARGET_ACCOUNT, "affected_email_address" },
	{ COL_FILE, "doc_title" },
	{ COL_FILE, "CONTENT_NAME" },
	{ COL_PACKAGE, "APP_NAME" },
	{ COL_PACKAGE, "app_name" },
	{ COL_DEVICE_ID, "DIRECTORY_DEVICE_ID" },
	{ COL_REASON, "login_failure_type" },
	{ COL_REASON, "EVENT_REASON" },
	{ COL_AGENT, "USER_AGENT" },
	{ COL_ADDRESS, "REMOTE_IP" },
	{ COL_MESSAGE, "login_type" },
	{ COL_MESSAGE, "visibility" },
	{ COL_TIMESTAMP, NULL } };

static struct slice
parameter(struct parse *p, const struct json *event, const char *name)
{
	static const char *const keys[] = { "value", "intValue", "boolValue",
		"multiValue", NULL };
	const struct json *list = json_get(event, "parameters");
	const char *const *k;
	struct slice s = SLICE("");

	for (k = keys; *k != NULL && s.len == 0; k++)
		s = endpoint_pair(p, list, "name", *k, name);
	return s;
}

static void
set_url(struct parse *p, uint32_t row, struct slice text)
{
	struct url url;

	if (text.len > 0 && url_split(text, &url))
		web_set_url(p, row, &url);
}

/* {"EventName":...,"DEVICE_NAME":...}: by the names that rules use. */
static void
set_native(struct parse *p, uint32_t row, const struct json *event,
    struct slice application)
{
	const struct json *v;
	struct buffer out;
	struct slice name;

	buffer_init(&out, UINT16_MAX);
	buffer_text(&out, "{\"eventService\":");
	json_quote(&out, application);
	buffer_text(&out, ",\"eventName\":");
	json_quote(&out, endpoint_text(p, event, "name"));
	for (v = json_first(json_get(event, "parameters")); v != NULL;
	    v = json_next(v)) {
		name = json_text(json_get(v, "name"));
		if (name.len == 0)
			continue;
		buffer_char(&out, ',');
		json_quote(&out, name);
		buffer_char(&out, ':');
		json_quote(&out, parameter(p, event,
		    arena_text(p->scratch, name)));
	}
	buffer_char(&out, '}');
	if (!buffer_overflowed(&out))
		batch_set_text(p->batch, row, COL_NATIVE, buffer_slice(&out));
	buffer_finish(&out);
}

static void
give(struct parse *p, const struct json *root, const struct json *event,
    struct endpoint_event *e, struct slice application)
{
	const struct application *a = applications;
	const struct endpoint_field *f;
	struct slice result = parameter(p, event, "EVENT_RESULT");
	bool failed, chrome = slice_equal(application, SLICE("chrome"));
	uint32_t row;

	while (a->name != NULL && !slice_equal(application, slice_of(a->name)))
		a++;
	e->category = a->category;
	e->action = endpoint_text(p, event, "name");
	failed = slice_contains(e->action, SLICE("fail")) ||
	    slice_contains(e->action, SLICE("FAIL")) ||
	    slice_contains(result, SLICE("BLOCKED"));
	e->outcome = failed ? "failure" : "success";
	e->type = failed					? "denied" :
	    slice_equal(e->action, SLICE("login_success")) ? "start" :
	    slice_equal(e->action, SLICE("logout"))	   ? "end" :
							     "info";
	row = endpoint_row(p, e);
	endpoint_set(p, row, COL_PROVIDER, application);
	/* Chrome's actor may be the browser; who used it is a parameter. */
	if (!chrome)
		endpoint_set(p, row, COL_ACCOUNT,
		    endpoint_text(p, root, "actor.email"));
	for (f = parameters; f->path != NULL; f++)
		endpoint_set(p, row, f->column, parameter(p, event, f->path));
	endpoint_set(p, row, COL_ACCOUNT,
	    endpoint_text(p, root, "actor.email"));
	endpoint_set(p, row, COL_ADDRESS,
	    endpoint_text(p, root, "ipAddress"));
	set_url(p, row, parameter(p, event, "URL"));
	set_native(p, row, event, application);
	parse_row_done(p, row);
}

static const char *
take(struct parse *p, const struct json *root)
{
	const struct json *events = json_get(root, "events"), *event;
	struct slice application = endpoint_text(p, root,
	    "id.applicationName");
	struct endpoint_event e = { .time = 0 };

	if (!endpoint_time(p->options, endpoint_text(p, root, "id.time"), true,
		&e.time, &e.time_source))
		return "no time";
	if (application.len == 0)
		return "no application";
	if (json_kind(events) == JSON_OBJECT) { /* cut apart by a collector */
		if (endpoint_text(p, events, "name").len == 0)
			return "an event without its name";
		give(p, root, events, &e, application);
		return NULL;
	}
	if (json_first(events) == NULL)
		return "no event";
	for (event = json_first(events); event != NULL;
	    event = json_next(event))
		if (endpoint_text(p, event, "name").len == 0)
			return "an event without its name";
	for (event = json_first(events); event != NULL;
	    event = json_next(event))
		give(p, root, event, &e, application);
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
	static const char *const texts[] = { "\"applicationName\"", "\"actor\"",
		"\"events\"", "\"id\"", NULL };

	return objects_have(line, texts);
}

const struct format format_google_audit = {
	.name = "google_audit",
	.dataset = "google.audit",
	.title = "Google Workspace and ChromeOS audit, a JSON object a line",
	.channel = "endpoint",
	.versions = "Admin SDK Reports API v1: login, admin, drive, chrome, "
		    "token and others",
	.lacks = "the computer, but for chrome",
	.fits = fits,
	.parse = parse,
};
