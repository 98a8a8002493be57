/*
 * Every kind of archive and compression, alone and within one another; cut,
 * damaged, encrypted and bombs.
 */
#include <sys/stat.h>

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include <archive.h>
#include <archive_entry.h>

#include "archive/archive.h"
#include "base/arena.h"
#include "base/buffer.h"
#include "base/time.h"

#include "../tap.h"

enum { ROOM = 48 << 20 };

typedef int add_fn(struct archive *);

/* Packs a text as the members named, by libarchive's writer. */
static struct slice
pack(struct arena *arena, add_fn *format, add_fn *filter, struct slice text,
    const char *const names[])
{
	struct archive *out = archive_write_new();
	struct archive_entry *entry = archive_entry_new();
	char *bytes = memory_alloc(ROOM);
	struct slice packed;
	size_t used = 0;

	if (format(out) != ARCHIVE_OK || filter(out) < ARCHIVE_WARN)
		exit(1);
	archive_write_set_bytes_in_last_block(out, 1);
	archive_write_open_memory(out, bytes, ROOM, &used);
	for (; *names != NULL; names++) {
		archive_entry_clear(entry);
		archive_entry_set_pathname(entry, *names);
		archive_entry_set_size(entry, (int64_t)text.len);
		archive_entry_set_filetype(entry, AE_IFREG);
		archive_entry_set_perm(entry, 0644);
		archive_entry_set_mtime(entry, 1790000000, 0);
		archive_write_header(out, entry);
		archive_write_data(out, text.ptr, text.len);
	}
	archive_write_close(out);
	archive_write_free(out);
	archive_entry_free(entry);
	packed = arena_copy(arena, (struct slice){ bytes, used });
	free(bytes);
	return packed;
}

static const char *const one[] = { "a.log", NULL };
static const char *const two[] = { "a.log", "b/c.log", NULL };

static struct slice
gzip(struct arena *arena, struct slice text)
{
	return pack(arena, archive_write_set_format_raw,
	    archive_write_add_filter_gzip, text, one);
}

/* All that a file gives, as "name kind size good;", and its text. */
static void
list(struct slice bytes, const struct archive_limits *limits,
    struct buffer *out, struct buffer *text)
{
	struct archive_file *a = archive_open_memory(bytes, limits);
	static char piece[100000];
	struct archive_member m;
	int more;
	int64_t n, size;

	buffer_reset(out);
	buffer_reset(text);
	while ((more = archive_next(a, &m)) != 0) {
		if (more == -1) {
			buffer_printf(out, "broken: %s;", archive_problem(a));
			continue;
		}
		for (size = 0; (n = archive_read(a, piece, sizeof piece)) > 0;
		     size += n)
			buffer_add(text, (struct slice){ piece, (size_t)n });
		buffer_printf(
		    out, "%s (%s) %lld", m.name, m.kind, (long long)size);
		if (n == -1)
			buffer_printf(out, ": %s", archive_problem(a));
		buffer_char(out, ';');
	}
	archive_close(a);
}

static void
gives(struct slice bytes, const char *wanted, const char *name)
{
	struct buffer out, text;

	buffer_init(&out, BUFFER_LARGEST);
	buffer_init(&text, BUFFER_LARGEST);
	list(bytes, NULL, &out, &text);
	is_text(out.len == 0 ? "" : out.ptr, wanted, name);
	buffer_finish(&out);
	buffer_finish(&text);
}

