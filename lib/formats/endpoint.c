/*
 * Endpoint and cloud events to rows.
 */
#include "endpoint.h"

#include "base/url.h"

#include "objects.h"
#include "stamp.h"
#include "text.h"
#include "web.h"

enum {
	LONGEST_NATIVE = 1 << 17,
	DEEPEST = 32, /* of values in each other */
};

uint32_t
endpoint_row(struct parse *p, const struct endpoint_event *e)
{
	struct batch *b = p->batch;
	uint32_t row = parse_row(p);

	batch_set_number(b, row, COL_TIMESTAMP, e->time);
	batch_set_number(b, row, COL_START, e->time);
	batch_set_text(b, row, COL_TIME_SOURCE, slice_of(e->time_source));
	batch_set_text(b, row, COL_CHANNEL, slice_of(e->category));
	batch_set_text(b, row, COL_TYPE, slice_of(e->type));
	batch_set_text(b, row, COL_OUTCOME, slice_of(e->outcome));
	batch_set_text(b, row, COL_ACTION, e->action);
	return row;
}

static bool
says_nothing(struct slice s)
{
	static const char *const words[] = { "-", "?", "N/A", "(null)", "null",
		"(none)", "unknown", "not available", "undefined", NULL };

	return s.len == 0 || text_is_one_of(s, words);
}

/* "198.51.100.7:443", "[2001:db8::1]:443", "::ffff:198.51.100.7" */
static struct slice
bare_address(struct slice s)
{
	struct slice inner, rest = s;

	if (slice_take_char(&rest, '[') &&
	    slice_take_until(&rest, ']', &inner))
		return bare_address(inner);
	slice_take_text(&s, SLICE("::ffff:"));
	if (slice_find(s, ':') < s.len &&
	    slice_find(s, ':') == slice_find_last(s, ':'))
		s = slice_first(s, slice_find(s, ':'));
	return s;
}

static void
set_account(struct parse *p, uint32_t row, enum column c, struct slice raw)
{
	char *text = arena_text(p->scratch, raw);
	struct slice user, domain;

	account_split(text, raw.len, &user, &domain);
	batch_set_text(p->batch, row, c, user);
	if (c == COL_ACCOUNT && domain.len > 0)
		batch_set_text(p->batch, row, COL_ACCOUNT_DOMAIN, domain);
}

static bool
is_in_range(enum column c, int64_t number)
{
	return (c != COL_CLIENT_PORT && c != COL_SERVER_PORT) ||
	    (number >= 0 && number <= UINT16_MAX);
}

void
endpoint_set(struct parse *p, uint32_t row, enum column c, struct slice s)
{
	int64_t number;

	s = slice_trim(s);
	if (says_nothing(s))
		return;
	if (columns[c].kind == KIND_NUMBER) {
		if (batch_number(p->batch, row, c) == NUMBER_UNKNOWN &&
		    slice_to_int(s, &number) && is_in_range(c, number))
			batch_set_number(p->batch, row, c, number);
		return;
	}
	if (batch_text(p->batch, row, c).len > 0)
		return;
	switch ((int)c) {
	case COL_ACCOUNT:
	case COL_TARGET_ACCOUNT:
		if (text_is_clean(s))
			set_account(p, row, c, s);
		return;
	case COL_ADDRESS:
	case COL_DESTINATION:
		s = bare_address(s);
		if (url_host_is_address(s))
			batch_set_text(p->batch, row, c, s);
		return;
	case COL_HOST:
		s = text_host(s, p->scratch);
		break;
	case COL_DOMAIN_NAME:
	case COL_ACCOUNT_DOMAIN:
	case COL_FROM:
	case COL_TO:
	case COL_TRANSPORT:
		s = text_lower(s, p->scratch);
		break;
	default:
		break;
	}
	batch_set_text(p->batch, row, c, s);
}

static bool
are_pairs(const struct json *list)
{
	const struct json *v;

	for (v = json_first(list); v != NULL; v = json_next(v))
		if (json_kind(json_get(v, "Name")) != JSON_STRING ||
		    json_get(v, "Value") == NULL)
			return false;
	return json_first(list) != NULL;
}

/* [{"Name":"Identity","Value":"amy"}] as {"Identity":"amy"}: so rules find it,
 * and masking sees what is a password. */
static void
print_value(struct buffer *out, const struct json *v, int depth)
{
	bool object = json_kind(v) == JSON_OBJECT;
	bool pairs = json_kind(v) == JSON_ARRAY && are_pairs(v);
	const struct json *child;
	const char *separator = "";

	if ((!object && json_kind(v) != JSON_ARRAY) || depth == DEEPEST) {
		json_print(v, out);
		return;
	}
	buffer_char(out, object || pairs ? '{' : '[');
	for (child = json_first(v); child != NULL; child = json_next(child)) {
		buffer_text(out, separator);
		separator = ",";
		if (object || pairs) {
			json_quote(out, pairs ?
				json_text(json_get(child, "Name")) :
				json_key(child));
			buffer_char(out, ':');
		}
		print_value(out, pairs ? json_get(child, "Value") : child,
		    depth + 1);
	}
	buffer_char(out, object || pairs ? '}' : ']');
}

