/*
 * infringements.csv: incidents by group of people and category, and by
 * channel and category, as a data file of Explore Education Statistics.
 *
 * Symbols stand in the value's place: c hidden, z cannot be, x not logged.
 * Where one of the two figures of a row is hidden so is the other: each
 * tells about the other.
 */
#include "base/csv.h"

#include "return.h"

bool
return_has_logs(const struct seen *seen, enum channel_of_kind channel)
{
	static const char *const titles[] = { "Web filter and proxy",
		"Mail server", "Windows computers" };
	size_t i;

	for (i = 0; i < seen->n_sources; i++)
		if (strcmp(seen->sources[i].title, titles[channel]) == 0)
			return true;
	return false;
}

static char
sign_for(const struct seen *seen, int channel, int category)
{
	int i;

	if (!cube_can_be(channel, category))
		return 'z';
	if (channel > 0)
		return return_has_logs(seen,
			   (enum channel_of_kind)(channel - 1)) ? 0 : 'x';
	for (i = 1; i < CUBE_CHANNELS; i++)
		if (cube_can_be(i, category) &&
		    return_has_logs(seen, (enum channel_of_kind)(i - 1)))
			return 0;
	return 'x';
}

/* Pupils and staff of the list of people; others are not counted there. */
static void
count_people(const struct settings *s, int64_t sizes[CUBE_GROUPS])
{
	size_t i;

	for (i = 0; i < s->person_count; i++) {
		struct slice role = s->people[i].role;

		sizes[0]++;
		if (slice_equal(role, SLICE("pupil")))
			sizes[PERSON_PUPIL]++;
		else if (slice_equal(role, SLICE("staff")) ||
		    slice_equal(role, SLICE("technician")))
			sizes[PERSON_STAFF]++;
	}
}

/* One who is counted as a pupil and as staff is two, so that groups add
 * up. */
static void
add_up_people(struct truth rows[CUBE_ROWS])
{
	int g, k;

	for (k = 0; k < CUBE_CATEGORIES; k++) {
		struct truth *all = &rows[cube_row(0, 0, k)];

		all->people = 0;
		for (g = 1; g < CUBE_GROUPS; g++)
			all->people += rows[cube_row(g, 0, k)].people;
	}
}

void
return_protect(struct protection *p, const struct report_run *run,
    const struct seen *seen, struct tally *t, bool open_too)
{
	enum progress counted = open_too ? PROGRESS_NOT_REJECTED :
					   PROGRESS_INCIDENT;
	size_t row;

	p->threshold = run->settings->threshold > 0 ?
	    run->settings->threshold : 5;
	count_people(run->settings, p->group_sizes);
	for (row = 0; row < CUBE_ROWS; row++) {
		struct which w = { .who = cube_group(row),
			.channel = cube_channel(row),
			.group = cube_category(row),
			.progress = (int)counted };
		struct truth *at = &p->rows[row];

		tally_counts(t, w, &at->items, &at->people);
		at->most = tally_most(t, w);
		p->cube.cells[row].sign = sign_for(seen, w.channel, w.group);
	}
	add_up_people(p->rows);
	protect_return(p);
}

static void
add_value(struct buffer *out, int64_t value, char sign)
{
	struct buffer number;

	buffer_init(&number, 32);
	if (sign != 0)
		buffer_char(&number, sign);
	else
		buffer_int(&number, value);
	csv_add(out, false, buffer_slice(&number));
	buffer_finish(&number);
}

void
return_infringements(struct buffer *out, const struct report_run *run,
    const struct cube *c, const struct basis *basis)
{
	size_t row;

	return_add_titles(out);
	csv_add(out, false, SLICE("user_group"));
	csv_add(out, false, SLICE("channel"));
	csv_add(out, false, SLICE("infringement_category"));
	csv_add(out, false, SLICE("incident_count"));
	csv_add(out, false, SLICE("user_count"));
	csv_add(out, false, SLICE(BASIS_TITLE));
	csv_end_row(out);
	for (row = 0; row < CUBE_ROWS; row++) {
		const struct cube_cell *at = &c->cells[row];

		return_add_place(out, run);
		csv_add(out, false, cube_group_word(cube_group(row)));
		csv_add(out, false, cube_channel_word(cube_channel(row)));
		csv_add(out, false, cube_category_word(cube_category(row)));
		add_value(out, at->items, at->sign);
		add_value(out, at->people, at->sign);
		csv_add(out, false, basis_word(basis, cube_category(row)));
		csv_end_row(out);
	}
}
