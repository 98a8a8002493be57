/*
 * What we could and could not see, in words.
 */
#include "reports/seen.h"
#include "reports/words.h"

enum { MOST_DAYS_NAMED = 5 };

/* "Tue 6 Oct 2026, Wed 7 Oct 2026 and 3 more". */
static const char *
missing_days(const struct seen *s)
{
	const char *text = "";
	int named = 0, more = 0;
	size_t i;

	for (i = 0; i < s->n_days; i++) {
		if (s->days[i].kind != DAY_SCHOOL || s->days[i].events > 0)
			continue;
		if (named == MOST_DAYS_NAMED) {
			more++;
			continue;
		}
		text = arena_printf(s->arena, "%s%s%s", text,
		    named++ == 0 ? "" : ", ",
		    words_day(s->arena, s->first + (int32_t)i));
	}
	return more == 0 ? text :
			   arena_printf(s->arena, "%s and %d more", text,
		more);
}

static void
say_days(struct document *d, const struct seen *s)
{
	struct figure with = figure_of("School days with logs",
	    figure_count(s->days_with_logs));
	struct figure days = figure_of("School days",
	    figure_count(s->school_days));

	if (s->school_days == 0)
		document_point(d, "No school day lies in this reporting "
		    "period so far.", NO_FIGURES);
	else if (s->days_with_logs == s->school_days)
		document_point(d, "There are logs for {} of {} school days: "
		    "none is missing.", FIGURES(with, days));
	else
		document_point(d, "There are logs for {} of {} school days. "
		    "Nothing could be found on {}.",
		    FIGURES(with, days, figure_of("School days without logs",
			figure_words(slice_of(missing_days(s))))));
	document_point(d, s->rejected == 0 ?
		"The night read {} records and understood all ({} rejected)." :
		"The night read {} records and could not understand {}.",
	    FIGURES(figure_of("Records read", figure_count(s->records)),
		figure_of("Records not understood",
		    figure_count(s->rejected))));
}

static void
say_sources(struct document *d, const struct seen *s)
{
	static const char *const titles[CHANNEL_COUNT] = {
		[CHANNEL_WEB] = "No log of the web filter or proxy was read "
				"({} entries): nothing that pupils do on the "
				"web could be found.",
		[CHANNEL_MAIL] = "No log of the mail server was read ({} "
				 "entries).",
		[CHANNEL_COMPUTER] = "No log of computers was read ({} "
				     "entries): sign-ins, memory sticks and "
				     "malware could not be found.",
	};
	static const char *const measures[CHANNEL_COUNT] = { "Web entries",
		"Mail entries", "Computer entries" };
	size_t i;

	for (i = 0; i < CHANNEL_COUNT; i++)
		if (s->channels[i] == 0)
			document_point(d, titles[i],
			    FIGURES(figure_of(measures[i],
				figure_count(0))));
	for (i = 0; i < s->n_sources; i++)
		if (s->sources[i].school_days < s->days_with_logs)
			document_point(d, "{}: logs for {} of {} school days.",
			    FIGURES(figure_of("Source with gaps",
					figure_words(slice_of(
					    s->sources[i].title))),
				figure_of("School days with logs of it",
				    figure_count(s->sources[i].school_days)),
				figure_of("School days",
				    figure_count(s->school_days))));
}

const char *
seen_change(const struct seen *s)
{
	int32_t day = products_changed(&s->filters);

	if (day == DAY_UNKNOWN)
		return NULL;
	return arena_printf(s->arena, "The filter changed on %s, from %s to "
	    "%s: figures of before and after are not comparable.",
	    words_day(s->arena, day),
	    products_before(s->arena, &s->filters),
	    products_after(s->arena, &s->filters));
}

/* Rules for what no log of this period could have shown. */
static int
unmeasured_rules(const struct report_run *run, const struct seen *s)
{
	const struct settings *set = run->settings;
	int n = 0;
	size_t i;

	for (i = 0; i < set->rule_count; i++) {
		const struct yaml *root = set->rules[i].roots;
		struct slice label = SLICE("");

		for (; root != NULL && label.len == 0; root = root->next)
			label = yaml_text(yaml_get(root, "beadle"), "label");
		n += label.len > 0 &&
		    s->channels[kinds[kind_of_label(label)].channel] == 0;
	}
	return n;
}

void
seen_say(struct document *d, const struct report_run *run,
    const struct seen *s)
{
	document_heading(d, 1, SEEN_HEADING);
	say_days(d, s);
	say_sources(d, s);
	if (seen_change(s) != NULL)
		document_point(d, "{}", FIGURES(figure_of("Change of the "
		    "filter", figure_words(slice_of(seen_change(s))))));
	document_point(d, "{} of {} rules could not be measured, since no log "
	    "shows what they look for.",
	    FIGURES(figure_of("Rules that could not be measured",
			figure_count(unmeasured_rules(run, s))),
		figure_of("Rules", figure_count(
		    (int64_t)run->settings->rule_count))));
	if (s->pages > 0)
		document_point(d, "{} of pages on the web could be tied to a "
		    "person of the school's lists.",
		    FIGURES(figure_of("Share of pages with a known person",
			figure_percent(figure_ratio(s->pages_known, s->pages,
			    100, 1)))));
	document_point(d, "No log has phones on their own data, the family's "
	    "equipment at home, or what is said inside messages and apps.",
	    NO_FIGURES);
}
