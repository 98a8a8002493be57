/*
 * Windows events as Winlogbeat ships them, one JSON object a line.  The
 * record number counts per machine and is filled in when all is in order,
 * so the text holds "@@" in its place.
 */

#include <stdarg.h>
#include <string.h>

#include "school.h"

static size_t
append_quoted(char *out, size_t n, const char *text)
{
	out[n++] = '"';
	for (; *text != '\0' && n < LONGEST_TEXT - 8; text++) {
		if (*text == '"' || *text == '\\')
			out[n++] = '\\';
		out[n++] = *text;
	}
	out[n++] = '"';
	out[n] = '\0';
	return n;
}

void
endpoint_data(char out[LONGEST_TEXT], ...)
{
	const char *name;
	size_t n = 0;
	va_list all;

	out[n++] = '{';
	va_start(all, out);
	while ((name = va_arg(all, const char *)) != NULL) {
		if (n > 1)
			out[n++] = ',';
		n = append_quoted(out, n, name);
		out[n++] = ':';
		n = append_quoted(out, n, va_arg(all, const char *));
	}
	va_end(all);
	out[n++] = '}';
	out[n] = '\0';
}

/* {"name":..., "domain":..., "type":...} of who wrote an event. */
static void
writer(const char *user, char out[256])
{
	bool machine = strcmp(user, "SYSTEM") == 0;

	snprintf(out, 256,
	    ",\"user\":{\"identifier\":\"%s\",\"name\":\"%s\","
	    "\"domain\":\"%s\",\"type\":\"User\"}",
	    machine ? "S-1-5-18" : "S-1-5-21-1004336348-1177238915-682003330-1",
	    user, machine ? "NT AUTHORITY" : "QUILLBROOK");
}

void
endpoint_add(struct school *s, const struct windows_event *e)
{
	const struct device *d = &s->devices[e->device];
	char stamp[32], user[256] = "", text[4 * LONGEST_TEXT];
	const char *data = e->event_data != NULL ? e->event_data : "";
	const char *more = e->user_data != NULL ? e->user_data : "";

	clock_iso(e->at, true, stamp);
	if (e->user != NULL)
		writer(e->user, user);
	snprintf(text, sizeof(text),
	    "{\"@timestamp\":\"%s\",\"event\":{\"code\":\"%d\",\"kind\":"
	    "\"event\",\"provider\":\"%s\"},\"log\":{\"level\":\"%s\"},"
	    "\"host\":{\"name\":\"%s\"},\"message\":\"%s\",\"winlog\":{"
	    "\"api\":\"wineventlog\",\"channel\":\"%s\",\"provider_name\":"
	    "\"%s\",\"computer_name\":\"%s.quillbrook.example\","
	    "\"event_id\":\"%d\",\"record_id\":@@%s%s%s%s%s},\"agent\":{"
	    "\"type\":\"winlogbeat\",\"version\":\"8.15.2\"},\"ecs\":{"
	    "\"version\":\"8.0.0\"}}",
	    stamp, e->code, e->provider, e->level, d->name, e->message,
	    e->channel, e->provider, d->name, e->code, user,
	    *data != '\0' ? ",\"event_data\":" : "", data,
	    *more != '\0' ? ",\"user_data\":" : "", more);
	lines_add(s, ENDPOINT, e->device, e->at, text);
}

static void
security(struct school *s, int64_t at, int device, int code,
    const char *message, const char *data)
{
	endpoint_add(s, &(struct windows_event){ .at = at,
			    .device = device,
			    .code = code,
			    .channel = "Security",
			    .provider = "Microsoft-Windows-Security-Auditing",
			    .level = "information",
			    .message = message,
			    .event_data = data });
}

void
endpoint_log_on(struct school *s, int64_t at, int device, const char *user,
    int type, unsigned logon_id)
{
	const struct device *d = &s->devices[device];
	char data[LONGEST_TEXT], id[16], kind[8], machine[24], address[32];
	bool network = type == 3;

	snprintf(id, sizeof(id), "0x%x", logon_id);
	snprintf(kind, sizeof(kind), "%d", type);
	snprintf(machine, sizeof(machine), "%s$", d->name);
	snprintf(address, sizeof(address), "%s", network ? d->ip : "127.0.0.1");
	endpoint_data(data, "SubjectUserSid", network ? "S-1-0-0" : "S-1-5-18",
	    "SubjectUserName", network ? "-" : machine, "SubjectDomainName",
	    network ? "-" : "QUILLBROOK", "SubjectLogonId",
	    network ? "0x0" : "0x3e7", "TargetUserName", user,
	    "TargetDomainName", "QUILLBROOK", "TargetLogonId", id, "LogonType",
	    kind, "LogonProcessName", network ? "Kerberos" : "User32 ",
	    "AuthenticationPackageName", network ? "Kerberos" : "Negotiate",
	    "WorkstationName", network ? "-" : d->name, "IpAddress", address,
	    "IpPort", "0", NULL);
	if (network)
		device = devices_find(s, "SRV-01");
	security(s, at, device, 4624, "An account was successfully logged on.",
	    data);
}

