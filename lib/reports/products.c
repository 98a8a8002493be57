/*
 * Products that filter the web, by the datasets of their logs.
 */
#include <string.h>

#include "reports/products.h"

/* A log with nothing in it for some days is no change of product. */
enum { QUIET_DAYS = 7 };

static const struct {
	const char *dataset, *title;
} known[] = {
	{ "adguard.query", "AdGuard Home" },
	{ "asa.web", "Cisco ASA" },
	{ "barracuda.web", "Barracuda" },
	{ "bluecoat.access", "Blue Coat ProxySG" },
	{ "checkpoint.web", "Check Point" },
	{ "cloudflare.web", "Cloudflare Gateway" },
	{ "dansguardian.access", "DansGuardian" },
	{ "e2guardian.access", "e2guardian" },
	{ "forcepoint.web", "Forcepoint" },
	{ "fortigate.webfilter", "FortiGate" },
	{ "junos.web", "Juniper SRX" },
	{ "lightspeed.web", "Lightspeed" },
	{ "linewize.web", "Linewize" },
	{ "meraki.web", "Cisco Meraki" },
	{ "mikrotik.web", "MikroTik" },
	{ "netskope.web", "Netskope" },
	{ "panos.url", "Palo Alto" },
	{ "pfblockerng.dnsbl", "pfBlockerNG" },
	{ "skyhigh.access", "Skyhigh" },
	{ "smoothwall.web", "Smoothwall" },
	{ "sonicwall.web", "SonicWall" },
	{ "sophos.firewall", "Sophos Firewall" },
	{ "sophos.utm", "Sophos UTM" },
	{ "sophos.web_appliance", "Sophos Web Appliance" },
	{ "squid.access", "Squid" },
	{ "squidguard.block", "squidGuard" },
	{ "stormshield.web", "Stormshield" },
	{ "tmg.access", "Microsoft TMG" },
	{ "ufdbguard.block", "ufdbGuard" },
	{ "umbrella.dns", "Cisco Umbrella" },
	{ "umbrella.proxy", "Cisco Umbrella" },
	{ "watchguard.web", "WatchGuard" },
	{ "web.csv", "Export of a web filter" },
	{ "wsa.access", "Cisco WSA" },
	{ "zscaler.web", "Zscaler" },
};

/* As formats name the dataset of a profile. */
static bool
is_of(struct arena *a, const struct log_profile *p, struct slice dataset)
{
	if (!slice_equal(p->channel, SLICE("web")))
		return false;
	return slice_equal(dataset, p->dataset.len > 0 ? p->dataset :
	    slice_of(arena_printf(a, "%.*s.web", SLICE_ARG(p->name))));
}

const char *
product_of(struct arena *a, const struct settings *s, struct slice dataset)
{
	size_t i;

	for (i = 0; i < s->profile_count; i++) {
		const struct log_profile *p = &s->profiles[i];

		if (is_of(a, p, dataset))
			return arena_text(a, p->title.len > 0 ? p->title :
								p->name);
	}
	for (i = 0; i < sizeof known / sizeof *known; i++)
		if (slice_equal(dataset, slice_of(known[i].dataset)))
			return known[i].title;
	return NULL;
}

static struct product_days *
days_of(struct products *p, const char *title, int32_t day)
{
	size_t i;

	for (i = 0; i < p->count; i++)
		if (strcmp(p->list[i].title, title) == 0)
			return &p->list[i];
	if (p->count == MOST_PRODUCTS)
		return NULL;
	p->list[p->count] = (struct product_days){ title, day, day };
	return &p->list[p->count++];
}

void
products_add(struct products *p, const char *title, int32_t day)
{
	struct product_days *d = days_of(p, title, day);

	if (d == NULL)
		return;
	if (p->count == 1 && d->first == day && d->last == day)
		p->first = p->last = day;
	d->first = day < d->first ? day : d->first;
	d->last = day > d->last ? day : d->last;
	p->first = day < p->first ? day : p->first;
	p->last = day > p->last ? day : p->last;
}

static bool
was_there(const struct products *p, const struct product_days *d)
{
	return d->first - p->first <= QUIET_DAYS;
}

static bool
is_there(const struct products *p, const struct product_days *d)
{
	return p->last - d->last <= QUIET_DAYS;
}

static const char *
join(struct arena *a, const struct products *p,
    bool (*counts)(const struct products *, const struct product_days *))
{
	const char *text = NULL;
	size_t i;

	for (i = 0; i < p->count; i++)
		if (counts(p, &p->list[i]))
			text = text == NULL ? p->list[i].title :
			    arena_printf(a, "%s and %s", text,
				p->list[i].title);
	return text;
}

const char *
products_before(struct arena *a, const struct products *p)
{
	return join(a, p, was_there);
}

const char *
products_after(struct arena *a, const struct products *p)
{
	return join(a, p, is_there);
}

int32_t
products_changed(const struct products *p)
{
	int32_t day = INT32_MAX;
	size_t i;

	for (i = 0; i < p->count; i++) {
		const struct product_days *d = &p->list[i];

		if (was_there(p, d) == is_there(p, d))
			continue;
		if (!was_there(p, d) && d->first < day)
			day = d->first;
		if (!is_there(p, d) && d->last + 1 < day)
			day = d->last + 1;
	}
	return day == INT32_MAX ? DAY_UNKNOWN : day;
}
