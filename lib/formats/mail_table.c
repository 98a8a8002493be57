/*
 * Mail logs that are tables.
 */
#include "mail_table.h"

#include "base/url.h"
#include "mail_line.h"
#include "stamp.h"
#include "text.h"

enum use {
	TIME = 1,
	FROM,
	TO,
	RECIPIENT_STATUS,
	STATUS,
	SUBJECT,
	SIZE,
	MESSAGE_ID,
	NETWORK_ID,
	CLIENT,
	ORIGINAL_CLIENT,
	SERVER,
	CLIENT_HOST,
	SOURCE,
	EVENT,
	CONNECTOR,
	TARGET,
	EVENT_TIME,
	EVENT_STATUS,
};

static const struct table_name names[] = { { "datetime", TIME },
	{ "dateutc", TIME }, { "date", TIME }, { "received", TIME },
	{ "origintimestamp", TIME }, { "origintimestamputc", TIME },
	{ "datetimeutc", TIME }, { "startdate", TIME },
	{ "sender", FROM }, { "senderaddress", FROM },
	{ "recipient", TO }, { "recipientaddress", TO },
	{ "recipientstatus", RECIPIENT_STATUS }, { "status", STATUS },
	{ "subject", SUBJECT }, { "messagesubject", SUBJECT },
	{ "size", SIZE }, { "totalbytes", SIZE }, { "messagesize", SIZE },
	{ "messageid", MESSAGE_ID }, { "networkmessageid", NETWORK_ID },
	{ "messagetraceid", NETWORK_ID }, { "clientip", CLIENT },
	{ "fromip", CLIENT }, { "originalclientip", ORIGINAL_CLIENT },
	{ "clienthostname", CLIENT_HOST }, { "serverhostname", SERVER },
	{ "source", SOURCE }, { "eventid", EVENT },
	{ "connectorid", CONNECTOR }, { "eventtarget", TARGET },
	{ "eventdate", EVENT_TIME }, { "eventstatus", EVENT_STATUS },
	{ NULL, 0 } };

/* What became of a recipient. */
enum fate { FATE_NONE, FATE_SENT, FATE_DEFERRED, FATE_FAILED };

struct row {
	struct parse *p;
	const struct table *t;
	const struct table_row *cells;
	int64_t time;
	const char *source;
};

static struct slice
get(const struct row *r, enum use use)
{
	return table_cell(r->t, r->cells, (int)use);
}

/* "10/12/2026 8:31:02 AM" is American, "12/10/2026 08:31:02" British: the
 * two cultures differ in the clock too. */
static bool
take_slashed(struct slice s, int32_t *day, int64_t *micro)
{
	int first, second, year;
	bool twelve = slice_ends_with(s, SLICE(" AM")) ||
	    slice_ends_with(s, SLICE(" PM"));
	bool afternoon = slice_ends_with(s, SLICE(" PM"));

	if (twelve)
		s.len -= 3;
	if (!slice_take_one_or_two(&s, &first) ||
	    !slice_take_char(&s, '/') ||
	    !slice_take_one_or_two(&s, &second) ||
	    !slice_take_char(&s, '/') || !slice_take_digits(&s, 4, &year) ||
	    !slice_take_char(&s, ' ') || !stamp_take_clock(&s, true, micro) ||
	    s.len > 0)
		return false;
	if (twelve && !stamp_twelve(afternoon, micro))
		return false;
	return stamp_day(year, twelve ? first : second,
	    twelve ? second : first, day);
}

/* "2026-10-12T08:31:02.118Z", "2026-10-12 08:31:02 UTC", "2026/10/12 ...". */
static bool
take_iso(struct row *r, struct slice s, bool utc)
{
	int64_t micro, offset = 0;
	int32_t day;

	if (!stamp_take_date(&s, '-', false, &day) &&
	    !stamp_take_date(&s, '/', false, &day))
		return false;
	if ((!slice_take_char(&s, 'T') && !slice_take_char(&s, ' ')) ||
	    !stamp_take_clock(&s, true, &micro))
		return false;
	slice_take_char(&s, ' ');
	if (slice_take_text(&s, SLICE("UTC")) ||
	    slice_take_text(&s, SLICE("GMT")))
		utc = true;
	r->source = "offset";
	if (s.len > 0) {
		if (!stamp_take_offset(&s, &offset) || s.len > 0)
			return false;
		utc = true;
	}
	if (utc)
		r->time = stamp_utc(day, micro) - offset * TIME_SECOND;
	else
		r->time = stamp_local(r->p->options, day, micro, &r->source);
	return true;
}

