/*
 * Barracuda Web Security Gateway (Web Filter), syslog of its proxy:
 *
 *   Oct 12 08:31:02 bwf http_scan[6321]: 1791790262 1 198.51.100.24
 *     192.0.2.44 text/html 198.51.100.24 http://luckyreels.example/ 2704
 *     3767734cc16059e52447ee498d31f822 BLOCKED CATEGORY - 2 1 0 1 3 (pupils)
 *     1 gambling 0 - 0 luckyreels.example gambling [ben.baker]
 *     http://findly.example/ findly.example search
 *
 * (one line in the log).  What follows the reason has changed between
 * versions; the user stands in brackets, the category before it.
 */
#include "formats/format.h"

#include "fields.h"
#include "text.h"

static const struct action_word words[] = {
	{ "ALLOWED", VERDICT_ALLOWED }, { "DETECTED", VERDICT_ALLOWED },
	{ "WARNED", VERDICT_ALLOWED }, { "MONITORED", VERDICT_ALLOWED },
	{ "BLOCKED", VERDICT_DENIED }, { NULL, VERDICT_ALLOWED },
};

/* By place, from the time on. */
static const unsigned char places[] = { FIELD_TIME, FIELD_NONE, FIELD_CLIENT,
	FIELD_SERVER, FIELD_MIME, FIELD_NONE, FIELD_URL, FIELD_BYTES,
	FIELD_NONE, FIELD_ACTION, FIELD_REASON };
enum { PLACES = sizeof places / sizeof *places };

static bool
take_head(struct slice *line)
{
	struct slice rest;
	size_t i;

	for (i = 0; i < line->len && i < 160; i++) {
		rest = slice_from(*line, i);
		if (slice_take_text(&rest, SLICE("http_scan[")) &&
		    slice_take_until(&rest, ':', line)) {
			*line = slice_trim(rest);
			return true;
		}
	}
	return false;
}

/* "... luckyreels.example gambling [ben.baker] ...", "[ANON]" for nobody. */
static bool
put_user(struct fields *f, struct slice rest)
{
	struct slice word, before = SLICE("");

	while (slice_take_word(&rest, &word)) {
		if (*word.ptr != '[' || word.ptr[word.len - 1] != ']') {
			before = word;
			continue;
		}
		fields_put(f, FIELD_CATEGORY, before);
		word = slice_first(slice_from(word, 1), word.len - 2);
		if (!slice_equal(word, SLICE("ANON")))
			fields_put(f, FIELD_ACCOUNT, word);
		return true;
	}
	return false;
}

static const char *
parse(struct parse *p)
{
	struct slice line = slice_trim(p->record), word;
	struct visit v = VISIT_NEW;
	struct fields f = { 0 };
	size_t i;

	if (line.len == 0)
		return parse_ignored;
	if (!take_head(&line))
		return parse_ignored; /* of another part of it */
	for (i = 0; i < PLACES; i++) {
		if (!slice_take_word(&line, &word))
			return "fewer fields than any line has: cut short?";
		fields_put(&f, (enum field)places[i], word);
	}
	if (f.at[FIELD_TIME].len != 10)
		return "bad time";
	if (!put_user(&f, line))
		return "no user in brackets: cut short?";
	return fields_row(p, &f, words, &v);
}

static bool
fits(struct slice line)
{
	return take_head(&line);
}

const struct format format_barracuda = {
	.name = "barracuda",
	.dataset = "barracuda.web",
	.title = "Barracuda Web Security Gateway (Web Filter), syslog",
	.channel = "web",
	.versions = "unverified: by a published parser of its http_scan lines; "
		    "CEF by cef",
	.lacks = "method; status; user agent; how long it took",
	.fits = fits,
	.parse = parse,
};
