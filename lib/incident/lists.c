/*
 * People and devices as the school's lists have them, kept in the store:
 * what was found is printed rightly when they have long left, and by
 * whoever has the store alone.
 */
#include "gather.h"

static const char keep_person[] =
    "INSERT INTO person(key, username, forename, surname, sex, role, year,"
    "                   reg_group, email, first_seen, last_seen)"
    " VALUES (:key, :username, :forename, :surname, :sex, :role, :year,"
    "         :group, :email, :day, :day)"
    " ON CONFLICT DO UPDATE"
    "   SET username = excluded.username, forename = excluded.forename,"
    "       surname = excluded.surname, sex = excluded.sex,"
    "       role = excluded.role, year = excluded.year,"
    "       reg_group = excluded.reg_group, email = excluded.email,"
    "       last_seen = max(last_seen, excluded.last_seen)";

static const char keep_device[] =
    "INSERT INTO device(hostname, ip, room, serial, type, first_seen,"
    "                   last_seen)"
    " VALUES (:hostname, :ip, :room, :serial, :type, :day, :day)"
    " ON CONFLICT DO UPDATE"
    "   SET ip = excluded.ip, room = excluded.room,"
    "       serial = excluded.serial, type = excluded.type,"
    "       last_seen = max(last_seen, excluded.last_seen)";

static int
keep_people(struct store *store, const struct settings *s, int64_t day)
{
	struct statement *q = statement_create(store, keep_person);
	char year[16];
	size_t i;
	int result = q == NULL ? -1 : 0;

	for (i = 0; result == 0 && i < s->person_count; i++) {
		const struct person *p = &s->people[i];

		snprintf(year, sizeof year, "%d", p->year);
		statement_bind_text(q, ":key", p->key);
		statement_bind_text(q, ":username", p->username);
		statement_bind_text(q, ":forename", p->forename);
		statement_bind_text(q, ":surname", p->surname);
		statement_bind_text(q, ":sex", p->sex);
		statement_bind_text(q, ":role", p->role);
		statement_bind_text(q, ":year",
		    p->year == 0 ? SLICE("") : slice_of(year));
		statement_bind_text(q, ":group", p->reg_group);
		statement_bind_text(q, ":email", p->email);
		statement_bind_int(q, ":day", day);
		result = statement_run(q);
	}
	statement_destroy(q);
	return result;
}

static int
keep_devices(struct store *store, const struct settings *s, int64_t day)
{
	struct statement *q = statement_create(store, keep_device);
	size_t i;
	int result = q == NULL ? -1 : 0;

	for (i = 0; result == 0 && i < s->device_count; i++) {
		const struct device *d = &s->devices[i];

		statement_bind_text(q, ":hostname", d->hostname);
		statement_bind_text(q, ":ip", d->ip);
		statement_bind_text(q, ":room", d->room);
		statement_bind_text(q, ":serial", d->serial);
		statement_bind_text(q, ":type", d->type);
		statement_bind_int(q, ":day", day);
		result = statement_run(q);
	}
	statement_destroy(q);
	return result;
}

int
gather_lists(struct store *store, const struct settings *settings)
{
	int64_t day = time_now() / (24 * TIME_HOUR);

	if (settings->zone != NULL)
		day = zone_civil(settings->zone, time_now()).day;
	return keep_people(store, settings, day) == -1 ?
	    -1 :
	    keep_devices(store, settings, day);
}
