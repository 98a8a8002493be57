/*
 * beadle report: one report for one audience.
 */
#include <err.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/command.h"
#include "reports/report.h"
#include "returns/returns.h"

static const struct command command = {
	"beadle-report",
	"name [-c settings] [-d store] [-o folder-or-file]\n"
	"       -t period | -s date -u date [--seal | --restate reason]",
	"Make one report for one audience; without a name, list them.",
	"  -c settings  the school.yml (default: school.yml)\n"
	"  -d store     the store, instead of that of the settings\n"
	"  -o output    the folder of the readers' folders, or one file that\n"
	"               ends in .pdf, .csv or .html\n"
	"  -t period    a term, as terms.csv names it; a week as 2026-W42\n"
	"  -s date      or the first day, and\n"
	"  -u date      the day after the last\n"
	"  --seal       of a term that is over: what it says now stays\n"
	"  --restate reason  a new version of what was sealed\n" };

static const struct option long_options[] = {
	{ "restate", required_argument, NULL, 'R' },
	{ "seal", no_argument, NULL, 'S' },
	{ NULL, 0, NULL, 0 },
};

static void
list_reports(void)
{
	size_t i;

	for (i = 0; reports[i] != NULL; i++)
		printf("%-14s for %-12s %s\n", reports[i]->name,
		    reports[i]->reader, reports[i]->title);
	printf("%-14s for %-12s %s\n", "return", "authority",
	    "The figures of a term for the local authority (beadle return)");
}

static bool
is_file(const char *out)
{
	struct slice s = slice_of(out);

	return slice_ends_with(s, SLICE(".pdf")) ||
	    slice_ends_with(s, SLICE(".csv")) ||
	    slice_ends_with(s, SLICE(".html"));
}

static int
make(struct report_job *job, const char *name)
{
	const struct report *r = report_find(slice_of(name));

	if (r != NULL)
		return report_make(r, job) == -1 ? EXIT_COULD_NOT : EXIT_OK;
	if (strcmp(name, "return") == 0) {
		if (job->term == NULL) {
			warnx("return: it is made for a term");
			return EXIT_USAGE;
		}
		if (job->file != NULL) {
			warnx("return: -o must be a folder: it has several "
			      "files");
			return EXIT_USAGE;
		}
		return return_make(job) == -1 ? EXIT_COULD_NOT : EXIT_OK;
	}
	warnx("no report is called %s; there are:", name);
	for (size_t i = 0; reports[i] != NULL; i++)
		fprintf(stderr, "  %s\n", reports[i]->name);
	fprintf(stderr, "  return\n");
	return EXIT_USAGE;
}

struct asked {
	const char *store, *out, *period, *since, *until, *name, *restate;
	bool seal;
};

static int
run(const struct settings *s, const struct asked *asked)
{
	struct arena *a = arena_create();
	struct report_job job = { .settings = s, .say = true,
		.seal = asked->seal, .restate = asked->restate };
	int code = EXIT_USAGE;

	job.store = asked->store ? asked->store : arena_text(a, s->store);
	job.out = asked->out != NULL ? asked->out : arena_text(a, s->out);
	if (asked->out != NULL && is_file(asked->out))
		job.file = asked->out;
	job.who = command_user();
	if (report_period(s, asked->period, asked->since, asked->until,
		&job) == 0)
		code = make(&job, asked->name);
	arena_destroy(a);
	return code;
}

int
main(int argc, char **argv)
{
	const char *path = "school.yml";
	struct asked asked = { 0 };
	struct settings *s;
	int option, code = EXIT_COULD_NOT;

	command_begin(&command, argc, argv);
	if (argc == 1) {
		list_reports();
		return command_end(EXIT_OK);
	}
	asked.name = argv[1][0] != '-' ? argv[1] : NULL;
	if (asked.name != NULL)
		optind = 2;
	while ((option = getopt_long(argc, argv, "c:d:o:s:t:u:",
		    long_options, NULL)) != -1) {
		switch (option) {
		case 'c': path = optarg; break;
		case 'd': asked.store = optarg; break;
		case 'o': asked.out = optarg; break;
		case 's': asked.since = optarg; break;
		case 't': asked.period = optarg; break;
		case 'u': asked.until = optarg; break;
		case 'R': asked.restate = optarg; break;
		case 'S': asked.seal = true; break;
		default: command_usage(&command);
		}
	}
	if (asked.name == NULL && optind < argc)
		asked.name = argv[optind++];
	if (asked.name == NULL || optind < argc ||
	    (asked.period == NULL) == (asked.since == NULL) ||
	    (asked.since == NULL) != (asked.until == NULL) ||
	    (asked.seal && asked.restate != NULL))
		command_usage(&command);
	if ((s = settings_require(path)) != NULL)
		code = run(s, &asked);
	settings_destroy(s);
	return command_end(code);
}
