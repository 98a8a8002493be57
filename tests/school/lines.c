/* The log lines as they come about, put in order at the end. */

#include <err.h>
#include <stdlib.h>
#include <string.h>

#include "school.h"

void
lines_add(
    struct school *s, enum log log, int host, int64_t at, const char *text)
{
	struct line *line;

	/* The logs begin and end with a day, local time. */
	if (at < clock_local(s->first_day, 0, 0) ||
	    at >= clock_local(s->end_day, 0, 0))
		return;
	s->lines =
	    grow(s->lines, s->line_count, &s->line_room, sizeof(*s->lines));
	line = &s->lines[s->line_count];
	*line = (struct line){ .at = at,
		.order = (uint32_t)s->line_count,
		.log = log,
		.host = host };
	if ((line->text = strdup(text)) == NULL)
		err(1, NULL);
	s->line_count++;
}

static int
compare_lines(const void *a, const void *b)
{
	const struct line *x = a, *y = b;

	if (x->log != y->log)
		return x->log < y->log ? -1 : 1;
	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	return x->order < y->order ? -1 : x->order > y->order;
}

static int
compare_verdicts(const void *a, const void *b)
{
	const struct verdict *x = a, *y = b;
	int order = strcmp(x->label, y->label);

	if (order != 0)
		return order;
	if (x->start != y->start)
		return x->start < y->start ? -1 : 1;
	return strcmp(x->user, y->user);
}

void
lines_sort(struct school *s)
{
	qsort(s->lines, s->line_count, sizeof(*s->lines), compare_lines);
	qsort(s->truth.all, s->truth.count, sizeof(*s->truth.all),
	    compare_verdicts);
	qsort(s->lookalikes.all, s->lookalikes.count,
	    sizeof(*s->lookalikes.all), compare_verdicts);
}

static void
verdict_add(struct verdicts *v, const char *label, const char *user,
    int64_t start, int64_t end, const char *detail)
{
	struct verdict *new;

	v->all = grow(v->all, v->count, &v->room, sizeof(*v->all));
	new = &v->all[v->count++];
	*new = (struct verdict){ .label = label, .start = start, .end = end };
	snprintf(new->user, sizeof(new->user), "%s", user);
	snprintf(new->detail, sizeof(new->detail), "%s", detail);
}

void
truth_add(struct school *s, const char *label, const char *user, int64_t start,
    int64_t end, const char *detail)
{
	verdict_add(&s->truth, label, user, start, end, detail);
}

void
lookalike_add(struct school *s, const char *label, const char *user,
    int64_t start, int64_t end, const char *detail)
{
	verdict_add(&s->lookalikes, label, user, start, end, detail);
}
