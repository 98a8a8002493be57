/*
 * school.yml, and all that it names, in one pass.
 */
#include <stdlib.h>

#include "calendar.h"
#include "load.h"

static struct slice
text_or(const struct loading *l, const char *key, const char *fallback)
{
	const struct yaml *v = yaml_get(l->root, key);

	return is_unset(v) || v->kind != YAML_SCALAR ? slice_of(fallback) :
						       v->text;
}

static int
line_of(const struct loading *l, const char *key)
{
	const struct yaml *v = yaml_get(l->root, key);

	return v == NULL ? 0 : v->line;
}

/* A code of so many digits, perhaps after a letter. */
static void
check_code(struct loading *l, const struct yaml *school, const char *key,
    const char *letter, size_t digits)
{
	const struct yaml *v = yaml_get(school, key);
	struct slice s;
	size_t i, found = 0;

	if (is_unset(v) || v->kind != YAML_SCALAR)
		return;
	s = v->text;
	slice_take_text(&s, slice_of(letter));
	for (i = 0; i < s.len; i++)
		found += s.ptr[i] >= '0' && s.ptr[i] <= '9';
	if (found == digits &&
	    (found == s.len || (found == 7 && s.len == 8 && s.ptr[3] == '/')))
		return;
	fault_add(l->f, l->s->path, v->line,
	    "school.%s: expected %s%s%zu digits, found %.*s", key, letter,
	    *letter == '\0' ? "" : " and ", digits, SLICE_ARG(v->text));
}

static void
load_school(struct loading *l)
{
	const struct yaml *v = yaml_get(l->root, "school");
	struct school *school = &l->s->school;

	school->name = yaml_text(v, "name");
	school->urn = yaml_text(v, "urn");
	school->laestab = yaml_text(v, "laestab");
	school->la_name = yaml_text(v, "la_name");
	school->old_la_code = yaml_text(v, "old_la_code");
	school->new_la_code = yaml_text(v, "new_la_code");
	school->region_name = yaml_text(v, "region_name");
	school->region_code = yaml_text(v, "region_code");
	school->phase = yaml_text(v, "phase");
	if (school->name.len == 0)
		fault_add(l->f, l->s->path, v == NULL ? 1 : v->line,
		    "school.name is not given: reports bear it");
	check_code(l, v, "urn", "", 6);
	check_code(l, v, "laestab", "", 7);
	check_code(l, v, "old_la_code", "", 3);
	check_code(l, v, "new_la_code", "E", 8);
	check_code(l, v, "region_code", "E", 8);
}

static void
load_zone(struct loading *l)
{
	struct slice name = text_or(l, "zone", "Europe/London");

	l->s->zone = zone_open(arena_text(l->arena, name));
	if (l->s->zone != NULL)
		return;
	fault_add(l->f, l->s->path, line_of(l, "zone"),
	    "zone: no time zone is named %.*s; expected one as "
	    "Europe/London", SLICE_ARG(name));
	l->s->zone = zone_open("UTC");
}

static const char *const reader_names[] = { "dsl", "deputy", "head", "chair",
	"governors", "technician", "authority", "officer", "office", NULL };

/* head-of-year-7 to head-of-year-13 */
static bool
is_head_of_year(struct slice name)
{
	int64_t year;

	return slice_take_text(&name, SLICE("head-of-year-")) &&
	    slice_to_int(name, &year) && year >= 1 && year <= 13;
}

/* Keys of age are lower-case letters and digits; ours are one person's, no
 * file of them and no option. */
static void
load_carrying(struct loading *l, struct reader *r, const struct yaml *v)
{
	const struct yaml *key = yaml_get(v, "age");
	struct slice file = yaml_text(v, "password_file"), rest;

	if (file.len > 0)
		r->password_file = resolve_path(l, file);
	r->age = yaml_text(v, "age");
	rest = r->age;
	while (rest.len > 0 && ((*rest.ptr >= 'a' && *rest.ptr <= 'z') ||
		(*rest.ptr >= '0' && *rest.ptr <= '9')))
		rest = slice_from(rest, 1);
	if (r->age.len > 0 &&
	    (rest.len > 0 || !slice_starts_with(r->age, SLICE("age1")))) {
		fault_add(l->f, l->s->path, key->line,
		    "readers.%.*s.age: expected a public key as age-keygen "
		    "prints it, age1...", SLICE_ARG(v->key));
		r->age = (struct slice){ 0 };
	}
}

