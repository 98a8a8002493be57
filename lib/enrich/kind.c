/*
 * Is it a page that somebody asked for, what a page draws in, or what a
 * machine does by itself?
 */
#include "parts.h"

enum {
	LEAST_PAGE = 30000, /* bytes of a tunnel that can be a page */
	PROXY_CHALLENGE = 407,
};

static bool
is_background(struct enrich *e, const struct view *v,
    const struct subject *s)
{
	symbol site = symbol_at(v->site, s->row);
	symbol agent = symbol_at(v->agent, s->row);

	if (symbol_at(v->account, s->row) != 0)
		return false;
	return (s->device != NULL && s->device->server) ||
	    (site != 0 && (site_facts(e, site)->flags & SITE_UPDATES) != 0) ||
	    (agent != 0 && (agent_facts(e, agent) & AGENT_BACKGROUND) != 0);
}

static bool
is_page(struct enrich *e, const struct view *v, const struct subject *s)
{
	int64_t bytes = number_at(v->bytes, s->row);

	if ((word_facts(e, symbol_at(v->type, s->row)) & WORD_DENIED) != 0 ||
	    (word_facts(e, symbol_at(v->action, s->row)) & WORD_DENIED) != 0)
		return true;
	if (s->tunnel)
		return bytes >= LEAST_PAGE;
	return (word_facts(e, symbol_at(v->mime, s->row)) & WORD_HTML) != 0;
}

symbol
kind_of(struct enrich *e, const struct view *v, struct subject *s)
{
	symbol given = symbol_at(v->kind, s->row);

	/* A parser or an earlier filter knows better. */
	if (given != 0) {
		s->fragment = given == e->tags[TAG_FRAGMENT];
		s->challenge = given == e->tags[TAG_CHALLENGE];
		return given;
	}
	if ((word_facts(e, symbol_at(v->dataset, s->row)) & WORD_DNS) != 0)
		return e->tags[TAG_QUERY];
	if (!s->web)
		return 0;
	if (number_at(v->status, s->row) == PROXY_CHALLENGE) {
		s->challenge = true;
		return e->tags[TAG_CHALLENGE];
	}
	if (is_background(e, v, s))
		return e->tags[TAG_BACKGROUND];
	return e->tags[is_page(e, v, s) ? TAG_PAGE : TAG_SUPPORTING];
}