static void
test_kinds(struct arena *arena, struct slice text)
{
	static const struct {
		add_fn *format, *filter;
		const char *wanted;
	} kinds[] = {
		{ archive_write_set_format_raw, archive_write_add_filter_none,
		    " (plain) 6000;" },
		{ archive_write_set_format_raw, archive_write_add_filter_gzip,
		    " (gzip) 6000;" },
		{ archive_write_set_format_raw, archive_write_add_filter_xz,
		    " (xz) 6000;" },
		{ archive_write_set_format_raw, archive_write_add_filter_bzip2,
		    " (bzip2) 6000;" },
		{ archive_write_set_format_raw, archive_write_add_filter_zstd,
		    " (zstd) 6000;" },
		{ archive_write_set_format_raw, archive_write_add_filter_lz4,
		    " (lz4) 6000;" },
		{ archive_write_set_format_zip, archive_write_add_filter_none,
		    "a.log (zip) 6000;" },
		{ archive_write_set_format_ustar, archive_write_add_filter_none,
		    "a.log (tar) 6000;" },
		{ archive_write_set_format_v7tar, archive_write_add_filter_none,
		    "a.log (tar) 6000;" },
		{ archive_write_set_format_7zip, archive_write_add_filter_none,
		    "a.log (7z) 6000;" },
		{ archive_write_set_format_cpio_newc,
		    archive_write_add_filter_none, "a.log (cpio) 6000;" },
		{ archive_write_set_format_cpio, archive_write_add_filter_gzip,
		    "a.log (gzip, cpio) 6000;" },
		{ archive_write_set_format_pax, archive_write_add_filter_gzip,
		    "a.log (gzip, tar) 6000;" },
		{ archive_write_set_format_ustar, archive_write_add_filter_xz,
		    "a.log (xz, tar) 6000;" },
		{ archive_write_set_format_ustar, archive_write_add_filter_zstd,
		    "a.log (zstd, tar) 6000;" },
	};
	struct buffer out, got;
	size_t i;

	buffer_init(&out, BUFFER_LARGEST);
	buffer_init(&got, BUFFER_LARGEST);
	for (i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		list(pack(arena, kinds[i].format, kinds[i].filter, text, one),
		    NULL, &out, &got);
		is_text(out.ptr, kinds[i].wanted, kinds[i].wanted);
		ok(slice_equal(buffer_slice(&got), text), "... its text");
	}
	buffer_finish(&out);
	buffer_finish(&got);
}

static void
test_nesting(struct arena *arena, struct slice text)
{
	static const char *const logs[] = { "x.log.gz", "y.log.gz", NULL };
	static const char *const inner[] = { "inner.tar", NULL };
	static const char *const seven[] = { "inner.7z", NULL };
	struct slice packed = gzip(arena, text), tar;
	int i;

	tar = pack(arena, archive_write_set_format_ustar,
	    archive_write_add_filter_none, packed, logs);
	gives(tar, "x.log.gz (tar, gzip) 6000;y.log.gz (tar, gzip) 6000;",
	    "compressed logs in a tar");
	gives(pack(arena, archive_write_set_format_zip,
		  archive_write_add_filter_none, tar, inner),
	    "inner.tar!x.log.gz (zip, tar, gzip) 6000;"
	    "inner.tar!y.log.gz (zip, tar, gzip) 6000;",
	    "a tar of them in a zip");
	packed = pack(arena, archive_write_set_format_7zip,
	    archive_write_add_filter_none, text, two);
	gives(pack(arena, archive_write_set_format_ustar,
		  archive_write_add_filter_gzip, packed, seven),
	    "inner.7z!a.log (gzip, tar, 7z) 6000;"
	    "inner.7z!b/c.log (gzip, tar, 7z) 6000;",
	    "a 7z in a tar.gz");
	packed = text;
	for (i = 0; i < 5; i++)
		packed = gzip(arena, packed);
	gives(packed, " (gzip, gzip, gzip, gzip, gzip) 6000;", "five deep");
	gives(gzip(arena, packed), "broken: nests more than 5 deep;",
	    "six are too many");
}

#define E40 "eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee"

static struct slice
join(struct arena *arena, struct slice a, struct slice b)
{
	char *both = arena_alloc(arena, a.len + b.len + 1);

	memcpy(both, a.ptr, a.len);
	memcpy(both + a.len, b.ptr, b.len);
	return (struct slice){ both, a.len + b.len };
}

