/*
 * What may be published when somebody asks under the Freedom of Information
 * Act: what is used, how many items of what kind and when, who may look, and
 * what is held back, with the section of the Act.  Terms that are over alone,
 * and of each only what its governors were told: of two answers on
 * overlapping days one could be taken from the other.
 */
#include <string.h>

#include "reports/facts.h"
#include "reports/words.h"

#include "governors.h"

struct foi {
	const struct report_run *run;
	struct arena *arena;
	struct document *document;
	struct governors_terms terms;
};

/* What is left of two figures, where both are shown. */
static struct figure
less_serious(const struct governors_terms *t, size_t term, const void *ctx)
{
	struct figure all = governors_of_term(t, term, &(struct which){ 0 });
	struct figure serious = governors_of_term(t, term,
	    &(struct which){ .serious = 1 });

	(void)ctx;
	if (all.form == FIGURE_UNKNOWN)
		return all;
	return all.form == FIGURE_NUMBER && serious.form == FIGURE_NUMBER ?
	    figure_count(all.value - serious.value) : figure_hidden();
}

/* People, not items: of several terms the same may come again. */
static struct figure
pupils(const struct governors_terms *t, size_t term, const void *ctx)
{
	const struct report_state *g = &t->states[term];

	(void)ctx;
	return g->seen->days_with_logs == 0 ? figure_not_measured() :
	    governors_pupils(g);
}

/* Each is of one child at least, so few of them are few people. */
static struct figure
referrals(const struct governors_terms *t, size_t term, const void *ctx)
{
	const struct report_run *run = &t->runs[term];
	const struct entered *e = settings_entered(run->settings,
	    run->term->name, "prevent-referrals", 0);
	int64_t n;

	(void)ctx;
	if (e == NULL || !slice_to_int(e->value, &n))
		return figure_not_measured();
	return figure_entered(tally_safe(t->states[term].tally,
	    figure_count(n), n));
}

static void
row(struct foi *f, struct table *t, const char *title, struct which w)
{
	governors_terms_row(t, &f->terms, title, true, governors_of_term, &w);
}

static void
add_products(struct foi *f)
{
	const char *first = NULL, *text = NULL, *now;
	size_t i;

	for (i = 0; i < f->terms.count; i++) {
		const struct products *p = &f->terms.states[i].seen->filters;

		if (first == NULL)
			first = products_before(f->arena, p);
		if ((now = products_after(f->arena, p)) != NULL)
			text = now;
	}
	if (text != NULL && strcmp(first, text) != 0)
		text = arena_printf(f->arena, "%s, before it %s", text,
		    first);
	document_heading(f->document, 1, "What is used");
	document_text(f->document, "The school reads the logs of its web "
	    "filter, of its mail and of its computers with beadle, free "
	    "software that runs on its own server. No figure and no name is "
	    "sent to a supplier, and no person outside the school looks at "
	    "what is found. The web filter is: {}.",
	    FIGURES(figure_of("Web filter", text == NULL ?
		figure_not_measured() : figure_words(slice_of(text)))));
	document_text(f->document, "It looks at logs afterwards. It does not "
	    "take pictures of screens, read messages, or record keys.",
	    NO_FIGURES);
}

static void
add_numbers(struct foi *f)
{
	struct document *d = f->document;
	struct table *t;

	document_heading(d, 1, "How much was found");
	document_text(d, "An item for review is a possible breach of the "
	    "school's policy, or a worry about somebody's welfare, that a "
	    "rule found. Only what staff confirm is an incident.",
	    NO_FIGURES);
	t = governors_terms_table(d, &f->terms, "Items, incidents and people",
	    "What");
	row(f, t, "Items for review", (struct which){ 0 });
	row(f, t, "of the most serious class", (struct which){
	    .serious = 1 });
	governors_terms_row(t, &f->terms, "all others", true, less_serious,
	    NULL);
	row(f, t, "Items that staff looked at", (struct which){ .progress =
		PROGRESS_LOOKED_AT });
	row(f, t, "Incidents confirmed by staff", (struct which){ .progress =
		PROGRESS_INCIDENT });
	row(f, t, "Items rejected by staff", (struct which){ .progress =
		PROGRESS_REJECTED });
	governors_terms_row(t, &f->terms, "Different pupils with an item",
	    false, pupils, NULL);
	governors_terms_row(t, &f->terms, "Referrals to Prevent", true,
	    referrals, NULL);
	governors_terms_row(t, &f->terms, "School days", true,
	    governors_school_days, NULL);
	governors_terms_row(t, &f->terms, "School days with logs", true,
	    governors_days_with_logs, NULL);
	table_note(t, "People are counted within each term; they are not "
	    "added up, since the same may come again.");
	document_place(d, t);
}

