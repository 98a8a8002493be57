/*
 * Zeek's (Bro's) http, dns and ssl logs, with tabs:
 *
 *   #path	http
 *   #fields	ts	id.orig_h	...	host	uri
 *   1791790262.101	198.51.100.23	...	findly.example	/
 *
 * Fields are found by name.  The stamp is when a request was seen.  A DNS
 * query is not a visit; of TLS only the name asked for is known.
 */
#include "formats/format.h"

#include "stamp.h"
#include "text.h"
#include "visit.h"
#include "web.h"

enum { MOST_FIELDS = 128 };

enum field {
	NOTHING,
	TS,
	CLIENT,
	SERVER,
	SERVER_PORT,
	METHOD,
	HOST,
	URI,
	AGENT,
	STATUS,
	BYTES,
	USER,
	MIME,
	QUERY,
	QUERY_TYPE,
	REPLY,
	REJECTED,
	SNI,
	ESTABLISHED,
	FIELD_COUNT,
};

enum path { NO_PATH, HTTP, DNS, SSL };

static const struct {
	const char *name;
	enum field field;
} names[] = {
	{ "ts", TS }, { "id.orig_h", CLIENT }, { "id.resp_h", SERVER },
	{ "id.resp_p", SERVER_PORT }, { "method", METHOD }, { "host", HOST },
	{ "uri", URI }, { "user_agent", AGENT }, { "status_code", STATUS },
	{ "response_body_len", BYTES }, { "username", USER },
	{ "resp_mime_types", MIME }, { "mime_type", MIME },
	{ "query", QUERY }, { "qtype_name", QUERY_TYPE },
	{ "rcode_name", REPLY }, { "rejected", REJECTED },
	{ "server_name", SNI }, { "established", ESTABLISHED },
};

struct state {
	enum path path;
	bool other; /* a log of another kind */
	size_t count;
	unsigned char fields[MOST_FIELDS];
	bool has[FIELD_COUNT];
};

static const char *
bind(struct state *s, struct slice line)
{
	struct slice name;
	size_t i;

	s->count = 0;
	memset(s->has, 0, sizeof s->has);
	for (;;) {
		name = slice_first(line, slice_find(line, '\t'));
		if (name.len == 0 || s->count == MOST_FIELDS) {
			s->count = 0;
			return "bad #fields";
		}
		s->fields[s->count] = NOTHING;
		for (i = 0; i < sizeof names / sizeof *names; i++)
			if (slice_equal(name, slice_of(names[i].name)) &&
			    !s->has[names[i].field]) {
				s->fields[s->count] =
				    (unsigned char)names[i].field;
				s->has[names[i].field] = true;
			}
		s->count++;
		if (name.len == line.len)
			return parse_ignored;
		line = slice_from(line, name.len + 1);
	}
}

static const char *
read_directive(struct state *s, struct slice line)
{
	if (slice_take_text(&line, SLICE("#fields\t")))
		return bind(s, line);
	if (slice_take_text(&line, SLICE("#path\t"))) {
		s->path = slice_equal(line, SLICE("http")) ? HTTP :
		    slice_equal(line, SLICE("dns"))	   ? DNS :
		    slice_equal(line, SLICE("ssl"))	   ? SSL :
							     NO_PATH;
		s->other = s->path == NO_PATH;
	}
	return parse_ignored;
}

/* "-" is unset, "(empty)" is empty; bytes are \xNN. */
static struct slice
value_of(struct parse *p, struct slice s)
{
	if (text_is_blank(s) || slice_equal(s, SLICE("(empty)")))
		return SLICE("");
	return slice_contains(s, SLICE("\\x")) ? text_unescape(s, p->scratch) :
						 s;
}

static const char *
split(struct parse *p, struct slice at[FIELD_COUNT])
{
	const struct state *s = p->state;
	struct slice line = p->record, value;
	size_t i;

	for (i = 0; i < s->count; i++) {
		size_t end = slice_find(line, '\t');

		if ((end == line.len) != (i + 1 == s->count))
			return end == line.len ?
			    "fewer fields than #fields names: cut short?" :
			    "more fields than #fields names";
		value = slice_first(line, end);
		line = slice_from(line, end + 1);
		if (s->fields[i] != NOTHING)
			at[s->fields[i]] = value_of(p, value);
	}
	return NULL;
}

