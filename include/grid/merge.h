/*
 * Slices to stores: per school over its days, as one night over the same
 * files would have it.  Late fields, correlations and items for review are
 * made here, so that flags do not depend on how the days were cut.
 */
#ifndef GRID_MERGE_H
#define GRID_MERGE_H

#include "grid/plan.h"

struct merge_job {
	const struct plan *plan;
	const char *folder;   /* of slices and receipts; stores lie there in
				 schools/URN/beadle.db */
	const char *keys;     /* of pseudonyms, a folder for each school; NULL:
				 nothing is handed off */
	const char *duckdb;   /* name or path of DuckDB's C library, by which
				 it is handed off as Parquet too; or NULL */
	char *const *urns;    /* only these schools; none: all */
	size_t urn_count;
	bool allow_partial;   /* without what is missing, and say so */
	FILE *say;	      /* a line for each school */
};

/*
 * One of enum exit_code.  Believes the receipts of the plan alone: where one
 * is missing or wrong nothing is merged, and all of them are listed on
 * standard error; allow_partial: EXIT_REJECTED.
 */
int merge_run(const struct merge_job *job);

#endif
