/*
 * The messages of Cisco's firewalls, by their numbers.
 */
#include "asa.h"

#include "text.h"

/* One end: "inside:198.51.100.24/51512(QUILLBROOK\ben.baker)". */
struct end {
	struct slice address, port, account;
};

/* The word, and a user in brackets that stands at once behind it. */
static bool
take_end(struct slice *rest, struct end *e)
{
	struct slice word, inner;
	size_t i;

	*e = (struct end){ { NULL, 0 }, { NULL, 0 }, { NULL, 0 } };
	if (!slice_take_word(rest, &word))
		return false;
	if ((i = slice_find(word, '(')) < word.len) {
		inner = slice_from(word, i + 1);
		word = slice_first(word, i);
		/* Of an access list it is the port: "inside/ADDR(51512)". */
		inner = slice_first(inner, slice_find(inner, ')'));
		if (inner.len > 0 && *inner.ptr >= '0' && *inner.ptr <= '9')
			e->port = inner;
		else
			e->account = inner;
	}
	if (e->port.len > 0) {
		e->address = slice_from(word, slice_find(word, '/') + 1);
		return url_host_is_address(e->address);
	}
	/* IPv6 has colons too: an interface ends at the first one. */
	e->address = word;
	if (!url_host_is_address(slice_first(word, slice_find(word, '/'))))
		e->address = slice_from(word, slice_find(word, ':') + 1);
	i = slice_find(e->address, '/');
	e->port = slice_from(e->address, i + 1);
	e->address = slice_first(e->address, i);
	return url_host_is_address(e->address);
}

static void
put_ends(struct fields *f, const struct end *source, const struct end *target)
{
	fields_put(f, FIELD_CLIENT, source->address);
	fields_put(f, FIELD_CLIENT_PORT, source->port);
	fields_put(f, FIELD_ACCOUNT, source->account);
	fields_put(f, FIELD_SERVER, target->address);
	fields_put(f, FIELD_SERVER_PORT, target->port);
}

/* "for ONE"; "from ONE" of a connection that is not inspected. */
static bool
skip_for(struct slice *rest)
{
	return slice_take_text(rest, SLICE(" for ")) ||
	    slice_take_text(rest, SLICE(" from "));
}

/* "(QUILLBROOK\ben.baker)" at the end. */
static void
put_user(struct fields *f, struct slice text)
{
	size_t open = slice_find_last(text, '(');
	struct slice user;

	if (open == text.len || text.ptr[text.len - 1] != ')')
		return;
	user = slice_first(slice_from(text, open + 1), text.len - open - 2);
	/* "(192.0.2.44/443)" is an address that was translated. */
	if (slice_find(user, '/') == user.len &&
	    slice_find(user, ' ') == user.len)
		fields_put(f, FIELD_ACCOUNT, user);
}

/* "outbound TCP connection 4711 for ONE to OTHER" */
static const char *
built(struct parse *p, struct slice rest, struct fields *f, struct visit *v)
{
	struct asa_state *s = p->state;
	struct slice direction, transport, number;
	struct end one, other;
	int64_t n;
	bool outbound;

	if (!slice_take_text(&rest, SLICE("Built ")) ||
	    !slice_take_word(&rest, &direction) ||
	    !slice_take_word(&rest, &transport) ||
	    !slice_take_past(&rest, SLICE("connection ")) ||
	    !slice_take_word(&rest, &number) || !text_to_number(number, &n) ||
	    !skip_for(&rest) || !take_end(&rest, &one) ||
	    !slice_take_past(&rest, SLICE(" to ")) || !take_end(&rest, &other))
		return "not whole: cut short?";
	outbound = slice_equal(direction, SLICE("outbound"));
	s->begun[n % ASA_CONNECTIONS].number = n;
	s->begun[n % ASA_CONNECTIONS].outbound = outbound;
	put_ends(f, outbound ? &other : &one, outbound ? &one : &other);
	put_user(f, rest);
	fields_put(f, FIELD_TRANSPORT, transport);
	v->action = SLICE("built");
	return NULL;
}

