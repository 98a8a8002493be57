/*
 * Flags to spells of use: tables of cases.  Times are minutes.
 */
#include "../../lib/incident/spells.h"
#include "../tap.h"

enum { GAMES = 1, PROXY = 2, AMY = 1, BEN = 2, RULE = 1, OTHER = 2 };

#define FLAG(of, who, from, to)                                            \
	{ .label = of, .subject = who, .rule = RULE, .log = 1,             \
		.offset = (from), .start = (from) * TIME_MINUTE,           \
		.end = (to) * TIME_MINUTE, .id = (from) + 1, .events = 1,  \
		.severity = SEVERITY_CAUTION, .grade = GRADE_STRONG }

/* "label:subject:start-end=events" of each spell. */
static const char *
spells(struct finding *list, size_t count)
{
	static char text[512];
	struct spell out[32];
	size_t i, n, used = 0;

	n = spells_group(list, count, out);
	text[0] = '\0';
	for (i = 0; i < n; i++)
		used += (size_t)snprintf(text + used, sizeof text - used,
		    "%s%u:%u:%lld-%lld=%llu", i == 0 ? "" : " ",
		    list[out[i].first].label, list[out[i].first].subject,
		    (long long)(out[i].start / TIME_MINUTE),
		    (long long)(out[i].end / TIME_MINUTE),
		    (unsigned long long)out[i].events);
	return text;
}

#define SPELLS(wanted, name, ...)                                       \
	do {                                                            \
		struct finding list[] = { __VA_ARGS__ };                \
		is_text(spells(list, sizeof list / sizeof *list),       \
		    wanted, name);                                      \
	} while (0)

static void
grouping(void)
{
	SPELLS("1:1:0-9=3", "flags that follow each other",
	    FLAG(GAMES, AMY, 4, 4), FLAG(GAMES, AMY, 0, 0),
	    FLAG(GAMES, AMY, 9, 9));
	SPELLS("1:1:0-0=1 1:1:6-6=1", "a longer silence parts them",
	    FLAG(GAMES, AMY, 0, 0), FLAG(GAMES, AMY, 6, 6));
	SPELLS("1:1:0-20=3", "one within the span of another",
	    FLAG(GAMES, AMY, 0, 20), FLAG(GAMES, AMY, 3, 4),
	    FLAG(GAMES, AMY, 19, 20));
	SPELLS("1:1:0-0=1 1:2:1-1=1", "people apart",
	    FLAG(GAMES, AMY, 0, 0), FLAG(GAMES, BEN, 1, 1));
	SPELLS("1:1:0-0=1 2:1:1-1=1", "labels apart",
	    FLAG(GAMES, AMY, 0, 0), FLAG(PROXY, AMY, 1, 1));
}

static void
what_a_spell_says(void)
{
	struct finding list[] = { FLAG(GAMES, AMY, 0, 0),
		FLAG(GAMES, AMY, 0, 0), FLAG(GAMES, AMY, 1, 1) };
	struct spell out[3];

	list[1].rule = OTHER;
	list[1].severity = SEVERITY_DANGER;
	list[1].id = 99;
	list[2].grade = GRADE_FAIR;
	is_int((int64_t)spells_group(list, 3, out), 1, "one spell");
	is_int((int64_t)out[0].events, 2, "two rules on one event: one event");
	is_int(out[0].severity, SEVERITY_DANGER, "the highest severity");
	is_int(out[0].grade, GRADE_FAIR, "the weakest evidence");
	is_int((int64_t)out[0].count, 3, "all flags");
	is_int((int64_t)spells_group(NULL, 0, NULL), 0, "no flags");
}

static void
ids(void)
{
	char a[ITEM_ID], b[ITEM_ID];

	item_id(SLICE("gambling"), SLICE("amy"), 5, a);
	item_id(SLICE("gambling"), SLICE("amy"), 5, b);
	is_text(a, b, "the same first start, the same id");
	is_int((int64_t)strlen(a), ITEM_ID - 1, "short");
	item_id(SLICE("gambling"), SLICE("amy"), 6, b);
	ok(strcmp(a, b) != 0, "another start, another id");
	item_id(SLICE("gambling"), SLICE("ben"), 5, b);
	ok(strcmp(a, b) != 0, "another subject, another id");
}

static void
words(void)
{
	is_int(grade_parse(SLICE("strong")), GRADE_STRONG, "strong");
	is_int(grade_parse(SLICE("")), GRADE_NONE, "empty is none");
	is_int(grade_parse(SLICE("rubbish")), GRADE_NONE, "unknown is none");
	is_text(grade_word(GRADE_WEAK), "weak", "and back");
}

int
main(void)
{
	grouping();
	what_a_spell_says();
	ids();
	words();
	return done_testing();
}
