/*
 * Which rules some logs can feed.  Events of one dataset, Windows channel
 * and number are alike in this, so each such kind is asked about once.
 */
#include <stdlib.h>

#include "base/arena.h"
#include "base/map.h"
#include "night/measure.h"
#include "night/night.h"
#include "store/store.h"

struct measure {
	struct settings *settings; /* NULL of rules that are the caller's */
	struct detect *detect;
	struct map *kinds;
	struct buffer kind;
	bool *fed;   /* of each rule */
	bool *paths; /* events that fed it had a path */
};

static void
feed(struct measure *m, const struct batch *b, uint32_t row)
{
	size_t i;

	for (i = 0; i < detect_rule_count(m->detect); i++) {
		if (!detect_reads(m->detect, i, b, row))
			continue;
		m->fed[i] = true;
		m->paths[i] |= batch_text(b, row, COL_PATH).len > 0;
	}
}

/* What did not come needs no log of its own. */
static void
feed_absence(struct measure *m)
{
	struct symbols *symbols = symbols_create();
	struct batch *b = batch_create(symbols);

	batch_set_text(b, batch_add(b), COL_DATASET, SLICE(STORE_ABSENCE));
	feed(m, b, 0);
	batch_destroy(b);
	symbols_destroy(symbols);
}

struct measure *
measure_of(struct detect *d)
{
	struct measure *m = memory_zeroed(1, sizeof *m);
	size_t count = d == NULL ? 0 : detect_rule_count(d);

	m->detect = d;
	m->kinds = map_create();
	buffer_init(&m->kind, BUFFER_LARGEST);
	m->fed = memory_zeroed(count, sizeof *m->fed);
	m->paths = memory_zeroed(count, sizeof *m->paths);
	if (d != NULL)
		feed_absence(m);
	return m;
}

struct measure *
measure_create(struct symbols *symbols)
{
	struct settings *settings;
	struct detect *detect = NULL;
	struct faults faults;
	struct measure *m;

	faults_init(&faults);
	settings = settings_of_rules("shipped", &faults);
	if (settings != NULL)
		detect = detect_create(settings, symbols, &faults);
	if (faults.errors > 0)
		faults_print(&faults, stderr);
	faults_finish(&faults);
	m = measure_of(detect);
	m->settings = settings;
	return m;
}

void
measure_destroy(struct measure *m)
{
	if (m == NULL)
		return;
	if (m->settings != NULL)
		detect_destroy(m->detect);
	settings_destroy(m->settings);
	map_destroy(m->kinds);
	buffer_finish(&m->kind);
	free(m->fed);
	free(m->paths);
	free(m);
}

static bool
is_new_kind(struct measure *m, const struct batch *b, uint32_t row)
{
	static const enum column columns_read[] = { COL_DATASET, COL_CHANNEL,
		COL_WIN_CHANNEL, COL_CODE };
	uint32_t known = map_count(m->kinds);
	size_t i;

	buffer_reset(&m->kind);
	for (i = 0; i < sizeof columns_read / sizeof *columns_read; i++) {
		buffer_add(&m->kind, batch_text(b, row, columns_read[i]));
		buffer_char(&m->kind, '\t');
	}
	if (batch_text(b, row, COL_PATH).len > 0)
		buffer_char(&m->kind, '/');
	return map_add(m->kinds, buffer_slice(&m->kind)) == known;
}

void
measure_event(struct measure *m, const struct batch *b, uint32_t row)
{
	if (m->detect != NULL && is_new_kind(m, b, row))
		feed(m, b, row);
}

enum measurable
measure_rule(const struct measure *m, size_t rule)
{
	bool reads_paths = detect_uses(m->detect, rule, COL_PATH) ||
	    detect_uses(m->detect, rule, COL_QUERY);

	if (!m->fed[rule])
		return NOT_MEASURABLE;
	return reads_paths && !m->paths[rule] ? HOST_ONLY : MEASURABLE;
}

static int
measure_batch(struct batch *b, void *ctx)
{
	uint32_t row;

	for (row = 0; row < batch_rows(b); row++)
		if (slice_equal(batch_text(b, row, COL_EVENT_KIND),
			SLICE("event")))
			measure_event(ctx, b, row);
	return -1; /* the beginning is enough */
}

static void
read_beginnings(struct measure *m, const struct settings *s)
{
	struct night_files files = { 0 };
	struct format_options options = { .modified = TIME_UNKNOWN };
	struct symbols *symbols = symbols_create();
	struct faults faults; /* said elsewhere */
	struct reader_job job = { .options = &options, .symbols = symbols,
		.sink = measure_batch, .sink_ctx = m };
	struct reader_counts n = { 0 };
	struct arena *a = arena_create();
	size_t i;

	faults_init(&faults);
	job.sources = sources_create(s, &faults);
	faults_finish(&faults);
	sources_options(job.sources, &options);
	for (i = 0; i < s->log_count; i++)
		night_files_find(&files, arena_text(a, s->logs[i]));
	for (i = 0; i < files.count; i++)
		reader_file(&job, files.paths[i], &n);
	night_files_finish(&files);
	sources_destroy(job.sources);
	symbols_destroy(symbols);
	arena_destroy(a);
}

void
measure_logs(const struct settings *s, struct detect *d, struct faults *f)
{
	struct measure *m = measure_of(d);
	size_t i;

	read_beginnings(m, s);
	for (i = 0; i < detect_rule_count(d) && map_count(m->kinds) > 0; i++) {
		const struct rule_info *r = detect_rule(d, i);
		enum measurable can = measure_rule(m, i);

		if (!r->on || !r->reported || r->clause.len == 0 ||
		    can == MEASURABLE)
			continue;
		fault_warn(f, s->path, 0, "rule %.*s: %s", SLICE_ARG(r->name),
		    can == HOST_ONLY ?
			"host only: it reads paths, and the logs show none" :
			"not measurable: no log here is of the kind that it "
			"needs");
	}
	measure_destroy(m);
}

/* Labels in the order of the rules, each once. */
static void
print_labels(const struct measure *m, bool fed, const char *title, FILE *out)
{
	struct map *labels = map_create(), *others = map_create();
	size_t i, count = detect_rule_count(m->detect);

	/* A label is judged as soon as one of its rules is. */
	for (i = 0; i < count; i++)
		if (m->fed[i])
			map_add(others, detect_rule(m->detect, i)->label);
	for (i = 0; i < count; i++) {
		struct slice label = detect_rule(m->detect, i)->label;
		bool known = map_find(others, label) != MAP_NONE;

		if (label.len > 0 && known == fed)
			map_add(labels, label);
	}
	fprintf(out, "\n%s\n ", title);
	for (i = 0; i < map_count(labels); i++)
		fprintf(out, " %.*s",
		    SLICE_ARG(map_text(labels, (uint32_t)i)));
	fprintf(out, "%s\n", map_count(labels) == 0 ? " none" : "");
	map_destroy(labels);
	map_destroy(others);
}

void
measure_print(const struct measure *m, FILE *out)
{
	if (m->detect == NULL)
		return;
	print_labels(m, true, "Rules that could be judged on these logs:",
	    out);
	print_labels(m, false,
	    "Rules that could not: no log here is of the kind that they "
	    "need:",
	    out);
}
