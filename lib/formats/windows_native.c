/*
 * The native fields of a Windows event, by the names that rules use.
 */
#include "base/buffer.h"

#include "windows.h"

enum {
	LONGEST_NATIVE = 1 << 17,
	LONGEST_NAME = 256,
};

/* Rules know "Threat Name" as ThreatName. */
static void
add_name(struct buffer *out, struct slice name)
{
	char plain[LONGEST_NAME];
	size_t i, len;

	for (i = len = 0; i < name.len && len < sizeof plain; i++)
		if (name.ptr[i] != ' ')
			plain[len++] = name.ptr[i];
	buffer_char(out, ',');
	json_quote(out, (struct slice){ plain, len });
	buffer_char(out, ':');
}

static void
add_members(struct buffer *out, const struct windows_event *e,
    const struct json *object)
{
	const struct json *v;
	struct slice name;

	for (v = json_first(object); v != NULL; v = json_next(v)) {
		name = json_key(v);
		if ((e->skip != NULL && e->skip(name)) ||
		    json_kind(v) == JSON_OBJECT)
			continue;
		add_name(out, name);
		json_print(v, out);
	}
}

void
windows_native(struct parse *p, uint32_t row, const struct windows_event *e)
{
	struct buffer out;
	int64_t code;
	size_t i;

	buffer_init(&out, LONGEST_NATIVE);
	buffer_text(&out, "{\"EventID\":");
	if (slice_to_int(e->code, &code))
		buffer_int(&out, code);
	else
		json_quote(&out, e->code);
	buffer_text(&out, ",\"Channel\":");
	json_quote(&out, e->channel);
	buffer_text(&out, ",\"Provider_Name\":");
	json_quote(&out, e->provider);
	buffer_text(&out, ",\"Computer\":");
	json_quote(&out, e->computer);
	if (json_kind(e->data) == JSON_OBJECT)
		add_members(&out, e, e->data);
	if (json_kind(e->more) == JSON_OBJECT)
		add_members(&out, e, e->more);
	for (i = 0; i < e->field_count; i++) {
		add_name(&out, e->fields[i].name);
		json_quote(&out, e->fields[i].text);
	}
	buffer_char(&out, '}');
	/* Half an object is none. */
	if (!buffer_overflowed(&out))
		batch_set_text(p->batch, row, COL_NATIVE, buffer_slice(&out));
	buffer_finish(&out);
}
