/*
 * The report on one person, on a recorded request: what the account is, the
 * items with the six columns of the log, what stands around them, and what
 * could not be seen.  Nobody else is named in it, and nothing that is not
 * well known to be this person's is told.
 */
#include <stdlib.h>

#include "reports/explain.h"
#include "reports/facts.h"
#include "reports/labels.h"
#include "reports/words.h"
#include "store/statement.h"

#include "person.h"

static const char *const titles[P_COLUMNS] = { "Part", "Item", "Date & time",
	"Name of pupil or staff member", "Male or female",
	"Room and computer/device serial number", "Details of incident",
	"Actions and reasons", "Incident no.", "Status", "Kind",
	"Rule and clause", "How well the person is known", "First and last",
	"Lesson period", "Site", "Pages", "Blocked or allowed" };

void
person_row(struct person_sheet *s, const char *const cells[P_COLUMNS])
{
	int i;

	table_row(s->whole, ROW_PLAIN);
	for (i = 0; i < P_COLUMNS; i++)
		table_text(s->whole, slice_of(cells[i] == NULL ? "" :
		    cells[i]));
}

static struct slice
clean(const struct person_sheet *s, const char *text)
{
	return slice_of(unname_text(s->unname, slice_of(text),
	    s->named.arena));
}

static void
keep_item(struct person_sheet *s, const struct named_item *n)
{
	GROW(s->list, s->count, s->room);
	s->list[s->count++] = (struct person_item){ .start = n->start,
		.end = n->end,
		.day = n->day,
		.title = arena_printf(s->named.arena, "%s, %s",
		    kinds[n->kind].printed, n->when),
		.account = n->account,
		.device = n->device,
		.illegal = slice_equal(n->label, SLICE("illegal-suspected")),
	};
}

static void
add_cells(struct person_sheet *s, const struct named_item *n)
{
	struct arena *a = s->named.arena;
	const char *number = arena_printf(a, "%zu", s->count);
	const char *details = arena_text(a, clean(s, n->details)),
	    *actions = arena_text(a, clean(s, n->actions)),
	    *place = arena_text(a, clean(s, n->place));
	const char *const cells[P_COLUMNS] = { "item", number, n->when,
		n->name, n->sex, place, details, actions, n->number, n->state,
		kinds[n->kind].printed, n->rules, n->known, n->spell, "", "",
		arena_printf(a, "%lld", (long long)n->events), n->outcome };
	int i;

	person_row(s, cells);
	table_row(s->items, ROW_PLAIN);
	for (i = P_WHEN; i <= P_ACTIONS; i++)
		table_text(s->items, slice_of(cells[i]));
	table_text(s->items, slice_of(arena_printf(a, "Item %s. %s%s%s"
	    "Known by: %s. %lld flagged event%s%s%s, %s.", number, n->clauses,
	    *n->clauses == '\0' ? "" : ". ",
	    *n->number == '\0' ? "" : arena_printf(a, "No. %s: %s. ",
		n->number, n->state), n->known, (long long)n->events,
	    n->events == 1 ? "" : "s", *n->outcome == '\0' ? "" : ", ",
	    n->outcome, n->spell)));
}

static int
add_item(const struct named_item *n, void *ctx)
{
	struct person_sheet *s = ctx;

	if (!n->is_named)
		return 0;
	s->counts[n->standing]++;
	if (n->standing == STANDS_REJECTED)
		return 0;
	keep_item(s, n);
	add_cells(s, n);
	return 0;
}

