/*
 * What all web formats share.
 */
#ifndef WEB_H
#define WEB_H

#include "base/url.h"
#include "formats/format.h"

/* Sets url.domain, .scheme, .port, .path and .query (reduced). */
void web_set_url(struct parse *p, uint32_t row, const struct url *u);
/* Its parts, for formats that take an address apart themselves. */
symbol web_host(struct parse *p, struct slice host);
void web_set_scheme(struct parse *p, uint32_t row, struct slice scheme);
/* Without its "?"; reads url.domain. */
void web_set_query(struct parse *p, uint32_t row, struct slice query);
/* The query as format.h says it is kept; borrowed from scratch. */
struct slice web_reduce_query(struct slice host, struct slice query,
    bool keep_search_terms, struct arena *scratch);

/* Basic authentication may carry Latin-1: made UTF-8, in place.  False
 * where there is no room. */
bool account_widen(char *text, size_t room, size_t *len);

/*
 * Splits an account as logged, "DOMAIN\user", "user@domain" or "user", and
 * folds it to lower case, in place.
 */
void account_split(char *text, size_t len, struct slice *user,
    struct slice *domain);

#endif
