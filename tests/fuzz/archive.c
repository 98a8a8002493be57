/*
 * Any bytes as an archive, under small limits.
 */
#include <stdlib.h>

#include "archive/archive.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	static const struct archive_limits limits = {
		.member_bytes = 4 << 20,
		.total_bytes = 8 << 20,
		.members = 64,
		.ratio = 100,
	};
	static char piece[65536];
	struct archive_file *a = archive_open_memory(
	    (struct slice){ (const char *)bytes, size }, &limits);
	struct archive_member m;
	int more, calls = 0;
	uint64_t total = 0;
	int64_t n;

	while ((more = archive_next(a, &m)) != 0) {
		if (more == -1 && *archive_problem(a) == '\0')
			abort();
		if (++calls > 1000)
			abort();
		if (more == -1)
			continue;
		while ((n = archive_read(a, piece, sizeof piece)) > 0)
			total += (uint64_t)n;
	}
	if (total > limits.total_bytes + size + sizeof piece)
		abort();
	if (*archive_sha256(a) == '\0')
		abort();
	archive_close(a);
	return 0;
}
