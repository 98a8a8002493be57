/*
 * Any lines under headings: each used line is one row.
 */
#include "feed.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	static const char *const names[] = { "w3c",
		"zeek",
		NULL };

	feed_each(names, bytes, size);
	return 0;
}
