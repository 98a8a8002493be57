/*
 * The table of keys, and the check of a file against it.
 */
#include "load.h"

/* clang-format off */
const struct settings_key settings_keys[] = {
	{ "school", KEY_GROUP, NULL, "",
	    "who the school is; printed on reports and written into the return" },
	{ "school.name", KEY_TEXT, NULL, "", "its name as it is to be printed" },
	{ "school.urn", KEY_TEXT, NULL, "", "unique reference number, six digits" },
	{ "school.laestab", KEY_TEXT, NULL, "", "authority and establishment number, seven digits" },
	{ "school.la_name", KEY_TEXT, NULL, "", "name of the local authority" },
	{ "school.old_la_code", KEY_TEXT, NULL, "", "three digits" },
	{ "school.new_la_code", KEY_TEXT, NULL, "", "E and eight digits" },
	{ "school.region_name", KEY_TEXT, NULL, "", "region of England" },
	{ "school.region_code", KEY_TEXT, NULL, "", "E and eight digits" },
	{ "school.phase", KEY_TEXT, "nursery primary middle secondary all-through special alternative sixteen-plus", "",
	    "the phase of education" },
	{ "zone", KEY_TEXT, NULL, "Europe/London",
	    "time zone: of lesson periods, and of logs that do not say their own" },
	{ "store", KEY_TEXT, NULL, "beadle.db", "the database; it holds names, so its folder must not be open to all" },
	{ "out", KEY_TEXT, NULL, "out", "the folder in which each reader gets a folder" },
	{ "in", KEY_TEXT, NULL, "in", "the folder in which readers put what they send back, a folder each" },
	{ "evidence", KEY_TEXT, NULL, "evidence", "the folder in which the evidence of incidents is sealed; closed to all but beadle" },
	{ "logs", KEY_TEXTS, NULL, "", "files, folders and patterns that the night reads" },
	{ "squid_logformat", KEY_TEXT, NULL, "",
	    "the logformat line of squid.conf, where Squid writes a layout of the school's own" },
	{ "profiles", KEY_TEXTS_OR_GROUPS, NULL, "",
	    "logs of columns that no format reads: the name of a shipped profile, a file of one, or what its columns mean" },
	{ "profiles.name", KEY_TEXT, NULL, "", "what the format is called, as -f takes it: letters, digits, - and _" },
	{ "profiles.title", KEY_TEXT, NULL, "", "for people" },
	{ "profiles.channel", KEY_TEXT, "web dns mail endpoint", "web", "what the log is of" },
	{ "profiles.dataset", KEY_TEXT, NULL, "", "event.dataset of its events; name and channel, with a dot between, where not given" },
	{ "profiles.framing", KEY_TEXT, "csv tsv ndjson pairs", "csv",
	    "cells under a heading, one JSON object a line, or key=value pairs" },
	{ "profiles.separator", KEY_TEXT, NULL, "", "what stands between cells: one character, or tab" },
	{ "profiles.columns", KEY_TEXTS, NULL, "", "the names of the columns in their order, where the log has no heading" },
	{ "profiles.files", KEY_TEXTS, NULL, "", "patterns of the names of its files; any file whose head fits where not given" },
	{ "profiles.fields", KEY_NAMED_TEXTS_OR_GROUPS, NULL, "", "the log's name of a column, and the column of ours that it is" },
	{ "profiles.fields.*.to", KEY_TEXT, NULL, "", "the column of ours, as beadle-parse(1) lists them; url is a whole address, time the stamp" },
	{ "profiles.fields.*.format", KEY_TEXT, NULL, "", "of a time: its layout, as strftime(3) has it; any that cannot be misread where not given" },
	{ "profiles.fields.*.zone", KEY_TEXT, NULL, "", "of a time: its zone, where that is always the same" },
	{ "profiles.fields.*.unit", KEY_TEXT, "us ms s min h B KB KiB MB MiB GB GiB", "", "of a number" },
	{ "profiles.fields.*.words", KEY_TEXT_MAP, NULL, "", "the product's words, and ours for each; * is any other word, without which others are rejected" },
	{ "profiles.fixed", KEY_TEXT_MAP, NULL, "", "a column of ours, and what it holds in every record" },
	{ "profiles.required", KEY_TEXTS, NULL, "", "the log's names of columns that must be there and hold something; all must be there where not given" },
	{ "profiles.sample", KEY_TEXTS, NULL, "", "lines of the log, with its heading, that must parse: without them the profile does not load" },
	{ "profiles.unverified", KEY_SWITCH, NULL, "false", "nobody has seen a real log of it" },
	{ "sources", KEY_GROUPS, NULL, "", "what a log does not say of itself" },
	{ "sources.files", KEY_TEXTS, NULL, "", "patterns of the names of its files, as *.csv or filter/*.csv" },
	{ "sources.format", KEY_TEXT, NULL, "", "its format or profile, where that is not to be found out from its content" },
	{ "sources.zone", KEY_TEXT, NULL, "", "by the clock of which zone it is written, where it does not say so" },
	{ "sources.from", KEY_DATE, NULL, "", "the first day that the zone holds for" },
	{ "sources.to", KEY_DATE, NULL, "", "the last day that the zone holds for" },
	{ "sources.before", KEY_DATE, NULL, "", "no line is of that day or later: of logs that do not write the year" },
	{ "sources.host", KEY_TEXT, NULL, "", "the computer whose log it is: of mail and endpoint logs that do not name it" },
	{ "people", KEY_TEXTS, NULL, "",
	    "the list of people: a CSV table, several, or a folder of people-2026-09-01.csv, each true from its day on" },
	{ "devices", KEY_FILE, NULL, "", "the list of computers and Chromebooks, a CSV table" },
	{ "terms", KEY_FILE, NULL, "", "terms, holidays, INSET days, closures, early finishes, exam leave and weeks A and B, a CSV table" },
	{ "day", KEY_FILE, NULL, "", "the lesson periods of a school day, by weekday, week, year group and role, a CSV table" },
	{ "termly", KEY_FILE, NULL, "", "what is entered by hand for each term (training, assemblies, tests of the filter, decisions asked), a CSV table" },
	{ "bank_holidays", KEY_TEXT, NULL, "shipped",
	    "days without school: shipped (England), none, or a CSV table with a column date" },
	{ "calendars", KEY_GROUPS, NULL, "", "iCalendar files, besides or instead of the tables" },
	{ "calendars.file", KEY_FILE, NULL, "", "the .ics file" },
	{ "calendars.kind", KEY_TEXT, "holiday closure inset leave term club let boarding", "",
	    "what its events are; without it each says so in its summary" },
	{ "calendars.years", KEY_TEXT, NULL, "", "the year groups that it binds, as 7-9 11; all where not given" },
	{ "calendars.role", KEY_TEXT, NULL, "", "the roles that it binds, as pupil staff; all where not given" },
	{ "categories", KEY_TEXTS, NULL, "shipped",
	    "category lists in squidGuard's layout, folders or archives; the first that knows a host wins" },
	{ "category_include", KEY_TEXTS, NULL, "", "only these categories of the lists count, by the lists' names or ours; all where not given" },
	{ "category_exclude", KEY_TEXTS, NULL, "", "categories of the lists that do not count" },
	{ "category_names", KEY_TEXT_MAP, NULL, "", "a list's or the filter's own name of a category, and ours for it" },
	{ "category_mapping", KEY_FILE, NULL, "",
	    "more names of categories by product, a CSV table of product, theirs, ours, beside the shipped one" },
	{ "category_overrides", KEY_TEXT_MAP, NULL, "", "a host, and the category that it has here whatever the lists say" },
	{ "host_overrides", KEY_FILE, NULL, "",
	    "the same for a time, and by whom and why: a CSV table of host, category, from, to, approved_by, why" },
	{ "lists", KEY_LISTS, NULL, "", "word lists that rules use as %name%: a file or a list" },
	{ "registers", KEY_GROUP, NULL, "",
	    "what the school keeps a list of: CSV tables of who, what, from, to, approved_by, why; rules use each as %name% too" },
	{ "registers.exceptions", KEY_FILE, NULL, "", "whom a rule or label does not bind for a time; its flags are counted, not put up for review" },
	{ "registers.approvals", KEY_FILE, NULL, "", "software and hardware that is approved" },
	{ "registers.permitted_usb", KEY_FILE, NULL, "", "serial numbers of memory sticks" },
	{ "registers.bans", KEY_FILE, NULL, "", "who may not use computers; beadle.standing says banned" },
	{ "registers.warnings", KEY_FILE, NULL, "", "who has been warned" },
	{ "registers.lost_devices", KEY_FILE, NULL, "", "devices that are lost; beadle.standing says lost-device" },
	{ "registers.remote_access", KEY_FILE, NULL, "", "who may come in from outside" },
	{ "registers.filter_tests", KEY_FILE, NULL, "", "tests of the filter that were announced" },
	{ "registers.agreements", KEY_FILE, NULL, "", "who has signed the acceptable use policy" },
	{ "registers.publishing", KEY_FILE, NULL, "", "systems on which the school publishes" },
	{ "registers.legal_holds", KEY_FILE, NULL, "", "what retention and erasure leave alone: who (or *), what (id of an item), events from and to" },
	{ "registers.absent_staff", KEY_FILE, NULL, "", "staff who are away, from which day to which; beadle.standing says absent" },
	{ "filter_profiles", KEY_FILE, NULL, "",
	    "what the filter must deny to whom, a CSV table of role, years, deny, profile; beadle.standing says not-denied and other-profile" },
	{ "private_hosts", KEY_TEXTS, NULL, "shipped",
	    "hosts whose events are never stored: hosts, files of hosts, or shipped" },
	{ "rules_folders", KEY_TEXTS, NULL, "shipped",
	    "folders of Sigma rules; those that are not shipped only observe until rules: says otherwise" },
	{ "rules", KEY_GROUPS, NULL, "", "what the school's own policy says of each rule; later entries win" },
	{ "rules.match", KEY_TEXT, NULL, "", "id, name or label of the rule; * and ? stand for more" },
	{ "rules.on", KEY_SWITCH, NULL, "", "judge it at all" },
	{ "rules.clause", KEY_TEXT, NULL, "", "the clause of the school's policy that it serves; without one nobody is named" },
	{ "rules.treat_as", KEY_TEXT, "observation possible-breach welfare advisory", "", "what a match is" },
	{ "rules.route", KEY_TEXT, NULL, "", "who gets it: dsl, head, head-of-year, technician" },
	{ "rules.least_attribution", KEY_TEXT, "strong fair weak", "", "how well an account must be known for its person to be named; else the device only" },
	{ "rules.window", KEY_TEXTS, NULL, "", "times of the school day at which it counts, of those at which the rule counts: lesson, break, evening ..." },
	{ "rules.binds", KEY_TEXTS, NULL, "", "whom it binds, of those whom the rule binds: roles, and years of pupils and class accounts as 7 or 7-9; everyone takes back what an entry before said" },
	{ "rules.valid_from", KEY_DATE, NULL, "", "nothing before that day is judged by it" },
	{ "rules.approved_by", KEY_TEXT, NULL, "", "who decided so" },
	{ "go_live", KEY_DATE, NULL, "", "before that day nobody is named" },
	{ "policy", KEY_GROUP, NULL, "", "what must stand before anybody is monitored; beadle policy-pack drafts it" },
	{ "policy.assessment", KEY_DATE, NULL, "", "the day on which the impact assessment was approved" },
	{ "policy.notice", KEY_DATE, NULL, "", "the day by which pupils, staff and parents had their notice" },
	{ "policy.agreements", KEY_DATE, NULL, "", "the day by which everybody was asked to sign the acceptable use agreement" },
	{ "policy.officer", KEY_TEXT, NULL, "", "the data protection officer: an office, and how to reach it" },
	{ "policy.basis", KEY_TEXT, NULL, "public task: the school's duty to keep children safe", "the lawful basis, as the officer confirms it" },
	{ "mail_domains", KEY_TEXTS, NULL, "", "the school's own domains of mail" },
	{ "networks", KEY_TEXTS_OR_GROUPS, NULL, "",
	    "the school's own networks, as 192.0.2.0/24, or each with what it is; the narrowest that holds an address counts" },
	{ "networks.cidr", KEY_TEXT, NULL, "", "the network, as 192.0.2.0/24 or 2001:db8::/32" },
	{ "networks.name", KEY_TEXT, NULL, "", "what it is called; the network itself where not given" },
	{ "networks.kind", KEY_TEXT, "school byod guest staff server off-site", "school",
	    "whose it is; off-site for one whose users sit elsewhere, as that of a VPN" },
	{ "networks.site", KEY_TEXT, NULL, "", "the site of the school that it is on" },
	{ "denied_by_neighbour", KEY_NUMBER, NULL, "0",
	    "minutes to either side in which a denied request without an account is taken to be (fair) of the only account signed in at its address; 0 never, up to 15" },
	{ "absences", KEY_GROUP, NULL, "", "after how many school days it is told that something did not come; 0 never" },
	{ "absences.silent_device", KEY_NUMBER, NULL, "10", "a device of the list, while logs name others of its type" },
	{ "absences.missing_logs", KEY_NUMBER, NULL, "2", "a log that came every school day, while others still come" },
	{ "absences.self_report", KEY_NUMBER, NULL, "0", "a report of one's own of what the rules found; only where the school enters all that it is told" },
	{ "keep", KEY_GROUP, NULL, "", "what is kept beyond what policy needs" },
	{ "keep.search_terms", KEY_SWITCH, NULL, "false", "search terms, for a week" },
	{ "keep.subjects", KEY_SWITCH, NULL, "false", "subjects of mails" },
	{ "retention", KEY_GROUP, NULL, "", "days for which things are kept; figures that name nobody stay" },
	{ "retention.raw", KEY_NUMBER, NULL, "30", "events that no rule flagged" },
	{ "retention.details", KEY_NUMBER, NULL, "30", "search terms, subjects and command lines that are in no item for review; 7 where keep: keeps search terms or subjects" },
	{ "retention.flags", KEY_NUMBER, NULL, "365", "flags with their events, and items that nobody made an incident" },
	{ "retention.incidents", KEY_NUMBER, NULL, "2557", "incidents of pupils, after they were closed" },
	{ "retention.staff_incidents", KEY_NUMBER, NULL, "2192", "incidents of others, after they were closed" },
	{ "readers", KEY_NAMED_GROUPS, NULL, "", "who owns each reader's folder: dsl, deputy, head, chair, head-of-year-7 ..., governors, technician, authority, officer, office" },
	{ "readers.*.owner", KEY_TEXT, NULL, "", "system account that owns the folder" },
	{ "readers.*.group", KEY_TEXT, NULL, "", "system group of the folder" },
	{ "readers.*.mode", KEY_TEXT, NULL, "0750", "its mode; nothing for others" },
	{ "readers.*.password_file", KEY_TEXT, NULL, "", "a file of mode 0600 whose first line is a password: PDFs that name people (reports, review sheets, alerts) lie beside as NAME-locked.pdf too, which opens with it" },
	{ "readers.*.age", KEY_TEXT, NULL, "", "the reader's public key of age(1): files that name people (reports, review sheets, alerts, receipts) lie beside as FILE.age too, which the reader alone can open" },
	{ "readers.*.people", KEY_TEXTS, NULL, "", "user names of those who hold the office: they get no case about themselves" },
	{ "routing", KEY_TEXT_MAP, NULL, "", "a reader, and who gets a case about that reader instead" },
	{ "steps", KEY_TEXT, NULL, "shipped", "the steps that the school takes after an incident: shipped, or a CSV table of flow, step, kind, text, yes, no" },
	{ "seal_after", KEY_NUMBER, NULL, "28", "days after a term on which its report to governors is sealed: what is found later is a new version; 0: only when it is asked for" },
	{ "sample", KEY_NUMBER, NULL, "0", "spells of use of pupils that are drawn by lot each week, for the lead to look at; 0 to 50" },
	{ "alerts", KEY_GROUP, NULL, "", "what somebody is rung about at once" },
	{ "alerts.on", KEY_SWITCH, NULL, "false", "write urgent alerts; contacts must be given" },
	{ "alerts.labels", KEY_TEXTS, NULL, "illegal-suspected, self-harm, grooming, violence-weapons, extremism", "labels that are urgent" },
	{ "alerts.severity", KEY_TEXT, "danger caution none", "none", "items of this severity and worse are urgent whatever their label" },
	{ "alerts.minutes", KEY_NUMBER, NULL, "30", "an alert that nobody has acknowledged for so long is passed on; 5 to 1440" },
	{ "alerts.names", KEY_SWITCH, NULL, "false", "alerts carry the name where the person is known well enough" },
	{ "contacts", KEY_NAMED_GROUPS, NULL, "", "who is rung: dsl, deputy, head, chair, holiday, out-of-hours; police, childrens-services, lado, prevent and it are printed" },
	{ "contacts.*.title", KEY_TEXT, NULL, "", "how the office is called in print" },
	{ "contacts.*.phone", KEY_TEXT, NULL, "", "telephone number of the office" },
	{ "contacts.*.email", KEY_TEXT, NULL, "", "address of the office, where its alerts are mailed too" },
	{ "contacts.*.reader", KEY_TEXT, NULL, "", "whose folder: dsl, deputy, head or chair; holiday and out-of-hours have dsl's without it" },
	{ "mail", KEY_GROUP, NULL, "", "how alerts leave by mail; without it they lie in folders only" },
	{ "mail.from", KEY_TEXT, NULL, "", "the address that they come from" },
	{ "mail.sendmail", KEY_TEXT, NULL, "/usr/sbin/sendmail", "the system's program that takes mail, an absolute path" },
	{ "mail.outbox", KEY_TEXT, NULL, "outbox", "the folder in which mail waits until it is taken" },
	{ "protective_marking", KEY_TEXT, NULL, "", "printed on each page that names someone" },
	{ "reporting", KEY_GROUP, NULL, "", "how figures are printed" },
	{ "reporting.threshold", KEY_NUMBER, NULL, "5", "a figure that rests on fewer people is printed as \"fewer than\"" },
	{ NULL, KEY_TEXT, NULL, NULL, NULL },
};
/* clang-format on */

