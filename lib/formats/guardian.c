/*
 * Access logs of e2guardian and DansGuardian, by logfileformat:
 *
 *   1  2026.10.12 8:31:02 who from where what how size weight cat ...
 *   2  "2026.10.12 8:31:02","who","from", ... (19 cells)
 *   4  the same with tabs between them
 *   5  1791803523.101 server who from host where how code size mime agent
 *      - duration - message what weight cat groupname group  (tabs)
 *   6  as 5 without the server; 7, 8  as 5, 6 with two fields more
 *
 * (3 is Squid's own layout.)  The stamp is the end.  The words of `what` are
 * translated, so that a refusal is told by the number of its message, and
 * where there is none, by status 403 with a word in stars.
 */
#include "guardian.h"

#include "layout.h"
#include "stamp.h"
#include "syslog.h"
#include "text.h"
#include "visit.h"

enum {
	MOST_CELLS = 24,
	CELLS = 19,	  /* of 1, 2 and 4 */
	FEWEST_CELLS = 12, /* of old DansGuardian */
	NEWER_CELLS = 20,
	LONGER_CELLS = 22,
};

struct cells {
	struct slice at[MOST_CELLS];
	size_t count;
};

/* What both kinds of layout say. */
struct hit {
	struct slice when, utime, who, from, host, where, what, how, size,
	    category, code, mime, agent, message, duration, group;
};

static bool
split(struct slice line, struct slice separator, struct cells *out)
{
	size_t i;

	out->count = 0;
	for (i = 0; i + separator.len <= line.len;) {
		if (memcmp(line.ptr + i, separator.ptr, separator.len) != 0) {
			i++;
			continue;
		}
		if (out->count + 1 == MOST_CELLS)
			return false;
		out->at[out->count++] = slice_first(line, i);
		line = slice_from(line, i + separator.len);
		i = 0;
	}
	out->at[out->count++] = line;
	return true;
}

/* "2026.10.2 8:31:02", perhaps with the seconds since 1970 after it. */
static bool
take_when(const struct format_options *options, struct slice when,
    int64_t *stamp, const char **source)
{
	int32_t day;
	int64_t micro;

	if (!stamp_take_date(&when, '.', true, &day) ||
	    !slice_take_char(&when, ' ') ||
	    !stamp_take_clock(&when, true, &micro))
		return false;
	if (when.len == 0) {
		*stamp = stamp_local(options, day, micro, source);
		return true;
	}
	return slice_take_char(&when, ' ') && stamp_epoch(when, stamp);
}

/* Messages that say why something was let through all the same. */
static bool
is_exception(int64_t n)
{
	return n == 456 || n == 457 || (n >= 600 && n < 700);
}

/* Words in stars that DansGuardian, and e2guardian in English, write where
 * nothing was refused. */
static bool
is_harmless(struct slice what)
{
	static const char *const words[] = { "*EXCEPTION*", "*TRUSTED*",
		"*SCANNED*", "*CONTENTMOD*", "*URLMOD*", "*HEADERMOD*",
		"*HEADERADD*", "*NETERROR*", NULL };
	const char *const *w;
	bool harmless = false;

	if (slice_contains(what, SLICE("*DENIED")) ||
	    slice_contains(what, SLICE("*INFECTED*")))
		return false;
	for (w = words; *w != NULL; w++)
		harmless |= slice_contains(what, slice_of(*w));
	return harmless;
}

static enum verdict
judge(const struct hit *h, const struct visit *v)
{
	int64_t n = 0;

	if (v->status == 407)
		return VERDICT_CHALLENGE;
	if (v->status != 403)
		return VERDICT_ALLOWED;
	/* 403 without a reason is the site's own. */
	if (text_to_number(h->message, &n) && n > 0)
		return is_exception(n) ? VERDICT_ALLOWED : VERDICT_DENIED;
	return slice_starts_with(h->what, SLICE("*")) &&
		!is_harmless(h->what) ?
	    VERDICT_DENIED :
	    VERDICT_ALLOWED;
}

/* "*SCANNED* *DENIED* Banned site: x": the last word in stars, and the
 * rest. */
static void
split_what(struct slice what, struct visit *v)
{
	struct slice rest = slice_trim(what), word;

	while (slice_take_char(&rest, '*') &&
	    slice_take_until(&rest, '*', &word)) {
		v->action = word;
		rest = slice_trim(rest);
	}
	v->reason = rest;
}

/* The filter group, whose rules decided; quotes are in its name's own
 * setting.  While it still asks who is there, it is no group. */
