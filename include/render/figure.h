/*
 * A figure is one number (or one short text) that a report prints.  It
 * knows how it was come by, so that every figure is marked measured,
 * entered or not measured, and a figure that was suppressed holds no
 * number that could slip out by another door.  Numbers are whole, scaled by
 * a power of ten: no rounding differs between the PDF and its CSV twin.
 *
 *   figure_count(1234)           1,234
 *   figure_fixed(94, 1)          9.4
 *   figure_percent(figure_ratio(13, 1000, 100, 1))   1.3%
 *   figure_few(5)                fewer than 5
 *   figure_entered(figure_count(2))   2 with a dagger, "entered" in CSV
 *   figure_not_measured()        not measured
 */
#ifndef RENDER_FIGURE_H
#define RENDER_FIGURE_H

#include "base/buffer.h"
#include "base/slice.h"

enum figure_mark {
	MARK_NONE, /* words, not a figure: no row in the CSV twin */
	MARK_MEASURED,
	MARK_ENTERED,	   /* by a person of the school */
	MARK_NOT_MEASURED, /* nobody knows: never printed as 0 */
};

enum figure_form {
	FIGURE_NUMBER,
	FIGURE_PERCENT,
	FIGURE_TEXT,	/* a date, a word */
	FIGURE_FEW,	/* rests on fewer people than may be shown */
	FIGURE_HIDDEN,	/* hidden, so that a few cannot be worked out */
	FIGURE_UNKNOWN, /* not measured */
	FIGURE_NONE,	/* no such thing: a week of holiday; an empty cell */
};

struct figure {
	enum figure_form form;
	enum figure_mark mark;
	int64_t value;	     /* scaled by 10 to the power of decimals */
	int decimals;	     /* 0 to 6 */
	bool is_change;	     /* print a plus before what is above 0 */
	int threshold;	     /* of FIGURE_FEW: fewer than so many people */
	struct slice text;   /* of FIGURE_TEXT; borrowed until handed over */
	const char *measure; /* what it is, for the CSV twin; a sentence's
			      * figure needs one */
};

struct figure figure_count(int64_t n);
struct figure figure_fixed(int64_t scaled, int decimals);
/* per * part / whole, rounded half away from nought; not measured where
 * the whole is 0. */
struct figure figure_ratio(int64_t part, int64_t whole, int64_t per,
    int decimals);
struct figure figure_percent(struct figure f);
struct figure figure_change(int64_t n); /* +6, -14, 0 */
struct figure figure_few(int threshold);
struct figure figure_hidden(void);
struct figure figure_not_measured(void);
struct figure figure_none(void);
/* A measured text: a date, a share put in words. */
struct figure figure_words(struct slice text);
/* The same figure, entered by a person. */
struct figure figure_entered(struct figure f);
/* The same figure, with its name for the CSV twin (a constant). */
struct figure figure_of(const char *measure, struct figure f);

/* The number of people it rests on decides: fewer than the threshold (of
 * reporting:) is few, 0 is shown. */
struct figure figure_safe(struct figure f, int64_t people, int threshold);

/* As printed for people: "1,234", "9.4%", "fewer than 5". */
void figure_print(struct buffer *out, const struct figure *f);
/* As a value for machines: 1234, 9.4, "fewer than 5"; empty for none. */
void figure_print_plain(struct buffer *out, const struct figure *f);
const char *figure_mark_name(enum figure_mark mark); /* "measured" ... */
/* True and the value where it is a number that may be drawn. */
bool figure_number(const struct figure *f, double *value);

#endif
