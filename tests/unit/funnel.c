/*
 * Limits of chance: against the binomial distribution summed another way.
 */
#include <math.h>

#include "../../lib/returns/funnel.h"

#include "../tap.h"

static bool
near(double a, double b)
{
	return fabs(a - b) < 0.01;
}

/* Each term for itself, from the logarithm of the factorials. */
static double
slow_quantile(int n, double p, double share)
{
	double sum = 0, term = 0;
	int k;

	for (k = 0; k <= n; k++) {
		term = exp(lgamma(n + 1.0) - lgamma(k + 1.0) -
		    lgamma(n - k + 1.0) + k * log(p) + (n - k) * log(1 - p));
		sum += term;
		if (sum >= share)
			break;
	}
	return k - (sum - share) / term;
}

static void
test_known(void)
{
	/* Of 10 coins 7 or fewer are heads in 968 of 1024, 8 in 1013. */
	struct funnel_limits l = funnel_limits(10, 0.5);

	ok(near(l.high_95, (8 - (1013.0 / 1024 - 0.975) / (45.0 / 1024)) *
		100), "ten coins");
	ok(near(l.low_95 + l.high_95, 1000 - 100), "both ends are alike");
}

static void
test_sizes(void)
{
	static const int sizes[] = { 5, 30, 80, 210, 1000, 3000 };
	static const double shares[] = { 0.002, 0.03, 0.2 };
	size_t i, j;
	int differ = 0, narrower = 0;
	double before = 1e9;

	for (i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		for (j = 0; j < sizeof shares / sizeof *shares; j++) {
			int n = sizes[i];
			struct funnel_limits l = funnel_limits(n, shares[j]);
			double most = slow_quantile(n, shares[j], 0.999);

			differ += !near(l.high_998, most * 1000 / n);
		}
		narrower += funnel_limits(sizes[i], 0.03).high_998 < before;
		before = funnel_limits(sizes[i], 0.03).high_998;
	}
	is_int(differ, 0, "the limits are those of the distribution");
	is_int(narrower, 6, "the larger the school the narrower");
}

static void
test_place(void)
{
	struct funnel_limits small = funnel_limits(60, 0.03);
	struct funnel_limits large = funnel_limits(1500, 0.03);

	is_int(funnel_place(&small, 83.3), FUNNEL_RATHER_HIGH,
	    "five of sixty pupils may be chance");
	is_int(funnel_place(&large, 83.3), FUNNEL_HIGH,
	    "the same rate in 1,500 is not");
	is_int(funnel_place(&large, 30), FUNNEL_WITHIN, "the mean is within");
	is_int(funnel_place(&large, 10), FUNNEL_LOW, "and a low one is low");
	is_int(funnel_place(&large, 41), FUNNEL_RATHER_HIGH,
	    "between the limits");
	ok(funnel_limits(0, 0.5).high_95 <= 0 &&
	    funnel_limits(10, 0).high_95 <= 0, "nothing has no limits");
}

int
main(void)
{
	test_known();
	test_sizes();
	test_place();
	return done_testing();
}
