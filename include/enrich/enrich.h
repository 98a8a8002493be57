/*
 * Fields that one event and the settings decide: device, room, lesson
 * period, category, kind, and the person where the event names an account.
 * What is known of a symbol is looked up once.
 */
#ifndef ENRICH_ENRICH_H
#define ENRICH_ENRICH_H

#include "event/batch.h"
#include "settings/settings.h"

struct enrich;

/* Both outlive the enrich. */
struct enrich *enrich_create(const struct settings *s,
    struct symbols *symbols);
void enrich_destroy(struct enrich *e); /* NULL is fine */
/* Somebody whom people have barred, beside the list of bans: who is a key or
 * an account.  Before the first batch. */
struct register_entry;
void enrich_bar(struct enrich *e, const struct register_entry *ban);
/* Fills the EARLY columns of our own, and the LATE ones of events that name
 * an account.  State and pipeline_error rows are left alone.  Events of
 * private hosts are dropped here (their number is added to *ignored). */
void enrich_batch(struct enrich *e, struct batch *b, uint64_t *ignored);

/* The person's fields of one row, as if `account` stood in it (0: nobody's),
 * with that attribution: settle's way to name a person found by other
 * events.  Where the timetable is not the same for all, the lesson period
 * is worked out anew. */
void enrich_person(struct enrich *e, struct batch *b, uint32_t row,
    symbol account, const char *attribution, const char *reason);

#endif
