/*
 * Cisco Email Security Appliance (IronPort), text mail logs.  A mail is the
 * lines of one MID; what connection it came by is an ICID, by which it left a
 * DCID; its recipients are numbered:
 *
 *   Mon Oct 12 08:31:02 2026 Info: New SMTP ICID 5 interface Data 1
 *     (192.0.2.5) address 198.51.100.7 reverse dns host unknown verified no
 *   Mon Oct 12 08:31:02 2026 Info: Start MID 6 ICID 5
 *   Mon Oct 12 08:31:02 2026 Info: MID 6 ICID 5 From: <amy@x.example>
 *   Mon Oct 12 08:31:02 2026 Info: MID 6 ICID 5 RID 0 To: <ben@y.example>
 *   Mon Oct 12 08:31:03 2026 Info: MID 6 ready 812 bytes from <amy@x.example>
 *   Mon Oct 12 08:31:04 2026 Info: Message done DCID 8 MID 6 to RID [0]
 *   Mon Oct 12 08:31:04 2026 Info: Message finished MID 6 done
 *
 * or all after "Info: " behind a head of syslog.
 */
#include "base/url.h"

#include "mail_line.h"
#include "recognise.h"
#include "text.h"
#include "when.h"

enum {
	STAMP_LENGTH = 24,
	LINKS = 4096, /* connections that are remembered */
	MOST_RIDS = 1000,
};

/* A connection, in or out. */
struct link {
	int64_t id;
	symbol address, account, domain;
};

struct state {
	struct mails mails;
	struct link in[LINKS], out[LINKS];
};

static const char not_understood[] = "not understood: cut short?";

/* "Info: ", "Warning: " ... */
static bool
take_level(struct slice *rest)
{
	static const char *const levels[] = { "Info: ", "Warning: ",
		"Critical: ", "Debug: ", "Trace: ", NULL };
	const char *const *l;

	for (l = levels; *l != NULL; l++)
		if (slice_take_text(rest, slice_of(*l)))
			return true;
	return false;
}

/* "<22>Oct 12 08:31:02 mail_logs: Info: ...": what sends it names no host. */
static bool
take_hostless(struct slice line, const struct format_options *options,
    struct mail_line *l, struct slice *text)
{
	struct slice name;

	if (!syslog_take_time(&line, options, &l->time, &l->source))
		return false;
	*text = slice_trim(line);
	return slice_take_word(text, &name) &&
	    slice_ends_with(name, SLICE(":")) && slice_take_char(text, ' ') &&
	    take_level(text);
}

/* When and where, and the text after the level. */
static bool
take_head(struct slice line, const struct format_options *options,
    struct mail_line *l, struct slice *text)
{
	struct syslog_line s;

	*l = (struct mail_line){ .host = options->host };
	if (line.len > STAMP_LENGTH && line.ptr[STAMP_LENGTH] == ' ' &&
	    when_read(slice_first(line, STAMP_LENGTH), options, &l->time,
		&l->source)) {
		*text = slice_from(line, STAMP_LENGTH + 1);
		return take_level(text);
	}
	if (take_hostless(line, options, l, text))
		return true;
	if (!syslog_split(line, options, &s))
		return false;
	l->time = s.time;
	l->source = s.source;
	l->host = slice_first(s.host, slice_find(s.host, '.'));
	*text = s.text;
	return take_level(text);
}

/* "MID 6", "ICID 5": the word, a space and a number. */
static bool
take_id(struct slice *rest, const char *name, int64_t *id,
    struct slice *digits)
{
	struct slice s = *rest, start;

	if (!slice_take_text(&s, slice_of(name)) || !slice_take_char(&s, ' '))
		return false;
	start = s;
	if (!slice_take_int(&s, id) || *id < 0)
		return false;
	if (digits != NULL)
		*digits = slice_first(start, start.len - s.len);
	*rest = s;
	slice_take_char(rest, ' ');
	return true;
}

static struct link *
link_of(struct link *links, int64_t id, bool anew)
{
	struct link *l = &links[id % LINKS];

	if (anew)
		*l = (struct link){ .id = id };
	return l->id == id ? l : NULL;
}

/* "New SMTP ICID 5 interface Data 1 (192.0.2.5) address 198.51.100.7 ..." */
static const char *
take_connection(struct parse *p, struct slice text)
{
	struct state *state = p->state;
	bool in = slice_starts_with(text, SLICE("ICID "));
	struct slice address;
	struct link *l;
	int64_t id;

	if (!take_id(&text, in ? "ICID" : "DCID", &id, NULL))
		return parse_ignored; /* RCID: of its own quarantine */
	if (!slice_take_past(&text, SLICE(" address ")) ||
	    !slice_take_word(&text, &address) ||
	    !url_host_is_address(address))
		return not_understood;
	l = link_of(in ? state->in : state->out, id, true);
	l->address = symbols_add(batch_symbols(p->batch), DOMAIN_ADDRESS,
	    address);
	return parse_ignored;
}

