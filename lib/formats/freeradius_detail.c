/*
 * FreeRADIUS, its files of accounting ("detail"):
 *
 *   Mon Oct 12 08:31:02 2026
 *   	User-Name = "amy"
 *   	Acct-Status-Type = Start
 *   	Framed-IP-Address = 198.51.100.24
 *   	Calling-Station-Id = "00-00-5E-00-53-01"
 *   	Timestamp = 1791790262
 *
 * and an empty line.  The first line is by the clock of the server; the
 * last one counts from 1970.
 */
#include "radius.h"

#include "stamp.h"
#include "text.h"
#include "when.h"

struct found {
	struct radius r;
	struct slice stripped, unique, stamp;
};

static void
keep(struct found *f, struct slice name, struct slice value)
{
	const struct {
		const char *name;
		struct slice *into;
	} kept[] = { { "User-Name", &f->r.user },
		{ "Stripped-User-Name", &f->stripped },
		{ "Calling-Station-Id", &f->r.calling },
		{ "Framed-IP-Address", &f->r.framed },
		{ "Acct-Status-Type", &f->r.status },
		{ "Acct-Delay-Time", &f->r.delay },
		{ "Acct-Session-Time", &f->r.length },
		{ "Acct-Session-Id", &f->r.session },
		{ "Acct-Unique-Session-Id", &f->unique },
		{ "Packet-Type", &f->r.packet }, { "Timestamp", &f->stamp } };
	size_t i;

	slice_take_text(&name, SLICE("request."));
	for (i = 0; i < sizeof kept / sizeof *kept; i++)
		if (slice_equal(name, slice_of(kept[i].name)) &&
		    kept[i].into->len == 0)
			*kept[i].into = value;
}

/* "	Name = value", "	Name = \"value\"" */
static bool
take_pair(struct parse *p, struct slice line, struct found *f)
{
	struct slice name, value;

	line = slice_trim(line);
	if (!slice_take_until(&line, ' ', &name))
		return false;
	if (!slice_take_text(&line, SLICE("= ")) &&
	    !slice_take_text(&line, SLICE(":= ")))
		return slice_equal(line, SLICE("="));
	value = line;
	if (slice_take_char(&value, '"')) {
		if (!slice_ends_with(value, SLICE("\"")))
			return false;
		value = text_unquote(slice_first(value, value.len - 1),
		    p->scratch);
	}
	keep(f, name, value);
	return true;
}

static const char *
parse(struct parse *p)
{
	struct slice rest = p->record, head = SLICE(""), line;
	struct found f = { .stamp = SLICE("") };

	while (head.len == 0 && slice_take_line(&rest, &line))
		head = slice_trim(line);
	if (head.len == 0)
		return parse_ignored;
	while (slice_take_line(&rest, &line))
		if (slice_trim(line).len > 0 && !take_pair(p, line, &f))
			return "a line that is no attribute: cut short?";
	f.r.delayed = true;
	f.r.source = "offset";
	if (f.stamp.len > 0 ? !stamp_epoch(f.stamp, &f.r.time) :
			      !when_read(head, p->options, &f.r.time,
				  &f.r.source))
		return "bad time";
	if (f.unique.len > 0)
		f.r.session = f.unique;
	if (f.r.user.len == 0)
		f.r.user = f.stripped;
	return radius_row(p, &f.r);
}

static int
recognise(struct slice head)
{
	static const struct format_options utc = { .modified = TIME_UNKNOWN };
	struct slice line, second;
	const char *source;
	int64_t time;

	while (slice_take_line(&head, &line))
		if (slice_trim(line).len > 0)
			break;
	if (!when_read(line, &utc, &time, &source) ||
	    !slice_take_line(&head, &second) ||
	    !slice_contains(second, SLICE(" = ")) ||
	    (!slice_starts_with(second, SLICE("\t")) &&
		!slice_starts_with(second, SLICE(" "))))
		return 0;
	return 94;
}

const struct format format_freeradius_detail = {
	.name = "freeradius_detail",
	.dataset = "freeradius.accounting",
	.title = "FreeRADIUS, accounting (detail files)",
	.channel = "network",
	.versions = "FreeRADIUS 2, 3 and 4, the stock header",
	.lacks = "the computer's name; often the address",
	.framing = FRAMING_PARAGRAPHS,
	.recognise = recognise,
	.parse = parse,
};
