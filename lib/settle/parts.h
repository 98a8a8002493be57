/*
 * What the files of this room share.
 */
#ifndef PARTS_H
#define PARTS_H

#include "base/arena.h"
#include "settle/settle.h"
#include "store/statement.h"

/* A stretch of time in which late fields, and so flags, may have changed. */
struct span {
	int64_t since, until; /* until is outside */
};

/* settle.c: a statement that asks for :since and :until; -1: said. */
int run_between(const struct settle *s, const char *sql, int64_t since,
    int64_t until);

/* people.c: who sat at the computers that were touched, and with that the
 * late fields of events that name no account. */
int people_settle(const struct settle *s);

/* leases.c: who had signed in to the network at addresses of no listed
 * computer, by RADIUS and DHCP. */
int leases_settle(const struct settle *s, const struct span *span);

/* neighbours.c: whose a denied request is that names no account, by what else
 * came from its address in the same minutes; only where school.yml says so. */
int neighbours_settle(const struct settle *s, const struct span *span);

/* late.c: `tell` fills the late fields of the rows that the question finds,
 * in order of time, and those that changed are written back. */
typedef void tell_fn(struct batch *b, uint32_t row, void *ctx);
int late_rows(const struct settle *s, enum store_table table,
    const char *question, tell_fn *tell, void *ctx);
/* The question for the ids of visits in a span that name no account and are
 * no challenges, which are no act of anyone; `callers` narrows them, in words
 * of ours and numbers.  More conditions may follow. */
void late_nameless(struct buffer *sql, const struct span *span,
    const char *callers);
/* As if nothing had ever been known of it. */
void late_forget(const struct settle *s, struct batch *b, uint32_t row);

/* absences.c: what should have come and did not, as events; `touched` is
 * the first day that tonight's logs are about, asked for while that is
 * known, or DAY_UNKNOWN. */
int absences_touched(const struct settle *s, int32_t *day);
int absences_settle(const struct settle *s, int32_t touched);

/* mails.c: fragments that have met to mails. */
int mails_settle(const struct settle *s);

/* judge.c: the candidates in it judged whole. */
int judge_candidates(const struct settle *s, const struct span *span);
/* All events in [since, until) judged again, as if they had just come in:
 * flags and candidates are those of today's rules. */
int judge_again(const struct settle *s, int64_t since, int64_t until);

/* runs.c: correlations over the flags in it. */
int runs_settle(const struct settle *s, const struct span *span);

/* What a person has decided on stays as the person saw it. */
#define FLAG_NOT_DECIDED                                                    \
	"NOT EXISTS (SELECT 1 FROM item_flag AS link"                       \
	"  JOIN item ON item.id = link.item"                                \
	" WHERE link.flag = flag.id AND item.touched = 1"                   \
	"   AND link.late = 0)"

/* flags.c: takes a flag back, unless a person has decided on it. */
int flag_drop(struct store *store, int64_t flag);
/* The facts of a rule, as the store takes them; before the school went live
 * every rule is an observation. */
struct rule_facts facts_of_rule(const struct settle *s, size_t rule,
    int64_t time);
/* Flags in it of before go-live, and of events that name no account,
 * brought into order. */
int flags_settle(const struct settle *s, const struct span *span);

/* least.c: flags in it that are known less well than their rule asks for
 * lose their name: those of single events, or of correlations. */
int least_settle(const struct settle *s, const struct span *span,
    bool correlations);

/* spells.c: the spells of use in which the reported flags in it stand. */
int spells_settle(const struct settle *s, const struct span *span);

/* exceptions.c: flags in it that the school has excepted. */
int exceptions_settle(const struct settle *s, const struct span *span);

#endif
