/*
 * The lists that a school keeps, a CSV table each with the columns who,
 * what, from, to, approved_by and why: exceptions, bans, lost devices,
 * permitted USB serials, agreements ...  Each is also a word list for rules,
 * under its name: what it lists, or who, where nothing is said of what.
 */
#ifndef SETTINGS_REGISTERS_H
#define SETTINGS_REGISTERS_H

#include "settings/settings.h"

enum register_kind {
	REGISTER_EXCEPTIONS,
	REGISTER_APPROVALS,
	REGISTER_PERMITTED_USB,
	REGISTER_BANS,
	REGISTER_WARNINGS,
	REGISTER_LOST_DEVICES,
	REGISTER_REMOTE_ACCESS,
	REGISTER_FILTER_TESTS,
	REGISTER_AGREEMENTS,
	REGISTER_PUBLISHING,
	REGISTER_LEGAL_HOLDS,
	REGISTER_ABSENT_STAFF,
	REGISTER_COUNT
};

struct register_entry {
	struct slice who;  /* a user name or id, a role, or * */
	struct slice what; /* a rule or label, a serial, a device ... */
	int32_t from, to;  /* days, both included; DAY_UNKNOWN: no bound */
	struct slice approved_by, why;
	int line;
};

/* The entries of one list, as they stand in it. */
const struct register_entry *settings_register(const struct settings *s,
    enum register_kind kind, size_t *count);

/* Whether some entry of these names this subject; as the next. */
bool register_holds(const struct register_entry *list, size_t count,
    struct slice name, int32_t day, int32_t *from, int32_t *until);
/* Whether some entry of that list names this subject (a key or user name,
 * or a device) on that day; the answer is the same for all days in
 * [*from, *until), which are narrowed to that. */
bool settings_registered(const struct settings *s, enum register_kind kind,
    struct slice name, int32_t day, int32_t *from, int32_t *until);

#endif
