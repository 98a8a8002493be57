/*
 * Any bytes as windows_dhcp.
 */
#include "feed_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	feed_file(format_find(SLICE("windows_dhcp")), bytes, size);
	return 0;
}
