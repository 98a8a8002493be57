/*
 * Memory released together: a chain of blocks, filled from the front.
 */
#include <err.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#define POISON(p, n) ASAN_POISON_MEMORY_REGION(p, n)
#define UNPOISON(p, n) ASAN_UNPOISON_MEMORY_REGION(p, n)
#else
#define POISON(p, n) ((void)(p), (void)(n))
#define UNPOISON(p, n) ((void)(p), (void)(n))
#endif

enum { BLOCK = 64 << 10, ALIGN = 16 };

struct block {
	struct block *next;
	size_t size, used;
	_Alignas(ALIGN) char data[];
};

struct arena {
	struct block *first;
	size_t total;
};

void *
memory_alloc(size_t size)
{
	void *p = malloc(size == 0 ? 1 : size);

	if (p == NULL)
		errx(1, "out of memory");
	return p;
}

void *
memory_zeroed(size_t count, size_t size)
{
	void *p = calloc(count == 0 ? 1 : count, size == 0 ? 1 : size);

	if (p == NULL)
		errx(1, "out of memory");
	return p;
}

void *
memory_resize(void *old, size_t count, size_t size)
{
	void *p = reallocarray(old, count == 0 ? 1 : count, size);

	if (p == NULL)
		errx(1, "out of memory");
	return p;
}

struct arena *
arena_create(void)
{
	return memory_zeroed(1, sizeof(struct arena));
}

static struct block *
block_create(size_t size)
{
	struct block *b;

	if (size > SIZE_MAX - sizeof *b)
		errx(1, "out of memory");
	b = memory_alloc(sizeof *b + size);
	b->next = NULL;
	b->size = size;
	b->used = 0;
	POISON(b->data, size);
	return b;
}

/* The newest ordinary block is kept, so that a loop does not allocate. */
void
arena_reset(struct arena *a)
{
	struct block *b, *next, *kept = NULL;

	for (b = a->first; b != NULL; b = next) {
		next = b->next;
		if (kept == NULL && b->size == BLOCK) {
			kept = b;
			continue;
		}
		UNPOISON(b->data, b->size);
		free(b);
	}
	a->first = kept;
	a->total = 0;
	if (kept != NULL) {
		kept->next = NULL;
		kept->used = 0;
		POISON(kept->data, kept->size);
	}
}

void
arena_destroy(struct arena *a)
{
	struct block *b, *next;

	if (a == NULL)
		return;
	for (b = a->first; b != NULL; b = next) {
		next = b->next;
		UNPOISON(b->data, b->size);
		free(b);
	}
	free(a);
}

static void *
take(struct arena *a, size_t size)
{
	struct block *b = a->first;
	char *p;

	if (size > SIZE_MAX - ALIGN)
		errx(1, "out of memory");
	size = (size + ALIGN - 1) & ~(size_t)(ALIGN - 1);
	if (b == NULL || b->size - b->used < size) {
		b = block_create(size > BLOCK ? size : BLOCK);
		/* A large block goes behind, so that the small one is used. */
		if (size > BLOCK && a->first != NULL) {
			b->next = a->first->next;
			a->first->next = b;
		} else {
			b->next = a->first;
			a->first = b;
		}
	}
	p = b->data + b->used;
	b->used += size;
	a->total += size;
	UNPOISON(p, size);
	return p;
}

void *
arena_alloc(struct arena *a, size_t size)
{
	return memset(take(a, size), 0, size);
}

struct slice
arena_copy(struct arena *a, struct slice s)
{
	return (struct slice){ arena_text(a, s), s.len };
}

char *
arena_text(struct arena *a, struct slice s)
{
	char *p = take(a, s.len + 1);

	if (s.len > 0)
		memcpy(p, s.ptr, s.len);
	p[s.len] = '\0';
	return p;
}

char *
arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap;
	char *p;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n < 0)
		errx(1, "cannot format text");
	p = take(a, (size_t)n + 1);
	va_start(ap, fmt);
	vsnprintf(p, (size_t)n + 1, fmt, ap);
	va_end(ap);
	return p;
}

size_t
arena_used(const struct arena *a)
{
	return a->total;
}
