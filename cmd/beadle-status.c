/*
 * beadle status: how the nights are, for whoever watches the machine.
 */
#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/command.h"
#include "night/status.h"

static const struct command command = { "beadle-status",
	"-c settings [-d store] [-f form] [--json]",
	"Says whether the nights run, when the disk is full and what waits, "
	"with the exit\ncodes of Nagios; names nobody.",
	"    -c settings  school.yml\n"
	"    -d store     instead of the store named there\n"
	"    -f form      text, json, or metrics (OpenMetrics)\n"
	"    --json       the same as -f json\n" };

static const struct option longs[] = {
	{ "json", no_argument, NULL, 'j' },
	{ 0 },
};

static int
print(const struct settings *s, const char *store, const char *form)
{
	struct arena *a = arena_create();
	struct status st;

	status_read(&st, s, store != NULL ? store : arena_text(a, s->store),
	    a);
	if (strcmp(form, "json") == 0)
		status_print_json(&st, s, stdout);
	else if (strcmp(form, "metrics") == 0)
		status_print_metrics(&st, s, stdout);
	else
		status_print_text(&st, s, stdout);
	arena_destroy(a);
	return (int)st.level;
}

int
main(int argc, char **argv)
{
	const char *settings = NULL, *store = NULL, *form = "text";
	struct settings *s;
	int c, level;

	command_begin(&command, argc, argv);
	while ((c = getopt_long(argc, argv, "c:d:f:", longs, NULL)) != -1)
		switch (c) {
		case 'c': settings = optarg; break;
		case 'd': store = optarg; break;
		case 'f': form = optarg; break;
		case 'j': form = "json"; break;
		default: command_usage(&command);
		}
	if (settings == NULL || optind < argc ||
	    (strcmp(form, "text") != 0 && strcmp(form, "json") != 0 &&
		strcmp(form, "metrics") != 0))
		command_usage(&command);
	if ((s = settings_require(settings)) == NULL) {
		puts("UNKNOWN: beadle: the settings have faults");
		return command_end(STATUS_UNKNOWN);
	}
	level = print(s, store, form);
	settings_destroy(s);
	return command_end(level);
}
