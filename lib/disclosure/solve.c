/*
 * Exact ranges by linear programmes.  Each is a text that glpsol reads in a
 * folder of its own:
 *
 *	Maximize
 *	 o: 0 x0 + 1 x1
 *	Subject To
 *	 r0: 1 x0 + 1 x1 <= 12
 *	Bounds
 *	 1 <= x0 <= 1000000
 *	End
 *
 * Each answer is a table that fits: it tells about all cells, not only the
 * one that was asked for, and most never need a question of their own.
 */
#include <math.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "sandbox/folder.h"
#include "sandbox/sandbox.h"

#include "relations.h"

enum {
	LARGEST_TEXT = 16 << 20,
	DEADLINE_MS = 20000,
};

static const double HAIR = 1e-6;

struct programme {
	struct audit *audit;
	size_t *place; /* of a cell among the unknown ones */
	size_t *cell;  /* and back */
	size_t unknowns;
	double *goal;  /* of the question */
	double *value; /* of the answer */
	struct buffer body, text;
	char folder[64];
};

static void
add_relation(struct programme *p, const struct relation *r)
{
	const struct audit *a = p->audit;
	struct buffer *out = &p->body;
	int64_t known = 0;
	size_t i, unknown = 0;
	struct buffer left;

	buffer_init(&left, LARGEST_TEXT);
	for (i = 0; i < r->count; i++) {
		const struct audit_term *t = &r->terms[i];

		if (a->cells[t->cell].low == a->cells[t->cell].high) {
			known += t->times * a->cells[t->cell].low;
			continue;
		}
		unknown++;
		buffer_printf(&left, " %c %lld x%zu", t->times < 0 ? '-' : '+',
		    (long long)(t->times < 0 ? -t->times : t->times),
		    p->place[t->cell]);
	}
	if (unknown > 0 && r->is.low == r->is.high) {
		buffer_printf(out, "%.*s = %lld\n",
		    SLICE_ARG(buffer_slice(&left)),
		    (long long)(r->is.low - known));
	} else if (unknown > 0) {
		if (r->is.low > -AUDIT_UNBOUNDED)
			buffer_printf(out, "%.*s >= %lld\n",
			    SLICE_ARG(buffer_slice(&left)),
			    (long long)(r->is.low - known));
		if (r->is.high < AUDIT_UNBOUNDED)
			buffer_printf(out, "%.*s <= %lld\n",
			    SLICE_ARG(buffer_slice(&left)),
			    (long long)(r->is.high - known));
	}
	buffer_finish(&left);
}

static void
add_body(struct programme *p)
{
	const struct audit *a = p->audit;
	size_t i;

	buffer_text(&p->body, "Subject To\n");
	for (i = 0; i < a->n_relations; i++)
		add_relation(p, &a->relations[i]);
	/* One relation at least, or the form is not right. */
	buffer_printf(&p->body, " + 1 x0 >= %lld\nBounds\n",
	    (long long)a->cells[p->cell[0]].low);
	for (i = 0; i < p->unknowns; i++) {
		const struct bounds *b = &a->cells[p->cell[i]];

		buffer_printf(&p->body, " %lld <= x%zu <= %lld\n",
		    (long long)b->low, i,
		    (long long)(b->high < AUDIT_UNBOUNDED ? b->high :
							    AUDIT_UNBOUNDED));
	}
	buffer_text(&p->body, "End\n");
}

/* "s bas ROWS COLUMNS f f VALUE", then "j COLUMN STATUS VALUE ...". */
static enum solved
read_answer(struct programme *p)
{
	struct slice rest = buffer_slice(&p->text), line, word;
	size_t seen = 0;
	int64_t column;
	char number[64];

	while (slice_take_line(&rest, &line)) {
		if (slice_take_text(&line, SLICE("s bas "))) {
			int i;

			for (i = 0; i < 3; i++)
				if (!slice_take_word(&line, &word))
					return SOLVED_NOT;
			if (!slice_equal(word, SLICE("f")))
				return SOLVED_NONE_FITS;
		} else if (slice_take_text(&line, SLICE("j "))) {
			if (!slice_take_word(&line, &word) ||
			    !slice_to_int(word, &column) || column < 1 ||
			    (size_t)column > p->unknowns ||
			    !slice_take_word(&line, &word) ||
			    !slice_take_word(&line, &word) ||
			    word.len >= sizeof number)
				return SOLVED_NOT;
			memcpy(number, word.ptr, word.len);
			number[word.len] = '\0';
			p->value[column - 1] = strtod(number, NULL);
			seen++;
		}
	}
	return seen == p->unknowns ? SOLVED : SOLVED_NOT;
}

