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
	"[--preview | --unreviewed | --final | --zip [--sign key]]\n"
	"    [--notes file] [-c settings] [-d store] [-o folder] -t term\n"
	"       beadle-return --make-key file",
	"Make the figures of a term for the local authority.",
	"  -c settings  the school.yml (default: school.yml)\n"
	"  -d store     the store, instead of that of the settings\n"
	"  -o folder    the folder of the readers' folders\n"
	"  -t term      the term, as terms.csv names it\n"
	"  --preview    print every figure and what is hidden, and why\n"
	"  --unreviewed count what nobody has looked at too; never send it\n"
	"  --final      this is to be sent: remember what was hidden\n"
	"  --zip        a package, which is final\n"
	"  --sign key   sign the package\n"
	"  --notes file explanations of queries: query_code,note\n"
	"  --make-key file  make a key to sign with\n",
};

struct asked {
	const char *path, *store, *out, *term, *make_key;
	bool preview;
	struct return_wish wish;
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
		code = (asked->preview ? return_preview(&job) :
			       return_make_as(&job, &asked->wish)) == -1 ?
		    EXIT_COULD_NOT : EXIT_OK;
	arena_destroy(a);
	return code;
}

static int
run(const struct asked *asked)
{
	struct settings *s;
	int code = EXIT_COULD_NOT;

	if (asked->make_key != NULL)
		return return_make_key(asked->make_key) == -1 ?
		    EXIT_COULD_NOT : EXIT_OK;
	s = settings_require(asked->path);
	if (s != NULL)
		code = make(s, asked);
	settings_destroy(s);
	return code;
}

static bool
is_possible(const struct asked *a)
{
	const struct return_wish *w = &a->wish;

	if (a->make_key != NULL)
		return a->term == NULL;
	return a->term != NULL && (w->key == NULL || w->zip) &&
	    a->preview + w->unreviewed + (w->final || w->zip) <= 1;
}

int
main(int argc, char **argv)
{
	static const struct option options[] = {
		{ "preview", no_argument, NULL, 'p' },
		{ "unreviewed", no_argument, NULL, 'U' },
		{ "final", no_argument, NULL, 'F' },
		{ "zip", no_argument, NULL, 'z' },
		{ "sign", required_argument, NULL, 'S' },
		{ "notes", required_argument, NULL, 'N' },
		{ "make-key", required_argument, NULL, 'K' },
		{ NULL, 0, NULL, 0 },
	};
	struct asked asked = { .path = "school.yml" };
	int option;

	command_begin(&command, argc, argv);
	while ((option = getopt_long(argc, argv, "c:d:o:t:", options,
		    NULL)) != -1) {
		switch (option) {
		case 'c': asked.path = optarg; break;
		case 'd': asked.store = optarg; break;
		case 'o': asked.out = optarg; break;
		case 't': asked.term = optarg; break;
		case 'p': asked.preview = true; break;
		case 'U': asked.wish.unreviewed = true; break;
		case 'F': asked.wish.final = true; break;
		case 'z': asked.wish.zip = true; break;
		case 'S': asked.wish.key = optarg; break;
		case 'N': asked.wish.notes = optarg; break;
		case 'K': asked.make_key = optarg; break;
		default: command_usage(&command);
		}
	}
	if (!is_possible(&asked) || optind < argc)
		command_usage(&command);
	return command_end(run(&asked));
}
