/*
 * Review sheets: one row an item, as CSV for a spreadsheet and as PDF for
 * paper.  Ids begin with letters and the mark does, so that no spreadsheet
 * takes them for numbers.
 */
#include <err.h>
#include <stdlib.h>
#include <unistd.h>

#include "deliver/deliver.h"
#include "render/pdf.h"
#include "reports/carry.h"
#include "reports/copies.h"
#include "reports/evidence.h"
#include "reports/facts.h"
#include "reports/labels.h"
#include "reports/words.h"

#include "queue.h"
#include "sheet.h"

const char *const answer_titles[ANSWER_COUNT] = { "decision", "reason",
	"action", "also_recorded_in" };

/* The names of sheets: pupils and staff never stand on the same one. */
static const struct {
	const char *stem, *title;
} queues[QUEUE_COUNT] = {
	[QUEUE_PUPILS] = { "review", "Items for review: pupils" },
	[QUEUE_STAFF] = { "review-staff", "Items for review: staff" },
	[QUEUE_OTHER] = { "review-other", "Items for review: others" },
};

struct sheet {
	const struct desk *desk;
	struct store *store;
	struct arena *arena;
	struct buffer csv;
	struct table *table;
	size_t rows;
	bool named;
};

static int
put(const struct desk *d, struct slice reader, const char *name,
    const struct buffer *bytes, bool named)
{
	struct arena *a = arena_create();
	const char *of = arena_text(a, reader);
	const char *folder = deliver_folder(d->settings, d->out, of, a);
	int result = folder == NULL ? -1 :
	    deliver_text(folder, name, buffer_slice(bytes));

	if (result == 0 && named)
		(void)carry(d->settings, of, folder, name,
		    buffer_slice(bytes));
	arena_destroy(a);
	return result;
}

int
sheet_put(const struct desk *d, struct slice reader, const char *name,
    const struct buffer *bytes)
{
	return put(d, reader, name, bytes, false);
}

int
sheet_put_named(const struct desk *d, struct slice reader, const char *name,
    const struct buffer *bytes)
{
	return put(d, reader, name, bytes, true);
}

/* Has somebody begun to fill in one of those columns? */
static bool
is_begun(const struct csv *t, const char *const titles[], size_t count)
{
	size_t row, i;

	for (row = 0; row < csv_rows(t); row++)
		for (i = 0; i < count; i++)
			if (csv_cell(t, row, csv_find(t, titles[i])).len > 0)
				return true;
	return false;
}

static const char *
known_words(const struct waiting *w)
{
	struct slice attribution = w->attribution;

	if (w->by_hand)
		return w->person.len > 0 ? "named by a person" :
		    w->device.len > 0 ? "named device" : "not known";
	return slice_equal(attribution, SLICE("strong")) ?
	    "signed-in account" :
	    slice_equal(attribution, SLICE("fair")) ? "likely account" :
	    slice_equal(attribution, SLICE("weak")) ? "device only" :
						      "not known";
}

/* As a spreadsheet sorts it: 2026-10-14 09:59. */
static const char *
local_time(struct sheet *s, int64_t t)
{
	struct civil c = zone_civil(s->desk->settings->zone, t);

	return arena_printf(s->arena, "%s %02d:%02d",
	    day_text(s->arena, c.day), (int)(c.second / 3600),
	    (int)(c.second / 60 % 60));
}

static void
add(struct sheet *s, const char *text)
{
	csv_add(&s->csv, false, slice_of(text));
}

static struct slice
who_of(struct sheet *s, const struct waiting *w)
{
	if (w->person.len > 0)
		return w->person;
	if (w->account.len > 0)
		return slice_of(arena_printf(s->arena,
		    "account %.*s, person not established",
		    SLICE_ARG(w->account)));
	return w->device.len > 0 ? SLICE("device only") : SLICE("not known");
}

static const char *const severities[] = { "advisory", "caution", "danger" };

static void
add_csv(struct sheet *s, const struct waiting *w, const char *details)
{
	char mark[CHECK_MARK];
	int i;

	check_mark(w->name, w->version, mark);
	csv_add(&s->csv, true, slice_of(arena_printf(s->arena, "id-%.*s",
	    SLICE_ARG(w->name))));
	add(s, w->number == 0 ? "" :
	    arena_printf(s->arena, "%lld", (long long)w->number));
	csv_add(&s->csv, false, w->status);
	add(s, local_time(s, w->start));
	add(s, local_time(s, w->end));
	csv_add(&s->csv, false, who_of(s, w));
	add(s, known_words(w));
	csv_add(&s->csv, false, w->year);
	csv_add(&s->csv, false, w->room);
	csv_add(&s->csv, false, w->device);
	csv_add(&s->csv, false, w->serial);
	add(s, kinds[kind_of_label(w->label)].printed);
	add(s, details);
	add(s, severities[w->severity]);
	add(s, arena_printf(s->arena, "%lld", (long long)w->events));
	add(s, arena_printf(s->arena, "%lld", (long long)w->new_events));
	for (i = 0; i < ANSWER_COUNT; i++)
		add(s, "");
	add(s, mark);
	csv_end_row(&s->csv);
}

