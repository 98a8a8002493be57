/* Sticks, programs, viruses and wiped logs on the Windows machines. */

#include <string.h>

#include "school.h"

static const char defender[] = "Microsoft-Windows-Windows Defender";
static const char defender_log[] =
    "Microsoft-Windows-Windows Defender/Operational";

/* The two ways in which Windows tells of a stick, and the drivers' own. */
static void
stick(struct school *s, int code, int64_t at, int device, const char *serial)
{
	char id[160], more[LONGEST_TEXT], machine[24];
	struct windows_event e = {
		.at = at, .device = device, .code = code, .level = "information"
	};

	snprintf(id, sizeof(id),
	    "USBSTOR\\Disk&Ven_Kingmere&Prod_Datastick&Rev_1.00\\%s&0", serial);
	snprintf(machine, sizeof(machine), "%s$", s->devices[device].name);
	if (code == 6416) {
		endpoint_data(more, "SubjectUserSid", "S-1-5-18",
		    "SubjectUserName", machine, "SubjectDomainName",
		    "QUILLBROOK", "SubjectLogonId", "0x3e7", "DeviceId", id,
		    "DeviceDescription", "Kingmere Datastick USB Device",
		    "ClassId", "{4d36e967-e325-11ce-bfc1-08002be10318}",
		    "ClassName", "DiskDrive", "VendorIds",
		    "USBSTOR\\DiskKingmereDatastick", NULL);
		e.channel = "Security";
		e.provider = "Microsoft-Windows-Security-Auditing";
		e.message = "A new external device was recognized by the "
			    "system.";
		e.event_data = more;
	} else if (code == 20003) {
		endpoint_data(more, "xml_name", "AddServiceID", "ServiceName",
		    "disk", "DriverFileName",
		    "\\SystemRoot\\System32\\drivers\\disk.sys",
		    "DeviceInstanceID", id, "PrimaryService", "true",
		    "UpdateService", "false", "AddServiceStatus", "0x0", NULL);
		e.channel = "System";
		e.provider = "Microsoft-Windows-UserPnp";
		e.message = "Driver Management has concluded the process to "
			    "add Service disk.";
		e.user_data = more;
		e.user = "SYSTEM";
	} else {
		endpoint_data(more, "xml_name", "UMDFHostDeviceArrivalBegin",
		    "LifetimeId", "{a1c1c0de-0000-4000-8000-00000000beef}",
		    "InstanceId", id, NULL);
		e.channel = "Microsoft-Windows-DriverFrameworks-UserMode/"
			    "Operational";
		e.provider = "Microsoft-Windows-DriverFrameworks-UserMode";
		e.message = "The UMDF Host Process has been asked to load "
			    "drivers for a device.";
		e.user_data = more;
		e.user = "SYSTEM";
	}
	endpoint_add(s, &e);
}

static void
keyboard(struct school *s, int64_t at, int device)
{
	char data[LONGEST_TEXT], machine[24];

	snprintf(machine, sizeof(machine), "%s$", s->devices[device].name);
	endpoint_data(data, "SubjectUserSid", "S-1-5-18", "SubjectUserName",
	    machine, "SubjectDomainName", "QUILLBROOK", "SubjectLogonId",
	    "0x3e7", "DeviceId", "HID\\VID_1C4F&PID_0002\\7&2F1A&0&0000",
	    "DeviceDescription", "HID Keyboard Device", "ClassId",
	    "{4d36e96b-e325-11ce-bfc1-08002be10318}", "ClassName", "Keyboard",
	    NULL);
	endpoint_add(
	    s, &(struct windows_event){ .at = at,
		   .device = device,
		   .code = 6416,
		   .channel = "Security",
		   .provider = "Microsoft-Windows-Security-Auditing",
		   .level = "information",
		   .event_data = data,
		   .message = "A new external device was recognized by the "
			      "system." });
}

