/*
 * The weekly summary for the safeguarding lead, to be read in two minutes on
 * Monday: did monitoring run, the worst first, what waits too long, which
 * rules are often wrong, what could not be seen.  Pupils only: cases of
 * staff go to the head.  It is made in a week with nothing too, so that its
 * absence is a sign.
 */
#include <stdlib.h>

#include "reports/facts.h"
#include "reports/labels.h"
#include "reports/named.h"
#include "reports/seen.h"

#include "weekly.h"

enum {
	ABOUT_TEN = 10,
	LOOK_BACK = 12 * 7,	/* days, for overdue items and rejections */
	MANY_REJECTED = 3,	/* and at least half of those looked at */
};

struct listed {
	struct named_item item;
	int of_subject; /* how many this one has in the week */
	int waited;	/* days, for overdue ones */
};

struct list {
	struct listed *items;
	size_t count, room;
};

struct week {
	const struct report_run *run;
	struct arena *arena;
	struct document *document;
	struct seen *seen;
	struct list fresh, overdue;
	int32_t today;	/* or the day after the week, if that is over */
	int64_t items, urgent, decided, round;
	int64_t *looked_at, *rejected; /* by kind */
};

static void
add_to(struct list *l, const struct named_item *item, int waited)
{
	GROW(l->items, l->count, l->room);
	l->items[l->count++] = (struct listed){ .item = *item,
		.waited = waited };
}

static void
note_old(struct week *w, const struct named_item *n)
{
	int waited = w->today - n->day;

	if (slice_equal(n->status, SLICE("open"))) {
		/* Those of this week stand in the list above. */
		if (n->day < w->run->period.start &&
		    waited > (n->severity >= URGENT ? WAIT_URGENT :
						      WAIT_OTHERS))
			add_to(&w->overdue, n, waited);
		return;
	}
	w->looked_at[n->kind]++;
	w->rejected[n->kind] += slice_equal(n->status, SLICE("rejected"));
}

static int
take_item(const struct named_item *n, void *ctx)
{
	struct week *w = ctx;
	bool fresh = n->day >= w->run->period.start;

	note_old(w, n);
	if (!fresh)
		return 0;
	w->items++;
	w->urgent += n->severity >= URGENT;
	w->round += kinds[n->kind].group == GROUP_ROUND_FILTER;
	if (slice_equal(n->status, SLICE("open")))
		add_to(&w->fresh, n, 0);
	else
		w->decided++;
	return 0;
}

/* Worst first; then who comes up most; then as they happened. */
static int
compare_worst(const void *a, const void *b)
{
	const struct listed *x = a, *y = b;

	if (x->item.severity != y->item.severity)
		return y->item.severity - x->item.severity;
	if (x->of_subject != y->of_subject)
		return y->of_subject - x->of_subject;
	if (x->item.start != y->item.start)
		return x->item.start < y->item.start ? -1 : 1;
	return x->item.id < y->item.id ? -1 : x->item.id > y->item.id;
}

static void
count_subjects(struct list *l)
{
	size_t i, j;

	for (i = 0; i < l->count; i++)
		for (j = 0; j < l->count; j++)
			l->items[i].of_subject += slice_equal(
			    l->items[i].item.subject, l->items[j].item.subject);
}

static const char *
who_of(struct week *w, const struct listed *l)
{
	const struct named_item *n = &l->item;
	const char *text = n->name;

	if (*n->year != '\0')
		text = arena_printf(w->arena, "%s, %s", text, n->year);
	if (l->of_subject > 1)
		text = arena_printf(w->arena, "%s (%d items this week)", text,
		    l->of_subject);
	return text;
}

static const char *
urgency(const struct named_item *n)
{
	return n->severity >= URGENT ? "Urgent" :
	    n->severity == 1	     ? "Caution" :
				       "Note";
}

static size_t
shown_of(const struct list *l)
{
	size_t n = 0;

	while (n < l->count &&
	    (n < ABOUT_TEN || l->items[n].item.severity >= URGENT))
		n++;
	return n;
}

/* Without logs nobody knows: that is not nought. */
static bool
is_blind(const struct week *w)
{
	size_t i;

	for (i = 0; i < w->seen->n_days; i++)
		if (w->seen->days[i].events > 0)
			return false;
	return w->items == 0;
}

static struct figure
found(const struct week *w, const char *measure, int64_t n)
{
	return figure_of(measure, is_blind(w) ? figure_not_measured() :
						figure_count(n));
}

static void
add_keys(struct week *w)
{
	struct document *d = w->document;

	document_key(d, found(w, "Items for review", w->items),
	    "items for review", "of pupils, this week");
	document_key(d, found(w, "Urgent items", w->urgent), "urgent",
	    "look at these today");
	document_key(d, found(w, "Tries to get round the filter", w->round),
	    "tries to get round the filter", NULL);
	document_key(d, figure_of("Overdue reviews",
	    figure_count((int64_t)w->overdue.count)), "overdue",
	    arena_printf(w->arena, "urgent after %d day, others after %d",
		WAIT_URGENT, WAIT_OTHERS));
}

