/* The four hundred people of each site of Quillbrook, all invented. */

#include <ctype.h>
#include <string.h>

#include "school.h"

#define COUNT(array) ((int)(sizeof(array) / sizeof((array)[0])))

static const char *const girls[] = { "Ada", "Amina", "Beth", "Carys", "Chloe",
	"Dilys", "Eleni", "Esme", "Farah", "Freya", "Gwen", "Hana", "Imogen",
	"Isla", "Jodie", "Keira", "Lowri", "Maja", "Meera", "Nadia", "Niamh",
	"Orla", "Petra", "Priya", "Rhian", "Rosa", "Sade", "Si\xc3\xa2n",
	"Tansy", "Una", "Vera", "Wren", "Yasmin", "Zo\xc3\xab" };
static const char *const boys[] = { "Aled", "Arjun", "Bilal", "Callum", "Cian",
	"Darius", "Dylan", "Ewan", "Farid", "Finn", "Gareth", "Harun", "Idris",
	"Ivo", "Jarek", "Joss", "Kofi", "Lewin", "Luka", "Milo", "Naveed",
	"Noah", "Osian", "Piers", "Ravi", "Rhys", "Seth", "Tariq", "Tomos",
	"Viktor", "Wilf", "Yusuf", "Zane" };
static const char *const surnames[] = { "Abery", "Amberley", "Ashdown",
	"Banfield", "Barrowby", "Beckwell", "Birtwhistle", "Blackmore",
	"Bramley", "Brindle", "Calder", "Carraway", "Chalcot", "Clewes",
	"Copperfield", "Cragg", "Dainty", "Dallimore", "Denholm", "Dovey",
	"Eastlake", "Ellery", "Fairbrass", "Fenwick", "Fernley", "Flitcroft",
	"Gadsby", "Garnett", "Gladwin", "Greystock", "Hallam", "Harbottle",
	"Hathersage", "Haxby", "Holloway", "Hurstwood", "Ingleby", "Jessop",
	"Kellaway", "Kettlewell", "Kilner", "Langtry", "Larkham", "Lindow",
	"Lovage", "Maddox", "Marchbank", "Medlar", "Merriman", "Mossop",
	"Nettleton", "Norcott", "O'Dowd", "Oakes", "Orrell", "Osgood",
	"Patel-Finch", "Peasgood", "Penhale", "Pettifer", "Plumtree",
	"Quennell", "Rafferty", "Ravenscroft", "Rigby", "Rowbotham", "Sallow",
	"Sandiford", "Selwood", "Shah", "Skelton", "Spink", "Stanyon",
	"Swallow", "Tattersall", "Thackray", "Threlfall", "Tindall", "Tregear",
	"Umber", "Underhill", "Vickerstaff", "Wadlow", "Wainfleet",
	"Waterhouse", "Whitlock", "Winstanley", "Wragg", "Yardley", "Yelland" };

static bool
username_known(const struct school *s, int before, const char *name)
{
	for (int i = 0; i < before; i++)
		if (strcmp(s->people[i].username, name) == 0)
			return true;
	return false;
}

/* 26aashdown for a pupil who came in 2026, aashdown for the rest. */
static void
name_account(struct school *s, int nth)
{
	struct person *p = &s->people[nth];
	char base[20] = "";
	size_t n = 0;

	if (p->role == PUPIL)
		n = (size_t)snprintf(base, sizeof(base), "%d", 33 - p->year);
	base[n++] = (char)tolower((unsigned char)p->forename[0]);
	for (const char *c = p->surname; *c != '\0' && n < 14; c++)
		if (isalpha((unsigned char)*c))
			base[n++] = (char)tolower((unsigned char)*c);
	base[n] = '\0';
	snprintf(p->username, sizeof(p->username), "%s", base);
	for (int i = 2; username_known(s, nth, p->username); i++)
		snprintf(p->username, sizeof(p->username), "%s%d", base, i);
}

/* 7a to 7d, at the second site 7e to 7h. */
static void
name_group(const struct school *s, struct person *p, int year, int group)
{
	snprintf(p->group, sizeof(p->group), "%d%c", year,
	    'a' + 4 * s->site + group);
}

static void
add_person(struct school *s, int *nth, enum role role, int year, int group)
{
	struct person *p = &s->people[*nth];

	p->role = role;
	p->year = year;
	p->sex = chance_percent(s, 50) ? 'F' : 'M';
	p->forename = p->sex == 'F' ? girls[chance_below(s, COUNT(girls))]
				    : boys[chance_below(s, COUNT(boys))];
	p->surname = surnames[chance_below(s, COUNT(surnames))];
	if (year != 0)
		name_group(s, p, year, group);
	name_account(s, *nth);
	(*nth)++;
}

static void
add_class_account(struct school *s, int *nth, int year, int group)
{
	struct person *p = &s->people[*nth];

	*p = (struct person){ .role = CLASS,
		.year = year,
		.sex = '\0',
		.forename = "Class",
		.surname = "Account" };
	name_group(s, p, year, group);
	snprintf(
	    p->username, sizeof(p->username), "class%d%c", year, p->group[1]);
	(*nth)++;
}

static void
leave(struct school *s, int person, int day)
{
	struct person *p = &s->people[person];

	clock_date(s->shift + day, p->left);
	p->taken = true;
}

/* Three pupils and two of the staff; nobody uses their accounts by chance. */
static void
choose_leavers(struct school *s)
{
	leave(s, sites_person(s, 5), -3);
	leave(s, sites_person(s, 120), 1);
	leave(s, sites_person(s, 200), 4);
	leave(s, people_find(s, STAFF, 50), 4);
	leave(s, people_find(s, STAFF, 51), -12);
}

void
people_make(struct school *s)
{
	int nth = sites_person(s, 0);

	for (int year = 7; year <= 11; year++)
		for (int i = 0; i < 53; i++)
			add_person(s, &nth, PUPIL, year, i % 4);
	for (int year = 12; year <= 13; year++)
		for (int i = 0; i < 30; i++)
			add_person(s, &nth, PUPIL, year, i % 2);
	for (int i = 0; i < 58; i++)
		add_person(s, &nth, STAFF, 0, 0);
	for (int i = 0; i < 3; i++)
		add_person(s, &nth, TECHNICIAN, 0, 0);
	for (int i = 0; i < 4; i++)
		add_person(s, &nth, GOVERNOR, 0, 0);
	for (int i = 0; i < 2; i++)
		add_person(s, &nth, VISITOR, 0, 0);
	for (int year = 7; year <= 8; year++)
		for (int i = 0; i < 4; i++)
			add_class_account(s, &nth, year, i);
	choose_leavers(s);
}

/* The nth person of a role, counted from 0. */
int
people_find(const struct school *s, enum role role, int nth)
{
	int first = sites_person(s, 0);

	for (int i = first; i < first + SITE_PEOPLE; i++)
		if (s->people[i].role == role && nth-- == 0)
			return i;
	return first;
}

/* Somebody of this role and these years who has had no part yet. */
int
people_take(struct school *s, enum role role, int low, int high)
{
	const struct person *p;
	int at;

	do {
		at = sites_person(s, chance_below(s, SITE_PEOPLE));
		p = &s->people[at];
	} while (
	    p->taken || p->role != role || p->year < low || p->year > high);
	s->people[at].taken = true;
	return at;
}

int
people_leaver(const struct school *s, int nth)
{
	int first = sites_person(s, 0);

	for (int i = first; i < first + SITE_PEOPLE; i++)
		if (s->people[i].left[0] != '\0' && nth-- == 0)
			return i;
	return first;
}