static struct slice
group_of(struct slice name)
{
	while (name.len > 1 && *name.ptr == '"' &&
	    name.ptr[name.len - 1] == '"')
		name = (struct slice){ name.ptr + 1, name.len - 2 };
	return text_is_blank(name) ||
		slice_equal(name, SLICE("negotiate_identification")) ?
	    SLICE("") :
	    name;
}

static const char *
add_hit(struct parse *p, const struct hit *h)
{
	struct visit v = VISIT_NEW;
	bool anonymous = slice_equal(h->from, SLICE("0.0.0.0"));

	if (h->utime.len > 0 ? !stamp_epoch(h->utime, &v.stamp) :
			       !take_when(p->options, h->when, &v.stamp,
				   &v.source))
		return "bad time";
	if (!visit_number(h->code, &v.status) ||
	    !visit_number(h->size, &v.bytes))
		return "bad status or size";
	if (!text_is_blank(h->duration) &&
	    (v.duration = stamp_duration(h->duration, 1000)) < 0)
		return "bad duration";
	if (text_is_blank(h->where) || text_is_blank(h->from))
		return "no address";
	v.client = anonymous ? SLICE("") : h->from;
	v.machine = h->host;
	/* Without a sign-in some write the address as the user. */
	if (!slice_equal(h->who, h->from))
		v.account = h->who;
	v.url = h->where;
	v.method = h->how;
	v.mime = h->mime;
	v.agent = h->agent;
	v.category = h->category;
	v.rule = group_of(h->group);
	if (!slice_equal(h->message, SLICE("0")))
		v.code = h->message;
	split_what(h->what, &v);
	v.verdict = judge(h, &v);
	return visit_row(p, &v);
}

/* 5 to 8: server and name of the client may be missing. */
static const char *
add_newer(struct parse *p, const struct cells *c)
{
	const struct slice *at = c->at;
	struct hit h = { .utime = at[0], .who = at[2], .from = at[3] };

	switch (c->count) {
	case NEWER_CELLS:
	case LONGER_CELLS:
		h.host = at[4];
		at += 5;
		break;
	case NEWER_CELLS - 1: /* logclientnameandip = off */
	case LONGER_CELLS - 1:
		at += 4;
		break;
	default:
		return "not 19 to 22 fields";
	}
	h.where = at[0];
	h.how = at[1];
	h.code = at[2];
	h.size = at[3];
	h.mime = at[4];
	h.agent = at[5];
	h.duration = at[7];
	h.message = at[9];
	h.what = at[10];
	h.category = at[12];
	h.group = at[13];
	return add_hit(p, &h);
}

/* 1, 2 and 4. */
static const char *
add_older(struct parse *p, const struct cells *c)
{
	const struct slice *at = c->at;
	struct hit h = { .when = at[0], .who = at[1], .from = at[2],
		.where = at[3], .what = at[4], .how = at[5], .size = at[6],
		.category = at[8], .code = at[10], .mime = at[11] };

	if (c->count > CELLS + 2 || c->count < FEWEST_CELLS)
		return "not 12 to 21 fields";
	if (c->count > 14)
		h.agent = at[14];
	if (c->count > 13)
		h.group = at[13];
	if (c->count > 12)
		h.host = at[12];
	return add_hit(p, &h);
}

/* 1 has spaces between fields and in them. */
static const char *
add_spaced(struct parse *p, struct slice line)
{
	enum { WHO = 1, FROM, WHERE, WHAT, HOW, SIZE, CATEGORY, CODE, MIME,
		HOST };
#define SPACE { LAYOUT_LITERAL, 0, { " ", 1 }, 0, false }
#define FIELD(kind, use) { LAYOUT_##kind, use, { "", 0 }, 0, false }
	static const struct layout layout = { 24, { FIELD(WORD, WHO), SPACE,
		FIELD(WORD, FROM), SPACE, FIELD(WORD, WHERE), SPACE,
		FIELD(OPTIONAL_TEXT, WHAT), SPACE, FIELD(LETTERS, HOW), SPACE,
		FIELD(DIGITS, SIZE), SPACE, FIELD(NUMBER, 0), SPACE,
		FIELD(OPTIONAL_TEXT, CATEGORY), SPACE, FIELD(DIGITS, 0), SPACE,
		FIELD(DIGITS, CODE), SPACE, FIELD(WORD, MIME), SPACE,
		FIELD(WORD, HOST), FIELD(OPTIONAL_TEXT, 0) } };
	struct slice found[LAYOUT_STEPS] = { 0 }, rest = line, word;
	struct hit h = { .when = line };
	int64_t ignored;
	int i;

	for (i = 0; i < 2; i++)
		if (!slice_take_word(&rest, &word) ||
		    !slice_take_char(&rest, ' '))
			return "cut short";
	h.when.len = (size_t)(rest.ptr - line.ptr) - 1;
	word = slice_first(rest, slice_find(rest, ' '));
	if (word.len > 12 && stamp_epoch(word, &ignored)) {
		h.utime = word;
		rest = slice_from(rest, word.len + 1);
	}
	switch (layout_read(&layout, rest, found)) {
	case LAYOUT_AMBIGUOUS:
		return "can be read in more than one way: use format 8";
	case LAYOUT_DOES_NOT_FIT:
		return "does not fit logfileformat 1";
	default:
		break;
	}
	h.who = found[0];
	h.from = found[2];
	h.where = found[4];
	h.what = found[6];
	h.how = found[8];
	h.size = found[10];
	h.category = found[14];
	h.code = found[18];
	h.mime = found[20];
	h.host = found[22];
	return add_hit(p, &h);
}

