/*
 * The equations among hidden cells, solved as an attacker would.
 */
#ifndef SYSTEM_H
#define SYSTEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define UNBOUNDED (INT64_MAX / 4)

/* A hidden cell: what it is, the least that the attacker knows it to be,
 * and what is left to him. */
struct unknown {
	int64_t value, least;
	int64_t low, high;
};

/*
 * `rows` equations over `count` unknowns, row by row: coefficients only,
 * since what is published cancels out.  They are used up.  Widens the
 * range of each unknown by every other solution that is found; all of
 * them are whole numbers, none below its least.  False: a number grew too
 * large, and nothing is proved.
 */
bool system_attack(int64_t *matrix, size_t rows, struct unknown *unknowns,
    size_t count, int64_t enough);

#endif
