/*
 * The authority's folder.
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/csv.h"
#include "base/json.h"
#include "base/time.h"

#include "authority.h"

enum { LARGEST_LIST = 64 << 20, LARGEST_TABLE = 4 << 20,
	FILE_MODE = 0640 };

static struct slice
get_text(const struct authority *a, const char *key)
{
	return json_text(json_get(a->collection, key));
}

static int
load_collection(struct authority *a)
{
	const char *path = arena_printf(a->arena, "%s/collection.json",
	    a->folder);
	struct buffer text;
	const struct json *n;

	buffer_init(&text, 1 << 20);
	if (buffer_read_file(&text, path) == -1) {
		warn("%s", path);
	} else if ((a->collection = json_parse(buffer_slice(&text))) == NULL) {
		warnx("%s: expected JSON", path);
	} else {
		a->old_la_code = get_text(a, "old_la_code");
		a->new_la_code = get_text(a, "new_la_code");
		a->la_name = get_text(a, "la_name");
		a->region_code = get_text(a, "region_code");
		a->region_name = get_text(a, "region_name");
		n = json_get(a->collection, "threshold");
		a->threshold = n == NULL ? 5 : (int)json_number(n);
		n = json_get(a->collection, "signed");
		a->must_sign = n != NULL && json_bool(n);
	}
	buffer_finish(&text);
	if (a->collection == NULL)
		return -1;
	if (a->old_la_code.len == 3 && a->new_la_code.len == 9 &&
	    a->la_name.len > 0 && a->threshold >= 3 && a->threshold <= 50)
		return 0;
	warnx("%s: expected old_la_code (3 digits), new_la_code, la_name, and "
	      "a threshold of 3 to 50", path);
	return -1;
}

static struct csv *
load_table(struct authority *a, const char *name, bool must)
{
	const char *path = arena_printf(a->arena, "%s/%s", a->folder, name);

	if (!must && access(path, F_OK) == -1 && errno == ENOENT)
		return NULL;
	return csv_read_file(path, LARGEST_LIST);
}

static int
find_either(const struct csv *t, const char *ours, const char *theirs)
{
	int column = csv_find(t, ours);

	return column != -1 ? column : csv_find(t, theirs);
}

/* 2026-09-01, or 01-09-2026 as Get Information about Schools has it. */
static int32_t
read_day(struct slice s)
{
	int day, month, year;
	int32_t n;

	if (day_parse(s, &n))
		return n;
	if (slice_take_digits(&s, 2, &day) && slice_take_char(&s, '-') &&
	    slice_take_digits(&s, 2, &month) && slice_take_char(&s, '-') &&
	    slice_take_digits(&s, 4, &year) && s.len == 0)
		return day_from_date(year, month, day);
	return 0;
}

static int
load_schools(struct authority *a)
{
	struct csv *t = load_table(a, "schools.csv", true);
	int urn, laestab, name, la, number, opened, closed, pupils;
	size_t row;

	if (t == NULL)
		return -1;
	urn = csv_find(t, "urn");
	laestab = csv_find(t, "laestab");
	name = find_either(t, "name", "EstablishmentName");
	la = csv_find(t, "LA (code)");
	number = csv_find(t, "EstablishmentNumber");
	opened = find_either(t, "opened", "OpenDate");
	closed = find_either(t, "closed", "CloseDate");
	pupils = find_either(t, "pupils", "NumberOfPupils");
	for (row = 0; row < csv_rows(t) && urn != -1; row++) {
		struct our_school s = {
			.urn = arena_copy(a->arena, csv_cell(t, row, urn)),
			.name = arena_copy(a->arena, csv_cell(t, row, name)),
			.opened = read_day(csv_cell(t, row, opened)),
			.closed = read_day(csv_cell(t, row, closed)),
		};

		if (!slice_to_int(csv_cell(t, row, pupils), &s.pupils) ||
		    s.pupils < 0)
			s.pupils = 0;
		if (laestab == -1)
			s.laestab = slice_of(arena_printf(a->arena,
			    "%.*s%.*s", SLICE_ARG(csv_cell(t, row, la)),
			    SLICE_ARG(csv_cell(t, row, number))));
		else
			s.laestab = arena_copy(a->arena,
			    csv_cell(t, row, laestab));
		if (laestab == -1 &&
		    !slice_equal(csv_cell(t, row, la), a->old_la_code))
			continue;
		GROW(a->schools, a->n_schools, a->school_room);
		a->schools[a->n_schools++] = s;
	}
	csv_destroy(t);
	if (urn == -1)
		warnx("%s/schools.csv: expected a column URN", a->folder);
	return urn == -1 ? -1 : 0;
}

