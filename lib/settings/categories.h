/*
 * How category lists are filled in; by categories.c for category_lists.c.
 */
#ifndef SETTINGS_CATEGORIES_FILL_H
#define SETTINGS_CATEGORIES_FILL_H

#include "base/buffer.h"
#include "settings/categories.h"

#include "suffixes.h"

struct categories *categories_create(void);
void categories_destroy(struct categories *c); /* NULL is fine */
/* The number of a category; CATEGORY_NONE when there are too many. */
uint16_t categories_number(struct categories *c, struct slice name);
/* A list's own name of a category is ours instead, from now on. */
void categories_rename(struct categories *c, struct slice theirs,
    struct slice ours);
/* The same of what one product calls it. */
void categories_rename_for(struct categories *c, struct slice product,
    struct slice theirs, struct slice ours);
/* Is it one of ours? */
bool categories_is_known(const struct categories *c, struct slice name);
void categories_add_host(struct categories *c, struct slice host,
    uint16_t category);
void categories_add_url(struct categories *c, struct slice url,
    uint16_t category);

/*
 * A domains or urls list that comes in pieces: a line may begin in one and
 * end in the next.
 */
struct category_feed {
	struct categories *into;
	uint16_t category;
	bool urls;
	struct buffer begun; /* of a line that has not ended */
};
void category_feed_init(struct category_feed *f, struct categories *into,
    struct slice category, bool urls);
void category_feed(struct category_feed *f, struct slice piece);
void category_feed_finish(struct category_feed *f); /* the last line */

#endif