/* "0:00:03": hours, minutes, seconds. */
static int64_t
duration_of(struct slice text)
{
	struct slice part;
	int64_t total = 0, n;

	while (text.len > 0) {
		part = slice_first(text, slice_find(text, ':'));
		text = slice_from(text, part.len + 1);
		if (!text_to_number(part, &n) || n > 1000000)
			return -1;
		total = total * 60 + n;
	}
	return total * TIME_SECOND;
}

/* "TCP connection 4711 for ONE to OTHER duration 0:00:03 bytes 41822 why" */
static const char *
torn_down(struct parse *p, struct slice rest, struct fields *f,
    struct visit *v)
{
	struct asa_state *s = p->state;
	struct slice transport, number, took, size;
	struct end one, other;
	int64_t n;
	bool outbound;

	if (!slice_take_text(&rest, SLICE("Teardown ")) ||
	    !slice_take_word(&rest, &transport) ||
	    !slice_take_past(&rest, SLICE("connection ")) ||
	    !slice_take_word(&rest, &number) || !text_to_number(number, &n) ||
	    !skip_for(&rest) || !take_end(&rest, &one) ||
	    !slice_take_past(&rest, SLICE(" to ")) ||
	    !take_end(&rest, &other) ||
	    !slice_take_past(&rest, SLICE(" duration ")) ||
	    !slice_take_word(&rest, &took) ||
	    !slice_take_past(&rest, SLICE("bytes ")) ||
	    !slice_take_word(&rest, &size))
		return "not whole: cut short?";
	if ((v->duration = duration_of(took)) < 0 ||
	    !visit_number(size, &v->bytes))
		return "bad duration or size";
	outbound = s->begun[n % ASA_CONNECTIONS].number == n &&
	    s->begun[n % ASA_CONNECTIONS].outbound;
	put_ends(f, outbound ? &other : &one, outbound ? &one : &other);
	put_user(f, rest);
	v->reason = slice_trim(slice_first(rest, slice_find(rest, '(')));
	fields_put(f, FIELD_TRANSPORT, transport);
	v->action = SLICE("teardown");
	return NULL;
}

/* "Deny tcp src ONE dst OTHER by access-group "inside_in" ..." */
static const char *
denied(struct slice rest, struct fields *f, struct visit *v)
{
	struct slice transport;
	struct end one, other;

	/* "No matching connection for ICMP error message: icmp src ..." */
	if (!slice_take_past(&rest, SLICE("eny ")) &&
	    !slice_take_past(&rest, SLICE(": ")))
		return "not whole: cut short?";
	slice_take_text(&rest, SLICE("inbound "));
	slice_take_text(&rest, SLICE("protocol "));
	if (!slice_take_word(&rest, &transport) ||
	    !(slice_take_past(&rest, SLICE("src ")) ||
		slice_take_past(&rest, SLICE("from "))) ||
	    !take_end(&rest, &one) ||
	    !(slice_take_past(&rest, SLICE("dst ")) ||
		slice_take_past(&rest, SLICE("to "))) ||
	    !take_end(&rest, &other))
		return "not whole: cut short?";
	put_ends(f, &one, &other);
	fields_put(f, FIELD_TRANSPORT, fields_transport(transport));
	if (slice_take_past(&rest, SLICE("access-group \"")))
		v->rule = slice_first(rest, slice_find(rest, '"'));
	v->action = SLICE("deny");
	v->verdict = VERDICT_DENIED;
	return NULL;
}

