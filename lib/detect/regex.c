/*
 * PCRE2 with limits.
 */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <stdio.h>
#include <stdlib.h>

#include <pcre2.h>

#include "base/arena.h"

#include "regex.h"

enum {
	MATCH_LIMIT = 200000,
	HEAP_LIMIT_KIB = 4096,
	LONGEST_TEXT = 65536,
	LONGEST_PATTERN = 8192,
	PROBE = 4096, /* what a web address or a command line may be */
	PROBES = 16,
};

struct regex {
	pcre2_code *code;
	pcre2_match_data *data;
	pcre2_match_context *context;
	uint64_t runaways;
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
	pcre2_jit_compile(code, PCRE2_JIT_COMPLETE); /* best effort */
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
	free(r);
}

bool
regex_matches(struct regex *r, struct slice text)
{
	size_t len = text.len < LONGEST_TEXT ? text.len : LONGEST_TEXT;
	int got = pcre2_match(r->code,
	    (PCRE2_SPTR)(text.ptr == NULL ? "" : text.ptr), len, 0, 0,
	    r->data, r->context);

	if (got < 0 && got != PCRE2_ERROR_NOMATCH)
		r->runaways++;
	return got >= 0;
}

/* A run that nearly matches, and then does not. */
static bool
probe_runs_away(struct regex *r, char c)
{
	char text[PROBE];
	uint64_t before = r->runaways;

	memset(text, c, sizeof text);
	text[sizeof text - 1] = '\1';
	regex_matches(r, (struct slice){ text, sizeof text });
	regex_matches(r, (struct slice){ text + sizeof text - 48, 48 });
	return r->runaways > before;
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
