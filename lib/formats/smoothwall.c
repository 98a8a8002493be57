/*
 * Smoothwall's web filter log, exported: the columns that were shown.
 *
 *   Time,Username,Source IP,Group,Code,URL,Category,Domain
 *
 * The names are those of the screen; what the export really writes is not
 * published, so this is unverified.
 */
#include "header_csv.h"

static int
recognise(struct slice head)
{
	static const char *const needs[] = { "time", "username", "sourceip",
		"code", NULL };
	static const struct csv_profile profile = { needs };

	return header_csv_recognise(head, &profile);
}

const struct format format_smoothwall = {
	.name = "smoothwall",
	.dataset = "smoothwall.web",
	.title = "Smoothwall, CSV export of the web filter log",
	.channel = "web",
	.versions = "unverified: by the names on the screen; day before "
		    "month",
	.lacks = "zone of its stamps; what its view leaves out, so that "
		 "absence proves nothing",
	.framing = FRAMING_CSV,
	.header = true,
	.state_size = sizeof(struct header_csv_state),
	.recognise = recognise,
	.parse = header_csv_parse,
};
