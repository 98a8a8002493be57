/*
 * The IT sheet: whether the logs come, what could not be read, which
 * computers are silent, and how many accounts need looking at.  It names
 * computers and log files, never a person or an account.
 */
#include <stdlib.h>

#include "base/map.h"
#include "reports/facts.h"
#include "reports/labels.h"
#include "reports/seen.h"
#include "reports/words.h"
#include "store/statement.h"

enum { MOST_DEVICES = 60, MOST_REASONS = 10 };

static const char devices_heard[] =
    "SELECT DISTINCT symbol.text"
    "  FROM (SELECT DISTINCT place FROM visit_by_time"
    "          WHERE stretch_until >= (:first - 1) * 86400000000"
    "            AND stretch_since < (:last + 2) * 86400000000"
    "            AND day BETWEEN :first AND :last"
    "        UNION SELECT DISTINCT place FROM device_event"
    "          WHERE day BETWEEN :first AND :last"
    "        UNION SELECT DISTINCT place FROM mail"
    "          WHERE day BETWEEN :first AND :last) AS heard"
    "  JOIN place ON place.id = heard.place"
    "  JOIN symbol ON symbol.id = place.device"
    " WHERE symbol.text <> ''";

static const char reasons_of_rejects[] =
    "SELECT symbol.text, count(*)"
    "  FROM reject JOIN symbol ON symbol.id = reject.reason"
    " GROUP BY symbol.text"
    " ORDER BY count(*) DESC, symbol.text";

static const char items_of_labels[] =
    "SELECT label, count(*)"
    "  FROM item"
    " WHERE day BETWEEN :first AND :last"
    "   AND treatment IN (1, 2)"
    "   AND status NOT IN ('rejected', 'merged', 'duplicate')"
    " GROUP BY label";

/* Of events that are still kept; retention forgets the rest of who. */
static const char people_heard[] =
    "SELECT DISTINCT symbol.text"
    "  FROM who JOIN symbol ON symbol.id = who.person"
    " WHERE who.person <> 0";

static const char first_day[] = "SELECT min(day) FROM coverage";

/* An account that nobody used for fewer days is not dormant. */
enum { DORMANT_DAYS = 14 };

struct sheet {
	const struct report_run *run;
	struct arena *arena;
	struct document *document;
	struct seen *seen;
	bool *heard; /* by device of the list */
	int64_t silent;
	int64_t *items; /* by kind */
	int64_t dormant, accounts;
	int32_t since; /* the first day that events are kept of */
};

static struct statement *
ask(const struct sheet *s, const char *sql)
{
	struct statement *q = statement_create(s->run->store, sql);

	if (q != NULL) {
		statement_bind_int(q, ":first", s->run->period.start);
		statement_bind_int(q, ":last", s->run->period.end);
	}
	return q;
}

static int
read_devices(struct sheet *s)
{
	const struct settings *set = s->run->settings;
	struct statement *q = ask(s, devices_heard);
	int more;
	size_t i;

	if (q == NULL)
		return -1;
	while ((more = statement_step(q)) == 1) {
		const struct device *d = settings_device(set,
		    statement_text(q, 0));

		if (d != NULL)
			s->heard[d - set->devices] = true;
	}
	statement_destroy(q);
	for (i = 0; i < set->device_count; i++)
		s->silent += !s->heard[i];
	return more;
}

static int
read_items(struct sheet *s)
{
	struct statement *q = ask(s, items_of_labels);
	int more;

	if (q == NULL)
		return -1;
	while ((more = statement_step(q)) == 1)
		s->items[kind_of_label(statement_text(q, 0))] +=
		    statement_int(q, 1);
	statement_destroy(q);
	return more;
}

static bool
is_counted(const struct person *p, int32_t day)
{
	return (slice_equal(p->role, SLICE("pupil")) ||
		   slice_equal(p->role, SLICE("staff"))) &&
	    (p->from == DAY_UNKNOWN || p->from <= day) &&
	    (p->left == DAY_UNKNOWN || p->left >= day);
}

