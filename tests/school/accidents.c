/*
 * What happens in any school though nobody means harm: slips, advertisements,
 * what programs do by themselves, and the crowd under one account.  How often
 * is an assumption; how many come together is by chance, so that some go over
 * a rule's threshold, as they do in life.
 */

#include <string.h>

#include "school.h"

/* One, and another with such a chance each time. */
static int
few(struct school *s, int percent)
{
	int count = 1;

	while (count < 40 && chance_percent(s, percent))
		count++;
	return count;
}

static bool
per_mille(struct school *s, int mille)
{
	return chance_below(s, 1000) < mille;
}

/* In the course of a session on the web: how often, and how many then. */
static const struct slip {
	int pupils, staff; /* of a thousand sessions */
	int more;	   /* per cent: the chance of one more */
	int gap;	   /* seconds between them, at most */
	enum way way;
	const char *host, *path;
} slips[] = {
	/* clang-format off */
	/* Advertisements that are blocked, and their landing pages. */
	{ 20, 10, 15,   5, DENIED, "luckyreels.example", "/" },
	{ 10,  5, 15,   5, DENIED, "betmoor.example", "/" },
	{  4,  0, 20,  20, DENIED, "kartclash.example", "/" },
	/* What other pages draw in. */
	{ 60, 40, 60,  40, SMALL, "chirper.example", "/" },
	{ 20, 10, 50,  40, SMALL, "snapface.example", "/" },
	{ 10, 20, 40,  60, SMALL, "askbarrow.example", "/" },
	{  5,  1, 30,  60, SMALL, "strangerbooth.example", "/" },
	{ 10,  5, 30,  60, SMALL, "bargainbarrow.example", "/" },
	/* A wrong link, seen and left again. */
	{  6,  0, 25,  60, TUNNEL, "blockbrawl.example", "/" },
	{  3,  1, 25,  60, TUNNEL, "bargainbarrow.example", "/" },
	{  2,  0, 20,  60, TUNNEL, "chirper.example", "/" },
	{  1,  1, 15,  30, DENIED, "afterdarkpics.example", "/" },
	{  1,  0, 15,  30, DENIED, "bladebarn.example", "/" },
	{  1,  0, 15,  30, DENIED, "leafandpowder.example", "/" },
	{  1,  0, 20,  60, TUNNEL, "freemail.example", "/" },
	{  2,  4, 20,  60, TUNNEL, "dropcrate.example", "/" },
	/* What browsers and programs do under a person's name. */
	{ 40, 40, 20,  30, SMALL, "dns.google", "/" },
	{  3, 20, 25, 120, SMALL, "203.0.113.81", "/" },
	{  0,  5, 20, 120, SMALL, "deskreach.example", "/" },
	/* Words, addresses and errands that only look like something. */
	{ 10, 10, 50,  90, BUMPED, "translate.google.com",
	    "/?sl=fr&tl=en&text=bonjour" },
	{  5,  3, 20,  90, BUMPED, "findly.example",
	    "/search?q=https%3A%2F%2Fencyclo.example%2F" },
	{  8,  2, 30,  60, BUMPED, "findly.example", "/images?q=volcano" },
	{  4,  1, 60,  90, BUMPED, "bodyandhealth.example",
	    "/biology/reproduction" },
	{  4,  2, 60,  90, BUMPED, "dailyherald.example",
	    "/history/extremism-in-the-1930s" },
	{  6,  4, 20,  60, TUNNEL, "fidnly.example", "/" },
	{ 20,  5, 70,  90, TUNNEL, "sumsplay.example", "/" },
	/* clang-format on */
};

static void
slip(struct school *s, const struct session *at, const char *user,
    const struct slip *slip)
{
	int64_t room = at->to - at->from - 3 * MINUTE;
	int64_t start;
	int count = few(s, slip->more);

	if (room <= 0)
		return;
	start = at->from + MINUTE + (int64_t)(chance(s) % (uint64_t)room);
	for (int i = 0; i < count && start < at->to; i++) {
		proxy_visit(s, at, user, slip->way, slip->host, slip->path,
		    start);
		start += (int64_t)chance_between(s, 1, slip->gap) * SECOND;
	}
}

