/*
 * beadle backup: all that a school cannot make again, in one file.
 */
#include <err.h>
#include <getopt.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/command.h"
#include "night/backup.h"

static const struct command command = { "beadle-backup",
	"-c settings -o file [-d store] [file ...]",
	"Copies the store, the settings with their lists and keys, and the "
	"sealed evidence\ninto one file, also while a night runs; reads it "
	"back and compares last term's\nfigures.",
	"    -c settings  school.yml\n"
	"    -d store     instead of the store named there\n"
	"    -o file      the new backup, as beadle.tar.gz\n"
	"Files and folders that are named are put in too: keys that lie "
	"elsewhere.\n" };

int
main(int argc, char **argv)
{
	const char *settings = NULL, *store = NULL;
	struct backup_job job = { .say = stdout };
	char path[PATH_MAX];
	struct settings *s;
	struct arena *a;
	int c, result;

	command_begin(&command, argc, argv);
	while ((c = getopt(argc, argv, "c:d:o:")) != -1)
		switch (c) {
		case 'c': settings = optarg; break;
		case 'd': store = optarg; break;
		case 'o': job.to = optarg; break;
		default: command_usage(&command);
		}
	if (settings == NULL || job.to == NULL)
		command_usage(&command);
	if (realpath(settings, path) == NULL)
		err(EXIT_COULD_NOT, "%s", settings);
	if ((s = settings_require(path)) == NULL)
		return EXIT_COULD_NOT;
	a = arena_create();
	job.settings = s;
	job.store = store != NULL ? store : arena_text(a, s->store);
	job.more = argv + optind;
	job.more_count = (size_t)(argc - optind);
	job.who = slice_of(command_user());
	result = backup_run(&job);
	settings_destroy(s);
	arena_destroy(a);
	return command_end(result);
}
