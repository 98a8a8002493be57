/*
 * What the yearly review has to tell of the policy: what was decided and why,
 * and what changed.  It prints no name of a person, and of a decision about
 * one person only that there is one.
 */
#include "reports/words.h"
#include "settings/registers.h"

#include "annual_review.h"

static struct rule_overlay
overlay_of(const struct review *v, size_t rule)
{
	const struct rule_file *f = &v->run->settings->rules[rule];

	return settings_overlay(v->run->settings,
	    f->roots == NULL ? SLICE("") : yaml_text(f->roots, "id"),
	    f->name);
}

void
review_count_rules(struct review *v)
{
	size_t i;

	for (i = 0; i < v->run->settings->rule_count; i++)
		*(overlay_of(v, i).clause.len > 0 ? &v->with_clause :
						    &v->without_clause) += 1;
}

/* What a match is, as the school says it. */
static struct slice
treatment_words(struct slice treat_as)
{
	static const struct {
		const char *word, *words;
	} treatments[] = {
		{ "possible-breach", "possible breach of policy" },
		{ "observation", "observation: counted, nobody named" },
		{ "welfare", "worry about welfare" },
		{ "advisory", "advice only" },
	};
	size_t i;

	for (i = 0; i < sizeof treatments / sizeof *treatments; i++)
		if (slice_equal(treat_as, slice_of(treatments[i].word)))
			return slice_of(treatments[i].words);
	return treat_as.len == 0 ? SLICE("as shipped") : treat_as;
}

/* What an exception is for: a kind of item, an area, or a thing of the
 * school's own. */
static struct slice
what_words(struct slice what)
{
	const struct kind *k = &kinds[kind_of_label(what)];

	return slice_equal(slice_of(k->label), what) ? slice_of(k->printed) :
						       what;
}

static struct slice
whom_words(struct slice who)
{
	return slice_equal(who, SLICE("*"))	  ? SLICE("everybody") :
	    slice_equal(who, SLICE("pupil"))	  ? SLICE("pupils") :
	    slice_equal(who, SLICE("visitor"))	  ? SLICE("visitors") :
						    who;
}

static void
add_clauses(struct review *v)
{
	struct table *t = document_table(v->document, "What is looked for "
	    "under a clause of the policy");
	size_t i;

	table_column(t, "Kind", COLUMN_HEAD, 1);
	table_column(t, "Clause", COLUMN_TEXT, 0);
	table_column(t, "Treated as", COLUMN_TEXT, 0);
	table_column(t, "From", COLUMN_TEXT, 0);
	table_column(t, "Approved by", COLUMN_TEXT, 1);
	for (i = 0; i + 1 < kind_count; i++) {
		struct rule_overlay o = settings_overlay(v->run->settings,
		    SLICE(""), slice_of(kinds[i].label));

		if (o.clause.len == 0)
			continue;
		table_row(t, ROW_PLAIN);
		table_text(t, slice_of(kinds[i].printed));
		table_text(t, o.clause);
		table_text(t, treatment_words(o.treat_as));
		table_text(t, o.valid_from == DAY_UNKNOWN ? SLICE("") :
		    slice_of(words_day(v->arena, o.valid_from)));
		table_text(t, o.approved_by);
	}
	if (table_rows(t) > 0)
		document_place(v->document, t);
}

static bool
is_one_person(const struct review *v, struct slice name)
{
	return settings_person(v->run->settings, name) != NULL ||
	    settings_person_by_key(v->run->settings, name) != NULL;
}

static bool
in_the_year(const struct review *v, const struct register_entry *e)
{
	return (e->from == DAY_UNKNOWN || e->from <= v->run->period.end) &&
	    (e->to == DAY_UNKNOWN || e->to >= v->run->period.start);
}

static const char *
span_words(const struct review *v, const struct register_entry *e)
{
	return arena_printf(v->arena, "%s to %s", e->from == DAY_UNKNOWN ?
		"always" : words_day(v->arena, e->from),
	    e->to == DAY_UNKNOWN ? "further notice" :
				   words_day(v->arena, e->to));
}

/* Those for everybody or a whole role are the school's policy; of those for
 * one account the number is told. */
static void
add_register(struct review *v, struct table *t, enum register_kind kind,
    const char *title, int64_t *single)
{
	size_t count, i;
	const struct register_entry *e = settings_register(v->run->settings,
	    kind, &count);

	for (i = 0; i < count; i++) {
		bool role = slice_equal(e[i].who, SLICE("*")) ||
		    slice_equal(e[i].who, SLICE("pupil")) ||
		    slice_equal(e[i].who, SLICE("staff")) ||
		    slice_equal(e[i].who, SLICE("visitor"));

		if (!in_the_year(v, &e[i]))
			continue;
		if (!role) {
			++*single;
			continue;
		}
		table_row(t, ROW_PLAIN);
		table_text(t, slice_of(title));
		table_text(t, slice_of(arena_printf(v->arena,
		    "%.*s, for %.*s", SLICE_ARG(what_words(e[i].what)),
		    SLICE_ARG(whom_words(e[i].who)))));
		table_text(t, slice_of(span_words(v, &e[i])));
		table_text(t, is_one_person(v, e[i].approved_by) ?
		    SLICE("a member of staff") : e[i].approved_by);
		table_text(t, e[i].why);
	}
}