/* The columns of register.csv, in order, and where they lie. */
static const struct {
	const char *name;
	size_t at;
} columns[] = {
	{ "received", offsetof(struct entry, received) },
	{ "state", offsetof(struct entry, state) },
	{ "school_urn", offsetof(struct entry, urn) },
	{ "school_laestab", offsetof(struct entry, laestab) },
	{ "time_period", offsetof(struct entry, period) },
	{ "time_identifier", offsetof(struct entry, identifier) },
	{ "manifest", offsetof(struct entry, manifest) },
	{ "supersedes", offsetof(struct entry, supersedes) },
	{ "late", offsetof(struct entry, late) },
	{ "by_hand", offsetof(struct entry, by_hand) },
	{ "partial", offsetof(struct entry, partial) },
	{ "note", offsetof(struct entry, note) },
};
enum { COLUMNS = sizeof columns / sizeof *columns };

static struct slice *
cell_of(struct entry *e, size_t column)
{
	return (struct slice *)(void *)((char *)e + columns[column].at);
}

static int
load_register(struct authority *a)
{
	const char *path = arena_printf(a->arena, "%s/register.csv",
	    a->folder);
	struct csv *t;
	size_t row, i;

	if (access(path, F_OK) == -1)
		return 0;
	if ((t = load_table(a, "register.csv", true)) == NULL)
		return -1;
	for (row = 0; row < csv_rows(t); row++) {
		struct entry e = { 0 };

		for (i = 0; i < COLUMNS; i++)
			*cell_of(&e, i) = arena_copy(a->arena, csv_cell(t, row,
			    csv_find(t, columns[i].name)));
		slice_to_int(csv_cell(t, row, csv_find(t, "serial")),
		    &e.serial);
		authority_add(a, e);
	}
	csv_destroy(t);
	return 0;
}

struct authority *
authority_open(const char *folder, bool to_write)
{
	struct authority *a = memory_zeroed(1, sizeof *a);

	a->arena = arena_create();
	a->folder = folder;
	a->lock = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (a->lock == -1)
		warn("%s", folder);
	else if (flock(a->lock, to_write ? LOCK_EX : LOCK_SH) == -1)
		warn("%s: locking", folder);
	else if (load_collection(a) == 0 && load_schools(a) == 0 &&
	    load_register(a) == 0)
		return a;
	authority_close(a);
	return NULL;
}

void
authority_close(struct authority *a)
{
	if (a == NULL)
		return;
	if (a->lock != -1)
		close(a->lock);
	json_destroy(a->collection);
	free(a->schools);
	free(a->entries);
	arena_destroy(a->arena);
	free(a);
}

const struct our_school *
authority_school(const struct authority *a, struct slice urn)
{
	size_t i;

	for (i = 0; i < a->n_schools; i++)
		if (slice_equal(a->schools[i].urn, urn))
			return &a->schools[i];
	return NULL;
}

bool
authority_expects(const struct our_school *s, struct term_code t)
{
	int32_t start = day_from_date(term_code_calendar_year(t),
	    t.number == 1 ? 9 : t.number == 2 ? 1 : 4, 1);
	int32_t end = start + 120;

	return (s->closed == 0 || s->closed >= start) &&
	    (s->opened == 0 || s->opened <= end);
}

