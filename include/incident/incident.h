/*
 * Items for review: the flags of one person (or device), label and spell of
 * use together.  An item's id is a hash of label, subject and first start;
 * found again by overlap, it grows; one that a person has touched is never
 * changed.  A person makes it an incident, or rejects it with a reason.
 *
 * While nobody has touched it, an item is only what its flags say: when
 * late logs show an earlier start it gets the id of that start, and the
 * former id goes on finding it.  So the items do not depend on the order in
 * which logs came.
 */
#ifndef INCIDENT_INCIDENT_H
#define INCIDENT_INCIDENT_H

#include "event/use.h"
#include "settings/routing.h"
#include "settings/settings.h"
#include "store/store.h"

/* Groups the stored flags that are not in an item yet, and puts right the
 * items whose flags were taken back; -1: said. */
int incident_gather(struct store *store, const struct settings *settings);

/* One item.  Texts live until the next one. */
struct incident {
	int64_t row;	/* in the store, for the functions below */
	int64_t number; /* 0 until a person has decided something */
	struct slice id, status, label, account;
	struct slice person; /* Forename Surname; empty where it is not well
				enough known */
	struct slice device, room, severity, attribution, rules;
	int64_t start, end;
	int64_t events;
	int64_t new_events; /* that came after a person had decided */
};
typedef int incident_fn(const struct incident *item, void *ctx);

/* Empty texts, row 0 and TIME_UNKNOWN ask for all. */
struct incident_filter {
	int64_t row;
	struct slice label, status;
	int64_t since, until; /* of the start; until is outside */
	/* Which cases the asker may see; NULL: all. */
	bool (*sees)(const struct routing_case *c, void *ctx);
	void *ctx;
};
/* Items in order of start; -1: said, or what `each` gave. */
int incident_each(struct store *store, const struct incident_filter *f,
    incident_fn *each, void *ctx);
/* Finds the one item of that number, id, former id or beginning of an id:
 * its row, 0 when there is none or more than one (said), -1: said. */
int64_t incident_find(struct store *store, struct slice name);

/* One flag of an item: what it rests on.  Texts live until the next. */
struct evidence {
	struct slice rule, log, fields, attribution;
	int64_t start, end, offset, events;
	bool late; /* came after a person had decided */
	bool part; /* of the one before that is not a part */
};
typedef int evidence_fn(const struct evidence *e, void *ctx);
int incident_evidence(struct store *store, int64_t row, evidence_fn *each,
    void *ctx);

/* How much there is, for "before and after". */
struct incident_totals {
	int64_t flags, items;
};
int incident_count(struct store *store, struct incident_totals *n);

/* What people wrote about an item, oldest first. */
struct decision {
	int64_t time;
	struct slice who, act, why;
};
typedef int decision_fn(const struct decision *d, void *ctx);
int incident_decisions(struct store *store, int64_t row, decision_fn *each,
    void *ctx);

/* confirm reject excepted duplicate note comment assign action recorded
 * withdraw reopen close; and what incident/fields.h has, sanction, warning
 * and reviewed. */
bool incident_is_act(struct slice word);
/* The same word as a constant; empty where it is none. */
struct slice incident_act_word(struct slice word);
/* May it be taken from that status?  NULL, or why not: a static sentence,
 * as the next ones give. */
const char *incident_allows(struct slice act, struct slice status,
    struct slice why);
/* Writes down a decision, inside the caller's transaction. */
const char *incident_act(struct store *store, int64_t row, struct slice act,
    struct slice who, struct slice why);
/* The same in a transaction of its own. */
const char *incident_decide(struct store *store, int64_t row,
    struct slice act, struct slice who, struct slice why);
/* The flags of an item go to another, which grows; what begins at `since`
 * or later becomes an item of its own. */
const char *incident_merge(struct store *store, int64_t row, int64_t into,
    struct slice who, struct slice why);
const char *incident_split(struct store *store, int64_t row, int64_t since,
    struct slice who, struct slice why);

/*
 * Entered by hand: what somebody told, as an incident of its own (a report
 * of over-blocking is only kept).  A self-report also marks the items of
 * that person between since and until.
 */
struct incident_entry {
	struct slice kind;    /* accidental-access, cyberbullying ... */
	struct slice person;  /* key of the list of people, or empty */
	struct slice account, role, year, device, room;
	int64_t start;	      /* when it happened */
	int64_t since, until; /* the events that a self-report is about */
	int32_t day, hour;    /* of start, local; hour -1 not known */
	int32_t told;	      /* day */
	struct slice told_to, details;
	struct slice action, also; /* or empty */
};
bool incident_is_kind(struct slice word);
/* Inside the caller's transaction.  *row is its item, 0 where it has none;
 * *fresh: it was not there yet.  NULL, or why not. */
const char *incident_enter(struct store *store,
    const struct incident_entry *e, struct slice who, int64_t *row,
    bool *fresh);

/* Rules by what people said of their items, the noisiest first, as CSV. */
int incident_tune(struct store *store, int64_t since, int64_t until,
    FILE *out);

/* The bans that people have given, in the columns of the list of bans that
 * a school keeps; audited.  Of the filter only who may see what. */
int incident_bans(struct store *store, const struct incident_filter *f,
    struct slice who, struct slice why_asked, FILE *out);

/* The same bans for the rooms that judge, who being the person's key where
 * it is known, else the account; their words live during the call.  -1:
 * said. */
struct register_entry;
typedef void incident_ban_fn(const struct register_entry *ban, void *ctx);
int incident_each_ban(struct store *store, incident_ban_fn *each, void *ctx);

/* Who holds copies of an item, as far as the audit knows: reports, sheets
 * and evidence that were made since it is there and may name it. */
int incident_copies(struct store *store, int64_t row,
    const struct zone *zone, FILE *out);

/* The list as CSV, as beadle-incident(1) has it, or as a table for people
 * (times of the zone, NULL for UTC).  Where a name was printed, the audit
 * gets a row: `who` asked, and why. */
int incident_list(struct store *store, const struct incident_filter *f,
    bool csv, const struct zone *zone, struct slice who, struct slice why,
    FILE *out);
/* The same inside the caller's transaction. */
int incident_show_inside(struct store *store, int64_t row,
    const struct zone *zone, struct slice who, struct slice why, FILE *out);
/* One item with its evidence and decisions, audited as well. */
int incident_show(struct store *store, int64_t row, const struct zone *zone,
    struct slice who, struct slice why, FILE *out);

#endif
