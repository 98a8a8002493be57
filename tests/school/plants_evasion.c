/* Ways round the filter: each of the shapes that circumvention knows. */

#include <string.h>

#include "school.h"

static const char label[] = "circumvention";

static const struct plant_row listed[] = {
	/* clang-format off */
	{ label, false, 1, 10, 21, 40, 7, 11, "desktop", DENIED,
	    "hidemyway.example", "/", 2, 45,
	    "listed proxy; blocked" },
	{ label, false, 8, 11, 41, 40, 7, 11, "chromebook", TUNNEL,
	    "tunnelfox.example", "/", 1, 1,
	    "listed VPN; allowed" },
	/* clang-format on */
};

static const struct plant_row hidden[] = {
	/* clang-format off */
	{ label, false, 2, 13, 24, 40, 7, 11, "desktop", SMALL,
	    "doh.dnsbarn.example", "/", 10, 40,
	    "DNS over HTTPS" },
	{ label, false, 15, 9, 30, 40, 7, 11, "chromebook", SMALL,
	    "dns.google", "/", 8, 50,
	    "DNS over HTTPS" },
	{ label, false, 3, 9, 26, 40, 7, 11, "desktop", TUNNEL,
	    "203.0.113.77", "/", 5, 75,
	    "CONNECT to a bare address" },
	{ label, false, 17, 14, 31, 40, 7, 11, "chromebook", SMALL,
	    "192.0.2.201", "/", 6, 60,
	    "CONNECT to a bare address; small tunnels" },
	/* clang-format on */
};

/* At a machine at which nobody has logged on. */
static void
by_nobody(struct school *s)
{
	struct session at = { .person = 0,
		.device = devices_find(s, "SCI-PC04") };
	struct visits v = { .user = "-",
		.way = DENIED,
		.host = "proxyhopper.example",
		.start = plant_time(s, 9, 2, 10, 40),
		.count = 2,
		.gap = 40 };
	int64_t end = plant_visits(s, &at, &v);

	truth_add(s, label, devices_name(s, "SCI-PC04"), v.start, end,
	    "listed proxy at night; nobody logged on: names nobody");
}

static const struct plant_row translated[] = {
	/* clang-format off */
	{ label, false, 14, 14, 26, 40, 7, 11, "chromebook", TUNNEL,
	    "blockbrawl-example.translate.goog", "/", 3, 90,
	    "translation as proxy" },
	/* clang-format on */
};

static void
shapes(struct school *s)
{
	static const struct {
		int day;
		enum slot slot;
		const char *host, *path, *detail;
	} plants[] = {
		/* clang-format off */
		{ 10, P2, "translate.google.com",
		    "/translate?sl=auto&tl=en&u="
		    "https%3A%2F%2Fblockbrawl.example%2F",
		    "translation as proxy" },
		{ 0, P5, "homework-window.example",
		    "/browse.php?u=aHR0cHM6Ly9ibG9ja2JyYXds&b=4",
		    "CGI proxy: browse.php" },
		{ 7, P4, "sunnyreader.example",
		    "/cgi-bin/nph-proxy.cgi/en/00/https/blockbrawl.example/",
		    "CGI proxy: nph-proxy" },
		{ 16, P1, "greyfield.example",
		    "/?__cpo=aHR0cHM6Ly9jaGlycGVyLmV4YW1wbGU",
		    "CGI proxy: __cpo" },
		{ 9, P2, "paperlantern.example",
		    "/index.php?q=aHR0cHM6Ly9iZXRtb29yLmV4YW1wbGU",
		    "CGI proxy: index.php with an address in base 64" },
		/* clang-format on */
	};
	struct session *at;

	for (size_t i = 0; i < sizeof(plants) / sizeof(plants[0]); i++) {
		at = plant_pick(
		    s, plants[i].day, plants[i].slot, 7, 11, "desktop");
		plant_web(s, label, at,
		    &(struct visits){ .way = BUMPED,
			.host = plants[i].host,
			.path = plants[i].path,
			.start = at->from + 15 * MINUTE,
			.count = 3,
			.gap = 60 },
		    plants[i].detail);
	}
	PLANT_ALL(s, translated);
}

static void
clients(struct school *s)
{
	static const struct {
		int day;
		enum slot slot;
		bool sysmon;
		const char *image, *arguments;
	} plants[] = {
		/* clang-format off */
		{ 4, P3, true, "D:\\Tor Browser\\Browser\\TorBrowser\\Tor\\"
		    "tor.exe", " -f torrc" },
		{ 11, P2, false, "C:\\Users\\Public\\OpenVPN\\bin\\"
		    "openvpn.exe", " --config home.ovpn" },
		{ 17, P4, true, "D:\\psiphon3.exe", "" },
		/* clang-format on */
	};

	for (size_t i = 0; i < sizeof(plants) / sizeof(plants[0]); i++) {
		struct session *at = plant_pick(
		    s, plants[i].day, plants[i].slot, 7, 11, "desktop");
		int64_t when = at->from + 12 * MINUTE;

		endpoint_process(s, when, at->device, plant_name(s, at),
		    plants[i].sysmon, plants[i].image, plants[i].arguments);
		truth_add(s, label, plant_name(s, at), when, when,
		    plants[i].sysmon ? "client started; Sysmon 1"
				     : "client started; Security 4688");
	}
}

void
plants_evasion(struct school *s)
{
	PLANT_ALL(s, listed);
	by_nobody(s);
	PLANT_ALL(s, hidden);
	shapes(s);
	clients(s);
}
