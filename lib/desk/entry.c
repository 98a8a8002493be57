/*
 * Checks a line that is entered by hand.
 */
#include "incident/fields.h"

#include "entry.h"

enum { LONGEST = 2000, OLDEST_DAYS = 3 * 366 };
/* How far from the time that somebody remembers an event may lie. */
#define NEAR (2 * TIME_HOUR)

const char *const entry_titles[ENTRY_CELLS] = { "kind", "date", "time",
	"who", "device", "details", "told_to", "told_on", "action",
	"also_recorded_in" };

struct reading {
	const struct desk *desk;
	const struct slice *cells;
	struct arena *arena;
	struct incident_entry *entry;
	entry_fault_fn *fault;
	void *ctx;
	bool good;
};

static void
wrong(struct reading *r, enum entry_cell cell, const char *what)
{
	r->good = false;
	r->fault(cell, what, r->ctx);
}

/* "Accidental access" as accidental-access. */
static void
read_kind(struct reading *r)
{
	char *text = arena_text(r->arena, r->cells[ENTRY_KIND]);
	size_t i;

	for (i = 0; text[i] != '\0'; i++)
		text[i] = text[i] == ' ' || text[i] == '_' ? '-' :
		    text[i] >= 'A' && text[i] <= 'Z' ? (char)(text[i] + 32) :
						       text[i];
	r->entry->kind = slice_of(text);
	if (!incident_is_kind(r->entry->kind))
		wrong(r, ENTRY_KIND, "expected accidental-access, "
		    "cyberbullying, lost-device, complaint, "
		    "parent-instigator, information-disclosed or "
		    "over-blocking");
}

static void
read_days(struct reading *r)
{
	const struct zone *z = r->desk->settings->zone;
	int32_t today = zone_civil(z, r->desk->now).day;
	struct incident_entry *e = r->entry;

	if (!fields_day(r->cells[ENTRY_DATE], &e->day) || e->day > today ||
	    e->day < today - OLDEST_DAYS) {
		wrong(r, ENTRY_DATE, "expected a day that is over, as "
		    "14/10/2026");
		e->day = today;
	}
	e->told = e->day;
	if (r->cells[ENTRY_TOLD_ON].len > 0 &&
	    (!fields_day(r->cells[ENTRY_TOLD_ON], &e->told) ||
		e->told < e->day || e->told > today)) {
		wrong(r, ENTRY_TOLD_ON, "expected the day on which it was "
		    "told, which is not before it happened");
		e->told = e->day;
	}
}

static void
read_time(struct reading *r)
{
	const struct zone *z = r->desk->settings->zone;
	struct incident_entry *e = r->entry;
	struct civil c = { .day = e->day };

	e->hour = -1;
	e->since = e->start = zone_day_start(z, e->day);
	e->until = zone_day_start(z, e->day + 1) - 1;
	if (r->cells[ENTRY_TIME].len == 0)
		return;
	if (!fields_clock(r->cells[ENTRY_TIME], &c.second)) {
		wrong(r, ENTRY_TIME, "expected a time of day, as 13:25");
		return;
	}
	zone_utc(z, c, &e->start);
	e->hour = c.second / 3600;
	e->since = e->start - NEAR;
	e->until = e->start + NEAR;
}

static bool
is_called(const struct person *p, struct slice name)
{
	struct slice rest = name;

	if (slice_equal_fold(slice_first(rest, p->forename.len),
		p->forename) && p->forename.len > 0) {
		rest = slice_from(rest, p->forename.len);
		if (slice_take_char(&rest, ' ') &&
		    slice_equal_fold(rest, p->surname))
			return true;
	}
	rest = name;
	if (!slice_equal_fold(slice_first(rest, p->surname.len), p->surname))
		return false;
	rest = slice_from(rest, p->surname.len);
	return slice_take_char(&rest, ',') &&
	    slice_equal_fold(slice_trim(rest), p->forename);
}

/* An account, an address, a lasting id, or a name that one person bears. */
static const struct person *
find_person(const struct settings *s, struct slice who, int *count)
{
	const struct person *p = settings_person(s, who);
	size_t i;

	*count = 1;
	if (p == NULL)
		p = settings_person_by_email(s, who);
	if (p == NULL)
		p = settings_person_by_key(s, who);
	if (p != NULL)
		return p;
	for (*count = 0, i = 0; i < s->person_count; i++)
		if (is_called(&s->people[i], who)) {
			p = &s->people[i];
			(*count)++;
		}
	return *count == 1 ? p : NULL;
}

static void
read_who(struct reading *r)
{
	struct slice who = r->cells[ENTRY_WHO];
	struct incident_entry *e = r->entry;
	const struct person *p;
	int count;

	if (who.len == 0) {
		if (slice_equal(e->kind, SLICE("accidental-access")) ||
		    slice_equal(e->kind, SLICE("cyberbullying")))
			wrong(r, ENTRY_WHO, "expected a user name, or a name "
			    "of the list of people");
		return;
	}
	p = find_person(r->desk->settings, who, &count);
	if (p == NULL) {
		wrong(r, ENTRY_WHO, count > 1 ? "several people bear that "
			"name: expected the user name" :
			"nobody on the list of people is called so");
		return;
	}
	e->person = p->key;
	e->account = p->username;
	e->role = p->role;
	if (p->year > 0)
		e->year = slice_of(arena_printf(r->arena, "%d", p->year));
}

static void
read_device(struct reading *r)
{
	struct slice name = r->cells[ENTRY_DEVICE];
	const struct settings *s = r->desk->settings;
	const struct device *d = name.len == 0 ? NULL :
	    settings_device(s, name);
	size_t i;

	for (i = 0; d == NULL && name.len > 0 && i < s->device_count; i++)
		if (slice_equal_fold(s->devices[i].serial, name))
			d = &s->devices[i];
	if (d != NULL) {
		r->entry->device = d->hostname;
		r->entry->room = d->room;
	} else if (name.len > 0)
		wrong(r, ENTRY_DEVICE, "no device on the list has that name "
		    "or serial number");
	else if (slice_equal(r->entry->kind, SLICE("lost-device")))
		wrong(r, ENTRY_DEVICE, "expected the name or serial number "
		    "of the device");
}

bool
entry_read(const struct desk *d, const struct slice cells[ENTRY_CELLS],
    struct arena *a, struct incident_entry *out, entry_fault_fn *fault,
    void *ctx)
{
	struct reading r = { .desk = d, .cells = cells, .arena = a,
		.entry = out, .fault = fault, .ctx = ctx, .good = true };
	int i;

	*out = (struct incident_entry){ .details = cells[ENTRY_DETAILS],
		.told_to = cells[ENTRY_TOLD_TO],
		.action = cells[ENTRY_ACTION],
		.also = cells[ENTRY_ALSO] };
	for (i = 0; i < ENTRY_CELLS; i++)
		if (cells[i].len > LONGEST)
			wrong(&r, (enum entry_cell)i, "longer than 2000 "
			    "letters");
	read_kind(&r);
	read_days(&r);
	read_time(&r);
	read_who(&r);
	read_device(&r);
	if (out->details.len == 0)
		wrong(&r, ENTRY_DETAILS, "expected what happened, in a "
		    "sentence");
	return r.good;
}
