/*
 * What ufdbGuard has refused:
 *
 *   2026-10-12 08:31:02 [5376] BLOCK ben.baker 198.51.100.24 pupils games
 *     blockbrawl.example/play GET
 *
 * (one line in the log), by the clock of the server.
 */
#include "formats/format.h"

#include "stamp.h"
#include "text.h"
#include "visit.h"

static bool
take_head(const struct format_options *options, struct slice *rest,
    struct visit *v)
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
	v->stamp = stamp_local(options, day, micro, &v->source);
	*rest = s;
	return true;
}

static const char *
parse(struct parse *p)
{
	struct slice rest = p->record, word[6];
	struct visit v = VISIT_NEW;
	int n;

	if (!take_head(p->options, &rest, &v))
		return "bad time";
	if (slice_take_text(&rest, SLICE("BLOCK"))) {
		v.verdict = VERDICT_DENIED;
		v.action = SLICE("BLOCK");
	} else if (slice_take_text(&rest, SLICE("PASS")))
		v.action = SLICE("PASS");
	else
		return parse_ignored; /* what the daemon says of itself */
	for (n = 0; n < 6 && slice_take_char(&rest, ' '); n++) {
		/* One space between fields: an empty one is no field. */
		word[n] = slice_first(rest, slice_find(rest, ' '));
		if (word[n].len == 0)
			break;
		rest = slice_from(rest, word[n].len);
	}
	if (n != 6 || rest.len > 0)
		return "more or fewer than six fields after the action";
	v.account = text_unpercent(word[0], p->scratch);
	v.client = word[1];
	v.category = word[3];
	v.url = word[4];
	v.method = word[5];
	return visit_row(p, &v);
}

static bool
fits(struct slice line)
{
	static const struct format_options utc = { .modified = TIME_UNKNOWN };
	struct visit ignored;

	return take_head(&utc, &line, &ignored) &&
	    (slice_starts_with(line, SLICE("BLOCK ")) ||
		slice_starts_with(line, SLICE("PASS ")));
}

const struct format format_ufdbguard = {
	.name = "ufdbguard",
	.dataset = "ufdbguard.block",
	.title = "ufdbGuard block log",
	.channel = "web",
	.versions = "ufdbGuard 1.31 to 1.35; PASS lines unverified",
	.lacks = "status; bytes; media type; user agent; how long it took",
	.fits = fits,
	.parse = parse,
};
