/*
 * Words that reports share.
 */
#include <ctype.h>

#include "base/hash.h"
#include "reports/words.h"

static const char *const weekdays[] = { "Mon", "Tue", "Wed", "Thu", "Fri",
	"Sat", "Sun" };
static const char *const months[] = { "Jan", "Feb", "March", "April", "May",
	"June", "July", "Aug", "Sept", "Oct", "Nov", "Dec" };

const char *
words_day(struct arena *a, int32_t day)
{
	int year, month, mday;

	day_to_date(day, &year, &month, &mday);
	return arena_printf(a, "%s %d %s %d", weekdays[day_weekday(day)],
	    mday, months[month - 1], year);
}

const char *
words_short_day(struct arena *a, int32_t day)
{
	int year, month, mday;

	day_to_date(day, &year, &month, &mday);
	return arena_printf(a, "%d %s", mday, months[month - 1]);
}

const char *
words_clock(struct arena *a, const struct zone *z, int64_t t)
{
	int minute = zone_civil(z, t).second / 60, hour = minute / 60;

	return arena_printf(a, "%d.%02d %s", hour % 12 == 0 ? 12 : hour % 12,
	    minute % 60, hour < 12 ? "am" : "pm");
}

const char *
words_time(struct arena *a, const struct zone *z, int64_t t)
{
	return arena_printf(a, "%s, %s", words_day(a, zone_civil(z, t).day),
	    words_clock(a, z, t));
}

const char *
words_days(struct arena *a, int32_t first, int32_t last)
{
	int y1, y2, month, mday;

	day_to_date(first, &y1, &month, &mday);
	day_to_date(last, &y2, &month, &mday);
	if (y1 != y2)
		return arena_printf(a, "%s to %s", words_day(a, first),
		    words_day(a, last));
	return arena_printf(a, "%s %s to %s", weekdays[day_weekday(first)],
	    words_short_day(a, first), words_day(a, last));
}

const char *
words_term(struct arena *a, const struct term *t)
{
	size_t dash = slice_find(t->name, '-');
	struct slice season = slice_first(t->name, dash);
	struct slice year = slice_from(t->name, dash + 1);
	int64_t n;
	char *out;

	if (season.len == 0 || year.len != 4 || !slice_to_int(year, &n))
		return arena_text(a, t->name);
	out = arena_printf(a, "%.*s term %.*s", SLICE_ARG(season),
	    SLICE_ARG(year));
	out[0] = (char)toupper((unsigned char)out[0]);
	return out;
}

enum { DEEPEST = 64 };

static void
add_tree(struct sha256 *h, const struct yaml *node, int depth)
{
	for (; node != NULL && depth < DEEPEST; node = node->next) {
		sha256_add(h, node->key);
		sha256_add(h, SLICE("\n"));
		sha256_add(h, node->text);
		sha256_add(h, SLICE("\n"));
		add_tree(h, node->first, depth + 1);
	}
}

const char *
words_rules(struct arena *a, const struct settings *s)
{
	struct sha256 *h = sha256_create();
	unsigned char digest[SHA256_SIZE];
	char hex[SHA256_HEX];
	size_t i;

	for (i = 0; i < s->rule_count; i++) {
		sha256_add(h, s->rules[i].name);
		add_tree(h, s->rules[i].roots, 0);
	}
	for (i = 0; i < s->overlay_count; i++) {
		const struct rule_overlay *o = &s->overlays[i];
		const struct slice texts[] = { o->pattern, o->on, o->clause,
			o->treat_as, o->route, o->approved_by };
		size_t j;

		for (j = 0; j < sizeof texts / sizeof *texts; j++) {
			sha256_add(h, texts[j]);
			sha256_add(h, SLICE("\n"));
		}
	}
	sha256_take(h, digest);
	sha256_destroy(h);
	sha256_hex(digest, hex);
	return arena_printf(a, "%zu rules, version %.4s %.4s", s->rule_count,
	    hex, hex + 4);
}

const char *
words_office(struct arena *a, struct slice reader)
{
	static const struct {
		const char *reader, *title;
	} offices[] = { { "dsl", "Designated safeguarding lead" },
		{ "deputy", "Deputy safeguarding lead" },
		{ "head", "Headteacher" }, { "chair", "Chair of governors" },
		{ "officer", "Data protection officer" },
		{ "technician", "Technician" }, { "office", "School office" },
		{ "governors", "Governors" },
		{ "line-manager", "Line manager" } };
	size_t i;

	for (i = 0; i < sizeof offices / sizeof *offices; i++)
		if (slice_equal(reader, slice_of(offices[i].reader)))
			return offices[i].title;
	if (slice_take_text(&reader, SLICE("head-of-year-")))
		return arena_printf(a, "Head of Year %.*s",
		    SLICE_ARG(reader));
	return arena_text(a, reader);
}
