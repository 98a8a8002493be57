/*
 * Which category a host or a page is of.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/url.h"

#include "categories.h"

enum { LONGEST_NAME = 1024, MOST_CATEGORIES = 4000 };

struct categories {
	struct map *names;
	struct map *theirs; /* names that lists and filters use ... */
	uint16_t *ours;	    /* ... and the number of ours, by that */
	size_t ours_room;
	struct suffixes hosts, urls, url_hosts;
};

struct categories *
categories_create(void)
{
	struct categories *c = memory_zeroed(1, sizeof *c);

	c->names = map_create();
	c->theirs = map_create();
	return c;
}

void
categories_destroy(struct categories *c)
{
	if (c == NULL)
		return;
	map_destroy(c->names);
	map_destroy(c->theirs);
	free(c->ours);
	suffixes_finish(&c->hosts);
	suffixes_finish(&c->urls);
	suffixes_finish(&c->url_hosts);
	free(c);
}

uint16_t
categories_number(struct categories *c, struct slice name)
{
	uint32_t n = map_find(c->theirs, name);

	if (n != MAP_NONE)
		return c->ours[n];
	if (map_count(c->names) >= MOST_CATEGORIES &&
	    map_find(c->names, name) == MAP_NONE)
		return CATEGORY_NONE;
	return (uint16_t)map_add(c->names, name);
}

/* In lower case, without the dot that some lists write in front. */
static struct slice
tidy(struct slice s, char room[LONGEST_NAME])
{
	size_t i;

	slice_take_char(&s, '.');
	if (s.len > LONGEST_NAME)
		return SLICE("");
	for (i = 0; i < s.len; i++)
		room[i] = s.ptr[i] >= 'A' && s.ptr[i] <= 'Z' ?
		    (char)(s.ptr[i] + 32) :
		    s.ptr[i];
	return (struct slice){ room, s.len };
}

void
categories_rename(struct categories *c, struct slice theirs,
    struct slice ours)
{
	uint16_t number = categories_number(c, ours);
	char room[LONGEST_NAME];
	int folded;

	/* As it is written, for lists; in lower case, for filters. */
	for (folded = 0; folded < 2; folded++) {
		uint32_t count = map_count(c->theirs), n;

		n = map_add(c->theirs, folded ? tidy(theirs, room) : theirs);
		if (n == count)
			GROW(c->ours, count, c->ours_room);
		c->ours[n] = number;
	}
}

void
categories_add_host(struct categories *c, struct slice host,
    uint16_t category)
{
	char room[LONGEST_NAME];

	host = tidy(host, room);
	if (host.len > 0 && category != CATEGORY_NONE)
		suffixes_add(&c->hosts, host, category);
}

/* Lists write hosts without "www."; so does who looks for them. */
static struct slice
without_www(struct slice host)
{
	return slice_starts_with(host, SLICE("www.")) ? slice_from(host, 4) :
							host;
}

void
categories_add_url(struct categories *c, struct slice url, uint16_t category)
{
	char room[LONGEST_NAME];
	struct slice host;

	url = without_www(tidy(url, room));
	while (url.len > 0 && url.ptr[url.len - 1] == '/')
		url.len--;
	host = slice_first(url, slice_find(url, '/'));
	if (host.len == 0 || category == CATEGORY_NONE)
		return;
	if (host.len == url.len) {
		suffixes_add(&c->hosts, host, category);
		return;
	}
	suffixes_add(&c->url_hosts, host, category);
	suffixes_add(&c->urls, url, category);
}

static struct slice
name_of(const struct categories *c, uint16_t number)
{
	return number == CATEGORY_NONE ? SLICE("") :
					 map_text(c->names, number);
}

/* The key of a name that only one product means so. */
static struct slice
product_key(struct slice product, struct slice theirs,
    char room[LONGEST_NAME])
{
	char both[LONGEST_NAME];
	int n = snprintf(both, sizeof both, "%.*s\t%.*s", SLICE_ARG(product),
	    SLICE_ARG(theirs));

	return n < 0 || (size_t)n >= sizeof both ?
	    SLICE("") :
	    tidy((struct slice){ both, (size_t)n }, room);
}

void
categories_rename_for(struct categories *c, struct slice product,
    struct slice theirs, struct slice ours)
{
	char room[LONGEST_NAME];
	struct slice key = product_key(product, theirs, room);