enum { LONGEST_PATH = 128, FURTHEST = 3 };

static size_t
smallest(size_t a, size_t b, size_t c)
{
	size_t least = a < b ? a : b;

	return least < c ? least : c;
}

/* How many letters must change to make one word of the other. */
static size_t
distance(struct slice a, struct slice b)
{
	size_t row[LONGEST_PATH + 1], i, j, corner, above;

	if (a.len > LONGEST_PATH || b.len > LONGEST_PATH)
		return SIZE_MAX;
	for (j = 0; j <= b.len; j++)
		row[j] = j;
	for (i = 0; i < a.len; i++) {
		corner = row[0];
		row[0] = i + 1;
		for (j = 0; j < b.len; j++) {
			above = row[j + 1];
			row[j + 1] = smallest(above + 1, row[j] + 1,
			    corner + (a.ptr[i] != b.ptr[j]));
			corner = above;
		}
	}
	return row[b.len];
}

const char *
nearest_word(struct slice typed, const char *const known[])
{
	const char *nearest = NULL;
	size_t best = typed.len / 2 < FURTHEST ? typed.len / 2 + 1 :
						 FURTHEST + 1;
	size_t d;

	for (; *known != NULL; known++) {
		d = distance(typed, slice_of(*known));
		if (d < best) {
			best = d;
			nearest = *known;
		}
	}
	return nearest;
}

