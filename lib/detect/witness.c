/*
 * Choosing witnesses, and looking for them.
 *
 * A test for a text has itself as its witness.  An AND has the best one of
 * its parts, an OR those of all its parts together; a regular expression may
 * have some texts, one of which every match holds; a NOT has none.  Rules
 * without one are always worth judging.
 */
#include <stdlib.h>

#include "base/arena.h"
#include "base/hash.h"

#include "fold.h"
#include "literals.h"
#include "needles.h"
#include "witness.h"

enum { MOST_TEXTS = 4096, LONGEST_EQUAL = 256, SHORTEST_LITERAL = 2 };
#define ANYWHERE UINT32_MAX /* in place of a field: of keywords */

/* One text that a rule waits for. */
struct wanted {
	uint32_t field;
	enum pattern_kind kind; /* EQUAL, PREFIX, SUFFIX or CONTAINS */
	struct slice text;
};

struct wanted_list {
	struct wanted *list;
	size_t count, room;
	double cost; /* how often we guess that it is there */
	bool none;   /* there is no witness */
};

struct posting {
	uint32_t bit;
	enum pattern_kind kind;
	uint32_t next;
};

/* What was found in a text that is likely to come again. */
enum { MOST_REMEMBERED = 5, FIRST_MEMOS = 64, MOST_MEMOS = 4096,
	TRIAL = 4096 };
struct memo {
	uint64_t hash; /* 0: none */
	uint32_t bits[MOST_REMEMBERED];
	uint32_t count;
};

/* What is waited for in one field. */
struct watch {
	uint32_t field;
	struct map *equals;
	struct literals *literals;
	uint32_t *equal_posts, *literal_posts; /* first posting of each */
	size_t equal_room, literal_room;
	uint32_t *seen; /* literals found in this value already */
	struct memo *memos; /* by hash of the text */
	size_t memo_count; /* a power of two, or 0 */
	size_t forgotten;
	uint32_t asked, remembered; /* until it is known whether they repeat */
	bool unlike; /* they do not */
};

struct witnesses {
	size_t words;
	uint64_t *always; /* rules without a witness */
	uint64_t *found;
	struct watch *watches;
	size_t count, room;
	struct posting *posts;
	size_t post_count, post_room;
	uint32_t pass;
	uint64_t seed; /* of hashes: not to be known to who writes the texts */
	/* The value at hand. */
	const struct watch *watch;
	size_t value_len;
	struct memo memo; /* grows as bits are found; may overflow */
};

static void
list_add(struct wanted_list *l, struct wanted w, double cost)
{
	GROW(l->list, l->count, l->room);
	l->list[l->count++] = w;
	l->cost += cost;
}

static bool
is_watchable(const struct detect *d, uint32_t field)
{
	const struct field *f = &d->program.fields.list[field];

	/* Columns of symbols have masks, and late ones may be open. */
	return f->source != SOURCE_COLUMN ||
	    columns[f->column].kind == KIND_TEXT;
}

static struct slice
longest_part(const struct sigma_part *p)
{
	struct slice best = SLICE("");

	for (; p != NULL; p = p->next)
		if (p->kind == PART_TEXT && p->text.len > best.len)
			best = p->text;
	return best;
}

/* Literals are looked for with the case of ASCII letters folded only. */
static struct slice
longest_ascii(struct slice s)
{
	struct slice best = SLICE("");
	size_t i, from = 0;

	for (i = 0; i <= s.len; i++) {
		if (i < s.len && (unsigned char)s.ptr[i] < 0x80)
			continue;
		if (i - from > best.len)
			best = slice_first(slice_from(s, from), i - from);
		from = i + 1;
	}
	return best;
}

/* A letter more is about three times rarer. */
static double
cost_of(struct slice text, enum pattern_kind kind)
{
	double cost = 1;
	size_t i;

	for (i = 0; i < text.len && i < 12; i++)
		cost /= 3;
	return kind == PATTERN_CONTAINS ? cost * 4 : cost;
}

static void
of_regex(const struct detect *d, const struct term *t, struct wanted_list *l)
{
	const struct pattern *p = &t->test->pattern;
	struct needles n = needles_of(d->program.arena, p->text, !p->cased);
	struct wanted w = { t->kind == TERM_KEYWORD ? ANYWHERE : t->field,
		PATTERN_CONTAINS, SLICE("") };
	size_t i;

	l->none = n.count == 0;
	for (i = 0; i < n.count; i++) {
		w.text = n.list[i];
		list_add(l, w, cost_of(w.text, w.kind));
	}
}

