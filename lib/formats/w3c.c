/*
 * W3C extended logs: a heading names the fields of the lines under it, and
 * another may follow at any place.
 *
 *   #Fields: date time c-ip cs-username cs-method cs-uri-stem sc-status
 *   2026-10-12 07:31:02 198.51.100.23 QUILLBROOK\amy.adams GET /owa/ 200
 *
 * IIS, ISA and TMG (tabs), Blue Coat (quotes, perhaps behind syslog), and the
 * transactions of Netskope.  Times are UTC and mark the end of a request;
 * time-taken is in milliseconds by all of those, whatever the standard says.
 */
#include "formats/format.h"

#include "recognise.h"
#include "stamp.h"
#include "syslog.h"
#include "text.h"
#include "visit.h"

enum {
	MOST_FIELDS = 256,
	UNVERIFIED = '?', /* TMG puts it after a name that nobody proved */
	FIRST_TMG_CODE = 10000,
	TMG_REFUSED = 12202,
	TMG_LOG_ON = 12209,
};

enum field {
	NOTHING,
	DATE,
	TIME,
	TAKEN,
	CLIENT,
	CLIENT_NAME,
	USER,
	METHOD,
	STATUS,
	BYTES,
	URI,
	SCHEME,
	HOST,
	PORT,
	STEM,
	QUERY,
	AGENT,
	MIME,
	RESULT, /* of the filter: DENIED, OBSERVED */
	ACTION,
	CATEGORY,
	WHY,	 /* x-exception-id */
	RULE,
	SERVER,
	OWN_ADDRESS, /* of what wrote the log: the server of IIS */
	FIELD_COUNT,
};

/* clang-format off */
static const struct named {
	const char *name;
	enum field field;
} names[] = {
	{ "date", DATE }, { "time", TIME }, { "time-taken", TAKEN },
	{ "c-ip", CLIENT }, { "c-dns", CLIENT_NAME },
	{ "cs-username", USER }, { "cs-userdn", USER }, { "cs-user", USER },
	{ "c-auth-id", USER },
	{ "cs-method", METHOD }, { "s-operation", METHOD },
	{ "sc-status", STATUS }, { "sc-bytes", BYTES },
	{ "cs-uri", URI }, { "c-uri", URI }, { "cs-url", URI },
	{ "cs-uri-scheme", SCHEME }, { "cs-host", HOST }, { "cs(host)", HOST },
	{ "r-host", HOST }, { "cs-uri-port", PORT }, { "s-port", PORT },
	{ "cs-uri-path", STEM }, { "cs-uri-stem", STEM },
	{ "cs-uri-query", QUERY },
	{ "cs(user-agent)", AGENT }, { "c-agent", AGENT },
	{ "rs(content-type)", MIME }, { "sc(content-type)", MIME },
	{ "cs-mime-type", MIME }, { "s-action", ACTION }, { "action", ACTION },
	{ "sc-filter-result", RESULT }, { "cs-categories", CATEGORY },
	{ "sc-filter-category", CATEGORY }, { "urlcategory", CATEGORY },
	{ "x-exception-id", WHY }, { "rule", RULE },
	{ "r-ip", SERVER }, { "s-ip", OWN_ADDRESS },
};

/* Netskope's transactions: what it knows of the client within the school, and
 * the whole URL, go before the names that others have too. */
static const struct named netskope_names[] = {
	{ "x-cs-userip", CLIENT }, { "x-cs-url", URI },
	{ "x-cs-dst-ip", SERVER }, { "x-category", CATEGORY },
	{ "x-policy-action", RESULT }, { "x-policy-name", RULE },
	{ "cs-user-agent", AGENT }, { "sc-content-type", MIME },
};
/* clang-format on */

struct state {
	size_t count; /* of fields; 0: no heading yet */
	unsigned char fields[MOST_FIELDS];
	bool has[FIELD_COUNT];
	bool tabs;
	bool iis, tmg;	 /* by #Software */
	bool bluecoat;	 /* by its fields */
	bool netskope;	 /* likewise */
	bool odd_clock;	 /* #GMT-Offset: whose clock it is, is not known */
	int32_t day;	 /* of #Date */
	bool has_day;
};

static enum field
field_in(const struct named *list, size_t count, struct slice name)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (slice_equal_fold(name, slice_of(list[i].name)))
			return list[i].field;
	return NOTHING;
}

/* Which field the next name is for: of two of a field the first counts, but
 * Netskope's own name before any. */
