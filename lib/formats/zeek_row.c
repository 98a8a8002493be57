/*
 * What Zeek says, to rows.  The stamp is when a request was seen.  A DNS query
 * is not a visit; of TLS only the name asked for is known.
 */
#include "zeek.h"

#include "radius.h"
#include "stamp.h"
#include "text.h"
#include "web.h"

const struct zeek_name zeek_names[] = {
	{ "ts", TS }, { "id.orig_h", CLIENT }, { "id.orig_p", CLIENT_PORT },
	{ "id.resp_h", SERVER }, { "id.resp_p", SERVER_PORT },
	{ "method", METHOD }, { "host", HOST }, { "uri", URI },
	{ "user_agent", AGENT }, { "status_code", STATUS },
	{ "response_body_len", BYTES }, { "username", USER },
	{ "resp_mime_types", MIME }, { "mime_type", MIME },
	{ "query", QUERY }, { "qtype_name", QUERY_TYPE },
	{ "rcode_name", REPLY }, { "server_name", SNI },
	{ "proto", TRANSPORT }, { "service", SERVICE },
	{ "duration", DURATION }, { "resp_bytes", BYTES },
	{ "conn_state", STATE }, { "mac", MAC }, { "host_name", HOST_NAME },
	{ "assigned_addr", ASSIGNED }, { "assigned_ip", ASSIGNED },
	{ "lease_time", LEASE }, { "msg_types", MESSAGES },
	{ "framed_addr", FRAMED }, { "result", RESULT },
	{ "reply_msg", REPLY_TEXT },
	{ NULL, NOTHING },
};

enum zeek_log
zeek_log_of(struct slice name)
{
	static const struct {
		const char *name;
		enum zeek_log log;
	} logs[] = { { "http", HTTP }, { "dns", DNS }, { "ssl", SSL },
		{ "conn", CONN }, { "dhcp", DHCP },
		{ "radius", RADIUS } };
	size_t i;

	for (i = 0; i < sizeof logs / sizeof *logs; i++)
		if (slice_equal(name, slice_of(logs[i].name)))
			return logs[i].log;
	return NO_LOG;
}

static const char *
add_query(struct parse *p, const struct slice at[ZEEK_FIELDS], int64_t stamp)
{
	struct batch *b = p->batch;
	int64_t port;
	uint32_t row;

	if (at[QUERY].len == 0)
		return parse_ignored;
	if (!text_is_clean(at[QUERY]))
		return "bad name";
	row = parse_row(p);
	batch_set_text(b, row, COL_DATASET, SLICE("zeek.dns"));
	batch_set_number(b, row, COL_TIMESTAMP, stamp);
	batch_set_number(b, row, COL_START, stamp);
	batch_set_text(b, row, COL_TIME_SOURCE, SLICE("offset"));
	batch_set_text(b, row, COL_CHANNEL, SLICE("network"));
	batch_set_text(b, row, COL_KIND, SLICE("query"));
	batch_set_text(b, row, COL_ACTION, SLICE("query"));
	batch_set_text(b, row, COL_METHOD, at[QUERY_TYPE]);
	batch_set_text(b, row, COL_ADDRESS, at[CLIENT]);
	batch_set_text(b, row, COL_DESTINATION, at[SERVER]);
	batch_set_symbol(b, row, COL_DOMAIN_NAME, web_host(p, at[QUERY]));
	if (visit_number(at[CLIENT_PORT], &port))
		batch_set_number(b, row, COL_CLIENT_PORT, port);
	if (visit_number(at[SERVER_PORT], &port))
		batch_set_number(b, row, COL_SERVER_PORT, port);
	batch_set_text(b, row, COL_TRANSPORT, at[TRANSPORT]);
	batch_set_text(b, row, COL_REASON, at[REPLY]);
	batch_set_text(b, row, COL_TYPE, SLICE("allowed"));
	batch_set_text(b, row, COL_OUTCOME,
	    slice_equal(at[REPLY], SLICE("NOERROR")) ? SLICE("success") :
		at[REPLY].len == 0		     ? SLICE("unknown") :
						       SLICE("failure"));
	parse_row_done(p, row);
	return NULL;
}

