/*
 * ZIP files: the same bytes each time, and read back.
 */
#include <stdlib.h>
#include <time.h>

#include "archive/archive.h"
#include "archive/zip_writer.h"

#include "../tap.h"

static void
make(struct buffer *out)
{
	struct zip_writer *z = zip_writer_create(out);

	ok(z != NULL, "a ZIP file is begun");
	ok(zip_writer_add(z, "b.csv", SLICE("a,b\r\n1,2\r\n")) == NULL,
	    "a file is put in");
	ok(zip_writer_add(z, "a.txt", SLICE("")) == NULL,
	    "an empty one too");
	ok(zip_writer_finish(z) == NULL, "it is finished");
}

int
main(void)
{
	struct buffer one, two;
	struct archive_file *a;
	struct archive_member m;
	char text[64];

	buffer_init(&one, 1 << 20);
	buffer_init(&two, 1 << 20);
	make(&one);
	setenv("TZ", "America/New_York", 1);
	tzset();
	make(&two);
	ok(slice_equal(buffer_slice(&one), buffer_slice(&two)),
	    "the same bytes, in any zone");
	a = archive_open_memory(buffer_slice(&one), NULL);
	is_int(archive_next(a, &m), 1, "a member comes back");
	is_text(m.name, "b.csv", "in the order in which it was given");
	is_int(archive_read(a, text, sizeof text), 10, "whole");
	is_int(archive_next(a, &m), 1, "the empty one comes back");
	is_text(m.name, "a.txt", "by its name");
	is_int(archive_next(a, &m), 0, "and no more");
	archive_close(a);
	buffer_finish(&one);
	/* A ceiling is kept. */
	buffer_reset(&two);
	two.ceiling = 20;
	two.overflowed = false;
	{
		struct zip_writer *z = zip_writer_create(&two);

		zip_writer_add(z, "x", SLICE("more than there is room for"));
		ok(zip_writer_finish(z) != NULL, "no more than the ceiling");
	}
	buffer_finish(&two);
	return done_testing();
}
