/*
 * What is in, who is missing, and all of a term as one table.
 */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/command.h"
#include "base/csv.h"
#include "base/time.h"
#include "returns/receive.h"

#include "authority.h"
#include "basis.h"
#include "cube.h"

static bool
read_term(const struct receive_job *job, struct term_code *t, char *period)
{
	if (!term_code_require(job->term, t))
		return false;
	term_code_period(*t, period, 32);
	return true;
}

static bool
is_of_term(const struct entry *e, struct term_code t, const char *period)
{
	return slice_equal(e->period, slice_of(period)) &&
	    slice_equal(e->identifier, slice_of(term_code_words(t)));
}

int
receive_withdraw(const struct receive_job *job, const char *urn)
{
	struct authority *a;
	struct term_code t;
	struct entry *e;
	char period[32];
	int code = EXIT_COULD_NOT;

	if (!read_term(job, &t, period))
		return EXIT_USAGE;
	if ((a = authority_open(job->folder, true)) == NULL)
		return EXIT_COULD_NOT;
	e = authority_approved(a, slice_of(urn), slice_of(period),
	    slice_of(term_code_words(t)));
	if (e == NULL) {
		warnx("%s: no approved return of %s", urn, job->term);
	} else {
		e->state = slice_of(arena_printf(a->arena, "withdrawn: %s",
		    job->why));
		if (job->dry || authority_write(a) == 0)
			code = EXIT_OK;
	}
	authority_close(a);
	return code;
}

static void
list_school(struct authority *a, const struct our_school *s,
    struct term_code t, const char *period, struct buffer *out)
{
	const struct entry *e = authority_approved(a, s->urn, slice_of(period),
	    slice_of(term_code_words(t)));
	char serial[32] = "";

	if (e != NULL)
		snprintf(serial, sizeof serial, "%lld", (long long)e->serial);
	csv_add(out, true, s->urn);
	csv_add(out, false, s->laestab);
	csv_add(out, false, s->name);
	csv_add(out, false, e == NULL ? SLICE("missing") : e->state);
	csv_add(out, false, e == NULL ? SLICE("") : e->received);
	csv_add(out, false, slice_of(serial));
	csv_add(out, false, e == NULL ? SLICE("") : e->late);
	csv_add(out, false, e == NULL ? SLICE("") : e->by_hand);
	csv_add(out, false, e == NULL ? SLICE("") : e->partial);
	csv_end_row(out);
}

static void
list_titles(struct buffer *out)
{
	static const char *const titles[] = { "laestab", "name", "state",
		"received", "serial", "late", "by_hand", "partial" };
	size_t i;

	csv_add(out, true, SLICE("urn"));
	for (i = 0; i < sizeof titles / sizeof *titles; i++)
		csv_add(out, false, slice_of(titles[i]));
	csv_end_row(out);
}

int
receive_list(const struct receive_job *job)
{
	struct authority *a;
	struct term_code t;
	struct buffer out;
	char period[32];
	size_t i;

	if (!read_term(job, &t, period))
		return EXIT_USAGE;
	if ((a = authority_open(job->folder, false)) == NULL)
		return EXIT_COULD_NOT;
	buffer_init(&out, BUFFER_LARGEST);
	list_titles(&out);
	for (i = 0; i < a->n_schools; i++)
		if (authority_expects(&a->schools[i], t))
			list_school(a, &a->schools[i], t, period, &out);
	fwrite(out.ptr, 1, out.len, stdout);
	buffer_finish(&out);
	authority_close(a);
	return EXIT_OK;
}

/* What a row of the authority comes to. */
struct merged {
	struct cube_range range;
	int schools, hidden, cannot, not_logged, local;
};

struct merge {
	struct authority *authority;
	struct term_code term;
	const char *period;
	struct buffer out;
	struct merged rows[CUBE_ROWS];
	int missing;
};

static const char *const place[] = { "time_period", "time_identifier",
	"geographic_level", "country_code", "country_name", "region_code",
	"region_name", "old_la_code", "new_la_code", "la_name", "school_urn",
	"school_laestab", "school_name", "user_group", "channel",
	"infringement_category" };
static const char *const figures[] = { "incident_count",
	"incident_count_minimum", "incident_count_maximum", "user_count",
	"user_count_minimum", "user_count_maximum" };
