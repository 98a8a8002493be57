/*
 * The head of every document about the school.
 */
#include "reports/facts.h"
#include "reports/words.h"

struct document_facts
facts_of_school(struct arena *a, const struct settings *s, const char *title,
    int64_t now)
{
	return (struct document_facts){
		.title = title,
		.school = arena_text(a, s->school.name),
		.marking = s->protective_marking.len == 0 ? NULL :
		    arena_text(a, s->protective_marking),
		.made = words_time(a, s->zone, now),
		.time = now,
		.cover = COVER_BLOCK,
	};
}

const char *
facts_destroy(struct arena *a, const struct settings *s, int64_t now,
    int32_t kept)
{
	return words_day(a, zone_civil(s->zone, now).day + kept);
}

struct document_facts
facts_of_run(struct arena *a, const struct report_run *run,
    const char *title, int32_t kept)
{
	const struct settings *s = run->settings;
	struct document_facts f = facts_of_school(a, s, title, run->now);

	f.subtitle = run->period.title;
	f.stamp = run->stamp;
	f.reporting_period = run->period.name;
	f.reporting_dates = words_days(a, run->period.start, run->period.end);
	f.rule_set = words_rules(a, s);
	f.destroy_by = facts_destroy(a, s, run->now, kept);
	return f;
}
