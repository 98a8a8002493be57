/*
 * Ordinary life: who sits at which machine in which lesson, and what the
 * staff do.  Sessions are planned first, plants are then made inside them,
 * and at last everybody logs on, browses and logs off.
 */

#include <string.h>

#include "school.h"

enum {
	IT1 = 0,
	IT2 = 24,
	LIBRARY = 48,
	SIXTH = 60,
	SCIENCE = 68,
	TEACHER = 73,
	LAPTOP = 87,
	TROLLEY = 111,
	OFFICE = 143
};

static const int starts[SLOTS] = { 480, 540, 600, 660, 680, 740, 790, 850,
	915 };
static const int ends[SLOTS] = { 518, 600, 660, 680, 740, 790, 850, 910, 990 };

/* Minutes from midnight. */
int
life_slot_start(enum slot slot)
{
	return starts[slot];
}

int
life_slot_end(enum slot slot)
{
	return ends[slot];
}

/* Which slot holds a minute. */
enum slot
life_slot_at(int minute)
{
	enum slot slot = BEFORE;

	while (slot < SLOTS && minute >= ends[slot])
		slot++;
	return slot < SLOTS && minute >= starts[slot] ? slot : OTHER;
}

struct session *
life_add(struct school *s, int person, int device, int day, enum slot slot,
    int64_t from, int64_t to)
{
	struct session *new;

	s->sessions = grow(s->sessions, s->session_count, &s->session_room,
	    sizeof(*s->sessions));
	new = &s->sessions[s->session_count++];
	*new = (struct session){ .person = person,
		.device = device,
		.day = day,
		.slot = slot,
		.from = from,
		.to = to,
		.logged = true };
	return new;
}

static void
sit(struct school *s, int person, int device, int day, enum slot slot)
{
	life_add(s, person, device, day, slot,
	    clock_local(day, starts[slot], chance_between(s, 20, 110)) +
		chance_below(s, 1000),
	    clock_local(day, ends[slot], -chance_between(s, 10, 90)) +
		chance_below(s, 1000));
}

/* Another of the free ones; busy marks who sits somewhere already. */
static int
free_pupil(struct school *s, bool *busy, int low, int high)
{
	int at;

	do
		at = sites_person(s, chance_below(s, SITE_PUPILS));
	while (busy[at] || s->people[at].left[0] != '\0' ||
	       s->people[at].year < low || s->people[at].year > high);
	busy[at] = true;
	return at;
}

static void
seat(struct school *s, bool *busy, int day, enum slot slot, int first,
    int count, int low, int high)
{
	for (int i = 0; i < count; i++)
		sit(s, free_pupil(s, busy, low, high),
		    sites_device(s, first + i), day, slot);
}

static void
plan_lesson(struct school *s, int day, enum slot slot)
{
	bool busy[MOST_SITES * SITE_PEOPLE] = { false };
	int turn = (day + 70) * 2 + (int)slot;

	seat(s, busy, day, slot, IT1, 14, 7 + turn % 5, 7 + turn % 5);
	/* Class 7b holds IT2 in one lesson, all under one account. */
	if (day != s->shift + 9 || slot != P3)
		seat(s, busy, day, slot, IT2, 14, 7 + (turn + 2) % 5,
		    7 + (turn + 2) % 5);
	seat(s, busy, day, slot, TROLLEY, 14, 7 + (turn + 4) % 5,
	    7 + (turn + 4) % 5);
	seat(s, busy, day, slot, SCIENCE, 3, 7 + (turn + 1) % 5,
	    7 + (turn + 1) % 5);
	seat(s, busy, day, slot, SIXTH, 5, 12, 13);
	seat(s, busy, day, slot, LIBRARY + 10, 2, 12, 13);
	for (int i = 0; i < 11; i++)
		sit(s, people_find(s, STAFF, (i * 3 + (int)slot * 7) % 38),
		    sites_device(s, TEACHER + (i + turn) % 14), day, slot);
}

static void
plan_free_time(struct school *s, int day, enum slot slot)
{
	bool busy[MOST_SITES * SITE_PEOPLE] = { false };

	seat(s, busy, day, slot, LIBRARY, 6, 7, 11);
	seat(s, busy, day, slot, TROLLEY + 16, 5, 7, 11);
	seat(s, busy, day, slot, SIXTH, 3, 12, 13);
}

