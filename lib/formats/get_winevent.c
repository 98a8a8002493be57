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

	if (slice_starts_with(p->record, SLICE("#TYPE ")) ||
	    slice_starts_with(p->record, SLICE("\xef\xbb\xbf#TYPE ")))
		return parse_ignored;
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
	if (!stamp_culture(p->options, table_cell(t, &cells, TIME), &e.time,
		&e.source))
		return "bad time";
	e.code = table_cell(t, &cells, ID);
	e.provider = table_cell(t, &cells, PROVIDER);
	e.channel = table_cell(t, &cells, LOG);
	e.computer = table_cell(t, &cells, MACHINE);
	e.record = table_cell(t, &cells, RECORD);
	e.bare = true;
	fields[0] = (struct windows_field){ SLICE("EventRecordID"), e.record };
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
