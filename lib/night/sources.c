/*
 * What the school has said of its logs.
 */
#include <stdlib.h>

#include "base/arena.h"
#include "formats/logformat.h"
#include "formats/profile.h"
#include "night/sources.h"
#include "settings/settings.h"

struct source {
	const struct log_source *said;
	const struct format *format;
	struct zone *zone;
};

struct sources {
	const struct settings *settings;
	struct arena *arena;
	struct profile **profiles;
	size_t profile_count;
	struct source *list;
	size_t count;
	struct format_zone *zones; /* of the file in hand */
};

static void
make_profiles(struct sources *s, struct faults *f)
{
	const struct settings *set = s->settings;
	struct profile_fault fault;
	size_t i;

	s->profiles = arena_alloc(s->arena,
	    (set->profile_count + 1) * sizeof *s->profiles);
	for (i = 0; i < set->profile_count; i++) {
		const struct log_profile *said = &set->profiles[i];

		if (sources_format(s, said->name) != NULL &&
		    format_find(said->name) == NULL) {
			fault_add(f, said->path, said->line,
			    "profile %.*s: there are two of that name",
			    SLICE_ARG(said->name));
			continue;
		}
		s->profiles[s->profile_count] = profile_create(said,
		    s->arena, &fault);
		if (s->profiles[s->profile_count] != NULL)
			s->profile_count++;
		else
			fault_add(f, said->path, fault.line,
			    "profile %.*s: %s", SLICE_ARG(said->name),
			    fault.why);
	}
}

static void
make_sources(struct sources *s, struct faults *f)
{
	const struct settings *set = s->settings;
	size_t i;

	s->list = arena_alloc(s->arena,
	    (set->source_count + 1) * sizeof *s->list);
	s->zones = arena_alloc(s->arena,
	    (set->source_count + 1) * sizeof *s->zones);
	for (i = 0; i < set->source_count; i++) {
		const struct log_source *said = &set->sources[i];
		struct source *one = &s->list[s->count++];

		*one = (struct source){ .said = said };
		if (said->zone.len > 0)
			one->zone = zone_open(arena_text(s->arena,
			    said->zone));
		if (said->format.len == 0)
			continue;
		one->format = sources_format(s, said->format);
		if (one->format == NULL)
			fault_add(f, set->path, said->line,
			    "sources.format: neither a format nor a profile "
			    "is named %.*s", SLICE_ARG(said->format));
	}
}

struct sources *
sources_create(const struct settings *set, struct faults *f)
{
	struct sources *s = memory_zeroed(1, sizeof *s);
	const char *why;

	s->settings = set;
	s->arena = arena_create();
	if (set->squid_logformat.len > 0 &&
	    (why = logformat_check(set->squid_logformat)) != NULL)
		fault_add(f, set->path, 0, "squid_logformat: %s", why);
	make_profiles(s, f);
	make_sources(s, f);
	return s;
}

struct sources *
sources_require(const struct settings *set)
{
	struct faults faults;
	struct sources *s;

	faults_init(&faults);
	s = sources_create(set, &faults);
	if (faults.errors > 0) {
		faults_print(&faults, stderr);
		sources_destroy(s);
		s = NULL;
	}
	faults_finish(&faults);
	return s;
}

void
sources_destroy(struct sources *s)
{
	size_t i;

	if (s == NULL)
		return;
	for (i = 0; i < s->profile_count; i++)
		profile_destroy(s->profiles[i]);
	for (i = 0; i < s->count; i++)
		zone_close(s->list[i].zone);
	arena_destroy(s->arena);
	free(s);
}

void
sources_options(const struct sources *s, struct format_options *o)
{
	const struct settings *set = s->settings;

	o->zone = set->zone;
	o->keep_search_terms = set->keep_search_terms;
	o->keep_subjects = set->keep_subjects;
	o->squid_logformat = set->squid_logformat;
	o->profiles = (const struct profile *const *)s->profiles;
	o->profile_count = s->profile_count;
}

/* "20251019" or "2025-10-19", with no figure before or after it. */
static bool
take_day(struct slice s, size_t at, int32_t *day)
{
	struct slice rest = slice_from(s, at);
	int year, month, mday, y, m, d;
	bool dashed;

	if ((at > 0 && s.ptr[at - 1] >= '0' && s.ptr[at - 1] <= '9') ||
	    !slice_take_digits(&rest, 4, &year) || year < 1990 || year > 2037)
		return false;
	dashed = slice_take_char(&rest, '-');
	if (!slice_take_digits(&rest, 2, &month) ||
	    (dashed && !slice_take_char(&rest, '-')) ||
	    !slice_take_digits(&rest, 2, &mday) || month < 1 || month > 12 ||
	    mday < 1 ||
	    (rest.len > 0 && *rest.ptr >= '0' && *rest.ptr <= '9'))
		return false;
	*day = day_from_date(year, month, mday);
	day_to_date(*day, &y, &m, &d);
	return m == month;
}

int64_t
sources_latest(struct slice path, int64_t modified)
{
	int32_t day, last = INT32_MIN;
	int64_t end;
	size_t i, name = 0;

	for (i = 0; i < path.len; i++)
		if (path.ptr[i] == '/' || path.ptr[i] == '!')
			name = i + 1;
	for (i = name; i < path.len; i++)
		if (take_day(path, i, &day) && day > last)
			last = day;
	if (last == INT32_MIN)
		return modified;
	end = (last + 1) * INT64_C(86400) * TIME_SECOND;
	return modified > 0 && modified < end ? modified : end;
}

static bool
is_of(const struct log_source *said, struct slice path)
{
	size_t i;

	for (i = 0; i < said->file_count; i++)
		if (profile_name_fits(said->files[i], path))
			return true;
	return false;
}

const struct format *
sources_of(struct sources *s, struct slice path, struct format_options *o)
{
	const struct format *format = NULL;
	size_t i;

	o->zones = s->zones;
	for (i = 0; i < s->count; i++) {
		const struct source *one = &s->list[i];

		if (!is_of(one->said, path))
			continue;
		if (format == NULL)
			format = one->format;
		if (o->host.len == 0)
			o->host = one->said->host;
		/* The parsers allow two days for clocks that are wrong. */
		if (one->said->before != DAY_UNKNOWN)
			o->modified = (one->said->before - 2) *
			    INT64_C(86400) * TIME_SECOND;
		if (one->zone != NULL)
			s->zones[o->zone_count++] = (struct format_zone){
				one->zone, one->said->from,
				one->said->to == DAY_UNKNOWN ? INT32_MAX :
							       one->said->to };
	}
	return format;
}

const struct format *
sources_format(const struct sources *s, struct slice name)
{
	const struct format *f = format_find(name);
	size_t i;

	for (i = 0; f == NULL && s != NULL && i < s->profile_count; i++) {
		f = profile_format(s->profiles[i]);
		if (!slice_equal(slice_of(f->name), name))
			f = NULL;
	}
	return f;
}