static void
load_reader(struct loading *l, const struct yaml *v)
{
	struct reader *r = &l->s->readers[l->s->reader_count++];
	struct slice mode = yaml_text(v, "mode"), rest = mode;
	const char *nearest, *const *known = reader_names;

	*r = (struct reader){ .name = v->key,
		.owner = yaml_text(v, "owner"),
		.group = yaml_text(v, "group"),
		.mode = 0750 };
	r->people = texts_of(l, yaml_get(v, "people"), &r->people_count);
	load_carrying(l, r, v);
	while (*known != NULL && !slice_equal(v->key, slice_of(*known)))
		known++;
	nearest = nearest_word(v->key, reader_names);
	if (*known == NULL && !is_head_of_year(v->key))
		fault_add(l->f, l->s->path, v->line,
		    "readers: unknown reader %.*s%s%s", SLICE_ARG(v->key),
		    nearest == NULL ? "" : "; did you mean ",
		    nearest == NULL ? "" : nearest);
	if (mode.len == 0)
		return;
	for (r->mode = 0; rest.len > 0 && *rest.ptr >= '0' &&
	     *rest.ptr <= '7' && r->mode < 010000;
	     rest = slice_from(rest, 1))
		r->mode = r->mode * 8 + (unsigned)(*rest.ptr - '0');
	if (rest.len > 0 || r->mode > 07777 || (r->mode & 0007) != 0) {
		fault_add(l->f, l->s->path, v->line,
		    "readers.%.*s.mode: expected octal digits with nothing "
		    "for others, as 0750, found %.*s", SLICE_ARG(v->key),
		    SLICE_ARG(mode));
		r->mode = 0750;
	}
}

static void
load_readers(struct loading *l)
{
	const struct yaml *map = yaml_get(l->root, "readers"), *v;
	size_t n = 0;

	if (map == NULL || map->kind != YAML_MAP)
		return;
	for (v = map->first; v != NULL; v = v->next)
		n++;
	l->s->readers = arena_alloc(l->arena, n * sizeof *l->s->readers);
	for (v = map->first; v != NULL; v = v->next)
		load_reader(l, v);
}

/* A number of that group of keys, or of none, within bounds. */
static int
number_of(struct loading *l, const char *group, const char *key, int least,
    int most, int otherwise)
{
	const struct yaml *v = yaml_get(
	    group == NULL ? l->root : yaml_get(l->root, group), key);
	int64_t n = otherwise;

	if (!is_unset(v) && slice_to_int(v->text, &n) &&
	    (n < least || n > most)) {
		fault_add(l->f, l->s->path, v->line,
		    "%s%s%s: expected %d to %d, found %.*s",
		    group == NULL ? "" : group, group == NULL ? "" : ".", key,
		    least, most, SLICE_ARG(v->text));
		n = otherwise;
	}
	return (int)n;
}

static void
load_numbers(struct loading *l)
{
	struct settings *s = l->s;

	s->threshold = number_of(l, "reporting", "threshold", 3, 50, 5);
	s->denied_by_neighbour = number_of(l, NULL, "denied_by_neighbour", 0,
	    15, 0);
	s->sample = number_of(l, NULL, "sample", 0, 50, 0);
	s->seal_after = number_of(l, NULL, "seal_after", 0, 365, 28);
	s->absences.silent_device = number_of(l, "absences", "silent_device",
	    0, 60, 10);
	s->absences.missing_logs = number_of(l, "absences", "missing_logs", 0,
	    60, 2);
	s->absences.self_report = number_of(l, "absences", "self_report", 0,
	    60, 0);
}

static int
load_days(struct loading *l, const char *key, int otherwise)
{
	const struct yaml *v = yaml_get(yaml_get(l->root, "retention"), key);
	int64_t n = otherwise;

	if (!is_unset(v) && slice_to_int(v->text, &n) &&
	    (n < 1 || n > 36525)) {
		fault_add(l->f, l->s->path, v->line,
		    "retention.%s: expected 1 to 36525 days, found %.*s", key,
		    SLICE_ARG(v->text));
		n = otherwise;
	}
	return (int)n;
}

