/* Shared log-ons, accounts of people who have left, guessed passwords. */

#include <string.h>

#include "school.h"

/* One account at several machines, a minute and a half apart. */
static int64_t
spread(struct school *s, int person, const char *prefix, int first, int count,
    int64_t start, int minutes)
{
	int64_t from = start;
	char name[16];

	for (int i = 0; i < count; i++) {
		struct session *at;

		snprintf(name, sizeof(name), "%s%02d", prefix, first + i);
		from = start + i * 85 * SECOND + chance_below(s, 5000);
		at = life_add(s, person, devices_find(s, name),
		    clock_local_day(start), OTHER, from,
		    from + minutes * (int64_t)MINUTE);
		at->silent = i > 0;
	}
	return from;
}

static void
shared(struct school *s)
{
	int person = people_take(s, PUPIL, 7, 11);
	const char *name = s->people[person].username;
	int64_t start = plant_time(s, 1, 12, 26, 5), end;

	end = spread(s, person, "IT1-PC", 15, 4, start, 12);
	truth_add(s, "shared-login", name, start, end,
	    "four machines in six minutes");
	person = people_take(s, PUPIL, 9, 11);
	name = s->people[person].username;
	start = plant_time(s, 17, 8, 2, 5);
	end = spread(s, person, "IT2-PC", 15, 3, start, 20) + 2 * MINUTE;
	endpoint_log_on(s, end, devices_find(s, "IT2-PC19"), name, 10,
	    s->logon_id += 0x1d3);
	endpoint_log_off(s, end + 4 * MINUTE, devices_find(s, "IT2-PC19"), name,
	    true, s->logon_id);
	truth_add(s, "shared-login", name, start, end,
	    "three machines and one from afar (type 10)");
	person = people_find(s, STAFF, 45);
	s->people[person].taken = true;
	start = plant_time(s, 4, 15, 31, 5);
	end = spread(s, person, "TPC-R", 1, 4, start, 15);
	truth_add(s, "shared-login", s->people[person].username, start, end,
	    "staff; four rooms in six minutes");
}

static void
not_shared(struct school *s)
{
	static const char *const rooms[] = { "LIB-PC07", "LIB-PC08", "LIB-PC09",
		"LIB-PC10" };
	int person = people_find(s, STAFF, 38);
	int64_t start = plant_time(s, 8, 9, 4, 5), end;

	s->people[person].taken = true;
	for (int i = 0; i < 4; i++)
		life_add(s, person, devices_find(s, rooms[i]), s->shift + 8,
		    OTHER, start + i * 60 * MINUTE,
		    start + (i * 60 + 50) * MINUTE);
	lookalike_add(s, "shared-login", s->people[person].username, start,
	    start + 230 * MINUTE, "a teacher who moves rooms each hour");
	person = people_find(s, CLASS, 1);
	s->people[person].taken = true;
	start = plant_time(s, 9, 11, 21, 5);
	for (int i = 0; i < 20; i++) {
		int64_t from = start + chance_below(s, 150000);

		life_add(s, person, devices_find(s, "IT2-PC01") + i,
		    s->shift + 9, OTHER, from, from + 54 * MINUTE);
	}
	lookalike_add(s, "shared-login", s->people[person].username, start,
	    start + 57 * MINUTE, "a class account at twenty machines");
	person = people_find(s, TECHNICIAN, 0);
	s->people[person].taken = true;
	start = plant_time(s, 2, 7, 21, 5);
	end = spread(s, person, "IT2-PC", 1, 8, start, 6);
	lookalike_add(s, "shared-login", s->people[person].username, start,
	    end + 6 * MINUTE, "a technician going round the room");
}

/* A person who has left at a machine, for some minutes. */
static struct session
return_of(
    struct school *s, int person, const char *device, int64_t from, int minutes)
{
	struct session *at =
	    life_add(s, person, devices_find(s, device), clock_local_day(from),
		OTHER, from, from + minutes * (int64_t)MINUTE);

	at->silent = true;
	return *at;
}

