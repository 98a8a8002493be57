/*
 * Squid's logformat, compiled into a layout, and the lines that it reads.
 */
#ifndef SQUID_LAYOUT_H
#define SQUID_LAYOUT_H

#include "formats/format.h"
#include "layout.h"
#include "visit.h"

struct squid_layout {
	struct layout layout;
	/* How each step is encoded: '"', '[', '#', '/', '\'' or 0. */
	char encodings[LAYOUT_STEPS];
};

/*
 * Compiles the text of a logformat, with or without "logformat NAME" in
 * front.  NULL, or why it cannot be read back: an unknown code, no time,
 * nobody, or two fields that nothing tells apart.  Texts live in `arena`.
 */
const char *squid_layout_compile(struct slice text, struct arena *arena,
    struct squid_layout *out);
/* A line by that layout.  NULL, or why it is rejected. */
const char *squid_layout_parse(struct parse *p, const struct squid_layout *l);
/* Does that line fit? */
bool squid_layout_fits(const struct squid_layout *l, struct slice line);

/* The state of a format that reads by one layout. */
struct squid_layout_state {
	bool compiled;
	const char *why; /* it cannot be */
	struct squid_layout layout;
};
const char *squid_layout_parse_by(struct parse *p, struct slice text);
/* Does the line end as Squid's own layouts do, "TCP_MISS:HIER_DIRECT", and
 * fit that text? */
bool squid_layout_fits_text(struct slice text, struct slice line);

#endif
