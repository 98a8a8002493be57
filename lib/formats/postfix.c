/*
 * Postfix, in a syslog file.  One mail is several lines that share a queue
 * id, between them those of other mails and of other daemons:
 *
 *   ... postfix/smtpd[31]: 4Zabc12xyz: client=lab-1[198.51.100.7],
 *         sasl_method=LOGIN, sasl_username=amy
 *   ... postfix/cleanup[32]: 4Zabc12xyz: message-id=<m1@quillbrook.example>
 *   ... postfix/qmgr[30]: 4Zabc12xyz: from=<amy@quillbrook.example>,
 *         size=812, nrcpt=1 (queue active)
 *   ... postfix/smtp[33]: 4Zabc12xyz: to=<ben@postbox.example>,
 *         relay=mx.postbox.example[192.0.2.25]:25, delay=0.9,
 *         delays=0.1/0/0.3/0.5, dsn=2.0.0, status=sent (250 ok)
 *   ... postfix/qmgr[30]: 4Zabc12xyz: removed
 *
 * postfix_mail.h says what comes of them.
 */
#include "formats/format.h"

#include "postfix_line.h"

enum {
	LONGEST_DELAY = 100 * 86400, /* seconds; a mad one is not used */
	LINES_LOOKED_AT = 400,
};

struct state {
	struct mails mails;
};

static symbol
add(struct parse *p, enum domain d, struct slice text)
{
	return symbols_add(batch_symbols(p->batch), d, text);
}

/* Each line moves the mail's last time and place. */
static void
touch(struct parse *p, const struct postfix_line *l, struct mail *mail,
    const char *what)
{
	mail->time = l->log.time;
	mail->offset = p->offset;
	mail->last = what;
	mail->source = add(p, DOMAIN_WORD, slice_of(l->log.source));
}

/* smtpd: a client has begun a mail. */
static const char *
take_client(struct parse *p, struct state *state, struct postfix_line *l)
{
	struct mail *mail, *origin;
	struct slice value, address = postfix_address(l->text);

	mail = mail_begin(p, &state->mails, l->host, l->id);
	touch(p, l, mail, "client");
	mail->address = add(p, DOMAIN_ADDRESS, address);
	if (postfix_value(l->text, SLICE(", sasl_username="), &value))
		postfix_account(p, value, &mail->account,
		    &mail->account_domain);
	/* A filter gives back a mail, and says whose it was. */
	if (postfix_value(l->text, SLICE(", orig_queue_id="), &value) &&
	    (origin = mail_find(&state->mails, l->host, value)) != NULL) {
		mail->address = origin->address;
		mail->account = origin->account;
		mail->account_domain = origin->account_domain;
	}
	return NULL;
}

static bool
is_loopback(struct parse *p, symbol address)
{
	struct slice s = symbols_text(batch_symbols(p->batch), DOMAIN_ADDRESS,
	    address);

	return slice_starts_with(s, SLICE("127.")) ||
	    slice_equal(s, SLICE("::1"));
}

/* A mail from a filter on this machine is that of the same message id. */
static void
inherit(struct parse *p, struct mails *mails, struct mail *mail)
{
	const struct mail *m;

	if (mail->account != 0 || !is_loopback(p, mail->address))
		return;
	for (m = mails->first; m != NULL; m = m->after) {
		if (m == mail || m->id_len != mail->id_len ||
		    m->host != mail->host ||
		    memcmp(m->message_id, mail->message_id, m->id_len) != 0)
			continue;
		mail->address = m->address;
		mail->account = m->account;
		mail->account_domain = m->account_domain;
	}
}

