/*
 * Leases and sessions to rows.
 */
#include "address_log.h"

#include "base/url.h"
#include "text.h"
#include "web.h"

static const struct {
	const char *action, *type, *outcome, *category;
} meanings[] = {
	[DHCP_ASSIGNED] = { "dhcp-assigned", "start", "success", "network" },
	[DHCP_RENEWED] = { "dhcp-renewed", "start", "success", "network" },
	[DHCP_RELEASED] = { "dhcp-released", "end", "success", "network" },
	[DHCP_EXPIRED] = { "dhcp-expired", "end", "success", "network" },
	[DHCP_CONFLICT] = { "dhcp-conflict", "denied", "failure", "network" },
	[DHCP_DENIED] = { "dhcp-denied", "denied", "failure", "network" },
	[RADIUS_START] = { "radius-start", "start", "success",
	    "authentication" },
	[RADIUS_INTERIM] = { "radius-interim", "info", "success",
	    "authentication" },
	[RADIUS_STOP] = { "radius-stop", "end", "success", "authentication" },
	[RADIUS_ACCEPT] = { "radius-accept", "allowed", "success",
	    "authentication" },
	[RADIUS_REJECT] = { "radius-reject", "denied", "failure",
	    "authentication" },
	[SESSION_START] = { "session-start", "start", "success",
	    "authentication" },
	[SESSION_STOP] = { "session-stop", "end", "success",
	    "authentication" },
	[SESSION_REFUSED] = { "session-refused", "denied", "failure",
	    "authentication" },
};

struct slice
address_mac(struct slice s, struct arena *scratch)
{
	static const char hex[] = "0123456789ABCDEF";
	char *out = arena_alloc(scratch, 17);
	size_t i, digits = 0;
	int n, sum = 0;

	for (i = 0; i < s.len; i++) {
		if ((n = hex_digit(s.ptr[i])) == -1) {
			/* Between pairs, or between groups of four. */
			if (s.ptr[i] == '\0' ||
			    strchr(":-.", s.ptr[i]) == NULL ||
			    digits % 2 != 0 || digits == 0)
				return SLICE("");
			continue;
		}
		if (digits == 12)
			return SLICE("");
		if (digits > 0 && digits % 2 == 0)
			out[digits / 2 * 3 - 1] = '-';
		out[digits / 2 * 3 + digits % 2] = hex[n];
		sum |= n;
		digits++;
	}
	return digits == 12 && sum != 0 ? (struct slice){ out, 17 } :
					  SLICE("");
}

