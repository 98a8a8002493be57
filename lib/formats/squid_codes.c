/*
 * The codes of Squid's logformat, up to Squid 7, old names too.
 */
#include "squid_codes.h"

#define DIGITS LAYOUT_DIGITS
#define NUMBER LAYOUT_NUMBER
#define LETTERS LAYOUT_LETTERS
#define ADDRESS LAYOUT_ADDRESS
#define WORD LAYOUT_WORD
#define TEXT LAYOUT_TEXT

/* clang-format off */
static const struct squid_code codes[] = {
	/* The connection. */
	{ ">a", SQUID_CLIENT, ADDRESS }, { ">A", SQUID_CLIENT_NAME, ADDRESS },
	{ ">p", SQUID_NOTHING, NUMBER }, { ">eui", SQUID_NOTHING, ADDRESS },
	{ ">la", SQUID_NOTHING, ADDRESS }, { ">lp", SQUID_NOTHING, NUMBER },
	{ ">qos", SQUID_NOTHING, WORD }, { ">nfmark", SQUID_NOTHING, WORD },
	{ "la", SQUID_NOTHING, ADDRESS }, { "lp", SQUID_NOTHING, NUMBER },
	{ "<a", SQUID_SERVER, ADDRESS }, { "<A", SQUID_SERVER, ADDRESS },
	{ "<p", SQUID_NOTHING, NUMBER },
	{ "<la", SQUID_NOTHING, ADDRESS }, { "<lp", SQUID_NOTHING, NUMBER },
	{ "<qos", SQUID_NOTHING, WORD }, { "<nfmark", SQUID_NOTHING, WORD },
	{ ">handshake", SQUID_NOTHING, WORD },
	{ "transport::>connection_id", SQUID_NOTHING, WORD },
	{ "oa", SQUID_NOTHING, ADDRESS },
	/* Time. */
	{ "ts", SQUID_SECONDS, DIGITS }, { "tu", SQUID_MILLI, DIGITS },
	{ "tl", SQUID_LOCAL_TIME, LAYOUT_TIME },
	{ "tg", SQUID_GMT_TIME, LAYOUT_TIME },
	{ "tr", SQUID_ELAPSED, NUMBER }, { "dt", SQUID_NOTHING, NUMBER },
	{ "tS", SQUID_BEGUN, NUMBER }, { "busy_time", SQUID_NOTHING, NUMBER },
	/* Who. */
	{ "un", SQUID_USER, WORD }, { "ul", SQUID_USER, WORD },
	{ "ue", SQUID_USER, WORD }, { "us", SQUID_USER, WORD },
	{ "ui", SQUID_NOTHING, WORD }, /* ident: what the client says it is */
	{ "credentials", SQUID_NOTHING, WORD },
	{ "et", SQUID_NOTHING, TEXT }, { "ea", SQUID_NOTHING, TEXT },
	/* The request. */
	{ "rm", SQUID_METHOD, WORD }, { ">rm", SQUID_METHOD, WORD },
	{ "<rm", SQUID_NOTHING, WORD },
	{ "ru", SQUID_URL, WORD }, { ">ru", SQUID_URL, WORD },
	{ "<ru", SQUID_NOTHING, WORD },
	{ ">rs", SQUID_SCHEME, WORD }, { "<rs", SQUID_NOTHING, WORD },
	{ ">rd", SQUID_HOST, ADDRESS }, { "<rd", SQUID_NOTHING, ADDRESS },
	{ ">rP", SQUID_PORT, NUMBER }, { "<rP", SQUID_NOTHING, NUMBER },
	{ "rp", SQUID_PATH, WORD }, { ">rp", SQUID_PATH, WORD },
	{ "<rp", SQUID_NOTHING, WORD },
	{ "rv", SQUID_VERSION, NUMBER }, { ">rv", SQUID_VERSION, NUMBER },
	{ ">v", SQUID_VERSION, NUMBER }, { "<rv", SQUID_NOTHING, NUMBER },
	{ "rG", SQUID_NOTHING, WORD },
	{ ">h", SQUID_NOTHING, TEXT }, { ">ha", SQUID_NOTHING, TEXT },
	/* The reply. */
	{ ">Hs", SQUID_STATUS, NUMBER }, { "Hs", SQUID_STATUS, NUMBER },
	{ "<Hs", SQUID_NOTHING, NUMBER },
	{ "<h", SQUID_NOTHING, TEXT }, { "mt", SQUID_MIME, WORD },
	{ "<st", SQUID_BYTES, NUMBER }, { ">st", SQUID_NOTHING, NUMBER },
	{ "st", SQUID_NOTHING, NUMBER }, { ">sh", SQUID_NOTHING, NUMBER },
	{ "<sh", SQUID_NOTHING, NUMBER }, { "<sH", SQUID_NOTHING, NUMBER },
	{ "<sS", SQUID_NOTHING, NUMBER }, { "<bs", SQUID_NOTHING, NUMBER },
	{ "<pt", SQUID_NOTHING, NUMBER }, { "<tt", SQUID_NOTHING, NUMBER },
	{ "Ss", SQUID_RESULT, LETTERS }, { "Sh", SQUID_NOTHING, LETTERS },
	{ "request_attempts", SQUID_NOTHING, NUMBER },
	/* General. */
	{ "byte", SQUID_NOTHING, WORD }, { "sn", SQUID_NOTHING, NUMBER },
	{ "err_code", SQUID_REASON, WORD },
	{ "err_detail", SQUID_NOTHING, WORD },
	{ "note", SQUID_NOTHING, TEXT },
	{ "master_xaction", SQUID_NOTHING, WORD },
	/* TLS. */
	{ "ssl::bump_mode", SQUID_NOTHING, WORD },
	{ "ssl::>sni", SQUID_SNI, ADDRESS },
	{ "ssl::>cert_subject", SQUID_NOTHING, TEXT },
	{ "ssl::>cert_issuer", SQUID_NOTHING, TEXT },
	{ "ssl::<cert_subject", SQUID_NOTHING, TEXT },
	{ "ssl::<cert_issuer", SQUID_NOTHING, TEXT },
	{ "ssl::<cert_errors", SQUID_NOTHING, WORD },
	{ "ssl::<cert", SQUID_NOTHING, WORD },
	{ "ssl::>negotiated_version", SQUID_NOTHING, WORD },
	{ "ssl::<negotiated_version", SQUID_NOTHING, WORD },
	{ "ssl::>received_hello_version", SQUID_NOTHING, WORD },
	{ "ssl::<received_hello_version", SQUID_NOTHING, WORD },
	{ "ssl::>received_supported_version", SQUID_NOTHING, WORD },
	{ "ssl::<received_supported_version", SQUID_NOTHING, WORD },
	{ "ssl::>negotiated_cipher", SQUID_NOTHING, WORD },
	{ "ssl::<negotiated_cipher", SQUID_NOTHING, WORD },
	/* Adaptation. */
	{ "icap::tt", SQUID_NOTHING, NUMBER },
	{ "icap::tr", SQUID_NOTHING, NUMBER },
	{ "icap::tio", SQUID_NOTHING, NUMBER },
	{ "icap::to", SQUID_NOTHING, WORD },
	{ "icap::Hs", SQUID_NOTHING, NUMBER },
	{ "icap::<A", SQUID_NOTHING, ADDRESS },
	{ "icap::<service_name", SQUID_NOTHING, WORD },
	{ "icap::ru", SQUID_NOTHING, WORD },
	{ "icap::rm", SQUID_NOTHING, WORD },
	{ "icap::>st", SQUID_NOTHING, NUMBER },
	{ "icap::<st", SQUID_NOTHING, NUMBER },
	{ "icap::<bs", SQUID_NOTHING, NUMBER },
	{ "icap::>h", SQUID_NOTHING, TEXT },
	{ "icap::<h", SQUID_NOTHING, TEXT },
	{ "icap::<last_h", SQUID_NOTHING, TEXT },
	{ "adapt::<last_h", SQUID_NOTHING, TEXT },
	{ "adapt::sum_trs", SQUID_NOTHING, WORD },
	{ "adapt::all_trs", SQUID_NOTHING, WORD },
	{ "proxy_protocol::>h", SQUID_NOTHING, TEXT },
	/* Those of external ACLs. */
	{ "ACL", SQUID_NOTHING, WORD }, { "DATA", SQUID_NOTHING, TEXT },
	{ "DST", SQUID_HOST, ADDRESS }, { "EXT_LOG", SQUID_NOTHING, TEXT },
	{ "EXT_TAG", SQUID_NOTHING, TEXT }, { "EXT_USER", SQUID_USER, WORD },
	{ "LOGIN", SQUID_USER, WORD }, { "METHOD", SQUID_METHOD, WORD },
	{ "MYADDR", SQUID_NOTHING, ADDRESS },
	{ "MYPORT", SQUID_NOTHING, NUMBER }, { "PATH", SQUID_PATH, WORD },
	{ "PORT", SQUID_PORT, NUMBER }, { "PROTO", SQUID_SCHEME, WORD },
	{ "SRCEUI48", SQUID_NOTHING, ADDRESS },
	{ "SRCEUI64", SQUID_NOTHING, ADDRESS },
	{ "SRCPORT", SQUID_NOTHING, NUMBER }, { "SRC", SQUID_CLIENT, ADDRESS },
	{ "TAG", SQUID_NOTHING, WORD }, { "URI", SQUID_URL, WORD },
	{ "USER_CERTCHAIN", SQUID_NOTHING, WORD },
	{ "USER_CERT", SQUID_NOTHING, WORD },
};
/* clang-format on */

const struct squid_code *
squid_take_code(struct slice *rest)
{
	const struct squid_code *best = NULL;
	struct slice s = *rest;
	size_t i, len = 0, skipped = 0;

	if (slice_take_text(&s, SLICE("http::")))
		skipped = 6;
	else if (slice_starts_with(s, SLICE("tls::"))) {
		/* The same length, and the same names after it. */
		s = slice_from(s, 5);
		skipped = 5;
	}
	for (i = 0; i < sizeof codes / sizeof *codes; i++) {
		struct slice name = slice_of(codes[i].name);

		if (skipped == 5 && !slice_take_text(&name, SLICE("ssl::")))
			continue;
		if (name.len > len && slice_starts_with(s, name)) {
			best = &codes[i];
			len = name.len;
		}
	}
	if (best != NULL)
		*rest = slice_from(*rest, skipped + len);
	return best;
}
