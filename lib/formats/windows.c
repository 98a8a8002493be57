/*
 * Windows events to rows.  An event is known by its number and provider:
 * 1033 is an installation to one provider and a licence to another.
 */
#include "base/url.h"

#include "endpoint.h"
#include "text.h"
#include "web.h"
#include "windows.h"

enum {
	FIELDS_MOST = 10,
};

/* How a native field becomes a column's. */
enum kind_of_field {
	PLAIN,
	ACCOUNT_FIELD, /* "DOMAIN\user" or "user" */
	IP,
	PATH_FIELD,    /* Defender's "file:_C:\x; ..." */
	PRODUCT,       /* "Product: X -- Installation completed ..." */
	MEMBER,	       /* "CN=amy,OU=..." */
};

struct field {
	enum column column;
	const char *name;
	enum kind_of_field kind;
};

struct meaning {
	int code;
	const char *provider; /* a part of its name */
	const char *category, *type, *action, *outcome;
	const struct field *fields;
	bool personal; /* only a person's account counts: where a machine or
			  service wrote it, settle finds who was logged on */
};

/* clang-format off */
#define SUBJECT \
	{ COL_ACCOUNT, "SubjectUserName", ACCOUNT_FIELD }, \
	{ COL_ACCOUNT_DOMAIN, "SubjectDomainName", PLAIN }, \
	{ COL_LOGON_ID, "SubjectLogonId", PLAIN }
#define TARGET \
	{ COL_ACCOUNT, "TargetUserName", ACCOUNT_FIELD }, \
	{ COL_ACCOUNT_DOMAIN, "TargetDomainName", PLAIN }
#define END { COL_ACCOUNT, NULL, PLAIN }

static const struct field logon[] = { TARGET,
	{ COL_LOGON_ID, "TargetLogonId", PLAIN },
	{ COL_LOGON_TYPE, "LogonType", PLAIN },
	{ COL_ADDRESS, "IpAddress", IP },
	{ COL_PROCESS, "ProcessName", PLAIN },
	{ COL_REASON, "SubStatus", PLAIN }, END };
static const struct field kerberos[] = { TARGET,
	{ COL_ADDRESS, "IpAddress", IP }, { COL_REASON, "Status", PLAIN }, END };
static const struct field reconnect[] = {
	{ COL_ACCOUNT, "AccountName", ACCOUNT_FIELD },
	{ COL_ACCOUNT_DOMAIN, "AccountDomain", PLAIN },
	{ COL_LOGON_ID, "LogonID", PLAIN },
	{ COL_ADDRESS, "ClientAddress", IP }, END };
static const struct field subject[] = { SUBJECT, END };
static const struct field changed[] = { SUBJECT,
	{ COL_TARGET_ACCOUNT, "TargetUserName", ACCOUNT_FIELD },
	{ COL_ADDRESS, "IpAddress", IP }, END };
static const struct field member[] = { SUBJECT,
	{ COL_TARGET_ACCOUNT, "MemberName", MEMBER },
	{ COL_MESSAGE, "TargetUserName", PLAIN }, END };
static const struct field started[] = { SUBJECT,
	{ COL_PROCESS, "NewProcessName", PLAIN },
	{ COL_COMMAND_LINE, "CommandLine", PLAIN },
	{ COL_PARENT, "ParentProcessName", PLAIN }, END };
static const struct field service[] = { SUBJECT,
	{ COL_FILE, "ServiceFileName", PLAIN },
	{ COL_FILE, "ImagePath", PLAIN },
	{ COL_MESSAGE, "ServiceName", PLAIN }, END };
static const struct field touched[] = { SUBJECT,
	{ COL_FILE, "ObjectName", PLAIN },
	{ COL_FILE, "RelativeTargetName", PLAIN },
	{ COL_ADDRESS, "IpAddress", IP },
	{ COL_PROCESS, "ProcessName", PLAIN }, END };
