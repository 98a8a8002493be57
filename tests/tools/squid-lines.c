/*
 * squid-lines COUNT [SEED]: a school day of Squid's native log on standard
 * output, for measuring.  1,200 accounts, 4,000 hosts of which few are asked
 * for often, four tunnels in five requests, challenges and denials.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum { ACCOUNTS = 1200, HOSTS = 4000, ADDRESSES = 750 };

static uint64_t state;

static uint32_t
draw(uint32_t below)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (uint32_t)((state >> 11) % below);
}

/* Few hosts have most of the requests. */
static uint32_t
draw_host(void)
{
	uint32_t a = draw(HOSTS), b = draw(HOSTS), c = draw(HOSTS);
	uint32_t least = a < b ? a : b;

	return draw(3) == 0 ? a : least < c ? least : c;
}

static void
print_host(uint32_t host)
{
	static const char *const firsts[] = { "www", "cdn", "api", "static",
		"login", "images", "edge", "app" };

	printf("%s.site%u.example", firsts[host % 8], host / 8);
}

int
main(int argc, char **argv)
{
	static const char *const nets[] = { "192.0.2", "198.51.100",
		"203.0.113" };
	uint64_t count = argc > 1 ? strtoull(argv[1], NULL, 10) : 1000, i;
	/* From 07:00 UTC on a Tuesday, a day's lines over ten hours. */
	double at = 1791874800.0, step;

	state = argc > 2 ? strtoull(argv[2], NULL, 10) : 42;
	state = state * 2654435761u + 88172645463325252u;
	step = 36000.0 / (double)(count == 0 ? 1 : count);
	for (i = 0; i < count; i++) {
		uint32_t who = draw(ACCOUNTS), host = draw_host();
		uint32_t kind = draw(100), bytes = 300 + draw(60000);

		at += step * (0.5 + draw(1000) / 1000.0);
		printf("%.3f %6u %s.%u ", at, draw(20000),
		    nets[who % ADDRESSES / 250], who % 250 + 1);
		if (kind < 3) {
			printf("TCP_DENIED/407 4105 CONNECT ");
			print_host(host);
			printf(":443 - HIER_NONE/- text/html\n");
		} else if (kind < 5) {
			printf("TCP_DENIED/403 3902 GET http://");
			print_host(host);
			printf("/ad/%u user%u HIER_NONE/- text/html\n",
			    draw(100000), who);
		} else if (kind < 80) {
			printf("TCP_TUNNEL/200 %u CONNECT ", bytes);
			print_host(host);
			printf(":443 user%u HIER_DIRECT/203.0.113.%u -\n", who,
			    host % 250);
		} else {
			printf("TCP_MISS/200 %u GET http://", bytes);
			print_host(host);
			printf("/a/%u/page%u.html?id=%u user%u "
			       "HIER_DIRECT/203.0.113.%u text/html\n",
			    draw(500), draw(100000), draw(1000000), who,
			    host % 250);
		}
	}
	return 0;
}
