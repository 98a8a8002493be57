/*
 * The figures of one school and term: incidents, and the different people
 * in them, along two margins.  Rows with a group of people are of all
 * channels, rows with a channel are of all people.  School and authority
 * share it, so both work with the same sums.
 */
#ifndef CUBE_H
#define CUBE_H

#include "base/buffer.h"
#include "base/csv.h"
#include "base/slice.h"
#include "disclosure/audit.h"

enum {
	CUBE_GROUPS = 4, /* each counts its total first */
	CUBE_CHANNELS = 4,
	CUBE_CATEGORIES = 10,
	CUBE_ROWS = (CUBE_GROUPS + CUBE_CHANNELS - 1) * CUBE_CATEGORIES,
};

struct cube_cell {
	int64_t items, people;
	/* 0: the figures stand; c hidden, z cannot be, x not logged */
	char sign;
};

struct cube {
	struct cube_cell cells[CUBE_ROWS];
};

struct cube_range {
	int64_t items_low, items_high, people_low, people_high;
};

struct cube_audit {
	bool fits;
	struct cube_range ranges[CUBE_ROWS]; /* where it fits */
	int64_t narrowest;		     /* of the hidden; 0: none is */
	const char *method;
	struct buffer wrong; /* else: which sum */
};

/* One of group and channel is 0.  Words and numbers of a row. */
size_t cube_row(int group, int channel, int category);
int cube_group(size_t row);
int cube_channel(size_t row);
int cube_category(size_t row);
struct slice cube_group_word(int group);
struct slice cube_channel_word(int channel);
struct slice cube_category_word(int category);
/* The row of the words that a table has in that row, or -1. */
int cube_find(const struct csv *t, size_t row);
/* A cell of CSV: the number, or x where nothing bounds it. */
void cube_add_bound(struct buffer *out, int64_t n);
/* "Pupil / Total / Games" */
void cube_say_row(struct buffer *out, size_t row);

/* Can that channel tell of that category at all? */
bool cube_can_be(int channel, int category);

/* The rows that incidents of `total` are the sum of, in that direction; 0:
 * it is no total in it. */
enum direction { OVER_GROUPS, OVER_CHANNELS, OVER_CATEGORIES, DIRECTIONS };
size_t cube_parts(size_t total, enum direction d,
    size_t parts[CUBE_CATEGORIES]);

/*
 * What is left to an attacker.  enough as for audit_run().  before may be
 * NULL; else what was published then is known too, and same[row] says that
 * a figure hidden both times is known not to have changed.
 */
void cube_audit(struct cube_audit *out, const struct cube *c,
    const struct cube *before, const bool *same, int64_t enough,
    const char *solver);
void cube_audit_finish(struct cube_audit *out);

#endif
