/*
 * Cisco Meraki MX: addresses of sites, and flows.
 *
 *   <134>1 1791790262.774247467 MX84 urls src=198.51.100.23:51512
 *     dst=192.0.2.10:443 mac=02:00:00:00:00:01 request: GET
 *     https://findly.example/...
 *   <134>1 1791790263.100000000 MX84 firewall src=198.51.100.24
 *     dst=192.0.2.44 mac=02:00:00:00:00:02 protocol=tcp sport=51513 dport=23
 *     pattern: deny all
 *
 * (each one line in the log), perhaps with a head of syslog in front.
 */
#include "formats/format.h"

#include "gateway.h"
#include "stamp.h"
#include "text.h"

enum { LONGEST_HEAD = 200 };

static const char *const kinds[] = { "urls", "flows", "firewall",
	"cellular_firewall", "vpn_firewall", "ip_flow_start", "ip_flow_end",
	"events", "security_event", "ids-alerts", "l7_firewall",
	"airmarshal_events", "bridge_anyconnect_client_vpn_firewall",
	NULL };

/* "1791790262.774247467 MX84 urls ": its time, and of what kind it is. */
static bool
take_head(struct slice *line, struct visit *v, struct slice *kind)
{
	struct slice rest, stamp, device;
	size_t i;

	for (i = 0; i < line->len && i < LONGEST_HEAD; i++) {
		if (i > 0 && line->ptr[i - 1] != ' ')
			continue;
		rest = slice_from(*line, i);
		if (slice_take_word(&rest, &stamp) && stamp.len >= 12 &&
		    stamp.ptr[10] == '.' && stamp_epoch(stamp, &v->stamp) &&
		    slice_take_word(&rest, &device) &&
		    slice_take_word(&rest, kind) &&
		    text_is_one_of(*kind, kinds)) {
			*line = slice_trim(rest);
			return true;
		}
	}
	return false;
}

/* "198.51.100.23:51512", "[2001:db8::23]:51512" or an address alone. */
static void
put_end(struct fields *f, struct slice text, enum field address,
    enum field port)
{
	struct slice host;
	size_t colon;

	if (slice_take_char(&text, '[')) {
		if (slice_take_until(&text, ']', &host))
			fields_put(f, address, host);
		slice_take_char(&text, ':');
		fields_put(f, port, text);
		return;
	}
	colon = slice_find(text, ':');
	/* Of IPv6 without brackets the port is behind the last colon. */
	if (colon < text.len && colon != slice_find_last(text, ':')) {
		fields_put(f, address, text);
		return;
	}
	fields_put(f, address, slice_first(text, colon));
	fields_put(f, port, slice_from(text, colon + 1));
}

/* agent='Mozilla/5.0 (X11)': it holds spaces. */
static bool
take_agent(struct slice *rest, struct fields *f)
{
	struct slice s = *rest, agent;

	if (!slice_take_text(&s, SLICE("agent='")) ||
	    !slice_take_until(&s, '\'', &agent))
		return false;
	fields_put(f, FIELD_AGENT, agent);
	*rest = s;
	return true;
}

static void
put_pair(struct fields *f, struct slice word)
{
	if (slice_take_text(&word, SLICE("src=")))
		put_end(f, word, FIELD_CLIENT, FIELD_CLIENT_PORT);
	else if (slice_take_text(&word, SLICE("dst=")))
		put_end(f, word, FIELD_SERVER, FIELD_SERVER_PORT);
	else if (slice_take_text(&word, SLICE("mac=")))
		fields_put(f, FIELD_MAC, word);
	else if (slice_take_text(&word, SLICE("protocol=")))
		fields_put(f, FIELD_TRANSPORT,
		    slice_first(word, slice_find(word, '/')));
	else if (slice_take_text(&word, SLICE("sport=")))
		fields_put(f, FIELD_CLIENT_PORT, word);
	else if (slice_take_text(&word, SLICE("dport=")))
		fields_put(f, FIELD_SERVER_PORT, word);
}

/* src= dst= protocol= sport= dport=, to "request:" or "pattern:", past
 * which it goes; false where anything else stands between. */
