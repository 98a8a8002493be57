/*
 * beadle-parse: log files in, events out, as tab-separated text.
 */
#include <err.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/command.h"
#include "event/tsv.h"
#include "night/reader.h"
#include "settings/settings.h"

static const struct command command = {
	.name = "beadle-parse",
	.usage = "[-gv] [-c settings] [-f format] [-r rejects] [-z zone] "
		 "[file ...]",
	.job = "Reads logs, in archives or not, and prints their events.",
	.help = "  -c settings  school.yml: zone, what is kept, and the store "
		"whose\n               records are not read again\n"
		"  -f format    take all files to be in this format "
		"(beadle formats)\n"
		"  -g           the files still grow: their last, unfinished "
		"line waits\n"
		"  -r rejects   write file, offset, length and reason of each "
		"rejected record\n"
		"  -v           say how many records were read, used and "
		"rejected\n"
		"  -z zone      zone of stamps without one (Europe/London); "
		"else UTC\n",
};

struct run {
	struct reader_job job;
	struct format_options options;
	struct reader_counts counts;
	struct settings *settings;
	struct zone *zone; /* of -z */
	struct ledger *ledger;
	bool verbose;
};

static int
print(struct batch *b, void *ctx)
{
	return tsv_write(ctx, b);
}

static void
open_settings(struct run *r, const char *path)
{
	if ((r->settings = settings_require(path)) == NULL)
		exit(EXIT_COULD_NOT);
	r->options.zone = r->settings->zone;
	r->options.keep_search_terms = r->settings->keep_search_terms;
	r->options.keep_subjects = r->settings->keep_subjects;
	if (reader_known(r->settings->store, &r->ledger) == -1)
		exit(EXIT_COULD_NOT);
	r->job.ledger = r->ledger;
}

static void
read_options(struct run *r, int argc, char **argv)
{
	int c;

	while ((c = getopt(argc, argv, "c:f:gr:vz:")) != -1) {
		switch (c) {
		case 'c':
			open_settings(r, optarg);
			break;
		case 'f':
			r->job.format = format_find(slice_of(optarg));
			if (r->job.format == NULL)
				errx(EXIT_USAGE,
				    "%s: no such format, see beadle formats",
				    optarg);
			break;
		case 'g':
			r->job.growing = true;
			break;
		case 'r':
			if ((r->job.rejects = fopen(optarg, "w")) == NULL)
				err(EXIT_COULD_NOT, "%s", optarg);
			break;
		case 'v':
			r->verbose = true;
			break;
		case 'z':
			zone_close(r->zone);
			if ((r->zone = zone_open(optarg)) == NULL)
				errx(EXIT_USAGE, "%s: no such zone", optarg);
			break;
		default:
			command_usage(&command);
		}
	}
	if (r->zone != NULL)
		r->options.zone = r->zone;
}

static int
finish(struct run *r)
{
	const struct reader_counts *n = &r->counts;
	int code = n->bad_files > 0 ? EXIT_COULD_NOT :
	    n->rejected > 0	    ? EXIT_REJECTED :
				      EXIT_OK;

	if (r->job.rejects != NULL &&
	    (ferror(r->job.rejects) | fclose(r->job.rejects)) != 0) {
		warn("rejects");
		code = EXIT_COULD_NOT;
	}
	if (r->verbose)
		reader_print_counts(n, stderr);
	ledger_destroy(r->ledger);
	settings_destroy(r->settings);
	zone_close(r->zone);
	symbols_destroy(r->job.symbols);
	return code;
}

int
main(int argc, char **argv)
{
	static const char *const standard_input[] = { "-", NULL };
	struct run r = { 0 };
	struct tsv_writer *out;
	const char *const *path;
	int result = 0;

	command_begin(&command, argc, argv);
	read_options(&r, argc, argv);
	out = tsv_writer_create(stdout);
	r.job.symbols = symbols_create();
	r.job.options = &r.options;
	r.job.sink = print;
	r.job.sink_ctx = out;
	path = optind < argc ? (const char *const *)argv + optind :
			       standard_input;
	for (; *path != NULL && result == 0; path++)
		result = reader_file(&r.job, *path, &r.counts);
	tsv_writer_destroy(out);
	return command_end(result == 0 ? finish(&r) : EXIT_COULD_NOT);
}
