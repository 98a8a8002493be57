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
#include "basis.h"
#include "cube.h"
#include "funnel.h"

struct overview_school {
	const struct our_school *school;
	const struct entry *entry; /* NULL: it has not returned */
	struct cube cube, before;
	bool had_before;
	bool partial; /* logs of less than nine and a half tenths */
	bool common[CUBE_CATEGORIES]; /* judged as elsewhere */
};

/* A category that all judge alike, over the schools that did so, sent a whole
 * term and show it. */
struct overview_rate {
	int64_t schools, hidden, local, pupils, pupils_in, incidents;
	int64_t in_before, in_both, pupils_both;
};

struct overview {
	struct authority *authority;
	struct arena *arena;
	struct term_code term, last;
	struct overview_school *schools; /* by size */
	size_t count, returned, late, partial, by_hand;
	struct basis basis; /* what is to be judged alike */
	struct overview_rate rates[CUBE_CATEGORIES];
	int64_t now;
};

/* NULL: said. */
struct overview *overview_load(const struct receive_job *job);
void overview_free(struct overview *o); /* NULL is fine */

/* Pupils in incidents of that category; false: it is not shown. */
bool overview_pupils(const struct cube *c, int category, int64_t *pupils_in,
    int64_t *incidents);
/* The same, where it can be set beside other schools' too. */
bool overview_compares(const struct overview_school *s, int category,
    int64_t *pupils_in, int64_t *incidents);
enum funnel_place overview_place(const struct overview *o,
    const struct overview_school *s, int category);
/* A share of the pupils; 0: nobody can tell. */
double overview_share(const struct overview *o, int category);
/* Of all that can be compared; of two schools each could be told. */
bool overview_tells(const struct overview *o, int category);
struct figure overview_rate(int64_t part, int64_t pupils);
/* Of chance, per 1,000, to a tenth. */
struct figure overview_limit(double per_1000);
const char *overview_term(const struct overview *o, struct arena *a);
/* Size, rate and limits, for a funnel. */
void overview_funnel_titles(struct table *t);
void overview_funnel_row(struct table *t, struct slice name, int64_t pupils,
    struct figure rate, struct funnel_limits l);
/* Facts that both kinds of document share. */
struct document *overview_document(const struct overview *o,
    const char *title, const char *school, const char *audience,
    enum cover cover);

struct document *overview_lay_out(const struct overview *o);
struct document *overview_sheet(const struct overview *o,
    const struct overview_school *s);

#endif
