/* Tools for planting: whom to choose, and visits with their truth. */

#include <err.h>
#include <string.h>

#include "school.h"

int64_t
plant_time(const struct school *s, int day, int hour, int minute, int second)
{
	return clock_local(s->shift + day, hour * 60 + minute, second);
}

const char *
plant_name(const struct school *s, const struct session *at)
{
	return s->people[at->person].username;
}

static bool
suits(const struct school *s, const struct session *at,
    const struct session *wanted, enum role role, int low, int high,
    const char *type)
{
	const struct person *p = &s->people[at->person];

	return at->device / SITE_DEVICES == s->site && at->day == wanted->day &&
	       at->slot == wanted->slot && !at->silent && !p->taken &&
	       p->role == role && p->year >= low && p->year <= high &&
	       strcmp(s->devices[at->device].type, type) == 0;
}

static bool
in_use(const struct school *s, int person, int device, int day, enum slot slot)
{
	for (size_t i = 0; i < s->session_count; i++) {
		const struct session *at = &s->sessions[i];

		if (at->day == day && at->slot == slot &&
		    (at->person == person || at->device == device))
			return true;
	}
	return false;
}

/* Where by chance nobody suits, somebody sits down at another machine. */
static struct session *
seat_one(struct school *s, const struct session *wanted, int low, int high,
    const char *type)
{
	int device = sites_device(s, 0), end = device + SITE_DEVICES, person;

	do
		person = people_take(s, PUPIL, low, high);
	while (in_use(s, person, -1, wanted->day, wanted->slot));
	while (device < end &&
	       (strcmp(s->devices[device].type, type) != 0 ||
		   in_use(s, -1, device, wanted->day, wanted->slot)))
		device++;
	if (device == end)
		errx(1, "no %s is free on day %d, slot %d", type, wanted->day,
		    (int)wanted->slot);
	return life_add(s, person, device, wanted->day, wanted->slot,
	    clock_local(wanted->day, life_slot_start(wanted->slot), 40),
	    clock_local(wanted->day, life_slot_end(wanted->slot), -40));
}

/* Any one of those that suit, each with the same chance. */
static struct session *
pick(struct school *s, int day, enum slot slot, enum role role, int low,
    int high, const char *type)
{
	struct session wanted = { .day = s->shift + day, .slot = slot };
	struct session *chosen = NULL;
	int seen = 0;

	for (size_t i = 0; i < s->session_count; i++)
		if (suits(s, &s->sessions[i], &wanted, role, low, high, type) &&
		    chance_below(s, ++seen) == 0)
			chosen = &s->sessions[i];
	if (chosen == NULL && role == PUPIL)
		chosen = seat_one(s, &wanted, low, high, type);
	if (chosen == NULL)
		errx(1, "nobody for day %d, slot %d", day, (int)slot);
	s->people[chosen->person].taken = true;
	return chosen;
}

struct session *
plant_pick(struct school *s, int day, enum slot slot, int low, int high,
    const char *type)
{
	return pick(s, day, slot, PUPIL, low, high, type);
}

/* One of the staff with a laptop open all day. */
struct session *
plant_pick_staff(struct school *s, int day)
{
	return pick(s, day, OTHER, STAFF, 0, 0, "laptop");
}

struct session *
plant_alone(struct school *s, int low, int high, const char *device,
    int64_t from, int minutes)
{
	struct session *at = life_add(s, people_take(s, PUPIL, low, high),
	    devices_find(s, device), clock_local_day(from), OTHER, from,
	    from + minutes * (int64_t)MINUTE);

	at->silent = true;
	return at;
}

int64_t
plant_visits(struct school *s, const struct session *at, const struct visits *v)
{
	char user[48];
	int64_t last = 0;

	proxy_user(s, at, user);
	for (int i = 0; i < v->count; i++) {
		int64_t start = v->start + (int64_t)i * v->gap * SECOND +
				chance_below(s, 4000);
		int64_t end =
		    proxy_visit(s, at, v->user != NULL ? v->user : user, v->way,
			v->host, v->path != NULL ? v->path : "/", start);

		if (end > last)
			last = end;
	}
	return last;
}

void
plant_web(struct school *s, const char *label, const struct session *at,
    const struct visits *v, const char *detail)
{
	int64_t end = plant_visits(s, at, v);

	truth_add(s, label, plant_name(s, at), v->start, end, detail);
}

void
plant_innocent(struct school *s, const char *label, const struct session *at,
    const struct visits *v, const char *detail)
{
	int64_t end = plant_visits(s, at, v);

	lookalike_add(s, label, plant_name(s, at), v->start, end, detail);
}

void
plant_sow(struct school *s, const struct plant_row *rows, size_t count)
{
	for (const struct plant_row *r = rows; r < rows + count; r++) {
		enum slot slot = life_slot_at(r->hour * 60 + r->minute);
		struct session *at =
		    strcmp(r->type, "laptop") == 0
			? plant_pick_staff(s, r->day)
			: plant_pick(s, r->day, slot, r->low, r->high, r->type);
		struct visits v = { .way = r->way,
			.host = r->host,
			.path = r->path,
			.start = plant_time(
			    s, r->day, r->hour, r->minute, r->second),
			.count = r->count,
			.gap = r->gap };

		if (r->innocent)
			plant_innocent(s, r->label, at, &v, r->detail);
		else
			plant_web(s, r->label, at, &v, r->detail);
	}
}
