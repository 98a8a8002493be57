/*
 * One page for the parents of one child: what kind of thing was seen, when,
 * what a log can and cannot say, what has been done, how to answer.  It
 * holds nothing that somebody has written freely and nothing from a log, so
 * it can name no other child.
 */
#include <err.h>

#include "deliver/deliver.h"
#include "render/pdf.h"
#include "reports/facts.h"
#include "reports/labels.h"
#include "reports/words.h"
#include "settings/routing.h"
#include "store/statement.h"

#include "shell.h"
#include "sheet.h"

static const char about_item[] =
    "SELECT item.name, item.label, item.status, item.role, item.start,"
    "       item.attribution, item.account, item.person, item.year,"
    "       trim(person.forename || ' ' || person.surname),"
    "       EXISTS (SELECT 1 FROM item_note AS n WHERE n.item = item.id"
    "         AND n.act = 'no-tip-off' AND NOT EXISTS (SELECT 1"
    "           FROM item_note AS later WHERE later.item = item.id"
    "             AND later.act = 'may-tell' AND later.id > n.id))"
    "  FROM item JOIN person ON person.key = item.person"
    " WHERE item.id = :item AND item.person <> ''"
    "   AND item.attribution IN ('strong', 'fair') AND item.day >= :live";

static const char what_was_done[] =
    "SELECT DISTINCT act FROM item_note WHERE item = :item ORDER BY act";

/* Acts as parents may read them; the words of each stay in the school. */
static const struct {
	const char *act, *words;
} done[] = {
	{ "confirm", "Somebody has looked at it, and judged it to be an "
	    "incident." },
	{ "action", "The school has acted on it." },
	{ "warning", "A warning was given." },
	{ "sanction", "A sanction was given." },
	{ "ban", "The account is barred for a time." },
	{ "withdraw", "The school has withdrawn it: it does not stand." },
	{ "close", "The school has closed it." },
};

struct sheet_of {
	const struct desk *desk;
	struct arena *arena;
	struct slice name, label, status, role, account, key, year, person;
	struct slice attribution;
	bool quiet; /* marked: do not tip off */
	int64_t start;
	struct document *document;
};

static int
read_about(struct sheet_of *p, struct store *store, int64_t item)
{
	struct statement *q = statement_create(store, about_item);
	int32_t live = p->desk->settings->go_live;
	int more = -1, found = 0;

	if (q == NULL)
		return -1;
	statement_bind_int(q, ":item", item);
	statement_bind_int(q, ":live",
	    live == DAY_UNKNOWN ? INT32_MAX : live);
	while ((more = statement_step(q)) == 1) {
		struct arena *a = p->arena;

		found = 1;
		p->name = arena_copy(a, statement_text(q, 0));
		p->label = arena_copy(a, statement_text(q, 1));
		p->status = arena_copy(a, statement_text(q, 2));
		p->role = arena_copy(a, statement_text(q, 3));
		p->start = statement_int(q, 4);
		p->attribution = arena_copy(a, statement_text(q, 5));
		p->account = arena_copy(a, statement_text(q, 6));
		p->key = arena_copy(a, statement_text(q, 7));
		p->year = arena_copy(a, statement_text(q, 8));
		p->person = arena_copy(a, statement_text(q, 9));
		p->quiet = statement_int(q, 10) != 0;
	}
	statement_destroy(q);
	return more == -1 ? -1 : found;
}

static int
add_done(struct sheet_of *p, struct store *store, int64_t item)
{
	struct statement *q = statement_create(store, what_was_done);
	int more = -1;
	size_t i;

	if (q == NULL)
		return -1;
	document_heading(p->document, 1, "What has been done");
	statement_bind_int(q, ":item", item);
	while ((more = statement_step(q)) == 1)
		for (i = 0; i < sizeof done / sizeof *done; i++)
			if (slice_equal(statement_text(q, 0),
				slice_of(done[i].act)))
				document_point(p->document, done[i].words,
				    NO_FIGURES);
	statement_destroy(q);
	return more;
}

