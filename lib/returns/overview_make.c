/*
 * Printing the overview and the sheets.
 */
#include <err.h>
#include <stdio.h>

#include "base/command.h"
#include "render/pdf.h"
#include "render/twin.h"

#include "overview.h"

/* Both forms are whole before the first is written. */
static int
print_both(const struct receive_job *job, const struct overview *o,
    struct document *d, const char *stem)
{
	struct buffer pdf, csv;
	const char *why;
	int result = -1;

	buffer_init(&pdf, BUFFER_LARGEST);
	buffer_init(&csv, BUFFER_LARGEST);
	document_write_csv(d, TWIN_FIGURES, false, &csv);
	if ((why = document_pdf(d, stem, &pdf)) != NULL) {
		warnx("%s: %s", stem, why);
	} else {
		result = authority_write_out(job->out,
		    arena_printf(o->arena, "%s.pdf", stem), &pdf, o->arena);
		if (result == 0)
			result = authority_write_out(job->out,
			    arena_printf(o->arena, "%s.csv", stem), &csv,
			    o->arena);
	}
	buffer_finish(&pdf);
	buffer_finish(&csv);
	return result;
}

static int
print_sheets(const struct receive_job *job, const struct overview *o)
{
	size_t i;
	int result = 0;

	for (i = 0; i < o->count && result == 0; i++) {
		const struct overview_school *s = &o->schools[i];
		struct document *d;

		if (s->entry == NULL)
			continue;
		d = overview_sheet(o, s);
		result = print_both(job, o, d, arena_printf(o->arena,
		    "%.*s-benchmark-%s", SLICE_ARG(s->school->urn),
		    job->term));
		document_destroy(d);
	}
	return result;
}

int
receive_overview(const struct receive_job *job)
{
	struct overview *o;
	struct document *d;
	int result;

	/* The merged table is attacked first: nothing is told else. */
	result = receive_merge(job);
	if (result != EXIT_OK && result != EXIT_QUERIES)
		return result;
	if ((o = overview_load(job)) == NULL)
		return EXIT_COULD_NOT;
	d = overview_lay_out(o);
	if (print_both(job, o, d, arena_printf(o->arena,
		"authority-overview-%s", job->term)) == -1 ||
	    (job->sheets && print_sheets(job, o) == -1))
		result = EXIT_COULD_NOT;
	document_destroy(d);
	overview_free(o);
	return result;
}
