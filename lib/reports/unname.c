/*
 * Names out of texts, word by word.
 */
#include <stdlib.h>

#include "base/buffer.h"
#include "base/map.h"
#include "reports/unname.h"
#include "settings/routing.h"
#include "store/statement.h"

#include "letters.h"

/* Whose word it is; of several kinds of people: anybody's. */
enum whose { NOBODY, PUPIL, STAFF, GOVERNOR, VISITOR, ANYBODY, ADDRESS, OWN };

struct known_word {
	enum whose account; /* or mailbox, in either case */
	enum whose name;    /* with a capital, where its script has them */
};

struct unname {
	struct map *words; /* folded */
	struct known_word *list;
	size_t room;
	/* Names of scripts without capitals, which may stand in the middle of
	 * what is written without spaces. */
	struct map *whole;
	enum whose *whole_of;
	size_t whole_room;
	bool about_staff;
};

/* Words that say something else at the beginning of a sentence. */
static const char ordinary[] = "an april art at august bill case child class "
    "cook day do english french german good grace hall he head hope i in it "
    "june king law long mark may my no on page pupil read room rose she so "
    "summer teacher the they this to will year young";
static const char titles[] = "mr mrs ms miss mx dr sir madam rev fr pc sgt";

static enum whose
both(enum whose before, enum whose now)
{
	return before == NOBODY || before == now ? now :
	    before == OWN || now == OWN		 ? OWN :
						   ANYBODY;
}

static void
add_word(struct unname *u, struct slice word, enum whose whose, bool account)
{
	char room[LONGEST_WORD];
	struct slice folded = letters_fold(word, room);
	uint32_t n, known = map_count(u->words);
	enum whose *w;

	if (folded.len < 2)
		return;
	n = map_add(u->words, folded);
	if (n == known) {
		GROW(u->list, known, u->room);
		u->list[n] = (struct known_word){ NOBODY, NOBODY };
	}
	w = account ? &u->list[n].account : &u->list[n].name;
	*w = both(*w, whose);
}

static void
add_whole(struct unname *u, struct slice name, enum whose whose)
{
	uint32_t n, c, known = map_count(u->whole);

	/* Of one character it would be found everywhere. */
	if (name.len == 0 || name.len <= letters_step(name, 0, &c) ||
	    letters_have_capitals(c))
		return;
	n = map_add(u->whole, name);
	if (n == known) {
		GROW(u->whole_of, known, u->whole_room);
		u->whole_of[n] = NOBODY;
	}
	u->whole_of[n] = both(u->whole_of[n], whose);
}

/* "Anne-Marie" is known by its parts too. */
static void
add_names(struct unname *u, struct slice names, enum whose whose)
{
	struct slice rest = names, word, part;

	add_whole(u, names, whose);
	while (slice_take_word(&rest, &word)) {
		add_word(u, word, whose, false);
		while (slice_take_until(&word, '-', &part))
			add_word(u, part, whose, false);
		add_word(u, word, whose, false);
	}
}

/* Both names in a row are found where one alone may be an ordinary word. */
static void
add_full(struct unname *u, struct slice forename, struct slice surname,
    enum whose whose)
{
	struct arena *a = arena_create();
	const char *const gaps[] = { "", " " };
	size_t i;

	add_names(u, forename, whose);
	add_names(u, surname, whose);
	for (i = 0; i < 2; i++) {
		add_whole(u, slice_of(arena_printf(a, "%.*s%s%.*s",
		    SLICE_ARG(surname), gaps[i], SLICE_ARG(forename))), whose);
		add_whole(u, slice_of(arena_printf(a, "%.*s%s%.*s",
		    SLICE_ARG(forename), gaps[i], SLICE_ARG(surname))), whose);
	}
	arena_destroy(a);
}

static enum whose
whose_role(struct slice role)
{
	if (slice_equal(role, SLICE("governor")))
		return GOVERNOR;
	if (slice_equal(role, SLICE("visitor")))
		return VISITOR;
	switch (routing_queue(role)) {
	case QUEUE_PUPILS:
		return PUPIL;
	case QUEUE_STAFF:
		return STAFF;
	default:
		return ANYBODY;
	}
}

static bool
is_own(const struct slice *own, size_t count, struct slice name)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (slice_equal_fold(own[i], name))
			return true;
	return false;
}

static int
add_stored(struct unname *u, struct store *store, const struct slice *own,
    size_t own_count)
{
	struct statement *q = statement_create(store, "SELECT key, username,"
	    " email, forename, surname, role FROM person");
	int more;

	if (q == NULL)
		return -1;
	while ((more = statement_step(q)) == 1) {
		enum whose whose = is_own(own, own_count, statement_text(q, 0))
		    ? OWN : whose_role(statement_text(q, 5));
		int i;

		for (i = 0; i < 3; i++)
			add_word(u, statement_text(q, i), whose, true);
		add_full(u, statement_text(q, 3), statement_text(q, 4), whose);
	}
	statement_destroy(q);
	return more;
}

