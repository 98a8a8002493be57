/*
 * What did not come, over arrays of school days; these functions know no
 * store.  A day counts only where others came, so that a school that sent
 * nothing at all is no school full of silent devices.
 */
#ifndef SILENCE_H
#define SILENCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	SOURCE_DAYS = 5,   /* a log that came on so many days running ... */
	SOURCE_LINES = 20, /* ... each time with so many lines is expected */
};

/* `at` is a place in the array of days. */
typedef void silence_fn(size_t at, void *ctx);

/* The days on which `least` days that count had gone by without a sign,
 * counted anew after each sign. */
void silence_of_device(const bool *counts, const bool *seen, size_t days,
    size_t least, silence_fn *found, void *ctx);

/* The days on which an expected log did not come, the first of each gap;
 * lines and the most lines of any other log are by day.  It takes `least`
 * days with other logs to be sure, up to and with that one's last. */
void silence_of_log(const uint32_t *lines, const uint32_t *others,
    size_t days, size_t least, silence_fn *found, void *ctx);

#endif
