/*
 * beadle policy-pack: what must stand before anybody is monitored.
 */
#include <stdio.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/command.h"
#include "base/time.h"
#include "reports/policy_pack.h"

static const struct command command = {
	"beadle-policy-pack",
	"-c settings [-d store] [-o folder] [-w who]",
	"Drafts from the settings: impact assessment, notices, method, and who "
	"has not signed.",
	"  -c settings  the school.yml\n"
	"  -d store     the store, instead of that of the settings\n"
	"  -o folder    of the readers' folders, instead of the one named "
	"there\n"
	"  -w who       for the audit; otherwise the login's name\n",
};

int
main(int argc, char **argv)
{
	struct policy_pack_job job = { .who = command_user() };
	const char *settings = NULL;
	struct settings *s;
	struct arena *a;
	int letter, code;

	command_begin(&command, argc, argv);
	while ((letter = getopt(argc, argv, "c:d:o:w:")) != -1)
		switch (letter) {
		case 'c': settings = optarg; break;
		case 'd': job.store = optarg; break;
		case 'o': job.out = optarg; break;
		case 'w': job.who = optarg; break;
		default: command_usage(&command);
		}
	if (settings == NULL || optind != argc)
		command_usage(&command);
	if ((s = settings_require(settings)) == NULL)
		return command_end(EXIT_COULD_NOT);
	a = arena_create();
	job.settings = s;
	job.now = time_now();
	if (job.store == NULL)
		job.store = arena_text(a, s->store);
	if (job.out == NULL)
		job.out = arena_text(a, s->out);
	code = policy_pack(&job) == -1 ? EXIT_COULD_NOT : EXIT_OK;
	arena_destroy(a);
	settings_destroy(s);
	return command_end(code);
}
