/*
 * A completed sheet, checked cell by cell and applied as a whole or not at
 * all.  Rows may come in any order, columns may have been added, rows taken
 * out; a cell that people were not to fill in does not count, except for the
 * id and the mark at the other end of the row, which must belong together.
 */
#include <stdarg.h>

#include "base/map.h"
#include "incident/incident.h"
#include "store/statement.h"

#include "alert.h"
#include "entry.h"
#include "flow.h"
#include "inbox.h"
#include "queue.h"

enum { LONGEST_TEXT = 2000, MOST_TOLD = 100 };

/* Where the columns stand. */
struct places {
	int id, check, answers[ANSWER_COUNT];
};

struct answer {
	size_t row; /* from 0 */
	struct slice id, check;
	struct slice cells[ANSWER_COUNT];
};

void
returned_fault(struct returned *r, const char *fmt, ...)
{
	va_list args;
	char text[512];

	if (r->faults++ >= MOST_TOLD)
		return;
	va_start(args, fmt);
	vsnprintf(text, sizeof text, fmt, args);
	va_end(args);
	buffer_text(&r->told, text);
	buffer_text(&r->told, "\r\n");
}

const char *
cell_name(struct returned *r, int column, size_t row)
{
	int high = column / 26, low = column % 26;

	if (high > 26)
		return arena_printf(r->arena, "row %zu", row + 2);
	return high == 0 ?
	    arena_printf(r->arena, "%c%zu", 'A' + low, row + 2) :
	    arena_printf(r->arena, "%c%c%zu", 'A' + high - 1, 'A' + low,
		row + 2);
}

/* Trimmed, also of spaces that do not break and of the apostrophe that
 * marks a text; line ends and other controls become spaces. */
struct slice
clean(struct returned *r, struct slice s)
{
	char *text = arena_text(r->arena, s);
	size_t i, len = 0;

	for (i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];

		if (c == 0xc2 && i + 1 < s.len &&
		    (unsigned char)s.ptr[i + 1] <= 0xa0) {
			text[len++] = ' ';
			i++;
		} else
			text[len++] = c < ' ' || c == 0x7f ? ' ' : (char)c;
	}
	s = slice_trim((struct slice){ text, len });
	if (s.len > 1 && *s.ptr == '\'' && memchr("=+-@", s.ptr[1], 4) != NULL)
		s = slice_from(s, 1);
	return s;
}

static bool
find_places(struct returned *r, const struct csv *t, struct places *p)
{
	int i;

	p->id = csv_find(t, "id");
	p->check = csv_find(t, "check");
	if (p->id == -1)
		returned_fault(r, "The column id is missing.");
	if (p->check == -1)
		returned_fault(r, "The column check is missing.");
	for (i = 0; i < ANSWER_COUNT; i++) {
		p->answers[i] = csv_find(t, answer_titles[i]);
		if (p->answers[i] == -1)
			returned_fault(r, "The column %s is missing.",
			    answer_titles[i]);
	}
	return r->faults == 0;
}

static bool
read_answer(struct returned *r, const struct csv *t, const struct places *p,
    size_t row, struct answer *a)
{
	bool given = false;
	int i;

	*a = (struct answer){ .row = row,
		.id = clean(r, csv_cell(t, row, p->id)),
		.check = clean(r, csv_cell(t, row, p->check)) };
	for (i = 0; i < ANSWER_COUNT; i++) {
		a->cells[i] = clean(r, csv_cell(t, row, p->answers[i]));
		given = given || a->cells[i].len > 0;
		if (a->cells[i].len > LONGEST_TEXT)
			returned_fault(r, "%s %s: longer than %d letters.",
			    cell_name(r, p->answers[i], row),
			    answer_titles[i], LONGEST_TEXT);
	}
	return given;
}

/* The item's name, out of what stands under id; empty where it is none. */
static struct slice
name_of(struct returned *r, const struct places *p, const struct answer *a)
{
	struct slice name = a->id;
	size_t i, good = 0;

	if (name.len > 3 &&
	    slice_equal_fold(slice_first(name, 3), SLICE("id-")))
		name = slice_from(name, 3);
	for (i = 0; i < name.len; i++)
		good += memchr("0123456789abcdef", name.ptr[i], 16) != NULL;
	if (good == 12 && name.len == 12)
		return name;
	returned_fault(r, "%s id: expected an id as id-0123456789ab, found "
	    "\"%.*s\"%s.", cell_name(r, p->id, a->row),
	    (int)slice_first(name, 40).len, name.ptr,
	    good > 0 ? "; a spreadsheet may have made a number of it" : "");
	return SLICE("");
}