static const struct settings_key *
find_key(struct slice path)
{
	const struct settings_key *k;

	for (k = settings_keys; k->path != NULL; k++)
		if (slice_equal(slice_of(k->path), path))
			return k;
	return NULL;
}

static void
say_unknown(struct loading *l, const struct yaml *v, struct slice prefix)
{
	const char *known[sizeof settings_keys / sizeof *settings_keys];
	const struct settings_key *k;
	const char *nearest;
	struct slice path;
	size_t count = 0;

	for (k = settings_keys; k->path != NULL; k++) {
		path = slice_of(k->path);
		if (slice_take_text(&path, prefix) &&
		    slice_find(path, '.') == path.len)
			known[count++] = path.ptr;
	}
	known[count] = NULL;
	nearest = nearest_word(v->key, known);
	fault_add(l->f, l->path, v->line, "unknown key %.*s%.*s%s%s",
	    SLICE_ARG(prefix), SLICE_ARG(v->key),
	    nearest == NULL ? "" : "; did you mean ",
	    nearest == NULL ? "" : nearest);
}

static bool
is_switch(struct slice s)
{
	return slice_equal(s, SLICE("true")) || slice_equal(s, SLICE("false"));
}

/* What was expected, or NULL where the scalar is right. */
static const char *
scalar_expected(const struct settings_key *k, const struct yaml *v)
{
	int64_t number;
	int32_t day;

	if (v->kind != YAML_SCALAR)
		return k->shape == KEY_FILE ? "the name of a file" :
					      "one value";
	switch (k->shape) {
	case KEY_NUMBER:
		return slice_to_int(v->text, &number) ? NULL : "a number";
	case KEY_DATE:
		return day_parse(v->text, &day) ? NULL :
						  "a date as 2026-09-01";
	case KEY_SWITCH:
		return is_switch(v->text) ? NULL : "true or false";
	default:
		if (k->words == NULL ||
		    slice_has_word(slice_of(k->words), v->text))
			return NULL;
		return k->words;
	}
}

