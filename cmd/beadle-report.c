/*
 * beadle report: one report for one audience.
 */
#include <err.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/command.h"
#include "reports/report.h"
#include "returns/returns.h"

static const struct command command = {
	"beadle-report",
	"[-c settings] [-d store] [-o folder-or-file] -t term name",
	"Make one report for one audience; without a name, list them.",
	"  -c settings  the school.yml (default: school.yml)\n"
	"  -d store     the store, instead of that of the settings\n"
	"  -o output    the folder of the readers' folders, or one file that\n"
	"               ends in .pdf or .csv\n"
	"  -t term      the term, as terms.csv names it\n",
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
	    slice_ends_with(s, SLICE(".csv"));
}

static int
make(struct report_job *job, const char *name)
{
	const struct report *r = report_find(slice_of(name));

	if (r != NULL)
		return report_make(r, job) == -1 ? EXIT_COULD_NOT : EXIT_OK;
	if (strcmp(name, "return") == 0) {
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

static int
run(const struct settings *s, const char *store, const char *out,
    const char *term, const char *name)
{
	struct arena *a = arena_create();
	struct report_job job = { .settings = s, .say = true };
	int code = EXIT_USAGE;

	job.store = store != NULL ? store : arena_text(a, s->store);
	job.out = out != NULL ? out : arena_text(a, s->out);
	if (out != NULL && is_file(out))
		job.file = out;
	job.who = command_user();
	job.term = report_term(s, slice_of(term));
	if (job.term != NULL)
		code = make(&job, name);
	arena_destroy(a);
	return code;
}

int
main(int argc, char **argv)
{
	const char *path = "school.yml", *store = NULL, *out = NULL,
		   *term = NULL;
	struct settings *s;
	int option, code = EXIT_COULD_NOT;
	const char *name;

	command_begin(&command, argc, argv);
	if (argc == 1) {
		list_reports();
		return command_end(EXIT_OK);
	}
	name = argv[1][0] != '-' ? argv[1] : NULL;
	if (name != NULL)
		optind = 2;
	while ((option = getopt(argc, argv, "c:d:o:t:")) != -1) {
		switch (option) {
		case 'c':
			path = optarg;
			break;
		case 'd':
			store = optarg;
			break;
		case 'o':
			out = optarg;
			break;
		case 't':
			term = optarg;
			break;
		default:
			command_usage(&command);
		}
	}
	if (name == NULL && optind < argc)
		name = argv[optind++];
	if (name == NULL || term == NULL || optind < argc)
		command_usage(&command);
	if ((s = settings_require(path)) != NULL)
		code = run(s, store, out, term, name);
	settings_destroy(s);
	return command_end(code);
}
