/* The compressed forms in which schools keep old logs. */

#include <err.h>
#include <stdlib.h>
#include <string.h>

#include <archive.h>
#include <archive_entry.h>
#include <zlib.h>

#include "pack.h"

void
text_add(struct text *t, const char *more, size_t length)
{
	if (t->length + length + 1 > t->room) {
		t->room = (t->length + length + 1) * 2;
		if ((t->at = realloc(t->at, t->room)) == NULL)
			err(1, NULL);
	}
	memcpy(t->at + t->length, more, length);
	t->length += length;
	t->at[t->length] = '\0';
}

void
text_free(struct text *t)
{
	free(t->at);
	*t = (struct text){ 0 };
}

/* zlib writes neither name nor time into the header. */
int
pack_gzip(const char *path, const struct text *text)
{
	gzFile out;
	int result = 0;

	if ((out = gzopen(path, "wb9")) == NULL) {
		warn("%s", path);
		return -1;
	}
	if (text->length > 0 &&
	    gzwrite(out, text->at, (unsigned)text->length) != (int)text->length)
		result = -1;
	if (gzclose(out) != Z_OK)
		result = -1;
	if (result == -1)
		warnx("%s: cannot be written", path);
	return result;
}

static int
add_member(struct archive *out, const char *name, const struct text *text,
    int64_t time)
{
	struct archive_entry *entry = archive_entry_new();
	int result = 0;

	archive_entry_set_pathname(entry, name);
	archive_entry_set_size(entry, (int64_t)text->length);
	archive_entry_set_filetype(entry, AE_IFREG);
	archive_entry_set_perm(entry, 0644);
	archive_entry_set_mtime(entry, (time_t)time, 0);
	if (archive_write_header(out, entry) != ARCHIVE_OK ||
	    archive_write_data(out, text->at, text->length) !=
		(la_ssize_t)text->length)
		result = -1;
	archive_entry_free(entry);
	return result;
}

int
pack_archive(const char *path, bool zip, char names[][32],
    const struct text *members, int count, int64_t time)
{
	struct archive *out = archive_write_new();
	int result = 0;

	if (zip) {
		archive_write_set_format_zip(out);
		archive_write_set_options(out, "compression-level=9");
	} else {
		archive_write_set_format_ustar(out);
		archive_write_add_filter_xz(out);
		archive_write_set_options(out, "compression-level=6");
	}
	if (archive_write_open_filename(out, path) != ARCHIVE_OK)
		result = -1;
	for (int i = 0; i < count && result == 0; i++)
		result = add_member(out, names[i], &members[i], time);
	if (archive_write_close(out) != ARCHIVE_OK)
		result = -1;
	if (result == -1)
		warnx("%s: %s", path, archive_error_string(out));
	archive_write_free(out);
	return result;
}