/* Few sites have most of the visits; each of the rest has some. */
static void
long_tail(struct school *s, const struct session *at, const char *user)
{
	int count = chance_below(s, 4);
	int64_t room = at->to - at->from - 2 * MINUTE;
	char host[32];

	for (int i = 0; i < count && room > 0; i++) {
		snprintf(host, sizeof(host), "www.site%d.example",
		    chance_below(s, 5000));
		proxy_visit(s, at, user,
		    chance_percent(s, 20) ? BUMPED : TUNNEL, host, "/",
		    at->from + MINUTE +
			(int64_t)(chance(s) % (uint64_t)room));
	}
}

/* Certificates are checked, and browsers mend themselves, over plain HTTP. */
static void
plain_requests(struct school *s, const struct session *at, const char *user)
{
	struct request r = { .start = at->from + 40 * SECOND,
		.elapsed = 130,
		.device = at->device,
		.user = user,
		.tag = "TCP_MISS",
		.status = 200,
		.bytes = 2112,
		.method = "POST",
		.url = "http://ocsp.certbarn.example/",
		.mime = "application/ocsp-response" };

	if (chance_percent(s, 20))
		proxy_add(s, &r);
	if (!per_mille(s, 3))
		return;
	r.method = "GET";
	r.url = "http://edgedl.me.gvt1.com/release2/update.exe";
	r.mime = "application/octet-stream";
	r.bytes = 91200330;
	proxy_add(s, &r);
}

/* The wrong password, again; and a machine that will not work, so the next. */
static void
log_on_slips(struct school *s, const struct session *at)
{
	const char *user = s->people[at->person].username;
	bool monday = (at->day + 70) % 7 == 0;
	int next = at->device;

	if (per_mille(s, monday ? 80 : 20)) {
		int count = few(s, 45);

		for (int i = 0; i < count; i++)
			endpoint_failure(s,
			    at->from - (5 + i * 14) * (int64_t)SECOND,
			    at->device, user);
	}
	if (!per_mille(s, 2) || at->silent)
		return;
	for (int i = 1, count = few(s, 15); i <= count; i++) {
		next = next > 0 ? next - 1 : next + 1;
		if (!s->devices[next].windows)
			return;
		endpoint_log_on(s, at->from + i * 100 * (int64_t)SECOND, next,
		    user, 2, s->logon_id += 0x1d3);
		endpoint_log_off(s, at->from + i * 140 * (int64_t)SECOND, next,
		    user, true, s->logon_id);
	}
}

void
accidents_in(struct school *s, const struct session *at)
{
	enum role role = s->people[at->person].role;
	bool pupil = role == PUPIL || role == CLASS;
	char user[48];

	proxy_user(s, at, user);
	for (size_t i = 0; i < sizeof(slips) / sizeof(slips[0]); i++)
		if (per_mille(s, pupil ? slips[i].pupils : slips[i].staff))
			slip(s, at, user, &slips[i]);
	long_tail(s, at, user);
	plain_requests(s, at, user);
	if (s->devices[at->device].windows)
		log_on_slips(s, at);
}

/* A page nobody closed: it asks all evening, and joins its line anew. */
static void
forgotten_page(struct school *s, int day)
{
	static const char *const hosts[] = { "blockbrawl.example:443",
		"chirper.example:443", "chatterbarn.example:443" };
	char user[48];
	struct session at = { .person = sites_person(
				  s, chance_below(s, SITE_PUPILS)),
		.device = sites_device(s, chance_below(s, 48)) };
	struct request r = { .device = at.device,
		.user = user,
		.tag = "TCP_TUNNEL",
		.status = 200,
		.method = "CONNECT",
		.url = hosts[chance_below(s, 3)],
		.mime = "-" };
	int step = chance_between(s, 1, 20);

	if (s->people[at.person].left[0] != '\0')
		return;
	proxy_user(s, &at, user);
	for (int minute = 912; minute < 1380; minute += step) {
		r.start = clock_local(day, minute, chance_below(s, 60));
		r.elapsed = step * 50 * SECOND;
		r.bytes = step * chance_between(s, 900, 4500);
		proxy_add(s, &r);
	}
}

/* A maker's own updater: some tunnels at once, with nobody there. */
static void
updater(struct school *s, int day)
{
	int count = few(s, 60), minute = chance_between(s, 0, 400);
	char url[64];
	struct request r = { .device = sites_device(s, chance_below(s, 87)),
		.user = "-",
		.tag = "TCP_TUNNEL",
		.status = 200,
		.method = "CONNECT",
		.url = url,
		.mime = "-" };

	for (int i = 0; i < count; i++) {
		snprintf(url, sizeof(url), "dl%d.drivermaker.example:443",
		    chance_below(s, 4));
		r.start = clock_local(day, minute, i * 35);
		r.elapsed = chance_between(s, 900, 30000);
		r.bytes = chance_between(s, 9000, 900000);
		proxy_add(s, &r);
	}
}

