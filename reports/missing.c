/*
 * What is missing before the governors meet: figures that nobody has entered,
 * items that nobody has looked at, incidents without an outcome, reviews that
 * are overdue, a log that is not signed.  It names nobody: an item is its id.
 * The office's copy has numbers only.
 */
#include "reports/facts.h"
#include "reports/labels.h"
#include "reports/named.h"
#include "reports/signed.h"
#include "reports/words.h"
#include "store/statement.h"

enum {
	COLUMNS = 4,
	MOST_PRINTED = 20, /* of each list; urgent ones are never cut */
};

/* What a term's governors' report is not whole without. */
static const struct {
	const char *what, *title;
} figures[] = {
	{ "training", "Staff trained" },
	{ "assemblies", "Assemblies" },
	{ "workshops", "Workshops for families" },
	{ "filter-tests", "Tests of the filter" },
	{ "filter-tests-passed", "Tests of the filter passed" },
	{ "review-date", "Day of the last review of filtering and monitoring" },
	{ "comment", "What the safeguarding lead says" },
	{ "decision", "A decision asked of the board" },
};

/* What needs somebody: with the target that nobody has met yet, and whether
 * anything was done about it. */
static const char waiting_items[] =
    "SELECT item.name, coalesce(item.number, 0), item.status, item.label,"
    "       item.day, item.severity, item.role, item.year, item.account,"
    "       item.person,"
    "       EXISTS (SELECT 1 FROM item_note AS done"
    "         WHERE done.item = item.id AND done.act IN ('action', 'sanction',"
    "           'ban', 'warning', 'parents', 'referral', 'recorded')),"
    "       coalesce((SELECT substr(target.why, 1, 10) FROM item_note AS target"
    "         WHERE target.item = item.id AND target.act = 'review'"
    "           AND NOT EXISTS (SELECT 1 FROM item_note AS later"
    "             WHERE later.item = item.id AND later.id > target.id"
    "               AND later.act IN ('review', 'reviewed'))), '')"
    "  FROM item"
    " WHERE item.day BETWEEN :first AND :last"
    "   AND item.treatment IN (1, 2)"
    "   AND item.status IN ('open', 'confirmed', 'closed')"
    " ORDER BY item.severity < 2, item.start, item.name";

enum lack { LACK_FIGURE, LACK_LOOK, LACK_OUTCOME, LACK_REVIEW, LACK_SIGN,
	LACKS };

static const char *const lack_words[LACKS] = {
	[LACK_FIGURE] = "figure not entered",
	[LACK_LOOK] = "item not looked at",
	[LACK_OUTCOME] = "incident without an outcome",
	[LACK_REVIEW] = "review overdue",
	[LACK_SIGN] = "log not signed",
};

struct list {
	const struct report_run *run;
	struct arena *arena;
	struct document *document;
	bool counts_only;
	int32_t today;
	int64_t lacking[LACKS], urgent, late;
	const char *unsigned_by;
	struct table *whole, *tables[LACKS];
};

static void
add_whole(struct list *l, enum lack lack, const char *what, const char *more,
    const char *since)
{
	l->lacking[lack]++;
	if (l->counts_only && lack != LACK_FIGURE && lack != LACK_SIGN)
		return;
	table_row(l->whole, ROW_PLAIN);
	table_text(l->whole, slice_of(lack_words[lack]));
	table_text(l->whole, slice_of(what));
	table_text(l->whole, slice_of(more));
	table_text(l->whole, slice_of(since));
}

static struct table *
table_of(struct list *l, enum lack lack, const char *caption,
    const char *const titles[COLUMNS])
{
	int i;

	if (l->tables[lack] != NULL)
		return l->tables[lack];
	l->tables[lack] = document_table(l->document, caption);
	for (i = 0; i < COLUMNS && titles[i] != NULL; i++)
		table_column(l->tables[lack], titles[i],
		    i == 0 ? COLUMN_HEAD : COLUMN_TEXT, i == 1);
	return l->tables[lack];
}

static void
read_figures(struct list *l)
{
	static const char *const titles[COLUMNS] = { "Figure",
		"Line of termly.csv" };
	size_t i;

	for (i = 0; i < sizeof figures / sizeof *figures; i++) {
		struct table *t;
		const char *line;

		if (settings_entered(l->run->settings, l->run->term->name,
			figures[i].what, 0) != NULL)
			continue;
		line = arena_printf(l->arena, "%.*s,%s,",
		    SLICE_ARG(l->run->term->name), figures[i].what);
		t = table_of(l, LACK_FIGURE, "Figures to be entered", titles);
		table_row(t, ROW_PLAIN);
		table_text(t, slice_of(figures[i].title));
		table_text(t, slice_of(line));
		add_whole(l, LACK_FIGURE, figures[i].title, line, "");
	}
}