static const char *
list_expected(const struct yaml *v)
{
	const struct yaml *child;

	if (v->kind == YAML_MAP)
		return "a list";
	for (child = v->first; child != NULL; child = child->next)
		if (child->kind != YAML_SCALAR)
			return "a list of single values";
	return NULL;
}

static const char *
map_expected(const struct yaml *v, bool lists)
{
	const struct yaml *child;

	if (v->kind != YAML_MAP)
		return "names, each with a value";
	for (child = v->first; child != NULL; child = child->next)
		if (child->kind != YAML_SCALAR &&
		    (!lists || list_expected(child) != NULL))
			return lists ? "names, each with a file or a list" :
				       "names, each with one value";
	return NULL;
}

static void check_group(struct loading *l, const struct yaml *map,
    struct slice prefix);

static const char *
check_groups(struct loading *l, const struct settings_key *k,
    const struct yaml *v)
{
	char prefix[LONGEST_PATH];
	const struct yaml *child;
	bool texts = k->shape == KEY_TEXTS_OR_GROUPS ||
	    k->shape == KEY_NAMED_TEXTS_OR_GROUPS;
	bool named = k->shape == KEY_NAMED_GROUPS ||
	    k->shape == KEY_NAMED_TEXTS_OR_GROUPS;

	snprintf(prefix, sizeof prefix, "%s%s", k->path, named ? ".*." : ".");
	if (k->shape == KEY_GROUP && v->kind == YAML_MAP) {
		check_group(l, v, slice_of(prefix));
		return NULL;
	}
	if (k->shape == KEY_TEXTS_OR_GROUPS && v->kind == YAML_SCALAR)
		return NULL;
	if (k->shape == KEY_GROUP)
		return "keys and values, indented";
	if (v->kind != (named ? YAML_MAP : YAML_LIST))
		return named ? "names, each with keys and values" :
			       "a list of entries, each begun by a dash";
	for (child = v->first; child != NULL; child = child->next)
		if (child->kind == YAML_MAP)
			check_group(l, child, slice_of(prefix));
		else if (!is_unset(child) &&
		    (!texts || child->kind != YAML_SCALAR))
			fault_add(l->f, l->path, child->line,
			    "%s: expected keys and values", k->path);
	return NULL;
}

