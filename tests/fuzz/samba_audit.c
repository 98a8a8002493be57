/*
 * Any bytes as samba_audit.
 */
#include "feed_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	feed_file(format_find(SLICE("samba_audit")), bytes, size);
	return 0;
}