/* "Inbound TCP connection denied from ONE to OTHER flags SYN on ..." */
static const char *
inbound_denied(struct slice rest, struct fields *f, struct visit *v)
{
	struct end one, other;

	if (!slice_take_text(&rest, SLICE("Inbound TCP connection denied ")) ||
	    !slice_take_text(&rest, SLICE("from ")) ||
	    !take_end(&rest, &one) || !slice_take_text(&rest, SLICE(" to ")) ||
	    !take_end(&rest, &other))
		return "not whole: cut short?";
	put_ends(f, &one, &other);
	fields_put(f, FIELD_TRANSPORT, SLICE("tcp"));
	v->action = SLICE("denied");
	v->verdict = VERDICT_DENIED;
	return NULL;
}

/* "TCP access denied by ACL from ONE to OTHER", "UDP request discarded from
 * ONE to OTHER" */
static const char *
discarded(struct slice rest, struct fields *f, struct visit *v)
{
	struct slice transport;
	struct end one, other;

	if (!slice_take_word(&rest, &transport) ||
	    !slice_take_past(&rest, SLICE(" from ")) ||
	    !take_end(&rest, &one) ||
	    !slice_take_text(&rest, SLICE(" to ")) || !take_end(&rest, &other))
		return "not whole: cut short?";
	put_ends(f, &one, &other);
	fields_put(f, FIELD_TRANSPORT, transport);
	v->action = slice_equal_fold(v->code, SLICE("710003")) ?
	    SLICE("denied") :
	    SLICE("discarded");
	v->verdict = VERDICT_DENIED;
	return NULL;
}

/* "Teardown ICMP connection for faddr ONE gaddr X laddr OTHER", with the user
 * behind an end.  Who began it is not said: the user's end, or the local. */
static const char *
torn_down_icmp(struct slice rest, struct fields *f, struct visit *v)
{
	struct end foreign, local;

	if (!slice_take_past(&rest, SLICE("faddr ")) ||
	    !take_end(&rest, &foreign) ||
	    !slice_take_past(&rest, SLICE("laddr ")) ||
	    !take_end(&rest, &local))
		return "not whole: cut short?";
	foreign.port = local.port = SLICE("");
	if (foreign.account.len > 0)
		put_ends(f, &foreign, &local);
	else
		put_ends(f, &local, &foreign);
	fields_put(f, FIELD_TRANSPORT, SLICE("icmp"));
	v->action = SLICE("teardown");
	return NULL;
}

/* "FTP connection from ONE to OTHER, user NAME Stored file PATH" */
static const char *
transferred(struct slice rest, struct fields *f, struct visit *v)
{
	struct slice account;
	struct end one, other;

	if (!slice_take_text(&rest, SLICE("FTP connection from ")) ||
	    !take_end(&rest, &one) || !slice_take_text(&rest, SLICE(" to ")))
		return "not whole: cut short?";
	account = slice_first(rest, slice_find(rest, ','));
	rest = slice_from(rest, account.len);
	if (!take_end(&account, &other) ||
	    !slice_take_text(&rest, SLICE(", user ")) ||
	    !slice_take_word(&rest, &account) ||
	    !slice_take_char(&rest, ' ') ||
	    !slice_take_word(&rest, &v->action))
		return "not whole: cut short?";
	put_ends(f, &one, &other);
	fields_put(f, FIELD_ACCOUNT, account);
	fields_put(f, FIELD_TRANSPORT, SLICE("tcp"));
	fields_put(f, FIELD_PROTOCOL, SLICE("ftp"));
	return NULL;
}

/* "Built inbound ICMP connection for faddr ONE gaddr X laddr OTHER": the
 * foreign end began it where it is inbound. */
static const char *
built_icmp(struct slice rest, struct fields *f, struct visit *v)
{
	struct slice direction;
	struct end foreign, local;
	bool outbound;

	if (!slice_take_text(&rest, SLICE("Built ")) ||
	    !slice_take_word(&rest, &direction) ||
	    !slice_take_past(&rest, SLICE("faddr ")) ||
	    !take_end(&rest, &foreign) ||
	    !slice_take_past(&rest, SLICE("laddr ")) ||
	    !take_end(&rest, &local))
		return "not whole: cut short?";
	outbound = slice_equal(direction, SLICE("outbound"));
	/* What stands where a port would is the number of the message. */
	foreign.port = local.port = SLICE("");
	put_ends(f, outbound ? &local : &foreign,
	    outbound ? &foreign : &local);
	fields_put(f, FIELD_TRANSPORT, SLICE("icmp"));
	v->action = SLICE("built");
	return NULL;
}

