/*
 * What every filter's main() shares: --help and --version, the exit codes,
 * and a standard output whose full disk is noticed.
 */
#ifndef BASE_COMMAND_H
#define BASE_COMMAND_H

#include <stdbool.h>

#include "base/slice.h"

enum exit_code {
	EXIT_OK = 0,
	EXIT_COULD_NOT = 1, /* bad world: said why */
	EXIT_USAGE = 2,
	EXIT_REJECTED = 3, /* done, but some input was rejected */
	EXIT_QUERIES = 4,  /* done, but with queries */
	EXIT_NEVER = 65,   /* never retry */
	EXIT_LATER = 75,   /* try again later */
};

struct command {
	const char *name;  /* "beadle-parse" */
	const char *usage; /* "[-v] [-c settings] [file ...]" */
	const char *job;   /* one sentence, for --help */
	const char *help;  /* a line an option, each ending in \n */
};

/*
 * Call first: answers --help and --version (on standard output, exit 0)
 * wherever they stand before a "--", and sets up the locale and umask 027.
 */
void command_begin(const struct command *c, int argc, char **argv);
/* The usage line on standard error, and exit 2. */
_Noreturn void command_usage(const struct command *c);
/* "beadle-x: thing: what is the matter" on standard error; the thing is
 * named as anybody may have named it (buffer_shown). */
void command_warn(struct slice thing, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
/* Call last: closes standard output and gives `code`, or 1 where the last
 * bytes could not be written. */
int command_end(int code);

/* Who runs this, for the audit: the login's name, or "uid 1000". */
const char *command_user(void);

/* The folder of what is shipped (policy/, reports/): BEADLE_SHARE, or
 * beside the binary: ../share/beadle, or the source tree. */
const char *command_share(void);
/* The folder where beadle-NAME lies (that of the running binary, or
 * ../libexec/beadle). */
const char *command_libexec(void);

#endif
