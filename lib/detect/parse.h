/*
 * What the files that read Sigma documents share.  A reading stops at its
 * first fault; each function gives NULL (or false) then, and has said why.
 */
#ifndef PARSE_H
#define PARSE_H

#include "detect/sigma.h"

struct reading {
	struct arena *arena;
	const char *why;
	int why_line;
	const char *doubt;
	int doubt_line;
	size_t made; /* values that modifiers made of others */
};

/* Keeps the first fault.  Gives NULL, so that it can be returned. */
void *refuse(struct reading *r, int line, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* Keeps the first thing that is odd, and no fault. */
void doubt(struct reading *r, int line, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* scalar.c: what a plain YAML scalar is. */
enum scalar_kind { SCALAR_TEXT, SCALAR_NUMBER, SCALAR_BOOL, SCALAR_NULL };
enum scalar_kind scalar_read(const struct yaml *v, double *number,
    bool *truth);
bool scalar_is_text(const struct yaml *v);

/* text.c: parts of a text value. */
struct sigma_part *parts_read(struct arena *a, struct slice text);
struct sigma_part *part_create(struct arena *a, enum sigma_part_kind kind,
    struct slice text);
/* "%name%" becomes a PART_LIST. */
void parts_expand(struct arena *a, struct sigma_value *v);
bool parts_plain(const struct sigma_part *p); /* text only */
struct slice parts_text(const struct sigma_part *p);

/* encode.c */
struct slice encode_base64(struct arena *a, struct slice s);
struct sigma_value *encode_base64_offsets(struct arena *a, struct slice s,
    bool cased);
/* NULL when it is not ASCII. */
struct sigma_part *encode_wide(struct arena *a, const struct sigma_part *p,
    bool big, bool mark);
struct sigma_value *encode_windash(struct arena *a,
    const struct sigma_value *v);

/* modifier.c: applies "contains|all" ... to an item's values. */
struct item {
	struct slice field; /* empty: keyword */
	struct sigma_value *values;
	bool all, negated;
	int line;
};
bool modifiers_apply(struct reading *r, struct item *item,
    struct slice modifiers, const struct yaml *value);

/* detection.c */
struct detections {
	struct slice *names;
	struct sigma_node **nodes;
	size_t count;
};
struct sigma_node *node_create(struct arena *a, enum sigma_kind kind,
    int line);
struct sigma_node *detection_read(struct reading *r, const struct yaml *v);
/* Every child of map but "condition" and those in `skip`. */
bool detections_read(struct reading *r, const struct yaml *map,
    const char *const skip[], struct detections *d);

/* condition.c; NULL without a fault when nothing is left of it. */
struct sigma_node *condition_read(struct reading *r, struct slice text,
    int line, const struct detections *d);
/* A copy of n, since a detection may be named twice. */
struct sigma_node *node_copy(struct arena *a, const struct sigma_node *n);

/* correlation.c */
struct sigma_correlation *correlation_read(struct reading *r,
    const struct yaml *v);

/* meta.c: title, id, date ... of a document. */
bool meta_read(struct reading *r, const struct yaml *root,
    struct sigma_document *doc);
bool list_read(struct reading *r, const struct yaml *v,
    struct slice_list *out);

#endif
