/*
 * The named incident log, for the headteacher: six columns in the order
 * that schools keep their paper log in, then what is known beside.  The CSV
 * has a column for each thing; on paper what is known beside stands in the
 * seventh.
 *
 * A name is printed only where the account is well known; and never for
 * what lies before the day of going live.
 */
#include <string.h>

#include "reports/evidence.h"
#include "reports/labels.h"
#include "reports/report.h"
#include "reports/seen.h"
#include "reports/words.h"
#include "settings/routing.h"
#include "store/statement.h"

enum log_column {
	WHEN,
	NAME,
	SEX,
	PLACE,
	DETAILS,
	ACTIONS,
	NUMBER,
	STATUS,
	KIND,
	RULES,
	KNOWN,
	YEAR,
	OUTCOME,
	COUNT,
	SPELL,
	COLUMNS,
};

static const char *const titles[COLUMNS] = { "Date & time",
	"Name of pupil or staff member", "Male or female",
	"Room and computer/device serial number", "Details of incident",
	"Actions and reasons", "Incident no.", "Status", "Kind",
	"Rule and clause", "How well the person is known", "Year group",
	"Blocked or allowed", "Flagged events", "First and last" };

struct log {
	const struct report_run *run;
	struct arena *arena;
	struct document *document;
	struct table *whole, *printed;
	int64_t items, open, incidents, rejected;
};

static const char items_of_days[] =
    "SELECT item.id, item.number, item.status, item.label, item.account,"
    "       item.device, item.room, item.role, item.year, item.start,"
    "       item.end, item.day, item.events, item.attribution, item.rules,"
    "       coalesce(person.forename, ''), coalesce(person.surname, ''),"
    "       coalesce(person.sex, ''), coalesce(device.serial, ''),"
    "       item.person"
    "  FROM item"
    "  LEFT JOIN person ON person.key = item.person AND item.person <> ''"
    "  LEFT JOIN device ON device.hostname = item.device"
    " WHERE item.day BETWEEN :first AND :last"
    "   AND item.treatment IN (1, 2)"
    " ORDER BY item.start, item.name";

enum asked {
	ASKED_ID,
	ASKED_NUMBER,
	ASKED_STATUS,
	ASKED_LABEL,
	ASKED_ACCOUNT,
	ASKED_DEVICE,
	ASKED_ROOM,
	ASKED_ROLE,
	ASKED_YEAR,
	ASKED_START,
	ASKED_END,
	ASKED_DAY,
	ASKED_EVENTS,
	ASKED_ATTRIBUTION,
	ASKED_RULES,
	ASKED_FORENAME,
	ASKED_SURNAME,
	ASKED_SEX,
	ASKED_SERIAL,
	ASKED_PERSON,
};

static const char notes_of_item[] =
    "SELECT time, who, act, why"
    "  FROM item_note"
    " WHERE item = :item"
    " ORDER BY id";

static bool
asked_is(struct statement *q, int column, struct slice wanted)
{
	return slice_equal(statement_text(q, column), wanted);
}

/* The head never reads of a case about the head. */
static bool
is_for_head(const struct log *l, struct statement *q)
{
	struct routing_case c = { .role = statement_text(q, ASKED_ROLE),
		.year = statement_text(q, ASKED_YEAR),
		.account = statement_text(q, ASKED_ACCOUNT),
		.person = statement_text(q, ASKED_PERSON) };

	return routing_sees(l->run->settings, SLICE("head"), &c);
}

static bool
may_name(const struct log *l, struct statement *q)
{
	int32_t live = l->run->settings->go_live;

	return live != DAY_UNKNOWN && statement_int(q, ASKED_DAY) >= live &&
	    statement_text(q, ASKED_SURNAME).len > 0 &&
	    (asked_is(q, ASKED_ATTRIBUTION, SLICE("strong")) ||
		asked_is(q, ASKED_ATTRIBUTION, SLICE("fair")));
}

static const char *
name_of(const struct log *l, struct statement *q)
{
	struct slice account = statement_text(q, ASKED_ACCOUNT);

	if (may_name(l, q))
		return arena_printf(l->arena, "%.*s %.*s",
		    SLICE_ARG(statement_text(q, ASKED_FORENAME)),
		    SLICE_ARG(statement_text(q, ASKED_SURNAME)));
	if (account.len > 0)
		return arena_printf(l->arena,
		    "account %.*s, person not established",
		    SLICE_ARG(account));
	return statement_text(q, ASKED_DEVICE).len > 0 ? "device only" :
							 "not known";
}

static const char *
sex_of(const struct log *l, struct statement *q)
{
	if (!may_name(l, q))
		return "";
	return asked_is(q, ASKED_SEX, SLICE("M")) ? "Male" :
	    asked_is(q, ASKED_SEX, SLICE("F"))	  ? "Female" :
						    "";
}

