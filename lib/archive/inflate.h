/*
 * One gzip member at a time, by ISA-L where it was built in (about three
 * times as fast), else by zlib.  The room's own header.
 */
#ifndef INFLATE_H
#define INFLATE_H

#include <stdbool.h>
#include <stddef.h>

struct inflate;

struct inflate_room {
	const unsigned char *in;
	size_t in_len;
	unsigned char *out;
	size_t out_len;
};

enum inflate_answer {
	INFLATE_MORE, /* wants more input, or room */
	INFLATE_END,  /* of the member, checked; what follows is still in */
	INFLATE_BAD,
};

struct inflate *inflate_create(void); /* NULL: it does not start */
void inflate_destroy(struct inflate *z);
void inflate_again(struct inflate *z); /* for the next member */
/* It has output left to give, for which it needs no more input. */
bool inflate_holds(const struct inflate *z);
/* Moves *room on; why is set where the answer is BAD. */
enum inflate_answer inflate_step(
    struct inflate *z, struct inflate_room *room, const char **why);

#endif