static void
count_people(struct sheet *s, const struct map *heard, int32_t today)
{
	const struct settings *set = s->run->settings;
	size_t i;

	for (i = 0; i < set->person_count; i++)
		if (is_counted(&set->people[i], today)) {
			s->accounts++;
			s->dormant += map_find(heard, set->people[i].key) ==
			    MAP_NONE;
		}
}

static int
read_people(struct sheet *s)
{
	const struct settings *set = s->run->settings;
	int32_t today = zone_civil(set->zone, s->run->now).day;
	struct statement *q = statement_create(s->run->store,
	    people_heard);
	struct map *heard = map_create();
	int more = -1;

	while (q != NULL && (more = statement_step(q)) == 1)
		map_add(heard, statement_text(q, 0));
	statement_destroy(q);
	s->since = today;
	q = more == 0 ? statement_create(s->run->store, first_day) : NULL;
	if (q != NULL && (more = statement_step(q)) == 1)
		s->since = (int32_t)statement_int(q, 0);
	statement_destroy(q);
	if (s->since < today - set->retention.raw)
		s->since = today - set->retention.raw;
	if (today - s->since >= DORMANT_DAYS)
		count_people(s, heard, today);
	map_destroy(heard);
	return more == -1 ? -1 : 0;
}

static bool
no_log_came(const struct sheet *s)
{
	size_t i;

	for (i = 0; i < s->seen->n_days; i++)
		if (s->seen->days[i].events > 0)
			return false;
	return s->silent == (int64_t)s->run->settings->device_count;
}

static void
begin(struct sheet *s)
{
	struct document_facts f = facts_of_run(s->arena, s->run, "IT sheet",
	    0);

	/* It names nobody: it needs no marking, and nobody need destroy it. */
	f.marking = f.destroy_by = NULL;
	f.audience = "The school's technicians";
	s->document = document_create(&f);
}

static void
add_keys(struct sheet *s)
{
	struct document *d = s->document;
	const struct seen *seen = s->seen;

	document_key(d, figure_of("Nights run",
	    figure_count(seen->nights_run)), "nights run",
	    arena_printf(s->arena, "of %d", seen->nights));
	document_key(d, figure_of("School days with logs",
	    figure_count(seen->days_with_logs)), "days with logs",
	    arena_printf(s->arena, "of %d school days", seen->school_days));
	document_key(d, figure_of("Records not understood",
	    figure_count(seen->rejected)), "records rejected",
	    "beadle doctor says why");
	document_key(d, figure_of("Computers not heard from",
	    no_log_came(s) ? figure_not_measured() :
			     figure_count(s->silent)), "silent computers",
	    arena_printf(s->arena, "of %zu on the list",
		s->run->settings->device_count));
}

static void
add_sources(struct sheet *s)
{
	struct table *t = document_table(s->document, "Logs read, by source");
	size_t i;

	table_column(t, "Source", COLUMN_HEAD, 0);
	table_column(t, "School days with logs", COLUMN_NUMBER, 0);
	table_column(t, "Entries", COLUMN_NUMBER, 0);
	for (i = 0; i < s->seen->n_sources; i++) {
		table_row(t, ROW_PLAIN);
		table_text(t, slice_of(s->seen->sources[i].title));
		table_figure(t,
		    figure_count(s->seen->sources[i].school_days));
		table_figure(t, figure_count(s->seen->sources[i].events));
	}
	document_place(s->document, t);
}

/* The day on which a reason was first met, from the night's own list of lines
 * "2026-11-02 bad time"; DAY_UNKNOWN where it has none. */
static int32_t
first_met(struct slice known, struct slice reason)
{
	struct slice line, day;
	int32_t n;

	while (slice_take_line(&known, &line))
		if (slice_take_until(&line, ' ', &day) &&
		    slice_equal(line, reason) && day_parse(day, &n))
			return n;
	return DAY_UNKNOWN;
}

static struct table *
begin_reasons(struct sheet *s)
{
	struct table *t = document_table(s->document, "Why records were "
	    "rejected, since the store began");

	table_column(t, "Reason", COLUMN_HEAD, 0);
	table_column(t, "Records", COLUMN_NUMBER, 0);
	table_column(t, "First met", COLUMN_TEXT, 0);
	return t;
}

