/*
 * A request as any web product logs it, on its way to a row.
 */
#include "visit.h"

#include "address_log.h"
#include "text.h"
#include "web.h"

enum {
	LONGEST_ACCOUNT = 256,
	LONGEST_WORD = 256, /* of a reason, a category */
	LONGEST_AGENT = 1024,
	CHALLENGE = 407,
};

static void
set(struct parse *p, uint32_t row, enum column c, struct slice text)
{
	if (!text_is_blank(text))
		batch_set_text(p->batch, row, c, text);
}

struct slice
visit_dns_name(struct slice name)
{
	if (name.len > 1 && name.ptr[name.len - 1] == '.')
		name.len--;
	return name;
}

bool
visit_number(struct slice s, int64_t *n)
{
	*n = NUMBER_UNKNOWN;
	return text_is_blank(s) || text_to_number(s, n);
}

static const char *
set_times(struct parse *p, uint32_t row, const struct visit *v)
{
	int64_t start = v->stamp;

	if (v->stamp == TIME_UNKNOWN || v->stamp < 0)
		return "bad time";
	if (v->duration >= 0) {
		if (v->duration > v->stamp)
			return "bad duration";
		if (!v->stamped_at_start)
			start -= v->duration;
		batch_set_number(p->batch, row, COL_DURATION,
		    v->duration * 1000);
	}
	batch_set_number(p->batch, row, COL_TIMESTAMP, v->stamp);
	batch_set_number(p->batch, row, COL_START, start);
	set(p, row, COL_TIME_SOURCE, slice_of(v->source));
	return NULL;
}

static void
set_verdict(struct parse *p, uint32_t row, const struct visit *v)
{
	const char *type = "allowed", *outcome = "success";
	int64_t status = v->status;

	if (status >= 400)
		outcome = "failure";
	else if (status == 0 || v->kind != NULL)
		outcome = "unknown"; /* nothing was sent, or not told */
	if (v->verdict == VERDICT_DENIED) {
		type = "denied";
		outcome = "failure";
	}
	if (v->verdict == VERDICT_UNKNOWN) {
		type = "info";
		outcome = "unknown";
	}
	if (v->verdict == VERDICT_CHALLENGE || status == CHALLENGE) {
		type = "info";
		outcome = "failure";
		status = CHALLENGE;
	}
	set(p, row, COL_TYPE, slice_of(type));
	set(p, row, COL_OUTCOME, slice_of(outcome));
	if (status != NUMBER_UNKNOWN)
		batch_set_number(p->batch, row, COL_STATUS, status);
}

static const char *
set_account(struct parse *p, uint32_t row, const struct visit *v)
{
	struct slice account = v->account, user, domain;
	char text[LONGEST_ACCOUNT];

	if (text_is_blank(account))
		return NULL;
	if (!text_is_clean(account))
		return "bad user name";
	account = text_to_utf8(account, p->scratch);
	if (account.len > sizeof text)
		return "bad user name";
	memcpy(text, account.ptr, account.len);
	account_split(text, account.len, &user, &domain);
	set(p, row, COL_ACCOUNT, user);
	if (domain.len == 0 && !text_is_blank(v->account_domain)) {
		domain = slice_first(v->account_domain, sizeof text);
		memcpy(text, domain.ptr, domain.len);
		account_split(text, domain.len, &domain, &user);
		if (user.len > 0)
			domain = user;
	}
	set(p, row, COL_ACCOUNT_DOMAIN, domain);
	return NULL;
}

/* The first label of a computer's name, in lower case. */
static void
set_machine(struct parse *p, uint32_t row, struct slice name)
{
	char text[LONGEST_WORD];
	size_t i;

	if (text_is_blank(name) || url_host_is_address(name))
		return;
	name = slice_first(name, slice_find(name, '.'));
	name = slice_first(name, sizeof text);
	for (i = 0; i < name.len; i++)
		text[i] = name.ptr[i] >= 'A' && name.ptr[i] <= 'Z' ?
		    (char)(name.ptr[i] + 32) :
		    name.ptr[i];
	batch_set_text(p->batch, row, COL_HOST,
	    (struct slice){ text, name.len });
}

static bool
is_host(struct slice host)
{
	size_t i;

	for (i = 0; i < host.len; i++)
		if ((unsigned char)host.ptr[i] <= ' ' ||
		    host.ptr[i] == 0x7f || host.ptr[i] == '"')
			return false;
	return host.len > 0 && host.len <= 255;
}

