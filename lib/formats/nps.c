/*
 * Windows' Network Policy Server (IAS), in each of its three layouts, which a
 * change of setting may mix in one file:
 *
 *   <Event><Timestamp data_type="4">10/12/2026 08:31:02.123</Timestamp>
 *     <User-Name data_type="1">QUILLBROOK\amy</User-Name>...</Event>
 *   "NPS1","IAS",10/12/2026,08:31:02,4,"amy",,...
 *   192.0.2.9,QUILLBROOK\amy,10/12/2026,08:31:02,IAS,NPS1,40,1,31,...
 *
 * (the first one a line in the log), by the server's clock, month/day/year.
 */
#include "radius.h"

#include "base/url.h"
#include "stamp.h"
#include "table.h"
#include "recognise.h"
#include "text.h"

/* An attribute's name in XML, its number in IAS, its place in ODBC. */
static const struct attribute {
	const char *name;
	int number, place;
	size_t into;
} attributes[] = {
	{ "User-Name", 1, 6, offsetof(struct radius, user) },
	{ "SAM-Account-Name", 4129, 7, offsetof(struct radius, real_user) },
	{ "Fully-Qualifed-User-Name", 4130, 0,
	    offsetof(struct radius, real_user) },
	{ "Fully-Qualified-User-Name", 0, 0,
	    offsetof(struct radius, real_user) },
	{ "Calling-Station-Id", 31, 9, offsetof(struct radius, calling) },
	{ "Framed-IP-Address", 8, 11, offsetof(struct radius, framed) },
	{ "Acct-Status-Type", 40, 32, offsetof(struct radius, status) },
	{ "Acct-Delay-Time", 41, 33, offsetof(struct radius, delay) },
	{ "Acct-Session-Time", 46, 38, offsetof(struct radius, length) },
	{ "Acct-Session-Id", 44, 36, offsetof(struct radius, session) },
	{ "Packet-Type", 4136, 5, offsetof(struct radius, packet) },
	{ "Reason-Code", 4142, 26, offsetof(struct radius, reason) },
};
enum { ATTRIBUTES = sizeof attributes / sizeof *attributes };

static void
keep(struct radius *r, const struct attribute *a, struct slice value)
{
	struct slice *into = (struct slice *)(void *)((char *)r + a->into);

	/* A path of the directory is no account: example/Users/amy. */
	if (a->into == offsetof(struct radius, real_user) &&
	    slice_find(value, '/') < value.len)
		value = slice_from(value, slice_find_last(value, '/') + 1);
	if (into->len == 0)
		*into = value;
}

/* "10/12/2026", and "08:31:02" or "08:31:02.123" */
static bool
set_time(struct parse *p, struct slice date, struct slice clock,
    struct radius *r)
{
	int month, mday, year;
	int64_t micro;
	int32_t day;

	if (!slice_take_digits(&date, 2, &month) ||
	    !slice_take_char(&date, '/') ||
	    !slice_take_digits(&date, 2, &mday) ||
	    !slice_take_char(&date, '/') ||
	    !slice_take_digits(&date, 4, &year) || date.len > 0 ||
	    !stamp_take_clock(&clock, false, &micro) || clock.len > 0 ||
	    !stamp_day(year, month, mday, &day))
		return false;
	r->time = stamp_local(p->options, day, micro, &r->source);
	return true;
}

/* What XML hides of a text. */
static struct slice
unescape(struct slice s, struct arena *scratch)
{
	static const struct {
		const char *name;
		char c;
	} entities[] = { { "&amp;", '&' }, { "&lt;", '<' }, { "&gt;", '>' },
		{ "&quot;", '"' }, { "&apos;", '\'' } };
	char *out;
	size_t n = 0, i;

	if (slice_find(s, '&') == s.len)
		return s;
	out = arena_alloc(scratch, s.len);
	while (s.len > 0) {
		for (i = 0; i < 5; i++)
			if (slice_take_text(&s, slice_of(entities[i].name)))
				break;
		out[n++] = i < 5 ? entities[i].c : *s.ptr;
		if (i == 5)
			s = slice_from(s, 1);
	}
	return (struct slice){ out, n };
}

/* "<Name data_type="1">value</Name>", or "<Name data_type="1"/>" */
static bool
take_element(struct slice *rest, struct slice *name, struct slice *value)
{
	struct slice s = *rest, tag, close;

	*value = SLICE("");
	if (!slice_take_char(&s, '<') || !slice_take_until(&s, '>', &tag) ||
	    tag.len == 0)
		return false;
	*name = slice_first(tag, slice_find(tag, ' '));
	if (tag.ptr[tag.len - 1] != '/' &&
	    (!slice_take_until(&s, '<', value) ||
		!slice_take_char(&s, '/') ||
		!slice_take_until(&s, '>', &close) ||
		!slice_equal(close, *name)))
		return false;
	*rest = slice_trim(s);
	return true;
}

