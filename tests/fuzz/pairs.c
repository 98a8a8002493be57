/*
 * Any lines as key=value: each used line is one row.
 */
#include "feed.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	static const char *const names[] = { "fortigate",
		"sophos_sfos",
		"sophos_utm",
		"sophos_swa",
		NULL };

	feed_each(names, bytes, size);
	return 0;
}