static void
test_damage(struct arena *arena, struct slice text)
{
	struct slice packed = gzip(arena, text), zip, tar;
	struct buffer out, got;
	char *bytes;

	gives(join(arena, packed, packed), " (gzip) 12000;",
	    "two gzips, one after another");
	gives(join(arena, packed, (struct slice){ "\0\0\0\0", 4 }),
	    " (gzip) 6000;", "a gzip filled up with zeros");
	gives(join(arena, packed, SLICE("rubbish")),
	    " (gzip) 6000: has something else after its gzip data;",
	    "a gzip with something behind it");
	buffer_init(&out, BUFFER_LARGEST);
	buffer_init(&got, BUFFER_LARGEST);
	list(slice_first(packed, packed.len - 100), NULL, &out, &got);
	ok(strstr(out.ptr, "is cut short") != NULL, "a cut gzip says so");
	ok(got.len > 1000 && slice_starts_with(text, buffer_slice(&got)),
	    "... what was good is given");
	bytes = arena_text(arena, packed);
	bytes[packed.len / 2] ^= 0x55;
	list((struct slice){ bytes, packed.len }, NULL, &out, &got);
	ok(strstr(out.ptr, "is damaged") != NULL, "a damaged gzip says so");
	list(slice_first(packed, 5), NULL, &out, &got);
	is_text(out.ptr, " (gzip) 0: is cut short;", "a gzip of five bytes");

	tar = pack(arena, archive_write_set_format_ustar,
	    archive_write_add_filter_none, text, two);
	list(slice_first(tar, 9000), NULL, &out, &got);
	ok(slice_starts_with(
	       buffer_slice(&out), SLICE("a.log (tar) 6000;b/c.log (tar) ")) &&
		strstr(out.ptr, "cut short") != NULL,
	    "a cut tar gives what stands before");
	zip = pack(arena, archive_write_set_format_zip,
	    archive_write_add_filter_none, text, two);
	list(slice_first(zip, zip.len / 2), NULL, &out, &got);
	ok(strstr(out.ptr, "cut short") != NULL, "a cut zip says so");
	buffer_finish(&out);
	buffer_finish(&got);
	gives(SLICE(""), " (plain) 0;", "an empty file");
	gives(SLICE("\x1f"), " (plain) 1;", "half a magic is text");
	gives(SLICE("070702eeeeeeee" E40 E40 "eeeeeeeeeeeeeeee" "log\n"),
	    "broken: is cut short or damaged;",
	    "a cpio whose name is four gigabytes");
	gives(SLICE("070701 begins a line\n"), " (plain) 21;",
	    "so is a cpio's with words behind it");
}

/* Texts that repeat at the farthest distance that there is, cut around where
 * gzip's window is full. */
static void
test_far_back(struct arena *arena)
{
	enum { WINDOW = 32768 };
	struct buffer all, out, got;
	struct slice once;
	size_t len, same = 0, count = 0;
	uint32_t random = 1;

	buffer_init(&all, BUFFER_LARGEST);
	buffer_init(&out, BUFFER_LARGEST);
	buffer_init(&got, BUFFER_LARGEST);
	while (all.len < WINDOW) {
		random = random * 1664525 + 1013904223;
		buffer_char(&all, (char)('!' + random / 65536 % 90));
	}
	/* Nothing may point into a buffer that grows. */
	once = arena_copy(arena, buffer_slice(&all));
	for (len = 0; len < 4; len++)
		buffer_add(&all, once);
	for (len = WINDOW - 1; len <= all.len; len += count < 3 ? 1u : 8191u) {
		struct slice part = slice_first(buffer_slice(&all), len);

		list(gzip(arena, part), NULL, &out, &got);
		same += slice_equal(buffer_slice(&got), part);
		count++;
	}
	ok(same == count, "texts that point back a whole window");
	buffer_finish(&all);
	buffer_finish(&out);
	buffer_finish(&got);
}

