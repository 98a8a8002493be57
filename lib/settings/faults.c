/*
 * Faults of what a school has written: collected, sorted, printed.
 */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "settings/settings.h"

void
faults_init(struct faults *f)
{
	*f = (struct faults){ .arena = arena_create() };
}

void
faults_finish(struct faults *f)
{
	arena_destroy(f->arena);
	free(f->list);
	*f = (struct faults){ 0 };
}

__attribute__((format(printf, 5, 0))) static void
add(struct faults *f, struct slice path, int line, bool warning,
    const char *fmt, va_list ap)
{
	char text[1024];
	struct fault *fault;

	vsnprintf(text, sizeof text, fmt, ap);
	GROW(f->list, f->count, f->room);
	fault = &f->list[f->count++];
	fault->path = arena_copy(f->arena, path);
	fault->line = line;
	fault->warning = warning;
	fault->text = arena_copy(f->arena, slice_of(text));
	if (!warning)
		f->errors++;
}

void
fault_add(struct faults *f, struct slice path, int line, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	add(f, path, line, false, fmt, ap);
	va_end(ap);
}

void
fault_warn(struct faults *f, struct slice path, int line, const char *fmt,
    ...)
{
	va_list ap;

	va_start(ap, fmt);
	add(f, path, line, true, fmt, ap);
	va_end(ap);
}

static int
by_place(const void *one, const void *other)
{
	const struct fault *const *a = one, *const *b = other;
	int order = slice_compare((*a)->path, (*b)->path);

	if (order != 0)
		return order;
	if ((*a)->line != (*b)->line)
		return (*a)->line < (*b)->line ? -1 : 1;
	return *a < *b ? -1 : *a > *b; /* in the order they were found */
}

static int
by_words(const void *one, const void *other)
{
	const struct fault *const *a = one, *const *b = other;
	int order = slice_compare((*a)->path, (*b)->path);

	if (order == 0)
		order = slice_compare((*a)->text, (*b)->text);
	if (order == 0)
		order = (int)(*a)->warning - (int)(*b)->warning;
	return order != 0 ? order : by_place(one, other);
}

static void
print_one(FILE *out, const struct fault *fault, size_t more, int last)
{
	struct buffer line;

	buffer_init(&line, BUFFER_LARGEST);
	buffer_shown(&line, fault->path);
	if (fault->line > 0)
		buffer_printf(&line, ":%d", fault->line);
	buffer_text(&line, fault->warning ? ": warning: " : ": ");
	buffer_shown(&line, fault->text);
	if (more > 0)
		buffer_printf(&line, " (so too %zu more, to line %d)", more,
		    last);
	buffer_char(&line, '\n');
	fwrite(line.ptr, 1, line.len, out);
	buffer_finish(&line);
}

/* How many faults from there on say the same of the same file. */
static size_t
alike(const struct fault *const *order, size_t count)
{
	size_t n = 1;

	while (n < count && order[n]->line > 0 &&
	    order[n]->warning == order[0]->warning &&
	    slice_equal(order[n]->path, order[0]->path) &&
	    slice_equal(order[n]->text, order[0]->text))
		n++;
	return n;
}

/* What a thousand lines of a list lack is one thing to mend: the first few
 * are shown, the last of these with the number of the others. */
void
faults_print(const struct faults *f, FILE *out)
{
	enum { SHOWN = 3 };
	const struct fault **order = memory_zeroed(f->count, sizeof *order);
	size_t i, n, more, shown = 0;
	struct tail {
		size_t more;
		int last;
	} *tails = memory_zeroed(f->count, sizeof *tails);

	for (i = 0; i < f->count; i++)
		order[i] = &f->list[i];
	qsort(order, f->count, sizeof *order, by_words);
	for (i = 0; i < f->count; i += n) {
		n = alike(order + i, f->count - i);
		more = n > SHOWN + 1 ? n - SHOWN : 0;
		if (more > 0)
			tails[order[i + SHOWN - 1] - f->list] = (struct tail){
				more, order[i + n - 1]->line };
		memmove(order + shown, order + i, (n - more) * sizeof *order);
		shown += n - more;
	}
	qsort(order, shown, sizeof *order, by_place);
	for (i = 0; i < shown; i++)
		print_one(out, order[i], tails[order[i] - f->list].more,
		    tails[order[i] - f->list].last);
	free(tails);
	free(order);
}
