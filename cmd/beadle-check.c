/*
 * beadle check: every fault of a school's settings, lists and rules.
 */
#include <stdio.h>
#include <unistd.h>

#include "base/command.h"
#include "night/measure.h"
#include "night/sources.h"
#include "settings/categories.h"
#include "settings/keys.h"
#include "settings/settings.h"

static const struct command command = {
	"beadle-check",
	"[-kv] [-c settings]",
	"List every fault of the settings, lists and rules, in one pass.",
	"  -c settings  the school.yml (default: school.yml)\n"
	"  -k           print the keys that school.yml may have, and no more\n"
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

/* A line each: key, what it holds, what stands without it, meaning. */
static int
print_keys(void)
{
	static const char *const shapes[] = {
		[KEY_TEXT] = "text",
		[KEY_NUMBER] = "number",
		[KEY_DATE] = "date",
		[KEY_SWITCH] = "true or false",
		[KEY_FILE] = "file",
		[KEY_TEXTS] = "one or a list",
		[KEY_TEXTS_OR_GROUPS] = "list, or list of keys",
		[KEY_TEXT_MAP] = "names with a text each",
		[KEY_LISTS] = "names with a file or list each",
		[KEY_GROUP] = "keys",
		[KEY_GROUPS] = "list of keys",
		[KEY_NAMED_GROUPS] = "names with keys each",
		[KEY_NAMED_TEXTS_OR_GROUPS] = "names with a text or keys each",
	};
	const struct settings_key *k;

	for (k = settings_keys; k->path != NULL; k++)
		printf("%s\t%s\t%s\t%s\n", k->path,
		    k->words != NULL ? k->words : shapes[k->shape],
		    k->fallback, k->meaning);
	return EXIT_OK;
}

/* Rules are compiled for their faults' sake. */
static void
check_rules(const struct settings *s, struct faults *faults)
{
	struct symbols *symbols = symbols_create();
	struct detect *detect = detect_create(s, symbols, faults);

	detect_doubt(detect, faults);
	measure_logs(s, detect, faults);
	detect_destroy(detect);
	symbols_destroy(symbols);
}

/* Profiles are tried on their samples. */
static void
check_sources(const struct settings *s, struct faults *faults)
{
	sources_destroy(sources_create(s, faults));
}

static int
check(const char *path, bool verbose)
{
	struct faults faults;
	struct settings *s;
	int code = EXIT_OK;

	faults_init(&faults);
	s = settings_load(path, &faults);
	if (s != NULL) {
		check_rules(s, &faults);
		check_sources(s, &faults);
	}
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
	bool verbose = false, keys = false;
	int option;

	command_begin(&command, argc, argv);
	while ((option = getopt(argc, argv, "c:kv")) != -1) {
		switch (option) {
		case 'c':
			path = optarg;
			break;
		case 'k':
			keys = true;
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
	return command_end(keys ? print_keys() : check(path, verbose));
}
