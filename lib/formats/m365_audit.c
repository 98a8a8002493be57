/*
 * Microsoft 365's unified audit log, as the Office 365 Management Activity API
 * gives it, one JSON object a line:
 *
 *   {"CreationTime":"2026-10-12T07:31:02","Id":"...","Operation":
 *    "UserLoggedIn","RecordType":15,"ResultStatus":"Success","Workload":
 *    "AzureActiveDirectory","ClientIP":"198.51.100.7","UserId":
 *    "amy@quillbrook.example", ...}
 *
 * Times are UTC without saying so.
 */
#include "m365_audit.h"

#include "objects.h"
#include "text.h"

static const struct endpoint_field fields[] = {
	{ COL_ACCOUNT, "UserId" },
	{ COL_ADDRESS, "ClientIP" },
	{ COL_ADDRESS, "ClientIPAddress" },
	{ COL_ADDRESS, "ActorIpAddress" },
	{ COL_PROVIDER, "Workload" },
	{ COL_CODE, "RecordType" },
	{ COL_REASON, "LogonError" },
	{ COL_AGENT, "UserAgent" },
	{ COL_TARGET_ACCOUNT, "TargetUserOrGroupName" },
	{ COL_TARGET_ACCOUNT, "MailboxOwnerUPN" },
	{ COL_MESSAGE, "ItemName" },
	{ COL_TIMESTAMP, NULL } };

/* Which records are about files: SharePoint and OneDrive. */
static bool
is_file(struct slice workload)
{
	static const char *const words[] = { "SharePoint", "OneDrive", NULL };

	return text_is_one_of(workload, words);
}

static const char *
category(struct slice operation, struct slice workload)
{
	if (slice_starts_with(operation, SLICE("UserLog")) ||
	    slice_equal(operation, SLICE("MailboxLogin")))
		return "authentication";
	if (slice_contains(operation, SLICE("Malware")) ||
	    slice_starts_with(workload, SLICE("ThreatIntelligence")))
		return "malware";
	return is_file(workload) ? "file" : "configuration";
}

static const char *
outcome(struct slice operation, struct slice status)
{
	static const char *const bad[] = { "Failed", "Failure", "False",
		"fail", NULL };

	if (slice_contains(operation, SLICE("Failed")) ||
	    text_is_one_of(status, bad))
		return "failure";
	return "success";
}

static void
set_object(struct parse *p, uint32_t row, const struct json *v,
    struct slice operation, struct slice workload)
{
	struct slice object = endpoint_text(p, v, "ObjectId");

	if (is_file(workload)) {
		endpoint_set(p, row, COL_FILE,
		    endpoint_text(p, v, "SourceFileName"));
		endpoint_set(p, row, COL_FILE, object);
	} else if (slice_contains(operation, SLICE("user")) &&
	    slice_find(object, '@') < object.len)
		endpoint_set(p, row, COL_TARGET_ACCOUNT, object);
	else
		endpoint_set(p, row, COL_MESSAGE, object);
}

const char *
m365_audit_take(struct parse *p, const struct json *v)
{
	struct slice operation = endpoint_text(p, v, "Operation");
	struct slice workload = endpoint_text(p, v, "Workload");
	struct endpoint_event e = { .action = operation, .type = "info" };
	const struct json *extended = json_get(v, "ExtendedProperties");
	uint32_t row;

	if (operation.len == 0)
		return "no operation";
	if (!endpoint_time(p->options, endpoint_text(p, v, "CreationTime"),
		true, &e.time, &e.time_source))
		return "no time";
	e.category = category(operation, workload);
	e.outcome = outcome(operation, endpoint_text(p, v, "ResultStatus"));
	if (strcmp(e.category, "authentication") == 0)
		e.type = strcmp(e.outcome, "success") == 0 ? "start" :
							     "denied";
	row = endpoint_row(p, &e);
	endpoint_set_fields(p, row, v, fields);
	endpoint_set(p, row, COL_AGENT,
	    endpoint_pair(p, extended, "Name", "Value", "UserAgent"));
	endpoint_set(p, row, COL_HOST,
	    endpoint_pair(p, json_get(v, "DeviceProperties"), "Name", "Value",
		"DisplayName"));
	set_object(p, row, v, operation, workload);
	endpoint_set_native(p, row, v);
	parse_row_done(p, row);
	return NULL;
}

static const char *
parse(struct parse *p)
{
	return objects_parse(p, m365_audit_take);
}

static bool
fits(struct slice line)
{
	static const char *const texts[] = { "\"CreationTime\"",
		"\"Operation\"", "\"Workload\"", "\"UserId\"", NULL };

	return objects_have(line, texts);
}

const struct format format_m365_audit = {
	.name = "m365_audit",
	.dataset = "m365.audit",
	.title = "Microsoft 365 unified audit, a JSON object a line",
	.channel = "endpoint",
	.versions = "Office 365 Management Activity API; "
		    "Search-UnifiedAuditLog's AuditData",
	.lacks = "the computer, but for sign-ins of known devices",
	.fits = fits,
	.parse = parse,
};
