/*
 * Alerts of Microsoft Defender, one JSON object a line: of Defender for
 * Endpoint's API
 *
 *   {"id":"da...","title":"...","category":"Malware","alertCreationTime":
 *    "2026-10-12T07:31:02.1188120Z","computerDnsName":"lib-pc01...",
 *    "threatName":...,"relatedUser":{"userName":"amy",...},"evidence":[{
 *    "entityType":"File","fileName":...,"filePath":...},...]}
 *
 * or of Microsoft Graph's security API (createdDateTime, evidence by
 * "@odata.type").
 */
#include "endpoint.h"
#include "objects.h"

static const struct endpoint_field alert[] = {
	{ COL_HOST, "computerDnsName" },
	{ COL_ACCOUNT, "relatedUser.userName" },
	{ COL_ACCOUNT_DOMAIN, "relatedUser.domainName" },
	{ COL_THREAT, "threatName" },
	{ COL_THREAT, "threatFamilyName" },
	{ COL_THREAT, "threatDisplayName" },
	{ COL_PROVIDER, "detectionSource" },
	{ COL_REASON, "status" },
	{ COL_MESSAGE, "title" },
	{ COL_TIMESTAMP, NULL } };
static const struct endpoint_field evidence[] = {
	{ COL_ACCOUNT, "accountName" },
	{ COL_ACCOUNT, "userAccount.accountName" },
	{ COL_ACCOUNT, "userAccount.userPrincipalName" },
	{ COL_ACCOUNT_DOMAIN, "domainName" },
	{ COL_HOST, "deviceDnsName" },
	{ COL_COMMAND_LINE, "processCommandLine" },
	{ COL_ADDRESS, "ipAddress" },
	{ COL_TIMESTAMP, NULL } };

/* Folder and name stand apart. */
static void
set_file(struct parse *p, uint32_t row, enum column c, struct slice folder,
    struct slice name)
{
	bool windows = slice_find(folder, '\\') < folder.len;

	if (name.len == 0)
		return;
	if (folder.len > 0 && !slice_ends_with(folder, name))
		name = slice_of(arena_printf(p->scratch, "%.*s%s%.*s",
		    SLICE_ARG(folder), windows ? "\\" : "/",
		    SLICE_ARG(name)));
	else if (folder.len > 0)
		name = folder;
	endpoint_set(p, row, c, name);
}

static void
set_evidence(struct parse *p, uint32_t row, const struct json *v)
{
	struct slice type = endpoint_text(p, v, "entityType");
	bool process = slice_equal(type, SLICE("Process")) ||
	    json_get(v, "imageFile") != NULL;

	endpoint_set_fields(p, row, v, evidence);
	set_file(p, row, process ? COL_PROCESS : COL_FILE,
	    endpoint_text(p, v, "filePath"), endpoint_text(p, v, "fileName"));
	set_file(p, row, COL_PROCESS, endpoint_text(p, v,
	    "imageFile.filePath"), endpoint_text(p, v, "imageFile.fileName"));
	set_file(p, row, COL_FILE, endpoint_text(p, v, "fileDetails.filePath"),
	    endpoint_text(p, v, "fileDetails.fileName"));
}

static const char *
take(struct parse *p, const struct json *v)
{
	static const char *const times[] = { "alertCreationTime",
		"createdDateTime", "firstEventTime", NULL };
	struct endpoint_event e = { .category = "malware", .type = "info",
		.outcome = "success" };
	const struct json *piece;
	uint32_t row;

	if (!endpoint_first_time(p, v, times, &e))
		return "no time";
	e.action = endpoint_text(p, v, "category");
	if (e.action.len == 0)
		return "no category";
	row = endpoint_row(p, &e);
	endpoint_set_fields(p, row, v, alert);
	for (piece = json_first(json_get(v, "evidence")); piece != NULL;
	    piece = json_next(piece))
		set_evidence(p, row, piece);
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
	static const char *const endpoint[] = { "\"alertCreationTime\"",
		"\"detectionSource\"", "\"title\"", NULL };
	static const char *const graph[] = { "\"createdDateTime\"",
		"\"detectionSource\"", "\"serviceSource\"", "\"title\"", NULL };

	return objects_have(line, endpoint) || objects_have(line, graph);
}

const struct format format_defender_alerts = {
	.name = "defender_alerts",
	.dataset = "defender.alert",
	.title = "Microsoft Defender's alerts, a JSON object a line",
	.channel = "endpoint",
	.versions = "Defender for Endpoint API, Graph security API v2",
	.lacks = "all but the first file, process and account of an alert",
	.fits = fits,
	.parse = parse,
};
