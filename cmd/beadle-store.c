/*
 * beadle-store: puts events, tagged and matched on the way, into the store.
 */
#include <err.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/command.h"
#include "event/tsv.h"
#include "night/keeper.h"

static const struct command command = {
	"beadle-store",
	"-c settings [-nv] [-d store] [file ...]",
	"Put events, and the flags that match gave them, into the store.",
	"  -c settings  the school's school.yml\n"
	"  -d store     the store, where it is not the one of the settings\n"
	"  -n           change nothing\n"
	"  -v           say what came in\n",
};

struct storing {
	struct keeper keeper;
	uint64_t bad;
	bool change_nothing, verbose;
};

static int
keep(struct batch *b, void *ctx)
{
	struct storing *r = ctx;

	return keeper_batch(&r->keeper, b, false);
}

static int
read_file(struct storing *r, const char *path)
{
	FILE *in;
	int result;

	if (path == NULL)
		return tsv_read(stdin, "standard input", r->keeper.symbols,
		    keep, r, &r->bad);
	if ((in = fopen(path, "r")) == NULL) {
		warn("%s", path);
		return -1;
	}
	result = tsv_read(in, path, r->keeper.symbols, keep, r, &r->bad);
	fclose(in);
	return result;
}

static void
print_counts(const struct store_counts *n)
{
	printf("records read %" PRIu64 " = used %" PRIu64
	       " + duplicate %" PRIu64 " + ignored %" PRIu64
	       " + rejected %" PRIu64 "\nevents stored %" PRIu64 "\n",
	    n->records, n->used, n->duplicate, n->ignored, n->rejected,
	    n->events);
}

/* All of it is one transaction: a broken pipe leaves nothing behind. */
static int
store_all(struct storing *r, char **paths)
{
	int64_t started = time_now();

	do
		if (read_file(r, *paths) == -1)
			return EXIT_COULD_NOT;
	while (*paths != NULL && *++paths != NULL);
	if (keeper_settle(&r->keeper) == -1)
		return EXIT_COULD_NOT;
	if (!r->change_nothing &&
	    (store_night(r->keeper.store, started, time_now(),
		 &r->keeper.counts, true) == -1 ||
		keeper_commit(&r->keeper) == -1))
		return EXIT_COULD_NOT;
	if (r->verbose)
		print_counts(&r->keeper.counts);
	return r->bad > 0 || r->keeper.counts.rejected > 0 ? EXIT_REJECTED :
							     EXIT_OK;
}

static int
run(struct storing *r, const char *path, const char *store, char **files)
{
	struct arena *a = arena_create();
	struct settings *settings = settings_require(path);
	int code = EXIT_COULD_NOT;

	if (settings != NULL) {
		if (store == NULL)
			store = arena_text(a, settings->store);
		code = keeper_open(&r->keeper, settings, store);
		if (code == EXIT_OK)
			code = store_all(r, files);
		keeper_close(&r->keeper);
	}
	settings_destroy(settings);
	arena_destroy(a);
	return code;
}

int
main(int argc, char **argv)
{
	static struct storing r;
	const char *settings = NULL, *store = NULL;
	int option;

	command_begin(&command, argc, argv);
	while ((option = getopt(argc, argv, "c:d:nv")) != -1) {
		switch (option) {
		case 'c':
			settings = optarg;
			break;
		case 'd':
			store = optarg;
			break;
		case 'n':
			r.change_nothing = true;
			break;
		case 'v':
			r.verbose = true;
			break;
		default:
			command_usage(&command);
		}
	}
	if (settings == NULL)
		command_usage(&command);
	return command_end(run(&r, settings, store, argv + optind));
}
