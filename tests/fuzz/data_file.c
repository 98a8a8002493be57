/*
 * Any bytes as a data file, a NUL, and its description.
 */
#include "returns/receive.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	receive_try_data((struct slice){ (const char *)bytes, size });
	return 0;
}
