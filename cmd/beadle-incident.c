/*
 * beadle incident: items for review, and what people decide about them.
 */
#include <err.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/command.h"
#include "incident/incident.h"
#include "settings/period.h"

static const struct command command = { "beadle-incident",
	"list|show|confirm|reject|excepted|duplicate|note|assign|action|\n"
	"    recorded|withdraw|reopen|close|merge|split\n"
	"    [--csv] [-c settings] [-d store] [-l label] [-m reason]\n"
	"    [-s since] [-t term] [-u until] [--status status] [-w who]\n"
	"    [id [into]]",
	"Items for review: list them, show one, write down a decision.",
	"  -c settings  school.yml\n"
	"  -d store     the store, instead of that of the settings\n"
	"  -l label     only items of that label\n"
	"  -m reason    why, in words\n"
	"  -s since     only items that begin then or later; where to split\n"
	"  -t term      only items of that term\n"
	"  -u until     only items that begin before\n"
	"  -w who       who asks or decides; otherwise the login's name\n"
	"  --csv        CSV, also on a terminal\n"
	"  --status     open, confirmed, rejected, closed ...\n" };

struct job {
	const char *act, *settings, *store, *label, *status, *since, *until,
	    *term, *who, *why, *id, *into;
	bool csv, list, show, merge, split;
	struct period period;
};

static void
read_options(struct job *j, int argc, char **argv)
{
	static const struct option words[] = {
		{ "csv", no_argument, NULL, 'C' },
		{ "status", required_argument, NULL, 'S' },
		{ NULL, 0, NULL, 0 },
	};
	int c;

	while ((c = getopt_long(argc, argv, "c:d:l:m:s:t:u:w:", words,
		    NULL)) != -1)
		switch (c) {
		case 'C': j->csv = true; break;
		case 'S': j->status = optarg; break;
		case 'c': j->settings = optarg; break;
		case 'd': j->store = optarg; break;
		case 'l': j->label = optarg; break;
		case 'm': j->why = optarg; break;
		case 's': j->since = optarg; break;
		case 't': j->term = optarg; break;
		case 'u': j->until = optarg; break;
		case 'w': j->who = optarg; break;
		default: command_usage(&command);
		}
	argc -= optind;
	argv += optind;
	if (argc < 1 || (j->settings == NULL && j->store == NULL))
		command_usage(&command);
	j->act = argv[0];
	j->id = argv[1];
	j->into = argc < 3 ? NULL : argv[2];
	j->list = strcmp(j->act, "list") == 0;
	j->show = strcmp(j->act, "show") == 0;
	j->merge = strcmp(j->act, "merge") == 0;
	j->split = strcmp(j->act, "split") == 0;
	if (argc != (j->list ? 1 : j->merge ? 3 : 2) ||
	    (!j->list && !j->show && !j->merge && !j->split &&
		!incident_is_act(slice_of(j->act))))
		command_usage(&command);
}

static const char *
decide(const struct job *j, struct store *store, int64_t row, int64_t into)
{
	struct slice who = slice_of(j->who), why = slice_of(j->why);

	return j->merge ? incident_merge(store, row, into, who, why) :
	    j->split ? incident_split(store, row, j->period.since, who, why) :
		       incident_decide(store, row, slice_of(j->act), who, why);
}

static int
run(const struct job *j, const struct zone *zone, struct store *store)
{
	struct incident_filter f = { .label = slice_of(j->label),
		.status = slice_of(j->status),
		.since = j->period.since,
		.until = j->period.until };
	struct slice who = slice_of(j->who), why = slice_of(j->why);
	const char *refused;
	int64_t row, into = 0;

	if (j->list)
		return incident_list(store, &f,
		    j->csv || !isatty(STDOUT_FILENO), zone, who, why, stdout);
	if ((row = incident_find(store, slice_of(j->id))) <= 0 ||
	    (j->merge &&
		(into = incident_find(store, slice_of(j->into))) <= 0))
		return -1;
	if (j->show)
		return incident_show(store, row, zone, who, why, stdout);
	refused = decide(j, store, row, into);
	if (refused != NULL)
		warnx("%s: %s", j->id, refused);
	return refused == NULL ? 0 : -1;
}

int
main(int argc, char **argv)
{
	struct job j = { 0 };
	struct settings *s = NULL;
	struct store *store = NULL;
	const char *why;
	char *named = NULL;
	int code = EXIT_COULD_NOT;

	command_begin(&command, argc, argv);
	read_options(&j, argc, argv);
	if (j.who == NULL)
		j.who = command_user();
	if (j.settings != NULL && (s = settings_require(j.settings)) == NULL)
		goto done;
	if ((why = period_parse(&j.period, s, j.since, j.until, j.term)) !=
	    NULL) {
		warnx("%s", why);
		code = EXIT_USAGE;
		goto done;
	}
	if (j.store == NULL)
		j.store = named = strndup(s->store.ptr, s->store.len);
	if ((store = store_open(j.store, AUDIENCE_LEADERSHIP)) != NULL &&
	    run(&j, s == NULL ? NULL : s->zone, store) == 0)
		code = EXIT_OK;
done:
	store_close(store);
	free(named);
	settings_destroy(s);
	return command_end(code);
}
