/*
 * What a package says as a whole: sums, secrecy, whose it is.
 */
#include "base/json.h"
#include "base/time.h"

#include "incoming.h"

static void
check_small(const struct incoming *in, int threshold, struct findings *f)
{
	struct buffer name;
	size_t row;

	buffer_init(&name, 256);
	for (row = 0; row < CUBE_ROWS; row++) {
		const struct cube_cell *at = &in->cube.cells[row];

		buffer_reset(&name);
		cube_say_row(&name, row);
		/* The figure itself is not said again. */
		if (at->sign == 0 && at->items > 0 && at->people < threshold)
			error_found(f, "D026", "row", buffer_slice(&name),
			    "rests on fewer than %d people and is not "
			    "hidden; use c", threshold);
	}
	buffer_finish(&name);
}

static void
check_ranges(const struct incoming *in, int threshold, struct findings *f)
{
	struct buffer name;
	size_t row;

	buffer_init(&name, 256);
	for (row = 0; row < CUBE_ROWS; row++) {
		const struct cube_range *r = &in->audit.ranges[row];

		if (in->cube.cells[row].sign != 'c' ||
		    (r->items_high - r->items_low >= threshold &&
			r->people_high - r->people_low >= threshold))
			continue;
		buffer_reset(&name);
		cube_say_row(&name, row);
		error_found(f, "D025", "row", buffer_slice(&name),
		    "can be worked out too closely from the other figures; "
		    "make the return again, nothing was kept");
	}
	buffer_finish(&name);
}

/* What the school says of its table must be what we find in it. */
static void
check_statement(const struct incoming *in, struct findings *f)
{
	struct json *j;
	int hidden = 0;
	size_t row;

	f->file = package_names[FILE_DISCLOSURE];
	if (!in->has[FILE_DISCLOSURE])
		return;
	for (row = 0; row < CUBE_ROWS; row++)
		hidden += in->cube.cells[row].sign == 'c';
	j = json_parse(buffer_slice(&in->files[FILE_DISCLOSURE]));
	if (j == NULL)
		error_found(f, "P010", NULL, SLICE(""), "expected JSON");
	else if (json_number(json_get(j, "hidden_rows")) != hidden ||
	    (slice_equal(json_text(json_get(j, "method")),
		 slice_of(in->audit.method)) &&
		json_number(json_get(j, "narrowest_interval")) !=
		    (double)in->audit.narrowest))
		error_found(f, "P010", "narrowest_interval", SLICE(""),
		    "or hidden_rows is not what we find: %lld and %d",
		    (long long)in->audit.narrowest, hidden);
	json_destroy(j);
}

void
incoming_check_figures(struct incoming *in, int threshold,
    struct findings *f)
{
	f->file = package_names[FILE_INFRINGEMENTS];
	f->line = 0;
	check_small(in, threshold, f);
	/* What could not be read would only make more faults. */
	if (f->errors > 0)
		return;
	cube_audit(&in->audit, &in->cube, NULL, NULL, 0, NULL);
	if (!in->audit.fits)
		error_found(f, "D020", NULL, SLICE(""), "%.*s",
		    SLICE_ARG(buffer_slice(&in->audit.wrong)));
	else
		check_ranges(in, threshold, f);
	if (in->audit.fits)
		check_statement(in, f);
}

static int32_t
term_start(struct term_code t)
{
	return day_from_date(term_code_calendar_year(t),
	    t.number == 1 ? 9 : t.number == 2 ? 1 : 4, 1);
}

static void
check_school(struct incoming *in, struct authority *a, struct findings *f)
{
	const struct our_school *s = authority_school(a, in->urn);

	if (s == NULL) {
		error_found(f, "G011", "school_urn", in->urn,
		    "is no school of ours; see schools.csv");
		return;
	}
	if (!slice_equal(s->laestab, in->laestab))
		error_found(f, "G012", "school_laestab", in->laestab,
		    "is not that of the school with this URN");
	if (s->closed != 0 && s->closed < term_start(in->term))
		query_found(f, "Q044", "the school closed before the term "
		    "began");
}

/* Two schools at one place in one term: one became the other. */
static void
check_conversion(struct incoming *in, struct authority *a, struct findings *f)
{
	size_t i;

	for (i = 0; i < a->n_entries; i++) {
		const struct entry *e = &a->entries[i];

		if (slice_equal(e->state, SLICE("approved")) &&
		    slice_equal(e->laestab, in->laestab) &&
		    !slice_equal(e->urn, in->urn) &&
		    slice_equal(e->period, in->period) &&
		    slice_equal(e->identifier, in->identifier))
			query_found(f, "Q043", "URN %.*s has returned this "
			    "term for the same LAESTAB; was it converted, "
			    "and do the days not overlap?",
			    SLICE_ARG(e->urn));
	}
}

void
incoming_check_place(struct incoming *in, struct authority *a,
    struct findings *f)
{
	int32_t deadline;

	f->file = package_names[FILE_INFRINGEMENTS];
	f->line = 0;
	if (in->term.number == 0 || in->laestab.len != 7)
		return;
	if (!slice_equal(in->old_la_code, a->old_la_code) ||
	    !slice_equal(slice_first(in->laestab, 3), a->old_la_code)) {
		error_found(f, "G010", "old_la_code", in->old_la_code,
		    "or LAESTAB is of another authority; ours is %.*s",
		    SLICE_ARG(a->old_la_code));
		return;
	}
	check_school(in, a, f);
	check_conversion(in, a, f);
	deadline = authority_deadline(a, in->term);
	if (deadline != 0 &&
	    time_now() / (86400 * TIME_SECOND) > deadline)
		query_found(f, "Q042", "it came after the deadline");
}
