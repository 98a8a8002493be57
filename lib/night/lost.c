/*
 * Rules whose regular expressions gave up on a text: it does not match, so
 * somebody who knows how could write what the rule never finds.  The store
 * has a line of each such rule, "2026-11-02 3 its-name".
 */
#include <err.h>
#include <inttypes.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "night/lost.h"

struct telling {
	const struct keeper *k;
	uint64_t *texts; /* of each rule, tonight */
	struct buffer out;
};

static void
say(const struct detect *d, size_t rule, uint64_t texts, void *ctx)
{
	(void)ctx;
	warnx("rule %.*s: a regular expression gave up on %" PRIu64
	      " text%s, so it does not match there: beadle check says which",
	    SLICE_ARG(detect_rule(d, rule)->name), texts,
	    texts == 1 ? "" : "s");
}

void
lost_warn(const struct detect *d)
{
	detect_lost(d, say, NULL);
}

static void
note(const struct detect *d, size_t rule, uint64_t texts, void *ctx)
{
	struct telling *t = ctx;

	(void)d;
	t->texts[rule] = texts;
}

/* A rule that gave up before stays on its line; the policy may have lost it
 * since. */
static void
grow_line(struct telling *t, struct slice line)
{
	struct slice day, rest = line;
	int64_t before;
	int rule;

	if (!slice_take_until(&rest, ' ', &day) ||
	    !slice_take_int(&rest, &before) || !slice_take_char(&rest, ' '))
		return;
	rule = detect_find(t->k->detect, rest);
	if (rule != -1) {
		before += (int64_t)t->texts[rule];
		t->texts[rule] = 0;
	}
	buffer_printf(&t->out, "%.*s %" PRId64 " %.*s\n", SLICE_ARG(day),
	    before, SLICE_ARG(rest));
}

static void
add_line(struct telling *t, size_t rule, int64_t now)
{
	struct slice name = detect_rule(t->k->detect, rule)->name;

	say(t->k->detect, rule, t->texts[rule], NULL);
	day_print(&t->out, zone_civil(t->k->settings->zone, now).day);
	buffer_printf(&t->out, " %" PRIu64 " %.*s\n", t->texts[rule],
	    SLICE_ARG(name));
}

int
lost_tell(struct keeper *k, int64_t now, bool forget, bool *told)
{
	struct arena *a = arena_create();
	struct slice before = store_recall(k->store, "rules_lost", a), line,
		     rest = before;
	size_t i, count = detect_rule_count(k->detect);
	struct telling t = { .k = k,
		.texts = memory_zeroed(count + 1, sizeof *t.texts) };
	int result = 0;

	buffer_init(&t.out, BUFFER_LARGEST);
	detect_lost(k->detect, note, &t);
	while (slice_take_line(&rest, &line))
		grow_line(&t, line);
	for (i = 0; i < count; i++)
		if (t.texts[i] > 0) {
			*told = true;
			add_line(&t, i, now);
		}
	if (!forget && !slice_equal(before, buffer_slice(&t.out)))
		result = store_remember(k->store, "rules_lost",
		    buffer_slice(&t.out));
	buffer_finish(&t.out);
	free(t.texts);
	arena_destroy(a);
	return result;
}
