/*
 * A plan as text: written with its seal, read and believed only with it.
 */
#include <err.h>
#include <stdlib.h>

#include "event/batch.h"
#include "store/store.h"

#include "durable.h"
#include "plan.h"
#include "rows.h"

static void
write_day(struct buffer *out, char before, int32_t day)
{
	buffer_char(out, before);
	day_print(out, day);
}

static void
write_input(const struct plan *p, size_t i, struct buffer *out)
{
	const struct plan_input *in = &p->inputs[i];
	size_t d;

	buffer_printf(out, "input\t%zu\t%.*s\t%.*s\t%llu\t%.*s", i,
	    SLICE_ARG(p->schools[in->school].urn), SLICE_ARG(in->path),
	    (unsigned long long)in->size, SLICE_ARG(in->sha256));
	write_day(out, '\t', in->home);
	buffer_char(out, '\t');
	for (d = 0; d < in->day_count; d++) {
		if (d > 0)
			buffer_char(out, ',');
		day_print(out, in->days[d]);
	}
	buffer_char(out, '\n');
}

static void
write_partition(const struct plan *p, const struct plan_partition *part,
    struct buffer *out)
{
	size_t i;

	buffer_printf(out, "partition\t%.*s\t%.*s", SLICE_ARG(part->id),
	    SLICE_ARG(p->schools[part->school].urn));
	write_day(out, '\t', part->day);
	buffer_char(out, '\t');
	time_print(out, part->since);
	buffer_char(out, '\t');
	time_print(out, part->until);
	for (i = 0; i < part->input_count; i++)
		buffer_printf(out, "%c%zu", i == 0 ? '\t' : ',',
		    part->inputs[i]);
	buffer_char(out, '\n');
}

void
plan_write(const struct plan *p, struct buffer *out)
{
	size_t i;

	buffer_printf(out, "beadle-plan\t1\nversion\t%s\t%d\t%d\n",
	    BEADLE_VERSION, store_schema(), COLUMN_COUNT);
	for (i = 0; i < p->school_count; i++)
		buffer_printf(out, "school\t%.*s\t%.*s\t%.*s\n",
		    SLICE_ARG(p->schools[i].urn),
		    SLICE_ARG(p->schools[i].settings),
		    SLICE_ARG(p->schools[i].digest));
	for (i = 0; i < p->input_count; i++)
		write_input(p, i, out);
	for (i = 0; i < p->partition_count; i++)
		write_partition(p, &p->partitions[i], out);
	rows_seal(out, NULL);
}

int
plan_save(const struct buffer *text, const char *path)
{
	return grid_write(path, buffer_slice(text));
}

static bool
take_school(const struct plan *p, struct slice *line, size_t *school)
{
	struct slice urn;

	if (!rows_cell(line, &urn))
		return false;
	for (*school = p->school_count; (*school)-- > 0;)
		if (slice_equal(p->schools[*school].urn, urn))
			return true;
	return false;
}

static bool
read_school(struct plan *p, struct slice line)
{
	struct plan_school s = { 0 };

	if (!rows_cell(&line, &s.urn) || !rows_cell(&line, &s.settings) ||
	    !rows_cell(&line, &s.digest))
		return false;
	GROW(p->schools, p->school_count, p->school_room);
	p->schools[p->school_count++] = s;
	return true;
}

static bool
read_input(struct plan *p, struct slice line)
{
	struct plan_input in = { 0 };
	struct slice home, days;
	uint64_t number;

	if (!rows_number(&line, &number) || number != p->input_count ||
	    !take_school(p, &line, &in.school) ||
	    !rows_cell(&line, &in.path) || !rows_number(&line, &in.size) ||
	    !rows_cell(&line, &in.sha256) || !rows_cell(&line, &home) ||
	    !rows_cell(&line, &days) || !plan_days(p, days, &in) ||
	    !day_parse(home, &in.home))
		return false;
	GROW(p->inputs, p->input_count, p->input_room);
	p->inputs[p->input_count++] = in;
	return true;
}

