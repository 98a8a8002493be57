/*
 * The named incident log, for the headteacher: six columns in the order
 * that schools keep their paper log in, then what is known beside.  The CSV
 * has a column for each thing; on paper what is known beside stands in the
 * seventh.
 *
 * A name is printed only where the account is well known; and never for
 * what lies before the day of going live.
 */
#include "reports/facts.h"
#include "reports/labels.h"
#include "reports/named.h"
#include "reports/seen.h"
#include "reports/signed.h"
#include "reports/words.h"

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
	USE,
	SELF_REPORTED,
	INTENT,
	PLANNED,
	SANCTIONS,
	PARENTS,
	REFERRALS,
	DATA_LOSS,
	REVIEW,
	SIGNED,
	COLUMNS,
};

static const char *const titles[COLUMNS] = { "Date & time",
	"Name of pupil or staff member", "Male or female",
	"Room and computer/device serial number", "Details of incident",
	"Actions and reasons", "Incident no.", "Status", "Kind",
	"Rule and clause", "How well the person is known", "Year group",
	"Blocked or allowed", "Flagged events", "First and last",
	"Spell of use", "Self-reported", "Accidental or deliberate",
	"Planned activity", "Sanctions and warnings", "Parents informed",
	"Referrals", "Loss of data noticed", "Review by", "Signed off" };

struct log {
	struct named_sheet named;
	struct table *whole, *printed;
	int64_t counts[STANDS_REJECTED + 1];
	struct signature signs[SIGN_OFFICES];
	const char *signed_by; /* of the whole log, in each row of the CSV */
	int64_t changed[SIGN_OFFICES]; /* entries, since that was signed */
};

/* What is known beside, as a person would note it in one column.  That
 * nobody has looked yet stands under the actions already. */
static const char *
beside(const struct log *l, const struct named_item *n)
{
	const char *text = "";

	if (*n->number != '\0')
		text = arena_printf(l->named.arena, "No. %s: %s. ", n->number,
		    n->state);
	if (*n->year != '\0')
		text = arena_printf(l->named.arena, "%s%s. ", text, n->year);
	return arena_printf(l->named.arena, "%s%s. Known by: %s. %lld flagged "
	    "event%s, %s%s%s.%s%s%s", text, n->clauses, n->known,
	    (long long)n->events, n->events == 1 ? "" : "s", n->outcome,
	    *n->outcome == '\0' ? "" : ", ", n->spell,
	    *n->use == '\0' ? "" : " Spell of use: ", n->use,
	    *n->use == '\0' ? "" : ".");
}

static int
add_item(const struct named_item *n, void *ctx)
{
	struct log *l = ctx;
	const char *const cells[COLUMNS] = { n->when, n->name, n->sex,
		n->place, n->details, n->actions, n->number, n->state,
		kinds[n->kind].printed, n->rules, n->known, n->year,
		n->outcome,
		arena_printf(l->named.arena, "%lld", (long long)n->events),
		n->spell, n->use, n->self_reported, n->intent, n->planned,
		n->sanctions, n->parents, n->referrals, n->data_loss,
		n->review, l->signed_by };
	int i;

	l->counts[n->standing]++;
	for (i = 0; i < SIGN_OFFICES; i++)
		l->changed[i] += l->signs[i].given &&
		    n->changed > l->signs[i].recorded;
	if (n->standing == STANDS_REJECTED)
		return 0;
	table_row(l->whole, ROW_PLAIN);
	for (i = 0; i < COLUMNS; i++)
		table_text(l->whole, slice_of(cells[i]));
	table_row(l->printed, ROW_PLAIN);
	for (i = 0; i <= ACTIONS; i++)
		table_text(l->printed, slice_of(cells[i]));
	table_text(l->printed, slice_of(beside(l, n)));
	return 0;
}

static void
add_tables(struct log *l, struct document *d)
{
	int i;

	l->whole = document_table(d, "Incident log");
	for (i = 0; i < COLUMNS; i++)
		table_column(l->whole, titles[i],
		    i == 0 ? COLUMN_HEAD : COLUMN_TEXT, 0);
	l->printed = document_table(d, "Incidents and items for "
	    "review, oldest first");
	for (i = 0; i <= ACTIONS; i++)
		table_column(l->printed, titles[i],
		    i == 0 ? COLUMN_HEAD : COLUMN_TEXT, 0);
	table_column(l->printed, "What is known beside", COLUMN_TEXT, 0);
}

