/*
 * What is known of a school's nights, for people, for Nagios and Icinga, as
 * JSON, and as OpenMetrics.
 */
#include <unistd.h>

#include "base/json.h"
#include "night/status.h"
#include "settings/alerts.h"

static const char *const level_names[] = { "OK", "WARNING", "CRITICAL",
	"UNKNOWN" };

enum number_kind { COUNT, TIME, BYTES };

/* The numbers, once for all forms; a time that is not known is left out. */
struct number {
	const char *name, *words;
	enum number_kind kind;
	int64_t value;
};
enum { NUMBERS = 16 };

static size_t
numbers_of(const struct status *st, struct number n[NUMBERS])
{
	const struct store_counts *c = &st->nights[0].counts;
	const struct number all[NUMBERS] = {
		{ "running", "a night is at work", COUNT, st->running },
		{ "last_good_night", "last good night", TIME, st->last_good },
		{ "nights_of_seven", "of the last seven days with a good "
		    "night", COUNT, st->nights_of_seven },
		{ "records_read", "records read last night", COUNT,
		    (int64_t)c->records },
		{ "records_used", "used", COUNT, (int64_t)c->used },
		{ "records_duplicate", "duplicate", COUNT,
		    (int64_t)c->duplicate },
		{ "records_ignored", "ignored by policy", COUNT,
		    (int64_t)c->ignored },
		{ "records_rejected", "rejected", COUNT,
		    (int64_t)c->rejected },
		{ "items_open", "items for review that are open", COUNT,
		    st->items_open },
		{ "alerts_waiting", "alerts that nobody has acknowledged",
		    COUNT, st->alerts_waiting },
		{ "mails_waiting", "mails in the outbox", COUNT,
		    st->mails_waiting },
		{ "rules_lost", "rules with a regular expression that gave up "
		    "on a text", COUNT, st->rules_lost },
		{ "last_backup", "last backup", TIME, st->last_backup },
		{ "store_bytes", "the store", BYTES, st->store_bytes },
		{ "free_bytes", "free beside it", BYTES, st->free_bytes },
		{ "days_left", "days until the disk is full, at this pace",
		    COUNT, st->days_left },
	};
	size_t i, count = 0;

	for (i = 0; i < NUMBERS; i++)
		if (all[i].kind == TIME ? all[i].value != TIME_UNKNOWN :
					  all[i].value >= 0)
			n[count++] = all[i];
	return count;
}

static void
print_local(struct buffer *out, const struct zone *zone, int64_t t)
{
	struct civil c = zone_civil(zone, t);

	day_print(out, c.day);
	buffer_printf(out, " %02d:%02d", c.second / 3600,
	    c.second / 60 % 60);
}

static void
add_faults(struct buffer *b, const struct status *st)
{
	size_t i;

	for (i = 0; i < st->fault_count; i++)
		buffer_printf(b, "%s%s", i == 0 ? "" : "; ", st->faults[i]);
	if (st->fault_count == 0)
		buffer_text(b, st->running ? "a night is at work" :
					     "the nights run");
}

void
status_print_text(const struct status *st, const struct settings *s,
    FILE *out)
{
	struct number n[NUMBERS];
	size_t count = numbers_of(st, n), i;
	struct buffer b;

	buffer_init(&b, 1 << 16);
	buffer_printf(&b, "%s: %.*s: ", level_names[st->level],
	    SLICE_ARG(s->school.name));
	add_faults(&b, st);
	buffer_char(&b, '\n');
	for (i = 0; i < count; i++) {
		if (n[i].kind == TIME)
			print_local(&b, s->zone, n[i].value);
		else if (n[i].kind == BYTES)
			buffer_printf(&b, "%13lld MB",
			    (long long)(n[i].value >> 20));
		else
			buffer_printf(&b, "%16lld", (long long)n[i].value);
		buffer_printf(&b, "  %s\n", n[i].words);
	}
	fwrite(b.ptr, 1, b.len, out);
	buffer_finish(&b);
}

void
status_print_json(const struct status *st, const struct settings *s,
    FILE *out)
{
	struct number n[NUMBERS];
	size_t count = numbers_of(st, n), i;
	struct buffer b;

	buffer_init(&b, 1 << 16);
	buffer_text(&b, "{\"school\":");
	json_quote(&b, s->school.name);
	buffer_printf(&b, ",\"level\":%d,\"status\":\"%s\",\"faults\":[",
	    st->level, level_names[st->level]);
	for (i = 0; i < st->fault_count; i++) {
		if (i > 0)
			buffer_char(&b, ',');
		json_quote(&b, slice_of(st->faults[i]));
	}
	buffer_char(&b, ']');
	for (i = 0; i < count; i++) {
		buffer_printf(&b, ",\"%s\":", n[i].name);
		if (n[i].kind == TIME) {
			buffer_char(&b, '"');
			time_print_seconds(&b, n[i].value);
			buffer_char(&b, '"');
		} else
			buffer_int(&b, n[i].value);
	}
	buffer_text(&b, "}\n");
	fwrite(b.ptr, 1, b.len, out);
	buffer_finish(&b);
}