void
endpoint_set_native(struct parse *p, uint32_t row, const struct json *object)
{
	struct buffer out;

	buffer_init(&out, LONGEST_NATIVE);
	print_value(&out, object, 0);
	/* Half an object is none. */
	if (!buffer_overflowed(&out))
		batch_set_text(p->batch, row, COL_NATIVE, buffer_slice(&out));
	buffer_finish(&out);
}

bool
endpoint_time(const struct format_options *options, struct slice s, bool utc,
    int64_t *time, const char **source)
{
	int64_t micro, offset;
	int32_t day;

	s = slice_trim(s);
	if (!stamp_take_date(&s, '-', false, &day) ||
	    (!slice_take_char(&s, 'T') && !slice_take_char(&s, ' ')) ||
	    !stamp_take_clock(&s, false, &micro))
		return false;
	*source = "offset";
	if (s.len == 0 && !utc) {
		*time = stamp_local(options, day, micro, source);
		return true;
	}
	*time = stamp_utc(day, micro);
	slice_take_char(&s, ' ');
	if (s.len == 0 || slice_equal(s, SLICE("UTC")))
		return true;
	if (!stamp_take_offset(&s, &offset) || s.len > 0)
		return false;
	*time -= offset * TIME_SECOND;
	return true;
}

struct slice
endpoint_text(struct parse *p, const struct json *object, const char *path)
{
	const struct json *found = json_get(object, path);
	struct buffer text;
	struct slice s;

	if (json_kind(found) == JSON_STRING)
		return json_text(found);
	if (json_kind(found) == JSON_ARRAY)
		found = json_first(found);
	if (found == NULL || json_kind(found) == JSON_NULL)
		return SLICE("");
	buffer_init(&text, LONGEST_NATIVE);
	json_print_scalar(found, &text);
	s = arena_copy(p->scratch, buffer_slice(&text));
	buffer_finish(&text);
	return s;
}

bool
endpoint_first_time(struct parse *p, const struct json *object,
    const char *const *paths, struct endpoint_event *e)
{
	for (; *paths != NULL; paths++)
		if (endpoint_time(p->options, endpoint_text(p, object, *paths),
			true, &e->time, &e->time_source))
			return true;
	return false;
}

void
endpoint_set_fields(struct parse *p, uint32_t row, const struct json *object,
    const struct endpoint_field *fields)
{
	const struct endpoint_field *f;

	for (f = fields; f->path != NULL; f++)
		endpoint_set(p, row, f->column,
		    endpoint_text(p, object, f->path));
}

struct slice
endpoint_pair(struct parse *p, const struct json *list, const char *name_key,
    const char *value_key, const char *name)
{
	const struct json *v;

	for (v = json_first(list); v != NULL; v = json_next(v))
		if (slice_equal(json_text(json_get(v, name_key)),
			slice_of(name)))
			return endpoint_text(p, v, value_key);
	return SLICE("");
}

void
endpoint_set_cells(struct parse *p, uint32_t row, const struct table *t,
    const struct table_row *cells)
{
	size_t i;

	for (i = 0; i < t->count && i < cells->count; i++)
		if (t->use[i] != 0 && t->use[i] < ENDPOINT_OWN)
			endpoint_set(p, row, (enum column)(t->use[i] - 1),
			    cells->cells[i]);
}

static bool
has_all(const struct table *t, const int *needs)
{
	for (; *needs != 0; needs++)
		if (!table_has(t, *needs))
			return false;
	return true;
}

static char
separator_of(struct slice heading)
{
	return slice_find(heading, ',') < heading.len ? ',' :
	    slice_find(heading, '\t') < heading.len   ? '\t' :
							';';
}

const char *
endpoint_cells(struct parse *p, struct table *t,
    const struct table_name *names, const int *needs, struct table_row *cells)
{
	if (slice_trim(p->record).len == 0)
		return parse_ignored;
	if (t->count == 0)
		t->separator = separator_of(p->record);
	if (!table_split(p->record, t->separator, p->scratch, cells))
		return "a quoted cell does not end";
	if (t->count == 0) {
		table_head(t, cells, names);
		if (has_all(t, needs))
			return parse_ignored;
		t->count = 0;
		return "no heading";
	}
	return cells->count == t->count ? NULL :
	    "more or fewer cells than the heading has";
}

int
endpoint_recognise_table(struct slice head, const struct table_name *names,
    const int *needs, int sure)
{
	struct arena *scratch = arena_create();
	struct table t = { .count = 0 };
	struct table_row cells;
	struct slice line;
	bool ours = false;

	if (slice_take_line(&head, &line) && line.len > 0) {
		line = slice_trim(line);
		if (table_split(line, separator_of(line), scratch, &cells)) {
			table_head(&t, &cells, names);
			ours = has_all(&t, needs);
		}
	}
	arena_destroy(scratch);
	return ours ? sure : 0;
}