/* "SMTP Auth: (ICID 7) succeeded for user: amy using AUTH mechanism: ..." */
static const char *
take_login(struct parse *p, const struct mail_line *at, struct slice text)
{
	struct state *state = p->state;
	struct slice user, outcome;
	struct link *l;
	uint32_t row;
	int64_t id;

	if (!slice_take_char(&text, '(') ||
	    !take_id(&text, "ICID", &id, NULL) ||
	    !slice_take_text(&text, SLICE(") ")) ||
	    !slice_take_word(&text, &outcome) ||
	    !slice_take_text(&text, SLICE(" for user: ")) ||
	    !slice_take_word(&text, &user))
		return parse_ignored;
	l = link_of(state->in, id, false);
	if (slice_equal(outcome, SLICE("succeeded"))) {
		if (l != NULL)
			postfix_account(p, user, &l->account, &l->domain);
		return parse_ignored;
	}
	row = mail_refusal(p, at);
	batch_set_text(p->batch, row, COL_CHANNEL, SLICE("authentication"));
	batch_set_text(p->batch, row, COL_ACTION, SLICE("logon-failed"));
	if (l != NULL)
		batch_set_symbol(p->batch, row, COL_ADDRESS, l->address);
	mail_set_account(p, row, user);
	parse_row_done(p, row);
	return NULL;
}

static const char *
take_start(struct parse *p, struct mail_line *at, struct slice text)
{
	struct state *state = p->state;
	const struct link *l;
	struct mail *mail;
	int64_t mid, icid;

	if (!take_id(&text, "MID", &mid, &at->id) ||
	    !take_id(&text, "ICID", &icid, NULL))
		return not_understood;
	mail = mail_begin(p, &state->mails, at->host, at->id);
	mail_touch(p, at, mail, "client");
	if ((l = link_of(state->in, icid, false)) != NULL) {
		mail->address = l->address;
		mail->account = l->account;
		mail->account_domain = l->domain;
	}
	return NULL;
}

static bool
take_mailbox(struct slice *rest, struct slice *mailbox)
{
	struct slice s = *rest;
	size_t end = slice_find(s, '>');

	if (s.len == 0 || *s.ptr != '<' || end == s.len)
		return false;
	*mailbox = slice_first(s, end + 1);
	if (!mail_is_address(*mailbox))
		return false;
	*rest = slice_from(s, end + 1);
	return true;
}

static struct mail *
get(struct parse *p, const struct mail_line *at, const char *what)
{
	struct state *state = p->state;
	struct mail *mail = mail_get(p, &state->mails, at->host, at->id);

	mail_touch(p, at, mail, what);
	return mail;
}

/* "To: <b>", or "To: <b> Rejected by RAT". */
static const char *
take_to(struct parse *p, const struct mail_line *at, int64_t rid,
    struct slice text)
{
	struct state *state = p->state;
	struct mail *mail;
	struct slice to;
	struct recipient *r;
	uint32_t row;

	if (rid < 0 || rid >= UINT32_MAX)
		return not_understood;
	if (!take_mailbox(&text, &to))
		return "recipient not understood: cut short?";
	mail = get(p, at, "client");
	text = slice_trim(text);
	if (slice_starts_with(text, SLICE("Rejected"))) {
		row = mail_refusal(p, at);
		batch_set_text(p->batch, row, COL_ACTION, SLICE("reject"));
		batch_set_text(p->batch, row, COL_QUEUE_ID, at->id);
		batch_set_symbol(p->batch, row, COL_ADDRESS, mail->address);
		batch_set_symbol(p->batch, row, COL_FROM, mail->from);
		mail_set_to(p, row, to);
		batch_set_text(p->batch, row, COL_MESSAGE, text);
		parse_row_done(p, row);
		return NULL;
	}
	/* Until it is told what became of it. */
	mail_deliver(p, at, &state->mails, mail, to, "deferred", SLICE(""),
	    SLICE(""), 0);
	r = mail_recipient(p, &state->mails, mail, mail_mailbox(p, to));
	if (r->number == 0)
		r->number = (uint32_t)rid + 1;
	return NULL;
}

/* "'<m1@x.example>'": what stands between the quotes. */
static bool
take_quoted(struct slice s, struct slice *inner)
{
	s = slice_trim(s);
	if (s.len < 2 || (*s.ptr != '\'' && *s.ptr != '"') ||
	    s.ptr[s.len - 1] != *s.ptr)
		return false;
	*inner = slice_first(slice_from(s, 1), s.len - 2);
	return true;
}

