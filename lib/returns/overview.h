/*
 * All schools of an authority in one term, as the overview and the sheets
 * for governors tell of them.  Nothing is read but figures that the schools
 * have published, so nothing can be told that the merged table does not
 * tell.
 */
#ifndef OVERVIEW_H
#define OVERVIEW_H

#include "render/document.h"
#include "returns/receive.h"

#include "authority.h"
#include "cube.h"
#include "funnel.h"

struct overview_school {
	const struct our_school *school;
	const struct entry *entry; /* NULL: it has not returned */
	struct cube cube, before;
	bool had_before;
	bool partial; /* logs of less than nine and a half tenths */
	/* Pupils in incidents of any kind, where it is shown and can be
	 * compared; else -1. */
	int64_t pupils_in;
	struct funnel_limits limits;
};

/* A category (0: all) over the schools that show it and sent whole terms. */
struct overview_rate {
	int64_t schools, hidden, pupils, pupils_in, incidents;
	int64_t pupils_before, in_before, in_both, pupils_both;
};

struct overview {
	struct authority *authority;
	struct arena *arena;
	struct term_code term, last;
	struct overview_school *schools; /* by size */
	size_t count, returned, late, partial, by_hand;
	struct overview_rate rates[CUBE_CATEGORIES];
	int64_t now;
};

/* NULL: said. */
struct overview *overview_load(const struct receive_job *job);
void overview_free(struct overview *o); /* NULL is fine */

/* Pupils in incidents of that category; false: it is not shown. */
bool overview_pupils(const struct cube *c, int category, int64_t *pupils_in,
    int64_t *incidents);
/* A share of the pupils; 0: nobody can tell. */
double overview_share(const struct overview *o, int category);
/* Of all that can be compared; of two schools each could be told. */
bool overview_tells(const struct overview *o, int category);
struct figure overview_rate(int64_t part, int64_t pupils);
const char *overview_term(const struct overview *o, struct arena *a);
/* Facts that both kinds of document share. */
struct document *overview_document(const struct overview *o,
    const char *title, const char *school, const char *audience,
    enum cover cover);

struct document *overview_lay_out(const struct overview *o);
struct document *overview_sheet(const struct overview *o,
    const struct overview_school *s);

#endif
