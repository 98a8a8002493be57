/*
 * What the settings were made of, as one number: the sum of the digests of
 * the files, so that the order in which they were read does not matter.
 */
#include "load.h"

static struct slice
last_part(struct slice path)
{
	size_t slash = slice_find_last(path, '/');

	return slash == path.len ? path : slice_from(path, slash + 1);
}

struct sha256 *
digest_begin(struct slice name)
{
	struct sha256 *h = sha256_create();

	sha256_add(h, last_part(name));
	sha256_add(h, (struct slice){ "", 1 });
	return h;
}

void
digest_end(struct loading *l, struct sha256 *h)
{
	unsigned char one[SHA256_SIZE];
	unsigned carry = 0;
	int i;

	sha256_take(h, one);
	sha256_destroy(h);
	for (i = 0; i < SHA256_SIZE; i++) {
		carry += (unsigned)one[i] + l->out->digest[i];
		l->out->digest[i] = (unsigned char)(carry & 0xff);
		carry >>= 8;
	}
}

void
digest_write(struct loaded *in)
{
	sha256_hex(in->digest, in->s.digest);
}
