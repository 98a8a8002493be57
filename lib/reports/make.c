/*
 * Making a report: ask, lay out, print both forms, note it in the audit,
 * and only then let it lie in a folder.  Both forms are whole before the
 * first is written, so that a report that fails leaves nothing behind.
 */
#include <err.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "deliver/deliver.h"
#include "render/html.h"
#include "render/pdf.h"
#include "render/twin.h"
#include "reports/carry.h"
#include "reports/report.h"
#include "reports/seen.h"
#include "settings/routing.h"

#include "seal.h"

enum { FILE_MODE = 0640 };

/* In the order in which they are put: the CSV last, for it is what tells a
 * later run that all of them are there. */
enum form { FORM_PDF, FORM_HTML, FORM_CSV, FORMS };

static const char *const endings[FORMS] = { "pdf", "html", "csv" };

struct printed {
	struct buffer forms[FORMS];
	bool wanted[FORMS];
};

static bool
names_people(const struct report *r)
{
	return r->audience == AUDIENCE_KEEPER ||
	    r->audience == AUDIENCE_LEADERSHIP;
}

static int
print_document(const struct report *r, const struct document *d,
    struct printed *out)
{
	const char *reason;

	if (out->wanted[FORM_HTML]) {
		reason = document_write_html(d, NULL, NULL,
		    &out->forms[FORM_HTML]);
		if (reason != NULL) {
			warnx("%s: %s", r->name, reason);
			return -1;
		}
	}
	reason = document_pdf(d, r->name, &out->forms[FORM_PDF]);
	if (reason != NULL) {
		warnx("%s: %s", r->name, reason);
		return -1;
	}
	document_write_csv(d, r->table_csv ? TWIN_TABLE : TWIN_FIGURES, false,
	    &out->forms[FORM_CSV]);
	return 0;
}

static int
note_audit(const struct report *r, const struct report_job *job,
    const struct report_run *run)
{
	struct arena *a;
	int result;

	if (!names_people(r))
		return 0;
	a = arena_create();
	result = store_audit(run->store,
	    slice_of(job->who == NULL ? "" : job->who), slice_of(run->what),
	    slice_of(arena_printf(a, "for the folder of the reader %s",
		run->reader)));
	arena_destroy(a);
	return result;
}

/* In the place of that file, whole or not at all.  Who names people takes
 * the door that looks at the folder. */
static int
put_file(const struct report *r, const char *path, struct buffer *b)
{
	struct arena *a = arena_create();
	struct slice whole = slice_of(path);
	size_t slash = slice_find_last(whole, '/');
	const char *folder = ".", *name = path, *fresh;
	int result = -1;

	if (slash < whole.len) {
		folder = slash == 0 ? "/" :
		    arena_text(a, slice_first(whole, slash));
		name = path + slash + 1;
	}
	if (names_people(r)) {
		result = deliver_text(folder, name, buffer_slice(b));
	} else {
		fresh = arena_printf(a, "%s/.%s.new", folder, name);
		result = buffer_publish(buffer_slice(b), fresh, path,
		    FILE_MODE);
		if (result == -1)
			warn("%s", path);
	}
	arena_destroy(a);
	return result;
}

static int
put_all(const struct report *r, const struct report_job *job,
    const char *reader, struct printed *p)
{
	struct arena *a = arena_create();
	const char *folder = deliver_folder(job->settings, job->out,
	    reader, a);
	int result = folder == NULL ? -1 : 0;
	int i;

	for (i = 0; result == 0 && i < FORMS; i++) {
		const char *name = arena_printf(a, "%s-%s.%s", r->name,
		    job->period.name, endings[i]);

		if (!p->wanted[i])
			continue;
		result = deliver_text(folder, name,
		    buffer_slice(&p->forms[i]));
		if (result == 0 && names_people(r))
			result = carry(job->settings, reader, folder, name,
			    buffer_slice(&p->forms[i]));
		if (result == 0 && job->say)
			printf("%s/%s\n", folder, name);
	}
	arena_destroy(a);
	return result;
}

/* The next line of a text that is about people: not the audit's head, which
 * is another one after each making, nor how much was read; false at the
 * end. */
static bool
next_line(struct slice *rest, struct slice *line)
{
	while (rest->len > 0) {
		size_t end = slice_find(*rest, '\n');

		*line = slice_first(*rest, end);
		*rest = slice_from(*rest, end < rest->len ? end + 1 : end);
		if (!slice_contains(*line, SLICE(AUDIT_HEAD)) &&
		    !slice_contains(*line, SLICE(SEEN_HEADING)))
			return true;
	}
	return false;
}

