/*
 * Any CSV of visits whose heading names a time, somebody and a site: exports
 * of Netsweeper, Securly, RM SafetyNet and others, of which no layout is
 * published.
 */
#include "header_csv.h"

static int
recognise(struct slice head)
{
	return header_csv_recognise_any(head);
}

const struct format format_web_csv = {
	.name = "web_csv",
	.dataset = "web.csv",
	.title = "CSV of a web filter, by its columns' names",
	.channel = "web",
	.versions = "unverified: Netsweeper, Securly, RM SafetyNet and any "
		    "other whose heading has known names",
	.lacks = "zone of its stamps; columns with unknown names",
	.framing = FRAMING_CSV,
	.header = true,
	.state_size = sizeof(struct header_csv_state),
	.recognise = recognise,
	.parse = header_csv_parse,
};
