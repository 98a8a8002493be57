/*
 * The three ways that an event is looked at: a row of a batch, a row of
 * which little is known yet, and a JSON object.
 */
#include <stdlib.h>

#include "base/arena.h"

#include "engine.h"

enum { LONGEST_URL = 65536 };

/* The address put together again; absent where there is no host. */
static void
get_url(struct row_view *v, struct value *out)
{
	const struct batch *b = v->batch;
	struct slice scheme = batch_text(b, v->row, COL_SCHEME);
	struct slice host = batch_text(b, v->row, COL_DOMAIN_NAME);
	struct slice query = batch_text(b, v->row, COL_QUERY);
	int64_t port = batch_number(b, v->row, COL_PORT);

	out->held = IS_ABSENT;
	if (host.len == 0)
		return;
	buffer_reset(&v->url);
	if (scheme.len > 0) {
		buffer_add(&v->url, scheme);
		buffer_text(&v->url, "://");
	}
	buffer_add(&v->url, host);
	if (port != NUMBER_UNKNOWN) {
		buffer_char(&v->url, ':');
		buffer_int(&v->url, port);
	}
	buffer_add(&v->url, batch_text(b, v->row, COL_PATH));
	if (query.len > 0) {
		buffer_char(&v->url, '?');
		buffer_add(&v->url, query);
	}
	out->held = IS_TEXT;
	out->text = buffer_slice(&v->url);
}

static void
get_suffix(struct row_view *v, struct value *out)
{
	struct slice path = batch_text(v->batch, v->row, COL_PATH);
	size_t slash = slice_find_last(path, '/');
	size_t dot = slice_find_last(path, '.');

	out->held = dot < path.len && (slash == path.len || slash < dot) ?
	    IS_TEXT :
	    IS_ABSENT;
	out->text = slice_from(path, dot + 1);
}

static void
make_room(struct row_view *v)
{
	size_t count = v->view.fields->count;

	if (v->native_room >= count)
		return;
	free(v->natives);
	free(v->native_stamps);
	v->natives = memory_zeroed(count, sizeof *v->natives);
	v->native_stamps = memory_zeroed(count, sizeof *v->native_stamps);
	v->native_room = count;
}

/* Once a row: each native value is put where its field will look. */
static void
read_native(struct row_view *v)
{
	const struct json *j;
	uint32_t n;

	v->native_read = true;
	v->native = json_parse(batch_text(v->batch, v->row, COL_NATIVE));
	if (v->native == NULL || json_kind(v->native) != JSON_OBJECT)
		return;
	make_room(v);
	for (j = json_first(v->native); j != NULL; j = json_next(j)) {
		n = map_find(v->view.fields->names, json_key(j));
		if (n == MAP_NONE || v->native_stamps[n] == v->view.stamp)
			continue;
		v->natives[n] = j;
		v->native_stamps[n] = v->view.stamp;
	}
}

static void
get_native(struct row_view *v, const struct field *f, struct value *out)
{
	size_t n = (size_t)(f - v->view.fields->list);

	if (!v->native_read)
		read_native(v);
	out->held = IS_ABSENT;
	if (n < v->native_room && v->native_stamps[n] == v->view.stamp)
		value_of_json(v->natives[n], out);
	else if (f->dotted && v->native != NULL)
		value_of_path(v->native, f->name, out);
}

static void
get_column(struct row_view *v, enum column c, struct value *out)
{
	out->held = IS_ABSENT;
	if (columns[c].flags == FLAG_LATE && v->open &&
	    (!batch_uses(v->batch, c) ||
		batch_symbol(v->batch, v->row, c) == 0)) {
		out->held = IS_OPEN;
		return;
	}
	if (columns[c].kind == KIND_SYMBOL || columns[c].kind == KIND_TEXT)
		value_of_symbol(c, batch_text(v->batch, v->row, c), out);
	else
		value_of_number(c, batch_number(v->batch, v->row, c), out);
}

static void
row_get(struct view *view, const struct field *f, struct value *out)
{
	struct row_view *v = (struct row_view *)view;

	out->text = SLICE("");
	switch (f->source) {
	case SOURCE_URL:
		get_url(v, out);
		return;
	case SOURCE_SUFFIX:
		get_suffix(v, out);
		return;
	case SOURCE_NATIVE:
		get_native(v, f, out);
		return;
	case SOURCE_ALIAS:
		get_native(v, f, out);
		if (out->held != IS_ABSENT)
			return;
		break;
	case SOURCE_COLUMN:
		break;
	}
	get_column(v, f->column, out);
}

