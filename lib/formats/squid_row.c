/*
 * The fields of Squid's native line to a row.
 */
#include "squid_row.h"

#include "span.h"
#include "text.h"
#include "web.h"

enum {
	LONGEST_ACCOUNT = 256,
	LATEST = INT32_MAX, /* 2038 */
	EARLIEST = 631152000, /* 1990: before Squid */
	NO_PORT = INT32_MAX,
};

/* Words that nearly every row bears. */
enum word {
	ALLOWED,
	DENIED,
	INFO,
	SUCCESS,
	FAILURE,
	UNKNOWN,
	WEB,
	OFFSET,
	HTTP,
	HTTPS,
};

static symbol
add(struct parse *p, enum domain d, struct slice text)
{
	return symbols_add(batch_symbols(p->batch), d, text);
}

static void
learn_words(struct parse *p, struct squid_state *state)
{
	static const char *const words[SQUID_WORDS] = { "allowed", "denied",
		"info", "success", "failure", "unknown", "web", "offset",
		"http", "https" };
	size_t i;

	for (i = 0; i < SQUID_WORDS; i++)
		state->words[i] = add(p, DOMAIN_WORD, slice_of(words[i]));
	state->ready = true;
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

bool
squid_take_stamp(struct slice s, int64_t *micro)
{
	int64_t seconds, milli;

	if (s.len < 5 || s.ptr[s.len - 4] != '.' ||
	    !take_number(slice_first(s, s.len - 4), &seconds) ||
	    !take_number(slice_from(s, s.len - 3), &milli) ||
	    seconds < EARLIEST || seconds >= LATEST)
		return false;
	*micro = seconds * TIME_SECOND + milli * 1000;
	return true;
}

bool
squid_is_tag(struct slice s)
{
	size_t i;

	for (i = 0; i < s.len; i++)
		if ((s.ptr[i] < 'A' || s.ptr[i] > 'Z') && s.ptr[i] != '_')
			return false;
	return s.len > 0;
}

bool
squid_is_refusal(struct slice tag)
{
	return slice_starts_with(tag, SLICE("TCP_DENIED")) ||
	    slice_starts_with(tag, SLICE("TCP_REDIRECT"));
}

/* TCP_DENIED/407 asks who it is, and is no refusal. */
static const char *
learn_result(struct parse *p, struct memo *m, struct slice result)
{
	size_t slash = slice_find(result, '/');
	struct slice tag = slice_first(result, slash);
	enum word type = ALLOWED, outcome = SUCCESS;
	int64_t status;

	if (!squid_is_tag(tag) || result.len - slash != 4 ||
	    !take_number(slice_from(result, slash + 1), &status))
		return "bad result";
	if (status >= 400)
		outcome = FAILURE;
	if (status == 0)
		outcome = UNKNOWN; /* nothing was sent */
	if (status == 407)
		type = INFO;
	else if (squid_is_refusal(tag)) {
		type = DENIED;
		outcome = FAILURE;
	}
	m->first = add(p, DOMAIN_WORD, tag);
	m->second = (uint32_t)status;
	m->third = type;
	m->fourth = outcome;
	memo_keep(m, result);
	return NULL;
}

static const char *
set_result(struct parse *p, uint32_t row, struct slice result)
{
	struct squid_state *state = p->state;
	struct memo *m;
	const char *why;

	if (!memo_find(state->results, SQUID_RESULTS, result, &m) &&
	    (why = learn_result(p, m, result)) != NULL)
		return why;
	batch_set_symbol(p->batch, row, COL_ACTION, m->first);
	batch_set_number(p->batch, row, COL_STATUS, m->second);
	batch_set_symbol(p->batch, row, COL_TYPE, state->words[m->third]);
	batch_set_symbol(p->batch, row, COL_OUTCOME, state->words[m->fourth]);
	return NULL;
}

/* Undoes Squid's own encoding: %xx, and a backslash written twice. */
static bool
decode(struct slice s, char out[LONGEST_ACCOUNT], size_t *len)
{
	size_t i;

	*len = 0;
	for (i = 0; i < s.len && *len < LONGEST_ACCOUNT; i++) {
		char c = s.ptr[i];

		if (c == '%' && text_hex_byte(s, i + 1, &c))
			i += 2;
		else if (c == '\\' && i + 1 < s.len &&
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
	struct squid_state *state = p->state;
	struct memo *m;
	struct slice user, domain;
	char text[LONGEST_ACCOUNT];
	size_t len;

	if (raw.len == 1 && *raw.ptr == '-')
		return NULL;
	if (!memo_find(state->accounts, SQUID_MEMOS, raw, &m)) {
		if (!decode(raw, text, &len) ||
		    !account_widen(text, sizeof text, &len))
			return "bad user name";
		account_split(text, len, &user, &domain);
		m->first = add(p, DOMAIN_ACCOUNT, user);
		m->second = add(p, DOMAIN_WORD, domain);
		memo_keep(m, raw);
	}
	batch_set_symbol(p->batch, row, COL_ACCOUNT, m->first);
	batch_set_symbol(p->batch, row, COL_ACCOUNT_DOMAIN, m->second);
	return NULL;
}

/* log_fqdn, long gone from Squid, wrote a name instead. */
static void
set_client(struct parse *p, uint32_t row, struct slice client)
{
	struct squid_state *state = p->state;
	struct memo *m;

	if (!memo_find(state->clients, SQUID_MEMOS, client, &m)) {
		m->first = m->second = 0;
		if (url_host_is_address(client))
			m->first = add(p, DOMAIN_ADDRESS, client);
		else
			m->second = add(p, DOMAIN_HOST,
			    slice_first(client, slice_find(client, '.')));
		memo_keep(m, client);
	}
	batch_set_symbol(p->batch, row, COL_ADDRESS, m->first);
	batch_set_symbol(p->batch, row, COL_HOST, m->second);
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

/* Is it a tunnel? */
static bool
set_method(struct parse *p, uint32_t row, struct slice method)
{
	struct squid_state *state = p->state;
	struct memo *m;

	if (!memo_find(state->methods, SQUID_RESULTS, method, &m)) {
		m->first = is_method(method) ? add(p, DOMAIN_WORD, method) : 0;
		m->second = slice_equal(method, SLICE("CONNECT"));
		memo_keep(m, method);
	}
	batch_set_symbol(p->batch, row, COL_METHOD, m->first);
	return m->second == 1;
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

/* "h:1", "[::1]:1", "amy:pw@h"; false where there is no host. */
static bool
set_authority(struct parse *p, uint32_t row, struct slice authority)
{
	struct squid_state *state = p->state;
	struct memo *m;
	struct url url;

	if (!memo_find(state->hosts, SQUID_HOSTS, authority, &m)) {
		if (!url_split(authority, &url))
			return false;
		m->first = web_host(p, url.host);
		m->second = url.port < 0 ? NO_PORT : (uint32_t)url.port;
		memo_keep(m, authority);
	}
	batch_set_symbol(p->batch, row, COL_DOMAIN_NAME, m->first);
	if (m->second != NO_PORT)
		batch_set_number(p->batch, row, COL_PORT, m->second);
	return true;
}

static bool
take_scheme(struct parse *p, uint32_t row, struct slice *url)
{
	struct squid_state *state = p->state;
	size_t len;

	if (slice_take_text(url, SLICE("http://"))) {
		batch_set_symbol(p->batch, row, COL_SCHEME,
		    state->words[HTTP]);
		return true;
	}
	if (slice_take_text(url, SLICE("https://"))) {
		batch_set_symbol(p->batch, row, COL_SCHEME,
		    state->words[HTTPS]);
		return true;
	}
	len = slice_find(*url, ':');
	if (len == 0 || len > 24 || len + 3 > url->len ||
	    memcmp(url->ptr + len, "://", 3) != 0)
		return false;
	web_set_scheme(p, row, slice_first(*url, len));
	*url = slice_from(*url, len + 3);
	return true;
}

static void
set_request(struct parse *p, uint32_t row, struct slice method,
    struct slice url)
{
	struct slice whole = url, authority;
	size_t end;

	if (set_method(p, row, method)) {
		if (!set_authority(p, row, url))
			set_odd_url(p, row, url);
		return;
	}
	if (!take_scheme(p, row, &url)) {
		set_odd_url(p, row, whole);
		return;
	}
	end = span_until(url, '/', '?');
	authority = slice_first(url, end);
	url = slice_from(url, end);
	if (!set_authority(p, row, authority)) {
		set_odd_url(p, row, whole);
		return;
	}
	end = span_until(url, '?', '#');
	batch_set_text(p->batch, row, COL_PATH, slice_first(url, end));
	if (end < url.len && url.ptr[end] == '?')
		web_set_query(p, row, slice_from(url, end + 1));
}

static const char *
set_hierarchy(struct parse *p, uint32_t row, struct slice hierarchy)
{
	struct squid_state *state = p->state;
	struct memo *m;
	size_t slash;
	struct slice server;

	if (!memo_find(state->servers, SQUID_MEMOS, hierarchy, &m)) {
		slash = slice_find(hierarchy, '/');
		server = slice_from(hierarchy, slash + 1);
		if (!squid_is_tag(slice_first(hierarchy, slash)) ||
		    server.len == 0)
			return "bad hierarchy: a space in the user name?";
		m->first = url_host_is_address(server) ?
		    add(p, DOMAIN_ADDRESS, server) :
		    0;
		memo_keep(m, hierarchy);
	}
	batch_set_symbol(p->batch, row, COL_DESTINATION, m->first);
	return NULL;
}

static void
set_mime(struct parse *p, uint32_t row, struct slice mime)
{
	struct squid_state *state = p->state;
	struct memo *m;

	if (!memo_find(state->mimes, SQUID_RESULTS, mime, &m)) {
		m->first = slice_equal(mime, SLICE("-")) ?
		    0 :
		    add(p, DOMAIN_WORD, mime);
		memo_keep(m, mime);
	}
	batch_set_symbol(p->batch, row, COL_MIME, m->first);
}

/* Many lines have their second in common. */
static bool
take_stamp(struct squid_state *state, struct slice stamp, int64_t *micro)
{
	int64_t milli;

	if (stamp.len == SQUID_SECOND + 4 &&
	    memcmp(stamp.ptr, state->second, SQUID_SECOND) == 0 &&
	    stamp.ptr[SQUID_SECOND] == '.' &&
	    take_number(slice_from(stamp, SQUID_SECOND + 1), &milli)) {
		*micro = state->second_time + milli * 1000;
		return true;
	}
	if (!squid_take_stamp(stamp, micro))
		return false;
	if (stamp.len == SQUID_SECOND + 4) {
		memcpy(state->second, stamp.ptr, SQUID_SECOND);
		state->second_time = *micro - *micro % TIME_SECOND;
	}
	return true;
}

static const char *
set_times(struct parse *p, uint32_t row, struct slice stamp,
    struct slice elapsed)
{
	int64_t end, milli = 0;

	if (!take_stamp(p->state, stamp, &end))
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

const char *
squid_row_fill(struct parse *p, uint32_t row,
    const struct slice f[SQUID_FIELDS])
{
	struct squid_state *state = p->state;
	struct batch *b = p->batch;
	const char *why;
	int64_t size;

	if (!state->ready)
		learn_words(p, state);

	if ((why = set_times(p, row, f[STAMP], f[ELAPSED])) != NULL ||
	    (why = set_result(p, row, f[RESULT])) != NULL ||
	    (why = set_account(p, row, f[USER])) != NULL ||
	    (why = set_hierarchy(p, row, f[HIERARCHY])) != NULL)
		return why;
	if (!take_number(f[SIZE], &size))
		return "bad size";
	set_client(p, row, f[CLIENT]);
	batch_set_number(b, row, COL_BYTES, size);
	set_request(p, row, f[METHOD], f[URL]);
	set_mime(p, row, f[MIME]);
	batch_set_symbol(b, row, COL_CHANNEL, state->words[WEB]);
	batch_set_symbol(b, row, COL_TIME_SOURCE, state->words[OFFSET]);
	return NULL;
}
