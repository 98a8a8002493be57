/*
 * A line of Squid's, read by a compiled logformat.
 */
#include "squid_codes.h"
#include "squid_layout.h"
#include "squid_row.h"
#include "stamp.h"
#include "syslog.h"
#include "text.h"

enum { CUT_AT = 8190 }; /* Squid cuts a line at 8 KB, anywhere */

/* Times come in parts. */
struct times {
	int64_t seconds, milli, begun;
	bool ended;
};

static const char *
read_time(struct parse *p, const struct layout_step *s, struct slice text,
    struct visit *v)
{
	struct layout_time t;
	int32_t day;

	if (!layout_take_time(s->literal, &text, &t))
		return "bad time";
	if (t.epoch >= 0) {
		v->stamp = t.epoch * TIME_SECOND;
		return NULL;
	}
	if (t.micro < 0 || !stamp_day(t.year, t.month, t.day, &day))
		return "bad time";
	if (s->use == SQUID_GMT_TIME || t.offset != INT64_MIN)
		v->stamp = stamp_utc(day, t.micro) -
		    (t.offset == INT64_MIN ? 0 : t.offset * TIME_SECOND);
	else
		v->stamp = stamp_local(p->options, day, t.micro, &v->source);
	return NULL;
}

static struct slice
decode(struct slice s, char encoding, struct arena *scratch)
{
	switch (encoding) {
	case '"':
	case '/':
		return text_unescape(s, scratch);
	case '#':
		return text_unpercent(s, scratch);
	case '[':
		return text_unsquid(s, scratch);
	default:
		return s;
	}
}

/* What a clock that was put back makes negative is nothing. */
static const char *
read_number(struct slice text, int64_t *n)
{
	*n = NUMBER_UNKNOWN;
	if (text_is_blank(text))
		return NULL;
	if (*text.ptr == '-')
		text = SLICE("0");
	return text_to_number(text, n) ? NULL : "bad number";
}

static const char *
read_moment(struct parse *p, const struct layout_step *s, struct slice text,
    struct visit *v, struct times *t)
{
	int64_t n;

	switch (s->use) {
	case SQUID_SECONDS:
		t->ended = true;
		return stamp_epoch(text, &t->seconds) ? NULL : "bad time";
	case SQUID_MILLI:
		return text_to_number(text, &t->milli) && t->milli < 1000 ?
		    NULL :
		    "bad time";
	case SQUID_BEGUN:
		return stamp_epoch(text, &t->begun) ? NULL : "bad time";
	case SQUID_LOCAL_TIME:
	case SQUID_GMT_TIME:
		return read_time(p, s, text, v);
	default:
		if (read_number(text, &n) != NULL ||
		    n > INT64_C(100000000000))
			return "bad duration";
		v->duration = n == NUMBER_UNKNOWN ? -1 : n * 1000;
		return NULL;
	}
}

static int64_t *
number_of(struct visit *v, int use)
{
	switch (use) {
	case SQUID_STATUS:
		return &v->status;
	case SQUID_BYTES:
		return &v->bytes;
	case SQUID_PORT:
		return &v->port;
	default:
		return NULL;
	}
}

static struct slice *
text_of(struct visit *v, int use)
{
	switch (use) {
	case SQUID_CLIENT:
		return &v->client;
	case SQUID_CLIENT_NAME:
		return &v->machine;
	case SQUID_USER:
		return &v->account;
	case SQUID_RESULT:
		return &v->action;
	case SQUID_SERVER:
		return &v->server;
	case SQUID_METHOD:
		return &v->method;
	case SQUID_URL:
		return &v->url;
	case SQUID_SCHEME:
		return &v->scheme;
	case SQUID_HOST:
		return &v->host;
	case SQUID_PATH:
		return &v->path;
	case SQUID_MIME:
		return &v->mime;
	case SQUID_AGENT:
		return &v->agent;
	case SQUID_REASON:
		return &v->reason;
	default:
		return NULL;
	}
}

static const char *
read_step(const struct layout_step *s, struct slice text, struct visit *v)
{
	int64_t *number = number_of(v, s->use);
	struct slice *to = text_of(v, s->use);

	if (number != NULL)
		return read_number(text, number);
	/* %ul and %ue may both be there; one of them is "-". */
	if (to != NULL && (s->use != SQUID_USER || !text_is_blank(text)))
		*to = text;
	return NULL;
}

static void
settle_times(struct visit *v, const struct times *t)
{
	if (t->ended)
		v->stamp = t->seconds + t->milli * 1000;
	if (t->begun == TIME_UNKNOWN)
		return;
	if (v->stamp == TIME_UNKNOWN) {
		v->stamp = t->begun;
		v->stamped_at_start = true;
	} else if (v->duration < 0 && t->begun <= v->stamp)
		v->duration = v->stamp - t->begun;
}

