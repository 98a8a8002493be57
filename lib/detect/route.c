/*
 * Log sources.  An event is of one product and service and perhaps of
 * several categories; a rule fits when each attribute that it names is the
 * event's.
 */
#include "engine.h"

/* Windows event logs, as public rules name their services. */
static const struct {
	const char *channel, *service;
} channels[] = {
	{ "Security", "security" },
	{ "System", "system" },
	{ "Application", "application" },
	{ "Microsoft-Windows-Sysmon/Operational", "sysmon" },
	{ "Microsoft-Windows-PowerShell/Operational", "powershell" },
	{ "PowerShellCore/Operational", "powershell" },
	{ "Windows PowerShell", "powershell-classic" },
	{ "Microsoft-Windows-TaskScheduler/Operational", "taskscheduler" },
	{ "Microsoft-Windows-WMI-Activity/Operational", "wmi" },
	{ "Microsoft-Windows-NTLM/Operational", "ntlm" },
	{ "Microsoft-Windows-DHCP-Server/Operational", "dhcp" },
	{ "Microsoft-Windows-PrintService/Admin", "printservice-admin" },
	{ "Microsoft-Windows-PrintService/Operational",
	    "printservice-operational" },
	{ "Microsoft-Windows-SmbClient/Security", "smbclient-security" },
	{ "Microsoft-Windows-SmbClient/Connectivity",
	    "smbclient-connectivity" },
	{ "Microsoft-Windows-SMBServer/Connectivity",
	    "smbserver-connectivity" },
	{ "Microsoft-Windows-TerminalServices-LocalSessionManager/Operational",
	    "terminalservices-localsessionmanager" },
	{ "Microsoft-Windows-CodeIntegrity/Operational",
	    "codeintegrity-operational" },
	{ "Microsoft-Windows-AppLocker/MSI and Script", "applocker" },
	{ "Microsoft-Windows-AppLocker/EXE and DLL", "applocker" },
	{ "Microsoft-Windows-AppLocker/Packaged app-Deployment", "applocker" },
	{ "Microsoft-Windows-AppLocker/Packaged app-Execution", "applocker" },
	{ "MSExchange Management", "msexchange-management" },
	{ "Microsoft-Windows-Windows Defender/Operational", "windefend" },
	{ "Microsoft-Windows-Windows Firewall With Advanced Security/Firewall",
	    "firewall-as" },
	{ "Microsoft-Windows-Bits-Client/Operational", "bits-client" },
	{ "Microsoft-Windows-Security-Mitigations/Kernel Mode",
	    "security-mitigations" },
	{ "Microsoft-Windows-Security-Mitigations/User Mode",
	    "security-mitigations" },
	{ "Microsoft-Windows-Diagnosis-Scripted/Operational",
	    "diagnosis-scripted" },
	{ "Microsoft-Windows-Shell-Core/Operational", "shell-core" },
	{ "OpenSSH/Operational", "openssh" },
	{ "Microsoft-Windows-LDAP-Client/Debug", "ldap" },
	{ "Microsoft-Windows-BitLocker/BitLocker Management", "bitlocker" },
	{ "Microsoft-Windows-VHDMP/Operational", "vhdmp" },
	{ "Microsoft-Windows-AppXDeploymentServer/Operational",
	    "appxdeployment-server" },
	{ "Microsoft-Windows-LSA/Operational", "lsa-server" },
	{ "Microsoft-Windows-AppxPackaging/Operational", "appxpackaging-om" },
	{ "Microsoft-Windows-DNS Client Events/Operational", "dns-client" },
	{ "Microsoft-Windows-DNS-Client/Operational", "dns-client" },
	{ "Microsoft-Windows-AppModel-Runtime/Admin", "appmodel-runtime" },
	{ "Microsoft-Windows-CAPI2/Operational", "capi2" },
	{ "Microsoft-Windows-CertificateServicesClient-Lifecycle-System/"
	  "Operational",
	    "certificateservicesclient-lifecycle-system" },
	{ "Microsoft-Windows-Kernel-ShimEngine/Operational",
	    "kernel-shimengine" },
	{ "Microsoft-Windows-Kernel-ShimEngine/Diagnostic",
	    "kernel-shimengine" },
	{ "Microsoft-Windows-Application-Experience/Program-Telemetry",
	    "application-experience" },
	{ "Microsoft-Windows-Application-Experience/"
	  "Program-Compatibility-Assistant",
	    "application-experience" },
	{ "Microsoft-Windows-Ntfs/Operational", "ntfs" },
	{ "Microsoft-Windows-Hyper-V-Worker", "hyper-v-worker" },
	{ "Microsoft-Windows-Kernel-EventTracing", "kernel-event-tracing" },
	{ "Microsoft-Windows-SENSE/Operational", "sense" },
	{ "Microsoft-ServiceBus-Client/Admin", "servicebus-client" },
	{ "Microsoft-ServiceBus-Client/Operational", "servicebus-client" },
	{ "Microsoft-IIS-Configuration/Operational", "iis-configuration" },
	{ "Microsoft-Windows-DriverFrameworks-UserMode/Operational",
	    "driver-framework" },
	{ "DNS Server", "dns-server" },
	{ "Microsoft-Windows-DNSServer/Analytical", "dns-server-analytic" },
};

