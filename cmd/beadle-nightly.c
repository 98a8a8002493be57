/*
 * beadle-nightly: the whole walk, as cron runs it.
 */
#include <getopt.h>
#include <stdio.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/command.h"
#include "desk/desk.h"
#include "night/evidence.h"
#include "night/night.h"
#include "night/retention.h"

static const struct command self = {
	.name = "beadle-nightly",
	.usage = "-c settings [-nvy] [-d store] [-i folder] [-o folder]\n"
		 "    [file ...]",
	.job = "Reads what is new in the school's logs, judges it, stores it, "
	       "and writes the\nreports and review sheets, after it has "
	       "applied those that came back.\nSafe to run twice; silent "
	       "unless something is wrong.",
	.help = "    -c settings  school.yml\n"
		"    -d store     instead of the store named there\n"
		"    -i folder    of what readers send back, instead of the "
		"one named there\n"
		"    -n           change nothing: read and judge, then forget\n"
		"    -o folder    of the readers' folders, instead of the one "
		"named there\n"
		"    -v           print the summary also when all is well\n"
		"    -y           believe a list of people that shrank by "
		"half\n",
};

static int
run(struct night_job *job, const char *in, bool verbose)
{
	struct desk desk = { job->settings, job->store, job->out, in,
		time_now() };
	struct retention_job retention = { .settings = job->settings,
		.store = job->store, .out = job->out, .who = SLICE("nightly"),
		.why = SLICE("as school.yml says") };
	struct night_summary sum;
	int answered = in == NULL || job->change_nothing ? 0 :
	    desk_answer(&desk);
	int result;
	bool terminal = isatty(STDERR_FILENO) != 0;

	job->decided = answered > 0;
	result = night_run(job, &sum);
	if ((result == EXIT_OK || result == EXIT_REJECTED) &&
	    !job->change_nothing &&
	    (evidence_seal_all(job->settings, job->store) == -1 ||
		retention_daily(&retention) == -1 ||
		desk_sheets(&desk) == -1 || desk_sign_offs(&desk) == -1 ||
		desk_audit_head(&desk) == -1 ||
		desk_alerts(&desk) == -1 ||
		desk_sample(&desk) == -1 || answered == -1))
		result = EXIT_COULD_NOT;
	if (verbose || terminal || (result == EXIT_REJECTED && sum.telling))
		night_print_summary(&sum, verbose ? stdout : stderr);
	return result;
}

int
main(int argc, char **argv)
{
	struct night_job job = { 0 };
	const char *settings = NULL, *store = NULL, *out = NULL, *in = NULL;
	struct settings *s;
	struct arena *a;
	bool verbose = false;
	int letter, result;

	command_begin(&self, argc, argv);
	while ((letter = getopt(argc, argv, "c:d:i:no:vy")) != -1) {
		switch (letter) {
		case 'c':
			settings = optarg;
			break;
		case 'd':
			store = optarg;
			break;
		case 'i':
			in = optarg;
			break;
		case 'n':
			job.change_nothing = true;
			break;
		case 'o':
			out = optarg;
			break;
		case 'v':
			verbose = true;
			break;
		case 'y':
			job.believe = true;
			break;
		default:
			command_usage(&self);
		}
	}
	if (settings == NULL)
		command_usage(&self);
	if ((s = settings_require(settings)) == NULL)
		return EXIT_COULD_NOT;
	a = arena_create();
	job.settings = s;
	job.store = store != NULL ? store : arena_text(a, s->store);
	job.out = out != NULL ? out : arena_text(a, s->out);
	job.files = argv + optind;
	job.file_count = (size_t)(argc - optind);
	job.progress = isatty(STDERR_FILENO) ? stderr : NULL;
	/* Who has the results elsewhere has not moved what comes back. */
	if (in == NULL && out == NULL)
		in = arena_text(a, s->in);
	result = run(&job, in, verbose);
	settings_destroy(s);
	arena_destroy(a);
	return command_end(result);
}
