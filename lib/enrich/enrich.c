/*
 * The stage itself: a batch, row by row.
 */
#include <stdlib.h>

#include "base/arena.h"
#include "base/url.h"

#include "parts.h"

static const char *const tag_words[TAG_COUNT] = {
	[TAG_PAGE] = "page",
	[TAG_SUPPORTING] = "supporting",
	[TAG_BACKGROUND] = "background",
	[TAG_CHALLENGE] = "challenge",
	[TAG_QUERY] = "query",
	[TAG_FRAGMENT] = "fragment",
	[TAG_ADVERTISING] = "advertising",
	[TAG_EMBEDDED] = "embedded",
	[TAG_STRONG] = "strong",
	[TAG_FAIR] = "fair",
	[TAG_WEAK] = "weak",
	[TAG_NONE] = "none",
	[TAG_ACTIVE] = "active",
	[TAG_LEAVER] = "leaver",
	[TAG_UNLISTED] = "unlisted",
	[TAG_AWAY] = "off-site",
	[TAG_BY_PROXY] = "proxy sign-in",
	[TAG_BY_REFUSAL] = "proxy sign-in not accepted",
	[TAG_BY_LOGON] = "log-on at the computer",
	[TAG_BY_FAILURE] = "failed log-on",
	[TAG_BY_MAIL] = "mail sign-in",
	[TAG_BY_OTHER_SENDER] = "mail sign-in, other sender address",
	[TAG_BY_SENDER] = "sender address",
	[TAG_OFF_SITE] = "sign-in off site",
	[TAG_BY_SHARED] = "shared account",
	[TAG_BY_MACHINE] = "machine account",
	[TAG_BY_SERVER] = "server",
	[TAG_NOT_LISTED] = "account not in the list of people",
};

struct enrich *
enrich_create(const struct settings *s, struct symbols *symbols)
{
	struct enrich *e = memory_zeroed(1, sizeof *e);
	size_t i;

	e->settings = s;
	e->symbols = symbols;
	e->private_hosts = map_create();
	for (i = 0; i < s->private_host_count; i++)
		map_add(e->private_hosts, s->private_hosts[i]);
	e->has_profiles = s->filter_profile_count > 0;
	e->by_group = s->calendar != NULL &&
	    calendar_is_by_group(s->calendar);
	for (i = 0; i < TAG_COUNT; i++)
		e->tags[i] = symbols_add(symbols, DOMAIN_TAG,
		    slice_of(tag_words[i]));
	e->moment.quarter = INT64_MIN;
	return e;
}

void
enrich_bar(struct enrich *e, const struct register_entry *ban)
{
	if (e->ban_words == NULL)
		e->ban_words = arena_create();
	GROW(e->bans, e->ban_count, e->ban_room);
	e->bans[e->ban_count] = *ban;
	e->bans[e->ban_count++].who = arena_copy(e->ban_words, ban->who);
}

void
enrich_destroy(struct enrich *e)
{
	if (e == NULL)
		return;
	if (e->ban_words != NULL)
		arena_destroy(e->ban_words);
	free(e->bans);
	map_destroy(e->private_hosts);
	free(e->words.list);
	free(e->agents.list);
	free(e->sites.list);
	free(e->filters.list);
	free(e->hosts.list);
	free(e->addresses.list);
	free(e->accounts.list);
	free(e->mailboxes.list);
	free(e->groups.list);
	free(e);
}

static symbol *
used_symbols(struct batch *b, enum column c)
{
	return batch_uses(b, c) ? batch_fill_symbols(b, c) : NULL;
}

static int64_t *
used_numbers(struct batch *b, enum column c)
{
	return batch_uses(b, c) ? batch_fill_numbers(b, c) : NULL;
}

