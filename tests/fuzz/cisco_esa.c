/*
 * Any lines as a Cisco ESA's log; joins are left at the end, none is lost.
 */
#include "feed.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	feed(format_find(SLICE("cisco_esa")), bytes, size);
	return 0;
}
