/*
 * DansGuardian's access.log; see guardian.c for its layouts.  It is told from
 * e2guardian's by times without zeros in front: 2026.10.2 8:31:02.
 */
#include "guardian.h"
#include "recognise.h"

static bool
fits(struct slice line)
{
	bool zeros;

	return guardian_fits(line, &zeros);
}

/* One such time tells; e2guardian never writes one. */
static bool
has_bare_time(struct slice head)
{
	struct slice line;
	bool zeros;

	while (slice_take_line(&head, &line))
		if (guardian_fits(line, &zeros) && !zeros)
			return true;
	return false;
}

static int
recognise(struct slice head)
{
	int sure = recognise_lines(head, fits);

	return sure > 0 && has_bare_time(head) ? sure + 1 : 0;
}

const struct format format_dansguardian = {
	.name = "dansguardian",
	.dataset = "dansguardian.access",
	.title = "DansGuardian access.log, logfileformat 1, 2 and 4",
	.channel = "web",
	.versions = "DansGuardian 2.10 to 2.12; format 3 is read as squid; "
		    "also through syslog",
	.lacks = "how long it took; format 1: user agent, filter group",
	.recognise = recognise,
	.parse = guardian_parse,
};
