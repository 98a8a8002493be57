/*
 * The least that a C test needs to speak TAP: ok(), is_int(), is_text(),
 * and done_testing() at the end.  See https://testanything.org.
 */
#ifndef TAP_H
#define TAP_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static int tap_count, tap_failed;

static inline bool
ok(bool good, const char *name)
{
	printf("%sok %d - %s\n", good ? "" : "not ", ++tap_count, name);
	if (!good)
		tap_failed++;
	return good;
}

static inline bool
is_int(int64_t got, int64_t wanted, const char *name)
{
	if (ok(got == wanted, name))
		return true;
	printf("# wanted %lld, got %lld\n", (long long)wanted, (long long)got);
	return false;
}

static inline bool
is_text(const char *got, const char *wanted, const char *name)
{
	if (got == NULL)
		got = "(NULL)";
	if (ok(strcmp(got, wanted) == 0, name))
		return true;
	printf("# wanted '%s'\n#    got '%s'\n", wanted, got);
	return false;
}

static inline int
done_testing(void)
{
	printf("1..%d\n", tap_count);
	return tap_failed == 0 ? 0 : 1;
}

#endif
