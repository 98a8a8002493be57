/*
 * The term by which a backup is compared with the store.
 */
#include <inttypes.h>

#include "base/csv.h"
#include "settings/calendar.h"

#include "figures.h"

#define FIRST_LINE "beadle backup 1"

struct figures_window
figures_window(const struct settings *s)
{
	struct figures_window w = { "all days", INT32_MIN, INT32_MAX };
	int32_t today = zone_civil(s->zone, time_now()).day;
	const struct term *t, *best = NULL;
	size_t i;

	for (i = 0; (t = calendar_term_at(s->calendar, i)) != NULL; i++)
		if (t->end < today || (best == NULL && t->start <= today))
			best = t;
	if (best != NULL) {
		snprintf(w.term, sizeof w.term, "%.*s", SLICE_ARG(best->name));
		w.from = best->start;
		w.to = best->end;
	}
	return w;
}

void
figures_about(struct buffer *out, const struct settings *s,
    const struct figures_window *w)
{
	buffer_printf(out, FIRST_LINE "\nterm %" PRId32 " %" PRId32 " %s\n",
	    w->from, w->to, w->term);
	buffer_printf(out, "beadle %s\nschool %.*s\nsettings %.*s\n"
	    "store %.*s\nevidence %.*s\nmade ", BEADLE_VERSION,
	    SLICE_ARG(s->school.name), SLICE_ARG(s->path),
	    SLICE_ARG(s->store), SLICE_ARG(s->evidence));
	time_print(out, time_now());
	buffer_char(out, '\n');
}

bool
figures_read_about(struct slice about, struct figures_window *w)
{
	struct slice line;
	int64_t from, to;

	if (!slice_take_line(&about, &line) ||
	    !slice_equal(line, SLICE(FIRST_LINE)) ||
	    !slice_take_line(&about, &line) ||
	    !slice_take_text(&line, SLICE("term ")) ||
	    !slice_take_int(&line, &from) || !slice_take_char(&line, ' ') ||
	    !slice_take_int(&line, &to) || !slice_take_char(&line, ' ') ||
	    from < INT32_MIN || from > INT32_MAX || to < INT32_MIN ||
	    to > INT32_MAX)
		return false;
	w->from = (int32_t)from;
	w->to = (int32_t)to;
	snprintf(w->term, sizeof w->term, "%.*s", SLICE_ARG(line));
	return true;
}

void
figures_print(struct slice figures, const struct figures_window *w, FILE *out)
{
	const char *why;
	size_t line, i;
	struct csv *t = csv_read(figures, &why, &line);

	fprintf(out, "%s:\n", w->term);
	for (i = 0; t != NULL && i < csv_rows(t); i++) {
		struct slice what = csv_cell(t, i, 0), n = csv_cell(t, i, 1);

		fprintf(out, "    %-32.*s %12.*s\n", SLICE_ARG(what),
		    SLICE_ARG(n));
	}
	csv_destroy(t);
}
