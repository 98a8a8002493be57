/*
 * Limits of the binomial distribution.
 */
#include <math.h>

#include "funnel.h"

/* Where the share of draws that are at most that many passes `share`, put
 * between two whole numbers. */
static double
quantile(int64_t n, double p, double share)
{
	double log_term = (double)n * log1p(-p), sum, term;
	int64_t k;

	term = sum = exp(log_term);
	for (k = 0; sum < share && k < n; k++) {
		log_term += log((double)(n - k)) - log((double)k + 1) +
		    log(p) - log1p(-p);
		term = exp(log_term);
		sum += term;
	}
	return term > 0 ? (double)k - (sum - share) / term : (double)k;
}

static double
limit(int64_t n, double p, double share)
{
	double at = quantile(n, p, share) * 1000 / (double)n;

	return at < 0 ? 0 : at;
}

struct funnel_limits
funnel_limits(int64_t n, double p)
{
	struct funnel_limits l = { 0, 0, 0, 0 };

	if (n <= 0 || p <= 0 || p >= 1)
		return l;
	l.low_95 = limit(n, p, 0.025);
	l.high_95 = limit(n, p, 0.975);
	l.low_998 = limit(n, p, 0.001);
	l.high_998 = limit(n, p, 0.999);
	return l;
}

enum funnel_place
funnel_place(const struct funnel_limits *l, double rate)
{
	return rate > l->high_998    ? FUNNEL_HIGH :
	    rate < l->low_998	     ? FUNNEL_LOW :
	    rate > l->high_95	     ? FUNNEL_RATHER_HIGH :
	    rate < l->low_95	     ? FUNNEL_RATHER_LOW :
				       FUNNEL_WITHIN;
}
