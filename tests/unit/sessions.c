/*
 * Log-ons and log-offs to sessions, sessions to presence: tables of cases.
 * Times are minutes after nine.
 */
#include <stdlib.h>

#include "enrich/machine.h"

#include "../../lib/settle/sessions.h"
#include "../tap.h"

enum { AMY = 1, BEN = 2, PC = 7, LAPTOP = 8 };

#define ON(host, account, id, minute)                                   \
	{ (minute) * TIME_MINUTE, host, account, id, MARK_ON }
#define OFF(host, account, id, minute)                                  \
	{ (minute) * TIME_MINUTE, host, account, id, MARK_OFF }
#define BOOT(host, minute)                                              \
	{ (minute) * TIME_MINUTE, host, 0, 0, MARK_BOOT }

/* A computer whose last event is always at minute 30 of what is asked. */
static int64_t
seen_at_30(uint32_t host, int64_t from, int64_t to, void *ctx)
{
	(void)host;
	(void)ctx;
	return from <= 30 * TIME_MINUTE && to > 30 * TIME_MINUTE ?
	    30 * TIME_MINUTE :
	    from;
}

/* "host:account:start-end" of each stretch, "*" for several. */
static const char *
stretches(struct mark *marks, size_t count, seen_fn *seen)
{
	static char text[512];
	struct session list[32];
	struct presence out[64];
	size_t i, n, used = 0;

	n = sessions_join(marks, count, seen, NULL, list);
	n = sessions_presence(list, n, out);
	text[0] = '\0';
	for (i = 0; i < n; i++)
		used += (size_t)snprintf(text + used, sizeof text - used,
		    "%s%u:%s:%lld-%lld", i == 0 ? "" : " ", out[i].host,
		    out[i].several	     ? "*" :
			out[i].account == AMY ? "amy" :
						"ben",
		    (long long)(out[i].start / TIME_MINUTE),
		    (long long)(out[i].end / TIME_MINUTE));
	return text;
}

#define STRETCHES(seen, wanted, name, ...)                              \
	do {                                                            \
		struct mark marks[] = { __VA_ARGS__ };                  \
		is_text(stretches(marks, sizeof marks / sizeof *marks,  \
			    seen),                                      \
		    wanted, name);                                      \
	} while (0)

static void
closed_sessions(void)
{
	STRETCHES(NULL, "7:amy:0-50", "a log-off closes",
	    ON(PC, AMY, 10, 0), OFF(PC, AMY, 10, 50));
	STRETCHES(NULL, "7:amy:0-50", "marks come in any order",
	    OFF(PC, AMY, 10, 50), ON(PC, AMY, 10, 0));
	STRETCHES(NULL, "7:amy:0-50", "the same mark twice is once",
	    ON(PC, AMY, 10, 0), ON(PC, AMY, 10, 0), OFF(PC, AMY, 10, 50),
	    OFF(PC, AMY, 10, 50));
	STRETCHES(NULL, "7:amy:0-50", "without ids the account decides",
	    ON(PC, AMY, 0, 0), OFF(PC, BEN, 0, 20), OFF(PC, AMY, 0, 50));
	STRETCHES(NULL, "7:amy:0-40 8:ben:0-50", "computers apart",
	    ON(PC, AMY, 10, 0), ON(LAPTOP, BEN, 10, 0),
	    OFF(LAPTOP, BEN, 10, 50), OFF(PC, AMY, 10, 40));
	STRETCHES(NULL, "7:amy:0-10 7:*:10-20 7:amy:20-50",
	    "two at once are several", ON(PC, AMY, 10, 0),
	    ON(PC, BEN, 11, 10), OFF(PC, BEN, 11, 20), OFF(PC, AMY, 10, 50));
	STRETCHES(NULL, "7:amy:0-50", "two tokens of one person are one",
	    ON(PC, AMY, 10, 0), ON(PC, AMY, 11, 0), OFF(PC, AMY, 11, 50),
	    OFF(PC, AMY, 10, 50));
	STRETCHES(NULL, "7:amy:0-30 7:ben:30-60", "one leaves, one comes",
	    ON(PC, AMY, 10, 0), OFF(PC, AMY, 10, 30), ON(PC, BEN, 11, 30),
	    OFF(PC, BEN, 11, 60));
	STRETCHES(NULL, "7:amy:0-1440", "longer than a day is cut",
	    ON(PC, AMY, 10, 0), OFF(PC, AMY, 10, 1440));
}

static void
open_sessions(void)
{
	STRETCHES(NULL, "7:amy:0-720", "twelve hours at most",
	    ON(PC, AMY, 10, 0));
	STRETCHES(seen_at_30, "7:amy:0-30", "up to the last event",
	    ON(PC, AMY, 10, 0));
	STRETCHES(NULL, "7:amy:0-20 7:ben:20-40", "up to the next log-on",
	    ON(PC, AMY, 10, 0), ON(PC, BEN, 11, 20), OFF(PC, BEN, 11, 40));
	STRETCHES(NULL, "7:amy:0-25", "up to the next boot",
	    ON(PC, AMY, 10, 0), BOOT(PC, 25));
	STRETCHES(NULL, "7:amy:0-25", "no log-off counts after a boot",
	    ON(PC, AMY, 10, 0), BOOT(PC, 25), OFF(PC, AMY, 10, 60));
	STRETCHES(NULL, "7:amy:0-720", "an id of another is no log-off",
	    ON(PC, AMY, 10, 0), OFF(PC, AMY, 99, 5));
	STRETCHES(NULL, "", "a log-off alone is nobody",
	    OFF(PC, AMY, 10, 5));
	STRETCHES(NULL, "", "a boot alone is nobody", BOOT(PC, 5));
}

static void
machines(void)
{
	ok(account_is_machine(SLICE("QB-PC-01$")), "a computer's account");
	ok(account_is_machine(SLICE("system")), "SYSTEM");
	ok(account_is_machine(SLICE("DWM-3")), "the desktop manager");
	ok(account_is_machine(SLICE("UMFD-0")), "the font driver");
	ok(account_is_machine(SLICE("")), "nobody");
	ok(account_is_machine(SLICE("LocalService")), "a service in one word");
	ok(account_is_machine(SLICE("lightdm")), "a greeter");
	ok(account_is_machine(SLICE("iusr")), "a web server");
	ok(!account_is_machine(SLICE("dwmorris")), "a person like one");
	ok(!account_is_machine(SLICE("dwm-morris")), "with a dash, too");
	ok(!account_is_machine(SLICE("amy.ash")), "a person");
}

int
main(void)
{
	ok(sessions_join(NULL, 0, NULL, NULL, NULL) == 0, "no marks");
	ok(sessions_presence(NULL, 0, NULL) == 0, "no sessions");
	closed_sessions();
	open_sessions();
	machines();
	return done_testing();
}
