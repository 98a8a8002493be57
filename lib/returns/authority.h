/*
 * An authority's folder:
 *
 *	collection.json   who we are, the threshold, deadlines
 *	schools.csv       our schools: urn,laestab,name,opened,closed,pupils
 *	                  (or the headings of Get Information about Schools)
 *	keys/URN.pub      their public keys
 *	packages/         what was accepted, each with its audited ranges
 *	register.csv      what became of each
 */
#ifndef AUTHORITY_H
#define AUTHORITY_H

#include "base/arena.h"
#include "base/csv.h"
#include "base/hash.h"

#include "term_code.h"

struct our_school {
	struct slice urn, laestab, name;
	int32_t opened, closed; /* 0: not known */
	int64_t pupils;		/* 0: not known */
};

struct entry {
	struct slice received, state, urn, laestab, period, identifier,
	    manifest, supersedes, late, by_hand, partial, note;
	int64_t serial;
};

struct authority {
	struct arena *arena;
	const char *folder;
	struct slice old_la_code, new_la_code, la_name, region_code,
	    region_name;
	int threshold;
	bool must_sign;
	struct json *collection;
	struct our_school *schools;
	size_t n_schools, school_room;
	struct entry *entries;
	size_t n_entries, entry_room;
	int lock;
};

/* NULL: said.  to_write: others wait until it is closed. */
struct authority *authority_open(const char *folder, bool to_write);
void authority_close(struct authority *a); /* NULL is fine */

const struct our_school *authority_school(const struct authority *a,
    struct slice urn);
/* Is it a school in that term? */
bool authority_expects(const struct our_school *s, struct term_code t);
/* The day after which a return of that term is late; 0: none is set. */
int32_t authority_deadline(const struct authority *a, struct term_code t);
/* From that day on a return needs a reason; 0: never. */
int32_t authority_lock(const struct authority *a, struct term_code t);
/* Entries live in a->arena.  -1: said. */
int authority_write(struct authority *a);
void authority_add(struct authority *a, struct entry e);
/* The approved one, or NULL. */
struct entry *authority_approved(struct authority *a, struct slice urn,
    struct slice period, struct slice identifier);
/* Its table, with the ranges that the audit left.  NULL: said. */
struct csv *authority_table(const struct authority *a, const struct entry *e);
/* Into a folder of anybody's. */
int authority_write_out(const char *folder, const char *name,
    const struct buffer *text, struct arena *arena);
/* The one of that school and term with the highest number, whatever became
 * of it; and the one with that manifest.  Or NULL. */
const struct entry *authority_newest(const struct authority *a,
    struct slice urn, struct slice period, struct slice identifier);
const struct entry *authority_same(const struct authority *a,
    struct slice manifest);
int authority_put(const struct authority *a, const char *name,
    struct slice text);

#endif