/* Ten bytes from as far back as can be, behind `len` that are stored. */
static struct slice
points_back(struct arena *arena, size_t len)
{
	static const char head[] = "\x1f\x8b\x08\0\0\0\0\0\0\x03";
	unsigned char stored[] = { 0, (unsigned char)len,
		(unsigned char)(len >> 8), (unsigned char)~len,
		(unsigned char)(~len >> 8) };
	char *text = arena_alloc(arena, len);

	memset(text, 'a', len);
	return join(arena,
	    join(arena, (struct slice){ head, sizeof head - 1 },
		(struct slice){ (char *)stored, sizeof stored }),
	    join(arena, (struct slice){ text, len },
		(struct slice){ "\x43\xdc\xff\x0f\x00\0\0\0\0\0\0\0\0",
		    5 + 8 }));
}

static void
test_too_far_back(struct arena *arena)
{
	struct buffer out, got;

	buffer_init(&out, BUFFER_LARGEST);
	buffer_init(&got, BUFFER_LARGEST);
	list(points_back(arena, 32767), NULL, &out, &got);
	ok(got.len == 32767 && strstr(out.ptr, "is damaged") != NULL,
	    "data that points back a byte before its begin");
	list(points_back(arena, 32768), NULL, &out, &got);
	ok(got.len == 32778 && strstr(out.ptr, "data check") != NULL,
	    "... and to its begin, where only the checksum is wrong");
	buffer_finish(&out);
	buffer_finish(&got);
}

static int
encrypted_zip(struct archive *out)
{
	return archive_write_set_format_zip(out) == ARCHIVE_OK &&
		       archive_write_set_options(
			   out, "zip:encryption=traditional") == ARCHIVE_OK &&
		       archive_write_set_passphrase(out, "secret") == ARCHIVE_OK
		   ? ARCHIVE_OK
		   : ARCHIVE_FATAL;
}

static void
test_encrypted(struct arena *arena, struct slice text)
{
	gives(pack(arena, encrypted_zip, archive_write_add_filter_none, text,
		  two),
	    "a.log (zip) 0: is encrypted: pack it without a password;"
	    "b/c.log (zip) 0: is encrypted: pack it without a password;",
	    "an encrypted zip says so");
}

static void
test_limits(struct arena *arena)
{
	static const struct archive_limits small = { .member_bytes = 1 << 20,
		.total_bytes = 3 << 19,
		.members = 3,
		.ratio = 300 };
	static const char *const many[] = { "1", "2", "3", "4", "5", NULL };
	size_t size = 40 << 20;
	char *zeros = memory_zeroed(size, 1);
	struct slice all = { zeros, size }, bomb, tar;
	struct buffer out, got;

	buffer_init(&out, BUFFER_LARGEST);
	buffer_init(&got, BUFFER_LARGEST);
	bomb = gzip(arena, all);
	list(bomb, NULL, &out, &got);
	ok(strstr(out.ptr, "as a bomb does") != NULL && got.len < (18 << 20),
	    "a gzip of zeros is a bomb");
	list(pack(arena, archive_write_set_format_zip,
		 archive_write_add_filter_none, all, one),
	    NULL, &out, &got);
	ok(strstr(out.ptr, "as a bomb does") != NULL, "and so is a zip");
	list(pack(arena, archive_write_set_format_raw,
		 archive_write_add_filter_xz, all, one),
	    NULL, &out, &got);
	ok(strstr(out.ptr, "as a bomb does") != NULL, "and an xz");
	list(gzip(arena, slice_first(all, 10 << 20)), NULL, &out, &got);
	is_int((int64_t)got.len, 10 << 20, "10 MB of zeros are let be");
	list(gzip(arena, slice_first(all, 2 << 20)), &small, &out, &got);
	ok(strstr(out.ptr, "inflates to more than 1 MB") != NULL,
	    "a member may be too large");
	tar = pack(arena, archive_write_set_format_ustar,
	    archive_write_add_filter_none, slice_first(all, 900000), two);
	list(tar, &small, &out, &got);
	ok(strstr(out.ptr, "a.log (tar) 900000;b") == out.ptr &&
		strstr(out.ptr, "more than 1 MB") != NULL,
	    "all members together may be too large");
	tar = pack(arena, archive_write_set_format_ustar,
	    archive_write_add_filter_none, SLICE("x"), many);
	list(tar, &small, &out, &got);
	is_text(out.ptr,
	    "1 (tar) 1;2 (tar) 1;3 (tar) 1;"
	    "broken: has more than 3 members;",
	    "members may be too many");
	buffer_finish(&out);
	buffer_finish(&got);
	free(zeros);
}

