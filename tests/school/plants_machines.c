/*
 * On Windows machines: protection that is off, log-ons left open, browsers
 * that go past the proxy, remote control, and other people's files.
 */

#include <string.h>

#include "school.h"

static void
protection(struct school *s)
{
	static const char label[] = "stale-antivirus";
	static const char failed[] = "Security intelligence update failed.";
	int64_t when = plant_time(s, 3, 3, 10, 20);

	endpoint_defender(s, when, devices_find(s, "SF-PC08"), 5001,
	    "Real-time protection is disabled.");
	truth_add(s, label, devices_name(s, "SF-PC08"), when, when,
	    "protection turned off");
	when = plant_time(s, 14, 2, 0, 40);
	for (int i = 0; i < 4; i++)
		endpoint_defender(s, when + i * 40 * MINUTE,
		    devices_find(s, "SCI-PC04"), 2001, failed);
	truth_add(s, label, devices_name(s, "SCI-PC04"), when,
	    when + 120 * MINUTE, "signatures could not be brought up to date");
	when = plant_time(s, 9, 2, 40, 10);
	endpoint_defender(s, when, devices_find(s, "IT2-PC11"), 2001, failed);
	lookalike_add(s, label, devices_name(s, "IT2-PC11"), when, when,
	    "failed but once");
}

/* A log-on of the staff that the machine itself ends, late. */
static void
left_open(struct school *s, int nth, const char *device, int day, int end,
    bool innocent, const char *detail)
{
	static const char label[] = "screen-left-unlocked";
	int person = people_find(s, STAFF, nth);
	int machine = devices_find(s, device);
	const char *name = s->people[person].username;
	int64_t from = plant_time(s, day, 15, 45, 12);
	int64_t to = plant_time(s, day, 0, end, 2);
	unsigned id = s->logon_id += 0x1d3;

	s->people[person].taken = true;
	endpoint_log_on(s, from, machine, name, 2, id);
	endpoint_log_off(s, to, machine, name, innocent, id);
	if (innocent)
		lookalike_add(s, label, name, to, to, detail);
	else
		truth_add(s, label, name, to, to, detail);
}

static void
past_the_proxy(struct school *s, const struct session *at, int64_t start,
    int count, const char *destination, bool innocent, const char *detail)
{
	char data[LONGEST_TEXT], account[64];
	const char *own = s->devices[at->device].ip;
	int64_t when = start;

	snprintf(account, sizeof(account), "QUILLBROOK\\%s", plant_name(s, at));
	endpoint_data(data, "RuleName", "-", "ProcessId", "6112", "Image",
	    "C:\\Program Files\\Browser\\browser.exe", "User", account,
	    "Protocol", "tcp", "Initiated", "true", "SourceIsIpv6", "false",
	    "SourceIp", own, "SourcePort", "52711", "DestinationIsIpv6",
	    "false", "DestinationIp", destination, "DestinationPort", "443",
	    NULL);
	for (int i = 0; i < count; i++) {
		when = start + (int64_t)i * 35 * SECOND;
		endpoint_add(s,
		    &(struct windows_event){ .at = when,
			.device = at->device,
			.code = 3,
			.channel = "Microsoft-Windows-Sysmon/Operational",
			.provider = "Microsoft-Windows-Sysmon",
			.level = "information",
			.message = "Network connection detected",
			.event_data = data,
			.user = "SYSTEM" });
	}
	if (innocent)
		lookalike_add(s, "traffic-outside-filter", plant_name(s, at),
		    start, when, detail);
	else
		truth_add(s, "traffic-outside-filter", plant_name(s, at),
		    start, when, detail);
}

