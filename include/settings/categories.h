/*
 * Categories of sites, from lists in squidGuard's layout
 * (CATEGORY/domains, CATEGORY/urls), in a folder or a .tar.gz.  The longest
 * suffix wins: games.example.org before example.org.  Millions of domains
 * take about a second and little memory.
 */
#ifndef SETTINGS_CATEGORIES_H
#define SETTINGS_CATEGORIES_H

#include "base/slice.h"

struct categories;

/* The category of a host in lower case; empty where none knows it.  Where
 * lists disagree on the same name, the list given first wins. */
struct slice categories_of_host(const struct categories *c,
    struct slice host);
/* The category of a host and path by the urls lists; empty where none. */
struct slice categories_of_url(const struct categories *c,
    struct slice host, struct slice path);
/* Ours for a category in the filter's own words, in whatever case, by
 * category_names; empty where it names none. */
struct slice categories_ours(const struct categories *c,
    struct slice theirs);
/* Do urls lists hold anything under that host? */
bool categories_has_urls(const struct categories *c, struct slice host);
size_t categories_count(const struct categories *c); /* domains held */

#endif
