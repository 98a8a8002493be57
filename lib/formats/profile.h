/*
 * What the files of profiles share.
 */
#ifndef PROFILE_H
#define PROFILE_H

#include "formats/profile.h"

#include "fields.h"

enum profile_channel {
	CHANNEL_WEB = 1,
	CHANNEL_DNS = 2,
	CHANNEL_MAIL = 4,
	CHANNEL_ENDPOINT = 8,
};

enum profile_framing {
	PROFILE_CSV,
	PROFILE_NDJSON,
	PROFILE_PAIRS,
};

enum value_use {
	VALUE_TEXT,
	VALUE_NUMBER,
	VALUE_DURATION,
	VALUE_TIME,
	VALUE_TYPE, /* event.type: allowed, denied, info */
};

struct profile_field {
	const struct log_field *said;
	char plain[64]; /* its name, letters and digits only */
	size_t plain_len;
	enum value_use use;
	enum field field;   /* of a visit */
	enum column column; /* of another channel */
	int64_t times, over; /* a number is multiplied and divided */
	struct zone *zone;
};

struct profile {
	struct format format; /* first: the one is the other */
	const struct log_profile *said;
	enum profile_channel channel;
	enum profile_framing framing;
	char separator;
	struct profile_field fields[PROFILE_FIELDS];
	size_t field_count;
};

/* What of a record each field holds; text is borrowed. */
struct profile_values {
	struct slice at[PROFILE_FIELDS];
};

struct profile_state {
	size_t count; /* of columns; 0: no heading yet */
	unsigned char uses[PROFILE_COLUMNS]; /* a field and one more, or 0 */
};

/* profile_columns.c: names to columns of ours. */
/* NULL, or what is wrong with the field. */
const char *profile_bind_field(struct profile *pr, struct profile_field *f,
    struct arena *arena);

/* profile_read.c: a record to its values. */
bool profile_bind_columns(const struct profile *pr,
    const struct slice *names, size_t count, struct profile_state *s);
/* NULL with the values, parse_ignored, or why not. */
const char *profile_values(const struct profile *pr, struct slice record,
    struct profile_state *s, struct arena *scratch,
    struct profile_values *v);
size_t profile_plain(struct slice name, char out[64]);
/* Cells of a line, by the profile's separator; false where it is none. */
bool profile_cells(const struct profile *pr, struct slice line,
    struct arena *scratch, struct table_row *row);

/* profile_event.c: values to an event. */
const char *profile_event(struct parse *p, const struct profile *pr,
    const struct profile_values *v);
/* The stamp alone; false where it is none. */
bool profile_time(const struct profile *pr,
    const struct format_options *options, struct arena *scratch,
    const struct profile_values *v, int64_t *time, const char **source);

#endif