static const struct field device[] = { SUBJECT,
	{ COL_DEVICE_ID, "DeviceId", PLAIN },
	{ COL_DEVICE_ID, "DeviceInstanceID", PLAIN },
	{ COL_DEVICE_ID, "InstanceId", PLAIN },
	{ COL_MESSAGE, "DeviceDescription", PLAIN },
	{ COL_MESSAGE, "DriverDescription", PLAIN }, END };
static const struct field defender[] = {
	{ COL_ACCOUNT, "Detection User", ACCOUNT_FIELD },
	{ COL_THREAT, "Threat Name", PLAIN },
	{ COL_FILE, "Path", PATH_FIELD },
	{ COL_PROCESS, "Process Name", PLAIN },
	{ COL_REASON, "Action Name", PLAIN }, END };
static const struct field protection[] = {
	{ COL_REASON, "Error Code", PLAIN }, END };
static const struct field installer[] = {
	{ COL_PACKAGE, "param1", PRODUCT },
	{ COL_PACKAGE, "Data_1", PRODUCT },
	{ COL_PACKAGE, "Data", PRODUCT }, END };
static const struct field sysmon[] = {
	{ COL_ACCOUNT, "User", ACCOUNT_FIELD },
	{ COL_PROCESS, "Image", PLAIN },
	{ COL_COMMAND_LINE, "CommandLine", PLAIN },
	{ COL_PARENT, "ParentImage", PLAIN },
	{ COL_LOGON_ID, "LogonId", PLAIN },
	{ COL_FILE, "TargetFilename", PLAIN },
	{ COL_DOMAIN_NAME, "QueryName", PLAIN }, END };
static const struct field connection[] = {
	{ COL_ACCOUNT, "User", ACCOUNT_FIELD },
	{ COL_PROCESS, "Image", PLAIN },
	{ COL_ADDRESS, "SourceIp", IP },
	{ COL_DESTINATION, "DestinationIp", IP },
	{ COL_DOMAIN_NAME, "DestinationHostname", PLAIN }, END };
static const struct field filtered[] = {
	{ COL_PROCESS, "Application", PLAIN },
	{ COL_ADDRESS, "SourceAddress", IP },
	{ COL_DESTINATION, "DestAddress", IP }, END };
static const struct field loaded[] = {
	{ COL_ACCOUNT, "User", ACCOUNT_FIELD },
	{ COL_PROCESS, "Image", PLAIN },
	{ COL_PROCESS, "SourceImage", PLAIN },
	{ COL_FILE, "ImageLoaded", PLAIN },
	{ COL_FILE, "TargetImage", PLAIN },
	{ COL_FILE, "TargetFilename", PLAIN },
	{ COL_MESSAGE, "TargetObject", PLAIN },
	{ COL_MESSAGE, "PipeName", PLAIN }, END };
static const struct field task[] = { SUBJECT,
	{ COL_ACCOUNT, "UserContext", ACCOUNT_FIELD },
	{ COL_ACCOUNT, "UserName", ACCOUNT_FIELD },
	{ COL_PROCESS, "ActionName", PLAIN },
	{ COL_MESSAGE, "TaskName", PLAIN }, END };
static const struct field terminal[] = {
	{ COL_ACCOUNT, "User", ACCOUNT_FIELD },
	{ COL_ACCOUNT, "Param1", ACCOUNT_FIELD },
	{ COL_ACCOUNT_DOMAIN, "Param2", PLAIN },
	{ COL_ADDRESS, "Address", IP },
	{ COL_ADDRESS, "Param3", IP }, END };
static const struct field script[] = {
	{ COL_FILE, "Path", PLAIN }, END };
static const struct field applocker[] = {
	{ COL_FILE, "FullFilePath", PLAIN },
	{ COL_FILE, "FilePath", PLAIN },
	{ COL_REASON, "RuleName", PLAIN }, END };

