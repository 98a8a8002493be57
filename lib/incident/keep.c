/*
 * Spells of use kept as items.  An item found again by its id keeps its
 * row; one that has got an earlier start, or has grown together with
 * another, is found by its former id too.
 */
#include <stdlib.h>

#include "gather.h"

static const char find_item[] =
    "SELECT id"
    "  FROM item"
    " WHERE name = :name";

/* A mail tells its sender, not an account: the person's stands for it. */
#define ACCOUNT                                                              \
	"iif(:account = '' AND :person <> '',"                               \
	"    coalesce((SELECT username FROM person WHERE key = :person), '')," \
	"    :account)"

static const char add_item[] =
    "INSERT INTO item(name, label, subject, account, person, device, room,"
    "                 role, year, period, start, end, day, hour, events,"
    "                 severity, treatment, attribution, rules, created,"
    "                 changed, subject_number)"
    " VALUES (:name, :label, :subject, " ACCOUNT ", :person, :device, :room,"
    "         :role, :year, :period, :start, :end, :day, :hour, :events,"
    "         :severity, :treatment, :attribution, :rules, :now, :now,"
    "         coalesce((SELECT number FROM subject WHERE text = :subject),"
    "                  0))";

static const char change_item[] =
    "UPDATE item"
    "   SET account = " ACCOUNT ", person = :person, device = :device,"
    "       room = :room, role = :role, year = :year, period = :period,"
    "       start = :start, end = :end, day = :day, hour = :hour,"
    "       events = :events, severity = :severity,"
    "       treatment = :treatment, attribution = :attribution,"
    "       rules = :rules,"
    "       changed = iif(end = :end AND events = :events"
    "                     AND rules = :rules, changed, :now)"
    " WHERE id = :item";

static const char add_subject[] =
    "INSERT OR IGNORE INTO subject(text, number)"
    " VALUES (:subject, random() & 9007199254740991)";

static const char unlink_flags[] = "DELETE FROM item_flag WHERE item = :item";
static const char link_flag[] =
    "INSERT INTO item_flag(item, flag) VALUES (:item, :flag)";
static const char drop_item[] = "DELETE FROM item WHERE id = :item";
static const char drop_former[] =
    "DELETE FROM item_former WHERE name = :name";
static const char move_former[] =
    "INSERT OR REPLACE INTO item_former(name, item)"
    " SELECT name, :to FROM item WHERE id = :from"
    " UNION"
    " SELECT name, :to FROM item_former WHERE item = :from";
/* Where an item lay whose flags were all replaced by larger ones. */
static const char find_heir[] =
    "SELECT heir.id"
    "  FROM item AS former JOIN item AS heir"
    "    ON heir.subject = former.subject AND heir.label = former.label"
    "   AND heir.id <> former.id AND heir.touched = 0"
    "   AND heir.start <= former.end + :gap"
    "   AND heir.end >= former.start - :gap"
    " WHERE former.id = :item"
    " ORDER BY heir.start DESC";
/* New evidence of touched items: events (for a correlation, those that it
 * counts) of late flags that no earlier flag rests on. */
static const char tell_late[] =
    "UPDATE item"
    "   SET changed = :now,"
    "       new_events = (SELECT count(*) FROM ("
    "          SELECT coalesce(part.part, link.flag)"
    "            FROM item_flag AS link"
    "            LEFT JOIN flag_part AS part ON part.flag = link.flag"
    "           WHERE link.item = item.id AND link.late = 1"
    "          EXCEPT"
    "          SELECT coalesce(part.part, link.flag)"
    "            FROM item_flag AS link"
    "            LEFT JOIN flag_part AS part ON part.flag = link.flag"
    "           WHERE link.item = item.id AND link.late = 0))"
    " WHERE touched = 1 AND id IN (SELECT item FROM item_stale)";
static const char all_fresh[] = "DELETE FROM item_stale";

/* The statements that each spell needs. */
struct keep {
	struct gather *g;
	struct statement *find, *add, *change, *subject, *unlink, *link,
	    *drop, *drop_former, *move_former, *heir;
	int64_t *kept; /* items that have a spell, in order of spells */
	size_t kept_count;
};

