/*
 * Reading what the schools have returned in a term and in the one before.
 */
#include <stdlib.h>

#include "base/csv.h"
#include "base/time.h"

#include "overview.h"

static bool
read_number(struct slice v, int64_t *n)
{
	*n = 0;
	return slice_to_int(v, n);
}

/* Its audited table; false: said. */
static bool
load_cube(const struct authority *a, const struct entry *e, struct cube *c,
    bool common[CUBE_CATEGORIES])
{
	struct csv *t = authority_table(a, e);
	size_t row;

	for (row = 0; row < CUBE_ROWS; row++)
		c->cells[row] = (struct cube_cell){ 0, 0, 'x' };
	for (row = 0; t != NULL && row < csv_rows(t); row++) {
		struct slice v = csv_cell(t, row,
		    csv_find(t, "incident_count"));
		int cell = cube_find(t, row);
		struct cube_cell *at;

		if (cell == -1)
			continue;
		at = &c->cells[cell];
		common[cube_category((size_t)cell)] |= slice_equal(
		    csv_cell(t, row, csv_find(t, BASIS_TITLE)),
		    SLICE("Common"));
		at->sign = v.len == 1 && memchr("czx", *v.ptr, 3) != NULL ?
		    *v.ptr : '\0';
		read_number(v, &at->items);
		read_number(csv_cell(t, row, csv_find(t, "user_count")),
		    &at->people);
	}
	csv_destroy(t);
	return t != NULL;
}

bool
overview_pupils(const struct cube *c, int category, int64_t *pupils_in,
    int64_t *incidents)
{
	const struct cube_cell *at = &c->cells[cube_row(1, 0, category)];

	*pupils_in = at->people;
	*incidents = at->items;
	return at->sign == '\0';
}

static const struct entry *
find_entry(struct authority *a, struct slice urn, struct term_code t)
{
	char period[32];

	term_code_period(t, period, sizeof period);
	return authority_approved(a, urn, slice_of(period),
	    slice_of(term_code_words(t)));
}

static bool
is_yes(struct slice s)
{
	return slice_equal(s, SLICE("yes"));
}

static bool
load_school(struct overview *o, struct overview_school *s)
{
	struct authority *a = o->authority;
	const struct entry *before = find_entry(a, s->school->urn, o->last);
	bool before_common[CUBE_CATEGORIES] = { false };

	s->entry = find_entry(a, s->school->urn, o->term);
	if (s->entry == NULL)
		return true;
	if (!load_cube(a, s->entry, &s->cube, s->common))
		return false;
	s->had_before = before != NULL;
	if (s->had_before && !load_cube(a, before, &s->before, before_common))
		return false;
	s->partial = is_yes(s->entry->partial);
	o->returned++;
	o->late += is_yes(s->entry->late);
	o->partial += s->partial;
	o->by_hand += is_yes(s->entry->by_hand);
	return true;
}

bool
overview_compares(const struct overview_school *s, int category,
    int64_t *pupils_in, int64_t *incidents)
{
	return s->entry != NULL && s->school->pupils > 0 && !s->partial &&
	    s->common[category] &&
	    overview_pupils(&s->cube, category, pupils_in, incidents);
}

enum funnel_place
overview_place(const struct overview *o, const struct overview_school *s,
    int category)
{
	struct funnel_limits l;
	int64_t in, incidents;

	if (!overview_compares(s, category, &in, &incidents))
		return FUNNEL_WITHIN;
	l = funnel_limits(s->school->pupils, overview_share(o, category));
	return funnel_place(&l,
	    (double)in * 1000 / (double)s->school->pupils);
}

static void
add_rates(struct overview *o, const struct overview_school *s)
{
	int64_t in, incidents, before;
	int k;

	for (k = 1; k < CUBE_CATEGORIES && s->entry != NULL; k++) {
		struct overview_rate *r = &o->rates[k];

		r->local += !s->common[k];
		if (!overview_compares(s, k, &in, &incidents)) {
			r->hidden += s->common[k] &&
			    s->cube.cells[cube_row(1, 0, k)].sign == 'c';
			continue;
		}
		r->schools++;
		r->pupils += s->school->pupils;
		r->pupils_in += in;
		r->incidents += incidents;
		if (!s->had_before ||
		    !overview_pupils(&s->before, k, &before, &incidents))
			continue;
		r->pupils_both += s->school->pupils;
		r->in_both += in;
		r->in_before += before;
	}
}

static int
compare_schools(const void *a, const void *b)
{
	const struct overview_school *x = a, *y = b;
	int64_t n = x->school->pupils, m = y->school->pupils;

	return n != m ? (n > m) - (n < m) :
			slice_compare(x->school->urn, y->school->urn);
}

double
overview_share(const struct overview *o, int category)
{
	const struct overview_rate *r = &o->rates[category];

	return r->pupils == 0 ? 0 :
				(double)r->pupils_in / (double)r->pupils;
}

bool
overview_tells(const struct overview *o, int category)
{
	return o->rates[category].schools >= 3;
}

static bool
load_all(struct overview *o)
{
	struct authority *a = o->authority;
	size_t i;

	o->schools = memory_zeroed(a->n_schools + 1, sizeof *o->schools);
	for (i = 0; i < a->n_schools; i++) {
		struct overview_school *s = &o->schools[o->count];

		if (!authority_expects(&a->schools[i], o->term))
			continue;
		s->school = &a->schools[i];
		if (!load_school(o, s))
			return false;
		add_rates(o, s);
		o->count++;
	}
	qsort(o->schools, o->count, sizeof *o->schools, compare_schools);
	return true;
}

struct overview *
overview_load(const struct receive_job *job)
{
	struct overview *o = memory_zeroed(1, sizeof *o);

	o->arena = arena_create();
	o->now = time_now();
	if (term_code_require(job->term, &o->term) &&
	    basis_load(&o->basis) == 0 &&
	    (o->authority = authority_open(job->folder, false)) != NULL) {
		o->last = o->term.number == 1 ?
		    (struct term_code){ o->term.year - 1, 3 } :
		    (struct term_code){ o->term.year, o->term.number - 1 };
		if (load_all(o))
			return o;
	}
	overview_free(o);
	return NULL;
}

void
overview_free(struct overview *o)
{
	if (o == NULL)
		return;
	authority_close(o->authority);
	free(o->schools);
	arena_destroy(o->arena);
	free(o);
}