static enum field
field_of(struct state *s, struct slice name)
{
	enum field f = NOTHING;
	size_t i;

	if (s->netskope)
		f = field_in(netskope_names,
		    sizeof netskope_names / sizeof *netskope_names, name);
	if (f != NOTHING) {
		for (i = 0; i < s->count; i++)
			if (s->fields[i] == f)
				s->fields[i] = NOTHING;
		return f;
	}
	f = field_in(names, sizeof names / sizeof *names, name);
	return s->has[f] ? NOTHING : f;
}

static const char *
bind(struct state *s, struct slice text)
{
	struct slice name;
	enum field f;

	s->count = 0;
	memset(s->has, 0, sizeof s->has);
	s->netskope = slice_contains(text, SLICE("x-policy-action"));
	s->bluecoat = false;
	s->tabs = slice_find(slice_trim(text), '\t') < slice_trim(text).len;
	for (;;) {
		text = slice_trim(text);
		if (text.len == 0)
			return NULL;
		name = slice_first(text,
		    slice_find(text, s->tabs ? '\t' : ' '));
		text = slice_from(text, name.len);
		if (s->count == MOST_FIELDS) {
			s->count = 0;
			return "more fields than can be read";
		}
		f = field_of(s, name);
		s->has[f] = f != NOTHING;
		s->fields[s->count++] = (unsigned char)f;
		s->bluecoat |= !s->netskope &&
		    (f == WHY || f == RESULT || f == CATEGORY);
	}
}

static const char *
read_directive(struct state *s, struct slice line)
{
	int64_t ignored;

	if (slice_take_text(&line, SLICE("#Fields:")))
		return bind(s, line) == NULL ? parse_ignored :
					       "more fields than can be read";
	if (slice_take_text(&line, SLICE("#Software:"))) {
		line = slice_trim(line);
		s->iis = slice_starts_with(line,
			     SLICE("Microsoft Internet Information")) ||
		    slice_starts_with(line, SLICE("Microsoft HTTP")) ||
		    slice_starts_with(line, SLICE("IIS "));
		s->tmg = slice_contains(line, SLICE("Gateway")) ||
		    slice_contains(line, SLICE("ISA")) ||
		    slice_contains(line, SLICE("Internet Security"));
	} else if (slice_take_text(&line, SLICE("#Date:")) ||
	    slice_take_text(&line, SLICE("#Start-Date:"))) {
		line = slice_trim(line);
		s->has_day = stamp_take_date(&line, '-', false, &s->day);
	} else if (slice_take_text(&line, SLICE("#GMT-Offset:"))) {
		line = slice_trim(line);
		s->odd_clock = !stamp_take_offset(&line, &ignored) ||
		    ignored != 0;
	}
	return parse_ignored;
}

/* "..." with "" for a quote; borrowed, or from scratch. */
static bool
take_quoted(struct slice *rest, char separator, struct arena *scratch,
    struct slice *value)
{
	char *out = NULL;
	size_t i, n = 0;

	for (i = 1; i < rest->len; i++) {
		if (rest->ptr[i] != '"') {
			n++;
			continue;
		}
		if (i + 1 < rest->len && rest->ptr[i + 1] == '"') {
			i++;
			n++;
			out = arena_alloc(scratch, rest->len);
			continue;
		}
		break;
	}
	if (i >= rest->len ||
	    (i + 1 < rest->len && rest->ptr[i + 1] != separator))
		return false;
	*value = (struct slice){ rest->ptr + 1, i - 1 };
	*rest = slice_from(*rest, i + 1);
	if (out == NULL)
		return true;
	for (i = n = 0; i < value->len; i++) {
		out[n++] = value->ptr[i];
		i += value->ptr[i] == '"';
	}
	*value = (struct slice){ out, n };
	return true;
}

/* The next value, and what separates it from the one after. */
static bool
take_value(struct parse *p, struct slice *rest, struct slice *value)
{
	const struct state *s = p->state;
	char separator = s->tabs ? '\t' : ' ';
	/* IIS and TMG do not quote: a quote there is an agent's own. */
	bool quoted = rest->len > 0 && *rest->ptr == '"' && !s->iis &&
	    !s->tmg && take_quoted(rest, separator, p->scratch, value);

	if (!quoted) {
		*value = slice_first(*rest, slice_find(*rest, separator));
		*rest = slice_from(*rest, value->len);
	}
	if (s->tabs)
		return rest->len == 0 || slice_take_char(rest, '\t');
	while (slice_take_char(rest, ' '))
		;
	return quoted || value->len > 0;
}