static void
plan_staff(struct school *s, int day)
{
	for (int i = 0; i < 24; i++)
		if (chance_percent(s, 70))
			life_add(s, people_find(s, STAFF, i),
			    sites_device(s, LAPTOP + i), day, OTHER,
			    clock_local(day, chance_between(s, 465, 510), 7),
			    clock_local(day, chance_between(s, 935, 1030), 9));
	for (int i = 0; i < 4; i++)
		life_add(s, people_find(s, STAFF, 40 + i),
		    sites_device(s, OFFICE + i), day, OTHER,
		    clock_local(day, chance_between(s, 480, 500), 31),
		    clock_local(day, chance_between(s, 985, 1000), 12));
}

void
life_plan(struct school *s)
{
	for (int day = s->first_day; day < s->end_day; day++) {
		if (clock_is_school_day(day) || day == INSET_DAY)
			plan_staff(s, day);
		if (!clock_is_school_day(day))
			continue;
		for (enum slot slot = BEFORE; slot < SLOTS; slot++)
			if (slot == BEFORE || slot == BREAK || slot == LUNCH ||
			    slot == AFTER)
				plan_free_time(s, day, slot);
			else
				plan_lesson(s, day, slot);
	}
	/* Two of the staff work on a Sunday evening. */
	for (int i = 0; i < 2; i++) {
		int day = s->shift + 6 + 7 * i;

		life_add(s, people_find(s, STAFF, 7 + i),
		    sites_device(s, LAPTOP + 7 + i), day, OTHER,
		    clock_local(day, 1160, 5), clock_local(day, 1230, 3));
	}
}

static const struct place {
	const char *host;
	bool bumped;
	int pupils, staff; /* how often */
} places[] = {
	/* clang-format off */
	{ "findly.example",             true,  20, 14 },
	{ "bitesizelab.example",        true,  14,  4 },
	{ "oaklessons.example",         false, 10,  9 },
	{ "sumsplay.example",           false,  5,  1 },
	{ "drive.quillbrook.example",   false, 12, 12 },
	{ "learn.quillbrook.example",   false, 12, 14 },
	{ "encyclo.example",            true,  10,  4 },
	{ "languagelab.example",        false,  5,  3 },
	{ "museumhall.example",         false,  4,  3 },
	{ "sciencebarn.example",        false,  5,  3 },
	{ "mapview.example",            false,  3,  3 },
	{ "weatherwatch.example",       true,   2,  4 },
	{ "dailyherald.example",        true,   3,  9 },
	{ "www.google.com",             false,  6,  5 },
	{ "registers.example",          false,  0, 14 },
	{ "teachershare.example",       false,  0,  6 },
	{ "examboard.example",          false,  2,  6 },
	/* clang-format on */
};
enum { PLACES = sizeof(places) / sizeof(places[0]) };

static const struct place *
somewhere(struct school *s, bool staff)
{
	int sum = 0, at;

	for (int i = 0; i < PLACES; i++)
		sum += staff ? places[i].staff : places[i].pupils;
	at = chance_below(s, sum);
	for (int i = 0; i < PLACES; i++) {
		at -= staff ? places[i].staff : places[i].pupils;
		if (at < 0)
			return &places[i];
	}
	return &places[0];
}

static void
path_on(struct school *s, const char *host, char out[128])
{
	static const char *const words[] = { "volcanoes", "fractions", "romans",
		"photosynthesis", "macbeth", "rivers", "algebra", "electricity",
		"tudors", "verbs", "cells", "rhythm", "perspective",
		"nutrition", "coding", "climate" };
	const char *a = words[chance_below(s, 16)];
	const char *b = words[chance_below(s, 16)];

	if (strcmp(host, "findly.example") == 0)
		snprintf(out, 128, "/search?q=%s+%s", a, b);
	else
		snprintf(out, 128, "/%s/%s-%d", a, b, chance_below(s, 90));
}

