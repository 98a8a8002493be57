/*
 * beadle mail: hands the alerts that wait in the outbox to the machine's own
 * program.  A unit of its own runs it, since the night may gain no
 * privileges and that program needs a group's.
 */
#include <stdio.h>
#include <unistd.h>

#include "base/command.h"
#include "desk/desk.h"

static const struct command command = { "beadle-mail", "-c settings",
	"Let the mail leave that waits in the outbox of the school.",
	"  -c settings  school.yml\n" };

int
main(int argc, char **argv)
{
	const char *path = NULL;
	struct settings *s;
	int c, waits;

	command_begin(&command, argc, argv);
	while ((c = getopt(argc, argv, "c:")) != -1) {
		if (c != 'c')
			command_usage(&command);
		path = optarg;
	}
	if (path == NULL || optind < argc)
		command_usage(&command);
	if ((s = settings_require(path)) == NULL)
		return command_end(EXIT_COULD_NOT);
	waits = desk_mail(s);
	settings_destroy(s);
	return command_end(waits == 0 ? EXIT_OK :
	    waits > 0		      ? EXIT_LATER :
					EXIT_COULD_NOT);
}