static void
outside(struct school *s)
{
	struct session *at = plant_pick(s, 4, P5, 7, 11, "desktop");

	list_add(s, PROXY_ADDRESSES, "198.51.100.*");
	past_the_proxy(s, at, at->from + 12 * MINUTE, 8, "203.0.113.66", false,
	    "a browser straight to the web");
	at = plant_pick(s, 17, P2, 7, 11, "desktop");
	past_the_proxy(s, at, at->from + 20 * MINUTE, 7, "192.0.2.44", false,
	    "a browser straight to the web");
	at = plant_pick(s, 8, P2, 7, 11, "desktop");
	past_the_proxy(s, at, at->from + 15 * MINUTE, 9, "198.51.100.159",
	    true, "the school's own mail");
}

static void
remote_control(struct school *s)
{
	static const char label[] = "remote-access";
	struct session *at = plant_pick(s, 9, P1, 9, 11, "desktop");
	int64_t when = at->from + 13 * MINUTE;

	endpoint_process(s, when, at->device, plant_name(s, at), true,
	    "C:\\Users\\Public\\AnyDesk.exe", "");
	truth_add(s, label, plant_name(s, at), when, when,
	    "a pupil starts remote control");
	at = plant_pick(s, 15, P3, 7, 11, "desktop");
	when = at->from + 10 * MINUTE;
	endpoint_process(s, when, at->device, plant_name(s, at), true,
	    "C:\\Program Files\\DeskTidy\\anydesktidy.exe", "");
	lookalike_add(s, label, plant_name(s, at), when, when,
	    "another program with a like name");
}

/* Reads files of a home on the server. */
static void
files(struct school *s, const struct session *at, const char *owner,
    int64_t start, int count, bool innocent, const char *detail)
{
	char data[LONGEST_TEXT], path[160];
	int server = devices_find(s, "SRV-01");
	int64_t when = start;

	for (int i = 0; i < count; i++) {
		snprintf(path, sizeof(path), "D:\\Homes\\%s\\work%02d.docx",
		    owner, i + 1);
		endpoint_data(data, "SubjectUserName", plant_name(s, at),
		    "SubjectDomainName", "QUILLBROOK", "SubjectLogonId",
		    "0x51f20", "ObjectServer", "Security", "ObjectType",
		    "File", "ObjectName", path, "AccessMask", "0x1",
		    "ProcessName", "", NULL);
		when = start + (int64_t)i * 14 * SECOND;
		endpoint_add(s,
		    &(struct windows_event){ .at = when,
			.device = server,
			.code = 4663,
			.channel = "Security",
			.provider = "Microsoft-Windows-Security-Auditing",
			.level = "information",
			.message = "An attempt was made to access an object.",
			.event_data = data });
	}
	if (innocent)
		lookalike_add(s, "others-files", plant_name(s, at), start,
		    when, detail);
	else
		truth_add(s, "others-files", plant_name(s, at), start, when,
		    detail);
}

static void
homes(struct school *s)
{
	struct session *at = plant_pick(s, 2, P4, 7, 11, "desktop");
	int other = people_take(s, PUPIL, 7, 11);

	files(s, at, s->people[other].username, at->from + 18 * MINUTE, 16,
	    false, "sixteen files of another pupil");
	at = plant_pick(s, 16, P4, 7, 11, "desktop");
	files(s, at, s->people[other].username, at->from + 25 * MINUTE, 12,
	    false, "twelve files of another pupil");
	at = plant_pick(s, 10, P4, 7, 11, "desktop");
	files(s, at, plant_name(s, at), at->from + 11 * MINUTE, 20, true,
	    "one's own files");
	at = plant_pick(s, 14, P1, 7, 11, "desktop");
	files(s, at, s->people[other].username, at->from + 16 * MINUTE, 3,
	    true, "three files that another shares");
}

void
plants_machines(struct school *s)
{
	protection(s);
	left_open(s, 33, "TPC-R09", 1, 1350, false,
	    "staff; closed by the machine at half past ten");
	left_open(s, 34, "TPC-R10", 16, 1361, false,
	    "staff; closed by the machine at night");
	left_open(s, 35, "TPC-R11", 9, 1330, true,
	    "worked late and logged off by hand");
	outside(s);
	remote_control(s);
	homes(s);
}
