/*
 * Google Workspace's e-mail log search, downloaded: a row for each step of a
 * mail, of which those count that end in a mailbox or leave.
 */
#include "mail_table.h"

static const char *
parse(struct parse *p)
{
	return mail_table_parse(p, MAIL_TABLE_GOOGLE);
}

static int
recognise(struct slice head)
{
	return mail_table_recognise(head, MAIL_TABLE_GOOGLE);
}

const struct format format_google_mail = {
	.name = "google_mail",
	.dataset = "google.mail",
	.title = "Google Workspace e-mail log search",
	.channel = "mail",
	.versions = "the admin console's CSV",
	.lacks = "the zone of its stamps, where it is not written",
	.framing = FRAMING_CSV,
	.header = true,
	.state_size = sizeof(struct mail_table_state),
	.recognise = recognise,
	.parse = parse,
};
