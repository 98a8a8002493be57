/*
 * Any bytes as kea_leases.
 */
#include "feed_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	feed_file(format_find(SLICE("kea_leases")), bytes, size);
	return 0;
}