static bool
take_inputs(struct plan *p, struct slice list, struct plan_partition *part)
{
	size_t n = 1, i;
	int64_t input;

	for (i = 0; i < list.len; i++)
		n += list.ptr[i] == ',';
	part->inputs = arena_alloc(p->arena, n * sizeof *part->inputs);
	while (slice_take_int(&list, &input)) {
		if (input < 0 || (size_t)input >= p->input_count)
			return false;
		part->inputs[part->input_count++] = (size_t)input;
		if (!slice_take_char(&list, ','))
			break;
	}
	return list.len == 0;
}

static bool
read_partition(struct plan *p, struct slice line)
{
	struct plan_partition part = { 0 };
	struct slice id, day, since, until, list;

	if (!rows_cell(&line, &id) || id.len != PLAN_ID ||
	    !take_school(p, &line, &part.school) ||
	    !rows_cell(&line, &day) || !day_parse(day, &part.day) ||
	    !rows_cell(&line, &since) || !time_parse(since, &part.since) ||
	    !rows_cell(&line, &until) || !time_parse(until, &part.until) ||
	    !rows_cell(&line, &list) || !take_inputs(p, list, &part))
		return false;
	plan_name(p, &part);
	GROW(p->partitions, p->partition_count, p->partition_room);
	p->partitions[p->partition_count++] = part;
	return slice_equal(part.id, id);
}

static bool
read_line(struct plan *p, struct slice line)
{
	struct slice word;

	if (!rows_cell(&line, &word))
		return false;
	if (slice_equal(word, SLICE("school")))
		return read_school(p, line);
	if (slice_equal(word, SLICE("input")))
		return read_input(p, line);
	return slice_equal(word, SLICE("partition")) &&
	    read_partition(p, line);
}

static const char *
read_plan(struct plan *p, struct slice text)
{
	struct slice line;
	char *version = arena_printf(p->arena, "version\t%s\t%d\t%d",
	    BEADLE_VERSION, store_schema(), COLUMN_COUNT);

	if (!slice_starts_with(text, SLICE("beadle-plan\t1\n")))
		return "not a plan of beadle";
	if (!rows_check_seal(&text, p->seal))
		return "the seal is broken: the plan was changed or cut short";
	slice_take_line(&text, &line);
	if (!slice_take_line(&text, &line) ||
	    !slice_equal(line, slice_of(version)))
		return "another version of beadle made this plan: plan again";
	while (slice_take_line(&text, &line))
		if (!read_line(p, line))
			return "a line is not one of a plan";
	return NULL;
}

struct plan *
plan_read(const char *path)
{
	struct plan *p = memory_zeroed(1, sizeof *p);
	struct buffer text;
	const char *why;

	p->arena = arena_create();
	buffer_init(&text, BUFFER_LARGEST);
	if (buffer_read_file(&text, path) == -1) {
		warn("%s", path);
		why = "";
	} else {
		why = read_plan(p, arena_copy(p->arena, buffer_slice(&text)));
		if (why != NULL)
			warnx("%s: %s", path, why);
	}
	buffer_finish(&text);
	if (why == NULL)
		return p;
	plan_destroy(p);
	return NULL;
}

const struct plan_partition *
plan_find(const struct plan *p, struct slice name)
{
	int64_t number;
	size_t i;

	if (name.len < PLAN_ID)
		return slice_to_int(name, &number) && number >= 0 &&
			(size_t)number < p->partition_count ?
		    &p->partitions[number] :
		    NULL;
	for (i = 0; i < p->partition_count; i++)
		if (slice_equal(p->partitions[i].id, name))
			return &p->partitions[i];
	return NULL;
}

const char *
plan_folder(const char *path, struct arena *a)
{
	struct slice s = slice_of(path);
	size_t slash = slice_find_last(s, '/');

	if (slash == s.len)
		return ".";
	return arena_text(a, slice_first(s, slash == 0 ? 1 : slash));
}
