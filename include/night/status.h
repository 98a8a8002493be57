/*
 * How a school's nights are: for whoever watches the machine.  Numbers and
 * days only: nobody is named, and nothing is changed.
 */
#ifndef NIGHT_STATUS_H
#define NIGHT_STATUS_H

#include <stdio.h>

#include "settings/settings.h"
#include "store/store.h"

/* As Nagios counts. */
enum status_level { STATUS_OK, STATUS_WARNING, STATUS_CRITICAL,
	STATUS_UNKNOWN };

enum { STATUS_NIGHTS = 7, STATUS_FAULTS = 16 };

struct status_night {
	int64_t started, finished;
	struct store_counts counts;
	bool ok;
};

struct status {
	enum status_level level;
	const char *faults[STATUS_FAULTS]; /* sentences, the worst not first */
	size_t fault_count;
	bool running;	    /* a night is at work now */
	int64_t now;
	struct status_night nights[STATUS_NIGHTS]; /* the newest first */
	size_t night_count;
	int64_t last_good;  /* when the last good night ended; TIME_UNKNOWN */
	int64_t nights_of_seven; /* local days of the last seven with one */
	int32_t newest_day; /* of any log; DAY_UNKNOWN */
	int64_t days;	    /* with logs */
	int64_t store_bytes, free_bytes;
	int64_t days_left;  /* until the disk is full, at this pace; -1 */
	int64_t items_open, alerts_waiting, mails_waiting;
	int64_t rules_lost; /* with a regular expression that gave up */
	int64_t last_backup; /* TIME_UNKNOWN: none that is known of */
};

/* Texts live in the arena. */
void status_read(struct status *st, const struct settings *s,
    const char *store, struct arena *a);
/* A line for people and Nagios, then one a fact. */
void status_print_text(const struct status *st, const struct settings *s,
    FILE *out);
void status_print_json(const struct status *st, const struct settings *s,
    FILE *out);
/* OpenMetrics text, for the node exporter's textfile folder. */
void status_print_metrics(const struct status *st, const struct settings *s,
    FILE *out);
/* What the machine has: programs, fonts, walls; and the account of the last
 * nights, for beadle doctor. */
void status_print_machine(const struct settings *s, FILE *out);
void status_print_nights(const struct status *st, const struct settings *s,
    FILE *out);

/* What whoever takes over must know. */
void handover_print(const struct settings *s, const char *store, FILE *out);

#endif
