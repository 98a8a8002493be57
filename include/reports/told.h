/*
 * Figures as they were told.  What the governors' report of a term says is
 * sealed with it, figure by figure, each with a name of its own: so whatever
 * tells of that term later says the same, and a corrected version knows what
 * its readers have already.
 */
#ifndef REPORTS_TOLD_H
#define REPORTS_TOLD_H

#include "base/buffer.h"
#include "disclosure/disclosure.h"
#include "render/figure.h"
#include "store/store.h"

#define TOLD_FORM "figures" /* of the seal */

struct told;

struct told *told_create(void);
void told_destroy(struct told *t); /* NULL is fine */

/* The first of a name stays. */
void told_add(struct told *t, const char *name, struct figure f);
bool told_find(const struct told *t, const char *name, struct figure *out);

/* What only the version before told: it stays told, or hidden. */
void told_keep(struct told *t, const struct told *before);
void told_write(const struct told *t, struct buffer *out);
/* NULL where a line cannot be understood. */
struct told *told_read(struct slice text);
/* What the newest seal of that report says; NULL: there is none.  For those
 * who may not see names. */
struct told *told_of_term(struct store *store, struct slice report,
    struct slice term);

/* Tells the cell of a table what was told of it before, if it was. */
void told_to_cell(const struct told *before, const char *name, bool grows,
    struct disclosure *d, size_t cell);

/*
 * The figure as it may be told beside the one before: hidden where that was,
 * and where it has moved by so little that the change tells of few people.
 */
struct figure told_beside(const struct told *before, const char *name,
    struct figure f, int threshold);

#endif
