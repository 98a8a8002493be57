/*
 * Microsoft 365's message trace, as the Exchange admin centre or PowerShell
 * writes it, in UTC: one row a recipient, or (enhanced) one a mail with
 * "ben@x.example##Receive, Deliver;..." in it.
 */
#include "mail_table.h"

static const char *
parse(struct parse *p)
{
	return mail_table_parse(p, MAIL_TABLE_TRACE);
}

static int
recognise(struct slice head)
{
	return mail_table_recognise(head, MAIL_TABLE_TRACE);
}

const struct format format_m365_trace = {
	.name = "m365_trace",
	.dataset = "m365.mail",
	.title = "Microsoft 365 message trace",
	.channel = "mail",
	.versions = "summary, enhanced and extended reports; "
		    "Get-MessageTrace; UTF-8",
	.lacks = "the account; in a summary, the address too",
	.framing = FRAMING_CSV,
	.header = true,
	.state_size = sizeof(struct mail_table_state),
	.recognise = recognise,
	.parse = parse,
};
