/*
 * The last pass over a PDF; private to render, and the front door of qpdf.
 */
#ifndef RENDER_TAGS_H
#define RENDER_TAGS_H

#include <qpdf/qpdf-c.h>

#include "press.h"

/* tags_content.c: marks of artifacts in a page's content. */
void tags_mark_artifacts(struct slice content, struct buffer *out);
/* tags_meta.c: XMP, Info, language, colour profile. */
void tags_metadata(qpdf_data q, struct press *p);
/* tags_icc.c: sRGB, as an ICC profile of version 2. */
void tags_srgb(struct buffer *out);
/* tags_fonts.c: what PDF/A wants of fonts. */
void tags_fonts(qpdf_data q);

static inline qpdf_oh
tags_key(qpdf_data q, qpdf_oh o, const char *key)
{
	return qpdf_oh_get_key(q, o, key);
}

/* Is it a dictionary whose `key` is the name `name`? */
static inline bool
tags_is(qpdf_data q, qpdf_oh o, const char *key, const char *name)
{
	qpdf_oh value;
	bool is;

	if (!qpdf_oh_is_dictionary(q, o))
		return false;
	value = qpdf_oh_get_key(q, o, key);
	is = qpdf_oh_is_name(q, value) &&
	    strcmp(qpdf_oh_get_name(q, value), name) == 0;
	qpdf_oh_release(q, value);
	return is;
}

/* Sets a key to what `text` says in PDF's own words. */
static inline void
tags_set(qpdf_data q, qpdf_oh o, const char *key, const char *text)
{
	qpdf_oh value = qpdf_oh_parse(q, text);

	qpdf_oh_replace_key(q, o, key, value);
	qpdf_oh_release(q, value);
}

static inline void
tags_set_text(qpdf_data q, qpdf_oh o, const char *key, const char *text)
{
	char *clean = text_clean(slice_of(text));
	qpdf_oh value = qpdf_oh_new_unicode_string(q, clean);

	qpdf_oh_replace_key(q, o, key, value);
	qpdf_oh_release(q, value);
	g_free(clean);
}

#endif
