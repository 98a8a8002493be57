/*
 * The head of a syslog line, in any of its layouts:
 *
 *   Oct 12 08:31:02 mail postfix/qmgr[812]: text
 *   2026-10-12T08:31:02.118812+01:00 mail postfix/qmgr[812]: text
 *   <22>1 2026-10-12T08:31:02Z mail postfix/qmgr 812 - - text
 *   2026-10-12 08:31:02 mail postfix/qmgr[812]: text
 *   <189>45: *Oct 12 2026 08:31:02.123 UTC: text, where Cisco has no host
 *
 * each with or without <PRI> in front.  syslog.c has the rest.
 */
#ifndef SYSLOG_H
#define SYSLOG_H

#include "formats/format.h"

struct syslog_line {
	int64_t time;	     /* UTC */
	const char *source;  /* beadle.time_source */
	struct slice host, tag, pid, text;
};

/* false where it is not a syslog line with a time that exists. */
bool syslog_split(struct slice line, const struct format_options *options,
    struct syslog_line *out);
/* Does it begin as one?  A quick look, for recognising. */
bool syslog_begins(struct slice line);

/* The stamp alone, with whatever stands in front of the host. */
bool syslog_take_time(struct slice *rest, const struct format_options *options,
    int64_t *time, const char **source);
/* What follows a head of any layout: from the first of these words on, which
 * a product begins its own text with; the line itself where it has no head. */
struct slice syslog_body(struct slice line, const char *const *firsts);

/* A civil time of the options' zone; the source is "zone", "ambiguous". */
int64_t syslog_local_time(const struct format_options *options,
    struct civil civil, const char **source);

#endif
