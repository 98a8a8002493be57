/*
 * Squid's native access.log, perhaps sent through syslog:
 *
 *   1791803523.101    210 198.51.100.23 TCP_MISS/200 41822 GET
 *     http://findly.example/ amy.adams HIER_DIRECT/192.0.2.10 text/html
 *
 * (one line in the log).  The stamp is the end of the request; the second
 * number, how many milliseconds it took.  A user name with a space shifts
 * the fields after it, so a line has exactly ten, or is rejected.
 */
#include "formats/format.h"

#include "recognise.h"
#include "syslog.h"
#include "web.h"

enum {
	FIELDS = 10,
	CUT_AT = 8190, /* Squid cuts a line at 8 KB, anywhere */
	LONGEST_ACCOUNT = 256,
	LATEST = INT32_MAX, /* 2038 */
	EARLIEST = 631152000, /* 1990: before Squid */
	MEMO = 1024, /* slots; a power of two */
	MEMO_TEXT = 44,
};

enum field {
	STAMP,
	ELAPSED,
	CLIENT,
	RESULT,
	SIZE,
	METHOD,
	URL,
	USER,
	HIERARCHY,
	MIME,
};

/*
 * The same few thousand accounts and results fill a log.  What one came to
 * is kept by its text, so that it is decoded once.
 */
struct memo {
	char text[MEMO_TEXT];
	uint32_t len; /* 0: free */
	symbol first, second;
};

struct state {
	struct memo accounts[MEMO];
};

static struct memo *
memo_slot(struct memo *memos, size_t slots, struct slice s)
{
	uint64_t h = s.len, word = 0;
	size_t i;

	for (i = 0; i + 8 <= s.len; i += 8) {
		memcpy(&word, s.ptr + i, 8);
		h = (h ^ word) * UINT64_C(0x9e3779b97f4a7c15);
		h ^= h >> 29;
	}
	word = 0;
	memcpy(&word, s.ptr + i, s.len - i);
	h = (h ^ word) * UINT64_C(0x9e3779b97f4a7c15);
	return &memos[(h >> 40) & (slots - 1)];
}

static bool
memo_holds(const struct memo *m, struct slice s)
{
	return m->len == s.len && memcmp(m->text, s.ptr, s.len) == 0;
}

static bool
take_number(struct slice s, int64_t *value)
{
	int64_t n = 0;
	size_t i;

	if (s.len == 0 || s.len > 18)
		return false;
	for (i = 0; i < s.len; i++) {
		unsigned d = (unsigned char)s.ptr[i] - (unsigned)'0';

		if (d > 9)
			return false;
		n = n * 10 + d;
	}
	*value = n;
	return true;
}

/* "1791803523.101" */
static bool
take_stamp(struct slice s, int64_t *micro)
{
	int64_t seconds, milli;

	if (s.len < 5 || s.ptr[s.len - 4] != '.' ||
	    !take_number(slice_first(s, s.len - 4), &seconds) ||
	    !take_number(slice_from(s, s.len - 3), &milli))
		return false;
	*micro = seconds * TIME_SECOND + milli * 1000;
	return seconds >= EARLIEST && seconds < LATEST;
}

static const char *
split(struct slice line, struct slice fields[FIELDS], struct slice *rest)
{
	const char *p = line.ptr, *end = line.ptr + line.len, *stop;
	int i;

	for (i = 0; i < FIELDS; i++) {
		/* Only the elapsed time is padded. */
		while (i <= ELAPSED && p < end && *p == ' ')
			p++;
		stop = p == end ? NULL : memchr(p, ' ', (size_t)(end - p));
		if (stop == NULL)
			stop = end;
		if (stop == p)
			return "fewer than ten fields: cut short?";
		fields[i] = (struct slice){ p, (size_t)(stop - p) };
		p = stop == end ? end : stop + 1;
	}
	*rest = (struct slice){ p, (size_t)(end - p) };
	return NULL;
}

