/*
 * More of what pupils and staff do on the web: content that needs care,
 * lesson time, programs, services that nobody has approved; and beside each
 * what looks like it and is none.
 */

#include <string.h>

#include "school.h"

static const struct plant_row rows[] = {
	/* clang-format off */
	{ "self-harm", false, 2, 11, 34, 10, 7, 11, "desktop", DENIED,
	    "thinandthinner.example", "/", 1, 1,
	    "one blocked request" },
	{ "self-harm", false, 14, 12, 38, 10, 7, 11, "chromebook", TUNNEL,
	    "www.thinandthinner.example", "/", 3, 60,
	    "allowed" },
	{ "self-harm", true, 9, 14, 22, 10, 7, 11, "desktop", BUMPED,
	    "bodyandhealth.example", "/biology/eating-well", 6, 70,
	    "a page on eating, on a health site" },
	{ "grooming", false, 3, 12, 35, 10, 7, 11, "chromebook", DENIED,
	    "strangerbooth.example", "/", 2, 40,
	    "blocked" },
	{ "grooming", false, 17, 15, 27, 10, 7, 11, "desktop", TUNNEL,
	    "strangerbooth.example", "/", 2, 90,
	    "allowed" },
	{ "grooming", true, 8, 11, 6, 10, 7, 11, "desktop", SMALL,
	    "strangerbooth.example", "/", 1, 1,
	    "one of its pictures on another page" },
	{ "violence-weapons", false, 4, 11, 40, 10, 7, 11, "desktop", DENIED,
	    "bladebarn.example", "/", 5, 50,
	    "all blocked" },
	{ "violence-weapons", false, 15, 10, 22, 10, 7, 11, "desktop", TUNNEL,
	    "fightreels.example", "/", 5, 70,
	    "allowed" },
	{ "violence-weapons", true, 10, 9, 15, 10, 7, 11, "desktop", BUMPED,
	    "museumhall.example", "/iron-age/weapons", 6, 60,
	    "a museum's page" },
	{ "drugs", false, 3, 11, 45, 10, 7, 11, "desktop", DENIED,
	    "leafandpowder.example", "/", 4, 60,
	    "all blocked" },
	{ "drugs", false, 16, 11, 31, 10, 12, 13, "desktop", TUNNEL,
	    "leafandpowder.example", "/", 4, 80,
	    "sixth form; allowed" },
	{ "drugs", true, 7, 10, 16, 10, 7, 11, "desktop", DENIED,
	    "leafandpowder.example", "/", 1, 1,
	    "one blocked request" },
	{ "hate", false, 1, 13, 31, 10, 7, 11, "desktop", DENIED,
	    "uglychorus.example", "/", 4, 55,
	    "all blocked" },
	{ "hate", false, 14, 14, 34, 10, 7, 11, "desktop", TUNNEL,
	    "uglychorus.example", "/", 4, 65,
	    "allowed" },
	{ "hate", true, 15, 11, 38, 10, 7, 11, "desktop", BUMPED,
	    "encyclo.example", "/propaganda/1930s", 5, 60,
	    "a page of history" },
	{ "shopping", false, 2, 10, 17, 10, 7, 11, "desktop", TUNNEL,
	    "bargainbarrow.example", "/", 7, 65,
	    "in a lesson" },
	{ "shopping", false, 17, 14, 18, 10, 7, 11, "desktop", BUMPED,
	    "bargainbarrow.example", "/shoes", 7, 70,
	    "in a lesson" },
	{ "shopping", true, 9, 12, 34, 10, 7, 11, "desktop", TUNNEL,
	    "bargainbarrow.example", "/", 7, 60,
	    "at lunch" },
	{ "chat", false, 4, 13, 23, 10, 7, 11, "desktop", TUNNEL,
	    "chatterbarn.example", "/", 5, 60,
	    "in a lesson" },
	{ "chat", false, 16, 9, 22, 10, 7, 11, "chromebook", TUNNEL,
	    "chatterbarn.example", "/", 5, 75,
	    "in a lesson" },
	{ "chat", true, 10, 12, 32, 10, 7, 11, "chromebook", TUNNEL,
	    "chatterbarn.example", "/", 5, 60,
	    "at lunch" },
	{ "webmail", false, 1, 14, 29, 10, 7, 11, "desktop", TUNNEL,
	    "freemail.example", "/", 4, 80,
	    "in a lesson" },
	{ "webmail", false, 9, 10, 31, 10, 7, 11, "desktop", TUNNEL,
	    "postbox.example", "/", 4, 70,
	    "in a lesson" },
	{ "webmail", true, 16, 12, 35, 10, 7, 11, "desktop", TUNNEL,
	    "freemail.example", "/", 4, 60,
	    "at lunch" },
	{ "image-search", false, 3, 10, 20, 10, 7, 11, "desktop", BUMPED,
	    "findly.example", "/images?q=cats", 5, 60,
	    "in a lesson" },
	{ "image-search", false, 15, 13, 38, 10, 7, 11, "desktop", BUMPED,
	    "findly.example", "/images?q=cars", 5, 50,
	    "in a lesson" },
	{ "image-search", true, 8, 10, 22, 10, 7, 11, "desktop", BUMPED,
	    "museumhall.example", "/images/roman-pots", 5, 60,
	    "pictures of a museum" },
	{ "new-ai-service", false, 7, 13, 26, 10, 7, 11, "desktop", TUNNEL,
	    "askbarrow.example", "/", 3, 90,
	    "allowed" },
	{ "new-ai-service", false, 17, 11, 38, 10, 12, 13, "desktop", TUNNEL,
	    "askbarrow.example", "/", 2, 90,
	    "sixth form" },
	{ "new-ai-service", true, 14, 11, 40, 10, 7, 11, "desktop", TUNNEL,
	    "tutorbot.example", "/", 5, 80,
	    "it has been approved" },
	{ "age-restricted-signup", false, 4, 12, 40, 10, 7, 8, "desktop", BUMPED,
	    "snapface.example", "/signup", 1, 1,
	    "below thirteen" },
	{ "age-restricted-signup", false, 9, 15, 35, 10, 7, 8, "desktop", BUMPED,
	    "chirper.example", "/i/flow/signup", 1, 1,
	    "below thirteen" },
	{ "age-restricted-signup", true, 15, 12, 36, 10, 10, 11, "chromebook", BUMPED,
	    "snapface.example", "/signup", 1, 1,
	    "old enough" },
	{ "age-restricted-signup", true, 2, 14, 19, 10, 7, 8, "desktop", BUMPED,
	    "sumsplay.example", "/signup", 1, 1,
	    "a maths site" },
	/* clang-format on */
};