/* Takes a syslog head off; a tab has become #011 there. */
static struct slice
body(struct slice line, const struct format_options *options,
    struct arena *scratch)
{
	struct syslog_line s;

	/* "2026.10.12" and "1791790262.1" are its own, "2026-10-12" is not. */
	if (line.len > 4 && (*line.ptr < '0' || *line.ptr > '9' ||
		line.ptr[4] == '-' || line.ptr[4] == ' ') &&
	    *line.ptr != '"' && syslog_split(line, options, &s))
		line = s.text;
	return scratch == NULL ? line : text_untab(line, scratch);
}

const char *
guardian_parse(struct parse *p)
{
	struct slice line = body(p->record, p->options, p->scratch);
	struct cells cells = { 0 };
	int64_t ignored;

	if (line.len == 0)
		return parse_ignored;
	if (*line.ptr == '"') {
		line = slice_from(line, 1);
		if (line.len == 0 || line.ptr[line.len - 1] != '"')
			return "cut short";
		line.len--;
		if (!split(line, SLICE("\",\""), &cells))
			return "too many fields";
		return add_older(p, &cells);
	}
	if (memchr(line.ptr, '\t', line.len) == NULL)
		return add_spaced(p, line);
	if (!split(line, SLICE("\t"), &cells))
		return "too many fields";
	return stamp_epoch(cells.at[0], &ignored) ? add_newer(p, &cells) :
						    add_older(p, &cells);
}

static bool
is_method(struct slice s)
{
	size_t i;

	for (i = 0; i < s.len; i++)
		if (s.ptr[i] < 'A' || s.ptr[i] > 'Z')
			return false;
	return s.len > 2;
}

/* The fields of 5 to 8, and among them a method and its status. */
static bool
has_newer_cells(struct slice text)
{
	struct slice tab = slice_find(text, '\t') < text.len ?
	    SLICE("\t") :
	    SLICE("#011");
	struct cells c = { 0 };
	int64_t status;
	size_t i;

	if (!split(text, tab, &c) || c.count < NEWER_CELLS - 1 ||
	    c.count > LONGER_CELLS)
		return false;
	for (i = 4; i < 7; i++)
		if (is_method(c.at[i]) && c.at[i + 1].len == 3 &&
		    text_to_number(c.at[i + 1], &status))
			return true;
	return false;
}

bool
guardian_fits(struct slice line, bool *zeros)
{
	static const struct format_options utc = { .modified = TIME_UNKNOWN };
	struct slice text = body(line, &utc, NULL), first;
	bool tab = slice_contains(text, SLICE("#011")) ||
	    slice_find(text, '\t') < text.len;
	int32_t day;
	int64_t micro;

	*zeros = true;
	first = slice_first(text, slice_find(text, tab ? '\t' : ' '));
	first = slice_first(first, slice_find(first, '#'));
	if (tab && stamp_epoch(first, &micro))
		return has_newer_cells(text);
	slice_take_char(&text, '"');
	first = text;
	if (!stamp_take_date(&text, '.', true, &day) ||
	    !slice_take_char(&text, ' ') ||
	    !stamp_take_clock(&text, true, &micro))
		return false;
	*zeros = stamp_take_date(&first, '.', false, &day) &&
	    slice_take_char(&first, ' ') &&
	    stamp_take_clock(&first, false, &micro);
	return text.len > 0;
}
