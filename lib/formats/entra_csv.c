/*
 * Microsoft Entra ID's sign-ins, as the admin centre exports them:
 *
 *   "Date (UTC)","Request ID",...,"User","Username",...,"Application",...,
 *     "IP address","Location","Status","Sign-in error code","Failure reason"
 *
 * The columns have changed often, so that each is found by its name.
 */
#include "endpoint.h"

#include "text.h"

enum use { CREATED = ENDPOINT_OWN, STATUS, ERROR };

static const struct table_name names[] = { { "dateutc", CREATED },
	{ "username", COL_ACCOUNT + 1 }, { "ipaddress", COL_ADDRESS + 1 },
	{ "useragent", COL_AGENT + 1 }, { "application", COL_MESSAGE + 1 },
	{ "status", STATUS }, { "signinerrorcode", ERROR },
	{ "failurereason", COL_REASON + 1 }, { NULL, 0 } };
static const int needs[] = { CREATED, COL_ACCOUNT + 1, COL_ADDRESS + 1, STATUS,
	ERROR, 0 };

static const char *
parse(struct parse *p)
{
	struct table *t = p->state;
	struct endpoint_event e = { .category = "authentication",
		.action = SLICE("sign-in") };
	struct table_row cells;
	struct slice error;
	const char *why = endpoint_cells(p, t, names, needs, &cells);
	bool failed;
	uint32_t row;

	if (why != NULL)
		return why;
	if (!endpoint_time(p->options, table_cell(t, &cells, CREATED), true,
		&e.time, &e.time_source))
		return "no time";
	error = table_cell(t, &cells, ERROR);
	/* "Interrupted" has an error too: nobody was let in yet. */
	failed = !slice_equal_fold(table_cell(t, &cells, STATUS),
	    SLICE("Success"));
	e.outcome = failed ? "failure" : "success";
	e.type = failed ? "denied" : "start";
	row = endpoint_row(p, &e);
	endpoint_set_cells(p, row, t, &cells);
	endpoint_set(p, row, COL_CODE, error);
	if (!failed)
		batch_set_text(p->batch, row, COL_REASON, SLICE(""));
	parse_row_done(p, row);
	return NULL;
}

static int
recognise(struct slice head)
{
	return endpoint_recognise_table(head, names, needs, 95);
}

const struct format format_entra_csv = {
	.name = "entra_csv",
	.dataset = "entra.signin",
	.title = "Microsoft Entra ID's sign-ins, the admin centre's CSV",
	.channel = "endpoint",
	.versions = "unverified: interactive and non-interactive user "
		    "sign-ins, in English",
	.lacks = "the computer",
	.framing = FRAMING_CSV,
	.header = true,
	.state_size = sizeof(struct table),
	.recognise = recognise,
	.parse = parse,
};
