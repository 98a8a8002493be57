/*
 * What goes back to each school, in plain words; and who is late.
 */
#include <stdio.h>

#include "base/command.h"
#include "base/csv.h"
#include "base/time.h"
#include "returns/receive.h"

#include "authority.h"

struct asking {
	const struct receive_job *job;
	struct authority *authority;
	struct term_code term;
	char period[32];
	struct buffer late; /* CSV of who is */
	size_t asked;
};

static bool
is_yes(struct slice s)
{
	return slice_equal(s, SLICE("yes"));
}

static bool
is_over(const struct asking *q)
{
	int32_t day = authority_deadline(q->authority, q->term);

	return day != 0 && time_now() / (86400 * TIME_SECOND) > day;
}

/* The queries that were found when it came. */
static bool
add_found(const struct asking *q, const struct entry *e, struct buffer *out)
{
	struct arena *a = q->authority->arena;
	const char *why = NULL;
	struct buffer text;
	struct csv *t = NULL;
	size_t row, line, before = out->len;

	buffer_init(&text, 4 << 20);
	if (buffer_read_file(&text, arena_printf(a,
		"%s/packages/%.*s.queries.csv", q->authority->folder,
		SLICE_ARG(e->manifest))) == 0)
		t = csv_read(buffer_slice(&text), &why, &line);
	buffer_finish(&text);
	for (row = 0; t != NULL && row < csv_rows(t); row++)
		buffer_printf(out, "- %.*s %.*s\n",
		    SLICE_ARG(csv_cell(t, row, csv_find(t, "code"))),
		    SLICE_ARG(csv_cell(t, row, csv_find(t, "text"))));
	csv_destroy(t);
	return out->len > before;
}

static void
add_late(struct asking *q, const struct our_school *s, const char *state)
{
	csv_add(&q->late, true, s->urn);
	csv_add(&q->late, false, s->laestab);
	csv_add(&q->late, false, s->name);
	csv_add(&q->late, false, slice_of(state));
	csv_end_row(&q->late);
}

/* False: there is nothing to ask. */
static bool
ask_school(struct asking *q, const struct our_school *s, struct buffer *out)
{
	const struct entry *e = authority_approved(q->authority, s->urn,
	    slice_of(q->period), slice_of(term_code_words(q->term)));

	buffer_printf(out, "%.*s (URN %.*s), return for %s\n\n",
	    SLICE_ARG(s->name), SLICE_ARG(s->urn), q->job->term);
	if (e == NULL) {
		if (is_over(q))
			add_late(q, s, "missing");
		buffer_text(out, is_over(q) ?
			"- No return has come, and the deadline is over.\n" :
			"- No return has come yet.\n");
		return true;
	}
	if (is_yes(e->late))
		add_late(q, s, "came late");
	if (!add_found(q, e, out))
		return false;
	buffer_text(out, "\nPlease put these right and send the next return, "
	    "or say why it is so in notes.csv (query_code,note).\n");
	return true;
}

static int
ask_all(struct asking *q)
{
	struct authority *a = q->authority;
	struct buffer out;
	size_t i;
	int result = 0;

	buffer_init(&out, 1 << 20);
	for (i = 0; i < a->n_schools && result == 0; i++) {
		const struct our_school *s = &a->schools[i];

		buffer_reset(&out);
		if (!authority_expects(s, q->term) || !ask_school(q, s, &out))
			continue;
		q->asked++;
		result = authority_write_out(q->job->out,
		    arena_printf(a->arena, "%.*s-queries-%s.txt",
			SLICE_ARG(s->urn), q->job->term), &out, a->arena);
	}
	buffer_finish(&out);
	if (result == 0)
		result = authority_write_out(q->job->out, arena_printf(
		    a->arena, "late-%s.csv", q->job->term), &q->late,
		    a->arena);
	return result;
}

int
receive_queries(const struct receive_job *job)
{
	struct asking q = { .job = job };
	int code = EXIT_COULD_NOT;

	if (!term_code_require(job->term, &q.term))
		return EXIT_USAGE;
	term_code_period(q.term, q.period, sizeof q.period);
	if ((q.authority = authority_open(job->folder, false)) == NULL)
		return EXIT_COULD_NOT;
	buffer_init(&q.late, BUFFER_LARGEST);
	buffer_text(&q.late, "urn,laestab,name,state\r\n");
	if (ask_all(&q) == 0)
		code = q.asked > 0 ? EXIT_QUERIES : EXIT_OK;
	buffer_finish(&q.late);
	authority_close(q.authority);
	return code;
}