static bool
take_time(struct row *r, struct slice s, bool utc)
{
	int32_t day;
	int64_t micro;

	if (take_iso(r, s, utc))
		return true;
	if (!take_slashed(s, &day, &micro))
		return false;
	r->source = "offset";
	r->time = utc ? stamp_utc(day, micro) :
			stamp_local(r->p->options, day, micro, &r->source);
	return true;
}

static struct slice
client(const struct row *r)
{
	struct slice s = get(r, ORIGINAL_CLIENT);

	if (!url_host_is_address(s))
		s = get(r, CLIENT);
	return url_host_is_address(s) ? s : SLICE("");
}

static void
set_fate(struct batch *b, uint32_t row, enum fate fate)
{
	static const struct {
		const char *action, *type, *outcome;
	} words[] = { { "", "", "" },
		{ "sent", "allowed", "success" },
		{ "deferred", "info", "unknown" },
		{ "bounced", "info", "failure" } };

	batch_set_text(b, row, COL_ACTION, slice_of(words[fate].action));
	batch_set_text(b, row, COL_TYPE, slice_of(words[fate].type));
	batch_set_text(b, row, COL_OUTCOME, slice_of(words[fate].outcome));
}

static void
give(struct row *r, struct slice to, enum fate fate, struct slice reason)
{
	struct batch *b = r->p->batch;
	uint32_t row = parse_row(r->p);
	bool sends = slice_equal(get(r, EVENT), SLICE("SEND"));
	struct slice host = get(r, sends ? CLIENT_HOST : SERVER);
	struct slice id = get(r, MESSAGE_ID);
	int64_t size;

	batch_set_number(b, row, COL_TIMESTAMP, r->time);
	batch_set_number(b, row, COL_START, r->time);
	batch_set_text(b, row, COL_TIME_SOURCE, slice_of(r->source));
	batch_set_text(b, row, COL_CHANNEL, SLICE("email"));
	set_fate(b, row, fate);
	batch_set_text(b, row, COL_REASON, reason);
	batch_set_text(b, row, COL_ADDRESS, client(r));
	batch_set_text(b, row, COL_HOST, text_host(host, r->p->scratch));
	mail_set_from(r->p, row, get(r, FROM));
	mail_set_to(r->p, row, to);
	if (text_to_number(get(r, SIZE), &size))
		batch_set_number(b, row, COL_MAIL_SIZE, size);
	if (slice_take_char(&id, '<') && id.len > 0 &&
	    id.ptr[id.len - 1] == '>')
		id.len--;
	batch_set_text(b, row, COL_MESSAGE_ID, id);
	batch_set_text(b, row, COL_QUEUE_ID, get(r, NETWORK_ID));
	if (r->p->options->keep_subjects)
		batch_set_text(b, row, COL_SUBJECT, get(r, SUBJECT));
	parse_row_done(r->p, row);
}

static bool
is_word(struct slice s, const char *word)
{
	return slice_equal_fold(s, slice_of(word));
}

static const char bad_recipient[] = "recipient not understood";

/* Every part of a list is an address. */
static bool
are_addresses(struct slice list, char separator)
{
	struct slice to;

	if (list.len == 0)
		return false;
	for (; list.len > 0; list = slice_from(list, to.len + 1)) {
		to = slice_first(list, slice_find(list, separator));
		if (!mail_is_address(slice_trim(to)) ||
		    slice_find(to, '@') == to.len)
			return false;
	}
	return true;
}

/*
 * One mail is many rows.  What counts: it lay in a mailbox, it left the
 * school, it failed; not what servers say to each other.
 */