static const char *
add_query(struct parse *p, const struct slice at[FIELD_COUNT], int64_t stamp)
{
	struct batch *b = p->batch;
	uint32_t row;

	if (at[QUERY].len == 0)
		return parse_ignored;
	if (!text_is_clean(at[QUERY]))
		return "bad name";
	row = parse_row(p);
	batch_set_text(b, row, COL_DATASET, SLICE("zeek.dns"));
	batch_set_number(b, row, COL_TIMESTAMP, stamp);
	batch_set_number(b, row, COL_START, stamp);
	batch_set_text(b, row, COL_TIME_SOURCE, SLICE("offset"));
	batch_set_text(b, row, COL_CHANNEL, SLICE("network"));
	batch_set_text(b, row, COL_KIND, SLICE("query"));
	batch_set_text(b, row, COL_ACTION, SLICE("query"));
	batch_set_text(b, row, COL_METHOD, at[QUERY_TYPE]);
	batch_set_text(b, row, COL_ADDRESS, at[CLIENT]);
	batch_set_text(b, row, COL_DESTINATION, at[SERVER]);
	batch_set_symbol(b, row, COL_DOMAIN_NAME, web_host(p, at[QUERY]));
	batch_set_text(b, row, COL_REASON, at[REPLY]);
	batch_set_text(b, row, COL_TYPE, SLICE("allowed"));
	batch_set_text(b, row, COL_OUTCOME,
	    slice_equal(at[REPLY], SLICE("NOERROR")) ? SLICE("success") :
		at[REPLY].len == 0		     ? SLICE("unknown") :
						       SLICE("failure"));
	parse_row_done(p, row);
	return NULL;
}

static const char *
add_visit(struct parse *p, const struct slice at[FIELD_COUNT], int64_t stamp)
{
	const struct state *s = p->state;
	struct visit v = VISIT_NEW;

	v.stamp = stamp;
	v.stamped_at_start = true;
	v.client = at[CLIENT];
	v.server = at[SERVER];
	if (s->path == SSL) {
		v.host = at[SNI];
		v.method = SLICE("CONNECT"); /* what it is to a proxy */
		v.dataset = SLICE("zeek.ssl");
		if (!visit_number(at[SERVER_PORT], &v.port))
			return "bad port";
		return v.host.len == 0 ? parse_ignored : visit_row(p, &v);
	}
	v.dataset = SLICE("zeek.http");
	v.method = at[METHOD];
	v.account = at[USER];
	v.agent = at[AGENT];
	v.mime = slice_first(at[MIME], slice_find(at[MIME], ','));
	if (!visit_number(at[STATUS], &v.status) ||
	    !visit_number(at[BYTES], &v.bytes))
		return "bad size or status";
	/* To a proxy the whole address is sent. */
	if ((slice_contains(at[URI], SLICE("://")) &&
		!slice_starts_with(at[URI], SLICE("/"))) ||
	    slice_equal(v.method, SLICE("CONNECT"))) {
		v.url = at[URI];
		return visit_row(p, &v);
	}
	v.scheme = SLICE("http");
	v.host = slice_first(at[HOST], slice_find(at[HOST], ':'));
	if (v.host.len < at[HOST].len &&
	    !text_to_number(slice_from(at[HOST], v.host.len + 1), &v.port))
		return "bad host";
	v.path = slice_first(at[URI], slice_find(at[URI], '?'));
	v.query = slice_from(at[URI], v.path.len);
	return visit_row(p, &v);
}

static const char *
parse(struct parse *p)
{
	struct state *s = p->state;
	struct slice at[FIELD_COUNT] = { 0 };
	const char *why;
	int64_t stamp;

	if (p->record.len == 0)
		return parse_ignored;
	if (memchr(p->record.ptr, '\0', p->record.len) != NULL)
		return "a NUL byte";
	if (*p->record.ptr == '#')
		return read_directive(s, p->record);
	if (s->other)
		return parse_ignored;
	if (s->count == 0 || s->path == NO_PATH)
		return "no #path and #fields above it";
	if ((why = split(p, at)) != NULL)
		return why;
	if (!stamp_epoch(at[TS], &stamp))
		return "bad time";
	if (!url_host_is_address(at[CLIENT]))
		return "no client";
	return s->path == DNS ? add_query(p, at, stamp) :
				add_visit(p, at, stamp);
}

static int
recognise(struct slice head)
{
	return slice_starts_with(head, SLICE("#separator \\x09")) &&
		(slice_contains(head, SLICE("#path\thttp")) ||
		    slice_contains(head, SLICE("#path\tdns")) ||
		    slice_contains(head, SLICE("#path\tssl"))) ?
	    95 :
	    0;
}

const struct format format_zeek = {
	.name = "zeek",
	.dataset = "zeek.http",
	.title = "Zeek http, dns and ssl logs, with tabs",
	.channel = "network",
	.versions = "Bro 2 to Zeek 7",
	.lacks = "who; how long it took; what is inside TLS",
	.header = true,
	.state_size = sizeof(struct state),
	.recognise = recognise,
	.parse = parse,
};
