/*
 * What is known of words, user agents, sites and devices.
 */
#include <stdlib.h>

#include "base/arena.h"
#include "base/url.h"
#include "settings/host_overrides.h"
#include "settings/registers.h"

#include "parts.h"

void *
memo_grow(void *list, size_t *room, size_t wanted, size_t size)
{
	size_t wider = *room == 0 ? 256 : *room;
	char *grown;

	while (wider <= wanted)
		wider *= 2;
	grown = memory_resize(list, wider, size);
	memset(grown + *room * size, 0, (wider - *room) * size);
	*room = wider;
	return grown;
}

static bool
is(struct slice text, const char *word)
{
	return slice_equal(text, slice_of(word));
}

static uint16_t
facts_of_word(struct slice w)
{
	unsigned facts = FACT_KNOWN;
	struct slice type = slice_trim(slice_first(w, slice_find(w, ';')));

	if (is(w, "state") || is(w, "pipeline_error"))
		facts |= WORD_NO_EVENT;
	if (is(w, "CONNECT"))
		facts |= WORD_CONNECT;
	if (slice_equal_fold(type, SLICE("text/html")) ||
	    slice_equal_fold(type, SLICE("application/xhtml+xml")))
		facts |= WORD_HTML;
	if (is(w, "denied") || slice_starts_with(w, SLICE("TCP_DENIED")))
		facts |= WORD_DENIED;
	if (is(w, "allowed"))
		facts |= WORD_ALLOWED;
	if (is(w, "web"))
		facts |= WORD_WEB;
	if (is(w, "email"))
		facts |= WORD_EMAIL;
	if (is(w, "failure"))
		facts |= WORD_FAILURE;
	if (is(w, "GET") || is(w, "POST") || is(w, "-"))
		facts |= WORD_FETCHES;
	if (slice_starts_with(w, SLICE("dns")))
		facts |= WORD_DNS;
	return (uint16_t)facts;
}

uint16_t
learn_word(struct enrich *e, symbol n)
{
	uint16_t *facts = MEMO_AT(e->words, n);

	*facts = facts_of_word(symbols_text(e->symbols, DOMAIN_WORD, n));
	return *facts;
}

/* Services of the system and of programs, that run with nobody there. */
static const char *const background_agents[] = { "Microsoft-CryptoAPI",
	"Microsoft BITS", "Microsoft-Delivery-Optimization",
	"Windows-Update-Agent", "Microsoft NCSI", "Microsoft-WNS",
	"MicrosoftEdgeUpdate", "Microsoft Edge Update", "Google Update",
	"ChromeOS Update", "Update Engine", "MpCommunication", "Debian APT",
	"OneDriveSync", "CaptiveNetworkSupport", "WinHttp-Autoproxy" };

uint16_t
agent_facts(struct enrich *e, symbol n)
{
	uint16_t *facts = MEMO_AT(e->agents, n);
	struct slice text;
	size_t i;

	if (*facts != 0)
		return *facts;
	text = symbols_text(e->symbols, DOMAIN_AGENT, n);
	*facts = FACT_KNOWN;
	for (i = 0; i < sizeof background_agents / sizeof *background_agents;
	     i++)
		if (slice_contains(text, slice_of(background_agents[i])))
			*facts = FACT_KNOWN | AGENT_BACKGROUND;
	return *facts;
}

bool
is_private_host(const struct enrich *e, struct slice host)
{
	while (host.len > 0) {
		if (map_find(e->private_hosts, host) != MAP_NONE)
			return true;
		host = slice_from(host, slice_find(host, '.') + 1);
	}
	return false;
}

const struct site_facts *
learn_site(struct enrich *e, symbol n)
{
	struct site_facts *facts = MEMO_AT(e->sites, n);
	const struct categories *c = e->settings->categories;
	struct slice host, category;
	unsigned flags = FACT_KNOWN;

	host = symbols_text(e->symbols, DOMAIN_SITE, n);
	if (is_private_host(e, host))
		flags |= SITE_PRIVATE;
	if (!url_host_is_address(host))
		facts->registered = symbols_add(e->symbols, DOMAIN_SITE,
		    url_registrable(host));
	if (c != NULL) {
		category = categories_of_host(c, host);
		facts->category = symbols_add(e->symbols, DOMAIN_TAG,
		    category);
		if (categories_has_urls(c, host))
			flags |= SITE_URLS;
		if (is(category, "updates"))
			flags |= SITE_UPDATES;
	}
	if (e->settings->host_override_count > 0)
		flags |= SITE_DATED;
	facts->flags = (uint16_t)flags;
	return facts;
}

