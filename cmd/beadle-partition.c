/*
 * beadle-partition: the night of one school's day.
 */
#include <err.h>
#include <getopt.h>
#include <stdio.h>

#include "base/command.h"
#include "grid/partition.h"

static const struct command command = {
	"beadle-partition",
	"-p plan [-v] [-o folder] id ...",
	"Read, tag and match the logs of one school's day, as the plan has "
	"it, into a slice\nwith a receipt.  With a valid receipt there is "
	"nothing to do.",
	"  -o folder  of slices and receipts, instead of the plan's\n"
	"  -p plan    made by beadle plan\n"
	"  -v         say how what was read adds up\n",
};

static int
run(const struct plan *p, const char *folder, char **ids, bool verbose)
{
	const struct plan_partition *part;
	int worst = EXIT_OK, code;

	for (; *ids != NULL; ids++) {
		if ((part = plan_find(p, slice_of(*ids))) == NULL) {
			warnx("%s: no such partition in the plan", *ids);
			return EXIT_USAGE;
		}
		code = partition_run(p, part, folder,
		    verbose ? stdout : NULL);
		/* What may be mended by another try has to be tried. */
		if (code == EXIT_LATER || worst == EXIT_OK)
			worst = code;
	}
	return worst;
}

int
main(int argc, char **argv)
{
	const char *path = NULL, *folder = NULL;
	struct arena *a;
	struct plan *p;
	bool verbose = false;
	int option, code = EXIT_NEVER;

	command_begin(&command, argc, argv);
	while ((option = getopt(argc, argv, "o:p:v")) != -1)
		switch (option) {
		case 'o':
			folder = optarg;
			break;
		case 'p':
			path = optarg;
			break;
		case 'v':
			verbose = true;
			break;
		default:
			command_usage(&command);
		}
	if (path == NULL || optind == argc)
		command_usage(&command);
	a = arena_create();
	if (folder == NULL)
		folder = plan_folder(path, a);
	if ((p = plan_read(path)) != NULL)
		code = run(p, folder, argv + optind, verbose);
	plan_destroy(p);
	arena_destroy(a);
	return command_end(code);
}
