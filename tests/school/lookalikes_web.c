/* What looks like a breach on the web and is none. */

#include <string.h>

#include "school.h"

static void
evasion(struct school *s)
{
	struct session nobody = { .person = 0,
		.device = devices_find(s, "IT2-PC21") };
	struct visits v = { .user = "-",
		.way = SMALL,
		.host = "203.0.113.140",
		.start = plant_time(s, 5, 3, 2, 10),
		.count = 8,
		.gap = 45 };
	struct session *at = plant_pick(s, 1, P1, 7, 11, "desktop");
	int64_t end;

	plant_innocent(s, "circumvention", at,
	    &(struct visits){ .way = SMALL,
		.host = "dns.google",
		.start = at->from + 25 * SECOND,
		.count = 1,
		.gap = 1 },
	    "one DNS over HTTPS request as the browser starts");
	end = plant_visits(s, &nobody, &v);
	lookalike_add(s, "circumvention", devices_name(s, "IT2-PC21"), v.start,
	    end, "bare addresses asked for by a machine with no user");
	at = plant_pick(s, 9, P1, 7, 11, "desktop");
	plant_innocent(s, "circumvention", at,
	    &(struct visits){ .way = BUMPED,
		.host = "translate.google.com",
		.path = "/?sl=fr&tl=en&text=bonjour",
		.start = plant_time(s, 9, 9, 22, 10),
		.count = 5,
		.gap = 60 },
	    "translating words");
	at = plant_pick(s, 16, P3, 7, 11, "desktop");
	plant_innocent(s, "circumvention", at,
	    &(struct visits){ .way = BUMPED,
		.host = "findly.example",
		.path = "/search?q=http%3A%2F%2Fencyclo.example%2Ftudors",
		.start = plant_time(s, 16, 11, 40, 10),
		.count = 4,
		.gap = 60 },
	    "an address typed into a search");
}

static void
one_of_a_kind(struct school *s)
{
	struct session *at = plant_pick(s, 3, P4, 7, 11, "desktop");
	char user[48];

	proxy_user(s, at, user);
	for (int i = 0; i < 2; i++)
		proxy_add(
		    s, &(struct request){ .device = at->device,
			   .user = user,
			   .start = plant_time(s, 3, 13, 25 + i, 10),
			   .elapsed = 130,
			   .tag = "TCP_MISS",
			   .status = 200,
			   .bytes = 22110,
			   .method = "GET",
			   .mime = "image/gif",
			   .url = "http://luckyreels.example/ads/spin.gif" });
	proxy_visit(s, at, user, DENIED, "betmoor.example", "",
	    plant_time(s, 3, 13, 28, 10));
	lookalike_add(s, "gambling", plant_name(s, at),
	    plant_time(s, 3, 13, 25, 10), plant_time(s, 3, 13, 29, 10),
	    "two banners and one blocked advertisement");
	at = plant_pick(s, 8, P4, 7, 11, "desktop");
	plant_innocent(s, "adult", at,
	    &(struct visits){ .way = DENIED,
		.host = "afterdarkpics.example",
		.start = plant_time(s, 8, 13, 40, 10),
		.count = 1,
		.gap = 1 },
	    "one blocked request");
	at = plant_pick(s, 15, P4, 7, 11, "chromebook");
	plant_innocent(s, "adult", at,
	    &(struct visits){ .way = BUMPED,
		.host = "bodyandhealth.example",
		.path = "/biology/reproduction",
		.start = plant_time(s, 15, 13, 30, 10),
		.count = 6,
		.gap = 60 },
	    "biology on a health site");
	at = plant_pick(s, 7, P5, 7, 11, "chromebook");
	plant_innocent(s, "extremism", at,
	    &(struct visits){ .way = BUMPED,
		.host = "dailyherald.example",
		.path = "/history/extremism-in-the-1930s",
		.start = plant_time(s, 7, 14, 30, 10),
		.count = 5,
		.gap = 70 },
	    "a page of history");
}

static void
sharing(struct school *s)
{
	struct session *at = plant_pick(s, 2, P3, 7, 11, "desktop");

	plant_innocent(s, "social-media", at,
	    &(struct visits){ .way = SMALL,
		.host = "chirper.example",
		.start = plant_time(s, 2, 11, 40, 10),
		.count = 12,
		.gap = 40 },
	    "like buttons on other pages");
	at = plant_pick_staff(s, 14);
	plant_innocent(s, "social-media", at,
	    &(struct visits){ .way = TUNNEL,
		.host = "chirper.example",
		.start = plant_time(s, 14, 12, 35, 10),
		.count = 6,
		.gap = 80 },
	    "staff; the rule for staff is off");
	at = plant_pick(s, 17, P1, 7, 11, "desktop");
	plant_innocent(s, "file-sharing", at,
	    &(struct visits){ .way = TUNNEL,
		.host = "drive.quillbrook.example",
		.start = plant_time(s, 17, 9, 20, 10),
		.count = 8,
		.gap = 60 },
	    "the school's own drive");
}

void
lookalikes_web(struct school *s)
{
	evasion(s);
	one_of_a_kind(s);
	sharing(s);
}
