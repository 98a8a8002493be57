/*
 * Questions to the store.  Other rooms write SQL over the store's tables
 * and views, with named values; they never see SQLite.  On a connection for
 * an audience that may not see names, a question that touches one cannot
 * even be prepared.
 */
#ifndef STORE_STATEMENT_H
#define STORE_STATEMENT_H

#include "store/store.h"

struct statement;

/* NULL when it cannot be prepared (said on standard error, with the reason:
 * a statement that is refused to the audience says so). */
struct statement *statement_create(struct store *s, const char *sql);
void statement_destroy(struct statement *q); /* NULL is fine */
/* Names with their colon: ":since".  Text is copied. */
void statement_bind_int(struct statement *q, const char *name, int64_t n);
void statement_bind_text(struct statement *q, const char *name,
    struct slice text);
void statement_bind_null(struct statement *q, const char *name);
/* 1 a row, 0 done (and reset, ready for new values), -1 failed (said). */
int statement_step(struct statement *q);
int64_t statement_int(struct statement *q, int column);
bool statement_is_null(struct statement *q, int column);
struct slice statement_text(struct statement *q, int column);
/* Steps to the end; -1 failed. */
int statement_run(struct statement *q);
int64_t statement_last_id(struct statement *q);

#endif