#define AUDIT "Security-Auditing"
static const struct meaning meanings[] = {
	{ 4624, AUDIT, "authentication", "start", "logged-in", "success", logon, false },
	{ 4625, AUDIT, "authentication", "denied", "logon-failed", "failure", logon, false },
	{ 4634, AUDIT, "authentication", "end", "logged-out", "success", logon, false },
	{ 4647, AUDIT, "authentication", "end", "logged-out", "success", logon, false },
	{ 4648, AUDIT, "authentication", "start", "logged-in-explicit", "success", changed, false },
	{ 4672, AUDIT, "authentication", "info", "privileges-assigned", "success", subject, false },
	{ 4768, AUDIT, "authentication", "start", "kerberos-ticket-requested", NULL, kerberos, false },
	{ 4769, AUDIT, "authentication", "start", "kerberos-service-ticket-requested", NULL, kerberos, false },
	{ 4771, AUDIT, "authentication", "denied", "kerberos-preauth-failed", "failure", kerberos, false },
	{ 4776, AUDIT, "authentication", "start", "credential-validated", NULL, kerberos, false },
	{ 4778, AUDIT, "authentication", "start", "session-reconnected", "success", reconnect, false },
	{ 4779, AUDIT, "authentication", "end", "session-disconnected", "success", reconnect, false },
	{ 4800, AUDIT, "authentication", "info", "workstation-locked", "success", logon, false },
	{ 4801, AUDIT, "authentication", "info", "workstation-unlocked", "success", logon, false },
	{ 4688, AUDIT, "process", "start", "created-process", "success", started, false },
	{ 4689, AUDIT, "process", "end", "exited-process", "success", touched, false },
	{ 4697, AUDIT, "configuration", "info", "service-installed", "success", service, false },
	{ 7045, "Service Control Manager", "configuration", "info", "service-installed", "success", service, false },
	{ 1102, "Eventlog", "configuration", "info", "audit-log-cleared", "success", subject, false },
	{ 104, "Eventlog", "configuration", "info", "audit-log-cleared", "success", subject, false },
	{ 4720, AUDIT, "configuration", "info", "added-user-account", "success", changed, false },
	{ 4722, AUDIT, "configuration", "info", "enabled-user-account", "success", changed, false },
	{ 4723, AUDIT, "configuration", "info", "changed-password", "success", changed, false },
	{ 4724, AUDIT, "configuration", "info", "reset-password", "success", changed, false },
	{ 4725, AUDIT, "configuration", "info", "disabled-user-account", "success", changed, false },
	{ 4726, AUDIT, "configuration", "info", "deleted-user-account", "success", changed, false },
	{ 4738, AUDIT, "configuration", "info", "modified-user-account", "success", changed, false },
	{ 4740, AUDIT, "authentication", "info", "locked-out-user-account", "failure", changed, false },
	{ 4767, AUDIT, "configuration", "info", "unlocked-user-account", "success", changed, false },
	{ 4728, AUDIT, "configuration", "info", "added-member-to-group", "success", member, false },
	{ 4729, AUDIT, "configuration", "info", "removed-member-from-group", "success", member, false },
	{ 4732, AUDIT, "configuration", "info", "added-member-to-group", "success", member, false },
	{ 4733, AUDIT, "configuration", "info", "removed-member-from-group", "success", member, false },
	{ 4756, AUDIT, "configuration", "info", "added-member-to-group", "success", member, false },
	{ 4757, AUDIT, "configuration", "info", "removed-member-from-group", "success", member, false },
	{ 4698, AUDIT, "configuration", "info", "scheduled-task-created", "success", task, false },
	{ 4699, AUDIT, "configuration", "info", "scheduled-task-deleted", "success", task, false },
	{ 4702, AUDIT, "configuration", "info", "scheduled-task-updated", "success", task, false },
	{ 4719, AUDIT, "configuration", "info", "changed-audit-config", "success", subject, false },
	{ 4781, AUDIT, "configuration", "info", "renamed-user-account", "success", changed, false },
	{ 4656, AUDIT, "file", "info", "handle-requested", NULL, touched, false },
	{ 4660, AUDIT, "file", "info", "object-deleted", "success", touched, false },
	{ 5140, AUDIT, "file", "info", "share-accessed", "success", touched, false },
	{ 5156, AUDIT, "network", "allowed", "connection-permitted", "success", filtered, false },
	{ 5157, AUDIT, "network", "denied", "connection-blocked", "failure", filtered, false },
	{ 4663, AUDIT, "file", "info", "object-accessed", "success", touched, false },
	{ 4657, AUDIT, "configuration", "info", "set-registry-value", "success", touched, false },
	{ 5145, AUDIT, "file", "info", "share-object-checked", "success", touched, false },
	{ 6416, AUDIT, "host", "info", "device-connected", "success", device, true },
	{ 2003, "DriverFrameworks-UserMode", "host", "start", "device-connected", "success", device, true },
	{ 2100, "DriverFrameworks-UserMode", "host", "end", "device-disconnected", "success", device, true },
	{ 2102, "DriverFrameworks-UserMode", "host", "end", "device-disconnected", "success", device, true },
	{ 20001, "UserPnp", "host", "info", "device-connected", "success", device, true },
	{ 20003, "UserPnp", "host", "info", "device-connected", "success", device, true },
	{ 1116, "Windows Defender", "malware", "info", "malware-detected", "success", defender, true },
	{ 1117, "Windows Defender", "malware", "info", "malware-acted-on", "success", defender, true },
	{ 2001, "Windows Defender", "malware", "info", "update-failed", "failure", protection, true },
	{ 2003, "Windows Defender", "malware", "info", "update-failed", "failure", protection, true },
	{ 2012, "Windows Defender", "malware", "info", "update-failed", "failure", protection, true },
	{ 3002, "Windows Defender", "malware", "info", "protection-failed", "failure", protection, true },
	{ 5001, "Windows Defender", "malware", "info", "protection-off", "success", protection, true },
	{ 5010, "Windows Defender", "malware", "info", "protection-off", "success", protection, true },
	{ 5012, "Windows Defender", "malware", "info", "protection-off", "success", protection, true },
	{ 11707, "MsiInstaller", "package", "info", "software-installed", "success", installer, false },
	{ 1033, "MsiInstaller", "package", "info", "software-installed", "success", installer, false },
	{ 11708, "MsiInstaller", "package", "info", "software-not-installed", "failure", installer, false },
	{ 1034, "MsiInstaller", "package", "info", "software-removed", "success", installer, false },
	{ 1, "Sysmon", "process", "start", "created-process", "success", sysmon, false },
	{ 3, "Sysmon", "network", "start", "connected", "success", connection, false },
	{ 5, "Sysmon", "process", "end", "ended-process", "success", sysmon, false },
	{ 11, "Sysmon", "file", "info", "created-file", "success", sysmon, false },
	{ 2, "Sysmon", "file", "info", "changed-file-time", "success", sysmon, false },
	{ 7, "Sysmon", "process", "info", "loaded-image", "success", loaded, false },
	{ 8, "Sysmon", "process", "info", "created-remote-thread", "success", loaded, false },
	{ 10, "Sysmon", "process", "info", "accessed-process", "success", loaded, false },
	{ 12, "Sysmon", "configuration", "info", "changed-registry-key", "success", loaded, false },
	{ 13, "Sysmon", "configuration", "info", "set-registry-value", "success", loaded, false },
	{ 14, "Sysmon", "configuration", "info", "renamed-registry-key", "success", loaded, false },
	{ 15, "Sysmon", "file", "info", "created-file-stream", "success", sysmon, false },
	{ 17, "Sysmon", "file", "info", "created-pipe", "success", loaded, false },
	{ 18, "Sysmon", "file", "info", "connected-pipe", "success", loaded, false },
	{ 23, "Sysmon", "file", "info", "deleted-file", "success", sysmon, false },
	{ 26, "Sysmon", "file", "info", "deleted-file", "success", sysmon, false },
	{ 22, "Sysmon", "network", "info", "dns-query", "success", sysmon, false },
	{ 4104, "PowerShell", "process", "info", "script-block", "success", script, false },
	{ 21, "TerminalServices-LocalSessionManager", "authentication", "info", "remote-session-opened", "success", terminal, false },
	{ 23, "TerminalServices-LocalSessionManager", "authentication", "info", "remote-session-closed", "success", terminal, false },
	{ 24, "TerminalServices-LocalSessionManager", "authentication", "info", "remote-session-disconnected", "success", terminal, false },
	{ 25, "TerminalServices-LocalSessionManager", "authentication", "info", "remote-session-reconnected", "success", terminal, false },
	{ 1149, "TerminalServices-RemoteConnectionManager", "authentication", "info", "remote-session-asked-for", "success", terminal, false },
	{ 106, "TaskScheduler", "configuration", "info", "scheduled-task-created", "success", task, false },
	{ 140, "TaskScheduler", "configuration", "info", "scheduled-task-updated", "success", task, false },
	{ 141, "TaskScheduler", "configuration", "info", "scheduled-task-deleted", "success", task, false },
	{ 200, "TaskScheduler", "process", "start", "scheduled-task-started", "success", task, false },
	{ 201, "TaskScheduler", "process", "end", "scheduled-task-ended", "success", task, false },
	{ 8003, "AppLocker", "process", "info", "would-be-blocked", "success", applocker, false },
	{ 8004, "AppLocker", "process", "denied", "blocked", "failure", applocker, false },
	{ 8006, "AppLocker", "process", "info", "would-be-blocked", "success", applocker, false },
	{ 8007, "AppLocker", "process", "denied", "blocked", "failure", applocker, false },
};

