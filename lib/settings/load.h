/*
 * What the files of this room share while the settings are being read.
 */
#ifndef SETTINGS_LOAD_H
#define SETTINGS_LOAD_H

#include "base/arena.h"
#include "base/csv.h"
#include "base/map.h"
#include "settings/calendar.h"
#include "settings/categories.h"
#include "settings/keys.h"
#include "settings/registers.h"
#include "settings/settings.h"

enum { LARGEST_LIST = 64 << 20 };

/* Text to a place in an array. */
struct index {
	struct map *map;
	uint32_t *places;
	size_t room;
};

/* One who bears a name, and the next who does. */
struct holder {
	uint32_t person, next; /* MAP_NONE: no other */
};

/* The settings and what belongs to them but is nobody else's business. */
struct loaded {
	struct settings s; /* first: the one is the other */
	struct arena *arena;
	struct index accounts, mailboxes, keys, hostnames, addresses, lists;
	struct index overridden; /* hosts, to the last entry of each */
	struct index rule_names, areas; /* "label games" to a place in ... */
	struct slice *area_words;
	struct holder *holders; /* accounts, mailboxes and keys lead here */
	size_t holder_count, holder_room;
	unsigned char digest[SHA256_SIZE]; /* sum of those of the files */
	struct register_entry *registers[REGISTER_COUNT];
	size_t register_counts[REGISTER_COUNT];
	struct slice *rule_labels; /* of each rule file, or empty */
};

struct loading {
	struct loaded *out;
	struct settings *s;
	struct arena *arena;
	struct faults *f;
	const struct yaml *root;
	struct slice path; /* of the file whose keys are checked */
};

void index_init(struct index *x);
void index_finish(struct index *x);
/* The place that the text has already, or MAP_NONE and it has this one. */
uint32_t index_add(struct index *x, struct slice text, size_t place);
/* A text that is known has that place from now on. */
void index_set(struct index *x, struct slice text, size_t place);
uint32_t index_find(const struct index *x, struct slice text);
/* The same, in lower case; a text longer than any name is not found. */
uint32_t index_find_fold(const struct index *x, struct slice text);

/* keys.c: every key is known and of its shape. */
void check_keys(struct loading *l);
/* Those of a map in another file, as of the keys under "profiles.". */
void check_keys_of(struct loading *l, struct slice path,
    const struct yaml *map, const char *prefix);
/* The known word that is nearest to a mistyped one, or NULL. */
const char *nearest_word(struct slice typed, const char *const known[]);

/* digest.c: what was read has its part in settings.digest, in whatever order
 * a folder gives its files. */
struct sha256 *digest_begin(struct slice name);
void digest_end(struct loading *l, struct sha256 *h); /* destroys h */
void digest_write(struct loaded *in);

/* text.c */
struct slice lower_case(struct arena *a, struct slice s);
/* As seen from the folder of school.yml. */
struct slice resolve_path(struct loading *l, struct slice path);
/* A path in what is shipped: shipped_path(l, "rules"). */
struct slice shipped_path(struct loading *l, const char *name);
/* Is the node not there, or `key:` with nothing behind it? */
bool is_unset(const struct yaml *v);
/* One text or a list of them, as an array in the arena. */
struct slice *texts_of(struct loading *l, const struct yaml *v,
    size_t *count);
/* The lines of a word list: trimmed, without comments and blank ones. */
struct slice *words_of_file(struct loading *l, struct slice path, int line,
    size_t *count);
bool read_whole(struct loading *l, struct slice path, int line,
    struct buffer *out);
/* A list of people is for few eyes. */
void warn_if_open(struct loading *l, struct slice path);
bool parse_day(struct slice s, int32_t *day); /* also 31/08/2026 */
/* Does what holds from the first to the last day, as table_bounds gives them,
 * hold on that day?  The answer is the same for all days in [*from, *until),
 * which are narrowed to that. */
bool bounds_hold(int32_t first, int32_t last, int32_t day, int32_t *from,
    int32_t *until);

/* table.c: CSV tables, whose columns are found by name. */
struct table_column {
	const char *name;
	bool required;
	int at; /* filled in: its place, or -1 */
};
struct csv *table_open(struct loading *l, const char *key,
    struct slice *path, struct table_column *columns, size_t count);
/* The same of a file that school.yml names on a line, or 0. */
struct csv *table_open_path(struct loading *l, struct slice path,
    int named_on, struct table_column *columns, size_t count);
/* The day that a cell of that column says on that line; false: none. */
bool table_day(struct loading *l, struct slice path, struct slice cell,
    const char *column, int line, int32_t *day);
/* What the columns from, to and years say on that line; an empty bound is
 * DAY_UNKNOWN, and years are bits. */
void table_bounds(struct loading *l, struct slice path, struct slice from,
    struct slice to, int line, int32_t *first, int32_t *last);
void table_years(struct loading *l, struct slice path, struct slice cell,
    int line, uint32_t *years);
/* The first of these names that the table has as a column, its case and what
 * is neither letter nor digit left aside; or -1.  The list ends with NULL. */
int table_find(const struct csv *t, const char *const names[]);
/* A row that is a comment (its first cell begins with #) or empty. */
bool table_row_is_blank(const struct csv *t, size_t row);

/* people_row.c: a row of a list of people, whatever program wrote it. */
struct people_table;
struct people_table *people_table_open(struct loading *l,
    struct slice path, int named_on);
void people_table_close(struct people_table *p); /* NULL is fine */
size_t people_table_rows(const struct people_table *p);
/* false: the row is a comment. */
bool people_table_row(struct people_table *p, size_t row,
    struct person *person);
/* What the list calls the lasting id: person_id, upn or email. */
const char *people_table_key(const struct people_table *p);

/* registers.c: before the word lists, of which each gives one. */
void load_registers(struct loading *l);
size_t register_lists(struct loading *l, struct word_list lists[]);

void load_people(struct loading *l);
void load_devices(struct loading *l);
void load_networks(struct loading *l);
void load_calendar(struct loading *l);
void load_termly(struct loading *l);
void load_categories(struct loading *l);
void load_host_overrides(struct loading *l);
void load_filter_profiles(struct loading *l);
void load_areas(struct loading *l);
void load_lists(struct loading *l);
/* %lesson_years%; there is room for one more list. */
void load_lesson_years(struct loading *l);
void load_rules(struct loading *l);
void load_rules_of(struct loading *l, struct slice folder);
void load_overlays(struct loading *l);
void load_routing(struct loading *l);
void load_duties(struct loading *l);
void load_alerts(struct loading *l);
void load_steps(struct loading *l);
void load_profiles(struct loading *l);
void load_sources(struct loading *l);

void calendar_destroy(struct calendar *c);
void categories_destroy(struct categories *c);

#endif