static struct document *
begin(void *sheet)
{
	struct person_sheet *s = sheet;
	struct arena *a = s->named.arena;
	struct document_facts f = facts_of_run(a, s->named.run,
	    "Report on one person", KEEP_A_QUARTER);
	const struct settings *set = s->named.run->settings;
	struct document *d;
	int i;

	s->paper = (const struct person_paper *)(const void *)s->named.run;
	s->raw_from = zone_civil(set->zone, s->named.run->now).day -
	    set->retention.raw;
	f.audience = s->paper->office;
	f.landscape = true;
	s->unname = unname_create(s->named.run->store, set,
	    s->paper->about->names, s->paper->about->name_count,
	    s->paper->about->role);
	if (s->unname == NULL)
		return NULL;
	d = document_create(&f);
	s->whole = document_table(d, "Report on one person");
	for (i = 0; i < P_COLUMNS; i++)
		table_column(s->whole, titles[i],
		    i == 0 ? COLUMN_HEAD : COLUMN_TEXT, 0);
	s->items = document_table(d, "Items for review and incidents of this "
	    "person, oldest first");
	for (i = P_WHEN; i <= P_ACTIONS; i++)
		table_column(s->items, titles[i],
		    i == P_WHEN ? COLUMN_HEAD : COLUMN_TEXT, 0);
	table_column(s->items, "What is known beside", COLUMN_TEXT, 0);
	return d;
}

static void
add_entry(struct person_sheet *s, struct table *t, const char *what,
    const char *value)
{
	const char *const cells[P_COLUMNS] = { [P_PART] = "request",
		[P_KIND] = what, [P_DETAILS] = value };

	table_row(t, ROW_PLAIN);
	table_text(t, slice_of(what));
	table_figure(t, figure_words(slice_of(value)));
	person_row(s, cells);
}

static const char *
role_words(struct arena *a, const struct subject *p)
{
	if (slice_equal(p->role, SLICE("pupil")))
		return p->reg_group.len == 0 ?
		    arena_printf(a, "pupil, Year %.*s", SLICE_ARG(p->year)) :
		    arena_printf(a, "pupil, Year %.*s, %.*s",
			SLICE_ARG(p->year), SLICE_ARG(p->reg_group));
	return p->role.len == 0 ? "on no list of the school" :
	    slice_equal(p->role, SLICE("staff")) ? "member of staff" :
	    arena_text(a, p->role);
}

static void
add_subject(struct person_sheet *s)
{
	const struct subject *p = s->paper->about;
	struct document *d = s->named.document;
	struct arena *a = s->named.arena;
	struct table *t;
	const char *accounts = "";
	size_t i;

	for (i = 0; i < p->name_count; i++)
		if (!slice_equal(p->names[i], p->key) || p->name_count == 1)
			accounts = arena_printf(a, "%s%s%.*s", accounts,
			    *accounts == '\0' ? "" : ", ",
			    SLICE_ARG(p->names[i]));
	document_heading(d, 1, "Whom it is about, and who asked");
	t = document_table(d, "The request");
	table_column(t, "Entry", COLUMN_HEAD, 0);
	table_column(t, "As it was recorded", COLUMN_TEXT, 1);
	add_entry(s, t, "Subject number", arena_printf(a, "%lld",
	    (long long)p->number));
	add_entry(s, t, "Person", p->surname.len == 0 ? "not established" :
	    arena_printf(a, "%.*s %.*s, %s", SLICE_ARG(p->forename),
		SLICE_ARG(p->surname), role_words(a, p)));
	add_entry(s, t, "Accounts and mailboxes", accounts);
	add_entry(s, t, "Asked by", arena_printf(a, "%.*s, %s",
	    SLICE_ARG(s->paper->request->who), s->paper->office));
	add_entry(s, t, "Why", arena_text(a, s->paper->request->why));
	add_entry(s, t, "Approved by", arena_printf(a, "%.*s, %s",
	    SLICE_ARG(s->paper->request->approved), s->paper->approver));
	add_entry(s, t, "Recorded", arena_printf(a, "row %lld of the audit, "
	    "before anything was read", (long long)s->paper->run.row));
	document_place(d, t);
}

/* How well the account is known, and why: of what is printed. */
static const char known_how[] =
    "SELECT item.attribution, coalesce((SELECT json_extract(flag.fields,"
    "    '$.\"beadle.attribution_reason\"') FROM item_flag"
    "    JOIN flag ON flag.id = item_flag.flag"
    "   WHERE item_flag.item = item.id ORDER BY flag.id LIMIT 1), ''),"
    "  count(*) FROM item"
    " WHERE item.subject = :subject AND item.day BETWEEN :first AND :last"
    "   AND item.treatment IN (1, 2)"
    "   AND item.status IN ('open', 'confirmed', 'closed')"
    "   AND item.attribution IN ('strong', 'fair')"
    " GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2";

