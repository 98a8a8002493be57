/*
 * beadle-merge: the stores of schools, from the slices of a plan.
 */
#include <err.h>
#include <getopt.h>
#include <stdio.h>

#include "base/command.h"
#include "grid/merge.h"

static const struct command command = {
	"beadle-merge",
	"-p plan [-v] [-k keys [--parquet[=library]]] [-o folder]\n"
	"       [--allow-partial] [urn ...]",
	"Make the store of each school from the receipts and slices of a plan: "
	"the same\nstore as that of one night over the same logs.",
	"  --allow-partial  without what is missing, and say so in each store\n"
	"  -k keys    hand the events off, with pseudonyms by keys of that "
	"folder\n"
	"  --parquet  and as Parquet, by DuckDB's libduckdb.so\n"
	"  -o folder  of slices and receipts, instead of the plan's\n"
	"  -p plan    made by beadle plan\n"
	"  -v         a line for each school\n",
};

static const struct option long_options[] = {
	{ "allow-partial", no_argument, NULL, 'P' },
	{ "parquet", optional_argument, NULL, 'Q' },
	{ NULL, 0, NULL, 0 },
};

int
main(int argc, char **argv)
{
	struct merge_job job = { 0 };
	const char *path = NULL;
	struct arena *a;
	struct plan *p;
	int option, code = EXIT_NEVER;

	command_begin(&command, argc, argv);
	while ((option = getopt_long(argc, argv, "k:o:p:v", long_options,
		    NULL)) != -1)
		switch (option) {
		case 'k':
			job.keys = optarg;
			break;
		case 'o':
			job.folder = optarg;
			break;
		case 'P':
			job.allow_partial = true;
			break;
		case 'Q':
			job.duckdb = optarg != NULL ? optarg : "libduckdb.so";
			break;
		case 'p':
			path = optarg;
			break;
		case 'v':
			job.say = stdout;
			break;
		default:
			command_usage(&command);
		}
	if (path == NULL || (job.duckdb != NULL && job.keys == NULL))
		command_usage(&command);
	a = arena_create();
	if (job.folder == NULL)
		job.folder = plan_folder(path, a);
	job.urns = argv + optind;
	job.urn_count = (size_t)(argc - optind);
	if ((job.plan = p = plan_read(path)) != NULL)
		code = merge_run(&job);
	plan_destroy(p);
	arena_destroy(a);
	return command_end(code);
}
