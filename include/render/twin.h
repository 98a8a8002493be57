/*
 * The CSV twin of a document, by RFC 4180, cells guarded against formulas.
 */
#ifndef RENDER_TWIN_H
#define RENDER_TWIN_H

#include "render/document.h"

/* The measure of the row that bears the document's stamp. */
#define STAMP_MEASURE "Please note"

enum twin_form {
	/*
	 * A row for every figure of the document:
	 *
	 *   school,reporting_period,rule_set,section,measure,
	 *   breakdown_1,breakdown_2,breakdown_3,value,unit,mark
	 *
	 * In a sentence the measure is the figure's own and the breakdowns
	 * are empty; in a table the measure is the caption, and the
	 * breakdowns are the row, the column and the group of rows.
	 */
	TWIN_FIGURES,
	/* The first table as it stands: its titles, then its rows. */
	TWIN_TABLE,
};

/* bom: begin with a byte order mark, for Excel. */
void document_write_csv(const struct document *d, enum twin_form form,
    bool bom, struct buffer *out);

#endif
