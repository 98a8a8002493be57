/*
 * ArcSight's Common Event Format and QRadar's Log Event Extended Format: a
 * head of fields between bars, then key=value.
 */
#ifndef CEF_H
#define CEF_H

#include "pairs.h"

enum { CEF_HEADS = 6 };

struct cef {
	struct slice vendor, product, version, id, name, severity;
	struct pairs kv;
	bool told_time;	     /* by a head of syslog in front */
	int64_t time;
	const char *source;
};

/* The record; NULL, parse_ignored, or why not. */
const char *cef_read(struct parse *p, struct cef *out);
const char *leef_read(struct parse *p, struct cef *out);
/* The row of an event of either; `firewall` is the dataset of those that are
 * connections, not visits. */
const char *cef_row(struct parse *p, const struct cef *e,
    struct fields *f, struct slice firewall);

/* Where its own text begins in a line of syslog, or line.len. */
size_t cef_begins(struct slice line, struct slice mark);

#endif
