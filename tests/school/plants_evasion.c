/* Ways round the filter: each of the shapes that circumvention knows. */

#include <string.h>

#include "school.h"

static const char label[] = "circumvention";

static void
listed_hosts(struct school *s)
{
	struct session nobody = { .person = 0,
		.device = devices_find(s, "SCI-PC04") };
	struct visits v = { .user = "-",
		.way = DENIED,
		.host = "proxyhopper.example",
		.start = plant_time(s, 9, 2, 10, 40),
		.count = 2,
		.gap = 40 };
	struct session *at = plant_pick(s, 1, P2, 7, 11, "desktop");
	int64_t end;

	plant_web(s, label, at,
	    &(struct visits){ .way = DENIED,
		.host = "hidemyway.example",
		.start = plant_time(s, 1, 10, 21, 40),
		.count = 2,
		.gap = 45 },
	    "listed proxy; blocked");
	at = plant_pick(s, 8, P3, 7, 11, "chromebook");
	plant_web(s, label, at,
	    &(struct visits){ .way = TUNNEL,
		.host = "tunnelfox.example",
		.start = plant_time(s, 8, 11, 41, 40),
		.count = 1,
		.gap = 1 },
	    "listed VPN; allowed");
	end = plant_visits(s, &nobody, &v);
	truth_add(s, label, devices_name(s, "SCI-PC04"), v.start, end,
	    "listed proxy at night; nobody logged on: names nobody");
}

static void
encrypted_names(struct school *s)
{
	struct session *at = plant_pick(s, 2, P4, 7, 11, "desktop");

	plant_web(s, label, at,
	    &(struct visits){ .way = SMALL,
		.host = "doh.dnsbarn.example",
		.start = plant_time(s, 2, 13, 24, 40),
		.count = 10,
		.gap = 40 },
	    "DNS over HTTPS");
	at = plant_pick(s, 15, P1, 7, 11, "chromebook");
	plant_web(s, label, at,
	    &(struct visits){ .way = SMALL,
		.host = "dns.google",
		.start = plant_time(s, 15, 9, 30, 40),
		.count = 8,
		.gap = 50 },
	    "DNS over HTTPS");
}

static void
bare_addresses(struct school *s)
{
	struct session *at = plant_pick(s, 3, P1, 7, 11, "desktop");

	plant_web(s, label, at,
	    &(struct visits){ .way = TUNNEL,
		.host = "203.0.113.77",
		.start = plant_time(s, 3, 9, 26, 40),
		.count = 5,
		.gap = 75 },
	    "CONNECT to a bare address");
	at = plant_pick(s, 17, P5, 7, 11, "chromebook");
	plant_web(s, label, at,
	    &(struct visits){ .way = SMALL,
		.host = "192.0.2.201",
		.start = plant_time(s, 17, 14, 31, 40),
		.count = 6,
		.gap = 60 },
	    "CONNECT to a bare address; small tunnels");
}

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
	at = plant_pick(s, 14, P5, 7, 11, "chromebook");
	plant_web(s, label, at,
	    &(struct visits){ .way = TUNNEL,
		.host = "blockbrawl-example.translate.goog",
		.start = plant_time(s, 14, 14, 26, 40),
		.count = 3,
		.gap = 90 },
	    "translation as proxy");
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
	listed_hosts(s);
	encrypted_names(s);
	bare_addresses(s);
	shapes(s);
	clients(s);
}