static void
add_item(struct list *l, struct statement *q, enum lack lack,
    const char *caption, const char *last, const char *words)
{
	const char *const titles[COLUMNS] = { "Item", "Kind", "Day", last };
	int32_t day = (int32_t)statement_int(q, 4);
	int64_t number = statement_int(q, 1);
	const char *kind = kinds[kind_of_label(statement_text(q, 3))].printed;
	const char *id = arena_printf(l->arena, "id-%.*s%s",
	    SLICE_ARG(slice_first(statement_text(q, 0), 12)), number == 0 ?
	    "" : arena_printf(l->arena, ", no. %lld", (long long)number));
	struct table *t;

	add_whole(l, lack, id, kind, day_text(l->arena, day));
	if (l->counts_only)
		return;
	t = table_of(l, lack, caption, titles);
	if (table_rows(t) >= MOST_PRINTED && statement_int(q, 5) < URGENT)
		return;
	table_row(t, ROW_PLAIN);
	table_text(t, slice_of(id));
	table_text(t, slice_of(kind));
	table_text(t, slice_of(words_day(l->arena, day)));
	table_text(t, slice_of(words));
}

static void
take_item(struct list *l, struct statement *q)
{
	bool open = slice_equal(statement_text(q, 2), SLICE("open"));
	int32_t day = (int32_t)statement_int(q, 4), target;
	bool urgent = statement_int(q, 5) >= URGENT;
	int waited = l->today - day;

	if (open) {
		bool late = waited > (urgent ? WAIT_URGENT : WAIT_OTHERS);

		l->urgent += urgent;
		l->late += late;
		add_item(l, q, LACK_LOOK, "Items that nobody has looked at, "
		    "urgent and oldest first", "How urgent",
		    arena_printf(l->arena, "%s%s", urgent ? "Urgent" : "",
			!late ? "" : urgent ? "; waits too long" :
				"Waits too long"));
	} else if (statement_int(q, 10) == 0)
		add_item(l, q, LACK_OUTCOME, "Incidents about which nothing "
		    "is written down but that they are", "How it stands",
		    arena_text(l->arena, statement_text(q, 2)));
	if (!slice_equal(statement_text(q, 2), SLICE("closed")) &&
	    day_parse(statement_text(q, 11), &target) && target < l->today)
		add_item(l, q, LACK_REVIEW, "Items that were to be looked at "
		    "again", "By", words_day(l->arena, target));
}

/* Nobody reads of a case about themselves, nor of another's queue. */
static bool
is_for(const struct list *l, struct statement *q)
{
	struct routing_case c = { .role = statement_text(q, 6),
		.year = statement_text(q, 7),
		.account = statement_text(q, 8),
		.person = statement_text(q, 9),
		.low_level = statement_int(q, 5) == 0 };

	return l->counts_only || routing_sees(l->run->settings,
	    slice_of(l->run->reader), &c);
}

static int
read_items(struct list *l)
{
	struct statement *q = statement_create(l->run->store, waiting_items);
	int more;

	if (q == NULL)
		return -1;
	statement_bind_int(q, ":first", l->run->period.start);
	statement_bind_int(q, ":last", l->run->period.end);
	while ((more = statement_step(q)) == 1)
		if (is_for(l, q))
			take_item(l, q);
	statement_destroy(q);
	return more;
}

static int
read_signs(struct list *l)
{
	struct signature signs[SIGN_OFFICES];
	int i;

	l->unsigned_by = "";
	if (signed_read(l->run->store, l->run->period.name, l->arena,
		signs) == -1)
		return -1;
	for (i = 0; i < SIGN_OFFICES; i++)
		if (!signs[i].given) {
			const char *title = signed_title(
			    l->arena, (enum sign_office)i);

			l->unsigned_by = arena_printf(l->arena, "%s%s%s",
			    l->unsigned_by, *l->unsigned_by == '\0' ? "" :
			    ", ", title);
			add_whole(l, LACK_SIGN, title,
			    "incident log of the term", "");
		}
	return 0;
}

