/*
 * Receipts: written last, believed only when all of them fits.
 */
#include <err.h>
#include <errno.h>
#include <inttypes.h>
#include <sys/stat.h>
#include <unistd.h>

#include "grid/receipt.h"

#include "durable.h"
#include "rows.h"

const char *
receipt_path(const char *folder, struct slice id, struct arena *a)
{
	return arena_printf(a, "%s/receipts/%.*s", folder, SLICE_ARG(id));
}

const char *
slice_path(const char *folder, struct slice id, struct arena *a)
{
	return arena_printf(a, "%s/slices/%.*s", folder, SLICE_ARG(id));
}

static const char *
quarantine_path(const char *folder, struct slice id, struct arena *a)
{
	return arena_printf(a, "%s/quarantine/%.*s", folder, SLICE_ARG(id));
}

/* The numbers of a receipt, in order. */
static const struct number {
	const char *name;
	size_t at;
} numbers[] = {
	{ "records", offsetof(struct receipt, records) },
	{ "used", offsetof(struct receipt, used) },
	{ "other-day", offsetof(struct receipt, other_day) },
	{ "duplicate", offsetof(struct receipt, duplicate) },
	{ "ignored", offsetof(struct receipt, ignored) },
	{ "rejected", offsetof(struct receipt, rejected) },
	{ "events", offsetof(struct receipt, events) },
	{ "files-in-trouble", offsetof(struct receipt, bad_files) },
	{ "slice-bytes", offsetof(struct receipt, slice_bytes) },
};
enum { NUMBERS = sizeof numbers / sizeof *numbers };

static bool
balances(const struct receipt *r)
{
	return r->records == r->used + r->other_day + r->duplicate +
	    r->ignored + r->rejected;
}

int
receipt_write(const char *folder, const struct plan *p,
    const struct plan_partition *part, const struct receipt *r)
{
	struct arena *a = arena_create();
	struct buffer text;
	int result = -1, i;

	buffer_init(&text, 1 << 16);
	buffer_printf(&text,
	    "beadle-receipt\t1\npartition\t%.*s\nversion\t%s\n"
	    "school\t%.*s\nday\t",
	    SLICE_ARG(part->id), BEADLE_VERSION,
	    SLICE_ARG(p->schools[part->school].urn));
	day_print(&text, part->day);
	for (i = 0; i < NUMBERS; i++) {
		uint64_t n;

		memcpy(&n, (const char *)r + numbers[i].at, sizeof n);
		buffer_printf(&text, "\n%s\t%" PRIu64, numbers[i].name, n);
	}
	buffer_printf(&text, "\nslice\t%s\n", r->slice_sha256);
	rows_seal(&text, NULL);
	if (!balances(r))
		warnx("%.*s: the counts do not add up", SLICE_ARG(part->id));
	else
		result = grid_write(receipt_path(folder, part->id, a),
		    buffer_slice(&text));
	buffer_finish(&text);
	arena_destroy(a);
	return result;
}

static bool
take_line(struct slice *text, const char *name, struct slice *value)
{
	struct slice line, cell;

	if (!slice_take_line(text, &line) || !rows_cell(&line, &cell) ||
	    !slice_equal(cell, slice_of(name)))
		return false;
	*value = line;
	return true;
}

/* An id is a hash of these too, so another one was put there. */
static bool
take_names(struct slice *text, const struct plan *p,
    const struct plan_partition *part)
{
	struct slice version, urn, day;
	int32_t number;

	return take_line(text, "version", &version) &&
	    slice_equal(version, SLICE(BEADLE_VERSION)) &&
	    take_line(text, "school", &urn) &&
	    slice_equal(urn, p->schools[part->school].urn) &&
	    take_line(text, "day", &day) && day_parse(day, &number) &&
	    number == part->day;
}

static const char *
parse(struct slice text, const struct plan *p,
    const struct plan_partition *part, struct receipt *r)
{
	struct slice value;
	char seal[SHA256_HEX];
	uint64_t n;
	int i;

	if (!rows_check_seal(&text, seal))
		return "its seal is broken";
	if (!take_line(&text, "beadle-receipt", &value) ||
	    !take_line(&text, "partition", &value))
		return "not a receipt";
	if (!slice_equal(value, part->id) || !take_names(&text, p, part))
		return "the receipt of another partition";
	for (i = 0; i < NUMBERS; i++) {
		if (!take_line(&text, numbers[i].name, &value) ||
		    !rows_number(&value, &n))
			return "not a receipt";
		memcpy((char *)r + numbers[i].at, &n, sizeof n);
	}
	if (!take_line(&text, "slice", &value) ||
	    value.len != SHA256_HEX - 1)
		return "not a receipt";
	memcpy(r->slice_sha256, value.ptr, value.len);
	r->slice_sha256[value.len] = '\0';
	return balances(r) ? NULL : "its counts do not add up";
}

static const char *
check_slice(const char *path, bool deep, const struct receipt *r)
{
	char hex[SHA256_HEX];
	struct stat st;
	uint64_t size;

	if (stat(path, &st) == -1)
		return "its slice is missing";
	if ((uint64_t)st.st_size != r->slice_bytes)
		return "its slice is of another size";
	if (deep && (grid_hash_file(path, &size, hex) == -1 ||
		strcmp(hex, r->slice_sha256) != 0))
		return "its slice was changed";
	return NULL;
}

static const char *
why_missing(const char *folder, struct slice id, struct arena *a)
{
	struct buffer text;
	const char *why = "missing";

	buffer_init(&text, 1 << 16);
	if (buffer_read_file(&text, quarantine_path(folder, id, a)) == 0)
		why = arena_printf(a, "quarantined: %.*s",
		    SLICE_ARG(slice_trim(slice_first(buffer_slice(&text),
			slice_find(buffer_slice(&text), '\n')))));
	buffer_finish(&text);
	return why;
}

const char *
receipt_read(const char *folder, const struct plan *p,
    const struct plan_partition *part, bool deep, struct receipt *r,
    struct arena *a)
{
	struct buffer text;
	const char *why;

	*r = (struct receipt){ 0 };
	buffer_init(&text, 1 << 16);
	if (buffer_read_file(&text, receipt_path(folder, part->id, a)) == 0)
		why = parse(buffer_slice(&text), p, part, r);
	else
		why = errno == ENOENT ? why_missing(folder, part->id, a) :
					arena_printf(a, "%s", strerror(errno));
	buffer_finish(&text);
	if (why == NULL)
		why = check_slice(slice_path(folder, part->id, a), deep, r);
	return why;
}

int
receipt_quarantine(const char *folder, struct slice id, const char *why)
{
	struct arena *a = arena_create();
	int result = grid_folder(arena_printf(a, "%s/quarantine", folder));

	if (result == 0)
		result = grid_write(quarantine_path(folder, id, a),
		    slice_of(arena_printf(a, "%s\n", why)));
	arena_destroy(a);
	return result;
}