static const char *
parse_xml(struct parse *p, struct slice rest)
{
	struct radius r = { .delayed = true };
	struct slice name, value, date;
	bool timed = false;
	size_t i;

	slice_take_text(&rest, SLICE("<Event>"));
	while (!slice_equal(rest, SLICE("</Event>"))) {
		if (!take_element(&rest, &name, &value))
			return "an element not understood: cut short?";
		value = unescape(value, p->scratch);
		if (slice_equal(name, SLICE("Timestamp"))) {
			if (!slice_take_until(&value, ' ', &date) ||
			    !set_time(p, date, value, &r))
				return "bad time";
			timed = true;
		}
		for (i = 0; i < ATTRIBUTES; i++)
			if (slice_equal_fold(name,
				slice_of(attributes[i].name)))
				keep(&r, &attributes[i], value);
	}
	return timed ? radius_row(p, &r) : "no time";
}

static const char *
parse_odbc(struct parse *p)
{
	struct radius r = { .delayed = true };
	struct table_row cells;
	size_t i;

	if (!table_split(p->record, ',', p->scratch, &cells))
		return "a quoted cell does not end";
	if (cells.count < 60)
		return "too few cells: cut short?";
	if (!set_time(p, cells.cells[2], cells.cells[3], &r))
		return "bad time";
	for (i = 0; i < ATTRIBUTES; i++)
		if (attributes[i].place > 0)
			keep(&r, &attributes[i],
			    cells.cells[attributes[i].place - 1]);
	return radius_row(p, &r);
}

static const char *
parse_ias(struct parse *p)
{
	struct radius r = { .delayed = true };
	struct table_row cells;
	int64_t number;
	size_t i, k;

	if (!table_split(p->record, ',', p->scratch, &cells))
		return "too many cells";
	/* Values are not quoted: a comma in one would shift the rest. */
	if (cells.count < 8 || cells.count % 2 != 0)
		return "an attribute without a value: cut short?";
	if (!set_time(p, cells.cells[2], cells.cells[3], &r))
		return "bad time";
	for (i = 6; i < cells.count; i += 2) {
		if (!text_to_number(cells.cells[i], &number))
			return "no number of an attribute";
		for (k = 0; k < ATTRIBUTES; k++)
			if (attributes[k].number == number)
				keep(&r, &attributes[k], cells.cells[i + 1]);
	}
	if (r.user.len == 0)
		r.user = cells.cells[1];
	return radius_row(p, &r);
}

static bool
is_ias(struct slice line)
{
	struct slice word;
	size_t i;

	for (i = 0; i < 5; i++)
		if (!slice_take_until(&line, ',', &word) ||
		    (i == 0 && !url_host_is_address(word)) ||
		    (i == 2 && (word.len != 10 || word.ptr[2] != '/')))
			return false;
	return slice_equal(word, SLICE("IAS")) ||
	    slice_equal(word, SLICE("RAS"));
}

static bool
is_odbc(struct slice line)
{
	struct slice word;

	return slice_take_char(&line, '"') &&
	    slice_take_text(&line, slice_first(line, slice_find(line, '"'))) &&
	    slice_take_text(&line, SLICE("\",\"")) &&
	    slice_take_until(&line, '"', &word) &&
	    (slice_equal(word, SLICE("IAS")) ||
		slice_equal(word, SLICE("RAS")));
}

static bool
is_xml(struct slice line)
{
	return slice_starts_with(line, SLICE("<Event><")) &&
	    slice_contains(line, SLICE(" data_type=\""));
}

static const char *
parse(struct parse *p)
{
	struct slice line = slice_trim(p->record);

	if (line.len == 0)
		return parse_ignored;
	if (is_xml(line))
		return parse_xml(p, line);
	if (is_odbc(line))
		return parse_odbc(p);
	return is_ias(line) ? parse_ias(p) : "in no layout of the server's";
}

static bool
fits(struct slice line)
{
	slice_take_text(&line, SLICE("\xef\xbb\xbf"));
	return is_xml(line) || is_odbc(line) || is_ias(line);
}

static int
recognise(struct slice head)
{
	int sure = recognise_lines(head, fits);

	return sure == 90 ? 96 : sure;
}

const struct format format_nps = {
	.name = "nps",
	.dataset = "windows.nps",
	.title = "Windows Network Policy Server (IAS, RADIUS)",
	.channel = "network",
	.versions = "IN*.log of Server 2003 on: DTS (XML), ODBC; unverified: "
		    "IAS",
	.lacks = "the computer's name; often the address; zone of its stamps",
	.recognise = recognise,
	.parse = parse,
};
