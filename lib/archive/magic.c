/*
 * What a stream is, by its first bytes.
 */
#include "stream.h"

enum { TAR_BLOCK = 512, TAR_SUM = 148, TAR_SUM_SIZE = 8 };

static const struct {
	enum kind kind;
	struct slice magic;
} magics[] = {
	{ KIND_GZIP, { "\x1f\x8b\x08", 3 } },
	{ KIND_XZ, { "\xfd"
		     "7zXZ\0",
		       6 } },
	{ KIND_ZSTD, { "\x28\xb5\x2f\xfd", 4 } },
	{ KIND_LZ4, { "\x04\x22\x4d\x18", 4 } },
	{ KIND_ZIP, { "PK\003\004", 4 } },
	{ KIND_ZIP, { "PK\005\006", 4 } },
	{ KIND_7Z, { "7z\xbc\xaf\x27\x1c", 6 } },
};

/* Each bzip2 block begins with the digits of pi, an empty file has none. */
static bool
is_bzip2(struct slice head)
{
	struct slice block = slice_from(head, 4);

	return slice_starts_with(head, SLICE("BZh")) && head.len >= 10 &&
	       head.ptr[3] >= '1' && head.ptr[3] <= '9' &&
	       (slice_starts_with(block, SLICE("1AY&SY")) ||
		   slice_starts_with(block, SLICE("\x17rE8P\x90")));
}

/* Old tars have no magic; every tar's first header has its checksum. */
static bool
is_tar(struct slice head)
{
	struct slice text;
	uint32_t wanted = 0, sum = 0;
	size_t i;

	if (head.len < TAR_BLOCK || *head.ptr == '\0')
		return false;
	text = slice_first(slice_from(head, TAR_SUM), TAR_SUM_SIZE);
	while (slice_take_char(&text, ' '))
		;
	if (text.len == 0 || *text.ptr < '0' || *text.ptr > '7')
		return false;
	for (i = 0; i < text.len && text.ptr[i] >= '0' && text.ptr[i] <= '7';
	     i++)
		wanted = wanted * 8 + (uint32_t)(text.ptr[i] - '0');
	for (i = 0; i < TAR_BLOCK; i++)
		sum += i >= TAR_SUM && i < TAR_SUM + TAR_SUM_SIZE
			   ? ' '
			   : (unsigned char)head.ptr[i];
	return sum == wanted;
}

enum kind
magic_kind(struct slice head)
{
	size_t i;

	for (i = 0; i < sizeof magics / sizeof *magics; i++)
		if (slice_starts_with(head, magics[i].magic))
			return magics[i].kind;
	if (is_bzip2(head))
		return KIND_BZIP2;
	if (is_cpio(head))
		return KIND_CPIO;
	return is_tar(head) ? KIND_TAR : KIND_PLAIN;
}

const char *
magic_name(enum kind kind)
{
	static const char *const names[] = { "plain", "gzip", "xz", "bzip2",
		"zstd", "lz4", "zip", "tar", "cpio", "7z" };

	return names[kind];
}
