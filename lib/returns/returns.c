/*
 * Making the return.
 */
#include <err.h>
#include <stdio.h>

#include "base/arena.h"
#include "deliver/deliver.h"
#include "returns/returns.h"

#include "return.h"

enum { FILES = 4 };

static const char *const names[FILES] = { "infringements.csv",
	"infringements.meta.csv", "coverage.csv", "coverage.meta.csv" };
static const char *const preview_names[FILES] = {
	"preview-infringements.csv", "preview-infringements.meta.csv",
	"preview-coverage.csv", "preview-coverage.meta.csv" };

static int
write_text(const char *path, void *ctx)
{
	const struct buffer *b = ctx;
	FILE *out = fopen(path, "wbx");
	size_t done;

	if (out == NULL) {
		warn("%s", path);
		return -1;
	}
	done = fwrite(b->ptr, 1, b->len, out);
	if (fclose(out) == EOF || done != b->len) {
		warn("%s", path);
		return -1;
	}
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
	return result;
}

static int
put_files(const struct report_job *job, struct buffer files[FILES],
    bool preview)
{
	struct arena *a = arena_create();
	const char *folder = deliver_folder(job->settings, job->out,
	    "authority", a);
	int i, result = 0;

	if (folder != NULL)
		folder = deliver_folder(job->settings, folder,
		    arena_text(a, job->term->name), a);
	if (folder == NULL)
		result = -1;
	for (i = 0; i < FILES && result == 0; i++) {
		const char *name = preview ? preview_names[i] : names[i];

		result = deliver_file(folder, name, write_text, &files[i]);
		if (result == 0 && job->say)
			printf("%s/%s\n", folder, name);
	}
	arena_destroy(a);
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

int
return_make_as(const struct report_job *job, bool preview)
{
	struct report_run run = { .settings = job->settings,
		.period = period_of_term(job->term), .term = job->term,
		.now = time_now() };
	struct buffer files[FILES];
	struct seen *seen = NULL;
	struct tally *t = NULL;
	int i, result = -1;

	if (check_school(&job->settings->school) == -1)
		return -1;
	run.store = store_open(job->store, AUDIENCE_AUTHORITY);
	if (run.store == NULL)
		return -1;
	for (i = 0; i < FILES; i++)
		buffer_init(&files[i], BUFFER_LARGEST);
	if ((seen = seen_create(&run)) != NULL &&
	    (t = tally_create(&run, seen->first, seen->last)) != NULL) {
		return_infringements(&files[0], &run, seen, t, preview);
		return_infringements_meta(&files[1]);
		return_coverage(&files[2], &run, seen);
		return_coverage_meta(&files[3]);
		result = put_files(job, files, preview);
		if (job->say && !preview)
			say_open(t);
	}
	for (i = 0; i < FILES; i++)
		buffer_finish(&files[i]);
	tally_destroy(t);
	seen_destroy(seen);
	store_close(run.store);
	return result;
}

int
return_make(const struct report_job *job)
{
	return return_make_as(job, false);
}
