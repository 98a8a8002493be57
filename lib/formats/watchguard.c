/*
 * WatchGuard Firebox: traffic of its proxies and of the packet filter.
 *
 *   Oct 12 08:31:02 fw 80B601 (2026-10-12T08:31:02) http-proxy[2345]:
 *     msg_id="1AFF-0021" Deny 1-Trusted 0-External tcp 198.51.100.24
 *     192.0.2.44 51512 80 msg="ProxyDeny: HTTP Request categories"
 *     proxy_act="HTTP-Client.1" cats="Gambling" op="GET"
 *     dstname="luckyreels.example" arg="/" (HTTP-proxy-00)
 *
 * (one line in the log): a few words by place, then key="value", then the
 * policy in brackets.
 */
#include "formats/format.h"

#include "gateway.h"
#include "syslog.h"
#include "text.h"
#include "when.h"

enum { MOST_WORDS = 24 };

/* What stands before the first key, by place. */
struct words {
	size_t count;
	struct slice at[MOST_WORDS];
};

static const struct field_name names[] = {
	{ "dstname", FIELD_HOST }, { "sni", FIELD_HOST },
	{ "host", FIELD_HOST }, { "arg", FIELD_PATH }, { "path", FIELD_PATH },
	{ "virus", FIELD_THREAT }, { "signature_name", FIELD_THREAT },
	{ "duration", FIELD_SECONDS }, { "op", FIELD_METHOD },
	{ "src_user", FIELD_ACCOUNT }, { "cats", FIELD_CATEGORY },
	{ "app_cat_name", FIELD_CATEGORY }, { "msg", FIELD_REASON },
	{ "rcvd_bytes", FIELD_BYTES }, { "content_type", FIELD_MIME },
	{ "app_name", FIELD_PROTOCOL }, { "msg_id", FIELD_CODE },
	{ NULL, FIELD_NONE },
};

static const struct action_word actions[] = {
	{ "Allow", VERDICT_ALLOWED }, { "Deny", VERDICT_DENIED },
	{ "ProxyAllow", VERDICT_ALLOWED }, { "ProxyDeny", VERDICT_DENIED },
	{ "ProxyDrop", VERDICT_DENIED }, { "ProxyBlock", VERDICT_DENIED },
	{ "ProxyStrip", VERDICT_ALLOWED }, { "ProxyReplace",
	    VERDICT_ALLOWED }, { "ProxyAbort", VERDICT_DENIED },
	{ NULL, VERDICT_ALLOWED },
};

/* "... (2026-10-12T08:31:02) http-proxy[2345]: ": its time and program. */
static const char *
take_head(struct parse *p, struct slice head, struct visit *v,
    struct slice *program)
{
	struct slice rest = head, stamp;

	head = slice_trim(head);
	*program = slice_from(head, slice_find_last(head, ' ') + 1);
	if (slice_find_last(head, ' ') == head.len)
		*program = head;
	*program = slice_first(*program, slice_find(*program, '['));
	*program = slice_first(*program, slice_find(*program, ':'));
	if (slice_find(rest, '(') < rest.len) {
		rest = slice_from(rest, slice_find(rest, '(') + 1);
		if (slice_take_until(&rest, ')', &stamp) &&
		    when_read(stamp, p->options, &v->stamp, &v->source))
			return NULL;
		return "bad time";
	}
	return syslog_take_time(&rest, p->options, &v->stamp, &v->source) ?
	    NULL :
	    "bad time";
}

/* The words, and where the keys begin. */
static struct slice
take_words(struct slice body, struct words *w)
{
	struct slice rest = body, word;

	w->count = 0;
	while (w->count < MOST_WORDS) {
		body = rest;
		if (!slice_take_word(&rest, &word) || *word.ptr == '(' ||
		    slice_find(word, '=') < word.len)
			break;
		w->at[w->count++] = word;
	}
	return slice_trim(body);
}

/* "Deny 1-Trusted 0-External [52] tcp [20 127] FROM TO PORT PORT". */
static bool
put_words(const struct words *w, struct fields *f)
{
	size_t i;

	if (w->count < 5)
		return false;
	fields_put(f, FIELD_ACTION, w->at[0]);
	for (i = 3; i + 1 < w->count; i++)
		if (url_host_is_address(w->at[i]) &&
		    url_host_is_address(w->at[i + 1]))
			break;
	if (i + 1 >= w->count)
		return false;
	fields_put(f, FIELD_CLIENT, w->at[i]);
	fields_put(f, FIELD_SERVER, w->at[i + 1]);
	fields_put(f, FIELD_TRANSPORT, w->at[text_is_blank(w->at[3]) ||
	    (*w->at[3].ptr >= '0' && *w->at[3].ptr <= '9') ? 4 : 3]);
	if (i + 3 < w->count &&
	    !slice_starts_with(f->at[FIELD_TRANSPORT], SLICE("icmp"))) {
		fields_put(f, FIELD_CLIENT_PORT, w->at[i + 2]);
		fields_put(f, FIELD_SERVER_PORT, w->at[i + 3]);
	}
	return true;
}

/* The policy, in brackets at the end. */
static struct slice
take_policy(struct slice *rest)
{
	struct slice policy;
	size_t i = rest->len;

	if (i == 0 || rest->ptr[i - 1] != ')')
		return SLICE("");
	while (i > 0 && rest->ptr[i - 1] != '(')
		i--;
	if (i == 0 || (i > 1 && rest->ptr[i - 2] != ' '))
		return SLICE("");
	policy = slice_from(slice_first(*rest, rest->len - 1), i);
	*rest = slice_first(*rest, i - 1);
	return policy;
}

