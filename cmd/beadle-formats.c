/*
 * beadle-formats: which logs can be read, and what each cannot say.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/command.h"
#include "formats/format.h"

static const struct command command = {
	.name = "beadle-formats",
	.usage = "[-n] [--table]",
	.job = "Lists the log formats that can be read.",
	.help = "  -n       names only\n"
		"  --table  as rows of a table for the README\n",
};

static void
print_table(void)
{
	const struct format *const *f;

	printf("| format | logs | versions | what it cannot say |\n"
	       "|---|---|---|---|\n");
	for (f = formats; *f != NULL; f++)
		printf("| `%s` | %s | %s | %s |\n", (*f)->name, (*f)->title,
		    (*f)->versions, (*f)->lacks);
}

static void
print_list(bool names_only)
{
	const struct format *const *f;

	for (f = formats; *f != NULL; f++) {
		if (names_only) {
			puts((*f)->name);
			continue;
		}
		printf("%-12s %s\n", (*f)->name, (*f)->title);
		printf("%-12s   written by: %s\n", "", (*f)->versions);
		printf("%-12s   cannot say: %s\n", "", (*f)->lacks);
	}
}

int
main(int argc, char **argv)
{
	bool names_only = false, table = false;
	int i;

	command_begin(&command, argc, argv);
	for (i = 1; i < argc; i++) {
		if (strcmp(argv[i], "--table") == 0)
			table = true;
		else if (strcmp(argv[i], "-n") == 0)
			names_only = true;
		else
			command_usage(&command);
	}
	if (table)
		print_table();
	else
		print_list(names_only);
	return command_end(EXIT_OK);
}