static const char *
split(struct parse *p, struct slice line, struct slice at[FIELD_COUNT])
{
	const struct state *s = p->state;
	struct slice value;
	size_t i;

	/* Spaces at the end; a tab there may stand for an empty field. */
	while (!s->tabs && line.len > 0 && line.ptr[line.len - 1] == ' ')
		line.len--;
	for (i = 0; i < s->count; i++) {
		if ((line.len == 0 && !(s->tabs && i + 1 == s->count)) ||
		    !take_value(p, &line, &value))
			return "fewer fields than #Fields names: cut short?";
		if (s->fields[i] != NOTHING)
			at[s->fields[i]] = value;
	}
	return line.len == 0 ? NULL :
			       "more fields than #Fields names: a space in a "
			       "name?";
}

static const char *
set_time(const struct state *s, const struct slice at[FIELD_COUNT],
    struct visit *v)
{
	struct slice date = at[DATE], clock = at[TIME];
	int32_t day = s->day;
	int64_t micro;

	if (s->odd_clock)
		return "#GMT-Offset: whose clock it is, is not known";
	if (s->has[DATE]) {
		if (!stamp_take_date(&date, '-', false, &day) || date.len > 0)
			return "bad date";
	} else if (!s->has_day)
		return "no date, in the line or above it";
	if (!stamp_take_clock(&clock, false, &micro) || clock.len > 0)
		return "bad time";
	v->stamp = stamp_utc(day, micro);
	if (text_is_blank(at[TAKEN]))
		return NULL;
	/* Only a fraction tells seconds; else, only whom we know. */
	if (slice_find(at[TAKEN], '.') < at[TAKEN].len)
		v->duration = stamp_duration(at[TAKEN], TIME_SECOND);
	else if (s->iis || s->tmg || s->bluecoat || s->netskope)
		v->duration = stamp_duration(at[TAKEN], 1000);
	else
		return NULL;
	return v->duration < 0 ? "bad time-taken" : NULL;
}

/* IIS writes a space as "+". */
static struct slice
with_spaces(struct slice s, struct arena *scratch)
{
	char *out;
	size_t i;

	if (s.len == 0 || memchr(s.ptr, '+', s.len) == NULL)
		return s;
	out = arena_alloc(scratch, s.len);
	for (i = 0; i < s.len; i++)
		out[i] = s.ptr[i] == '+' ? ' ' : s.ptr[i];
	return (struct slice){ out, s.len };
}

static void
set_user(const struct state *s, struct slice user, struct visit *v)
{
	if (s->tmg && user.len > 0 && user.ptr[user.len - 1] == UNVERIFIED)
		return;
	if (slice_equal_fold(user, SLICE("anonymous")))
		return;
	/* cs-userdn may be "cn=...": no account. */
	if (slice_find(user, '=') == user.len)
		v->account = user;
}

static const char *
set_status(const struct state *s, struct slice text, struct visit *v)
{
	if (!visit_number(text, &v->status))
		return "bad status";
	if (!s->tmg || v->status < FIRST_TMG_CODE)
		return NULL;
	v->code = text;
	if (v->status == TMG_REFUSED)
		v->verdict = VERDICT_DENIED;
	if (v->status == TMG_LOG_ON)
		v->verdict = VERDICT_CHALLENGE;
	else if (v->verdict == VERDICT_ALLOWED)
		v->status = 0; /* the connection failed */
	if (v->status >= FIRST_TMG_CODE)
		v->status = NUMBER_UNKNOWN;
	return NULL;
}

static void
set_verdict(const struct slice at[FIELD_COUNT], struct visit *v)
{
	bool asked = slice_starts_with(at[WHY], SLICE("authentication_"));

	v->reason = at[WHY];
	if (slice_equal_fold(at[RESULT], SLICE("DENIED")) ||
	    slice_equal_fold(at[RESULT], SLICE("block")) ||
	    slice_starts_with(at[ACTION], SLICE("TCP_DENIED")) ||
	    slice_equal_fold(at[ACTION], SLICE("Denied")))
		v->verdict = VERDICT_DENIED;
	else if (slice_equal_fold(at[RESULT], SLICE("NotChecked")))
		v->verdict = VERDICT_UNKNOWN;
	if (v->status == 407 || (v->status == 401 && asked))
		v->verdict = VERDICT_CHALLENGE;
	if (v->verdict == VERDICT_DENIED && text_is_blank(v->reason))
		v->reason = at[RULE];
	v->action = text_is_blank(at[ACTION]) ? at[RESULT] : at[ACTION];
}

