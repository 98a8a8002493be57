/*
 * The last pass says what cairo 1.16 cannot: alternative texts, scopes,
 * artifacts, language, metadata.  Elements come in the order in which they
 * were drawn, so the nth figure of the tree has the nth note.
 */
#include <stdlib.h>
#include <string.h>

#include <gio/gio.h>

#include "tags.h"

enum { DEEPEST = 24 };

enum { SCOPE_COLUMN, SCOPE_ROW, SCOPES };

struct pass {
	qpdf_data q;
	struct press *p;
	size_t next[TAG_KINDS];
	qpdf_oh scopes[SCOPES]; /* all heads of a kind share one */
};

static const struct tag_note *
next_note(struct pass *pass, enum tag_kind kind)
{
	struct tag_notes *notes = &pass->p->notes[kind];

	return pass->next[kind] < notes->count ?
	    &notes->list[pass->next[kind]++] :
	    NULL;
}

static void
add_point(struct buffer *out, double value)
{
	struct figure f = figure_fixed((int64_t)(value * 100 +
				       (value < 0 ? -0.5 : 0.5)), 2);

	figure_print_plain(out, &f);
	buffer_char(out, ' ');
}

static void
mend_figure(struct pass *pass, qpdf_oh e)
{
	const struct tag_note *note = next_note(pass, TAG_FIGURE);
	struct buffer b;
	int i;

	if (note == NULL)
		return;
	tags_set_text(pass->q, e, "/Alt",
	    note->text == NULL || *note->text == '\0' ? "Chart" :
							note->text);
	buffer_init(&b, 512);
	buffer_text(&b, "<</O /Layout /Placement /Block /BBox [");
	for (i = 0; i < 4; i++)
		add_point(&b, note->box[i]);
	buffer_text(&b, "]>>");
	tags_set(pass->q, e, "/A", b.ptr);
	buffer_finish(&b);
}

/* The annotation of a link gets its words and its printing flag. */
static void
mend_link(struct pass *pass, qpdf_oh e)
{
	const struct tag_note *note = next_note(pass, TAG_LINK);
	qpdf_oh kids = tags_key(pass->q, e, "/K");
	int i, n = qpdf_oh_is_array(pass->q, kids) ?
	    qpdf_oh_get_array_n_items(pass->q, kids) :
	    0;

	for (i = 0; i < n; i++) {
		qpdf_oh kid = qpdf_oh_get_array_item(pass->q, kids, i);

		if (note != NULL && tags_is(pass->q, kid, "/Type", "/OBJR")) {
			qpdf_oh a = tags_key(pass->q, kid, "/Obj");

			tags_set_text(pass->q, a, "/Contents", note->text);
			tags_set(pass->q, a, "/F", "4");
			qpdf_oh_release(pass->q, a);
		}
		qpdf_oh_release(pass->q, kid);
	}
	qpdf_oh_release(pass->q, kids);
}

static void
mend_element(struct pass *pass, qpdf_oh e)
{
	qpdf_data q = pass->q;
	const struct tag_note *note;

	if (tags_is(q, e, "/S", "/Figure"))
		mend_figure(pass, e);
	else if (tags_is(q, e, "/S", "/Link"))
		mend_link(pass, e);
	else if (tags_is(q, e, "/S", "/L"))
		tags_set(q, e, "/A", "<</O /List /ListNumbering /Disc>>");
	else if (tags_is(q, e, "/S", "/TH") &&
	    (note = next_note(pass, TAG_TH)) != NULL)
		qpdf_oh_replace_key(q, e, "/A",
		    pass->scopes[strcmp(note->text, "Row") == 0 ?
			SCOPE_ROW : SCOPE_COLUMN]);
}

static void
add_scopes(struct pass *pass)
{
	static const char *const says[SCOPES] = {
		[SCOPE_COLUMN] = "<</O /Table /Scope /Column>>",
		[SCOPE_ROW] = "<</O /Table /Scope /Row>>",
	};
	int i;

	for (i = 0; i < SCOPES; i++) {
		qpdf_oh direct = qpdf_oh_parse(pass->q, says[i]);

		pass->scopes[i] = qpdf_make_indirect_object(pass->q, direct);
		qpdf_oh_release(pass->q, direct);
	}
}