static void
sticks(struct school *s)
{
	static const struct {
		int day;
		enum slot slot;
		int code;
		const char *detail;
	} plants[] = {
		{ 1, P4, 6416, "Security 6416" },
		{ 7, P1, 20003, "UserPnp 20003" },
		{ 16, P5, 2003, "DriverFrameworks 2003" },
	};
	struct session *at;
	int64_t when;

	for (size_t i = 0; i < sizeof(plants) / sizeof(plants[0]); i++) {
		char serial[16];

		at = plant_pick(
		    s, plants[i].day, plants[i].slot, 7, 11, "desktop");
		when = at->from + 21 * MINUTE;
		snprintf(serial, sizeof(serial), "%012llX",
		    (unsigned long long)(chance(s) >> 16));
		stick(s, plants[i].code, when, at->device, serial);
		truth_add(s, "removable-media", plant_name(s, at), when, when,
		    plants[i].detail);
	}
	at = plant_pick(s, 2, P5, 7, 11, "desktop");
	when = at->from + 9 * MINUTE;
	keyboard(s, when, at->device);
	lookalike_add(
	    s, "removable-media", plant_name(s, at), when, when, "a keyboard");
	at = plant_pick_staff(s, 10);
	when = at->from + 70 * MINUTE;
	stick(s, 6416, when, at->device, "0A17B3C9D2E4");
	lookalike_add(s, "removable-media", plant_name(s, at), when, when,
	    "a stick whose serial number is permitted");
}

static void
install(struct school *s, int64_t at, int device, const char *user, int code,
    const char *product)
{
	char data[LONGEST_TEXT], text[160];

	snprintf(text, sizeof(text),
	    "Product: %s -- Installation completed successfully.", product);
	if (code == 11707)
		endpoint_data(data, "param1", text, "param2", "(NULL)",
		    "param3", "(NULL)", NULL);
	else
		endpoint_data(data, "param1", product, "param2", "4.2.0",
		    "param3", "2057", "param4", "0", "param5", "Unknown Maker",
		    NULL);
	endpoint_add(
	    s, &(struct windows_event){ .at = at,
		   .device = device,
		   .code = code,
		   .channel = "Application",
		   .provider = "MsiInstaller",
		   .level = "information",
		   .message = code == 11707
				  ? "Installation completed."
				  : "Windows Installer installed a product.",
		   .event_data = data,
		   .user = user });
}

static void
installs(struct school *s)
{
	struct session *at = plant_pick(s, 3, P5, 7, 11, "desktop");
	int64_t when = at->from + 14 * MINUTE;

	install(s, when, at->device, plant_name(s, at), 11707, "CursorParty");
	truth_add(s, "software-install", plant_name(s, at), when, when,
	    "MsiInstaller 11707");
	at = plant_pick(s, 17, P1, 7, 11, "desktop");
	when = at->from + 31 * MINUTE;
	install(s, when, at->device, plant_name(s, at), 1033, "ScreenPets");
	truth_add(s, "software-install", plant_name(s, at), when, when,
	    "MsiInstaller 1033");
	when = plant_time(s, 9, 6, 45, 3);
	install(s, when, devices_find(s, "IT1-PC05"), "SYSTEM", 11707,
	    "Office Suite");
	lookalike_add(s, "software-install", devices_name(s, "IT1-PC05"), when,
	    when, "installed by SYSTEM");
	when = plant_time(s, 15, 6, 51, 3);
	install(s, when, devices_find(s, "LIB-PC02"), "svc-deploy", 1033,
	    "Library Catalogue");
	lookalike_add(s, "software-install", "svc-deploy", when, when,
	    "installed by the deployment account");
}

static void
virus(struct school *s, int64_t at, int device, const char *user, int code)
{
	char data[LONGEST_TEXT], account[64], path[160];

	snprintf(account, sizeof(account), "%s\\%s",
	    user != NULL ? "QUILLBROOK" : "NT AUTHORITY",
	    user != NULL ? user : "SYSTEM");
	snprintf(path, sizeof(path), "file:_C:\\Users\\%s\\Downloads\\game.exe",
	    user != NULL ? user : "Public");
	endpoint_data(data, "Product Name", "Microsoft Defender Antivirus",
	    "Threat ID", "2147735503", "Threat Name",
	    "Trojan:Win32/Quillworm.A", "Severity ID", "5", "Severity Name",
	    "Severe", "Category Name", "Trojan", "Path", path, "Process Name",
	    "C:\\Windows\\explorer.exe", "Detection User", account,
	    "Action Name", code == 1117 ? "Quarantine" : "Not Applicable",
	    "Error Code", "0x00000000", NULL);
	endpoint_add(
	    s, &(struct windows_event){ .at = at,
		   .device = device,
		   .code = code,
		   .channel = defender_log,
		   .provider = defender,
		   .level = code == 1116 ? "warning" : "information",
		   .message = "Malware or other potentially unwanted software.",
		   .event_data = data,
		   .user = "SYSTEM" });
}