static void
send(struct school *s, const char *sender, const char *from, int64_t start,
    int count, int gap, bool parents, int size)
{
	char to[64];
	const char *list[] = { to };
	struct mail m = { .from = from,
		.sasl = sender,
		.device = devices_find(s, "SRV-02"),
		.to = list,
		.count = 1,
		.size = size };

	for (int i = 0; i < count; i++) {
		if (parents)
			mail_parent(s, to);
		else
			mail_address(s,
			    sites_person(s, chance_below(s, SITE_PUPILS)), to);
		m.at = start + (int64_t)i * gap * SECOND;
		mail_send(s, &m);
	}
}

/* The office's letters, a teacher to his class, a pupil to his team. */
static void
letters(struct school *s, int day)
{
	const struct person *office = &s->people[people_find(s, STAFF, 40)];
	const struct person *teacher =
	    &s->people[people_find(s, STAFF, chance_below(s, 38))];
	const struct person *pupil =
	    &s->people[sites_person(s, chance_below(s, SITE_PUPILS))];
	char from[64];

	if ((day + 70) % 7 == 4)
		send(s, office->username, "newsletter@quillbrook.example",
		    clock_local(day, 620, 5), 300, 2, true, 0);
	send(s, office->username, "office@quillbrook.example",
	    clock_local(day, 560, 5), few(s, 90), 20, true, 0);
	snprintf(from, sizeof(from), "%s@quillbrook.example",
	    teacher->username);
	send(s, teacher->username, from,
	    clock_local(day, chance_between(s, 900, 1300), 9),
	    chance_between(s, 20, 30), 2, false, 0);
	send(s, teacher->username, from, clock_local(day, 1110, 9), few(s, 40),
	    900, true, chance_percent(s, 5) ? 8200000 : 0);
	if (pupil->left[0] != '\0')
		return;
	snprintf(from, sizeof(from), "%s@quillbrook.example",
	    pupil->username);
	send(s, pupil->username, from, clock_local(day, 770, 9), few(s, 85), 6,
	    false, 0);
}

/* Teachers mark what pupils keep in their homes on the server. */
static void
marking(struct school *s, int day)
{
	const char *teacher =
	    s->people[people_find(s, STAFF, chance_below(s, 38))].username;
	char data[LONGEST_TEXT], path[160];
	int count = chance_between(s, 15, 30);

	for (int i = 0; i < count; i++) {
		int pupil = sites_person(s, chance_below(s, SITE_PUPILS));

		snprintf(path, sizeof(path), "D:\\Homes\\%s\\essay.docx",
		    s->people[pupil].username);
		endpoint_data(data, "SubjectUserName", teacher,
		    "SubjectDomainName", "QUILLBROOK", "ObjectServer",
		    "Security", "ObjectType", "File", "ObjectName", path,
		    "AccessMask", "0x1", NULL);
		endpoint_add(s,
		    &(struct windows_event){ .at = clock_local(day, 960, 9) +
						   i * 80 * (int64_t)SECOND,
			.device = devices_find(s, "SRV-01"),
			.code = 4663,
			.channel = "Security",
			.provider = "Microsoft-Windows-Security-Auditing",
			.level = "information",
			.message = "An attempt was made to access an object.",
			.event_data = data });
	}
}

/* Signatures that will not come: once, or each hour until they do. */
static void
stale(struct school *s, int day)
{
	int device = sites_device(s, chance_below(s, 111));
	int count = few(s, 30), minute = chance_between(s, 60, 900);

	for (int i = 0; i < count && s->devices[device].windows; i++)
		endpoint_defender(s, clock_local(day, minute + i * 60, 7),
		    device, 2001, "Security intelligence update failed.");
}

void
accidents_of_days(struct school *s)
{
	for (int day = s->first_day; day < s->end_day; day++) {
		for (int i = 0; i < 2; i++)
			updater(s, day);
		if (!clock_is_school_day(day))
			continue;
		forgotten_page(s, day);
		letters(s, day);
		marking(s, day);
		for (int i = 0; i < 2; i++)
			stale(s, day);
	}
}