static bool
says_the_same(struct slice a, struct slice b)
{
	struct slice x, y;
	bool more;

	do {
		more = next_line(&a, &x);
		if (next_line(&b, &y) != more ||
		    (more && !slice_equal(x, y)))
			return false;
	} while (more);
	return true;
}

/* The night runs every ten minutes: what says nothing new of people is left
 * as it lies until the first run of the next day, so that the audit has a
 * row for each real making. */
static bool
lies_there(const struct report *r, const struct report_job *job,
    const char *reader, const struct printed *p)
{
	struct arena *a;
	struct buffer was;
	bool same;

	if (!names_people(r) || !job->only_new || job->file != NULL)
		return false;
	a = arena_create();
	buffer_init(&was, BUFFER_LARGEST);
	same = access(arena_printf(a, "%s/%s/%s-%s.pdf", job->out, reader,
		r->name, job->period.name), F_OK) == 0 &&
	    buffer_read_file(&was, arena_printf(a, "%s/%s/%s-%s.csv",
		job->out, reader, r->name, job->period.name)) == 0 &&
	    says_the_same(buffer_slice(&was),
		buffer_slice(&p->forms[FORM_CSV]));
	buffer_finish(&was);
	arena_destroy(a);
	return same;
}

static enum form
form_of(const char *path)
{
	struct slice s = slice_of(path);
	int i;

	for (i = 0; i < FORMS; i++)
		if (slice_ends_with(s, slice_of(endings[i])))
			return (enum form)i;
	return FORM_PDF;
}

static int
put(const struct report *r, const struct report_job *job, const char *reader,
    struct printed *p)
{
	if (job->file == NULL)
		return put_all(r, job, reader, p);
	if (put_file(r, job->file, &p->forms[form_of(job->file)]) == -1)
		return -1;
	if (job->say)
		printf("%s\n", job->file);
	return 0;
}

/* What is made from a part of the school-days says so. */
static const char *
stamp_of(struct store *s, struct arena *a)
{
	struct slice share = store_share(s, a);

	return share.len == 0 ? NULL :
	    arena_printf(a, "Made from %.*s school-days only",
		SLICE_ARG(share));
}

/* The forms of a seal are those that are put. */
static void
take_sealed(const struct seal *seal, struct printed *p)
{
	size_t k;
	int i;

	for (i = 0; i < FORMS; i++) {
		buffer_reset(&p->forms[i]);
		for (k = 0; k < seal->form_count; k++)
			if (slice_equal(seal->forms[k].name,
				slice_of(endings[i])))
				buffer_add(&p->forms[i],
				    seal->forms[k].bytes);
		p->wanted[i] = p->forms[i].len > 0;
	}
}

static int
seal(struct sealing *s, const struct report *r, const struct report_job *job,
    const struct printed *p)
{
	struct seal now = { .term = job->term->name,
		.report = slice_of(r->name),
		.who = slice_of(job->who == NULL ? "" : job->who),
		.why = slice_of(job->restate == NULL ? "" : job->restate) };
	struct buffer figures;
	int i, result;

	for (i = 0; i < FORMS; i++)
		if (p->wanted[i]) {
			now.forms[now.form_count].name =
			    slice_of(endings[i]);
			now.forms[now.form_count++].bytes =
			    buffer_slice(&p->forms[i]);
		}
	buffer_init(&figures, BUFFER_LARGEST);
	if (s->before != NULL)
		told_keep(s->told, s->before);
	told_write(s->told, &figures);
	now.forms[now.form_count].name = SLICE(TOLD_FORM);
	now.forms[now.form_count++].bytes = buffer_slice(&figures);
	result = store_seal(s->store, &now);
	buffer_finish(&figures);
	return result;
}

/* Looks whether the seal would be otherwise now; true where it stands. */
static bool
compare_with_seal(struct sealing *s, const struct report *r,
    const struct report_job *job, struct document *d)
{
	struct buffer twin;

	if (!s->found)
		return false;
	buffer_init(&twin, BUFFER_LARGEST);
	document_write_csv(d, TWIN_FIGURES, false, &twin);
	sealing_compare(s, buffer_slice(&twin));
	buffer_finish(&twin);
	if (job->restate != NULL && s->count > 0) {
		sealing_tell(s, d, job);
		return false;
	}
	if (job->restate != NULL)
		warnx("%s, %.*s: no figure has changed: version %lld stands",
		    r->name, SLICE_ARG(job->term->name),
		    (long long)s->seal.version);
	return true;
}

