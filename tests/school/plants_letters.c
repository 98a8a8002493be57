/* Mail of staff to pupils and home, to very many, and in another's name. */

#include <string.h>

#include "school.h"

enum { MANY = 64 };

struct sending {
	const char *label;
	bool innocent;
	enum role role;
	int nth;	  /* of that role */
	const char *from; /* NULL: the own address */
	int day, hour, minute;
	int count, each, gap;
	int size; /* 0: as mails are */
	bool same; /* all to one address */
	enum { TO_PUPILS, TO_PARENTS, TO_HOME } to;
	const char *detail;
};

static const struct sending sendings[] = {
	/* clang-format off */
	{ "bulk-mail", false, STAFF, 36, NULL, 3, 10, 35, 60, 60, 1, 0, false,
	    TO_PUPILS, "one mail to sixty pupils" },
	{ "bulk-mail", false, STAFF, 37, NULL, 14, 16, 5, 55, 1, 9, 0, false,
	    TO_PARENTS, "fifty-five mails to parents" },
	{ "bulk-mail", true, STAFF, 39, NULL, 9, 10, 20, 28, 28, 1, 0, false,
	    TO_PUPILS, "one mail to a class" },
	{ "staff-pupil-mail", false, STAFF, 52, NULL, 2, 20, 40, 5, 1, 900, 0,
	    true, TO_PUPILS, "five mails to one pupil in the evening" },
	{ "staff-pupil-mail", false, STAFF, 53, NULL, 12, 15, 10, 4, 1, 1500,
	    0, true, TO_PUPILS, "four mails to one pupil on a Saturday" },
	{ "staff-pupil-mail", true, STAFF, 54, NULL, 8, 19, 20, 14, 1, 60, 0,
	    false, TO_PUPILS, "one mail each to fourteen in the evening" },
	{ "staff-pupil-mail", true, STAFF, 55, NULL, 10, 13, 20, 5, 1, 600, 0,
	    true, TO_PUPILS, "five mails to one pupil by day" },
	{ "data-transfer", false, STAFF, 56, NULL, 4, 16, 10, 3, 1, 600,
	    9400000, true, TO_HOME, "three big mails home" },
	{ "data-transfer", false, STAFF, 57, NULL, 15, 12, 40, 2, 1, 800,
	    14800000, true, TO_HOME, "two very big mails home" },
	{ "data-transfer", true, STAFF, 55, NULL, 3, 16, 30, 1, 1, 60,
	    8200000, true, TO_PARENTS, "photographs, to a parent" },
	{ "mail-as-other", true, STAFF, 42, "exams@quillbrook.example", 8, 11,
	    15, 3, 1, 200, 0, false, TO_PARENTS,
	    "from a mailbox that several share" },
	/* clang-format on */
};

static void
address(const struct school *s, const struct sending *p, int i, char out[64])
{
	int pupil = sites_person(s, 30 + p->nth + (p->same ? 0 : i * 4));

	if (p->to == TO_PUPILS)
		mail_address(s, pupil, out);
	else if (p->to == TO_PARENTS)
		snprintf(out, 64, "family.%s@postbox.example",
		    s->people[pupil].username);
	else
		snprintf(out, 64, "%s.home@freemail.example",
		    s->people[people_find(s, p->role, p->nth)].username);
}

static void
send(struct school *s, const struct sending *p)
{
	int person = people_find(s, p->role, p->nth);
	const char *name = s->people[person].username;
	int64_t start = plant_time(s, p->day, p->hour, p->minute, 35);
	char to[MANY][64], from[64];
	const char *list[MANY];
	struct mail m = { .from = p->from != NULL ? p->from : from,
		.sasl = name,
		.device = devices_find(s, "SRV-02"),
		.count = (size_t)p->each,
		.size = p->size };

	s->people[person].taken = true;
	mail_address(s, person, from);
	for (int i = 0; i < p->count; i++) {
		address(s, p, i, to[i]);
		list[i] = to[i];
	}
	for (int i = 0; i + p->each <= p->count; i += p->each) {
		m.at = start + (int64_t)(i / p->each) * p->gap * SECOND;
		m.to = list + i;
		mail_send(s, &m);
	}
	if (p->innocent)
		lookalike_add(s, p->label, name, start, m.at + 2 * SECOND,
		    p->detail);
	else
		truth_add(s, p->label, name, start, m.at + 2 * SECOND,
		    p->detail);
}

static void
as_another(struct school *s, int day, int hour)
{
	int person = people_take(s, PUPIL, 8, 11);
	int other = people_take(s, PUPIL, 8, 11);
	char from[64], to[64];
	const char *list[] = { to };
	struct mail m = { .at = plant_time(s, day, hour, 20, 35),
		.from = from,
		.sasl = s->people[person].username,
		.device = devices_find(s, "SRV-02"),
		.to = list,
		.count = 1 };

	mail_address(s, other, from);
	mail_address(s, people_find(s, STAFF, 12), to);
	mail_send(s, &m);
	truth_add(s, "mail-as-other", m.sasl, m.at, m.at + 3 * SECOND,
	    "a mail that bears another pupil's address");
}

void
plants_letters(struct school *s)
{
	for (int year = 20; year <= 26; year++) {
		char pattern[48];

		snprintf(pattern, sizeof(pattern), "%d*@quillbrook.example",
		    year);
		list_add(s, PUPIL_MAIL, pattern);
	}
	list_add(s, SHARED_MAILBOXES, "exams@quillbrook.example");
	for (size_t i = 0; i < sizeof(sendings) / sizeof(sendings[0]); i++)
		send(s, &sendings[i]);
	as_another(s, 4, 12);
	as_another(s, 15, 10);
}
