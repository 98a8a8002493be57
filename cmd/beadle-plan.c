/*
 * beadle-plan: the sealed list of a night's partitions.
 */
#include <err.h>
#include <getopt.h>
#include <stdio.h>

#include "base/command.h"
#include "grid/plan.h"

static const struct command command = {
	"beadle-plan",
	"[-o plan] [-p plan] [file ...]",
	"Make the sealed plan of a night over many machines from what beadle "
	"scan found\n(files, or standard input).",
	"  -o plan  write it there, whole or not at all\n"
	"  -p plan  list the partitions of that plan: id, URN, day, inputs\n",
};

static int
list(const char *path)
{
	struct plan *p = plan_read(path);
	struct buffer day;
	size_t i;

	if (p == NULL)
		return EXIT_NEVER;
	buffer_init(&day, 64);
	for (i = 0; i < p->partition_count; i++) {
		const struct plan_partition *part = &p->partitions[i];

		buffer_reset(&day);
		day_print(&day, part->day);
		printf("%.*s\t%.*s\t%.*s\t%zu\n", SLICE_ARG(part->id),
		    SLICE_ARG(p->schools[part->school].urn),
		    SLICE_ARG(buffer_slice(&day)), part->input_count);
	}
	buffer_finish(&day);
	plan_destroy(p);
	return EXIT_OK;
}

/* All files as one stream, as cat would give it. */
static FILE *
join(char **paths)
{
	FILE *all = tmpfile(), *in;
	char piece[4096];
	size_t n;

	if (all == NULL)
		err(EXIT_COULD_NOT, "a temporary file");
	for (; *paths != NULL; paths++) {
		if ((in = fopen(*paths, "r")) == NULL)
			err(EXIT_COULD_NOT, "%s", *paths);
		while ((n = fread(piece, 1, sizeof piece, in)) > 0)
			if (fwrite(piece, 1, n, all) != n)
				err(EXIT_COULD_NOT, "a temporary file");
		if (ferror(in))
			err(EXIT_COULD_NOT, "%s", *paths);
		fclose(in);
	}
	rewind(all);
	return all;
}

static int
make(FILE *scans, const char *output)
{
	struct plan *p = plan_make(scans);
	struct buffer text;
	int code = EXIT_OK;

	if (p == NULL)
		return EXIT_COULD_NOT;
	buffer_init(&text, BUFFER_LARGEST);
	plan_write(p, &text);
	if (output == NULL)
		fwrite(text.ptr, 1, text.len, stdout);
	else if (plan_save(&text, output) == -1)
		code = EXIT_COULD_NOT;
	buffer_finish(&text);
	plan_destroy(p);
	return code;
}

int
main(int argc, char **argv)
{
	const char *output = NULL, *plan = NULL;
	FILE *scans = stdin;
	int option, code;

	command_begin(&command, argc, argv);
	while ((option = getopt(argc, argv, "o:p:")) != -1)
		switch (option) {
		case 'o':
			output = optarg;
			break;
		case 'p':
			plan = optarg;
			break;
		default:
			command_usage(&command);
		}
	if (plan != NULL && (optind < argc || output != NULL))
		command_usage(&command);
	if (plan == NULL && optind < argc)
		scans = join(argv + optind);
	code = plan != NULL ? list(plan) : make(scans, output);
	if (scans != stdin)
		fclose(scans);
	return command_end(code);
}
