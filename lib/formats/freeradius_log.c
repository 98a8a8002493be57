/*
 * FreeRADIUS, its own log (radius.log):
 *
 *   Mon Oct 12 08:31:02 2026 : Auth: (12) Login OK:
 *     [amy/<via Auth-Type = eap>] (from client ap-1 port 0
 *     cli 00-00-5E-00-53-01)
 *
 * (one line in the log).  What stands after the slash may be a password: it
 * is not looked at.
 */
#include "radius.h"

#include "when.h"

static bool
take_head(struct slice *rest, const struct format_options *options,
    int64_t *time, const char **source)
{
	struct slice s = *rest;
	size_t i;

	for (i = 16; i + 3 < s.len && i < 40; i++)
		if (slice_starts_with(slice_from(s, i), SLICE(" : ")))
			break;
	if (i + 3 >= s.len || i >= 40 ||
	    !when_read(slice_first(s, i), options, time, source))
		return false;
	*rest = slice_from(s, i + 3);
	return true;
}

/* "[amy/<via ...>] (from client ap-1 port 0 cli 00-00-5E-00-53-01)" */
static const char *
take_who(struct slice s, struct radius *r)
{
	struct slice user, word;
	size_t end = slice_find_last(s, ']'), from;

	from = slice_find(s, '[');
	if (from >= end || end == s.len)
		return "no user: cut short?";
	user = slice_first(slice_from(s, from + 1), end - from - 1);
	s = slice_from(s, end + 1);
	if (slice_starts_with(user, SLICE("host/")))
		user = slice_first(user,
		    5 + slice_find(slice_from(user, 5), '/'));
	else
		user = slice_first(user, slice_find(user, '/'));
	r->user = user;
	if (!slice_contains(s, SLICE(" (from client ")) ||
	    !slice_contains(s, SLICE(")")))
		return "no client: cut short?";
	while (slice_take_word(&s, &word))
		if (slice_equal(word, SLICE("cli")) &&
		    slice_take_word(&s, &word))
			r->calling = slice_first(word, slice_find(word, ')'));
	return NULL;
}

static const char *
parse(struct parse *p)
{
	struct slice rest = p->record, word;
	struct radius r = { .user = SLICE("") };
	const char *why;

	if (!take_head(&rest, p->options, &r.time, &r.source))
		return "bad time";
	if (!slice_take_text(&rest, SLICE("Auth: ")))
		return parse_ignored;
	if (slice_starts_with(rest, SLICE("(")) &&
	    !slice_take_until(&rest, ' ', &word))
		return "cut short";
	if (slice_take_text(&rest, SLICE("Login OK")))
		r.packet = SLICE("2");
	else if (slice_take_text(&rest, SLICE("Login incorrect")))
		r.packet = SLICE("3");
	else
		return parse_ignored;
	if ((why = take_who(rest, &r)) != NULL)
		return why;
	return radius_row(p, &r);
}

static bool
fits(struct slice line)
{
	static const struct format_options utc = { .modified = TIME_UNKNOWN };
	const char *source;
	int64_t time;

	return take_head(&line, &utc, &time, &source) &&
	    slice_find(line, ':') < 16;
}

const struct format format_freeradius_log = {
	.name = "freeradius_log",
	.dataset = "freeradius.log",
	.title = "FreeRADIUS, its log (radius.log)",
	.channel = "network",
	.versions = "unverified: FreeRADIUS 2 and 3 with auth = yes",
	.lacks = "the address; the end of a session; zone of its stamps",
	.fits = fits,
	.parse = parse,
};
