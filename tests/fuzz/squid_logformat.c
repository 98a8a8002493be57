/*
 * The first line as a logformat, the rest as lines in it, and all of it as
 * Squid's own layouts.
 */
#include "feed.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct slice all = { (const char *)bytes, size }, rest = all, first;

	if (slice_take_line(&rest, &first))
		feed_by(format_find(SLICE("squid_logformat")), first,
		    (const uint8_t *)rest.ptr, rest.len);
	feed(format_find(SLICE("squid_common")), bytes, size);
	feed(format_find(SLICE("squid_combined")), bytes, size);
	return 0;
}
