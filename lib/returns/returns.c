/*
 * Making the return.
 */
#include <err.h>
#include <stdio.h>

#include "base/arena.h"
#include "deliver/deliver.h"
#include "returns/returns.h"

#include "notes.h"
#include "package.h"
#include "place_codes.h"
#include "return.h"
#include "sign.h"

enum { PLAIN_FILES = 4 };

static const enum package_file plain[PLAIN_FILES] = { FILE_INFRINGEMENTS,
	FILE_INFRINGEMENTS_META, FILE_COVERAGE, FILE_COVERAGE_META };

/* All that is needed to make one, opened. */
struct making {
	const struct report_job *job;
	struct report_run run;
	struct seen *seen;
	struct tally *tally;
	struct store *keeper;
	struct returned last;
	struct protection figures;
	struct basis basis;
};

/* As Get Information about Schools numbers schools: the LAESTAB is the old
 * code of the authority and the establishment's number in it. */
static int
check_numbers(const struct school *s)
{
	struct place_codes *codes;

	if (!slice_starts_with(s->laestab, s->old_la_code)) {
		warnx("school.old_la_code: expected the first three digits of "
		      "the laestab");
		return -1;
	}
	if ((codes = place_codes_open()) == NULL)
		return -1;
	if (!place_is_authority(codes, s->old_la_code, s->new_la_code,
		s->la_name))
		warnx("school.la_name: %.*s with the codes %.*s and %.*s is "
		      "not in policy/codes/authorities.csv",
		    SLICE_ARG(s->la_name), SLICE_ARG(s->old_la_code),
		    SLICE_ARG(s->new_la_code));
	if (!place_is_region(codes, s->region_code, s->region_name))
		warnx("school.region_name: %.*s with the code %.*s is not in "
		      "policy/codes/regions.csv", SLICE_ARG(s->region_name),
		    SLICE_ARG(s->region_code));
	place_codes_close(codes);
	return 0;
}

/* What is a school without its numbers: the authority could not file it. */
static int
check_school(const struct school *s)
{
	const struct {
		const char *key;
		struct slice text;
	} needed[] = { { "name", s->name }, { "urn", s->urn },
		{ "laestab", s->laestab }, { "la_name", s->la_name },
		{ "old_la_code", s->old_la_code },
		{ "new_la_code", s->new_la_code },
		{ "region_name", s->region_name },
		{ "region_code", s->region_code } };
	int result = 0;
	size_t i;

	for (i = 0; i < sizeof needed / sizeof *needed; i++)
		if (needed[i].text.len == 0) {
			warnx("the return needs school.%s in the settings",
			    needed[i].key);
			result = -1;
		}
	return result == 0 ? check_numbers(s) : result;
}

static int
put_file(const struct making *m, const char *name, struct buffer *text)
{
	struct arena *a = arena_create();
	const char *folder = deliver_folder(m->job->settings, m->job->out,
	    "authority", a);
	int result = -1;

	if (folder != NULL)
		folder = deliver_folder(m->job->settings, folder,
		    m->job->term->in_files, a);
	if (folder != NULL)
		result = deliver_text(folder, name, buffer_slice(text));
	if (result == 0 && m->job->say)
		printf("%s/%s\n", folder, name);
	arena_destroy(a);
	return result;
}

static int
put_plain(const struct making *m, struct package *p, bool unreviewed)
{
	char name[64];
	int i, result = 0;

	for (i = 0; i < PLAIN_FILES && result == 0; i++) {
		snprintf(name, sizeof name, "%s%s",
		    unreviewed ? "preview-" : "", package_names[plain[i]]);
		result = put_file(m, name, &p->files[plain[i]]);
	}
	return result;
}

static void
say_open(struct tally *t)
{
	int64_t items, people;

	tally_counts(t, (struct which){ .progress = PROGRESS_OPEN }, &items,
	    &people);
	if (items > 0)
		warnx("the return counts confirmed incidents; %lld items for "
		      "review have not been looked at and are not in it",
		    (long long)items);
}

static void
finish(struct making *m)
{
	store_close(m->keeper);
	tally_destroy(m->tally);
	seen_destroy(m->seen);
	store_close(m->run.store);
}

/* The figures are counted on a connection that cannot see a name; the
 * keeper's is for what was returned before. */
