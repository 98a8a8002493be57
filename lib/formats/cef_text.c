/*
 * CEF and LEEF: from a line to names and values, and from those to a row.
 */
#include "cef.h"

#include "syslog.h"
#include "text.h"

enum { LONGEST_HEAD = 200 };

size_t
cef_begins(struct slice line, struct slice mark)
{
	size_t i;

	for (i = 0; i + mark.len < line.len && i < LONGEST_HEAD; i++)
		if (slice_starts_with(slice_from(line, i), mark) &&
		    (i == 0 || line.ptr[i - 1] == ' ' ||
			line.ptr[i - 1] == '>' || line.ptr[i - 1] == '\xbf'))
			return i;
	return line.len;
}

/* Up to a bar that no backslash stands before. */
static bool
take_head(struct slice *rest, struct arena *scratch, struct slice *out)
{
	char *text;
	size_t i, n = 0;

	for (i = 0; i < rest->len && rest->ptr[i] != '|'; i++)
		if (rest->ptr[i] == '\\')
			i++;
	if (i >= rest->len)
		return false;
	*out = slice_first(*rest, i);
	*rest = slice_from(*rest, i + 1);
	if (slice_find(*out, '\\') == out->len)
		return true;
	text = arena_alloc(scratch, out->len);
	for (i = 0; i < out->len; i++) {
		if (out->ptr[i] == '\\' && i + 1 < out->len)
			i++;
		text[n++] = out->ptr[i];
	}
	*out = (struct slice){ text, n };
	return true;
}

static bool
is_key_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-' ||
	    c == '[' || c == ']';
}

/* The length of a key that a "=" follows, or 0. */
static size_t
key_length(struct slice s)
{
	size_t i = 0;

	while (i < s.len && is_key_char(s.ptr[i]))
		i++;
	return i > 0 && i < s.len && s.ptr[i] == '=' ? i : 0;
}

/* \= \\ \| stand for the second byte, \n and \r for a space. */
static struct slice
unescape(struct slice s, struct arena *scratch)
{
	char *text;
	size_t i, n = 0;

	if (slice_find(s, '\\') == s.len)
		return s;
	text = arena_alloc(scratch, s.len);
	for (i = 0; i < s.len; i++) {
		char c = s.ptr[i];

		if (c == '\\' && i + 1 < s.len &&
		    memchr("=\\|nr\"", s.ptr[i + 1], 6) != NULL) {
			c = s.ptr[++i];
			if (c == 'n' || c == 'r')
				c = ' ';
		}
		text[n++] = c;
	}
	return (struct slice){ text, n };
}

static bool
keep(struct pairs *kv, struct slice name, struct slice value)
{
	if (kv->count == MOST_PAIRS)
		return false;
	kv->names[kv->count] = name;
	kv->values[kv->count++] = value;
	return true;
}

/* A value holds spaces: it ends before the next key. */
static bool
read_extension(struct slice rest, struct arena *scratch, struct pairs *kv)
{
	struct slice name, value;
	size_t i, key;

	kv->count = 0;
	for (rest = slice_trim(rest); rest.len > 0;) {
		if ((key = key_length(rest)) == 0)
			return false;
		name = slice_first(rest, key);
		rest = slice_from(rest, key + 1);
		for (i = 0; i < rest.len; i++) {
			if (rest.ptr[i] == '\\')
				i++;
			else if (rest.ptr[i] == ' ' &&
			    key_length(slice_from(rest, i + 1)) > 0)
				break;
		}
		value = slice_trim(slice_first(rest, i));
		rest = slice_trim(slice_from(rest, i));
		if (!keep(kv, name, unescape(value, scratch)))
			return false;
	}
	return true;
}

