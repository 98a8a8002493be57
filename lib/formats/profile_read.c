/*
 * A record of a profile's log to its values: cells under a heading, members
 * of an object, pairs of key and value.
 */
#include "profile.h"

#include "objects.h"
#include "pairs.h"
#include "text.h"

size_t
profile_plain(struct slice name, char out[64])
{
	size_t i, n = 0;

	for (i = 0; i < name.len && n < 64; i++) {
		char c = name.ptr[i];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c + 32);
		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
			out[n++] = c;
	}
	return n;
}

/* A heading's name: as it stands but for case, else by its letters alone. */
static bool
is_named(const struct profile_field *f, struct slice name, bool plainly)
{
	char plain[64];
	size_t n;

	if (!plainly)
		return slice_equal_fold(slice_trim(f->said->theirs), name);
	n = profile_plain(name, plain);
	return n > 0 && n == f->plain_len && memcmp(plain, f->plain, n) == 0;
}

static bool
find_column(const struct profile *pr, size_t field,
    const struct slice *names, size_t count, struct profile_state *s)
{
	int plainly;
	size_t i;

	for (plainly = 0; plainly < 2; plainly++)
		for (i = 0; i < count; i++)
			if (s->uses[i] == 0 &&
			    is_named(&pr->fields[field], slice_trim(names[i]),
				plainly == 1)) {
				s->uses[i] = (unsigned char)(field + 1);
				return true;
			}
	return false;
}

bool
profile_bind_columns(const struct profile *pr, const struct slice *names,
    size_t count, struct profile_state *s)
{
	size_t i;

	*s = (struct profile_state){ 0 };
	if (count > PROFILE_COLUMNS)
		return false;
	for (i = 0; i < pr->field_count; i++) {
		const struct log_field *said = pr->fields[i].said;

		if (said->theirs.len > 0 &&
		    !find_column(pr, i, names, count, s) &&
		    (said->required || !pr->said->requires))
			return false;
	}
	s->count = count;
	return true;
}

bool
profile_cells(const struct profile *pr, struct slice line,
    struct arena *scratch, struct table_row *row)
{
	return table_split(line, pr->separator, scratch, row);
}

static const char *
cell_values(const struct profile *pr, struct slice line,
    struct profile_state *s, struct arena *scratch, struct profile_values *v)
{
	struct table_row *row = arena_alloc(scratch, sizeof *row);
	size_t i;

	if (!profile_cells(pr, line, scratch, row))
		return "not CSV, or more than 192 cells";
	if (s->count == 0 && pr->said->column_count > 0)
		profile_bind_columns(pr, pr->said->columns,
		    pr->said->column_count, s);
	else if (s->count == 0)
		return profile_bind_columns(pr, row->cells, row->count, s) ?
		    parse_ignored :
		    "before the heading, which has the profile's columns";
	if (row->count != s->count)
		return row->count < s->count ?
		    "fewer cells than the heading: cut short?" :
		    "more cells than the heading";
	for (i = 0; i < row->count; i++)
		if (s->uses[i] != 0)
			v->at[s->uses[i] - 1] = slice_trim(row->cells[i]);
	return NULL;
}

static const char *
object_values(const struct profile *pr, struct slice line,
    struct arena *scratch, struct profile_values *v)
{
	struct parse p = { .record = line, .scratch = scratch };
	struct json *root;
	const char *why = objects_read(&p, &root);
	size_t i;

	for (i = 0; why == NULL && i < pr->field_count; i++)
		if (pr->fields[i].said->theirs.len > 0)
			v->at[i] = slice_trim(objects_get(&p, root,
			    arena_text(scratch,
				pr->fields[i].said->theirs)));
	json_destroy(root);
	return why;
}

static const char *
pair_values(const struct profile *pr, struct slice line,
    struct arena *scratch, struct profile_values *v)
{
	const char *firsts[PROFILE_FIELDS + 1];
	struct parse p = { .record = line, .scratch = scratch };
	struct pairs *pairs = arena_alloc(scratch, sizeof *pairs);
	const char *why;
	size_t i, n = 0;

	/* A head of syslog may stand before whichever comes first. */
	for (i = 0; i < pr->field_count; i++)
		if (pr->fields[i].said->theirs.len > 0)
			firsts[n++] = arena_printf(scratch, "%.*s=",
			    SLICE_ARG(pr->fields[i].said->theirs));
	firsts[n] = NULL;
	if (!pairs_read(line, 0, scratch, pairs) &&
	    (why = pairs_take(&p, firsts, 0, pairs)) != NULL)
		return why;
	for (i = 0; i < pr->field_count; i++)
		if (pr->fields[i].said->theirs.len > 0)
			v->at[i] = slice_trim(pairs_get(pairs,
			    arena_text(scratch,
				pr->fields[i].said->theirs)));
	return NULL;
}

/* Is a value the product's word for none? */
static bool
is_nothing(struct slice s)
{
	static const char *const words[] = { "", "-", "N/A", "(null)", "null",
		NULL };

	return text_is_one_of(s, words);
}

const char *
profile_values(const struct profile *pr, struct slice record,
    struct profile_state *s, struct arena *scratch, struct profile_values *v)
{
	const char *why;
	size_t i;

	*v = (struct profile_values){ 0 };
	slice_take_text(&record, SLICE("\xef\xbb\xbf"));
	if (slice_trim(record).len == 0)
		return parse_ignored;
	if (memchr(record.ptr, '\0', record.len) != NULL)
		return "a NUL byte";
	switch (pr->framing) {
	case PROFILE_CSV:
		why = cell_values(pr, record, s, scratch, v);
		break;
	case PROFILE_NDJSON:
		why = object_values(pr, record, scratch, v);
		break;
	default:
		why = pair_values(pr, record, scratch, v);
	}
	if (why != NULL)
		return why;
	for (i = 0; i < pr->field_count; i++) {
		const struct log_field *said = pr->fields[i].said;

		if (said->fixed.len > 0)
			v->at[i] = said->fixed;
		if (is_nothing(v->at[i])) {
			if (said->required)
				return "a column that is required is empty";
			v->at[i] = SLICE("");
		}
	}
	return NULL;
}