static const char *
run_title(struct week *w)
{
	const struct seen *s = w->seen;

	if (s->nights == 0)
		return w->today > w->run->period.end ?
		    "Monitoring had not begun in this week" :
		    "Monitoring has had no night in this week yet";
	return arena_printf(w->arena, "Monitoring ran %d of %d nights",
	    s->nights_run, s->nights);
}

static void
add_notice(struct week *w)
{
	const struct seen *s = w->seen;

	document_notice(w->document, run_title(w), s->nights_run < s->nights ?
		"Nights run: {} of {}. Ask IT why a night is missing. If this "
		"is not here by 8.00 on Monday, ring IT." :
		"Nights run: {} of {}. If this is not here by 8.00 on Monday, "
		"ring IT.",
	    FIGURES(figure_of("Nights run", figure_count(s->nights_run)),
		figure_of("Nights", figure_count(s->nights))));
}

static const char *
what_of(struct week *w, const struct named_item *n)
{
	return arena_printf(w->arena, "%s. %s%s%s%s",
	    kinds[n->kind].printed, n->details,
	    *n->outcome == '\0' ? "" : " Filter: ", n->outcome,
	    *n->outcome == '\0' ? "" : ".");
}

static void
add_fresh_table(struct week *w, size_t shown)
{
	static const char *const groups[] = {
		"For the weekly talk, or the head of year",
		"This week", "Urgent: look at these today" };
	struct table *t = document_table(w->document,
	    "Items for review that nobody has looked at, worst first");
	int severity = -1;
	size_t i;

	table_column(t, "Date & time", COLUMN_HEAD, 0);
	table_column(t, "Who, and how well that is known", COLUMN_TEXT, 2);
	table_column(t, "What", COLUMN_TEXT, 4);
	for (i = 0; i < shown; i++) {
		const struct named_item *n = &w->fresh.items[i].item;
		int this = n->severity > URGENT ? URGENT : n->severity;

		if (this != severity) {
			table_row(t, ROW_GROUP);
			table_text(t, slice_of(groups[this]));
			severity = this;
		}
		table_row(t, ROW_PLAIN);
		table_text(t, slice_of(n->when));
		table_text(t, slice_of(arena_printf(w->arena, "%s; %s",
		    who_of(w, &w->fresh.items[i]), n->known)));
		table_text(t, slice_of(what_of(w, n)));
	}
	document_place(w->document, t);
}

static void
add_fresh(struct week *w)
{
	struct document *d = w->document;
	size_t shown;

	document_heading(d, 1, "The worst first");
	count_subjects(&w->fresh);
	if (w->fresh.count > 0)
		qsort(w->fresh.items, w->fresh.count, sizeof *w->fresh.items,
		    compare_worst);
	shown = shown_of(&w->fresh);
	if (is_blind(w))
		document_text(d, "There are no logs of this week: whether "
		    "anything happened is {}.",
		    FIGURES(figure_of("Items not yet looked at",
			figure_not_measured())));
	else if (w->fresh.count == 0)
		document_text(d, "No item of a pupil waits to be looked at "
		    "from this week ({} items).",
		    FIGURES(figure_of("Items not yet looked at",
			figure_count(0))));
	else
		add_fresh_table(w, shown);
	if (shown < w->fresh.count)
		document_text(d, "and {} more, none of them urgent. The named "
		    "log has them all.",
		    FIGURES(figure_of("Items not listed here",
			figure_count((int64_t)(w->fresh.count - shown)))));
	if (w->decided > 0)
		document_text(d, "{} more were looked at already.",
		    FIGURES(figure_of("Items looked at",
			figure_count(w->decided))));
	document_text(d, "An item for review is a possible breach of policy. "
	    "It shows what an account did, not who sat at the keyboard, and "
	    "not why.", NO_FIGURES);
}

static int
compare_waited(const void *a, const void *b)
{
	const struct listed *x = a, *y = b;

	if ((x->item.severity >= URGENT) != (y->item.severity >= URGENT))
		return x->item.severity >= URGENT ? -1 : 1;
	if (x->item.start != y->item.start)
		return x->item.start < y->item.start ? -1 : 1;
	return x->item.id < y->item.id ? -1 : x->item.id > y->item.id;
}