static void
of_test(const struct detect *d, const struct term *t, struct wanted_list *l)
{
	const struct pattern *p = &t->test->pattern;
	bool keyword = t->kind == TERM_KEYWORD;
	struct wanted w = { keyword ? ANYWHERE : t->field, p->kind, p->text };
	char *copy;
	size_t i;

	l->none = true;
	if (!keyword && !is_watchable(d, t->field))
		return;
	if (t->test->kind == TEST_REGEX)
		of_regex(d, t, l);
	if (t->test->kind != TEST_TEXT)
		return;
	if (p->kind == PATTERN_GLOB) {
		w.kind = PATTERN_CONTAINS;
		w.text = longest_part(p->parts);
	}
	if (p->wide) {
		w.kind = PATTERN_CONTAINS;
		w.text = longest_ascii(w.text);
	}
	if (p->kind == PATTERN_ALL || w.text.len < SHORTEST_LITERAL ||
	    (w.kind == PATTERN_EQUAL && w.text.len > LONGEST_EQUAL))
		return;
	if (p->cased) {
		copy = arena_text(d->program.arena, w.text);
		for (i = 0; i < w.text.len; i++)
			copy[i] = fold_ascii(copy[i]);
		w.text.ptr = copy;
	}
	l->none = false;
	list_add(l, w, cost_of(w.text, w.kind));
}

static void of_term(const struct detect *d, const struct term *t,
    struct wanted_list *l);

static void
of_or(const struct detect *d, const struct term *t, struct wanted_list *l)
{
	const struct term *child;
	size_t i;

	for (child = t->first; child != NULL && !l->none;
	     child = child->next) {
		struct wanted_list part = { 0 };

		of_term(d, child, &part);
		l->none = part.none || l->count + part.count > MOST_TEXTS;
		for (i = 0; i < part.count && !l->none; i++)
			list_add(l, part.list[i], 0);
		l->cost += part.cost;
		free(part.list);
	}
}

static void
of_and(const struct detect *d, const struct term *t, struct wanted_list *l)
{
	const struct term *child;

	l->none = true;
	for (child = t->first; child != NULL; child = child->next) {
		struct wanted_list part = { 0 };

		of_term(d, child, &part);
		if (part.none || (!l->none && part.cost >= l->cost)) {
			free(part.list);
			continue;
		}
		free(l->list);
		*l = part;
	}
}

static void
of_term(const struct detect *d, const struct term *t, struct wanted_list *l)
{
	switch (t->kind) {
	case TERM_TEST:
	case TERM_KEYWORD:
		of_test(d, t, l);
		return;
	case TERM_AND:
		of_and(d, t, l);
		return;
	case TERM_OR:
		of_or(d, t, l);
		return;
	case TERM_FALSE:
		return; /* waits for nothing: never worth judging */
	case TERM_NOT:
		l->none = true;
		return;
	}
}

static struct watch *
watch_of(struct witnesses *w, uint32_t field)
{
	size_t i;

	for (i = 0; i < w->count; i++)
		if (w->watches[i].field == field)
			return &w->watches[i];
	GROW(w->watches, w->count, w->room);
	w->watches[w->count] = (struct watch){ .field = field,
		.equals = map_create(),
		.literals = literals_create() };
	return &w->watches[w->count++];
}

/* Puts a posting in front of those of that text. */
static void
post(struct witnesses *w, uint32_t **first, size_t *room, uint32_t number,
    uint32_t bit, enum pattern_kind kind)
{
	size_t wider;

	if (number >= *room) {
		wider = (size_t)number * 2 + 16;
		*first = memory_resize(*first, wider, sizeof **first);
		memset(*first + *room, 0xff, (wider - *room) * sizeof **first);
		*room = wider;
	}
	GROW(w->posts, w->post_count, w->post_room);
	w->posts[w->post_count] = (struct posting){ bit, kind,
		(*first)[number] };
	(*first)[number] = (uint32_t)w->post_count++;
}

static void
watch_for(struct witnesses *w, const struct wanted *wanted, uint32_t bit)
{
	struct watch *watch = watch_of(w, wanted->field);

	if (wanted->kind == PATTERN_EQUAL)
		post(w, &watch->equal_posts, &watch->equal_room,
		    map_add(watch->equals, wanted->text), bit, wanted->kind);
	else
		post(w, &watch->literal_posts, &watch->literal_room,
		    literals_add(watch->literals, wanted->text), bit,
		    wanted->kind);
}

struct witnesses *
witnesses_create(const struct detect *d, const uint32_t *rules, size_t count)
{
	struct witnesses *w = memory_zeroed(1, sizeof *w);
	size_t i, k;

	w->words = (count + 63) / 64;
	w->seed = (uint64_t)(uintptr_t)w; /* where memory lies is random */
	w->always = memory_zeroed(w->words + 1, sizeof *w->always);
	w->found = memory_zeroed(w->words + 1, sizeof *w->found);
	for (i = 0; i < count; i++) {
		struct wanted_list l = { 0 };

		of_term(d, d->rules[rules[i]].term, &l);
		if (l.none)
			w->always[i / 64] |= (uint64_t)1 << (i % 64);
		for (k = 0; k < l.count && !l.none; k++)
			watch_for(w, &l.list[k], (uint32_t)i);
		free(l.list);
	}
	for (i = 0; i < w->count; i++) {
		struct watch *watch = &w->watches[i];

		literals_build(watch->literals);
		watch->seen = memory_zeroed(
		    literals_count(watch->literals) + 1, sizeof *watch->seen);
	}
	return w;
}

