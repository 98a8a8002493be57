/*
 * What should have come and did not: devices of the list that no log names
 * any more, logs that stopped, and what nobody reported.  Each is judged by
 * school days and by what other logs came meanwhile, never by the clock of
 * the machine, so that a term read at once tells the same as its nights one
 * by one; a log that comes late after all takes back what was told.
 */
#include <stdlib.h>

#include "settings/calendar.h"

#include "absences.h"
#include "silence.h"

static const char first_touched[] =
    "SELECT min(day)"
    "  FROM touched"
    " WHERE day >= 0";

static const char first_covered[] =
    "SELECT min(day)"
    "  FROM coverage"
    " WHERE day >= 0";

static const char last_covered[] =
    "SELECT max(day)"
    "  FROM coverage"
    " WHERE day >= 0";

static const char lines_by_day[] =
    "SELECT dataset, day, events"
    "  FROM coverage"
    " WHERE day >= 0";

static const char mentions[] =
    "SELECT device, day"
    "  FROM mention";

/* What the rules found of people, by day and label. */
static const char found_of_people[] =
    "SELECT f.day, label.text, person.text, min(account.text),"
    "       min(f.start), max(coalesce(f.end, f.start)),"
    "       min(CASE attribution.text WHEN 'strong' THEN 3"
    "             WHEN 'fair' THEN 2 ELSE 1 END)"
    "  FROM flag AS f"
    "  JOIN symbol AS label ON label.id = f.label"
    "  JOIN symbol AS person ON person.id = f.person"
    "  JOIN symbol AS account ON account.id = f.account"
    "  JOIN symbol AS attribution ON attribution.id = f.attribution"
    " WHERE f.reported = 1 AND f.treatment <> 0 AND f.person <> 0"
    "   AND f.day >= :day"
    " GROUP BY f.day, f.label, f.person";

static const char reported[] =
    "SELECT 1"
    "  FROM entry"
    " WHERE kind = 'accidental-access' AND person = :person"
    "   AND told <= :by AND until >= :start AND since <= :end";

static const char *const grades[] = { "none", "weak", "fair", "strong" };

/* Lines of each log by school day, row by row. */
struct logs {
	struct map *names;
	uint32_t *lines; /* of log i on day d: [i * days + d] */
	uint32_t *most;	 /* of any log, by day */
};

static int
ask_day(const struct settle *s, const char *sql, int32_t *day)
{
	struct statement *q = statement_create(s->store, sql);
	int more = -1;

	*day = DAY_UNKNOWN;
	if (q == NULL)
		return -1;
	while ((more = statement_step(q)) == 1)
		if (!statement_is_null(q, 0))
			*day = (int32_t)statement_int(q, 0);
	statement_destroy(q);
	return more;
}

static void
list_school_days(struct absences *a, int32_t first, int32_t last)
{
	const struct calendar *c = a->s->settings->calendar;
	const struct term *term;
	int32_t day;
	size_t i;

	for (i = 0; (term = calendar_term_at(c, i)) != NULL; i++)
		for (day = term->start < first ? first : term->start;
		    day <= term->end && day <= last; day++) {
			if (calendar_day(c, day) != DAY_SCHOOL)
				continue;
			GROW(a->days, a->day_count, a->day_room);
			a->days[a->day_count++] = day;
		}
}

