/*
 * The list of devices: which computer or Chromebook stands where.
 */
#include "base/url.h"

#include "load.h"

enum { HOSTNAME, IP, ROOM, SERIAL, TYPE, SITE, COLUMNS };

/* Logs write computers as pc1, PC1.school.example or PC1; the list may too. */
static struct slice
short_name(struct loading *l, struct slice name)
{
	return lower_case(l->arena, slice_first(name, slice_find(name, '.')));
}

static void
read_device(struct loading *l, struct slice path, const struct csv *t,
    const struct table_column *columns, size_t row)
{
	struct device *d = &l->s->devices[l->s->device_count];
	unsigned char bytes[16];
	uint32_t other;

	d->line = (int)csv_line(t, row);
	d->hostname = short_name(l, csv_cell(t, row, columns[HOSTNAME].at));
	d->ip = lower_case(l->arena, csv_cell(t, row, columns[IP].at));
	d->room = arena_copy(l->arena, csv_cell(t, row, columns[ROOM].at));
	d->serial = arena_copy(l->arena, csv_cell(t, row, columns[SERIAL].at));
	d->type = lower_case(l->arena, csv_cell(t, row, columns[TYPE].at));
	d->site = arena_copy(l->arena, csv_cell(t, row, columns[SITE].at));
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
	l->s->device_count++;
}

void
load_devices(struct loading *l)
{
	struct table_column columns[COLUMNS] = {
		[HOSTNAME] = { "hostname", true, -1 },
		[IP] = { "ip", true, -1 },
		[ROOM] = { "room", true, -1 },
		[SERIAL] = { "serial", true, -1 },
		[TYPE] = { "type", true, -1 },
		[SITE] = { "site", false, -1 },
	};
	struct slice path;
	struct csv *t;
	size_t row;

	if ((t = table_open(l, "devices", &path, columns, COLUMNS)) == NULL)
		return;
	l->s->devices = arena_alloc(l->arena,
	    csv_rows(t) * sizeof *l->s->devices);
	for (row = 0; row < csv_rows(t); row++)
		if (!table_row_is_blank(t, row))
			read_device(l, path, t, columns, row);
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