/* Is the row whole, and the item as it was when the sheet was written? */
static bool
is_as_written(struct returned *r, const struct places *p,
    const struct answer *a, const struct waiting *w)
{
	struct slice rest = a->check;
	char mark[CHECK_MARK];
	int64_t version;

	if (!slice_take_char(&rest, 'c') ||
	    !slice_take_int(&rest, &version) || version < 0) {
		returned_fault(r, "%s check: expected the mark that stood "
		    "there, found \"%.*s\".",
		    cell_name(r, p->check, a->row),
		    (int)slice_first(a->check, 40).len, a->check.ptr);
		return false;
	}
	check_mark(w->name, version, mark);
	if (!slice_equal(a->check, slice_of(mark))) {
		returned_fault(r, "%s check: the two ends of this row do not "
		    "belong together. If the sheet was sorted, not all its "
		    "columns were.", cell_name(r, p->check, a->row));
		return false;
	}
	if (version == w->version)
		return true;
	returned_fault(r, "%s id-%.*s: somebody has decided about it since "
	    "this sheet was written; it is %.*s now. Take the row out, or "
	    "use a newer sheet.", cell_name(r, p->id, a->row),
	    SLICE_ARG(w->name), SLICE_ARG(w->status));
	return false;
}

/* The word of the act; empty where it is none. */
static struct slice
act_of(struct slice decision)
{
	static const struct {
		const char *written, *act;
	} words[] = { { "confirm", "confirm" }, { "confirmed", "confirm" },
		{ "reject", "reject" }, { "rejected", "reject" },
		{ "except", "excepted" }, { "excepted", "excepted" },
		{ "duplicate", "duplicate" }, { "note", "note" },
		{ "withdraw", "withdraw" }, { "withdrawn", "withdraw" },
		{ "reopen", "reopen" }, { "reopened", "reopen" },
		{ "close", "close" }, { "closed", "close" },
		{ "acknowledge", "acknowledge" },
		{ "acknowledged", "acknowledge" } };
	char lower[32];
	size_t i;

	for (i = 0; i < sizeof words / sizeof *words; i++)
		if (slice_equal_fold(decision, slice_of(words[i].written)))
			return slice_of(words[i].act);
	/* Whatever else may be written down about an item. */
	if (decision.len >= sizeof lower)
		return SLICE("");
	for (i = 0; i < decision.len; i++)
		lower[i] = decision.ptr[i] == ' ' ? '-' :
		    (char)(decision.ptr[i] >= 'A' && decision.ptr[i] <= 'Z' ?
			decision.ptr[i] + 32 : decision.ptr[i]);
	return incident_act_word((struct slice){ lower, decision.len });
}

static void
act(struct returned *r, const struct places *p, const struct answer *a,
    int64_t item, int column, struct slice word, struct slice why)
{
	const char *refused = slice_equal(word, SLICE("answer")) ?
	    flow_answer(r->desk->settings, r->store, item, r->reader, why) :
	    incident_act(r->store, item, word, r->reader, why);
	struct slice what = slice_of(refused);

	/* On a sheet there is no -m. */
	if (slice_ends_with(what, SLICE(" (-m)")))
		what.len -= 5;
	if (refused != NULL)
		returned_fault(r, "%s %s: %.*s.",
		    cell_name(r, p->answers[column], a->row),
		    answer_titles[column], SLICE_ARG(what));
}

/* That the alert of this item has been read; nothing is decided by it. */
static void
acknowledge(struct returned *r, const struct places *p,
    const struct answer *a, const struct waiting *w)
{
	struct slice names[MOST_ALERTS];
	int i, n = alert_names_of_item(r->store, w->row, r->arena, names);

	if (n == 0)
		returned_fault(r, "%s decision: no alert of this item waits "
		    "for an answer.",
		    cell_name(r, p->answers[ANSWER_DECISION], a->row));
	for (i = 0; i < n; i++)
		if (alert_acknowledge(r->desk, r->store, names[i], r->reader,
			r->reader, "sheet") != NULL)
			returned_fault(r, "%s decision: it cannot be "
			    "acknowledged.",
			    cell_name(r, p->answers[ANSWER_DECISION],
				a->row));
}

