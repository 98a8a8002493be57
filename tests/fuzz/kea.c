/*
 * Any bytes as kea.
 */
#include "feed_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	feed_file(format_find(SLICE("kea")), bytes, size);
	return 0;
}
