/* The hundred and fifty machines of each site, room by room. */

#include <string.h>

#include "school.h"

static const struct {
	const char *prefix;
	int count;
	const char *room; /* NULL: a room each, R01 ... */
	const char *type;
	bool windows;
} rooms[] = {
	/* clang-format off */
	{ "IT1-PC",    24, "IT1",       "desktop",    true },
	{ "IT2-PC",    24, "IT2",       "desktop",    true },
	{ "LIB-PC",    12, "Library",   "desktop",    true },
	{ "SF-PC",      8, "Sixth Form", "desktop",   true },
	{ "SCI-PC",     5, "Science 1", "desktop",    true },
	{ "TPC-R",     14, NULL,        "desktop",    true },
	{ "STAFF-LT",  24, "Staff",     "laptop",     true },
	{ "CB-",       32, "Trolley A", "chromebook", false },
	{ "OFFICE-PC",  4, "Office",    "desktop",    true },
	{ "SRV-",       3, "Server room", "server",   true },
	/* clang-format on */
};

static const char *const classrooms[] = { "R01", "R02", "R03", "R04", "R05",
	"R06", "R07", "R08", "R09", "R10", "R11", "R12", "R13", "R14" };

/* Documentation has no net left for more sites; benchmarks have. */
static void
address(int site, int last, char out[32])
{
	if (site == 0)
		snprintf(out, 32, "198.51.100.%d", last);
	else
		snprintf(out, 32, "198.18.%d.%d", site, last);
}

void
devices_make(struct school *s)
{
	static const char letters[] = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
	int nth = 0;
	char site[3] = "";

	if (s->site > 0)
		snprintf(site, sizeof(site), "%c-", 'A' + s->site);
	for (size_t r = 0; r < sizeof(rooms) / sizeof(rooms[0]); r++)
		for (int i = 0; i < rooms[r].count; i++, nth++) {
			struct device *d = &s->devices[sites_device(s, nth)];

			snprintf(d->name, sizeof(d->name), "%s%s%02d", site,
			    rooms[r].prefix, i + 1);
			address(s->site, 11 + nth, d->ip);
			d->room = rooms[r].room != NULL ? rooms[r].room
							: classrooms[i];
			d->type = rooms[r].type;
			d->windows = rooms[r].windows;
			for (int c = 0; c < 10; c++)
				d->serial[c] = letters[chance_below(s, 32)];
		}
}

int
devices_find(const struct school *s, const char *name)
{
	int first = sites_device(s, 0);

	for (int i = first; i < first + SITE_DEVICES; i++)
		if (strcmp(s->devices[i].name + (s->site > 0 ? 2 : 0), name) ==
		    0)
			return i;
	return first;
}

const char *
devices_name(const struct school *s, const char *name)
{
	return s->devices[devices_find(s, name)].name;
}