static const char *const counts[] = { "schools_count",
	"schools_suppressed_count", "schools_missing_count" };

static void
merge_titles(struct buffer *out)
{
	size_t i;

	for (i = 0; i < 16; i++)
		csv_add(out, i == 0, slice_of(place[i]));
	for (i = 0; i < 6; i++)
		csv_add(out, false, slice_of(figures[i]));
	for (i = 0; i < 3; i++)
		csv_add(out, false, slice_of(counts[i]));
	csv_add(out, false, SLICE(BASIS_TITLE));
	csv_end_row(out);
}

static int64_t
bound_of(struct slice s)
{
	int64_t n;

	return slice_to_int(s, &n) ? n : AUDIT_UNBOUNDED;
}

/* What a school does not say is its own policy. */
static struct slice
basis_of_row(const struct csv *t, size_t row, size_t cell)
{
	struct slice v = csv_cell(t, row, csv_find(t, BASIS_TITLE));

	return cube_category(cell) == 0		? SLICE("Total") :
	    slice_equal(v, SLICE("Common"))	? v :
						  SLICE("Local");
}

static void
add_to_row(struct merged *m, const struct csv *t, size_t row)
{
	struct slice v = csv_cell(t, row, csv_find(t, "incident_count"));
	int64_t *const to[] = { &m->range.items_low, &m->range.items_high,
		&m->range.people_low, &m->range.people_high };
	static const int from[] = { 1, 2, 4, 5 };
	size_t i;

	if (slice_equal(v, SLICE("z"))) {
		m->cannot++;
		return;
	}
	if (slice_equal(v, SLICE("x"))) {
		m->not_logged++;
		return;
	}
	m->schools++;
	m->hidden += slice_equal(v, SLICE("c"));
	for (i = 0; i < 4; i++) {
		*to[i] += bound_of(csv_cell(t, row,
		    csv_find(t, figures[from[i]])));
		if (*to[i] > AUDIT_UNBOUNDED)
			*to[i] = AUDIT_UNBOUNDED;
	}
}

static int
merge_school(struct merge *m, const struct entry *e)
{
	struct csv *t = authority_table(m->authority, e);
	size_t row, i;

	for (row = 0; t != NULL && row < csv_rows(t); row++) {
		int cell = cube_find(t, row);
		struct slice basis;

		if (cell == -1)
			continue;
		for (i = 0; i < 16; i++)
			csv_add(&m->out, i == 0, csv_cell(t, row,
			    csv_find(t, place[i])));
		for (i = 0; i < 6; i++)
			csv_add(&m->out, false, csv_cell(t, row,
			    csv_find(t, figures[i])));
		for (i = 0; i < 3; i++)
			csv_add(&m->out, false, SLICE("z"));
		basis = basis_of_row(t, row, (size_t)cell);
		csv_add(&m->out, false, basis);
		csv_end_row(&m->out);
		m->rows[cell].local += slice_equal(basis, SLICE("Local"));
		add_to_row(&m->rows[cell], t, row);
	}
	csv_destroy(t);
	return t == NULL ? -1 : 0;
}

/* An authority's figure is shown only where each school's is, and rests on
 * enough people. */
static char
sign_of(const struct merged *m, int threshold)
{
	if (m->schools == 0)
		return m->cannot > 0 ? 'z' : 'x';
	if (m->hidden > 0 || (m->range.items_low > 0 &&
				 m->range.people_low < threshold))
		return 'c';
	return 0;
}

static void
add_figure(struct buffer *out, int64_t low, int64_t high, char sign)
{
	if (sign == 0)
		cube_add_bound(out, low);
	else
		csv_add(out, false, (struct slice){ &sign, 1 });
	if (sign == 0 || sign == 'c') {
		cube_add_bound(out, low);
		cube_add_bound(out, high);
	} else {
		csv_add(out, false, (struct slice){ &sign, 1 });
		csv_add(out, false, (struct slice){ &sign, 1 });
	}
}

