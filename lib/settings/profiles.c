/*
 * Profiles of logs, in school.yml, in files of their own, or shipped; and
 * what else the school says of its logs.  What a profile's columns mean is
 * for the formats to judge (formats/profile.h).
 */
#include "load.h"

static const struct yaml *
first_of(const struct yaml *v)
{
	return v == NULL || v->kind == YAML_SCALAR ? NULL : v->first;
}

static size_t
count_of(const struct yaml *v)
{
	const struct yaml *child;
	size_t n = 0;

	for (child = first_of(v); child != NULL; child = child->next)
		n++;
	return n;
}

static struct slice
scalar(const struct yaml *v)
{
	return v == NULL || v->kind != YAML_SCALAR ? SLICE("") : v->text;
}

static void
take_words(struct loading *l, const struct yaml *map, struct log_field *f)
{
	const struct yaml *v;

	f->words = arena_alloc(l->arena, count_of(map) * sizeof *f->words);
	for (v = first_of(map); v != NULL; v = v->next)
		f->words[f->word_count++] = (struct log_word){ v->key,
			scalar(v) };
}

static bool
is_required(const struct yaml *list, struct slice theirs)
{
	const struct yaml *v;

	if (list == NULL)
		return false;
	if (list->kind == YAML_SCALAR)
		return slice_equal(list->text, theirs);
	for (v = first_of(list); v != NULL; v = v->next)
		if (slice_equal(scalar(v), theirs))
			return true;
	return false;
}

static void
take_fields(struct loading *l, const struct yaml *map, struct log_profile *pr)
{
	const struct yaml *fields = yaml_get(map, "fields"), *v;
	const struct yaml *fixed = yaml_get(map, "fixed");
	const struct yaml *required = yaml_get(map, "required");

	pr->fields = arena_alloc(l->arena,
	    (count_of(fields) + count_of(fixed)) * sizeof *pr->fields);
	for (v = first_of(fields); v != NULL; v = v->next) {
		struct log_field *f = &pr->fields[pr->field_count++];

		*f = (struct log_field){ .theirs = v->key,
			.ours = v->kind == YAML_SCALAR ? v->text :
							 yaml_text(v, "to"),
			.format = yaml_text(v, "format"),
			.zone = yaml_text(v, "zone"),
			.unit = yaml_text(v, "unit"),
			.required = is_required(required, v->key),
			.line = v->line };
		if (v->kind == YAML_MAP)
			take_words(l, yaml_get(v, "words"), f);
	}
	for (v = first_of(fixed); v != NULL; v = v->next)
		pr->fields[pr->field_count++] = (struct log_field){
			.ours = v->key, .fixed = scalar(v), .line = v->line };
}

/* A required column that no field names is a slip of the pen. */
static void
check_required(struct loading *l, const struct yaml *map,
    const struct log_profile *pr)
{
	const struct yaml *list = yaml_get(map, "required"), *v;
	size_t i;

	for (v = first_of(list); v != NULL; v = v->next) {
		for (i = 0; i < pr->field_count; i++)
			if (slice_equal(pr->fields[i].theirs, scalar(v)))
				break;
		if (i == pr->field_count)
			fault_add(l->f, pr->path, v->line,
			    "profile %.*s: required: expected a name of "
			    "fields:, found %.*s", SLICE_ARG(pr->name),
			    SLICE_ARG(scalar(v)));
	}
}

static void
take_profile(struct loading *l, struct slice path, const struct yaml *map,
    struct log_profile *pr)
{
	const struct yaml *sample = yaml_get(map, "sample");

	*pr = (struct log_profile){ .name = yaml_text(map, "name"),
		.title = yaml_text(map, "title"),
		.channel = yaml_text(map, "channel"),
		.dataset = yaml_text(map, "dataset"),
		.framing = yaml_text(map, "framing"),
		.separator = yaml_text(map, "separator"),
		.requires = !is_unset(yaml_get(map, "required")),
		.unverified = slice_equal(yaml_text(map, "unverified"),
		    SLICE("true")),
		.path = path,
		.line = map->line,
		.sample_line = sample == NULL ? 0 : sample->line };
	if (pr->channel.len == 0)
		pr->channel = SLICE("web");
	if (pr->framing.len == 0)
		pr->framing = SLICE("csv");
	pr->columns = texts_of(l, yaml_get(map, "columns"),
	    &pr->column_count);
	pr->files = texts_of(l, yaml_get(map, "files"), &pr->file_count);
	pr->samples = texts_of(l, sample, &pr->sample_count);
	/* The text of a block begins on the line after its key. */
	if (sample != NULL && sample->kind == YAML_LIST &&
	    sample->first != NULL)
		pr->sample_line = sample->first->line;
	if (pr->sample_count > 0 &&
	    slice_find(pr->samples[0], '\n') < pr->samples[0].len)
		pr->sample_line++;
	take_fields(l, map, pr);
	check_required(l, map, pr);
}

