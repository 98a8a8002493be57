/*
 * The terms of a school year, for documents that tell of the year.
 */
#include "reports/words.h"

#include "governors.h"

bool
governors_terms(struct governors_terms *t, const struct report_run *run,
    struct arena *a, bool running)
{
	int32_t today = zone_civil(run->settings->zone, run->now).day;
	const struct term *term;
	size_t i;

	*t = (struct governors_terms){ .count = 0 };
	for (i = 0; t->count < MOST_TERMS && (term = calendar_term_at(
	    run->settings->calendar, i)) != NULL; i++) {
		struct report_run *r = &t->runs[t->count];
		struct report_state *g = &t->states[t->count];

		if (term->start < run->period.start ||
		    term->end > run->period.end ||
		    (running ? term->start > today : term->end >= today))
			continue;
		*r = *run;
		r->term = term;
		r->period = period_of_term(term);
		*g = (struct report_state){ .run = r, .arena = a };
		t->count++;
		if (!governors_recall(g))
			return false;
	}
	return true;
}

void
governors_terms_forget(struct governors_terms *t)
{
	size_t i;

	for (i = 0; i < t->count; i++)
		governors_forget(&t->states[i]);
	t->count = 0;
}

struct figure
governors_of_term(const struct governors_terms *t, size_t term,
    const void *which)
{
	const struct report_state *g = &t->states[term];

	return g->seen->days_with_logs == 0 ? figure_not_measured() :
	    tally_figure(g->tally, *(const struct which *)which);
}

struct figure
governors_school_days(const struct governors_terms *t, size_t term,
    const void *ctx)
{
	(void)ctx;
	return figure_count(t->states[term].seen->school_days);
}

struct figure
governors_days_with_logs(const struct governors_terms *t, size_t term,
    const void *ctx)
{
	(void)ctx;
	return figure_count(t->states[term].seen->days_with_logs);
}

/* "Not shown" where a part is not.  A term without logs has none; of one that
 * is entered so is the sum. */
static struct figure
sum_of(const struct figure *parts, size_t count)
{
	struct figure sum = figure_count(0);
	bool entered = false;
	size_t i, n = 0;

	for (i = 0; i < count; i++) {
		if (parts[i].form == FIGURE_UNKNOWN)
			continue;
		if (parts[i].form != FIGURE_NUMBER || parts[i].decimals != 0)
			return figure_hidden();
		entered = entered || parts[i].mark == MARK_ENTERED;
		sum.value += parts[i].value;
		n++;
	}
	return n == 0 ? figure_not_measured() :
	    entered   ? figure_entered(sum) :
			sum;
}

struct table *
governors_terms_table(struct document *d, const struct governors_terms *t,
    const char *caption, const char *head)
{
	struct table *table = document_table(d, caption);
	size_t i;

	table_column(table, head, COLUMN_HEAD, 0);
	for (i = 0; i < t->count; i++)
		table_column(table, t->runs[i].period.title, COLUMN_NUMBER,
		    0);
	if (t->count > 1)
		table_column(table, "All terms", COLUMN_NUMBER, 0);
	return table;
}

void
governors_terms_row(struct table *table, const struct governors_terms *t,
    const char *title, bool adds_up, governors_fn *figure, const void *ctx)
{
	struct figure parts[MOST_TERMS];
	size_t i;

	table_row(table, ROW_PLAIN);
	table_text(table, slice_of(title));
	for (i = 0; i < t->count; i++) {
		parts[i] = figure(t, i, ctx);
		table_figure(table, parts[i]);
	}
	if (t->count > 1)
		table_figure(table, adds_up ? sum_of(parts, t->count) :
					      figure_none());
}
