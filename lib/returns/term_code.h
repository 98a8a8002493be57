/*
 * Terms as the Department for Education writes them.
 */
#ifndef TERM_CODE_H
#define TERM_CODE_H

#include "base/slice.h"

struct term_code {
	int year;   /* in which the school year begins: 2026 */
	int number; /* 1 autumn, 2 spring, 3 summer */
};

struct term_code term_code_of_day(int32_t day);
/* "autumn-2026", "spring-2027": the year in which it lies. */
bool term_code_parse(struct slice name, struct term_code *t);
/* The same, of what somebody has asked for; false: said. */
bool term_code_require(const char *name, struct term_code *t);
/* Both lie in `room` bytes of the caller; 32 are enough. */
void term_code_period(struct term_code t, char *to, size_t room); /* 202627 */
const char *term_code_words(struct term_code t); /* "Autumn term" */
/* Of a data file; false where it is none. */
bool term_code_read(struct slice period, struct slice words,
    struct term_code *t);
void term_code_name(struct term_code t, char *to, size_t room);
/* The calendar year in which it lies. */
int term_code_calendar_year(struct term_code t);

#endif