static void
add_kinds(struct foi *f)
{
	struct table *t = governors_terms_table(f->document, &f->terms,
	    "Items for review, by kind", "Kind");
	int i;

	document_heading(f->document, 1, "Of what kind");
	for (i = 0; i < GROUP_COUNT; i++)
		row(f, t, kind_groups[i].title, (struct which){ .group =
			i + 1 });
	document_place(f->document, t);
}

static void
add_times(struct foi *f)
{
	struct table *t = governors_terms_table(f->document, &f->terms,
	    "Items for review, by time of day", "Time");
	int band;

	document_heading(f->document, 1, "In school hours and out of them");
	for (band = 1; band < BAND_END; band++)
		row(f, t, governors_bands[band], (struct which){ .band =
			band });
	document_place(f->document, t);
}

static void
add_readers(struct foi *f)
{
	static const struct {
		const char *reader, *sees;
	} rows[] = {
		{ "Safeguarding lead and deputy", "cases of pupils" },
		{ "Heads of year, where the school has given them a folder",
		    "low-level cases of their year" },
		{ "Headteacher", "all cases but those about the head" },
		{ "Governors", "figures only" },
		{ "Technicians", "whether the logs come; a case only on a "
		    "recorded request of the leadership" },
		{ "Local authority", "figures only" },
	};
	const struct settings *s = f->run->settings;
	struct document *d = f->document;
	struct table *t = document_table(d, "Who may see what; each look at a "
	    "name is written down");
	size_t i;

	document_heading(d, 1, "Who may look, and what families were told");
	table_column(t, "Who", COLUMN_HEAD, 1);
	table_column(t, "Sees", COLUMN_TEXT, 1);
	for (i = 0; i < sizeof rows / sizeof *rows; i++) {
		table_row(t, ROW_PLAIN);
		table_text(t, slice_of(rows[i].reader));
		table_text(t, slice_of(rows[i].sees));
	}
	document_place(d, t);
	document_text(d, "Notices to pupils, staff and families were given "
	    "by: {}. The impact assessment was approved on: {}.",
	    FIGURES(figure_of("Notices given", s->policy.notice ==
			DAY_UNKNOWN ? figure_not_measured() :
			figure_entered(figure_words(slice_of(words_day(
			    f->arena, s->policy.notice))))),
		figure_of("Impact assessment approved",
		    s->policy.assessment == DAY_UNKNOWN ?
			figure_not_measured() :
			figure_entered(figure_words(slice_of(words_day(
			    f->arena, s->policy.assessment)))))));
}

static void
add_reasons(struct foi *f)
{
	struct document *d = f->document;
	int threshold = f->run->settings->threshold;

	document_heading(d, 1, "What is held back, and why");
	document_text(d, arena_printf(f->arena, "A figure that rests on 1 "
	    "to %d people is given as \"fewer than %d\"; where it could be "
	    "worked out from the others, one more is \"not shown\". In a "
	    "school such a figure can tell those who know the people whom it "
	    "is about. It is then personal data, and to publish it would go "
	    "against the principles of data protection: section 40(2) of the "
	    "Freedom of Information Act 2000, by the condition in section "
	    "40(3A)(a).", threshold - 1, threshold), NO_FIGURES);
	document_text(d, "Names, accounts, computers, rooms, sites and the "
	    "text of logs are held back for the same reason. Nought is "
	    "printed as 0: it is about nobody. \"Not measured\" means that "
	    "the school does not hold the figure.", NO_FIGURES);
	document_text(d, "Who is not content with an answer may ask the "
	    "school to review it, and then turn to the Information "
	    "Commissioner's Office.", NO_FIGURES);
}

static struct document *
begin(struct foi *f)
{
	struct document_facts facts = facts_of_run(f->arena, f->run,
	    "Monitoring: what may be published", 0);

	/* It may go to anybody: it bears no marking and is not destroyed. */
	facts.marking = facts.destroy_by = NULL;
	facts.audience = "Anybody who asks, once the data protection officer "
	    "has looked at it";
	return document_create(&facts);
}

static void
fill(struct foi *f)
{
	add_products(f);
	add_reasons(f);
	if (f->terms.count == 0) {
		document_heading(f->document, 1, "How much was found");
		document_notice(f->document, "No term is over yet", "Figures "
		    "are published of whole terms that are over, and none of "
		    "this reporting period is.", NO_FIGURES);
	} else {
		add_numbers(f);
		add_kinds(f);
		add_times(f);
	}
	add_readers(f);
}

static struct document *
lay_out(const struct report_run *run)
{
	struct foi f = { .run = run, .arena = arena_create() };

	if (governors_terms(&f.terms, run, f.arena, false)) {
		f.document = begin(&f);
		fill(&f);
	}
	governors_terms_forget(&f.terms);
	arena_destroy(f.arena);
	return f.document;
}

const struct report report_foi = {
	.name = "foi",
	.title = "What may be published on a freedom of information request",
	.reader = "officer",
	.audience = AUDIENCE_AUTHORITY,
	.lay_out = lay_out,
	.periods = PERIOD_TERM | PERIOD_YEAR,
};
