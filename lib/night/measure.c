/*
 * Which rules some logs can feed.  Events of one dataset, Windows channel
 * and number are alike in this, so each such kind is asked about once.
 */
#include <stdlib.h>

#include "base/arena.h"
#include "base/map.h"
#include "detect/detect.h"
#include "night/measure.h"

struct measure {
	struct settings *settings;
	struct detect *detect;
	struct map *kinds;
	struct buffer kind;
	bool *fed; /* of each rule */
};

struct measure *
measure_create(struct symbols *symbols)
{
	struct measure *m = memory_zeroed(1, sizeof *m);
	struct faults faults;

	faults_init(&faults);
	m->settings = settings_of_rules("shipped", &faults);
	if (m->settings != NULL)
		m->detect = detect_create(m->settings, symbols, &faults);
	if (faults.errors > 0)
		faults_print(&faults, stderr);
	faults_finish(&faults);
	m->kinds = map_create();
	buffer_init(&m->kind, BUFFER_LARGEST);
	if (m->detect != NULL)
		m->fed = memory_zeroed(detect_rule_count(m->detect),
		    sizeof *m->fed);
	return m;
}

void
measure_destroy(struct measure *m)
{
	if (m == NULL)
		return;
	detect_destroy(m->detect);
	settings_destroy(m->settings);
	map_destroy(m->kinds);
	buffer_finish(&m->kind);
	free(m->fed);
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
	return map_add(m->kinds, buffer_slice(&m->kind)) == known;
}

void
measure_event(struct measure *m, const struct batch *b, uint32_t row)
{
	size_t i;

	if (m->detect == NULL || !is_new_kind(m, b, row))
		return;
	for (i = 0; i < detect_rule_count(m->detect); i++)
		if (!m->fed[i])
			m->fed[i] = detect_reads(m->detect, i, b, row);
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
