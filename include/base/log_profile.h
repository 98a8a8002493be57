/*
 * What a school says of a log that no format of ours reads: which of its
 * columns means what.  Plain text, as it was written: the settings fill it
 * in, the formats make a format of it (formats/profile.h).
 */
#ifndef BASE_LOG_PROFILE_H
#define BASE_LOG_PROFILE_H

#include "base/slice.h"

/* A word of the product's, in any case, and ours; "*" is any other word. */
struct log_word {
	struct slice theirs, ours;
};

struct log_field {
	struct slice theirs; /* name of the column, key or member (a.b) */
	struct slice ours;   /* column of ours, or url; empty: a fixed value */
	struct slice format; /* of a time: a pattern of strftime, or empty */
	struct slice zone;   /* of a time, or empty */
	struct slice unit;   /* of a number, or empty */
	struct slice fixed;  /* the value itself, where no column has it */
	struct log_word *words;
	size_t word_count;
	bool required; /* the record is nothing without it */
	int line;      /* of the file that it was read from */
};

struct log_profile {
	struct slice name, title, channel, dataset, framing, separator;
	struct slice *columns; /* their names, where the log has no heading */
	size_t column_count;
	struct log_field *fields;
	size_t field_count;
	struct slice *files; /* patterns of names that its logs have */
	size_t file_count;
	struct slice *samples; /* texts, of a line or more */
	size_t sample_count;
	bool requires; /* "required:" was given */
	bool unverified;
	struct slice path; /* the file that it was read from */
	int line, sample_line, required_line;
};

#endif
