/*
 * What whoever takes over must know: written by the program, so that it is
 * as the settings are and not as somebody remembers them.
 */
#include <glob.h>
#include <sys/stat.h>
#include <unistd.h>

#include "night/night.h"
#include "night/status.h"
#include "settings/alerts.h"
#include "settings/calendar.h"
#include "settings/registers.h"
#include "store/statement.h"

enum { SOON_DAYS = 60 };

struct handing {
	const struct settings *s;
	const char *store;
	struct arena *arena;
	FILE *out;
	int32_t today;
};

static void
say_day(struct handing *h, const char *before, int32_t day, const char *after)
{
	struct buffer b;

	buffer_init(&b, 64);
	if (day == DAY_UNKNOWN)
		buffer_text(&b, "(no day)");
	else
		day_print(&b, day);
	fprintf(h->out, "%s%s%s", before, b.ptr, after);
	buffer_finish(&b);
}

static void
say_files(struct handing *h, const char *pattern, const char *what)
{
	glob_t found;
	size_t i;

	if (glob(pattern, 0, NULL, &found) == 0)
		for (i = 0; i < found.gl_pathc; i++)
			fprintf(h->out, "    %s%s\n", found.gl_pathv[i],
			    what);
	globfree(&found);
}

static void
say_what_runs(struct handing *h)
{
	const struct settings *s = h->s;

	fprintf(h->out, "What runs\n    beadle %s for %.*s\n"
	    "    settings %.*s\n    store    %s\n    readers  %.*s, back in "
	    "%.*s\n    evidence %.*s\n", BEADLE_VERSION,
	    SLICE_ARG(s->school.name), SLICE_ARG(s->path), h->store,
	    SLICE_ARG(s->out), SLICE_ARG(s->in), SLICE_ARG(s->evidence));
	fprintf(h->out, "  started by:\n");
	say_files(h, "/etc/systemd/system/*.wants/beadle*@*.*",
	    " (systemctl list-timers 'beadle@*')");
	say_files(h, "/etc/cron.d/beadle*", "");
	fprintf(h->out, "    (and whatever is in crontab -l of its user)\n");
}

static void
say_sources(struct handing *h, struct store *store)
{
	struct statement *q;
	size_t i;

	fprintf(h->out, "\nLogs that are read\n");
	for (i = 0; i < h->s->log_count; i++) {
		struct night_files found = { 0 };
		const char *path = arena_text(h->arena, h->s->logs[i]);

		if (access(path, R_OK) == 0 || strpbrk(path, "*?[") != NULL)
			night_files_find(&found, path);
		fprintf(h->out, "    %s: %zu files\n", path, found.count);
		night_files_finish(&found);
	}
	q = store == NULL ? NULL : statement_create(store,
	    "SELECT dataset, min(day), max(day), sum(events) FROM coverage"
	    " GROUP BY dataset ORDER BY dataset");
	while (q != NULL && statement_step(q) == 1) {
		fprintf(h->out, "    %-28.*s", SLICE_ARG(statement_text(q, 0)));
		say_day(h, " ", (int32_t)statement_int(q, 1), "");
		say_day(h, " to ", (int32_t)statement_int(q, 2), "");
		fprintf(h->out, ", %lld events%s\n",
		    (long long)statement_int(q, 3),
		    h->today - statement_int(q, 2) > 7 ?
			" - SILENT for more than a week" :
			"");
	}
	statement_destroy(q);
}

static void
say_keys(struct handing *h)
{
	const char *folder = arena_text(h->arena, h->s->folder);
	static const char *const kinds[] = { "*.key", "*.pub", "*/*.key",
		"*/*.pub" };
	size_t i;

	fprintf(h->out, "\nKeys (in the folder of the settings; others are "
	    "wherever they were put)\n");
	for (i = 0; i < sizeof kinds / sizeof *kinds; i++)
		say_files(h, arena_printf(h->arena, "%s/%s", folder,
		    kinds[i]), "");
}

