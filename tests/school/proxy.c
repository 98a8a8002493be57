/*
 * Squid's native access log, which stamps the END of each request:
 *
 *   1791791999.123    845 198.51.100.14 TCP_TUNNEL/200 48211 CONNECT
 *       host.example:443 26aashdown HIER_DIRECT/203.0.113.9 -
 *
 * Most HTTPS passes as tunnels; a few hosts are opened by the proxy
 * ("bumped"), and there the whole address shows.
 */

#include <string.h>

#include "school.h"

/* Where a host lives, always the same place. */
static void
host_address(const char *url, char out[32])
{
	const char *host = strstr(url, "://");
	unsigned sum = 5381;

	for (host = host != NULL ? host + 3 : url;
	     *host != '\0' && *host != '/' && *host != ':'; host++)
		sum = sum * 33 + (unsigned char)*host;
	snprintf(out, 32, "%s.%u", sum & 256 ? "203.0.113" : "192.0.2",
	    1 + sum / 512 % 254);
}

void
proxy_add(struct school *s, const struct request *r)
{
	const char *way = "HIER_DIRECT";
	int64_t end = r->start + r->elapsed;
	char text[LONGEST_TEXT], server[32];

	if (strncmp(r->tag, "TCP_MISS", 8) != 0 &&
	    strncmp(r->tag, "TCP_TUNNEL", 10) != 0) {
		way = "HIER_NONE";
		snprintf(server, sizeof(server), "-");
	} else
		host_address(r->url, server);
	snprintf(text, sizeof(text),
	    "%lld.%03d %6d %s %s/%03d %d %s %s %s %s/%s %s",
	    (long long)(end / SECOND), (int)(end % SECOND), r->elapsed,
	    s->devices[r->device].ip, r->tag, r->status, r->bytes, r->method,
	    r->url, r->user, way, server, r->mime);
	lines_add(s, PROXY, 0, end, text);
}

/* Half of the staff laptops sign in as DOMAIN\name; Squid doubles the \. */
void
proxy_user(const struct school *s, const struct session *at, char out[48])
{
	const struct device *d = &s->devices[at->device];

	snprintf(out, 48, "%s%s",
	    strcmp(d->type, "laptop") == 0 && (at->device + 11) % 2 == 0
		? "QUILLBROOK\\\\"
		: "",
	    s->people[at->person].username);
}

static void
challenge(struct school *s, const struct request *r)
{
	struct request first = *r;

	first.start = r->start - chance_between(s, 3, 40);
	first.elapsed = chance_below(s, 3);
	first.tag = "TCP_DENIED";
	first.status = 407;
	first.bytes = 4012 + (int)strlen(r->url);
	first.user = "-";
	first.mime = "text/html";
	proxy_add(s, &first);
}

static void
bumped(struct school *s, struct request *r, const char *path)
{
	const char *const connect = r->url;
	char url[LONGEST_TEXT];

	r->tag = "NONE_NONE";
	r->status = 200;
	r->method = "CONNECT";
	r->elapsed = chance_between(s, 4, 60);
	r->bytes = 0;
	r->mime = "-";
	proxy_add(s, r);
	snprintf(url, sizeof(url), "https://%.*s%s",
	    (int)(strlen(connect) - strlen(":443")), connect, path);
	r->start += r->elapsed;
	r->tag = "TCP_MISS";
	r->method = "GET";
	r->url = url;
	r->elapsed = chance_between(s, 60, 900);
	r->bytes = chance_between(s, 5000, 60000);
	r->mime = "text/html";
	proxy_add(s, r);
	r->url = connect;
}

int64_t
proxy_visit(struct school *s, const struct session *at, const char *user,
    enum way way, const char *host, const char *path, int64_t start)
{
	char target[256];
	struct request r = { .start = start,
		.device = at->device,
		.user = user,
		.url = target,
		.status = 200,
		.method = "CONNECT",
		.mime = "-" };

	snprintf(target, sizeof(target), "%s:443", host);
	if (strcmp(user, "-") != 0 && chance_percent(s, 55))
		challenge(s, &r);
	switch (way) {
	case BUMPED:
		bumped(s, &r, path);
		break;
	case DENIED:
		r.tag = "TCP_DENIED";
		r.status = 403;
		r.bytes = 3890 + (int)strlen(target);
		r.mime = "text/html";
		r.elapsed = chance_below(s, 4);
		proxy_add(s, &r);
		break;
	case TUNNEL:
		r.tag = "TCP_TUNNEL";
		r.bytes = chance_between(s, 36000, 520000);
		r.elapsed = chance_between(s, 2000, 65000);
		proxy_add(s, &r);
		break;
	case SMALL:
		r.tag = "TCP_TUNNEL";
		r.bytes = chance_between(s, 1100, 2900);
		r.elapsed = chance_between(s, 90, 9000);
		proxy_add(s, &r);
		break;
	}
	return r.start + r.elapsed;
}
