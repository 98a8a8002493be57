/*
 * The list of copies, as far as the audit knows them.
 */
#include "reports/copies.h"
#include "reports/words.h"
#include "settings/routing.h"
#include "store/statement.h"

enum { PRINTS = 2 }; /* lines to fill in by hand */

static const char made_before[] =
    "SELECT why, count(*), max(time) FROM audit"
    " WHERE what = :what AND number <> :row GROUP BY why ORDER BY why";

static void
add_row(struct table *t, const char *holder, const char *what,
    const char *when)
{
	table_row(t, ROW_PLAIN);
	table_text(t, slice_of(holder));
	table_text(t, slice_of(what));
	table_text(t, slice_of(when));
}

/* Who carries a locked one about has two. */
static const char *
forms_of(const struct copies *c, struct arena *a)
{
	const struct reader *r = settings_reader(c->settings,
	    slice_of(c->reader));
	bool locked = r != NULL && r->password_file.len + r->age.len > 0;

	return arena_printf(a, "this one, in the folder %s: %s%s", c->reader,
	    c->forms, locked ? ", and locked, to carry away" : "");
}

static int
add_earlier(const struct copies *c, struct table *t, struct arena *a)
{
	struct statement *q = statement_create(c->store, made_before);
	int more;

	if (q == NULL)
		return -1;
	statement_bind_text(q, ":what", slice_of(c->what));
	statement_bind_int(q, ":row", c->row);
	while ((more = statement_step(q)) == 1) {
		struct slice reader = statement_text(q, 0);

		if (!slice_take_past(&reader,
			SLICE("for the folder of the reader ")))
			continue;
		reader = slice_first(reader, slice_find(reader, ';'));
		/* What another reader got of that name is another one. */
		if (!slice_equal(reader, slice_of(c->reader)))
			continue;
		add_row(t, words_office(a, reader), arena_printf(a,
		    "%lld made before; prints of them may be about",
		    (long long)statement_int(q, 1)),
		    arena_printf(a, "the last on %s", words_time(a,
			c->settings->zone, statement_int(q, 2))));
	}
	statement_destroy(q);
	return more;
}

int
copies_say(struct document *d, const struct copies *c)
{
	struct arena *a = arena_create();
	struct table *t = document_table(d, "Who holds a copy");
	int result, i;

	table_column(t, "Held by", COLUMN_HEAD, 2);
	table_column(t, "Copy", COLUMN_TEXT, 3);
	table_column(t, "Since, and destroyed on", COLUMN_TEXT, 2);
	document_heading(d, 1, "Copies");
	add_row(t, words_office(a, slice_of(c->reader)), forms_of(c, a),
	    words_time(a, c->settings->zone, c->now));
	result = add_earlier(c, t, a);
	for (i = 0; i < PRINTS; i++)
		add_row(t, "", "a print, no.", "");
	table_note(t, "Write down here each print or copy that you give "
	    "away, and when it was destroyed.");
	document_place(d, t);
	arena_destroy(a);
	return result;
}
