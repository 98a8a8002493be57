/*
 * BIND's log of queries, from its own file or through syslog:
 *
 *   12-Oct-2026 08:31:02.175 queries: info: client @0x7f1c 198.51.100.24#53211
 *     (findly.example): view inside: query: findly.example IN A +E(0)K
 *     (192.0.2.53)
 *   12-Oct-2026 08:31:03.002 rpz: info: client @0x7f1c 198.51.100.24#53212
 *     (betmoor.example): rpz QNAME NXDOMAIN rewrite betmoor.example/A/IN via
 *     betmoor.example.rpz.local
 *
 * (each one line in the log).
 */
#include "formats/format.h"

#include "syslog.h"
#include "text.h"
#include "visit.h"
#include "when.h"

enum { LONGEST_HEAD = 160 };

/* Where "client " stands, or line.len. */
static size_t
find_client(struct slice line)
{
	size_t i;

	for (i = 0; i < line.len && i < LONGEST_HEAD; i++)
		if (slice_starts_with(slice_from(line, i),
			SLICE("client ")) &&
		    (i == 0 || line.ptr[i - 1] == ' '))
			return i;
	return line.len;
}

/* "12-Oct-2026 08:31:02.175 queries: info: ", a head of syslog, or ISO. */
static bool
read_time(struct slice head, const struct format_options *options,
    struct visit *v)
{
	struct slice rest = head, day, clock;

	if (syslog_take_time(&rest, options, &v->stamp, &v->source))
		return true;
	if (!slice_take_word(&head, &day))
		return false;
	if (when_read(day, options, &v->stamp, &v->source))
		return day.len > 18;
	return slice_take_word(&head, &clock) &&
	    when_read((struct slice){ day.ptr, (size_t)(clock.ptr - day.ptr) +
			      clock.len },
		options, &v->stamp, &v->source);
}

/* "@0x7f1c 198.51.100.24#53211 (findly.example)" up to ": ". */
static bool
take_client(struct slice *rest, struct visit *v)
{
	struct slice word;
	size_t hash;

	if (!slice_take_word(rest, &word))
		return false;
	if (*word.ptr == '@' && !slice_take_word(rest, &word))
		return false;
	hash = slice_find(word, '#');
	v->client = slice_first(word, hash);
	word = slice_from(word, hash + 1);
	if (hash == 0 || !url_host_is_address(v->client) ||
	    !visit_number(slice_first(word, slice_find(word, ':')),
		&v->client_port))
		return false;
	slice_take_char(rest, ' ');
	if (slice_take_char(rest, '('))
		return slice_take_until(rest, ')', &word) &&
		    slice_take_text(rest, SLICE(": "));
	/* Old ones have no name here: "198.51.100.24#53211: query: ...". */
	return word.len > 0 && word.ptr[word.len - 1] == ':';
}

/* "findly.example IN A +E(0)K (192.0.2.53)" */
static const char *
add_query(struct parse *p, struct slice rest, struct visit *v)
{
	struct slice name, class;

	if (!slice_take_word(&rest, &name) || !slice_take_word(&rest, &class) ||
	    !slice_take_word(&rest, &v->method))
		return "no name, class and type: cut short?";
	v->host = visit_dns_name(name);
	return visit_row(p, v);
}

/* "betmoor.example/A/IN", from its end, since a name may hold a slash. */
static bool
take_triple(struct slice text, bool class_first, struct visit *v)
{
	size_t last = slice_find_last(text, '/'), before;
	struct slice a, b;

	if (last == text.len)
		return false;
	b = slice_from(text, last + 1);
	text = slice_first(text, last);
	before = slice_find_last(text, '/');
	if (before == text.len)
		return false;
	a = slice_from(text, before + 1);
	v->method = class_first ? b : a;
	v->host = visit_dns_name(slice_first(text, before));
	return v->host.len > 0;
}

/* "QNAME NXDOMAIN rewrite betmoor.example/A/IN via ZONE" */
static const char *
add_policy(struct parse *p, struct slice rest, struct visit *v)
{
	struct slice trigger, policy, word, name;

	if (!slice_take_word(&rest, &trigger) ||
	    !slice_take_word(&rest, &policy) ||
	    !slice_take_word(&rest, &word) || !slice_take_word(&rest, &name))
		return "no name that was refused: cut short?";
	if (!take_triple(name, false, v))
		v->host = visit_dns_name(name); /* before 9.11 */
	v->action = policy;
	if (!slice_equal(policy, SLICE("PASSTHRU")))
		v->verdict = VERDICT_DENIED;
	if (slice_take_text(&rest, SLICE(" via ")))
		v->rule = rest;
	return visit_row(p, v);
}

static const char *
add(struct parse *p, struct slice rest, struct visit *v)
{
	struct slice view;

	if (slice_take_text(&rest, SLICE("view ")) &&
	    (!slice_take_until(&rest, ':', &view) ||
		!slice_take_char(&rest, ' ')))
		return "cut short";
	if (slice_take_text(&rest, SLICE("query: ")))
		return add_query(p, rest, v);
	if (slice_take_text(&rest, SLICE("rpz ")))
		return add_policy(p, rest, v);
	if (slice_take_text(&rest, SLICE("query (cache) '")) &&
	    slice_ends_with(rest, SLICE("' denied")) &&
	    take_triple(slice_first(rest, rest.len - 8), false, v)) {
		v->verdict = VERDICT_DENIED;
		v->action = SLICE("denied");
		return visit_row(p, v);
	}
	return parse_ignored;
}

static const char *
parse(struct parse *p)
{
	struct slice line = slice_trim(p->record), rest;
	struct visit v = VISIT_QUERY(TIME_UNKNOWN, "offset");
	size_t at = find_client(line);

	if (line.len == 0)
		return parse_ignored;
	if (!read_time(slice_first(line, at), p->options, &v))
		return "bad time";
	if (at == line.len)
		return parse_ignored; /* of the server itself */
	rest = slice_from(line, at + 7);
	return take_client(&rest, &v) ? add(p, rest, &v) : "no client";
}

static bool
fits(struct slice line)
{
	static const struct format_options utc = { .modified = TIME_UNKNOWN };
	struct visit v = VISIT_QUERY(TIME_UNKNOWN, "offset");
	size_t at = find_client(line);
	struct slice rest = slice_from(line, at + 7);

	return at < line.len && read_time(slice_first(line, at), &utc, &v) &&
	    take_client(&rest, &v) &&
	    (slice_contains(rest, SLICE("query")) ||
		slice_contains(rest, SLICE("rpz ")));
}

const struct format format_bind = {
	.name = "bind",
	.dataset = "bind.query",
	.title = "BIND, log of queries and of response policy zones",
	.channel = "network",
	.versions = "BIND 9.4 to 9.20, categories queries, rpz and security",
	.lacks = "the zone of its own stamps; who; what was answered",
	.fits = fits,
	.parse = parse,
};
