/*
 * Microsoft 365's unified audit log, as the compliance portal exports it: CSV
 * whose column AuditData holds the record as JSON.
 *
 *   RecordId,CreationDate,RecordType,Operation,UserId,AuditData,...
 *   c9d2...,2026-10-12T07:31:02.0000000Z,15,UserLoggedIn,amy@...,"{""...
 */
#include "m365_audit.h"

enum use { AUDIT_DATA = 1, OPERATION, CREATED };

static const struct table_name names[] = { { "auditdata", AUDIT_DATA },
	{ "operation", OPERATION }, { "operations", OPERATION },
	{ "creationdate", CREATED }, { "creationtime", CREATED },
	{ NULL, 0 } };
static const int needs[] = { AUDIT_DATA, OPERATION, CREATED, 0 };

static const char *
parse(struct parse *p)
{
	struct table *t = p->state;
	struct table_row cells;
	struct json *v;
	const char *why = endpoint_cells(p, t, names, needs, &cells);

	if (why != NULL)
		return why;
	v = json_parse(table_cell(t, &cells, AUDIT_DATA));
	why = json_kind(v) == JSON_OBJECT ? m365_audit_take(p, v) :
					    "no JSON in AuditData";
	json_destroy(v);
	return why;
}

static int
recognise(struct slice head)
{
	return endpoint_recognise_table(head, names, needs, 95);
}

const struct format format_m365_audit_csv = {
	.name = "m365_audit_csv",
	.dataset = "m365.audit",
	.title = "Microsoft 365 unified audit, the portal's CSV",
	.channel = "endpoint",
	.versions = "compliance portal (Purview), Search-UnifiedAuditLog | "
		    "Export-Csv",
	.lacks = "what the JSON lacks",
	.framing = FRAMING_CSV,
	.header = true,
	.state_size = sizeof(struct table),
	.recognise = recognise,
	.parse = parse,
};
