/*
 * beadle-match: which rules flag each event; no store is touched.
 */
#include <err.h>
#include <getopt.h>
#include <stdio.h>

#include "base/command.h"
#include "event/tsv.h"
#include "night/flagged.h"
#include "night/lost.h"

static const struct command command = {
	"beadle-match",
	"[-ow] [-c settings | --rules folder] [--explain rule] [file ...]",
	"Say for each event, or record of a log, which rules hold of it.",
	"  -c settings     the rules that this school.yml has\n"
	"  --explain rule  say of each event which items of the rule hold\n"
	"  -o, --only      print only events that a rule holds of\n"
	"  -w, --whole     what is not known will not come: nothing is left "
	"open\n"
	"  --rules folder  the rules of a folder, without a school\n",
};

static const struct option long_options[] = {
	{ "explain", required_argument, NULL, 'E' },
	{ "only", no_argument, NULL, 'o' },
	{ "rules", required_argument, NULL, 'R' },
	{ "whole", no_argument, NULL, 'w' },
	{ NULL, 0, NULL, 0 },
};

struct matching {
	struct settings *settings;
	struct symbols *symbols;
	struct detect *detect;
	struct tsv_writer *out;
	int explained; /* a rule, or -1 */
	bool only, whole;
	uint64_t bad;
};

static int
match(struct batch *b, void *ctx)
{
	struct matching *r = ctx;

	if (r->explained != -1)
		return detect_explain(r->detect, b, r->whole,
		    (size_t)r->explained, stdout);
	detect_batch(r->detect, b, r->whole);
	if (r->only)
		detect_keep_flagged(b);
	return tsv_write(r->out, b);
}

/* Faults of the rules are said; with errors in a school's settings nothing
 * is judged, of a folder the good rules are. */
static bool
open_rules(struct matching *r, const char *settings, const char *folder)
{
	struct faults faults;
	bool good;

	faults_init(&faults);
	r->settings = folder != NULL ? settings_of_rules(folder, &faults) :
				       settings_load(settings, &faults);
	r->symbols = symbols_create();
	if (r->settings != NULL)
		r->detect = detect_create(r->settings, r->symbols, &faults);
	if (folder != NULL || faults.errors > 0)
		faults_print(&faults, stderr);
	good = r->detect != NULL && (folder != NULL || faults.errors == 0);
	faults_finish(&faults);
	return good;
}

static bool
find_rule(struct matching *r, const char *name)
{
	if (name != NULL &&
	    (r->explained = detect_find(r->detect, slice_of(name))) == -1)
		warnx("there is no rule %s", name);
	return name == NULL || r->explained != -1;
}

static int
match_file(struct matching *r, const char *path)
{
	if (path != NULL && freopen(path, "r", stdin) == NULL) {
		warn("%s", path);
		return -1;
	}
	return tsv_read(stdin, path == NULL ? "standard input" : path,
	    r->symbols, match, r, &r->bad);
}

static int
match_files(struct matching *r, char **paths)
{
	int result = 0;

	if (r->explained == -1)
		r->out = tsv_writer_create(stdout);
	do
		result |= match_file(r, *paths);
	while (*paths != NULL && *++paths != NULL);
	if (r->out != NULL)
		result |= tsv_writer_destroy(r->out);
	if (result != 0)
		return EXIT_COULD_NOT;
	return r->bad > 0 ? EXIT_REJECTED : EXIT_OK;
}

int
main(int argc, char **argv)
{
	const char *settings = "school.yml", *folder = NULL;
	struct matching r = { .explained = -1 };
	const char *explained = NULL;
	int option, code = EXIT_COULD_NOT;

	command_begin(&command, argc, argv);
	while ((option = getopt_long(argc, argv, "c:ow", long_options,
		    NULL)) != -1)
		switch (option) {
		case 'c': settings = optarg; break;
		case 'E': explained = optarg; break;
		case 'R': folder = optarg; break;
		case 'o': r.only = true; break;
		case 'w': r.whole = true; break;
		default: command_usage(&command);
		}
	if (open_rules(&r, settings, folder) && find_rule(&r, explained))
		code = folder != NULL && explained == NULL &&
			flagged_is_log(argv[optind]) ?
		    flagged_logs(r.detect, r.symbols, argv + optind, stdout) :
		    match_files(&r, argv + optind);
	if (r.detect != NULL)
		lost_warn(r.detect);
	detect_destroy(r.detect);
	symbols_destroy(r.symbols);
	settings_destroy(r.settings);
	return command_end(code);
}