static void
add_listed(struct unname *u, const struct settings *s,
    const struct slice *own, size_t own_count)
{
	struct slice rest, word;
	size_t i;

	for (i = 0; i < s->record_count; i++) {
		const struct person *p = &s->people[i];
		enum whose whose = is_own(own, own_count, p->key) ? OWN :
		    whose_role(p->role);

		add_word(u, p->key, whose, true);
		add_word(u, p->username, whose, true);
		add_word(u, p->email, whose, true);
		for (rest = p->aliases; slice_take_word(&rest, &word);)
			add_word(u, word, whose, true);
		add_full(u, p->forename, p->surname, whose);
	}
}

struct unname *
unname_create(struct store *store, const struct settings *s,
    const struct slice *own, size_t own_count, struct slice role)
{
	struct unname *u = memory_zeroed(1, sizeof *u);
	size_t i;

	u->words = map_create();
	u->whole = map_create();
	u->about_staff = whose_role(role) == STAFF;
	add_listed(u, s, own, own_count);
	for (i = 0; i < own_count; i++)
		add_word(u, own[i], OWN, true);
	if (add_stored(u, store, own, own_count) == -1) {
		unname_destroy(u);
		return NULL;
	}
	return u;
}

void
unname_destroy(struct unname *u)
{
	if (u == NULL)
		return;
	map_destroy(u->words);
	map_destroy(u->whole);
	free(u->list);
	free(u->whole_of);
	free(u);
}

static const char *
phrase(const struct unname *u, enum whose whose)
{
	switch (whose) {
	case PUPIL:
		return u->about_staff ? "a pupil" : "another pupil";
	case STAFF:
		return u->about_staff ? "another member of staff" :
					"a member of staff";
	case GOVERNOR:
		return "a governor";
	case VISITOR:
		return "a visitor";
	case ADDRESS:
		return "another address";
	default:
		return "another person";
	}
}

/* What is known of one word; as a name it needs a capital. */
static enum whose
look_up(const struct unname *u, struct slice word)
{
	char room[LONGEST_WORD];
	uint32_t n = map_find(u->words, letters_fold(word, room));

	if (n == MAP_NONE)
		return NOBODY;
	if (u->list[n].account != NOBODY)
		return u->list[n].account;
	return letters_begin_name(word) ? u->list[n].name : NOBODY;
}

/* A word or a part of it: "22abery-laptop". */
static enum whose
judge(const struct unname *u, struct slice word)
{
	enum whose whose = look_up(u, word);
	size_t i, from = 0;

	if (whose != NOBODY)
		return whose;
	if (slice_find(word, '@') < word.len && word.len > 2)
		return ADDRESS;
	for (i = 0; i <= word.len; i++) {
		if (i < word.len && strchr("-._", word.ptr[i]) == NULL)
			continue;
		if (i - from > 2 && i - from < word.len)
			whose = look_up(u, slice_first(slice_from(word, from),
			    i - from));
		if (whose != NOBODY && whose != OWN)
			return whose;
		from = i + 1;
	}
	return NOBODY;
}

static bool
is_among(const char *words, struct slice word)
{
	char room[LONGEST_WORD];

	return slice_has_word(slice_of(words), letters_fold(word, room));
}

static bool
is_number(struct slice s)
{
	int64_t n;

	return slice_to_int(s, &n);
}

/* What stands before a word, and may belong to the name that begins there. */
enum before { PLAIN, TITLE, FIRST_NAME, HIDDEN };

struct reading {
	const struct unname *u;
	struct buffer out;
	enum before before;
	enum whose whose; /* of what is hidden */
	size_t start;	  /* where it stands in out */
	bool number;	  /* a number stands before: of a day of a month */
};

/* Is that how a sentence begins? */
static bool
begins_sentence(const struct reading *r, struct slice gap)
{
	size_t i = gap.len;

	while (i > 0 && strchr(" \t\"([", gap.ptr[i - 1]) != NULL)
		i--;
	return r->out.len == 0 || (i > 0 &&
	    strchr(".!?:;\n", gap.ptr[i - 1]) != NULL);
}

static void
hide(struct reading *r, struct slice gap, bool near, enum whose whose)
{
	if (near && r->before != PLAIN) {
		r->out.len = r->start;
		if (r->before == HIDDEN && whose != OWN)
			whose = both(r->whose, whose);
		else if (whose == OWN)
			whose = r->whose;
	} else {
		buffer_add(&r->out, gap);
		r->start = r->out.len;
	}
	buffer_text(&r->out, phrase(r->u, whose));
	r->before = HIDDEN;
	r->whose = whose;
}

