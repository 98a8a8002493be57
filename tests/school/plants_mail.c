/* Chain mail, mail to private addresses, and the mail that is neither. */

#include <string.h>

#include "school.h"

enum { MANY = 60 };

/* Mails of one person, gap seconds apart, each to the next addresses. */
static int64_t
send_all(struct school *s, int person, const char *from, char to[MANY][64],
    int count, int each, int64_t start, int gap)
{
	const char *list[MANY];
	struct mail m = { .from = from,
		.to = list,
		.sasl = s->people[person].username,
		.device = devices_find(s, "SRV-02"),
		.count = (size_t)each };

	for (int i = 0; i < count; i++)
		list[i] = to[i];
	for (int i = 0; i + each <= count; i += each) {
		m.at = start + (int64_t)(i / each) * gap * SECOND;
		m.to = list + i;
		mail_send(s, &m);
	}
	return m.at + 2 * SECOND;
}

static void
chains(struct school *s)
{
	static const struct {
		int day, hour, minute, count, each, gap;
		const char *detail;
	} plants[] = {
		{ 2, 12, 26, 40, 1, 11, "forty mails in eight minutes" },
		{ 15, 16, 2, 45, 45, 1, "one mail to forty-five" },
		{ 10, 10, 31, 48, 12, 70, "four mails to twelve each" },
	};
	char to[MANY][64], from[64];

	for (size_t p = 0; p < sizeof(plants) / sizeof(plants[0]); p++) {
		int person = people_take(s, PUPIL, 7, 10);
		int64_t start = plant_time(s, plants[p].day, plants[p].hour,
			    plants[p].minute, 15),
			end;

		mail_address(s, person, from);
		/* Each to another pupil: 8 and 119 have no common divisor. */
		for (int i = 0; i < plants[p].count; i++)
			mail_address(s,
			    sites_person(s, (1 + person + i * 8) % 119), to[i]);
		end = send_all(s, person, from, to, plants[p].count,
		    plants[p].each, start, plants[p].gap);
		truth_add(s, "chain-mail", s->people[person].username, start,
		    end, plants[p].detail);
	}
}

static void
home_address(struct school *s)
{
	static const struct {
		int day, hour, minute, count, gap;
		const char *host;
	} plants[] = {
		{ 7, 13, 21, 7, 340, "freemail.example" },
		{ 16, 15, 40, 6, 300, "postbox.example" },
	};
	char to[MANY][64], from[64];

	for (size_t p = 0; p < sizeof(plants) / sizeof(plants[0]); p++) {
		int person = people_find(s, STAFF, 47 + (int)p);
		const char *name = s->people[person].username;
		int64_t start = plant_time(s, plants[p].day, plants[p].hour,
			    plants[p].minute, 15),
			end;

		s->people[person].taken = true;
		mail_address(s, person, from);
		for (int i = 0; i < plants[p].count; i++)
			snprintf(to[i], sizeof(to[i]), "%s.home@%s", name,
			    plants[p].host);
		end = send_all(s, person, from, to, plants[p].count, 1, start,
		    plants[p].gap);
		truth_add(s, "mail-to-private-address", name, start, end,
		    "the same address within the hour");
	}
}

static void
innocent(struct school *s)
{
	int office = people_find(s, STAFF, 40);
	int teacher = people_find(s, STAFF, 49);
	int pupil = people_take(s, PUPIL, 9, 9);
	const char *name = s->people[office].username;
	char to[MANY][64], from[64];
	int64_t start = plant_time(s, 4, 10, 3, 15), end;

	for (int i = 0; i < 50; i++)
		snprintf(to[i], sizeof(to[i]), "family.%s@postbox.example",
		    s->people[sites_person(s, i * 5)].username);
	end = send_all(
	    s, office, "newsletter@quillbrook.example", to, 50, 50, start, 60);
	lookalike_add(s, "chain-mail", name, start, end,
	    "the newsletter; its sender is a listed bulk sender");
	start = plant_time(s, 10, 9, 31, 15);
	end = send_all(
	    s, office, "office@quillbrook.example", to, 40, 1, start, 20);
	lookalike_add(s, "mail-to-private-address", name, start, end,
	    "the office writes to forty parents once each");
	start = plant_time(s, 2, 16, 20, 15);
	s->people[teacher].taken = true;
	mail_address(s, teacher, from);
	snprintf(to[1], sizeof(to[1]), "%s", to[0]);
	end = send_all(s, teacher, from, to, 2, 1, start, 900);
	lookalike_add(s, "mail-to-private-address", s->people[teacher].username,
	    start, end, "a teacher answers a parent twice");
	start = plant_time(s, 8, 12, 30, 15);
	mail_address(s, pupil, from);
	for (int i = 0; i < 12; i++)
		mail_address(s, sites_person(s, 20 + i * 3), to[i]);
	end = send_all(s, pupil, from, to, 12, 12, start, 60);
	lookalike_add(s, "chain-mail", s->people[pupil].username, start, end,
	    "a pupil invites twelve others");
}

static void
leavers(struct school *s)
{
	int gone = people_leaver(s, 3);
	int old = people_leaver(s, 4);
	char to[1][64], from[64], detail[80];
	const char *list[1] = { to[0] };
	struct mail m = { .at = plant_time(s, 3, 10, 40, 15),
		.to = list,
		.count = 1,
		.from = "updates@examboard.example" };

	mail_address(s, gone, from);
	mail_parent(s, to[0]);
	m.from = from;
	m.at = plant_time(s, 8, 19, 5, 15);
	m.sasl = s->people[gone].username;
	m.device = devices_find(s, "SRV-02");
	mail_send(s, &m);
	snprintf(detail, sizeof(detail), "staff; left %s; sent a mail",
	    s->people[gone].left);
	truth_add(s, "leaver-account", m.sasl, m.at, m.at + 3 * SECOND, detail);
	mail_address(s, old, to[0]);
	m = (struct mail){ .at = plant_time(s, 3, 10, 40, 15),
		.to = list,
		.count = 1,
		.from = "updates@examboard.example" };
	mail_send(s, &m);
	lookalike_add(s, "leaver-account", s->people[old].username, m.at,
	    m.at + 3 * SECOND, "mail to somebody who has left");
}

void
plants_mail(struct school *s)
{
	chains(s);
	home_address(s);
	innocent(s);
	leavers(s);
}
