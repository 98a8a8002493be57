/*
 * SHA-256 for what people compare, and a fast keyed hash for what only
 * beadle compares.
 */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include "base/slice.h"

enum { SHA256_SIZE = 32, SHA256_HEX = 65 };

struct sha256;

struct sha256 *sha256_create(void);
void sha256_destroy(struct sha256 *h); /* NULL is fine */
void sha256_add(struct sha256 *h, struct slice s);
/* Gives the digest of all added so far, and begins anew. */
void sha256_take(struct sha256 *h, unsigned char digest[SHA256_SIZE]);
void sha256_hex(const unsigned char digest[SHA256_SIZE],
    char hex[SHA256_HEX]);
/* The digest of one text, in hexadecimal. */
void sha256_text(struct slice s, char hex[SHA256_HEX]);

/* 64 bits of XXH3; two seeds give two independent halves. */
uint64_t hash64(struct slice s, uint64_t seed);
/* As 16 digits in lower case, and back; false where they are none. */
enum { HASH64_HEX = 16 };
void hash64_to_hex(uint64_t hash, char hex[HASH64_HEX]);
bool hash64_from_hex(const char hex[HASH64_HEX], uint64_t *hash);

#endif
