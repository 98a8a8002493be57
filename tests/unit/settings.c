/*
 * Look-ups in a school's settings: people and devices however a log writes
 * them, and overlays folded into one.
 */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "settings/calendar.h"
#include "settings/categories.h"
#include "settings/settings.h"

#include "../tap.h"

static char folder[] = "/tmp/beadle-settings-XXXXXX";
static const char *const names[] = { "school.yml", "people.csv",
	"devices.csv", "rules/one.yml", "rules/two.yml" };

static void
is_slice(struct slice got, const char *wanted, const char *name)
{
	if (!ok(slice_equal(got, slice_of(wanted)), name))
		printf("# wanted '%s', got '%.*s'\n", wanted, SLICE_ARG(got));
}

static const char *
path_of(const char *name)
{
	static char path[100];

	snprintf(path, sizeof path, "%s/%s", folder, name);
	return path;
}

static void
write_file(const char *name, const char *text)
{
	FILE *out = fopen(path_of(name), "w");

	if (out == NULL || fputs(text, out) < 0 || fclose(out) != 0)
		err(1, "%s", name);
}

static void
write_school(void)
{
	if (mkdtemp(folder) == NULL || mkdir(path_of("rules"), 0700) == -1)
		err(1, "%s", folder);
	write_file("school.yml",
	    "school: {name: Quillbrook School}\n"
	    "zone: Europe/London\n"
	    "store: /var/lib/q.db\n"
	    "people: people.csv\n"
	    "devices: devices.csv\n"
	    "logs: logs/*.gz\n"
	    "private_hosts: [Private.Example]\n"
	    "rules_folders: [rules]\n"
	    "lists:\n"
	    "  technicians: [tom, una]\n"
	    "category_overrides: {own.example: games}\n"
	    "keep: {subjects: true}\n"
	    "rules:\n"
	    "  - {match: '*', approved_by: Head, valid_from: 2026-09-02}\n"
	    "  - {match: games, clause: AUP 4, treat_as: possible-breach}\n"
	    "  - {match: tw?, on: false}\n"
	    "  - {match: 'ID-*', clause: AUP 9}\n");
	write_file("people.csv",
	    "email,left,Username,person_id,upn,forename,surname,role,year\n"
	    "Amy@Q.example,,Amy,P1,x,Amy,A,Pupil,Year 7\n"
	    ",2026-10-16,bob,P2,x,Bob,B,staff,\n"
	    "#,,nobody,P3,x,N,N,staff,\n");
	write_file("devices.csv",
	    "hostname,ip,room,serial,type\n"
	    "PC1.q.example,192.0.2.1,IT1,S1,Desktop\n"
	    "pc2,2001:DB8::2,IT1,S2,laptop\n");
	write_file("rules/one.yml", "id: id-1\nbeadle: {label: games}\n");
	write_file("rules/two.yml", "id: other\n");
}

static void
people(const struct settings *s)
{
	const struct person *amy = settings_person(s, SLICE("aMy"));
	const struct person *bob = settings_person_by_key(s, SLICE("p2"));

	is_int((int64_t)s->person_count, 2, "a row with # is no person");
	ok(amy != NULL && bob != NULL, "accounts and keys in whatever case");
	if (amy == NULL || bob == NULL)
		return;
	is_slice(amy->key, "P1", "person_id goes before upn");
	is_slice(amy->role, "pupil", "roles are in lower case");
	is_int(amy->year, 7, "Year 7 is 7");
	is_int(amy->left, DAY_UNKNOWN, "nobody leaves by an empty cell");
	is_int(bob->left, day_from_date(2026, 10, 16), "a day of leaving");
	ok(settings_person_by_email(s, SLICE("AMY@q.example")) == amy,
	    "a mailbox in whatever case");
	ok(settings_person_by_email(s, SLICE("")) == NULL,
	    "no mailbox is nobody's");
	ok(settings_person(s, SLICE("am")) == NULL, "half a name is nobody");
	ok(settings_person(s, SLICE("nobody")) == NULL, "nor is a comment");
}

static void
devices(const struct settings *s)
{
	const struct device *pc1 = settings_device(s, SLICE("PC1"));

	ok(pc1 != NULL, "a device without its domain");
	if (pc1 == NULL)
		return;
	is_slice(pc1->hostname, "pc1", "names are short and in lower case");
	is_slice(pc1->type, "desktop", "so are types");
	ok(settings_device(s, SLICE("pc1.other.example")) == pc1,
	    "with whatever domain");
	ok(settings_device_by_address(s, SLICE("192.0.2.1")) == pc1,
	    "by address");
	ok(settings_device_by_address(s, SLICE("2001:db8::2")) != NULL,
	    "by an address of IPv6, in whatever case");
	ok(settings_device(s, SLICE("pc3")) == NULL, "no other");
}

static void
overlays(const struct settings *s)
{
	struct rule_overlay o = settings_overlay(s, SLICE("id-1"),
	    SLICE("one"));

	is_slice(o.clause, "AUP 9", "the last entry wins, by id");
	is_slice(o.treat_as, "possible-breach",
	    "what it does not say stands, by label");
	is_slice(o.approved_by, "Head", "an entry for all");
	is_int(o.valid_from, day_from_date(2026, 9, 2), "with its day");
	is_slice(o.on, "", "an entry for another does not count");
	o = settings_overlay(s, SLICE("other"), SLICE("two"));
	is_slice(o.on, "false", "? is one character");
	is_slice(o.clause, "", "no clause is none");
	is_int((int64_t)s->rule_count, 2, "rules of that folder, no others");
}

static void
plain(const struct settings *s)
{
	const struct word_list *list =
	    settings_list(s, SLICE("technicians"));

	is_slice(s->store, "/var/lib/q.db", "an absolute path stays");
	is_slice(s->logs[0], path_of("logs/*.gz"),
	    "others are seen from the folder of school.yml");
	is_slice(s->out, path_of("out"), "so is what is not given");
	is_slice(s->private_hosts[0], "private.example", "a private host");
	ok(list != NULL && list->count == 2 &&
		slice_equal(list->words[1], SLICE("una")),
	    "a word list");
	ok(settings_list(s, SLICE("none")) == NULL, "and no other");
	ok(s->keep_subjects && !s->keep_search_terms, "what is kept");
	is_int(s->threshold, 5, "the threshold as it ships");
	is_int(s->go_live, DAY_UNKNOWN, "nobody is named yet");
	is_slice(categories_of_host(s->categories, SLICE("www.own.example")),
	    "games", "the school's own category");
	is_int(calendar_day(s->calendar, day_from_date(2026, 8, 3)),
	    DAY_SCHOOL, "without terms every week is a school week");
}

int
main(void)
{
	struct faults faults;
	struct settings *s;
	char path[100];
	size_t i;

	write_school();
	snprintf(path, sizeof path, "%s", path_of("school.yml"));
	faults_init(&faults);
	s = settings_load(path, &faults);
	ok(s != NULL, "settings are read");
	if (s != NULL) {
		people(s);
		devices(s);
		overlays(s);
		plain(s);
	}
	settings_destroy(s);
	ok(settings_load("/nonexistent/school.yml", &faults) == NULL,
	    "settings that are not there are none");
	faults_finish(&faults);
	for (i = 0; i < sizeof names / sizeof *names; i++)
		unlink(path_of(names[i]));
	rmdir(path_of("rules"));
	rmdir(folder);
	return done_testing();
}
