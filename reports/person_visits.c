/*
 * The visits of one person: pages around each item, and the spells of use
 * of its day.  Only what is well known to be this person's, and nothing
 * from the hour around suspected illegal content.
 */
#include "event/use.h"
#include "reports/words.h"
#include "store/statement.h"

#include "person.h"

enum { MOST_ROWS = 400, MOST_DEVICES = 3 };

/* Visits stand first: of them only some days are read. */
#define THEIR_VISITS							\
    "  FROM visit_by_time AS v"						\
    "  CROSS JOIN who ON who.id = v.who"				\
    "  CROSS JOIN symbol AS grade ON grade.id = who.attribution"	\
    "  CROSS JOIN moment ON moment.id = v.moment"			\
    "  CROSS JOIN symbol AS kind ON kind.id = moment.kind"
#define THAT_TIME							\
    " WHERE v.stretch_until >= :since AND v.stretch_since < :until"	\
    "   AND v.start >= :since AND v.start < :until"			\
    "   AND kind.text = 'page'"
#define THEIR_KEY							\
    "who.person = (SELECT id FROM symbol WHERE domain = 11 AND text = :key)"

static const char pages[] =
    "SELECT v.start, site.text, type.text, period.text, device.text"
    THEIR_VISITS
    "  CROSS JOIN symbol AS period ON period.id = moment.period"
    "  CROSS JOIN request ON request.id = v.request"
    "  CROSS JOIN symbol AS type ON type.id = request.type"
    "  CROSS JOIN symbol AS site ON site.id = v.site"
    "  CROSS JOIN place ON place.id = v.place"
    "  CROSS JOIN symbol AS device ON device.id = place.device"
    THAT_TIME
    "   AND " THEIR_KEY " AND grade.text IN ('strong', 'fair')"
    " ORDER BY v.start, v.id";

static const char pages_left_out[] =
    "SELECT count(*)" THEIR_VISITS
    "  CROSS JOIN symbol AS account ON account.id = v.account"
    THAT_TIME
    "   AND grade.text NOT IN ('strong', 'fair')"
    "   AND (" THEIR_KEY
    "     OR instr(:names, char(10) || lower(account.text) || char(10)) > 0)";

static const char items_left_out[] =
    "SELECT count(*) FROM item"
    " WHERE day BETWEEN :first AND :last AND treatment IN (1, 2)"
    "   AND status <> 'merged' AND attribution NOT IN ('strong', 'fair')"
    "   AND (subject = :subject"
    "     OR instr(:names, char(10) || lower(account) || char(10)) > 0)";

static const char illegal[] =
    "SELECT start, end FROM item WHERE label = 'illegal-suspected'"
    "   AND (subject = :subject"
    "     OR instr(:names, char(10) || lower(account) || char(10)) > 0)"
    " ORDER BY start";

static struct statement *
ask(const struct person_sheet *s, const char *sql, int64_t since,
    int64_t until)
{
	struct statement *q = statement_create(s->named.run->store, sql);

	if (q == NULL)
		return NULL;
	statement_bind_int(q, ":since", since);
	statement_bind_int(q, ":until", until);
	statement_bind_text(q, ":key", s->paper->about->key);
	return q;
}

/* All names, each between line ends, in small letters. */
static struct slice
names_of(const struct person_sheet *s)
{
	const struct subject *p = s->paper->about;
	char *text = arena_text(s->named.arena, SLICE("\n")), *c;
	size_t i;

	for (i = 0; i < p->name_count; i++)
		text = arena_printf(s->named.arena, "%s%.*s\n", text,
		    SLICE_ARG(p->names[i]));
	for (c = text; *c != '\0'; c++)
		if (*c >= 'A' && *c <= 'Z')
			*c = (char)(*c - 'A' + 'a');
	return slice_of(text);
}

int
person_dark(struct person_sheet *s)
{
	struct statement *q = statement_create(s->named.run->store, illegal);
	int more;

	if (q == NULL)
		return -1;
	statement_bind_text(q, ":subject", s->paper->about->text);
	statement_bind_text(q, ":names", names_of(s));
	while ((more = statement_step(q)) == 1) {
		GROW(s->dark, s->dark_count, s->dark_room);
		s->dark[s->dark_count++] = (struct dark_time){
			statement_int(q, 0), statement_int(q, 1) };
	}
	statement_destroy(q);
	return more;
}

