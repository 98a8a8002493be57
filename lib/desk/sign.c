/*
 * The sheet on which head and lead sign the log of a term, and the same from
 * a shell.
 */
#include <err.h>
#include <unistd.h>

#include "incident/fields.h"
#include "reports/signed.h"
#include "store/statement.h"

#include "inbox.h"
#include "shell.h"

enum sign_column {
	SIGN_LOG,
	SIGN_PERIOD,
	SIGN_VERSION,
	SIGN_AS,
	SIGN_NAME,
	SIGN_ON,
	SIGN_REMARKS,
	SIGN_COLUMNS,
};

static const char *const titles[SIGN_COLUMNS] = { "sign_off",
	"reporting_period", "version", "signs_as", "name", "signed_on",
	"remarks" };

bool
is_sign_off(const struct csv *t)
{
	return csv_find(t, "sign_off") != -1 && csv_find(t, "signs_as") != -1;
}

static int
office_of(struct slice reader)
{
	int o;

	for (o = 0; o < SIGN_OFFICES; o++)
		if (slice_equal(reader, slice_of(signed_reader(
			(enum sign_office)o))))
			return o;
	return -1;
}

static bool
was_made(struct store *store, struct slice period, int64_t version)
{
	static const char find[] =
	    "SELECT 1 FROM audit WHERE number = :number"
	    "   AND what = 'report incident-log ' || :period";
	struct statement *q = statement_create(store, find);
	bool found = false;

	if (q == NULL)
		return false;
	statement_bind_int(q, ":number", version);
	statement_bind_text(q, ":period", period);
	while (statement_step(q) == 1)
		found = true;
	statement_destroy(q);
	return found;
}

struct signing {
	const struct csv *table;
	int at[SIGN_COLUMNS];
	size_t row;
	enum sign_office office;
};

static struct slice
cell(struct returned *r, const struct signing *s, enum sign_column c)
{
	return clean(r, csv_cell(s->table, s->row, s->at[c]));
}

static void
fault_at(struct returned *r, const struct signing *s, enum sign_column c,
    const char *what)
{
	returned_fault(r, "%s %s: %s.", cell_name(r, s->at[c], s->row),
	    titles[c], what);
}

/* Its version must be one that was made: what was signed can be told later. */
static void
sign_row(struct returned *r, const struct signing *s)
{
	const struct settings *set = r->desk->settings;
	int32_t today = zone_civil(set->zone, r->desk->now).day;
	struct slice name = cell(r, s, SIGN_NAME), on = cell(r, s, SIGN_ON),
		remarks = cell(r, s, SIGN_REMARKS),
		period = cell(r, s, SIGN_PERIOD),
		version = cell(r, s, SIGN_VERSION);
	struct signature sign = { .day = today };
	const char *why;

	if (name.len == 0 && on.len == 0 && remarks.len == 0)
		return;
	if (name.len == 0)
		fault_at(r, s, SIGN_NAME, "a name is needed");
	if (on.len > 0 && !fields_day(on, &sign.day))
		fault_at(r, s, SIGN_ON, "expected a day as 18/12/2026");
	else if (sign.day > today)
		fault_at(r, s, SIGN_ON, "that day has not come yet");
	if (!slice_take_char(&version, 'v') ||
	    !slice_to_int(version, &sign.version) ||
	    !was_made(r->store, period, sign.version))
		fault_at(r, s, SIGN_VERSION, "no such version of the log of "
		    "that reporting period was made");
	if (r->faults > 0)
		return;
	sign.name = remarks.len == 0 ? name : slice_of(arena_printf(r->arena,
	    "%.*s; %.*s", SLICE_ARG(name), SLICE_ARG(remarks)));
	why = signed_write(r->store, s->office, arena_text(r->arena, period),
	    &sign);
	if (why != NULL) {
		fault_at(r, s, SIGN_NAME, why);
		return;
	}
	buffer_printf(&r->receipt, "row %zu: the incident log of %.*s is "
	    "signed\r\n", s->row + 2, SLICE_ARG(period));
	r->applied++;
}