void
endpoint_log_off(struct school *s, int64_t at, int device, const char *user,
    bool asked, unsigned logon_id)
{
	char data[LONGEST_TEXT], id[16];

	snprintf(id, sizeof(id), "0x%x", logon_id);
	if (asked)
		endpoint_data(data, "TargetUserName", user, "TargetDomainName",
		    "QUILLBROOK", "TargetLogonId", id, NULL);
	else
		endpoint_data(data, "TargetUserName", user, "TargetDomainName",
		    "QUILLBROOK", "TargetLogonId", id, "LogonType", "2", NULL);
	security(s, at, device, asked ? 4647 : 4634,
	    asked ? "User initiated logoff." : "An account was logged off.",
	    data);
}

void
endpoint_failure(struct school *s, int64_t at, int device, const char *user)
{
	char data[LONGEST_TEXT], machine[24];

	snprintf(machine, sizeof(machine), "%s$", s->devices[device].name);
	endpoint_data(data, "SubjectUserSid", "S-1-5-18", "SubjectUserName",
	    machine, "SubjectDomainName", "QUILLBROOK", "SubjectLogonId",
	    "0x3e7", "TargetUserSid", "S-1-0-0", "TargetUserName", user,
	    "TargetDomainName", "QUILLBROOK", "Status", "0xc000006d",
	    "FailureReason", "%%2313", "SubStatus", "0xc000006a", "LogonType",
	    "2", "LogonProcessName", "User32 ", "WorkstationName",
	    s->devices[device].name, "IpAddress", "127.0.0.1", "IpPort", "0",
	    NULL);
	security(s, at, device, 4625, "An account failed to log on.", data);
}

/* A program started: Sysmon's event 1, or Security 4688. */
void
endpoint_process(struct school *s, int64_t at, int device, const char *user,
    bool sysmon, const char *image, const char *arguments)
{
	char data[LONGEST_TEXT], command[512], account[48], stamp[32];

	snprintf(command, sizeof(command), "\"%s\"%s", image, arguments);
	if (!sysmon) {
		endpoint_data(data, "SubjectUserName", user,
		    "SubjectDomainName", "QUILLBROOK", "NewProcessId", "0x1a5c",
		    "NewProcessName", image, "TokenElevationType", "%%1938",
		    "ProcessId", "0x9b4", "CommandLine", command,
		    "TargetUserName", "-", "ParentProcessName",
		    "C:\\Windows\\explorer.exe", NULL);
		security(s, at, device, 4688, "A new process has been created.",
		    data);
		return;
	}
	snprintf(account, sizeof(account), "QUILLBROOK\\%s", user);
	clock_iso(at, true, stamp);
	stamp[10] = ' ';
	stamp[strlen(stamp) - 1] = '\0';
	endpoint_data(data, "RuleName", "-", "UtcTime", stamp, "ProcessId",
	    "6748", "Image", image, "CommandLine", command, "CurrentDirectory",
	    "C:\\", "User", account, "IntegrityLevel", "Medium",
	    "ParentProcessId", "2484", "ParentImage",
	    "C:\\Windows\\explorer.exe", NULL);
	endpoint_add(s, &(struct windows_event){ .at = at,
			    .device = device,
			    .code = 1,
			    .channel = "Microsoft-Windows-Sysmon/Operational",
			    .provider = "Microsoft-Windows-Sysmon",
			    .level = "information",
			    .message = "Process Create",
			    .event_data = data,
			    .user = "SYSTEM" });
}

void
endpoint_defender(struct school *s, int64_t at, int device, int code,
    const char *message)
{
	endpoint_add(s,
	    &(struct windows_event){ .at = at,
		.device = device,
		.code = code,
		.channel = "Microsoft-Windows-Windows Defender/Operational",
		.provider = "Microsoft-Windows-Windows Defender",
		.level = "error",
		.user = "SYSTEM",
		.message = message });
}