static int
say_known(struct person_sheet *s)
{
	const struct report_run *run = s->named.run;
	struct statement *q = statement_create(run->store, known_how);
	struct document *d = s->named.document;
	struct arena *a = s->named.arena;
	int more;

	if (q == NULL)
		return -1;
	statement_bind_text(q, ":subject", run->subject);
	statement_bind_int(q, ":first", run->period.start);
	statement_bind_int(q, ":last", run->period.end);
	while ((more = statement_step(q)) == 1) {
		struct slice why = statement_text(q, 1);

		document_point(d, "How well the person is known, of {} of the "
		    "items below: {}.",
		    FIGURES(figure_of("Items so well known",
				figure_count(statement_int(q, 2))),
			figure_of("How well the person is known",
			    figure_words(slice_of(arena_printf(a, "%s%s%.*s",
				slice_equal(statement_text(q, 0),
				    SLICE("strong")) ? "signed-in account" :
						       "likely account",
				why.len == 0 ? "" : ", by ",
				SLICE_ARG(why)))))));
	}
	statement_destroy(q);
	return more;
}

static int
add_short(struct person_sheet *s)
{
	struct document *d = s->named.document;

	document_heading(d, 1, "In short");
	document_key(d, figure_of("Items nobody has looked at",
	    figure_count(s->counts[STANDS_OPEN])),
	    "items for review that nobody has looked at", NULL);
	document_key(d, figure_of("Incidents",
	    figure_count(s->counts[STANDS_INCIDENT])),
	    "incidents, confirmed by staff", NULL);
	document_key(d, figure_of("Items rejected",
	    figure_count(s->counts[STANDS_REJECTED])),
	    "looked at and rejected: not printed", NULL);
	if (s->count == 0)
		document_notice(d, "NIL", "No item for review and no incident "
		    "of this person was found in this reporting period.",
		    NO_FIGURES);
	document_text(d, "An item for review is a possible breach of policy, "
	    "found by a rule. It shows what an account did, not who sat at "
	    "the keyboard, whether it was meant, or why.", NO_FIGURES);
	return s->count > 0 ? say_known(s) : 0;
}

struct explaining {
	struct person_sheet *sheet;
	struct table *table;
	const char *number; /* of the item */
};

static void
add_explanation(const struct explanation *x, void *ctx)
{
	const struct explaining *e = ctx;
	struct person_sheet *s = e->sheet;
	const char *answer = arena_text(s->named.arena, x->answer);
	const char *const cells[P_COLUMNS] = { [P_PART] = "explanation",
		[P_ITEM] = e->number, [P_KIND] = x->question,
		[P_DETAILS] = answer };

	table_row(e->table, ROW_PLAIN);
	table_text(e->table, slice_of(x->question));
	table_figure(e->table, figure_words(slice_of(answer)));
	table_text(e->table, slice_of(x->rests_on));
	person_row(s, cells);
}

static int
add_explanations(struct person_sheet *s, size_t which)
{
	const struct person_item *i = &s->list[which];
	struct document *d = s->named.document;
	const char *number = arena_printf(s->named.arena, "%zu", which + 1);
	struct table *t = document_table(d, arena_printf(s->named.arena,
	    "What else may explain item %s", number));
	struct explained e = { .start = i->start, .end = i->end,
		.account = i->account, .device = i->device, .for_one = true,
		.zone = s->named.run->settings->zone };
	struct explaining ctx = { s, t, number };

	table_column(t, "Question", COLUMN_HEAD, 3);
	table_column(t, "Answer", COLUMN_TEXT, 4);
	table_column(t, "Rests on", COLUMN_TEXT, 3);
	if (explain_each(s->named.run->store, &e, add_explanation,
		&ctx) == -1)
		return -1;
	document_place(d, t);
	return 0;
}

