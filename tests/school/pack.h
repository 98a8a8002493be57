#ifndef SCHOOL_PACK_H
#define SCHOOL_PACK_H

/* Text that grows, and the compressed forms it is written in. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct text {
	char *at;
	size_t length, room;
};

void text_add(struct text *t, const char *more, size_t length);
void text_free(struct text *t);

int pack_gzip(const char *path, const struct text *text);
/* A zip, or else a tar.xz; every member bears the same time. */
int pack_archive(const char *path, bool zip, char names[][32],
    const struct text *members, int count, int64_t time);

#endif