/* cleanup: the message id. */
static const char *
take_message_id(struct parse *p, struct state *state, struct postfix_line *l)
{
	struct mail *mail = mail_get(p, &state->mails, l->host, l->id);
	struct slice id = l->text;

	if (slice_take_char(&id, '<') && id.len > 0 &&
	    id.ptr[id.len - 1] == '>')
		id.len--;
	id = slice_first(id, LONGEST_MESSAGE_ID);
	/* A short queue id that is used again without a client. */
	if (mail->id_len > 0 &&
	    !slice_equal(id,
		(struct slice){ mail->message_id, mail->id_len })) {
		mail_end(p, &state->mails, mail);
		mail = mail_get(p, &state->mails, l->host, l->id);
	}
	touch(p, l, mail, "message-id");
	mail->id_len = (uint8_t)id.len;
	slice_put(mail->message_id, id);
	if (mail->id_len > 0)
		inherit(p, &state->mails, mail);
	return NULL;
}

/*
 * qmgr: "<a>, size=N, nrcpt=N (queue active)", "<a>, status=expired, ...".
 * The rows of a mail that expired stay deferred, as their own lines say: the
 * line may lie in another log than theirs.
 */
static const char *
take_from(struct parse *p, struct state *state, struct postfix_line *l)
{
	char text[LONGEST_MAILBOX];
	struct slice rest = l->text, from;
	struct mail *mail;
	int64_t size = 0;
	bool expired;

	if (!postfix_take_mailbox(&rest, text, &from) ||
	    !slice_take_text(&rest, SLICE(", ")))
		return "sender not understood: cut short?";
	expired = slice_starts_with(rest, SLICE("status=expired")) ||
	    slice_starts_with(rest, SLICE("status=force-expired"));
	if (!expired &&
	    (!slice_take_text(&rest, SLICE("size=")) ||
		!slice_take_int(&rest, &size) ||
		!slice_starts_with(rest, SLICE(", nrcpt="))))
		return "no size: cut short?";
	mail = mail_get(p, &state->mails, l->host, l->id);
	mail->from = add(p, DOMAIN_MAILBOX, from);
	mail->has_from = true;
	touch(p, l, mail, expired ? "expired" : "queued");
	if (!expired)
		mail->size = size;
	return NULL;
}

/* pickup: a program on this machine sent it. */
static const char *
take_uid(struct parse *p, struct state *state, struct postfix_line *l)
{
	struct mail *mail = mail_begin(p, &state->mails, l->host, l->id);

	touch(p, l, mail, "pickup");
	return NULL;
}

static int64_t
take_delay(struct slice s)
{
	int64_t seconds, micro = 0, scale = TIME_SECOND / 10;

	if (!slice_take_int(&s, &seconds) || seconds < 0 ||
	    seconds > LONGEST_DELAY)
		return 0;
	if (slice_take_char(&s, '.'))
		for (; s.len > 0 && *s.ptr >= '0' && *s.ptr <= '9';
		     s = slice_from(s, 1), scale /= 10)
			micro += (*s.ptr - '0') * scale;
	return seconds * TIME_SECOND + micro;
}

/*
 * "status=sent (250 2.0.0 Ok: queued as ID)": to a filter, which gave the
 * mail back to this server under that id.  It counts once, there.
 */
static bool
is_handed_over(struct state *state, struct postfix_line *l,
    struct slice text)
{
	struct postfix_line other = *l;
	size_t i;

	if (!slice_take_past(&text, SLICE("queued as ")))
		return false;
	for (i = 0; i < text.len && text.ptr[i] != ')' && text.ptr[i] != ' ';
	    i++)
		;
	text.len = i;
	if (!postfix_is_id(text))
		return false;
	postfix_set_id(&other, text);
	return mail_was_here(&state->mails, l->host, other.id);
}