static enum fate
tracking_fate(const struct row *r)
{
	struct slice event = get(r, EVENT), source = get(r, SOURCE);

	if (is_word(event, "DELIVER"))
		return is_word(source, "STOREDRIVER") ? FATE_SENT : FATE_NONE;
	if (is_word(event, "SEND") || is_word(event, "SENDEXTERNAL"))
		return is_word(source, "SMTP") &&
			!slice_contains(get(r, CONNECTOR),
			    SLICE("Intra-Organization")) ?
		    FATE_SENT :
		    FATE_NONE;
	if (is_word(event, "DEFER"))
		return FATE_DEFERRED;
	return is_word(event, "FAIL") || is_word(event, "DROP") ? FATE_FAILED :
								  FATE_NONE;
}

static const char *
take_tracking(struct row *r)
{
	struct slice list = get(r, TO), all = get(r, RECIPIENT_STATUS), to;
	enum fate fate = tracking_fate(r);

	if (!mail_is_address(get(r, FROM)))
		return "sender not understood";
	if (get(r, EVENT).len == 0 || get(r, SOURCE).len == 0)
		return "no event or source";
	if (fate == FATE_NONE)
		return parse_ignored;
	if (!are_addresses(list, ';'))
		return bad_recipient;
	for (; list.len > 0; list = slice_from(list, to.len + 1)) {
		struct slice reason = slice_first(all, slice_find(all, ';'));

		to = slice_first(list, slice_find(list, ';'));
		all = slice_from(all, reason.len + 1);
		give(r, slice_trim(to), fate,
		    fate == FATE_FAILED ? slice_trim(reason) : SLICE(""));
	}
	return NULL;
}

static enum fate
trace_fate(struct slice status)
{
	static const char *const sent[] = { "Delivered", "Deliver", "Send",
		"Resolved", "FilteredAsSpam", NULL };
	static const char *const failed[] = { "Failed", "Fail", "Quarantined",
		"Drop", "Rejected", NULL };

	if (text_is_one_of(status, sent))
		return FATE_SENT;
	if (text_is_one_of(status, failed))
		return FATE_FAILED;
	/* What a list was made into has rows of its own. */
	return is_word(status, "Expanded") || is_word(status, "Expand") ?
	    FATE_NONE :
	    FATE_DEFERRED;
}

/* "ben@x.example##Receive, Deliver;c@x.example##Receive, Fail" */
static const char *
take_enhanced(struct row *r, struct slice list)
{
	struct slice part, to, status, rest;
	size_t used = 0;

	for (rest = list; rest.len > 0; rest = slice_from(rest, part.len + 1)) {
		part = slice_first(rest, slice_find(rest, ';'));
		to = slice_first(part, slice_find(part, '#'));
		if (!are_addresses(to, ';') ||
		    !slice_starts_with(slice_from(part, to.len), SLICE("##")))
			return bad_recipient;
	}
	for (rest = list; rest.len > 0; rest = slice_from(rest, part.len + 1)) {
		enum fate fate;

		part = slice_first(rest, slice_find(rest, ';'));
		to = slice_trim(slice_first(part, slice_find(part, '#')));
		status = slice_from(part, slice_find(part, '#') + 2);
		if (slice_find_last(status, ',') < status.len)
			status = slice_from(status,
			    slice_find_last(status, ',') + 1);
		status = slice_trim(status);
		if ((fate = trace_fate(status)) == FATE_NONE)
			continue;
		give(r, to, fate, fate == FATE_FAILED ? status : SLICE(""));
		used++;
	}
	return used > 0 ? NULL : parse_ignored;
}

static const char *
take_trace(struct row *r)
{
	struct slice list = get(r, RECIPIENT_STATUS), status = get(r, STATUS);
	enum fate fate = trace_fate(status);

	if (table_has(r->t, EVENT))
		return take_tracking(r);
	if (!mail_is_address(get(r, FROM)))
		return "sender not understood";
	if (slice_contains(list, SLICE("##")))
		return take_enhanced(r, list);
	if (!are_addresses(get(r, TO), ';'))
		return bad_recipient;
	if (status.len == 0)
		return "no status";
	if (fate == FATE_NONE)
		return parse_ignored;
	give(r, get(r, TO), fate, fate == FATE_FAILED ? status : SLICE(""));
	return NULL;
}

