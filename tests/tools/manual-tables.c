/*
 * manual-tables keys|columns: the tables of school.yml(5) and events(5), as
 * mdoc, from those that the program itself reads.
 */
#include <stdio.h>
#include <string.h>

#include "settings/keys.h"

struct row {
	const char *name, *kind, *flags, *aliases, *meaning;
};

/* clang-format off */
#define COLUMN(id, name, kind, domain, flags, aliases, meaning) \
	{ name, #kind, #flags, aliases, meaning },
static const struct row columns[] = {
#include "event/columns.h"
};
#undef COLUMN
/* clang-format on */

static const char *const shapes[] = {
	[KEY_TEXT] = "text",
	[KEY_NUMBER] = "number",
	[KEY_DATE] = "date",
	[KEY_SWITCH] = "true or false",
	[KEY_FILE] = "file",
	[KEY_TEXTS] = "text or list",
	[KEY_TEXTS_OR_GROUPS] = "list",
	[KEY_TEXT_MAP] = "names, each with a text",
	[KEY_LISTS] = "names, each a file or a list",
	[KEY_GROUP] = "group",
	[KEY_GROUPS] = "list of groups",
	[KEY_NAMED_GROUPS] = "names, each a group",
	[KEY_NAMED_TEXTS_OR_GROUPS] = "names, each a text or a group",
};

/* Words end on a line of their own, as mandoc likes sentences to. */
static void
print_text(const char *text)
{
	for (; *text != '\0'; text++)
		if (*text == '\\')
			fputs("\\e", stdout);
		else
			putchar(*text);
	putchar('\n');
}

static void
print_keys(void)
{
	const struct settings_key *k;

	for (k = settings_keys; k->path != NULL; k++) {
		printf(".It Ic %s Pq %s\n", k->path, shapes[k->shape]);
		print_text(k->meaning);
		if (k->words != NULL)
			printf(".br\nOne of: %s.\n", k->words);
		if (k->fallback != NULL && *k->fallback != '\0')
			printf(".br\nWithout it: %s.\n", k->fallback);
	}
}

static const char *
kind_name(const char *kind)
{
	return strcmp(kind, "NUMBER") == 0 ? "number" :
	    strcmp(kind, "TIME") == 0	   ? "time" :
					     "text";
}

static void
print_columns(void)
{
	size_t i;

	for (i = 0; i < sizeof columns / sizeof *columns; i++) {
		const struct row *r = &columns[i];

		printf(".It Ic %s Pq %s%s\n", r->name, kind_name(r->kind),
		    strcmp(r->flags, "LATE") == 0	  ? ", late" :
			strcmp(r->flags, "STREAM") == 0 ? ", not stored" :
							    "");
		print_text(r->meaning);
		if (*r->aliases != '\0')
			printf(".br\nRules may call it: %s.\n", r->aliases);
	}
}

int
main(int argc, char **argv)
{
	if (argc == 2 && strcmp(argv[1], "keys") == 0)
		print_keys();
	else if (argc == 2 && strcmp(argv[1], "columns") == 0)
		print_columns();
	else
		return 2;
	return 0;
}
