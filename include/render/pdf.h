/*
 * A document as PDF: A4, Noto Sans, tagged, the same bytes for the same
 * document.  A chart that cannot be drawn leaves a sentence and its table.
 */
#ifndef RENDER_PDF_H
#define RENDER_PDF_H

#include "render/document.h"

struct pdf_options {
	const char *charts;  /* the folder of chart scripts; NULL: beside
			      * what is shipped */
	const char *gnuplot; /* NULL: /usr/bin/gnuplot */
	bool claim;	     /* write the identifiers of PDF/UA-1 too: off
			      * until a validator has said so */
};

struct pdf_outcome {
	int pages;
	int missing_glyphs; /* characters that no font could draw */
	int failed_charts;
	char chart_reason[256]; /* of the last chart that failed */
};

/* NULL, or the reason why there is no PDF.  options and outcome may be
 * NULL. */
const char *document_write_pdf(const struct document *d,
    const struct pdf_options *options, struct pdf_outcome *outcome,
    struct buffer *out);
/* The same for a document of the product: says on standard error, of that
 * name, which charts failed and how many letters no font has. */
const char *document_pdf(const struct document *d, const char *name,
    struct buffer *out);

#endif