static bool
is_artifact(qpdf_data q, qpdf_oh e)
{
	return tags_is(q, e, "/S", "/Private") ||
	    tags_is(q, e, "/S", "/NonStruct");
}

static void
walk(struct pass *pass, qpdf_oh e, int depth)
{
	qpdf_data q = pass->q;
	qpdf_oh kids, kept;
	int i, n, left = 0;

	mend_element(pass, e);
	kids = tags_key(q, e, "/K");
	if (!qpdf_oh_is_array(q, kids)) {
		if (depth < DEEPEST && qpdf_oh_is_dictionary(q, kids)) {
			if (is_artifact(q, kids))
				qpdf_oh_remove_key(q, e, "/K");
			else
				walk(pass, kids, depth + 1);
		}
		qpdf_oh_release(q, kids);
		return;
	}
	kept = qpdf_oh_new_array(q);
	n = qpdf_oh_get_array_n_items(q, kids);
	for (i = 0; i < n; i++) {
		qpdf_oh kid = qpdf_oh_get_array_item(q, kids, i);

		if (!is_artifact(q, kid)) {
			qpdf_oh_append_item(q, kept, kid);
			left++;
			if (depth < DEEPEST && qpdf_oh_has_key(q, kid, "/S"))
				walk(pass, kid, depth + 1);
		}
		qpdf_oh_release(q, kid);
	}
	if (left < n)
		qpdf_oh_replace_key(q, e, "/K", kept);
	qpdf_oh_release(q, kept);
	qpdf_oh_release(q, kids);
}

/* Pieces that became artifacts have no parent any more. */
static void
mend_parents(qpdf_data q, qpdf_oh tree)
{
	qpdf_oh parents = tags_key(q, tree, "/ParentTree");
	qpdf_oh numbers = tags_key(q, parents, "/Nums");
	qpdf_oh none = qpdf_oh_new_null(q);
	int i, j, n = qpdf_oh_is_array(q, numbers) ?
	    qpdf_oh_get_array_n_items(q, numbers) :
	    0;

	for (i = 1; i < n; i += 2) {
		qpdf_oh list = qpdf_oh_get_array_item(q, numbers, i);
		int m = qpdf_oh_is_array(q, list) ?
		    qpdf_oh_get_array_n_items(q, list) :
		    0;

		for (j = 0; j < m; j++) {
			qpdf_oh e = qpdf_oh_get_array_item(q, list, j);

			if (is_artifact(q, e))
				qpdf_oh_set_array_item(q, list, j, none);
			qpdf_oh_release(q, e);
		}
		qpdf_oh_release(q, list);
	}
	qpdf_oh_release(q, none);
	qpdf_oh_release(q, numbers);
	qpdf_oh_release(q, parents);
}

/* qpdf keeps what it is given until it writes: of a long log the pages as
 * they are would be most of the memory. */
static bool
deflate_page(struct slice page, struct buffer *out)
{
	GConverter *c = G_CONVERTER(g_zlib_compressor_new(
	    G_ZLIB_COMPRESSOR_FORMAT_ZLIB, 6));
	GConverterResult r;
	char piece[16384];

	do {
		gsize taken = 0, given = 0;

		r = g_converter_convert(c, page.ptr, page.len, piece,
		    sizeof piece, G_CONVERTER_INPUT_AT_END, &taken, &given,
		    NULL);
		page = slice_from(page, taken);
		buffer_add(out, (struct slice){ piece, given });
	} while (r == G_CONVERTER_CONVERTED);
	g_object_unref(c);
	return r == G_CONVERTER_FINISHED;
}

static void
set_content(qpdf_data q, qpdf_oh page, struct slice deflated)
{
	qpdf_oh stream = qpdf_oh_new_stream(q);
	qpdf_oh filter = qpdf_oh_new_name(q, "/FlateDecode");
	qpdf_oh none = qpdf_oh_new_null(q);

	qpdf_oh_replace_stream_data(q, stream,
	    (const unsigned char *)deflated.ptr, deflated.len, filter, none);
	qpdf_oh_replace_key(q, page, "/Contents", stream);
	qpdf_oh_release(q, none);
	qpdf_oh_release(q, filter);
	qpdf_oh_release(q, stream);
}