/* Pages of one site in a row, of one kind, are one line. */
struct run_of_pages {
	int64_t start, end;
	struct slice site, type, period;
	const char *part; /* before, during, after */
	int64_t pages;
};

struct around {
	struct person_sheet *s;
	const struct person_item *item;
	const char *number;
	struct run_of_pages now;
	struct table *table;
	int64_t pages, blocked, more;
};

static const char *
outcome_words(struct slice type)
{
	return slice_equal(type, SLICE("denied")) ? "blocked" :
	    slice_equal(type, SLICE("allowed"))	  ? "allowed" :
						    "not known";
}

/* "10.02 am", "10.02 to 10.14 am". */
static const char *
span_words(const struct person_sheet *s, int64_t start, int64_t end)
{
	const struct zone *z = s->named.run->settings->zone;
	struct arena *a = s->named.arena;
	const char *first = words_clock(a, z, start),
	    *last = words_clock(a, z, end);

	return strcmp(first, last) == 0 ? first :
	    arena_printf(a, "%s to %s", first, last);
}

static void
end_stretch(struct around *r)
{
	struct person_sheet *s = r->s;
	struct arena *a = s->named.arena;
	const struct run_of_pages *n = &r->now;
	const char *when, *cells[P_COLUMNS] = { [P_PART] = "context" };

	if (n->pages == 0)
		return;
	when = span_words(s, n->start, n->end);
	cells[P_ITEM] = r->number;
	cells[P_WHEN] = words_time(a, s->named.run->settings->zone, n->start);
	cells[P_DETAILS] = n->part;
	cells[P_SPELL] = when;
	cells[P_PERIOD] = arena_text(a, n->period);
	cells[P_SITE] = arena_text(a, n->site);
	cells[P_PAGES] = arena_printf(a, "%lld", (long long)n->pages);
	cells[P_OUTCOME] = outcome_words(n->type);
	person_row(s, cells);
	if (table_rows(r->table) == MOST_ROWS) {
		r->more++;
		return;
	}
	table_row(r->table, ROW_PLAIN);
	table_text(r->table, slice_of(when));
	table_text(r->table, slice_of(n->part));
	table_text(r->table, n->period);
	table_text(r->table, n->site);
	table_figure(r->table, figure_count(n->pages));
	table_text(r->table, slice_of(cells[P_OUTCOME]));
}

static void
add_visit(struct around *r, struct statement *q)
{
	struct arena *a = r->s->named.arena;
	struct run_of_pages *n = &r->now;
	int64_t start = statement_int(q, 0);
	struct slice site = statement_text(q, 1), type = statement_text(q, 2),
	    period = statement_text(q, 3);
	const char *part = start < r->item->start ? "before" :
	    start > r->item->end ? "after" : "meanwhile";

	r->pages++;
	r->blocked += slice_equal(type, SLICE("denied"));
	if (n->pages == 0 || start - n->end > SPELL_GAP || part != n->part ||
	    !slice_equal(site, n->site) || !slice_equal(type, n->type) ||
	    !slice_equal(period, n->period)) {
		end_stretch(r);
		*n = (struct run_of_pages){ .start = start, .part = part,
			.site = arena_copy(a, site),
			.type = arena_copy(a, type),
			.period = arena_copy(a, period) };
	}
	n->end = start;
	n->pages++;
}

static bool
is_dark(const struct person_sheet *s, int64_t t)
{
	size_t i;

	for (i = 0; i < s->dark_count; i++)
		if (t >= s->dark[i].start - TIME_HOUR &&
		    t <= s->dark[i].end + TIME_HOUR)
			return true;
	return false;
}

static struct table *
begin_table(struct document *d, const char *caption)
{
	struct table *t = document_table(d, caption);

	table_column(t, "When", COLUMN_HEAD, 0);
	table_column(t, "Before or after", COLUMN_TEXT, 0);
	table_column(t, "Lesson period", COLUMN_TEXT, 0);
	table_column(t, "Site", COLUMN_TEXT, 0);
	table_column(t, "Pages", COLUMN_NUMBER, 0);
	table_column(t, "Allowed or blocked", COLUMN_TEXT, 0);
	return t;
}

