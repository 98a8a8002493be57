/*
 * What could be seen.
 */
#include <stdlib.h>
#include <string.h>

#include "reports/seen.h"
#include "store/statement.h"

static const char days_of_logs[] =
    "SELECT day, dataset, events"
    "  FROM coverage"
    " WHERE day BETWEEN :first AND :last"
    " ORDER BY dataset, day";

static const char hours_of_days[] =
    "SELECT day, count(DISTINCT hour)"
    "  FROM daily_visit"
    " WHERE day BETWEEN :first AND :last"
    "   AND hour >= :from AND hour < :until"
    " GROUP BY day";

static const char nights_of_days[] =
    "SELECT started, ok, records, used, duplicate, ignored, rejected"
    "  FROM night"
    " ORDER BY started";

static const char pages_of_days[] =
    "SELECT type, role <> '', sum(events)"
    "  FROM daily_visit"
    " WHERE day BETWEEN :first AND :last"
    "   AND channel = 'web' AND kind = 'page'"
    " GROUP BY type, role <> ''";

static const char channels_of_days[] =
    "SELECT channel, sum(events)"
    "  FROM daily_visit"
    " WHERE day BETWEEN :first AND :last"
    " GROUP BY channel";

int32_t
seen_last_day(const struct report_run *run)
{
	int32_t today = zone_civil(run->settings->zone, run->now).day;

	if (today < run->period.start)
		return run->period.start - 1;
	return today < run->period.end ? today : run->period.end;
}

static const char *
source_title(struct slice dataset)
{
	static const struct {
		const char *begins, *title;
	} titles[] = { { "postfix", "Mail server" },
		{ "winlog", "Windows computers" },
		{ "windows", "Windows computers" },
		{ "sysmon", "Windows computers" },
		{ "evtx", "Windows computers" } };
	size_t i;

	for (i = 0; i < sizeof titles / sizeof *titles; i++)
		if (slice_starts_with(dataset, slice_of(titles[i].begins)))
			return titles[i].title;
	return NULL;
}

static struct seen_day *
day_at(struct seen *s, int64_t day)
{
	return day < s->first || day > s->last ? NULL :
						 &s->days[day - s->first];
}

static struct seen_source *
source_of(struct seen *s, struct slice dataset, bool filter)
{
	const char *title = filter ? "Web filter and proxy" :
				     source_title(dataset);
	struct seen_source *source;
	size_t i;

	if (title == NULL)
		title = arena_text(s->arena, dataset);
	for (i = 0; i < s->n_sources; i++)
		if (strcmp(s->sources[i].title, title) == 0)
			return &s->sources[i];
	if (s->n_sources == MOST_SOURCES)
		return &s->sources[MOST_SOURCES - 1];
	source = &s->sources[s->n_sources++];
	source->title = title;
	source->has_day = arena_alloc(s->arena, s->n_days + 1);
	return source;
}

static struct statement *
ask_days(const struct report_run *run, const struct seen *s, const char *sql)
{
	struct statement *q = statement_create(run->store, sql);

	if (q != NULL) {
		statement_bind_int(q, ":first", s->first);
		statement_bind_int(q, ":last", s->last);
	}
	return q;
}

static void
add_source(const struct report_run *run, struct seen *s, struct statement *q)
{
	struct slice dataset = statement_text(q, 1);
	const char *product = product_of(s->arena, run->settings, dataset);
	struct seen_source *source = source_of(s, dataset, product != NULL);
	int32_t day = (int32_t)statement_int(q, 0);
	struct seen_day *d = day_at(s, day);

	if (d == NULL)
		return;
	if (product != NULL)
		products_add(&s->filters, product, day);
	d->events += statement_int(q, 2);
	source->events += statement_int(q, 2);
	if (d->kind == DAY_SCHOOL && !source->has_day[d - s->days])
		source->school_days++;
	source->has_day[d - s->days] = true;
}

static int
read_coverage(const struct report_run *run, struct seen *s)
{
	struct statement *q = ask_days(run, s, days_of_logs);
	int more;

	if (q == NULL)
		return -1;
	while ((more = statement_step(q)) == 1)
		add_source(run, s, q);
	statement_destroy(q);
	return more;
}

static int
read_hours(const struct report_run *run, struct seen *s)
{
	struct statement *q = ask_days(run, s, hours_of_days);
	int more;

	if (q == NULL)
		return -1;
	statement_bind_int(q, ":from", FIRST_HOUR);
	statement_bind_int(q, ":until", FIRST_HOUR + SCHOOL_HOURS);
	while ((more = statement_step(q)) == 1) {
		struct seen_day *d = day_at(s, statement_int(q, 0));

		if (d != NULL)
			d->hours = (int)statement_int(q, 1);
	}
	statement_destroy(q);
	return more;
}

