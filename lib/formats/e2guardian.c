/*
 * e2guardian's access.log; see guardian.c for its layouts.
 */
#include "guardian.h"

static bool
fits(struct slice line)
{
	bool zeros;

	return guardian_fits(line, &zeros) && zeros;
}

const struct format format_e2guardian = {
	.name = "e2guardian",
	.dataset = "e2guardian.access",
	.title = "e2guardian access.log, logfileformat 1, 2 and 4 to 8",
	.channel = "web",
	.versions = "e2guardian 3 to 5.5; format 3 is read as squid; "
		    "also through syslog",
	.lacks = "formats 1 to 4: how long it took, number of the reason; "
		 "1: agent, filter group",
	.fits = fits,
	.parse = guardian_parse,
};
