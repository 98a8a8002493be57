/*
 * Any bytes as a log.  Records must lie side by side from the first byte on,
 * and what was read once must be known when it is read again.  The first
 * byte chooses the framing.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "intake/intake.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

struct run {
	char path[64];
	enum framing framing;
	bool growing;
	struct ledger *ledger;
};

static void
check_chunk(const struct intake_chunk *c, int64_t offset)
{
	int64_t at = offset;
	uint32_t i;

	if (c->offset != offset || c->count == 0 ||
	    c->leading + c->trailing > c->count)
		abort();
	for (i = 0; i < c->count; i++) {
		const struct intake_record *r = &c->records[i];

		/* UTF-16 grows by half, at most, as UTF-8. */
		if (r->offset != at || 2 * r->text.len > 3 * r->length ||
		    r->hash != c->hashes[i])
			abort();
		at += r->length;
	}
	if (at != c->offset + (int64_t)c->length)
		abort();
}

static void
read_once(const struct run *run, bool again)
{
	struct intake *in = intake_create(run->ledger);
	struct intake_member m;
	struct intake_chunk c;
	int64_t offset;

	if (intake_open(in, run->path) == -1)
		abort();
	while (intake_next_member(in, &m) != 0)
		for (offset = 0;
		     intake_next_chunk(in, run->framing, run->growing, &c) > 0;
		     offset += (int64_t)c.length) {
			struct ledger_chunk known = { c.hash, c.count,
				c.hashes };

			check_chunk(&c, offset);
			if (again && c.leading != c.count)
				abort();
			ledger_add(run->ledger, &known);
		}
	intake_destroy(in);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct run run = { .ledger = NULL };
	int fd = memfd_create("fuzz", MFD_CLOEXEC);

	if (fd == -1 || size == 0)
		return fd == -1 ? 0 : close(fd);
	if (write(fd, bytes + 1, size - 1) != (ssize_t)(size - 1))
		abort();
	snprintf(run.path, sizeof run.path, "/proc/self/fd/%d", fd);
	/* '0' lines, '1' CSV; '2', '3' growing; from '@' on the binary ones */
	run.framing = bytes[0] & 1 ? FRAMING_CSV : FRAMING_LINES;
	if (bytes[0] & 64)
		run.framing = (enum framing)(FRAMING_EVTX + (bytes[0] & 7) % 5);
	run.growing = bytes[0] & (bytes[0] & 64 ? 8 : 2);
	run.ledger = ledger_create();
	read_once(&run, false);
	read_once(&run, true);
	ledger_destroy(run.ledger);
	close(fd);
	return 0;
}