static void
merge_row(struct merge *m, size_t row)
{
	const struct authority *a = m->authority;
	const struct merged *at = &m->rows[row];
	char sign = sign_of(at, a->threshold);
	const struct slice cells[] = { slice_of(m->period),
		slice_of(term_code_words(m->term)), SLICE("Local authority"),
		SLICE("E92000001"), SLICE("England"), a->region_code,
		a->region_name, a->old_la_code, a->new_la_code, a->la_name,
		SLICE(""), SLICE(""), SLICE(""),
		cube_group_word(cube_group(row)),
		cube_channel_word(cube_channel(row)),
		cube_category_word(cube_category(row)) };
	size_t i;

	for (i = 0; i < 16; i++)
		csv_add(&m->out, i == 0, cells[i]);
	add_figure(&m->out, at->range.items_low, at->range.items_high, sign);
	add_figure(&m->out, at->range.people_low, at->range.people_high,
	    sign);
	cube_add_bound(&m->out, at->schools);
	cube_add_bound(&m->out, at->hidden);
	cube_add_bound(&m->out, m->missing);
	csv_add(&m->out, false, cube_category(row) == 0 ? SLICE("Total") :
		at->local > 0				? SLICE("Local") :
							  SLICE("Common"));
	csv_end_row(&m->out);
}

/* The authority's own rows, attacked like a school's. */
static bool
audit_merged(const struct merge *m)
{
	struct cube c = { 0 };
	struct cube_audit audit = { 0 };
	size_t row;
	bool good;

	for (row = 0; row < CUBE_ROWS; row++) {
		const struct merged *at = &m->rows[row];

		c.cells[row] = (struct cube_cell){ at->range.items_low,
			at->range.people_low,
			sign_of(at, m->authority->threshold) };
	}
	cube_audit(&audit, &c, NULL, NULL, m->authority->threshold, NULL);
	good = audit.fits && (audit.narrowest == 0 ||
	    audit.narrowest >= m->authority->threshold);
	if (!good)
		warnx("the merged table does not pass its audit: %.*s",
		    SLICE_ARG(audit.fits ? SLICE("a hidden figure can be "
						 "worked out too closely") :
					   buffer_slice(&audit.wrong)));
	cube_audit_finish(&audit);
	return good;
}

static int
compare_entries(const void *a, const void *b)
{
	const struct entry *const *x = a, *const *y = b;

	return slice_compare((*x)->urn, (*y)->urn);
}

static int
merge_schools(struct merge *m)
{
	struct authority *a = m->authority;
	const struct entry **list = memory_zeroed(a->n_entries + 1,
	    sizeof *list);
	size_t i, n = 0;
	int result = 0;

	for (i = 0; i < a->n_entries; i++)
		if (slice_equal(a->entries[i].state, SLICE("approved")) &&
		    is_of_term(&a->entries[i], m->term, m->period))
			list[n++] = &a->entries[i];
	/* By school, whatever the order in which they came. */
	qsort(list, n, sizeof *list, compare_entries);
	for (i = 0; i < n && result == 0; i++)
		result = merge_school(m, list[i]);
	free(list);
	return result;
}

/* What describes the merged table, as the DfE's statistics service has it. */
static void
merge_meta(struct buffer *out)
{
	static const char *const filters[] = {
		"user_group,Filter,Group of people,,,,\"Pupils, staff, "
		"others\",",
		"channel,Filter,Kind of log,,,,\"Web, email, endpoint\",",
		"infringement_category,Filter,Category of incident,,,,Groups "
		"of the rules of the school's policy,",
		"policy_basis,Filter,Which policy was judged by,,,,Common: "
		"by the rules that all share,",
	};
	static const char *const labels[] = {
		"Incidents confirmed by staff", "Incidents: at least",
		"Incidents: at most", "Different people in these incidents",
		"People: at least", "People: at most", "Schools with a figure",
		"Schools that hide theirs", "Schools that are missing",
	};
	size_t i;

	buffer_text(out, "col_name,col_type,label,indicator_grouping,"
			 "indicator_unit,indicator_dp,filter_hint,"
			 "filter_grouping_column\r\n");
	for (i = 0; i < sizeof filters / sizeof *filters; i++)
		buffer_printf(out, "%s\r\n", filters[i]);
	for (i = 0; i < sizeof labels / sizeof *labels; i++)
		buffer_printf(out, "%s,Indicator,%s,,,0,,\r\n",
		    i < 6 ? figures[i] : counts[i - 6], labels[i]);
}