static const char *
place_of(const struct log *l, struct statement *q)
{
	struct slice room = statement_text(q, ASKED_ROOM);
	struct slice device = statement_text(q, ASKED_DEVICE);
	struct slice serial = statement_text(q, ASKED_SERIAL);

	if (device.len == 0)
		return room.len == 0 ? "not known" :
				       arena_text(l->arena, room);
	return arena_printf(l->arena, "%.*s, %s%.*s (%.*s)",
	    room.len == 0 ? 16 : (int)room.len,
	    room.len == 0 ? "room not on list" : room.ptr,
	    serial.len == 0 ? "serial not on list" : "", SLICE_ARG(serial),
	    SLICE_ARG(device));
}

/* What it was: of suspected illegal content nothing is ever printed. */
static const char *
things_of(const struct log *l, const struct evidence *e, struct slice label)
{
	const char *text = "";
	size_t i;

	if (slice_equal(label, SLICE("illegal-suspected")))
		return ". Do not look for it; follow the notice";
	for (i = 0; i < e->n_things; i++)
		text = arena_printf(l->arena, "%s%s%.*s", text,
		    i == 0 ? ": " : ", ", SLICE_ARG(e->things[i]));
	if (e->more > 0)
		text = arena_printf(l->arena, "%s and %zu more", text,
		    e->more);
	return text;
}

static const char *
details_of(const struct log *l, struct statement *q, const struct evidence *e)
{
	struct slice label = statement_text(q, ASKED_LABEL);
	const struct kind *k = &kinds[kind_of_label(label)];
	bool account = statement_text(q, ASKED_ACCOUNT).len > 0;

	return arena_printf(l->arena, "%s %s%s.",
	    account ? "The account" : "An account that is not known",
	    k->sentence, things_of(l, e, label));
}

static const char *
act_words(struct slice act)
{
	static const struct {
		const char *act, *words;
	} acts[] = { { "confirm", "confirmed" },
		{ "reject", "rejected" }, { "close", "closed" },
		{ "note", "noted" }, { "action", "action" },
		{ "assign", "given" }, { "recorded", "also recorded" },
		{ "withdraw", "withdrawn" }, { "reopen", "opened again" },
		{ "merge", "merged" }, { "split", "split" },
		{ "excepted", "excepted" }, { "duplicate", "duplicate" } };
	size_t i;

	for (i = 0; i < sizeof acts / sizeof *acts; i++)
		if (slice_starts_with(act, slice_of(acts[i].act)))
			return acts[i].words;
	return "entry";
}

/* Every act of a person, with its reason; NULL: said. */
static const char *
actions_of(const struct log *l, int64_t item)
{
	struct statement *q = statement_create(l->run->store, notes_of_item);
	const char *text = "";
	int more;

	if (q == NULL)
		return NULL;
	statement_bind_int(q, ":item", item);
	while ((more = statement_step(q)) == 1)
		text = arena_printf(l->arena, "%s%s%s: %s by %.*s. %.*s",
		    text, *text == '\0' ? "" : " ",
		    words_time(l->arena, l->run->settings->zone,
			statement_int(q, 0)),
		    act_words(statement_text(q, 2)),
		    SLICE_ARG(statement_text(q, 1)),
		    SLICE_ARG(statement_text(q, 3)));
	statement_destroy(q);
	if (more == -1)
		return NULL;
	return *text == '\0' ? "Item for review, not yet looked at." : text;
}

static const char *
status_of(struct statement *q)
{
	if (asked_is(q, ASKED_STATUS, SLICE("confirmed")))
		return "incident, confirmed";
	if (asked_is(q, ASKED_STATUS, SLICE("closed")))
		return "incident, closed";
	return "item for review, not yet looked at";
}

/* "circumvention-site (AUP 3.1)"; in brief the clause alone. */
static const char *
rules_of(const struct log *l, struct statement *q, bool in_brief)
{
	struct slice rest = statement_text(q, ASKED_RULES), rule;
	const char *text = "", *one, *before = "";

	while (slice_take_word(&rest, &rule)) {
		struct rule_overlay o = settings_overlay(l->run->settings,
		    SLICE(""), rule);

		if (o.clause.len == 0)
			one = arena_text(l->arena, rule);
		else if (in_brief)
			one = arena_text(l->arena, o.clause);
		else
			one = arena_printf(l->arena, "%.*s (%.*s)",
			    SLICE_ARG(rule), SLICE_ARG(o.clause));
		if (strcmp(one, before) != 0)
			text = arena_printf(l->arena, "%s%s%s", text,
			    *text == '\0' ? "" : ", ", one);
		before = one;
	}
	return text;
}

