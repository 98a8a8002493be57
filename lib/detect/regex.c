/*
 * PCRE2 with limits.
 */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <stdio.h>
#include <stdlib.h>

#include <pcre2.h>

#include "base/arena.h"
#include "base/hash.h"
#include "base/map.h"

#include "regex.h"

enum {
	MATCH_LIMIT = 200000,
	HEAP_LIMIT_KIB = 4096,
	LONGEST_TEXT = 65536,
	LONGEST_PATTERN = 8192,
	PROBE = 4096, /* what a web address or a command line may be */
	PROBES = 16,
	MOST_LOST = 4096, /* texts; further ones are counted each time */
};

struct regex {
	pcre2_code *code;
	pcre2_match_data *data;
	pcre2_match_context *context;
	struct map *lost; /* hashes of texts not judged whole, or NULL */
	uint64_t lost_count;
};

struct regex *
regex_create(struct slice pattern, bool fold, bool lines, bool dot_all,
    char *why, size_t room)
{
	uint32_t options = PCRE2_UTF | PCRE2_MATCH_INVALID_UTF;
	struct regex *r;
	pcre2_code *code;
	int error;
	PCRE2_SIZE at;

	if (pattern.len > LONGEST_PATTERN) {
		snprintf(why, room, "longer than %d bytes", LONGEST_PATTERN);
		return NULL;
	}
	options |= fold ? PCRE2_CASELESS : 0;
	options |= lines ? PCRE2_MULTILINE : 0;
	options |= dot_all ? PCRE2_DOTALL : 0;
	code = pcre2_compile((PCRE2_SPTR)pattern.ptr, pattern.len, options,
	    &error, &at, NULL);
	if (code == NULL) {
		pcre2_get_error_message(error, (PCRE2_UCHAR *)why, room);
		return NULL;
	}
#ifndef REGEX_NO_JIT
	pcre2_jit_compile(code, PCRE2_JIT_COMPLETE); /* best effort */
#endif
	r = memory_zeroed(1, sizeof *r);
	r->code = code;
	r->data = pcre2_match_data_create(1, NULL);
	r->context = pcre2_match_context_create(NULL);
	pcre2_set_match_limit(r->context, MATCH_LIMIT);
	pcre2_set_depth_limit(r->context, MATCH_LIMIT);
	pcre2_set_heap_limit(r->context, HEAP_LIMIT_KIB);
	return r;
}

void
regex_destroy(struct regex *r)
{
	if (r == NULL)
		return;
	pcre2_match_context_free(r->context);
	pcre2_match_data_free(r->data);
	pcre2_code_free(r->code);
	map_destroy(r->lost);
	free(r);
}

static struct slice
hash_of(struct slice text, uint64_t *hash)
{
	*hash = hash64(text, 0);
	return (struct slice){ (const char *)hash, sizeof *hash };
}

/* A text is lost once, however often it comes. */
static void
lose(struct regex *r, struct slice text)
{
	uint64_t hash;

	if (r->lost == NULL)
		r->lost = map_create();
	if (map_count(r->lost) < MOST_LOST)
		map_add(r->lost, hash_of(text, &hash));
	r->lost_count++;
}

/* What took too long once is not tried again: whoever sends it a thousand
 * times holds up nobody. */
static bool
is_lost(const struct regex *r, struct slice text)
{
	uint64_t hash;

	return r->lost != NULL &&
	    map_find(r->lost, hash_of(text, &hash)) != MAP_NONE;
}

static int
look(struct regex *r, struct slice text)
{
	size_t len = text.len < LONGEST_TEXT ? text.len : LONGEST_TEXT;
	PCRE2_SPTR ptr = (PCRE2_SPTR)(text.ptr == NULL ? "" : text.ptr);
	int got = pcre2_match(r->code, ptr, len, 0, 0, r->data, r->context);

	/* The compiled form has a small stack; the other has none. */
	if (got == PCRE2_ERROR_JIT_STACKLIMIT)
		got = pcre2_match(r->code, ptr, len, 0, PCRE2_NO_JIT, r->data,
		    r->context);
	return got;
}

bool
regex_matches(struct regex *r, struct slice text)
{
	int got;

	if (is_lost(r, text))
		return false;
	got = look(r, text);
	if (got < 0 && (got != PCRE2_ERROR_NOMATCH || text.len > LONGEST_TEXT))
		lose(r, text);
	return got >= 0;
}

uint64_t
regex_lost(const struct regex *r)
{
	return r->lost_count;
}

static bool
runs_away(struct regex *r, const char *text, size_t len)
{
	int got = look(r, (struct slice){ text, len });

	return got < 0 && got != PCRE2_ERROR_NOMATCH;
}

/* A run that nearly matches, and then does not. */
static bool
probe_runs_away(struct regex *r, char c)
{
	char text[PROBE];

	memset(text, c, sizeof text);
	text[sizeof text - 1] = '\1';
	return runs_away(r, text, sizeof text) ||
	    runs_away(r, text + sizeof text - 48, 48);
}

bool
regex_can_run_away(struct regex *r, struct slice pattern)
{
	static const char usual[] = "a0 /";
	bool tried[256] = { false };
	size_t i, probes = 0;

	for (i = 0; i < sizeof usual - 1; i++)
		if (probe_runs_away(r, usual[i]))
			return true;
	for (i = 0; i < pattern.len && probes < PROBES; i++) {
		unsigned char c = (unsigned char)pattern.ptr[i];

		if (c >= 0x80 || tried[c])
			continue;
		tried[c] = true;
		probes++;
		if (probe_runs_away(r, (char)c))
			return true;
	}
	return false;
}
