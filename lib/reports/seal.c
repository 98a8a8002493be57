/*
 * Seals of reports.  Once a term's report is sealed, that is what the report
 * of the term says: counting again, from a store that has since forgotten or
 * learnt something, only tells whether it would say otherwise.
 */
#include <err.h>
#include <stdlib.h>

#include "base/csv.h"
#include "base/map.h"
#include "render/twin.h"
#include "reports/words.h"

#include "seal.h"

enum { MOST_SAID = 20, LONGEST = 1 << 20 };

/* Columns of the twin: what a figure is of, and then what it is.  School,
 * period and the rules' version stand before them. */
enum { NAME_FIRST = 3, NAME_END = 8, VALUE = 8, UNIT };

/* Only what names nobody is kept for ever, and only whole terms. */
static bool
has_seals(const struct report *r, const struct report_job *job, int64_t now)
{
	return r->audience == AUDIENCE_GOVERNORS && job->term != NULL &&
	    zone_civil(job->settings->zone, now).day > job->term->end;
}

static int
open_store(struct sealing *s, const struct report_job *job)
{
	struct slice share;

	if ((s->store = store_open(job->store, AUDIENCE_LEADERSHIP)) == NULL)
		return -1;
	share = store_share(s->store, s->arena);
	if (share.len == 0 || !job->seal)
		return 0;
	warnx("%.*s is not sealed: the store has %.*s school-days only",
	    SLICE_ARG(job->term->name), SLICE_ARG(share));
	return -1;
}

static struct slice
form_of(const struct seal *seal, const char *name)
{
	size_t i;

	for (i = 0; i < seal->form_count; i++)
		if (slice_equal(seal->forms[i].name, slice_of(name)))
			return seal->forms[i].bytes;
	return (struct slice){ 0 };
}

int
sealing_begin(struct sealing *s, const struct report *r,
    const struct report_job *job, const struct report_run *run)
{
	int found;

	*s = (struct sealing){ .arena = arena_create() };
	if (!has_seals(r, job, run->now)) {
		if (!job->seal && job->restate == NULL)
			return 0;
		warnx("%s: sealed are reports to governors of a term, once "
		      "it is over", r->name);
		return -1;
	}
	if (open_store(s, job) == -1)
		return -1;
	found = store_seal_find(s->store, job->term->name,
	    slice_of(r->name), &s->seal, s->arena);
	s->found = found == 1;
	s->told = told_create();
	if (s->found && (s->before = told_read(form_of(&s->seal,
	    TOLD_FORM))) == NULL) {
		warnx("%.*s: its figures cannot be understood",
		    SLICE_ARG(job->term->name));
		return -1;
	}
	if (found == 0 && job->restate != NULL) {
		warnx("%.*s is not sealed: there is nothing to restate",
		    SLICE_ARG(job->term->name));
		return -1;
	}
	return found == -1 ? -1 : 0;
}

void
sealing_finish(struct sealing *s)
{
	told_destroy(s->told);
	told_destroy(s->before);
	store_close(s->store);
	free(s->differences);
	arena_destroy(s->arena);
}

static struct slice
name_of(const struct csv *t, size_t row, struct arena *a)
{
	struct buffer b;
	struct slice joined;
	int i;

	buffer_init(&b, LONGEST);
	for (i = NAME_FIRST; i < NAME_END; i++) {
		struct slice cell = csv_cell(t, row, i);

		if (cell.len == 0)
			continue;
		buffer_text(&b, b.len > 0 ? ": " : "");
		buffer_add(&b, cell);
	}
	joined = arena_copy(a, buffer_slice(&b));
	buffer_finish(&b);
	return joined;
}

static struct slice
value_of(const struct csv *t, size_t row, struct arena *a)
{
	struct slice value = csv_cell(t, row, VALUE);
	bool share = slice_equal(csv_cell(t, row, UNIT), SLICE("%"));

	return slice_of(arena_printf(a, "%.*s%s", SLICE_ARG(value),
	    share ? "%" : ""));
}

/* Figures by what they are of; where two are of the same, by their order. */
struct figures {
	struct map *names;
	struct slice *values;
	size_t count, room;
};

