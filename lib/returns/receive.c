/*
 * Checking packages and keeping those that are good.
 */
#include <err.h>
#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#include "base/command.h"
#include "base/csv.h"
#include "base/time.h"
#include "returns/receive.h"

#include "incoming.h"
#include "sign.h"

enum { LARGEST_PACKAGE = 16 << 20 };

/* A key is good from and until the days that keys/keys.csv has for it. */
static const char *
check_key_days(struct authority *a, struct slice urn)
{
	const char *path = arena_printf(a->arena, "%s/keys/keys.csv",
	    a->folder), *why = NULL;
	int32_t today = (int32_t)(time_now() / (86400 * TIME_SECOND)), day;
	struct buffer text;
	struct csv *t = NULL;
	size_t row, line;

	buffer_init(&text, 1 << 22);
	if (buffer_read_file(&text, path) == 0)
		t = csv_read(buffer_slice(&text), &why, &line);
	why = NULL;
	for (row = 0; t != NULL && row < csv_rows(t); row++) {
		if (!slice_equal(csv_cell(t, row, csv_find(t, "urn")), urn))
			continue;
		if (day_parse(csv_cell(t, row, csv_find(t, "valid_from")),
			&day) && today < day)
			why = "the key is not valid yet";
		if (day_parse(csv_cell(t, row, csv_find(t, "valid_to")),
			&day) && today > day)
			why = "the key is no longer valid";
	}
	csv_destroy(t);
	buffer_finish(&text);
	return why;
}

static bool
is_urn(struct slice s)
{
	int n;

	return s.len == 6 && slice_take_digits(&s, 6, &n);
}

static void
check_signature(struct incoming *in, struct authority *a, struct findings *f)
{
	struct slice signature = buffer_slice(&in->files[FILE_SIGNATURE]);
	const char *key, *wanted, *why;

	f->file = package_names[FILE_SIGNATURE];
	f->line = 0;
	/* The URN becomes the name of a file. */
	if (in->by_hand || !is_urn(in->urn))
		return;
	key = arena_printf(a->arena, "%s/keys/%.*s.pub", a->folder,
	    SLICE_ARG(in->urn));
	if (access(key, R_OK) == -1 && !a->must_sign)
		return;
	if (!in->has[FILE_SIGNATURE]) {
		error_found(f, "P008", NULL, SLICE(""),
		    "the package is not signed; use --sign");
		return;
	}
	why = check_key_days(a, in->urn);
	if (why == NULL)
		why = sign_check(key, buffer_slice(&in->files[FILE_MANIFEST]),
		    signature);
	wanted = arena_printf(a->arena,
	    "urn=%.*s period=%.*s term=%d serial=%lld schema=",
	    SLICE_ARG(in->urn), SLICE_ARG(in->period), in->term.number,
	    (long long)in->serial);
	if (why == NULL &&
	    !slice_starts_with(sign_comment(signature), slice_of(wanted)))
		why = "the signed comment is of another return";
	if (why != NULL)
		error_found(f, "P008", NULL, SLICE(""), "%s", why);
}

static int64_t
next_serial(const struct incoming *in, const struct authority *a)
{
	const struct entry *newest = authority_newest(a, in->urn, in->period,
	    in->identifier);

	return newest == NULL ? 1 : newest->serial + 1;
}

/* A number is used once, also where its return was withdrawn. */
static void
check_withdrawn(const struct incoming *in, const struct authority *a,
    const char *why, struct findings *f)
{
	const struct entry *same = authority_same(a, slice_of(in->manifest));
	const struct entry *newest = authority_newest(a, in->urn, in->period,
	    in->identifier);

	if (same != NULL) {
		if (why == NULL)
			error_found(f, "R034", NULL, SLICE(""), "this very "
			    "return was withdrawn (%.*s); -m says why it is "
			    "taken again", SLICE_ARG(slice_first(same->state,
				100)));
	} else if (newest != NULL && !in->by_hand &&
	    in->serial <= newest->serial) {
		error_found(f, "R030", NULL, SLICE(""), "return %lld of this "
		    "term was here with other contents and was withdrawn; "
		    "the school's next return has the next number",
		    (long long)newest->serial);
	}
}

/* After that day nothing changes without somebody who says why. */
static void
check_lock(const struct incoming *in, const struct authority *a,
    const char *why, struct findings *f)
{
	int32_t lock = in->term.number == 0 ? 0 : authority_lock(a, in->term);

	if (lock != 0 && why == NULL &&
	    time_now() / (86400 * TIME_SECOND) >= lock)
		error_found(f, "R033", NULL, SLICE(""), "the term is locked; "
		    "-m says why a return is taken all the same");
}

