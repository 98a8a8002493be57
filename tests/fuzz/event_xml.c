/*
 * Any bytes as events as XML: each used event is one row.
 */
#include "feed_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct fed n = feed_file(format_find(SLICE("event_xml")), bytes, size);

	if (n.rows != n.used)
		abort();
	return 0;
}
