/*
 * Flags to items.  Only what changed is looked at: flags that are in no
 * item, the items near them, and items that lost a flag.  The flags of
 * those items are grouped anew with the free ones.  An item that a person
 * has touched stays as it is; a flag that falls to it is kept with it as
 * new evidence.
 */
#include <stdlib.h>

#include "base/hash.h"

#include "gather.h"

/* Who or what a flag is about: a person only where well enough known. */
#define FLAG_WORDS                                                          \
	"SELECT f.id, label.text, rule.text, log.text, f.offset,"           \
	"       f.start, coalesce(f.end, f.start), f.events, f.severity,"   \
	"       attribution.text, account.text, person.text, device.text,"  \
	"       room.text, role.text, year.text, period.text,"              \
	"       f.day, f.hour, f.treatment"                                 \
	"  FROM flag AS f"                                                  \
	"  JOIN symbol AS label ON label.id = f.label"                      \
	"  JOIN symbol AS rule ON rule.id = f.rule"                         \
	"  JOIN symbol AS log ON log.id = f.log"                            \
	"  JOIN symbol AS attribution ON attribution.id = f.attribution"    \
	"  JOIN symbol AS account ON account.id = f.account"                \
	"  JOIN symbol AS person ON person.id = f.person"                   \
	"  JOIN symbol AS device ON device.id = f.device"                   \
	"  JOIN symbol AS room ON room.id = f.room"                         \
	"  JOIN symbol AS role ON role.id = f.role"                         \
	"  JOIN symbol AS year ON year.id = f.year"                         \
	"  JOIN symbol AS period ON period.id = f.period"

static const char free_flags[] = FLAG_WORDS
    " WHERE f.reported = 1 AND f.treatment <> 0 AND f.start IS NOT NULL"
    "   AND NOT EXISTS (SELECT 1 FROM item_flag WHERE flag = f.id)";

static const char flags_of_item[] = FLAG_WORDS
    "  JOIN item_flag AS link ON link.flag = f.id"
    " WHERE link.item = :item";

static const char near_items[] =
    "SELECT id, touched"
    "  FROM item"
    " WHERE subject = :subject AND label = :label AND status <> 'merged'"
    "   AND start <= :until AND end >= :since"
    " ORDER BY touched DESC, start";

static const char stale_items[] =
    "SELECT s.item"
    "  FROM item_stale AS s JOIN item ON item.id = s.item"
    " WHERE item.touched = 0";

static const char add_late[] =
    "INSERT OR IGNORE INTO item_flag(item, flag, late)"
    " VALUES (:item, :flag, 1)";

static const char mark_stale[] =
    "INSERT OR IGNORE INTO item_stale(item)"
    " VALUES (:item)";

static struct slice
copied(struct gather *g, struct statement *q, int column)
{
	return arena_copy(g->arena, statement_text(q, column));
}

static struct slice
subject_of(struct gather *g, const struct flag_words *w, enum grade grade)
{
	char kind = 'd';
	struct slice who = w->device;

	if (w->person.len > 0 && grade >= GRADE_FAIR) {
		kind = 'p';
		who = w->person;
	} else if (w->account.len > 0) {
		kind = 'a';
		who = w->account;
	}
	return slice_of(arena_printf(g->arena, "%c:%.*s", kind,
	    SLICE_ARG(who)));
}

static void
add_flag(struct gather *g, struct statement *q, int64_t item)
{
	struct finding *f;
	struct flag_words *w;

	if (g->count == g->room) {
		g->room = g->room == 0 ? 64 : 2 * g->room;
		g->findings = memory_resize(g->findings, g->room,
		    sizeof *g->findings);
		g->words = memory_resize(g->words, g->room,
		    sizeof *g->words);
		g->flags = memory_resize(g->flags, g->room,
		    sizeof *g->flags);
	}
	w = &g->words[g->count];
	*w = (struct flag_words){ .label = copied(g, q, 1),
		.rule = copied(g, q, 2),
		.account = copied(g, q, 10),
		.person = copied(g, q, 11),
		.device = copied(g, q, 12),
		.room = copied(g, q, 13),
		.role = copied(g, q, 14),
		.year = copied(g, q, 15),
		.period = copied(g, q, 16),
		.day = statement_int(q, 17),
		.hour = statement_is_null(q, 18) ? -1 : statement_int(q, 18),
		.treatment = statement_int(q, 19),
		.was_in = item };
	f = &g->findings[g->count];
	*f = (struct finding){ .label = map_add(g->labels, w->label),
		.rule = map_add(g->rules, w->rule),
		.log = map_add(g->logs, statement_text(q, 3)),
		.offset = statement_int(q, 4),
		.start = statement_int(q, 5),
		.end = statement_int(q, 6),
		.id = (int64_t)g->count,
		.events = (uint64_t)statement_int(q, 7),
		.severity = (enum severity)statement_int(q, 8),
		.grade = grade_parse(statement_text(q, 9)) };
	f->tie = hash64(w->device, hash64(w->rule, 0));
	w->subject = subject_of(g, w, f->grade);
	f->subject = map_add(g->subjects, w->subject);
	g->flags[g->count++] = statement_int(q, 0);
}

