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
	.usage = "[-c school.yml] [-z zone] [file ...]",
	.job = "Says what logs in files or folders are, which days they hold, "
	       "how many lines have\na user, what is wrong with them, and "
	       "which rules could be judged on them.\nIt needs no settings, "
	       "keeps nothing and names nobody.",
	.help = "    -c file  settings: says too how many are somebody's,\n"
		"             what is installed, and how the last nights were\n"
		"    -z zone  of stamps that say none (Europe/London)\n",
};

int
main(int argc, char **argv)
{
	const char *name = NULL;
	struct doctor_job job;
	struct settings *settings = NULL;
	struct zone *zone = NULL; /* the settings' */
	int letter, result;

	command_begin(&self, argc, argv);
	while ((letter = getopt(argc, argv, "c:z:")) != -1) {
		if (letter == 'z')
			name = optarg;
		else if (letter != 'c')
			command_usage(&self);
		else if ((settings = settings_require(optarg)) == NULL)
			return EXIT_COULD_NOT;
	}
	if (optind == argc && settings == NULL)
		command_usage(&self);
	if (name == NULL && settings == NULL)
		name = "Europe/London";
	if (name != NULL && (zone = zone_open(name)) == NULL)
		errx(EXIT_USAGE, "%s: no such time zone", name);
	job = (struct doctor_job){ argv + optind, (size_t)(argc - optind),
		zone, settings };
	result = doctor_run(&job, stdout);
	zone_close(zone);
	settings_destroy(settings);
	return command_end(result);
}
