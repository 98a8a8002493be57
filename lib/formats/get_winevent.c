/*
 * Windows events as PowerShell's `Get-WinEvent | Export-Csv` writes them: a
 * heading, then CSV whose message may hold line ends.
 *
 *   "Message","Id","Version",...,"ProviderName",...,"LogName",...,
 *     "MachineName","UserId","TimeCreated",...
 *
 * The event's own fields are not there, only in the message, in the
 * computer's language: so who and what stay unknown.  Its times are by the
 * computer's clock and in its culture: 12/10/2026 08:31:02 is British,
 * 10/12/2026 8:31:02 AM American.
 */
#include "stamp.h"
#include "table.h"
#include "text.h"
#include "windows.h"

enum use { ID = 1, PROVIDER, LOG, MACHINE, SID, TIME, MESSAGE, LEVEL, RECORD };

static const struct table_name names[] = { { "id", ID },
	{ "providername", PROVIDER }, { "logname", LOG },
	{ "machinename", MACHINE }, { "userid", SID }, { "timecreated", TIME },
	{ "message", MESSAGE }, { "leveldisplayname", LEVEL },
	{ "recordid", RECORD }, { NULL, 0 } };

struct state {
	struct table table;
};

static bool
take_day(struct slice *rest, bool american, int32_t *day)
{
	struct slice s = *rest;
	int a, b, year, y, m, d;

	if (stamp_take_date(rest, '-', false, day))
		return true;
	if ((!slice_take_digits(&s, 2, &a) && !slice_take_digits(&s, 1, &a)) ||
	    !slice_take_char(&s, '/') ||
	    (!slice_take_digits(&s, 2, &b) && !slice_take_digits(&s, 1, &b)) ||
	    !slice_take_char(&s, '/') || !slice_take_digits(&s, 4, &year) ||
	    year < 1990 || year > 2037)
		return false;
	m = american ? a : b;
	d = american ? b : a;
	if (m < 1 || m > 12 || d < 1 || d > 31)
		return false;
	*day = day_from_date(year, m, d);
	*rest = s;
	day_to_date(*day, &y, &a, &b);
	return a == m;
}

static bool
take_time(const struct format_options *options, struct slice s,
    struct windows_event *e)
{
	bool morning = slice_ends_with(s, SLICE(" AM"));
	bool afternoon = slice_ends_with(s, SLICE(" PM"));
	int64_t micro;
	int32_t day;

	if (!take_day(&s, morning || afternoon, &day) ||
	    (!slice_take_char(&s, ' ') && !slice_take_char(&s, 'T')))
		return false;
	if (morning || afternoon)
		s.len -= 3;
	if (!stamp_take_clock(&s, true, &micro) || s.len > 0)
		return false;
	if (morning || afternoon) {
		int64_t hour = micro / TIME_HOUR;

		if (hour < 1 || hour > 12)
			return false;
		micro += ((afternoon ? 12 : 0) - (hour == 12 ? 12 : 0)) *
		    TIME_HOUR;
	}
	e->time = stamp_local(options, day, micro, &e->source);
	return true;
}

static bool
is_complete(const struct table *t)
{
	return table_has(t, ID) && table_has(t, PROVIDER) &&
	    table_has(t, LOG) && table_has(t, MACHINE) && table_has(t, TIME);
}

static const char *
parse(struct parse *p)
{
	struct state *state = p->state;
	struct table *t = &state->table;
	struct windows_event e = { .source = "zone" };
	struct windows_field fields[2];
	struct table_row cells;

	if (p->record.len == 0 ||
	    slice_starts_with(p->record, SLICE("#TYPE ")) ||
	    slice_starts_with(p->record, SLICE("\xef\xbb\xbf#TYPE ")))
		return parse_ignored;
	if (memchr(p->record.ptr, '\0', p->record.len) != NULL)
		return "a NUL byte";
	if (!table_split(p->record, ',', p->scratch, &cells))
		return "a quoted cell does not end";
	if (t->count == 0) {
		table_head(t, &cells, names);
		if (is_complete(t))
			return parse_ignored;
		t->count = 0;
		return "no heading";
	}
	if (cells.count != t->count)
		return "more or fewer cells than the heading has";
	if (!take_time(p->options, table_cell(t, &cells, TIME), &e))
		return "bad time";
	e.code = table_cell(t, &cells, ID);
	e.provider = table_cell(t, &cells, PROVIDER);
	e.channel = table_cell(t, &cells, LOG);
	e.computer = table_cell(t, &cells, MACHINE);
	fields[0] = (struct windows_field){ SLICE("EventRecordID"),
		table_cell(t, &cells, RECORD) };
	fields[1] = (struct windows_field){ SLICE("Message"),
		table_cell(t, &cells, MESSAGE) };
	e.fields = fields;
	e.field_count = 2;
	return windows_row(p, &e);
}

static int
recognise(struct slice head)
{
	struct arena *scratch = arena_create();
	struct table t = { .count = 0 };
	struct table_row cells;
	struct slice line;
	bool ours = false;

	slice_take_text(&head, SLICE("\xef\xbb\xbf"));
	if (slice_take_line(&head, &line) &&
	    (!slice_starts_with(line, SLICE("#TYPE ")) ||
		slice_take_line(&head, &line)) &&
	    table_split(slice_trim(line), ',', scratch, &cells)) {
		table_head(&t, &cells, names);
		ours = is_complete(&t);
	}
	arena_destroy(scratch);
	return ours ? 95 : 0;
}

const struct format format_get_winevent = {
	.name = "get_winevent",
	.dataset = "windows.other",
	.title = "Windows events from Get-WinEvent | Export-Csv",
	.channel = "endpoint",
	.versions = "unverified: Windows PowerShell 5 and 7, British, American "
		    "or ISO times; UTF-8",
	.lacks = "all fields of an event but its message: who logged on, "
		 "which program; zone of its stamps",
	.framing = FRAMING_CSV,
	.header = true,
	.state_size = sizeof(struct state),
	.recognise = recognise,
	.parse = parse,
};
