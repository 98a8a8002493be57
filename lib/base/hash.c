/*
 * Hashes: the front door of libcrypto and xxHash.
 */
#include <err.h>
#include <stdlib.h>

#include <openssl/evp.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#include "base/arena.h"
#include "base/hash.h"

struct sha256 {
	EVP_MD_CTX *ctx;
};

static void
begin(struct sha256 *h)
{
	if (EVP_DigestInit_ex(h->ctx, EVP_sha256(), NULL) != 1)
		errx(1, "SHA-256 is not available");
}

struct sha256 *
sha256_create(void)
{
	struct sha256 *h = memory_zeroed(1, sizeof *h);

	if ((h->ctx = EVP_MD_CTX_new()) == NULL)
		errx(1, "out of memory");
	begin(h);
	return h;
}

void
sha256_destroy(struct sha256 *h)
{
	if (h == NULL)
		return;
	EVP_MD_CTX_free(h->ctx);
	free(h);
}

void
sha256_add(struct sha256 *h, struct slice s)
{
	if (s.len > 0 && EVP_DigestUpdate(h->ctx, s.ptr, s.len) != 1)
		errx(1, "SHA-256 failed");
}

void
sha256_take(struct sha256 *h, unsigned char digest[SHA256_SIZE])
{
	if (EVP_DigestFinal_ex(h->ctx, digest, NULL) != 1)
		errx(1, "SHA-256 failed");
	begin(h);
}

void
sha256_hex(const unsigned char digest[SHA256_SIZE], char hex[SHA256_HEX])
{
	static const char digits[] = "0123456789abcdef";
	int i;

	for (i = 0; i < SHA256_SIZE; i++) {
		hex[2 * i] = digits[digest[i] >> 4];
		hex[2 * i + 1] = digits[digest[i] & 15];
	}
	hex[2 * SHA256_SIZE] = '\0';
}

void
sha256_text(struct slice s, char hex[SHA256_HEX])
{
	struct sha256 *h = sha256_create();
	unsigned char digest[SHA256_SIZE];

	sha256_add(h, s);
	sha256_take(h, digest);
	sha256_hex(digest, hex);
	sha256_destroy(h);
}

uint64_t
hash64(struct slice s, uint64_t seed)
{
	return XXH3_64bits_withSeed(s.ptr == NULL ? "" : s.ptr, s.len, seed);
}

void
hash64_to_hex(uint64_t hash, char hex[HASH64_HEX])
{
	static const char digits[] = "0123456789abcdef";
	int i;

	for (i = HASH64_HEX - 1; i >= 0; i--, hash >>= 4)
		hex[i] = digits[hash & 15];
}

/* The value of a hexadecimal digit in lower case, and one more, so that
 * what is none is 0. */
/* clang-format off */
static const unsigned char digit_values[256] = {
	['0'] = 1, ['1'] = 2, ['2'] = 3, ['3'] = 4, ['4'] = 5, ['5'] = 6,
	['6'] = 7, ['7'] = 8, ['8'] = 9, ['9'] = 10, ['a'] = 11, ['b'] = 12,
	['c'] = 13, ['d'] = 14, ['e'] = 15, ['f'] = 16,
};
/* clang-format on */

bool
hash64_from_hex(const char hex[HASH64_HEX], uint64_t *hash)
{
	uint64_t n = 0;
	unsigned all = 0;
	int i;

	for (i = 0; i < HASH64_HEX; i++) {
		unsigned digit = digit_values[(unsigned char)hex[i]] - 1u;

		all |= digit;
		n = n << 4 | (digit & 15);
	}
	*hash = n;
	return all <= 15;
}
