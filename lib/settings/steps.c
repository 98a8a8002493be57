/*
 * The table of steps.
 */
#include <errno.h>

#include "base/command.h"

#include "load.h"
#include "settings/steps.h"

static const char *const titles[] = { "flow", "step", "kind", "text", "yes",
	"no" };

const struct step *
steps_find(const struct steps *t, struct slice id)
{
	size_t i;

	for (i = 0; i < t->count; i++)
		if (slice_equal_fold(t->list[i].id, id))
			return &t->list[i];
	return NULL;
}

const struct step *
steps_first(const struct steps *t, struct slice flow)
{
	size_t i;

	for (i = 0; i < t->count; i++)
		if (slice_equal(t->list[i].flow, flow))
			return &t->list[i];
	return NULL;
}

const struct step *
steps_after(const struct steps *t, const struct step *s)
{
	return s + 1 < t->list + t->count ? s + 1 : NULL;
}

static void
check_step(const struct steps *t, const struct step *s, struct faults *f,
    struct slice path, int line)
{
	bool asks = slice_equal(s->kind, SLICE("ask"));

	if (steps_find(t, s->id) != s)
		fault_add(f, path, line, "step %.*s: it is there already",
		    SLICE_ARG(s->id));
	if (!asks && !slice_equal(s->kind, SLICE("do")) &&
	    !slice_equal(s->kind, SLICE("tell")) &&
	    !slice_equal(s->kind, SLICE("not")) &&
	    !slice_equal(s->kind, SLICE("end")))
		fault_add(f, path, line, "kind: expected do, tell, not, ask "
		    "or end, found %.*s", SLICE_ARG(s->kind));
	if (asks && (steps_find(t, s->yes) == NULL ||
	    steps_find(t, s->no) == NULL))
		fault_add(f, path, line, "step %.*s: a question leads to two "
		    "steps of this table, found %.*s and %.*s",
		    SLICE_ARG(s->id), SLICE_ARG(s->yes), SLICE_ARG(s->no));
}

static void
read_table(const struct csv *t, struct arena *a, struct steps *out)
{
	size_t row;
	int at[6], i;

	for (i = 0; i < 6; i++)
		at[i] = csv_find(t, titles[i]);
	out->list = arena_alloc(a, (csv_rows(t) + 1) * sizeof *out->list);
	for (row = 0; row < csv_rows(t); row++) {
		struct slice c[6];

		for (i = 0; i < 6; i++)
			c[i] = arena_copy(a, csv_cell(t, row, at[i]));
		if (c[1].len > 0)
			out->list[out->count++] = (struct step){ c[0], c[1],
				c[2], c[3], c[4], c[5] };
	}
}

int
steps_load(const struct settings *s, struct arena *a, struct faults *f,
    struct steps *out)
{
	const char *path = s == NULL || s->steps.len == 0 ?
	    arena_printf(a, "%s/policy/steps.csv", command_share()) :
	    arena_text(a, s->steps);
	struct faults own;
	struct buffer text;
	struct csv *t = NULL;
	const char *why = NULL;
	size_t line = 0, i, before;
	int result;

	faults_init(&own);
	if (f == NULL)
		f = &own;
	before = f->errors;
	*out = (struct steps){ 0 };
	buffer_init(&text, 1 << 20);
	if (buffer_read_file(&text, path) == -1)
		fault_add(f, slice_of(path), 0, "cannot be read: %s",
		    strerror(errno));
	else if ((t = csv_read(buffer_slice(&text), &why, &line)) == NULL)
		fault_add(f, slice_of(path), (int)line, "%s", why);
	else {
		read_table(t, a, out);
		for (i = 0; i < out->count; i++)
			check_step(out, &out->list[i], f, slice_of(path),
			    (int)csv_line(t, i));
		if (steps_first(out, SLICE("pupil")) == NULL ||
		    steps_first(out, SLICE("staff")) == NULL ||
		    steps_first(out, SLICE("illegal")) == NULL)
			fault_add(f, slice_of(path), 0, "expected the flows "
			    "illegal, pupil and staff");
	}
	csv_destroy(t);
	buffer_finish(&text);
	result = f->errors > before ? -1 : 0;
	if (own.errors > 0)
		faults_print(&own, stderr);
	faults_finish(&own);
	return result;
}

void
load_steps(struct loading *l)
{
	struct slice path = yaml_text(l->root, "steps");
	struct steps steps;

	if (path.len == 0 || slice_equal(path, SLICE("shipped")))
		return;
	l->s->steps = resolve_path(l, path);
	steps_load(l->s, l->arena, l->f, &steps);
}
