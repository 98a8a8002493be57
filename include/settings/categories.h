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
/* Ours for a category in the filter's own words, in whatever case: by what
 * is said of that product (the first part of a dataset), else of any, else
 * ours itself; of several, joined by , or ;, the first that is known.
 * Empty where none is. */
struct slice categories_ours(const struct categories *c,
    struct slice product, struct slice theirs);
/* Do urls lists hold anything under that host? */
bool categories_has_urls(const struct categories *c, struct slice host);
size_t categories_count(const struct categories *c); /* domains held */

#endif