static bool
each_of_json(const struct json *j, bool (*fn)(struct value *text, void *ctx),
    void *ctx)
{
	const struct json *child;
	struct value each;

	if (json_kind(j) == JSON_OBJECT || json_kind(j) == JSON_ARRAY) {
		for (child = json_first(j); child != NULL;
		     child = json_next(child))
			if (each_of_json(child, fn, ctx))
				return true;
		return false;
	}
	value_of_json(j, &each);
	return fn(&each, ctx);
}

static bool
row_each(struct view *view, bool (*fn)(struct value *text, void *ctx),
    void *ctx)
{
	struct row_view *v = (struct row_view *)view;
	struct value each = { .held = IS_TEXT };
	int c;

	for (c = 0; c < COLUMN_COUNT; c++) {
		if (columns[c].flags == FLAG_STREAM || c == COL_NATIVE ||
		    (columns[c].kind != KIND_TEXT &&
			columns[c].kind != KIND_SYMBOL))
			continue;
		each.text = batch_text(v->batch, v->row, (enum column)c);
		if (each.text.len > 0 && fn(&each, ctx))
			return true;
	}
	if (!v->native_read)
		read_native(v);
	return v->native != NULL && each_of_json(v->native, fn, ctx);
}

void
row_view_init(struct row_view *v, const struct fields *f)
{
	memset(v, 0, sizeof *v);
	view_init(&v->view, f);
	v->view.get = row_get;
	v->view.each = row_each;
	buffer_init(&v->url, LONGEST_URL);
}

void
row_view_finish(struct row_view *v)
{
	json_destroy(v->native);
	free(v->natives);
	free(v->native_stamps);
	buffer_finish(&v->url);
	view_finish(&v->view);
}

bool
row_is_open(const struct batch *b, uint32_t row)
{
	return batch_symbol(b, row, COL_ACCOUNT) == 0 &&
	    batch_symbol(b, row, COL_FROM) == 0;
}

void
row_view_set(struct row_view *v, const struct batch *b, uint32_t row,
    bool whole)
{
	json_destroy(v->native);
	v->native = NULL;
	v->native_read = false;
	v->batch = b;
	v->row = row;
	v->open = !whole && row_is_open(b, row);
	view_next(&v->view);
}

static void
value_get(struct view *view, const struct field *f, struct value *out)
{
	struct value_view *v = (struct value_view *)view;

	out->held = IS_OPEN;
	if (f->source == SOURCE_COLUMN && f->column == v->column) {
		if (columns[f->column].kind == KIND_SYMBOL)
			value_of_symbol(f->column, v->text, out);
		else
			value_of_number(f->column, v->number, out);
	} else if ((f->source == SOURCE_COLUMN ||
		       f->source == SOURCE_SUFFIX) && v->absent[f->column])
		out->held = IS_ABSENT;
	else if (f->source == SOURCE_URL && v->url.len > 0) {
		out->held = IS_TEXT;
		out->text = v->url;
	}
}

void
value_view_init(struct value_view *v, const struct fields *f,
    const bool absent[COLUMN_COUNT])
{
	memset(v, 0, sizeof *v);
	view_init(&v->view, f);
	v->view.get = value_get;
	v->absent = absent;
	v->column = COLUMN_COUNT;
}

void
value_view_set(struct value_view *v, enum column c, struct slice text,
    int64_t number)
{
	v->column = c;
	v->text = text;
	v->number = number;
	v->url = SLICE("");
	view_next(&v->view);
}

void
value_view_set_tunnel(struct value_view *v, struct slice host,
    struct slice url)
{
	value_view_set(v, COL_DOMAIN_NAME, host, 0);
	v->url = url;
}

static void
object_get(struct view *view, const struct field *f, struct value *out)
{
	struct object_view *v = (struct object_view *)view;
	char path[256];

	out->held = IS_ABSENT;
	if (f->name.len >= sizeof path)
		return;
	memcpy(path, f->name.ptr, f->name.len);
	path[f->name.len] = '\0';
	value_of_json(json_get(v->object, path), out);
	if (out->held == IS_ABSENT && f->dotted)
		value_of_path(v->object, f->name, out);
}

static bool
object_each(struct view *view, bool (*fn)(struct value *text, void *ctx),
    void *ctx)
{
	return each_of_json(((struct object_view *)view)->object, fn, ctx);
}

void
object_view_init(struct object_view *v, const struct fields *f)
{
	memset(v, 0, sizeof *v);
	view_init(&v->view, f);
	v->view.get = object_get;
	v->view.each = object_each;
}

void
object_view_set(struct object_view *v, const struct json *object)
{
	v->object = object;
	view_next(&v->view);
}
