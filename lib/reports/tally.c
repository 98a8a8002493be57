/*
 * Counting items for review.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "disclosure/disclosure.h"
#include "reports/tally.h"
#include "store/statement.h"

enum { DIVISIONS = sizeof(struct which) / sizeof(int), MOST_PARTS = 128 };

/* An item's place in each division, and whose it is. */
struct counted {
	struct which at;
	int64_t subject;
};

struct asked {
	struct which w;
	int64_t items, people;
	size_t cell;
};

struct tally {
	const struct settings *settings;
	struct counted *items;
	size_t n_items, item_room;
	struct asked *asked;
	size_t n_asked, asked_room;
	struct disclosure *disclosure;
	int32_t first_monday;
	int threshold;
	const struct told *sealed; /* what was told, or NULL */
	int64_t *subjects; /* room for as many as there are items */
};

/* An item of several lesson periods is counted where it began. */
static enum band
band_of(struct slice periods)
{
	static const struct {
		const char *word;
		enum band band;
	} bands[] = { { "lesson", BAND_LESSONS },
		{ "registration", BAND_LESSONS }, { "break", BAND_BREAK },
		{ "lunch", BAND_BREAK }, { "before-school", BAND_AROUND },
		{ "after-school", BAND_AROUND }, { "evening", BAND_EVENING },
		{ "night", BAND_NIGHT }, { "weekend", BAND_WEEKEND },
		{ "holiday", BAND_WEEKEND }, { "inset", BAND_WEEKEND } };
	struct slice word;
	size_t i;

	if (!slice_take_word(&periods, &word))
		return BAND_UNKNOWN;
	for (i = 0; i < sizeof bands / sizeof *bands; i++)
		if (slice_equal(word, slice_of(bands[i].word)))
			return bands[i].band;
	return BAND_UNKNOWN;
}

static int
year_of(struct slice role, struct slice year)
{
	int64_t n;

	if (slice_equal(role, SLICE("staff")) ||
	    slice_equal(role, SLICE("technician")))
		return YEAR_STAFF;
	if (!slice_equal(role, SLICE("pupil")))
		return YEAR_UNKNOWN;
	if (slice_to_int(year, &n) && n >= 1 && n <= GROUP_YEAR_LAST)
		return (int)n;
	return YEAR_OTHER_PUPIL;
}

static enum progress
progress_of(struct slice status)
{
	if (slice_equal(status, SLICE("confirmed")))
		return PROGRESS_CONFIRMED;
	if (slice_equal(status, SLICE("closed")))
		return PROGRESS_CLOSED;
	if (slice_equal(status, SLICE("open")))
		return PROGRESS_OPEN;
	/* Excepted, a duplicate, withdrawn: no incident either. */
	return PROGRESS_REJECTED;
}

/* Possible breaches and welfare; observations are never items of anyone. */
static const char items_of_days[] =
    "SELECT label, role, year, period, day, status, severity,"
    "       subject_number,"
    "       (SELECT CASE WHEN count(DISTINCT seen.channel) = 1"
    "          THEN min(seen.channel) ELSE '' END"
    "          FROM daily_person AS seen"
    "         WHERE seen.day = item.day AND seen.label = item.label"
    "           AND seen.number = item.subject_number)"
    "  FROM item"
    " WHERE day BETWEEN :first AND :last"
    "   AND treatment IN (1, 2) AND status <> 'merged'";

/* The shipped table says; else the group that the label is printed in. */
enum risk
tally_risk(const struct settings *s, struct slice label)
{
	static const char *const words[RISK_COUNT] = {
		[RISK_CONTENT] = "content",
		[RISK_CONTACT] = "contact",
		[RISK_CONDUCT] = "conduct",
		[RISK_COMMERCE] = "commerce",
		[RISK_SECURITY] = "security",
	};
	struct slice area = settings_area(s, "label", label);
	int r;

	for (r = 0; r < RISK_COUNT; r++)
		if (slice_equal(area, slice_of(words[r])))
			return (enum risk)r;
	return kind_groups[kinds[kind_of_label(label)].group].risk;
}

