/*
 * The list of devices: which computer or Chromebook stands where.
 */
#include <stdlib.h>

#include "base/url.h"

#include "load.h"

enum { HOSTNAME, IP, ROOM, SERIAL, TYPE, SITE, USER, ASSET, STATUS, CHROME,
	COLUMNS };

/* The first that a table has is taken.  Google's export of ChromeOS devices
 * has no name that logs know: the school's own asset number, else the serial
 * stands for it. */
static const char *const names[COLUMNS][6] = {
	[HOSTNAME] = { "hostname", "computername", "devicename" },
	[IP] = { "ip", "ipaddress" },
	[ROOM] = { "room", "location", "annotatedlocation" },
	[SERIAL] = { "serial", "serialnumber" },
	[TYPE] = { "type", "devicetype" },
	[SITE] = { "site" },
	[USER] = { "user", "assigneduser", "owner", "annotateduser" },
	[ASSET] = { "annotatedassetid", "assetid", "asset" },
	[STATUS] = { "status" },
	[CHROME] = { "annotatedassetid", "orgunitpath", "deviceid" },
};

/* Whoever stands at so many has set them up, and uses them no more. */
enum { SET_UP_BY = 3 };

/* Logs write computers as pc1, PC1.school.example or PC1; the list may too. */
static struct slice
short_name(struct loading *l, struct slice name)
{
	return lower_case(l->arena, slice_first(name, slice_find(name, '.')));
}

static void
check_device(struct loading *l, struct slice path, const struct device *d)
{
	unsigned char bytes[16];
	uint32_t other;

	if (d->hostname.len == 0)
		fault_add(l->f, path, d->line, "no hostname");
	else if ((other = index_add(&l->out->hostnames, d->hostname,
		      l->s->device_count)) != MAP_NONE)
		fault_add(l->f, path, d->line,
		    "hostname %.*s is already on line %d",
		    SLICE_ARG(d->hostname), l->s->devices[other].line);
	if (d->ip.len > 0 && !address_parse(d->ip, bytes))
		fault_add(l->f, path, d->line,
		    "ip: expected an address, found %.*s", SLICE_ARG(d->ip));
	else if (d->ip.len > 0 &&
	    (other = index_add(&l->out->addresses, d->ip,
		 l->s->device_count)) != MAP_NONE)
		fault_add(l->f, path, d->line, "ip %.*s is already on line %d",
		    SLICE_ARG(d->ip), l->s->devices[other].line);
}

static void
read_device(struct loading *l, struct slice path, const struct csv *t,
    const int at[], size_t row)
{
	struct device *d = &l->s->devices[l->s->device_count];
	struct slice cells[COLUMNS], name;
	int c;

	for (c = 0; c < COLUMNS; c++)
		cells[c] = csv_cell(t, row, at[c]);
	if (at[CHROME] != -1 &&
	    slice_equal_fold(cells[STATUS], SLICE("DEPROVISIONED")))
		return;
	name = cells[HOSTNAME];
	if (at[CHROME] != -1 && name.len == 0)
		name = cells[ASSET].len > 0 ? cells[ASSET] : cells[SERIAL];
	*d = (struct device){ .line = (int)csv_line(t, row),
		.hostname = short_name(l, name),
		.ip = lower_case(l->arena, cells[IP]),
		.room = arena_copy(l->arena, cells[ROOM]),
		.serial = arena_copy(l->arena, cells[SERIAL]),
		.type = at[TYPE] == -1 ? SLICE("chromebook") :
					 lower_case(l->arena, cells[TYPE]),
		.site = arena_copy(l->arena, cells[SITE]),
		.user = lower_case(l->arena, cells[USER]) };
	check_device(l, path, d);
	l->s->device_count++;
}

/* A user must be somebody of the list, and the device's only one. */
static void
check_users(struct loading *l, struct slice path)
{
	struct map *users = map_create();
	uint32_t *times = memory_zeroed(l->s->device_count + 1,
	    sizeof *times), n;
	size_t i;

	for (i = 0; i < l->s->device_count; i++)
		if (l->s->devices[i].user.len > 0)
			times[map_add(users, l->s->devices[i].user)]++;
	for (i = 0; i < l->s->device_count; i++) {
		struct device *d = &l->s->devices[i];

		if (d->user.len == 0)
			continue;
		n = map_find(users, d->user);
		if (times[n] >= SET_UP_BY)
			fault_warn(l->f, path, d->line,
			    "user: %.*s stands at %u devices, and is taken "
			    "for who set them up", SLICE_ARG(d->user),
			    (unsigned)times[n]);
		else if (settings_person(l->s, d->user) == NULL &&
		    settings_person_by_email(l->s, d->user) == NULL)
			fault_warn(l->f, path, d->line,
			    "user: %.*s is nobody of the list of people",
			    SLICE_ARG(d->user));
		if (times[n] >= SET_UP_BY)
			d->user = SLICE("");
	}
	map_destroy(users);
	free(times);
}

static void
find_columns(struct loading *l, struct slice path, const struct csv *t,
    int at[])
{
	int c;

	for (c = 0; c < COLUMNS; c++)
		at[c] = table_find(t, names[c]);
	for (c = HOSTNAME; c <= TYPE; c++)
		if (at[c] == -1 && (at[CHROME] == -1 || c == SERIAL))
			fault_add(l->f, path, 1, "no column %s", names[c][0]);
}

void
load_devices(struct loading *l)
{
	int at[COLUMNS];
	struct slice path;
	struct csv *t;
	size_t row;

	if ((t = table_open(l, "devices", &path, NULL, 0)) == NULL)
		return;
	find_columns(l, path, t, at);
	l->s->devices = arena_alloc(l->arena,
	    csv_rows(t) * sizeof *l->s->devices);
	for (row = 0; row < csv_rows(t); row++)
		if (!table_row_is_blank(t, row))
			read_device(l, path, t, at, row);
	check_users(l, path);
	csv_destroy(t);
}

const struct device *
settings_device(const struct settings *s, struct slice hostname)
{
	const struct loaded *in = (const struct loaded *)s;
	uint32_t n = index_find_fold(&in->hostnames,
	    slice_first(hostname, slice_find(hostname, '.')));

	return n == MAP_NONE ? NULL : &s->devices[n];
}

const struct device *
settings_device_by_address(const struct settings *s, struct slice address)
{
	const struct loaded *in = (const struct loaded *)s;
	uint32_t n = index_find_fold(&in->addresses, address);

	return n == MAP_NONE ? NULL : &s->devices[n];
}
