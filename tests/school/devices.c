/* The hundred and fifty machines, room by room. */

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

void
devices_make(struct school *s)
{
	static const char letters[] = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
	int nth = 0;

	for (size_t r = 0; r < sizeof(rooms) / sizeof(rooms[0]); r++)
		for (int i = 0; i < rooms[r].count; i++, nth++) {
			struct device *d = &s->devices[nth];

			snprintf(d->name, sizeof(d->name), "%s%02d",
			    rooms[r].prefix, i + 1);
			d->last_octet = 11 + nth;
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
	for (int i = 0; i < DEVICES; i++)
		if (strcmp(s->devices[i].name, name) == 0)
			return i;
	return 0;
}