static void
read_figures(struct figures *f, struct slice twin, struct arena *a)
{
	const char *why;
	size_t line, row;
	struct csv *t = csv_read(twin, &why, &line);

	f->names = map_create();
	for (row = 0; t != NULL && row < csv_rows(t); row++) {
		struct slice name = name_of(t, row, a);
		int again = 1;

		/* Stamps, and what changed before, are no figures. */
		if (slice_equal(csv_cell(t, row, NAME_FIRST + 1),
			SLICE(STAMP_MEASURE)) ||
		    slice_equal(csv_cell(t, row, NAME_FIRST),
			SLICE(RESTATED_HEADING)))
			continue;
		while (map_find(f->names, name) != MAP_NONE)
			name = slice_of(arena_printf(a, "%.*s (%d)",
			    SLICE_ARG(name), ++again));
		map_add(f->names, name);
		GROW(f->values, f->count, f->room);
		f->values[f->count++] = value_of(t, row, a);
	}
	csv_destroy(t);
}

static void
forget_figures(struct figures *f)
{
	map_destroy(f->names);
	free(f->values);
}

static void
add_difference(struct sealing *s, struct slice name, struct slice was,
    struct slice is)
{
	GROW(s->differences, s->count, s->room);
	s->differences[s->count++] = (struct difference){
		arena_copy(s->arena, name),
		was.len == 0 ? SLICE("no figure") : was,
		is.len == 0 ? SLICE("no figure") : is };
}

void
sealing_compare(struct sealing *s, struct slice twin)
{
	struct figures was = { 0 }, is = { 0 };
	const struct slice none = { 0 };
	uint32_t i, at;

	read_figures(&was, form_of(&s->seal, "csv"), s->arena);
	read_figures(&is, twin, s->arena);
	for (i = 0; i < map_count(is.names); i++) {
		at = map_find(was.names, map_text(is.names, i));
		if (at == MAP_NONE)
			add_difference(s, map_text(is.names, i), none,
			    is.values[i]);
		else if (!slice_equal(was.values[at], is.values[i]))
			add_difference(s, map_text(is.names, i),
			    was.values[at], is.values[i]);
	}
	for (i = 0; i < map_count(was.names); i++)
		if (map_find(is.names, map_text(was.names, i)) == MAP_NONE)
			add_difference(s, map_text(was.names, i),
			    was.values[i], none);
	forget_figures(&was);
	forget_figures(&is);
}

void
sealing_say(const struct sealing *s, const struct report *r,
    const struct report_job *job)
{
	size_t i;

	if (s->count == 0)
		return;
	warnx("%s, %.*s: version %lld stands, sealed on %s; %zu of its "
	      "figures would be otherwise now:", r->name,
	    SLICE_ARG(job->term->name), (long long)s->seal.version,
	    words_time(s->arena, job->settings->zone, s->seal.made),
	    s->count);
	for (i = 0; i < s->count && i < MOST_SAID; i++)
		warnx("  %.*s: %.*s, now %.*s",
		    SLICE_ARG(s->differences[i].name),
		    SLICE_ARG(s->differences[i].was),
		    SLICE_ARG(s->differences[i].is));
	warnx("beadle report %s -t %.*s --restate REASON makes the next "
	      "version, which says so", r->name,
	    SLICE_ARG(job->term->name));
}

const char *
sealing_stamp(const struct sealing *s, const struct report_job *job)
{
	if (s->found && job->restate != NULL)
		return arena_printf(s->arena, "Version %lld, restated: %s",
		    (long long)s->seal.version + 1, job->restate);
	return NULL;
}

void
sealing_tell(const struct sealing *s, struct document *d,
    const struct report_job *job)
{
	static const char *const titles[] = { "Figure", "Was", "Is" };
	struct table *t;
	size_t i;

	document_heading(d, 1, RESTATED_HEADING);
	document_text(d, "Version {} of this report was sealed on {}. {} of "
	    "its figures are otherwise in this version. The reason: {}.",
	    FIGURES(figure_of("Version before", figure_count(s->seal.version)),
		figure_words(slice_of(words_time(s->arena,
		    job->settings->zone, s->seal.made))),
		figure_of("Figures restated", figure_count((int64_t)s->count)),
		figure_words(slice_of(job->restate))));
	t = document_table(d, "Figures restated");
	for (i = 0; i < sizeof titles / sizeof *titles; i++)
		table_column(t, titles[i], i == 0 ? COLUMN_HEAD : COLUMN_TEXT,
		    i == 0);
	for (i = 0; i < s->count; i++) {
		table_row(t, ROW_PLAIN);
		table_text(t, s->differences[i].name);
		table_text(t, s->differences[i].was);
		table_text(t, s->differences[i].is);
	}
	document_place(d, t);
}