/* Categories by service and event number; several rows may fit. */
static const struct {
	const char *service, *codes, *category;
} categories[] = {
	{ "sysmon", "1", "process_creation" },
	{ "security", "4688", "process_creation" },
	{ "sysmon", "2", "file_change" },
	{ "sysmon", "3", "network_connection" },
	{ "sysmon", "4 16", "sysmon_status" },
	{ "sysmon", "5", "process_termination" },
	{ "sysmon", "6", "driver_load" },
	{ "sysmon", "7", "image_load" },
	{ "sysmon", "8", "create_remote_thread" },
	{ "sysmon", "9", "raw_access_thread" },
	{ "sysmon", "10", "process_access" },
	{ "sysmon", "11", "file_event" },
	{ "sysmon", "12 13 14", "registry_event" },
	{ "sysmon", "12", "registry_add" },
	{ "sysmon", "12", "registry_delete" },
	{ "sysmon", "13", "registry_set" },
	{ "sysmon", "14", "registry_rename" },
	{ "sysmon", "15", "create_stream_hash" },
	{ "sysmon", "17 18", "pipe_created" },
	{ "sysmon", "19 20 21", "wmi_event" },
	{ "sysmon", "22", "dns_query" },
	{ "sysmon", "23", "file_delete" },
	{ "sysmon", "24", "clipboard_change" },
	{ "sysmon", "25", "process_tampering" },
	{ "sysmon", "26", "file_delete_detected" },
	{ "sysmon", "27", "file_block_executable" },
	{ "sysmon", "28", "file_block_shredding" },
	{ "sysmon", "29", "file_executable_detected" },
	{ "sysmon", "255", "sysmon_error" },
	{ "powershell", "4103", "ps_module" },
	{ "powershell", "4104", "ps_script" },
	{ "powershell-classic", "400", "ps_classic_start" },
	{ "powershell-classic", "600", "ps_classic_provider_start" },
	{ "powershell-classic", "800", "ps_classic_script" },
	{ "windefend",
	    "1006 1007 1008 1009 1010 1011 1012 1017 1018 1019 1115 1116 1117",
	    "antivirus" },
};

/* Other products: the first word of the dataset, or the whole of it. */
static const struct {
	const char *dataset, *product, *service, *category;
} datasets[] = {
	{ "postfix", "postfix", "mail", "email" },
	{ "exim", "exim", "mail", "email" },
	{ "apache", "apache", "", "webserver" },
	{ "nginx", "nginx", "", "webserver" },
	{ "iis", "windows", "iis", "webserver" },
	{ "sshd", "linux", "sshd", "" },
	{ "auth", "linux", "auth", "" },
	{ "system.auth", "linux", "auth", "" },
	{ "syslog", "linux", "syslog", "" },
	{ "auditd", "linux", "auditd", "" },
	{ "clamav", "linux", "clamav", "antivirus" },
	{ "sysmon_linux", "linux", "sysmon", "" },
	{ "zeek.dns", "zeek", "dns", "dns" },
	{ "dnsmasq", "dnsmasq", "", "dns" },
	{ "bind", "bind", "", "dns" },
	{ "pihole", "pihole", "", "dns" },
};

