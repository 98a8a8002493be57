/*
 * A batch is a table of up to BATCH_ROWS events that owns its text: what
 * parsers fill, what stages work on, what the store takes at one stroke.
 *
 * It is kept column by column.  A column that no row uses takes no room and
 * reads as unknown.  A source fills a batch and hands it on when it is
 * full; a stage is a function on a batch; a sink takes a batch.
 *
 * State and rejects travel as rows too, in order among the events:
 *
 *   event.kind      event.action   columns
 *   state           open           log.file.path, file.hash.sha256 (empty for
 *                                  a stream), event.dataset, beadle.detail
 *   state           chunk          log.file.path, log.offset, beadle.length,
 *                                  beadle.records, beadle.hash,
 *                                  beadle.record_hashes; stands before the
 *                                  events of the chunk's records
 *   state           close          log.file.path, beadle.records,
 *                                  beadle.ignored, beadle.duplicates, and
 *                                  event.reason when the file ended badly
 *   pipeline_error  reject         log.file.path, log.offset, beadle.length,
 *                                  event.reason
 */
#ifndef EVENT_BATCH_H
#define EVENT_BATCH_H

#include "base/time.h"
#include "event/symbol.h"

enum column {
#define COLUMN(id, name, kind, domain, flags, sigma, meaning) COL_##id,
#include "event/columns.h"
#undef COLUMN
	COLUMN_COUNT
};

enum value_kind { KIND_NUMBER, KIND_TIME, KIND_SYMBOL, KIND_TEXT };
enum column_flags { FLAG_EARLY, FLAG_LATE, FLAG_STREAM };

struct column_info {
	const char *name;
	enum value_kind kind;
	enum domain domain; /* of a symbol */
	enum column_flags flags;
	const char *sigma; /* aliases, separated by spaces */
	const char *meaning;
};
extern const struct column_info columns[COLUMN_COUNT];
/* The column of that ECS name, or -1. */
int column_find(struct slice name);
/* The same by a name that Sigma has for it. */
int column_find_alias(struct slice name);

#define NUMBER_UNKNOWN INT64_MIN /* the same as TIME_UNKNOWN */

enum { BATCH_ROWS = 8192, BATCH_TEXT = 8 << 20 };

struct batch;

struct batch *batch_create(struct symbols *symbols);
void batch_destroy(struct batch *b); /* NULL is fine */
void batch_reset(struct batch *b);   /* no rows; memory is kept */

struct symbols *batch_symbols(const struct batch *b);
uint32_t batch_rows(const struct batch *b);
/* No room for another row, or the text has grown past BATCH_TEXT. */
bool batch_full(const struct batch *b);
/* A new row, every column unknown; call only when the batch is not full. */
uint32_t batch_add(struct batch *b);
void batch_drop_last(struct batch *b); /* takes the last row back */
/* Keeps the rows for which keep[row] is true, in order. */
void batch_keep(struct batch *b, const bool keep[]);

void batch_set_number(struct batch *b, uint32_t row, enum column c,
    int64_t value); /* NUMBER and TIME columns */
void batch_set_symbol(struct batch *b, uint32_t row, enum column c,
    symbol value);
void batch_set_text(struct batch *b, uint32_t row, enum column c,
    struct slice text); /* TEXT: copied; SYMBOL: looked up or added */

int64_t batch_number(const struct batch *b, uint32_t row, enum column c);
symbol batch_symbol(const struct batch *b, uint32_t row, enum column c);
/* Of TEXT and SYMBOL columns; empty where unknown. */
struct slice batch_text(const struct batch *b, uint32_t row, enum column c);

/* The column itself, batch_rows() long, or NULL where no row uses it.  The
 * quick way for stages that walk whole columns. */
const int64_t *batch_numbers(const struct batch *b, enum column c);
const symbol *batch_symbol_column(const struct batch *b, enum column c);
bool batch_uses(const struct batch *b, enum column c);

/* The column to write into, batch_rows() long, as it stands (unknown where
 * no row used it before). */
int64_t *batch_fill_numbers(struct batch *b, enum column c);
symbol *batch_fill_symbols(struct batch *b, enum column c);

/*
 * Many rows at once: a caller fills columns of a batch without rows, up to
 * BATCH_ROWS of each, and then adds the rows.  Texts lie one after another in
 * *rest and are eaten from it; of each, lengths (uint32_t, not aligned) has
 * its length.  False where there are fewer bytes.
 */
bool batch_fill_texts(struct batch *b, enum column c, uint32_t rows,
    const char *lengths, struct slice *rest);
void batch_add_filled(struct batch *b, uint32_t rows);

/*
 * Columns of a TSV stream that are not ours: their names, and for each row
 * their cells as they stood, both joined by tabs.  They pass through a
 * filter untouched.
 */
void batch_set_extra_names(struct batch *b, struct slice names);
struct slice batch_extra_names(const struct batch *b);

/* What a source does with a batch; -1 stops it ("I have said why"). */
typedef int batch_fn(struct batch *b, void *ctx);

#endif
