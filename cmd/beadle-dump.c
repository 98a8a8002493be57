/*
 * beadle-dump: prints what the store holds.
 */
#include <err.h>
#include <getopt.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/command.h"
#include "event/tsv.h"
#include "settings/settings.h"
#include "store/store.h"

static const struct command command = {
	"beadle-dump",
	"[-c settings | -d store] [-s since] [-u until] [-o file]\n"
	"       [-w reason] [--canonical]",
	"Print events from the store, in order of time.",
	"  -c settings  the school's school.yml, which names the store\n"
	"  -d store     the store\n"
	"  -o file      write there, not to standard output\n"
	"  -s since     events that began then or later\n"
	"  -u until     events that began before then\n"
	"  -w reason    why, for the audit\n"
	"  --canonical  all that is stored, sorted, to compare two stores\n",
};

static const struct option long_options[] = {
	{ "canonical", no_argument, NULL, 'C' },
	{ NULL, 0, NULL, 0 },
};

struct dumping {
	const char *settings, *store, *since, *until, *reason;
	bool canonical;
	struct arena *arena;
	struct settings *loaded;
	int64_t from, to;
};

/* A time, or a day of the school's (of UTC where there is no school). */
static bool
read_time(const struct dumping *r, const char *text, int64_t *t)
{
	int32_t day;

	if (text == NULL)
		return true;
	if (r->loaded != NULL && day_parse(slice_of(text), &day)) {
		*t = zone_day_start(r->loaded->zone, day);
		return true;
	}
	if (time_parse(slice_of(text), t))
		return true;
	warnx("%s: expected a day (2026-09-01) or a time "
	      "(2026-09-01T08:00:00Z)", text);
	return false;
}

static bool
find_store(struct dumping *r)
{
	struct faults faults;

	if (r->store != NULL)
		return true;
	faults_init(&faults);
	r->loaded = settings_load(r->settings, &faults);
	if (r->loaded == NULL)
		faults_print(&faults, stderr);
	else
		r->store = arena_text(r->arena, r->loaded->store);
	faults_finish(&faults);
	return r->loaded != NULL;
}

/* What names people is written down first. */
static int
audit(const struct dumping *r, struct store *s)
{
	const struct passwd *user = getpwuid(getuid());
	const char *who = user != NULL ? user->pw_name :
		arena_printf(r->arena, "uid %lu", (unsigned long)getuid());
	const char *what = r->canonical ? "dump of everything" :
		arena_printf(r->arena, "dump of events from %s until %s",
		    r->since == NULL ? "the first" : r->since,
		    r->until == NULL ? "the last" : r->until);

	return store_audit(s, slice_of(who), slice_of(what),
	    slice_of(r->reason));
}

static int
write_batch(struct batch *b, void *ctx)
{
	return tsv_write(ctx, b);
}

static int
dump(const struct dumping *r, struct store *s)
{
	struct symbols *symbols;
	struct tsv_writer *out;
	int result;

	if (audit(r, s) == -1)
		return -1;
	if (r->canonical)
		return store_dump_canonical(s, stdout);
	symbols = symbols_create();
	out = tsv_writer_create(stdout);
	result = store_dump(s, r->from, r->to, symbols, write_batch, out);
	result |= tsv_writer_destroy(out);
	symbols_destroy(symbols);
	return result;
}

static int
run(struct dumping *r)
{
	struct store *s;
	int result;

	if (!find_store(r))
		return EXIT_COULD_NOT;
	if (!read_time(r, r->since, &r->from) ||
	    !read_time(r, r->until, &r->to))
		return EXIT_USAGE;
	if ((s = store_open(r->store, AUDIENCE_LEADERSHIP)) == NULL)
		return EXIT_COULD_NOT;
	result = dump(r, s);
	store_close(s);
	return result == 0 ? EXIT_OK : EXIT_COULD_NOT;
}

int
main(int argc, char **argv)
{
	struct dumping r = { .settings = "school.yml", .reason = "",
		.from = INT64_MIN, .to = INT64_MAX };
	const char *output = NULL;
	int option, code;

	command_begin(&command, argc, argv);
	while ((option = getopt_long(argc, argv, "c:d:o:s:u:w:", long_options,
		    NULL)) != -1) {
		switch (option) {
		case 'c':
			r.settings = optarg;
			break;
		case 'd':
			r.store = optarg;
			break;
		case 'o':
			output = optarg;
			break;
		case 's':
			r.since = optarg;
			break;
		case 'u':
			r.until = optarg;
			break;
		case 'w':
			r.reason = optarg;
			break;
		case 'C':
			r.canonical = true;
			break;
		default:
			command_usage(&command);
		}
	}
	if (optind != argc)
		command_usage(&command);
	if (output != NULL && freopen(output, "w", stdout) == NULL)
		err(EXIT_COULD_NOT, "%s", output);
	r.arena = arena_create();
	code = run(&r);
	settings_destroy(r.loaded);
	arena_destroy(r.arena);
	return command_end(code);
}