static int
begin(struct making *m, const struct report_job *job, bool unreviewed)
{
	*m = (struct making){ .job = job };
	m->run = (struct report_run){ .settings = job->settings,
		.period = period_of_term(job->term), .term = job->term,
		.now = time_now() };
	if (check_school(&job->settings->school) == -1 ||
	    basis_of_school(&m->basis, job->settings) == -1 ||
	    (m->run.store = store_open(job->store, AUDIENCE_AUTHORITY)) ==
		NULL ||
	    (m->seen = seen_create(&m->run)) == NULL ||
	    (m->tally = tally_create(&m->run, m->seen->first,
		 m->seen->last)) == NULL ||
	    (m->keeper = store_open(job->store, AUDIENCE_KEEPER)) == NULL ||
	    returned_last(m->keeper, job->term->name, &m->last) == -1) {
		finish(m);
		return -1;
	}
	m->figures.before = m->last.serial > 0 && !unreviewed ?
	    &m->last.cube : NULL;
	return_protect(&m->figures, &m->run, m->seen, m->tally, unreviewed);
	if (m->figures.safe)
		return 0;
	warnx("the figures of %.*s cannot be made safe; nothing is written",
	    SLICE_ARG(job->term->name));
	finish(m);
	return -1;
}

static void
fill(struct making *m, struct package *p)
{
	return_infringements(&p->files[FILE_INFRINGEMENTS], &m->run,
	    &m->figures.cube, &m->basis);
	return_infringements_meta(&p->files[FILE_INFRINGEMENTS_META]);
	return_coverage(&p->files[FILE_COVERAGE], &m->run, m->seen);
	return_coverage_meta(&p->files[FILE_COVERAGE_META]);
	package_disclosure(p, &m->figures);
}

static int
record(struct making *m, const struct returned *now)
{
	if (now->serial == m->last.serial)
		return 0;
	if (store_begin(m->keeper) == -1)
		return -1;
	if (returned_add(m->keeper, m->job->term->name, now) == -1) {
		store_rollback(m->keeper);
		return -1;
	}
	return store_commit(m->keeper);
}

static int
put_package(struct making *m, struct package *p, const struct returned *now,
    const char *key)
{
	const char *why = package_close(p, &m->run, now, key);

	if (why != NULL) {
		warnx("%s: %s", key != NULL ? key : "the package", why);
		return -1;
	}
	return put_file(m, p->name, &p->zip);
}

/* A return has no place to say that school-days are missing from it. */
static int
require_all(struct making *m)
{
	struct arena *a = arena_create();
	struct slice share = store_share(m->run.store, a);
	int result = share.len == 0 ? 0 : -1;

	if (result == -1)
		warnx("the store has %.*s school-days only: no return is "
		      "made until all are merged", SLICE_ARG(share));
	arena_destroy(a);
	return result;
}

int
return_make_as(const struct report_job *job, const struct return_wish *wish)
{
	struct returned now = { 0 };
	struct package p;
	struct making m;
	int result;

	if (begin(&m, job, wish->unreviewed) == -1)
		return -1;
	if (require_all(&m) == -1) {
		finish(&m);
		return -1;
	}
	package_init(&p);
	result = notes_read(wish->notes, &p.files[FILE_NOTES]);
	if (result == 0) {
		fill(&m, &p);
		now.cube = m.figures.cube;
		package_number(&p, &m.last, &now);
		package_describe(&p, &m.run, &now);
		result = wish->zip ? put_package(&m, &p, &now, wish->key) :
				     put_plain(&m, &p, wish->unreviewed);
	}
	if (result == 0 && (wish->zip || wish->final) && !wish->unreviewed)
		result = record(&m, &now);
	if (result == 0 && job->say && !wish->unreviewed)
		say_open(m.tally);
	package_finish(&p);
	finish(&m);
	return result;
}

int
return_make(const struct report_job *job)
{
	return return_make_as(job, &(struct return_wish){ 0 });
}

int
return_preview(const struct report_job *job)
{
	struct making m;
	struct buffer row_name;
	size_t row;

	if (begin(&m, job, false) == -1)
		return -1;
	buffer_init(&row_name, 256);
	printf("%-48s %9s %7s  %s\n", "group / channel / category",
	    "incidents", "people", "in the return");
	for (row = 0; row < CUBE_ROWS; row++) {
		const struct truth *t = &m.figures.rows[row];
		char sign = m.figures.cube.cells[row].sign;

		buffer_reset(&row_name);
		cube_say_row(&row_name, row);
		printf("%-48.*s %9lld %7lld  %s%s\n", SLICE_ARG(buffer_slice(
			   &row_name)), (long long)t->items,
		    (long long)t->people,
		    sign == 'c'	      ? "c: " :
			sign == 'z'   ? "z: there can be none" :
			sign == 'x'   ? "x: no such logs" :
					"as it is",
		    sign == 'c' ? why_hidden_words(m.figures.why[row]) : "");
	}
	printf("Narrowest range left to a reader: %lld, by %s.\n",
	    (long long)m.figures.narrowest, m.figures.method);
	buffer_finish(&row_name);
	say_open(m.tally);
	finish(&m);
	return 0;
}

int
return_make_key(const char *path)
{
	const char *why = sign_make_key(path);

	if (why != NULL) {
		warnx("%s: %s", path, why);
		return -1;
	}
	printf("%s: the secret key; keep it to yourselves\n"
	       "%s.pub: the public key, for the authority\n", path, path);
	return 0;
}
