/*
 * What a profile's fields may be: names of our columns, by channel.
 */
#include "profile.h"

#include "layout.h"

static const struct {
	const char *name;
	enum field field;
} visit_columns[] = { { "url", FIELD_URL }, { "url.domain", FIELD_HOST },
	{ "url.scheme", FIELD_SCHEME }, { "url.port", FIELD_PORT },
	{ "url.path", FIELD_PATH }, { "url.query", FIELD_QUERY },
	{ "user.name", FIELD_ACCOUNT },
	{ "user.domain", FIELD_ACCOUNT_DOMAIN },
	{ "source.ip", FIELD_CLIENT }, { "source.port", FIELD_CLIENT_PORT },
	{ "host.name", FIELD_MACHINE },
	{ "http.request.method", FIELD_METHOD },
	{ "http.response.status_code", FIELD_STATUS },
	{ "http.response.bytes", FIELD_BYTES },
	{ "http.response.mime_type", FIELD_MIME },
	{ "user_agent.original", FIELD_AGENT },
	{ "event.action", FIELD_ACTION }, { "event.reason", FIELD_REASON },
	{ "event.code", FIELD_CODE }, { "rule.category", FIELD_CATEGORY },
	{ "rule.name", FIELD_RULE },
	{ "threat.indicator.name", FIELD_THREAT },
	{ "destination.ip", FIELD_SERVER },
	{ "destination.port", FIELD_SERVER_PORT },
	{ "network.transport", FIELD_TRANSPORT },
	{ "network.protocol", FIELD_PROTOCOL } };

static const struct {
	const char *name;
	int64_t times;
	bool of_time;
} units[] = { { "us", 1, true }, { "ms", 1000, true },
	{ "s", TIME_SECOND, true }, { "min", TIME_MINUTE, true },
	{ "h", TIME_HOUR, true }, { "B", 1, false }, { "KB", 1000, false },
	{ "KiB", 1024, false }, { "MB", 1000000, false },
	{ "MiB", 1 << 20, false }, { "GB", 1000000000, false },
	{ "GiB", 1 << 30, false } };

static const char *
bind_unit(struct profile_field *f, bool of_time)
{
	size_t i;

	f->times = 1;
	if (f->said->unit.len == 0)
		return of_time ?
		    "a duration needs its unit: us, ms, s, min or h" :
		    NULL;
	for (i = 0; i < sizeof units / sizeof *units; i++)
		if (units[i].of_time == of_time &&
		    slice_equal(f->said->unit, slice_of(units[i].name))) {
			f->times = units[i].times;
			return NULL;
		}
	return of_time ? "expected a unit of us, ms, s, min or h" :
			 "expected a unit of B, KB, KiB, MB, MiB, GB or GiB";
}

/* A duration is a number in all channels, and only a time has a format. */
static const char *
bind_value(struct profile_field *f, enum value_use otherwise)
{
	struct slice ours = f->said->ours;

	f->use = otherwise;
	if (slice_equal(ours, SLICE("@timestamp")) ||
	    slice_equal(ours, SLICE("time")))
		f->use = VALUE_TIME;
	else if (slice_equal(ours, SLICE("event.duration")))
		f->use = VALUE_DURATION;
	else if (slice_equal(ours, SLICE("event.type")))
		f->use = VALUE_TYPE;
	if (f->use != VALUE_TIME &&
	    (f->said->format.len > 0 || f->said->zone.len > 0))
		return "format and zone are those of a time";
	if (f->use != VALUE_NUMBER && f->use != VALUE_DURATION)
		return f->said->unit.len == 0 ? NULL :
						"a unit is that of a number";
	return bind_unit(f, f->use == VALUE_DURATION);
}

static const char *
bind_time(struct profile_field *f, struct arena *arena)
{
	if (f->said->zone.len > 0 &&
	    (f->zone = zone_open(arena_text(arena, f->said->zone))) == NULL)
		return "no time zone has that name";
	if (f->said->fixed.len > 0)
		return "a time cannot be the same in every record";
	return NULL;
}

static bool
is_number(struct slice ours)
{
	static const char *const names[] = { "url.port", "source.port",
		"destination.port", "http.response.status_code",
		"http.response.bytes", "email.size" };
	size_t i;

	for (i = 0; i < sizeof names / sizeof *names; i++)
		if (slice_equal(ours, slice_of(names[i])))
			return true;
	return false;
}

static const char *
bind_visit(struct profile_field *f)
{
	size_t i;

	for (i = 0; i < sizeof visit_columns / sizeof *visit_columns; i++)
		if (slice_equal(f->said->ours,
			slice_of(visit_columns[i].name))) {
			f->field = visit_columns[i].field;
			return NULL;
		}
	return "not a column that a web or dns log has";
}

/* What the log says of itself and of people is not for a profile to say. */
static bool
is_ours_alone(struct slice name)
{
	return slice_starts_with(name, SLICE("beadle.")) ||
	    slice_starts_with(name, SLICE("log.")) ||
	    slice_equal(name, SLICE("event.kind")) ||
	    slice_equal(name, SLICE("event.dataset")) ||
	    slice_equal(name, SLICE("event.start")) ||
	    slice_equal(name, SLICE("file.hash.sha256"));
}

static const char *
bind_other(struct profile_field *f)
{
	int c = column_find(f->said->ours);

	if (c == -1 || is_ours_alone(f->said->ours) ||
	    columns[c].kind == KIND_TIME)
		return "not a column that a log fills in";
	f->column = (enum column)c;
	return NULL;
}

const char *
profile_bind_field(struct profile *pr, struct profile_field *f,
    struct arena *arena)
{
	const char *why = bind_value(f,
	    is_number(f->said->ours) ? VALUE_NUMBER : VALUE_TEXT);
	bool visit = pr->channel == CHANNEL_WEB || pr->channel == CHANNEL_DNS;

	if (why != NULL)
		return why;
	if (f->said->word_count > 0 && f->use != VALUE_TEXT &&
	    f->use != VALUE_TYPE)
		return "words are those of a text";
	if (f->said->theirs.len == 0 && f->said->fixed.len == 0)
		return "no column of theirs";
	switch (f->use) {
	case VALUE_TIME:
		return bind_time(f, arena);
	case VALUE_TYPE:
	case VALUE_DURATION:
		return NULL;
	default:
		return visit ? bind_visit(f) : bind_other(f);
	}
}
