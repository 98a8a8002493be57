/*
 * The steps that fit an incident, and the answers that were given at forks.
 */
#include "base/arena.h"
#include "incident/incident.h"
#include "settings/routing.h"
#include "settings/steps.h"
#include "store/statement.h"

#include "flow.h"

enum { MOST_STEPS = 200 };

static const char about_item[] =
    "SELECT label, role FROM item WHERE id = :item";

static const char answers[] =
    "SELECT why, who FROM item_note"
    " WHERE item = :item AND act = 'answer' ORDER BY id DESC";

static struct slice
flow_of(struct slice label, struct slice role)
{
	bool staff = routing_queue(role) == QUEUE_STAFF;

	if (slice_equal(label, SLICE("illegal-suspected")))
		return SLICE("illegal");
	if (slice_equal(label, SLICE("parent-instigator")))
		return SLICE("parent");
	/* Of a report of bullying that names staff they are the victim. */
	if (slice_equal(label, SLICE("cyberbullying")) && staff)
		return SLICE("victim");
	return staff ? SLICE("staff") : SLICE("pupil");
}

static int
first_step(struct store *store, int64_t item, const struct steps *t,
    const struct step **out)
{
	struct statement *q = statement_create(store, about_item);
	int more = -1;

	*out = NULL;
	if (q == NULL)
		return -1;
	statement_bind_int(q, ":item", item);
	while ((more = statement_step(q)) == 1) {
		*out = steps_first(t, flow_of(statement_text(q, 0),
		    statement_text(q, 1)));
		if (*out == NULL)
			*out = steps_first(t, SLICE("pupil"));
	}
	statement_destroy(q);
	return more;
}

/* The last answer to that question: 1 yes, 0 no, -1 none, -2 failed. */
static int
answer_to(struct store *store, int64_t item, const struct step *s,
    struct arena *a, struct slice *said)
{
	struct statement *q = statement_create(store, answers);
	struct slice why, word, answer;
	int more, found = -1;

	if (q == NULL)
		return -2;
	statement_bind_int(q, ":item", item);
	while ((more = statement_step(q)) == 1) {
		why = statement_text(q, 0);
		if (found != -1 || !slice_take_word(&why, &word) ||
		    !slice_equal(word, s->id) ||
		    !slice_take_word(&why, &answer))
			continue;
		found = slice_starts_with(answer, SLICE("yes"));
		*said = slice_of(arena_printf(a, "%.*s, said %.*s",
		    SLICE_ARG(slice_from(statement_text(q, 0), word.len + 1)),
		    SLICE_ARG(statement_text(q, 1))));
	}
	statement_destroy(q);
	return more == -1 ? -2 : found;
}

static void
print_step(const struct step *s, FILE *out)
{
	static const struct {
		const char *kind, *words;
	} kinds_of[] = { { "do", "do" }, { "tell", "tell" },
		{ "not", "do not tell" }, { "ask", "question" },
		{ "end", "last" } };
	const char *words = "do";
	size_t i;

	for (i = 0; i < sizeof kinds_of / sizeof *kinds_of; i++)
		if (slice_equal(s->kind, slice_of(kinds_of[i].kind)))
			words = kinds_of[i].words;
	fprintf(out, "    %-12s %.*s\n", words, SLICE_ARG(s->text));
}

/* Walks to the question that is open, or the end: where it is, NULL at the
 * end; -1: the store failed. */
static int
walk(struct store *store, int64_t item, const struct steps *t,
    struct arena *a, FILE *out, const struct step **open)
{
	const struct step *s;
	struct slice said = SLICE("");
	int n, answer;

	*open = NULL;
	if (first_step(store, item, t, &s) == -1)
		return -1;
	for (n = 0; s != NULL && n < MOST_STEPS; n++) {
		if (out != NULL)
			print_step(s, out);
		if (slice_equal(s->kind, SLICE("end")))
			return 0;
		if (!slice_equal(s->kind, SLICE("ask"))) {
			s = steps_after(t, s);
			continue;
		}
		answer = answer_to(store, item, s, a, &said);
		if (answer == -2)
			return -1;
		if (answer == -1) {
			*open = s;
			return 0;
		}
		if (out != NULL)
			fprintf(out, "    %-12s %.*s\n", "", SLICE_ARG(said));
		s = steps_find(t, answer == 1 ? s->yes : s->no);
	}
	return 0;
}

int
flow_print(const struct settings *s, struct store *store, int64_t item,
    FILE *out)
{
	struct arena *a = arena_create();
	const struct step *open;
	struct steps t;
	int result = -1;

	if (steps_load(s, a, NULL, &t) == 0) {
		fprintf(out, "\nsteps\n");
		result = walk(store, item, &t, a, out, &open);
		if (result == 0 && open != NULL)
			fprintf(out, "    %-12s beadle incident answer ID "
			    "%.*s yes (or no) -m why\n", "to answer",
			    SLICE_ARG(open->id));
	}
	arena_destroy(a);
	return result;
}

/* Without what people put after a word. */
static void
bare(struct slice *s)
{
	while (s->len > 0 && memchr(":;,.", s->ptr[s->len - 1], 4) != NULL)
		s->len--;
}

const char *
flow_answer(const struct settings *s, struct store *store, int64_t item,
    struct slice who, struct slice text)
{
	struct arena *a = arena_create();
	const struct step *open;
	const char *refused = NULL;
	struct slice rest = text, id = SLICE(""), word = SLICE("");
	struct steps t;

	slice_take_word(&rest, &id);
	slice_take_word(&rest, &word);
	bare(&id);
	bare(&word);
	if (steps_load(s, a, NULL, &t) == -1)
		refused = "the steps cannot be read";
	else if (walk(store, item, &t, a, NULL, &open) == -1)
		refused = "the store cannot be read";
	else if (open == NULL)
		refused = "no question is open";
	else if (!slice_equal_fold(id, open->id))
		refused = "expected an answer to the question that is open, "
		    "as show prints it";
	else if (!slice_equal_fold(word, SLICE("yes")) &&
	    !slice_equal_fold(word, SLICE("no")))
		refused = "expected yes or no after the step";
	else if (slice_trim(rest).len == 0)
		refused = "a reason is needed (-m)";
	else
		refused = incident_act(store, item, SLICE("answer"), who,
		    slice_of(arena_printf(a, "%.*s %s; %.*s",
			SLICE_ARG(open->id),
			slice_equal_fold(word, SLICE("yes")) ? "yes" : "no",
			SLICE_ARG(slice_trim(rest)))));
	arena_destroy(a);
	return refused;
}