/* The name that a client asked TLS for is better than an address. */
static void
settle_site(struct visit *v, struct slice sni)
{
	struct slice path = v->path;
	size_t mark;

	if (!text_is_blank(v->url)) {
		/* A URL and its parts say the same. */
		v->scheme = v->host = v->path = v->query = SLICE("");
		v->port = NUMBER_UNKNOWN;
		if (!text_is_blank(sni) &&
		    slice_equal(v->method, SLICE("CONNECT")))
			v->host = sni;
		return;
	}
	if (text_is_blank(v->host))
		v->host = sni;
	mark = slice_find(path, '?');
	v->path = slice_first(path, mark);
	v->query = slice_from(path, mark + 1);
}

static void
settle_verdict(struct visit *v)
{
	if (v->status == 407)
		v->verdict = VERDICT_CHALLENGE;
	else if (squid_is_refusal(v->action))
		v->verdict = VERDICT_DENIED;
}

static struct slice
body(struct slice line, const struct format_options *options)
{
	struct syslog_line s;

	return syslog_split(line, options, &s) ? s.text : line;
}

static enum layout_result
read_line(const struct squid_layout *l, struct slice line,
    const struct format_options *options, struct slice *found)
{
	enum layout_result result = layout_read(&l->layout, line, found);
	struct slice text;

	if (result != LAYOUT_DOES_NOT_FIT)
		return result;
	text = body(line, options);
	return text.len == line.len ? result :
				      layout_read(&l->layout, text, found);
}

static const char *
read_steps(struct parse *p, const struct squid_layout *l,
    const struct slice *found, struct visit *v)
{
	struct times t = { .begun = TIME_UNKNOWN };
	struct slice sni = SLICE("");
	const char *why = NULL;
	size_t i;

	for (i = 0; i < l->layout.count && why == NULL; i++) {
		const struct layout_step *s = &l->layout.steps[i];
		struct slice text = found[i];

		if (s->kind == LAYOUT_LITERAL || s->use == SQUID_NOTHING)
			continue;
		if (s->use <= SQUID_ELAPSED) {
			why = read_moment(p, s, text, v, &t);
			continue;
		}
		text = decode(text, l->encodings[i], p->scratch);
		if (s->use == SQUID_SNI)
			sni = text;
		else
			why = read_step(s, text, v);
	}
	settle_times(v, &t);
	settle_site(v, sni);
	settle_verdict(v);
	return why;
}

const char *
squid_layout_parse(struct parse *p, const struct squid_layout *l)
{
	struct slice found[LAYOUT_STEPS] = { 0 };
	struct visit v = VISIT_NEW;
	const char *why;

	if (p->record.len >= CUT_AT)
		return "cut at 8 KB";
	switch (read_line(l, p->record, p->options, found)) {
	case LAYOUT_DOES_NOT_FIT:
		return "does not fit the logformat: cut short?";
	case LAYOUT_AMBIGUOUS:
		return "fits the logformat in more than one way";
	default:
		break;
	}
	if ((why = read_steps(p, l, found, &v)) != NULL)
		return why;
	return visit_row(p, &v);
}

bool
squid_layout_fits(const struct squid_layout *l, struct slice line)
{
	static const struct format_options utc = { .modified = TIME_UNKNOWN };
	struct slice found[LAYOUT_STEPS] = { 0 };

	return line.len > 0 &&
	    read_line(l, line, &utc, found) == LAYOUT_FITS;
}

const char *
squid_layout_parse_by(struct parse *p, struct slice text)
{
	struct squid_layout_state *state = p->state;

	if (!state->compiled) {
		state->why = squid_layout_compile(text, p->file,
		    &state->layout);
		state->compiled = true;
	}
	return state->why != NULL ? state->why :
				    squid_layout_parse(p, &state->layout);
}

static bool
ends_in_result(struct slice line)
{
	struct slice last = slice_from(line, slice_find_last(line, ' ') + 1);
	size_t i;

	for (i = 0; i < last.len; i++)
		if ((last.ptr[i] < 'A' || last.ptr[i] > 'Z') &&
		    last.ptr[i] != '_' && last.ptr[i] != ':')
			return false;
	return last.len > 0 && slice_find(last, ':') < last.len &&
	    slice_find(line, '[') < line.len;
}

bool
squid_layout_fits_text(struct slice text, struct slice line)
{
	struct squid_layout layout;
	struct arena *arena;
	bool fits;

	if (!ends_in_result(line))
		return false;
	arena = arena_create();
	fits = squid_layout_compile(text, arena, &layout) == NULL &&
	    squid_layout_fits(&layout, line);
	arena_destroy(arena);
	return fits;
}