/* What is new in this period, or much, wants looking at; the rest does not. */
static void
say_rejects(struct sheet *s, int64_t fresh)
{
	bool many = s->seen->rejected * 100 > s->seen->records;

	if (s->seen->rejected == 0)
		return;
	document_text(s->document, many ?
		"More than one record in a hundred was rejected ({} of {}): "
		"look at the reasons below; beadle doctor shows the files." :
	    fresh > 0 ?
		"{} of {} records were rejected, some for a reason that was "
		"not met before: look at those first met in these days." :
		"{} of {} records were rejected, for reasons that were met "
		"before: nothing to do.",
	    FIGURES(figure_of("Records rejected",
			figure_count(s->seen->rejected)),
		figure_of("Records read", figure_count(s->seen->records))));
}

static int
add_reasons(struct sheet *s)
{
	struct statement *q = statement_create(s->run->store,
	    reasons_of_rejects);
	struct slice known = store_recall(s->run->store, "reject_reasons",
	    s->arena);
	struct table *t = NULL;
	int64_t fresh = 0;
	int more, n = 0;

	if (q == NULL)
		return -1;
	while ((more = statement_step(q)) == 1 && n++ < MOST_REASONS) {
		int32_t day = first_met(known, statement_text(q, 0));

		if (t == NULL)
			t = begin_reasons(s);
		table_row(t, ROW_PLAIN);
		table_text(t, statement_text(q, 0));
		table_figure(t, figure_count(statement_int(q, 1)));
		table_text(t, day == DAY_UNKNOWN ?
			SLICE("") :
			slice_of(words_day(s->arena, day)));
		/* A night reads the day before it. */
		fresh += day != DAY_UNKNOWN &&
		    day - 1 >= s->run->period.start &&
		    day - 1 <= s->run->period.end;
	}
	statement_destroy(q);
	say_rejects(s, fresh);
	if (t != NULL)
		document_place(s->document, t);
	return more == -1 ? -1 : 0;
}

static struct table *
begin_lost(struct sheet *s)
{
	struct table *t = document_table(s->document, "Rules that gave up on "
	    "a text, since the store began");

	document_text(s->document, "A regular expression of these rules took "
	    "too long over some text, and so does not match it: have it "
	    "written otherwise.", NO_FIGURES);
	table_column(t, "Rule", COLUMN_HEAD, 0);
	table_column(t, "Texts", COLUMN_NUMBER, 0);
	table_column(t, "First met", COLUMN_TEXT, 0);
	return t;
}

/* The night's own list: "2026-11-02 3 its-name". */
static void
add_lost(struct sheet *s)
{
	struct slice rest = store_recall(s->run->store, "rules_lost",
	    s->arena), line, day;
	struct table *t = NULL;
	int64_t texts;
	int32_t first;

	while (slice_take_line(&rest, &line)) {
		if (!slice_take_until(&line, ' ', &day) ||
		    !day_parse(day, &first) ||
		    !slice_take_int(&line, &texts) ||
		    !slice_take_char(&line, ' '))
			continue;
		if (t == NULL)
			t = begin_lost(s);
		table_row(t, ROW_PLAIN);
		table_text(t, line);
		table_figure(t, figure_count(texts));
		table_text(t, slice_of(words_day(s->arena, first)));
	}
	if (t != NULL)
		document_place(s->document, t);
}

