/* The sites of the school, and the one at hand. */

#include "school.h"

/* In a whole term each site has its plants in weeks of its own. */
static const int shifts[MOST_SITES] = { 0, -35, 28, 49 };

void
sites_go(struct school *s, int site)
{
	s->site = site;
	s->shift = s->first_day < 0 ? shifts[site] : 0;
}

int
sites_people(const struct school *s)
{
	return s->sites * SITE_PEOPLE;
}

int
sites_devices(const struct school *s)
{
	return s->sites * SITE_DEVICES;
}

int
sites_person(const struct school *s, int nth)
{
	return s->site * SITE_PEOPLE + nth;
}

int
sites_device(const struct school *s, int nth)
{
	return s->site * SITE_DEVICES + nth;
}
