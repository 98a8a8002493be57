/*
 * What Cisco's firewalls say of people: who signed in, who was given which
 * address by the VPN, whom the directory's agent saw at which address.
 */
#include "asa.h"

#include "gateway.h"
#include "text.h"

/* What a message says, between these words. */
struct sign_in {
	const char *number;
	int means; /* enum address_action, LOGGED_IN or LOGON_FAILED */
	const char *account, *account_end; /* NULL: to the end of the word */
	const char *address, *address_end;
};

enum { LOGGED_IN = -1, LOGON_FAILED = -2 };

static const struct sign_in messages[] = {
	/* "Login permitted from ADDR/PORT to IF:ADDR/ssh for user "NAME"" */
	{ "605004", LOGON_FAILED, "for user \"", "\"", "denied from ", "/" },
	{ "605005", LOGGED_IN, "for user \"", "\"", "permitted from ", "/" },
	/* "User authentication succeeded: IP address: ADDR, Uname: NAME" */
	{ "611101", LOGGED_IN, "Uname: ", NULL, "IP address: ", "," },
	{ "611102", LOGON_FAILED, "Uname: ", NULL, "IP address: ", "," },
	/* "AAA user authentication Successful : server = ADDR : user = NAME" */
	{ "113004", LOGGED_IN, "user = ", NULL, NULL, NULL },
	{ "113012", LOGGED_IN, "user = ", NULL, NULL, NULL },
	/* "... Rejected : reason = R : server = ADDR : user = NAME : user IP
	 * = ADDR" */
	{ "113005", LOGON_FAILED, "user = ", NULL, "user IP = ", NULL },
	{ "113015", LOGON_FAILED, "user = ", NULL, "user IP = ", NULL },
	/* "Group <G> User <NAME> IP <ADDR> AnyConnect parent session ..." */
	{ "113039", LOGGED_IN, "User <", ">", "IP <", ">" },
	{ "716001", LOGGED_IN, "User <", ">", "IP <", ">" },
	{ "716038", LOGGED_IN, "User <", ">", "IP <", ">" },
	{ "716039", LOGON_FAILED, "User <", ">", "IP <", ">" },
	/* "... IPv4 Address <ADDR> IPv6 address <::> assigned to session" */
	{ "722051", SESSION_START, "User <", ">", "IPv4 Address <", ">" },
	/* "[user-identity] Add IP-User mapping ADDR - LOCAL\NAME Succeeded" */
	{ "746012", SESSION_START, " - ", NULL, "mapping ", NULL },
	{ "746013", SESSION_STOP, " - ", NULL, "mapping ", NULL },
};

/* The text between the two words, or to the end of a word. */
static struct slice
between(struct slice text, const char *before, const char *after)
{
	if (before == NULL || !slice_take_past(&text, slice_of(before)))
		return SLICE("");
	return slice_trim(slice_first(text,
	    slice_find(text, after == NULL ? ' ' : *after)));
}

static const char *
add_plain(struct parse *p, const struct sign_in *m, const struct visit *v,
    struct slice account, struct slice address)
{
	struct endpoint_event e = gateway_sign_in(v,
	    m->means == LOGON_FAILED, false);
	uint32_t row = endpoint_row(p, &e);

	endpoint_set(p, row, COL_ACCOUNT, account);
	endpoint_set(p, row, COL_ADDRESS, address);
	endpoint_set(p, row, COL_CODE, v->code);
	parse_row_done(p, row);
	return NULL;
}

const char *
asa_sign_in(struct parse *p, struct slice text, const struct visit *v)
{
	const struct sign_in *m = messages;
	struct address_event e = ADDRESS_EVENT_NEW;
	struct slice account, address;

	while (!slice_equal(v->code, slice_of(m->number)))
		if (++m == messages + sizeof messages / sizeof *messages)
			return parse_ignored;
	account = between(text, m->account, m->account_end);
	address = between(text, m->address, m->address_end);
	/* "*****": the name is hidden where it may be a password. */
	if (slice_starts_with(account, SLICE("*")))
		account = SLICE("");
	if (m->means < 0)
		return add_plain(p, m, v, account, address);
	if (!url_host_is_address(address))
		return "no address: cut short?";
	e.time = v->stamp;
	e.source = v->source;
	e.action = (enum address_action)m->means;
	e.account = account;
	e.address = address;
	e.code = v->code;
	return gateway_session(p, &e);
}
