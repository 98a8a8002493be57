/*
 * beadle check: every fault of a school's settings, lists and rules.
 */
#include <stdio.h>
#include <unistd.h>

#include "base/command.h"
#include "settings/categories.h"
#include "settings/settings.h"

static const struct command command = {
	"beadle-check",
	"[-v] [-c settings]",
	"List every fault of the settings, lists and rules, in one pass.",
	"  -c settings  the school.yml (default: school.yml)\n"
	"  -v           say what was read\n",
};

static void
print_what_was_read(const struct settings *s)
{
	printf("%zu people, %zu devices, %zu rules, %zu categorised sites, "
	       "%zu private hosts, %zu word lists\n",
	    s->person_count, s->device_count, s->rule_count,
	    categories_count(s->categories), s->private_host_count,
	    s->list_count);
}

static int
check(const char *path, bool verbose)
{
	struct faults faults;
	struct settings *s;
	int code = EXIT_OK;

	faults_init(&faults);
	s = settings_load(path, &faults);
	faults_print(&faults, stdout);
	if (s != NULL && verbose)
		print_what_was_read(s);
	if (faults.errors > 0)
		code = EXIT_COULD_NOT;
	else if (faults.count > 0)
		code = EXIT_QUERIES;
	settings_destroy(s);
	faults_finish(&faults);
	return code;
}

int
main(int argc, char **argv)
{
	const char *path = "school.yml";
	bool verbose = false;
	int option;

	command_begin(&command, argc, argv);
	while ((option = getopt(argc, argv, "c:v")) != -1) {
		switch (option) {
		case 'c':
			path = optarg;
			break;
		case 'v':
			verbose = true;
			break;
		default:
			command_usage(&command);
		}
	}
	if (optind < argc)
		command_usage(&command);
	return command_end(check(path, verbose));
}