/* smtp, lmtp, local, virtual, pipe, error, discard: one recipient. */
static const char *
take_delivery(struct parse *p, struct state *state, struct postfix_line *l)
{
	char text[LONGEST_MAILBOX];
	struct slice rest = l->text, to, relay = { 0 }, value, status;
	struct slice code = { 0 };
	struct mail *mail;
	struct recipient *r;

	if (!postfix_take_mailbox(&rest, text, &to) || to.len == 0)
		return "recipient not understood: cut short?";
	value = rest;
	if (!slice_take_past(&value, SLICE(", status=")))
		return "delivery without a status: cut short?";
	rest = slice_first(rest, slice_find_text(rest, SLICE(", status=")));
	status = slice_first(value, slice_find(value, ' '));
	/* Before 2.3 there was no dsn. */
	if (status.len == 0 || rest.len == 0 ||
	    (!postfix_value(rest, SLICE(", dsn="), &code) &&
		!slice_contains(rest, SLICE(", delay="))))
		return "delivery without a status: cut short?";
	if (slice_ends_with(status, SLICE("deliverable")))
		return parse_ignored; /* a question about an address */
	postfix_value(rest, SLICE(", relay="), &relay);
	mail = mail_get(p, &state->mails, l->host, l->id);
	touch(p, l, mail, "delivery");
	if (is_handed_over(state, l, value)) {
		mail->relayed = true;
		return NULL;
	}
	r = mail_recipient(p, &state->mails, mail,
	    add(p, DOMAIN_MAILBOX, to));
	r->domain = add(p, DOMAIN_SITE, postfix_domain(to));
	r->status = add(p, DOMAIN_WORD, status);
	r->code = add(p, DOMAIN_WORD, code);
	r->relay = add(p, DOMAIN_ADDRESS, postfix_address(relay));
	r->source = mail->source;
	r->time = l->log.time;
	r->offset = p->offset;
	r->delay = postfix_value(rest, SLICE(", delay="), &value) ?
	    take_delay(value) :
	    0;
	return NULL;
}

static const char *
take_removed(struct parse *p, struct state *state, struct postfix_line *l)
{
	struct mail *mail = mail_get(p, &state->mails, l->host, l->id);

	touch(p, l, mail, "removed");
	mail->removed = true;
	mail_end(p, &state->mails, mail);
	return NULL;
}

/* bounce: "sender non-delivery notification: ID" begins a mail. */
static const char *
take_notification(struct parse *p, struct state *state, struct postfix_line *l)
{
	struct slice kind, id;
	struct mail *mail;

	if (!slice_take_until(&l->text, ':', &kind) ||
	    !slice_take_word(&l->text, &id) ||
	    !postfix_is_id(id))
		return parse_ignored;
	postfix_set_id(l, id);
	mail = mail_get(p, &state->mails, l->host, l->id);
	touch(p, l, mail, "notification");
	mail->opened = true;
	return NULL;
}

/* cleanup, by header_checks: "header Subject: TEXT from NAME[IP]; from=". */
static const char *
take_header(struct parse *p, struct state *state, struct postfix_line *l)
{
	struct mail *mail;
	struct slice s = l->text;
	size_t end, i;

	if (!slice_take_text(&s, SLICE("header Subject: ")))
		return parse_ignored;
	for (end = s.len, i = 0; i + 6 < s.len; i++)
		if (memcmp(s.ptr + i, " from ", 6) == 0)
			end = i; /* the last one */
	mail = mail_get(p, &state->mails, l->host, l->id);
	s = slice_first(slice_first(s, end), LONGEST_SUBJECT);
	slice_put(mail->subject, s);
	mail->subject_len = (uint8_t)s.len;
	touch(p, l, mail, "message-id");
	return NULL;
}

static const char *
take_queued(struct parse *p, struct state *state, struct postfix_line *l)
{
	static const struct {
		const char *begin;
		const char *(*take)(struct parse *, struct state *,
		    struct postfix_line *);
	} lines[] = {
		{ "to=", take_delivery },
		{ "client=", take_client },
		{ "message-id=", take_message_id },
		{ "from=", take_from },
		{ "uid=", take_uid },
		{ "sender ", take_notification },
		{ "warning: ", take_header },
		{ "info: ", take_header },
	};
	size_t i;

	for (i = 0; i < sizeof lines / sizeof *lines; i++)
		if (slice_take_text(&l->text, slice_of(lines[i].begin)))
			return lines[i].take(p, state, l);
	if (slice_equal(l->text, SLICE("removed")))
		return take_removed(p, state, l);
	return parse_ignored;
}

