/*
 * What going out and coming back share: the columns of the sheet, and files
 * in readers' folders.
 */
#ifndef SHEET_H
#define SHEET_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/csv.h"
#include "desk/desk.h"

/* What people fill in. */
enum answer_column {
	ANSWER_DECISION,
	ANSWER_REASON,
	ANSWER_ACTION,
	ANSWER_ALSO,
	ANSWER_COUNT,
};
extern const char *const answer_titles[ANSWER_COUNT];

enum { LARGEST_SHEET = 16 << 20 };

/* Writes a file of that reader's folder under `out`; -1: said. */
int sheet_put(const struct desk *d, struct slice reader, const char *name,
    const struct buffer *bytes);
/* One that tells of people, with the copies of it that may be carried away.
 * A copy that fails is said, and holds up neither the file nor an alert. */
int sheet_put_named(const struct desk *d, struct slice reader,
    const char *name, const struct buffer *bytes);
/* What a spreadsheet saved, as UTF-8: byte order marks, UTF-16, the Windows
 * code page and a first line "sep=;" are understood.  NULL, or why not. */
const char *sheet_decode(struct slice bytes, struct buffer *out);
/* entries.c: the empty sheet for what was told, where it is not there. */
int entries_template(const struct desk *d, struct slice reader);
/* A sheet of that name in the reader's folder must not be lost where somebody
 * has begun to fill in one of those columns; and one that would be the same is
 * not written again. */
bool sheet_stays(const struct desk *d, struct slice reader, const char *name,
    struct slice fresh, const char *const titles[], size_t count);

#endif
