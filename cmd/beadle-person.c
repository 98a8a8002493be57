/*
 * beadle person: what is held on one person.
 */
#include <err.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/command.h"
#include "night/person.h"

static const struct command self = {
	.name = "beadle-person",
	.usage = "export|erase -c settings -m why [-n] [-d store] [-o folder]\n"
		 "    [-w who] id",
	.job = "All that is held on one person: two files for the officer, or "
	       "erased.\nid is the lasting id of the list of people, or a user "
	       "name.",
	.help = "    -c settings  school.yml\n"
		"    -d store     instead of the store named there\n"
		"    -m why       the request, for the audit\n"
		"    -n           erase: change nothing, print what would go\n"
		"    -o folder    of the readers' folders, instead of the one "
		"named there\n"
		"    -w who       for the audit; otherwise the login's name\n",
};

static int
run(struct retention_job *job, const char *act)
{
	if (strcmp(act, "export") == 0)
		return person_export(job);
	return person_erase(job);
}

int
main(int argc, char **argv)
{
	struct retention_job job = { .who = slice_of(command_user()),
		.say = stdout };
	const char *settings = NULL;
	struct settings *s;
	struct arena *a;
	int letter, code;

	command_begin(&self, argc, argv);
	while ((letter = getopt(argc, argv, "c:d:m:no:w:")) != -1)
		switch (letter) {
		case 'c': settings = optarg; break;
		case 'd': job.store = optarg; break;
		case 'm': job.why = slice_of(optarg); break;
		case 'n': job.change_nothing = true; break;
		case 'o': job.out = optarg; break;
		case 'w': job.who = slice_of(optarg); break;
		default: command_usage(&self);
		}
	argv += optind;
	if (settings == NULL || argc - optind != 2 || *argv[1] == '\0' ||
	    (strcmp(argv[0], "export") != 0 && strcmp(argv[0], "erase") != 0))
		command_usage(&self);
	if (slice_trim(job.why).len == 0) {
		warnx("a reason is needed (-m)");
		return EXIT_USAGE;
	}
	if ((s = settings_require(settings)) == NULL)
		return EXIT_COULD_NOT;
	a = arena_create();
	job.settings = s;
	job.person = slice_of(argv[1]);
	if (job.store == NULL)
		job.store = arena_text(a, s->store);
	if (job.out == NULL)
		job.out = arena_text(a, s->out);
	code = run(&job, argv[0]);
	settings_destroy(s);
	arena_destroy(a);
	return command_end(code);
}