/* The detail of a plant, with the last day in place of %s. */
static void
left(const struct school *s, const struct session *at, const char *format,
    char out[80])
{
	const char *hole = strstr(format, "%s");

	snprintf(out, 80, "%.*s%s%s", (int)(hole - format), format,
	    s->people[at->person].left, hole + 2);
}

static void
leavers(struct school *s)
{
	static const char label[] = "leaver-account";
	char detail[80];
	struct session at = return_of(
	    s, people_leaver(s, 0), "CB-30", plant_time(s, 2, 12, 31, 5), 20);

	left(s, &at, "left %s; on the web", detail);
	plant_web(s, label, &at,
	    &(struct visits){ .way = TUNNEL,
		.host = "encyclo.example",
		.start = plant_time(s, 2, 12, 33, 5),
		.count = 4,
		.gap = 70 },
	    detail);
	at = return_of(s, people_leaver(s, 1), "LIB-PC08",
	    plant_time(s, 10, 12, 32, 5), 14);
	plant_visits(s, &at,
	    &(struct visits){ .way = BUMPED,
		.host = "findly.example",
		.path = "/search?q=rivers",
		.start = plant_time(s, 10, 12, 35, 5),
		.count = 3,
		.gap = 80 });
	left(s, &at, "left %s; logged on and on the web", detail);
	truth_add(s, label, plant_name(s, &at), at.from, at.to, detail);
	at = return_of(
	    s, people_leaver(s, 4), "TPC-R05", plant_time(s, 9, 17, 11, 5), 12);
	left(s, &at, "staff; left %s; logged on", detail);
	truth_add(s, label, plant_name(s, &at), at.from, at.to, detail);
	at = return_of(s, people_leaver(s, 2), "LIB-PC10",
	    plant_time(s, 4, 15, 22, 5), 18);
	plant_innocent(s, label, &at,
	    &(struct visits){ .way = TUNNEL,
		.host = "oaklessons.example",
		.start = plant_time(s, 4, 15, 25, 5),
		.count = 4,
		.gap = 90 },
	    "the last day itself");
	at = return_of(
	    s, people_leaver(s, 1), "CB-31", plant_time(s, 1, 12, 45, 5), 15);
	plant_innocent(s, label, &at,
	    &(struct visits){ .way = TUNNEL,
		.host = "museumhall.example",
		.start = plant_time(s, 1, 12, 47, 5),
		.count = 3,
		.gap = 90 },
	    "the last day itself");
}

static void
guess(struct school *s, const char *user, const char *device, int64_t start,
    int count, int gap, const char *detail)
{
	int64_t last = start;

	for (int i = 0; i < count; i++) {
		last =
		    start + (int64_t)i * gap * SECOND + chance_below(s, 1500);
		endpoint_failure(s, last, devices_find(s, device), user);
	}
	truth_add(s, "password-guessing", user, start, last, detail);
}

static void
passwords(struct school *s)
{
	struct session *at;

	guess(s, s->people[people_take(s, PUPIL, 8, 10)].username, "IT1-PC19",
	    plant_time(s, 9, 14, 31, 5), 16, 11, "pupil's account");
	guess(s, s->people[people_find(s, STAFF, 46)].username, "LIB-PC07",
	    plant_time(s, 15, 12, 36, 5), 26, 8, "account of one of the staff");
	for (int day = 7; day <= 14; day += 7) {
		at = plant_pick(s, day, P1, 7, 11, "desktop");
		for (int i = 0; i < 3; i++)
			endpoint_failure(s,
			    at->from - (60 - i * 17) * (int64_t)SECOND,
			    at->device, plant_name(s, at));
		lookalike_add(s, "password-guessing", plant_name(s, at),
		    at->from - MINUTE, at->from,
		    "three wrong passwords after the weekend");
	}
}

void
plants_accounts(struct school *s)
{
	s->people[people_find(s, STAFF, 46)].taken = true;
	shared(s);
	leavers(s);
	passwords(s);
}

void
lookalikes_accounts(struct school *s)
{
	not_shared(s);
}
