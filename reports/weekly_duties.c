/*
 * What the weekly summary says beyond the items: what was found late, what is
 * due, what was looked at by lot.
 */
#include "reports/labels.h"
#include "reports/words.h"
#include "store/statement.h"

#include "weekly.h"

/* Found in this week, of events when nobody could be rung any more: told
 * once, here.  Pupils' alone, as everything on this page. */
static const char historic[] =
    "SELECT alert.label, alert.day, count(*), min(item.name)"
    "  FROM alert"
    "  JOIN item USING (subject, label, day)"
    " WHERE alert.status = 'historic' AND alert.raised >= :since"
    "   AND alert.raised < :until AND item.role IN ('pupil', 'class')"
    " GROUP BY alert.id"
    " ORDER BY alert.day, alert.label, alert.name";

void
weekly_found_late(const struct report_run *run, struct document *d,
    struct arena *a)
{
	const struct zone *z = run->settings->zone;
	struct statement *q = statement_create(run->store, historic);
	struct table *t = NULL;

	if (q == NULL)
		return;
	statement_bind_int(q, ":since", zone_day_start(z,
	    run->period.start));
	statement_bind_int(q, ":until", zone_day_start(z,
	    run->period.end + 1));
	while (statement_step(q) == 1) {
		if (t == NULL) {
			t = document_table(d, "Urgent, but older "
			    "than two days when it was found: nobody was "
			    "rung");
			table_column(t, "Day", COLUMN_HEAD, 0);
			table_column(t, "Kind", COLUMN_TEXT, 1);
			table_column(t, "Item on the review sheet",
			    COLUMN_TEXT, 0);
		}
		table_row(t, ROW_PLAIN);
		table_text(t, slice_of(words_day(a,
		    (int32_t)statement_int(q, 1))));
		table_text(t, slice_of(kinds[kind_of_label(
		    statement_text(q, 0))].printed));
		table_text(t, slice_of(arena_printf(a, "id-%.*s",
		    SLICE_ARG(statement_text(q, 3)))));
	}
	statement_destroy(q);
	if (t == NULL)
		return;
	document_heading(d, 1, "Found late");
	document_place(d, t);
}

/* The last target of each item that nobody has met yet, and clocks of lost
 * data on which nothing has been told to the regulator. */
static const char due[] =
    "SELECT item.name, item.label, note.act, substr(note.why, 1, 16),"
    "       coalesce(item.number, 0)"
    "  FROM item_note AS note JOIN item ON item.id = note.item"
    " WHERE note.act IN ('review', 'data-loss')"
    "   AND item.status IN ('open', 'confirmed')"
    "   AND item.role NOT IN ('staff', 'technician', 'governor')"
    "   AND NOT EXISTS (SELECT 1 FROM item_note AS later"
    "     WHERE later.item = note.item AND later.id > note.id"
    "       AND (later.act = note.act"
    "         OR (note.act = 'review' AND later.act = 'reviewed')"
    "         OR (note.act = 'data-loss' AND later.act = 'referral'"
    "             AND later.why LIKE 'ico %')))"
    " ORDER BY substr(note.why, 1, 16), item.id";

/* Days late of a target; of a clock whether its 72 hours are over. */
static const char *
late_of(const struct report_run *run, struct arena *a, int32_t today,
    struct statement *q)
{
	struct slice when = statement_text(q, 3), clock;
	struct civil c;
	int32_t day;
	int64_t end;
	int h, m;

	if (!day_parse(slice_first(when, 10), &day))
		return NULL;
	if (slice_equal(statement_text(q, 2), SLICE("review")))
		return day >= today ? NULL :
		    arena_printf(a, "%d days late", today - day);
	clock = slice_from(when, 11);
	if (!slice_take_digits(&clock, 2, &h) ||
	    !slice_take_char(&clock, ':') || !slice_take_digits(&clock, 2, &m))
		return NULL;
	c = (struct civil){ day, h * 3600 + m * 60 };
	zone_utc(run->settings->zone, c, &end);
	end += 72 * TIME_HOUR;
	return arena_printf(a, "72 hours %s %s",
	    end < run->now ? "were over" : "end",
	    words_time(a, run->settings->zone, end));
}

void
weekly_due(const struct report_run *run, struct document *d, struct arena *a,
    int32_t today)
{
	struct statement *q = statement_create(run->store, due);
	struct table *t = NULL;
	const char *late;

	while (q != NULL && statement_step(q) == 1) {
		if ((late = late_of(run, a, today, q)) == NULL)
			continue;
		if (t == NULL) {
			t = document_table(d, "Targets that were "
			    "missed, and clocks that run");
			table_column(t, "Item", COLUMN_HEAD, 0);
			table_column(t, "Kind", COLUMN_TEXT, 1);
			table_column(t, "What", COLUMN_TEXT, 0);
			table_column(t, "By when", COLUMN_TEXT, 0);
		}
		table_row(t, ROW_PLAIN);
		table_text(t, slice_of(arena_printf(a, "id-%.*s",
		    SLICE_ARG(statement_text(q, 0)))));
		table_text(t, slice_of(kinds[kind_of_label(
		    statement_text(q, 1))].printed));
		table_text(t, slice_equal(statement_text(q, 2),
		    SLICE("review")) ? SLICE("To be looked at again") :
				       SLICE("Loss of data: tell the "
					     "regulator, or say why not"));
		table_text(t, slice_of(late));
	}
	statement_destroy(q);
	if (t != NULL)
		document_place(d, t);
}

/* Spells of use drawn by lot in the week before, and whether somebody has
 * signed them; nobody is named here. */
static const char samples[] =
    "SELECT count(*), sum(seen <> ''), sum(seen = 'further'), min(seed),"
    "       max(seen_by)"
    "  FROM sample WHERE week = :week";

void
weekly_sample(const struct report_run *run, struct document *d)
{
	struct statement *q = statement_create(run->store, samples);

	if (q == NULL)
		return;
	statement_bind_int(q, ":week", run->period.start);
	while (statement_step(q) == 1) {
		if (statement_int(q, 0) == 0)
			continue;
		document_heading(d, 1, "Looked at by lot");
		document_text(d, "Of the {} spells of use drawn by lot from "
		    "this week, {} have been looked at and {} are to be "
		    "looked into further; signed by: {}. Seed of the lot: "
		    "{}.",
		    FIGURES(figure_of("Spells drawn by lot",
			figure_count(statement_int(q, 0))),
			figure_of("Spells looked at",
			    figure_count(statement_int(q, 1))),
			figure_of("Spells to be looked into",
			    figure_count(statement_int(q, 2))),
			figure_words(statement_text(q, 4).len == 0 ?
			    SLICE("nobody yet") : statement_text(q, 4)),
			figure_words(statement_text(q, 3))));
	}
	statement_destroy(q);
}