static int
add_around(struct person_sheet *s, size_t which)
{
	const struct person_item *i = &s->list[which];
	struct document *d = s->named.document;

	document_heading(d, 2, arena_printf(s->named.arena, "Item %zu: %s",
	    which + 1, i->title));
	if (i->illegal) {
		document_notice(d, "Suspected illegal content",
		    "Nothing of it is printed here, nor of the hour before and "
		    "after. Do not look for it, open it, copy it or show it. "
		    "Leave the device switched off and locked away, follow the "
		    "notice that you were given, and ring the police.",
		    NO_FIGURES);
		return 0;
	}
	return add_explanations(s, which) == -1 ? -1 : person_pages(s, which);
}

static void
say_left_out(struct person_sheet *s)
{
	struct document *d = s->named.document;
	const struct report_run *run = s->named.run;

	document_heading(d, 1, "What has been left out");
	document_point(d, "Items left out because the account is not well "
	    "known there: {}. Pages left out for the same reason, on the days "
	    "above: {}. Somebody else may have used it.",
	    FIGURES(figure_of("Items left out: not well known",
			figure_count(s->weak_items)),
		figure_of("Pages left out: not well known",
		    figure_count(s->weak_pages))));
	document_point(d, "Items that were looked at and rejected: {}.",
	    FIGURES(figure_of("Items left out: rejected",
		figure_count(s->counts[STANDS_REJECTED]))));
	document_point(d, "Pages before {}, which are not kept any more, and "
	    "all that lies before {}, when monitoring began.",
	    FIGURES(figure_of("Pages are kept from", figure_words(slice_of(
			words_day(s->named.arena, s->raw_from)))),
		figure_of("Monitoring began", figure_words(slice_of(
		    words_day(s->named.arena, run->settings->go_live))))));
	document_point(d, "Hosts for help in private matters, which are never "
	    "stored; what no rule names; and pages further from an item than "
	    "{} minutes.", FIGURES(figure_of("Minutes around an item",
		figure_count(s->paper->request->context))));
	document_point(d, "Names of others, as far as the school's lists have "
	    "them. Whoever is on no list may still stand in what people wrote: "
	    "read it before you hand it on.", NO_FIGURES);
}

static int
finish_all(struct person_sheet *s)
{
	const char *const roles[] = { s->paper->office, s->paper->approver,
		NULL };
	struct document *d = s->named.document;
	static const char *const nil[P_COLUMNS] = { [P_PART] = "NIL",
		[P_DETAILS] = "No item for review and no incident" };
	size_t i;

	if (person_dark(s) == -1 || add_short(s) == -1)
		return -1;
	add_subject(s);
	if (s->count > 0) {
		document_heading(d, 1, "Items for review and incidents");
		document_place(d, s->items);
		document_heading(d, 1, "Around each item");
	} else {
		person_row(s, nil);
	}
	for (i = 0; i < s->count; i++)
		if (add_around(s, i) == -1)
			return -1;
	if ((s->count > 0 && person_spells(s) == -1) ||
	    person_left_out(s) == -1)
		return -1;
	say_left_out(s);
	seen_say(d, s->named.run, s->named.seen);
	named_say_audit(d, s->named.run);
	document_sign_off(d, "I have this report for the reason above, show it "
	    "to nobody who need not know, and destroy it by the date on each "
	    "page.", roles);
	return 0;
}

static void
finish(void *sheet)
{
	struct person_sheet *s = sheet;

	if (finish_all(s) == -1) {
		document_destroy(s->named.document);
		s->named.document = NULL;
	}
}

static void
drop(void *sheet)
{
	struct person_sheet *s = sheet;

	unname_destroy(s->unname);
	free(s->list);
	free(s->dark);
}

struct document *
person_lay_out(const struct person_paper *paper)
{
	static const struct named_layout layout = {
		.size = sizeof(struct person_sheet),
		.begin = begin,
		.add = add_item,
		.finish = finish,
		.drop = drop,
	};

	return named_lay_out(&paper->run, &layout);
}
