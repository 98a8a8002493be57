/*
 * Acts whose reason begins with something that can be counted: a day, one
 * of some words.  They are written down in one form, however people and
 * spreadsheets write days.
 *
 *	intent    accidental, deliberate or unclear
 *	planned   yes or no: was this a planned activity?
 *	parents   a day: parents were informed
 *	referral  lado, police, prevent, ceop, iwf, platform, ico or
 *		  childrens-services, and a day
 *	data-loss a day and time: noticed; 72 hours run from there
 *	review    a day: to be looked at again by then
 *	ban       a first and a last day
 */
#ifndef INCIDENT_FIELDS_H
#define INCIDENT_FIELDS_H

#include "base/arena.h"

/* A day as people and spreadsheets write it: 2026-10-14, 14/10/2026,
 * 14/10/26, 14-10-2026, 14.10.2026; eaten from the front. */
bool fields_take_day(struct slice *s, int32_t *day);
bool fields_day(struct slice s, int32_t *day); /* the whole of it */
/* Seconds since midnight: 13:25, 1:25 pm, 1.25pm, 13:25:00. */
bool fields_clock(struct slice s, int32_t *second);

/* NULL with the reason in one form in *normal (in the arena); or what was
 * expected: a static text.  Acts without such a form pass as they are. */
const char *fields_check(struct slice act, struct slice why, struct arena *a,
    struct slice *normal);

#endif
