/*
 * What adults do on the web, and accounts and devices that should not be in
 * use: administrators, visitors, those who are barred, what was lost.
 */

#include <string.h>

#include "school.h"

/* Somebody at a machine beside the timetable, with nothing else to do. */
static struct session
somebody(struct school *s, int person, const char *device, int64_t from,
    int minutes)
{
	struct session *at = life_add(s, person, devices_find(s, device),
	    clock_local_day(from), OTHER, from,
	    from + minutes * (int64_t)MINUTE);

	at->silent = true;
	s->people[person].taken = true;
	return *at;
}

struct row {
	const char *label;
	bool innocent;
	enum role role;
	int nth; /* of that role */
	const char *device;
	int day, hour, minute;
	enum way way;
	const char *host, *path;
	int count, gap;
	const char *detail;
};

static const struct row rows[] = {
	/* clang-format off */
	{ "gaming-in-working-hours", false, STAFF, 24, "TPC-R01", 3, 9, 12,
	    TUNNEL, "blockbrawl.example", "/", 8, 70, "staff, in a lesson" },
	{ "gaming-in-working-hours", false, STAFF, 25, "TPC-R02", 14, 13, 22,
	    TUNNEL, "kartclash.example", "/", 8, 80, "staff, in a lesson" },
	{ "gaming-in-working-hours", true, STAFF, 26, "TPC-R03", 9, 12, 24,
	    TUNNEL, "blockbrawl.example", "/", 8, 70, "staff, at lunch" },
	{ "unapproved-publishing", false, STAFF, 27, "TPC-R04", 2, 16, 5,
	    BUMPED, "pageplanter.example", "/admin/posts/new", 5, 60,
	    "a class blog that nobody approved" },
	{ "unapproved-publishing", false, STAFF, 28, "TPC-R05", 15, 15, 40,
	    BUMPED, "pageplanter.example", "/edit/trip-diary", 4, 80,
	    "a diary of a trip" },
	{ "unapproved-publishing", true, STAFF, 29, "TPC-R06", 8, 15, 45,
	    BUMPED, "classblog.example", "/admin/posts", 5, 60,
	    "the service has been approved" },
	{ "remote-access", false, STAFF, 30, "TPC-R07", 4, 15, 32, TUNNEL,
	    "deskreach.example", "/", 5, 70, "staff; no agreement" },
	{ "remote-access", true, TECHNICIAN, 1, "OFFICE-PC04", 10, 16, 41,
	    TUNNEL, "deskreach.example", "/", 6, 60, "a technician" },
	{ "filter-test", false, TECHNICIAN, 2, "IT1-PC24", 3, 16, 40, BUMPED,
	    "testfiltering.com", "/test", 2, 40, "the termly test" },
	{ "filter-test", false, TECHNICIAN, 2, "CB-28", 16, 16, 35, BUMPED,
	    "testfiltering.com", "/test", 1, 40, "the test on a Chromebook" },
	{ "filter-test", true, STAFF, 31, "TPC-R08", 9, 15, 50, BUMPED,
	    "dailyherald.example", "/schools/test-filtering", 4, 60,
	    "news about such tests" },
	{ "visitor-account", false, VISITOR, 0, "LIB-PC12", 2, 19, 10, TUNNEL,
	    "findly.example", "/", 4, 90, "in the evening" },
	{ "visitor-account", false, VISITOR, 1, "LIB-PC12", 12, 11, 5, TUNNEL,
	    "dailyherald.example", "/", 4, 90, "on a Saturday" },
	{ "visitor-account", true, VISITOR, 0, "LIB-PC11", 8, 10, 15, TUNNEL,
	    "encyclo.example", "/", 5, 80, "in the morning" },
	{ "account-device-mismatch", true, STAFF, 32, "OFFICE-PC04", 15, 16,
	    45, TUNNEL, "registers.example", "/", 3, 60,
	    "staff at a computer for staff" },
	/* clang-format on */
};

static void
sow(struct school *s, const struct row *r)
{
	int64_t start = plant_time(s, r->day, r->hour, r->minute, 25);
	struct session at = somebody(s, people_find(s, r->role, r->nth),
	    r->device, start - 2 * MINUTE, 18);
	struct visits v = { .way = r->way,
		.host = r->host,
		.path = r->path,
		.start = start,
		.count = r->count,
		.gap = r->gap };

	if (r->innocent)
		plant_innocent(s, r->label, &at, &v, r->detail);
	else
		plant_web(s, r->label, &at, &v, r->detail);
}