static void
test_files(struct arena *arena, struct slice text)
{
	char folder[] = "/tmp/beadle-archive-XXXXXX", path[64], wanted[65];
	struct slice zip = pack(arena, archive_write_set_format_zip,
	    archive_write_add_filter_none, text, two);
	struct archive_file *a;
	struct archive_member m;
	FILE *out;

	if (mkdtemp(folder) == NULL)
		exit(1);
	ok(archive_open(folder, NULL) == NULL && errno == EISDIR,
	    "a folder is no file");
	snprintf(path, sizeof path, "%s/x", folder);
	ok(archive_open(path, NULL) == NULL && errno == ENOENT,
	    "nor is what is not there");
	if ((out = fopen(path, "wb")) == NULL ||
	    fwrite(zip.ptr, 1, zip.len, out) != zip.len || fclose(out) != 0)
		exit(1);
	a = archive_open(path, NULL);
	archive_next(a, &m);
	is_text(m.name, "a.log", "a zip on disk");
	is_int(m.modified, 1790000000 * TIME_SECOND, "... its member's time");
	sha256_text(zip, wanted);
	is_text(archive_sha256(a), wanted, "the digest halfway");
	archive_next(a, &m);
	is_text(m.name, "b/c.log", "... disturbs nobody");
	is_int(archive_next(a, &m), 0, "... to the end");
	archive_close(a);
	unlink(path);
	rmdir(folder);
	a = archive_open_memory(text, NULL);
	sha256_text(text, wanted);
	is_text(archive_sha256(a), wanted, "the digest of memory");
	archive_close(a);
}

/* A file that is cut between two looks. */
static void
test_shrinking(struct slice text)
{
	char path[] = "/tmp/beadle-archive-XXXXXX", piece[100];
	int fd = mkstemp(path);
	struct archive_file *a;
	struct archive_member m;
	int i;

	if (fd == -1)
		exit(1);
	for (i = 0; i < 100; i++)
		if (write(fd, text.ptr, text.len) != (ssize_t)text.len)
			exit(1);
	a = archive_open(path, NULL);
	archive_next(a, &m);
	is_int(archive_read(a, piece, sizeof piece), sizeof piece,
	    "of a log that will shrink");
	if (ftruncate(fd, 50) == -1)
		exit(1);
	while (archive_read(a, piece, sizeof piece) > 0)
		;
	is_int(archive_read(a, piece, sizeof piece), -1,
	    "it is in trouble once it has");
	is_text(archive_problem(a), "became shorter while it was read",
	    "and says so");
	archive_close(a);
	close(fd);
	unlink(path);
}

int
main(void)
{
	struct arena *arena = arena_create();
	struct buffer text;
	unsigned i;

	buffer_init(&text, BUFFER_LARGEST);
	for (i = 0; text.len < 6000; i++)
		buffer_printf(&text, "%u %u\n", i, i * 2654435761u);
	text.len = 6000;
	test_kinds(arena, buffer_slice(&text));
	test_nesting(arena, buffer_slice(&text));
	test_damage(arena, buffer_slice(&text));
	test_far_back(arena);
	test_too_far_back(arena);
	test_encrypted(arena, buffer_slice(&text));
	test_limits(arena);
	test_files(arena, buffer_slice(&text));
	test_shrinking(buffer_slice(&text));
	buffer_finish(&text);
	arena_destroy(arena);
	return done_testing();
}
