/*
 * infringements.csv: incidents by group of people and category, and by
 * channel and category, as a data file of Explore Education Statistics.
 *
 * Symbols stand in the value's place: c hidden, z cannot be, x not logged.
 */
#include <stdlib.h>

#include "base/arena.h"
#include "base/csv.h"
#include "disclosure/disclosure.h"

#include "return.h"

const char *const return_channels[CHANNEL_COUNT] = { "Web", "Email",
	"Endpoint" };
static const char *const user_groups[PERSON_END] = { "Total", "Pupil",
	"Staff", "Other" };

enum { CATEGORIES = GROUP_COUNT + 1, CHANNELS = CHANNEL_COUNT + 1 };

/* The two margins; the first row and column of each is the total. */
struct margins {
	size_t of_group[PERSON_END][CATEGORIES];
	size_t of_channel[CHANNELS][CATEGORIES];
};

struct figures {
	struct disclosure *d;
	struct margins cells;
};

static size_t
add_cell(struct figures *f, struct tally *t, struct which w, bool people)
{
	int64_t items, distinct;
	int weight = (w.group == 0) + (w.who == 0) + (w.channel == 0);

	tally_counts(t, w, &items, &distinct);
	return disclosure_cell(f->d, people ? distinct : items, distinct,
	    weight);
}

static void
add_cells(struct figures *f, struct tally *t, enum progress counted,
    bool people)
{
	int i, k;

	for (k = 0; k < CATEGORIES; k++) {
		for (i = 0; i < PERSON_END; i++)
			f->cells.of_group[i][k] = add_cell(f, t,
			    (struct which){ .who = i, .group = k,
				.progress = (int)counted }, people);
		/* The total over channels is that over groups. */
		f->cells.of_channel[0][k] = f->cells.of_group[0][k];
		for (i = 1; i < CHANNELS; i++)
			f->cells.of_channel[i][k] = add_cell(f, t,
			    (struct which){ .channel = i, .group = k,
				.progress = (int)counted }, people);
	}
}

/* People are counted once in each category and channel, so that their
 * numbers add up over the groups of people alone. */
static void
add_sums(struct figures *f, bool people)
{
	size_t parts[CATEGORIES];
	int i, k;

	for (k = 0; k < CATEGORIES; k++) {
		for (i = 1; i < PERSON_END; i++)
			parts[i - 1] = f->cells.of_group[i][k];
		disclosure_sum(f->d, f->cells.of_group[0][k], parts,
		    PERSON_END - 1);
		for (i = 1; i < CHANNELS && !people; i++)
			parts[i - 1] = f->cells.of_channel[i][k];
		if (!people)
			disclosure_sum(f->d, f->cells.of_channel[0][k], parts,
			    CHANNELS - 1);
	}
	for (i = 0; i < PERSON_END && !people; i++)
		disclosure_sum(f->d, f->cells.of_group[i][0],
		    &f->cells.of_group[i][1], CATEGORIES - 1);
	for (i = 1; i < CHANNELS && !people; i++)
		disclosure_sum(f->d, f->cells.of_channel[i][0],
		    &f->cells.of_channel[i][1], CATEGORIES - 1);
}

static void
protect(struct figures *f, struct tally *t, enum progress counted,
    int threshold, bool people)
{
	f->d = disclosure_create(threshold);
	add_cells(f, t, counted, people);
	add_sums(f, people);
	disclosure_protect(f->d);
}

/* Can those logs tell of that category at all? */
static bool
can_be(int channel, int category)
{
	size_t i;

	if (channel == 0 || category == 0)
		return true;
	for (i = 0; i < kind_count; i++)
		if ((int)kinds[i].channel + 1 == channel &&
		    (int)kinds[i].group + 1 == category)
			return true;
	return false;
}

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

static const char *
symbol_for(const struct seen *seen, int channel, int category)
{
	int i;

	if (!can_be(channel, category))
		return "z";
	if (channel > 0)
		return return_has_logs(seen,
			   (enum channel_of_kind)(channel - 1)) ? NULL : "x";
	for (i = 0; i < CHANNEL_COUNT; i++)
		if (can_be(i + 1, category) &&
		    return_has_logs(seen, (enum channel_of_kind)i))
			return NULL;
	return "x";
}

static void
add_value(struct buffer *out, const struct figures *f, size_t cell,
    const char *sign)
{
	struct buffer number;
	int64_t low, high;

	disclosure_range(f->d, cell, &low, &high);
	buffer_init(&number, 32);
	if (disclosure_shown(f->d, cell) != SHOWN_PLAIN)
		buffer_text(&number, "c");
	else if (sign != NULL && low == 0)
		buffer_text(&number, sign);
	else
		buffer_int(&number, low);
	csv_add(out, false, buffer_slice(&number));
	buffer_finish(&number);
}

struct writing {
	struct buffer *out;
	const struct report_run *run;
	const struct seen *seen;
	struct figures items, people;
};

static void
add_row(struct writing *w, int group, int channel, int category)
{
	const char *sign = symbol_for(w->seen, channel, category);
	size_t items = channel > 0 ?
	    w->items.cells.of_channel[channel][category] :
	    w->items.cells.of_group[group][category];
	size_t people = channel > 0 ?
	    w->people.cells.of_channel[channel][category] :
	    w->people.cells.of_group[group][category];

	return_add_place(w->out, w->run);
	csv_add(w->out, false, slice_of(user_groups[group]));
	csv_add(w->out, false, slice_of(channel == 0 ? "Total" :
		return_channels[channel - 1]));
	csv_add(w->out, false, slice_of(category == 0 ? "Total" :
		kind_groups[category - 1].title));
	add_value(w->out, &w->items, items, sign);
	add_value(w->out, &w->people, people, sign);
	csv_end_row(w->out);
}

void
return_infringements(struct buffer *out, const struct report_run *run,
    const struct seen *seen, struct tally *t, bool preview)
{
	struct writing w = { .out = out, .run = run, .seen = seen };
	enum progress counted = preview ? PROGRESS_NOT_REJECTED :
					  PROGRESS_INCIDENT;
	int threshold = run->settings->threshold;
	int i, k;

	protect(&w.items, t, counted, threshold, false);
	protect(&w.people, t, counted, threshold, true);
	return_add_titles(out);
	csv_add(out, false, SLICE("user_group"));
	csv_add(out, false, SLICE("channel"));
	csv_add(out, false, SLICE("infringement_category"));
	csv_add(out, false, SLICE("incident_count"));
	csv_add(out, false, SLICE("user_count"));
	csv_end_row(out);
	for (i = 0; i < PERSON_END; i++)
		for (k = 0; k < CATEGORIES; k++)
			add_row(&w, i, 0, k);
	for (i = 1; i < CHANNELS; i++)
		for (k = 0; k < CATEGORIES; k++)
			add_row(&w, 0, i, k);
	disclosure_destroy(w.people.d);
	disclosure_destroy(w.items.d);
}
