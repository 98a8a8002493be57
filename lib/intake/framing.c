/*
 * Where records end: at a line end, or for CSV at one outside quotes.
 */
#include "framing.h"

/* A quote opens a quoted cell only where a cell begins; elsewhere it is
 * text, as in the inches of a screen. */
static bool
cell_begins(struct slice text, size_t at)
{
	if (at == 0 ||
	    (at == 3 && slice_starts_with(text, SLICE("\xef\xbb\xbf"))))
		return true;
	switch (text.ptr[at - 1]) {
	case ',':
	case ';':
	case '\t':
	case '|':
		return true;
	default:
		return false;
	}
}

/* Whether a quoted cell is open at `to`, when at `from` it was as given. */
static bool
is_open(struct slice text, size_t from, size_t to, bool open)
{
	const char *quote;

	while (from < to &&
	       (quote = memchr(text.ptr + from, '"', to - from)) != NULL) {
		from = (size_t)(quote - text.ptr) + 1;
		if (!open)
			open = cell_begins(text, from - 1);
		else if (from < to && text.ptr[from] == '"')
			from++;
		else
			open = false;
	}
	return open;
}

static size_t
next_line_end(struct slice text, size_t from)
{
	return from + slice_find(slice_from(text, from), '\n');
}

static enum framing_answer
csv_end(struct slice text, bool whole, size_t *end)
{
	size_t from = 0, at;
	bool open = false;

	for (;;) {
		at = next_line_end(text, from);
		if (at == text.len || at > LONGEST_CELL)
			break;
		open = is_open(text, from, at, open);
		if (!open) {
			*end = at;
			return FRAMED;
		}
		from = at + 1;
	}
	if (from == 0) { /* one line, long or without an end */
		*end = at;
		return at < text.len ? FRAMED : FRAMING_MORE;
	}
	if (text.len <= LONGEST_CELL &&
	    (!whole || !is_open(text, from, text.len, open)))
		return FRAMING_MORE;
	*end = next_line_end(text, 0);
	return FRAMING_OPEN;
}

bool
framing_is_whole(enum framing framing)
{
	return framing != FRAMING_LINES && framing != FRAMING_CSV;
}

static enum framing_answer
line_end(struct slice text, size_t *looked, size_t *end)
{
	*end = next_line_end(text, *looked);
	*looked = text.len;
	return *end == text.len ? FRAMING_MORE : FRAMED;
}

/* Lines up to one that is `last`. */
static enum framing_answer
framing_block(struct slice text, struct slice last, size_t *looked,
    size_t *next)
{
	size_t at = *looked, end;
	struct slice line;

	for (;; at = end + 1) {
		*looked = at;
		end = at + slice_find(slice_from(text, at), '\n');
		if (end >= text.len)
			return FRAMING_MORE;
		line = slice_trim(slice_first(slice_from(text, at), end - at));
		/* What nests is indented. */
		if (slice_equal(line, last) &&
		    (last.len == 0 || text.ptr[at] == *last.ptr)) {
			*next = end + 1;
			return FRAMED;
		}
	}
}

enum framing_answer
framing_end(struct framer *f, struct slice text, int64_t offset, bool whole,
    size_t *looked, size_t *end, size_t *next)
{
	enum framing_answer answer = FRAMING_MORE;

	f->chunk_end = false;
	switch (f->framing) {
	case FRAMING_LINES:
	case FRAMING_CSV:
		answer = f->framing == FRAMING_CSV ?
		    csv_end(text, whole, end) :
		    line_end(text, looked, end);
		*next = *end + 1;
		return answer;
	case FRAMING_EVTX:
		answer = framing_evtx(f, text, offset, whole, next);
		break;
	case FRAMING_EVENT_XML:
		answer = framing_event_xml(text, looked, next);
		break;
	case FRAMING_JOURNAL:
		answer = framing_journal(text, next);
		break;
	case FRAMING_PARAGRAPHS:
		answer = framing_block(text, SLICE(""), looked, next);
		break;
	case FRAMING_BRACES:
		answer = framing_block(text, SLICE("}"), looked, next);
		break;
	}
	if (answer == FRAMING_MORE)
		*next = text.len;
	*end = *next;
	return answer;
}