static bool
read_delimited(struct slice rest, char delimiter, struct pairs *kv)
{
	struct slice part;
	size_t equals;

	kv->count = 0;
	while (rest.len > 0) {
		part = slice_first(rest, slice_find(rest, delimiter));
		rest = slice_from(rest, part.len + 1);
		part = slice_trim(part);
		if (part.len == 0)
			continue;
		equals = slice_find(part, '=');
		if (equals == 0 || equals == part.len ||
		    !keep(kv, slice_first(part, equals),
			slice_trim(slice_from(part, equals + 1))))
			return false;
	}
	return true;
}

/* Up to the mark, and the time that syslog tells. */
static const char *
begin(struct parse *p, struct slice mark, struct cef *out, struct slice *rest)
{
	struct slice line = slice_trim(p->record);
	size_t at = cef_begins(line, mark);

	*out = (struct cef){ .time = TIME_UNKNOWN };
	if (line.len == 0)
		return parse_ignored;
	if (at == line.len)
		return "not an event of that form";
	*rest = slice_from(line, at + mark.len);
	out->told_time = syslog_take_time(&line, p->options, &out->time,
	    &out->source);
	return NULL;
}

const char *
cef_read(struct parse *p, struct cef *out)
{
	struct slice rest, version;
	const char *why = begin(p, SLICE("CEF:"), out, &rest);

	if (why != NULL)
		return why;
	rest = slice_trim(rest); /* FortiGate writes "CEF: 0" */
	if (!take_head(&rest, p->scratch, &version) ||
	    (!slice_equal(version, SLICE("0")) &&
		!slice_equal(version, SLICE("1"))) ||
	    !take_head(&rest, p->scratch, &out->vendor) ||
	    !take_head(&rest, p->scratch, &out->product) ||
	    !take_head(&rest, p->scratch, &out->version) ||
	    !take_head(&rest, p->scratch, &out->id) ||
	    !take_head(&rest, p->scratch, &out->name) ||
	    !take_head(&rest, p->scratch, &out->severity))
		return "no whole head: cut short?";
	return read_extension(rest, p->scratch, &out->kv) ?
	    NULL :
	    "not key=value to its end: cut short?";
}

/* "^", "0x09", "x5E"; a tab where there is none. */
static bool
take_delimiter(struct slice s, char *out)
{
	int digit, i, n = 0;

	*out = '\t';
	if (s.len == 0)
		return true;
	if (s.len == 1) {
		*out = *s.ptr;
		return true;
	}
	if (!slice_take_text(&s, SLICE("0x")) && !slice_take_char(&s, 'x'))
		return false;
	if (s.len == 0 || s.len > 2)
		return false;
	for (i = 0; i < (int)s.len; i++) {
		if ((digit = hex_digit(s.ptr[i])) == -1)
			return false;
		n = n * 16 + digit;
	}
	*out = (char)n;
	return n > 0;
}

const char *
leef_read(struct parse *p, struct cef *out)
{
	struct slice rest, version, delimiter = SLICE("");
	const char *why = begin(p, SLICE("LEEF:"), out, &rest);
	char c;

	if (why != NULL)
		return why;
	if (!take_head(&rest, p->scratch, &version) ||
	    !slice_ends_with(version, SLICE(".0")) ||
	    !take_head(&rest, p->scratch, &out->vendor) ||
	    !take_head(&rest, p->scratch, &out->product) ||
	    !take_head(&rest, p->scratch, &out->version) ||
	    !take_head(&rest, p->scratch, &out->id))
		return "no whole head: cut short?";
	/* Some of 2.0 leave the delimiter out. */
	if (slice_starts_with(version, SLICE("2")) &&
	    slice_find(rest, '|') < slice_find(rest, '='))
		slice_take_until(&rest, '|', &delimiter);
	if (!take_delimiter(delimiter, &c))
		return "a delimiter that is not known";
	return read_delimited(rest, c, &out->kv) ?
	    NULL :
	    "not key=value to its end: cut short?";
}