/* Where Winlogbeat's own modules move a field to. */
static const struct field moved[] = {
	{ COL_ACCOUNT, "user.name", ACCOUNT_FIELD },
	{ COL_ACCOUNT_DOMAIN, "user.domain", PLAIN },
	{ COL_ADDRESS, "source.ip", IP },
	{ COL_DESTINATION, "destination.ip", IP },
	{ COL_PROCESS, "process.executable", PLAIN },
	{ COL_COMMAND_LINE, "process.command_line", PLAIN },
	{ COL_PARENT, "process.parent.executable", PLAIN },
	{ COL_FILE, "file.path", PLAIN },
	{ COL_DOMAIN_NAME, "dns.question.name", PLAIN }, END };

static const char *const datasets[][2] = {
	{ "Security", "windows.security" },
	{ "System", "windows.system" },
	{ "Application", "windows.application" },
	{ "Sysmon", "windows.sysmon" },
	{ "Windows Defender", "windows.defender" },
	{ "PowerShell", "windows.powershell" },
	{ "AppLocker", "windows.applocker" },
	{ "DriverFrameworks", "windows.drivers" },
};

static const char *const services[] = { "system", "local service",
	"network service", "anonymous logon", "dwm-1", "dwm-2", "umfd-0",
	"umfd-1", "local system", "localsystem", NULL };
