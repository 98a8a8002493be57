#include "layout.h"

/* clang-format off */
#define TIMES								\
	{ "start", FORM_START, COL_START, 0 },				\
	{ "stamp", FORM_STAMP, COL_TIMESTAMP, 0 },			\
	{ "duration", FORM_DURATION, COL_DURATION, 0 },			\
	{ "day", FORM_NUMBER, COL_DAY, 0 }
#define TUPLES								\
	{ "request", FORM_TUPLE, 0, TUPLE_REQUEST },			\
	{ "place", FORM_TUPLE, 0, TUPLE_PLACE },			\
	{ "who", FORM_TUPLE, 0, TUPLE_WHO },				\
	{ "moment", FORM_TUPLE, 0, TUPLE_MOMENT },			\
	{ "member", FORM_MEMBER, COL_FILE_PATH, 0 },			\
	{ "offset", FORM_NUMBER, COL_OFFSET, 0 }
#define END { NULL, 0, 0, 0 }

static const struct cell visit[] = {
	TIMES,
	{ "account", FORM_SYMBOL, COL_ACCOUNT, 0 },
	{ "address", FORM_SYMBOL, COL_ADDRESS, 0 },
	{ "site", FORM_SYMBOL, COL_DOMAIN_NAME, 0 },
	{ "agent", FORM_SYMBOL, COL_AGENT, 0 },
	{ "destination", FORM_SYMBOL, COL_DESTINATION, 0 },
	{ "bytes", FORM_NUMBER, COL_BYTES, 0 },
	TUPLES,
	END
};

static const struct cell visit_text[] = {
	{ "path", FORM_TEXT, COL_PATH, 0 },
	{ "query", FORM_TEXT, COL_QUERY, 0 },
	END
};

static const struct cell mail[] = {
	TIMES,
	{ "account", FORM_SYMBOL, COL_ACCOUNT, 0 },
	{ "address", FORM_SYMBOL, COL_ADDRESS, 0 },
	{ "host", FORM_SYMBOL, COL_HOST, 0 },
	{ "sender", FORM_SYMBOL, COL_FROM, 0 },
	{ "recipient", FORM_SYMBOL, COL_TO, 0 },
	{ "recipient_domain", FORM_SYMBOL, COL_TO_DOMAIN, 0 },
	{ "agent", FORM_SYMBOL, COL_AGENT, 0 },
	{ "destination", FORM_SYMBOL, COL_DESTINATION, 0 },
	{ "size", FORM_NUMBER, COL_MAIL_SIZE, 0 },
	{ "queue_id", FORM_TEXT, COL_QUEUE_ID, 0 },
	TUPLES,
	{ "message_id", FORM_TEXT, COL_MESSAGE_ID, 0 },
	{ "subject", FORM_TEXT, COL_SUBJECT, 0 },
	{ "message", FORM_TEXT, COL_MESSAGE, 0 },
	END
};

static const struct cell device_event[] = {
	TIMES,
	{ "account", FORM_SYMBOL, COL_ACCOUNT, 0 },
	{ "target", FORM_SYMBOL, COL_TARGET_ACCOUNT, 0 },
	{ "address", FORM_SYMBOL, COL_ADDRESS, 0 },
	{ "destination", FORM_SYMBOL, COL_DESTINATION, 0 },
	{ "category", FORM_SYMBOL, COL_CHANNEL, 0 },
	{ "code", FORM_SYMBOL, COL_CODE, 0 },
	{ "provider", FORM_SYMBOL, COL_PROVIDER, 0 },
	{ "win_channel", FORM_SYMBOL, COL_WIN_CHANNEL, 0 },
	{ "logon_type", FORM_SYMBOL, COL_LOGON_TYPE, 0 },
	{ "process", FORM_SYMBOL, COL_PROCESS, 0 },
	{ "parent", FORM_SYMBOL, COL_PARENT, 0 },
	{ "threat", FORM_SYMBOL, COL_THREAT, 0 },
	{ "site", FORM_SYMBOL, COL_DOMAIN_NAME, 0 },
	{ "bytes", FORM_NUMBER, COL_BYTES, 0 },
	{ "logon_id", FORM_TEXT, COL_LOGON_ID, 0 },
	TUPLES,
	{ "mac", FORM_SYMBOL, COL_MAC, 0 },
	END
};