/* "access-list LIST permitted tcp ONE -> OTHER hit-cnt 1 ..." */
static const char *
listed(struct slice rest, struct fields *f, struct visit *v)
{
	struct slice transport;
	struct end one, other;

	if (!slice_take_text(&rest, SLICE("access-list ")) ||
	    !slice_take_word(&rest, &v->rule) ||
	    !slice_take_word(&rest, &v->action) ||
	    !slice_take_word(&rest, &transport))
		return "not whole: cut short?";
	/* An end may be a name, where names are on. */
	if ((!take_end(&rest, &one) && one.port.len == 0) ||
	    !slice_take_past(&rest, SLICE("->")) ||
	    (!take_end(&rest, &other) && other.port.len == 0))
		return "not whole: cut short?";
	put_ends(f, &one, &other);
	fields_put(f, FIELD_TRANSPORT, transport);
	if (slice_equal(v->action, SLICE("denied")))
		v->verdict = VERDICT_DENIED;
	else if (!slice_equal(v->action, SLICE("permitted")) &&
	    !slice_equal(v->action, SLICE("est-allowed")))
		return "an action that is not known";
	return NULL;
}

/* "[ben.baker@]198.51.100.24 Accessed URL 192.0.2.10:http://h/p" */
static const char *
accessed(struct slice rest, struct fields *f, struct visit *v)
{
	struct slice who, server;
	size_t at;

	if (!slice_take_word(&rest, &who) ||
	    !slice_take_past(&rest, SLICE(" Accessed ")) ||
	    !slice_take_past(&rest, SLICE("URL ")))
		return "not whole: cut short?";
	at = slice_find_last(who, '@');
	if (at < who.len) {
		fields_put(f, FIELD_ACCOUNT, slice_first(who, at));
		who = slice_from(who, at + 1);
	}
	fields_put(f, FIELD_CLIENT, who);
	server = slice_first(rest, slice_find(rest, ':'));
	rest = slice_from(rest, server.len + 1);
	/* Newer ones write the user before the server. */
	at = slice_find_last(server, '@');
	if (at < server.len) {
		fields_put(f, FIELD_ACCOUNT, slice_first(server, at));
		server = slice_from(server, at + 1);
	}
	fields_put(f, FIELD_SERVER, server);
	if (slice_starts_with(rest, SLICE("/"))) {
		fields_put(f, FIELD_HOST, server);
		fields_put(f, FIELD_PATH, rest);
	} else
		fields_put(f, FIELD_URL, rest);
	v->action = SLICE("accessed");
	v->channel = "web";
	v->dataset = SLICE("asa.web");
	return url_host_is_address(f->at[FIELD_SERVER]) ? NULL :
							  "no server";
}

/* "Access denied URL http://h/p SRC 198.51.100.24 DEST 192.0.2.44 ..." */
static const char *
refused(struct slice rest, struct fields *f, struct visit *v)
{
	struct slice url, client, server;

	if (!slice_take_text(&rest, SLICE("Access denied URL ")) ||
	    !slice_take_word(&rest, &url) ||
	    !slice_take_past(&rest, SLICE("SRC ")) ||
	    !slice_take_word(&rest, &client) ||
	    !slice_take_past(&rest, SLICE("DEST ")) ||
	    !slice_take_word(&rest, &server))
		return "not whole: cut short?";
	fields_put(f, FIELD_URL, url);
	fields_put(f, FIELD_CLIENT, client);
	fields_put(f, FIELD_SERVER, server);
	v->action = SLICE("denied");
	v->verdict = VERDICT_DENIED;
	v->channel = "web";
	v->dataset = SLICE("asa.web");
	return NULL;
}

