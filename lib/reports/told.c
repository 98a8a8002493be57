/*
 * Figures as they were told: a line each, "name TAB form TAB value TAB
 * decimals TAB mark".
 */
#include <stdlib.h>

#include "base/arena.h"
#include "base/map.h"
#include "reports/told.h"
#include "store/statement.h"

struct told {
	struct map *names;
	struct figure *figures;
	size_t count, room;
};

static const char *const forms[] = {
	[FIGURE_NUMBER] = "number",
	[FIGURE_FEW] = "few",
	[FIGURE_HIDDEN] = "hidden",
	[FIGURE_UNKNOWN] = "unknown",
	[FIGURE_NONE] = NULL,
};
enum { FORMS = sizeof forms / sizeof *forms };

struct told *
told_create(void)
{
	struct told *t = memory_zeroed(1, sizeof *t);

	t->names = map_create();
	return t;
}

void
told_destroy(struct told *t)
{
	if (t == NULL)
		return;
	map_destroy(t->names);
	free(t->figures);
	free(t);
}

/* A text, a share: none of them is kept. */
static bool
is_kept(const struct figure *f)
{
	return (int)f->form < FORMS && forms[f->form] != NULL;
}

void
told_add(struct told *t, const char *name, struct figure f)
{
	if (!is_kept(&f) || map_find(t->names, slice_of(name)) != MAP_NONE)
		return;
	map_add(t->names, slice_of(name));
	GROW(t->figures, t->count, t->room);
	f.measure = NULL;
	t->figures[t->count++] = f;
}

bool
told_find(const struct told *t, const char *name, struct figure *out)
{
	uint32_t at = map_find(t->names, slice_of(name));

	if (at == MAP_NONE)
		return false;
	*out = t->figures[at];
	return true;
}

void
told_keep(struct told *t, const struct told *before)
{
	struct arena *a = arena_create();
	size_t i;

	for (i = 0; i < before->count; i++)
		told_add(t, arena_text(a, map_text(before->names,
		    (uint32_t)i)), before->figures[i]);
	arena_destroy(a);
}

void
told_write(const struct told *t, struct buffer *out)
{
	size_t i;

	for (i = 0; i < t->count; i++) {
		const struct figure *f = &t->figures[i];
		bool few = f->form == FIGURE_FEW;

		buffer_printf(out, "%.*s\t%s\t%lld\t%d\t%d\n",
		    SLICE_ARG(map_text(t->names, (uint32_t)i)),
		    forms[f->form],
		    (long long)(few ? f->threshold : f->value), f->decimals,
		    (int)f->mark);
	}
}

static bool
take_field(struct slice *rest, struct slice *field)
{
	return slice_take_until(rest, '\t', field);
}

static bool
read_line(struct slice line, struct arena *a, struct told *t)
{
	struct slice name, form, value, decimals;
	int64_t n, places, mark;
	struct figure f = { 0 };
	int i;

	if (!take_field(&line, &name) || !take_field(&line, &form) ||
	    !take_field(&line, &value) || !take_field(&line, &decimals) ||
	    !slice_to_int(value, &n) || !slice_to_int(decimals, &places) ||
	    !slice_to_int(line, &mark) || places < 0 || places > 6 ||
	    mark < MARK_NONE || mark > MARK_NOT_MEASURED)
		return false;
	for (i = 0; i < FORMS; i++)
		if (forms[i] != NULL && slice_equal(form, slice_of(forms[i])))
			break;
	if (i == FORMS)
		return false;
	f.form = (enum figure_form)i;
	f.mark = (enum figure_mark)mark;
	f.decimals = (int)places;
	if (f.form == FIGURE_FEW)
		f.threshold = (int)n;
	else
		f.value = n;
	told_add(t, arena_text(a, name), f);
	return true;
}

struct told *
told_read(struct slice text)
{
	struct told *t = told_create();
	struct arena *a = arena_create();
	struct slice line;
	bool understood = true;

	while (understood && slice_take_line(&text, &line))
		understood = read_line(line, a, t);
	arena_destroy(a);
	if (understood)
		return t;
	told_destroy(t);
	return NULL;
}

struct told *
told_of_term(struct store *store, struct slice report, struct slice term)
{
	static const char find[] = "SELECT figures FROM sealed_figures"
	    " WHERE term = :term AND report = :report"
	    " ORDER BY version DESC LIMIT 1";
	struct statement *q = statement_create(store, find);
	struct told *t = NULL;

	if (q == NULL)
		return NULL;
	statement_bind_text(q, ":term", term);
	statement_bind_text(q, ":report", report);
	while (statement_step(q) == 1)
		t = told_read(statement_text(q, 0));
	statement_destroy(q);
	return t;
}

void
told_to_cell(const struct told *before, const char *name, bool grows,
    struct disclosure *d, size_t cell)
{
	struct figure was;

	if (before == NULL || !told_find(before, name, &was) ||
	    was.form == FIGURE_UNKNOWN)
		return;
	disclosure_before(d, cell, (struct told_before){
	    .shown = was.form == FIGURE_FEW ? SHOWN_FEW :
		was.form == FIGURE_HIDDEN   ? SHOWN_HIDDEN :
					      SHOWN_PLAIN,
	    .value = was.value,
	    .grows = grows });
}

struct figure
told_beside(const struct told *before, const char *name, struct figure f,
    int threshold)
{
	struct figure was;
	int64_t by;

	/* What staff enter tells of the filter, not of people. */
	if (before == NULL || f.form != FIGURE_NUMBER || f.value == 0 ||
	    f.mark == MARK_ENTERED ||
	    !told_find(before, name, &was))
		return f;
	if (was.form == FIGURE_FEW || was.form == FIGURE_HIDDEN)
		return figure_hidden();
	by = f.value - was.value;
	return was.form == FIGURE_NUMBER && f.decimals == 0 && by != 0 &&
		by > -threshold && by < threshold ? figure_hidden() : f;
}