/* As OpenMetrics wants a label's text: the three escapes and no more. */
static void
add_label(struct buffer *b, struct slice text)
{
	size_t i;

	for (i = 0; i < text.len; i++)
		if (text.ptr[i] == '"' || text.ptr[i] == '\\')
			buffer_printf(b, "\\%c", text.ptr[i]);
		else if (text.ptr[i] == '\n')
			buffer_text(b, "\\n");
		else
			buffer_char(b, text.ptr[i]);
}

static void
add_metric(struct buffer *b, const struct settings *s, const char *name,
    const char *words, int64_t value)
{
	buffer_printf(b, "# TYPE beadle_%s gauge\n# HELP beadle_%s %s.\n"
	    "beadle_%s{school=\"", name, name, words, name);
	add_label(b, s->school.name);
	buffer_printf(b, "\"} %lld\n", (long long)value);
}

void
status_print_metrics(const struct status *st, const struct settings *s,
    FILE *out)
{
	struct number n[NUMBERS];
	size_t count = numbers_of(st, n), i;
	struct buffer b, name;

	buffer_init(&b, 1 << 16);
	buffer_init(&name, 256);
	add_metric(&b, s, "level", "0 ok, 1 warning, 2 critical", st->level);
	for (i = 0; i < count; i++) {
		bool time = n[i].kind == TIME;

		buffer_reset(&name);
		buffer_printf(&name, "%s%s", n[i].name,
		    time ? "_timestamp_seconds" : "");
		add_metric(&b, s, name.ptr, n[i].words,
		    time ? n[i].value / TIME_SECOND : n[i].value);
	}
	buffer_text(&b, "# EOF\n");
	fwrite(b.ptr, 1, b.len, out);
	buffer_finish(&b);
	buffer_finish(&name);
}

void
status_print_nights(const struct status *st, const struct settings *s,
    FILE *out)
{
	struct buffer b;
	size_t i;

	buffer_init(&b, 1 << 16);
	buffer_text(&b, "\nThe last nights:\n");
	for (i = 0; i < st->night_count; i++) {
		const struct status_night *n = &st->nights[i];
		const struct store_counts *c = &n->counts;

		buffer_text(&b, "    ");
		print_local(&b, s->zone, n->started);
		buffer_printf(&b, "  %llu read = %llu used + %llu duplicate + "
		    "%llu ignored + %llu rejected%s%s\n",
		    (unsigned long long)c->records,
		    (unsigned long long)c->used,
		    (unsigned long long)c->duplicate,
		    (unsigned long long)c->ignored,
		    (unsigned long long)c->rejected,
		    c->records == c->used + c->duplicate + c->ignored +
			    c->rejected ?
			"" :
			": NO BALANCE",
		    n->ok ? "" : ": not good");
	}
	if (st->night_count == 0)
		buffer_text(&b, "    none\n");
	if (st->rules_lost > 0)
		buffer_printf(&b, "%lld rules have a regular expression that "
		    "gave up on a text, which then does not match: the IT "
		    "sheet names them\n", (long long)st->rules_lost);
	buffer_printf(&b, "%lld MB free beside a store of %lld MB",
	    (long long)(st->free_bytes >> 20),
	    (long long)(st->store_bytes >> 20));
	if (st->days_left >= 0)
		buffer_printf(&b, ": enough for %lld days of logs like those "
		    "so far", (long long)st->days_left);
	buffer_char(&b, '\n');
	fwrite(b.ptr, 1, b.len, out);
	buffer_finish(&b);
}

void
status_print_machine(const struct settings *s, FILE *out)
{
	const char *sendmail = s->alerts == NULL ||
		s->alerts->mail_from.len == 0 ? NULL : "";
	struct arena *a = arena_create();
	const struct {
		const char *path, *what, *package;
	} wanted[] = {
		{ "/usr/bin/gnuplot", "charts", "gnuplot-nox" },
		{ "/usr/bin/glpsol", "the audit of small numbers",
		    "glpk-utils" },
		{ "/usr/bin/minisign", "signed returns", "minisign" },
		{ "/usr/share/fonts/truetype/noto", "the fonts of reports",
		    "fonts-noto-core" },
		{ sendmail == NULL ? NULL :
				     arena_text(a, s->alerts->sendmail),
		    "alerts by mail", "postfix, or another mail system" },
	};
	size_t i;

	fprintf(out, "\nThis machine (beadle %s):\n", BEADLE_VERSION);
	for (i = 0; i < sizeof wanted / sizeof *wanted; i++)
		if (wanted[i].path == NULL)
			continue;
		else if (access(wanted[i].path, R_OK) == 0)
			fprintf(out, "    %-34s %s\n", wanted[i].path,
			    wanted[i].what);
		else
			fprintf(out, "    %-34s %s: NOT HERE; install %s\n",
			    wanted[i].path, wanted[i].what,
			    wanted[i].package);
	arena_destroy(a);
}
