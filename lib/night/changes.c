/*
 * Changes of the rules, as the nights met them.
 */
#include "reports/words.h"

#include "changes.h"

enum { MOST_KEPT = 1 << 16 }; /* bytes: a thousand changes or so */

/* Its last line without the day. */
static struct slice
newest(struct slice known)
{
	struct slice line = SLICE(""), day;

	while (slice_take_line(&known, &line))
		;
	return slice_take_until(&line, ' ', &day) ? line : SLICE("");
}

int
changes_remember(struct keeper *k, int64_t now)
{
	struct arena *a = arena_create();
	struct slice known = store_recall(k->store, "rule_sets", a);
	struct slice rules = slice_of(words_rules(a, k->settings));
	struct buffer text;
	int result = 0;

	if (!slice_equal(newest(known), rules) && known.len < MOST_KEPT) {
		buffer_init(&text, BUFFER_LARGEST);
		buffer_add(&text, known);
		day_print(&text, zone_civil(k->settings->zone, now).day);
		buffer_printf(&text, " %.*s\n", SLICE_ARG(rules));
		result = store_remember(k->store, "rule_sets",
		    buffer_slice(&text));
		buffer_finish(&text);
	}
	arena_destroy(a);
	return result;
}