/* "rewritten to MID 7 by antispam": the same mail under another number. */
static const char *
take_rewritten(struct parse *p, const struct mail_line *at,
    struct slice text)
{
	struct state *state = p->state;
	struct mail_line anew = *at;
	struct mail *mail, *other;
	int64_t mid;

	if (!take_id(&text, "MID", &mid, &anew.id) ||
	    slice_equal(anew.id, at->id))
		return not_understood;
	mail = get(p, at, "client");
	other = get(p, &anew, "client");
	other->opened |= mail->opened;
	if (!other->has_from) {
		other->from = mail->from;
		other->has_from = mail->has_from;
	}
	if (other->address == 0)
		other->address = mail->address;
	if (other->account == 0) {
		other->account = mail->account;
		other->account_domain = mail->account_domain;
	}
	if (other->size == NUMBER_UNKNOWN)
		other->size = mail->size;
	if (other->id_len == 0)
		mail_set_id(other,
		    (struct slice){ mail->message_id, mail->id_len });
	if (other->subject_len == 0)
		mail_set_subject(other,
		    (struct slice){ mail->subject, mail->subject_len });
	if (other->recipients == NULL) {
		other->recipients = mail->recipients;
		other->recipient_count = mail->recipient_count;
		mail->recipients = NULL;
		mail->recipient_count = 0;
	}
	mail_drop(&state->mails, mail);
	return NULL;
}

/* What follows "MID 6 ": from whom, to whom, how large. */
static const char *
take_mail(struct parse *p, struct mail_line *at, struct slice text)
{
	struct slice value;
	int64_t mid, icid, rid = -1, size;

	if (!take_id(&text, "MID", &mid, &at->id))
		return not_understood;
	take_id(&text, "ICID", &icid, NULL);
	if (!take_id(&text, "RID", &rid, NULL) &&
	    slice_starts_with(text, SLICE("RID ")) &&
	    !slice_starts_with(text, SLICE("RID [")))
		return not_understood;
	if (slice_take_text(&text, SLICE("rewritten to ")))
		return take_rewritten(p, at, text);
	if (slice_take_text(&text, SLICE("To: ")))
		return take_to(p, at, rid, text);
	if (slice_take_text(&text, SLICE("From: "))) {
		struct mail *mail;

		if (!take_mailbox(&text, &value))
			return "sender not understood: cut short?";
		mail = get(p, at, "client");
		mail->from = mail_mailbox(p, value);
		mail->has_from = true;
	} else if (slice_take_text(&text, SLICE("Message-ID "))) {
		if (!take_quoted(text, &value))
			return not_understood;
		mail_set_id(get(p, at, "message-id"), value);
	} else if (slice_take_text(&text, SLICE("Subject "))) {
		/* Of late, without the quotes that stood around it. */
		if (!take_quoted(text, &value)) {
			if (slice_starts_with(text, SLICE("'")))
				return not_understood;
			value = text;
		}
		mail_set_subject(get(p, at, "message-id"), value);
	} else if (slice_take_text(&text, SLICE("ready "))) {
		if (!slice_take_int(&text, &size) || size < 0 ||
		    !slice_starts_with(text, SLICE(" bytes from ")))
			return "no size: cut short?";
		get(p, at, "queued")->size = size;
	} else
		return parse_ignored;
	return NULL;
}

static void
settle_recipient(struct parse *p, const struct mail_line *at,
    struct mail *mail, int64_t rid, const char *status, struct slice code,
    const struct link *out)
{
	struct state *state = p->state;
	struct symbols *symbols = batch_symbols(p->batch);
	struct recipient *r = mail->recipients;
	struct slice relay = SLICE("");

	while (r != NULL && r->number != (uint32_t)rid + 1)
		r = r->next;
	if (r == NULL)
		return; /* its address stands in another log */
	if (out != NULL)
		relay = symbols_text(symbols, DOMAIN_ADDRESS, out->address);
	/* What symbols hold may move while others are added. */
	mail_deliver(p, at, &state->mails, mail,
	    arena_copy(p->scratch, symbols_text(symbols, DOMAIN_MAILBOX,
		r->to)), status, code, arena_copy(p->scratch, relay), 0);
}

/* "[0, 1] ..." or "0 ...": each of them. */
static bool
take_rids(struct slice *rest, int64_t rids[MOST_RIDS], size_t *count)
{
	bool list = slice_take_char(rest, '[');

	*count = 0;
	do {
		slice_take_char(rest, ' ');
		if (*count == MOST_RIDS ||
		    !slice_take_int(rest, &rids[*count]) ||
		    rids[*count] < 0 || rids[*count] >= UINT32_MAX)
			return false;
		(*count)++;
	} while (list && slice_take_char(rest, ','));
	return !list || slice_take_char(rest, ']');
}