/* The logs in which it was seen, where they are of one kind; else the kind
 * that tells of that label as a rule. */
static enum channel_of_kind
channel_of(struct slice seen, size_t kind)
{
	return slice_equal(seen, SLICE("web"))	  ? CHANNEL_WEB :
	    slice_equal(seen, SLICE("mail"))	  ? CHANNEL_MAIL :
	    slice_equal(seen, SLICE("device"))	  ? CHANNEL_COMPUTER :
						    kinds[kind].channel;
}

static void
add_item(struct tally *t, struct statement *q)
{
	struct counted c = { .subject = statement_int(q, 7) };
	int32_t day = (int32_t)statement_int(q, 4);
	size_t kind = kind_of_label(statement_text(q, 0));

	c.at.kind = (int)kind + 1;
	c.at.group = (int)kinds[kind].group + 1;
	c.at.risk = (int)tally_risk(t->settings, statement_text(q, 0)) + 1;
	c.at.year = year_of(statement_text(q, 1), statement_text(q, 2));
	c.at.band = (int)band_of(statement_text(q, 3));
	c.at.week = (day - t->first_monday) / 7 + 1;
	c.at.weekday = day_weekday(day) + 1;
	c.at.progress = (int)progress_of(statement_text(q, 5));
	c.at.channel = (int)channel_of(statement_text(q, 8), kind) + 1;
	c.at.who = c.at.year == YEAR_STAFF ? PERSON_STAFF :
	    c.at.year == YEAR_UNKNOWN	   ? PERSON_OTHER :
					     PERSON_PUPIL;
	c.at.serious = statement_int(q, 6) >= 2 ? 1 : 2;
	GROW(t->items, t->n_items, t->item_room);
	t->items[t->n_items++] = c;
}

struct tally *
tally_create(const struct report_run *run, int32_t first, int32_t last)
{
	struct statement *q = statement_create(run->store, items_of_days);
	struct tally *t;
	int more;

	if (q == NULL)
		return NULL;
	t = memory_zeroed(1, sizeof *t);
	t->settings = run->settings;
	t->threshold = run->settings->threshold > 0 ?
	    run->settings->threshold : 5;
	t->first_monday = first - day_weekday(first);
	t->disclosure = disclosure_create(t->threshold);
	statement_bind_int(q, ":first", first);
	statement_bind_int(q, ":last", last);
	while ((more = statement_step(q)) == 1)
		add_item(t, q);
	statement_destroy(q);
	if (more == -1) {
		tally_destroy(t);
		return NULL;
	}
	t->subjects = memory_zeroed(t->n_items + 1, sizeof *t->subjects);
	return t;
}

void
tally_destroy(struct tally *t)
{
	if (t == NULL)
		return;
	disclosure_destroy(t->disclosure);
	free(t->items);
	free(t->asked);
	free(t->subjects);
	free(t);
}

int32_t
tally_first_monday(const struct tally *t)
{
	return t->first_monday;
}

static bool
progress_fits(int wanted, int found)
{
	switch (wanted) {
	case PROGRESS_LOOKED_AT:
		return found != PROGRESS_OPEN;
	case PROGRESS_NOT_REJECTED:
		return found != PROGRESS_REJECTED;
	case PROGRESS_INCIDENT:
		return found == PROGRESS_CONFIRMED || found == PROGRESS_CLOSED;
	default:
		return wanted == found;
	}
}

static bool
item_fits(const struct which *w, const struct which *at)
{
	return (w->kind == 0 || w->kind == at->kind) &&
	    (w->group == 0 || w->group == at->group) &&
	    (w->risk == 0 || w->risk == at->risk) &&
	    (w->year == 0 || w->year == at->year) &&
	    (w->week == 0 || w->week == at->week) &&
	    (w->band == 0 || w->band == at->band) &&
	    (w->weekday == 0 || w->weekday == at->weekday) &&
	    (w->progress == 0 || progress_fits(w->progress, at->progress)) &&
	    (w->serious == 0 || w->serious == at->serious) &&
	    (w->channel == 0 || w->channel == at->channel) &&
	    (w->who == 0 || w->who == at->who);
}