static const char *
add_visit(struct parse *p, enum zeek_log log,
    const struct slice at[ZEEK_FIELDS], int64_t stamp)
{
	struct visit v = VISIT_NEW;

	v.stamp = stamp;
	v.stamped_at_start = true;
	v.client = at[CLIENT];
	v.server = at[SERVER];
	if (!visit_number(at[CLIENT_PORT], &v.client_port) ||
	    !visit_number(at[SERVER_PORT], &v.server_port))
		return "bad port";
	if (log == SSL) {
		v.host = at[SNI];
		v.method = SLICE("CONNECT"); /* what it is to a proxy */
		v.dataset = SLICE("zeek.ssl");
		v.port = v.server_port;
		return v.host.len == 0 ? parse_ignored : visit_row(p, &v);
	}
	v.dataset = SLICE("zeek.http");
	v.method = at[METHOD];
	v.account = at[USER];
	v.agent = at[AGENT];
	v.mime = slice_first(at[MIME], slice_find(at[MIME], ','));
	if (!visit_number(at[STATUS], &v.status) ||
	    !visit_number(at[BYTES], &v.bytes))
		return "bad size or status";
	/* To a proxy the whole address is sent. */
	if ((slice_contains(at[URI], SLICE("://")) &&
		!slice_starts_with(at[URI], SLICE("/"))) ||
	    slice_equal(v.method, SLICE("CONNECT"))) {
		v.url = at[URI];
		return visit_row(p, &v);
	}
	v.scheme = SLICE("http");
	v.host = slice_first(at[HOST], slice_find(at[HOST], ':'));
	if (v.host.len < at[HOST].len &&
	    !text_to_number(slice_from(at[HOST], v.host.len + 1), &v.port))
		return "bad host";
	v.path = slice_first(at[URI], slice_find(at[URI], '?'));
	v.query = slice_from(at[URI], v.path.len);
	return visit_row(p, &v);
}

/* A connection: how it ended is Zeek's own word, SF or S0 or REJ. */
static const char *
add_connection(struct parse *p, const struct slice at[ZEEK_FIELDS],
    int64_t stamp)
{
	struct visit v = VISIT_NEW;

	v.stamp = stamp;
	v.stamped_at_start = true;
	v.channel = "network";
	v.dataset = SLICE("zeek.connection");
	v.action = at[STATE].len > 0 ? at[STATE] : SLICE("connection");
	v.verdict = VERDICT_UNKNOWN;
	v.client = at[CLIENT];
	v.server = at[SERVER];
	v.transport = at[TRANSPORT];
	v.protocol = at[SERVICE];
	if (at[DURATION].len > 0 &&
	    (v.duration = stamp_duration(at[DURATION], TIME_SECOND)) < 0)
		return "bad duration";
	if (!visit_number(at[CLIENT_PORT], &v.client_port) ||
	    !visit_number(at[SERVER_PORT], &v.server_port) ||
	    !visit_number(at[BYTES], &v.bytes))
		return "bad port or size";
	return visit_row(p, &v);
}

/* Newer versions join the messages of one exchange: "DISCOVER,...,ACK". */
static const char *
add_lease(struct parse *p, const struct slice at[ZEEK_FIELDS], int64_t stamp)
{
	struct address_event e = ADDRESS_EVENT_NEW;

	if (at[ASSIGNED].len == 0 ||
	    (at[MESSAGES].len > 0 &&
		!slice_contains(at[MESSAGES], SLICE("ACK"))))
		return parse_ignored;
	e.time = stamp;
	e.source = "offset";
	e.dataset = SLICE("zeek.dhcp");
	e.action = DHCP_ASSIGNED;
	e.address = at[ASSIGNED];
	e.mac = at[MAC];
	e.host = at[HOST_NAME];
	if (!text_to_number(slice_first(at[LEASE], slice_find(at[LEASE], '.')),
		&e.seconds))
		e.seconds = -1;
	return address_row(p, &e);
}

/* What a server of RADIUS answered; the client is the access point. */
static const char *
add_answer(struct parse *p, const struct slice at[ZEEK_FIELDS],
    int64_t stamp)
{
	struct radius r = { .time = stamp, .source = "offset",
		.dataset = SLICE("zeek.radius") };

	if (slice_equal(at[RESULT], SLICE("success")))
		r.packet = SLICE("Access-Accept");
	else if (slice_equal(at[RESULT], SLICE("failed")))
		r.packet = SLICE("Access-Reject");
	else
		return parse_ignored; /* it was not seen */
	r.user = at[USER];
	r.calling = at[MAC];
	r.framed = at[FRAMED];
	r.reason = at[REPLY_TEXT];
	return radius_row(p, &r);
}

const char *
zeek_row(struct parse *p, enum zeek_log log,
    const struct slice at[ZEEK_FIELDS])
{
	int64_t stamp;

	if (!stamp_epoch(at[TS], &stamp))
		return "bad time";
	if (log == DHCP)
		return add_lease(p, at, stamp);
	if (log == RADIUS)
		return add_answer(p, at, stamp);
	if (!url_host_is_address(at[CLIENT]))
		return "no client";
	if (log == DNS)
		return add_query(p, at, stamp);
	return log == CONN ? add_connection(p, at, stamp) :
			     add_visit(p, log, at, stamp);
}