static bool
keep_init(struct keep *k, struct gather *g, size_t spells)
{
	struct store *s = g->store;

	*k = (struct keep){ .g = g };
	k->kept = memory_zeroed(spells + 1, sizeof *k->kept);
	return (k->find = statement_create(s, find_item)) != NULL &&
	    (k->add = statement_create(s, add_item)) != NULL &&
	    (k->change = statement_create(s, change_item)) != NULL &&
	    (k->subject = statement_create(s, add_subject)) != NULL &&
	    (k->unlink = statement_create(s, unlink_flags)) != NULL &&
	    (k->link = statement_create(s, link_flag)) != NULL &&
	    (k->drop = statement_create(s, drop_item)) != NULL &&
	    (k->drop_former = statement_create(s, drop_former)) != NULL &&
	    (k->move_former = statement_create(s, move_former)) != NULL &&
	    (k->heir = statement_create(s, find_heir)) != NULL;
}

static void
keep_finish(struct keep *k)
{
	free(k->kept);
	statement_destroy(k->find);
	statement_destroy(k->add);
	statement_destroy(k->change);
	statement_destroy(k->subject);
	statement_destroy(k->unlink);
	statement_destroy(k->link);
	statement_destroy(k->drop);
	statement_destroy(k->drop_former);
	statement_destroy(k->move_former);
	statement_destroy(k->heir);
}

static int
compare_slices(const void *a, const void *b)
{
	return slice_compare(*(const struct slice *)a,
	    *(const struct slice *)b);
}

/* The rules of a spell, each once, in order of the alphabet. */
static void
rules_of(const struct gather *g, const struct spell *s, struct buffer *out)
{
	struct slice *names = memory_zeroed(s->count, sizeof *names);
	size_t i;

	for (i = 0; i < s->count; i++)
		names[i] = g->words[g->findings[s->first + i].id].rule;
	qsort(names, s->count, sizeof *names, compare_slices);
	for (i = 0; i < s->count; i++) {
		if (i > 0 && slice_equal(names[i], names[i - 1]))
			continue;
		if (i > 0)
			buffer_char(out, ' ');
		buffer_add(out, names[i]);
	}
	free(names);
}

/* What the first flag says stands for the spell: where it began. */
static void
bind_spell(struct statement *q, const struct gather *g,
    const struct spell *s)
{
	const struct flag_words *w =
	    &g->words[g->findings[s->first].id];
	struct buffer rules;

	buffer_init(&rules, BUFFER_LARGEST);
	rules_of(g, s, &rules);
	statement_bind_text(q, ":account", w->account);
	statement_bind_text(q, ":person",
	    w->subject.ptr[0] == 'p' ? w->person : SLICE(""));
	statement_bind_text(q, ":device", w->device);
	statement_bind_text(q, ":room", w->room);
	statement_bind_text(q, ":role", w->role);
	statement_bind_text(q, ":year", w->year);
	statement_bind_text(q, ":period", w->period);
	statement_bind_int(q, ":start", s->start);
	statement_bind_int(q, ":end", s->end);
	statement_bind_int(q, ":day", w->day);
	statement_bind_int(q, ":hour", w->hour);
	statement_bind_int(q, ":events", (int64_t)s->events);
	statement_bind_int(q, ":severity", s->severity);
	statement_bind_int(q, ":treatment", w->treatment);
	statement_bind_text(q, ":attribution", slice_of(grade_word(s->grade)));
	statement_bind_text(q, ":rules", buffer_slice(&rules));
	statement_bind_int(q, ":now", time_now());
	buffer_finish(&rules);
}

/* The row of the item of that name; 0 when there is none, -1: said. */
static int64_t
row_of_name(struct keep *k, struct slice name)
{
	int64_t row = 0;
	int more;

	statement_bind_text(k->find, ":name", name);
	while ((more = statement_step(k->find)) == 1)
		row = statement_int(k->find, 0);
	return more == -1 ? -1 : row;
}