static int
compare_subjects(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return x < y ? -1 : x > y;
}

static void
count_items(struct tally *t, struct asked *a)
{
	size_t i, n = 0;

	for (i = 0; i < t->n_items; i++)
		if (item_fits(&a->w, &t->items[i].at))
			t->subjects[n++] = t->items[i].subject;
	qsort(t->subjects, n, sizeof *t->subjects, compare_subjects);
	a->items = (int64_t)n;
	for (i = 0; i < n; i++)
		a->people += i == 0 || t->subjects[i] != t->subjects[i - 1];
}

static const struct asked *
find(const struct tally *t, const struct which *w)
{
	size_t i;

	for (i = 0; i < t->n_asked; i++)
		if (memcmp(&t->asked[i].w, w, sizeof *w) == 0)
			return &t->asked[i];
	return NULL;
}

/* The fewer divisions a count has, the more would be lost with it. */
static int
weight_of(const struct which *w)
{
	const int *division = (const int *)w;
	int i, set = 0;

	for (i = 0; i < DIVISIONS; i++)
		set += division[i] != 0;
	/* Risks and groups are totals of kinds. */
	return 2 * (DIVISIONS - set) + (w->group != 0) + 2 * (w->risk != 0);
}

static size_t
cell_of(struct tally *t, const struct which *w)
{
	const struct asked *known = find(t, w);
	struct asked a = { .w = *w };

	if (known != NULL)
		return known->cell;
	count_items(t, &a);
	a.cell = disclosure_cell(t->disclosure, a.items, a.people,
	    weight_of(w));
	GROW(t->asked, t->n_asked, t->asked_room);
	t->asked[t->n_asked++] = a;
	return a.cell;
}

void
tally_ask(struct tally *t, struct which w)
{
	cell_of(t, &w);
}

void
tally_sum(struct tally *t, struct which whole, size_t division, int last)
{
	size_t parts[MOST_PARTS], total = cell_of(t, &whole);
	int i;

	for (i = 1; i <= last && i <= MOST_PARTS; i++) {
		((int *)&whole)[division] = i;
		parts[i - 1] = cell_of(t, &whole);
	}
	disclosure_sum(t->disclosure, total, parts, (size_t)last);
}

void
tally_sum_of(struct tally *t, struct which whole, const struct which *parts,
    size_t count)
{
	size_t cells[MOST_PARTS], total = cell_of(t, &whole), i;

	for (i = 0; i < count && i < MOST_PARTS; i++)
		cells[i] = cell_of(t, &parts[i]);
	disclosure_sum(t->disclosure, total, cells, count);
}

bool
tally_bears(struct tally *t, struct which whole, size_t division, int last)
{
	int i, some = 0, few = 0;

	for (i = 1; i <= last; i++) {
		struct asked a = { .w = whole };

		((int *)&a.w)[division] = i;
		count_items(t, &a);
		some += a.items > 0;
		few += a.items > 0 && a.people < t->threshold;
	}
	return some > 0 && 3 * few <= some;
}

bool
tally_supports(struct tally *t, struct which whole, const struct which *parts,
    size_t count)
{
	struct disclosure *d = disclosure_create(t->threshold);
	struct asked a = { .w = whole };
	size_t cells[MOST_PARTS], total, i;
	bool supports;

	count_items(t, &a);
	total = disclosure_cell(d, a.items, a.people, 1);
	for (i = 0; i < count && i < MOST_PARTS; i++) {
		struct asked part = { .w = parts[i] };

		count_items(t, &part);
		cells[i] = disclosure_cell(d, part.items, part.people, 0);
	}
	disclosure_sum(d, total, cells, i);
	disclosure_protect(d);
	supports = disclosure_shown(d, total) != SHOWN_HIDDEN;
	disclosure_destroy(d);
	return supports;
}

enum { LONGEST_NAME = 128 };