/* True: it is here already, so there is nothing to do. */
static bool
check_register(struct incoming *in, struct authority *a, struct findings *f,
    const char *why, struct entry **approved)
{
	struct entry *e = authority_approved(a, in->urn, in->period,
	    in->identifier);

	*approved = e;
	f->file = NULL;
	f->line = 0;
	if (in->by_hand)
		in->serial = next_serial(in, a);
	if (e != NULL && slice_equal(e->manifest, slice_of(in->manifest)))
		return true;
	check_lock(in, a, why, f);
	if (e == NULL)
		check_withdrawn(in, a, why, f);
	if (e == NULL)
		return false;
	if (in->by_hand)
		return false;
	if (in->serial == e->serial)
		error_found(f, "R030", NULL, SLICE(""), "return %lld of this "
		    "term was approved with other contents; the school's "
		    "next return has the next number", (long long)e->serial);
	else if (in->serial < e->serial)
		error_found(f, "R032", NULL, SLICE(""), "return %lld is older "
		    "than the approved one, %lld", (long long)in->serial,
		    (long long)e->serial);
	else if (!slice_equal(in->supersedes, e->manifest) &&
	    !slice_equal(e->by_hand, SLICE("yes")))
		error_found(f, "R031", NULL, SLICE(""), "it replaces %.12s, "
		    "but %.12s is approved; was a return made on another "
		    "machine?", in->supersedes.len > 0 ?
			arena_text(f->arena, in->supersedes) : "none",
		    arena_text(f->arena, e->manifest));
	return false;
}

static bool
is_table(const struct receive_job *job, struct slice path)
{
	return job->by_hand || slice_ends_with(path, SLICE(".csv"));
}

/* All checks.  a may be NULL.  True: it is approved already. */
static bool
examine(struct incoming *in, struct slice bytes, bool table,
    struct authority *a, const char *why, struct findings *f,
    struct entry **approved)
{
	bool known = false;

	if (table) {
		incoming_take_table(in, bytes, f);
	} else {
		incoming_unpack(in, bytes, f);
		incoming_check_manifest(in, f);
		incoming_check_descriptor(in, f);
	}
	incoming_check_tables(in, f);
	if (a != NULL) {
		check_signature(in, a, f);
		incoming_check_place(in, a, f);
		known = check_register(in, a, f, why, approved);
	}
	if (!known)
		incoming_check_figures(in, a != NULL ? a->threshold : 5, f);
	f->file = NULL;
	return known;
}

size_t
receive_try(struct slice bytes, bool by_hand)
{
	struct entry *approved = NULL;
	struct incoming in;
	struct findings f;
	size_t errors;

	incoming_init(&in);
	findings_init(&f);
	examine(&in, bytes, by_hand, NULL, NULL, &f, &approved);
	errors = f.errors;
	incoming_finish(&in);
	findings_finish(&f);
	return errors;
}

/* Its rows, each with the range that the audit left. */
static void
write_ranges(const struct incoming *in, struct buffer *out)
{
	struct csv *t;
	const char *why;
	size_t row, line;
	int i, width;

	t = csv_read(buffer_slice(&in->files[FILE_INFRINGEMENTS]), &why,
	    &line);
	width = t == NULL ? 0 : (int)csv_columns(t);
	for (i = 0; i < width; i++)
		csv_add(out, i == 0, csv_header(t, (size_t)i));
	csv_add(out, false, SLICE("incident_count_minimum"));
	csv_add(out, false, SLICE("incident_count_maximum"));
	csv_add(out, false, SLICE("user_count_minimum"));
	csv_add(out, false, SLICE("user_count_maximum"));
	csv_end_row(out);
	for (row = 0; t != NULL && row < csv_rows(t); row++) {
		int cell = cube_find(t, row);
		const struct cube_range *r = &in->audit.ranges[cell];

		for (i = 0; i < width; i++)
			csv_add(out, i == 0, csv_cell(t, row, i));
		cube_add_bound(out, r->items_low);
		cube_add_bound(out, r->items_high);
		cube_add_bound(out, r->people_low);
		cube_add_bound(out, r->people_high);
		csv_end_row(out);
	}
	csv_destroy(t);
}

