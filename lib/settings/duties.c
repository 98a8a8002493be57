/*
 * What must stand before anybody is monitored: dates that the school enters,
 * and offices that are not all one person's.
 */
#include "load.h"
#include "settings/alerts.h"

static int32_t
day_of(const struct yaml *map, const char *key)
{
	int32_t day = DAY_UNKNOWN;
	struct slice text = yaml_text(map, key);

	return text.len > 0 && day_parse(text, &day) ? day : DAY_UNKNOWN;
}

static void
warn_of_date(struct loading *l, int32_t day, const char *key,
    const char *without)
{
	if (day == DAY_UNKNOWN)
		fault_warn(l->f, l->s->path, 0, "policy.%s is not given: %s",
		    key, without);
}

/* One who sees, decides, and looks after the machine is watched by nobody. */
static void
warn_of_one_person(struct loading *l)
{
	const struct settings *s = l->s;
	struct slice one = { 0 };
	size_t i, j, offices = 0;

	for (i = 0; i < s->reader_count; i++) {
		const struct reader *r = &s->readers[i];

		for (j = 0; j < r->people_count; j++)
			if (one.len == 0)
				one = r->people[j];
			else if (!slice_equal_fold(one, r->people[j]))
				return;
		offices += r->people_count > 0;
	}
	if (offices > 1)
		fault_warn(l->f, s->path, 0, "readers: %.*s holds every "
		    "office: nobody else sees what is done with it",
		    SLICE_ARG(one));
}

static void
warn_of_addresses(struct loading *l)
{
	const struct alerts *a = l->s->alerts;
	size_t i;

	for (i = 0; a != NULL && i < a->contact_count; i++)
		if (a->contacts[i].email.len > 0 &&
		    settings_person_by_email(l->s, a->contacts[i].email) !=
			NULL)
			fault_warn(l->f, l->s->path, 0, "contacts.%.*s: "
			    "%.*s is the address of a person, not of an "
			    "office: whoever comes after does not get what "
			    "is sent there", SLICE_ARG(a->contacts[i].name),
			    SLICE_ARG(a->contacts[i].email));
}

/* After people, readers and contacts. */
void
load_duties(struct loading *l)
{
	const struct yaml *map = yaml_get(l->root, "policy");
	struct settings *s = l->s;

	s->policy.assessment = day_of(map, "assessment");
	s->policy.notice = day_of(map, "notice");
	s->policy.agreements = day_of(map, "agreements");
	s->policy.officer = yaml_text(map, "officer");
	s->policy.basis = yaml_text(map, "basis");
	if (s->policy.basis.len == 0)
		s->policy.basis = SLICE("public task: the school's duty to "
		    "keep children safe");
	warn_of_date(l, s->policy.assessment, "assessment", "no impact "
	    "assessment stands behind the monitoring; beadle policy-pack "
	    "drafts one");
	warn_of_date(l, s->policy.notice, "notice", "pupils, staff and "
	    "parents have not been told; beadle policy-pack drafts what to "
	    "tell");
	warn_of_date(l, s->policy.agreements, "agreements", "nobody was "
	    "asked to sign the acceptable use agreement");
	warn_of_one_person(l);
	warn_of_addresses(l);
}
