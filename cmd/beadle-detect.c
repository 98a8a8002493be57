/*
 * beadle detect: judges a stored period again, runs the correlations and
 * puts flags together to items for review.
 */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/command.h"
#include "incident/incident.h"
#include "night/keeper.h"
#include "settings/period.h"
#include "settle/settle.h"

static const struct command command = { "beadle-detect",
	"[-nv] -c settings [-d store] [-s since] [-t term] [-u until]",
	"Judges a stored period again with today's rules.",
	"  -c settings  school.yml\n"
	"  -d store     the store, whatever the settings say\n"
	"  -n           change nothing: say what would be found\n"
	"  -s since     only events from then on\n"
	"  -t term      only events of that term\n"
	"  -u until     only events before\n"
	"  -v           say how many flags and items there are\n" };

struct options {
	const char *settings, *store, *since, *until, *term;
	bool dry, verbose;
};

static void
read_options(struct options *o, int argc, char **argv)
{
	int c;

	while ((c = getopt(argc, argv, "c:d:ns:t:u:v")) != -1)
		switch (c) {
		case 'c': o->settings = optarg; break;
		case 'd': o->store = optarg; break;
		case 'n': o->dry = o->verbose = true; break;
		case 's': o->since = optarg; break;
		case 't': o->term = optarg; break;
		case 'u': o->until = optarg; break;
		case 'v': o->verbose = true; break;
		default: command_usage(&command);
		}
	if (o->settings == NULL || optind < argc)
		command_usage(&command);
}

static int
judge(struct keeper *k, const struct options *o, const struct period *p)
{
	struct settle settle = { k->store, k->settings, k->symbols,
		k->enrich, k->detect };
	struct incident_totals before, after;

	if (incident_count(k->store, &before) == -1 ||
	    settle_again(&settle, p->since, p->until) == -1 ||
	    incident_gather(k->store, k->settings) == -1 ||
	    incident_count(k->store, &after) == -1)
		return EXIT_COULD_NOT;
	if (o->verbose)
		printf("flags %lld, before %lld\nitems %lld, before %lld\n",
		    (long long)after.flags, (long long)before.flags,
		    (long long)after.items, (long long)before.items);
	/* Closing the store without a commit takes all back. */
	if (!o->dry && keeper_commit(k) == -1)
		return EXIT_COULD_NOT;
	return EXIT_OK;
}

static int
run(const struct options *o, const struct settings *s)
{
	const char *store = o->store, *why;
	struct keeper keeper;
	struct period period;
	char *named;
	int code;

	why = period_parse(&period, s, o->since, o->until, o->term);
	if (why != NULL) {
		warnx("%s", why);
		return EXIT_USAGE;
	}
	named = strndup(s->store.ptr, s->store.len);
	if (store == NULL)
		store = named;
	if (access(store, R_OK | W_OK) == -1) {
		warn("%s", store);
		free(named);
		return EXIT_COULD_NOT;
	}
	if ((code = keeper_open(&keeper, s, store)) == EXIT_OK)
		code = judge(&keeper, o, &period);
	keeper_close(&keeper);
	free(named);
	return code;
}

int
main(int argc, char **argv)
{
	struct options o = { 0 };
	struct settings *s;
	int code = EXIT_COULD_NOT;

	command_begin(&command, argc, argv);
	read_options(&o, argc, argv);
	if ((s = settings_require(o.settings)) != NULL)
		code = run(&o, s);
	settings_destroy(s);
	return command_end(code);
}
