/*
 * Time zones.  The C library knows the IANA database but answers only for
 * the process's own zone; so the zone is asked once, when it is opened, for
 * every change of its offset, and answered from that table afterwards.
 */
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/time.h"

enum { FIRST_YEAR = 1990, LAST_YEAR = 2060 };

struct change {
	int64_t from;	/* seconds since 1970, UTC */
	int32_t offset; /* seconds east, from then on */
};

struct zone {
	char *name;
	struct change *changes; /* the first one holds since ever */
	size_t count, room;
};

static int32_t
system_offset(int64_t seconds)
{
	time_t t = (time_t)seconds;
	struct tm tm;

	localtime_r(&t, &tm);
	return (int32_t)tm.tm_gmtoff;
}

/* The second at which the offset changes between two days. */
static int64_t
find_change(int64_t before, int64_t after)
{
	int32_t offset = system_offset(before);
	int64_t middle;

	while (after - before > 1) {
		middle = before + (after - before) / 2;
		if (system_offset(middle) == offset)
			before = middle;
		else
			after = middle;
	}
	return after;
}

static void
read_changes(struct zone *z)
{
	int64_t at = day_from_date(FIRST_YEAR, 1, 1) * INT64_C(86400);
	int64_t end = day_from_date(LAST_YEAR, 1, 1) * INT64_C(86400), change;
	int32_t offset = system_offset(at);

	GROW(z->changes, z->count, z->room);
	z->changes[z->count++] = (struct change){ INT64_MIN, offset };
	for (; at < end; at += 7 * 86400) {
		if (system_offset(at + 7 * 86400) == offset)
			continue;
		change = find_change(at, at + 7 * 86400);
		offset = system_offset(change);
		GROW(z->changes, z->count, z->room);
		z->changes[z->count++] = (struct change){ change, offset };
	}
}

static bool
zone_exists(const char *name)
{
	char path[256];
	int n;

	if (*name == '\0' || *name == '/' || strstr(name, "..") != NULL)
		return false;
	n = snprintf(path, sizeof path, "/usr/share/zoneinfo/%s", name);
	return n > 0 && (size_t)n < sizeof path && access(path, R_OK) == 0;
}

/* Where its file cannot be read, libc takes "Europe/London" for a zone that
 * is called Europe and has the time of UTC, and says nothing. */
static bool
was_read(const char *name)
{
	size_t n = strcspn(name, "/");

	return name[n] == '\0' || strncmp(tzname[0], name, n) != 0 ||
	    tzname[0][n] != '\0';
}

struct zone *
zone_open(const char *name)
{
	struct zone *z;
	bool whole;
	char *saved = getenv("TZ");

	if (strcmp(name, "UTC") != 0 && !zone_exists(name))
		return NULL;
	if (saved != NULL && (saved = strdup(saved)) == NULL)
		return NULL;
	z = memory_zeroed(1, sizeof *z);
	z->name = memory_alloc(strlen(name) + 1);
	memcpy(z->name, name, strlen(name) + 1);
	setenv("TZ", name, 1);
	tzset();
	if ((whole = was_read(name)))
		read_changes(z);
	if (saved != NULL)
		setenv("TZ", saved, 1);
	else
		unsetenv("TZ");
	tzset();
	free(saved);
	if (!whole) {
		zone_close(z);
		return NULL;
	}
	return z;
}

void
zone_close(struct zone *z)
{
	if (z == NULL)
		return;
	free(z->name);
	free(z->changes);
	free(z);
}

const char *
zone_name(const struct zone *z)
{
	return z->name;
}

static int32_t
offset_at(const struct zone *z, int64_t seconds)
{
	size_t low = 0, high = z->count, middle;

	while (high - low > 1) {
		middle = (low + high) / 2;
		if (z->changes[middle].from <= seconds)
			low = middle;
		else
			high = middle;
	}
	return z->changes[low].offset;
}

static int64_t
to_seconds(int64_t t)
{
	int64_t s = t / TIME_SECOND;

	return t % TIME_SECOND < 0 ? s - 1 : s;
}

int32_t
zone_offset(const struct zone *z, int64_t t)
{
	return offset_at(z, to_seconds(t));
}

struct civil
zone_civil(const struct zone *z, int64_t t)
{
	int64_t seconds = to_seconds(t), day;

	seconds += offset_at(z, seconds);
	day = seconds / 86400;
	if (seconds % 86400 < 0)
		day--;
	return (struct civil){ (int32_t)day,
		(int32_t)(seconds - day * 86400) };
}

enum civil_kind
zone_utc(const struct zone *z, struct civil c, int64_t *t)
{
	int64_t wall = c.day * INT64_C(86400) + c.second;
	int32_t before = offset_at(z, wall - 86400);
	int32_t after = offset_at(z, wall + 86400);
	int64_t first = wall - before, second = wall - after;
	bool first_fits = offset_at(z, first) == before;
	bool second_fits = offset_at(z, second) == after;

	*t = (first_fits || !second_fits ? first : second) * TIME_SECOND;
	if (before == after)
		return CIVIL_PLAIN;
	if (first_fits && second_fits)
		return CIVIL_AMBIGUOUS;
	return first_fits || second_fits ? CIVIL_PLAIN : CIVIL_MISSING;
}

int64_t
zone_day_start(const struct zone *z, int32_t day)
{
	int64_t t;

	zone_utc(z, (struct civil){ day, 0 }, &t);
	return t;
}
