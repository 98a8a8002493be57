/*
 * Any bytes: what is recognised is read, and all of it as NXLog writes.
 */
#include "feed.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct slice head = { (const char *)bytes, size };
	const struct format *format = format_recognise(head);

	if (format != NULL)
		feed(format, bytes, size);
	feed(format_find(SLICE("nxlog")), bytes, size);
	return 0;
}