void
view_outputs(struct view *v, struct batch *b)
{
	*v = (struct view){ 0 };
	v->to_start = used_numbers(b, COL_START);
	v->day = used_numbers(b, COL_DAY);
	v->hour = used_numbers(b, COL_HOUR);
	v->to_kind = used_symbols(b, COL_KIND);
	v->category = used_symbols(b, COL_CATEGORY);
	v->period = used_symbols(b, COL_PERIOD);
	v->device = used_symbols(b, COL_DEVICE);
	v->room = used_symbols(b, COL_ROOM);
	v->device_type = used_symbols(b, COL_DEVICE_TYPE);
	v->network = used_symbols(b, COL_NETWORK);
	v->network_kind = used_symbols(b, COL_NETWORK_KIND);
	v->place = used_symbols(b, COL_PLACE);
	v->registered = used_symbols(b, COL_REGISTERED);
	v->person = used_symbols(b, COL_PERSON);
	v->role = used_symbols(b, COL_ROLE);
	v->year = used_symbols(b, COL_YEAR);
	v->standing = used_symbols(b, COL_STANDING);
	v->attribution = used_symbols(b, COL_ATTRIBUTION);
	v->why = used_symbols(b, COL_ATTRIBUTION_WHY);
}

static void
view_batch(struct view *v, struct batch *b)
{
	view_outputs(v, b);
	v->event_kind = batch_symbol_column(b, COL_EVENT_KIND);
	v->channel = batch_symbol_column(b, COL_CHANNEL);
	v->action = batch_symbol_column(b, COL_ACTION);
	v->type = batch_symbol_column(b, COL_TYPE);
	v->outcome = batch_symbol_column(b, COL_OUTCOME);
	v->dataset = batch_symbol_column(b, COL_DATASET);
	v->filter = batch_symbol_column(b, COL_FILTER_CATEGORY);
	v->profile = batch_symbol_column(b, COL_RULE);
	v->account = batch_symbol_column(b, COL_ACCOUNT);
	v->address = batch_symbol_column(b, COL_ADDRESS);
	v->host = batch_symbol_column(b, COL_HOST);
	v->site = batch_symbol_column(b, COL_DOMAIN_NAME);
	v->method = batch_symbol_column(b, COL_METHOD);
	v->mime = batch_symbol_column(b, COL_MIME);
	v->agent = batch_symbol_column(b, COL_AGENT);
	v->from = batch_symbol_column(b, COL_FROM);
	v->to_domain = batch_symbol_column(b, COL_TO_DOMAIN);
	v->kind = batch_symbol_column(b, COL_KIND);
	v->timestamp = batch_numbers(b, COL_TIMESTAMP);
	v->start = batch_numbers(b, COL_START);
	v->duration = batch_numbers(b, COL_DURATION);
	v->status = batch_numbers(b, COL_STATUS);
	v->bytes = batch_numbers(b, COL_BYTES);
}

static bool
is_private(struct enrich *e, const struct view *v, uint32_t row)
{
	symbol site = symbol_at(v->site, row);
	symbol to = symbol_at(v->to_domain, row);
	symbol from = symbol_at(v->from, row);

	return (site != 0 && (site_facts(e, site)->flags & SITE_PRIVATE)) ||
	    (to != 0 && (site_facts(e, to)->flags & SITE_PRIVATE)) ||
	    (from != 0 && mailbox_known(e, from)->private);
}

/*
 * A proxy or mail log names the machine that wrote it, and the client by
 * its address; an endpoint log names the computer itself.  A mail that came
 * in through a server was not written there.
 */
static const struct device_facts *
device_of(struct enrich *e, const struct view *v, struct subject *s)
{
	symbol address = symbol_at(v->address, s->row);
	symbol host = symbol_at(v->host, s->row);
	const struct device_facts *d = NULL;

	if (host != 0 && (address == 0 || !(s->web || s->email)))
		d = host_facts(e, host);
	else if (address != 0)
		d = address_facts(e, address);
	s->off_site = d != NULL && d->off_site;
	return d == NULL || d->device == 0 || (s->email && d->server) ? NULL :
									d;
}

static void
fill_device(struct batch *b, struct view *v, const struct subject *s)
{
	static const struct device_facts none;
	const struct device_facts *d = s->device == NULL ? &none : s->device;

	put_symbol(b, &v->device, COL_DEVICE, s->row, d->device);
	put_symbol(b, &v->room, COL_ROOM, s->row, d->room);
	put_symbol(b, &v->device_type, COL_DEVICE_TYPE, s->row, d->type);
}

/* Of a device that is away, its site says where it belongs, not where it
 * is. */
