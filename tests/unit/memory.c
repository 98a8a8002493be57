/*
 * Arena, buffer and map: what holds memory.
 */
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/map.h"

#include "../tap.h"

static void
test_arena(void)
{
	struct arena *a = arena_create();
	char *small = arena_alloc(a, 3), *large = arena_alloc(a, 1 << 20);
	struct slice copy;
	size_t i, zeros = 0;

	ok((uintptr_t)small % 16 == 0 && (uintptr_t)large % 16 == 0,
	    "aligned to 16");
	for (i = 0; i < 1 << 20; i++)
		zeros += large[i] == 0;
	is_int((int64_t)zeros, 1 << 20, "zeroed");
	ok(arena_used(a) >= (1 << 20) + 3, "what is used is counted");
	copy = arena_copy(a, SLICE("a\0b"));
	ok(copy.len == 3 && memcmp(copy.ptr, "a\0b", 4) == 0,
	    "a copy, NUL and all");
	is_text(arena_text(a, SLICE("abc")), "abc", "a text");
	is_text(arena_printf(a, "%d-%s", 7, "x"), "7-x", "printed");
	ok(arena_text(a, (struct slice){ NULL, 0 })[0] == '\0', "of nothing");
	arena_reset(a);
	is_int((int64_t)arena_used(a), 0, "reset");
	for (i = 0; i < 100000; i++)
		small = arena_alloc(a, 40);
	memset(small, 1, 40);
	small = arena_alloc(a, 40);
	ok(small[0] == 0 && small[39] == 0, "zeroed after a reset too");
	arena_destroy(a);
	arena_destroy(NULL);
}

static void
test_buffer(void)
{
	struct buffer b;
	char name[] = "/tmp/beadle-buffer-XXXXXX";
	int fd;

	buffer_init(&b, 20);
	ok(buffer_slice(&b).len == 0 && buffer_slice(&b).ptr != NULL,
	    "empty at first");
	buffer_text(&b, "ab");
	buffer_char(&b, 'c');
	buffer_int(&b, -12);
	buffer_int(&b, 0);
	buffer_printf(&b, "%s", "x");
	is_text(b.ptr, "abc-120x", "filled");
	buffer_printf(&b, "%s", "much too long for it");
	ok(buffer_overflowed(&b), "past its ceiling it says so");
	is_text(b.ptr, "abc-120x", "... and adds nothing");
	buffer_reset(&b);
	buffer_int(&b, INT64_MIN);
	is_text(b.ptr, "-9223372036854775808", "the least number, 20 bytes");
	ok(!buffer_overflowed(&b), "... just fit");
	buffer_char(&b, 'x');
	ok(buffer_overflowed(&b), "... and one more does not");
	buffer_reset(&b);
	fd = mkstemp(name);
	if (fd == -1 || write(fd, "0123456789", 10) != 10 || close(fd) != 0)
		exit(1);
	is_int(buffer_read_file(&b, name), 0, "a file is read");
	is_int((int64_t)b.len, 10, "... whole");
	is_int(buffer_read_file(&b, name), 0, "twice");
	is_int(buffer_read_file(&b, name), -1, "but not past the ceiling");
	is_int(errno, EFBIG, "... which errno tells");
	unlink(name);
	is_int(buffer_read_file(&b, name), -1, "nor where there is none");
	is_int(errno, ENOENT, "... which errno tells");
	buffer_finish(&b);
}

static void
test_map(void)
{
	struct map *m = map_create();
	char key[16];
	uint32_t i;
	bool good = true;

	is_int(map_find(m, SLICE("a")), MAP_NONE, "nothing in it");
	is_int(map_add(m, SLICE("a")), 0, "the first is 0");
	is_int(map_add(m, SLICE("")), 1, "the empty text is one too");
	is_int(map_add(m, SLICE("a\0b")), 2, "and one with a NUL");
	is_int(map_add(m, SLICE("a")), 0, "again the first");
	for (i = 3; i < 50000; i++) {
		snprintf(key, sizeof key, "%u", i);
		good &= map_add(m, slice_of(key)) == i;
	}
	ok(good, "many, in order");
	for (i = 3; i < 50000; i++) {
		snprintf(key, sizeof key, "%u", i);
		good &= map_find(m, slice_of(key)) == i &&
			slice_equal(map_text(m, i), slice_of(key));
	}
	ok(good, "... all found again");
	is_int(map_count(m), 50000, "the count");
	ok(map_memory(m) > 50000 * 6, "the memory");
	map_destroy(m);
	map_destroy(NULL);
}

int
main(void)
{
	test_arena();
	test_buffer();
	test_map();
	return done_testing();
}
