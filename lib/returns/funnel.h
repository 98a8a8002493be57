/*
 * How far apart rates can lie by chance alone.  In a school of n pupils, of
 * whom each has the same small chance p of being in an incident, the number
 * in one is a draw; the limits hold it in 95 (998) of 100 (1000) such
 * schools.  Exact, from the binomial distribution, made smooth between
 * whole numbers; so a small school has wide limits, and is not called high
 * for the sake of two pupils.
 */
#ifndef FUNNEL_H
#define FUNNEL_H

#include <stdint.h>

struct funnel_limits {
	/* Per 1,000 */
	double low_95, high_95, low_998, high_998;
};

struct funnel_limits funnel_limits(int64_t n, double p);

enum funnel_place {
	FUNNEL_WITHIN,
	FUNNEL_LOW, /* below or above the outer limits */
	FUNNEL_HIGH,
	FUNNEL_RATHER_LOW, /* between the inner and the outer */
	FUNNEL_RATHER_HIGH,
};

enum funnel_place funnel_place(const struct funnel_limits *l, double rate);

#endif
