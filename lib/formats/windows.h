/*
 * Windows events, whatever carried them here: what each event number means,
 * and which of its fields go to which column.
 */
#ifndef WINDOWS_H
#define WINDOWS_H

#include "base/json.h"
#include "formats/format.h"

struct windows_field {
	struct slice name, text;
};

struct windows_event {
	int64_t time;
	const char *source; /* beadle.time_source */
	struct slice code, provider, channel, computer;
	struct slice record; /* EventRecordID, its number in that log */
	bool bare; /* without its fields: what has them is not a copy of it */
	struct slice user, domain; /* who wrote it, where that is told */
	/* Its native fields, in one or two objects; either may be NULL.
	 * Members that `skip` names are the carrier's, not the event's. */
	const struct json *data, *more;
	bool (*skip)(struct slice name);
	/* Or as text. */
	const struct windows_field *fields;
	size_t field_count;
	const struct json *ecs; /* where a carrier moved fields there */
};

/* Adds the row.  NULL, or why not. */
const char *windows_row(struct parse *p, const struct windows_event *e);
/* One JSON object of all native fields, in the row; of windows_row. */
void windows_native(struct parse *p, uint32_t row,
    const struct windows_event *e);

#endif