static void
begin(struct sheet_of *p)
{
	const struct settings *s = p->desk->settings;
	struct arena *a = p->arena;
	struct document_facts f = facts_of_school(a, s,
	    "For parents and carers", p->desk->now);
	const struct kind *k = &kinds[kind_of_label(p->label)];
	bool illegal = slice_equal(p->label, SLICE("illegal-suspected"));

	f.subtitle = arena_text(a, p->person);
	f.audience = "The parents or carers of this child alone";
	p->document = document_create(&f);
	document_heading(p->document, 1, "What was seen");
	document_text(p->document, "On {}, the account of {}. The school "
	    "calls this: {}.",
	    FIGURES(figure_words(slice_of(words_time(a, s->zone, p->start))),
		figure_words(slice_of(arena_printf(a, "%.*s %s",
		    SLICE_ARG(p->person), illegal ? "met a block" :
		    k->sentence))), figure_words(slice_of(k->printed))));
	document_heading(p->document, 1, "What this can and cannot say");
	document_text(p->document, "The school's computers write down which "
	    "account asked for what. They do not show who sat at the "
	    "keyboard, whether it was meant, or why. Pages can open by "
	    "accident, and others can use an account that was left open.",
	    NO_FIGURES);
}

static void
finish(struct sheet_of *p)
{
	document_heading(p->document, 1, "Your answer");
	document_text(p->document, "You and your child may say how it was, "
	    "and ask for a correction. What you say is kept with the record, "
	    "also if the record is withdrawn. You may ask for all that the "
	    "school holds about your child. Other children are not named to "
	    "you, nor your child to others.", NO_FIGURES);
}

static struct slice
reader_of(const struct sheet_of *p)
{
	struct routing_case c = { .role = p->role, .year = p->year,
		.account = p->account, .person = p->key };
	struct slice readers[ROUTING_MOST];
	size_t i, n = routing_readers(p->desk->settings, readers);

	for (i = 0; i < n; i++)
		if (routing_sees(p->desk->settings, readers[i], &c))
			return readers[i];
	return SLICE("");
}

static int
put(struct sheet_of *p, const struct shell *s, struct store *store)
{
	struct slice reader = reader_of(p);
	const char *name = arena_printf(p->arena, "parents-%.*s.pdf",
	    SLICE_ARG(p->name)), *why;
	struct buffer pdf;
	int result = -1;

	buffer_init(&pdf, BUFFER_LARGEST);
	why = reader.len == 0 ? "nobody may see this case" :
	    document_pdf(p->document, name, &pdf);
	if (why != NULL)
		warnx("%s: %s", name, why);
	else if (store_begin(store) == 0) {
		result = store_audit(store, s->who, SLICE("sheet for parents"),
		    slice_of(arena_printf(p->arena, "%s, for the folder of "
			"the reader %.*s", name, SLICE_ARG(reader))));
		if (result == 0)
			result = store_commit(store);
		if (result == 0)
			result = sheet_put_named(p->desk, reader, name, &pdf);
		else
			store_rollback(store);
	}
	if (result == 0)
		fprintf(s->out, "%s/%.*s/%s\n", p->desk->out,
		    SLICE_ARG(reader), name);
	buffer_finish(&pdf);
	return result;
}

int
desk_parents(const struct shell *s, struct store *store, int64_t item)
{
	struct sheet_of p = { .desk = s->desk, .arena = arena_create() };
	int found = read_about(&p, store, item), result = -1;

	if (found == 0 || (found == 1 && !slice_equal(p.role,
	    SLICE("pupil"))))
		warnx("%s: it is about no pupil who is known well enough",
		    s->operands[0]);
	else if (found == 1 && p.quiet)
		warnx("%s: marked no-tip-off; may-tell lifts it",
		    s->operands[0]);
	else if (found == 1 && slice_equal(p.label,
	    SLICE("illegal-suspected")))
		warnx("%s: suspected illegal content: the police say whom to "
		    "tell, and when", s->operands[0]);
	else if (found == 1) {
		begin(&p);
		if (add_done(&p, store, item) == 0) {
			finish(&p);
			result = put(&p, s, store);
		}
		document_destroy(p.document);
	}
	arena_destroy(p.arena);
	return result;
}