struct slice
address_mac_of_duid(struct slice duid)
{
	static const struct {
		const char *begins;
		size_t len, mac;
	} kinds[] = {
		{ "00010001", 28, 12 },
		{ "00030001", 20, 12 },
		{ "00:01:00:01:", 41, 17 },
		{ "00:03:00:01:", 29, 17 },
	};
	size_t i;

	for (i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (slice_starts_with(duid, slice_of(kinds[i].begins)) &&
		    duid.len == kinds[i].len)
			return slice_from(duid, duid.len - kinds[i].mac);
	return SLICE("");
}

bool
address_take(struct slice *rest, struct slice *address)
{
	struct slice s = *rest, word;

	if (!slice_take_word(&s, &word) || !url_host_is_address(word))
		return false;
	*address = word;
	*rest = s;
	return true;
}

/* "host/lab-1.quillbrook.example" and "LAB-1$" are computers. */
static struct slice
computer_of(struct slice user)
{
	if (slice_take_text(&user, SLICE("host/")))
		return user;
	if (slice_ends_with(user, SLICE("$")))
		return slice_first(user, user.len - 1);
	return SLICE("");
}

static void
set_user(struct parse *p, uint32_t row, const struct address_event *e)
{
	struct slice user, domain, computer, host = e->host;
	char *text = arena_text(p->scratch, e->account);

	account_split(text, e->account.len, &user, &domain);
	computer = computer_of(user);
	if (computer.len > 0) {
		if (host.len == 0)
			host = computer;
	} else if (user.len > 0) {
		batch_set_text(p->batch, row, COL_ACCOUNT, user);
		batch_set_text(p->batch, row, COL_ACCOUNT_DOMAIN, domain);
	}
	batch_set_text(p->batch, row, COL_HOST, text_host(host, p->scratch));
}

const char *
address_row(struct parse *p, const struct address_event *e)
{
	struct batch *b = p->batch;
	uint32_t row;

	if (!text_is_clean(e->account) || !text_is_clean(e->host) ||
	    !text_is_clean(e->session) || e->host.len > 255 ||
	    e->account.len > 255)
		return "bad name";
	if (e->address.len > 0 && !url_host_is_address(e->address))
		return "bad address";
	row = parse_row(p);
	if (e->dataset.len > 0)
		batch_set_text(b, row, COL_DATASET, e->dataset);
	batch_set_number(b, row, COL_TIMESTAMP, e->time);
	batch_set_number(b, row, COL_START, e->time);
	batch_set_text(b, row, COL_TIME_SOURCE, slice_of(e->source));
	batch_set_text(b, row, COL_KIND, SLICE("background"));
	batch_set_text(b, row, COL_CHANNEL,
	    slice_of(meanings[e->action].category));
	batch_set_text(b, row, COL_ACTION,
	    slice_of(meanings[e->action].action));
	batch_set_text(b, row, COL_TYPE, slice_of(meanings[e->action].type));
	batch_set_text(b, row, COL_OUTCOME,
	    slice_of(meanings[e->action].outcome));
	batch_set_text(b, row, COL_CODE, e->code);
	batch_set_text(b, row, COL_REASON, e->reason);
	batch_set_text(b, row, COL_ADDRESS, e->address);
	batch_set_text(b, row, COL_MAC, address_mac(e->mac, p->scratch));
	batch_set_text(b, row, COL_LOGON_ID, e->session);
	if (e->seconds >= 0 && e->seconds < 0xffffffff)
		batch_set_number(b, row, COL_DURATION,
		    e->seconds * 1000000000);
	set_user(p, row, e);
	parse_row_done(p, row);
	return NULL;
}

/* " (LAB-1)" and all that may follow: only how long it holds is of use. */
static void
take_tail(struct slice rest, struct address_event *e)
{
	struct slice word;

	rest = slice_trim(rest);
	if (slice_take_char(&rest, '(') &&
	    !slice_take_until(&rest, ')', &e->host))
		return;
	while (slice_take_word(&rest, &word))
		if (slice_equal(word, SLICE("(RENEW)")) &&
		    e->action == DHCP_ASSIGNED)
			e->action = DHCP_RENEWED;
		else if (slice_equal(word, SLICE("lease-duration")) &&
		    slice_take_word(&rest, &word) &&
		    (!text_to_number(word, &e->seconds)))
			e->seconds = -1;
}

/* "on 198.51.100.24 to 00:00:5e:00:53:01 (LAB-1) via eth0" */
static const char *
take_isc(struct parse *p, struct slice rest, const char *before,
    const char *between, struct address_event *e)
{
	struct slice word;

	if (!slice_take_text(&rest, slice_of(before)))
		return parse_ignored; /* an answer to an inquiry */
	if (!address_take(&rest, &e->address) ||
	    !slice_take_text(&rest, slice_of(between)) ||
	    !slice_take_word(&rest, &word))
		return "no address or no client: cut short?";
	/* What has none: a client of a dial-in server. */
	if (!slice_equal(word, SLICE("00:00:00:00:00:00")) &&
	    address_mac(word, p->scratch).len == 0)
		return "bad hardware address";
	e->mac = word;
	take_tail(rest, e);
	return address_row(p, e);
}

/* "(br0) 198.51.100.24 00:00:5e:00:53:01 LAB-1" */
static const char *
take_dnsmasq(struct parse *p, struct slice rest, struct address_event *e)
{
	struct slice word;

	if (!slice_take_until(&rest, ')', &word))
		return "no interface: cut short?";
	if (!address_take(&rest, &e->address) ||
	    !slice_take_word(&rest, &word) ||
	    address_mac(word, p->scratch).len == 0)
		return "no address or no client: cut short?";
	e->mac = word;
	if (e->action == DHCP_ASSIGNED && slice_take_word(&rest, &word))
		e->host = word;
	return address_row(p, e);
}

/* "address 2001:db8::7 to client with duid 00:01:... iaid = 7 valid for 7200
 * seconds": DHCPv6's answer to who asked for an address, or for more time. */
static const char *
take_reply(struct parse *p, struct slice rest, struct address_event *e)
{
	struct slice word;

	if (!address_take(&rest, &e->address) ||
	    !slice_take_text(&rest, SLICE(" to client with duid ")) ||
	    !slice_take_word(&rest, &word))
		return "no address or no client: cut short?";
	e->action = DHCP_ASSIGNED;
	e->mac = address_mac_of_duid(word);
	while (slice_take_word(&rest, &word))
		if (slice_equal(word, SLICE("for")) &&
		    slice_take_word(&rest, &word) &&
		    !text_to_number(word, &e->seconds))
			e->seconds = -1;
	return address_row(p, e);
}

const char *
address_dhcp_text(struct parse *p, struct slice text, struct address_event *e)
{
	static const struct {
		const char *verb, *before, *between;
		enum address_action action;
	} verbs[] = {
		{ "DHCPACK", " on ", " to ", DHCP_ASSIGNED },
		{ "DHCPRELEASE", " of ", " from ", DHCP_RELEASED },
		{ "DHCPEXPIRE", " on ", " to ", DHCP_EXPIRED },
		{ "DHCPDECLINE", " of ", " from ", DHCP_CONFLICT },
	};
	size_t i;

	if (slice_take_text(&text, SLICE("Reply NA: address")))
		return take_reply(p, text, e);
	for (i = 0; i < sizeof verbs / sizeof *verbs; i++) {
		struct slice rest = text;

		if (!slice_take_text(&rest, slice_of(verbs[i].verb)))
			continue;
		e->action = verbs[i].action;
		return slice_take_char(&rest, '(') ?
		    take_dnsmasq(p, rest, e) :
		    take_isc(p, rest, verbs[i].before, verbs[i].between, e);
	}
	return parse_ignored;
}
