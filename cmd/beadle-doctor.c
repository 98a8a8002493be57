/*
 * beadle-doctor: what these logs are and what they can show.
 */
#include <err.h>
#include <getopt.h>
#include <stdio.h>

#include "base/command.h"
#include "night/doctor.h"

static const struct command self = {
	.name = "beadle-doctor",
	.usage = "[-z zone] file ...",
	.job = "Says what logs in files or folders are, which days they hold, "
	       "how many lines have\na user, what is wrong with them, and "
	       "which rules could be judged on them.\nIt needs no settings, "
	       "keeps nothing and names nobody.",
	.help = "    -z zone  of stamps that say none (Europe/London)\n",
};

int
main(int argc, char **argv)
{
	const char *name = "Europe/London";
	struct doctor_job job;
	struct zone *zone;
	int letter, result;

	command_begin(&self, argc, argv);
	while ((letter = getopt(argc, argv, "z:")) != -1) {
		if (letter != 'z')
			command_usage(&self);
		name = optarg;
	}
	if (optind == argc)
		command_usage(&self);
	if ((zone = zone_open(name)) == NULL)
		errx(EXIT_USAGE, "%s: no such time zone", name);
	job = (struct doctor_job){ argv + optind, (size_t)(argc - optind),
		zone };
	result = doctor_run(&job, stdout);
	zone_close(zone);
	return command_end(result);
}
