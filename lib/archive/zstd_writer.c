/*
 * Writing zstd through libarchive, as one raw member.
 */
#include <archive.h>
#include <archive_entry.h>
#include <err.h>
#include <stdlib.h>

#include "archive/zstd_writer.h"
#include "base/arena.h"

struct zstd_writer {
	struct archive *archive;
	bool failed;
};

static bool
begin(struct archive *a, const char *path)
{
	struct archive_entry *e = archive_entry_new();
	bool good;

	archive_entry_set_pathname(e, "data");
	archive_entry_set_filetype(e, AE_IFREG);
	good = archive_write_set_format_raw(a) == ARCHIVE_OK &&
	    archive_write_add_filter_zstd(a) == ARCHIVE_OK &&
	    archive_write_open_filename(a, path) == ARCHIVE_OK &&
	    archive_write_header(a, e) == ARCHIVE_OK;
	archive_entry_free(e);
	return good;
}

struct zstd_writer *
zstd_writer_create(const char *path)
{
	struct zstd_writer *w = memory_zeroed(1, sizeof *w);

	w->archive = archive_write_new();
	if (w->archive != NULL && begin(w->archive, path))
		return w;
	warnx("%s: %s", path,
	    w->archive == NULL ? "no memory" :
				 archive_error_string(w->archive));
	archive_write_free(w->archive);
	free(w);
	return NULL;
}

void
zstd_writer_add(struct zstd_writer *w, struct slice bytes)
{
	la_ssize_t n;

	for (; bytes.len > 0 && !w->failed;
	    bytes = slice_from(bytes, (size_t)n)) {
		n = archive_write_data(w->archive, bytes.ptr, bytes.len);
		if (n <= 0) {
			w->failed = true;
			n = 0;
		}
	}
}

int
zstd_writer_finish(struct zstd_writer *w)
{
	bool good = !w->failed && archive_write_close(w->archive) == ARCHIVE_OK;

	if (!good)
		warnx("writing a compressed file: %s",
		    archive_error_string(w->archive));
	archive_write_free(w->archive);
	free(w);
	return good ? 0 : -1;
}
