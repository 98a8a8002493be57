/*
 * What machines do by themselves: updates fetched at night with nobody
 * there, servers that call home, logs that roll over, machines shut down.
 */

#include <string.h>

#include "school.h"

static void
call_home(struct school *s, int device, int64_t start)
{
	static const char *const hosts[] = { "settings-win.data.microsoft.com",
		"ctldl.windowsupdate.com", "clients2.google.com",
		"update.googleapis.com", "wdcp.microsoft.com",
		"telemetry.fleetcare.example" };
	char url[128];
	struct request r = { .start = start,
		.device = device,
		.user = "-",
		.elapsed = chance_between(s, 90, 30000),
		.status = 200,
		.tag = "TCP_TUNNEL",
		.method = "CONNECT",
		.url = url,
		.bytes = chance_between(s, 2000, 24000),
		.mime = "-" };

	snprintf(url, sizeof(url), "%s:443", hosts[chance_below(s, 6)]);
	if (chance_percent(s, 15)) {
		snprintf(url, sizeof(url),
		    "http://au.download.windowsupdate.com/d/msdownload/"
		    "%08x.cab",
		    (unsigned)(chance(s) >> 32));
		r.method = "GET";
		r.tag = "TCP_MISS";
		r.bytes = chance_between(s, 90000, 4000000);
		r.mime = "application/octet-stream";
	} else if (chance_percent(s, 1)) {
		/* Something that speaks no HTTP tried the proxy's port. */
		r.tag = "NONE_NONE";
		r.status = 400;
		r.bytes = 3813;
		r.method = "-";
		r.url = "error:invalid-request";
		r.mime = "text/html";
		r.elapsed = 0;
	}
	proxy_add(s, &r);
}

static void
simple_event(struct school *s, int device, int64_t at, int code,
    const char *channel, const char *provider, const char *message)
{
	endpoint_add(s, &(struct windows_event){ .at = at,
			    .device = device,
			    .code = code,
			    .channel = channel,
			    .provider = provider,
			    .level = "information",
			    .message = message });
}

/* What is lost is not there to call home. */
static bool
is_lost(const struct school *s, int device)
{
	const struct list_of *l = &s->lists[LOST_DEVICES];

	for (int i = 0; i < l->count; i++)
		if (strcmp(l->values[i], s->devices[device].name) == 0)
			return true;
	return false;
}

/* A day of one Windows machine. */
static void
machine_day(struct school *s, int device, int day)
{
	bool in_use = clock_is_school_day(day) || day == INSET_DAY;

	if (chance_percent(s, in_use ? 25 : 8))
		simple_event(s, device,
		    clock_local(day, chance_between(s, 20, 300), 8), 2000,
		    "Microsoft-Windows-Windows Defender/Operational",
		    "Microsoft-Windows-Windows Defender",
		    "Antivirus security intelligence version updated.");
	if (in_use && chance_percent(s, 5))
		simple_event(s, device, clock_local(day, 1085, device % 60),
		    1100, "Security", "Microsoft-Windows-Eventlog",
		    "The event logging service has shut down.");
	if (chance_percent(s, 1))
		simple_event(s, device, clock_local(day, 130, device % 60),
		    1105, "Security", "Microsoft-Windows-Eventlog",
		    "Event log automatic backup");
}

void
night_life(struct school *s)
{
	for (int day = s->first_day; day < s->end_day; day++)
		for (int device = 0; device < sites_devices(s); device++) {
			int calls = s->devices[device].windows
					? chance_between(s, 2, 6)
					: chance_below(s, 2);

			if (is_lost(s, device))
				continue;
			for (int i = 0; i < calls; i++) {
				int minute =
				    chance_percent(s, 80)
					? chance_below(s, 330)
					: chance_between(s, 1325, 1439);

				call_home(s, device,
				    clock_local(
					day, minute, chance_below(s, 60)) +
					chance_below(s, 1000));
			}
			if (s->devices[device].windows)
				machine_day(s, device, day);
		}
}