/* What a page draws in: pictures, scripts, fonts, advertisements. */
static void
trimmings(
    struct school *s, const struct session *at, const char *user, int64_t start)
{
	static const char *const hosts[] = { "cdn.pagecloud.example",
		"fonts.gstatic.com", "static.pagecloud.example",
		"ads.clickmeadow.example", "pixel.trackbarn.example",
		"img.pagecloud.example", "consent.cookiejar.example",
		"ajax.googleapis.com" };
	int count = chance_below(s, 4);

	for (int i = 0; i < count; i++) {
		char url[96];
		struct request r = { .device = at->device,
			.user = user,
			.start = start + chance_between(s, 80, 2500),
			.elapsed = chance_between(s, 40, 6000),
			.tag = "TCP_TUNNEL",
			.status = 200,
			.bytes = chance_between(s, 900, 24000),
			.method = "CONNECT",
			.url = url,
			.mime = "-" };

		snprintf(url, sizeof(url), "%s:443", hosts[chance_below(s, 8)]);
		if (chance_percent(s, 12)) {
			snprintf(url, sizeof(url),
			    "http://img.pagecloud.example/i/%d.png",
			    chance_below(s, 400));
			r.method = "GET";
			r.mime = "image/png";
			r.tag =
			    chance_percent(s, 40) ? "TCP_MEM_HIT" : "TCP_MISS";
			/* The reader went on before it had loaded. */
			if (chance_percent(s, 6)) {
				r.tag = "TCP_MISS_ABORTED";
				r.status = 0;
				r.bytes = 0;
				r.mime = "-";
			}
		}
		proxy_add(s, &r);
	}
}

static void
browse(struct school *s, const struct session *at, int pages)
{
	enum role role = s->people[at->person].role;
	bool staff = role != PUPIL && role != CLASS;
	int64_t room = at->to - at->from - 2 * MINUTE;
	char user[48], path[128];

	proxy_user(s, at, user);
	for (int i = 0; i < pages && room > 0; i++) {
		const struct place *p = somewhere(s, staff);
		int64_t start = at->from + 20 * SECOND +
				(int64_t)(chance(s) % (uint64_t)room);

		path_on(s, p->host, path);
		proxy_visit(s, at, user, p->bumped ? BUMPED : TUNNEL, p->host,
		    path, start);
		trimmings(s, at, user, start);
	}
	/* Now and then a blocked advertisement, or a like button. */
	if (room > 0 && chance_percent(s, 2))
		proxy_visit(s, at, user, DENIED, "luckyreels.example", "",
		    at->from + room / 3);
	if (room > 0 && chance_percent(s, 6))
		proxy_visit(s, at, user, SMALL, "chirper.example", "",
		    at->from + room / 2);
}

static void
log_on_and_off(struct school *s, const struct session *at)
{
	const char *user = s->people[at->person].username;
	const char *type = s->devices[at->device].type;
	unsigned id = s->logon_id += 0x1d3;
	int kind =
	    strcmp(type, "laptop") == 0 && chance_percent(s, 20) ? 11 : 2;

	if (chance_percent(s, 4))
		endpoint_failure(s, at->from - 9 * SECOND, at->device, user);
	endpoint_log_on(s, at->from, at->device, user, kind, id);
	if (chance_percent(s, 30))
		endpoint_log_on(
		    s, at->from + 2300, at->device, user, 3, id + 0x51);
	if (chance_percent(s, 12))
		endpoint_process(s, at->from + 15 * SECOND, at->device, user,
		    true,
		    chance_percent(s, 50)
			? "C:\\Program Files\\Browser\\browser.exe"
			: "C:\\Program Files\\Office\\writer.exe",
		    "");
	endpoint_log_off(
	    s, at->to, at->device, user, chance_percent(s, 70), id);
}

void
life_live(struct school *s)
{
	for (size_t i = 0; i < s->session_count; i++) {
		struct session at = s->sessions[i];
		int minutes = (int)((at.to - at.from) / MINUTE);

		sites_go(s, at.device / SITE_DEVICES);
		if (s->devices[at.device].windows && at.logged)
			log_on_and_off(s, &at);
		if (!at.silent)
			browse(s, &at,
			    minutes > 90 ? minutes / 14
					 : minutes / 8 + chance_below(s, 4));
		if (s->innocent)
			accidents_in(s, &at);
	}
}
