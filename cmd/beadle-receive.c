/*
 * beadle receive: the authority's side of the return.
 */
#include <getopt.h>
#include <string.h>

#include "base/command.h"
#include "returns/receive.h"

static const struct command command = {
	"beadle-receive",
	"check [-d folder] [--csv] package ...\n"
	"       beadle-receive check --data [--csv] file ...\n"
	"       beadle-receive add -d folder [-n] [-m reason] [--by-hand] "
	"[--csv] package ...\n"
	"       beadle-receive withdraw -d folder -t term -m reason urn\n"
	"       beadle-receive list -d folder -t term\n"
	"       beadle-receive merge -d folder -t term -o folder\n"
	"       beadle-receive overview [--sheets] -d folder -t term "
	"-o folder\n"
	"       beadle-receive queries -d folder -t term -o folder\n"
	"       beadle-receive template -d folder -t term urn",
	"Check the returns of schools, keep them, merge them.",
	"  -d folder  the authority's folder\n"
	"  -m reason  why a return is withdrawn, or taken after the lock\n"
	"  -n         change nothing\n"
	"  -o folder  where the merged table goes\n"
	"  -t term    such as autumn-2026\n"
	"  --by-hand  a table that was filled by hand\n"
	"  --csv      findings as CSV\n"
	"  --sheets   a sheet for the governors of each school too\n"
	"  --data     a data file, NAME.meta.csv beside it, and no package\n",
};

/* What each action must have and take. */
static const struct action {
	const char *name;
	bool folder, term, why, out, paths, urn;
} actions[] = {
	{ "check", false, false, false, false, true, false },
	{ "add", true, false, false, false, true, false },
	{ "withdraw", true, true, true, false, false, true },
	{ "list", true, true, false, false, false, false },
	{ "merge", true, true, false, true, false, false },
	{ "overview", true, true, false, true, false, false },
	{ "queries", true, true, false, true, false, false },
	{ "template", true, true, false, false, false, true },
};
enum { ACTIONS = sizeof actions / sizeof *actions };

static const struct action *
find_action(const struct receive_job *job, int count, char **words)
{
	const struct action *a;

	if (count < 1)
		return NULL;
	for (a = actions; a < actions + ACTIONS; a++)
		if (strcmp(a->name, words[0]) == 0)
			break;
	if (a == actions + ACTIONS || (a->folder && job->folder == NULL) ||
	    (a->term && job->term == NULL) || (a->why && job->why == NULL) ||
	    (a->out && job->out == NULL) || (job->data && a != actions) ||
	    (job->sheets && a != actions + 5))
		return NULL;
	if (a->paths ? count < 2 : count != (a->urn ? 2 : 1))
		return NULL;
	return a;
}

static int
run(const struct action *a, const struct receive_job *job, char **words,
    size_t count)
{
	switch (a - actions) {
	case 0:
		return (job->data ? receive_check_data : receive_check)(job,
		    words, count);
	case 1: return receive_add(job, words, count);
	case 2: return receive_withdraw(job, words[0]);
	case 3: return receive_list(job);
	case 4: return receive_merge(job);
	case 5: return receive_overview(job);
	case 6: return receive_queries(job);
	default: return receive_template(job, words[0]);
	}
}

int
main(int argc, char **argv)
{
	static const struct option options[] = {
		{ "by-hand", no_argument, NULL, 'H' },
		{ "csv", no_argument, NULL, 'C' },
		{ "data", no_argument, NULL, 'D' },
		{ "sheets", no_argument, NULL, 'S' },
		{ NULL, 0, NULL, 0 },
	};
	struct receive_job job = { 0 };
	const struct action *a;
	int option;

	command_begin(&command, argc, argv);
	while ((option = getopt_long(argc, argv, "d:m:no:t:", options,
		    NULL)) != -1)
		switch (option) {
		case 'd': job.folder = optarg; break;
		case 'm': job.why = optarg; break;
		case 'n': job.dry = true; break;
		case 'o': job.out = optarg; break;
		case 't': job.term = optarg; break;
		case 'H': job.by_hand = true; break;
		case 'C': job.csv = true; break;
		case 'D': job.data = true; break;
		case 'S': job.sheets = true; break;
		default: command_usage(&command);
		}
	if ((a = find_action(&job, argc - optind, argv + optind)) == NULL)
		command_usage(&command);
	return command_end(run(a, &job, argv + optind + 1,
	    (size_t)(argc - optind - 1)));
}
