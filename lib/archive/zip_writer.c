/*
 * Writing ZIP files through libarchive.
 */
#include <archive.h>
#include <archive_entry.h>
#include <stdlib.h>

#include "archive/zip_writer.h"
#include "base/arena.h"

enum { FIXED_MODE = 0644 };

struct zip_writer {
	struct archive *archive;
	struct buffer *out;
};

static la_ssize_t
take(struct archive *archive, void *ctx, const void *bytes, size_t len)
{
	struct buffer *out = ctx;

	(void)archive;
	buffer_add(out, (struct slice){ bytes, len });
	return buffer_overflowed(out) ? -1 : (la_ssize_t)len;
}

struct zip_writer *
zip_writer_create(struct buffer *out)
{
	struct zip_writer *z = memory_zeroed(1, sizeof *z);

	z->out = out;
	z->archive = archive_write_new();
	if (z->archive == NULL ||
	    archive_write_set_format_zip(z->archive) != ARCHIVE_OK ||
	    archive_write_set_options(z->archive,
		"zip:compression=store,zip:!zip64") != ARCHIVE_OK ||
	    archive_write_set_bytes_in_last_block(z->archive, 1) !=
		ARCHIVE_OK ||
	    archive_write_open(z->archive, out, NULL, take, NULL) !=
		ARCHIVE_OK) {
		archive_write_free(z->archive);
		free(z);
		return NULL;
	}
	return z;
}

const char *
zip_writer_add(struct zip_writer *z, const char *name, struct slice bytes)
{
	struct archive_entry *e = archive_entry_new();
	const char *why = NULL;

	if (e == NULL)
		return "no memory";
	archive_entry_set_pathname(e, name);
	archive_entry_set_size(e, (la_int64_t)bytes.len);
	archive_entry_set_filetype(e, AE_IFREG);
	archive_entry_set_perm(e, FIXED_MODE);
	/* No time: the format then has its first day, in any zone. */
	if (archive_write_header(z->archive, e) != ARCHIVE_OK ||
	    archive_write_data(z->archive, bytes.ptr, bytes.len) !=
		(la_ssize_t)bytes.len)
		why = "it could not be put into the ZIP file";
	archive_entry_free(e);
	return why;
}

const char *
zip_writer_finish(struct zip_writer *z)
{
	bool good = archive_write_close(z->archive) == ARCHIVE_OK &&
	    !buffer_overflowed(z->out);

	archive_write_free(z->archive);
	free(z);
	return good ? NULL : "the ZIP file could not be finished";
}
