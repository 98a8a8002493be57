/*
 * Sophos Central: events and alerts of its SIEM interface, one JSON object a
 * line:
 *
 *   {"type":"Event::Endpoint::Threat::Detected","name":"Malware detected:
 *    'EICAR-AV-Test' at 'C:\\x.com'","when":"2026-10-12T07:31:02.118Z",
 *    "location":"LIB-PC01","source":"QUILLBROOK\\amy","threat":
 *    "EICAR-AV-Test","endpoint_type":"computer","severity":"medium", ...}
 */
#include "endpoint.h"
#include "objects.h"

static const struct endpoint_field fields[] = {
	{ COL_HOST, "location" },
	{ COL_HOST, "dhost" },
	{ COL_ACCOUNT, "source" },
	{ COL_ACCOUNT, "suser" },
	{ COL_ADDRESS, "source_info.ip" },
	{ COL_THREAT, "threat" },
	{ COL_THREAT, "detection_identity_name" },
	{ COL_FILE, "filePath" },
	{ COL_FILE, "file_path" },
	{ COL_PROVIDER, "origin" },
	{ COL_REASON, "group" },
	{ COL_MESSAGE, "name" },
	{ COL_MESSAGE, "description" },
	{ COL_TIMESTAMP, NULL } };

static bool
has(struct slice type, const char *word)
{
	return slice_contains(type, slice_of(word));
}

/* "Malware detected: 'NAME' at 'PATH'" */
static void
set_file(struct parse *p, uint32_t row, struct slice name)
{
	if (slice_take_past(&name, SLICE("' at '")) &&
	    slice_ends_with(name, SLICE("'")))
		endpoint_set(p, row, COL_FILE,
		    slice_first(name, name.len - 1));
}

static const char *
take(struct parse *p, const struct json *v)
{
	static const char *const times[] = { "when", "rt", "created_at", "end",
		NULL };
	struct slice type = endpoint_text(p, v, "type");
	struct endpoint_event e = { .action = type, .type = "info",
		.outcome = "success" };
	uint32_t row;

	if (!endpoint_first_time(p, v, times, &e))
		return "no time";
	if (type.len == 0)
		return "no type";
	e.category = has(type, "Threat") || has(type, "Detection") ||
		has(type, "HIPS") || has(type, "Pua") ||
		endpoint_text(p, v, "threat").len > 0 ?
	    "malware" :
	    has(type, "WebControl") || has(type, "WebFiltering") ||
		has(type, "Device") || has(type, "Application") ?
	    "host" :
	    "configuration";
	if (has(type, "Blocked") || has(type, "Violation"))
		e.type = "denied";
	if (has(type, "Failed") || has(type, "Failure") ||
	    has(type, "NotCleaned"))
		e.outcome = "failure";
	row = endpoint_row(p, &e);
	endpoint_set_fields(p, row, v, fields);
	set_file(p, row, endpoint_text(p, v, "name"));
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
	static const char *const texts[] = { "\"type\"", "Event::", "\"when\"",
		NULL };
	static const char *const renamed[] = { "\"type\"", "Event::", "\"rt\"",
		NULL };

	return objects_have(line, texts) || objects_have(line, renamed);
}

const struct format format_sophos_central = {
	.name = "sophos_central",
	.dataset = "sophos.central",
	.title = "Sophos Central's events and alerts, a JSON object a line",
	.channel = "endpoint",
	.versions = "SIEM interface v1; Sophos' own script with its names",
	.lacks = "a file's hash",
	.fits = fits,
	.parse = parse,
};