static void
check_value(struct loading *l, const struct settings_key *k,
    const struct yaml *v)
{
	const char *expected = NULL;

	switch (k->shape) {
	case KEY_GROUP:
	case KEY_GROUPS:
	case KEY_TEXTS_OR_GROUPS:
	case KEY_NAMED_GROUPS:
	case KEY_NAMED_TEXTS_OR_GROUPS:
		expected = check_groups(l, k, v);
		break;
	case KEY_TEXTS:
		expected = list_expected(v);
		break;
	case KEY_TEXT_MAP:
		expected = map_expected(v, false);
		break;
	case KEY_LISTS:
		expected = map_expected(v, true);
		break;
	default:
		expected = scalar_expected(k, v);
	}
	if (expected == NULL)
		return;
	fault_add(l->f, l->path, v->line, "%s: expected %s%s, found %s%.*s",
	    k->path, expected == k->words ? "one of " : "", expected,
	    v->kind == YAML_LIST    ? "a list" :
		v->kind == YAML_MAP ? "keys and values" :
				      "",
	    SLICE_ARG(v->text));
}

static void
check_group(struct loading *l, const struct yaml *map, struct slice prefix)
{
	const struct settings_key *k;
	const struct yaml *v;
	char path[LONGEST_PATH];
	int n;

	for (v = map->first; v != NULL; v = v->next) {
		n = snprintf(path, sizeof path, "%.*s%.*s", SLICE_ARG(prefix),
		    SLICE_ARG(v->key));
		k = n < 0 || (size_t)n >= sizeof path ?
		    NULL :
		    find_key(slice_of(path));
		if (k == NULL || slice_equal(v->key, SLICE("*")))
			say_unknown(l, v, prefix);
		else if (!is_unset(v))
			check_value(l, k, v);
	}
}

void
check_keys(struct loading *l)
{
	check_group(l, l->root, SLICE(""));
}

void
check_keys_of(struct loading *l, struct slice path, const struct yaml *map,
    const char *prefix)
{
	struct slice before = l->path;

	l->path = path;
	check_group(l, map, slice_of(prefix));
	l->path = before;
}
