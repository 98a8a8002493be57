/* Web addresses, registrable domains, networks. */
#include "../tap.h"

#include "base/url.h"

static void
test_split(void)
{
	static const struct {
		const char *text, *scheme, *host;
		int64_t port;
		const char *path, *query;
	} cases[] = {
		{ "https://h.example:1/p?q", "https", "h.example", 1, "/p",
		    "q" },
		{ "h.example:443", "", "h.example", 443, "", "" },
		{ "h.example/p", "", "h.example", -1, "/p", "" },
		{ "http://amy:pw@h.example/p#frag", "http", "h.example", -1,
		    "/p", "" },
		{ "http://h.example?x=a?b", "http", "h.example", -1, "",
		    "x=a?b" },
		{ "http://h.example./", "http", "h.example", -1, "/", "" },
		{ "[2001:db8::1]:443", "", "2001:db8::1", 443, "", "" },
		{ "https://[2001:db8::1]/", "https", "2001:db8::1", -1, "/",
		    "" },
		{ "2001:db8::1", "", "2001:db8::1", -1, "", "" },
		{ "h.example/u?to=http://x.example/", "", "h.example", -1,
		    "/u", "to=http://x.example/" },
		{ "error:invalid-request", NULL, NULL, 0, NULL, NULL },
		{ "h.example:99999", NULL, NULL, 0, NULL, NULL },
		{ "http:///p", NULL, NULL, 0, NULL, NULL },
		{ "[not-an-address]:1", NULL, NULL, 0, NULL, NULL },
		{ "", NULL, NULL, 0, NULL, NULL },
		{ "/", NULL, NULL, 0, NULL, NULL },
	};
	struct url u;
	size_t i;

	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		bool good = url_split(slice_of(cases[i].text), &u);

		if (cases[i].host == NULL) {
			ok(!good, cases[i].text);
			continue;
		}
		ok(good && slice_equal(u.scheme, slice_of(cases[i].scheme)) &&
			slice_equal(u.host, slice_of(cases[i].host)) &&
			u.port == cases[i].port &&
			slice_equal(u.path, slice_of(cases[i].path)) &&
			slice_equal(u.query, slice_of(cases[i].query)),
		    cases[i].text);
	}
}

static void
test_registrable(void)
{
	static const char *const cases[][2] = {
		{ "www.bbc.co.uk", "bbc.co.uk" },
		{ "bbc.co.uk", "bbc.co.uk" },
		{ "co.uk", "co.uk" },
		{ "a.b.quillbrook.example", "quillbrook.example" },
		{ "192.0.2.7", "192.0.2.7" },
		{ "2001:db8::1", "2001:db8::1" },
		{ "localhost", "localhost" },
		{ "office.nowhere.sch.uk", "office.nowhere.sch.uk" },
	};
	size_t i;

	for (i = 0; i < sizeof cases / sizeof *cases; i++)
		ok(slice_equal(url_registrable(slice_of(cases[i][0])),
		       slice_of(cases[i][1])),
		    cases[i][0]);
}

/*
 * checkPublicSuffix('www.example.com', 'example.com'); null for none, where
 * we give the host itself.  The library folds case; our hosts are folded
 * before, so mixed ones and names outside ASCII are left out.
 */
static bool
agrees(const char *line, bool *judged)
{
	char host[200], wanted[200];
	size_t len = 0, i;
	struct slice got;

	*judged = false;
	if ((line = strchr(line, '\'')) == NULL)
		return true;
	for (line++; line[len] != '\0' && line[len] != '\''; len++)
		;
	if (len == 0 || len >= sizeof host || *line == '.')
		return true;
	for (i = 0; i < len; i++)
		if ((line[i] >= 'A' && line[i] <= 'Z') || line[i] < 0)
			return true;
	memcpy(host, line, len);
	host[len] = '\0';
	snprintf(wanted, sizeof wanted, "%s", host);
	line += len + 1;
	if ((line = strchr(line, '\'')) != NULL)
		snprintf(wanted, sizeof wanted, "%.*s",
		    (int)strcspn(line + 1, "'"), line + 1);
	*judged = true;
	got = url_registrable(slice_of(host));
	if (slice_equal(got, slice_of(wanted)))
		return true;
	printf("# %s: wanted %s, got %.*s\n", host, wanted, SLICE_ARG(got));
	return false;
}

static void
test_public_suffixes(void)
{
	FILE *in = fopen("../shared/data/lists/test_psl.txt", "r");
	char line[400];
	int judged = 0, wrong = 0;
	bool counts;

	if (in == NULL) {
		ok(true, "the public tests # SKIP ../shared/data is absent");
		return;
	}
	while (fgets(line, sizeof line, in) != NULL) {
		if (strncmp(line, "checkPublicSuffix(", 18) != 0)
			continue;
		wrong += !agrees(line, &counts);
		judged += counts;
	}
	fclose(in);
	printf("# %d names judged\n", judged);
	ok(judged > 50 && wrong == 0, "the public tests of the list");
}

static bool
holds(const char *network, const char *address)
{
	unsigned char net[16], host[16];
	int bits;

	return network_parse(slice_of(network), net, &bits) &&
	    address_parse(slice_of(address), host) &&
	    network_holds(net, bits, host);
}

static void
test_networks(void)
{
	unsigned char net[16];
	int bits;

	ok(holds("198.51.100.0/24", "198.51.100.77"), "in the network");
	ok(!holds("198.51.100.0/24", "198.51.101.77"), "not in it");
	ok(holds("198.51.100.0/23", "198.51.101.77"), "23 bits");
	ok(holds("2001:db8::/32", "2001:db8:1::1"), "IPv6");
	ok(!holds("2001:db8::/32", "198.51.100.1"), "IPv4 is not in IPv6");
	ok(holds("198.51.100.1", "198.51.100.1"), "its own network");
	ok(holds("198.51.100.0/24", "::ffff:198.51.100.9"), "mapped");
	ok(!network_parse(SLICE("10.0.0.0/33"), net, &bits), "33 bits");
	ok(!network_parse(SLICE("10.0.0/8"), net, &bits), "three parts");
	ok(!network_parse(SLICE("10.0.0.0/"), net, &bits), "no bits");
	ok(url_host_is_address(SLICE("192.0.2.1")), "an address");
	ok(!url_host_is_address(SLICE("1.2.3.example")), "a name");
	ok(!url_host_is_address(SLICE("1.2.3.4.5")), "no address");
}

int
main(void)
{
	test_split();
	test_registrable();
	test_networks();
	test_public_suffixes();
	return done_testing();
}