/* An account that is nobody's: it is in no list of people. */
static void
administrator(struct school *s, const char *device, int64_t start)
{
	struct session at = { .device = devices_find(s, device) };
	struct visits v = { .user = "itadmin",
		.way = TUNNEL,
		.host = "dailyherald.example",
		.start = start,
		.count = 4,
		.gap = 70 };
	int64_t end = plant_visits(s, &at, &v);

	truth_add(s, "admin-browsing", "itadmin", start, end,
	    "the administrators' account reads the news");
}

static void
administrators(struct school *s)
{
	struct session at = somebody(s, people_find(s, TECHNICIAN, 1),
	    "OFFICE-PC03", plant_time(s, 7, 16, 50, 25), 20);

	list_add(s, ADMIN_ACCOUNTS, "itadmin");
	administrator(s, "OFFICE-PC04", plant_time(s, 1, 16, 52, 25));
	administrator(s, "LIB-PC06", plant_time(s, 14, 17, 4, 25));
	plant_innocent(s, "admin-browsing", &at,
	    &(struct visits){ .way = TUNNEL,
		.host = "dailyherald.example",
		.start = plant_time(s, 7, 16, 52, 25),
		.count = 4,
		.gap = 70 },
	    "a technician under his own name");
}

/* Somebody who is barred is on no machine, but for what is planted. */
static void
barred(struct school *s, int day, const char *host)
{
	int person = people_take(s, PUPIL, 8, 11);
	struct session at;

	for (size_t i = 0; i < s->session_count; i++)
		if (s->sessions[i].person == person) {
			s->sessions[i].silent = true;
			s->sessions[i].logged = false;
		}
	list_add(s, BANNED_ACCOUNTS, s->people[person].username);
	at = somebody(s, person, "CB-30", plant_time(s, day, 12, 28, 25), 15);
	plant_web(s, "use-during-ban", &at,
	    &(struct visits){ .way = TUNNEL,
		.host = host,
		.start = plant_time(s, day, 12, 30, 25),
		.count = 4,
		.gap = 70 },
	    "barred from the web");
}

static void
lost(struct school *s)
{
	static const char label[] = "lost-device";
	struct session at = somebody(s, people_take(s, PUPIL, 7, 11), "CB-32",
	    plant_time(s, 8, 15, 40, 25), 20);
	struct visits v = { .way = TUNNEL,
		.host = "encyclo.example",
		.start = plant_time(s, 8, 15, 42, 25),
		.count = 3,
		.gap = 90 };

	list_add(s, LOST_DEVICES, devices_name(s, "CB-32"));
	list_add(s, LOST_DEVICES, devices_name(s, "SCI-PC05"));
	plant_web(s, label, &at, &v, "a Chromebook that had been lost");
	at = somebody(s, people_take(s, PUPIL, 7, 11), "SCI-PC05",
	    plant_time(s, 15, 15, 35, 25), 9);
	truth_add(s, label, plant_name(s, &at), at.from, at.to,
	    "a desktop that had been stolen: a log-on");
	at = somebody(s, people_take(s, PUPIL, 7, 11), "CB-29",
	    plant_time(s, 9, 15, 40, 25), 20);
	v.start = plant_time(s, 9, 15, 42, 25);
	plant_innocent(s, label, &at, &v, "its neighbour, which is not lost");
}

/* Pupils' accounts at computers that are for staff. */
static void
mismatch(struct school *s)
{
	static const struct {
		const char *device;
		int day, hour, minute;
	} plants[] = {
		{ "OFFICE-PC04", 4, 16, 48 },
		{ "OFFICE-PC03", 17, 16, 52 },
	};
	const char *first = devices_name(s, "OFFICE-PC01");
	char office[24];

	snprintf(office, sizeof(office), "%.*s*",
	    (int)(strlen(first) - strlen("01")), first);
	list_add(s, STAFF_DEVICES, office);
	for (size_t i = 0; i < 2; i++) {
		struct session at =
		    somebody(s, people_take(s, PUPIL, 7, 11), plants[i].device,
			plant_time(s, plants[i].day, plants[i].hour,
			    plants[i].minute, 25),
			7);

		truth_add(s, "account-device-mismatch", plant_name(s, &at),
		    at.from, at.to, "a pupil's account in the office");
	}
}

void
plants_adults(struct school *s)
{
	list_add(s, APPROVED_PUBLISHING, "classblog.example");
	list_add(s, APPROVED_AI, "tutorbot.example");
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		sow(s, &rows[i]);
	administrators(s);
	barred(s, 7, "encyclo.example");
	barred(s, 16, "findly.example");
	lost(s);
	mismatch(s);
}
