/*
 * The package: the files of a return, what describes them, their digests.
 */
#ifndef PACKAGE_H
#define PACKAGE_H

#include "base/hash.h"
#include "reports/report.h"

#include "protect.h"
#include "returned.h"

/* In the order in which they lie in the ZIP file. */
enum package_file {
	FILE_COVERAGE,
	FILE_COVERAGE_META,
	FILE_DESCRIPTOR,
	FILE_DISCLOSURE,
	FILE_INFRINGEMENTS,
	FILE_INFRINGEMENTS_META,
	FILE_NOTES,
	FILE_LISTED, /* those before are listed in the manifest */
	FILE_MANIFEST = FILE_LISTED,
	FILE_SIGNATURE,
	FILE_COUNT,
};
extern const char *const package_names[FILE_COUNT];
/* Or FILE_COUNT. */
enum package_file package_find(struct slice name);

#define PACKAGE_SCHEMA "1.1.0" /* 1.0.0 had no policy_basis */
#define PACKAGE_COLLECTION "OUP"

struct package {
	struct buffer files[FILE_COUNT];
	struct buffer zip;
	char name[64]; /* 9994001_OUP1_999LL26_001.zip */
};

void package_init(struct package *p);
void package_finish(struct package *p);

/* From the tables and notes: disclosure.json, and the number of this return
 * (that of the last one where it says the same). */
void package_number(struct package *p, const struct returned *last,
    struct returned *now);
/* The rest: descriptor, manifest. */
void package_describe(struct package *p, const struct report_run *run,
    struct returned *now);
void package_disclosure(struct package *p, const struct protection *figures);
/* Signs (key may be NULL) and puts all into p->zip; NULL or why not. */
const char *package_close(struct package *p, const struct report_run *run,
    const struct returned *now, const char *key);

/* The name of a package. */
void package_name(char *to, size_t room, struct slice laestab,
    struct slice old_la_code, int term, int year, int64_t serial);

#endif
