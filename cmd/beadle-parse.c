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
	.usage = "[-gv] [-c settings] [-d store] [-f format] [-r rejects] "
		 "[-z zone] [file ...]",
	.job = "Reads logs (files, folders, patterns), in archives or not, and "
	       "prints their\nevents.",
	.help = "  -c settings  school.yml: zone, what is kept, which store\n"
		"  -d store     instead of the store named there\n"
		"  -f format    of all files (see beadle formats)\n"
		"  -g           an unfinished last line waits: the files grow\n"
		"  -r rejects   write file, offset, length and reason of each\n"
		"  -v           say how many were read, used and rejected\n"
		"  -z zone      of stamps without one; else UTC\n",
};

struct run {
	struct reader_job job;
	struct format_options options;
	struct reader_counts counts;
	struct settings *settings;
	struct zone *zone; /* of -z */
	struct ledger *ledger;
	const char *store, *format; /* of -d and -f */
	bool verbose;
};

static int
print(struct batch *b, void *ctx)
{
	return tsv_write(ctx, b);
}

/* What the store knows is not read again. */
static void
open_settings(struct run *r, const char *path)
{
	struct slice store = slice_of(r->store);

	if (path != NULL) {
		if ((r->settings = settings_require(path)) == NULL ||
		    (r->job.sources = sources_require(r->settings)) == NULL)
			exit(EXIT_COULD_NOT);
		sources_options(r->job.sources, &r->options);
		if (r->store == NULL)
			store = r->settings->store;
	}
	if (store.len > 0 && reader_known(store, &r->ledger) == -1)
		exit(EXIT_COULD_NOT);
	r->job.ledger = r->ledger;
	if (r->zone != NULL)
		r->options.zone = r->zone;
}

static void
read_options(struct run *r, int argc, char **argv)
{
	const char *settings = NULL;
	int c;

	while ((c = getopt(argc, argv, "c:d:f:gr:vz:")) != -1) {
		switch (c) {
		case 'c': settings = optarg; break;
		case 'd': r->store = optarg; break;
		case 'f':
			r->format = optarg;
			break;
		case 'g': r->job.growing = true; break;
		case 'r':
			if ((r->job.rejects = fopen(optarg, "w")) == NULL)
				err(EXIT_COULD_NOT, "%s", optarg);
			break;
		case 'v': r->verbose = true; break;
		case 'z':
			zone_close(r->zone);
			if ((r->zone = zone_open(optarg)) == NULL)
				errx(EXIT_USAGE, "%s: no such zone", optarg);
			break;
		default: command_usage(&command);
		}
	}
	open_settings(r, settings);
	if (r->format != NULL && (r->job.format = sources_format(r->job.sources,
	    slice_of(r->format))) == NULL)
		errx(EXIT_USAGE, "%s: see beadle formats", r->format);
}

static int
finish(struct run *r, int result)
{
	int code = r->counts.rejected > 0 ? EXIT_REJECTED : EXIT_OK;

	if (result == -1 || r->counts.bad_files > 0)
		code = EXIT_COULD_NOT;
	if (r->job.rejects != NULL &&
	    (ferror(r->job.rejects) | fclose(r->job.rejects)) != 0) {
		warn("rejects");
		code = EXIT_COULD_NOT;
	}
	if (r->verbose)
		reader_print_counts(&r->counts, stderr);
	ledger_destroy(r->ledger);
	sources_destroy(r->job.sources);
	settings_destroy(r->settings);
	zone_close(r->zone);
	symbols_destroy(r->job.symbols);
	return code;
}

int
main(int argc, char **argv)
{
	static char room[1 << 16], rejected[1 << 12];
	struct run r = { 0 };
	struct tsv_writer *out;
	int result, outputs[2] = { STDOUT_FILENO };

	command_begin(&command, argc, argv);
	read_options(&r, argc, argv);
	out = tsv_writer_create(stdout);
	r.job.symbols = symbols_create();
	r.job.options = &r.options;
	r.job.sink = print;
	r.job.sink_ctx = out;
	/* Without rights, as at night; streams must ask for nothing then. */
	r.job.outputs = outputs;
	r.job.output_count = 1;
	setvbuf(stdout, room, _IOFBF, sizeof room);
	if (r.job.rejects != NULL) {
		outputs[r.job.output_count++] = fileno(r.job.rejects);
		setvbuf(r.job.rejects, rejected, _IOFBF, sizeof rejected);
	}
	result = reader_files(&r.job, argv + optind,
	    (size_t)(argc - optind), &r.counts);
	if (tsv_writer_destroy(out) == -1)
		result = -1;
	return command_end(finish(&r, result));
}