static void
add(struct reading *r, struct slice gap, struct slice word, struct slice next)
{
	bool title = is_among(titles, word);
	bool near = slice_equal(gap, SLICE(" ")) ||
	    (r->before == TITLE && slice_equal(gap, SLICE(". ")));
	enum whose whose = judge(r->u, word);
	bool common = whose != NOBODY && whose != OWN && is_among(ordinary,
	    word);

	/* "14 May", "May 2026"; "Will be seen again." */
	if (common && !(near && r->before == HIDDEN) &&
	    (r->number || is_number(next) || begins_sentence(r, gap))) {
		whose = NOBODY;
		title = true; /* perhaps a forename after all */
	}
	if (whose == NOBODY && near && r->before == TITLE &&
	    letters_begin_name(word) && !is_among(titles, word))
		whose = ANYBODY;
	if (whose == OWN && near && r->before == HIDDEN &&
	    letters_begin_name(word)) {
		hide(r, gap, near, OWN);
	} else if (whose != NOBODY && whose != OWN) {
		hide(r, gap, near, whose);
	} else {
		buffer_add(&r->out, gap);
		r->start = r->out.len;
		buffer_add(&r->out, word);
		r->before = title ? TITLE : whose == OWN ? FIRST_NAME : PLAIN;
	}
	r->number = is_number(word);
}

/* The next word of the text and what stands before it; without the signs at
 * its ends, and without an English genitive. */
static bool
take_word(struct slice *rest, struct slice *gap, struct slice *word)
{
	size_t from = 0, to, i, length;
	uint32_t c;

	while (from < rest->len &&
	    ((length = letters_step(*rest, from, &c)),
	    !letters_of_word(c) || c == 0x2019 ||
		(c < 0x80 && strchr("-.'+", (int)c) != NULL)))
		from += length;
	for (to = i = from; i < rest->len; to = i) {
		length = letters_step(*rest, i, &c);
		if (!letters_of_word(c))
			break;
		i += length;
	}
	*gap = slice_first(*rest, from);
	*word = slice_first(slice_from(*rest, from), to - from);
	if (slice_ends_with(*word, SLICE("'s")))
		word->len -= 2;
	else if (slice_ends_with(*word, SLICE("\xe2\x80\x99s")))
		word->len -= 4;
	while (word->len > 0 &&
	    strchr("-.'+", word->ptr[word->len - 1]) != NULL)
		word->len--;
	*rest = slice_from(*rest, from + word->len);
	return word->len > 0;
}

/* The longest of those names that begins there; whose it is. */
static enum whose
whole_at(const struct unname *u, struct slice s, size_t *length)
{
	enum whose whose = NOBODY;
	uint32_t n;

	*length = 0;
	for (n = 0; n < map_count(u->whole); n++) {
		struct slice name = map_text(u->whole, n);

		if (name.len > *length && slice_starts_with(s, name)) {
			*length = name.len;
			whose = u->whole_of[n];
		}
	}
	return whose;
}

static struct slice
hide_whole(const struct unname *u, struct slice s, struct arena *a)
{
	struct buffer out;
	enum whose whose;
	size_t i, length;
	uint32_t c;

	if (map_count(u->whole) == 0)
		return s;
	buffer_init(&out, BUFFER_LARGEST);
	for (i = 0; i < s.len; i += length) {
		whose = (unsigned char)s.ptr[i] < 0x80 ? NOBODY :
		    whole_at(u, slice_from(s, i), &length);
		if (whose == NOBODY || whose == OWN) {
			if (whose == NOBODY)
				length = letters_step(s, i, &c);
			buffer_add(&out, slice_first(slice_from(s, i),
			    length));
			continue;
		}
		buffer_printf(&out, "%s%s%s", i == 0 || s.ptr[i - 1] == ' ' ?
		    "" : " ", phrase(u, whose), i + length == s.len ||
		    (unsigned char)s.ptr[i + length] < 0x80 ? "" : " ");
	}
	s = arena_copy(a, buffer_slice(&out));
	buffer_finish(&out);
	return s;
}

const char *
unname_text(const struct unname *u, struct slice text, struct arena *a)
{
	struct reading r = { .u = u };
	struct slice rest = hide_whole(u, text, a), gap, word, ahead, next,
	    skipped;
	const char *out;

	buffer_init(&r.out, BUFFER_LARGEST);
	while (take_word(&rest, &gap, &word)) {
		ahead = rest;
		if (!take_word(&ahead, &skipped, &next) ||
		    !slice_equal(skipped, SLICE(" ")))
			next = SLICE("");
		add(&r, gap, word, next);
	}
	buffer_add(&r.out, gap);
	out = arena_text(a, buffer_slice(&r.out));
	buffer_finish(&r.out);
	return out;
}
