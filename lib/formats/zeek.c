/*
 * Zeek's (Bro's) http, dns, ssl, conn, dhcp and radius logs, with tabs:
 *
 *   #path	http
 *   #fields	ts	id.orig_h	...	host	uri
 *   1791790262.101	198.51.100.23	...	findly.example	/
 *
 * Fields are found by name.
 */
#include "formats/format.h"

#include "text.h"
#include "zeek.h"

enum { MOST_FIELDS = 128 };

struct state {
	enum zeek_log log;
	bool other; /* a log of another kind */
	size_t count;
	unsigned char fields[MOST_FIELDS];
	bool has[ZEEK_FIELDS];
};

static const char *
bind(struct state *s, struct slice line)
{
	const struct zeek_name *n;
	struct slice name;

	s->count = 0;
	memset(s->has, 0, sizeof s->has);
	for (;;) {
		name = slice_first(line, slice_find(line, '\t'));
		if (name.len == 0 || s->count == MOST_FIELDS) {
			s->count = 0;
			return "bad #fields";
		}
		s->fields[s->count] = NOTHING;
		for (n = zeek_names; n->name != NULL; n++)
			if (slice_equal(name, slice_of(n->name)) &&
			    !s->has[n->field]) {
				s->fields[s->count] = (unsigned char)n->field;
				s->has[n->field] = true;
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
		s->log = zeek_log_of(line);
		s->other = s->log == NO_LOG;
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
split(struct parse *p, struct slice at[ZEEK_FIELDS])
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
parse(struct parse *p)
{
	struct state *s = p->state;
	struct slice at[ZEEK_FIELDS] = { 0 };
	const char *why;

	if (*p->record.ptr == '#')
		return read_directive(s, p->record);
	if (s->other)
		return parse_ignored;
	if (s->count == 0 || s->log == NO_LOG)
		return "no #path and #fields above it";
	if ((why = split(p, at)) != NULL)
		return why;
	return zeek_row(p, s->log, at);
}

static int
recognise(struct slice head)
{
	static const char *const paths[] = { "#path\thttp\n", "#path\tdns\n",
		"#path\tssl\n", "#path\tconn\n", "#path\tdhcp\n",
		"#path\tradius\n", NULL };
	size_t i;

	if (!slice_starts_with(head, SLICE("#separator \\x09")))
		return 0;
	for (i = 0; paths[i] != NULL; i++)
		if (slice_contains(head, slice_of(paths[i])))
			return 95;
	return 0;
}

const struct format format_zeek = {
	.name = "zeek",
	.dataset = "zeek.http",
	.title = "Zeek http, dns, ssl, conn, dhcp and radius logs, with tabs",
	.channel = "network",
	.versions = "Bro 2 to Zeek 7",
	.lacks = "who; how long it took; what is inside TLS",
	.header = true,
	.state_size = sizeof(struct state),
	.recognise = recognise,
	.parse = parse,
};