static int
read_signs(struct log *l)
{
	struct arena *a = l->named.arena;
	int i;

	l->signed_by = "";
	if (signed_read(l->named.run->store, l->named.run->period.name, a,
		l->signs) == -1)
		return -1;
	for (i = 0; i < SIGN_OFFICES; i++)
		if (l->signs[i].given)
			l->signed_by = arena_printf(a, "%s%s%s: %.*s, %s",
			    l->signed_by, *l->signed_by == '\0' ? "" : "; ",
			    signed_title(a, (enum sign_office)i),
			    SLICE_ARG(l->signs[i].name),
			    words_day(a, l->signs[i].day));
	return 0;
}

static struct document *
begin(void *sheet)
{
	struct log *l = sheet;
	const struct seen *seen = l->named.seen;
	struct document_facts f = facts_of_run(l->named.arena, l->named.run,
	    "Incident log", KEEP_SEVEN_YEARS);
	struct document *d;

	f.audience = "The headteacher";
	f.landscape = true;
	f.reporting_dates = words_days(l->named.arena, seen->first,
	    seen->last < seen->first ? l->named.run->period.end : seen->last);
	if (read_signs(l) == -1)
		return NULL;
	d = document_create(&f);
	add_tables(l, d);
	return d;
}

static void
add_summary(const struct log *l)
{
	struct document *d = l->named.document;
	const struct seen *seen = l->named.seen;

	document_text(d, "{} incidents confirmed by staff, {} items for review "
	    "that nobody has looked at yet; {} more were looked at and "
	    "rejected, and are not listed. There are logs for {} of {} school "
	    "days so far.",
	    FIGURES(figure_of("Incidents",
		    figure_count(l->counts[STANDS_INCIDENT])),
		figure_of("Items not yet looked at",
		    figure_count(l->counts[STANDS_OPEN])),
		figure_of("Items rejected",
		    figure_count(l->counts[STANDS_REJECTED])),
		figure_of("School days with logs",
		    figure_count(seen->days_with_logs)),
		figure_of("School days", figure_count(seen->school_days))));
	document_text(d, "An item for review is a possible breach of policy, "
	    "found by a rule. It shows what an account did, not who sat at "
	    "the keyboard. The details are drafted from the log; correct them "
	    "where they are wrong. A spell of use is all that the account did "
	    "around it, with no silence of more than five minutes; an active "
	    "minute has at least one page in it. No log shows how long "
	    "anybody looked.", NO_FIGURES);
}

/* What was signed, and lines for whoever has to sign yet, or again. */
static void
add_signs(const struct log *l)
{
	const char *roles[SIGN_OFFICES + 1] = { NULL };
	struct document *d = l->named.document;
	struct arena *a = l->named.arena;
	int i, n = 0;

	for (i = 0; i < SIGN_OFFICES; i++) {
		const struct signature *s = &l->signs[i];
		const char *title = signed_title(a, (enum sign_office)i);

		if (!s->given || l->changed[i] > 0)
			roles[n++] = title;
		if (!s->given)
			continue;
		document_notice(d, arena_printf(a, "Signed off: %s", title),
		    l->changed[i] == 0 ?
			"{}, {}, of version {}. No entry has changed since "
			"({})." :
			"{}, {}, of version {}. Entries that have changed or "
			"come since: {}.",
		    FIGURES(figure_words(s->name),
			figure_words(slice_of(words_day(a, s->day))),
			figure_words(slice_of(arena_printf(a, "%lld",
			    (long long)s->version))),
			figure_of("Entries changed since it was signed",
			    figure_count(l->changed[i]))));
	}
	if (n > 0)
		document_sign_off(d, "I have read this log, and the entries "
		    "under \"Actions and reasons\" are complete.", roles);
}

static void
finish(void *sheet)
{
	const struct log *l = sheet;
	struct document *d = l->named.document;

	document_heading(d, 1, "Incidents and items for review");
	add_summary(l);
	if (table_rows(l->printed) == 0)
		document_notice(d, "Nothing to report",
		    "No incident and no item for review was found in this "
		    "reporting period.", NO_FIGURES);
	else
		document_place(d, l->printed);
	named_say_audit(d, l->named.run);
	add_signs(l);
}

static struct document *
lay_out(const struct report_run *run)
{
	static const struct named_layout layout = {
		.size = sizeof(struct log),
		.logged = true,
		.begin = begin,
		.add = add_item,
		.finish = finish,
	};

	return named_lay_out(run, &layout);
}

const struct report report_incident_log = {
	.name = "incident-log",
	.title = "Named log of incidents and items for review, for a term",
	.reader = "head",
	.audience = AUDIENCE_LEADERSHIP,
	.lay_out = lay_out,
	.table_csv = true,
	.periods = PERIOD_ANY,
	.rhythm = PERIOD_TERM,
};
