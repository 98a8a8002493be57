/*
 * Small things that every part of the settings needs: paths, lists of
 * words, days as people write them.
 */
#include <errno.h>
#include <sys/stat.h>

#include "base/command.h"

#include "load.h"

struct slice
lower_case(struct arena *a, struct slice s)
{
	char *p = arena_text(a, s);
	size_t i;

	for (i = 0; i < s.len; i++)
		if (p[i] >= 'A' && p[i] <= 'Z')
			p[i] = (char)(p[i] + 32);
	return (struct slice){ p, s.len };
}

struct slice
resolve_path(struct loading *l, struct slice path)
{
	struct slice folder = l->s->folder;

	if (path.len == 0 || *path.ptr == '/' ||
	    slice_equal(folder, SLICE(".")))
		return arena_copy(l->arena, path);
	return slice_of(arena_printf(l->arena, "%.*s/%.*s", SLICE_ARG(folder),
	    SLICE_ARG(path)));
}

struct slice
shipped_path(struct loading *l, const char *name)
{
	return slice_of(arena_printf(l->arena, "%s/policy/%s",
	    command_share(), name));
}

bool
is_unset(const struct yaml *v)
{
	return v == NULL ||
	    (v->kind == YAML_SCALAR && v->plain &&
		(v->text.len == 0 || slice_equal(v->text, SLICE("~")) ||
		    slice_equal(v->text, SLICE("null"))));
}

struct slice *
texts_of(struct loading *l, const struct yaml *v, size_t *count)
{
	const struct yaml *child;
	struct slice *texts;
	size_t n = 0;

	*count = 0;
	if (is_unset(v) || v->kind == YAML_MAP)
		return NULL;
	if (v->kind == YAML_SCALAR) {
		texts = arena_alloc(l->arena, sizeof *texts);
		texts[(*count)++] = v->text;
		return texts;
	}
	for (child = v->first; child != NULL; child = child->next)
		n++;
	texts = arena_alloc(l->arena, n * sizeof *texts);
	for (child = v->first; child != NULL; child = child->next)
		if (child->kind == YAML_SCALAR && !is_unset(child))
			texts[(*count)++] = child->text;
	return texts;
}

bool
read_whole(struct loading *l, struct slice path, int line,
    struct buffer *out)
{
	char *name = arena_text(l->arena, path);

	struct sha256 *digest;

	buffer_init(out, LARGEST_LIST);
	if (buffer_read_file(out, name) == 0) {
		digest = digest_begin(path);
		sha256_add(digest, buffer_slice(out));
		digest_end(l, digest);
		return true;
	}
	/* Where it is named, when we know that; else the file itself. */
	if (line > 0)
		fault_add(l->f, l->s->path, line, "cannot read %s: %s", name,
		    strerror(errno));
	else
		fault_add(l->f, path, 0, "cannot be read: %s",
		    strerror(errno));
	buffer_finish(out);
	return false;
}

struct slice *
words_of_file(struct loading *l, struct slice path, int line, size_t *count)
{
	struct buffer text;
	struct slice rest, word, *words;
	size_t n = 1, i;

	*count = 0;
	if (!read_whole(l, path, line, &text))
		return NULL;
	rest = buffer_slice(&text);
	for (i = 0; i < rest.len; i++)
		n += rest.ptr[i] == '\n';
	words = arena_alloc(l->arena, n * sizeof *words);
	slice_take_text(&rest, SLICE("\xef\xbb\xbf"));
	while (slice_take_line(&rest, &word)) {
		word = slice_trim(word);
		if (word.len > 0 && *word.ptr != '#')
			words[(*count)++] = arena_copy(l->arena, word);
	}
	buffer_finish(&text);
	return words;
}

/* 31/08/2026, as school information systems export it. */
static bool
parse_slashed(struct slice s, int32_t *day)
{
	int year, month, mday;
	char iso[16];

	if (!(slice_take_digits(&s, 2, &mday) && slice_take_char(&s, '/') &&
		slice_take_digits(&s, 2, &month) &&
		slice_take_char(&s, '/') && slice_take_digits(&s, 4, &year) &&
		s.len == 0))
		return false;
	snprintf(iso, sizeof iso, "%04d-%02d-%02d", year, month, mday);
	return day_parse(slice_of(iso), day);
}

bool
parse_day(struct slice s, int32_t *day)
{
	return day_parse(s, day) || parse_slashed(s, day);
}

bool
bounds_hold(int32_t first, int32_t last, int32_t day, int32_t *from,
    int32_t *until)
{
	int32_t after = last == DAY_UNKNOWN ? INT32_MAX : last + 1;

	if (day < first) {
		if (first < *until)
			*until = first;
		return false;
	}
	if (day >= after) {
		if (after > *from)
			*from = after;
		return false;
	}
	if (first > *from)
		*from = first;
	if (after < *until)
		*until = after;
	return true;
}

void
warn_if_open(struct loading *l, struct slice path)
{
	struct stat st;

	if (stat(arena_text(l->arena, path), &st) == 0 &&
	    (st.st_mode & S_IROTH) != 0)
		fault_warn(l->f, path, 0,
		    "every account of this computer may read it (mode %04o)",
		    (unsigned)st.st_mode & 07777);
}
