/*
 * Web addresses and networks.  The Public Suffix List is the one that is
 * built into libpsl, so that the same log gives the same answer everywhere.
 */
#include <arpa/inet.h>
#include <netinet/in.h>

#include <libpsl.h>

#include "base/url.h"

enum {
	LONGEST_HOST = 255,
	LONGEST_ADDRESS = 45,
	LARGEST_PORT = 65535,
	MAPPED = 96, /* bits before the IPv4 part of ::ffff:a.b.c.d */
};

static bool
take_scheme(struct slice *rest, struct slice *scheme)
{
	size_t len = slice_find(*rest, ':');

	if (len == 0 || len + 3 > rest->len ||
	    memcmp(rest->ptr + len, "://", 3) != 0 ||
	    memchr(rest->ptr, '/', len) != NULL ||
	    memchr(rest->ptr, '?', len) != NULL)
		return false;
	*scheme = slice_first(*rest, len);
	*rest = slice_from(*rest, len + 3);
	return true;
}

static bool
split_port(struct slice text, int64_t *port)
{
	*port = -1;
	return text.len == 0 ||
	    (text.len <= 5 && *text.ptr >= '0' && *text.ptr <= '9' &&
		slice_to_int(text, port) && *port <= LARGEST_PORT);
}

/* "h", "h:1", "[::1]", "[::1]:1", "::1". */
static bool
split_authority(struct slice text, struct url *out)
{
	unsigned char ignored[16];
	struct slice port = { 0 };
	size_t colon;

	if (slice_take_char(&text, '[')) {
		if (!slice_take_until(&text, ']', &out->host) ||
		    !address_parse(out->host, ignored))
			return false;
		return (text.len == 0 || slice_take_char(&text, ':')) &&
		    split_port(text, &out->port);
	}
	colon = slice_find(text, ':');
	out->host = slice_first(text, colon);
	if (colon < text.len) {
		port = slice_from(text, colon + 1);
		if (slice_find(port, ':') < port.len) {
			if (!address_parse(text, ignored))
				return false;
			out->host = text;
			port.len = 0;
		}
	}
	if (!split_port(port, &out->port))
		return false;
	if (out->host.len > 1 && out->host.ptr[out->host.len - 1] == '.')
		out->host.len--;
	return out->host.len > 0;
}

bool
url_split(struct slice text, struct url *out)
{
	struct slice authority;
	size_t i;

	*out = (struct url){ .port = -1 };
	text = slice_first(text, slice_find(text, '#'));
	take_scheme(&text, &out->scheme);
	for (i = 0; i < text.len; i++)
		if (text.ptr[i] == '/' || text.ptr[i] == '?')
			break;
	authority = slice_first(text, i);
	text = slice_from(text, i);
	if ((i = slice_find_last(authority, '@')) < authority.len)
		authority = slice_from(authority, i + 1);
	if (!split_authority(authority, out))
		return false;
	i = slice_find(text, '?');
	out->path = slice_first(text, i);
	out->query = slice_from(text, i + 1);
	return true;
}

/* What stands before the four bytes of an address of IPv4. */
static const unsigned char mapped[12] = { [10] = 0xff, [11] = 0xff };

bool
address_parse(struct slice text, unsigned char out[16])
{
	char copy[LONGEST_ADDRESS + 1];
	int family = AF_INET;

	if (text.len < 2 || text.len > LONGEST_ADDRESS ||
	    memchr(text.ptr, '\0', text.len) != NULL)
		return false;
	memcpy(copy, text.ptr, text.len);
	copy[text.len] = '\0';
	if (memchr(copy, ':', text.len) != NULL)
		family = AF_INET6;
	if (family == AF_INET6)
		return inet_pton(family, copy, out) == 1;
	memcpy(out, mapped, sizeof mapped);
	return inet_pton(family, copy, out + sizeof mapped) == 1;
}

bool
url_host_is_address(struct slice host)
{
	unsigned char ignored[16];

	/* No name ends in a digit: the last label of a name is a letter's. */
	if (host.len == 0 ||
	    (memchr(host.ptr, ':', host.len) == NULL &&
		(host.ptr[host.len - 1] < '0' || host.ptr[host.len - 1] > '9')))
		return false;
	return address_parse(host, ignored);
}

struct slice
url_registrable(struct slice host)
{
	char copy[LONGEST_HOST + 1];
	const char *found;

	if (host.len == 0 || host.len > LONGEST_HOST ||
	    memchr(host.ptr, '\0', host.len) != NULL ||
	    url_host_is_address(host))
		return host;
	memcpy(copy, host.ptr, host.len);
	copy[host.len] = '\0';
	found = psl_registrable_domain(psl_builtin(), copy);
	return found == NULL ? host : slice_from(host, (size_t)(found - copy));
}

bool
network_parse(struct slice text, unsigned char out[16], int *bits)
{
	size_t slash = slice_find(text, '/');
	struct slice address = slice_first(text, slash);
	bool six = slice_find(address, ':') < address.len;
	int64_t n = six ? 128 : 32;

	if (!address_parse(address, out))
		return false;
	if (slash < text.len &&
	    (!slice_to_int(slice_from(text, slash + 1), &n) || n < 0 ||
		n > (six ? 128 : 32)))
		return false;
	*bits = (int)n + (six ? 0 : MAPPED);
	return true;
}

bool
network_holds(const unsigned char net[16], int bits,
    const unsigned char address[16])
{
	size_t whole = (size_t)bits / 8;
	int rest = bits % 8;

	/* A net of IPv6 as wide as ::/0 has no place for those of IPv4. */
	if (bits < MAPPED && memcmp(address, mapped, sizeof mapped) == 0)
		return false;
	if (memcmp(net, address, whole) != 0)
		return false;
	return rest == 0 ||
	    ((net[whole] ^ address[whole]) >> (8 - rest)) == 0;
}
