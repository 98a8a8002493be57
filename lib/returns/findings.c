/*
 * Errors and queries.
 */
#include <stdarg.h>
#include <stdlib.h>

#include "base/csv.h"

#include "findings.h"

enum { LONGEST_VALUE = 40, LONGEST_TEXT = 400 };

void
findings_init(struct findings *f)
{
	memset(f, 0, sizeof *f);
	f->arena = arena_create();
}

void
findings_finish(struct findings *f)
{
	arena_destroy(f->arena);
	free(f->list);
}

/* What others wrote goes to a terminal: plain ASCII, and not much of it. */
static struct slice
tame(struct arena *a, struct slice s)
{
	struct slice cut = slice_first(s, LONGEST_VALUE);
	char *text = arena_text(a, cut);
	size_t i;

	for (i = 0; i < cut.len; i++)
		if (text[i] < ' ' || text[i] > '~' || text[i] == '"')
			text[i] = '?';
	return (struct slice){ text, cut.len };
}

static void add(struct findings *f, struct finding new, const char *text,
    va_list args) __attribute__((format(printf, 3, 0)));

static void
add(struct findings *f, struct finding new, const char *text, va_list args)
{
	char words[LONGEST_TEXT];

	if (new.query)
		f->queries++;
	else
		f->errors++;
	if (f->count >= MOST_FINDINGS)
		return;
	vsnprintf(words, sizeof words, text, args);
	new.text = arena_copy(f->arena, slice_of(words));
	new.file = slice_of(f->file);
	new.line = f->line;
	GROW(f->list, f->count, f->room);
	f->list[f->count++] = new;
}

void
error_found(struct findings *f, const char *code, const char *column,
    struct slice value, const char *text, ...)
{
	va_list args;

	va_start(args, text);
	add(f, (struct finding){ .code = code, .column = column,
	    .value = tame(f->arena, value) }, text, args);
	va_end(args);
}

void
query_found(struct findings *f, const char *code, const char *text, ...)
{
	va_list args;

	va_start(args, text);
	add(f, (struct finding){ .query = true, .code = code }, text, args);
	va_end(args);
}

void
findings_print(const struct findings *f, const char *package, FILE *out)
{
	size_t i;

	fprintf(out, "%s: %zu errors, %zu queries\n", package, f->errors,
	    f->queries);
	for (i = 0; i < f->count; i++) {
		const struct finding *n = &f->list[i];

		fprintf(out, "%s %s ", n->query ? "QUERY" : "ERROR", n->code);
		if (n->file.len > 0)
			fprintf(out, "%.*s", SLICE_ARG(n->file));
		if (n->file.len > 0 && n->line > 0)
			fprintf(out, ":%zu", n->line);
		fprintf(out, "%s", n->file.len > 0 ? " " : "");
		if (n->column != NULL)
			fprintf(out, "%s value=\"%.*s\" ", n->column,
			    SLICE_ARG(n->value));
		fprintf(out, "%.*s\n", SLICE_ARG(n->text));
	}
	if (f->count < f->errors + f->queries)
		fprintf(out, "... and %zu more\n",
		    f->errors + f->queries - f->count);
}

void
findings_csv_titles(struct buffer *out)
{
	static const char *const titles[] = { "kind", "code", "file", "line",
		"column", "value", "text" };
	size_t i;

	csv_add(out, true, SLICE("package"));
	for (i = 0; i < sizeof titles / sizeof *titles; i++)
		csv_add(out, false, slice_of(titles[i]));
	csv_end_row(out);
}

void
findings_csv(const struct findings *f, const char *package,
    struct buffer *out)
{
	char line[32];
	size_t i;

	for (i = 0; i < f->count; i++) {
		const struct finding *n = &f->list[i];

		snprintf(line, sizeof line, "%zu", n->line);
		csv_add(out, true, slice_of(package));
		csv_add(out, false, n->query ? SLICE("query") :
					       SLICE("error"));
		csv_add(out, false, slice_of(n->code));
		csv_add(out, false, n->file);
		csv_add(out, false, n->line > 0 ? slice_of(line) : SLICE(""));
		csv_add(out, false, slice_of(n->column));
		csv_add(out, false, n->value);
		csv_add(out, false, n->text);
		csv_end_row(out);
	}
}