static void
add_printed(struct sheet *s, const struct waiting *w, const char *details)
{
	struct arena *a = s->arena;

	table_row(s->table, ROW_PLAIN);
	table_text(s->table, slice_of(arena_printf(a, "id-%.*s%s",
	    SLICE_ARG(slice_first(w->name, 6)),
	    w->number == 0 ? "" :
	    arena_printf(a, ", no. %lld", (long long)w->number))));
	table_text(s->table, slice_of(words_time(a, s->desk->settings->zone,
	    w->start)));
	table_text(s->table, who_of(s, w));
	table_text(s->table, w->room);
	table_text(s->table, slice_of(arena_printf(a, "%s. %s %s, %s.%s",
	    kinds[kind_of_label(w->label)].printed, details,
	    severities[w->severity], known_words(w),
	    w->new_events == 0 ? "" : " New evidence has come since.")));
	table_text(s->table, w->status);
	table_text(s->table, SLICE(""));
}

static int
add_item(const struct waiting *w, void *ctx)
{
	struct sheet *s = ctx;
	struct evidence e;
	const char *details;

	if (evidence_read(s->store, w->row, s->arena, &e) == -1)
		return -1;
	details = evidence_sentence(&e, w->label, w->account.len > 0,
	    s->arena);
	if (w->self_reported)
		details = arena_printf(s->arena, "%s Self-reported.",
		    details);
	add_csv(s, w, details);
	add_printed(s, w, details);
	s->named = s->named || w->person.len > 0 || w->account.len > 0;
	s->rows++;
	return 0;
}

static void
begin_csv(struct sheet *s)
{
	static const char *const titles[] = { "number", "status", "begins",
		"ends", "who", "known_by", "year", "room", "device",
		"serial", "kind", "details", "severity", "events",
		"new_events" };
	size_t i;

	buffer_text(&s->csv, "\xef\xbb\xbf"); /* for Excel */
	csv_add(&s->csv, true, SLICE("id"));
	for (i = 0; i < sizeof titles / sizeof *titles; i++)
		add(s, titles[i]);
	for (i = 0; i < ANSWER_COUNT; i++)
		add(s, answer_titles[i]);
	add(s, "check");
	csv_end_row(&s->csv);
}

static struct document *
begin_document(struct sheet *s, enum queue q, struct slice reader)
{
	struct document_facts f = facts_of_school(s->arena,
	    s->desk->settings, queues[q].title, s->desk->now);
	static const struct {
		const char *title;
		int weight; /* the last is room to write in */
	} heads[] = {
		{ "Item", 0 },
		{ "Begins", 1 },
		{ "Who", 1 },
		{ "Room", 0 },
		{ "What the log shows", 8 },
		{ "Status", 0 },
		{ "Decision, reason, action, also recorded in", 4 },
	};
	struct document *d;
	size_t i;

	f.landscape = true;
	f.audience = words_office(s->arena, reader);
	f.destroy_by = facts_destroy(s->arena, s->desk->settings, s->desk->now,
	    KEEP_A_QUARTER);
	d = document_create(&f);
	s->table = document_table(d, queues[q].title);
	for (i = 0; i < sizeof heads / sizeof *heads; i++)
		table_column(s->table, heads[i].title,
		    i == 0 ? COLUMN_HEAD : COLUMN_TEXT, heads[i].weight);
	return d;
}

static void
finish_document(struct sheet *s, struct document *d, struct slice reader,
    const char *stem)
{
	struct copies c = { .store = s->store,
		.settings = s->desk->settings,
		.reader = arena_text(s->arena, reader),
		.what = arena_printf(s->arena, "sheet %s", stem),
		.forms = "PDF and CSV", .now = s->desk->now };

	document_heading(d, 1, "What waits for a decision");
	document_text(d, "{} items are open or confirmed and not closed. An "
	    "item is a possible breach of policy, found by a rule: it shows "
	    "what an account did, not who sat at the keyboard. Fill in the "
	    "last columns of the CSV file of the same name, and put it in "
	    "your folder for what you send back.",
	    FIGURES(figure_of("Items on this sheet",
		figure_count((int64_t)s->rows))));
	document_text(d, "Decisions: confirm, reject, excepted, duplicate, "
	    "note, withdraw, reopen, close. All but confirm and close need a "
	    "reason.", NO_FIGURES);
	if (s->rows == 0)
		document_notice(d, "Nothing to review",
		    "No item waits for you.", NO_FIGURES);
	else
		document_place(d, s->table);
	if (s->named)
		copies_say(d, &c);
}