static const char *
set_url(struct parse *p, uint32_t row, const struct visit *v)
{
	struct url url;

	if (text_is_blank(v->url))
		return NULL;
	if (*v->url.ptr == '/') {
		batch_set_text(p->batch, row, COL_PATH,
		    slice_first(v->url, slice_find(v->url, '?')));
		web_set_query(p, row,
		    slice_from(v->url, slice_find(v->url, '?') + 1));
		return NULL;
	}
	/* What came was no request: "error:invalid-request". */
	if (slice_starts_with(v->url, SLICE("error:"))) {
		set(p, row, COL_REASON, slice_first(v->url, 64));
		return NULL;
	}
	if (!url_split(v->url, &url) || !is_host(url.host))
		return "bad address of a site";
	web_set_url(p, row, &url);
	return NULL;
}

static const char *
set_parts(struct parse *p, uint32_t row, const struct visit *v)
{
	struct slice query = v->query;

	if (!text_is_blank(v->host)) {
		if (!is_host(v->host))
			return "bad address of a site";
		batch_set_symbol(p->batch, row, COL_DOMAIN_NAME,
		    web_host(p, v->host));
	}
	if (!text_is_blank(v->scheme))
		web_set_scheme(p, row, v->scheme);
	if (v->port != NUMBER_UNKNOWN)
		batch_set_number(p->batch, row, COL_PORT, v->port);
	set(p, row, COL_PATH, v->path);
	if (!text_is_blank(query)) {
		slice_take_char(&query, '?');
		web_set_query(p, row, query);
	}
	return NULL;
}

static void
set_number(struct parse *p, uint32_t row, enum column c, int64_t n)
{
	if (n != NUMBER_UNKNOWN)
		batch_set_number(p->batch, row, c, n);
}

/* What firewalls and name servers say beside. */
static void
set_network(struct parse *p, uint32_t row, const struct visit *v)
{
	set_number(p, row, COL_CLIENT_PORT, v->client_port);
	set_number(p, row, COL_SERVER_PORT, v->server_port);
	if (!text_is_blank(v->transport))
		set(p, row, COL_TRANSPORT, text_lower(
		    slice_first(v->transport, LONGEST_WORD), p->scratch));
	if (!text_is_blank(v->protocol))
		set(p, row, COL_PROTOCOL, text_lower(
		    slice_first(v->protocol, LONGEST_WORD), p->scratch));
	set(p, row, COL_RULE, slice_first(v->rule, LONGEST_WORD));
	set(p, row, COL_THREAT, slice_first(v->threat, LONGEST_WORD));
	if (v->kind != NULL)
		set(p, row, COL_KIND, slice_of(v->kind));
	set(p, row, COL_CHANNEL, slice_of(v->channel));
}

static const char *
fill(struct parse *p, uint32_t row, const struct visit *v)
{
	const char *why;

	if ((why = set_times(p, row, v)) != NULL ||
	    (why = set_account(p, row, v)) != NULL ||
	    (why = set_url(p, row, v)) != NULL ||
	    (why = set_parts(p, row, v)) != NULL)
		return why;
	set_verdict(p, row, v);
	if (!text_is_blank(v->client) && url_host_is_address(v->client))
		set(p, row, COL_ADDRESS, v->client);
	else
		set_machine(p, row, v->client);
	set_machine(p, row, v->machine);
	set(p, row, COL_MAC, address_mac(v->mac, p->scratch));
	if (text_is_clean(v->method) && v->method.len <= 32)
		set(p, row, COL_METHOD, v->method);
	set_number(p, row, COL_BYTES, v->bytes);
	set(p, row, COL_ACTION, slice_first(v->action, LONGEST_WORD));
	set(p, row, COL_REASON, slice_first(v->reason, LONGEST_WORD));
	set(p, row, COL_FILTER_CATEGORY,
	    slice_first(v->category, LONGEST_WORD));
	set(p, row, COL_CODE, slice_first(v->code, LONGEST_WORD));
	set(p, row, COL_MIME, slice_trim(slice_first(slice_first(v->mime,
	    slice_find(v->mime, ';')), LONGEST_WORD)));
	set(p, row, COL_AGENT, slice_first(v->agent, LONGEST_AGENT));
	if (url_host_is_address(v->server))
		set(p, row, COL_DESTINATION, v->server);
	set(p, row, COL_DATASET, v->dataset);
	set_network(p, row, v);
	return NULL;
}

const char *
visit_row(struct parse *p, const struct visit *v)
{
	uint32_t row = parse_row(p);
	const char *why = fill(p, row, v);

	if (why != NULL) {
		batch_drop_last(p->batch);
		return why;
	}
	parse_row_done(p, row);
	return NULL;
}
