/*
 * The automaton: a tree of the literals' bytes, filled up so that each state
 * has a next one for every byte.  Bytes that no literal has share a column.
 */
#include <stdlib.h>

#include "base/arena.h"
#include "base/map.h"

#include "literals.h"

struct literals {
	struct map *texts;
	uint8_t column[256]; /* 0: in no literal */
	uint32_t columns;
	uint32_t *next; /* columns for each state */
	uint32_t states;
	uint32_t *number; /* of the literal that ends here, or MAP_NONE */
	uint32_t *suffix; /* longest state that is a suffix of this one */
	uint32_t *report; /* this state or the next suffix where one ends */
};

struct literals *
literals_create(void)
{
	struct literals *l = memory_zeroed(1, sizeof *l);

	l->texts = map_create();
	l->columns = 1;
	return l;
}

void
literals_destroy(struct literals *l)
{
	if (l == NULL)
		return;
	map_destroy(l->texts);
	free(l->next);
	free(l->number);
	free(l->suffix);
	free(l->report);
	free(l);
}

uint32_t
literals_add(struct literals *l, struct slice text)
{
	size_t i;

	for (i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.ptr[i];

		/* 255 columns are enough: capitals are never added. */
		if (l->column[c] == 0)
			l->column[c] = (uint8_t)l->columns++;
	}
	return map_add(l->texts, text);
}

size_t
literals_count(const struct literals *l)
{
	return map_count(l->texts);
}

static uint32_t *
edge(const struct literals *l, uint32_t state, unsigned char c)
{
	return &l->next[(size_t)state * l->columns + l->column[c]];
}

/* The tree; 0 stands for "no such state yet", as the root is nobody's
 * child. */
static void
build_tree(struct literals *l)
{
	uint32_t count = map_count(l->texts), n;
	size_t room = 1, i;

	for (n = 0; n < count; n++)
		room += map_text(l->texts, n).len;
	l->next = memory_zeroed(room * l->columns, sizeof *l->next);
	l->number = memory_alloc(room * sizeof *l->number);
	memset(l->number, 0xff, room * sizeof *l->number);
	l->suffix = memory_zeroed(room, sizeof *l->suffix);
	l->report = memory_zeroed(room, sizeof *l->report);
	l->states = 1;
	for (n = 0; n < count; n++) {
		struct slice text = map_text(l->texts, n);
		uint32_t state = 0;

		for (i = 0; i < text.len; i++) {
			uint32_t *to = edge(l, state,
			    (unsigned char)text.ptr[i]);

			if (*to == 0)
				*to = l->states++;
			state = *to;
		}
		l->number[state] = n;
	}
}

/* From the root outwards, so that a suffix is complete before it is used. */
static void
build_suffixes(struct literals *l)
{
	uint32_t *queue = memory_alloc(l->states * sizeof *queue);
	uint32_t head = 0, tail = 0, state, c;

	queue[tail++] = 0;
	while (head < tail) {
		state = queue[head++];
		l->report[state] = l->number[state] != MAP_NONE ?
		    state :
		    l->report[l->suffix[state]];
		for (c = 0; c < l->columns; c++) {
			uint32_t *to = &l->next[(size_t)state * l->columns + c];
			uint32_t other = state == 0 ?
			    0 :
			    l->next[(size_t)l->suffix[state] * l->columns + c];

			if (*to == 0) {
				*to = other;
				continue;
			}
			l->suffix[*to] = other;
			queue[tail++] = *to;
		}
	}
	free(queue);
}

void
literals_build(struct literals *l)
{
	int c;

	for (c = 'A'; c <= 'Z'; c++)
		l->column[c] = l->column[c + ('a' - 'A')];
	build_tree(l);
	build_suffixes(l);
}

void
literals_scan(const struct literals *l, struct slice text,
    void (*found)(uint32_t number, size_t end, void *ctx), void *ctx)
{
	uint32_t state = 0, at;
	size_t i;

	for (i = 0; i < text.len; i++) {
		state = *edge(l, state, (unsigned char)text.ptr[i]);
		for (at = l->report[state]; at != 0;
		     at = l->report[l->suffix[at]])
			found(l->number[at], i + 1, ctx);
	}
}
