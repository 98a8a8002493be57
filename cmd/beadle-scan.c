/*
 * beadle-scan: what a plan must know of log files.
 */
#include <getopt.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/command.h"
#include "grid/scan.h"
#include "night/night.h"

static const struct command command = {
	"beadle-scan",
	"-c settings [file ...]",
	"Say of each log (file, folder, pattern) its bytes, SHA-256 and local "
	"days, a line\neach, for beadle plan.  No files: the logs that "
	"school.yml names.",
	"  -c settings  the school's school.yml\n",
};

static int
scan_all(const struct settings *s, const struct night_files *files)
{
	int code = files->missing > 0 ? EXIT_REJECTED : EXIT_OK, result;
	size_t i;

	for (i = 0; i < files->count; i++) {
		result = scan_file(s, files->paths[i], stdout);
		if (result == -1)
			return EXIT_COULD_NOT;
		if (result == 1)
			code = EXIT_REJECTED;
	}
	return code;
}

int
main(int argc, char **argv)
{
	const char *path = NULL;
	struct night_files files = { 0 };
	struct settings *s;
	struct arena *a;
	size_t i;
	int option, code;

	command_begin(&command, argc, argv);
	while ((option = getopt(argc, argv, "c:")) != -1)
		switch (option) {
		case 'c':
			path = optarg;
			break;
		default:
			command_usage(&command);
		}
	if (path == NULL)
		command_usage(&command);
	if ((s = settings_require(path)) == NULL)
		return EXIT_COULD_NOT;
	a = arena_create();
	for (i = 0; optind == argc && i < s->log_count; i++)
		night_files_find(&files, arena_text(a, s->logs[i]));
	while (optind < argc)
		night_files_find(&files, argv[optind++]);
	night_files_sort(&files);
	code = scan_all(s, &files);
	night_files_finish(&files);
	arena_destroy(a);
	settings_destroy(s);
	return command_end(code);
}