static const struct field_name firepower[] = {
	{ "SrcIP", FIELD_CLIENT }, { "SrcPort", FIELD_CLIENT_PORT },
	{ "DstIP", FIELD_SERVER }, { "DstPort", FIELD_SERVER_PORT },
	{ "Protocol", FIELD_TRANSPORT },
	{ "ApplicationProtocol", FIELD_PROTOCOL }, { "User", FIELD_ACCOUNT },
	{ "URL", FIELD_URL }, { "URLCategory", FIELD_CATEGORY },
	{ "ReferencedHost", FIELD_HOST }, { "UserAgent", FIELD_AGENT },
	{ "HTTPResponse", FIELD_STATUS },
	{ "AccessControlRuleAction", FIELD_ACTION },
	{ "AccessControlRuleReason", FIELD_REASON },
	{ "AccessControlRuleName", FIELD_RULE },
	{ "ResponderBytes", FIELD_BYTES },
	{ "ConnectionDuration", FIELD_SECONDS },
	{ "ThreatName", FIELD_THREAT }, { NULL, FIELD_NONE },
};

/* What a browser says: no name after it is believed to be of the device. */
static bool
is_free(struct slice name)
{
	static const char *const names[] = { "UserAgent", "HTTPReferer", "URL",
		"ReferencedHost", NULL };

	return text_is_one_of(name, names);
}

/* "Name: value, Name: value" */
static const char *
connected(struct slice rest, struct fields *f, struct visit *v)
{
	const struct field_name *n;
	struct slice part, name, action;
	bool free = false;
	size_t i;

	while (rest.len > 0) {
		/* A comma alone is the value's own. */
		i = slice_find_text(rest, SLICE(", "));
		part = slice_trim(slice_first(rest, i));
		rest = slice_from(rest, i + 2);
		name = slice_first(part, slice_find(part, ':'));
		for (n = firepower; n->name != NULL; n++)
			if (slice_equal(name, slice_of(n->name)) &&
			    !(free && (n->field == FIELD_ACCOUNT ||
					  n->field == FIELD_CLIENT)))
				fields_put(f, n->field,
				    slice_from(part, name.len + 1));
		free = free || is_free(name);
	}
	if (f->at[FIELD_CLIENT].len == 0 || f->at[FIELD_ACTION].len == 0)
		return "no client or no action: cut short?";
	action = f->at[FIELD_ACTION];
	if (slice_starts_with(action, SLICE("Block")))
		v->verdict = VERDICT_DENIED;
	if (f->at[FIELD_URL].len > 0 || f->at[FIELD_HOST].len > 0) {
		v->channel = "web";
		v->dataset = SLICE("asa.web");
	}
	return NULL;
}

const char *
asa_message(struct parse *p, struct slice text, struct fields *f,
    struct visit *v)
{
	int64_t number;

	v->channel = "network";
	v->dataset = SLICE("asa.firewall");
	if (!text_to_number(v->code, &number))
		return "no number of the message";
	switch (number) {
	case 302013:
	case 302015:
	case 302303:
		return built(p, text, f, v);
	case 302014:
	case 302016:
	case 302304:
		return torn_down(p, text, f, v);
	case 106001:
		return inbound_denied(text, f, v);
	case 106006:
	case 106007:
	case 106010:
	case 106014:
	case 106015:
	case 106021:
	case 106023:
	case 313005:
		return denied(text, f, v);
	case 710003:
	case 710005:
		return discarded(text, f, v);
	case 302020:
		return built_icmp(text, f, v);
	case 302021:
		return torn_down_icmp(text, f, v);
	case 303002:
		return transferred(text, f, v);
	case 106100:
		return listed(text, f, v);
	case 304001:
		return accessed(text, f, v);
	case 304002:
		return refused(text, f, v);
	case 430002:
	case 430003:
		return connected(text, f, v);
	default:
		return parse_ignored;
	}
}
