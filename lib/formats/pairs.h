/*
 * Lines of key=value, as firewalls write them.
 */
#ifndef PAIRS_H
#define PAIRS_H

#include "fields.h"

enum { MOST_PAIRS = 160 };

struct pairs {
	size_t count;
	struct slice names[MOST_PAIRS], values[MOST_PAIRS];
};

enum pairs_how {
	PAIRS_ESCAPES = 1, /* a backslash before any character, and \xNN */
	PAIRS_BARE_WORDS = 2, /* values of several words stand without quotes */
};

/*
 * Reads `name=value name="a value" name='a value'` with spaces between them.
 * In double quotes a backslash stands before a quote or a backslash; what it
 * hides is undone.  The whole line must be of that form.
 */
bool pairs_read(struct slice line, unsigned how, struct arena *scratch,
    struct pairs *out);
/*
 * The same of a record, with a head of syslog in front: a product's own text
 * begins with one of the words.  NULL, parse_ignored, or why not.
 */
const char *pairs_take(struct parse *p, const char *const *firsts,
    unsigned how, struct pairs *out);
/* The values of a product's names. */
void pairs_fields(const struct pairs *kv, const struct field_name *names,
    struct fields *out);
/* The value, "-" and "N/A" for none; empty where there is no such name. */
struct slice pairs_get(const struct pairs *p, const char *name);

#endif
