/*
 * A document as HTML: one file with all that it needs in it, no script, the
 * charts as drawings (SVG), fit for screen readers, small screens and the
 * printer.  The same figures as the PDF, from the same document.
 */
#ifndef RENDER_HTML_H
#define RENDER_HTML_H

#include "render/pdf.h"

/* NULL, or the reason why there is no HTML.  options and outcome may be
 * NULL; pages and missing glyphs are not counted. */
const char *document_write_html(const struct document *d,
    const struct pdf_options *options, struct pdf_outcome *outcome,
    struct buffer *out);

#endif
