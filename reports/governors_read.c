/*
 * What the governors' report reads beside its tally: flags, and how many
 * people they rest on; how long items waited for a first look; what is
 * advice only; what was told of the filter; how many pupils there are.
 */
#include "store/statement.h"

#include "governors.h"

static const char flags_of_days[] =
    "SELECT treatment IN (1, 2), label = 'circumvention', type, sum(flags),"
    "       channel = 'web'"
    "  FROM daily_flag"
    " WHERE day BETWEEN :first AND :last"
    " GROUP BY 1, 2, 3, 5";

static const char people_of_outcome[] =
    "SELECT type,"
    "       count(DISTINCT CASE WHEN label = 'circumvention'"
    "         THEN number END),"
    "       count(DISTINCT CASE WHEN channel = 'web' THEN number END),"
    "       count(DISTINCT CASE WHEN channel = 'web'"
    "         AND label <> 'circumvention' THEN number END)"
    "  FROM daily_person"
    " WHERE day BETWEEN :first AND :last"
    " GROUP BY type";

struct statement *
governors_ask(const struct report_state *g, const char *sql)
{
	struct statement *q = statement_create(g->run->store, sql);

	if (q != NULL) {
		statement_bind_int(q, ":first", g->seen->first);
		statement_bind_int(q, ":last", g->seen->last);
	}
	return q;
}

static int
outcome_of(struct slice type)
{
	return slice_equal(type, SLICE("denied")) ? OUTCOME_STOPPED :
	    slice_equal(type, SLICE("allowed"))	  ? OUTCOME_LET_THROUGH :
						    OUTCOME_NOT_KNOWN;
}

static int
read_flags(struct report_state *g)
{
	struct statement *q = governors_ask(g, flags_of_days);
	int more;

	if (q == NULL)
		return -1;
	while ((more = statement_step(q)) == 1) {
		int64_t n = statement_int(q, 3);

		*(statement_int(q, 0) ? &g->flags : &g->observations) += n;
		if (statement_int(q, 0) && statement_int(q, 4))
			g->web[outcome_of(statement_text(q, 2))] += n;
		if (statement_int(q, 0) && statement_int(q, 1))
			g->round[outcome_of(statement_text(q, 2))] += n;
	}
	statement_destroy(q);
	return more;
}

static int
read_people(struct report_state *g)
{
	struct statement *q = governors_ask(g, people_of_outcome);
	int more;

	if (q == NULL)
		return -1;
	while ((more = statement_step(q)) == 1) {
		int o = outcome_of(statement_text(q, 0));

		g->round_people[o] += statement_int(q, 1);
		g->web_people[o] += statement_int(q, 2);
		g->rest_people[o] += statement_int(q, 3);
	}
	statement_destroy(q);
	return more;
}

/* Only how long: of whom, and when, they cannot ask.  The one in the middle
 * is that which half of them waited no longer than. */
static const char looks_of_days[] =
    "SELECT serious, n, count(DISTINCT subject_number),"
    "       sum(minutes <= iif(serious, 1, 14) * 1440),"
    "       max(iif(place = (n + 1) / 2, minutes, 0))"
    "  FROM (SELECT severity >= 2 AS serious, minutes, subject_number,"
    "          row_number() OVER (PARTITION BY severity >= 2"
    "            ORDER BY minutes) AS place,"
    "          count(*) OVER (PARTITION BY severity >= 2) AS n"
    "          FROM looked"
    "         WHERE day BETWEEN :first AND :last AND treatment IN (1, 2))"
    " GROUP BY serious";

/* What is advice to IT or the lead, and no possible breach of anybody. */
static const char advice_of_days[] =
    "SELECT count(*), count(DISTINCT subject_number)"
    "  FROM item"
    " WHERE day BETWEEN :first AND :last AND treatment = 3"
    "   AND status <> 'merged'";

static const char told_of_days[] =
    "SELECT count(*) FROM told WHERE day BETWEEN :first AND :last";

static int
read_looks(struct report_state *g)
{
	struct statement *q = governors_ask(g, looks_of_days);
	int more;

	if (q == NULL)
		return -1;
	while ((more = statement_step(q)) == 1)
		g->looks[statement_int(q, 0) != 0 ? LOOK_SERIOUS :
						    LOOK_OTHERS] =
		    (struct looks){ .items = statement_int(q, 1),
			.people = statement_int(q, 2),
			.in_time = statement_int(q, 3),
			.median = statement_int(q, 4) };
	statement_destroy(q);
	return more;
}

static int
read_rest(struct report_state *g)
{
	struct statement *q = governors_ask(g, advice_of_days);
	int more;

	if (q == NULL)
		return -1;
	while ((more = statement_step(q)) == 1) {
		g->advice = statement_int(q, 0);
		g->advice_people = statement_int(q, 1);
	}
	statement_destroy(q);
	if (more == -1 || (q = governors_ask(g, told_of_days)) == NULL)
		return -1;
	while ((more = statement_step(q)) == 1)
		g->over_blocked = statement_int(q, 0);
	statement_destroy(q);
	return more;
}

static void
count_pupils(struct report_state *g)
{
	const struct settings *s = g->run->settings;
	size_t i;

	for (i = 0; i < s->person_count; i++) {
		const struct person *p = &s->people[i];

		if (slice_equal(p->role, SLICE("pupil")) && p->year >= 1 &&
		    p->year <= GROUP_YEAR_LAST &&
		    (p->left == DAY_UNKNOWN || p->left >= g->seen->first))
			g->pupils[p->year]++;
	}
}

int
governors_read(struct report_state *g)
{
	if (read_flags(g) == -1 || read_people(g) == -1 ||
	    read_looks(g) == -1 || read_rest(g) == -1)
		return -1;
	count_pupils(g);
	return 0;
}

struct figure
governors_told(const struct report_state *g, const char *name,
    struct figure f)
{
	struct figure told;

	if (g->sealed != NULL)
		return told_find(g->sealed, name, &told) ? told :
							    figure_hidden();
	f = told_beside(g->run->before, name, f,
	    g->run->settings->threshold);
	if (g->run->told != NULL)
		told_add(g->run->told, name, f);
	return f;
}

struct figure
governors_pupils(const struct report_state *g)
{
	int64_t items, people;

	tally_counts(g->tally, (struct which){ .who = PERSON_PUPIL }, &items,
	    &people);
	return governors_told(g, "pupils",
	    tally_safe(g->tally, figure_count(people), people));
}

struct figure
governors_advice(const struct report_state *g)
{
	return governors_told(g, "advice", tally_safe(g->tally,
	    figure_count(g->advice), g->advice_people));
}

struct figure
governors_over_blocked(const struct report_state *g)
{
	return governors_told(g, "wrongly blocked",
	    figure_entered(figure_count(g->over_blocked)));
}