static const char *
set_site(const struct slice at[FIELD_COUNT], struct visit *v)
{
	if (!text_is_blank(at[URI])) {
		v->url = at[URI];
		return NULL;
	}
	v->scheme = at[SCHEME];
	v->host = at[HOST];
	v->path = at[STEM];
	v->query = at[QUERY];
	/* What a tunnel is to is no address of its own. */
	if (slice_equal_fold(v->scheme, SLICE("tcp")))
		v->scheme = SLICE("");
	return visit_number(at[PORT], &v->port) ? NULL : "bad port";
}

static const char *
add(struct parse *p, const struct slice at[FIELD_COUNT])
{
	const struct state *s = p->state;
	struct visit v = VISIT_NEW;
	const char *why;

	if ((why = set_time(s, at, &v)) != NULL ||
	    (why = set_status(s, at[STATUS], &v)) != NULL ||
	    (why = set_site(at, &v)) != NULL)
		return why;
	if (!visit_number(at[BYTES], &v.bytes))
		return "bad size";
	set_verdict(at, &v);
	set_user(s, at[USER], &v);
	v.client = at[CLIENT];
	v.machine = at[CLIENT_NAME];
	v.method = at[METHOD];
	v.agent = s->iis ? with_spaces(at[AGENT], p->scratch) : at[AGENT];
	v.mime = at[MIME];
	v.category = at[CATEGORY];
	v.server = at[SERVER];
	/* A proxy's own address is not where the page came from. */
	if (v.server.len == 0 && !s->tmg && !s->bluecoat && !s->netskope)
		v.server = at[OWN_ADDRESS];
	if (s->iis)
		v.dataset = SLICE("iis.access");
	else if (s->tmg)
		v.dataset = SLICE("tmg.access");
	else if (s->bluecoat)
		v.dataset = SLICE("bluecoat.access");
	else if (s->netskope)
		v.dataset = SLICE("netskope.web");
	return visit_row(p, &v);
}

/* "#Fields: ..." */
static bool
is_directive(struct slice s)
{
	size_t i;

	for (i = 1; i < s.len && s.ptr[i] != ':'; i++)
		if (s.ptr[i] != '-' &&
		    ((s.ptr[i] | 32) < 'a' || (s.ptr[i] | 32) > 'z'))
			return false;
	return i > 1 && i < s.len;
}

/* Blue Coat sends lines, and headings, through syslog. */
static struct slice
body(struct slice line, const struct format_options *options)
{
	struct syslog_line s;
	size_t mark;

	slice_take_text(&line, SLICE("\xef\xbb\xbf"));
	if (line.len == 0 || *line.ptr == '#' || *line.ptr == '"' ||
	    (*line.ptr >= '0' && *line.ptr <= '9'))
		return line;
	/* Its headings have no tag. */
	mark = slice_find(line, '#');
	if (syslog_begins(line) && is_directive(slice_from(line, mark)))
		return slice_from(line, mark);
	return syslog_split(line, options, &s) ? s.text : line;
}

static const char *
parse(struct parse *p)
{
	struct slice line = body(p->record, p->options);
	struct slice at[FIELD_COUNT] = { 0 };
	struct state *s = p->state;
	const char *why;

	if (line.len == 0)
		return parse_ignored;
	if (*line.ptr == '#')
		return read_directive(s, line);
	if (s->count == 0)
		return "no #Fields above it";
	if (!s->has[TIME] || !(s->has[CLIENT] || s->has[USER]))
		return "#Fields names no time, or neither client nor user";
	if ((why = split(p, line, at)) != NULL)
		return why;
	return add(p, at);
}

static int
recognise(struct slice head)
{
	static const struct format_options utc = { .modified = TIME_UNKNOWN };
	struct slice line;
	int lines = 0;

	while (lines++ < 16 && slice_take_line(&head, &line)) {
		line = body(line, &utc);
		if (slice_take_text(&line, SLICE("#Fields:")))
			return slice_contains(line, SLICE("time")) &&
				(slice_contains(line, SLICE("c-ip")) ||
				    slice_contains(line,
					SLICE("cs-user"))) ?
			    95 :
			    0;
	}
	return 0;
}

const struct format format_w3c = {
	.name = "w3c",
	.dataset = "w3c.access",
	.title = "W3C extended log (#Fields:)",
	.channel = "web",
	.versions = "IIS 5 to 10, ISA 2004 to TMG 2010 (W3C option), "
		    "Blue Coat ProxySG main; unverified: Netskope "
		    "transactions",
	.lacks = "what #Fields does not name; names that TMG has not verified",
	.header = true,
	.state_size = sizeof(struct state),
	.recognise = recognise,
	.parse = parse,
};