/* What log_mime_hdrs adds: "[request headers] [reply headers]". */
static bool
are_headers(struct slice s)
{
	return s.len == 0 ||
	    (*s.ptr == '[' && s.ptr[s.len - 1] == ']' &&
		slice_contains(s, SLICE("] [")));
}

static bool
is_tag(struct slice s)
{
	size_t i;

	for (i = 0; i < s.len; i++)
		if ((s.ptr[i] < 'A' || s.ptr[i] > 'Z') && s.ptr[i] != '_')
			return false;
	return s.len > 0;
}

/* TCP_DENIED/407 asks who it is, and is no refusal. */
static const char *
set_result(struct parse *p, uint32_t row, struct slice result)
{
	size_t slash = slice_find(result, '/');
	struct slice tag = slice_first(result, slash);
	const char *type = "allowed", *outcome = "success";
	int64_t status;

	if (!is_tag(tag) || result.len - slash != 4 ||
	    !take_number(slice_from(result, slash + 1), &status))
		return "bad result";
	if (status >= 400)
		outcome = "failure";
	if (status == 0)
		outcome = "unknown"; /* nothing was sent */
	if (status == 407)
		type = "info";
	else if (slice_starts_with(tag, SLICE("TCP_DENIED")) ||
	    slice_starts_with(tag, SLICE("TCP_REDIRECT"))) {
		type = "denied";
		outcome = "failure";
	}
	batch_set_text(p->batch, row, COL_ACTION, tag);
	batch_set_number(p->batch, row, COL_STATUS, status);
	batch_set_text(p->batch, row, COL_TYPE, slice_of(type));
	batch_set_text(p->batch, row, COL_OUTCOME, slice_of(outcome));
	return NULL;
}

static int
hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)(c | 32);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Basic authentication may carry Latin-1; kept as UTF-8. */
static bool
is_utf8(const char *text, size_t len)
{
	size_t i, more = 0;

	for (i = 0; i < len; i++) {
		unsigned char c = (unsigned char)text[i];

		if (more > 0) {
			if ((c & 0xc0) != 0x80)
				return false;
			more--;
		} else if (c >= 0x80) {
			if (c < 0xc2 || c > 0xf4)
				return false;
			more = c < 0xe0 ? 1 : c < 0xf0 ? 2 : 3;
		}
	}
	return more == 0;
}

static bool
widen(char text[LONGEST_ACCOUNT], size_t *len)
{
	char copy[LONGEST_ACCOUNT];
	size_t i, n = 0;

	if (is_utf8(text, *len))
		return true;
	for (i = 0; i < *len && n + 2 <= sizeof copy; i++) {
		unsigned char c = (unsigned char)text[i];

		if (c < 0x80) {
			copy[n++] = (char)c;
			continue;
		}
		copy[n++] = (char)(0xc0 | c >> 6);
		copy[n++] = (char)(0x80 | (c & 0x3f));
	}
	memcpy(text, copy, n);
	i = i < *len;
	*len = n;
	return i == 0;
}

/* Undoes Squid's own encoding: %xx, and a backslash written twice. */
static bool
decode(struct slice s, char out[LONGEST_ACCOUNT], size_t *len)
{
	size_t i;

	*len = 0;
	for (i = 0; i < s.len && *len < LONGEST_ACCOUNT; i++) {
		char c = s.ptr[i];

		if (c == '%' && i + 2 < s.len && hex(s.ptr[i + 1]) >= 0 &&
		    hex(s.ptr[i + 2]) >= 0) {
			c = (char)(hex(s.ptr[i + 1]) * 16 + hex(s.ptr[i + 2]));
			i += 2;
		} else if (c == '\\' && i + 1 < s.len &&
		    s.ptr[i + 1] == '\\')
			i++;
		if ((unsigned char)c < 0x20 || c == 0x7f)
			return false;
		out[(*len)++] = c;
	}
	return i == s.len;
}