/* "securly": a shipped one; "our-filter.yml": beside school.yml. */
static struct slice
path_of(struct loading *l, struct slice name)
{
	if (slice_find(name, '.') < name.len ||
	    slice_find(name, '/') < name.len)
		return resolve_path(l, name);
	return shipped_path(l, arena_printf(l->arena, "profiles/%.*s.yml",
	    SLICE_ARG(name)));
}

static bool
read_profile(struct loading *l, const struct yaml *named,
    struct log_profile *pr)
{
	struct slice path = path_of(l, named->text);
	struct yaml_fault fault = { 0 };
	const struct yaml *root;
	struct buffer text;

	if (!read_whole(l, path, named->line, &text))
		return false;
	root = yaml_read(l->arena, buffer_slice(&text), &fault);
	buffer_finish(&text);
	if (root == NULL || root->kind != YAML_MAP) {
		fault_add(l->f, path, fault.line, "%s", fault.why != NULL ?
			fault.why : "expected the keys of a profile");
		return false;
	}
	check_keys_of(l, path, root, "profiles.");
	take_profile(l, path, root, pr);
	return true;
}

void
load_profiles(struct loading *l)
{
	const struct yaml *list = yaml_get(l->root, "profiles"), *v;
	struct log_profile *pr;

	if (is_unset(list))
		return;
	l->s->profiles = arena_alloc(l->arena,
	    (count_of(list) + 1) * sizeof *l->s->profiles);
	for (v = list->kind == YAML_SCALAR ? list : first_of(list);
	     v != NULL; v = v->next) {
		pr = &l->s->profiles[l->s->profile_count];
		if (v->kind == YAML_MAP)
			take_profile(l, l->s->path, v, pr);
		else if (v->kind != YAML_SCALAR || is_unset(v) ||
		    !read_profile(l, v, pr))
			continue;
		l->s->profile_count++;
	}
}

static int32_t
day_of(const struct yaml *v, const char *key)
{
	int32_t day = DAY_UNKNOWN;

	return day_parse(yaml_text(v, key), &day) ? day : DAY_UNKNOWN;
}

static void
check_source(struct loading *l, const struct log_source *s)
{
	struct zone *zone = NULL;

	if (s->file_count == 0)
		fault_add(l->f, l->s->path, s->line, "sources: an entry has "
		    "no files:");
	if (s->zone.len > 0 &&
	    (zone = zone_open(arena_text(l->arena, s->zone))) == NULL)
		fault_add(l->f, l->s->path, s->line, "sources.zone: no time "
		    "zone is named %.*s", SLICE_ARG(s->zone));
	zone_close(zone);
	if (s->zone.len == 0 &&
	    (s->from != DAY_UNKNOWN || s->to != DAY_UNKNOWN))
		fault_add(l->f, l->s->path, s->line,
		    "sources: from and to are days of a zone, which is not "
		    "given");
	if (s->from != DAY_UNKNOWN && s->to != DAY_UNKNOWN && s->to < s->from)
		fault_add(l->f, l->s->path, s->line,
		    "sources: to is before from");
	if (s->format.len == 0 && s->zone.len == 0 && s->host.len == 0 &&
	    s->before == DAY_UNKNOWN)
		fault_add(l->f, l->s->path, s->line, "sources: an entry says "
		    "neither format, zone, before nor host");
}

void
load_sources(struct loading *l)
{
	const struct yaml *list = yaml_get(l->root, "sources"), *v;
	struct log_source *s;

	l->s->sources = arena_alloc(l->arena,
	    (count_of(list) + 1) * sizeof *l->s->sources);
	for (v = first_of(list); v != NULL; v = v->next) {
		if (v->kind != YAML_MAP)
			continue;
		s = &l->s->sources[l->s->source_count++];
		*s = (struct log_source){ .format = yaml_text(v, "format"),
			.zone = yaml_text(v, "zone"),
			.from = day_of(v, "from"),
			.to = day_of(v, "to"),
			.before = day_of(v, "before"),
			.host = lower_case(l->arena, yaml_text(v, "host")),
			.line = v->line };
		s->files = texts_of(l, yaml_get(v, "files"), &s->file_count);
		check_source(l, s);
	}
}
