/*
 * A plan, made of what scan found: inputs by school and path, partitions
 * by school and day.
 */
#include <err.h>
#include <stdlib.h>

#include "event/batch.h"
#include "grid/plan.h"
#include "settings/settings.h"
#include "store/store.h"

#include "plan.h"
#include "rows.h"

/* What a line of scan says. */
struct scanned {
	struct slice settings, path, sha256, days;
	uint64_t size;
};

static bool
read_scan(struct slice line, struct scanned *s)
{
	struct slice ignored;
	int i;

	if (!rows_cell(&line, &s->settings) || !rows_cell(&line, &s->path) ||
	    !rows_number(&line, &s->size) || !rows_cell(&line, &s->sha256))
		return false;
	for (i = 0; i < 3; i++) /* records, chunks and their hash */
		if (!rows_cell(&line, &ignored))
			return false;
	return rows_cell(&line, &s->days) &&
	    s->sha256.len == SHA256_HEX - 1;
}

static bool
is_plain_name(struct slice urn)
{
	size_t i;

	for (i = 0; i < urn.len; i++)
		if (!(urn.ptr[i] >= '0' && urn.ptr[i] <= '9') &&
		    !(urn.ptr[i] >= 'A' && urn.ptr[i] <= 'Z'))
			return false;
	return urn.len > 0 && urn.len <= 32;
}

/* The school of that school.yml; SIZE_MAX: said. */
static size_t
find_school(struct plan *p, struct slice path)
{
	const char *name = arena_text(p->arena, path);
	struct settings *s;
	size_t i;

	for (i = 0; i < p->school_count; i++)
		if (slice_equal(p->schools[i].settings, path))
			return i;
	if ((s = settings_require(name)) == NULL)
		return SIZE_MAX;
	for (i = 0; i < p->school_count; i++)
		if (slice_equal(p->schools[i].urn, s->school.urn))
			break;
	if (i < p->school_count || !is_plain_name(s->school.urn)) {
		warnx("%s: the URN \"%.*s\" %s", name,
		    SLICE_ARG(s->school.urn),
		    i < p->school_count ? "is another school's too" :
					  "is not letters and digits");
		settings_destroy(s);
		return SIZE_MAX;
	}
	GROW(p->schools, p->school_count, p->school_room);
	p->schools[p->school_count] = (struct plan_school){
		arena_copy(p->arena, s->school.urn),
		arena_copy(p->arena, path),
		arena_copy(p->arena, slice_of(s->digest)),
		zone_open(zone_name(s->zone)),
	};
	settings_destroy(s);
	return p->school_count++;
}

bool
plan_days(struct plan *p, struct slice text, struct plan_input *in)
{
	struct slice day;
	size_t n = 1, i;

	for (i = 0; i < text.len; i++)
		n += text.ptr[i] == ',';
	in->days = arena_alloc(p->arena, n * sizeof *in->days);
	in->day_count = 0;
	while (text.len > 0) {
		size_t end = slice_find(text, ',');

		day = slice_first(text, end);
		text = slice_from(text, end + 1);
		if (!day_parse(day, &in->days[in->day_count]))
			return false;
		in->day_count++;
	}
	in->home = in->day_count > 0 ? in->days[0] : DAY_UNKNOWN;
	return true;
}

static int
add_scanned(struct plan *p, struct slice line, uint64_t number)
{
	struct plan_input in = { 0 };
	struct scanned s;

	if (!read_scan(line, &s) || !plan_days(p, s.days, &in)) {
		warnx("line %llu is not one of beadle scan",
		    (unsigned long long)number);
		return -1;
	}
	if ((in.school = find_school(p, s.settings)) == SIZE_MAX)
		return -1;
	in.path = arena_copy(p->arena, s.path);
	in.sha256 = arena_copy(p->arena, s.sha256);
	in.size = s.size;
	GROW(p->inputs, p->input_count, p->input_room);
	p->inputs[p->input_count++] = in;
	return 0;
}

static int
compare_inputs(const void *a, const void *b)
{
	const struct plan_input *x = a, *y = b;

	if (x->school != y->school)
		return x->school < y->school ? -1 : 1;
	return slice_compare(x->path, y->path);
}

/* In order of school and path, each once; -1: one path, two contents. */
static int
sort_inputs(struct plan *p)
{
	size_t i, kept = 0;

	if (p->input_count > 0)
		qsort(p->inputs, p->input_count, sizeof *p->inputs,
		    compare_inputs);
	for (i = 0; i < p->input_count; i++) {
		struct plan_input *before = kept == 0 ? NULL :
							&p->inputs[kept - 1];

		if (before == NULL || compare_inputs(before, &p->inputs[i]))
			p->inputs[kept++] = p->inputs[i];
		else if (!slice_equal(before->sha256, p->inputs[i].sha256)) {
			warnx("%.*s was scanned twice and changed between",
			    SLICE_ARG(before->path));
			return -1;
		}
	}
	p->input_count = kept;
	return 0;
}