/* The first school day that is not before; day_count: none. */
static size_t
place_of(const struct absences *a, int32_t day)
{
	size_t low = 0, high = a->day_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (a->days[middle] < day)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static bool
find_place(const struct absences *a, int32_t day, size_t *at)
{
	*at = place_of(a, day);
	return *at < a->day_count && a->days[*at] == day;
}

static struct absence *
add(struct absences *a, const char *action, size_t at, struct slice what)
{
	if (at < a->from)
		return NULL;
	GROW(a->list, a->count, a->room);
	a->list[a->count] = (struct absence){ .action = action,
		.what = arena_copy(a->arena, what),
		.day = a->days[at] };
	return &a->list[a->count++];
}

static int
read_lines(const struct absences *a, struct logs *l)
{
	struct statement *q = statement_create(a->s->store, lines_by_day);
	size_t room = 0, wider, at, n;
	int more = -1;

	while (q != NULL && (more = statement_step(q)) == 1) {
		if (!find_place(a, (int32_t)statement_int(q, 1), &at))
			continue;
		n = map_add(l->names, statement_text(q, 0));
		if (n >= room) {
			wider = room * 2 + 16;
			l->lines = memory_resize(l->lines,
			    wider * a->day_count, sizeof *l->lines);
			memset(l->lines + room * a->day_count, 0,
			    (wider - room) * a->day_count *
				sizeof *l->lines);
			room = wider;
		}
		l->lines[n * a->day_count + at] = (uint32_t)statement_int(q,
		    2);
		if (l->lines[n * a->day_count + at] > l->most[at])
			l->most[at] = l->lines[n * a->day_count + at];
	}
	statement_destroy(q);
	return more;
}

/* How many of the first `days` school days there are up to and with the last
 * that had logs. */
static size_t
heard_until(const struct logs *l, size_t days)
{
	while (days > 0 && l->most[days - 1] < SOURCE_LINES)
		days--;
	return days;
}

/* Late lines change their own day and those after it; what waited for other
 * logs is decided now, back to the last day that had some. */
static void
find_from(struct absences *a, const struct logs *l, int32_t touched)
{
	int wait = a->s->settings->absences.missing_logs;
	size_t at = heard_until(l, place_of(a, touched));

	if (a->s->settings->absences.self_report > wait)
		wait = a->s->settings->absences.self_report;
	at = at > 0 ? at - 1 : 0;
	a->from = at > (size_t)wait ? at - (size_t)wait : 0;
}

struct finding {
	struct absences *a;
	const char *action;
	struct slice what;
};

static void
found(size_t at, void *ctx)
{
	struct finding *f = ctx;

	add(f->a, f->action, at, f->what);
}

static void
find_missing_logs(struct absences *a, const struct logs *l)
{
	size_t days = a->day_count, logs = map_count(l->names), i, k, d;
	size_t least = (size_t)a->s->settings->absences.missing_logs;
	uint32_t *others = memory_zeroed(days + 1, sizeof *others);

	for (i = 0; least > 0 && i < logs; i++) {
		struct finding f = { a, "log-missing",
			map_text(l->names, (uint32_t)i) };

		memset(others, 0, days * sizeof *others);
		for (k = 0; k < logs; k++)
			for (d = 0; k != i && d < days; d++)
				if (l->lines[k * days + d] > others[d])
					others[d] = l->lines[k * days + d];
		silence_of_log(l->lines + i * days, others, days, least,
		    found, &f);
	}
	free(others);
}

/* Which device was named on which day, and which of its type. */
struct mentioned {
	bool *devices, *types; /* as the lines of logs */
	struct map *type_names;
	uint32_t *type_of; /* by device */
};

static int
read_mentions(const struct absences *a, struct mentioned *m)
{
	const struct settings *s = a->s->settings;
	struct statement *q = statement_create(a->s->store, mentions);
	const struct device *device;
	size_t at, n;
	int more = -1;

	while (q != NULL && (more = statement_step(q)) == 1) {
		device = settings_device(s, statement_text(q, 0));
		if (device == NULL ||
		    !find_place(a, (int32_t)statement_int(q, 1), &at))
			continue;
		n = (size_t)(device - s->devices);
		m->devices[n * a->day_count + at] = true;
		m->types[m->type_of[n] * a->day_count + at] = true;
	}
	statement_destroy(q);
	return more;
}

static int
find_silent_devices(struct absences *a)
{
	const struct settings *s = a->s->settings;
	size_t days = a->day_count, cells = (s->device_count + 1) * days, i;
	struct mentioned m = { memory_zeroed(cells, sizeof *m.devices),
		memory_zeroed(cells, sizeof *m.types), map_create(),
		memory_zeroed(s->device_count + 1, sizeof *m.type_of) };
	int result;

	for (i = 0; i < s->device_count; i++)
		m.type_of[i] = map_add(m.type_names, s->devices[i].type);
	result = read_mentions(a, &m);
	for (i = 0; result == 0 && i < s->device_count; i++) {
		struct finding f = { a, "device-silent",
			s->devices[i].hostname };

		silence_of_device(m.types + m.type_of[i] * days,
		    m.devices + i * days, days,
		    (size_t)s->absences.silent_device, found, &f);
	}
	free(m.devices);
	free(m.types);
	free(m.type_of);
	map_destroy(m.type_names);
	return result;
}

/* The day by whose end it should have been told; day_count: not yet over. */
static size_t
deadline(const struct absences *a, const struct logs *l, int32_t day)
{
	size_t by = place_of(a, day + 1) +
	    (size_t)a->s->settings->absences.self_report - 1;

	return by < heard_until(l, a->day_count) ? by : a->day_count;
}

static int
note_unreported(struct absences *a, struct statement *q,
    struct statement *told, size_t by)
{
	struct absence *absence;
	int more;
	bool is_told = false;

	statement_bind_text(told, ":person", statement_text(q, 2));
	statement_bind_int(told, ":by", a->days[by]);
	statement_bind_int(told, ":start", statement_int(q, 4));
	statement_bind_int(told, ":end", statement_int(q, 5));
	while ((more = statement_step(told)) == 1)
		is_told = true;
	if (more == -1 || is_told)
		return more;
	absence = add(a, "not-reported", by, statement_text(q, 1));
	if (absence != NULL) {
		absence->account = arena_copy(a->arena,
		    statement_text(q, 3));
		absence->grade = grades[statement_int(q, 6)];
	}
	return 0;
}

/* One tells of what one has seen, and of nothing else. */
static bool
is_to_be_told(const struct absences *a, struct slice label)
{
	return slice_equal(settings_area(a->s->settings, "label", label),
	    SLICE("content"));
}

static int
find_unreported(struct absences *a, const struct logs *l)
{
	struct statement *q = statement_create(a->s->store, found_of_people);
	struct statement *told = statement_create(a->s->store, reported);
	size_t wait = (size_t)a->s->settings->absences.self_report, by;
	int more = -1;

	if (q != NULL && told != NULL) {
		statement_bind_int(q, ":day",
		    a->days[a->from > wait ? a->from - wait - 1 : 0]);
		while ((more = statement_step(q)) == 1) {
			if (!is_to_be_told(a, statement_text(q, 1)))
				continue;
			by = deadline(a, l, (int32_t)statement_int(q, 0));
			if (by < a->day_count &&
			    note_unreported(a, q, told, by) == -1) {
				more = -1;
				break;
			}
		}
	}
	statement_destroy(q);
	statement_destroy(told);
	return more;
}

static int
find_all(struct absences *a, int32_t touched)
{
	struct logs l = { map_create(), NULL,
		memory_zeroed(a->day_count + 1, sizeof *l.most) };
	int result = read_lines(a, &l);

	if (result == 0) {
		find_from(a, &l, touched);
		find_missing_logs(a, &l);
		if (a->s->settings->absences.silent_device > 0)
			result = find_silent_devices(a);
	}
	if (result == 0 && a->s->settings->absences.self_report > 0)
		result = find_unreported(a, &l);
	map_destroy(l.names);
	free(l.lines);
	free(l.most);
	return result;
}

int
absences_touched(const struct settle *s, int32_t *day)
{
	return ask_day(s, first_touched, day);
}

int
absences_settle(const struct settle *s, int32_t touched)
{
	struct absences a = { .s = s, .arena = arena_create() };
	int32_t first, last;
	int result = 0;

	if (touched == DAY_UNKNOWN || s->settings->calendar == NULL)
		goto done;
	if (ask_day(s, first_covered, &first) == -1 ||
	    ask_day(s, last_covered, &last) == -1) {
		result = -1;
		goto done;
	}
	if (first != DAY_UNKNOWN)
		list_school_days(&a, first, last);
	if (a.day_count > 0 && (result = find_all(&a, touched)) == 0)
		result = absences_derive(&a);
done:
	free(a.days);
	free(a.list);
	arena_destroy(a.arena);
	return result;
}