static bool
take_pairs(struct slice *rest, struct fields *f, struct slice end)
{
	struct slice word;

	for (;;) {
		while (slice_take_char(rest, ' '))
			;
		if (rest->len == 0)
			return end.len == 0;
		if (take_agent(rest, f))
			continue;
		if (!slice_take_word(rest, &word))
			return end.len == 0;
		if (end.len > 0 && slice_equal(word, end))
			return true;
		if (slice_find(word, '=') == word.len)
			return false;
		put_pair(f, word);
	}
}

/* "request: GET https://findly.example/..." */
static const char *
add_url(struct parse *p, struct slice rest, struct fields *f, struct visit *v)
{
	struct slice method, url;

	if (!take_pairs(&rest, f, SLICE("request:")) ||
	    !slice_take_word(&rest, &method) || !slice_take_word(&rest, &url))
		return "no request: cut short?";
	/* "UNKNOWN https://h/..." is a tunnel of which the host is known. */
	if (!slice_equal(method, SLICE("UNKNOWN")))
		fields_put(f, FIELD_METHOD, method);
	if (slice_ends_with(url, SLICE("/...")))
		url.len -= 3; /* it writes no more of an https address */
	fields_put(f, FIELD_URL, url);
	v->action = SLICE("urls");
	v->channel = "web";
	v->dataset = SLICE("meraki.web");
	return fields_row(p, f, NULL, v);
}

/* "pattern: deny all", "pattern: allow tcp ..."; of numbers the meaning is
 * not published. */
static const char *
add_flow(struct parse *p, struct slice kind, struct slice rest,
    struct fields *f, struct visit *v)
{
	struct slice verb = SLICE("");

	v->action = kind;
	v->verdict = VERDICT_UNKNOWN;
	/* Of the beginning and the end of a flow there is no pattern. */
	if (slice_starts_with(kind, SLICE("ip_flow_"))) {
		if (!take_pairs(&rest, f, SLICE("")))
			return "not key=value to its end";
	} else if (!take_pairs(&rest, f, SLICE("pattern:")) ||
	    !slice_take_word(&rest, &verb))
		return "no pattern: cut short?";
	if (slice_equal(verb, SLICE("deny"))) {
		v->action = verb;
		v->verdict = VERDICT_DENIED;
	} else if (slice_equal(verb, SLICE("allow"))) {
		v->action = verb;
		v->verdict = VERDICT_ALLOWED;
	}
	if (!url_host_is_address(f->at[FIELD_CLIENT]) ||
	    !url_host_is_address(f->at[FIELD_SERVER]))
		return "no addresses: cut short?";
	return fields_row(p, f, NULL, v);
}

/* "type=8021x_eap_success client_mac='02:..' client_ip='198.51.100.24'
 * identity='ben.baker'": who came to the network, by the access point. */
static const char *
add_station(struct parse *p, struct slice rest, const struct visit *v)
{
	static const struct {
		const char *type;
		enum address_action means;
	} types[] = { { "8021x_eap_success", SESSION_START },
		{ "8021x_auth", SESSION_START },
		{ "8021x_deauth", SESSION_STOP },
		{ "8021x_eap_failure", SESSION_REFUSED },
		{ "disassociation", SESSION_STOP } };
	struct address_event e = ADDRESS_EVENT_NEW;
	struct pairs kv;
	size_t i;

	if (!pairs_read(rest, 0, p->scratch, &kv))
		return parse_ignored; /* msg= 'free text' of other types */
	for (i = 0; i < sizeof types / sizeof *types; i++)
		if (slice_equal(pairs_get(&kv, "type"),
			slice_of(types[i].type)))
			break;
	e.account = pairs_get(&kv, "identity");
	if (i == sizeof types / sizeof *types || e.account.len == 0)
		return parse_ignored;
	e.time = v->stamp;
	e.source = v->source;
	e.action = types[i].means;
	e.code = slice_of(types[i].type);
	e.mac = pairs_get(&kv, "client_mac");
	e.address = pairs_get(&kv, "client_ip");
	if (e.address.len == 0)
		e.address = pairs_get(&kv, "ip_src");
	if (slice_equal(e.address, SLICE("0.0.0.0")))
		e.address = SLICE("");
	return gateway_session(p, &e);
}

/* "client_vpn_connect user id 'ben.baker' local ip 198.51.100.24 connected
 * from 203.0.113.9" */
