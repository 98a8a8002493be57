/*
 * squidGuard's log of what a list has matched:
 *
 *   2026-10-12 08:31:02 [5376] Request(default/adult/-)
 *     http://afterdarkpics.example/ 198.51.100.24/- ben.baker GET REDIRECT
 *
 * (one line in the log), by the clock of the server.  What stands there was
 * refused, unless the last word is PASS, or REWRITE (a search made safe).
 * In emergency mode nothing is filtered: its lines are events too.
 */
#include "formats/format.h"

#include "stamp.h"
#include "text.h"
#include "visit.h"

/* "2026-10-12 08:31:02 [5376] " */
static bool
take_head(const struct format_options *options, struct slice *rest,
    int64_t *stamp, const char **source)
{
	struct slice s = *rest, pid;
	int32_t day;
	int64_t micro, n;

	if (!stamp_take_date(&s, '-', false, &day) ||
	    !slice_take_char(&s, ' ') || !stamp_take_clock(&s, false, &micro) ||
	    !slice_take_char(&s, ' ') || !slice_take_char(&s, '[') ||
	    !slice_take_until(&s, ']', &pid) || !text_to_number(pid, &n) ||
	    !slice_take_char(&s, ' '))
		return false;
	*stamp = stamp_local(options, day, micro, source);
	*rest = s;
	return true;
}

/* "default/adult/urls/-": the source, the list, where to.  Both of the last
 * may have slashes in them. */
static bool
take_list(struct slice in, struct slice *list)
{
	struct slice source;
	size_t i;

	if (!slice_take_until(&in, '/', &source))
		return false;
	for (i = 0; i < in.len; i++)
		if (slice_starts_with(slice_from(in, i), SLICE("/http")) ||
		    slice_starts_with(slice_from(in, i), SLICE("/302:")) ||
		    slice_starts_with(slice_from(in, i), SLICE("/301:")))
			break;
	if (i == in.len && (i = slice_find_last(in, '/')) == in.len)
		return false;
	*list = slice_first(in, i);
	return true;
}

/* "amy%5cx": IPFire writes the backslash of a domain so. */
static const char *
take_request(struct parse *p, struct slice rest, struct visit *v)
{
	struct slice word[5] = { 0 }, target, more;
	size_t end = slice_find(rest, ')');
	int n = 0;

	while (end < rest.len && end + 1 < rest.len && rest.ptr[end + 1] != ' ')
		end += 1 + slice_find(slice_from(rest, end + 1), ')');
	if (end + 1 >= rest.len ||
	    !take_list(slice_first(rest, end), &v->category))
		return "does not name source, list and target";
	rest = slice_from(rest, end + 1);
	while (n < 5 && slice_take_char(&rest, ' ')) {
		struct slice here = slice_first(rest, slice_find(rest, ' '));

		if (here.len == 0)
			break;
		word[n++] = here;
		rest = slice_from(rest, here.len);
	}
	if (n < 4 || rest.len > 0)
		return "more or fewer fields than four or five";
	target = word[1];
	if (!slice_take_until(&target, '/', &v->client))
		return "no address of the client";
	more = word[4];
	v->machine = target;
	v->url = word[0];
	v->account = text_unpercent(word[2], p->scratch);
	v->method = word[3];
	v->action = more;
	v->verdict = slice_equal(more, SLICE("PASS")) ||
		slice_equal(more, SLICE("REWRITE")) ?
	    VERDICT_ALLOWED :
	    VERDICT_DENIED;
	return NULL;
}

static void
add_emergency(struct parse *p, const struct visit *v, bool begins)
{
	uint32_t row = parse_row(p);
	struct batch *b = p->batch;

	batch_set_number(b, row, COL_TIMESTAMP, v->stamp);
	batch_set_number(b, row, COL_START, v->stamp);
	batch_set_text(b, row, COL_TIME_SOURCE, slice_of(v->source));
	batch_set_text(b, row, COL_CHANNEL, SLICE("configuration"));
	batch_set_text(b, row, COL_ACTION, SLICE("emergency-mode"));
	batch_set_text(b, row, COL_TYPE, begins ? SLICE("start") :
						  SLICE("end"));
	batch_set_text(b, row, COL_OUTCOME, SLICE("unknown"));
	parse_row_done(p, row);
}

static const char *
parse(struct parse *p)
{
	struct slice rest = p->record;
	struct visit v = VISIT_NEW;
	const char *why;

	if (!take_head(p->options, &rest, &v.stamp, &v.source))
		return "bad time";
	if (slice_contains(rest, SLICE("emergency mode"))) {
		add_emergency(p, &v,
		    !slice_contains(rest, SLICE("ending emergency")));
		return NULL;
	}
	if (!slice_take_text(&rest, SLICE("Request(")))
		return parse_ignored; /* what it says as it starts */
	if ((why = take_request(p, rest, &v)) != NULL)
		return why;
	return visit_row(p, &v);
}

static bool
fits(struct slice line)
{
	static const struct format_options utc = { .modified = TIME_UNKNOWN };
	const char *source;
	int64_t stamp;

	return take_head(&utc, &line, &stamp, &source) &&
	    slice_starts_with(line, SLICE("Request("));
}

const struct format format_squidguard = {
	.name = "squidguard",
	.dataset = "squidguard.block",
	.title = "squidGuard block log",
	.channel = "web",
	.versions = "squidGuard 1.2 to 1.6",
	.lacks = "status; bytes; media type; user agent; how long it took",
	.fits = fits,
	.parse = parse,
};
