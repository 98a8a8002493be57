/*
 * What logs of addresses share: who had which address, by DHCP or RADIUS.
 *
 * event.action is one of a closed set, whatever the product calls it:
 *
 *   dhcp-assigned dhcp-renewed     event.type start
 *   dhcp-released dhcp-expired     end
 *   dhcp-conflict dhcp-denied      denied
 *   radius-start radius-interim    start, info
 *   radius-stop                    end
 *   radius-accept radius-reject    allowed, denied
 *   session-start session-stop     start, end      a firewall or access point
 *   session-refused                denied          knows who has the address
 *
 * event.duration of a lease is how long it holds if nothing ends it; of a
 * session, how long it has lasted.
 */
#ifndef ADDRESS_LOG_H
#define ADDRESS_LOG_H

#include "formats/format.h"

enum address_action {
	DHCP_ASSIGNED, DHCP_RENEWED, DHCP_RELEASED, DHCP_EXPIRED,
	DHCP_CONFLICT, DHCP_DENIED,
	RADIUS_START, RADIUS_INTERIM, RADIUS_STOP,
	RADIUS_ACCEPT, RADIUS_REJECT,
	SESSION_START, SESSION_STOP, SESSION_REFUSED,
};

struct address_event {
	int64_t time;	    /* as stamped */
	const char *source; /* beadle.time_source */
	enum address_action action;
	struct slice address, mac, host; /* as logged, or empty */
	struct slice account;		 /* as logged: perhaps a computer's */
	struct slice session, code, reason;
	struct slice dataset; /* where it is not the format's */
	int64_t seconds; /* of the lease or session; -1 unknown */
};

#define ADDRESS_EVENT_NEW ((struct address_event){ .seconds = -1 })

/* Adds the row.  NULL, or why not. */
const char *address_row(struct parse *p, const struct address_event *e);
/* "00:00:5e:00:53:01", with - . or nothing between: as ECS writes it, from
 * scratch; empty where it is no such address. */
struct slice address_mac(struct slice s, struct arena *scratch);
/* The hardware address that a DUID of type 1 or 3 on Ethernet ends in, as it
 * stands there, with : or nothing between; else empty. */
struct slice address_mac_of_duid(struct slice duid);
/* The next word, which must be an address. */
bool address_take(struct slice *rest, struct slice *address);
/*
 * What a DHCP server of Unix says after the head of syslog, "DHCPACK on ..."
 * of ISC's, "DHCPACK(eth0) ..." of dnsmasq.  NULL, parse_ignored for what
 * gives and takes no address, or why not.
 */
const char *address_dhcp_text(struct parse *p, struct slice text,
    struct address_event *e);

#endif
