/*
 * Text values: "*" and "?" are wildcards, a backslash makes them plain.  A
 * backslash before anything else is itself, so paths need no doubling.
 */
#include "parse.h"

struct sigma_part *
part_create(struct arena *a, enum sigma_part_kind kind, struct slice text)
{
	struct sigma_part *p = arena_alloc(a, sizeof *p);

	p->kind = kind;
	p->text = text;
	return p;
}

struct sigma_part *
parts_read(struct arena *a, struct slice text)
{
	struct sigma_part *first = NULL, **tail = &first;
	struct buffer b;
	size_t i;

	buffer_init(&b, BUFFER_LARGEST);
	for (i = 0; i <= text.len; i++) {
		char c = i < text.len ? text.ptr[i] : '*';
		bool special = c == '*' || c == '?';

		if (c == '\\' && i + 1 < text.len &&
		    strchr("*?\\", text.ptr[i + 1]) != NULL &&
		    text.ptr[i + 1] != '\0') {
			buffer_char(&b, text.ptr[++i]);
			continue;
		}
		if (!special) {
			buffer_char(&b, c);
			continue;
		}
		if (b.len > 0) {
			*tail = part_create(a, PART_TEXT,
			    arena_copy(a, buffer_slice(&b)));
			tail = &(*tail)->next;
			buffer_reset(&b);
		}
		if (i == text.len)
			break;
		*tail = part_create(a, c == '*' ? PART_ANY : PART_ONE,
		    SLICE(""));
		tail = &(*tail)->next;
	}
	buffer_finish(&b);
	return first;
}

static bool
is_name_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
}

/* Length of "%name%" at the front of s, or 0. */
static size_t
placeholder_length(struct slice s)
{
	size_t i;

	if (s.len < 3 || s.ptr[0] != '%')
		return 0;
	for (i = 1; i < s.len && is_name_char(s.ptr[i]); i++)
		;
	return i > 1 && i < s.len && s.ptr[i] == '%' ? i + 1 : 0;
}

static struct sigma_part **
add_text(struct arena *a, struct sigma_part **tail, struct buffer *b)
{
	if (b->len == 0)
		return tail;
	*tail = part_create(a, PART_TEXT, arena_copy(a, buffer_slice(b)));
	buffer_reset(b);
	return &(*tail)->next;
}

void
parts_expand(struct arena *a, struct sigma_value *v)
{
	const struct sigma_part *p;
	struct sigma_part *first = NULL, **tail = &first;
	struct buffer b;
	size_t i, n;

	buffer_init(&b, BUFFER_LARGEST);
	for (p = v->parts; p != NULL; p = p->next) {
		if (p->kind != PART_TEXT) {
			*tail = part_create(a, p->kind, p->text);
			tail = &(*tail)->next;
			continue;
		}
		for (i = 0; i < p->text.len; i++) {
			struct slice rest = slice_from(p->text, i);

			if (slice_starts_with(rest, SLICE("\\%"))) {
				buffer_char(&b, '%');
				i++;
			} else if ((n = placeholder_length(rest)) > 0) {
				tail = add_text(a, tail, &b);
				*tail = part_create(a, PART_LIST,
				    slice_first(slice_from(rest, 1), n - 2));
				tail = &(*tail)->next;
				i += n - 1;
			} else
				buffer_char(&b, rest.ptr[0]);
		}
		tail = add_text(a, tail, &b);
	}
	buffer_finish(&b);
	v->parts = first;
}

bool
parts_plain(const struct sigma_part *p)
{
	for (; p != NULL; p = p->next)
		if (p->kind != PART_TEXT)
			return false;
	return true;
}

struct slice
parts_text(const struct sigma_part *p)
{
	return p == NULL ? SLICE("") : p->text;
}