/* The package, its ranges, and then the register, which makes it so. */
static int
keep(struct incoming *in, struct authority *a, struct slice bytes,
    const struct findings *f, const char *why, struct entry *approved)
{
	struct buffer now, ranges, queries;
	struct entry e = { .state = SLICE("approved"),
		.manifest = slice_of(in->manifest), .serial = in->serial };
	bool late = false;
	size_t i;
	int result = -1;

	for (i = 0; i < f->count; i++)
		late |= strcmp(f->list[i].code, "Q042") == 0;
	buffer_init(&now, 64);
	buffer_init(&ranges, 4 << 20);
	buffer_init(&queries, BUFFER_LARGEST);
	findings_csv_titles(&queries);
	findings_csv(f, "", &queries);
	time_print_seconds(&now, time_now());
	write_ranges(in, &ranges);
	e.received = arena_copy(a->arena, buffer_slice(&now));
	e.urn = arena_copy(a->arena, in->urn);
	e.laestab = arena_copy(a->arena, in->laestab);
	e.period = arena_copy(a->arena, in->period);
	e.identifier = arena_copy(a->arena, in->identifier);
	e.manifest = arena_copy(a->arena, e.manifest);
	e.supersedes = approved == NULL ? SLICE("") : approved->manifest;
	e.late = late ? SLICE("yes") : SLICE("no");
	e.by_hand = in->by_hand ? SLICE("yes") : SLICE("no");
	e.partial = in->partial ? SLICE("yes") : SLICE("no");
	e.note = slice_of(why == NULL ? "" : why);
	if (authority_put(a, arena_printf(a->arena, "packages/%s%s",
		in->manifest, in->by_hand ? "-by-hand.csv" : ".zip"),
		bytes) == 0 &&
	    authority_put(a, arena_printf(a->arena, "packages/%s.csv",
		in->manifest), buffer_slice(&ranges)) == 0 &&
	    authority_put(a, arena_printf(a->arena, "packages/%s.queries.csv",
		in->manifest), buffer_slice(&queries)) == 0) {
		if (approved != NULL)
			approved->state = SLICE("superseded");
		authority_add(a, e);
		result = authority_write(a);
	}
	buffer_finish(&queries);
	buffer_finish(&ranges);
	buffer_finish(&now);
	return result;
}

struct reception {
	const struct receive_job *job;
	struct authority *authority; /* or NULL */
	bool keep;
	size_t errors, queries;
	bool failed;
	struct buffer csv;
};

/* What is too large to be a return is refused like any other fault. */
static void
refuse_size(struct reception *r, const char *path)
{
	struct findings f;

	findings_init(&f);
	error_found(&f, "P007", "name", slice_of(path), "is larger than %d "
	    "MB; a return is some 20 kB", LARGEST_PACKAGE >> 20);
	if (r->job->csv)
		findings_csv(&f, path, &r->csv);
	else
		findings_print(&f, path, stdout);
	r->errors += f.errors;
	findings_finish(&f);
}

static void
receive_bytes(struct reception *r, const char *path, struct slice bytes)
{
	struct entry *approved = NULL;
	struct incoming in;
	struct findings f;
	bool known;

	incoming_init(&in);
	findings_init(&f);
	known = examine(&in, bytes, is_table(r->job, slice_of(path)),
	    r->authority, r->job->why, &f, &approved);
	if (r->job->csv)
		findings_csv(&f, path, &r->csv);
	else
		findings_print(&f, path, stdout);
	if (known && !r->job->csv)
		printf("already approved on %.*s\n",
		    SLICE_ARG(approved->received));
	r->errors += f.errors;
	r->queries += f.queries;
	if (r->keep && f.errors == 0 && !known && !r->job->dry) {
		if (keep(&in, r->authority, bytes, &f, r->job->why,
			approved) == -1)
			r->failed = true;
		else if (!r->job->csv)
			printf("approved: URN %.*s, return %lld\n",
			    SLICE_ARG(in.urn), (long long)in.serial);
	}
	incoming_finish(&in);
	findings_finish(&f);
}

static int
receive(const struct receive_job *job, char **paths, size_t count, bool keep_it)
{
	struct reception r = { .job = job, .keep = keep_it };
	struct buffer bytes;
	size_t i;

	if (job->folder != NULL &&
	    (r.authority = authority_open(job->folder,
		 keep_it && !job->dry)) == NULL)
		return EXIT_COULD_NOT;
	buffer_init(&r.csv, BUFFER_LARGEST);
	findings_csv_titles(&r.csv);
	for (i = 0; i < count; i++) {
		buffer_init(&bytes, LARGEST_PACKAGE);
		if (buffer_read_file(&bytes, paths[i]) == 0) {
			receive_bytes(&r, paths[i], buffer_slice(&bytes));
		} else if (errno == EFBIG) {
			refuse_size(&r, paths[i]);
		} else {
			warn("%s", paths[i]);
			r.failed = true;
		}
		buffer_finish(&bytes);
	}
	if (job->csv)
		fwrite(r.csv.ptr, 1, r.csv.len, stdout);
	buffer_finish(&r.csv);
	authority_close(r.authority);
	return r.failed	      ? EXIT_COULD_NOT :
	    r.errors > 0      ? EXIT_REJECTED :
	    r.queries > 0     ? EXIT_QUERIES :
				EXIT_OK;
}

int
receive_check(const struct receive_job *job, char **paths, size_t count)
{
	return receive(job, paths, count, false);
}

int
receive_add(const struct receive_job *job, char **paths, size_t count)
{
	return receive(job, paths, count, true);
}
