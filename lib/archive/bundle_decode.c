/*
 * The half of reading a bundle that meets foreign bytes: it inflates and
 * takes apart, and gives all to who judges names and writes files.
 */
#include <archive.h>
#include <archive_entry.h>
#include <err.h>
#include <errno.h>
#include <stdlib.h>

#include "archive/bundle.h"
#include "base/arena.h"
#include "base/fd.h"

#include "bundle_frame.h"

static int
send_bytes(int out, const void *bytes, size_t len)
{
	if (fd_write_all(out, (struct slice){ bytes, len }) == 0)
		return 0;
	if (errno != EPIPE) /* else it was refused, and that was said */
		warn("reading a bundle");
	return -1;
}

static int
send_head(int out, struct archive_entry *e)
{
	struct slice name = slice_of(archive_entry_pathname(e)), owner = { 0 },
		     group = { 0 };
	struct bundle_head head;

	if (archive_entry_uname(e) != NULL)
		owner = slice_of(archive_entry_uname(e));
	if (archive_entry_gname(e) != NULL)
		group = slice_of(archive_entry_gname(e));
	head = (struct bundle_head){ (uint32_t)name.len, (uint32_t)owner.len,
		(uint32_t)group.len, (uint32_t)archive_entry_perm(e) };
	return send_bytes(out, &head, sizeof head) == -1 ||
		send_bytes(out, name.ptr, name.len) == -1 ||
		send_bytes(out, owner.ptr, owner.len) == -1 ||
		send_bytes(out, group.ptr, group.len) == -1 ?
	    -1 :
	    0;
}

static int
send_content(struct archive *a, const char *path, const char *name, int out)
{
	char *piece = memory_alloc(BUNDLE_PIECE);
	la_ssize_t n;
	uint32_t len;
	int result = 0;

	do {
		n = archive_read_data(a, piece, BUNDLE_PIECE);
		len = n < 0 ? 0 : (uint32_t)n;
		if (n < 0)
			result = bundle_refuse(path, name,
			    archive_error_string(a));
		else if (send_bytes(out, &len, sizeof len) == -1 ||
		    send_bytes(out, piece, len) == -1)
			result = -1;
	} while (result == 0 && len > 0);
	free(piece);
	return result;
}

static int
send_member(struct archive *a, const char *path, struct archive_entry *e,
    int out)
{
	const char *name = archive_entry_pathname(e);

	if (name == NULL || *name == '\0' ||
	    archive_entry_filetype(e) != AE_IFREG ||
	    archive_entry_hardlink(e) != NULL ||
	    archive_entry_symlink(e) != NULL)
		return bundle_refuse(path, "", "holds what no backup holds");
	if (send_head(out, e) == -1)
		return -1;
	return send_content(a, path, name, out);
}

static int
send_all(struct archive *a, const char *path, int out)
{
	struct bundle_head end = { 0 };
	struct archive_entry *e;
	int code, result = 0;

	if (archive_read_support_filter_gzip(a) != ARCHIVE_OK ||
	    archive_read_support_format_tar(a) != ARCHIVE_OK ||
	    archive_read_open_filename(a, path, BUNDLE_PIECE) != ARCHIVE_OK)
		return bundle_refuse(path, "", archive_error_string(a));
	while (result == 0 &&
	    (code = archive_read_next_header(a, &e)) != ARCHIVE_EOF)
		result = code == ARCHIVE_OK ? send_member(a, path, e, out) :
					      bundle_refuse(path, "",
			archive_error_string(a));
	return result == 0 ? send_bytes(out, &end, sizeof end) : -1;
}

int
bundle_decode(const char *path, int out)
{
	struct archive *a = archive_read_new();
	int result = a == NULL ? -1 : send_all(a, path, out);

	archive_read_free(a);
	return result;
}