static void
apply(struct returned *r, const struct places *p, const struct answer *a,
    const struct waiting *w)
{
	struct slice decision = a->cells[ANSWER_DECISION];
	struct slice word = act_of(decision);
	size_t before = r->faults;

	if (decision.len > 0 && word.len == 0)
		returned_fault(r, "%s decision: expected confirm, reject, "
		    "excepted, duplicate, note, withdraw, reopen or close, "
		    "found \"%.*s\".",
		    cell_name(r, p->answers[ANSWER_DECISION], a->row),
		    (int)slice_first(decision, 40).len, decision.ptr);
	else if (slice_equal(word, SLICE("acknowledge")))
		acknowledge(r, p, a, w);
	else if (decision.len > 0)
		act(r, p, a, w->row, ANSWER_DECISION, word,
		    a->cells[ANSWER_REASON]);
	else if (a->cells[ANSWER_REASON].len > 0)
		returned_fault(r, "%s reason: a reason, and no decision.",
		    cell_name(r, p->answers[ANSWER_REASON], a->row));
	/* What follows from a decision that was refused is not told. */
	if (r->faults > before)
		return;
	if (a->cells[ANSWER_ACTION].len > 0)
		act(r, p, a, w->row, ANSWER_ACTION, SLICE("action"),
		    a->cells[ANSWER_ACTION]);
	if (a->cells[ANSWER_ALSO].len > 0)
		act(r, p, a, w->row, ANSWER_ALSO, SLICE("recorded"),
		    a->cells[ANSWER_ALSO]);
	buffer_printf(&r->receipt, "row %zu, id-%.*s: %.*s\r\n", a->row + 2,
	    SLICE_ARG(w->name), SLICE_ARG(word.len > 0 ? word :
					  SLICE("written down")));
	r->applied++;
}

/* -1: the store failed. */
static int
answer_row(struct returned *r, const struct places *p,
    const struct answer *a, struct map *seen)
{
	struct slice name = name_of(r, p, a);
	struct waiting w;
	uint32_t before = map_count(seen);
	int found;

	if (name.len == 0)
		return 0;
	map_add(seen, name);
	if (map_count(seen) == before) {
		returned_fault(r, "%s id: this item stands on two rows.",
		    cell_name(r, p->id, a->row));
		return 0;
	}
	found = queue_find(r->desk, r->store, r->reader, name, r->arena, &w);
	if (found == -1)
		return -1;
	if (found == 0)
		returned_fault(r, "%s id: there is no such item among yours.",
		    cell_name(r, p->id, a->row));
	else if (is_as_written(r, p, a, &w))
		apply(r, p, a, &w);
	return 0;
}

/* A sheet that was still being copied ends within a row, whether that has
 * entries or not: what followed it is not there. */
static void
look_at_end(struct returned *r, const struct csv *t, const struct places *p)
{
	size_t row = csv_rows(t);
	struct slice id, check, rest;
	char mark[CHECK_MARK];
	int64_t version;

	while (row > 0 && csv_cell(t, row - 1, p->id).len == 0)
		row--;
	if (row == 0)
		return;
	rest = clean(r, csv_cell(t, row - 1, p->id));
	check = clean(r, csv_cell(t, row - 1, p->check));
	if (!slice_take_text(&rest, SLICE("id-")))
		return;
	id = rest;
	rest = check;
	if (slice_take_char(&rest, 'c') && slice_take_int(&rest, &version)) {
		check_mark(id, version, mark);
		if (slice_equal(check, slice_of(mark)))
			return;
	}
	returned_fault(r, "%s check: the last row has not the mark that stood "
	    "there: is the sheet whole?", cell_name(r, p->check, row - 1));
}

static int
answer_rows(struct returned *r, const struct csv *t)
{
	struct places p;
	struct map *seen;
	struct answer a;
	size_t row;
	int result = 0;

	if (!find_places(r, t, &p))
		return 0;
	look_at_end(r, t, &p);
	seen = map_create();
	for (row = 0; result == 0 && row < csv_rows(t); row++)
		if (read_answer(r, t, &p, row, &a))
			result = answer_row(r, &p, &a, seen);
	map_destroy(seen);
	return result;
}

static int
note_audit(struct returned *r)
{
	return store_audit(r->store, r->reader, SLICE("sheet applied"),
	    slice_of(arena_printf(r->arena, "%s sha256 %s", r->name,
		r->hash)));
}

int
answer_sheet(struct returned *r)
{
	const char *why;
	size_t line;
	struct csv *t = csv_read(r->text, &why, &line);
	int result;

	if (t == NULL) {
		returned_fault(r, "Line %zu: it is not a table: %s.", line,
		    why);
		return 0;
	}
	if (store_begin(r->store) == -1) {
		csv_destroy(t);
		return -1;
	}
	result = is_entries(t) ? answer_entries(r, t) :
	    is_sample(t)       ? answer_sample(r, t) :
	    is_sign_off(t)     ? answer_sign_off(r, t) :
				 answer_rows(r, t);
	if (result == 0 && r->faults == 0)
		result = note_audit(r);
	if (result == 0 && r->faults == 0)
		result = store_commit(r->store);
	if (result == -1 || r->faults > 0)
		store_rollback(r->store);
	csv_destroy(t);
	return result;
}
