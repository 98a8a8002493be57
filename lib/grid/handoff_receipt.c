/*
 * Receipts of what was handed off, as JSON for programs of others.
 */
#include <err.h>
#include <errno.h>
#include <inttypes.h>
#include <unistd.h>

#include "base/json.h"

#include "durable.h"
#include "handoff.h"

enum { LARGEST = 1 << 20 };

const char *
handoff_folder(const char *folder, struct slice urn, struct arena *a)
{
	return arena_printf(a, "%s/events/school_urn=%.*s", folder,
	    SLICE_ARG(urn));
}

const char *
handoff_share(struct slice share, struct arena *a)
{
	return share.len == 0 ? "all" : arena_text(a, share);
}

static void
add_text(struct buffer *out, const char *key, struct slice text)
{
	buffer_printf(out, "  \"%s\": ", key);
	json_quote(out, text);
	buffer_text(out, ",\n");
}

static int
add_file(struct buffer *out, const char *folder, const char *name,
    bool *first, struct arena *a)
{
	const char *path = arena_printf(a, "%s/%s", folder, name);
	char hex[SHA256_HEX];
	uint64_t size;

	if (grid_hash_file(path, &size, hex) == -1) {
		if (errno == ENOENT)
			return 0;
		warn("%s", path);
		return -1;
	}
	buffer_printf(out, "%s\n    { \"name\": \"%s\", \"bytes\": %" PRIu64
	    ", \"sha256\": \"%s\" }", *first ? "" : ",", name, size, hex);
	*first = false;
	return 0;
}

static int
make_receipt(struct buffer *out, const char *folder,
    const struct handoff_receipt *r, struct arena *a)
{
	struct buffer day;
	bool first = true;
	int result;

	buffer_init(&day, 64);
	day_print(&day, r->day);
	buffer_text(out, "{\n");
	add_text(out, "beadle", SLICE(BEADLE_VERSION));
	add_text(out, "school_urn", r->urn);
	add_text(out, "day", buffer_slice(&day));
	add_text(out, "school_days", slice_of(handoff_share(r->share, a)));
	buffer_printf(out, "  \"rows\": %" PRIu64 ",\n  \"files\": [",
	    r->rows);
	result = add_file(out, folder, HANDOFF_CSV, &first, a);
	if (result == 0)
		result = add_file(out, folder, HANDOFF_PARQUET, &first, a);
	buffer_text(out, "\n  ]\n}\n");
	buffer_finish(&day);
	return result;
}

int
handoff_receipt_write(const char *folder, const struct handoff_receipt *r)
{
	struct arena *a = arena_create();
	struct buffer out;
	int result;

	buffer_init(&out, LARGEST);
	result = make_receipt(&out, folder, r, a);
	if (result == 0)
		result = grid_write(arena_printf(a, "%s/" HANDOFF_RECEIPT,
		    folder), buffer_slice(&out));
	buffer_finish(&out);
	arena_destroy(a);
	return result;
}

bool
handoff_receipt_stands(const char *folder, const struct handoff_receipt *r)
{
	struct arena *a = arena_create();
	struct buffer out, there;
	bool stands;

	buffer_init(&out, LARGEST);
	buffer_init(&there, LARGEST);
	stands = buffer_read_file(&there,
	    arena_printf(a, "%s/" HANDOFF_RECEIPT, folder)) == 0 &&
	    make_receipt(&out, folder, r, a) == 0 &&
	    slice_equal(buffer_slice(&out), buffer_slice(&there));
	buffer_finish(&out);
	buffer_finish(&there);
	arena_destroy(a);
	return stands;
}

static bool
is_handed(const struct hand_off *o, const struct plan_partition *part)
{
	size_t i;

	for (i = 0; i < o->count; i++)
		if (o->sources[i].part == part)
			return true;
	return false;
}

/* The days of the school's plan that are handed off, or are not. */
static void
add_days(struct buffer *out, const struct hand_off *o, bool handed)
{
	const struct plan *p = o->job->plan;
	const char *comma = "";
	size_t i;

	for (i = 0; i < p->partition_count; i++) {
		const struct plan_partition *part = &p->partitions[i];

		if (!slice_equal(p->schools[part->school].urn, o->urn) ||
		    is_handed(o, part) != handed)
			continue;
		buffer_printf(out, "%s\"", comma);
		day_print(out, part->day);
		buffer_char(out, '"');
		comma = ", ";
	}
}

int
handoff_list(const struct hand_off *o, struct slice share)
{
	struct arena *a = arena_create();
	struct buffer out;
	int result;

	buffer_init(&out, LARGEST);
	buffer_text(&out, "{\n");
	add_text(&out, "beadle", SLICE(BEADLE_VERSION));
	add_text(&out, "school_urn", o->urn);
	add_text(&out, "school_days", slice_of(handoff_share(share, a)));
	buffer_text(&out, "  \"days\": [");
	add_days(&out, o, true);
	buffer_text(&out, "],\n  \"missing\": [");
	add_days(&out, o, false);
	buffer_text(&out, "]\n}\n");
	result = grid_write(arena_printf(a, "%s/days.json",
	    handoff_folder(o->job->folder, o->urn, a)), buffer_slice(&out));
	buffer_finish(&out);
	arena_destroy(a);
	return result;
}
