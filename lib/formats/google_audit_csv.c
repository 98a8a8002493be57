/*
 * Google Workspace and ChromeOS audit, as the Admin console exports it: CSV
 * under display headers, in any order.
 *
 *   Date,Event,Description,Actor,IP address,Device name,Device user,URL,...
 *   2026-10-12T08:31:02+01:00,Login success,...,amy@quillbrook.example,...
 *
 * Times are by the zone of the browser that exported them, unless they say so.
 */
#include "endpoint.h"
#include "stamp.h"
#include "text.h"
#include "web.h"
#include "when.h"

enum use { DATE = ENDPOINT_OWN, EVENT, URL, RESULT, WHO };

#define AS(column) (unsigned char)((column) + 1)
static const struct table_name names[] = { { "date", DATE },
	{ "event", EVENT }, { "eventname", EVENT }, { "url", URL },
	{ "eventresult", RESULT }, { "actor", WHO }, { "deviceuser", WHO },
	{ "profileusername", AS(COL_ACCOUNT) },
	{ "ipaddress", AS(COL_ADDRESS) }, { "remoteip", AS(COL_ADDRESS) },
	{ "devicename", AS(COL_HOST) }, { "documenttitle", AS(COL_FILE) },
	{ "contentname", AS(COL_FILE) }, { "appname", AS(COL_PACKAGE) },
	{ "eventreason", AS(COL_REASON) }, { "description", AS(COL_MESSAGE) },
	{ "eventdescription", AS(COL_MESSAGE) },
	{ "useragent", AS(COL_AGENT) }, { NULL, 0 } };
static const int needs[] = { DATE, EVENT, WHO, 0 };

static bool
take_time(const struct format_options *options, struct slice text,
    struct endpoint_event *e)
{
	return when_read(text, options, &e->time, &e->time_source) ||
	    stamp_culture(options, text, &e->time, &e->time_source);
}

static const char *
category(struct slice event)
{
	static const char *const log_ons[] = { "login", "log in", "logout",
		"log out", "sign-in", NULL };
	const char *const *l;

	for (l = log_ons; *l != NULL; l++)
		if (slice_starts_with(event, slice_of(*l)) ||
		    slice_contains(event, slice_of(*l)))
			return "authentication";
	return "host";
}

static const char *
parse(struct parse *p)
{
	struct endpoint_event e = { .type = "info", .outcome = "success" };
	struct table *t = p->state;
	struct table_row cells;
	struct slice word, address;
	struct url url;
	const char *why = endpoint_cells(p, t, names, needs, &cells);
	uint32_t row;

	if (why != NULL)
		return why;
	if (!take_time(p->options, table_cell(t, &cells, DATE), &e))
		return "bad time";
	e.action = table_cell(t, &cells, EVENT);
	if (e.action.len == 0)
		return "an event without its name";
	word = text_lower(e.action, p->scratch);
	e.category = category(word);
	if (slice_contains(word, SLICE("fail")) ||
	    slice_contains(text_lower(table_cell(t, &cells, RESULT),
		p->scratch), SLICE("block"))) {
		e.outcome = "failure";
		e.type = "denied";
	}
	row = endpoint_row(p, &e);
	endpoint_set(p, row, COL_ACCOUNT, table_cell(t, &cells, WHO));
	endpoint_set_cells(p, row, t, &cells);
	address = table_cell(t, &cells, URL);
	if (address.len > 0 && url_split(address, &url))
		web_set_url(p, row, &url);
	parse_row_done(p, row);
	return NULL;
}

static int
recognise(struct slice head)
{
	return endpoint_recognise_table(head, names, needs, 80);
}

const struct format format_google_audit_csv = {
	.name = "google_audit_csv",
	.dataset = "google.audit",
	.title = "Google Workspace and ChromeOS audit, the console's CSV",
	.channel = "endpoint",
	.versions = "unverified: Admin console, audit and investigation",
	.lacks = "what the console's columns leave out; the zone, in some",
	.framing = FRAMING_CSV,
	.header = true,
	.state_size = sizeof(struct table),
	.recognise = recognise,
	.parse = parse,
};
