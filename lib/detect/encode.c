/*
 * What modifiers make of a text: base64 (at each of its three offsets),
 * UTF-16, and every kind of dash that a command line takes for "-".
 */
#include "parse.h"

static const char alphabet[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

struct slice
encode_base64(struct arena *a, struct slice s)
{
	size_t len = (s.len + 2) / 3 * 4, i, j = 0;
	char *out = arena_alloc(a, len + 1);

	for (i = 0; i < s.len; i += 3) {
		size_t have = s.len - i < 3 ? s.len - i : 3;
		uint32_t n = 0;
		size_t k;

		for (k = 0; k < 3; k++)
			n = n << 8 |
			    (k < have ? (unsigned char)s.ptr[i + k] : 0);
		for (k = 0; k < 4; k++)
			out[j++] = k <= have ?
			    alphabet[n >> (18 - 6 * k) & 63] :
			    '=';
	}
	return (struct slice){ out, len };
}

/*
 * Wherever the text stands within what was encoded, one of three strings
 * appears: encode it behind 0, 1 and 2 bytes and cut what they blur.
 */
struct sigma_value *
encode_base64_offsets(struct arena *a, struct slice s, bool cased)
{
	static const size_t start[] = { 0, 2, 3 }, cut[] = { 0, 3, 2 };
	struct sigma_value *choice = arena_alloc(a, sizeof *choice);
	struct sigma_value **tail = &choice->first;
	size_t i;

	choice->kind = VALUE_CHOICE;
	for (i = 0; i < 3; i++) {
		char *padded = arena_alloc(a, s.len + i + 1);
		struct slice e;

		memset(padded, ' ', i);
		if (s.len > 0)
			memcpy(padded + i, s.ptr, s.len);
		e = encode_base64(a, (struct slice){ padded, s.len + i });
		e = slice_first(e, e.len - cut[(s.len + i) % 3]);
		*tail = arena_alloc(a, sizeof **tail);
		(*tail)->kind = VALUE_TEXT;
		(*tail)->cased = cased;
		(*tail)->parts = part_create(a, PART_TEXT,
		    slice_from(e, start[i]));
		tail = &(*tail)->next;
	}
	return choice;
}

struct sigma_part *
encode_wide(struct arena *a, const struct sigma_part *p, bool big, bool mark)
{
	struct sigma_part *first = NULL, **tail = &first;
	size_t i;

	if (mark) {
		first = part_create(a, PART_TEXT, SLICE("\xef\xbb\xbf"));
		tail = &first->next;
	}
	for (; p != NULL; p = p->next) {
		char *out = arena_alloc(a, p->text.len * 2 + 1);

		for (i = 0; i < p->text.len; i++) {
			if ((unsigned char)p->text.ptr[i] > 0x7f)
				return NULL;
			out[2 * i + (big ? 1 : 0)] = p->text.ptr[i];
		}
		*tail = part_create(a, p->kind,
		    (struct slice){ out, p->text.len * 2 });
		tail = &(*tail)->next;
	}
	return first;
}

static bool
is_word(const struct slice s, size_t i)
{
	unsigned char c = i < s.len ? (unsigned char)s.ptr[i] : ' ';

	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || c == '_' || c > 0x7f;
}

/* A dash or slash that begins an option: not inside a word, before one. */
static bool
is_option_dash(struct slice s, size_t i)
{
	return (s.ptr[i] == '-' || s.ptr[i] == '/') &&
	    (i == 0 || !is_word(s, i - 1)) && is_word(s, i + 1);
}

enum { MOST_DASHES = 6, DASH_COUNT = 5 };
static const char *const dashes[DASH_COUNT] = { "-", "/", "\xe2\x80\x93",
	"\xe2\x80\x94", "\xe2\x80\x95" };

static size_t
count_dashes(const struct sigma_part *p)
{
	size_t n = 0, i;

	for (; p != NULL; p = p->next)
		for (i = 0; p->kind == PART_TEXT && i < p->text.len; i++)
			n += is_option_dash(p->text, i);
	return n;
}

/* Its dashes chosen by the digits of `number` in base 5, first one highest. */
static struct sigma_part *
with_dashes(struct arena *a, const struct sigma_part *p, size_t weight,
    size_t number)
{
	struct sigma_part *first = NULL, **tail = &first;
	struct buffer b;
	size_t i;

	buffer_init(&b, BUFFER_LARGEST);
	for (; p != NULL; p = p->next) {
		buffer_reset(&b);
		for (i = 0; i < p->text.len; i++) {
			if (is_option_dash(p->text, i)) {
				weight /= DASH_COUNT;
				buffer_text(&b,
				    dashes[number / weight % DASH_COUNT]);
			} else
				buffer_char(&b, p->text.ptr[i]);
		}
		*tail = part_create(a, p->kind,
		    p->kind == PART_TEXT ? arena_copy(a, buffer_slice(&b)) :
					   p->text);
		tail = &(*tail)->next;
	}
	buffer_finish(&b);
	return first;
}

struct sigma_value *
encode_windash(struct arena *a, const struct sigma_value *v)
{
	struct sigma_value *choice = arena_alloc(a, sizeof *choice);
	struct sigma_value **tail = &choice->first;
	size_t n = count_dashes(v->parts), all = 1, i;

	choice->kind = VALUE_CHOICE;
	if (n > MOST_DASHES)
		return NULL;
	for (; n > 0; n--)
		all *= DASH_COUNT;
	for (i = 0; i < all; i++) {
		*tail = arena_alloc(a, sizeof **tail);
		(*tail)->kind = VALUE_TEXT;
		(*tail)->cased = v->cased;
		(*tail)->parts = with_dashes(a, v->parts, all, i);
		tail = &(*tail)->next;
	}
	return choice;
}
