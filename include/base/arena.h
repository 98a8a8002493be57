/*
 * An arena holds memory that is released together.  Allocation never
 * fails: without memory the program says so and exits.  Under
 * AddressSanitizer a reset poisons what it released, so that a slice kept
 * too long is found on the spot.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/slice.h"

struct arena;

struct arena *arena_create(void);
void arena_reset(struct arena *a);
void arena_destroy(struct arena *a); /* NULL is fine */

void *arena_alloc(struct arena *a, size_t size); /* zeroed, aligned to 16 */
struct slice arena_copy(struct arena *a, struct slice s);
char *arena_text(struct arena *a, struct slice s); /* with a NUL */
char *arena_printf(struct arena *a, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
size_t arena_used(const struct arena *a); /* bytes held, for ceilings */

/* malloc, calloc and realloc that never return NULL. */
void *memory_alloc(size_t size);
void *memory_zeroed(size_t count, size_t size);
void *memory_resize(void *old, size_t count, size_t size);

/*
 * Makes room for one more in a growing array: GROW(list, count, room);
 * then list[count++] = ...  The array starts as NULL, count and room as 0.
 */
#define GROW(list, count, room)                                            \
	((count) < (room) ? (void)0 :                                      \
			    (void)((list) = memory_resize((list),          \
				       ((room) = (room) == 0 ? 16 :        \
							       (room) * 2), \
				       sizeof *(list))))

#endif
