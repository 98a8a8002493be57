/*
 * A tally counts the items for review of a reporting period, along as many
 * divisions as a report wants, and keeps small numbers from being told:
 * all counts of one report are one system (disclosure/disclosure.h).
 *
 * A count is named by what it counts: { .week = 3, .group = 2 }; 0 is any.
 * Ask for all counts and say how they add up, protect, then take figures.
 */
#ifndef REPORTS_TALLY_H
#define REPORTS_TALLY_H

#include <stddef.h>

#include "render/figure.h"
#include "reports/labels.h"
#include "reports/report.h"
#include "reports/told.h"

enum band {
	BAND_ANY,
	BAND_LESSONS,
	BAND_BREAK,
	BAND_AROUND, /* before and after school */
	BAND_EVENING,
	BAND_NIGHT,
	BAND_WEEKEND, /* and holidays, INSET days */
	BAND_UNKNOWN,
	BAND_END,
};

enum progress {
	PROGRESS_ANY,
	PROGRESS_OPEN,
	PROGRESS_CONFIRMED, /* and not closed yet */
	PROGRESS_CLOSED,
	PROGRESS_REJECTED,
	PROGRESS_LOOKED_AT, /* all but open */
	PROGRESS_INCIDENT,  /* confirmed, perhaps closed */
	PROGRESS_NOT_REJECTED,
};

enum person_group {
	PERSON_ANY,
	PERSON_PUPIL,
	PERSON_STAFF,
	PERSON_OTHER, /* governors, visitors, accounts of nobody known */
	PERSON_END,
};

enum { GROUP_YEAR_LAST = 13, YEAR_OTHER_PUPIL = 14, YEAR_STAFF, YEAR_UNKNOWN,
	YEAR_END };

/* Each counts from 1; 0 is any.  All must be int: they are compared. */
struct which {
	int kind;  /* index of kinds[] + 1 */
	int group; /* index of kind_groups[] + 1 */
	int risk;  /* enum risk + 1 */
	int year;  /* year group, YEAR_STAFF ... */
	int week;  /* from the Monday of the term's first week */
	int band, weekday; /* weekday: 1 Monday */
	int progress;
	int serious; /* 1: severity danger; 2: the rest */
	int channel; /* enum channel_of_kind + 1 */
	int who;     /* enum person_group */
};

struct tally;

/* The area of risk that a label belongs to, as the school has it. */
enum risk tally_risk(const struct settings *s, struct slice label);

/* Reads the items of [first, last] on that connection; NULL: said. */
struct tally *tally_create(const struct report_run *run, int32_t first,
    int32_t last);
void tally_destroy(struct tally *t); /* NULL is fine */

int32_t tally_first_monday(const struct tally *t);

void tally_ask(struct tally *t, struct which w);
/* `whole` is the sum of `parts`: the same with one division set, and the
 * division runs from 1 to `last`. */
void tally_sum(struct tally *t, struct which whole, size_t division,
    int last);
#define DIVISION(name) (offsetof(struct which, name) / sizeof(int))
/* `whole` is the sum of those. */
void tally_sum_of(struct tally *t, struct which whole,
    const struct which *parts, size_t count);
/*
 * Would that breakdown say anything?  Not where more than a third of its
 * parts that are not nought rest on few people: to print it would hide most
 * of it, and totals with it.  Ask before asking for it.
 */
bool tally_bears(struct tally *t, struct which whole, size_t division,
    int last);
/* May those parts be told without hiding the whole? */
bool tally_supports(struct tally *t, struct which whole,
    const struct which *parts, size_t count);
/* Reckons with what the version before told, and writes down what this one
 * tells, where the run has them.  False: who has both versions could work
 * something out. */
bool tally_protect(struct tally *t, const struct report_run *run);
/* From then on all figures are those that were told; it must live as long. */
void tally_recall(struct tally *t, const struct told *sealed);

/* Each after tally_protect(), and only what was asked for before. */
struct figure tally_figure(const struct tally *t, struct which w);
/* The number where it is shown, -1 where it is not. */
int64_t tally_shown(const struct tally *t, struct which w);
/* The number of different people, by the same rule on its own. */
struct figure tally_people(const struct tally *t, struct which w);
/* True where there is none at all. */
bool tally_is_empty(const struct tally *t, struct which w);
/* What is behind a figure, for who protects it in another way. */
void tally_counts(struct tally *t, struct which w, int64_t *items,
    int64_t *people);
/* How many of them are of the one person with most. */
int64_t tally_most(struct tally *t, struct which w);
/* n, or a note that it rests on few. */
struct figure tally_safe(const struct tally *t, struct figure f,
    int64_t people);

#endif
