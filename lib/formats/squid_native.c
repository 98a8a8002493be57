/*
 * Lines of Squid's native access.log.
 */
#include "squid_row.h"

#include "span.h"
#include "syslog.h"

enum {
	CUT_AT = 8190, /* Squid cuts a line at 8 KB, anywhere */
	LONGEST_AGENT = 256,
};

static const char *
split(struct slice line, int count, struct slice fields[SQUID_FIELDS],
    struct slice *rest)
{
	const char *p = line.ptr, *end = line.ptr + line.len;
	size_t len;
	int i;

	for (i = 0; i < count; i++) {
		/* Only the elapsed time is padded. */
		while (i <= ELAPSED && p < end && *p == ' ')
			p++;
		len = span_until((struct slice){ p, (size_t)(end - p) }, ' ',
		    ' ');
		if (len == 0)
			return count == SQUID_FIELDS ?
			    "fewer than ten fields: cut short?" :
			    "fewer than nine fields: cut short?";
		fields[i] = (struct slice){ p, len };
		p += len;
		if (p < end)
			p++;
	}
	*rest = (struct slice){ p, (size_t)(end - p) };
	return NULL;
}

/* What log_mime_hdrs adds: "[request headers] [reply headers]". */
static bool
are_headers(struct slice s)
{
	return s.len == 0 ||
	    (*s.ptr == '[' && s.ptr[s.len - 1] == ']' &&
		slice_contains(s, SLICE("] [")));
}

/* "[Host: h\r\nUser-Agent: x\r\n]", its line ends written out. */
static void
set_agent(struct parse *p, uint32_t row, struct slice headers)
{
	if (!slice_take_past(&headers, SLICE("User-Agent: ")))
		return;
	headers = slice_first(headers, span_until(headers, '\\', ']'));
	batch_set_text(p->batch, row, COL_AGENT,
	    slice_first(headers, LONGEST_AGENT));
}

static bool
is_syslog(struct slice line)
{
	return line.len > 4 &&
	    (*line.ptr == '<' || line.ptr[4] == '-' || line.ptr[4] == ' ' ||
		(*line.ptr >= 'A' && *line.ptr <= 'Z')) &&
	    syslog_begins(line);
}

static bool
begins_with_digit(struct slice s)
{
	return s.len > 0 && *s.ptr >= '0' && *s.ptr <= '9';
}

/* Takes a syslog head off, where there is one; some have no tag, or are a
 * priority alone. */
static struct slice
body(struct slice line, const struct format_options *options)
{
	struct syslog_line s;
	struct slice rest = line, host;
	const char *source;
	int64_t time;

	if (!is_syslog(line)) {
		rest = slice_trim(slice_from(line, slice_find(line, '>') + 1));
		return *line.ptr == '<' && begins_with_digit(rest) ? rest :
								     line;
	}
	if (syslog_split(line, options, &s))
		return s.text;
	return syslog_take_time(&rest, options, &time, &source) &&
		slice_take_char(&rest, ' ') && slice_take_word(&rest, &host) &&
		slice_take_char(&rest, ' ') && begins_with_digit(rest) ?
	    rest :
	    SLICE("");
}

const char *
squid_native_parse(struct parse *p, int count)
{
	struct slice fields[SQUID_FIELDS] = { [MIME] = SLICE("-") };
	struct slice rest, line = p->record;
	const char *why;
	uint32_t row;

	if (p->record.len >= CUT_AT)
		return "cut at 8 KB";
	line = body(line, p->options);
	/* In a syslog file, other daemons' lines, and Squid's own of another
	 * kind: an access line begins with its stamp. */
	if (line.ptr != p->record.ptr && !begins_with_digit(line))
		return parse_ignored;
	if ((why = split(line, count, fields, &rest)) != NULL)
		return why;
	if (!are_headers(rest))
		return count == SQUID_FIELDS ?
		    "more than ten fields: a space in a name?" :
		    "more than nine fields: a space in a name?";
	row = parse_row(p);
	if ((why = squid_row_fill(p, row, fields)) != NULL) {
		batch_drop_last(p->batch);
		return why;
	}
	set_agent(p, row, rest);
	parse_row_done(p, row);
	return NULL;
}

bool
squid_native_begins(struct slice line)
{
	static const struct format_options utc = { .modified = TIME_UNKNOWN };
	struct slice fields[SQUID_FIELDS] = { 0 }, rest;
	int64_t ignored;
	size_t slash;

	/* Four fields are enough to know it by, though not to read it. */
	split(body(line, &utc), SQUID_FIELDS, fields, &rest);
	slash = slice_find(fields[RESULT], '/');
	return squid_take_stamp(fields[STAMP], &ignored) &&
	    squid_is_tag(slice_first(fields[RESULT], slash)) &&
	    slash < fields[RESULT].len;
}

bool
squid_native_has(struct slice line, int count)
{
	static const struct format_options utc = { .modified = TIME_UNKNOWN };
	struct slice fields[SQUID_FIELDS] = { 0 }, rest;

	return squid_native_begins(line) &&
	    split(body(line, &utc), count, fields, &rest) == NULL &&
	    are_headers(rest) &&
	    squid_is_tag(slice_first(fields[HIERARCHY],
		slice_find(fields[HIERARCHY], '/')));
}