static const char *
known_of(struct statement *q)
{
	return asked_is(q, ASKED_ATTRIBUTION, SLICE("strong")) ?
	    "signed-in account" :
	    asked_is(q, ASKED_ATTRIBUTION, SLICE("fair")) ?
	    "likely account" :
	    asked_is(q, ASKED_ATTRIBUTION, SLICE("weak")) ? "device only" :
							    "not known";
}

static const char *
year_of(const struct log *l, struct statement *q)
{
	struct slice year = statement_text(q, ASKED_YEAR);

	if (asked_is(q, ASKED_ROLE, SLICE("pupil")) && year.len > 0)
		return arena_printf(l->arena, "Year %.*s", SLICE_ARG(year));
	return arena_text(l->arena, statement_text(q, ASKED_ROLE));
}

static const char *
spell_of(const struct log *l, struct statement *q)
{
	const struct zone *z = l->run->settings->zone;
	int64_t start = statement_int(q, ASKED_START),
		end = statement_int(q, ASKED_END);

	if (zone_civil(z, start).day != zone_civil(z, end).day)
		return arena_printf(l->arena, "%s to %s",
		    words_time(l->arena, z, start),
		    words_time(l->arena, z, end));
	return arena_printf(l->arena, "%s to %s",
	    words_clock(l->arena, z, start), words_clock(l->arena, z, end));
}

static const char *
number_of(const struct log *l, struct statement *q)
{
	if (statement_is_null(q, ASKED_NUMBER))
		return "";
	return arena_printf(l->arena, "%lld",
	    (long long)statement_int(q, ASKED_NUMBER));
}

/* What is known beside, as a person would note it in one column.  That
 * nobody has looked yet stands under the actions already. */
static const char *
beside(const struct log *l, const char *const cells[COLUMNS],
    const char *clauses)
{
	const char *text = "";

	if (*cells[NUMBER] != '\0')
		text = arena_printf(l->arena, "No. %s: %s. ", cells[NUMBER],
		    cells[STATUS]);
	if (*cells[YEAR] != '\0')
		text = arena_printf(l->arena, "%s%s. ", text, cells[YEAR]);
	return arena_printf(l->arena, "%s%s. Known by: %s. %s flagged "
	    "event%s, %s%s.", text, clauses, cells[KNOWN], cells[COUNT],
	    strcmp(cells[COUNT], "1") == 0 ? "" : "s",
	    *cells[OUTCOME] == '\0' ? "" :
	    arena_printf(l->arena, "%s, ", cells[OUTCOME]), cells[SPELL]);
}

static int
add_item(struct log *l, struct statement *q)
{
	const char *cells[COLUMNS];
	struct evidence e;
	int i;

	if (!is_for_head(l, q))
		return 0;
	if (asked_is(q, ASKED_STATUS, SLICE("merged")))
		return 0; /* its evidence stands with the other one */
	if (!asked_is(q, ASKED_STATUS, SLICE("open")) &&
	    !asked_is(q, ASKED_STATUS, SLICE("confirmed")) &&
	    !asked_is(q, ASKED_STATUS, SLICE("closed"))) {
		l->rejected++;
		return 0;
	}
	l->items++;
	if (asked_is(q, ASKED_STATUS, SLICE("open")))
		l->open++;
	else
		l->incidents++;
	if (evidence_read(l->run->store, statement_int(q, ASKED_ID), l->arena,
		&e) == -1)
		return -1;
	cells[WHEN] = words_time(l->arena, l->run->settings->zone,
	    statement_int(q, ASKED_START));
	cells[NAME] = name_of(l, q);
	cells[SEX] = sex_of(l, q);
	cells[PLACE] = place_of(l, q);
	cells[DETAILS] = details_of(l, q, &e);
	cells[ACTIONS] = actions_of(l, statement_int(q, ASKED_ID));
	cells[NUMBER] = number_of(l, q);
	cells[STATUS] = status_of(q);
	cells[KIND] = kinds[kind_of_label(statement_text(q,
	    ASKED_LABEL))].printed;
	cells[RULES] = rules_of(l, q, false);
	cells[KNOWN] = known_of(q);
	cells[YEAR] = year_of(l, q);
	cells[OUTCOME] = evidence_outcome(&e);
	cells[COUNT] = arena_printf(l->arena, "%lld",
	    (long long)statement_int(q, ASKED_EVENTS));
	cells[SPELL] = spell_of(l, q);
	if (cells[ACTIONS] == NULL)
		return -1;
	table_row(l->whole, ROW_PLAIN);
	for (i = 0; i < COLUMNS; i++)
		table_text(l->whole, slice_of(cells[i]));
	table_row(l->printed, ROW_PLAIN);
	for (i = 0; i <= ACTIONS; i++)
		table_text(l->printed, slice_of(cells[i]));
	table_text(l->printed, slice_of(beside(l, cells,
	    rules_of(l, q, true))));
	return 0;
}

