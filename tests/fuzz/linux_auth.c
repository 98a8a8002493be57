/*
 * Any bytes as linux_auth.
 */
#include "feed_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	feed_file(format_find(SLICE("linux_auth")), bytes, size);
	return 0;
}