static void
begin(struct list *l)
{
	static const char *const titles[] = { "what", "which", "details",
		"day" };
	struct document_facts f = facts_of_run(l->arena, l->run,
	    "What is missing", KEEP_A_YEAR);
	size_t i;

	f.audience = slice_equal(slice_of(l->run->reader), SLICE("head")) ?
	    "The headteacher" : l->counts_only ?
	    "The school office" : "The designated safeguarding lead";
	l->document = document_create(&f);
	l->whole = document_table(l->document, "What is missing");
	for (i = 0; i < sizeof titles / sizeof *titles; i++)
		table_column(l->whole, titles[i],
		    i == 0 ? COLUMN_HEAD : COLUMN_TEXT, 0);
}

static void
add_notice(struct list *l)
{
	int32_t day = meeting_day(l->run->settings, l->run->term);
	int64_t all = 0;
	const char *title = "No meeting of the governors is entered";
	int i;

	for (i = 0; i < LACKS; i++)
		all += l->lacking[i];
	if (day != DAY_UNKNOWN)
		title = arena_printf(l->arena, day == l->today ?
			"The governors meet today, %s" :
			"The governors meet on %s",
		    words_day(l->arena, day));
	document_notice(l->document, title, all == 0 ?
		"Nothing is missing ({})." :
		"Missing: {} things, listed below. What is mended is gone "
		"from the next list.",
	    FIGURES(figure_of("Things missing", figure_count(all))));
}

static void
add_section(struct list *l, enum lack lack, const char *heading,
    const char *text, const char *measure)
{
	document_heading(l->document, 1, heading);
	if (l->lacking[lack] == 0) {
		document_text(l->document, "NIL ({}).",
		    FIGURES(figure_of(measure, figure_count(0))));
		return;
	}
	document_text(l->document, text,
	    FIGURES(figure_of(measure, figure_count(l->lacking[lack]))));
	if (l->tables[lack] == NULL)
		return;
	document_place(l->document, l->tables[lack]);
	if ((int64_t)table_rows(l->tables[lack]) < l->lacking[lack])
		document_text(l->document, "and {} more: the CSV has them "
		    "all.", FIGURES(figure_of("Things not listed here",
			figure_count(l->lacking[lack] -
			    (int64_t)table_rows(l->tables[lack])))));
}

static void
add_signs(struct list *l)
{
	add_section(l, LACK_SIGN, "The signed log", arena_printf(l->arena,
	    "Signatures that the incident log of the term lacks: {} (%s). "
	    "Each has the sheet sign-off-%s.csv for it in their folder.",
	    l->unsigned_by, l->run->period.name), "Signatures missing");
}

static void
fill(struct list *l)
{
	document_heading(l->document, 1, "Before the meeting");
	add_notice(l);
	add_section(l, LACK_FIGURE, "Figures to be entered", "{} figures that "
	    "no log has are not in termly.csv yet. The report prints each as "
	    "\"not measured\" until somebody enters it.",
	    "Figures not entered");
	add_section(l, LACK_LOOK, "Items to be looked at", arena_printf(
	    l->arena, "{} items for review of this term wait for a first "
	    "look: %lld urgent, %lld too long (an urgent one a day, others "
	    "two weeks).", (long long)l->urgent, (long long)l->late),
	    "Items not yet looked at");
	add_section(l, LACK_OUTCOME, "Incidents without an outcome",
	    "Incidents of which nothing is written down that was done: {}.",
	    "Incidents without an outcome");
	add_section(l, LACK_REVIEW, "Overdue reviews", "{} items were to be "
	    "looked at again, and have not been.", "Overdue reviews");
	add_signs(l);
}

static struct document *
lay_out(const struct report_run *run)
{
	struct list l = { .run = run, .arena = arena_create(),
		.counts_only = slice_equal(slice_of(run->reader),
		    SLICE("office")) };

	l.today = zone_civil(run->settings->zone, run->now).day;
	begin(&l);
	read_figures(&l);
	if (read_items(&l) == 0 && read_signs(&l) == 0) {
		fill(&l);
	} else {
		document_destroy(l.document);
		l.document = NULL;
	}
	arena_destroy(l.arena);
	return l.document;
}

static const char *const others[] = { "head", "office", NULL };

const struct report report_missing = {
	.name = "missing",
	.title = "What is missing before the governors meet",
	.reader = "dsl",
	.also = others,
	.before_meeting = true,
	.audience = AUDIENCE_LEADERSHIP,
	.lay_out = lay_out,
	.table_csv = true,
	.periods = PERIOD_TERM,
};