int
answer_sign_off(struct returned *r, const struct csv *t)
{
	struct signing s = { .table = t };
	int i, office = office_of(r->reader);

	if (office == -1)
		returned_fault(r, "The head and the safeguarding lead sign "
		    "for this.");
	for (i = 0; i < SIGN_COLUMNS; i++)
		if ((s.at[i] = csv_find(t, titles[i])) == -1)
			returned_fault(r, "The column %s is missing.",
			    titles[i]);
	if (r->faults > 0)
		return 0;
	s.office = (enum sign_office)office;
	for (s.row = 0; s.row < csv_rows(t); s.row++)
		sign_row(r, &s);
	return 0;
}

static void
add_row(struct buffer *out, struct arena *a, const char *period,
    int64_t version, enum sign_office o)
{
	int i;

	csv_add(out, true, SLICE("incident-log"));
	csv_add(out, false, slice_of(period));
	csv_add(out, false, slice_of(arena_printf(a, "v%lld",
	    (long long)version)));
	csv_add(out, false, slice_of(signed_title(a, o)));
	for (i = SIGN_NAME; i < SIGN_COLUMNS; i++)
		csv_add(out, false, SLICE(""));
	csv_end_row(out);
}

/* One that somebody has begun to fill in, or that lies there as it would be
 * written, stays. */
static int
put_sheet(const struct desk *d, struct arena *a, const char *period,
    int64_t version, enum sign_office o)
{
	const char *name = arena_printf(a, "sign-off-%s.csv", period);
	struct buffer out;
	int i, result = 0;

	buffer_init(&out, BUFFER_LARGEST);
	buffer_text(&out, "\xef\xbb\xbf"); /* for Excel */
	for (i = 0; i < SIGN_COLUMNS; i++)
		csv_add(&out, i == 0, slice_of(titles[i]));
	csv_end_row(&out);
	add_row(&out, a, period, version, o);
	if (!sheet_stays(d, slice_of(signed_reader(o)), name,
	    buffer_slice(&out), titles + SIGN_NAME,
	    SIGN_COLUMNS - SIGN_NAME))
		result = sheet_put(d, slice_of(signed_reader(o)), name, &out);
	buffer_finish(&out);
	return result;
}

static int
offer(const struct desk *d, struct store *store, const struct term *t,
    struct arena *a)
{
	const char *period = t->in_files; /* as reports of it are called */
	int64_t version = signed_version(store, period);
	struct signature signs[SIGN_OFFICES];
	int o, result = version == -1 ? -1 :
	    signed_read(store, period, a, signs);

	for (o = 0; version > 0 && result == 0 && o < SIGN_OFFICES; o++)
		if (!signs[o].given)
			result = put_sheet(d, a, period, version,
			    (enum sign_office)o);
	return result;
}

int
desk_sign_offs(const struct desk *d)
{
	int32_t today = zone_civil(d->settings->zone, d->now).day;
	struct store *store = store_open(d->store, AUDIENCE_LEADERSHIP);
	struct arena *a = arena_create();
	const struct term *t;
	int result = store == NULL ? -1 : 0;
	size_t i;

	for (i = 0; result == 0 &&
	     (t = calendar_term_at(d->settings->calendar, i)) != NULL; i++)
		if (signing_is_due(d->settings, t, today))
			result = offer(d, store, t, a);
	store_close(store);
	arena_destroy(a);
	return result;
}

/* The reporting period that was asked for: a term by its own name. */
static const char *
period_asked(const struct shell *s)
{
	const struct term *t = calendar_term(s->desk->settings->calendar,
	    slice_of(s->operands[0]));

	return t == NULL ? s->operands[0] : t->in_files;
}

int
shell_sign_off(const struct shell *s, struct store *store)
{
	const char *period = period_asked(s);
	struct signature sign = { .name = s->why,
		.day = zone_civil(s->desk->settings->zone,
		    s->desk->now).day };
	const char *why = "-w: the head or the safeguarding lead signs";
	int o;

	for (o = 0; o < SIGN_OFFICES; o++)
		if (shell_is_office(s, signed_reader((enum sign_office)o)))
			break;
	if (o < SIGN_OFFICES) {
		sign.version = signed_version(store, period);
		why = slice_trim(s->why).len == 0 ?
		    "the name of who signs is needed (-m)" :
		    signed_write(store, (enum sign_office)o, period, &sign);
	}
	if (why != NULL)
		warnx("%s: %s", s->operands[0], why);
	return why == NULL ? 0 : -1;
}
