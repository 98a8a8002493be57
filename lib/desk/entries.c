/*
 * The sheet on which readers enter what was told to them.
 */
#include <unistd.h>

#include "store/statement.h"

#include "entry.h"
#include "inbox.h"

static const char example[] = "example";

bool
is_entries(const struct csv *t)
{
	return csv_find(t, "kind") != -1 && csv_find(t, "told_on") != -1 &&
	    csv_find(t, "check") == -1;
}

struct line {
	struct returned *returned;
	const int *places;
	size_t row;
};

static void
tell_fault(enum entry_cell cell, const char *what, void *ctx)
{
	const struct line *l = ctx;

	returned_fault(l->returned, "%s %s: %s.",
	    cell_name(l->returned, l->places[cell], l->row),
	    entry_titles[cell], what);
}

/* How many items of that person this self-report is about. */
static int64_t
items_marked(struct store *store, int64_t row)
{
	static const char count[] =
	    "SELECT count(*) FROM item_self_reported"
	    "  JOIN entry ON entry.id = entry"
	    " WHERE entry.item = :item";
	struct statement *q = statement_create(store, count);
	int64_t n = 0;

	if (q == NULL)
		return 0;
	statement_bind_int(q, ":item", row);
	while (statement_step(q) == 1)
		n = statement_int(q, 0);
	statement_destroy(q);
	return n;
}

static void
put_row(struct returned *r, const struct incident_entry *e, size_t row)
{
	int64_t item, marked;
	bool fresh;
	const char *why = incident_enter(r->store, e, r->reader, &item,
	    &fresh);

	if (why != NULL) {
		returned_fault(r, "Row %zu: %s.", row + 2, why);
		return;
	}
	if (!fresh) {
		buffer_printf(&r->receipt, "row %zu: it was entered before\r\n",
		    row + 2);
		return;
	}
	r->applied++;
	marked = items_marked(r->store, item);
	buffer_printf(&r->receipt, "row %zu: entered as %.*s", row + 2,
	    SLICE_ARG(e->kind));
	if (marked > 0)
		buffer_printf(&r->receipt, "; %lld items of that person near "
		    "that time are marked as self-reported",
		    (long long)marked);
	if (slice_equal(e->kind, SLICE("cyberbullying")) && e->also.len == 0)
		buffer_text(&r->receipt, "; not yet recorded on the bullying "
		    "form, as far as this sheet says");
	buffer_text(&r->receipt, "\r\n");
}

static void
read_row(struct returned *r, const struct csv *t, const int *places,
    size_t row)
{
	struct line l = { r, places, row };
	struct slice cells[ENTRY_CELLS];
	struct incident_entry e;
	bool given = false;
	int i;

	for (i = 0; i < ENTRY_CELLS; i++) {
		cells[i] = clean(r, csv_cell(t, row, places[i]));
		given = given || cells[i].len > 0;
	}
	if (!given || slice_equal_fold(slice_first(cells[ENTRY_KIND],
	    sizeof example - 1), slice_of(example)))
		return;
	if (entry_read(r->desk, cells, r->arena, &e, tell_fault, &l))
		put_row(r, &e, row);
}

int
answer_entries(struct returned *r, const struct csv *t)
{
	int places[ENTRY_CELLS], i;
	size_t row;

	for (i = 0; i < ENTRY_CELLS; i++) {
		places[i] = csv_find(t, entry_titles[i]);
		if (places[i] == -1)
			returned_fault(r, "The column %s is missing.",
			    entry_titles[i]);
	}
	for (row = 0; r->faults == 0 && row < csv_rows(t); row++)
		read_row(r, t, places, row);
	/* Faults of later rows are told with the first. */
	for (; r->faults > 0 && row < csv_rows(t) && places[0] != -1; row++)
		read_row(r, t, places, row);
	return 0;
}

static const char *const examples[][ENTRY_CELLS] = {
	{ "example accidental-access", "14/10/2026", "10:05", "26jbloggs", "",
	    "A picture came up while she looked for maps; she told at once",
	    "Form tutor", "14/10/2026", "talked with her", "" },
	{ "example cyberbullying", "14/10/2026", "", "26jbloggs", "",
	    "Messages over the weekend, named by two pupils", "Head of year",
	    "16/10/2026", "rang both homes", "bullying form 12" },
	{ "example lost-device, complaint, parent-instigator, "
	  "information-disclosed, over-blocking", "14/10/2026", "", "",
	    "it1-pc01", "What happened, in a sentence; rows that begin with "
	    "example do not count", "", "", "", "" },
};

int
entries_template(const struct desk *d, struct slice reader)
{
	struct arena *a = arena_create();
	struct buffer out;
	size_t row;
	int i, result = 0;

	if (access(arena_printf(a, "%s/%.*s/entries.csv", d->out,
		SLICE_ARG(reader)), F_OK) == -1) {
		buffer_init(&out, BUFFER_LARGEST);
		buffer_text(&out, "\xef\xbb\xbf"); /* for Excel */
		for (i = 0; i < ENTRY_CELLS; i++)
			csv_add(&out, i == 0, slice_of(entry_titles[i]));
		csv_end_row(&out);
		for (row = 0; row < sizeof examples / sizeof *examples;
		     row++) {
			for (i = 0; i < ENTRY_CELLS; i++)
				csv_add(&out, i == 0,
				    slice_of(examples[row][i]));
			csv_end_row(&out);
		}
		result = sheet_put(d, reader, "entries.csv", &out);
		buffer_finish(&out);
	}
	arena_destroy(a);
	return result;
}
