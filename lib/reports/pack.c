/*
 * A page of the policy pack in both its forms.
 */
#include <err.h>
#include <stdio.h>
#include <string.h>

#include "deliver/deliver.h"
#include "render/pdf.h"
#include "reports/facts.h"
#include "reports/words.h"

#include "pack.h"

enum { WIDTH = 76, KEEP_DAYS = 3 * 365 };

/* Words up to the width of a page of text; `hang` spaces before the rest. */
static void
wrap(struct buffer *out, const char *first, const char *text, size_t hang)
{
	struct slice rest = slice_of(text), word;
	size_t at = strlen(first);
	bool begun = false;

	buffer_text(out, first);
	while (slice_take_word(&rest, &word)) {
		if (begun && at + 1 + word.len > WIDTH) {
			buffer_printf(out, "\n%*s", (int)hang, "");
			at = hang;
		} else if (begun) {
			buffer_char(out, ' ');
			at++;
		}
		buffer_add(out, word);
		at += word.len;
		begun = true;
	}
	buffer_char(out, '\n');
}

void
pack_begin(struct pack *p, const char *title, const char *audience,
    enum pack_form form)
{
	const struct settings *s = p->settings;
	struct arena *a = p->arena;
	struct document_facts f = facts_of_school(a, s, title, p->job->now);

	f.marking = NULL; /* drafts, which the school makes its own */
	f.audience = audience;
	f.rule_set = words_rules(a, s);
	f.destroy_by = words_day(a,
	    zone_civil(s->zone, p->job->now).day + KEEP_DAYS);
	f.cover = form == PACK_NOTICE ? COVER_NONE : COVER_BLOCK;
	f.landscape = form == PACK_WIDE;
	p->document = document_create(&f);
	buffer_init(&p->text, BUFFER_LARGEST);
	buffer_printf(&p->text, "%s\n%s\nFor: %s\nMade %s\n", title,
	    f.school, audience, f.made);
}

void
pack_heading(struct pack *p, const char *text)
{
	size_t i;

	document_heading(p->document, 1, text);
	buffer_printf(&p->text, "\n%s\n", text);
	for (i = 0; i < strlen(text); i++)
		buffer_char(&p->text, '-');
	buffer_char(&p->text, '\n');
}

void
pack_say(struct pack *p, const char *text)
{
	document_plain(p->document, slice_of(text));
	buffer_char(&p->text, '\n');
	wrap(&p->text, "", text, 0);
}

void
pack_point(struct pack *p, const char *text)
{
	document_point(p->document, "{}",
	    FIGURES(figure_words(slice_of(text))));
	wrap(&p->text, "* ", text, 2);
}

/* The first column names the row; the others are prose, of which those of
 * the method differ in length. */
void
pack_table(struct pack *p, const char *caption, const char *const titles[])
{
	static const int even[] = { 2, 3, 3, 3, 3 };
	static const int method[] = { 3, 5, 3, 2, 5 };
	size_t i = 0;

	while (titles[i] != NULL)
		i++;
	p->columns = i;
	p->table = document_table(p->document, caption);
	for (i = 0; titles[i] != NULL; i++) {
		p->titles[i] = titles[i];
		table_column(p->table, titles[i],
		    i == 0 ? COLUMN_HEAD : COLUMN_TEXT,
		    p->columns == 5 ? method[i] : even[i]);
	}
	p->column = 0;
	buffer_printf(&p->text, "\n%s\n", caption);
}

void
pack_cell(struct pack *p, const char *text)
{
	const char *first;

	if (p->column == 0)
		table_row(p->table, ROW_PLAIN);
	table_text(p->table, slice_of(text));
	if (p->column == 0) {
		buffer_char(&p->text, '\n');
		wrap(&p->text, "* ", text, 2);
	} else if (*text != '\0') {
		first = arena_printf(p->arena, "  %s: ",
		    p->titles[p->column]);
		wrap(&p->text, first, text, 4);
	}
	p->column = (p->column + 1) % p->columns;
}

void
pack_table_end(struct pack *p)
{
	document_place(p->document, p->table);
}

void
pack_sign(struct pack *p, const char *statement, const char *const roles[])
{
	size_t i;

	document_sign_off(p->document, statement, roles);
	buffer_char(&p->text, '\n');
	wrap(&p->text, "", statement, 0);
	for (i = 0; roles[i] != NULL; i++)
		buffer_printf(&p->text, "\n%s: ____________________ "
		    "date: ____________\n", roles[i]);
}

int
pack_put(struct pack *p, const char *reader, const char *name)
{
	struct arena *a = p->arena;
	const char *folder = deliver_folder(p->settings, p->job->out, reader,
	    a), *why;
	struct buffer pdf;
	int result = -1;

	buffer_init(&pdf, BUFFER_LARGEST);
	why = document_pdf(p->document, name, &pdf);
	if (why != NULL)
		warnx("%s: %s", name, why);
	else if (folder != NULL && deliver_text(folder, arena_printf(a,
	    "%s.pdf", name), buffer_slice(&pdf)) == 0)
		result = deliver_text(folder, arena_printf(a, "%s.txt", name),
		    buffer_slice(&p->text));
	if (result == 0)
		printf("%s/%s.pdf\n%s/%s.txt\n", folder, name, folder,
		    name);
	buffer_finish(&pdf);
	buffer_finish(&p->text);
	document_destroy(p->document);
	p->document = NULL;
	return result;
}
