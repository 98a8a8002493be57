/*
 * CSV exports of web filters, by the names of their columns.
 */
#include "header_csv.h"

#include "stamp.h"
#include "text.h"
#include "visit.h"

enum { LONGEST_NAME = 40 };

/* Names as they are compared: lower case, no spaces, "_" or "-". */
static const struct {
	const char *name;
	enum csv_use use;
} names[] = {
	{ "time", CSV_TIME }, { "datetime", CSV_TIME },
	{ "date/time", CSV_TIME }, { "timestamp", CSV_TIME },
	{ "accesstime", CSV_TIME }, { "eventtime", CSV_TIME },
	{ "date", CSV_DATE }, { "day", CSV_DATE },
	{ "username", CSV_USER }, { "user", CSV_USER },
	{ "email", CSV_USER }, { "useremail", CSV_USER },
	{ "student", CSV_USER }, { "person", CSV_USER },
	{ "clientname", CSV_USER }, { "login", CSV_USER },
	{ "sourceip", CSV_CLIENT }, { "ipaddress", CSV_CLIENT },
	{ "clientip", CSV_CLIENT }, { "srcip", CSV_CLIENT },
	{ "ip", CSV_CLIENT },
	{ "machinename", CSV_MACHINE }, { "computer", CSV_MACHINE },
	{ "devicename", CSV_MACHINE }, { "device", CSV_MACHINE },
	{ "hostname", CSV_MACHINE },
	{ "url", CSV_URL }, { "inspecteddata", CSV_URL },
	{ "website", CSV_URL }, { "requesturl", CSV_URL },
	{ "domain", CSV_HOST }, { "destination", CSV_HOST },
	{ "site", CSV_HOST },
	{ "action", CSV_ACTION }, { "verdict", CSV_ACTION },
	{ "allowed/blocked", CSV_ACTION }, { "denied", CSV_NOTHING },
	{ "category", CSV_CATEGORY }, { "categories", CSV_CATEGORY },
	{ "reason", CSV_REASON }, { "policy", CSV_REASON },
	{ "code", CSV_STATUS }, { "status", CSV_STATUS },
	{ "statuscode", CSV_STATUS },
	{ "method", CSV_METHOD }, { "bytes", CSV_BYTES },
	{ "contenttype", CSV_MIME }, { "useragent", CSV_AGENT },
};

/* The next cell; *end where the row ends with it. */
static bool
take_cell(struct slice *rest, struct arena *scratch, struct slice *cell,
    bool *end)
{
	size_t i, n = 0;
	char *out;

	if (rest->len == 0 || *rest->ptr != '"') {
		*cell = slice_first(*rest, slice_find(*rest, ','));
		*end = cell->len == rest->len;
		*rest = slice_from(*rest, cell->len + 1);
		return slice_find(*cell, '"') == cell->len;
	}
	out = arena_alloc(scratch, rest->len);
	for (i = 1; i < rest->len; i++) {
		if (rest->ptr[i] == '"') {
			if (i + 1 >= rest->len || rest->ptr[i + 1] != '"')
				break;
			i++;
		}
		out[n++] = rest->ptr[i];
	}
	if (i >= rest->len || (i + 1 < rest->len && rest->ptr[i + 1] != ','))
		return false;
	*cell = (struct slice){ out, n };
	*end = i + 1 == rest->len;
	*rest = slice_from(*rest, i + 2);
	return true;
}

static struct slice
plain_name(struct slice cell, char out[LONGEST_NAME])
{
	size_t i, n = 0;

	for (i = 0; i < cell.len && n < LONGEST_NAME; i++) {
		char c = cell.ptr[i];

		if (c == ' ' || c == '_' || c == '-' || c == '\t')
			continue;
		out[n++] = c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
	}
	return (struct slice){ out, n };
}

static enum csv_use
use_of(struct slice name)
{
	size_t i;

	for (i = 0; i < sizeof names / sizeof *names; i++)
		if (slice_equal(name, slice_of(names[i].name)))
			return names[i].use;
	return CSV_NOTHING;
}

static struct slice
without_mark(struct slice line)
{
	slice_take_text(&line, SLICE("\xef\xbb\xbf"));
	while (line.len > 0 && line.ptr[line.len - 1] == '\r')
		line.len--;
	return line;
}

/* false where it is no heading of visits. */
static bool
bind(struct slice line, struct arena *scratch, struct header_csv_state *s)
{
	char text[LONGEST_NAME];
	struct slice cell;
	enum csv_use use;
	bool end = false;

	*s = (struct header_csv_state){ 0 };
	while (!end) {
		if (s->count == CSV_COLUMNS ||
		    !take_cell(&line, scratch, &cell, &end))
			return false;
		use = use_of(plain_name(cell, text));
		if (s->has[use])
			use = CSV_NOTHING; /* of two of a name the first */
		s->has[use] = use != CSV_NOTHING;
		s->uses[s->count++] = (unsigned char)use;
	}
	return (s->has[CSV_TIME] || s->has[CSV_DATE]) &&
	    (s->has[CSV_USER] || s->has[CSV_CLIENT] || s->has[CSV_MACHINE]) &&
	    (s->has[CSV_URL] || s->has[CSV_HOST]);
}