bool
sheet_stays(const struct desk *d, struct slice reader, const char *name,
    struct slice fresh, const char *const titles[], size_t count)
{
	struct arena *a = arena_create();
	const char *why, *path = arena_printf(a, "%.*s/%.*s/%s",
	    (int)strlen(d->out), d->out, SLICE_ARG(reader), name);
	struct buffer bytes, text;
	struct csv *t = NULL;
	size_t line;
	bool stays = false;

	buffer_init(&bytes, LARGEST_SHEET);
	buffer_init(&text, LARGEST_SHEET);
	if (access(path, F_OK) == 0) {
		stays = true;
		if (buffer_read_file(&bytes, path) == 0 &&
		    sheet_decode(buffer_slice(&bytes), &text) == NULL &&
		    (t = csv_read(buffer_slice(&text), &why, &line)) != NULL)
			stays = is_begun(t, titles, count) ||
			    slice_equal(buffer_slice(&bytes), fresh);
	}
	csv_destroy(t);
	buffer_finish(&bytes);
	buffer_finish(&text);
	arena_destroy(a);
	return stays;
}

/* The CSV last: it is what tells the next run that both are there. */
static int
put_both(struct sheet *s, struct document *d, struct slice reader,
    const char *stem)
{
	struct arena *a = s->arena;
	struct buffer pdf;
	const char *why;
	int result = -1;

	buffer_init(&pdf, BUFFER_LARGEST);
	why = document_pdf(d, stem, &pdf);
	if (why != NULL)
		warnx("%s: %s", stem, why);
	else if (!s->named || store_audit(s->store, SLICE("nightly"),
	    slice_of(arena_printf(a, "sheet %s", stem)),
	    slice_of(arena_printf(a, "for the folder of the reader %.*s",
		SLICE_ARG(reader)))) == 0)
		result = sheet_put_named(s->desk, reader,
		    arena_printf(a, "%s.pdf", stem), &pdf);
	if (result == 0)
		result = sheet_put_named(s->desk, reader,
		    arena_printf(a, "%s.csv", stem), &s->csv);
	buffer_finish(&pdf);
	return result;
}

static int
make_sheet(const struct desk *desk, struct store *store, struct slice reader,
    enum queue q)
{
	struct sheet s = { .desk = desk, .store = store,
		.arena = arena_create() };
	int32_t today = zone_civil(desk->settings->zone, desk->now).day;
	struct document *d = begin_document(&s, q, reader);
	const char *stem;
	int result;

	stem = arena_printf(s.arena, "%s-%s", queues[q].stem,
	    day_text(s.arena, today));
	buffer_init(&s.csv, BUFFER_LARGEST);
	begin_csv(&s);
	result = queue_each(desk, store, reader, q, add_item, &s);
	/* That nothing waits is told on the first sheet alone. */
	if (result == 0 &&
	    (s.rows > 0 || (q == QUEUE_PUPILS &&
			       !slice_equal(reader, SLICE("chair")))) &&
	    !sheet_stays(desk, reader, arena_printf(s.arena, "%s.csv", stem),
		buffer_slice(&s.csv), answer_titles, ANSWER_COUNT)) {
		finish_document(&s, d, reader, stem);
		result = put_both(&s, d, reader, stem);
	}
	document_destroy(d);
	buffer_finish(&s.csv);
	arena_destroy(s.arena);
	return result;
}

/* Who gets a sheet has a folder to put it into, from the first night on; of a
 * school without such folders nobody has. */
static bool
has_way_back(const struct desk *d, struct slice reader)
{
	struct arena *a = arena_create();
	bool there = d->in == NULL || deliver_folder(d->settings,
	    d->in, arena_text(a, reader), a) != NULL;

	arena_destroy(a);
	return there;
}

int
desk_sheets(const struct desk *d)
{
	struct store *store = store_open(d->store, AUDIENCE_LEADERSHIP);
	struct slice readers[ROUTING_MOST];
	size_t i, n = routing_readers(d->settings, readers);
	int result = store == NULL ? -1 : 0, q;

	for (i = 0; store != NULL && i < n; i++) {
		if (!has_way_back(d, readers[i]) ||
		    entries_template(d, readers[i]) == -1)
			result = -1;
		for (q = 0; q < QUEUE_COUNT; q++)
			if (make_sheet(d, store, readers[i],
				(enum queue)q) == -1)
				result = -1;
	}
	store_close(store);
	return result;
}