static const char *
mend_page(qpdf_data q, qpdf_oh page)
{
	unsigned char *content = NULL;
	size_t n = 0;
	struct buffer marked, deflated;
	const char *why = NULL;

	if (qpdf_oh_get_page_content_data(q, page, &content, &n) &
	    QPDF_ERRORS)
		return "a page cannot be read back";
	buffer_init(&marked, BUFFER_LARGEST);
	buffer_init(&deflated, BUFFER_LARGEST);
	tags_mark_artifacts((struct slice){ (const char *)content, n },
	    &marked);
	free(content);
	if (deflate_page(buffer_slice(&marked), &deflated))
		set_content(q, page, buffer_slice(&deflated));
	else
		why = "a page cannot be packed";
	buffer_finish(&deflated);
	buffer_finish(&marked);
	qpdf_oh_remove_key(q, page, "/Group");
	tags_set(q, page, "/Tabs", "/S");
	return why;
}

static const char *
mend(struct pass *pass)
{
	qpdf_data q = pass->q;
	qpdf_oh root = qpdf_get_root(q), tree, kids;
	int i, n = qpdf_get_num_pages(q);
	const char *why;

	for (i = 0; i < n; i++) {
		qpdf_oh page = qpdf_get_page_n(q, (size_t)i);

		if ((why = mend_page(q, page)) != NULL)
			return why;
		qpdf_oh_release(q, page);
	}
	tree = tags_key(q, root, "/StructTreeRoot");
	if (!qpdf_oh_is_dictionary(q, tree))
		return "the document has no tags";
	add_scopes(pass);
	/* Parents first: they are judged by the elements' old names. */
	mend_parents(q, tree);
	kids = tags_key(q, tree, "/K");
	n = qpdf_oh_is_array(q, kids) ? qpdf_oh_get_array_n_items(q, kids) :
					0;
	for (i = 0; i < n; i++) {
		qpdf_oh kid = qpdf_oh_get_array_item(q, kids, i);

		walk(pass, kid, 0);
		qpdf_oh_release(q, kid);
	}
	qpdf_oh_release(q, kids);
	qpdf_oh_release(q, tree);
	qpdf_oh_release(q, root);
	tags_fonts(q);
	tags_metadata(q, pass->p);
	return NULL;
}

static const char *
write_out(qpdf_data q)
{
	if (qpdf_init_write_memory(q) & QPDF_ERRORS)
		return "the PDF cannot be written";
	qpdf_set_deterministic_ID(q, QPDF_TRUE);
	qpdf_set_newline_before_endstream(q, QPDF_TRUE);
	qpdf_set_object_stream_mode(q, qpdf_o_disable);
	qpdf_force_pdf_version(q, "1.4");
	if (qpdf_write(q) & QPDF_ERRORS)
		return "the PDF cannot be written";
	return NULL;
}

/* What qpdf has read from is let go before there is a second copy of what
 * it wrote. */
static void
take_out(qpdf_data q, struct buffer *pdf, struct buffer *out)
{
	buffer_finish(pdf);
	buffer_add(out,
	    (struct slice){ (const char *)qpdf_get_buffer(q),
		qpdf_get_buffer_length(q) });
}

/* What /S says already: a long log has 50,000 elements, and each key is
 * memory, so qpdf never gets to see it.  No text has a line end in it. */
static void
drop_types(struct buffer *pdf)
{
	const struct slice key = SLICE("<< /Type /StructElem\n");
	char *at = pdf->ptr, *end = pdf->ptr + pdf->len;

	while ((at = memmem(at, (size_t)(end - at), key.ptr, key.len)) !=
	    NULL) {
		memset(at + 2, ' ', key.len - 3);
		at += key.len;
	}
}

const char *
tags_finish(struct press *p, struct buffer *pdf, struct buffer *out)
{
	struct pass pass = { .q = qpdf_init(), .p = p };
	const char *why = NULL;

	drop_types(pdf);
	qpdf_set_suppress_warnings(pass.q, QPDF_TRUE);
	qpdf_silence_errors(pass.q);
	if (qpdf_read_memory(pass.q, "pdf", pdf->ptr, pdf->len, NULL) &
	    QPDF_ERRORS)
		why = "cairo's PDF cannot be read back";
	if (why == NULL)
		why = mend(&pass);
	if (why == NULL)
		why = write_out(pass.q);
	if (why == NULL)
		take_out(pass.q, pdf, out);
	qpdf_cleanup(&pass.q);
	return why;
}