/* What products say of what they did; each reads them as it is written. */
static const struct action_word words[] = {
	{ "allow", VERDICT_ALLOWED }, { "allowed", VERDICT_ALLOWED },
	{ "accept", VERDICT_ALLOWED }, { "accepted", VERDICT_ALLOWED },
	{ "permit", VERDICT_ALLOWED }, { "permitted", VERDICT_ALLOWED },
	{ "pass", VERDICT_ALLOWED }, { "passed", VERDICT_ALLOWED },
	{ "passthrough", VERDICT_ALLOWED }, { "log", VERDICT_ALLOWED },
	{ "monitor", VERDICT_ALLOWED }, { "monitored", VERDICT_ALLOWED },
	{ "detect", VERDICT_ALLOWED }, { "detected", VERDICT_ALLOWED },
	{ "alert", VERDICT_ALLOWED }, { "bypass", VERDICT_ALLOWED },
	{ "warn", VERDICT_ALLOWED }, { "warned", VERDICT_ALLOWED },
	{ "continue", VERDICT_ALLOWED }, { "close", VERDICT_ALLOWED },
	{ "start", VERDICT_ALLOWED }, { "client-rst", VERDICT_ALLOWED },
	{ "server-rst", VERDICT_ALLOWED }, { "timeout", VERDICT_ALLOWED },
	{ "exempt", VERDICT_ALLOWED }, { "notified", VERDICT_ALLOWED },
	{ "forward", VERDICT_ALLOWED }, { "inspect", VERDICT_ALLOWED },
	{ "encrypt", VERDICT_ALLOWED }, { "decrypt", VERDICT_ALLOWED },
	{ "block", VERDICT_DENIED }, { "blocked", VERDICT_DENIED },
	{ "block-url", VERDICT_DENIED }, { "block-continue", VERDICT_DENIED },
	{ "deny", VERDICT_DENIED }, { "denied", VERDICT_DENIED },
	{ "drop", VERDICT_DENIED }, { "dropped", VERDICT_DENIED },
	{ "reject", VERDICT_DENIED }, { "rejected", VERDICT_DENIED },
	{ "prevent", VERDICT_DENIED }, { "prevented", VERDICT_DENIED },
	{ "reset", VERDICT_DENIED }, { "reset-both", VERDICT_DENIED },
	{ "reset-client", VERDICT_DENIED }, { "reset-server",
	    VERDICT_DENIED }, { "quarantine", VERDICT_DENIED },
	{ "quarantined", VERDICT_DENIED }, { "redirect", VERDICT_DENIED },
	{ "redirected", VERDICT_DENIED }, { "sinkhole", VERDICT_DENIED },
	{ "confirm", VERDICT_DENIED }, { "quota", VERDICT_DENIED },
	{ NULL, VERDICT_ALLOWED },
};

/* Is it of the web, of a connection, or neither? */
static bool
set_channel(const struct fields *f, struct slice firewall, struct visit *v)
{
	if (f->at[FIELD_URL].len > 0 || f->at[FIELD_HOST].len > 0)
		return true;
	v->channel = "network";
	v->dataset = firewall;
	return f->at[FIELD_SERVER].len > 0 && f->at[FIELD_CLIENT].len > 0;
}

const char *
cef_row(struct parse *p, const struct cef *e, struct fields *f,
    struct slice firewall)
{
	struct visit v = VISIT_NEW;
	struct slice *url = &f->at[FIELD_URL];

	/* Some put it in quotes. */
	if (url->len > 1 && *url->ptr == '"' && url->ptr[url->len - 1] == '"')
		*url = slice_first(slice_from(*url, 1), url->len - 2);
	if (!set_channel(f, firewall, &v))
		return parse_ignored; /* of the product itself */
	if (f->at[FIELD_TIME].len == 0) {
		if (!e->told_time)
			return "no time";
		v.stamp = e->time;
		v.source = e->source;
	}
	v.code = e->id;
	if (f->at[FIELD_ACTION].len == 0) {
		v.action = e->name.len > 0 ? e->name : e->id;
		v.verdict = VERDICT_UNKNOWN;
	}
	return fields_row(p, f, words, &v);
}