void
witnesses_destroy(struct witnesses *w)
{
	size_t i;

	if (w == NULL)
		return;
	for (i = 0; i < w->count; i++) {
		map_destroy(w->watches[i].equals);
		literals_destroy(w->watches[i].literals);
		free(w->watches[i].equal_posts);
		free(w->watches[i].literal_posts);
		free(w->watches[i].seen);
		free(w->watches[i].memos);
	}
	free(w->watches);
	free(w->posts);
	free(w->always);
	free(w->found);
	free(w);
}

static void
find_posts(struct witnesses *w, uint32_t first, size_t from, size_t end)
{
	uint32_t i;

	for (i = first; i != MAP_NONE; i = w->posts[i].next) {
		const struct posting *p = &w->posts[i];

		if ((p->kind == PATTERN_PREFIX && from != 0) ||
		    (p->kind == PATTERN_SUFFIX && end != w->value_len))
			continue;
		if (w->memo.count < MOST_REMEMBERED)
			w->memo.bits[w->memo.count] = p->bit;
		w->memo.count++;
		w->found[p->bit / 64] |= (uint64_t)1 << (p->bit % 64);
	}
}

/* A literal ends here.  Seen once, it need not be looked at again, unless
 * it may yet stand at the end of the value. */
static void
literal_found(uint32_t number, size_t end, void *ctx)
{
	struct witnesses *w = ctx;
	const struct watch *watch = w->watch;
	bool again = watch->seen[number] == w->pass;

	if (again && end != w->value_len)
		return;
	watch->seen[number] = w->pass;
	find_posts(w, watch->literal_posts[number], again ? 1 : 0, end);
}

static void
scan_text(struct witnesses *w, const struct watch *watch, struct slice text)
{
	char lower[LONGEST_EQUAL];
	uint32_t number;
	size_t i;

	if (++w->pass == 0)
		w->pass = 1;
	w->watch = watch;
	w->value_len = text.len;
	if (literals_count(watch->literals) > 0)
		literals_scan(watch->literals, text, literal_found, w);
	if (map_count(watch->equals) == 0 || text.len > sizeof lower)
		return;
	for (i = 0; i < text.len; i++)
		lower[i] = fold_ascii(text.ptr[i]);
	number = map_find(watch->equals, (struct slice){ lower, text.len });
	if (number != MAP_NONE)
		find_posts(w, watch->equal_posts[number], 0, text.len);
}

/* Twice the room when as many were forgotten as there is room for. */
static void
grow_memos(struct watch *watch)
{
	size_t count = watch->memo_count == 0 ? FIRST_MEMOS :
						watch->memo_count * 2;

	if (watch->memo_count == MOST_MEMOS ||
	    (watch->memo_count > 0 && watch->forgotten < watch->memo_count))
		return;
	free(watch->memos);
	watch->memos = memory_zeroed(count, sizeof *watch->memos);
	watch->memo_count = count;
	watch->forgotten = 0;
}

/* Texts repeat: the same program, the same host; and to hash one is several
 * times quicker than to look for thousands of texts in it. */
static void
look_at_text(struct witnesses *w, struct watch *watch, struct slice text)
{
	struct memo *memo;
	uint64_t hash;
	uint32_t i, bit;

	if (watch->unlike) {
		scan_text(w, watch, text);
		return;
	}
	hash = hash64(text, w->seed) | 1;
	if (++watch->asked == TRIAL)
		watch->unlike = watch->remembered < TRIAL / 2;
	grow_memos(watch);
	memo = &watch->memos[(hash >> 8) & (watch->memo_count - 1)];
	if (memo->hash == hash) {
		watch->remembered++;
		for (i = 0; i < memo->count; i++) {
			bit = memo->bits[i];
			w->found[bit / 64] |= (uint64_t)1 << (bit % 64);
		}
		return;
	}
	w->memo = (struct memo){ .hash = hash };
	scan_text(w, watch, text);
	if (w->memo.count > MOST_REMEMBERED)
		return;
	watch->forgotten += memo->hash != 0;
	*memo = w->memo;
}

struct looking {
	struct witnesses *w;
	struct watch *watch;
};

static bool
look_at_any(struct value *text, void *ctx)
{
	const struct looking *l = ctx;

	if (text->held != IS_ABSENT && text->held != IS_NULL &&
	    text->held != IS_OBJECT)
		look_at_text(l->w, l->watch, value_text(text));
	return false;
}

static void
look_at_field(struct witnesses *w, struct watch *watch, struct view *v)
{
	struct looking l = { w, watch };
	struct value *value;

	if (watch->field == ANYWHERE) {
		v->each(v, look_at_any, &l);
		return;
	}
	value = view_value(v, watch->field);
	if (value->held == IS_ARRAY || value->held == IS_PATH)
		value_each(value, look_at_any, &l);
	else
		look_at_any(value, &l);
}

void
witnesses_apply(struct witnesses *w, struct view *v, uint64_t *left)
{
	size_t i;

	memcpy(w->found, w->always, w->words * sizeof *w->found);
	for (i = 0; i < w->count; i++)
		look_at_field(w, &w->watches[i], v);
	for (i = 0; i < w->words; i++)
		left[i] &= w->found[i];
}
