/*
 * Any bytes as isc_dhcpd.
 */
#include "feed_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	feed_file(format_find(SLICE("isc_dhcpd")), bytes, size);
	return 0;
}
