/*
 * The rules of a policy, compiled, and what is remembered to judge many
 * events quickly.
 */
#ifndef RULES_H
#define RULES_H

#include "engine.h"

struct rule {
	struct rule_info info;
	const struct sigma_document *doc;
	struct slice path;
	size_t file;	    /* which of the settings' rule files */
	struct term *term;  /* NULL of a correlation, or left out */
	struct term *guard; /* what must also hold of a batch's row */
	bool uses[COLUMN_COUNT]; /* columns that it reads as they are */
	bool uses_url;	    /* the address put together */
	bool counted;	    /* a correlation reads it */
	uint32_t *counts;   /* of a correlation: the rules it reads */
	size_t count_of;
	int64_t since; /* judges nothing before; or TIME_UNKNOWN */
};

struct fast;

struct detect {
	struct arena *arena;
	struct program program;
	const struct settings *settings;
	struct symbols *symbols;
	struct rule *rules;
	size_t count, room;
	struct map *names; /* ids and names */
	uint32_t *indexes; /* of each of them */
	size_t index_count, index_room;
	struct slice *fields; /* that correlations read */
	uint32_t *chain; /* correlations to judge, those read first */
	size_t chain_count;
	struct row_view view;
	struct fast *fast;
	struct buffer flags, candidates;
};

/* load.c: documents to rules. */
void rules_load(struct detect *d, struct faults *f);
/* overlay.c: what the school says of a rule, by the names that it has. */
struct rule_overlay rule_overlay_of(const struct detect *d, struct slice id,
    struct slice name);
/* What its times and those whom it binds make of a rule's tree; *o becomes
 * what counts for that.  One on a file, by its name, narrows the rules that
 * the file correlates. */
const struct sigma_node *rule_narrow(struct detect *d, const struct rule *r,
    const struct rule_file *file, struct rule_overlay *o);
/* A rule, as compiled, that can hold of nobody whom it is to bind. */
void rule_check_binds(const struct detect *d, const struct rule *r,
    const struct rule_file *file, const struct rule_overlay *o,
    struct faults *f);
/* link.c: correlations and filters find the rules that they name. */
void rules_link(struct detect *d, struct faults *f);
void filter_apply(struct detect *d, const struct sigma_document *filter,
    struct slice path, struct faults *f);
void rule_note_columns(const struct detect *d, const struct term *t,
    struct rule *r);

/* fast.c: which rules may hold of a row, as bits over a list of rules. */
struct fast *fast_create(struct detect *d);
void fast_destroy(struct fast *f); /* NULL is fine */
void fast_begin(struct fast *f, const struct batch *b, bool whole);
/* The rules that are not false yet: *rules is their list, the bits say
 * which.  NULL when none is left. */
const uint64_t *fast_row(struct fast *f, uint32_t row,
    const uint32_t **rules, size_t *count);
/* Where many are left, fewer: those of the same row whose witness is there.
 * The view is of that row. */
void fast_narrow(struct fast *f, struct view *v);

#endif