static const struct cell event_text[] = {
	{ "path", FORM_TEXT, COL_PATH, 0 },
	{ "query", FORM_TEXT, COL_QUERY, 0 },
	{ "command_line", FORM_TEXT, COL_COMMAND_LINE, 0 },
	{ "file", FORM_TEXT, COL_FILE, 0 },
	{ "device_id", FORM_TEXT, COL_DEVICE_ID, 0 },
	{ "package", FORM_TEXT, COL_PACKAGE, 0 },
	{ "message", FORM_TEXT, COL_MESSAGE, 0 },
	{ "native", FORM_TEXT, COL_NATIVE, 0 },
	END
};

const struct layout layouts[TABLE_COUNT] = {
	[STORE_VISIT] = { "visit", "visit_row",
	    { TUPLE_CALLER, TUPLE_SERVER, TUPLE_OCCASION }, 3, "web", visit,
	    "visit_text", visit_text, false },
	[STORE_MAIL] = { "mail", "mail", { 0 }, 0, "mail", mail, NULL, NULL,
	    true },
	[STORE_DEVICE_EVENT] = { "device_event", "device_event", { 0 }, 0,
	    "device", device_event, "event_text", event_text, false },
	[STORE_MAIL_FRAGMENT] = { "mail_fragment", "mail_fragment", { 0 }, 0,
	    NULL, mail, NULL, NULL, false },
};

const struct tuple_layout tuple_layouts[TUPLE_COUNT] = {
	[TUPLE_REQUEST] = { "request", 12, {
		{ "dataset", COL_DATASET },
		{ "scheme", COL_SCHEME },
		{ "method", COL_METHOD },
		{ "mime", COL_MIME },
		{ "action", COL_ACTION },
		{ "type", COL_TYPE },
		{ "outcome", COL_OUTCOME },
		{ "reason", COL_REASON },
		{ "filter_category", COL_FILTER_CATEGORY },
		{ "time_source", COL_TIME_SOURCE },
		{ "status", COL_STATUS },
		{ "port", COL_PORT } } },
	[TUPLE_PLACE] = { "place", 7, {
		{ "host", COL_HOST },
		{ "device", COL_DEVICE },
		{ "room", COL_ROOM },
		{ "device_type", COL_DEVICE_TYPE },
		{ "network", COL_NETWORK },
		{ "network_kind", COL_NETWORK_KIND },
		{ "school_site", COL_PLACE } } },
	[TUPLE_WHO] = { "who", 7, {
		{ "person", COL_PERSON },
		{ "role", COL_ROLE },
		{ "year", COL_YEAR },
		{ "standing", COL_STANDING },
		{ "attribution", COL_ATTRIBUTION },
		{ "attribution_why", COL_ATTRIBUTION_WHY },
		{ "account_domain", COL_ACCOUNT_DOMAIN } } },
	[TUPLE_MOMENT] = { "moment", 4, {
		{ "hour", COL_HOUR },
		{ "period", COL_PERIOD },
		{ "kind", COL_KIND },
		{ "category", COL_CATEGORY } } },
	[TUPLE_CALLER] = { "caller", 5, { { "account", 0 },
		{ "address", 0 }, { "agent", 0 }, { "place", 0 },
		{ "who", 0 } } },
	[TUPLE_SERVER] = { "server", 2, { { "site", 0 },
		{ "destination", 0 } } },
	[TUPLE_OCCASION] = { "occasion", 3, { { "day", 0 },
		{ "request", 0 }, { "moment", 0 } } },
};
/* clang-format on */

int
layout_place(const struct layout *l, const char *cell)
{
	int i;

	for (i = 0; l->cells[i].name != NULL; i++)
		if (strcmp(l->cells[i].name, cell) == 0)
			return i + 1;
	return 0;
}

int
layout_place_of_pack(const struct layout *l, int pack)
{
	int cells = 0;

	while (l->cells[cells].name != NULL)
		cells++;
	return 1 + cells + pack;
}

bool
layout_is_packed(const struct layout *l, const char *cell)
{
	int p, i;

	for (p = 0; p < l->pack_count; p++) {
		const struct tuple_layout *t = &tuple_layouts[l->packs[p]];

		for (i = 0; i < t->width; i++)
			if (strcmp(t->cells[i].name, cell) == 0)
				return true;
	}
	return false;
}
