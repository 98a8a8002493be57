/*
 * A text with wildcards, made ready to be held against many values.  Case
 * is folded unless it counts.
 */
#ifndef PATTERN_H
#define PATTERN_H

#include "detect/sigma.h"

enum pattern_kind {
	PATTERN_EQUAL,
	PATTERN_PREFIX,
	PATTERN_SUFFIX,
	PATTERN_CONTAINS,
	PATTERN_GLOB,
	PATTERN_ALL, /* "*" */
};

struct pattern {
	enum pattern_kind kind;
	bool cased;
	bool wide; /* has letters beyond ASCII, whose case is folded too */
	struct slice text; /* in lower case unless cased */
	const struct sigma_part *parts; /* GLOB, likewise */
};

/* `anywhere`: as if "*" stood at both ends. */
struct pattern pattern_compile(struct arena *a, const struct sigma_part *p,
    bool cased, bool anywhere);
bool pattern_matches(const struct pattern *p, struct slice text);
struct slice slice_lower(struct arena *a, struct slice s);

#endif