static const char *
set_account(struct parse *p, uint32_t row, struct slice raw)
{
	struct state *state = p->state;
	struct memo *memo = memo_slot(state->accounts, MEMO, raw);
	struct slice user, domain;
	char text[LONGEST_ACCOUNT];
	size_t len;

	if (raw.len == 1 && *raw.ptr == '-')
		return NULL;
	if (!memo_holds(memo, raw)) {
		if (!decode(raw, text, &len) || !widen(text, &len))
			return "bad user name";
		account_split(text, len, &user, &domain);
		batch_set_text(p->batch, row, COL_ACCOUNT, user);
		batch_set_text(p->batch, row, COL_ACCOUNT_DOMAIN, domain);
		if (raw.len > MEMO_TEXT)
			return NULL;
		memcpy(memo->text, raw.ptr, raw.len);
		memo->len = (uint32_t)raw.len;
		memo->first = batch_symbol(p->batch, row, COL_ACCOUNT);
		memo->second = batch_symbol(p->batch, row,
		    COL_ACCOUNT_DOMAIN);
		return NULL;
	}
	batch_set_symbol(p->batch, row, COL_ACCOUNT, memo->first);
	batch_set_symbol(p->batch, row, COL_ACCOUNT_DOMAIN, memo->second);
	return NULL;
}

static bool
is_address(struct slice s)
{
	return s.len > 1 && s.len < 46 && url_host_is_address(s);
}

/* log_fqdn, long gone from Squid, wrote a name instead. */
static void
set_client(struct parse *p, uint32_t row, struct slice client)
{
	if (is_address(client))
		batch_set_text(p->batch, row, COL_ADDRESS, client);
	else
		batch_set_text(p->batch, row, COL_HOST,
		    slice_first(client, slice_find(client, '.')));
}

static bool
is_method(struct slice s)
{
	size_t i;

	for (i = 0; i < s.len; i++)
		if (!((s.ptr[i] >= 'A' && s.ptr[i] <= 'Z') ||
			(s.ptr[i] >= 'a' && s.ptr[i] <= 'z') ||
			s.ptr[i] == '-' || s.ptr[i] == '_'))
			return false;
	return s.len <= 32;
}

/* What is neither a URL nor a tunnel's host and port: "error:...", "/",
 * and the noise of clients that do not speak HTTP. */
static void
set_odd_url(struct parse *p, uint32_t row, struct slice url)
{
	if (slice_starts_with(url, SLICE("error:")))
		batch_set_text(p->batch, row, COL_REASON,
		    slice_first(url, 64));
	else if (*url.ptr == '/')
		batch_set_text(p->batch, row, COL_PATH,
		    slice_first(url, slice_find(url, '?')));
}

static const char *
set_request(struct parse *p, uint32_t row, struct slice method,
    struct slice text)
{
	struct url url;
	bool tunnel = slice_equal(method, SLICE("CONNECT"));

	if (is_method(method))
		batch_set_text(p->batch, row, COL_METHOD, method);
	if (!tunnel && !slice_contains(slice_first(text, 24), SLICE("://"))) {
		set_odd_url(p, row, text);
		return NULL;
	}
	if (!url_split(text, &url)) {
		/* "NONE:/" and the like name no host. */
		set_odd_url(p, row, text);
		return NULL;
	}
	web_set_url(p, row, &url);
	return NULL;
}

static const char *
set_hierarchy(struct parse *p, uint32_t row, struct slice hierarchy)
{
	size_t slash = slice_find(hierarchy, '/');
	struct slice server = slice_from(hierarchy, slash + 1);

	if (!is_tag(slice_first(hierarchy, slash)) || server.len == 0)
		return "bad hierarchy: a space in the user name?";
	if (is_address(server))
		batch_set_text(p->batch, row, COL_DESTINATION, server);
	return NULL;
}

static const char *
set_times(struct parse *p, uint32_t row, struct slice stamp,
    struct slice elapsed)
{
	int64_t end, milli = 0;