static const char *
add(struct parse *p, struct slice program, struct fields *f, struct visit *v)
{
	if (slice_starts_with(f->at[FIELD_REASON], SLICE("ProxyDeny")) ||
	    slice_starts_with(f->at[FIELD_REASON], SLICE("ProxyDrop")) ||
	    slice_starts_with(f->at[FIELD_REASON], SLICE("ProxyBlock")))
		f->at[FIELD_ACTION] = SLICE("ProxyDeny");
	if ((slice_starts_with(program, SLICE("http")) ||
		slice_contains(f->at[FIELD_REASON], SLICE("HTTP"))) &&
	    f->at[FIELD_HOST].len > 0) {
		bool secret = slice_starts_with(program, SLICE("https")) ||
		    slice_equal(f->at[FIELD_SERVER_PORT], SLICE("443"));

		f->at[FIELD_SCHEME] = secret ? SLICE("https") : SLICE("http");
		return fields_row(p, f, actions, v);
	}
	v->channel = "network";
	v->dataset = SLICE("watchguard.firewall");
	return fields_row(p, f, actions, v);
}

/*
 * " Authentication of Firewall user [ben.baker@Firebox-DB] from ADDRESS was
 * accepted", "was rejected, ..."; " Firewall user ben.baker@Firebox-DB from
 * ADDRESS logged in", "logged out".
 */
static bool
is_sign_in(struct slice rest, struct slice *outcome, struct slice *user,
    struct slice *from)
{
	slice_take_text(&rest, SLICE(" Authentication of"));
	if (!slice_take_text(&rest, SLICE(" Firewall user ")) ||
	    !slice_take_word(&rest, user) ||
	    !slice_take_text(&rest, SLICE(" from ")) ||
	    !address_take(&rest, from))
		return false;
	if (slice_starts_with(*user, SLICE("[")) &&
	    slice_ends_with(*user, SLICE("]")))
		*user = slice_from(slice_first(*user, user->len - 1), 1);
	*outcome = slice_trim(rest);
	return true;
}

static const char *
add_sign_in(struct parse *p, const struct visit *v, struct slice id,
    struct slice outcome, struct slice user, struct slice from)
{
	static const struct {
		const char *words;
		enum address_action means;
	} outcomes[] = { { "was accepted", SESSION_START },
		{ "was rejected", SESSION_REFUSED },
		{ "logged in", SESSION_START },
		{ "logged out", SESSION_STOP } };
	struct address_event e = ADDRESS_EVENT_NEW;
	size_t i;

	for (i = 0; i < sizeof outcomes / sizeof *outcomes; i++)
		if (slice_starts_with(outcome, slice_of(outcomes[i].words)))
			break;
	if (i == sizeof outcomes / sizeof *outcomes)
		return "an outcome of a sign-in that is not known";
	e.time = v->stamp;
	e.source = v->source;
	e.action = outcomes[i].means;
	e.account = user;
	e.address = from;
	e.code = id;
	return gateway_session(p, &e);
}

static size_t
find_id(struct slice line)
{
	size_t i;

	for (i = 0; i < line.len && i < 200; i++)
		if (slice_starts_with(slice_from(line, i),
			SLICE("msg_id=\"")))
			return i;
	return line.len;
}

static const char *
parse(struct parse *p)
{
	struct slice line = slice_trim(p->record), rest, program, id, took;
	struct slice outcome, user, from;
	size_t at = find_id(line);
	struct visit v = VISIT_NEW;
	struct fields f = { 0 };
	struct words words;
	struct pairs kv;
	const char *why;

	if (line.len == 0)
		return parse_ignored;
	if (at == line.len)
		return syslog_begins(line) ? parse_ignored :
					     "not a line of a Firebox";
	if ((why = take_head(p, slice_first(line, at), &v, &program)) != NULL)
		return why;
	rest = slice_from(line, at + 8);
	if (!slice_take_until(&rest, '"', &id))
		return "cut short";
	if (is_sign_in(rest, &outcome, &user, &from))
		return add_sign_in(p, &v, id, outcome, user, from);
	rest = take_words(rest, &words);
	if (!put_words(&words, &f))
		return parse_ignored; /* housekeeping */
	v.code = id;
	v.rule = take_policy(&rest);
	if (slice_trim(rest).len > 0) {
		if (!pairs_read(slice_trim(rest), 0, p->scratch, &kv))
			return "not key=value to its end: cut short?";
		pairs_fields(&kv, names, &f);
		/* "0.002265 sec(s)" */
		took = pairs_get(&kv, "elapsed_time");
		fields_put(&f, FIELD_SECONDS,
		    slice_first(took, slice_find(took, ' ')));
	}
	return add(p, program, &f, &v);
}

static bool
fits(struct slice line)
{
	size_t at = find_id(line);

	return at < line.len && at > 4 &&
	    slice_ends_with(slice_trim(slice_first(line, at)), SLICE(":"));
}

const struct format format_watchguard = {
	.name = "watchguard",
	.dataset = "watchguard.web",
	.title = "WatchGuard Firebox, proxies and packet filter",
	.channel = "web",
	.versions = "Fireware 11.10 to 12 with msg_id; other events are left "
		    "out",
	.lacks = "the zone of its stamps; status; user agent",
	.fits = fits,
	.parse = parse,
};