static void
add_registers(struct review *v)
{
	static const char *const titles[] = { "List", "What, and for whom",
		"Days", "Approved by", "Why" };
	struct table *t = document_table(v->document, "Exceptions and "
	    "approvals for everybody or a group");
	int64_t single = 0;
	int i;

	for (i = 0; i < 5; i++)
		table_column(t, titles[i], i == 0 ? COLUMN_HEAD : COLUMN_TEXT,
		    i == 0 ? 0 : 2);
	add_register(v, t, REGISTER_EXCEPTIONS, "Exception", &single);
	add_register(v, t, REGISTER_APPROVALS, "Approval", &single);
	add_register(v, t, REGISTER_PUBLISHING, "Publishing", &single);
	if (table_rows(t) > 0)
		document_place(v->document, t);
	document_text(v->document, "Exceptions and approvals for everybody or "
	    "a group: {}; for single accounts or computers, which the lead "
	    "has: {}.",
	    FIGURES(figure_of("Exceptions for a group",
			figure_count((int64_t)table_rows(t))),
		figure_of("Exceptions for single accounts",
		    figure_count(single))));
}

static void
add_asked(struct review *v)
{
	const struct entered *e;
	size_t i, n, all = 0;

	for (i = 0; i < v->terms.count; i++)
		for (n = 0; (e = settings_entered(v->run->settings,
		    v->terms.runs[i].term->name, "decision", n)) != NULL;
		     n++, all++)
			document_point(v->document, arena_printf(v->arena,
			    "Asked of the board, %s: {}",
			    v->terms.runs[i].period.title),
			    FIGURES(figure_of("Decision asked of the board",
				figure_entered(figure_words(e->value)))));
	if (all == 0)
		document_text(v->document, "No decision asked of the board is "
		    "entered for these terms.", NO_FIGURES);
}

void
review_decided(struct review *v)
{
	document_heading(v->document, 1, "What was decided, and why");
	add_clauses(v);
	add_registers(v);
	add_asked(v);
}

/* The night writes down each day on which the rules were others. */
static void
add_rule_sets(struct review *v)
{
	struct slice rest = store_recall(v->run->store, "rule_sets", v->arena),
		line, word;
	int32_t day;
	int n = 0;

	while (slice_take_line(&rest, &line))
		if (slice_take_until(&line, ' ', &word) &&
		    day_parse(word, &day) && day >= v->run->period.start &&
		    day <= v->run->period.end) {
			document_point(v->document, n++ == 0 ?
				"Rules and policy as the night of {} first had "
				"them: {}." :
				"Changed by the night of {}: {}.",
			    FIGURES(figure_words(slice_of(words_day(v->arena,
					day))),
				figure_of("Rules and policy",
				    figure_words(line))));
		}
	if (n == 0)
		document_point(v->document, "No night of this year has "
		    "written down its rules: {}.",
		    FIGURES(figure_of("Changes of the rules",
			figure_not_measured())));
}

static void
add_dates(struct review *v)
{
	const struct settings *s = v->run->settings;
	const struct {
		const char *text;
		int32_t day;
	} dates[] = {
		{ "Monitoring names people since {}.", s->go_live },
		{ "The impact assessment was approved on {}.",
		    s->policy.assessment },
		{ "Notices were given by {}.", s->policy.notice },
		{ "Agreements were asked for from {}.", s->policy.agreements },
	};
	size_t i;

	for (i = 0; i < sizeof dates / sizeof *dates; i++)
		if (dates[i].day >= v->run->period.start &&
		    dates[i].day <= v->run->period.end)
			document_point(v->document, dates[i].text,
			    FIGURES(figure_of("Day of a change of policy",
				figure_entered(figure_words(slice_of(
				    words_day(v->arena, dates[i].day)))))));
}

static void
add_new_rules(struct review *v)
{
	int64_t n = 0;
	size_t i;

	for (i = 0; i < v->run->settings->rule_count; i++) {
		int32_t from = overlay_of(v, i).valid_from;

		n += from >= v->run->period.start &&
		    from <= v->run->period.end;
	}
	document_point(v->document, "{} of {} rules judge since a day in this "
	    "year; the table above has it.",
	    FIGURES(figure_of("Rules that began in this year",
			figure_count(n)),
		figure_of("Rules", figure_count(
		    (int64_t)v->run->settings->rule_count))));
}

void
review_changes(struct review *v)
{
	const char *change = seen_change(v->seen);
	const char *filter = products_after(v->arena, &v->seen->filters);

	document_heading(v->document, 1, "What changed");
	if (change != NULL)
		document_point(v->document, "{}", FIGURES(figure_of("Change "
		    "of the filter", figure_words(slice_of(change)))));
	else if (filter != NULL)
		document_point(v->document, "The filter was the same, as far "
		    "as the logs tell: {}.",
		    FIGURES(figure_of("Web filter",
			figure_words(slice_of(filter)))));
	add_rule_sets(v);
	add_new_rules(v);
	add_dates(v);
}
