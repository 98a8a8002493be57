/*
 * beadle tag: who, on what, where, when, what kind.
 */
#include <err.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/command.h"
#include "enrich/enrich.h"
#include "event/tsv.h"
#include "settings/settings.h"

static const struct command command = {
	"beadle-tag",
	"[-v] [-c settings] [file ...]",
	"Add to events what one event and the school's settings decide: "
	"person, device,\nroom, lesson period, category, kind.",
	"  -c settings  the school.yml (default: school.yml)\n"
	"  -v           say how many events of private hosts were left out\n",
};

struct tagging {
	struct enrich *enrich;
	struct symbols *symbols;
	struct tsv_writer *out;
	uint64_t ignored, bad;
};

static int
tag_batch(struct batch *b, void *ctx)
{
	struct tagging *t = ctx;

	enrich_batch(t->enrich, b, &t->ignored);
	return tsv_write(t->out, b);
}

static int
tag_file(struct tagging *t, const char *path)
{
	FILE *in = stdin;
	int result;

	if (strcmp(path, "-") != 0 && (in = fopen(path, "r")) == NULL) {
		warn("%s", path);
		return -1;
	}
	result = tsv_read(in, path, t->symbols, tag_batch, t, &t->bad);
	if (in != stdin)
		fclose(in);
	return result;
}

static int
tag_files(const struct settings *s, char **paths, bool verbose)
{
	static char standard_input[] = "-";
	char *none[] = { standard_input, NULL };
	struct tagging t = { .symbols = symbols_create() };
	int code = EXIT_OK;

	t.enrich = enrich_create(s, t.symbols);
	t.out = tsv_writer_create(stdout);
	for (paths = *paths == NULL ? none : paths; *paths != NULL; paths++)
		if (tag_file(&t, *paths) == -1)
			code = EXIT_COULD_NOT;
	if (tsv_writer_destroy(t.out) == -1)
		code = EXIT_COULD_NOT;
	if (verbose)
		warnx("%" PRIu64 " events of private hosts left out",
		    t.ignored);
	enrich_destroy(t.enrich);
	symbols_destroy(t.symbols);
	return code == EXIT_OK && t.bad > 0 ? EXIT_REJECTED : code;
}

int
main(int argc, char **argv)
{
	const char *path = "school.yml";
	struct settings *s;
	bool verbose = false;
	int option, code;

	command_begin(&command, argc, argv);
	while ((option = getopt(argc, argv, "c:v")) != -1) {
		switch (option) {
		case 'c':
			path = optarg;
			break;
		case 'v':
			verbose = true;
			break;
		default:
			command_usage(&command);
		}
	}
	if ((s = settings_require(path)) == NULL)
		return EXIT_COULD_NOT;
	code = tag_files(s, argv + optind, verbose);
	settings_destroy(s);
	return command_end(code);
}
