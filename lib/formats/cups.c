/*
 * CUPS' page_log: who printed what.
 *
 *   lib-laser amy 812 [12/Oct/2026:08:31:02 +0100] 3 1 - 198.51.100.7 Notes
 *     on owls na_letter_8.5x11in one-sided
 *
 * The printer, the account, the job, the time, the page ("total" and how many
 * in newer versions), copies, billing, the computer, the document's name, its
 * medium and sides.
 */
#include "endpoint.h"
#include "text.h"
#include "when.h"

struct line {
	struct slice printer, user, job, page, copies, host, name;
	struct endpoint_event e;
};

static bool
take_line(struct slice s, const struct format_options *options,
    struct line *l)
{
	struct slice stamp, billing;
	int64_t number;
	size_t space;

	if (!slice_take_word(&s, &l->printer) ||
	    !slice_take_word(&s, &l->user) || !slice_take_word(&s, &l->job) ||
	    !text_to_number(l->job, &number) ||
	    !slice_take_text(&s, SLICE(" [")) ||
	    !slice_take_until(&s, ']', &stamp) ||
	    !when_read(stamp, options, &l->e.time, &l->e.time_source) ||
	    !slice_take_word(&s, &l->page) ||
	    !slice_take_word(&s, &l->copies) ||
	    !text_to_number(l->copies, &number) ||
	    !slice_take_word(&s, &billing) || !slice_take_word(&s, &l->host))
		return false;
	if (!text_to_number(l->page, &number) &&
	    !slice_equal(l->page, SLICE("total")))
		return false;
	/* A name may hold spaces; the medium and the sides do not. */
	l->name = slice_trim(s);
	for (number = 0; number < 2; number++) {
		space = slice_find_last(l->name, ' ');
		if (space < l->name.len)
			l->name = slice_first(l->name, space);
	}
	return true;
}

static const char *
parse(struct parse *p)
{
	struct line l = { .e = { .category = "host", .type = "info",
		.action = SLICE("printed"), .outcome = "success" } };
	const char *message;
	uint32_t row;

	if (!take_line(p->record, p->options, &l))
		return "not a page of a job";
	row = endpoint_row(p, &l.e);
	endpoint_set(p, row, COL_ACCOUNT, l.user);
	endpoint_set(p, row, COL_ADDRESS, l.host);
	if (batch_text(p->batch, row, COL_ADDRESS).len == 0 &&
	    !slice_equal(l.host, SLICE("localhost")))
		endpoint_set(p, row, COL_HOST, l.host);
	endpoint_set(p, row, COL_DEVICE_ID, l.printer);
	endpoint_set(p, row, COL_FILE, l.name);
	if (slice_equal(l.page, SLICE("total")))
		message = arena_printf(p->scratch, "job %.*s, pages %.*s",
		    SLICE_ARG(l.job), SLICE_ARG(l.copies));
	else
		message = arena_printf(p->scratch,
		    "job %.*s, page %.*s, copies %.*s", SLICE_ARG(l.job),
		    SLICE_ARG(l.page), SLICE_ARG(l.copies));
	batch_set_text(p->batch, row, COL_MESSAGE, slice_of(message));
	parse_row_done(p, row);
	return NULL;
}

static bool
fits(struct slice line)
{
	static const struct format_options utc = { .modified = TIME_UNKNOWN };
	struct line l;

	return take_line(line, &utc, &l);
}

const struct format format_cups = {
	.name = "cups",
	.dataset = "cups.page",
	.title = "CUPS' page_log: who printed what",
	.channel = "endpoint",
	.versions = "CUPS 1.2 to 2.4, its own PageLogFormat",
	.lacks = "how many pages, in versions that log each page",
	.fits = fits,
	.parse = parse,
};
