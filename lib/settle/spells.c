/*
 * The spells of use in which the reported flags stand: event/use.h says what
 * one is.  They are worked out anew wherever something was touched, so they
 * are the same in whatever order logs came.
 *
 * Around each flag the school's visits are read, an hour to both sides; where
 * the spell goes on past that, more of them.  Flags that stand close together
 * share one reading.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/map.h"
#include "event/use.h"

#include "parts.h"

/* How far it is looked to both sides: a day without five minutes' silence is
 * no person's, and tells enough. */
static const int64_t reaches[] = { TIME_HOUR, 4 * TIME_HOUR, 24 * TIME_HOUR };
enum { REACHES = sizeof reaches / sizeof *reaches };

/* Of days whose visits are gone, what was found stays. */
#define FLAGS_OF                                                            \
	"  FROM flag"                                                       \
	" WHERE start >= :since AND start < :until"                         \
	"   AND day >= coalesce((SELECT CAST(value AS INTEGER) FROM meta"   \
	"         WHERE name = 'visits-from'), -1)"                         \
	"   AND " FLAG_NOT_DECIDED

static const char forget[] =
    "DELETE FROM flag_spell WHERE flag IN (SELECT id" FLAGS_OF ")";

static const char flags_of[] =
    "SELECT id, start, coalesce(end, start), person, account, device"
    FLAGS_OF
    "   AND reported = 1 AND treatment <> 0"
    " ORDER BY start, id";

/* Who asks, by the ids that visits bear. */
static const char callers[] =
    "SELECT caller.id, who.person, caller.account, place.device"
    "  FROM caller"
    "  JOIN who ON who.id = caller.who"
    "  JOIN place ON place.id = caller.place";

static const char visits[] =
    "SELECT r.start, r.bytes, abs(r.caller), r.occasion"
    "  FROM visit_stretch AS t"
    " CROSS JOIN visit_row AS r ON r.id BETWEEN t.first AND t.last"
    " WHERE t.until >= :since AND t.since <= :until"
    "   AND r.start >= :since AND r.start <= :until";

static const char kind_of[] =
    "SELECT kind.text"
    "  FROM occasion"
    "  JOIN moment ON moment.id = occasion.moment"
    "  JOIN symbol AS kind ON kind.id = moment.kind"
    " WHERE occasion.id = :occasion";

static const char keep[] =
    "INSERT INTO flag_spell(flag, start, end, active, pages, bytes)"
    " VALUES (:flag, :start, :end, :active, :pages, :bytes)";

/* A flag whose spells are wanted. */
struct want {
	int64_t flag, start, end;
	uint32_t subject;
	bool done;
};

/* What was read of one subject. */
struct subject {
	struct used *list;
	size_t count, room;
};

struct spelling {
	const struct settle *s;
	struct map *subjects;
	struct subject *read; /* by subject */
	struct want *wants;   /* in order of start */
	size_t count, room;
	uint32_t *of_caller; /* subject by caller, MAP_NONE for others */
	size_t caller_room;
	struct statement *kind, *keep;
};

/* Nobody is two of these at once: a person, an account at a computer, a
 * computer of which no account is known. */
static struct slice
subject_text(char text[64], int64_t person, int64_t account, int64_t device)
{
	int n = person != 0 ?
	    snprintf(text, 64, "p%lld", (long long)person) :
	    account != 0 ?
	    snprintf(text, 64, "a%lld %lld", (long long)account,
		(long long)device) :
	    snprintf(text, 64, "d%lld", (long long)device);

	return (struct slice){ text, (size_t)n };
}

static int
read_wants(struct spelling *p, const struct span *span)
{
	struct statement *q = statement_create(p->s->store, flags_of);
	char text[64];
	int more = -1;

	if (q == NULL)
		return -1;
	statement_bind_int(q, ":since", span->since);
	statement_bind_int(q, ":until", span->until);
	while ((more = statement_step(q)) == 1) {
		int64_t person = statement_int(q, 3),
			account = statement_int(q, 4),
			device = statement_int(q, 5);

		GROW(p->wants, p->count, p->room);
		p->wants[p->count++] = (struct want){ statement_int(q, 0),
			statement_int(q, 1), statement_int(q, 2),
			map_add(p->subjects, subject_text(text, person,
			    account, device)),
			person == 0 && account == 0 && device == 0 };
	}
	statement_destroy(q);
	return more;
}

static int
read_callers(struct spelling *p)
{
	struct statement *q = statement_create(p->s->store, callers);
	char text[64];
	int more = -1;

	while (q != NULL && (more = statement_step(q)) == 1) {
		size_t id = (size_t)statement_int(q, 0), i = p->caller_room;

		if (id >= p->caller_room) {
			p->caller_room = 2 * id + 256;
			p->of_caller = memory_resize(p->of_caller,
			    p->caller_room, sizeof *p->of_caller);
			for (; i < p->caller_room; i++)
				p->of_caller[i] = MAP_NONE;
		}
		p->of_caller[id] = map_find(p->subjects, subject_text(text,
		    statement_int(q, 1), statement_int(q, 2),
		    statement_int(q, 3)));
	}
	statement_destroy(q);
	return more;
}

