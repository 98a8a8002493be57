/*
 * Marks in the content of a page.  What was drawn inside Private is a
 * running head or a repeated one; what was drawn inside NonStruct is a line
 * or a shade: both become artifacts.  Strings are stepped over, so that no
 * text can forge a mark.
 */
#include <ctype.h>

#include "tags.h"

/* The end of a string in brackets that begins at i. */
static size_t
skip_string(struct slice s, size_t i)
{
	int depth = 0;

	for (; i < s.len; i++) {
		if (s.ptr[i] == '\\')
			i++;
		else if (s.ptr[i] == '(')
			depth++;
		else if (s.ptr[i] == ')' && --depth == 0)
			return i + 1;
	}
	return s.len;
}

static size_t
skip_spaces(struct slice s, size_t i)
{
	while (i < s.len && isspace((unsigned char)s.ptr[i]))
		i++;
	return i;
}

static bool
word_at(struct slice s, size_t i, struct slice word)
{
	return slice_starts_with(slice_from(s, i), word);
}

/*
 * "/Private << /MCID 12 >> BDC" at i: where it ends, or 0 where this is not
 * it.
 */
static size_t
mark_end(struct slice s, size_t i, struct slice name)
{
	if (!word_at(s, i, name))
		return 0;
	i = skip_spaces(s, i + name.len);
	if (!word_at(s, i, SLICE("<<")))
		return 0;
	i = skip_spaces(s, i + 2);
	if (!word_at(s, i, SLICE("/MCID")))
		return 0;
	i = skip_spaces(s, i + 5);
	while (i < s.len && isdigit((unsigned char)s.ptr[i]))
		i++;
	i = skip_spaces(s, i);
	if (!word_at(s, i, SLICE(">>")))
		return 0;
	i = skip_spaces(s, i + 2);
	return word_at(s, i, SLICE("BDC")) ? i + 3 : 0;
}

static size_t
hex_end(struct slice s, size_t i)
{
	while (i < s.len && s.ptr[i] != '>')
		i++;
	return i < s.len ? i + 1 : s.len;
}

void
tags_mark_artifacts(struct slice s, struct buffer *out)
{
	size_t i = 0, end, done = 0;
	const char *instead;

	while (i < s.len) {
		if (s.ptr[i] == '(') {
			i = skip_string(s, i);
			continue;
		}
		if (s.ptr[i] == '<' && !word_at(s, i, SLICE("<<"))) {
			i = hex_end(s, i);
			continue;
		}
		if (s.ptr[i] == '<') {
			i += 2;
			continue;
		}
		instead = NULL;
		if ((end = mark_end(s, i, SLICE("/Private"))) != 0)
			instead = "/Artifact <</Type /Pagination>> BDC";
		else if ((end = mark_end(s, i, SLICE("/NonStruct"))) != 0)
			instead = "/Artifact <</Type /Layout>> BDC";
		if (instead == NULL) {
			i++;
			continue;
		}
		buffer_add(out, (struct slice){ s.ptr + done, i - done });
		buffer_text(out, instead);
		i = done = end;
	}
	buffer_add(out, (struct slice){ s.ptr + done, s.len - done });
}