static void
say_pages(struct around *r, int64_t hidden)
{
	struct document *d = r->s->named.document;

	if (hidden > 0)
		document_text(d, "{} pages of this time are left out: they lie "
		    "near suspected illegal content.",
		    FIGURES(figure_of("Pages near suspected illegal content",
			figure_count(hidden))));
	if (r->pages == 0) {
		document_text(d, "NIL: the web logs have {} other pages of "
		    "this person within {} minutes.",
		    FIGURES(figure_of("Pages around an item", figure_count(0)),
			figure_of("Minutes around an item",
			    figure_count(r->s->paper->request->context))));
		return;
	}
	document_text(d, "{} pages of this person within {} minutes, {} of "
	    "them blocked.",
	    FIGURES(figure_of("Pages around an item", figure_count(r->pages)),
		figure_of("Minutes around an item",
		    figure_count(r->s->paper->request->context)),
		figure_of("Blocked pages around an item",
		    figure_count(r->blocked))));
	if (r->more > 0)
		table_note(r->table, arena_printf(r->s->named.arena,
		    "%lld more lines stand in the CSV file.",
		    (long long)r->more));
	document_place(d, r->table);
}

/* What earlier items have shown, of which a long one may end last, is not
 * shown again. */
static int64_t
begins_at(const struct person_sheet *s, size_t which, int64_t around)
{
	const struct zone *z = s->named.run->settings->zone;
	int64_t since = s->list[which].start - around, kept;
	size_t i;

	for (i = 0; i < which; i++)
		if (!s->list[i].illegal && s->list[i].end + around >= since)
			since = s->list[i].end + around + 1;
	kept = zone_day_start(z, s->raw_from);
	return since < kept ? kept : since;
}

int
person_pages(struct person_sheet *s, size_t which)
{
	const struct person_item *i = &s->list[which];
	struct arena *a = s->named.arena;
	int64_t around = s->paper->request->context * TIME_MINUTE, hidden = 0;
	struct around r = { .s = s, .item = i,
		.number = arena_printf(a, "%zu", which + 1) };
	int64_t since = begins_at(s, which, around);
	struct statement *q;
	int more = -1;

	if (i->day < s->raw_from) {
		document_text(s->named.document, "Pages of that day are not "
		    "kept any more: the school keeps them for {} days.",
		    FIGURES(figure_of("Days for which pages are kept",
			figure_count(s->named.run->settings->retention.raw))));
		return 0;
	}
	r.table = begin_table(s->named.document, arena_printf(a,
	    "Pages around item %zu", which + 1));
	q = ask(s, pages, since, i->end + around + 1);
	while (q != NULL && (more = statement_step(q)) == 1)
		if (is_dark(s, statement_int(q, 0)))
			hidden++;
		else
			add_visit(&r, q);
	end_stretch(&r);
	statement_destroy(q);
	if (more == 0)
		say_pages(&r, hidden);
	return more;
}

struct spell {
	int64_t start, end, pages, blocked;
	struct slice devices[MOST_DEVICES];
	size_t device_count, device_more;
};

static void
end_spell(struct person_sheet *s, struct table *t, const struct spell *n)
{
	struct arena *a = s->named.arena;
	const struct zone *z = s->named.run->settings->zone;
	const char *devices = "", *day, *cells[P_COLUMNS] = {
		[P_PART] = "spell of use" };
	size_t i;

	if (n->pages == 0)
		return;
	for (i = 0; i < n->device_count; i++)
		devices = arena_printf(a, "%s%s%.*s", devices,
		    i == 0 ? "" : ", ", SLICE_ARG(n->devices[i]));
	if (n->device_more > 0)
		devices = arena_printf(a, "%s and others", devices);
	day = words_day(a, zone_civil(z, n->start).day);
	cells[P_WHEN] = words_time(a, z, n->start);
	cells[P_PLACE] = devices;
	cells[P_SPELL] = span_words(s, n->start, n->end);
	cells[P_PAGES] = arena_printf(a, "%lld", (long long)n->pages);
	cells[P_OUTCOME] = arena_printf(a, "%lld blocked",
	    (long long)n->blocked);
	person_row(s, cells);
	table_row(t, ROW_PLAIN);
	table_text(t, slice_of(day));
	table_text(t, slice_of(cells[P_SPELL]));
	table_text(t, slice_of(devices));
	table_figure(t, figure_count(n->pages));
	table_figure(t, figure_count(n->blocked));
}