/* A day of terms.TERM; 0: none is set. */
static int32_t
day_of_term(const struct authority *a, struct term_code t, const char *what)
{
	char name[32], key[64];
	int32_t day = 0;

	term_code_name(t, name, sizeof name);
	snprintf(key, sizeof key, "terms.%s.%s", name, what);
	if (!day_parse(get_text(a, key), &day))
		return 0;
	return day;
}

int32_t
authority_deadline(const struct authority *a, struct term_code t)
{
	return day_of_term(a, t, "deadline");
}

int32_t
authority_lock(const struct authority *a, struct term_code t)
{
	return day_of_term(a, t, "locked");
}

static bool
is_of(const struct entry *e, struct slice urn, struct slice period,
    struct slice identifier)
{
	return slice_equal(e->urn, urn) && slice_equal(e->period, period) &&
	    slice_equal(e->identifier, identifier);
}

const struct entry *
authority_newest(const struct authority *a, struct slice urn,
    struct slice period, struct slice identifier)
{
	const struct entry *newest = NULL;
	size_t i;

	for (i = 0; i < a->n_entries; i++)
		if (is_of(&a->entries[i], urn, period, identifier) &&
		    (newest == NULL ||
			a->entries[i].serial >= newest->serial))
			newest = &a->entries[i];
	return newest;
}

const struct entry *
authority_same(const struct authority *a, struct slice manifest)
{
	size_t i;

	for (i = a->n_entries; i-- > 0;)
		if (slice_equal(a->entries[i].manifest, manifest))
			return &a->entries[i];
	return NULL;
}

void
authority_add(struct authority *a, struct entry e)
{
	GROW(a->entries, a->n_entries, a->entry_room);
	a->entries[a->n_entries++] = e;
}

struct entry *
authority_approved(struct authority *a, struct slice urn, struct slice period,
    struct slice identifier)
{
	size_t i;

	for (i = 0; i < a->n_entries; i++) {
		struct entry *e = &a->entries[i];

		if (slice_equal(e->state, SLICE("approved")) &&
		    is_of(e, urn, period, identifier))
			return e;
	}
	return NULL;
}

struct csv *
authority_table(const struct authority *a, const struct entry *e)
{
	return csv_read_file(arena_printf(a->arena, "%s/packages/%.*s.csv",
	    a->folder, SLICE_ARG(e->manifest)), LARGEST_TABLE);
}

/* Whole or not at all. */
static int
put(const char *folder, const char *name, struct slice text, struct arena *a)
{
	const char *path = arena_printf(a, "%s/%s", folder, name);

	if (buffer_publish(text, arena_printf(a, "%s.new", path), path,
		FILE_MODE) == 0)
		return 0;
	warn("%s", path);
	return -1;
}

int
authority_put(const struct authority *a, const char *name, struct slice text)
{
	mkdir(arena_printf(a->arena, "%s/packages", a->folder), 0750);
	return put(a->folder, name, text, a->arena);
}

int
authority_write(struct authority *a)
{
	struct buffer out;
	char serial[32];
	size_t i, row;
	int result;

	buffer_init(&out, LARGEST_LIST);
	for (i = 0; i < COLUMNS; i++)
		csv_add(&out, i == 0, slice_of(columns[i].name));
	csv_add(&out, false, SLICE("serial"));
	csv_end_row(&out);
	for (row = 0; row < a->n_entries; row++) {
		for (i = 0; i < COLUMNS; i++)
			csv_add(&out, i == 0, *cell_of(&a->entries[row], i));
		snprintf(serial, sizeof serial, "%lld",
		    (long long)a->entries[row].serial);
		csv_add(&out, false, slice_of(serial));
		csv_end_row(&out);
	}
	result = authority_put(a, "register.csv", buffer_slice(&out));
	buffer_finish(&out);
	return result;
}

int
authority_write_out(const char *folder, const char *name,
    const struct buffer *text, struct arena *arena)
{
	if (mkdir(folder, 0750) == -1 && access(folder, W_OK) == -1) {
		warn("%s", folder);
		return -1;
	}
	return put(folder, name, buffer_slice(text), arena);
}