/* Every table that fits widens what is reached. */
static void
learn(struct programme *p)
{
	size_t i;

	for (i = 0; i < p->unknowns; i++) {
		struct bounds *b = &p->audit->found[p->cell[i]];
		int64_t low = (int64_t)ceil(p->value[i] - HAIR);
		int64_t high = (int64_t)floor(p->value[i] + HAIR);

		b->low = low < b->low ? low : b->low;
		b->high = high > b->high ? high : b->high;
	}
}

static enum solved
ask(struct programme *p, bool most)
{
	const char *argv[] = { p->audit->solver, "--nopresol", "--lp",
		"model", "--write", "answer", NULL };
	struct sandbox_job job = { .argv = argv, .folder = p->folder,
		.input = -1, .output = -1, .deadline_ms = DEADLINE_MS };
	enum solved result;
	char path[128];
	size_t i;

	buffer_reset(&p->text);
	buffer_printf(&p->text, "%s\n o:", most ? "Maximize" : "Minimize");
	/* All of them, so that they are numbered in this order. */
	for (i = 0; i < p->unknowns; i++)
		buffer_printf(&p->text, " + %g x%zu\n", p->goal[i], i);
	buffer_add(&p->text, buffer_slice(&p->body));
	if (!sandbox_put(p->folder, "model", buffer_slice(&p->text)) ||
	    sandbox_run(&job, NULL) != NULL)
		return SOLVED_NOT;
	snprintf(path, sizeof path, "%s/answer", p->folder);
	buffer_reset(&p->text);
	if (buffer_read_file(&p->text, path) == -1)
		return SOLVED_NOT;
	unlink(path);
	result = read_answer(p);
	if (result == SOLVED)
		learn(p);
	return result;
}

static bool
is_wide(const struct programme *p, size_t unknown, int64_t enough)
{
	const struct bounds *b = &p->audit->found[p->cell[unknown]];

	return enough > 0 && b->high - b->low >= enough;
}

/* All narrow ones at once, up and down; then each for itself. */
static enum solved
ask_all(struct programme *p, int64_t enough)
{
	enum solved result = SOLVED;
	size_t i, j;
	int most;

	for (most = 0; most <= 1 && result == SOLVED; most++) {
		for (j = 0; j < p->unknowns; j++)
			p->goal[j] = 1;
		result = ask(p, most == 1);
	}
	for (i = 0; i < p->unknowns; i++)
		for (most = 0; most <= 1 && result == SOLVED; most++) {
			const struct bounds *b = &p->audit->cells[p->cell[i]];
			const struct bounds *f = &p->audit->found[p->cell[i]];

			/* Nothing lies beyond what bounds allow. */
			if (is_wide(p, i, enough) ||
			    (most == 0 ? f->low <= b->low :
					 f->high >= b->high ||
					 f->high >= AUDIT_UNBOUNDED))
				continue;
			memset(p->goal, 0, p->unknowns * sizeof *p->goal);
			p->goal[i] = 1;
			result = ask(p, most == 1);
		}
	return result;
}

static void
prepare(struct programme *p)
{
	struct audit *a = p->audit;
	size_t i;

	p->place = memory_zeroed(a->n_cells + 1, sizeof *p->place);
	p->cell = memory_zeroed(a->n_cells + 1, sizeof *p->cell);
	p->goal = memory_zeroed(a->n_cells + 1, sizeof *p->goal);
	p->value = memory_zeroed(a->n_cells + 1, sizeof *p->value);
	buffer_init(&p->body, LARGEST_TEXT);
	buffer_init(&p->text, LARGEST_TEXT);
	for (i = 0; i < a->n_cells; i++) {
		a->found[i] = a->cells[i];
		if (a->cells[i].low == a->cells[i].high)
			continue;
		a->found[i] = (struct bounds){ INT64_MAX / 4, -1 };
		p->place[i] = p->unknowns;
		p->cell[p->unknowns++] = i;
	}
}

enum solved
solve(struct audit *a, int64_t enough)
{
	struct programme p = { .audit = a, .folder = "/tmp/beadle-lp-XXXXXX" };
	enum solved result = SOLVED_NOT;

	prepare(&p);
	if (p.unknowns == 0) {
		result = SOLVED;
	} else if (access(a->solver, X_OK) == 0 && mkdtemp(p.folder) != NULL) {
		add_body(&p);
		result = ask_all(&p, enough);
		sandbox_sweep(p.folder);
	}
	buffer_finish(&p.text);
	buffer_finish(&p.body);
	free(p.value);
	free(p.goal);
	free(p.cell);
	free(p.place);
	return result;
}