symbol
site_dated(struct enrich *e, symbol n, int32_t day)
{
	struct site_facts *facts = MEMO_AT(e->sites, n);

	if (facts->from <= day && day < facts->until)
		return facts->dated;
	facts->from = INT32_MIN;
	facts->until = INT32_MAX;
	facts->dated = symbols_add(e->symbols, DOMAIN_TAG,
	    host_override(e->settings,
		symbols_text(e->symbols, DOMAIN_SITE, n), day, &facts->from,
		&facts->until));
	return facts->dated;
}

symbol
filter_category(struct enrich *e, symbol n, symbol dataset)
{
	struct filter_facts *facts = MEMO_AT(e->filters, n);
	struct slice product;

	/* A word is seldom that of two products. */
	if (facts->known && facts->dataset == dataset)
		return facts->category;
	product = symbols_text(e->symbols, DOMAIN_WORD, dataset);
	product = slice_first(product, slice_find(product, '.'));
	facts->category = e->settings->categories == NULL ?
	    0 :
	    symbols_add(e->symbols, DOMAIN_TAG,
		categories_ours(e->settings->categories, product,
		    symbols_text(e->symbols, DOMAIN_WORD, n)));
	facts->known = true;
	facts->dataset = dataset;
	return facts->category;
}

static void
learn_device(struct enrich *e, struct device_facts *facts,
    const struct device *d)
{
	int32_t from = INT32_MIN, until = INT32_MAX;

	facts->known = true;
	if (d == NULL)
		return;
	facts->device = symbols_add(e->symbols, DOMAIN_HOST, d->hostname);
	facts->room = symbols_add(e->symbols, DOMAIN_TAG, d->room);
	facts->type = symbols_add(e->symbols, DOMAIN_TAG, d->type);
	facts->own_place = symbols_add(e->symbols, DOMAIN_TAG, d->site);
	facts->server = is(d->type, "server");
	facts->may_be_lost = settings_registered(e->settings,
	    REGISTER_LOST_DEVICES, d->hostname, DAY_UNKNOWN, &from, &until) ||
	    until != INT32_MAX;
}

const struct device_facts *
host_facts(struct enrich *e, symbol n)
{
	struct device_facts *facts = MEMO_AT(e->hosts, n);

	if (!facts->known)
		learn_device(e, facts,
		    settings_device(e->settings,
			symbols_text(e->symbols, DOMAIN_HOST, n)));
	return facts;
}

/* Addresses that anybody may use behind a router of his own, and those of
 * the computer itself ("127.0.0.1": where the log was written). */
static bool
is_anybodys(const unsigned char address[16])
{
	static const char *const ranges[] = { "10.0.0.0/8", "172.16.0.0/12",
		"192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16",
		"127.0.0.0/8", "0.0.0.0/8", "::/127", "fc00::/7",
		"fe80::/10" };
	unsigned char net[16];
	size_t i;
	int bits;

	for (i = 0; i < sizeof ranges / sizeof *ranges; i++)
		if (network_parse(slice_of(ranges[i]), net, &bits) &&
		    network_holds(net, bits, address))
			return true;
	return false;
}

static void
learn_network(struct enrich *e, struct device_facts *facts,
    struct slice text)
{
	unsigned char address[16];
	const struct network *n;

	if (e->settings->network_count == 0 || !address_parse(text, address))
		return;
	n = settings_network(e->settings, address);
	if (n != NULL) {
		facts->network = symbols_add(e->symbols, DOMAIN_TAG, n->name);
		facts->network_kind = symbols_add(e->symbols, DOMAIN_TAG,
		    n->kind);
		facts->place = symbols_add(e->symbols, DOMAIN_TAG, n->site);
	} else if (!is_anybodys(address) && facts->device == 0)
		facts->network_kind = e->tags[TAG_AWAY];
	facts->off_site = facts->network_kind == e->tags[TAG_AWAY];
}

const struct device_facts *
learn_address(struct enrich *e, symbol n)
{
	struct device_facts *facts = MEMO_AT(e->addresses, n);
	struct slice text;

	text = symbols_text(e->symbols, DOMAIN_ADDRESS, n);
	learn_device(e, facts, settings_device_by_address(e->settings, text));
	learn_network(e, facts, text);
	return facts;
}
