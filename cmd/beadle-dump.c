/*
 * beadle-dump: prints what the store holds.
 */
#include <err.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/command.h"
#include "event/tsv.h"
#include "night/pseudonyms.h"
#include "settings/period.h"
#include "store/store.h"

static const struct command command = {
	"beadle-dump",
	"[-c settings | -d store] [-s since] [-u until] [-o file]\n"
	"       [-w reason] [--canonical | --pseudonyms keys]",
	"Print events from the store, in order of time.",
	"  -c settings  the school's school.yml, which names the store\n"
	"  -d store     the store\n"
	"  -o file      write there, not to standard output\n"
	"  -s since     events that began then or later\n"
	"  -u until     events that began before then\n"
	"  -w reason    why, for the audit\n"
	"  --canonical  all that is stored, sorted, to compare two stores\n"
	"  --pseudonyms keys  pseudonyms, by keys of that folder\n",
};

static const struct option long_options[] = {
	{ "canonical", no_argument, NULL, 'C' },
	{ "pseudonyms", required_argument, NULL, 'P' },
	{ NULL, 0, NULL, 0 },
};

struct dumping {
	const char *settings, *store, *since, *until, *reason, *keys;
	bool canonical;
	struct arena *arena;
	struct settings *loaded;
	struct period period;
	struct pseudonyms *pseudonyms;
	struct tsv_writer *out;
};

/* What names people is written down first. */
static int
audit(const struct dumping *r, struct store *s)
{
	const char *what = r->canonical ? "dump of everything" :
		arena_printf(r->arena, "dump of events from %s until %s",
		    r->since == NULL ? "the first" : r->since,
		    r->until == NULL ? "the last" : r->until);

	return store_audit(s, slice_of(command_user()), slice_of(what),
	    slice_of(r->reason));
}

static int
print(struct batch *b, void *ctx)
{
	struct dumping *r = ctx;

	if (r->pseudonyms != NULL && pseudonyms_batch(r->pseudonyms, b) == -1)
		return -1;
	return tsv_write(r->out, b);
}

static int
dump(struct dumping *r, struct store *s)
{
	struct symbols *symbols;
	int result;

	if (audit(r, s) == -1)
		return -1;
	if (r->canonical)
		return store_dump_canonical(s, stdout);
	if (r->keys != NULL && (r->pseudonyms =
		pseudonyms_create(r->loaded, r->keys)) == NULL)
		return -1;
	symbols = symbols_create();
	r->out = tsv_writer_create(stdout);
	result = store_dump_share(s, symbols, print, r);
	if (result == 0)
		result = store_dump(s, r->period.since,
		    r->period.until == TIME_UNKNOWN ? INT64_MAX :
		    r->period.until, symbols, print, r);
	result |= tsv_writer_destroy(r->out);
	pseudonyms_destroy(r->pseudonyms);
	symbols_destroy(symbols);
	return result;
}

static int
run(struct dumping *r)
{
	const char *why;
	struct store *s;
	int result;

	if (r->settings != NULL &&
	    (r->loaded = settings_require(r->settings)) == NULL)
		return EXIT_COULD_NOT;
	why = period_parse(&r->period, r->loaded, r->since, r->until, NULL);
	if (why != NULL)
		errx(EXIT_USAGE, "%s", why);
	if (r->store == NULL)
		r->store = arena_text(r->arena, r->loaded->store);
	if ((s = store_open(r->store, AUDIENCE_LEADERSHIP)) == NULL)
		return EXIT_COULD_NOT;
	result = dump(r, s);
	store_close(s);
	return result == 0 ? EXIT_OK : EXIT_COULD_NOT;
}

int
main(int argc, char **argv)
{
	struct dumping r = { .reason = "" };
	const char *output = NULL;
	int option, code;

	command_begin(&command, argc, argv);
	while ((option = getopt_long(argc, argv, "c:d:o:s:u:w:", long_options,
		    NULL)) != -1)
		switch (option) {
		case 'c': r.settings = optarg; break;
		case 'd': r.store = optarg; break;
		case 'o': output = optarg; break;
		case 's': r.since = optarg; break;
		case 'u': r.until = optarg; break;
		case 'w': r.reason = optarg; break;
		case 'P': r.keys = optarg; break;
		case 'C': r.canonical = true; break;
		default:
			command_usage(&command);
		}
	if (optind != argc || (r.settings == NULL && r.store == NULL) ||
	    (r.keys != NULL && (r.settings == NULL || r.canonical)))
		command_usage(&command);
	if (output != NULL && freopen(output, "w", stdout) == NULL)
		err(EXIT_COULD_NOT, "%s", output);
	r.arena = arena_create();
	code = run(&r);
	settings_destroy(r.loaded);
	arena_destroy(r.arena);
	return command_end(code);
}
