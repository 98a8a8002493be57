/*
 * What the files that write HTML share; private to render.
 */
#ifndef HTML_H
#define HTML_H

#include "press.h"

/* html_text.c */
extern const char html_style[];
/* Text, cleaned as for the PDF, its markup characters escaped. */
void html_text(struct buffer *out, struct slice s);
void html_print(struct buffer *out, const char *s); /* NULL: nothing */
/* As a string within CSS, quotes and all. */
void html_css(struct buffer *out, const char *s);

/* html_table.c; figure: the number of the chart that it is of, or 0 */
void html_table(struct buffer *out, const struct table *t, int figure);

/* html_chart.c */
void html_chart(struct press *p, struct buffer *out, const struct node *n);

#endif
