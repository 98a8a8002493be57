/*
 * Any lines as filters and redirectors write: each used line is one row.
 */
#include "feed.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	static const char *const names[] = { "e2guardian",
		"dansguardian",
		"squidguard",
		"ufdbguard",
		NULL };

	feed_each(names, bytes, size);
	return 0;
}