/* One request of somebody wanted, where it is a page or supports one. */
static int
add_visit(struct spelling *p, struct statement *q, struct subject *subject)
{
	bool page = false, supporting = false;
	int more;

	statement_bind_int(p->kind, ":occasion", statement_int(q, 3));
	while ((more = statement_step(p->kind)) == 1) {
		struct slice kind = statement_text(p->kind, 0);

		page = slice_equal(kind, SLICE("page"));
		supporting = slice_equal(kind, SLICE("supporting"));
	}
	if (more == -1 || !(page || supporting))
		return more;
	GROW(subject->list, subject->count, subject->room);
	subject->list[subject->count++] = (struct used){
		statement_int(q, 0),
		statement_is_null(q, 1) ? NUMBER_UNKNOWN : statement_int(q, 1),
		page };
	return 0;
}

static int
read_visits(struct spelling *p, int64_t since, int64_t until)
{
	struct statement *q = statement_create(p->s->store, visits);
	int more = -1;

	if (q == NULL)
		return -1;
	statement_bind_int(q, ":since", since);
	statement_bind_int(q, ":until", until);
	while ((more = statement_step(q)) == 1) {
		size_t caller = (size_t)statement_int(q, 2);

		if (caller < p->caller_room &&
		    p->of_caller[caller] != MAP_NONE &&
		    add_visit(p, q, &p->read[p->of_caller[caller]]) == -1) {
			more = -1;
			break;
		}
	}
	statement_destroy(q);
	return more;
}

/* Around all flags that are not done, each time once. */
static int
read_around(struct spelling *p, int64_t reach)
{
	int64_t since = 0, until = 0;
	bool any = false;
	size_t i;

	for (i = 0; i < map_count(p->subjects); i++)
		p->read[i].count = 0;
	for (i = 0; i < p->count; i++) {
		const struct want *w = &p->wants[i];

		if (w->done)
			continue;
		if (any && w->start - reach > until) {
			if (read_visits(p, since, until) == -1)
				return -1;
			any = false;
		}
		if (!any)
			since = w->start - reach;
		if (!any || w->end + reach > until)
			until = w->end + reach;
		any = true;
	}
	return any ? read_visits(p, since, until) : 0;
}

static int
keep_spell(const struct spelling *p, const struct want *w,
    const struct use *u)
{
	struct statement *q = p->keep;

	statement_bind_int(q, ":flag", w->flag);
	statement_bind_int(q, ":start", u->start);
	statement_bind_int(q, ":end", u->end);
	statement_bind_int(q, ":active", u->active);
	statement_bind_int(q, ":pages", u->pages);
	if (u->bytes == NUMBER_UNKNOWN)
		statement_bind_null(q, ":bytes");
	else
		statement_bind_int(q, ":bytes", u->bytes);
	return statement_run(q);
}

/* The spells that the flag lies in, or within the gap of which it lies.  One
 * that touches what was not read waits for the next reach. */
static int
settle_flag(struct spelling *p, struct want *w, const struct use *list,
    size_t count, int64_t reach, bool last)
{
	const struct use *from = list, *to = list + count, *u;

	while (from < to && from->end < w->start - SPELL_GAP)
		from++;
	while (to > from && to[-1].start > w->end + SPELL_GAP)
		to--;
	if (!last && from < to &&
	    (from->start <= w->start - reach + SPELL_GAP ||
		to[-1].end >= w->end + reach - SPELL_GAP))
		return 0;
	w->done = true;
	for (u = from; u < to; u++)
		if (keep_spell(p, w, u) == -1)
			return -1;
	return 0;
}

/* What was read for others is left aside, so that the spells of a flag do not
 * depend on who stands beside it. */
static int
settle_want(struct spelling *p, struct want *w, int64_t reach, bool last)
{
	const struct subject *subject = &p->read[w->subject];
	struct used *near = memory_zeroed(subject->count + 1, sizeof *near);
	struct use *spells = memory_zeroed(subject->count + 1,
	    sizeof *spells);
	size_t i, count = 0;
	int result;

	for (i = 0; i < subject->count; i++)
		if (subject->list[i].start >= w->start - reach &&
		    subject->list[i].start <= w->end + reach)
			near[count++] = subject->list[i];
	count = use_spells(near, count, spells);
	result = settle_flag(p, w, spells, count, reach, last);
	free(near);
	free(spells);
	return result;
}

static int
settle_wants(struct spelling *p)
{
	size_t i, j;

	for (i = 0; i < REACHES; i++) {
		if (read_around(p, reaches[i]) == -1)
			return -1;
		for (j = 0; j < p->count; j++)
			if (!p->wants[j].done &&
			    settle_want(p, &p->wants[j], reaches[i],
				i + 1 == REACHES) == -1)
				return -1;
	}
	return 0;
}

static void
finish(struct spelling *p)
{
	size_t i;

	for (i = 0; p->read != NULL && i < map_count(p->subjects); i++)
		free(p->read[i].list);
	free(p->read);
	free(p->wants);
	free(p->of_caller);
	map_destroy(p->subjects);
	statement_destroy(p->kind);
	statement_destroy(p->keep);
}

int
spells_settle(const struct settle *s, const struct span *span)
{
	struct spelling p = { .s = s, .subjects = map_create() };
	int result = run_between(s, forget, span->since, span->until);

	if (result == 0)
		result = read_wants(&p, span);
	if (result == 0 && p.count > 0) {
		p.kind = statement_create(s->store, kind_of);
		p.keep = statement_create(s->store, keep);
		p.read = memory_zeroed(map_count(p.subjects),
		    sizeof *p.read);
		result = p.kind == NULL || p.keep == NULL ||
			read_callers(&p) == -1 ?
		    -1 :
		    settle_wants(&p);
	}
	finish(&p);
	return result;
}