/* One request that is no visit to a page. */
static void
request(struct school *s, const char *label, bool innocent,
    const struct session *at, int64_t start, const char *method,
    const char *url, const char *mime, const char *detail)
{
	char user[48];
	struct request r = { .start = start,
		.elapsed = 2100,
		.device = at->device,
		.user = user,
		.tag = "TCP_MISS",
		.status = 200,
		.bytes = strcmp(method, "GET") == 0 ? 4811020 : 512,
		.method = method,
		.url = url,
		.mime = mime };

	proxy_user(s, at, user);
	proxy_add(s, &r);
	if (innocent)
		lookalike_add(s, label, plant_name(s, at), start,
		    start + r.elapsed, detail);
	else
		truth_add(s, label, plant_name(s, at), start,
		    start + r.elapsed, detail);
}

static void
programs(struct school *s)
{
	static const char label[] = "program-download";
	static const char program[] = "application/octet-stream";
	struct session *at = plant_pick(s, 3, P5, 7, 11, "desktop");
	struct session machine = { .device = devices_find(s, "IT1-PC09") };
	int64_t when = plant_time(s, 10, 2, 30, 12);

	request(s, label, false, at, at->from + 9 * MINUTE, "GET",
	    "http://getapps.example/setup/cursorparty.exe", program,
	    "an installer");
	at = plant_pick_staff(s, 11);
	request(s, label, false, at, at->from + 50 * MINUTE, "GET",
	    "http://getapps.example/player/Setup.msi",
	    "application/x-msi", "staff; an installer");
	at = plant_pick(s, 14, P4, 7, 11, "desktop");
	request(s, label, true, at, at->from + 12 * MINUTE, "GET",
	    "http://oaklessons.example/sheets/fractions.pdf",
	    "application/pdf", "a worksheet");
	proxy_add(s,
	    &(struct request){ .start = when,
		.elapsed = 4000,
		.device = machine.device,
		.user = "-",
		.tag = "TCP_MISS",
		.status = 200,
		.bytes = 9120333,
		.method = "GET",
		.mime = program,
		.url = "http://au.download.windowsupdate.com/c/patch.exe" });
	lookalike_add(s, label, devices_name(s, "IT1-PC09"), when, when + 4000,
	    "a machine that updates itself");
}

static void
uploads(struct school *s)
{
	static const char label[] = "unencrypted-transfer";
	struct session *at = plant_pick_staff(s, 8);

	request(s, label, false, at, at->from + 140 * MINUTE, "PUT",
	    "ftp://files.dropbarn.example/in/pupils.csv", "-",
	    "staff; a file by FTP");
	at = plant_pick(s, 15, P1, 7, 11, "desktop");
	request(s, label, false, at, at->from + 17 * MINUTE, "POST",
	    "http://dropcrate.example/upload", "text/plain",
	    "a file over plain HTTP");
	at = plant_pick(s, 7, P3, 7, 11, "desktop");
	request(s, label, true, at, at->from + 21 * MINUTE, "POST",
	    "http://oaklessons.example/answers", "text/plain",
	    "answers to a quiz");
}

/* Pages from a machine that has nobody's name. */
static void
nameless(struct school *s)
{
	static const struct {
		const char *device;
		int day, minute, count;
		const char *detail;
	} plants[] = {
		{ "SCI-PC02", 2, 1110, 8, "nobody logged on; eight pages" },
		{ "CB-27", 9, 1050, 7, "no sign-in; seven pages" },
		{ "LIB-PC11", 16, 1100, 3, "three pages" },
	};

	for (size_t i = 0; i < sizeof(plants) / sizeof(plants[0]); i++) {
		struct session at = { .device =
			devices_find(s, plants[i].device) };
		struct visits v = { .user = "-",
			.way = TUNNEL,
			.host = "encyclo.example",
			.start = plant_time(
			    s, plants[i].day, 0, plants[i].minute, 4),
			.count = plants[i].count,
			.gap = 70 };
		const char *name = devices_name(s, plants[i].device);
		int64_t end = plant_visits(s, &at, &v);

		if (plants[i].count >= 5)
			truth_add(s, "unauthenticated-use", name, v.start, end,
			    plants[i].detail);
		else
			lookalike_add(s, "unauthenticated-use", name, v.start,
			    end, plants[i].detail);
	}
}

void
plants_more(struct school *s)
{
	PLANT_ALL(s, rows);
	programs(s);
	uploads(s);
	nameless(s);
}