/* The forms, from the store or from the seal. */
static int
print_or_recall(struct sealing *s, const struct report *r,
    const struct report_job *job, struct report_run *run, struct printed *p)
{
	struct document *d;
	int result = 0;

	/* Counted as on the day on which it was sealed. */
	if (s->found && job->restate == NULL)
		run->now = s->seal.made;
	run->told = s->told;
	run->before = s->before;
	run->restated = job->restate != NULL;
	if ((run->stamp = sealing_stamp(s, job)) == NULL)
		run->stamp = stamp_of(run->store, s->arena);
	if ((d = r->lay_out(run)) == NULL)
		return -1;
	if (compare_with_seal(s, r, job, d)) {
		sealing_say(s, r, job);
		take_sealed(&s->seal, p);
	} else {
		result = print_document(r, d, p);
		if (result == 0 && (job->seal || job->restate != NULL))
			result = seal(s, r, job, p);
	}
	document_destroy(d);
	return result;
}

static int
make_for(const struct report *r, const struct report_job *job,
    const char *reader)
{
	struct report_run run = { .settings = job->settings,
		.period = job->period, .term = job->term,
		.reader = reader, .html = r->html, .now = time_now() };
	struct printed p = { .wanted = { true, r->html, true } };
	struct arena *a = arena_create();
	struct sealing s;
	int i, result = -1;

	if (job->file != NULL && form_of(job->file) == FORM_HTML)
		p.wanted[FORM_HTML] = true;
	for (i = 0; i < FORMS; i++)
		buffer_init(&p.forms[i], BUFFER_LARGEST);
	run.what = arena_printf(a, "report %s %s", r->name,
	    job->period.name);
	if (sealing_begin(&s, r, job, &run) == 0 &&
	    (run.store = store_open(job->store, r->audience)) != NULL &&
	    print_or_recall(&s, r, job, &run, &p) == 0) {
		if (lies_there(r, job, reader, &p))
			result = 0;
		else if (note_audit(r, job, &run) == 0)
			result = put(r, job, reader, &p);
	}
	for (i = 0; i < FORMS; i++)
		buffer_finish(&p.forms[i]);
	store_close(run.store);
	sealing_finish(&s);
	arena_destroy(a);
	return result;
}

/* Where nobody is named for that office, there is nothing to make. */
static int
make_for_each(const struct report *r, const struct report_job *job)
{
	const struct settings *s = job->settings;
	struct arena *a = arena_create();
	int result = 0, n = 0;
	size_t i;

	for (i = 0; result == 0 && i < s->reader_count; i++) {
		struct slice rest = s->readers[i].name;

		if (!slice_take_text(&rest, slice_of(r->reader)) ||
		    !slice_take_char(&rest, '-'))
			continue;
		result = make_for(r, job,
		    arena_text(a, s->readers[i].name));
		n++;
	}
	arena_destroy(a);
	if (n == 0 && job->say)
		warnx("%s: readers: of school.yml names no %s-...", r->name,
		    r->reader);
	return result;
}

static bool
has_folder(const struct settings *s, const char *reader)
{
	static const char *const always[] = { "dsl", "head", "governors",
		"technician" };
	size_t i;

	for (i = 0; i < sizeof always / sizeof *always; i++)
		if (strcmp(reader, always[i]) == 0)
			return true;
	return settings_reader(s, slice_of(reader)) != NULL;
}

/* One file is the first reader's. */
static int
make_for_others(const struct report *r, const struct report_job *job)
{
	const char *const *reader = job->file == NULL ? r->also : NULL;

	for (; reader != NULL && *reader != NULL; reader++)
		if (has_folder(job->settings, *reader) &&
		    make_for(r, job, *reader) == -1)
			return -1;
	return 0;
}

int
report_make(const struct report *r, const struct report_job *job)
{
	char names[128];

	if ((r->periods & job->period.kind) == 0) {
		warnx("%s: it can be made for: %s", r->name,
		    period_kinds(r->periods, names, sizeof names));
		return -1;
	}
	if (!r->each_reader)
		return make_for(r, job, r->reader) == -1 ? -1 :
		    make_for_others(r, job);
	if (job->file != NULL) {
		warnx("%s: -o must be a folder: it has several readers",
		    r->name);
		return -1;
	}
	return make_for_each(r, job);
}
