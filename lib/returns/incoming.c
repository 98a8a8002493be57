/*
 * Unpacking, digests, description.
 */
#include "archive/archive.h"
#include "base/json.h"

#include "incoming.h"

enum { LARGEST_FILE = 4 << 20 };

/* A package is some 20 kB; what grows past this is something else. */
static const struct archive_limits limits = {
	.member_bytes = LARGEST_FILE,
	.total_bytes = 8 << 20,
	.members = 32,
	.ratio = 100,
};

void
incoming_init(struct incoming *in)
{
	int i;

	memset(in, 0, sizeof *in);
	for (i = 0; i < FILE_COUNT; i++)
		buffer_init(&in->files[i], LARGEST_FILE);
}

void
incoming_finish(struct incoming *in)
{
	int i;

	for (i = 0; i < FILE_COUNT; i++)
		buffer_finish(&in->files[i]);
	cube_audit_finish(&in->audit);
}

static bool
is_path(struct slice name)
{
	return name.len == 0 || slice_find(name, '/') < name.len ||
	    slice_find(name, '\\') < name.len ||
	    slice_find(name, '!') < name.len ||
	    slice_starts_with(name, SLICE("."));
}

static bool
read_member(struct archive_file *a, struct buffer *to)
{
	char piece[65536];
	int64_t n;

	while ((n = archive_read(a, piece, sizeof piece)) > 0)
		buffer_add(to, (struct slice){ piece, (size_t)n });
	return n == 0 && !buffer_overflowed(to);
}

static void
take_member(struct incoming *in, struct archive_file *a,
    const struct archive_member *m, struct findings *f)
{
	struct slice name = slice_of(m->name);
	enum package_file file = package_find(name);

	if (is_path(name))
		error_found(f, "P005", "name", name, "is not the plain name "
		    "of a file; use none with a folder in it");
	else if (file == FILE_COUNT)
		error_found(f, "P003", "name", name,
		    "is no file of a return; take it out");
	else if (in->has[file])
		error_found(f, "P006", "name", name,
		    "is there twice; send each file once");
	else if (!read_member(a, &in->files[file]))
		error_found(f, "P007", "name", name,
		    "cannot be read whole (%s)", archive_problem(a));
	else
		in->has[file] = true;
}

void
incoming_unpack(struct incoming *in, struct slice bytes, struct findings *f)
{
	struct archive_file *a;
	struct archive_member m;
	int more, broken = 0, i;

	f->file = NULL;
	f->line = 0;
	if (!slice_starts_with(bytes, SLICE("PK\003\004"))) {
		error_found(f, "P001", NULL, SLICE(""),
		    "this is no ZIP file; use beadle return --zip");
		return;
	}
	a = archive_open_memory(bytes, &limits);
	while ((more = archive_next(a, &m)) != 0) {
		if (more == 1) {
			take_member(in, a, &m, f);
			continue;
		}
		error_found(f, "P001", NULL, SLICE(""),
		    "the ZIP file is broken: %s; send it again",
		    archive_problem(a));
		if (++broken > 3)
			break;
	}
	archive_close(a);
	for (i = 0; i < FILE_COUNT; i++)
		if (!in->has[i] && i != FILE_SIGNATURE)
			error_found(f, "P002", "name",
			    slice_of(package_names[i]), "is not there");
}

void
incoming_take_table(struct incoming *in, struct slice bytes,
    struct findings *f)
{
	in->by_hand = true;
	in->serial = 0;
	buffer_add(&in->files[FILE_INFRINGEMENTS], bytes);
	in->has[FILE_INFRINGEMENTS] = true;
	if (buffer_overflowed(&in->files[FILE_INFRINGEMENTS])) {
		buffer_reset(&in->files[FILE_INFRINGEMENTS]);
		f->file = package_names[FILE_INFRINGEMENTS];
		error_found(f, "P007", NULL, SLICE(""), "is larger than %d "
		    "MB; a return is some 20 kB", LARGEST_FILE >> 20);
	}
	sha256_text(bytes, in->manifest);
}

/* "DIGEST  NAME" a line, as sha256sum -c reads it. */
static void
check_line(struct incoming *in, struct slice line, bool listed[FILE_COUNT],
    struct findings *f)
{
	struct slice digest = slice_first(line, SHA256_HEX - 1), name;
	enum package_file file;
	char hex[SHA256_HEX];

	name = slice_from(line, SHA256_HEX - 1);
	if (digest.len < SHA256_HEX - 1 ||
	    !slice_take_text(&name, SLICE("  "))) {
		error_found(f, "P004", NULL, SLICE(""),
		    "expected a digest, two spaces and a name");
		return;
	}
	file = package_find(name);
	if (file >= FILE_LISTED || listed[file]) {
		error_found(f, "P003", "name", name,
		    "has no place in this list, or has one already");
		return;
	}
	listed[file] = true;
	sha256_text(buffer_slice(&in->files[file]), hex);
	if (!slice_equal(digest, slice_of(hex)))
		error_found(f, "P004", "name", name, "was changed after the "
		    "package was made; make it again");
}

void
incoming_check_manifest(struct incoming *in, struct findings *f)
{
	struct slice rest = buffer_slice(&in->files[FILE_MANIFEST]), line;
	bool listed[FILE_COUNT] = { false };
	int i;

	if (!in->has[FILE_MANIFEST])
		return;
	sha256_text(rest, in->manifest);
	f->file = package_names[FILE_MANIFEST];
	for (f->line = 1; slice_take_line(&rest, &line); f->line++)
		check_line(in, line, listed, f);
	f->line = 0;
	for (i = 0; i < FILE_LISTED; i++)
		if (in->has[i] && !listed[i])
			error_found(f, "P003", "name",
			    slice_of(package_names[i]),
			    "is not in the list of digests");
}

static struct slice
keep_text(struct findings *f, const struct json *j, const char *key)
{
	return arena_copy(f->arena, json_text(json_get(j, key)));
}

static void
check_description(struct incoming *in, const struct json *j,
    struct findings *f)
{
	struct slice version = json_text(json_get(j, "version"));
	struct slice collection = json_text(json_get(j, "x-collection"));
	double serial = json_number(json_get(j, "x-serial"));

	if (!slice_starts_with(version, SLICE("1.")))
		error_found(f, "P011", "version", version,
		    "is a schema that we do not read; use " PACKAGE_SCHEMA);
	if (!slice_equal(collection, SLICE(PACKAGE_COLLECTION)))
		error_found(f, "P010", "x-collection", collection,
		    "is another collection; use " PACKAGE_COLLECTION);
	if (serial < 1 || serial > 999 || serial != (double)(int)serial)
		error_found(f, "P010", "x-serial", SLICE(""),
		    "expected a number of 1 to 999");
	else
		in->serial = (int64_t)serial;
	in->supersedes = keep_text(f, j, "x-supersedes");
	in->urn = keep_text(f, j, "x-school-urn");
	in->period = keep_text(f, j, "x-time-period");
	in->identifier = keep_text(f, j, "x-time-identifier");
}

void
incoming_check_descriptor(struct incoming *in, struct findings *f)
{
	struct json *j;

	f->file = package_names[FILE_DESCRIPTOR];
	f->line = 0;
	if (!in->has[FILE_DESCRIPTOR])
		return;
	j = json_parse(buffer_slice(&in->files[FILE_DESCRIPTOR]));
	if (j == NULL || json_kind(j) != JSON_OBJECT)
		error_found(f, "P010", NULL, SLICE(""),
		    "expected a JSON object");
	else
		check_description(in, j, f);
	json_destroy(j);
}
