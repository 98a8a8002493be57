/*
 * Linewize's User Timeline, exported:
 *
 *   Date/Time,Machine Name,Verdict,Website,Type
 *
 * The names are those of the screen; the export is unverified, and holds the
 * last 48 hours at most.
 */
#include "header_csv.h"

static int
recognise(struct slice head)
{
	static const char *const needs[] = { "date/time", "machinename",
		"verdict", "website", NULL };
	static const struct csv_profile profile = { needs };

	return header_csv_recognise(head, &profile);
}

const struct format format_linewize = {
	.name = "linewize",
	.dataset = "linewize.web",
	.title = "Linewize, CSV export of a User Timeline",
	.channel = "web",
	.versions = "unverified: by the names on the screen",
	.lacks = "zone of its stamps; whose timeline it is",
	.framing = FRAMING_CSV,
	.header = true,
	.state_size = sizeof(struct header_csv_state),
	.recognise = recognise,
	.parse = header_csv_parse,
};