/*
 * The night after a day reads that day.  Nights count from the first that
 * ever ran, or from the start of the period, up to those that are over.
 */
static int
read_nights(const struct report_run *run, struct seen *s)
{
	struct statement *q = statement_create(run->store, nights_of_days);
	const struct zone *z = run->settings->zone;
	int32_t since = INT32_MAX, before = INT32_MIN, day,
		until = zone_civil(z, run->now).day - 1;
	int more;

	if (q == NULL)
		return -1;
	while ((more = statement_step(q)) == 1) {
		day = zone_civil(z, statement_int(q, 0)).day - 1;
		if (day < since)
			since = day;
		if (day < s->first || day > s->last)
			continue;
		if (statement_int(q, 1) != 0 && day != before) {
			s->nights_run++;
			before = day;
		}
		s->records += statement_int(q, 2);
		s->used += statement_int(q, 3);
		s->duplicate += statement_int(q, 4);
		s->ignored += statement_int(q, 5);
		s->rejected += statement_int(q, 6);
	}
	statement_destroy(q);
	if (since < s->first)
		since = s->first;
	if (until > s->last)
		until = s->last;
	if (since <= until)
		s->nights = until - since + 1;
	return more;
}

static int
read_pages(const struct report_run *run, struct seen *s)
{
	struct statement *q = ask_days(run, s, pages_of_days);
	int more;

	if (q == NULL)
		return -1;
	while ((more = statement_step(q)) == 1) {
		int64_t events = statement_int(q, 2);

		s->pages += events;
		if (slice_equal(statement_text(q, 0), SLICE("denied")))
			s->pages_blocked += events;
		if (statement_int(q, 1) != 0)
			s->pages_known += events;
	}
	statement_destroy(q);
	return more;
}

static int
read_channels(const struct report_run *run, struct seen *s)
{
	static const char *const words[CHANNEL_COUNT] = {
		[CHANNEL_WEB] = "web",
		[CHANNEL_MAIL] = "mail",
		[CHANNEL_COMPUTER] = "device",
	};
	struct statement *q = ask_days(run, s, channels_of_days);
	int more, i;

	if (q == NULL)
		return -1;
	while ((more = statement_step(q)) == 1)
		for (i = 0; i < CHANNEL_COUNT; i++)
			if (slice_equal(statement_text(q, 0),
				slice_of(words[i])))
				s->channels[i] = statement_int(q, 1);
	statement_destroy(q);
	return more;
}

static void
count_days(struct seen *s)
{
	int gap = 0;
	int32_t began = 0;
	size_t i;

	for (i = 0; i < s->n_days; i++) {
		int32_t day = s->first + (int32_t)i;

		if (s->days[i].kind != DAY_SCHOOL)
			continue;
		s->school_days++;
		if (s->days[i].events > 0) {
			s->days_with_logs++;
			gap = 0;
			continue;
		}
		if (gap++ == 0)
			began = day;
		if (gap > s->gap_days) {
			s->gap_days = gap;
			s->gap_first = began;
			s->gap_last = day;
		}
	}
}

struct seen *
seen_create(const struct report_run *run)
{
	struct seen *s = memory_zeroed(1, sizeof *s);
	size_t i;

	s->arena = arena_create();
	s->first = run->period.start;
	s->last = seen_last_day(run);
	s->n_days = (size_t)(s->last - s->first + 1);
	s->days = arena_alloc(s->arena, (s->n_days + 1) * sizeof *s->days);
	for (i = 0; i < s->n_days; i++)
		s->days[i].kind = calendar_day(run->settings->calendar,
		    s->first + (int32_t)i);
	if (read_coverage(run, s) == -1 || read_hours(run, s) == -1 ||
	    read_nights(run, s) == -1 || read_pages(run, s) == -1 ||
	    read_channels(run, s) == -1) {
		seen_destroy(s);
		return NULL;
	}
	/* Today is not over: without logs yet, it is no gap. */
	if (s->n_days > 0 && s->days[s->n_days - 1].events == 0 &&
	    s->last < run->period.end) {
		s->n_days--;
		s->last--;
	}
	count_days(s);
	return s;
}

void
seen_destroy(struct seen *s)
{
	if (s == NULL)
		return;
	arena_destroy(s->arena);
	free(s);
}

bool
seen_week_has_logs(const struct seen *s, int32_t monday)
{
	int32_t day;

	for (day = monday; day < monday + 7; day++)
		if (day >= s->first && day < s->first + (int32_t)s->n_days &&
		    s->days[day - s->first].events > 0)
			return true;
	return false;
}

bool
seen_week_has_school(const struct seen *s, int32_t monday)
{
	int32_t day;

	for (day = monday; day < monday + 7; day++)
		if (day >= s->first && day < s->first + (int32_t)s->n_days &&
		    s->days[day - s->first].kind == DAY_SCHOOL)
			return true;
	return false;
}