/* By event.category, where the dataset says no more. */
static const struct {
	const char *channel, *category;
} by_channel[] = {
	{ "web", "proxy" },
	{ "email", "email" },
	{ "network", "dns" },
	{ "dns", "dns" },
};

static void
add_category(struct route *r, const char *category)
{
	if (r->count < ROUTE_CATEGORIES && *category != '\0')
		r->categories[r->count++] = slice_of(category);
}

static void
route_windows(struct route *r, struct slice channel, struct slice code)
{
	size_t i;

	r->product = SLICE("windows");
	for (i = 0; i < sizeof channels / sizeof *channels; i++)
		if (slice_equal_fold(channel, slice_of(channels[i].channel)))
			r->service = slice_of(channels[i].service);
	for (i = 0; i < sizeof categories / sizeof *categories; i++) {
		if (slice_equal(r->service, slice_of(categories[i].service)) &&
		    slice_has_word(slice_of(categories[i].codes), code))
			add_category(r, categories[i].category);
	}
}

static bool
dataset_fits(struct slice dataset, const char *row)
{
	struct slice name = slice_of(row);

	return slice_equal(dataset, name) ||
	    (slice_starts_with(dataset, name) &&
		dataset.ptr[name.len] == '.');
}

struct route
route_of_row(const struct batch *b, uint32_t row)
{
	struct slice channel = batch_text(b, row, COL_WIN_CHANNEL);
	struct slice dataset = batch_text(b, row, COL_DATASET);
	struct slice category = batch_text(b, row, COL_CHANNEL);
	struct route r = { SLICE(""), SLICE(""), { { NULL, 0 } }, 0 };
	size_t i, dot = slice_find(dataset, '.');

	if (channel.len > 0) {
		route_windows(&r, channel, batch_text(b, row, COL_CODE));
		return r;
	}
	for (i = 0; i < sizeof datasets / sizeof *datasets; i++)
		if (dataset_fits(dataset, datasets[i].dataset)) {
			r.product = slice_of(datasets[i].product);
			r.service = slice_of(datasets[i].service);
			add_category(&r, datasets[i].category);
			break;
		}
	if (r.product.len == 0) {
		r.product = slice_first(dataset, dot);
		r.service = slice_from(dataset, dot + 1);
	}
	/* What a firewall lets through or not is no question of a name. */
	if (r.count == 0 && slice_equal(category, SLICE("network")) &&
	    slice_equal(r.service, SLICE("firewall")))
		add_category(&r, "firewall");
	for (i = 0; r.count == 0 && i < sizeof by_channel / sizeof *by_channel;
	     i++)
		if (slice_equal(category, slice_of(by_channel[i].channel)))
			add_category(&r, by_channel[i].category);
	return r;
}

/* Public rules have two names for the channels of ServiceBus. */
static bool
is_service(struct slice rule, struct slice ours)
{
	struct slice prefix = SLICE("microsoft-");

	return slice_equal_fold(rule, ours) ||
	    (slice_starts_with(rule, prefix) &&
		slice_equal(slice_from(rule, prefix.len), ours) &&
		slice_equal(ours, SLICE("servicebus-client")));
}

bool
route_fits(const struct route *r, struct slice category, struct slice product,
    struct slice service)
{
	size_t i;

	if (product.len > 0 && !slice_equal_fold(product, r->product))
		return false;
	if (service.len > 0 && !is_service(service, r->service))
		return false;
	if (category.len == 0)
		return true;
	for (i = 0; i < r->count; i++)
		if (slice_equal_fold(category, r->categories[i]))
			return true;
	return false;
}
