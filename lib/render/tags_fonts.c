/*
 * Fonts, as PDF/A wants them: cairo leaves out which glyph belongs to which
 * number (they are the same) and, for PDF/A-1, which numbers there are (all
 * from nought to the last width).
 */
#include <stdlib.h>

#include "tags.h"

/* cairo writes /W as [ 0 [ w0 w1 ... ] ]. */
static int
count_glyphs(qpdf_data q, qpdf_oh font)
{
	qpdf_oh w = tags_key(q, font, "/W"), list;
	int n = 0;

	if (qpdf_oh_is_array(q, w) && qpdf_oh_get_array_n_items(q, w) > 1) {
		list = qpdf_oh_get_array_item(q, w, 1);
		if (qpdf_oh_is_array(q, list))
			n = qpdf_oh_get_array_n_items(q, list);
		qpdf_oh_release(q, list);
	}
	qpdf_oh_release(q, w);
	return n;
}

static void
add_set(qpdf_data q, qpdf_oh font)
{
	qpdf_oh descriptor = tags_key(q, font, "/FontDescriptor"), stream;
	qpdf_oh none = qpdf_oh_new_null(q);
	int n = count_glyphs(q, font), i;
	unsigned char *bits;

	if (n > 0 && qpdf_oh_is_dictionary(q, descriptor)) {
		bits = memory_zeroed((size_t)n / 8 + 1, 1);
		for (i = 0; i < n; i++)
			bits[i / 8] |= (unsigned char)(0x80 >> i % 8);
		stream = qpdf_oh_new_stream(q);
		qpdf_oh_replace_stream_data(q, stream, bits,
		    ((size_t)n + 7) / 8, none, none);
		qpdf_oh_replace_key(q, descriptor, "/CIDSet", stream);
		qpdf_oh_release(q, stream);
		free(bits);
	}
	qpdf_oh_release(q, none);
	qpdf_oh_release(q, descriptor);
}

void
tags_fonts(qpdf_data q)
{
	qpdf_oh trailer = qpdf_get_trailer(q);
	qpdf_oh size = tags_key(q, trailer, "/Size");
	int id, last = qpdf_oh_get_int_value_as_int(q, size);

	for (id = 1; id < last; id++) {
		qpdf_oh o = qpdf_get_object_by_id(q, id, 0);

		if (tags_is(q, o, "/Subtype", "/CIDFontType2")) {
			tags_set(q, o, "/CIDToGIDMap", "/Identity");
			add_set(q, o);
		} else if (tags_is(q, o, "/Subtype", "/CIDFontType0"))
			add_set(q, o);
		qpdf_oh_release(q, o);
	}
	qpdf_oh_release(q, size);
	qpdf_oh_release(q, trailer);
}
