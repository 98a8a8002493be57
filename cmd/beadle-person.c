/*
 * beadle person: what is held on one person.
 */
#include <err.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/command.h"
#include "night/person.h"
#include "reports/request.h"

static const struct command self = {
	.name = "beadle-person",
	.usage = "export|erase -c settings -m why [-n] [-d store] [-o folder]\n"
		 "           [-w who] id\n"
		 "       beadle-person report -c settings -m why --as office\n"
		 "           --approved-by who -t period | -s date -u date "
		 "[--context 15m]\n"
		 "           [-d store] [-o folder] [-w who] id",
	.job = "What is held on one person: two files for the officer, or "
	       "erased, or the\nreport on a recorded request.  id is the "
	       "lasting id or a user name.",
	.help = "    -c settings  school.yml\n"
		"    -d store     instead of the store named there\n"
		"    -m why       the request, for the audit\n"
		"    -n           erase: change nothing, print what would go\n"
		"    -o folder    of the readers' folders, instead of the one "
		"named there\n"
		"    -s date      report: the first day, and\n"
		"    -u date      the day after the last; or\n"
		"    -t period    a term, a half-term, a week, a school year\n"
		"    -w who       for the audit; otherwise the login's name\n"
		"    --as office  of whoever asks: dsl, deputy, head, chair, "
		"line-manager\n"
		"    --approved-by who  not whoever asks\n"
		"    --context minutes  pages around each item, 60m at most\n",
};

static const struct option words[] = {
	{ "approved-by", required_argument, NULL, 'A' },
	{ "as", required_argument, NULL, 'O' },
	{ "context", required_argument, NULL, 'C' },
	{ NULL, 0, NULL, 0 },
};

struct asked {
	const char *settings, *period, *since, *until;
	int context;
	struct slice office, approved;
};

static int
report(const struct retention_job *job, const struct asked *k)
{
	struct report_job period = { .settings = job->settings };
	struct request r = { .settings = job->settings, .store = job->store,
		.out = job->out, .person = job->person, .who = job->who,
		.office = k->office, .why = job->why, .approved = k->approved,
		.login = command_user(), .context = k->context,
		.say = job->say };

	if (report_period(job->settings, k->period, k->since, k->until,
		&period) == -1)
		return EXIT_USAGE;
	r.period = period.period;
	r.term = period.term;
	return request_report(&r);
}

static int
run(struct retention_job *job, const char *act, const struct asked *k)
{
	if (strcmp(act, "report") == 0)
		return report(job, k);
	return strcmp(act, "export") == 0 ? person_export(job) :
					    person_erase(job);
}

/* Of the report all that it wants, of the others nothing of it. */
static bool
fits(const char *act, const struct asked *k)
{
	bool period = k->period != NULL, dates = k->since != NULL;

	if (strcmp(act, "report") == 0)
		return period != dates && dates == (k->until != NULL) &&
		    k->office.len > 0 && slice_trim(k->approved).len > 0;
	return (strcmp(act, "export") == 0 || strcmp(act, "erase") == 0) &&
	    !period && !dates && k->until == NULL && k->office.len == 0 &&
	    k->approved.len == 0;
}

int
main(int argc, char **argv)
{
	struct retention_job job = { .who = slice_of(command_user()),
		.say = stdout };
	struct asked k = { .context = CONTEXT_USUAL };
	struct settings *s;
	struct arena *a;
	int letter, code;

	command_begin(&self, argc, argv);
	while ((letter = getopt_long(argc, argv, "c:d:m:no:s:t:u:w:", words,
		    NULL)) != -1)
		switch (letter) {
		case 'A': k.approved = slice_of(optarg); break;
		case 'C': k.context = request_minutes(optarg); break;
		case 'O': k.office = slice_of(optarg); break;
		case 'c': k.settings = optarg; break;
		case 'd': job.store = optarg; break;
		case 'm': job.why = slice_of(optarg); break;
		case 'n': job.change_nothing = true; break;
		case 'o': job.out = optarg; break;
		case 's': k.since = optarg; break;
		case 't': k.period = optarg; break;
		case 'u': k.until = optarg; break;
		case 'w': job.who = slice_of(optarg); break;
		default: command_usage(&self);
		}
	argv += optind;
	if (k.context == -1)
		return EXIT_USAGE;
	if (k.settings == NULL || argc - optind != 2 || *argv[1] == '\0' ||
	    !fits(argv[0], &k))
		command_usage(&self);
	if (slice_trim(job.why).len == 0) {
		warnx("a reason is needed (-m)");
		return EXIT_USAGE;
	}
	if ((s = settings_require(k.settings)) == NULL)
		return EXIT_COULD_NOT;
	a = arena_create();
	job.settings = s;
	job.person = slice_of(argv[1]);
	if (job.store == NULL)
		job.store = arena_text(a, s->store);
	if (job.out == NULL)
		job.out = arena_text(a, s->out);
	code = run(&job, argv[0], &k);
	settings_destroy(s);
	arena_destroy(a);
	return command_end(code);
}
