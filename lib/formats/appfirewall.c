/*
 * The application firewall of macOS, appfirewall.log:
 *
 *   Oct 12 08:31:02 LIB-MAC01 socketfilterfw[112] <Info>: Chirper: Allow TCP
 *     LISTEN  (in:0 out:1)
 *   Oct 12 08:31:02 LIB-MAC01 socketfilterfw[112] <Info>: Deny ntpd data in
 *     from 198.51.100.7:123 to port 123 proto=17
 *   Oct 12 08:31:02 --- last message repeated 2 times ---
 */
#include "endpoint.h"
#include "syslog.h"

/* "socketfilterfw[112] <Info>: TEXT", behind the stamp and the computer. */
static bool
take_head(struct slice line, const struct format_options *options,
    struct endpoint_event *e, struct slice *host, struct slice *text)
{
	struct slice pid, level;

	return syslog_take_time(&line, options, &e->time, &e->time_source) &&
	    slice_take_word(&line, host) &&
	    slice_take_text(&line, SLICE(" socketfilterfw[")) &&
	    slice_take_until(&line, ']', &pid) &&
	    slice_take_text(&line, SLICE(" <")) &&
	    slice_take_until(&line, '>', &level) &&
	    slice_take_text(&line, SLICE(": ")) && ((*text = line), true);
}

/* "Deny X data in from ADDRESS:PORT to port N proto=6" */
static void
set_from(struct parse *p, uint32_t row, struct slice s)
{
	if (slice_take_past(&s, SLICE(" from ")))
		endpoint_set(p, row, COL_ADDRESS,
		    slice_first(s, slice_find(s, ' ')));
}

/* "NAME: Allow TCP LISTEN  (in:0 out:1)": the name's colon. */
static size_t
find_colon(struct slice text)
{
	size_t i;

	for (i = text.len; i > 0; i--) {
		struct slice s = slice_from(text, i - 1);

		if (slice_starts_with(s, SLICE(": Allow ")) ||
		    slice_starts_with(s, SLICE(": Deny ")))
			return i - 1;
	}
	return text.len;
}

/* Which program it let through or not, and what it says of it; false: it
 * decided nothing. */
static bool
take_decision(struct slice text, struct slice *program, struct slice *said,
    bool *denied)
{
	size_t colon;

	*program = SLICE("");
	*said = text;
	*denied = !slice_starts_with(text, SLICE("Allow "));
	if (slice_starts_with(text, SLICE("Stealth Mode ")))
		return true;
	if (slice_take_text(said, SLICE("Deny ")) ||
	    slice_take_text(said, SLICE("Allow "))) {
		*program = slice_first(*said, slice_find(*said, ' '));
		return true;
	}
	colon = find_colon(text);
	*program = slice_first(text, colon);
	*said = slice_from(text, colon + 2);
	*denied = slice_starts_with(*said, SLICE("Deny "));
	return colon < text.len;
}

static const char *
parse(struct parse *p)
{
	struct endpoint_event e = { .category = "network",
		.action = SLICE("allow"), .type = "allowed",
		.outcome = "success" };
	struct slice host, text, program, said;
	bool denied;
	uint32_t row;

	if (slice_contains(p->record, SLICE(" --- last message repeated ")))
		return parse_ignored;
	if (!take_head(p->record, p->options, &e, &host, &text))
		return "no line of socketfilterfw";
	if (!take_decision(text, &program, &said, &denied))
		return parse_ignored; /* "Logging: creating ..." */
	if (denied) {
		e.type = "denied";
		e.action = SLICE("deny");
		e.outcome = "failure";
	}
	row = endpoint_row(p, &e);
	endpoint_set(p, row, COL_HOST, host);
	endpoint_set(p, row, COL_PROCESS, program);
	endpoint_set(p, row, COL_MESSAGE, said);
	set_from(p, row, said);
	parse_row_done(p, row);
	return NULL;
}

static bool
fits(struct slice line)
{
	static const struct format_options utc = { .modified = TIME_UNKNOWN };
	struct endpoint_event e;
	struct slice host, text;

	return take_head(line, &utc, &e, &host, &text);
}

const struct format format_appfirewall = {
	.name = "appfirewall",
	.dataset = "macos.firewall",
	.title = "The application firewall of macOS, appfirewall.log",
	.channel = "endpoint",
	.versions = "macOS 10.7 to 10.15",
	.lacks = "the account; the year",
	.fits = fits,
	.parse = parse,
};
