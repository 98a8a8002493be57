/*
 * Exchange's message tracking logs, MSGTRK*.LOG: lines of "#", of which
 * #Fields: names the columns, then CSV in UTC.
 */
#include "mail_table.h"

static const char *
parse(struct parse *p)
{
	return mail_table_parse(p, MAIL_TABLE_TRACKING);
}

static int
recognise(struct slice head)
{
	return mail_table_recognise(head, MAIL_TABLE_TRACKING);
}

const struct format format_exchange_tracking = {
	.name = "exchange_tracking",
	.dataset = "exchange.mail",
	.title = "Exchange message tracking",
	.channel = "mail",
	.versions = "Exchange 2007 to 2019, MSGTRK*.log",
	.lacks = "rows of Exchange 2003 and before",
	.framing = FRAMING_CSV,
	.header = true,
	.state_size = sizeof(struct mail_table_state),
	.recognise = recognise,
	.parse = parse,
};