static void
add_tables(struct log *l)
{
	int i;

	l->whole = document_table(l->document, "Incident log");
	for (i = 0; i < COLUMNS; i++)
		table_column(l->whole, titles[i],
		    i == 0 ? COLUMN_HEAD : COLUMN_TEXT, 0);
	l->printed = document_table(l->document, "Incidents and items for "
	    "review, oldest first");
	for (i = 0; i <= ACTIONS; i++)
		table_column(l->printed, titles[i],
		    i == 0 ? COLUMN_HEAD : COLUMN_TEXT, 0);
	table_column(l->printed, "What is known beside", COLUMN_TEXT, 0);
}

static int
add_items(struct log *l, const struct seen *seen)
{
	struct statement *q = statement_create(l->run->store, items_of_days);
	int more, result = 0;

	if (q == NULL)
		return -1;
	statement_bind_int(q, ":first", seen->first);
	statement_bind_int(q, ":last", seen->last);
	while (result == 0 && (more = statement_step(q)) != 0)
		result = more == -1 ? -1 : add_item(l, q);
	statement_destroy(q);
	return result;
}

static struct document *
begin(const struct log *l, const struct seen *seen)
{
	const struct settings *s = l->run->settings;
	struct arena *a = l->arena;
	struct document_facts f = {
		.title = "Incident log",
		.audience = "The headteacher",
		.cover = COVER_BLOCK,
		.landscape = true,
		.time = l->run->now,
	};

	f.subtitle = words_term(a, l->run->term);
	f.school = arena_text(a, s->school.name);
	f.marking = s->protective_marking.len == 0 ? NULL :
	    arena_text(a, s->protective_marking);
	f.reporting_period = arena_text(a, l->run->term->name);
	f.reporting_dates = words_days(a, seen->first,
	    seen->last < seen->first ? l->run->term->end : seen->last);
	f.rule_set = words_rules(a, s);
	f.made = words_time(a, s->zone, l->run->now);
	f.destroy_by = words_day(a, zone_civil(s->zone, l->run->now).day +
		    7 * 365);
	return document_create(&f);
}

static void
add_summary(struct log *l, const struct seen *seen)
{
	struct document *d = l->document;

	document_text(d, "{} incidents confirmed by staff, {} items for review "
	    "that nobody has looked at yet; {} more were looked at and "
	    "rejected, and are not listed. There are logs for {} of {} school "
	    "days so far.",
	    FIGURES(figure_of("Incidents", figure_count(l->incidents)),
		figure_of("Items not yet looked at", figure_count(l->open)),
		figure_of("Items rejected", figure_count(l->rejected)),
		figure_of("School days with logs",
		    figure_count(seen->days_with_logs)),
		figure_of("School days", figure_count(seen->school_days))));
	document_text(d, "An item for review is a possible breach of policy, "
	    "found by a rule. It shows what an account did, not who sat at "
	    "the keyboard. The details are drafted from the log; correct them "
	    "where they are wrong.", NO_FIGURES);
}

static void
finish(struct log *l, const struct seen *seen)
{
	static const char *const roles[] = { "Headteacher",
		"Designated safeguarding lead", NULL };

	document_heading(l->document, 1, "Incidents and items for review");
	add_summary(l, seen);
	if (l->items == 0)
		document_notice(l->document, "Nothing to report",
		    "No incident and no item for review was found in this "
		    "reporting period.", NO_FIGURES);
	else
		document_place(l->document, l->printed);
	document_sign_off(l->document, "I have read this log, and the entries "
	    "under \"Actions and reasons\" are complete.", roles);
}

static struct document *
lay_out(const struct report_run *run)
{
	struct log l = { .run = run, .arena = arena_create() };
	struct seen *seen = seen_create(run);

	if (seen != NULL) {
		l.document = begin(&l, seen);
		add_tables(&l);
		if (add_items(&l, seen) == 0) {
			finish(&l, seen);
		} else {
			document_destroy(l.document);
			l.document = NULL;
		}
	}
	seen_destroy(seen);
	arena_destroy(l.arena);
	return l.document;
}

const struct report report_incident_log = {
	.name = "incident-log",
	.title = "Named log of incidents and items for review, for a term",
	.reader = "head",
	.audience = AUDIENCE_LEADERSHIP,
	.lay_out = lay_out,
	.table_csv = true,
};
