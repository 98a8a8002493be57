/*
 * What the files of the governors' report share: what was found (governors.c,
 * governors_read.c), page one (governors_answers.c), and the charts and tables
 * behind it (governors_details.c, governors_appendix.c).  What else is told
 * outside, of a year, asks here for the figures of its terms: what the
 * reports of the terms hide, it cannot tell.
 */
#ifndef GOVERNORS_H
#define GOVERNORS_H

#include "base/arena.h"
#include "reports/seen.h"
#include "reports/tally.h"

enum outcome_of_try {
	OUTCOME_STOPPED,
	OUTCOME_LET_THROUGH,
	OUTCOME_NOT_KNOWN, /* a program was started; nothing was asked for */
	OUTCOMES,
};

/* Time until an item was first looked at. */
enum look_class { LOOK_SERIOUS, LOOK_OTHERS, LOOK_CLASSES };
struct looks {
	int64_t items, people; /* looked at */
	int64_t in_time;       /* a day; two weeks, of others */
	int64_t median;	       /* minutes */
};

struct report_state {
	const struct report_run *run;
	struct arena *arena;
	struct document *document;
	struct seen *seen;
	struct tally *tally;
	int32_t monday; /* of the term's first week */
	int n_weeks;
	int64_t flags, observations;
	struct looks looks[LOOK_CLASSES];
	int64_t advice, advice_people; /* advisory items: no breach */
	int64_t over_blocked; /* reports of pages wrongly blocked, by hand */
	int64_t round[OUTCOMES], round_people[OUTCOMES];
	/* Of all kinds on the web; and people of the kinds but `round`. */
	int64_t web[OUTCOMES], web_people[OUTCOMES], rest_people[OUTCOMES];
	int64_t pupils[GROUP_YEAR_LAST + 1]; /* on roll, by year group */
	bool weeks_bear, band_bears[BAND_END], group_bears[GROUP_COUNT];
	bool kinds_told[GROUP_COUNT];
	/* Of a term that is sealed, told elsewhere: what was sealed. */
	struct told *sealed;
	/* For the appendix; NULL where there is none. */
	struct table *weeks_table, *groups_table, *times_table;
	/* Of last term: the table behind the groups, that behind all kinds. */
	struct table *last_weeks_table, *last_all_table;
	/* The same figures of other terms, or NULL: no such term, or none
	 * of its days has logs. */
	struct report_state *last_term, *last_year;
};

/* Reads the term of g->run and protects its figures; false: said. */
bool governors_gather(struct report_state *g);
/* The same of a term that another document tells of: one that is sealed is
 * told as it was. */
bool governors_recall(struct report_state *g);
/* A figure of that name as it may be told: what was sealed, or hidden for
 * the sake of what the version before told. */
struct figure governors_told(const struct report_state *g, const char *name,
    struct figure f);
/* Different pupils with an item. */
struct figure governors_pupils(const struct report_state *g);
struct figure governors_advice(const struct report_state *g);
struct figure governors_over_blocked(const struct report_state *g);
void governors_forget(struct report_state *g); /* what gather made */
int governors_read(struct report_state *g); /* -1: said */
/* A question about the days of the report, bound as :first and :last; NULL:
 * said. */
struct statement *governors_ask(const struct report_state *g,
    const char *sql);
/* Hours, half of the items waited no longer; by the rule of few people. */
struct figure governors_median(const struct report_state *g,
    enum look_class c);
/* The figure of a term, "not measured" where it is NULL. */
struct figure governors_figure(const struct report_state *g,
    struct which w);
/* Items of a year group for each 100 pupils. */
struct figure governors_rate(const struct report_state *g, int year);
extern const char *const governors_bands[BAND_END];
/* Flagged requests of tries to get round the filter. */
struct figure governors_tries(const struct report_state *g,
    enum outcome_of_try o);

/*
 * governors_terms.c: the terms of a longer period.  What is told of it is what
 * the reports of its terms tell, cell by cell, and the sum where all of them
 * show their part: so that it cannot give away what they hide.
 */
enum { MOST_TERMS = 8 };
struct governors_terms {
	struct report_run runs[MOST_TERMS];
	struct report_state states[MOST_TERMS];
	size_t count;
};
/* Those that lie in the run's period and are over, or, with `running`, have
 * begun; false: said. */
bool governors_terms(struct governors_terms *t, const struct report_run *run,
    struct arena *a, bool running);
void governors_terms_forget(struct governors_terms *t);
/* Columns: a name, each term, and all of them where there are several. */
struct table *governors_terms_table(struct document *d,
    const struct governors_terms *t, const char *caption, const char *head);
/* A row of it. */
typedef struct figure governors_fn(const struct governors_terms *t,
    size_t term, const void *ctx);
void governors_terms_row(struct table *table, const struct governors_terms *t,
    const char *title, bool adds_up, governors_fn *figure, const void *ctx);
/* Such figures: items of the struct which, "not measured" for a term without
 * logs; school days, and those that have logs. */
governors_fn governors_of_term, governors_school_days, governors_days_with_logs;

void governors_answers(struct report_state *g);
void governors_details(struct report_state *g);
void governors_appendix(struct report_state *g);
/* Says under a chart with last term's figures where they do not compare. */
void governors_incomparable(struct report_state *g);
/* Page one's figures of requests on the web, by outcome_of_try. */
struct figure governors_web(const struct report_state *g,
    const char *measure, enum outcome_of_try o);
/* And what they are called where they are told. */
const char *governors_web_name(enum outcome_of_try o);
void governors_filter(struct report_state *g,
    const struct figure page_one[]);
/* "one to four people": those on whom a figure rests that is not printed. */
const char *governors_few(const struct report_run *run, struct arena *a);
/* A figure that a person of the school entered for the term. */
struct figure governors_entered(const struct report_state *g,
    const char *what, const char *measure);

#endif