/* "WORD: client=...", where the word is no queue id. */
static bool
looks_queued(struct slice text)
{
	struct slice word;

	return slice_take_until(&text, ':', &word) &&
	    slice_find(word, ' ') == word.len &&
	    (slice_starts_with(text, SLICE(" client=")) ||
		slice_starts_with(text, SLICE(" message-id=<")) ||
		slice_starts_with(text, SLICE(" from=<")) ||
		slice_starts_with(text, SLICE(" to=<")));
}

static const char *
take_line(struct parse *p, struct state *state, struct postfix_line *l)
{
	static const char *const refusals[] = { "reject", "milter-reject",
		"discard", "milter-discard" };
	size_t i;

	if (l->log.text.len == 0)
		return "nothing after the daemon's name";
	if (!postfix_split(l)) {
		if (slice_take_text(&l->text, SLICE("warning: ")))
			return postfix_warning(p, l);
		if (!slice_take_text(&l->text, SLICE("NOQUEUE: ")))
			return looks_queued(l->text) ? "bad queue id" :
						       parse_ignored;
	}
	for (i = 0; i < sizeof refusals / sizeof *refusals; i++) {
		struct slice rest = l->text;

		if (!slice_take_text(&rest, slice_of(refusals[i])) ||
		    !slice_take_text(&rest, SLICE(": ")))
			continue;
		l->text = rest;
		return postfix_refusal(p, &state->mails, l,
		    slice_of(refusals[i]));
	}
	return l->queued ? take_queued(p, state, l) : parse_ignored;
}

static const char *
parse(struct parse *p)
{
	struct postfix_line l = { .queued = false };

	if (!syslog_split(p->record, p->options, &l.log)) {
		if (!syslog_begins(p->record))
			return "no time stamp";
		return slice_contains(p->record, SLICE(" postfix/")) &&
			!slice_contains(p->record, SLICE(" repeated ")) ?
		    "not understood: cut short?" :
		    parse_ignored;
	}
	if (!postfix_is_tag(l.log.tag) ||
	    slice_starts_with(l.log.text, SLICE("message repeated ")))
		return parse_ignored;
	return take_line(p, p->state, &l);
}

static void
finish(struct parse *p)
{
	struct state *state = p->state;

	mail_end_all(p, &state->mails);
}

/* In a syslog file of many daemons Postfix's lines may be few. */
static int
recognise(struct slice head)
{
	static const struct format_options utc = { .modified = TIME_UNKNOWN };
	struct syslog_line l;
	struct slice line;
	int seen = 0, stamped = 0, ours = 0;
	bool whole = head.len > 0 && head.ptr[head.len - 1] == '\n';

	while (seen < LINES_LOOKED_AT && slice_take_line(&head, &line)) {
		if (line.len == 0 || (head.len == 0 && seen > 0 && !whole))
			continue;
		seen++;
		if (!syslog_begins(line))
			continue;
		stamped++;
		ours += syslog_split(line, &utc, &l) && postfix_is_tag(l.tag);
	}
	if (ours == 0 || stamped * 10 < seen * 8)
		return 0;
	return 60 + 30 * ours / seen;
}

const struct format format_postfix = {
	.name = "postfix",
	.dataset = "postfix.mail",
	.title = "Postfix mail log",
	.channel = "mail",
	.versions = "Postfix 2.x and 3.x through syslog, rsyslog or "
		    "maillog_file",
	.lacks = "the subject, unless a header_checks rule logs it; the year, "
		 "in the old syslog layout",
	.state_size = sizeof(struct state),
	.recognise = recognise,
	.parse = parse,
	.finish = finish,
};
