/*
 * cpio: for each member a header of digits, its name, its bytes.  Read here,
 * because libarchive reads ahead as far as a header says that a name is long,
 * and a header may say four gigabytes.
 */
#include <sys/stat.h>

#include <stdlib.h>

#include "base/arena.h"
#include "base/time.h"

#include "stream.h"

enum { LONGEST_HEADER = 110, LONGEST_NAME = 4096 };

struct field {
	unsigned char at, digits;
};

static const struct layout {
	struct slice magic;
	size_t size;
	int base;
	size_t align; /* of what follows the name, and the bytes */
	struct field mode, modified, name, bytes;
} layouts[] = {
	{ { "070701", 6 }, 110, 16, 4, { 14, 8 }, { 46, 8 }, { 94, 8 },
	    { 54, 8 } },
	{ { "070702", 6 }, 110, 16, 4, { 14, 8 }, { 46, 8 }, { 94, 8 },
	    { 54, 8 } },
	{ { "070707", 6 }, 76, 8, 1, { 18, 6 }, { 48, 11 }, { 59, 6 },
	    { 65, 11 } },
};

struct cpio {
	struct container container; /* first, so that it is one */
	struct stream *below;
	uint64_t left; /* of the member's bytes */
	size_t padding;
	char name[LONGEST_NAME + 1];
};

static bool
is_digit(const struct layout *l, char c)
{
	int digit = hex_digit(c);

	return digit != -1 && digit < l->base;
}

/* Which layout a header has that is digits all through, or NULL. */
static const struct layout *
layout_of(struct slice header)
{
	size_t i, k;

	for (i = 0; i < sizeof layouts / sizeof *layouts; i++) {
		const struct layout *l = &layouts[i];

		if (!slice_starts_with(header, l->magic) ||
		    header.len < l->size)
			continue;
		for (k = 0; k < l->size && is_digit(l, header.ptr[k]); k++)
			;
		return k == l->size ? l : NULL;
	}
	return NULL;
}

bool
is_cpio(struct slice head)
{
	return layout_of(head) != NULL;
}

/* At most eleven octal or eight hexadecimal digits: it fits. */
static uint64_t
number(const struct layout *l, const char *header, struct field f)
{
	uint64_t n = 0;
	unsigned i;

	for (i = 0; i < f.digits; i++)
		n = n * (unsigned)l->base +
		    (unsigned)hex_digit(header[f.at + i]);
	return n;
}

/* All of it, or false: cut short. */
static bool
take(struct cpio *c, char *to, size_t wanted)
{
	int64_t n = 1;

	while (wanted > 0 && (n = stream_read(c->below, to, wanted)) > 0) {
		to += n;
		wanted -= (size_t)n;
	}
	if (n == 0)
		stream_problem(c->below->state, "is cut short or damaged");
	return wanted == 0;
}

static bool
skip(struct cpio *c, uint64_t bytes)
{
	char piece[4096];

	for (; bytes > sizeof piece; bytes -= sizeof piece)
		if (!take(c, piece, sizeof piece))
			return false;
	return take(c, piece, (size_t)bytes);
}

static size_t
padding(const struct layout *l, uint64_t bytes)
{
	return (size_t)((l->align - bytes % l->align) % l->align);
}

/* The next header and its name; NULL where it is none (said). */
static const struct layout *
take_header(struct cpio *c, char header[LONGEST_HEADER])
{
	static const size_t shortest = 76;
	const struct layout *l;
	uint64_t name;

	if (!take(c, header, shortest))
		return NULL;
	if (header[5] != '7' &&
	    !take(c, header + shortest, LONGEST_HEADER - shortest))
		return NULL;
	l = layout_of((struct slice){ header, LONGEST_HEADER });
	name = l == NULL ? 0 : number(l, header, l->name);
	if (name == 0 || name > LONGEST_NAME) {
		stream_problem(c->below->state, "is cut short or damaged");
		return NULL;
	}
	if (!take(c, c->name, (size_t)name) ||
	    !skip(c, padding(l, l->size + name)))
		return NULL;
	c->name[name] = '\0';
	return l;
}

static int
next(struct container *container, const char **name, int64_t *modified)
{
	struct cpio *c = (struct cpio *)container;
	char header[LONGEST_HEADER] = { 0 };
	const struct layout *l;

	for (;;) {
		if (!skip(c, c->left) || !skip(c, c->padding) ||
		    (l = take_header(c, header)) == NULL)
			return -1;
		if (strcmp(c->name, "TRAILER!!!") == 0)
			return 0;
		c->left = number(l, header, l->bytes);
		c->padding = padding(l, c->left);
		if ((number(l, header, l->mode) & S_IFMT) == S_IFREG)
			break;
	}
	*name = *c->name == '\0' ? "(no name)" : c->name;
	*modified =
	    (int64_t)number(l, header, l->modified) * TIME_SECOND;
	return 1;
}

static int64_t
read_member(struct container *container, void *to, size_t room)
{
	struct cpio *c = (struct cpio *)container;
	int64_t n;

	if (room > c->left)
		room = (size_t)c->left;
	if (room == 0)
		return 0;
	n = stream_read(c->below, to, room);
	if (n == 0)
		stream_problem(container->state, "is cut short or damaged");
	if (n <= 0)
		return -1;
	c->left -= (uint64_t)n;
	return n;
}

static void
destroy(struct container *container)
{
	struct cpio *c = (struct cpio *)container;

	stream_close(c->below);
	free(c);
}

struct container *
cpio_create(struct stream *below)
{
	struct cpio *c = memory_zeroed(1, sizeof *c);

	c->container = (struct container){ next, read_member, destroy,
		below->state };
	c->below = below;
	return &c->container;
}