/* clang-format on */

static struct slice
native(struct parse *p, const struct windows_event *e, const char *name)
{
	struct slice s;
	size_t i;

	for (i = 0; i < e->field_count; i++)
		if (slice_equal(e->fields[i].name, slice_of(name)))
			return e->fields[i].text;
	s = endpoint_text(p, e->data, name);
	return s.len > 0 ? s : endpoint_text(p, e->more, name);
}

static void
set_ip(struct parse *p, uint32_t row, enum column c, struct slice s)
{
	slice_take_text(&s, SLICE("::ffff:"));
	/* This machine's own address tells nothing. */
	if (url_host_is_address(s) && !slice_equal(s, SLICE("::1")) &&
	    !slice_starts_with(s, SLICE("127.")) &&
	    !slice_equal(s, SLICE("0.0.0.0")))
		batch_set_text(p->batch, row, c, s);
}

static bool
is_service(struct slice user)
{
	const char *const *s;

	if (user.len > 0 && user.ptr[user.len - 1] == '$')
		return true;
	for (s = services; *s != NULL; s++)
		if (slice_equal(user, slice_of(*s)))
			return true;
	return false;
}

static void
set_account(struct parse *p, uint32_t row, enum column c, struct slice raw,
    bool personal)
{
	char *text = arena_text(p->scratch, raw);
	struct slice user, domain;

	account_split(text, raw.len, &user, &domain);
	if (personal && is_service(user))
		return;
	batch_set_text(p->batch, row, c, user);
	if (c == COL_ACCOUNT)
		batch_set_text(p->batch, row, COL_ACCOUNT_DOMAIN, domain);
}

