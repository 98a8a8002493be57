/*
 * Lightspeed Web Filter's Activity Logs, exported:
 *
 *   Time,Inspected Data,Destination,Action,Reason,User,IP Address,Computer
 *
 * The names are those of the manual; the export is unverified.
 */
#include "header_csv.h"

static int
recognise(struct slice head)
{
	static const char *const needs[] = { "inspecteddata", "action",
		"user", "ipaddress", NULL };
	static const struct csv_profile profile = { needs };

	return header_csv_recognise(head, &profile);
}

const struct format format_lightspeed = {
	.name = "lightspeed",
	.dataset = "lightspeed.web",
	.title = "Lightspeed Web Filter, CSV export of Activity Logs",
	.channel = "web",
	.versions = "unverified: Web Filter 3 (Rocket), by its manual",
	.lacks = "zone of its stamps",
	.framing = FRAMING_CSV,
	.header = true,
	.state_size = sizeof(struct header_csv_state),
	.recognise = recognise,
	.parse = header_csv_parse,
};
