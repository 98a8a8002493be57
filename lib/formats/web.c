/*
 * Web addresses as events keep them.  Nearly all that could shame or harm a
 * person lies in the query; what policy needs of it is its shape.
 */
#include "base/utf8.h"

#include "web.h"

enum {
	PARAMETERS = 24,
	LONGEST_NAME = 40,
	LONGEST_SITE = 80,
	LONGEST_TERMS = 400,
};

/* Hosts of search engines, by the labels in front of their last ones, and
 * the parameters that hold what was searched for. */
static const char *const engines[] = { "google", "bing", "duckduckgo",
	"yahoo", "youtube", "ecosia", "startpage", "qwant", "kiddle", "ask",
	"yandex", "baidu", "brave", "swisscows", "kidrex", "findly", NULL };
static const char *const term_names[] = { "q", "p", "query", "search",
	"search_query", "text", "wd", NULL };
static const char *const site_names[] = { "u", "url", "uri", "link", "site",
	"target", "dest", "goto", "to", "address", "__cpo", "__cpi", NULL };

static bool
is_one_of(struct slice s, const char *const *list)
{
	for (; *list != NULL; list++)
		if (slice_equal_fold(s, slice_of(*list)))
			return true;
	return false;
}

static bool
is_engine(struct slice host)
{
	struct slice label;

	while (slice_take_until(&host, '.', &label))
		if (is_one_of(label, engines))
			return true;
	return false;
}

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool
is_name_char(char c)
{
	c = lower(c);
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
	    c == '_' || c == '-' || c == '.' || c == '[' || c == ']' ||
	    c == '$';
}

static bool
is_host_char(char c)
{
	c = lower(c);
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
	    c == '-' || c == '.';
}

struct out {
	char *text;
	size_t len;
};

static void
put(struct out *o, struct slice s)
{
	memcpy(o->text + o->len, s.ptr, s.len);
	o->len += s.len;
}

/* "http://", "https://" or the same with %3A%2F%2F: what it is written as,
 * or empty. */
static struct slice
take_scheme(struct slice *value)
{
	static const char *const forms[] = { "http://", "https://",
		"http%3a%2f%2f", "https%3a%2f%2f", NULL };
	const char *const *f;

	for (f = forms; *f != NULL; f++) {
		struct slice form = slice_of(*f);

		if (!slice_equal_fold(slice_first(*value, form.len), form))
			continue;
		*value = slice_from(*value, form.len);
		return form.ptr[4] == 's' ? SLICE("https://") :
					    SLICE("http://");
	}
	return SLICE("");
}

/* The host at the front of a value: "h.example/p" or "h.example%2Fp". */
static struct slice
host_of(struct slice value)
{
	size_t i;

	for (i = 0; i < value.len && i < LONGEST_SITE; i++)
		if (!is_host_char(value.ptr[i]))
			break;
	if (i < value.len && memchr("/:%?#&", value.ptr[i], 6) == NULL)
		return SLICE("");
	/* "amy.smith@..." is no host, "%40" after it neither. */
	if (slice_starts_with(slice_from(value, i), SLICE("%40")))
		return SLICE("");
	return slice_first(value, i);
}

static void
put_shape(struct out *o, struct slice name, struct slice value)
{
	struct slice scheme = take_scheme(&value), host;
	size_t i;

	if (scheme.len == 0 && slice_starts_with(value, SLICE("aHR0c"))) {
		put(o, SLICE("aHR0c"));
		return;
	}
	if (scheme.len == 0 && !is_one_of(name, site_names))
		return;
	host = host_of(value);
	if (scheme.len == 0 &&
	    (slice_find(host, '.') == host.len || host.len < 4))
		return;
	put(o, scheme);
	for (i = 0; i < host.len; i++)
		o->text[o->len++] = lower(host.ptr[i]);
}

static bool
good_name(struct slice name)
{
	size_t i;

	if (name.len == 0 || name.len > LONGEST_NAME)
		return false;
	for (i = 0; i < name.len; i++)
		if (!is_name_char(name.ptr[i]))
			return false;
	return true;
}