static void
add_device(struct person_sheet *s, struct spell *n, struct slice device)
{
	size_t i;

	for (i = 0; i < n->device_count; i++)
		if (slice_equal(n->devices[i], device))
			return;
	if (device.len == 0)
		return;
	if (n->device_count == MOST_DEVICES)
		n->device_more++;
	else
		n->devices[n->device_count++] = arena_copy(s->named.arena,
		    device);
}

static int
spells_of_day(struct person_sheet *s, struct table *t, int32_t day)
{
	const struct zone *z = s->named.run->settings->zone;
	struct statement *q = ask(s, pages, zone_day_start(z, day),
	    zone_day_start(z, day + 1));
	struct spell now = { 0 };
	int more = -1;

	while (q != NULL && (more = statement_step(q)) == 1) {
		int64_t start = statement_int(q, 0);

		if (now.pages > 0 && start - now.end > SPELL_GAP) {
			end_spell(s, t, &now);
			now.pages = 0;
		}
		if (now.pages == 0)
			now = (struct spell){ .start = start };
		now.end = start;
		now.pages++;
		now.blocked += slice_equal(statement_text(q, 2),
		    SLICE("denied"));
		add_device(s, &now, statement_text(q, 4));
	}
	end_spell(s, t, &now);
	statement_destroy(q);
	return more;
}

int
person_spells(struct person_sheet *s)
{
	struct document *d = s->named.document;
	struct table *t = document_table(d, "Spells of use on the days of the "
	    "items");
	int32_t last = INT32_MIN;
	size_t i;

	table_column(t, "Day", COLUMN_HEAD, 0);
	table_column(t, "From and to", COLUMN_TEXT, 0);
	table_column(t, "Computers and Chromebooks", COLUMN_TEXT, 0);
	table_column(t, "Pages", COLUMN_NUMBER, 0);
	table_column(t, "Blocked", COLUMN_NUMBER, 0);
	for (i = 0; i < s->count; i++) {
		if (s->list[i].day == last || s->list[i].day < s->raw_from)
			continue;
		last = s->list[i].day;
		if (spells_of_day(s, t, last) == -1)
			return -1;
	}
	document_heading(d, 1, "Spells of use on those days");
	document_text(d, "A spell of use ends with five minutes in which no "
	    "page is asked for. It shows requests of an account, not how long "
	    "anybody looked at a screen.", NO_FIGURES);
	if (table_rows(t) > 0)
		document_place(d, t);
	else
		document_text(d, "NIL: {} spells of use are kept of those "
		    "days.", FIGURES(figure_of("Spells of use",
			figure_count(0))));
	return 0;
}

static int
count_into(struct statement *q, int64_t *count)
{
	int more = -1;

	while (q != NULL && (more = statement_step(q)) == 1)
		*count += statement_int(q, 0);
	statement_destroy(q);
	return more;
}

int
person_left_out(struct person_sheet *s)
{
	const struct zone *z = s->named.run->settings->zone;
	struct slice names = names_of(s);
	int32_t last = INT32_MIN;
	struct statement *q;
	size_t i;

	for (i = 0; i < s->count; i++) {
		if (s->list[i].day == last || s->list[i].day < s->raw_from)
			continue;
		last = s->list[i].day;
		q = ask(s, pages_left_out, zone_day_start(z, last),
		    zone_day_start(z, last + 1));
		if (q != NULL)
			statement_bind_text(q, ":names", names);
		if (count_into(q, &s->weak_pages) == -1)
			return -1;
	}
	if ((q = statement_create(s->named.run->store, items_left_out)) ==
	    NULL)
		return -1;
	statement_bind_int(q, ":first", s->named.run->period.start);
	statement_bind_int(q, ":last", s->named.run->period.end);
	statement_bind_text(q, ":subject", s->paper->about->text);
	statement_bind_text(q, ":names", names);
	return count_into(q, &s->weak_items);
}