/* "12/10/2026", the day first, as in Britain. */
static bool
take_british_date(struct slice *rest, int32_t *day)
{
	struct slice s = *rest;
	int mday, month, year;

	if (!slice_take_digits(&s, 2, &mday) || !slice_take_char(&s, '/') ||
	    !slice_take_digits(&s, 2, &month) || !slice_take_char(&s, '/') ||
	    !slice_take_digits(&s, 4, &year) ||
	    !stamp_day(year, month, mday, day))
		return false;
	*rest = s;
	return true;
}

static bool
take_date(struct slice *rest, int32_t *day)
{
	return stamp_take_date(rest, '-', false, day) ||
	    stamp_take_date(rest, '/', false, day) ||
	    take_british_date(rest, day);
}

/* Both in one cell, or each in its own. */
static bool
set_time(struct parse *p, const struct slice at[CSV_USES], struct visit *v)
{
	struct slice date = at[CSV_DATE], clock = at[CSV_TIME];
	int32_t day;
	int64_t micro, offset;

	if (stamp_epoch(clock, &v->stamp))
		return true;
	if (take_date(&clock, &day)) {
		if (!slice_take_char(&clock, ' ') &&
		    !slice_take_char(&clock, 'T'))
			return false;
	} else if (!take_date(&date, &day))
		return false;
	else if (clock.len == 0) {
		if (!slice_take_char(&date, ' ') &&
		    !slice_take_char(&date, 'T'))
			return false;
		clock = date;
	} else if (date.len > 0)
		return false;
	if (!stamp_take_clock(&clock, false, &micro))
		return false;
	if (stamp_take_offset(&clock, &offset)) {
		v->stamp = stamp_utc(day, micro) - offset * TIME_SECOND;
		return clock.len == 0;
	}
	v->stamp = stamp_local(p->options, day, micro, &v->source);
	return clock.len == 0;
}

static const char *
set_verdict(const struct header_csv_state *s,
    const struct slice at[CSV_USES], struct visit *v)
{
	static const char *const denied[] = { "blocked", "block", "denied",
		"deny", "redirected", "forbidden", NULL };
	static const char *const allowed[] = { "allowed", "allow", "permitted",
		"pass", "passed", "warned", "monitored", NULL };

	v->action = at[CSV_ACTION];
	if (!visit_number(at[CSV_STATUS], &v->status))
		return "bad status";
	if (text_is_one_of(v->action, denied))
		v->verdict = VERDICT_DENIED;
	else if (s->has[CSV_ACTION] && !text_is_one_of(v->action, allowed))
		return "an action that is not known";
	return NULL;
}

static const char *
add(struct parse *p, const struct slice at[CSV_USES])
{
	const struct header_csv_state *s = p->state;
	struct visit v = VISIT_NEW;
	const char *why;

	if (!set_time(p, at, &v))
		return "bad time";
	if ((why = set_verdict(s, at, &v)) != NULL)
		return why;
	if (!visit_number(at[CSV_BYTES], &v.bytes))
		return "bad size";
	v.account = at[CSV_USER];
	v.client = at[CSV_CLIENT];
	v.machine = at[CSV_MACHINE];
	v.url = at[CSV_URL];
	/* A destination may be an address, beside what was asked for. */
	if (text_is_blank(v.url))
		v.url = at[CSV_HOST];
	if (text_is_blank(v.url))
		return "no site";
	v.category = at[CSV_CATEGORY];
	v.reason = at[CSV_REASON];
	v.method = at[CSV_METHOD];
	v.mime = at[CSV_MIME];
	v.agent = at[CSV_AGENT];
	return visit_row(p, &v);
}

const char *
header_csv_parse(struct parse *p)
{
	struct header_csv_state *s = p->state;
	struct slice line = without_mark(p->record), at[CSV_USES] = { 0 };
	struct slice cell;
	bool end = false;
	size_t i;

	if (line.len == 0)
		return parse_ignored;
	if (s->count == 0) {
		if (bind(line, p->scratch, s))
			return parse_ignored;
		s->count = 0;
		return "no heading that names time, person and site";
	}
	for (i = 0; i < s->count && !end; i++) {
		if (!take_cell(&line, p->scratch, &cell, &end))
			return "not CSV";
		if (s->uses[i] != CSV_NOTHING)
			at[s->uses[i]] = slice_trim(cell);
	}
	if (i < s->count)
		return "fewer cells than the heading: cut short?";
	if (!end)
		return "more cells than the heading";
	return add(p, at);
}

static bool
heading_has(struct slice line, struct arena *scratch, const char *name)
{
	char text[LONGEST_NAME];
	struct slice cell;
	bool end = false;

	while (!end && take_cell(&line, scratch, &cell, &end))
		if (slice_equal(plain_name(cell, text), slice_of(name)))
			return true;
	return false;
}

int
header_csv_recognise(struct slice head, const struct csv_profile *profile)
{
	struct header_csv_state state;
	struct arena *scratch = arena_create();
	struct slice line;
	const char *const *need;
	int score = 0;

	if (slice_take_line(&head, &line) && line.len < 4096 &&
	    bind(line = without_mark(line), scratch, &state)) {
		score = 93;
		for (need = profile->needs; *need != NULL; need++)
			if (!heading_has(line, scratch, *need))
				score = 0;
	}
	arena_destroy(scratch);
	return score;
}

int
header_csv_recognise_any(struct slice head)
{
	static const char *const nothing[] = { NULL };
	static const struct csv_profile any = { nothing };

	return header_csv_recognise(head, &any) > 0 ? 60 : 0;
}
