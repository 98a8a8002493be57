/*
 * beadle-formats: which logs can be read, and what each cannot say.
 */
#include <err.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/command.h"
#include "formats/profile.h"
#include "intake/intake.h"

static const struct command command = {
	.name = "beadle-formats",
	.usage = "[-n | --table | --suggest file]",
	.job = "Lists the log formats that can be read.",
	.help = "  -n              names only\n"
		"  --table         as rows of a table for the manual\n"
		"  --suggest file  draft a profile of a log that none reads\n",
};

static void
print_table(void)
{
	const struct format *const *f;

	printf("| format | logs | versions | what it cannot say | sample |\n"
	       "|---|---|---|---|---|\n");
	for (f = formats; *f != NULL; f++)
		printf("| `%s` | %s | %s | %s | sample-logs/%s |\n",
		    (*f)->name, (*f)->title, (*f)->versions, (*f)->lacks,
		    (*f)->name);
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

/* The file's name as a name of a profile: letters, digits, - and _. */
static struct slice
name_of(const char *path, char out[32])
{
	const char *slash = strrchr(path, '/');
	size_t n = 0;

	for (path = slash == NULL ? path : slash + 1;
	     *path != '\0' && *path != '.' && n < 31; path++)
		out[n++] = (*path >= 'a' && *path <= 'z') ||
			(*path >= 'A' && *path <= 'Z') ||
			(*path >= '0' && *path <= '9') || *path == '_' ?
		    *path :
		    '-';
	return n == 0 ? SLICE("log") : (struct slice){ out, n };
}

static int
suggest(const char *path)
{
	struct intake *in = intake_create(NULL);
	struct intake_member member;
	struct buffer out;
	const char *why = "nothing in it";
	char name[32];

	if (intake_open(in, path) == -1) {
		intake_destroy(in);
		return EXIT_COULD_NOT;
	}
	buffer_init(&out, BUFFER_LARGEST);
	if (intake_next_member(in, &member) == 1)
		why = profile_suggest(member.head, name_of(path, name), &out);
	if (why != NULL)
		warnx("%s: %s", path, why);
	else
		fwrite(out.ptr, 1, out.len, stdout);
	buffer_finish(&out);
	intake_close(in);
	intake_destroy(in);
	return why == NULL ? EXIT_OK : EXIT_COULD_NOT;
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
		else if (strcmp(argv[i], "--suggest") == 0 && argc == 3)
			return command_end(suggest(argv[++i]));
		else
			command_usage(&command);
	}
	if (table)
		print_table();
	else
		print_list(names_only);
	return command_end(EXIT_OK);
}