struct slice
web_reduce_query(struct slice host, struct slice query,
    bool keep_search_terms, struct arena *scratch)
{
	struct out o = { 0 };
	struct slice name, value;
	bool engine = keep_search_terms && is_engine(host);
	/* No parameter grows by more than the star for an empty name. */
	size_t room = query.len + PARAMETERS + 1;
	int count = 0;

	while (query.len > 0 && count < PARAMETERS) {
		size_t end = slice_find(query, '&'), equals;

		value = slice_first(query, end);
		query = slice_from(query, end + 1);
		equals = slice_find(value, '=');
		if (equals == value.len)
			continue;
		name = slice_first(value, equals);
		value = slice_from(value, equals + 1);
		if (!good_name(name))
			name = SLICE("*");
		if (o.text == NULL)
			o.text = arena_alloc(scratch, room);
		if (o.len > 0)
			put(&o, SLICE("&"));
		put(&o, name);
		put(&o, SLICE("="));
		if (engine && is_one_of(name, term_names))
			put(&o, slice_first(value, LONGEST_TERMS));
		else
			put_shape(&o, name, value);
		count++;
	}
	return (struct slice){ o.text, o.len };
}

/* In lower case; short enough for any host. */
static symbol
lower_symbol(struct parse *p, enum domain d, struct slice text)
{
	char copy[256];
	size_t i;

	text = slice_first(text, sizeof copy);
	for (i = 0; i < text.len; i++)
		copy[i] = lower(text.ptr[i]);
	return symbols_add(batch_symbols(p->batch), d,
	    (struct slice){ copy, text.len });
}

symbol
web_host(struct parse *p, struct slice host)
{
	return lower_symbol(p, DOMAIN_SITE, host);
}

void
web_set_scheme(struct parse *p, uint32_t row, struct slice scheme)
{
	batch_set_symbol(p->batch, row, COL_SCHEME,
	    lower_symbol(p, DOMAIN_WORD, scheme));
}

void
web_set_query(struct parse *p, uint32_t row, struct slice query)
{
	if (query.len > 0)
		batch_set_text(p->batch, row, COL_QUERY,
		    web_reduce_query(
			batch_text(p->batch, row, COL_DOMAIN_NAME), query,
			p->options->keep_search_terms, p->scratch));
}

void
web_set_url(struct parse *p, uint32_t row, const struct url *u)
{
	batch_set_symbol(p->batch, row, COL_DOMAIN_NAME,
	    web_host(p, u->host));
	if (u->scheme.len > 0)
		web_set_scheme(p, row, u->scheme);
	if (u->port >= 0)
		batch_set_number(p->batch, row, COL_PORT, u->port);
	batch_set_text(p->batch, row, COL_PATH, u->path);
	web_set_query(p, row, u->query);
}

void
account_split(char *text, size_t len, struct slice *user,
    struct slice *domain)
{
	char *at;
	size_t i;

	for (i = 0; i < len; i++)
		text[i] = lower(text[i]);
	*user = (struct slice){ text, len };
	*domain = SLICE("");
	if (len > 0 && (at = memchr(text, '\\', len)) != NULL) {
		*domain = (struct slice){ text, (size_t)(at - text) };
		*user = slice_from(*user, domain->len + 1);
		/* Some write it twice. */
		while (slice_take_char(user, '\\'))
			;
	} else if (len > 0 && (at = memrchr(text, '@', len)) != NULL) {
		user->len = (size_t)(at - text);
		*domain = (struct slice){ at + 1, len - user->len - 1 };
	}
}

bool
account_widen(char *text, size_t room, size_t *len)
{
	size_t i, wide = 0;

	if (utf8_valid((struct slice){ text, *len }))
		return true;
	for (i = 0; i < *len; i++)
		wide += (unsigned char)text[i] >= 0x80 ? 2 : 1;
	if (wide > room)
		return false;
	i = *len;
	*len = wide;
	/* From the end, where there is room. */
	while (i-- > 0) {
		unsigned char c = (unsigned char)text[i];

		if (c >= 0x80) {
			text[--wide] = (char)(0x80 | (c & 0x3f));
			c = (unsigned char)(0xc0 | c >> 6);
		}
		text[--wide] = (char)c;
	}
	return true;
}
