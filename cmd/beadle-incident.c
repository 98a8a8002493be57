/*
 * beadle incident: items for review, and what people decide about them.
 */
#include <err.h>
#include <getopt.h>
#include <stdio.h>
#include <unistd.h>

#include "base/command.h"
#include "desk/shell.h"
#include "incident/incident.h"
#include "night/evidence.h"
#include "settings/period.h"

static const struct command command = { "beadle-incident",
	"act [--csv] [-c settings] [-d store] [-l label] [-m reason]\n"
	"    [-o folder] [-s since] [-t term] [-u until] [--status status]\n"
	"    [-w who] [operand ...]",
	"Items for review: list them, show one, write down a decision.",
	"  list, show ID\n"
	"  confirm, reject, excepted, duplicate, note, comment, assign,\n"
	"  intent, planned, action, sanction, ban, warning, parents,\n"
	"  referral, data-loss, review, reviewed, recorded,\n"
	"  no-tip-off, may-tell, withdraw, reopen, close ID\n"
	"  merge ID INTO; split ID; answer ID STEP yes|no; bans; tune\n"
	"  add KIND [COLUMN=TEXT ...]: what somebody told, -m the details\n"
	"  alerts, ack ALERT or ID, drill; evidence, copies, parents-sheet ID\n"
	"  sign-off TERM: its incident log is signed, -m by whom\n"
	"  -c settings  school.yml\n"
	"  -d store     the store, instead of that of the settings\n"
	"  -l label     only items of that label\n"
	"  -m reason    why, in words\n"
	"  -o folder    of the readers' folders, instead of the one named "
	"there\n"
	"  -s since     only items that begin then or later; where to split\n"
	"  -t term      only items of that term\n"
	"  -u until     only items that begin before\n"
	"  -w who       who asks or decides; otherwise the login's name\n"
	"  --csv        CSV, also on a terminal\n"
	"  --status     open, confirmed, rejected, closed ...\n" };

struct job {
	const char *act, *settings, *store, *label, *status, *since, *until,
	    *term, *who, *why, *out;
	char **operands;
	size_t count;
	bool csv;
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

	while ((c = getopt_long(argc, argv, "c:d:l:m:o:s:t:u:w:", words,
		    NULL)) != -1)
		switch (c) {
		case 'C': j->csv = true; break;
		case 'S': j->status = optarg; break;
		case 'c': j->settings = optarg; break;
		case 'd': j->store = optarg; break;
		case 'l': j->label = optarg; break;
		case 'm': j->why = optarg; break;
		case 'o': j->out = optarg; break;
		case 's': j->since = optarg; break;
		case 't': j->term = optarg; break;
		case 'u': j->until = optarg; break;
		case 'w': j->who = optarg; break;
		default: command_usage(&command);
		}
	if (optind >= argc || (j->settings == NULL && j->store == NULL))
		command_usage(&command);
	j->act = argv[optind];
	j->operands = argv + optind + 1;
	j->count = (size_t)(argc - optind - 1);
	if (j->who == NULL)
		j->who = command_user();
}

static int
run(const struct job *j, const struct settings *s, struct arena *a)
{
	struct desk desk = { .settings = s, .store = j->store, .out = j->out,
		.now = time_now() };
	struct shell shell = { .desk = &desk, .who = slice_of(j->who),
		.why = slice_of(j->why), .operands = j->operands,
		.count = j->count, .csv = j->csv || !isatty(STDOUT_FILENO),
		.since = j->period.since, .until = j->period.until,
		.label = slice_of(j->label), .status = slice_of(j->status),
		.out = stdout };

	if (s != NULL && j->store == NULL)
		desk.store = arena_text(a, s->store);
	if (s != NULL && j->out == NULL)
		desk.out = arena_text(a, s->out);
	if (strcmp(j->act, "evidence") != 0)
		return shell_run(&shell, j->act);
	/* The logs are read again, so this is the night's. */
	return s == NULL || j->count != 1 ? EXIT_USAGE :
	    evidence_seal_named(s, desk.store, slice_of(j->operands[0]),
		shell.who) == 0 ? EXIT_OK : EXIT_COULD_NOT;
}

int
main(int argc, char **argv)
{
	struct job j = { 0 };
	struct settings *s = NULL;
	struct arena *a;
	const char *why;
	int code = EXIT_COULD_NOT;

	command_begin(&command, argc, argv);
	read_options(&j, argc, argv);
	if (!shell_knows(j.act) && strcmp(j.act, "evidence") != 0)
		command_usage(&command);
	if (j.settings != NULL && (s = settings_require(j.settings)) == NULL)
		return command_end(code);
	a = arena_create();
	if ((why = period_parse(&j.period, s, j.since, j.until, j.term)) !=
	    NULL) {
		warnx("%s", why);
		code = EXIT_USAGE;
	} else
		code = run(&j, s, a);
	arena_destroy(a);
	settings_destroy(s);
	if (code == EXIT_USAGE && why == NULL)
		command_usage(&command);
	return command_end(code);
}