static int
read_free(struct gather *g)
{
	struct statement *q = statement_create(g->store, free_flags);
	int more = -1;

	if (q != NULL)
		while ((more = statement_step(q)) == 1)
			add_flag(g, q, 0);
	statement_destroy(q);
	return more;
}

static int
read_item(struct gather *g, int64_t item, struct statement *q)
{
	size_t i;
	int more;

	for (i = 0; i < g->item_count; i++)
		if (g->items[i] == item)
			return 0;
	GROW(g->items, g->item_count, g->item_room);
	g->items[g->item_count++] = item;
	statement_bind_int(q, ":item", item);
	while ((more = statement_step(q)) == 1)
		add_flag(g, q, item);
	return more;
}

/* Hands a free flag to an item that a person has touched. */
static int
give_late(struct gather *g, size_t at, int64_t item)
{
	struct statement *link = statement_create(g->store, add_late);
	struct statement *mark = statement_create(g->store, mark_stale);
	int result = -1;

	if (link != NULL && mark != NULL) {
		statement_bind_int(link, ":item", item);
		statement_bind_int(link, ":flag", g->flags[at]);
		statement_bind_int(mark, ":item", item);
		if (statement_run(link) == 0 && statement_run(mark) == 0)
			result = 0;
	}
	statement_destroy(link);
	statement_destroy(mark);
	return result;
}

/* The items near one free flag: a touched one takes it, the flags of the
 * others are read to be grouped with it.  1 when it was taken. */
static int
look_around(struct gather *g, size_t at, struct statement *near,
    struct statement *members)
{
	/* Reading an item's flags moves the arrays: copy what is needed. */
	struct flag_words w = g->words[at];
	int64_t since = g->findings[at].start - SPELL_GAP;
	int64_t until = g->findings[at].end + SPELL_GAP;
	int64_t *found = NULL, taker = 0;
	size_t i, count = 0, room = 0;
	int more;

	statement_bind_text(near, ":subject", w.subject);
	statement_bind_text(near, ":label", w.label);
	statement_bind_int(near, ":since", since);
	statement_bind_int(near, ":until", until);
	while ((more = statement_step(near)) == 1) {
		if (statement_int(near, 1) != 0) {
			if (taker == 0)
				taker = statement_int(near, 0);
			continue;
		}
		GROW(found, count, room);
		found[count++] = statement_int(near, 0);
	}
	if (more == 0 && taker != 0)
		more = give_late(g, at, taker) == -1 ? -1 : 1;
	for (i = 0; more == 0 && i < count; i++)
		more = read_item(g, found[i], members);
	free(found);
	return more;
}

/* Drops the findings that touched items took: marked by id -1. */
static void
drop_taken(struct gather *g)
{
	size_t i, kept = 0;

	for (i = 0; i < g->count; i++)
		if (g->findings[i].id >= 0)
			g->findings[kept++] = g->findings[i];
	g->count = kept;
}

static int
read_near(struct gather *g)
{
	struct statement *near = statement_create(g->store, near_items);
	struct statement *members = statement_create(g->store,
	    flags_of_item);
	size_t i, free_count = g->count;
	int result = near == NULL || members == NULL ? -1 : 0;

	for (i = 0; result == 0 && i < free_count; i++) {
		result = look_around(g, i, near, members);
		if (result == 1) {
			g->findings[i].id = -1;
			result = 0;
		}
	}
	statement_destroy(near);
	statement_destroy(members);
	return result;
}

/* Items that lost a flag. */
static int
read_stale(struct gather *g)
{
	struct statement *q = statement_create(g->store, stale_items);
	struct statement *members = statement_create(g->store,
	    flags_of_item);
	int more = -1;

	if (q != NULL && members != NULL)
		while ((more = statement_step(q)) == 1)
			if (read_item(g, statement_int(q, 0), members) == -1) {
				more = -1;
				break;
			}
	statement_destroy(q);
	statement_destroy(members);
	return more;
}

static void
gather_init(struct gather *g, struct store *store)
{
	*g = (struct gather){ .store = store,
		.arena = arena_create(),
		.labels = map_create(),
		.subjects = map_create(),
		.rules = map_create(),
		.logs = map_create() };
}

static void
gather_finish(struct gather *g)
{
	map_destroy(g->labels);
	map_destroy(g->subjects);
	map_destroy(g->rules);
	map_destroy(g->logs);
	arena_destroy(g->arena);
	free(g->findings);
	free(g->words);
	free(g->flags);
	free(g->items);
}

int
incident_gather(struct store *store, const struct settings *settings)
{
	struct gather g;
	struct spell *spells;
	size_t count;
	int result = -1;

	gather_init(&g, store);
	if (gather_lists(store, settings) == 0 && read_free(&g) == 0 &&
	    read_near(&g) == 0 &&
	    read_stale(&g) == 0) {
		drop_taken(&g);
		spells = memory_zeroed(g.count + 1, sizeof *spells);
		count = spells_group(g.findings, g.count, spells);
		result = gather_keep(&g, spells, count);
		free(spells);
	}
	gather_finish(&g);
	return result;
}
