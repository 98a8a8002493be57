/*
 * beadle retention: what has had its time goes.
 */
#include <getopt.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/command.h"
#include "night/retention.h"

static const struct command self = {
	.name = "beadle-retention",
	.usage = "-c settings [-nv] [-d store] [-m why] [-o folder] [-w who]",
	.job = "Takes out of the store what has been kept as long as the "
	       "school says, and\nwrites down how much of what went. nightly "
	       "does it once a day.",
	.help = "    -c settings  school.yml\n"
		"    -d store     instead of the store named there\n"
		"    -m why       for the audit\n"
		"    -n           change nothing: only print what would go\n"
		"    -o folder    of the readers' folders, instead of the one "
		"named there\n"
		"    -v           print what went\n"
		"    -w who       for the audit; otherwise the login's name\n",
};

int
main(int argc, char **argv)
{
	struct retention_job job = { .who = slice_of(command_user()) };
	const char *settings = NULL;
	struct settings *s;
	struct arena *a;
	int letter, code;

	command_begin(&self, argc, argv);
	while ((letter = getopt(argc, argv, "c:d:m:no:vw:")) != -1)
		switch (letter) {
		case 'c': settings = optarg; break;
		case 'd': job.store = optarg; break;
		case 'm': job.why = slice_of(optarg); break;
		case 'n': job.change_nothing = true; job.say = stdout; break;
		case 'o': job.out = optarg; break;
		case 'v': job.say = stdout; break;
		case 'w': job.who = slice_of(optarg); break;
		default: command_usage(&self);
		}
	if (settings == NULL || optind != argc)
		command_usage(&self);
	if ((s = settings_require(settings)) == NULL)
		return EXIT_COULD_NOT;
	a = arena_create();
	job.settings = s;
	if (job.store == NULL)
		job.store = arena_text(a, s->store);
	if (job.out == NULL)
		job.out = arena_text(a, s->out);
	code = retention_run(&job);
	settings_destroy(s);
	arena_destroy(a);
	return command_end(code);
}
