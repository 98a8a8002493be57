/*
 * Any lines as the log of a firewall, a cloud filter or a name server, each
 * of a table of names and what they mean: each used line is one row.
 */
#include "feed.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	static const char *const names[] = { "panos", "checkpoint", "cef",
		"leef", "sonicwall", "watchguard", "filterlog", "pfblockerng",
		"zscaler", "umbrella", "bind", "unbound", "windows_dns",
		"adguard", "wsa", "skyhigh", "cloudflare", "asa", "netfilter",
		"junos", "mikrotik", "netskope", "barracuda", "meraki",
		"suricata", "stormshield", "forcepoint", "zeek", "zeek_json",
		"windows_firewall", "trend_url", "technitium", "pihole_ftl",
		"untangle", "squid_json", NULL };

	feed_each(names, bytes, size);
	return 0;
}
