/*
 * Any bytes as a package and as a table filled by hand.
 */
#include "returns/receive.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct slice s = { (const char *)bytes, size };

	receive_try(s, false);
	receive_try(s, true);
	return 0;
}