	if (key.len > 0)
		categories_rename(c, key, ours);
}

static struct slice
ours_of_one(const struct categories *c, struct slice product,
    struct slice theirs)
{
	char room[LONGEST_NAME];
	uint32_t n = map_find(c->theirs, product_key(product, theirs, room));

	if (n == MAP_NONE)
		n = map_find(c->theirs, tidy(theirs, room));
	if (n != MAP_NONE)
		return name_of(c, c->ours[n]);
	n = map_find(c->names, tidy(theirs, room));
	return n == MAP_NONE ? SLICE("") : map_text(c->names, n);
}

struct slice
categories_ours(const struct categories *c, struct slice product,
    struct slice theirs)
{
	struct slice found = ours_of_one(c, product, theirs), one;
	size_t end;

	while (found.len == 0 && theirs.len > 0) {
		end = slice_find(theirs, ';');
		if (slice_find(theirs, ',') < end)
			end = slice_find(theirs, ',');
		one = slice_trim(slice_first(theirs, end));
		found = one.len == 0 ? SLICE("") :
				       ours_of_one(c, product, one);
		theirs = slice_from(theirs, end + 1);
	}
	return found;
}

bool
categories_is_known(const struct categories *c, struct slice name)
{
	return map_find(c->names, name) != MAP_NONE;
}

struct slice
categories_of_host(const struct categories *c, struct slice host)
{
	bool whole = url_host_is_address(host);
	uint16_t number;

	while (host.len > 0) {
		number = suffixes_find(&c->hosts, host);
		if (number != CATEGORY_NONE || whole)
			return name_of(c, number);
		host = slice_from(host, slice_find(host, '.') + 1);
	}
	return SLICE("");
}

bool
categories_has_urls(const struct categories *c, struct slice host)
{
	return suffixes_find(&c->url_hosts, without_www(host)) !=
	    CATEGORY_NONE;
}

struct slice
categories_of_url(const struct categories *c, struct slice host,
    struct slice path)
{
	char room[LONGEST_NAME], lower[LONGEST_NAME];
	struct slice url = { room, 0 };
	uint16_t number;

	host = without_www(host);
	path = tidy(path, lower);
	if (host.len + path.len > LONGEST_NAME || host.len == 0)
		return SLICE("");
	memcpy(room, host.ptr, host.len);
	if (path.len > 0)
		memcpy(room + host.len, path.ptr, path.len);
	url.len = host.len + path.len;
	/* The whole path, then less and less of it. */
	while (url.len > host.len) {
		number = suffixes_find(&c->urls, url);
		if (number != CATEGORY_NONE)
			return name_of(c, number);
		url.len = slice_find_last(url, '/');
	}
	return SLICE("");
}

size_t
categories_count(const struct categories *c)
{
	return c->hosts.count;
}

void
category_feed_init(struct category_feed *f, struct categories *into,
    struct slice category, bool urls)
{
	*f = (struct category_feed){ .into = into,
		.category = categories_number(into, category),
		.urls = urls };
	buffer_init(&f->begun, LONGEST_NAME);
}

static void
feed_line(struct category_feed *f, struct slice line)
{
	line = slice_trim(line);
	if (line.len == 0 || *line.ptr == '#' || line.len > LONGEST_NAME)
		return;
	if (f->urls)
		categories_add_url(f->into, line, f->category);
	else
		categories_add_host(f->into, line, f->category);
}

void
category_feed(struct category_feed *f, struct slice piece)
{
	size_t end;

	for (;;) {
		end = slice_find(piece, '\n');
		if (end == piece.len) {
			buffer_add(&f->begun, piece);
			return;
		}
		if (f->begun.len == 0 && !f->begun.overflowed) {
			feed_line(f, slice_first(piece, end));
		} else {
			buffer_add(&f->begun, slice_first(piece, end));
			if (!buffer_overflowed(&f->begun))
				feed_line(f, buffer_slice(&f->begun));
			buffer_reset(&f->begun);
		}
		piece = slice_from(piece, end + 1);
	}
}

void
category_feed_finish(struct category_feed *f)
{
	if (!buffer_overflowed(&f->begun))
		feed_line(f, buffer_slice(&f->begun));
	buffer_finish(&f->begun);
}
