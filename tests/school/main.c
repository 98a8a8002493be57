/*
 * Makes the sample school: its lists, its logs, and the truth about them.
 *
 *   school [--seed N] [--people N] [--days term] [--life innocent] --out DIR
 *
 * People come by sites of four hundred with their hundred and fifty machines,
 * up to four of them; the logs are of three weeks, or of the whole term.  In an
 * innocent life nothing is planted, but what happens anyway happens.
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

/* At each site in turn. */
static void
each(struct school *s, void do_at(struct school *s))
{
	for (int site = 0; site < s->sites; site++) {
		sites_go(s, site);
		do_at(s);
	}
}

static void
plant(struct school *s)
{
	if (s->innocent) {
		accidents_of_days(s);
		return;
	}
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

/* Gives the folder to write to. */
static const char *
read_options(struct school *s, int argc, char **argv)
{
	const char *folder = NULL;

	for (int i = 1; i + 1 < argc; i += 2)
		if (strcmp(argv[i], "--seed") == 0)
			s->random = strtoull(argv[i + 1], NULL, 10);
		else if (strcmp(argv[i], "--people") == 0)
			s->sites =
			    (int)strtol(argv[i + 1], NULL, 10) / SITE_PEOPLE;
		else if (strcmp(argv[i], "--days") == 0 &&
			 strcmp(argv[i + 1], "term") == 0) {
			s->first_day = TERM_FIRST_DAY;
			s->end_day = TERM_END_DAY;
		} else if (strcmp(argv[i], "--life") == 0)
			s->innocent = strcmp(argv[i + 1], "innocent") == 0;
		else if (strcmp(argv[i], "--out") == 0)
			folder = argv[i + 1];
	if (folder == NULL || s->sites < 1 || s->sites > MOST_SITES)
		errx(2,
		    "usage: school [--seed N] [--people %d...%d] "
		    "[--days term] [--life innocent] --out DIR",
		    SITE_PEOPLE, MOST_SITES * SITE_PEOPLE);
	return folder;
}

/* Who and what there is; then plans, plants within them, and life. */
static void
make(struct school *s)
{
	void (*const each_site[])(struct school *) = { people_make,
		devices_make, lists_fill, life_plan, plant };

	for (size_t i = 0; i < sizeof(each_site) / sizeof(each_site[0]); i++)
		each(s, each_site[i]);
	life_live(s);
	night_life(s);
	each(s, mail_life);
	lines_sort(s);
}

int
main(int argc, char **argv)
{
	struct school *s;
	const char *folder;
	int result;

	if ((s = calloc(1, sizeof(*s))) == NULL)
		err(1, NULL);
	*s = (struct school){
		.random = 1, .logon_id = 0x40000, .sites = 1, .end_day = DAYS
	};
	folder = read_options(s, argc, argv);
	make(s);
	result = write_school(s, folder);
	release(s);
	return result == 0 ? 0 : 1;
}
