/*
 * The columns about time and place that the DfE's open data standards ask
 * for, and the descriptions of the files (NAME.meta.csv).
 */
#include "base/csv.h"

#include "return.h"
#include "term_code.h"

void
return_add_titles(struct buffer *out)
{
	static const char *const titles[] = { "time_identifier",
		"geographic_level", "country_code", "country_name",
		"region_code", "region_name", "old_la_code", "new_la_code",
		"la_name", "school_urn", "school_laestab", "school_name" };
	size_t i;

	csv_add(out, true, SLICE("time_period"));
	for (i = 0; i < sizeof titles / sizeof *titles; i++)
		csv_add(out, false, slice_of(titles[i]));
}

void
return_add_place(struct buffer *out, const struct report_run *run)
{
	const struct school *s = &run->settings->school;
	struct term_code term = term_code_of_day(run->term->start);
	const struct slice cells[] = { slice_of(term_code_words(term)),
		SLICE("School"), SLICE("E92000001"), SLICE("England"),
		s->region_code, s->region_name, s->old_la_code,
		s->new_la_code, s->la_name, s->urn, s->laestab, s->name };
	char period[32];
	size_t i;

	term_code_period(term, period, sizeof period);
	csv_add(out, true, slice_of(period));
	for (i = 0; i < sizeof cells / sizeof *cells; i++)
		csv_add(out, false, cells[i]);
}

struct description {
	const char *name, *type, *label, *hint;
};

static void
describe(struct buffer *out, const struct description *list, size_t count)
{
	static const char *const titles[] = { "col_type", "label",
		"indicator_grouping", "indicator_unit", "indicator_dp",
		"filter_hint", "filter_grouping_column" };
	size_t i;

	csv_add(out, true, SLICE("col_name"));
	for (i = 0; i < sizeof titles / sizeof *titles; i++)
		csv_add(out, false, slice_of(titles[i]));
	csv_end_row(out);
	for (i = 0; i < count; i++) {
		bool indicator = list[i].hint == NULL;

		csv_add(out, true, slice_of(list[i].name));
		csv_add(out, false, slice_of(list[i].type));
		csv_add(out, false, slice_of(list[i].label));
		csv_add(out, false, SLICE(""));
		csv_add(out, false, SLICE(""));
		csv_add(out, false, slice_of(indicator ? "0" : ""));
		csv_add(out, false, slice_of(indicator ? "" : list[i].hint));
		csv_add(out, false, SLICE(""));
		csv_end_row(out);
	}
}

void
return_infringements_meta(struct buffer *out)
{
	static const struct description list[] = {
		{ "user_group", "Filter", "Group of people",
		    "Pupils, staff, others" },
		{ "channel", "Filter", "Kind of log",
		    "Web, email, endpoint" },
		{ "infringement_category", "Filter", "Category of incident",
		    "Groups of the rules of the school's policy" },
		{ "incident_count", "Indicator",
		    "Incidents confirmed by staff", NULL },
		{ "user_count", "Indicator",
		    "Different people in these incidents", NULL },
		{ BASIS_TITLE, "Filter", "Which policy the school judged by",
		    "Common: by the rules that all share" },
	};

	describe(out, list, sizeof list / sizeof *list);
}

void
return_coverage_meta(struct buffer *out)
{
	static const struct description list[] = {
		{ "log_source", "Filter", "Kind of log",
		    "Web, email, endpoint" },
		{ "days_expected", "Indicator", "School days so far", NULL },
		{ "days_received", "Indicator", "School days with logs",
		    NULL },
		{ "lines_received", "Indicator", "Entries of the logs",
		    NULL },
		{ "lines_rejected", "Indicator",
		    "Entries that could not be understood", NULL },
	};

	describe(out, list, sizeof list / sizeof *list);
}

static void
add_number(struct buffer *out, int64_t n)
{
	struct buffer number;

	buffer_init(&number, 32);
	buffer_int(&number, n);
	csv_add(out, false, buffer_slice(&number));
	buffer_finish(&number);
}

static void
add_source(struct buffer *out, const struct report_run *run,
    const struct seen *seen, enum channel_of_kind channel)
{
	static const char *const titles[] = { "Web filter and proxy",
		"Mail server", "Windows computers" };
	int64_t events = 0;
	int days = 0;
	size_t i;

	for (i = 0; i < seen->n_sources; i++)
		if (strcmp(seen->sources[i].title, titles[channel]) == 0) {
			events += seen->sources[i].events;
			if (seen->sources[i].school_days > days)
				days = seen->sources[i].school_days;
		}
	return_add_place(out, run);
	csv_add(out, false, cube_channel_word((int)channel + 1));
	add_number(out, seen->school_days);
	add_number(out, days);
	add_number(out, events);
	csv_add(out, false, SLICE("x"));
	csv_end_row(out);
}

void
return_coverage(struct buffer *out, const struct report_run *run,
    const struct seen *seen)
{
	int i;

	return_add_titles(out);
	csv_add(out, false, SLICE("log_source"));
	csv_add(out, false, SLICE("days_expected"));
	csv_add(out, false, SLICE("days_received"));
	csv_add(out, false, SLICE("lines_received"));
	csv_add(out, false, SLICE("lines_rejected"));
	csv_end_row(out);
	return_add_place(out, run);
	csv_add(out, false, SLICE("Total"));
	add_number(out, seen->school_days);
	add_number(out, seen->days_with_logs);
	add_number(out, seen->records);
	add_number(out, seen->rejected);
	csv_end_row(out);
	for (i = 0; i < CHANNEL_COUNT; i++)
		add_source(out, run, seen, (enum channel_of_kind)i);
}