static void
add_overdue(struct week *w)
{
	struct document *d = w->document;
	struct table *t;
	size_t i, shown;

	document_heading(d, 1, "Overdue reviews");
	if (w->overdue.count == 0) {
		document_text(d, "None: {} items wait too long.",
		    FIGURES(figure_of("Overdue reviews", figure_count(0))));
		return;
	}
	qsort(w->overdue.items, w->overdue.count, sizeof *w->overdue.items,
	    compare_waited);
	shown = shown_of(&w->overdue);
	t = document_table(d, "Items that wait too long, urgent and oldest "
	    "first");
	table_column(t, "Date & time", COLUMN_HEAD, 0);
	table_column(t, "Who", COLUMN_TEXT, 2);
	table_column(t, "Kind", COLUMN_TEXT, 0);
	table_column(t, "How urgent", COLUMN_TEXT, 0);
	table_column(t, "Days waiting", COLUMN_NUMBER, 0);
	for (i = 0; i < shown; i++) {
		const struct named_item *n = &w->overdue.items[i].item;

		table_row(t, ROW_PLAIN);
		table_text(t, slice_of(n->when));
		table_text(t, slice_of(who_of(w, &w->overdue.items[i])));
		table_text(t, slice_of(kinds[n->kind].printed));
		table_text(t, slice_of(urgency(n)));
		table_figure(t, figure_count(w->overdue.items[i].waited));
	}
	document_place(d, t);
	if (shown < w->overdue.count)
		document_text(d, "and {} more, none of them urgent.",
		    FIGURES(figure_of("Overdue reviews not listed here",
			figure_count((int64_t)(w->overdue.count - shown)))));
}

static void
add_rejections(struct week *w)
{
	struct document *d = w->document;
	struct table *t = NULL;
	size_t i;

	document_heading(d, 1, "Rules that are often wrong");
	for (i = 0; i < kind_count; i++) {
		int64_t wrong = w->rejected[i], all = w->looked_at[i];

		if (wrong < MANY_REJECTED || 2 * wrong < all)
			continue;
		if (t == NULL) {
			t = document_table(d, "Kinds of which at least half "
			    "were rejected, last 12 weeks");
			table_column(t, "Kind", COLUMN_HEAD, 0);
			table_column(t, "Looked at", COLUMN_NUMBER, 0);
			table_column(t, "Rejected", COLUMN_NUMBER, 0);
			table_column(t, "Share", COLUMN_NUMBER, 0);
		}
		table_row(t, ROW_PLAIN);
		table_text(t, slice_of(kinds[i].printed));
		table_figure(t, figure_count(all));
		table_figure(t, figure_count(wrong));
		table_figure(t, figure_percent(figure_ratio(wrong, all, 100,
		    0)));
	}
	if (t == NULL) {
		document_text(d, "None in the last 12 weeks.", NO_FIGURES);
		return;
	}
	document_place(d, t);
	document_text(d, "Ask IT to look at their thresholds with you.",
	    NO_FIGURES);
}

static void
begin(struct week *w)
{
	struct document_facts f = facts_of_run(w->arena, w->run,
	    "Weekly summary", KEEP_A_YEAR);

	f.audience = "The designated safeguarding lead";
	if (w->today <= w->run->period.end)
		f.reporting_dates = arena_printf(w->arena, "%s; so far",
		    f.reporting_dates);
	w->document = document_create(&f);
}

static void
fill(struct week *w)
{
	static const char *const roles[] = { "Designated safeguarding lead",
		"Deputy", NULL };

	document_heading(w->document, 1, "This week");
	add_notice(w);
	add_keys(w);
	add_fresh(w);
	weekly_found_late(w->run, w->document, w->arena);
	add_overdue(w);
	weekly_due(w->run, w->document, w->arena, w->today);
	add_rejections(w);
	weekly_sample(w->run, w->document);
	seen_say(w->document, w->run, w->seen);
	named_say_audit(w->document, w->run);
	document_sign_off(w->document, "I have read this summary, and acted "
	    "on what is urgent.", roles);
}

static struct document *
lay_out(const struct report_run *run)
{
	struct week w = { .run = run, .arena = arena_create() };

	w.looked_at = memory_zeroed(kind_count, sizeof *w.looked_at);
	w.rejected = memory_zeroed(kind_count, sizeof *w.rejected);
	w.today = zone_civil(run->settings->zone, run->now).day;
	if (w.today > run->period.end + 1)
		w.today = run->period.end + 1;
	w.seen = seen_create(run);
	if (w.seen != NULL &&
	    named_items(run, run->period.start - LOOK_BACK,
		run->period.end, w.arena, take_item, &w) == 0) {
		begin(&w);
		fill(&w);
	}
	seen_destroy(w.seen);
	free(w.looked_at);
	free(w.rejected);
	free(w.fresh.items);
	free(w.overdue.items);
	arena_destroy(w.arena);
	return w.document;
}

const struct report report_weekly = {
	.name = "weekly",
	.title = "Weekly summary for the safeguarding lead",
	.reader = "dsl",
	.audience = AUDIENCE_LEADERSHIP,
	.lay_out = lay_out,
	.periods = PERIOD_WEEK | PERIOD_DAYS,
	.rhythm = PERIOD_WEEK,
};