static int
compare_days(const void *a, const void *b)
{
	const int32_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static bool
touches(const struct plan_input *in, int32_t day)
{
	size_t i;

	if (in->home == day)
		return true;
	for (i = 0; i < in->day_count; i++)
		if (in->days[i] == day)
			return true;
	return false;
}

void
plan_name(const struct plan *p, struct plan_partition *part)
{
	const struct plan_school *school = &p->schools[part->school];
	struct buffer text;
	char hex[SHA256_HEX];
	size_t i, d;

	buffer_init(&text, BUFFER_LARGEST);
	buffer_printf(&text, "%s\n%d\n%d\n%.*s\n%.*s\n", BEADLE_VERSION,
	    store_schema(), COLUMN_COUNT, SLICE_ARG(school->urn),
	    SLICE_ARG(school->digest));
	buffer_printf(&text, "%d\t%lld\t%lld\n", part->day,
	    (long long)part->since, (long long)part->until);
	for (i = 0; i < part->input_count; i++) {
		const struct plan_input *in = &p->inputs[part->inputs[i]];

		buffer_printf(&text, "%.*s\t%.*s\t%llu\t%d",
		    SLICE_ARG(in->path), SLICE_ARG(in->sha256),
		    (unsigned long long)in->size, in->home);
		for (d = 0; d < in->day_count; d++)
			buffer_printf(&text, ",%d", in->days[d]);
		buffer_char(&text, '\n');
	}
	sha256_text(buffer_slice(&text), hex);
	buffer_finish(&text);
	part->id = arena_copy(p->arena, (struct slice){ hex, PLAN_ID });
}

static void
add_partition(struct plan *p, size_t school, int32_t day, size_t from,
    size_t to)
{
	const struct zone *zone = p->schools[school].zone;
	struct plan_partition part = { .school = school, .day = day,
		.since = zone_day_start(zone, day),
		.until = zone_day_start(zone, day + 1) };
	size_t i;

	part.inputs = arena_alloc(p->arena, (to - from) * sizeof(size_t));
	for (i = from; i < to; i++)
		if (touches(&p->inputs[i], day))
			part.inputs[part.input_count++] = i;
	plan_name(p, &part);
	GROW(p->partitions, p->partition_count, p->partition_room);
	p->partitions[p->partition_count++] = part;
}

/* The days of a school; what bears no date goes with the first of them. */
static void
cut_school(struct plan *p, size_t school, size_t from, size_t to)
{
	int32_t *days;
	size_t count = 0, i, d;

	for (i = from; i < to; i++)
		count += p->inputs[i].day_count;
	days = memory_zeroed(count + 1, sizeof *days);
	for (i = from, count = 0; i < to; i++)
		for (d = 0; d < p->inputs[i].day_count; d++)
			days[count++] = p->inputs[i].days[d];
	qsort(days, count, sizeof *days, compare_days);
	if (count == 0)
		count = 1; /* 1970-01-01, for what has to be accounted for */
	for (i = from; i < to; i++)
		if (p->inputs[i].day_count == 0)
			p->inputs[i].home = days[0];
	for (i = 0; i < count; i++)
		if (i == 0 || days[i] != days[i - 1])
			add_partition(p, school, days[i], from, to);
	free(days);
}

static void
cut(struct plan *p)
{
	size_t from, to;

	for (from = 0; from < p->input_count; from = to) {
		for (to = from; to < p->input_count &&
		    p->inputs[to].school == p->inputs[from].school; to++)
			continue;
		cut_school(p, p->inputs[from].school, from, to);
	}
}

struct plan *
plan_make(FILE *scans)
{
	struct plan *p = memory_zeroed(1, sizeof *p);
	struct buffer text;
	struct slice rest, line;
	uint64_t number = 0;
	int result = 0;

	p->arena = arena_create();
	buffer_init(&text, BUFFER_LARGEST);
	if (buffer_read(&text, scans) == -1) {
		warn("what scan found");
		result = -1;
	}
	rest = buffer_slice(&text);
	while (result == 0 && slice_take_line(&rest, &line))
		result = add_scanned(p, line, ++number);
	if (result == 0)
		result = sort_inputs(p);
	if (result == 0)
		cut(p);
	buffer_finish(&text);
	if (result == 0)
		return p;
	plan_destroy(p);
	return NULL;
}

void
plan_destroy(struct plan *p)
{
	size_t i;

	if (p == NULL)
		return;
	for (i = 0; i < p->school_count; i++)
		zone_close(p->schools[i].zone);
	arena_destroy(p->arena);
	free(p->schools);
	free(p->inputs);
	free(p->partitions);
	free(p);
}
