/*
 * beadle handover: what whoever takes over must know.
 */
#include <err.h>
#include <getopt.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/command.h"
#include "night/status.h"

static const struct command command = { "beadle-handover",
	"-c settings [-d store]",
	"Prints what runs, which logs are read, keys, contacts and what has "
	"to be renewed\nwhen, for the day when whoever set this up has left.",
	"    -c settings  school.yml\n"
	"    -d store     instead of the store named there\n" };

int
main(int argc, char **argv)
{
	const char *settings = NULL, *store = NULL;
	char path[PATH_MAX];
	struct settings *s;
	struct arena *a;
	int c;

	command_begin(&command, argc, argv);
	while ((c = getopt(argc, argv, "c:d:")) != -1)
		switch (c) {
		case 'c': settings = optarg; break;
		case 'd': store = optarg; break;
		default: command_usage(&command);
		}
	if (settings == NULL || optind < argc)
		command_usage(&command);
	if (realpath(settings, path) == NULL)
		err(EXIT_COULD_NOT, "%s", settings);
	if ((s = settings_require(path)) == NULL)
		return EXIT_COULD_NOT;
	a = arena_create();
	handover_print(s, store != NULL ? store : arena_text(a, s->store),
	    stdout);
	settings_destroy(s);
	arena_destroy(a);
	return command_end(EXIT_OK);
}
