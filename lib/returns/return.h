/*
 * What the files of this room share.
 */
#ifndef RETURN_H
#define RETURN_H

#include "base/buffer.h"
#include "reports/seen.h"
#include "reports/tally.h"

#include "basis.h"
#include "protect.h"

/* The columns that every row of a school begins with. */
void return_add_titles(struct buffer *out);
void return_add_place(struct buffer *out, const struct report_run *run);

/* Counts and hides; p->before and p->solver are set. */
void return_protect(struct protection *p, const struct report_run *run,
    const struct seen *seen, struct tally *t, bool open_too);
void return_infringements(struct buffer *out, const struct report_run *run,
    const struct cube *c, const struct basis *basis);
void return_infringements_meta(struct buffer *out);
void return_coverage(struct buffer *out, const struct report_run *run,
    const struct seen *seen);
void return_coverage_meta(struct buffer *out);

bool return_has_logs(const struct seen *seen, enum channel_of_kind channel);

#endif