static int
write_meta(const struct receive_job *job, struct arena *arena)
{
	struct buffer meta;
	int result;

	buffer_init(&meta, 1 << 16);
	merge_meta(&meta);
	result = authority_write_out(job->out,
	    "merged_infringements.meta.csv", &meta, arena);
	buffer_finish(&meta);
	return result;
}

static int
merge_all(const struct receive_job *job, struct merge *m)
{
	struct authority *a = m->authority;
	struct buffer missing;
	size_t i;
	int result;

	buffer_init(&missing, BUFFER_LARGEST);
	list_titles(&missing);
	for (i = 0; i < a->n_schools; i++)
		if (authority_expects(&a->schools[i], m->term) &&
		    authority_approved(a, a->schools[i].urn,
			slice_of(m->period),
			slice_of(term_code_words(m->term))) == NULL) {
			m->missing++;
			list_school(a, &a->schools[i], m->term, m->period,
			    &missing);
		}
	merge_titles(&m->out);
	result = merge_schools(m);
	for (i = 0; i < CUBE_ROWS; i++)
		merge_row(m, i);
	if (result == 0 && !audit_merged(m))
		result = -1;
	if (result == 0)
		result = authority_write_out(job->out,
		    "merged_infringements.csv", &m->out, a->arena);
	if (result == 0)
		result = authority_write_out(job->out, "missing_schools.csv",
		    &missing, a->arena);
	if (result == 0)
		result = write_meta(job, a->arena);
	buffer_finish(&missing);
	return result;
}

int
receive_merge(const struct receive_job *job)
{
	struct merge m = { .authority = NULL };
	char period[32];
	int code = EXIT_COULD_NOT;

	if (!read_term(job, &m.term, period))
		return EXIT_USAGE;
	if ((m.authority = authority_open(job->folder, false)) == NULL)
		return EXIT_COULD_NOT;
	m.period = period;
	buffer_init(&m.out, BUFFER_LARGEST);
	if (merge_all(job, &m) == 0)
		code = m.missing > 0 ? EXIT_QUERIES : EXIT_OK;
	if (code == EXIT_QUERIES)
		warnx("%d schools have not returned %s; see "
		      "%s/missing_schools.csv", m.missing, job->term,
		    job->out);
	buffer_finish(&m.out);
	authority_close(m.authority);
	return code;
}

int
receive_template(const struct receive_job *job, const char *urn)
{
	const struct our_school *s = NULL;
	struct authority *a;
	struct term_code t;
	struct buffer out;
	char period[32];
	struct basis basis;
	size_t row, i;

	if (!read_term(job, &t, period))
		return EXIT_USAGE;
	if (basis_load(&basis) == -1 ||
	    (a = authority_open(job->folder, false)) == NULL)
		return EXIT_COULD_NOT;
	buffer_init(&out, 1 << 20);
	if ((s = authority_school(a, slice_of(urn))) == NULL)
		warnx("%s: no school of ours has this URN", urn);
	for (i = 0; i < 16; i++)
		csv_add(&out, i == 0, slice_of(place[i]));
	csv_add(&out, false, SLICE("incident_count"));
	csv_add(&out, false, SLICE("user_count"));
	csv_add(&out, false, SLICE(BASIS_TITLE));
	csv_end_row(&out);
	for (row = 0; s != NULL && row < CUBE_ROWS; row++) {
		const struct slice cells[] = { slice_of(period),
			slice_of(term_code_words(t)), SLICE("School"),
			SLICE("E92000001"), SLICE("England"), a->region_code,
			a->region_name, a->old_la_code, a->new_la_code,
			a->la_name, s->urn, s->laestab, s->name,
			cube_group_word(cube_group(row)),
			cube_channel_word(cube_channel(row)),
			cube_category_word(cube_category(row)) };

		for (i = 0; i < 16; i++)
			csv_add(&out, i == 0, cells[i]);
		csv_add(&out, false, SLICE(""));
		csv_add(&out, false, SLICE(""));
		csv_add(&out, false, basis_word(&basis, cube_category(row)));
		csv_end_row(&out);
	}
	if (s != NULL)
		fwrite(out.ptr, 1, out.len, stdout);
	buffer_finish(&out);
	authority_close(a);
	return s != NULL ? EXIT_OK : EXIT_COULD_NOT;
}
