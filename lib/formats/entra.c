/*
 * Microsoft Entra ID (Azure AD): sign-ins and its audit log, one JSON object
 * a line, as diagnostic settings write it
 *
 *   {"time":"2026-10-12T07:31:02.1188120Z","operationName":"Sign-in
 *    activity","category":"SignInLogs","resultType":"0","callerIpAddress":
 *    "198.51.100.7","properties":{"createdDateTime":...,
 *    "userPrincipalName":"amy@quillbrook.example","ipAddress":...,
 *    "status":{"errorCode":0}, ...}}
 *
 * or as Microsoft Graph lists it, which is what properties hold.
 */
#include "endpoint.h"
#include "objects.h"

static const struct endpoint_field signin[] = {
	{ COL_ACCOUNT, "userPrincipalName" },
	{ COL_ACCOUNT, "servicePrincipalName" },
	{ COL_ADDRESS, "ipAddress" },
	{ COL_HOST, "deviceDetail.displayName" },
	{ COL_AGENT, "userAgent" },
	{ COL_AGENT, "deviceDetail.browser" },
	{ COL_CODE, "status.errorCode" },
	{ COL_REASON, "status.failureReason" },
	{ COL_MESSAGE, "appDisplayName" },
	{ COL_TIMESTAMP, NULL } };
static const struct endpoint_field audit[] = {
	{ COL_ACCOUNT, "initiatedBy.user.userPrincipalName" },
	{ COL_ACCOUNT, "initiatedBy.app.displayName" },
	{ COL_ADDRESS, "initiatedBy.user.ipAddress" },
	{ COL_REASON, "resultReason" },
	{ COL_MESSAGE, "category" },
	{ COL_TIMESTAMP, NULL } };

static const char *
take_signin(struct parse *p, const struct json *root, const struct json *v,
    struct endpoint_event *e)
{
	struct slice error = endpoint_text(p, v, "status.errorCode");
	uint32_t row;

	if (error.len == 0)
		error = endpoint_text(p, root, "resultType");
	if (error.len == 0)
		return "a sign-in without its result";
	e->category = "authentication";
	e->action = SLICE("sign-in");
	e->outcome = slice_equal(error, SLICE("0")) ? "success" : "failure";
	e->type = slice_equal(error, SLICE("0")) ? "start" : "denied";
	row = endpoint_row(p, e);
	batch_set_text(p->batch, row, COL_DATASET, SLICE("entra.signin"));
	endpoint_set_fields(p, row, v, signin);
	endpoint_set(p, row, COL_CODE, error);
	endpoint_set(p, row, COL_ADDRESS,
	    endpoint_text(p, root, "callerIpAddress"));
	if (slice_equal(error, SLICE("0")))
		batch_set_text(p->batch, row, COL_REASON, SLICE(""));
	endpoint_set_native(p, row, v);
	parse_row_done(p, row);
	return NULL;
}

static const char *
take_audit(struct parse *p, const struct json *root, const struct json *v,
    struct endpoint_event *e)
{
	const struct json *target = json_first(json_get(v, "targetResources"));
	struct slice name = endpoint_text(p, v, "activityDisplayName");
	struct slice result = endpoint_text(p, v, "result");
	uint32_t row;

	if (name.len == 0)
		name = endpoint_text(p, root, "operationName");
	if (name.len == 0)
		return "an act without its name";
	e->category = "configuration";
	e->type = "info";
	e->action = name;
	e->outcome = slice_equal_fold(result, SLICE("success")) ? "success" :
	    result.len > 0					? "failure" :
								  "unknown";
	row = endpoint_row(p, e);
	batch_set_text(p->batch, row, COL_DATASET, SLICE("entra.audit"));
	endpoint_set_fields(p, row, v, audit);
	endpoint_set(p, row, COL_TARGET_ACCOUNT,
	    endpoint_text(p, target, "userPrincipalName"));
	endpoint_set_native(p, row, v);
	parse_row_done(p, row);
	return NULL;
}

static const char *
take(struct parse *p, const struct json *root)
{
	static const char *const own[] = { "createdDateTime",
		"activityDateTime", NULL };
	static const char *const outer[] = { "time", NULL };
	const struct json *inner = json_get(root, "properties");
	const struct json *v = json_kind(inner) == JSON_OBJECT ? inner : root;
	struct slice category = endpoint_text(p, root, "category");
	struct endpoint_event e = { .time = 0 };

	if (!endpoint_first_time(p, v, own, &e) &&
	    !endpoint_first_time(p, root, outer, &e))
		return "no time";
	if (json_get(v, "activityDisplayName") != NULL ||
	    slice_equal(category, SLICE("AuditLogs")))
		return take_audit(p, root, v, &e);
	if (json_get(v, "userPrincipalName") != NULL ||
	    json_get(v, "servicePrincipalName") != NULL)
		return take_signin(p, root, v, &e);
	return "neither a sign-in nor an act of the directory";
}

static const char *
parse(struct parse *p)
{
	return objects_parse(p, take);
}

static bool
fits(struct slice line)
{
	static const char *const signins[] = { "\"createdDateTime\"",
		"\"userPrincipalName\"", "\"appDisplayName\"", NULL };
	static const char *const acts[] = { "\"activityDateTime\"",
		"\"activityDisplayName\"", "\"initiatedBy\"", NULL };

	return objects_have(line, signins) || objects_have(line, acts);
}

const struct format format_entra = {
	.name = "entra",
	.dataset = "entra.signin",
	.title = "Microsoft Entra ID (Azure AD): sign-ins and audit",
	.channel = "endpoint",
	.versions = "diagnostic settings, Microsoft Graph; an object a line",
	.lacks = "the computer, where the device is not known to Entra",
	.fits = fits,
	.parse = parse,
};
