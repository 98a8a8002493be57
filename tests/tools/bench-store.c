/*
 * How long a web visit takes into the store, and how many bytes it takes:
 *
 *	bench-store STORE [VISITS]
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

#include "store/store.h"

static double
seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static symbol
numbered(struct symbols *y, enum domain d, const char *form, unsigned n)
{
	char text[64];

	snprintf(text, sizeof text, "%s%u", form, n);
	return symbols_add(y, d, slice_of(text));
}

static unsigned
next(unsigned *seed, unsigned below)
{
	*seed = *seed * 1103515245u + 12345u;
	return (*seed >> 8) % below;
}

static void
fill(struct batch *b, unsigned *seed, int64_t *time, int64_t *offset)
{
	static const char *const words[] = { "page", "supporting",
		"background" };
	static const char *const mimes[] = { "text/html", "image/png",
		"application/json", "text/css" };
	struct symbols *y = batch_symbols(b);

	while (!batch_full(b)) {
		uint32_t row = batch_add(b);
		unsigned person = next(seed, 1500), site = next(seed, 20000);

		*time += next(seed, 12000);
		*offset += 100 + next(seed, 80);
		batch_set_number(b, row, COL_START, *time);
		batch_set_number(b, row, COL_DURATION,
		    next(seed, 500) * INT64_C(1000000));
		batch_set_number(b, row, COL_TIMESTAMP, *time +
			batch_number(b, row, COL_DURATION) / 1000);
		batch_set_number(b, row, COL_DAY,
		    *time / (86400 * TIME_SECOND));
		batch_set_number(b, row, COL_HOUR,
		    *time / (3600 * TIME_SECOND) % 24);
		batch_set_text(b, row, COL_EVENT_KIND, SLICE("event"));
		batch_set_text(b, row, COL_CHANNEL, SLICE("web"));
		batch_set_text(b, row, COL_DATASET, SLICE("squid.access"));
		batch_set_text(b, row, COL_ACTION, SLICE("TCP_MISS"));
		batch_set_text(b, row, COL_TYPE, SLICE("allowed"));
		batch_set_text(b, row, COL_METHOD, SLICE("GET"));
		batch_set_text(b, row, COL_MIME,
		    slice_of(mimes[next(seed, 4)]));
		batch_set_text(b, row, COL_KIND,
		    slice_of(words[next(seed, 3)]));
		batch_set_symbol(b, row, COL_CATEGORY,
		    numbered(y, DOMAIN_TAG, "category", site % 20));
		batch_set_text(b, row, COL_PERIOD, SLICE("lesson"));
		batch_set_symbol(b, row, COL_ACCOUNT,
		    numbered(y, DOMAIN_ACCOUNT, "pupil", person));
		batch_set_symbol(b, row, COL_PERSON,
		    numbered(y, DOMAIN_PERSON, "id", person));
		batch_set_text(b, row, COL_ROLE, SLICE("pupil"));
		batch_set_symbol(b, row, COL_YEAR,
		    numbered(y, DOMAIN_TAG, "", 7 + person % 7));
		batch_set_text(b, row, COL_ATTRIBUTION, SLICE("strong"));
		batch_set_symbol(b, row, COL_ADDRESS,
		    numbered(y, DOMAIN_ADDRESS, "198.51.", person % 1000));
		batch_set_symbol(b, row, COL_DEVICE,
		    numbered(y, DOMAIN_HOST, "pc", person % 1000));
		batch_set_symbol(b, row, COL_ROOM,
		    numbered(y, DOMAIN_TAG, "room", person % 40));
		batch_set_symbol(b, row, COL_DOMAIN_NAME,
		    numbered(y, DOMAIN_SITE, "site", site));
		batch_set_number(b, row, COL_STATUS, 200);
		batch_set_number(b, row, COL_BYTES, next(seed, 60000));
		batch_set_text(b, row, COL_FILE_PATH, SLICE("access.log"));
		batch_set_number(b, row, COL_OFFSET, *offset);
	}
}

int
main(int argc, char **argv)
{
	int64_t visits = argc > 2 ? strtol(argv[2], NULL, 10) : 1000000;
	int64_t time = INT64_C(1790000000) * TIME_SECOND, offset = 0, done;
	struct symbols *y = symbols_create();
	struct batch *b = batch_create(y);
	struct store_counts n = { 0 };
	struct store *s;
	struct stat st;
	unsigned seed = 1;
	double spent = 0, commit, before;

	if (argc < 2 || (s = store_open(argv[1], AUDIENCE_KEEPER)) == NULL ||
	    store_begin(s) == -1)
		return 1;
	for (done = 0; done < visits; done += BATCH_ROWS) {
		batch_reset(b);
		fill(b, &seed, &time, &offset);
		before = seconds();
		if (store_batch(s, b, &n) == -1)
			return 1;
		spent += seconds() - before;
	}
	before = seconds();
	if (store_commit(s) == -1)
		return 1;
	commit = seconds() - before;
	store_close(s);
	batch_destroy(b);
	symbols_destroy(y);
	if (stat(argv[1], &st) == -1)
		return 1;
	printf("%lld visits: %.0f ns a visit and %.2f s to commit, CPU; "
	       "%.1f bytes a visit\n", (long long)n.events,
	    spent / (double)n.events * 1e9, commit,
	    (double)st.st_size / (double)n.events);
	return 0;
}