/* Kinds may come and go: they stand by their label. */
static const char *
name_of(const struct which *w, char name[LONGEST_NAME])
{
	static const char *const divisions[DIVISIONS] = { "kind", "group",
		"risk", "year", "week", "band", "weekday", "progress",
		"serious", "channel", "who" };
	const int *division = (const int *)w;
	int i, len = snprintf(name, LONGEST_NAME, "items");

	for (i = 0; i < DIVISIONS; i++)
		if (division[i] != 0 && i == (int)DIVISION(kind))
			len += snprintf(name + len,
			    (size_t)(LONGEST_NAME - len), " kind=%s",
			    kinds[w->kind - 1].label);
		else if (division[i] != 0)
			len += snprintf(name + len,
			    (size_t)(LONGEST_NAME - len), " %s=%d",
			    divisions[i], division[i]);
	return name;
}

bool
tally_protect(struct tally *t, const struct report_run *run)
{
	char name[LONGEST_NAME];
	size_t i;

	/* Items come, and none goes; what becomes of them changes. */
	for (i = 0; i < t->n_asked; i++)
		told_to_cell(run->before, name_of(&t->asked[i].w, name),
		    t->asked[i].w.progress == PROGRESS_ANY, t->disclosure,
		    t->asked[i].cell);
	disclosure_protect(t->disclosure);
	for (i = 0; run->told != NULL && i < t->n_asked; i++)
		told_add(run->told, name_of(&t->asked[i].w, name),
		    tally_figure(t, t->asked[i].w));
	return !run->restated || disclosure_is_safe(t->disclosure, NULL);
}

void
tally_recall(struct tally *t, const struct told *sealed)
{
	t->sealed = sealed;
}

/* What was told of it, or that it was not. */
static struct figure
recall(const struct tally *t, const struct which *w)
{
	char name[LONGEST_NAME];
	struct figure f;

	return told_find(t->sealed, name_of(w, name), &f) ? f :
							     figure_hidden();
}

struct figure
tally_safe(const struct tally *t, struct figure f, int64_t people)
{
	return figure_safe(f, people, t->threshold);
}

struct figure
tally_figure(const struct tally *t, struct which w)
{
	const struct asked *a = find(t, &w);

	if (t->sealed != NULL)
		return recall(t, &w);
	if (a == NULL)
		return figure_not_measured();
	switch (disclosure_shown(t->disclosure, a->cell)) {
	case SHOWN_FEW:
		return tally_safe(t, figure_count(1), 1);
	case SHOWN_HIDDEN:
		return figure_hidden();
	default:
		return figure_count(a->items);
	}
}

int64_t
tally_shown(const struct tally *t, struct which w)
{
	const struct asked *a = find(t, &w);
	struct figure f;

	if (t->sealed != NULL) {
		f = recall(t, &w);
		return f.form == FIGURE_NUMBER ? f.value : -1;
	}
	if (a == NULL ||
	    disclosure_shown(t->disclosure, a->cell) != SHOWN_PLAIN)
		return -1;
	return a->items;
}

struct figure
tally_people(const struct tally *t, struct which w)
{
	const struct asked *a = find(t, &w);

	if (a == NULL)
		return figure_not_measured();
	return tally_safe(t, figure_count(a->people), a->people);
}

bool
tally_is_empty(const struct tally *t, struct which w)
{
	const struct asked *a = find(t, &w);

	if (t->sealed != NULL)
		return tally_shown(t, w) == 0;
	return a != NULL && a->items == 0;
}

void
tally_counts(struct tally *t, struct which w, int64_t *items, int64_t *people)
{
	struct asked a = { .w = w };

	count_items(t, &a);
	*items = a.items;
	*people = a.people;
}

int64_t
tally_most(struct tally *t, struct which w)
{
	struct asked a = { .w = w };
	int64_t run = 0, most = 0, i;

	count_items(t, &a);
	for (i = 0; i < a.items; i++) {
		run = i > 0 && t->subjects[i] == t->subjects[i - 1] ? run + 1 :
								      1;
		most = run > most ? run : most;
	}
	return most;
}
