/*
 * The school's own networks: which of them an address is of, and whether
 * it is on the school's site.
 */
#include <stdlib.h>

#include "base/url.h"

#include "load.h"

static void
say(struct loading *l, const struct network *n, const char *what)
{
	fault_add(l->f, l->s->path, n->line, "networks: %s, found %.*s", what,
	    SLICE_ARG(n->cidr));
}

/* 192.0.2.7/24 is a computer of the network 192.0.2.0/24. */
static bool
has_host_bits(const struct network *n)
{
	int bit;

	for (bit = n->bits; bit < 128; bit++)
		if ((n->bytes[bit / 8] >> (7 - bit % 8) & 1) != 0)
			return true;
	return false;
}

static bool
is_twice(struct loading *l, const struct network *n)
{
	const struct network *other = l->s->networks;

	for (; other < n; other++)
		if (other->bits == n->bits &&
		    memcmp(other->bytes, n->bytes, sizeof n->bytes) == 0)
			return true;
	return false;
}

static void
take_network(struct loading *l, const struct yaml *v)
{
	struct network *n = &l->s->networks[l->s->network_count];
	bool group = v->kind == YAML_MAP;

	*n = (struct network){ .line = v->line,
		.cidr = group ? yaml_text(v, "cidr") : v->text,
		.name = group ? yaml_text(v, "name") : SLICE(""),
		.kind = group ? yaml_text(v, "kind") : SLICE(""),
		.site = group ? yaml_text(v, "site") : SLICE("") };
	if (n->name.len == 0)
		n->name = n->cidr;
	if (n->kind.len == 0)
		n->kind = SLICE("school");
	if (!network_parse(n->cidr, n->bytes, &n->bits))
		say(l, n, "expected one as 192.0.2.0/24");
	else if (is_twice(l, n))
		say(l, n, "expected each network once");
	else {
		if (has_host_bits(n))
			fault_warn(l->f, l->s->path, n->line,
			    "networks: %.*s has bits beyond its prefix; the "
			    "whole network is meant", SLICE_ARG(n->cidr));
		l->s->network_count++;
	}
}

static int
narrower_first(const void *left, const void *right)
{
	const struct network *a = left, *b = right;

	return a->bits != b->bits ? b->bits - a->bits :
				    memcmp(a->bytes, b->bytes, sizeof a->bytes);
}

void
load_networks(struct loading *l)
{
	const struct yaml *list = yaml_get(l->root, "networks"), *v;
	size_t count = 1;

	if (is_unset(list))
		return;
	for (v = list->first; v != NULL; v = v->next)
		count++;
	l->s->networks = arena_alloc(l->arena,
	    count * sizeof *l->s->networks);
	if (list->kind == YAML_SCALAR)
		take_network(l, list);
	else if (list->kind == YAML_LIST)
		for (v = list->first; v != NULL; v = v->next)
			if (!is_unset(v) && v->kind != YAML_LIST)
				take_network(l, v);
	if (l->s->network_count > 0)
		qsort(l->s->networks, l->s->network_count,
		    sizeof *l->s->networks, narrower_first);
}

const struct network *
settings_network(const struct settings *s, const unsigned char address[16])
{
	size_t i;

	for (i = 0; i < s->network_count; i++)
		if (network_holds(s->networks[i].bytes, s->networks[i].bits,
			address))
			return &s->networks[i];
	return NULL;
}
