/*
 * Feeds any bytes to one format as a file, cut into records by intake.
 */
#ifndef FEED_FILE_H
#define FEED_FILE_H

#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "intake/intake.h"

#include "feed.h"

static void
feed_records(struct parse *p, struct fed *n, const char *path)
{
	static struct intake *in; /* its buffers are large: one for all */
	struct intake_member m;
	struct intake_chunk c;
	uint32_t i;

	if (in == NULL)
		in = intake_create(NULL);
	if (intake_open(in, path) == -1)
		abort();
	/* The bytes may look like an archive; a format sees one member. */
	if (intake_next_member(in, &m) == 1)
		while (intake_next_chunk(in, p->format->framing, false, &c) > 0)
			for (i = 0; i < c.count; i++) {
				if (c.records[i].fault != NULL)
					continue;
				p->offset = c.records[i].offset;
				feed_line(p, n, c.records[i].text);
			}
	intake_close(in);
}

static struct fed
feed_file(const struct format *format, const uint8_t *bytes, size_t size)
{
	struct fed n = { 0 };
	struct format_options options = { .modified =
		INT64_C(1791000000000000), .keep_subjects = true };
	struct parse p = { .batch = feed_batch(),
		.sink = feed_sink,
		.sink_ctx = &n,
		.options = &options,
		.path = SLICE("log") };
	struct arena *file = arena_create(), *scratch = arena_create();
	int fd = memfd_create("fuzz", MFD_CLOEXEC);
	char path[64];

	if (fd == -1 || write(fd, bytes, size) != (ssize_t)size)
		abort();
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	parse_begin_file(&p, format, file, scratch);
	feed_records(&p, &n, path);
	if (format->finish != NULL)
		format->finish(&p);
	feed_check(p.batch, &n);
	if (n.used + n.ignored + n.rejected != n.records)
		abort();
	close(fd);
	arena_destroy(scratch);
	arena_destroy(file);
	return n;
}

#endif