static void
fill_network(struct enrich *e, struct batch *b, struct view *v,
    const struct subject *s)
{
	static const struct device_facts none;
	symbol address = symbol_at(v->address, s->row);
	const struct device_facts *d =
	    address == 0 ? &none : address_facts(e, address);
	symbol place = d->place;

	if (place == 0 && s->device != NULL &&
	    d->network_kind != e->tags[TAG_AWAY])
		place = s->device->own_place;
	put_symbol(b, &v->network, COL_NETWORK, s->row, d->network);
	put_symbol(b, &v->network_kind, COL_NETWORK_KIND, s->row,
	    d->network_kind);
	put_symbol(b, &v->place, COL_PLACE, s->row, place);
}

/* Our lists go first; then what the filter says of it. */
static symbol
category_of(struct enrich *e, struct batch *b, const struct view *v,
    const struct subject *s)
{
	uint32_t row = s->row;
	symbol site = symbol_at(v->site, row), found = 0;
	symbol filter = symbol_at(v->filter, row);
	const struct site_facts *facts;

	if (site != 0) {
		facts = site_facts(e, site);
		found = facts->category;
		if ((facts->flags & SITE_DATED) != 0) {
			symbol dated = site_dated(e, site, s->day);

			if (dated != 0)
				return dated;
		}
		if ((facts->flags & SITE_URLS) != 0) {
			struct slice category = categories_of_url(
			    e->settings->categories,
			    symbols_text(e->symbols, DOMAIN_SITE, site),
			    batch_text(b, row, COL_PATH));

			if (category.len > 0)
				found = symbols_add(e->symbols, DOMAIN_TAG,
				    category);
		}
	}
	return found == 0 && filter != 0 ?
	    filter_category(e, filter, symbol_at(v->dataset, row)) :
	    found;
}

bool
is_opened(struct enrich *e, symbol kind, symbol type)
{
	return kind == e->tags[TAG_PAGE] &&
	    (word_facts(e, type) & WORD_ALLOWED) != 0;
}

static void
enrich_row(struct enrich *e, struct batch *b, struct view *v, uint32_t row)
{
	struct subject s = { .row = row };
	uint16_t channel = word_facts(e, symbol_at(v->channel, row));

	s.web = (channel & WORD_WEB) != 0;
	s.email = (channel & WORD_EMAIL) != 0;
	s.tunnel = s.web &&
	    (word_facts(e, symbol_at(v->method, row)) & WORD_CONNECT) != 0;
	s.device = device_of(e, v, &s);
	fill_device(b, v, &s);
	fill_network(e, b, v, &s);
	if (symbol_at(v->site, row) != 0)
		put_symbol(b, &v->registered, COL_REGISTERED, row,
		    site_facts(e, symbol_at(v->site, row))->registered);
	fill_moment(e, b, v, &s);
	s.category = category_of(e, b, v, &s);
	put_symbol(b, &v->category, COL_CATEGORY, row, s.category);
	put_symbol(b, &v->to_kind, COL_KIND, row, kind_of(e, b, v, &s));
	s.profile = symbol_at(v->profile, row);
	s.opened = is_opened(e, symbol_at(v->to_kind, row),
	    symbol_at(v->type, row));
	/* A fragment of a mail is nobody's until it is joined. */
	if (!s.fragment)
		fill_person(e, b, v, &s);
	/* Whose lesson it was may still be found. */
	if (!s.open || !e->by_group)
		fill_period(e, b, v, &s);
}

void
enrich_batch(struct enrich *e, struct batch *b, uint64_t *ignored)
{
	struct view v;
	bool keep[BATCH_ROWS];
	uint32_t rows = batch_rows(b), row;
	uint64_t dropped = 0;

	view_batch(&v, b);
	for (row = 0; row < rows; row++) {
		keep[row] = true;
		if ((word_facts(e, symbol_at(v.event_kind, row)) &
			WORD_NO_EVENT) != 0)
			continue;
		if (is_private(e, &v, row)) {
			keep[row] = false;
			dropped++;
			continue;
		}
		enrich_row(e, b, &v, row);
	}
	if (dropped > 0)
		batch_keep(b, keep);
	*ignored += dropped;
}
