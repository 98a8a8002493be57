/*
 * Any lines as dnsmasq's: each used line is one row, now or at the end.
 */
#include "feed.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct fed n = feed(format_find(SLICE("dnsmasq")), bytes, size);

	if (n.rows != n.used)
		abort();
	return 0;
}