static void
say_contacts(struct handing *h)
{
	const struct settings *s = h->s;
	size_t i, j;

	fprintf(h->out, "\nWho reads what, and who is rung\n");
	for (i = 0; i < s->reader_count; i++) {
		const struct reader *r = &s->readers[i];

		fprintf(h->out, "    %-18.*s folder of %.*s:%.*s",
		    SLICE_ARG(r->name), SLICE_ARG(r->owner),
		    SLICE_ARG(r->group));
		for (j = 0; j < r->people_count; j++)
			fprintf(h->out, "%s%.*s", j == 0 ? "; held by " : " ",
			    SLICE_ARG(r->people[j]));
		fprintf(h->out, "\n");
	}
	for (i = 0; s->alerts != NULL && i < s->alerts->contact_count; i++) {
		const struct contact *c = &s->alerts->contacts[i];

		fprintf(h->out, "    %-18.*s %.*s, %.*s %.*s\n",
		    SLICE_ARG(c->name), SLICE_ARG(c->title),
		    SLICE_ARG(c->phone), SLICE_ARG(c->email));
	}
}

static void
say_lists(struct handing *h)
{
	const struct register_entry *e;
	size_t count, i;
	int kind;

	for (kind = 0; kind < REGISTER_COUNT; kind++) {
		e = settings_register(h->s, (enum register_kind)kind, &count);
		for (i = 0; i < count; i++)
			if (e[i].to != DAY_UNKNOWN && e[i].to >= h->today &&
			    e[i].to <= h->today + SOON_DAYS)
				break;
		if (i < count)
			say_day(h, "    a register has entries that end, the "
			    "first of them on ", e[i].to, "\n");
	}
}

static void
say_renewals(struct handing *h)
{
	const struct settings *s = h->s;
	const struct term *t, *last = NULL;
	size_t i, unapproved = 0;

	fprintf(h->out, "\nWhat has to be renewed\n");
	for (i = 0; (t = calendar_term_at(s->calendar, i)) != NULL; i++)
		last = t;
	if (last == NULL)
		fprintf(h->out, "    no term is known: fill in the list of "
		    "terms\n");
	else
		say_day(h, "    terms are known until ", last->end,
		    last->end < h->today + SOON_DAYS ?
			": ADD THE NEXT ONES\n" :
			"\n");
	fprintf(h->out, "    people: %zu, devices: %zu; new lists each "
	    "September, and when people come and go\n", s->person_count,
	    s->device_count);
	for (i = 0; i < s->overlay_count; i++)
		if (s->overlays[i].approved_by.len == 0 &&
		    s->overlays[i].clause.len > 0)
			unapproved++;
	fprintf(h->out, "    rules with a clause: the governors approve them "
	    "each year; %zu entries say not who did\n", unapproved);
	say_lists(h);
	fprintf(h->out, "    kept for: events %d days, flags %d, incidents "
	    "%d, of staff %d\n", s->retention.raw, s->retention.flags,
	    s->retention.incidents, s->retention.staff_incidents);
}

static void
say_last_backup(struct handing *h, const struct status *st)
{
	if (st->last_backup == TIME_UNKNOWN)
		fprintf(h->out, "    no backup is known of: beadle backup\n");
	else
		say_day(h, "    last backup: ",
		    zone_civil(h->s->zone, st->last_backup).day,
		    "; try it: beadle restore -n\n");
	fprintf(h->out, "\nThen read beadle(7), school.yml(5) and the "
	    "comments in school.yml itself.\n");
}

void
handover_print(const struct settings *s, const char *path, FILE *out)
{
	struct handing h = { s, path, arena_create(), out,
		zone_civil(s->zone, time_now()).day };
	struct store *store = store_exists(path) ?
	    store_open(path, AUDIENCE_LEADERSHIP) :
	    NULL;
	struct status st;

	say_what_runs(&h);
	say_sources(&h, store);
	store_close(store);
	say_keys(&h);
	say_contacts(&h);
	say_renewals(&h);
	status_read(&st, s, path, h.arena);
	say_last_backup(&h, &st);
	status_print_nights(&st, s, out);
	status_print_machine(s, out);
	arena_destroy(h.arena);
}
