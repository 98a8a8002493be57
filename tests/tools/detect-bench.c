/*
 * detect-bench SETTINGS [TIMES] < EVENTS: judges each batch of events that
 * often (20) and says how long one event takes, by the quick way and by the
 * plain one (judged once), and on how many events the two differ: then it
 * fails.  -r FOLDER in place of SETTINGS takes rules alone.  With TIMES 0 each
 * is judged once, as in a night, and it says how many a second.
 */
#include <err.h>
#include <stdlib.h>
#include <time.h>

#include "base/hash.h"
#include "detect/detect.h"
#include "event/tsv.h"

struct bench {
	struct detect *d;
	long times;
	uint64_t events, differ;
	uint64_t flags[BATCH_ROWS];
	double first, quick, plain;
};

static double
seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static uint64_t
flags_of(const struct batch *b, uint32_t row)
{
	return hash64(batch_text(b, row, COL_FLAGS), 1) ^
	    hash64(batch_text(b, row, COL_CANDIDATES), 2);
}

static int
measure(struct batch *b, void *ctx)
{
	struct bench *m = ctx;
	double before;
	uint32_t row;
	long i;

	before = seconds();
	detect_batch(m->d, b, false); /* what is new is learnt */
	m->first += seconds() - before;
	m->events += batch_rows(b);
	if (m->times == 0)
		return 0;
	before = seconds();
	for (i = 0; i < m->times; i++)
		detect_batch(m->d, b, false);
	m->quick += seconds() - before;
	for (row = 0; row < batch_rows(b); row++)
		m->flags[row] = flags_of(b, row);
	before = seconds();
	detect_batch_plainly(m->d, b, false);
	m->plain += seconds() - before;
	for (row = 0; row < batch_rows(b); row++)
		m->differ += m->flags[row] != flags_of(b, row);
	return 0;
}

int
main(int argc, char **argv)
{
	bool folder = argc > 2 && strcmp(argv[1], "-r") == 0;
	struct symbols *symbols = symbols_create();
	struct bench m = { .times = 20 };
	struct settings *s;
	struct faults faults;
	uint64_t bad;
	int at = folder ? 2 : 1;

	if (argc < at + 1)
		errx(2, "usage: detect-bench SETTINGS [TIMES] < EVENTS");
	if (argc > at + 1)
		m.times = strtol(argv[at + 1], NULL, 10);
	faults_init(&faults);
	s = folder ? settings_of_rules(argv[at], &faults) :
		     settings_load(argv[at], &faults);
	if (s == NULL)
		errx(1, "%s: cannot be read", argv[at]);
	m.d = detect_create(s, symbols, &faults);
	if (tsv_read(stdin, "standard input", symbols, measure, &m, &bad) != 0)
		return 1;
	if (m.times == 0)
		printf("%zu rules, %llu events: %.0f a second\n",
		    detect_rule_count(m.d), (unsigned long long)m.events,
		    (double)m.events / m.first);
	else
		printf("%zu rules, %llu events: quick %.0f ns, plain %.0f ns, "
		       "%llu differ\n",
		    detect_rule_count(m.d), (unsigned long long)m.events,
		    m.quick * 1e9 / (double)m.events / (double)m.times,
		    m.plain * 1e9 / (double)m.events,
		    (unsigned long long)m.differ);
	detect_destroy(m.d);
	settings_destroy(s);
	faults_finish(&faults);
	symbols_destroy(symbols);
	return m.differ > 0;
}
