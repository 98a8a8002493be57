/*
 * Makes the sample school: its lists, its logs, and the truth about them.
 *
 *   school [--seed N] --out DIR
 */

#include <err.h>
#include <stdlib.h>
#include <string.h>

#include "school.h"

static void
release(struct school *s)
{
	for (size_t i = 0; i < s->line_count; i++)
		free(s->lines[i].text);
	free(s->lines);
	free(s->sessions);
	free(s->truth.all);
	free(s->lookalikes.all);
	free(s);
}

static void
plant(struct school *s)
{
	plants_games(s);
	plants_web(s);
	plants_evasion(s);
	plants_endpoint(s);
	plants_accounts(s);
	plants_mail(s);
	lookalikes_web(s);
	lookalikes_endpoint(s);
	lookalikes_accounts(s);
	plants_more(s);
	plants_adults(s);
	plants_machines(s);
	plants_letters(s);
}

int
main(int argc, char **argv)
{
	struct school *s;
	const char *folder = NULL;
	int result;

	if ((s = calloc(1, sizeof(*s))) == NULL)
		err(1, NULL);
	s->random = 1;
	s->logon_id = 0x40000;
	for (int i = 1; i + 1 < argc; i += 2)
		if (strcmp(argv[i], "--seed") == 0)
			s->random = strtoull(argv[i + 1], NULL, 10);
		else if (strcmp(argv[i], "--out") == 0)
			folder = argv[i + 1];
	if (folder == NULL)
		errx(2, "usage: school [--seed N] --out DIR");
	people_make(s);
	devices_make(s);
	lists_fill(s);
	life_plan(s);
	plant(s);
	life_live(s);
	night_life(s);
	mail_life(s);
	lines_sort(s);
	result = write_school(s, folder);
	release(s);
	return result == 0 ? 0 : 1;
}