/* "Product: X -- Installation completed successfully." */
static struct slice
product(struct slice s)
{
	size_t i;

	if (!slice_take_text(&s, SLICE("Product: ")))
		return s;
	for (i = 0; i + 4 <= s.len; i++)
		if (memcmp(s.ptr + i, " -- ", 4) == 0)
			break;
	return i + 4 <= s.len ? slice_first(s, i) : s;
}

static struct slice
common_name(struct slice s)
{
	return slice_take_text(&s, SLICE("CN=")) ?
	    slice_first(s, slice_find(s, ',')) :
	    s;
}

static void
set_field(struct parse *p, uint32_t row, const struct field *f,
    struct slice s, bool personal)
{
	if (s.len == 0 || slice_equal(s, SLICE("-")) ||
	    batch_text(p->batch, row, f->column).len > 0)
		return;
	switch (f->kind) {
	case ACCOUNT_FIELD:
		set_account(p, row, f->column, s, personal);
		return;
	case IP:
		set_ip(p, row, f->column, s);
		return;
	case MEMBER:
		set_account(p, row, f->column, common_name(s), false);
		return;
	case PATH_FIELD:
		slice_take_text(&s, SLICE("file:_"));
		s = slice_first(s, slice_find(s, ';'));
		break;
	case PRODUCT:
		s = product(s);
		break;
	case PLAIN:
		break;
	}
	if (f->column == COL_ACCOUNT_DOMAIN || f->column == COL_DOMAIN_NAME)
		s = text_lower(s, p->scratch);
	if (f->column == COL_ACCOUNT_DOMAIN &&
	    batch_symbol(p->batch, row, COL_ACCOUNT) == 0)
		return;
	batch_set_text(p->batch, row, f->column, s);
}

static const struct meaning *
find_meaning(const struct windows_event *e)
{
	int64_t code;
	size_t i;

	if (!slice_to_int(e->code, &code))
		return NULL;
	for (i = 0; i < sizeof meanings / sizeof *meanings; i++)
		if (meanings[i].code == code &&
		    slice_contains(e->provider, slice_of(meanings[i].provider)))
			return &meanings[i];
	return NULL;
}

/* A bit of the keywords, or their word for it. */
static bool
is_audit_failure(struct parse *p, const struct windows_event *e)
{
	struct slice keywords = native(p, e, "Keywords");

	if (keywords.len == 0)
		keywords = native(p, e, "EventType");
	return slice_starts_with(keywords, SLICE("0x801")) ||
	    slice_equal(keywords, SLICE("AUDIT_FAILURE")) ||
	    slice_equal(keywords, SLICE("Audit Failure"));
}

