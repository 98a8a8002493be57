/*
 * The audit: what can be worked out is found, by either way.
 */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "disclosure/audit.h"

#include "../tap.h"

static const char glpsol[] = "/usr/bin/glpsol";

static void
test_one_equation(const char *solver)
{
	struct audit *a = audit_create(solver);
	size_t x = audit_cell(a, 1, AUDIT_UNBOUNDED);
	size_t y = audit_cell(a, 12, 12), all = audit_cell(a, 15, 15);
	int64_t low, high;

	audit_relation(a, (struct audit_term[]){ { x, 1 }, { y, 1 },
	    { all, -1 } }, 3, 0, 0);
	ok(audit_run(a, 0, NULL), "figures that fit");
	audit_range(a, x, &low, &high);
	ok(low == 3 && high == 3, "one unknown in a sum is told");
	audit_destroy(a);
}

static void
test_bounds(const char *solver)
{
	struct audit *a = audit_create(solver);
	size_t x = audit_cell(a, 1, AUDIT_UNBOUNDED);
	size_t y = audit_cell(a, 1, AUDIT_UNBOUNDED);
	size_t far = audit_cell(a, 1, AUDIT_UNBOUNDED);
	int64_t low, high;

	audit_relation(a, (struct audit_term[]){ { x, 1 }, { y, 1 } }, 2, 9,
	    9);
	audit_relation(a, (struct audit_term[]){ { x, 1 }, { y, -1 } }, 2, 0,
	    AUDIT_UNBOUNDED);
	ok(audit_run(a, 0, NULL), "sums and inequalities fit");
	audit_range(a, x, &low, &high);
	ok((*solver == '\0' ? low >= 1 && low <= 5 : low == 5) && high == 8,
	    "a range of whole numbers");
	printf("# %lld to %lld by %s\n", (long long)low, (long long)high,
	    audit_method(a));
	audit_range(a, far, &low, &high);
	ok(low == 1 && high == AUDIT_UNBOUNDED, "what nothing tells is far");
	audit_destroy(a);
}

static void
test_contradiction(const char *solver)
{
	struct audit *a = audit_create(solver);
	size_t x = audit_cell(a, 5, 5), y = audit_cell(a, 6, 6), wrong;

	audit_relation(a, (struct audit_term[]){ { x, 1 }, { y, -1 } }, 2,
	    -9, 9);
	audit_relation(a, (struct audit_term[]){ { x, 1 }, { y, -1 } }, 2, 0,
	    0);
	ok(!audit_run(a, 0, &wrong), "figures that do not fit");
	is_int((int64_t)wrong, 1, "and which relation says so");
	audit_destroy(a);
}

/* Two blocks of four hidden cells joined by one: only many equations
 * together tell the one in between. */
static void
test_bridge(void)
{
	static const int hide[] = { 0, 1, 6, 7, 8, 14, 15, 20, 21 };
	struct audit *a = audit_create(glpsol);
	struct audit_term row[5], column[5];
	size_t cell[25];
	int64_t low, high;
	int i, j;

	for (i = 0; i < 25; i++) {
		bool hidden = false;

		for (j = 0; j < 9; j++)
			hidden |= hide[j] == i;
		cell[i] = audit_cell(a, hidden ? 1 : 20,
		    hidden ? AUDIT_UNBOUNDED : 20);
	}
	for (i = 0; i < 5; i++) {
		for (j = 0; j < 5; j++) {
			row[j] = (struct audit_term){ cell[i * 5 + j], 1 };
			column[j] = (struct audit_term){ cell[j * 5 + i], 1 };
		}
		audit_relation(a, row, 5, 100, 100);
		audit_relation(a, column, 5, 100, 100);
	}
	ok(audit_run(a, 0, NULL), "the bridge fits");
	audit_range(a, cell[8], &low, &high);
	ok(low == 20 && high == 20, "and the linear programme tells it");
	audit_destroy(a);
}

static bool
under_valgrind(void)
{
	const char *variant = getenv("BEADLE_VARIANT");

	return variant != NULL && strcmp(variant, "valgrind") == 0;
}

int
main(void)
{
	test_one_equation("");
	test_bounds("");
	test_contradiction("");
	if (under_valgrind()) {
		ok(true, "# SKIP valgrind does not know seccomp's call: "
		    "glpsol cannot run");
	} else if (access(glpsol, X_OK) == 0) {
		test_one_equation(glpsol);
		test_bounds(glpsol);
		test_contradiction(glpsol);
		test_bridge();
	} else {
		ok(true, "# SKIP glpsol is not here");
	}
	return done_testing();
}
