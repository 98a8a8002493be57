/*
 * Any lines as Squid's log: each used line is one row.
 */
#include "feed.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct fed n = feed(format_find(SLICE("squid")), bytes, size);

	feed(format_find(SLICE("squid_nine")), bytes, size);

	if (n.rows != n.used)
		abort();
	return 0;
}
