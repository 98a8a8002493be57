/*
 * unbound's log of queries, replies, local zones and response policy zones,
 * from its own file or through syslog:
 *
 *   [1791790262] unbound[812:0] info: 198.51.100.24 findly.example. A IN
 *   Oct 12 08:31:02 ns unbound: [812:0] info: 198.51.100.24 findly.example. A
 *     IN NOERROR 0.012 0 56
 *   [1791790263] unbound[812:0] info: betmoor.example. always_null
 *     198.51.100.24@53212 betmoor.example. A IN
 *   [1791790264] unbound[812:0] info: rpz: applied [school] betmoor.example.
 *     rpz-nxdomain 198.51.100.24@53213 betmoor.example. A IN
 *
 * (each one line in the log).  Where both queries and replies are logged, a
 * reply says nothing new.
 */
#include "formats/format.h"

#include "stamp.h"
#include "syslog.h"
#include "text.h"
#include "visit.h"

struct state {
	bool queries; /* are logged */
};

static const char *const refusals[] = { "deny", "refuse", "static",
	"redirect", "always_nxdomain", "always_nodata", "always_refuse",
	"always_deny", "always_null", "inform_deny", "inform_redirect",
	"block_a", "rpz-nxdomain", "rpz-nodata", "rpz-drop",
	"rpz-local-data", "rpz-tcp-only", "rpz-cname-override", NULL };
static const char *const passes[] = { "inform", "transparent",
	"typetransparent", "always_transparent", "nodefault", "noview",
	"rpz-passthru", "rpz-disabled", NULL };

/* Past "unbound[812:0] info: " or "unbound: [812:0] info: ". */
static bool
take_head(struct slice *line, const struct format_options *options,
    struct visit *v)
{
	struct slice rest = *line, word, level;
	size_t i;

	if (slice_take_char(&rest, '[')) {
		if (!slice_take_until(&rest, ']', &word) ||
		    !stamp_epoch(word, &v->stamp))
			return false;
	} else if (!syslog_take_time(&rest, options, &v->stamp, &v->source))
		return false;
	for (i = 0; i < rest.len && i < 120; i++)
		if (slice_starts_with(slice_from(rest, i),
			SLICE(" unbound")))
			break;
	if (i >= rest.len || i >= 120)
		return false;
	rest = slice_from(rest, i + 1);
	if (!slice_take_word(&rest, &word))
		return false;
	/* "[812:0]" may stand alone, after what syslog puts in front. */
	while (slice_take_word(&rest, &level) && *level.ptr != 'i' &&
	    level.ptr[level.len - 1] != ':')
		;
	*line = slice_trim(rest);
	return slice_equal(level, SLICE("info:")) ||
	    slice_equal(level, SLICE("query:")) ||
	    slice_equal(level, SLICE("reply:"));
}

/* "findly.example. A IN", and perhaps what was answered. */
static bool
take_question(struct slice *rest, struct visit *v)
{
	struct slice name, class;

	if (!slice_take_word(rest, &name) ||
	    !slice_take_word(rest, &v->method) ||
	    !slice_take_word(rest, &class) ||
	    name.ptr[name.len - 1] != '.' ||
	    !(slice_equal(class, SLICE("IN")) ||
		slice_starts_with(class, SLICE("CLASS")) ||
		slice_equal(class, SLICE("CH"))))
		return false;
	v->host = visit_dns_name(name);
	return true;
}

/* "198.51.100.24@53212 betmoor.example. A IN" after what was done. */
static const char *
add_local(struct parse *p, struct slice action, struct slice rest,
    struct visit *v)
{
	struct slice client;
	size_t at;

	if (!slice_take_word(&rest, &client))
		return parse_ignored;
	at = slice_find(client, '@');
	v->client = slice_first(client, at);
	if (at == client.len || !url_host_is_address(v->client) ||
	    !visit_number(slice_from(client, at + 1), &v->client_port))
		return parse_ignored;
	v->action = action;
	if (text_is_one_of(action, refusals))
		v->verdict = VERDICT_DENIED;
	else if (!text_is_one_of(action, passes))
		return "an action that is not known";
	return take_question(&rest, v) ? visit_row(p, v) :
					 "no name and type: cut short?";
}

static const char *
add(struct parse *p, struct slice rest, struct visit *v)
{
	struct state *s = p->state;
	struct slice word, action, zone;

	if (slice_take_text(&rest, SLICE("rpz: applied ["))) {
		if (!slice_take_until(&rest, ']', &v->rule) ||
		    !slice_take_word(&rest, &zone) ||
		    !slice_take_word(&rest, &action))
			return "cut short";
		return add_local(p, action, rest, v);
	}
	if (!slice_take_word(&rest, &word))
		return parse_ignored;
	if (!url_host_is_address(word)) {
		/* A zone of its own, or what it says of itself. */
		v->rule = visit_dns_name(word);
		if (word.ptr[word.len - 1] != '.' ||
		    !slice_take_word(&rest, &action))
			return parse_ignored;
		return add_local(p, action, rest, v);
	}
	v->client = word;
	if (!take_question(&rest, v))
		return "no name and type: cut short?";
	rest = slice_trim(rest);
	if (rest.len == 0)
		s->queries = true;
	else if (s->queries)
		return parse_ignored;
	else if (slice_take_word(&rest, &v->reason) &&
	    slice_take_word(&rest, &word))
		v->duration = stamp_duration(word, TIME_SECOND);
	return visit_row(p, v);
}

static const char *
parse(struct parse *p)
{
	struct slice line = slice_trim(p->record);
	struct visit v = VISIT_QUERY(TIME_UNKNOWN, "offset");

	if (line.len == 0)
		return parse_ignored;
	if (!take_head(&line, p->options, &v))
		return v.stamp == TIME_UNKNOWN ? "bad time" : parse_ignored;
	return add(p, line, &v);
}

static bool
fits(struct slice line)
{
	static const struct format_options utc = { .modified = TIME_UNKNOWN };
	struct visit v = VISIT_QUERY(TIME_UNKNOWN, "offset");

	return take_head(&line, &utc, &v);
}

const struct format format_unbound = {
	.name = "unbound",
	.dataset = "unbound.query",
	.title = "unbound, log of queries",
	.channel = "network",
	.versions = "unbound 1.6 to 1.22: log-queries, log-replies, "
		    "log-local-actions, rpz-log; pfSense, OPNsense",
	.lacks = "who; what was answered, where queries are logged",
	.state_size = sizeof(struct state),
	.fits = fits,
	.parse = parse,
};
