/*
 * MikroTik RouterOS, the firewall's log and the web proxy's:
 *
 *   Oct 12 08:31:02 gw firewall,info DROP forward: in:bridge out:ether1,
 *     connection-state:new src-mac 02:00:00:00:00:01, proto TCP (SYN),
 *     198.51.100.24:51512->192.0.2.44:443, len 52
 *   Oct 12 08:31:03 gw web-proxy,account 198.51.100.24 GET
 *     http://findly.example/  action=allow cache=MISS
 *
 * (each one line in the log).  What stands before the chain is the rule's own
 * prefix: its words tell what was done, or nothing does.
 */
#include "formats/format.h"

#include "fields.h"
#include "syslog.h"
#include "text.h"

static const struct action_word words[] = {
	{ "allow", VERDICT_ALLOWED }, { "deny", VERDICT_DENIED },
	{ "redirect", VERDICT_DENIED }, { NULL, VERDICT_ALLOWED },
};

/* "198.51.100.24:51512", "[2001:db8::24]:51512", "198.51.100.24" */
static bool
put_end(struct fields *f, struct slice text, enum field address,
    enum field port)
{
	struct slice host;

	if (slice_take_char(&text, '[')) {
		if (!slice_take_until(&text, ']', &host))
			return false;
		slice_take_char(&text, ':');
	} else {
		host = slice_first(text, slice_find(text, ':'));
		if (url_host_is_address(text)) {
			host = text;
			text = SLICE("");
		} else
			text = slice_from(text, host.len + 1);
	}
	fields_put(f, address, host);
	fields_put(f, port, text);
	return url_host_is_address(host);
}

/* "DROP forward: in:...": the prefix, whose words may tell. */
static void
set_verdict(struct slice head, struct visit *v)
{
	static const char *const noes[] = { "drop", "dropped", "deny",
		"denied", "reject", "rejected", "block", "blocked", NULL };
	static const char *const yeses[] = { "accept", "accepted", "allow",
		"allowed", NULL };
	struct slice word;

	v->verdict = VERDICT_UNKNOWN;
	v->action = slice_trim(head);
	while (slice_take_word(&head, &word)) {
		if (word.ptr[word.len - 1] == ':')
			word.len--;
		if (text_is_one_of(word, noes))
			v->verdict = VERDICT_DENIED;
		else if (text_is_one_of(word, yeses) &&
		    v->verdict != VERDICT_DENIED)
			v->verdict = VERDICT_ALLOWED;
	}
	if (v->action.len == 0)
		v->action = SLICE("logged");
}

static const char *
add_packet(struct parse *p, struct slice text, struct visit *v)
{
	size_t in = slice_find_text(text, SLICE(" in:"));
	size_t proto = slice_find_text(text, SLICE(" proto "));
	struct slice rest = slice_from(text, proto + 7), word, from;
	struct fields f = { 0 };
	size_t arrow;

	if (in == text.len || proto == text.len)
		return parse_ignored; /* no packet */
	set_verdict(slice_first(text, in), v);
	word = slice_first(rest, slice_find(rest, ','));
	rest = slice_from(rest, word.len + 1);
	fields_put(&f, FIELD_TRANSPORT,
	    slice_first(word, slice_find(word, ' ')));
	rest = slice_trim(rest);
	word = slice_first(rest, slice_find(rest, ','));
	arrow = slice_find_text(word, SLICE("->"));
	if (arrow == word.len)
		return "no addresses: cut short?";
	from = slice_first(word, arrow);
	word = slice_from(word, arrow + 2);
	if (!put_end(&f, from, FIELD_CLIENT, FIELD_CLIENT_PORT) ||
	    !put_end(&f, word, FIELD_SERVER, FIELD_SERVER_PORT))
		return "bad address";
	if (!slice_contains(rest, SLICE(", len ")))
		return "no length: cut short?";
	v->channel = "network";
	v->dataset = SLICE("mikrotik.firewall");
	return fields_row(p, &f, NULL, v);
}

/* "198.51.100.24 GET http://findly.example/  action=allow cache=MISS" */
static const char *
add_request(struct parse *p, struct slice rest, struct visit *v)
{
	struct slice word;
	struct fields f = { 0 };

	if (!slice_take_word(&rest, &word) || !url_host_is_address(word))
		return parse_ignored;
	fields_put(&f, FIELD_CLIENT, word);
	if (!slice_take_word(&rest, &v->method) ||
	    !slice_take_word(&rest, &word))
		return "no address of a site: cut short?";
	fields_put(&f, FIELD_URL, word);
	while (slice_take_word(&rest, &word))
		if (slice_take_text(&word, SLICE("action=")))
			fields_put(&f, FIELD_ACTION, word);
	return fields_row(p, &f, words, v);
}

static const char *
parse(struct parse *p)
{
	struct slice line = slice_trim(p->record), head = line;
	size_t firewall = slice_find_text(line, SLICE(" firewall,"));
	size_t proxy = slice_find_text(line, SLICE(" web-proxy,"));
	size_t at = firewall < proxy ? firewall : proxy;
	struct visit v = VISIT_NEW;
	struct slice topics, rest;

	if (line.len == 0)
		return parse_ignored;
	if (!syslog_take_time(&head, p->options, &v.stamp, &v.source))
		return "bad time";
	if (at == line.len)
		return parse_ignored;
	rest = slice_from(line, at);
	if (!slice_take_word(&rest, &topics))
		return parse_ignored;
	return at == firewall ? add_packet(p, rest, &v) :
				add_request(p, slice_trim(rest), &v);
}

static bool
fits(struct slice line)
{
	return syslog_begins(line) &&
	    (slice_contains(line, SLICE(" firewall,info ")) ||
		slice_contains(line, SLICE(" web-proxy,"))) &&
	    (slice_contains(line, SLICE("->")) ||
		slice_contains(line, SLICE("action=")));
}

const struct format format_mikrotik = {
	.name = "mikrotik",
	.dataset = "mikrotik.web",
	.title = "MikroTik RouterOS, firewall and web proxy",
	.channel = "network",
	.versions = "unverified: RouterOS 6 and 7 through BSD syslog",
	.lacks = "year and zone of its stamps; who; what was done, where the "
		 "rule's prefix does not say",
	.fits = fits,
	.parse = parse,
};