static void
set_meaning(struct parse *p, uint32_t row, const struct windows_event *e,
    const struct meaning *m)
{
	struct batch *b = p->batch;
	struct slice status, action = slice_of(m->action);
	const char *outcome = m->outcome;
	const struct field *f;

	for (f = m->fields; f->name != NULL; f++)
		set_field(p, row, f, native(p, e, f->name), m->personal);
	if (e->ecs != NULL)
		for (f = moved; f->name != NULL; f++)
			set_field(p, row, f, endpoint_text(p, e->ecs, f->name),
			    m->personal);
	if (outcome == NULL) {
		status = native(p, e, "Status");
		outcome = slice_equal(status, SLICE("0x0")) ||
			(status.len == 0 && !is_audit_failure(p, e)) ?
		    "success" :
		    "failure";
	}
	/* A device on the USB bus is what a rule asks for. */
	if (slice_equal(action, SLICE("device-connected")) &&
	    slice_contains(batch_text(b, row, COL_DEVICE_ID),
		SLICE("USB")))
		action = SLICE("usb-connected");
	if (slice_equal(action, SLICE("dns-query")))
		batch_set_text(b, row, COL_KIND, SLICE("query"));
	batch_set_text(b, row, COL_CHANNEL, slice_of(m->category));
	batch_set_text(b, row, COL_TYPE, slice_of(m->type));
	batch_set_text(b, row, COL_ACTION, action);
	batch_set_text(b, row, COL_OUTCOME, slice_of(outcome));
	if (strcmp(outcome, "success") == 0 &&
	    strcmp(m->category, "authentication") == 0)
		batch_set_text(b, row, COL_REASON, SLICE(""));
}

static struct slice
dataset(const struct windows_event *e)
{
	size_t i;

	for (i = 0; i < sizeof datasets / sizeof *datasets; i++)
		if (i < 3 ? slice_equal(e->channel, slice_of(datasets[i][0])) :
			    slice_contains(e->channel,
				slice_of(datasets[i][0])))
			return slice_of(datasets[i][1]);
	return SLICE("windows.other");
}

/* Whatever carries it, the record is that of its computer's log. */
static void
set_number(struct parse *p, uint32_t row, const struct windows_event *e)
{
	struct slice computer = text_lower(e->computer, p->scratch);
	int64_t number;

	if (!slice_to_int(e->record, &number) || number <= 0)
		return;
	batch_set_number(p->batch, row, COL_SEQUENCE, number);
	batch_set_text(p->batch, row, COL_SERIES,
	    slice_of(arena_printf(p->scratch, "%.*s %.*s%s",
		SLICE_ARG(computer), SLICE_ARG(e->channel),
		e->bare ? " (texts)" : "")));
}

const char *
windows_row(struct parse *p, const struct windows_event *e)
{
	struct batch *b = p->batch;
	const struct meaning *m = find_meaning(e);
	uint32_t row;

	if (e->code.len == 0 || e->provider.len == 0 || e->channel.len == 0)
		return "no event number, provider or channel";
	if (e->computer.len == 0)
		return "no computer";
	row = parse_row(p);
	batch_set_text(b, row, COL_DATASET, dataset(e));
	batch_set_number(b, row, COL_TIMESTAMP, e->time);
	batch_set_number(b, row, COL_START, e->time);
	batch_set_text(b, row, COL_TIME_SOURCE, slice_of(e->source));
	batch_set_text(b, row, COL_CODE, e->code);
	batch_set_text(b, row, COL_PROVIDER, e->provider);
	batch_set_text(b, row, COL_WIN_CHANNEL, e->channel);
	batch_set_text(b, row, COL_HOST,
	    text_host(e->computer, p->scratch));
	set_number(p, row, e);
	if (m != NULL)
		set_meaning(p, row, e, m);
	else {
		batch_set_text(b, row, COL_CHANNEL, SLICE("host"));
		batch_set_text(b, row, COL_TYPE, SLICE("info"));
	}
	if (e->user.len > 0 && batch_symbol(b, row, COL_ACCOUNT) == 0) {
		set_account(p, row, COL_ACCOUNT, e->user,
		    m != NULL && m->personal);
		if (batch_symbol(b, row, COL_ACCOUNT) != 0)
			batch_set_text(b, row, COL_ACCOUNT_DOMAIN,
			    text_lower(e->domain, p->scratch));
	}
	windows_native(p, row, e);
	parse_row_done(p, row);
	return NULL;
}