static void
load_retention(struct loading *l)
{
	struct settings *s = l->s;

	s->retention.raw = load_days(l, "raw", 30);
	s->retention.details = load_days(l, "details",
	    s->keep_search_terms || s->keep_subjects ? 7 : s->retention.raw);
	s->retention.flags = load_days(l, "flags", 365);
	s->retention.incidents = load_days(l, "incidents", 2557);
	s->retention.staff_incidents = load_days(l, "staff_incidents", 2192);
	if (s->retention.flags < s->retention.raw)
		fault_add(l->f, s->path, 0, "retention.flags: expected at "
		    "least the %d days of retention.raw, found %d",
		    s->retention.raw, s->retention.flags);
}

static void
load_plain(struct loading *l)
{
	const struct yaml *keep = yaml_get(l->root, "keep");
	struct settings *s = l->s;
	size_t i;

	s->store = resolve_path(l, text_or(l, "store", "beadle.db"));
	s->out = resolve_path(l, text_or(l, "out", "out"));
	s->in = resolve_path(l, text_or(l, "in", "in"));
	s->evidence = resolve_path(l, text_or(l, "evidence", "evidence"));
	s->logs = texts_of(l, yaml_get(l->root, "logs"), &s->log_count);
	for (i = 0; i < s->log_count; i++)
		s->logs[i] = resolve_path(l, s->logs[i]);
	s->go_live = DAY_UNKNOWN;
	if (!day_parse(text_or(l, "go_live", ""), &s->go_live) &&
	    is_unset(yaml_get(l->root, "go_live")))
		fault_warn(l->f, s->path, 0,
		    "go_live is not given: nobody is named until it is");
	s->keep_search_terms = slice_equal(yaml_text(keep, "search_terms"),
	    SLICE("true"));
	s->keep_subjects = slice_equal(yaml_text(keep, "subjects"),
	    SLICE("true"));
	s->mail_domains = texts_of(l, yaml_get(l->root, "mail_domains"),
	    &s->mail_domain_count);
	for (i = 0; i < s->mail_domain_count; i++)
		s->mail_domains[i] = lower_case(l->arena, s->mail_domains[i]);
	s->squid_logformat = text_or(l, "squid_logformat", "");
	s->protective_marking = text_or(l, "protective_marking", "");
}

static void
warn_of_missing(struct loading *l)
{
	static const struct {
		const char *key, *without;
	} wanted[] = {
		{ "logs", "the night has nothing to read" },
		{ "people", "no event can be laid to a person" },
		{ "devices", "no event can be laid to a device or room" },
		{ "terms", "every week counts as a school week" },
		{ "day", "no lesson period is known" },
	};
	size_t i;

	for (i = 0; i < sizeof wanted / sizeof *wanted; i++)
		if (is_unset(yaml_get(l->root, wanted[i].key)))
			fault_warn(l->f, l->s->path, 0,
			    "%s is not given: %s", wanted[i].key,
			    wanted[i].without);
}

/* As init writes them: with their header and nothing else. */
static void
warn_of_empty_calendar(struct loading *l)
{
	struct slice terms = yaml_text(l->root, "terms");
	struct slice day = yaml_text(l->root, "day");

	if (terms.len > 0 && calendar_term_at(l->s->calendar, 0) == NULL)
		fault_warn(l->f, resolve_path(l, terms), 0,
		    "lists no term: there is nothing to report on");
	if (day.len > 0 && !calendar_has_day(l->s->calendar))
		fault_warn(l->f, resolve_path(l, day), 0,
		    "lists no lesson: rules on lessons judge nothing");
}

static struct slice
folder_of(struct loading *l, const char *path)
{
	struct slice s = slice_of(path);
	size_t slash = slice_find_last(s, '/');

	if (slash == s.len)
		return SLICE(".");
	return arena_copy(l->arena, slice_first(s, slash == 0 ? 1 : slash));
}

