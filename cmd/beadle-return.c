/*
 * beadle return: the figures of a term for the local authority.
 */
#include <getopt.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/command.h"
#include "returns/returns.h"

static const struct command command = {
	"beadle-return",
	"[--preview] [-c settings] [-d store] [-o folder] -t term",
	"Make the figures of a term for the local authority.",
	"  -c settings  the school.yml (default: school.yml)\n"
	"  -d store     the store, instead of that of the settings\n"
	"  -o folder    the folder of the readers' folders\n"
	"  -t term      the term, as terms.csv names it\n"
	"  --preview    count what nobody has looked at too; never send it\n",
};

struct asked {
	const char *path, *store, *out, *term;
	bool preview;
};

static int
make(const struct settings *s, const struct asked *asked)
{
	struct arena *a = arena_create();
	struct report_job job = { .settings = s, .say = true };
	int code = EXIT_USAGE;

	job.store = asked->store != NULL ? asked->store :
					   arena_text(a, s->store);
	job.out = asked->out != NULL ? asked->out : arena_text(a, s->out);
	job.term = report_term(s, slice_of(asked->term));
	if (job.term != NULL)
		code = return_make_as(&job, asked->preview) == -1 ?
		    EXIT_COULD_NOT : EXIT_OK;
	arena_destroy(a);
	return code;
}

static int
run(const struct asked *asked)
{
	struct settings *s = settings_require(asked->path);
	int code = EXIT_COULD_NOT;

	if (s != NULL)
		code = make(s, asked);
	settings_destroy(s);
	return code;
}

int
main(int argc, char **argv)
{
	static const struct option options[] = {
		{ "preview", no_argument, NULL, 'p' },
		{ NULL, 0, NULL, 0 },
	};
	struct asked asked = { .path = "school.yml" };
	int option;

	command_begin(&command, argc, argv);
	while ((option = getopt_long(argc, argv, "c:d:o:t:", options,
		    NULL)) != -1) {
		switch (option) {
		case 'c':
			asked.path = optarg;
			break;
		case 'd':
			asked.store = optarg;
			break;
		case 'o':
			asked.out = optarg;
			break;
		case 't':
			asked.term = optarg;
			break;
		case 'p':
			asked.preview = true;
			break;
		default:
			command_usage(&command);
		}
	}
	if (asked.term == NULL || optind < argc)
		command_usage(&command);
	return command_end(run(&asked));
}