static int64_t
keep_row(struct keep *k, const struct spell *s)
{
	const struct gather *g = k->g;
	const struct flag_words *w = &g->words[g->findings[s->first].id];
	char name[ITEM_ID];
	struct statement *q;
	int64_t row;

	item_id(w->label, w->subject, s->start, name);
	if ((row = row_of_name(k, slice_of(name))) == -1)
		return -1;
	q = row == 0 ? k->add : k->change;
	bind_spell(q, g, s);
	if (row == 0) {
		statement_bind_text(k->subject, ":subject", w->subject);
		statement_bind_text(k->drop_former, ":name", slice_of(name));
		statement_bind_text(q, ":name", slice_of(name));
		statement_bind_text(q, ":label", w->label);
		statement_bind_text(q, ":subject", w->subject);
		if (statement_run(k->subject) == -1 ||
		    statement_run(k->drop_former) == -1)
			return -1;
	} else
		statement_bind_int(q, ":item", row);
	if (statement_run(q) == -1)
		return -1;
	return row == 0 ? statement_last_id(q) : row;
}

static int
keep_spell(struct keep *k, const struct spell *s)
{
	struct gather *g = k->g;
	int64_t row = keep_row(k, s);
	size_t i;

	if (row == -1)
		return -1;
	k->kept[k->kept_count++] = row;
	for (i = 0; i < s->count; i++) {
		int64_t at = g->findings[s->first + i].id;

		g->words[at].now_in = row;
		statement_bind_int(k->link, ":item", row);
		statement_bind_int(k->link, ":flag", g->flags[at]);
		if (statement_run(k->link) == -1)
			return -1;
	}
	return 0;
}

static bool
was_kept(const struct keep *k, int64_t item)
{
	size_t i;

	for (i = 0; i < k->kept_count; i++)
		if (k->kept[i] == item)
			return true;
	return false;
}

/* Where the flags of an item have gone; 0 where none are left. */
static int64_t
heir_of(struct keep *k, int64_t item)
{
	const struct gather *g = k->g;
	int64_t heir = 0;
	size_t i;
	int more;

	for (i = 0; i < g->count; i++)
		if (g->words[g->findings[i].id].was_in == item)
			return g->words[g->findings[i].id].now_in;
	statement_bind_int(k->heir, ":item", item);
	statement_bind_int(k->heir, ":gap", SPELL_GAP);
	while ((more = statement_step(k->heir)) == 1)
		if (was_kept(k, statement_int(k->heir, 0)))
			heir = statement_int(k->heir, 0);
	return more == -1 ? -1 : heir;
}

/* An item that no spell bears any more: its name leads to its heir. */
static int
retire(struct keep *k, int64_t item)
{
	int64_t heir = heir_of(k, item);

	if (heir == -1)
		return -1;
	if (heir != 0) {
		statement_bind_int(k->move_former, ":from", item);
		statement_bind_int(k->move_former, ":to", heir);
		if (statement_run(k->move_former) == -1)
			return -1;
	}
	statement_bind_int(k->drop, ":item", item);
	return statement_run(k->drop);
}

int
gather_keep(struct gather *g, const struct spell *spells, size_t count)
{
	struct keep k;
	struct statement *fresh = statement_create(g->store, all_fresh);
	struct statement *tell = statement_create(g->store, tell_late);
	int result = keep_init(&k, g, count) && fresh != NULL && tell != NULL ?
	    0 :
	    -1;
	size_t i;

	for (i = 0; result == 0 && i < g->item_count; i++) {
		statement_bind_int(k.unlink, ":item", g->items[i]);
		result = statement_run(k.unlink);
	}
	for (i = 0; result == 0 && i < count; i++)
		result = keep_spell(&k, &spells[i]);
	for (i = 0; result == 0 && i < g->item_count; i++)
		if (!was_kept(&k, g->items[i]))
			result = retire(&k, g->items[i]);
	if (result == 0) {
		statement_bind_int(tell, ":now", time_now());
		result = statement_run(tell);
	}
	if (result == 0)
		result = statement_run(fresh);
	statement_destroy(fresh);
	statement_destroy(tell);
	keep_finish(&k);
	return result;
}
