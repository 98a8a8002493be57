#include <string.h>

#include "illegal.h"

/* A space stands for whatever joins two words, or for nothing. */
static const struct mark {
	const char *words;
	bool alone; /* not within a longer word */
	const char *reason;
} marks[] = {
	{ "iwf", false, "suspected illegal (IWF)" },
	{ "internet watch foundation", false, "suspected illegal (IWF)" },
	{ "ctiru", false, "suspected illegal (CTIRU)" },
	{ "csam", true, "suspected illegal (child abuse)" },
	{ "csem", true, "suspected illegal (child abuse)" },
	{ "child abuse", false, "suspected illegal (child abuse)" },
	{ "child sex", false, "suspected illegal (child abuse)" },
	{ "child porn", false, "suspected illegal (child abuse)" },
	{ "child exploitation", false, "suspected illegal (child abuse)" },
};

/* Whatever is not here goes. */
static const enum column kept[] = { COL_TIMESTAMP, COL_START, COL_DURATION,
	COL_EVENT_KIND, COL_DATASET, COL_CHANNEL, COL_TYPE, COL_OUTCOME,
	COL_ACCOUNT, COL_ACCOUNT_DOMAIN, COL_ADDRESS, COL_MAC, COL_HOST,
	COL_METHOD, COL_STATUS, COL_BYTES, COL_MIME, COL_FILE_PATH,
	COL_OFFSET, COL_TIME_SOURCE, COL_KIND, COL_CLIENT_PORT };

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Bytes of the text that the words take, 0 where it does not begin so. */
static size_t
length_of(struct slice text, const char *words)
{
	size_t at = 0;

	for (; *words != '\0'; words++) {
		if (*words == ' ') {
			if (at < text.len && strchr(" _-", text.ptr[at]))
				at++;
			continue;
		}
		if (at == text.len || (text.ptr[at] | 0x20) != *words)
			return 0;
		at++;
	}
	return at;
}

static bool
names(struct slice text, const struct mark *m)
{
	size_t i, n;

	for (i = 0; i < text.len; i++) {
		if ((n = length_of(slice_from(text, i), m->words)) == 0)
			continue;
		if ((i == 0 || !is_letter(text.ptr[i - 1])) &&
		    (!m->alone || i + n == text.len ||
			!is_letter(text.ptr[i + n])))
			return true;
	}
	return false;
}

static const char *
reason_in(struct slice text)
{
	size_t i;

	for (i = 0; i < sizeof marks / sizeof *marks; i++)
		if (names(text, &marks[i]))
			return marks[i].reason;
	return NULL;
}

/* Left and right of each place where it has the host.  Words that somebody
 * searched for, or that stand on a page, are no list. */
static const char *
reason_beside(struct slice text, struct slice host)
{
	static const struct mark quoting[] = { { "phrase", false, NULL },
		{ "search term", false, NULL } };
	const char *reason;
	size_t at;

	if (names(text, &quoting[0]) || names(text, &quoting[1]))
		return NULL;

	while (host.len > 0 &&
	    (at = slice_find_text(text, host)) < text.len) {
		if ((reason = reason_in(slice_first(text, at))) != NULL)
			return reason;
		text = slice_from(text, at + host.len);
	}
	return reason_in(text);
}

static bool
is_kept(enum column c)
{
	size_t i;

	for (i = 0; i < sizeof kept / sizeof *kept; i++)
		if (kept[i] == c)
			return true;
	return false;
}

bool
illegal_blank(struct batch *b, uint32_t row)
{
	const char *reason = NULL;
	enum column c;

	if (batch_uses(b, COL_FILTER_CATEGORY))
		reason = reason_in(batch_text(b, row, COL_FILTER_CATEGORY));
	if (reason == NULL && batch_uses(b, COL_REASON))
		reason = reason_beside(batch_text(b, row, COL_REASON),
		    batch_text(b, row, COL_DOMAIN_NAME));
	if (reason == NULL)
		return false;
	for (c = 0; c < COLUMN_COUNT; c++) {
		if (is_kept(c) || !batch_uses(b, c))
			continue;
		if (columns[c].kind == KIND_SYMBOL ||
		    columns[c].kind == KIND_TEXT)
			batch_set_text(b, row, c, SLICE(""));
		else
			batch_set_number(b, row, c, NUMBER_UNKNOWN);
	}
	batch_set_text(b, row, COL_REASON, slice_of(reason));
	return true;
}