static bool
read_school_yml(struct loading *l, const char *path)
{
	struct yaml_fault fault;
	struct buffer text;

	if (!read_whole(l, slice_of(path), 0, &text))
		return false;
	l->root = yaml_read(l->arena, buffer_slice(&text), &fault);
	buffer_finish(&text);
	if (l->root == NULL)
		fault_add(l->f, slice_of(path), fault.line, "%s",
		    fault.why == NULL ? "nothing is set in it" : fault.why);
	else if (l->root->kind != YAML_MAP)
		fault_add(l->f, slice_of(path), l->root->line,
		    "expected keys and values");
	else if (l->root->next != NULL)
		fault_add(l->f, slice_of(path), l->root->next->line,
		    "a second document: only the first counts");
	return l->root != NULL && l->root->kind == YAML_MAP;
}

static void
init_indexes(struct loaded *in)
{
	index_init(&in->accounts);
	index_init(&in->mailboxes);
	index_init(&in->keys);
	index_init(&in->hostnames);
	index_init(&in->addresses);
	index_init(&in->lists);
	index_init(&in->rule_names);
	index_init(&in->areas);
	index_init(&in->overridden);
}

struct settings *
settings_load(const char *path, struct faults *f)
{
	struct loaded *in = memory_zeroed(1, sizeof *in);
	struct loading l = { .out = in, .s = &in->s, .f = f };

	l.arena = in->arena = arena_create();
	init_indexes(in);
	in->s.path = l.path = arena_copy(in->arena, slice_of(path));
	in->s.folder = folder_of(&l, path);
	if (!read_school_yml(&l, path)) {
		settings_destroy(&in->s);
		return NULL;
	}
	check_keys(&l);
	warn_if_open(&l, in->s.path);
	warn_of_missing(&l);
	load_school(&l);
	load_zone(&l);
	load_plain(&l);
	load_networks(&l);
	load_readers(&l);
	load_numbers(&l);
	load_retention(&l);
	load_people(&l);
	load_devices(&l);
	load_calendar(&l);
	warn_of_empty_calendar(&l);
	load_termly(&l);
	load_registers(&l);
	load_lists(&l);
	load_categories(&l);
	load_host_overrides(&l);
	load_filter_profiles(&l);
	load_areas(&l);
	load_rules(&l);
	load_overlays(&l);
	load_routing(&l);
	load_alerts(&l);
	load_steps(&l);
	load_profiles(&l);
	load_sources(&l);
	load_duties(&l);
	digest_write(in);
	return &in->s;
}

struct settings *
settings_require(const char *path)
{
	struct faults faults;
	struct settings *s;

	faults_init(&faults);
	s = settings_load(path, &faults);
	if (faults.errors > 0) {
		faults_print(&faults, stderr);
		settings_destroy(s);
		s = NULL;
	}
	faults_finish(&faults);
	return s;
}

struct settings *
settings_of_rules(const char *folder, struct faults *f)
{
	struct loaded *in = memory_zeroed(1, sizeof *in);
	struct loading l = { .out = in, .s = &in->s, .f = f };

	l.arena = in->arena = arena_create();
	init_indexes(in);
	in->s.path = arena_copy(in->arena, slice_of(folder));
	in->s.folder = SLICE(".");
	in->s.zone = zone_open("UTC");
	in->s.go_live = DAY_UNKNOWN;
	in->s.lists = arena_alloc(l.arena, sizeof *in->s.lists);
	load_lesson_years(&l);
	load_rules_of(&l, in->s.path);
	return &in->s;
}

void
settings_destroy(struct settings *s)
{
	struct loaded *in = (struct loaded *)s;

	if (s == NULL)
		return;
	calendar_destroy(s->calendar);
	categories_destroy(s->categories);
	zone_close(s->zone);
	index_finish(&in->accounts);
	index_finish(&in->mailboxes);
	index_finish(&in->keys);
	index_finish(&in->hostnames);
	index_finish(&in->addresses);
	index_finish(&in->lists);
	index_finish(&in->rule_names);
	index_finish(&in->areas);
	index_finish(&in->overridden);
	free(in->holders);
	arena_destroy(in->arena);
	free(in);
}
