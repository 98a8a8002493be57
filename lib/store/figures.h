/*
 * What those may read who may not see names.
 */
#ifndef FIGURES_H
#define FIGURES_H

struct store;

struct figures {
	const char *table;
	const char *columns; /* names and commas; NULL: all of them */
	const char *from;    /* a question that gives them; NULL: the table of
			      * that name */
};
extern const struct figures figures[]; /* ends with a NULL table */

/* Puts a private copy of these tables in the place of the connection to the
 * file; -1: said. */
int figures_only(struct store *s);

#endif
