/*
 * Microsoft Defender's raw events (advanced hunting), as its streaming API
 * writes them, one JSON object a line:
 *
 *   {"time":"2026-10-12T07:31:05.1Z","category":
 *    "AdvancedHunting-DeviceProcessEvents","properties":{"Timestamp":
 *    "2026-10-12T07:31:02.1Z","DeviceName":"lib-pc01.quillbrook.example",
 *    "ActionType":"ProcessCreated","FolderPath":"C:\\x\\tor.exe",...}}
 *
 * (one line in the log).
 */
#include "endpoint.h"
#include "objects.h"

/* Of a process that began, the one that began it is its parent; of the rest,
 * it is the one that did it. */
static const struct endpoint_field process[] = {
	{ COL_PROCESS, "FolderPath" }, { COL_PROCESS, "FileName" },
	{ COL_COMMAND_LINE, "ProcessCommandLine" },
	{ COL_PARENT, "InitiatingProcessFolderPath" },
	{ COL_PARENT, "InitiatingProcessFileName" },
	{ COL_TIMESTAMP, NULL } };
static const struct endpoint_field others[] = {
	{ COL_FILE, "FolderPath" }, { COL_FILE, "FileName" },
	{ COL_PROCESS, "InitiatingProcessFolderPath" },
	{ COL_PROCESS, "InitiatingProcessFileName" },
	{ COL_COMMAND_LINE, "InitiatingProcessCommandLine" },
	{ COL_TIMESTAMP, NULL } };
static const struct endpoint_field logon[] = {
	{ COL_ADDRESS, "RemoteIP" }, { COL_LOGON_TYPE, "LogonType" },
	{ COL_LOGON_ID, "LogonId" }, { COL_REASON, "FailureReason" },
	{ COL_TIMESTAMP, NULL } };
static const struct endpoint_field connection[] = {
	{ COL_ADDRESS, "LocalIP" }, { COL_CLIENT_PORT, "LocalPort" },
	{ COL_DESTINATION, "RemoteIP" }, { COL_SERVER_PORT, "RemotePort" },
	{ COL_TRANSPORT, "Protocol" }, { COL_DOMAIN_NAME, "RemoteUrl" },
	{ COL_TIMESTAMP, NULL } };
static const struct endpoint_field all[] = {
	{ COL_HOST, "DeviceName" }, { COL_ACCOUNT, "AccountName" },
	{ COL_ACCOUNT, "InitiatingProcessAccountName" },
	{ COL_ACCOUNT_DOMAIN, "AccountDomain" },
	{ COL_ACCOUNT_DOMAIN, "InitiatingProcessAccountDomain" },
	{ COL_TIMESTAMP, NULL } };

static const struct table_kind {
	const char *name, *category;
	const struct endpoint_field *fields;
} kinds[] = {
	{ "DeviceProcessEvents", "process", process },
	{ "DeviceFileEvents", "file", others },
	{ "DeviceNetworkEvents", "network", connection },
	{ "DeviceLogonEvents", "authentication", logon },
	{ "DeviceRegistryEvents", "configuration", others },
	{ "DeviceEvents", "host", others },
	{ "DeviceImageLoadEvents", "file", others },
};

static const char *
take(struct parse *p, const struct json *root)
{
	const struct json *v = json_get(root, "properties");
	struct slice category = endpoint_text(p, root, "category");
	struct slice action = endpoint_text(p, v, "ActionType");
	struct endpoint_event e = { .type = "info", .outcome = "success" };
	uint32_t row;
	size_t i;

	if (!slice_take_text(&category, SLICE("AdvancedHunting-")))
		return "no table of the event";
	for (i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (slice_equal(category, slice_of(kinds[i].name)))
			break;
	if (i == sizeof kinds / sizeof *kinds)
		return parse_ignored; /* of mail, identities, the device */
	if (!endpoint_time(p->options, endpoint_text(p, v, "Timestamp"), true,
		&e.time, &e.time_source))
		return "no time";
	e.category = kinds[i].category;
	e.action = action.len > 0 ? action : category;
	if (slice_ends_with(action, SLICE("Failed")) ||
	    slice_ends_with(action, SLICE("Blocked"))) {
		e.type = "denied";
		e.outcome = "failure";
	} else if (kinds[i].fields == process || kinds[i].fields == logon)
		e.type = "start";
	row = endpoint_row(p, &e);
	endpoint_set_fields(p, row, v, kinds[i].fields);
	endpoint_set_fields(p, row, v, all);
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
	static const char *const needs[] = { "\"AdvancedHunting-",
		"\"properties\"", NULL };

	return objects_have(line, needs);
}

const struct format format_defender_hunting = {
	.name = "defender_hunting",
	.dataset = "defender.hunting",
	.title = "Microsoft Defender's raw events (advanced hunting)",
	.channel = "endpoint",
	.versions = "streaming API, tables Device*; other tables are left out",
	.lacks = "nothing of what it writes: all is kept as it stands",
	.fits = fits,
	.parse = parse,
};
