/*
 * Faults of what a school has written: collected, sorted, printed.
 */
#include <stdarg.h>
#include <stdlib.h>

#include "base/arena.h"
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

/* Control characters in a list must not reach a terminal. */
static void
print_guarded(FILE *out, struct slice s)
{
	size_t i;

	for (i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];

		putc(c < ' ' || c == 0x7f ? '?' : c, out);
	}
}

void
faults_print(const struct faults *f, FILE *out)
{
	const struct fault **order = memory_zeroed(f->count, sizeof *order);
	size_t i;

	for (i = 0; i < f->count; i++)
		order[i] = &f->list[i];
	qsort(order, f->count, sizeof *order, by_place);
	for (i = 0; i < f->count; i++) {
		print_guarded(out, order[i]->path);
		if (order[i]->line > 0)
			fprintf(out, ":%d", order[i]->line);
		fputs(order[i]->warning ? ": warning: " : ": ", out);
		print_guarded(out, order[i]->text);
		putc('\n', out);
	}
	free(order);
}