	if (!take_stamp(stamp, &end))
		return "bad time";
	/* A clock that was put back gives negative durations. */
	if (*elapsed.ptr == '-') {
		if (!take_number(slice_from(elapsed, 1), &milli))
			return "bad duration";
		milli = 0;
	} else if (!take_number(elapsed, &milli) || milli > end / 1000)
		return "bad duration";
	batch_set_number(p->batch, row, COL_TIMESTAMP, end);
	batch_set_number(p->batch, row, COL_START, end - milli * 1000);
	batch_set_number(p->batch, row, COL_DURATION, milli * 1000000);
	return NULL;
}

static const char *
fill(struct parse *p, uint32_t row, const struct slice f[FIELDS])
{
	struct batch *b = p->batch;
	const char *why;
	int64_t size;

	if ((why = set_times(p, row, f[STAMP], f[ELAPSED])) != NULL ||
	    (why = set_result(p, row, f[RESULT])) != NULL ||
	    (why = set_account(p, row, f[USER])) != NULL ||
	    (why = set_hierarchy(p, row, f[HIERARCHY])) != NULL)
		return why;
	if (!take_number(f[SIZE], &size))
		return "bad size";
	set_client(p, row, f[CLIENT]);
	batch_set_number(b, row, COL_BYTES, size);
	if ((why = set_request(p, row, f[METHOD], f[URL])) != NULL)
		return why;
	if (!slice_equal(f[MIME], SLICE("-")))
		batch_set_text(b, row, COL_MIME, f[MIME]);
	batch_set_text(b, row, COL_CHANNEL, SLICE("web"));
	batch_set_text(b, row, COL_TIME_SOURCE, SLICE("offset"));
	return NULL;
}

/* Takes a syslog head off, where there is one. */
static struct slice
body(struct slice line, const struct format_options *options)
{
	struct syslog_line s;

	if (line.len > 4 && (*line.ptr == '<' || line.ptr[4] == '-' ||
				(*line.ptr >= 'A' && *line.ptr <= 'Z')) &&
	    syslog_split(line, options, &s))
		return s.text;
	return line;
}

static const char *
parse(struct parse *p)
{
	struct slice fields[FIELDS], rest;
	const char *why;
	uint32_t row;

	if (p->record.len == 0)
		return parse_ignored;
	if (memchr(p->record.ptr, '\0', p->record.len) != NULL)
		return "a NUL byte";
	if (p->record.len >= CUT_AT)
		return "cut at 8 KB";
	if ((why = split(body(p->record, p->options), fields, &rest)) != NULL)
		return why;
	if (!are_headers(rest))
		return "more than ten fields: a space in a name?";
	row = parse_row(p);
	if ((why = fill(p, row, fields)) != NULL) {
		batch_drop_last(p->batch);
		return why;
	}
	parse_row_done(p, row);
	return NULL;
}

static bool
fits(struct slice line)
{
	static const struct format_options utc = { .modified = TIME_UNKNOWN };
	struct slice fields[FIELDS] = { 0 }, rest;
	int64_t ignored;
	size_t slash;

	/* Four fields are enough to know it by, though not to read it. */
	split(body(line, &utc), fields, &rest);
	slash = slice_find(fields[RESULT], '/');
	return take_stamp(fields[STAMP], &ignored) &&
	    is_tag(slice_first(fields[RESULT], slash)) &&
	    slash < fields[RESULT].len;
}

static int
recognise(struct slice head)
{
	return recognise_lines(head, fits);
}

const struct format format_squid = {
	.name = "squid",
	.dataset = "squid.access",
	.title = "Squid access.log, native layout",
	.channel = "web",
	.versions = "Squid 2.6 to 7, logformat squid; also through syslog",
	.lacks = "user agent; what is inside a tunnel; the query, unless "
		 "strip_query_terms is off",
	.state_size = sizeof(struct state),
	.recognise = recognise,
	.parse = parse,
};
