/*
 * Web addresses taken apart, and registrable domains by the Public Suffix
 * List (libpsl).
 */
#ifndef BASE_URL_H
#define BASE_URL_H

#include "base/slice.h"

struct url {
	struct slice scheme; /* "https", or empty */
	struct slice host;   /* without brackets, port, credentials */
	int64_t port;	     /* -1 where there is none */
	struct slice path;   /* with its "/" */
	struct slice query;  /* without "?" */
};

/* "https://h:1/p?q", "h:443" (as CONNECT writes it) or "h/p"; false when
 * there is no host.  Fragments and credentials are dropped. */
bool url_split(struct slice text, struct url *out);
bool url_host_is_address(struct slice host); /* IPv4 or IPv6 literal */
/* "bbc.co.uk" of "www.bbc.co.uk"; the host itself for an address or where
 * there is none.  Borrowed from host, which should be in lower case. */
struct slice url_registrable(struct slice host);

/* An address as 16 bytes (IPv4 as ::ffff:a.b.c.d). */
bool address_parse(struct slice text, unsigned char out[16]);
/* "10.0.0.0/8", "2001:db8::/32"; a bare address is its own network. */
bool network_parse(struct slice text, unsigned char out[16], int *bits);
bool network_holds(const unsigned char net[16], int bits,
    const unsigned char address[16]);

#endif