/* "5.1.0" where one stands in the text. */
static struct slice
code_in(struct slice text)
{
	size_t i;

	for (i = 0; i + 5 <= text.len; i++)
		if ((text.ptr[i] == '4' || text.ptr[i] == '5') &&
		    text.ptr[i + 1] == '.' && text.ptr[i + 3] == '.' &&
		    (i == 0 || text.ptr[i - 1] == ' '))
			return slice_first(slice_from(text, i), 5);
	return SLICE("");
}

/* "DCID 8 MID 6 to RID [0] ...": sent, bounced or delayed. */
static const char *
take_fate(struct parse *p, struct mail_line *at, struct slice text,
    const char *status)
{
	struct state *state = p->state;
	int64_t dcid = -1, mid, *rids;
	struct mail *mail;
	size_t i, count;

	take_id(&text, "DCID", &dcid, NULL);
	if (!take_id(&text, "MID", &mid, &at->id) ||
	    !slice_take_text(&text, SLICE("to ")))
		return not_understood;
	slice_take_text(&text, SLICE("RID "));
	rids = arena_alloc(p->scratch, MOST_RIDS * sizeof *rids);
	if (!take_rids(&text, rids, &count))
		return not_understood;
	mail = get(p, at, "delivery");
	for (i = 0; i < count; i++)
		settle_recipient(p, at, mail, rids[i], status, code_in(text),
		    dcid < 0 ? NULL : link_of(state->out, dcid, false));
	return NULL;
}

/* "finished MID 6 done", "aborted MID 6 Dropped by antispam". */
static const char *
take_end(struct parse *p, struct mail_line *at, struct slice text)
{
	struct state *state = p->state;
	bool aborted = slice_take_text(&text, SLICE("aborted "));
	struct recipient *r;
	struct mail *mail;
	int64_t mid;

	if (!aborted && !slice_take_text(&text, SLICE("finished ")))
		return slice_take_text(&text, SLICE("done ")) ?
		    take_fate(p, at, text, "sent") :
		    parse_ignored;
	if (!take_id(&text, "MID", &mid, &at->id))
		return not_understood;
	/* Under its old number, a mail that was rewritten is gone. */
	if ((mail = mail_find(&state->mails, at->host, at->id)) == NULL &&
	    mail_was_here(&state->mails, at->host, at->id))
		return parse_ignored;
	mail = get(p, at, "removed");
	mail->removed = true;
	if (aborted && slice_starts_with(text, SLICE("Receiving aborted"))) {
		mail_drop(&state->mails, mail); /* never came in whole */
		return NULL;
	}
	for (r = mail->recipients; aborted && r != NULL; r = r->next) {
		r->status = symbols_add(batch_symbols(p->batch), DOMAIN_WORD,
		    SLICE("discarded"));
		r->time = at->time;
		r->offset = p->offset;
	}
	mail_end(p, &state->mails, mail);
	return NULL;
}

static const char *
parse(struct parse *p)
{
	struct mail_line at;
	struct slice text;

	if (!take_head(p->record, p->options, &at, &text))
		return syslog_begins(p->record) ? parse_ignored :
						  "no time stamp and level";
	if (slice_take_text(&text, SLICE("New SMTP ")))
		return take_connection(p, text);
	if (slice_take_text(&text, SLICE("SMTP Auth: ")))
		return take_login(p, &at, text);
	if (slice_take_text(&text, SLICE("Start ")))
		return take_start(p, &at, text);
	if (slice_starts_with(text, SLICE("MID ")))
		return take_mail(p, &at, text);
	if (slice_take_text(&text, SLICE("Message ")))
		return take_end(p, &at, text);
	if (slice_take_text(&text, SLICE("Bounced: ")))
		return take_fate(p, &at, text, "bounced");
	if (slice_take_text(&text, SLICE("Delayed: ")))
		return take_fate(p, &at, text, "deferred");
	return parse_ignored;
}

static void
finish(struct parse *p)
{
	struct state *state = p->state;

	mail_end_all(p, &state->mails);
}

static bool
fits(struct slice line)
{
	static const struct format_options utc = { .modified = TIME_UNKNOWN };
	struct mail_line at;
	struct slice text;

	return take_head(line, &utc, &at, &text);
}

static int
recognise(struct slice head)
{
	return slice_contains(head, SLICE(" MID ")) ||
		slice_contains(head, SLICE(" ICID ")) ?
	    recognise_lines(head, fits) :
	    0;
}

const struct format format_cisco_esa = {
	.name = "cisco_esa",
	.dataset = "cisco_esa.mail",
	.title = "Cisco Email Security Appliance, text mail logs",
	.channel = "mail",
	.versions = "AsyncOS, mail_logs as files or through syslog; from its "
		    "user guide",
	.lacks = "what became of a mail whose lines lie in two logs: it "
		 "stays deferred",
	.state_size = sizeof(struct state),
	.recognise = recognise,
	.parse = parse,
	.finish = finish,
};
