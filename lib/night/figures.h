/*
 * The term by which a backup is compared with the store.
 */
#ifndef FIGURES_H
#define FIGURES_H

#include <stdio.h>

#include "base/buffer.h"
#include "settings/settings.h"

struct figures_window {
	char term[64];	  /* or "all days" */
	int32_t from, to; /* both included */
};

/* The last term that has ended, else the one that runs, else all days. */
struct figures_window figures_window(const struct settings *s);
/* What a backup says about itself, a line each; and what it says there about
 * its window.  false: it is no such text. */
void figures_about(struct buffer *out, const struct settings *s,
    const struct figures_window *w);
bool figures_read_about(struct slice about, struct figures_window *w);
/* The table of store_figures for people. */
void figures_print(struct slice figures, const struct figures_window *w,
    FILE *out);

#endif