static void
add_silent(struct sheet *s)
{
	const struct settings *set = s->run->settings;
	struct table *t;
	size_t i;
	int64_t n = 0;

	document_heading(s->document, 1, "Computers not heard from");
	/* Of days without any log a list would be all of them, and say
	 * nothing of any one. */
	if (no_log_came(s)) {
		document_text(s->document, "No log at all came for these "
		    "days, so nothing is known of any of the {} computers "
		    "and Chromebooks on the list.",
		    FIGURES(figure_of("Computers on the list",
			figure_count((int64_t)set->device_count))));
		return;
	}
	document_text(s->document, "{} of {} computers and Chromebooks on the "
	    "list are in no log that is still kept of these days. One may be "
	    "off, away, or past the filter.",
	    FIGURES(figure_of("Computers not heard from",
			figure_count(s->silent)),
		figure_of("Computers on the list",
		    figure_count((int64_t)set->device_count))));
	if (s->silent == 0)
		return;
	t = document_table(s->document, "Computers not heard from");
	table_column(t, "Computer", COLUMN_HEAD, 0);
	table_column(t, "Room", COLUMN_TEXT, 0);
	table_column(t, "Kind", COLUMN_TEXT, 0);
	for (i = 0; i < set->device_count && n < MOST_DEVICES; i++) {
		if (s->heard[i])
			continue;
		table_row(t, ROW_PLAIN);
		table_text(t, set->devices[i].hostname);
		table_text(t, set->devices[i].room);
		table_text(t, set->devices[i].type);
		n++;
	}
	document_place(s->document, t);
	if (n < s->silent)
		document_text(s->document, "and {} more.",
		    FIGURES(figure_of("Silent computers not listed",
			figure_count(s->silent - n))));
}

static void
add_dormant(struct sheet *s)
{
	if (s->accounts == 0) {
		document_text(s->document, "Accounts that nobody uses: {}. "
		    "Events are kept of fewer than two weeks.",
		    FIGURES(figure_of("Dormant accounts",
			figure_not_measured())));
		return;
	}
	document_text(s->document, arena_printf(s->arena,
	    "Of {} accounts of pupils and staff {} stand in no event that "
	    "is kept, from %s on. An account that nobody needs is best "
	    "closed.", words_day(s->arena, s->since)),
	    FIGURES(figure_of("Accounts of pupils and staff",
			figure_count(s->accounts)),
		figure_of("Dormant accounts", figure_count(s->dormant))));
}

static void
add_counts(struct sheet *s)
{
	struct table *t = document_table(s->document,
	    "Items for review of accounts and computers");
	size_t i;

	document_heading(s->document, 1, "Accounts and computers, in numbers");
	document_text(s->document, "Whose they are stands with the head and "
	    "the safeguarding lead: ask them.", NO_FIGURES);
	add_dormant(s);
	table_column(t, "Kind", COLUMN_HEAD, 0);
	table_column(t, "Items", COLUMN_NUMBER, 0);
	for (i = 0; i < kind_count; i++) {
		if (kinds[i].group != GROUP_ACCOUNTS &&
		    kinds[i].group != GROUP_COMPUTERS)
			continue;
		table_row(t, ROW_PLAIN);
		table_text(t, slice_of(kinds[i].printed));
		table_figure(t, s->seen->channels[kinds[i].channel] == 0 ?
			figure_not_measured() : figure_count(s->items[i]));
	}
	document_place(s->document, t);
}

static int
fill(struct sheet *s)
{
	document_heading(s->document, 1, "Do the logs come?");
	add_keys(s);
	add_sources(s);
	if (add_reasons(s) == -1)
		return -1;
	add_lost(s);
	add_silent(s);
	add_counts(s);
	seen_say(s->document, s->run, s->seen);
	return 0;
}

static struct document *
lay_out(const struct report_run *run)
{
	struct sheet s = { .run = run, .arena = arena_create() };

	s.heard = memory_zeroed(run->settings->device_count + 1,
	    sizeof *s.heard);
	s.items = memory_zeroed(kind_count, sizeof *s.items);
	s.seen = seen_create(run);
	if (s.seen != NULL && read_devices(&s) == 0 && read_items(&s) == 0 &&
	    read_people(&s) == 0) {
		begin(&s);
		if (fill(&s) == -1) {
			document_destroy(s.document);
			s.document = NULL;
		}
	}
	seen_destroy(s.seen);
	free(s.heard);
	free(s.items);
	arena_destroy(s.arena);
	return s.document;
}

const struct report report_it_sheet = {
	.name = "it-sheet",
	.title = "Health of the logs, silent computers, counts: no names",
	.reader = "technician",
	.audience = AUDIENCE_LEADERSHIP,
	.lay_out = lay_out,
	.periods = PERIOD_ANY,
	.rhythm = PERIOD_WEEK,
	.when_over = true,
};