/* A row for each step: those count that end with a person or leave. */
static const char *
take_google(struct row *r)
{
	static const char *const ends[] = { "GMAIL_INBOX", "GMAIL_SPAM",
		"SMTP_OUT", NULL };
	struct slice status = get(r, EVENT_STATUS);
	bool failed = slice_contains(status, SLICE("ail")) ||
	    slice_contains(status, SLICE("eject")) ||
	    slice_contains(status, SLICE("ounce")) ||
	    slice_contains(status, SLICE("rop"));

	if (is_word(get(r, MESSAGE_ID), "SMTPIN_ADDED_REJECT_SESSION") ||
	    !text_is_one_of(get(r, TARGET), ends))
		return parse_ignored;
	if (!mail_is_address(get(r, FROM)))
		return "sender not understood";
	if (!are_addresses(get(r, TO), ','))
		return bad_recipient;
	give(r, get(r, TO), failed ? FATE_FAILED : FATE_SENT,
	    failed ? status : SLICE(""));
	return NULL;
}

static bool
fits(const struct table *t, enum mail_table_kind kind)
{
	bool who = table_has(t, FROM) && table_has(t, TIME);

	switch (kind) {
	case MAIL_TABLE_TRACKING:
		return who && table_has(t, EVENT) && table_has(t, SOURCE) &&
		    table_has(t, TO);
	case MAIL_TABLE_TRACE:
		return who && !table_has(t, TARGET) &&
		    (table_has(t, RECIPIENT_STATUS) ||
			(table_has(t, TO) && table_has(t, STATUS)));
	case MAIL_TABLE_GOOGLE:
		return who && table_has(t, TARGET) && table_has(t, TO);
	}
	return false;
}

/* "#Fields: date-time,client-ip,..." or the heading itself. */
static bool
take_heading(struct slice line, struct arena *scratch, bool marked,
    struct table *t)
{
	struct table_row head;

	slice_take_text(&line, SLICE("\xef\xbb\xbf"));
	if (marked && !slice_take_text(&line, SLICE("#Fields: ")))
		return false;
	if (!table_split(line, ',', scratch, &head))
		return false;
	table_head(t, &head, names);
	return true;
}

const char *
mail_table_parse(struct parse *p, enum mail_table_kind kind)
{
	struct mail_table_state *state = p->state;
	struct table *t = &state->table;
	bool marked = kind == MAIL_TABLE_TRACKING, utc;
	struct table_row cells;
	struct row r = { .p = p, .t = t, .cells = &cells };

	if (*p->record.ptr == '#' || t->count == 0) {
		if (take_heading(p->record, p->scratch, marked, t) &&
		    !fits(t, kind)) {
			t->count = 0;
			return "the heading lacks a column that is needed";
		}
		return t->count > 0 || *p->record.ptr == '#' ?
		    parse_ignored :
		    "no heading";
	}
	if (!table_split(p->record, ',', p->scratch, &cells) ||
	    cells.count != t->count)
		return "more or fewer cells than the heading has";
	utc = kind != MAIL_TABLE_GOOGLE;
	if (!take_time(&r, get(&r, kind == MAIL_TABLE_GOOGLE &&
			     table_has(t, EVENT_TIME) ? EVENT_TIME : TIME),
		utc))
		return "bad time";
	if (kind == MAIL_TABLE_TRACKING)
		return take_tracking(&r);
	return kind == MAIL_TABLE_TRACE ? take_trace(&r) : take_google(&r);
}

int
mail_table_recognise(struct slice head, enum mail_table_kind kind)
{
	struct arena *scratch = arena_create();
	struct table t = { .count = 0 };
	bool marked = kind == MAIL_TABLE_TRACKING;
	struct slice line;
	int i, sure = 0;

	for (i = 0; i < 8 && slice_take_line(&head, &line); i++) {
		line = slice_trim(line);
		if (take_heading(line, scratch, marked, &t)) {
			sure = fits(&t, kind) ? 94 : 0;
			break;
		}
		if (!marked || line.len == 0 || *line.ptr != '#')
			break;
	}
	arena_destroy(scratch);
	return sure;
}
