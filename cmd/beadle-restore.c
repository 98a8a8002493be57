/*
 * beadle restore: puts a backup back, once it was seen to be whole.
 */
#include <getopt.h>
#include <stdio.h>

#include "base/command.h"
#include "night/backup.h"

static const struct command command = { "beadle-restore",
	"-n file | -c settings file | -o folder file",
	"Looks whether a backup is whole and has the figures that it was made "
	"with, and\nputs it back, over nothing that is there.",
	"    -c settings  where school.yml is to be; the rest goes where it "
	"says\n"
	"    -n           a drill: look, and change nothing\n"
	"    -o folder    all below this new folder, to look at\n" };

int
main(int argc, char **argv)
{
	struct restore_job job = { .say = stdout };
	bool drill = false;
	int c;

	command_begin(&command, argc, argv);
	while ((c = getopt(argc, argv, "c:no:")) != -1)
		switch (c) {
		case 'c': job.settings = optarg; break;
		case 'n': drill = true; break;
		case 'o': job.folder = optarg; break;
		default: command_usage(&command);
		}
	if (argc - optind != 1 ||
	    (job.settings != NULL) + (job.folder != NULL) + drill != 1)
		command_usage(&command);
	job.from = argv[optind];
	return command_end(restore_run(&job));
}
