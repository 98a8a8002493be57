/*
 * Which records of a series are known, where each record bears a number of
 * its own: the keeper's ledger learns them, the store keeps them.  A series
 * is one log of one computer.  Its numbers may begin anew (a computer set up
 * again), so that a block is one stretch of time as well.
 */
#ifndef EVENT_NUMBERS_H
#define EVENT_NUMBERS_H

#include <stdint.h>

enum { NUMBERS_A_BLOCK = 256 };

struct number_block {
	uint64_t series; /* hash of its name */
	int64_t block;	 /* of numbers from block * NUMBERS_A_BLOCK on */
	int64_t since, until; /* stamps of the first and last one known */
	uint64_t bits[NUMBERS_A_BLOCK / 64];
	int64_t row; /* in the store; 0: not there yet */
};

#endif