static const char *
add_vpn(struct parse *p, struct slice rest, const struct visit *v)
{
	struct slice word;
	struct address_event e = ADDRESS_EVENT_NEW;

	if (!slice_take_word(&rest, &word))
		return parse_ignored;
	e.action = slice_ends_with(word, SLICE("_connect")) ? SESSION_START :
							      SESSION_STOP;
	e.code = word;
	if (!slice_take_text(&rest, SLICE(" user id '")) ||
	    !slice_take_until(&rest, '\'', &e.account) ||
	    !slice_take_text(&rest, SLICE(" local ip ")) ||
	    !address_take(&rest, &e.address))
		return "not whole: cut short?";
	e.time = v->stamp;
	e.source = v->source;
	return gateway_session(p, &e);
}

/* "dhcp lease of ip 198.51.100.24 from mx mac 02:.. for client mac 02:..
 * from router ..." */
static const char *
add_lease(struct parse *p, struct slice rest, const struct visit *v)
{
	struct address_event e = ADDRESS_EVENT_NEW;
	struct slice word;

	e.action = DHCP_ASSIGNED;
	e.time = v->stamp;
	e.source = v->source;
	if (!address_take(&rest, &e.address))
		return "not whole: cut short?";
	while (slice_take_word(&rest, &word))
		if (slice_equal(word, SLICE("client")) &&
		    slice_take_text(&rest, SLICE(" mac ")) &&
		    slice_take_word(&rest, &e.mac))
			return address_row(p, &e);
	return "no client: cut short?";
}

/* What the content filter refused ("content_filtering_block") names nobody
 * but by the hardware, so that it stays out. */
static const char *
add_event(struct parse *p, struct slice rest, const struct visit *v)
{
	static const char *const vpn[] = { "client_vpn_connect",
		"client_vpn_disconnect", "anyconnect_vpn_connect",
		"anyconnect_vpn_disconnect", NULL };

	if (slice_take_text(&rest, SLICE("dhcp lease of ip ")))
		return add_lease(p, rest, v);
	if (text_is_one_of(slice_first(rest, slice_find(rest, ' ')), vpn))
		return add_vpn(p, rest, v);
	return slice_starts_with(rest, SLICE("type=")) ?
	    add_station(p, rest, v) :
	    parse_ignored;
}

static const char *
parse(struct parse *p)
{
	struct slice line = slice_trim(p->record), kind, verb;
	struct visit v = VISIT_NEW;
	struct fields f = { 0 };

	if (line.len == 0)
		return parse_ignored;
	if (!take_head(&line, &v, &kind))
		return "bad time, or a kind that is not known";
	v.channel = "network";
	if (slice_equal(kind, SLICE("urls")))
		return add_url(p, line, &f, &v);
	if (slice_equal(kind, SLICE("events")))
		return add_event(p, line, &v);
	if (!slice_equal(kind, SLICE("flows")) &&
	    !slice_ends_with(kind, SLICE("firewall")) &&
	    !slice_starts_with(kind, SLICE("ip_flow_")))
		return parse_ignored;
	/* "flows allow src=..." of newer ones. */
	verb = slice_first(line, slice_find(line, ' '));
	if (slice_equal(verb, SLICE("allow")) ||
	    slice_equal(verb, SLICE("deny"))) {
		line = slice_from(line, verb.len);
		if (!take_pairs(&line, &f, SLICE("")) ||
		    f.at[FIELD_SERVER].len == 0)
			return "no addresses: cut short?";
		v.action = verb;
		v.verdict = *verb.ptr == 'd' ? VERDICT_DENIED :
					       VERDICT_ALLOWED;
		return fields_row(p, &f, NULL, &v);
	}
	return add_flow(p, kind, line, &f, &v);
}

static bool
fits(struct slice line)
{
	struct visit v = VISIT_NEW;
	struct slice kind;

	return take_head(&line, &v, &kind);
}

const struct format format_meraki = {
	.name = "meraki",
	.dataset = "meraki.firewall",
	.title = "Cisco Meraki, addresses of sites, flows and sign-ins",
	.channel = "web",
	.versions = "MX firmware 12 to 18, MR; of events 802.1X, VPN and "
		    "DHCP; alerts are left out",
	.lacks = "who, but for sign-ins; the path of an https address; status; "
		 "what a numbered pattern of a flow means",
	.fits = fits,
	.parse = parse,
};