static void
viruses(struct school *s)
{
	struct session *at = plant_pick(s, 8, P2, 7, 11, "desktop");
	int64_t when = at->from + 26 * MINUTE;
	int device = devices_find(s, "LIB-PC08");

	virus(s, when, at->device, plant_name(s, at), 1116);
	virus(s, when + 41 * SECOND, at->device, plant_name(s, at), 1117);
	truth_add(s, "malware", plant_name(s, at), when, when + 41 * SECOND,
	    "Defender 1116 and 1117");
	at = plant_pick_staff(s, 17);
	when = at->from + 95 * MINUTE;
	virus(s, when, at->device, plant_name(s, at), 1116);
	truth_add(s, "malware", plant_name(s, at), when, when,
	    "Defender 1116; staff");
	when = plant_time(s, 16, 3, 15, 30);
	virus(s, when, device, NULL, 1117);
	truth_add(s, "malware", s->devices[device].name, when, when,
	    "found by the nightly scan; nobody logged on: names nobody");
	at = plant_pick(s, 16, P2, 7, 11, "desktop");
	when = at->from + 11 * MINUTE;
	endpoint_add(
	    s, &(struct windows_event){ .at = when,
		   .device = at->device,
		   .code = 2000,
		   .channel = defender_log,
		   .provider = defender,
		   .level = "information",
		   .user = "SYSTEM",
		   .message =
		       "Antivirus security intelligence version updated." });
	lookalike_add(s, "malware", plant_name(s, at), when, when,
	    "signatures brought up to date");
}

static void
wiped_logs(struct school *s)
{
	char data[LONGEST_TEXT];
	struct session *at = plant_pick(s, 10, P3, 7, 11, "desktop");
	int64_t when = at->from + 33 * MINUTE;

	endpoint_data(data, "xml_name", "LogFileCleared", "SubjectUserSid",
	    "S-1-5-21-1004336348-1177238915-682003330-1", "SubjectUserName",
	    plant_name(s, at), "SubjectDomainName", "QUILLBROOK",
	    "SubjectLogonId", "0x4a1f0", NULL);
	endpoint_add(s, &(struct windows_event){ .at = when,
			    .device = at->device,
			    .code = 1102,
			    .channel = "Security",
			    .provider = "Microsoft-Windows-Eventlog",
			    .level = "information",
			    .message = "The audit log was cleared.",
			    .user_data = data });
	truth_add(
	    s, "log-tampering", plant_name(s, at), when, when, "Security 1102");
	at = plant_pick_staff(s, 3);
	when = at->from + 160 * MINUTE;
	endpoint_data(data, "xml_name", "LogFileCleared", "SubjectUserName",
	    plant_name(s, at), "SubjectDomainName", "QUILLBROOK", "Channel",
	    "System", "BackupPath", "", NULL);
	endpoint_add(s, &(struct windows_event){ .at = when,
			    .device = at->device,
			    .code = 104,
			    .channel = "System",
			    .provider = "Microsoft-Windows-Eventlog",
			    .level = "information",
			    .message = "The System log file was cleared.",
			    .user_data = data });
	truth_add(s, "log-tampering", plant_name(s, at), when, when,
	    "System 104; staff");
}

void
plants_endpoint(struct school *s)
{
	struct session *at = plant_pick(s, 14, P2, 7, 11, "desktop");
	int64_t when = at->from + 18 * MINUTE;

	endpoint_process(s, when, at->device, plant_name(s, at), true,
	    "D:\\tools\\utorrent.exe", " /minimized");
	truth_add(s, "file-sharing", plant_name(s, at), when, when,
	    "P2P client started; Sysmon 1");
	sticks(s);
	installs(s);
	viruses(s);
	wiped_logs(s);
}
