/*
 * A package that came in: read with narrow limits, nothing believed.
 */
#ifndef INCOMING_H
#define INCOMING_H

#include "authority.h"
#include "cube.h"
#include "findings.h"
#include "package.h"

struct incoming {
	struct buffer files[FILE_COUNT];
	bool has[FILE_COUNT];
	bool by_hand;
	char manifest[SHA256_HEX]; /* or of the one file, by hand */
	struct term_code term;
	struct slice urn, laestab, old_la_code; /* in the findings' arena */
	struct slice period, identifier;
	int64_t serial;
	struct slice supersedes;
	bool partial;
	struct cube cube;
	bool seen[CUBE_ROWS];
	/* Of each category: C for common, L for local, 0 not said yet. */
	char basis[CUBE_CATEGORIES];
	struct cube_audit audit;
};

void incoming_init(struct incoming *in);
void incoming_finish(struct incoming *in);

/* A ZIP file, from memory; or one CSV table, filled by hand. */
void incoming_unpack(struct incoming *in, struct slice bytes,
    struct findings *f);
void incoming_take_table(struct incoming *in, struct slice bytes,
    struct findings *f);
/* Digests, and what datapackage.json says. */
void incoming_check_manifest(struct incoming *in, struct findings *f);
void incoming_check_descriptor(struct incoming *in, struct findings *f);
/* infringements.csv, coverage.csv, notes.csv by themselves. */
void incoming_check_tables(struct incoming *in, struct findings *f);
/* Sums, and what could be worked out. */
void incoming_check_figures(struct incoming *in, int threshold,
    struct findings *f);
/* Whose it is. */
void incoming_check_place(struct incoming *in, struct authority *a,
    struct findings *f);

#endif
