/*
 * sendmail, through syslog.  One mail is several lines that share a queue id:
 *
 *   ... sm-mta[812]: 69C7V2x1000812: from=<amy@quillbrook.example>, size=812,
 *         class=0, nrcpts=2, msgid=<m1@x.example>, proto=ESMTP, daemon=MTA,
 *         relay=lab-1 [198.51.100.7]
 *   ... sm-mta[814]: 69C7V2x1000812: to=<ben@postbox.example>,<c@x.example>,
 *         delay=00:00:01, xdelay=00:00:01, mailer=esmtp, pri=120812,
 *         relay=mx. [192.0.2.25], dsn=2.0.0, stat=Sent (OK id=4Zabc)
 *
 * Nothing says that a mail is done but that all its recipients are.
 */
#include "base/url.h"

#include "mail_line.h"
#include "text.h"

enum {
	MOST_FIELDS = 40,
	LONGEST_DELAY = 100 * 86400,
	LINES_LOOKED_AT = 400,
};

struct state {
	struct mails mails;
};

struct fields {
	size_t count;
	struct slice keys[MOST_FIELDS], values[MOST_FIELDS];
};

static bool
is_tag(struct slice tag)
{
	return slice_starts_with(tag, SLICE("sendmail")) ||
	    slice_equal(tag, SLICE("sm-mta")) ||
	    slice_equal(tag, SLICE("sm-msp-queue"));
}

static bool
is_id(struct slice s)
{
	size_t i;

	for (i = 0; i < s.len; i++)
		if (!((s.ptr[i] >= '0' && s.ptr[i] <= '9') ||
			((s.ptr[i] | 32) >= 'a' && (s.ptr[i] | 32) <= 'z')))
			return false;
	return s.len >= 12 && s.len <= 20;
}

static size_t
key_length(struct slice s)
{
	size_t i;

	for (i = 0; i < s.len && i < 16; i++) {
		char c = s.ptr[i];

		if (c == '=')
			return i;
		if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
			(c >= 'A' && c <= 'Z') || c == '-'))
			return 0;
	}
	return 0;
}

/* "key=value, key=value"; what follows stat= or reject= is all theirs. */
static bool
read_fields(struct slice rest, struct fields *f)
{
	size_t len, end;

	for (f->count = 0; rest.len > 0; f->count++) {
		if (f->count == MOST_FIELDS || (len = key_length(rest)) == 0)
			return false;
		f->keys[f->count] = slice_first(rest, len);
		rest = slice_from(rest, len + 1);
		for (end = 0; end < rest.len; end++)
			if (rest.ptr[end] == ',' && end + 1 < rest.len &&
			    rest.ptr[end + 1] == ' ' &&
			    key_length(slice_from(rest, end + 2)) > 0)
				break;
		if (slice_equal(f->keys[f->count], SLICE("stat")) ||
		    slice_equal(f->keys[f->count], SLICE("reject")))
			end = rest.len;
		f->values[f->count] = slice_first(rest, end);
		rest = slice_from(rest, end < rest.len ? end + 2 : end);
	}
	return f->count > 0;
}

static struct slice
get(const struct fields *f, const char *key)
{
	size_t i;

	for (i = 0; i < f->count; i++)
		if (slice_equal(f->keys[i], slice_of(key)))
			return f->values[i];
	return SLICE("");
}

/* "name [198.51.100.7] (may be forged)": the address. */
static struct slice
address_of(struct slice relay)
{
	struct slice address;
	size_t open = slice_find_last(relay, '[');

	relay = slice_from(relay, open + 1);
	if (open >= relay.len + open + 1 ||
	    !slice_take_until(&relay, ']', &address))
		return SLICE("");
	slice_take_text(&address, SLICE("IPv6:"));
	return url_host_is_address(address) ? address : SLICE("");
}

/* "1+02:03:04": days, hours, minutes, seconds; microseconds, or 0. */
static int64_t
delay_of(struct slice s)
{
	struct slice part;
	int64_t days = 0, seconds;
	int hour, minute, second;

	if (slice_take_until(&s, '+', &part) && !text_to_number(part, &days))
		return 0;
	if (!slice_take_digits(&s, 2, &hour) || !slice_take_char(&s, ':') ||
	    !slice_take_digits(&s, 2, &minute) || !slice_take_char(&s, ':') ||
	    !slice_take_digits(&s, 2, &second) || s.len > 0 || days > 100)
		return 0;
	seconds = days * 86400 + hour * 3600 + minute * 60 + second;
	return seconds <= LONGEST_DELAY ? seconds * TIME_SECOND : 0;
}

static const char *
take_from(struct parse *p, struct state *state, const struct mail_line *l,
    const struct fields *f)
{
	struct slice from = get(f, "from");
	int64_t size, count;
	struct mail *mail;

	if (!text_to_number(get(f, "size"), &size) ||
	    !text_to_number(get(f, "nrcpts"), &count) ||
	    !mail_is_address(from))
		return "sender, size or recipients not understood: cut short?";
	mail = mail_get(p, &state->mails, l->host, l->id);
	mail_touch(p, l, mail, "client");
	mail->opened = mail->has_from = true;
	mail->from = mail_mailbox(p, from);
	mail->size = size;
	mail->expected = count;
	mail_set_id(mail, get(f, "msgid"));
	if (mail->address == 0)
		mail->address = symbols_add(batch_symbols(p->batch),
		    DOMAIN_ADDRESS, address_of(get(f, "relay")));
	/* Refused before it had a recipient: nothing was sent. */
	if (count == 0)
		mail_drop(&state->mails, mail);
	return NULL;
}

/* "AUTH=server, relay=lab-1 [198.51.100.7], authid=amy, mech=PLAIN, bits=0" */
static const char *
take_login(struct parse *p, struct state *state, const struct mail_line *l,
    const struct fields *f)
{
	struct mail *mail = mail_get(p, &state->mails, l->host, l->id);

	mail_touch(p, l, mail, "client");
	postfix_account(p, get(f, "authid"), &mail->account,
	    &mail->account_domain);
	mail->address = symbols_add(batch_symbols(p->batch), DOMAIN_ADDRESS,
	    address_of(get(f, "relay")));
	return NULL;
}

static const char *
status_of(struct slice stat)
{
	if (slice_starts_with(stat, SLICE("Sent")))
		return "sent";
	if (slice_starts_with(stat, SLICE("Deferred")) ||
	    slice_starts_with(stat, SLICE("queued")))
		return "deferred";
	return "bounced";
}

/* "Sent (69C7 Message accepted for delivery)", to this machine itself: the
 * daemon logs it again, under that id. */
static bool
is_handed_over(const struct fields *f)
{
	struct slice stat = get(f, "stat"), relay = address_of(get(f, "relay"));

	return slice_ends_with(stat,
		   SLICE("Message accepted for delivery)")) &&
	    (slice_starts_with(relay, SLICE("127.")) ||
		slice_equal(relay, SLICE("::1")));
}

/* Are all done that the mail was sent to? */
static bool
is_done(struct parse *p, const struct mail *mail)
{
	const struct recipient *r;
	symbol open = symbols_add(batch_symbols(p->batch), DOMAIN_WORD,
	    SLICE("deferred"));

	for (r = mail->recipients; r != NULL; r = r->next)
		if (r->status == open)
			return false;
	return mail->opened && mail->expected > 0 &&
	    mail->recipient_count >= mail->expected;
}

static const char *
take_to(struct parse *p, struct state *state, const struct mail_line *l,
    const struct fields *f)
{
	struct slice list = get(f, "to"), stat = get(f, "stat"), to;
	struct slice relay = address_of(get(f, "relay")), rest;
	int64_t delay = delay_of(get(f, "delay"));
	struct mail *mail;

	if (stat.len == 0)
		return "delivery without a status: cut short?";
	for (rest = list; rest.len > 0; rest = slice_from(rest, to.len + 1)) {
		to = slice_first(rest, slice_find(rest, ','));
		if (to.len == 0 || !mail_is_address(to))
			return "recipient not understood: cut short?";
	}
	if (list.len == 0)
		return "recipient not understood: cut short?";
	mail = mail_get(p, &state->mails, l->host, l->id);
	if (is_handed_over(f)) {
		mail_touch(p, l, mail, "delivery");
		mail->relayed = true;
		if (mail->recipients == NULL)
			mail_drop(&state->mails, mail);
		return NULL;
	}
	while (list.len > 0) {
		to = slice_first(list, slice_find(list, ','));
		list = slice_from(list, to.len + 1);
		mail_deliver(p, l, &state->mails, mail, to, status_of(stat),
		    get(f, "dsn"), relay, delay);
	}
	if (is_done(p, mail)) {
		mail->removed = true;
		mail_end(p, &state->mails, mail);
	}
	return NULL;
}

/* "ruleset=check_rcpt, arg1=<b>, relay=x [198.51.100.9], reject=550 5.7.1
 * <b>... Relaying denied" */
static const char *
take_refusal(struct parse *p, const struct mail_line *l,
    const struct fields *f)
{
	struct slice reject = get(f, "reject"), code;
	uint32_t row;

	if (reject.len == 0)
		return parse_ignored;
	row = mail_refusal(p, l);
	batch_set_text(p->batch, row, COL_ACTION, SLICE("reject"));
	batch_set_text(p->batch, row, COL_ADDRESS,
	    address_of(get(f, "relay")));
	batch_set_text(p->batch, row, COL_QUEUE_ID, l->id);
	if (slice_equal(get(f, "ruleset"), SLICE("check_mail")))
		mail_set_from(p, row, get(f, "arg1"));
	else if (slice_equal(get(f, "ruleset"), SLICE("check_rcpt")))
		mail_set_to(p, row, get(f, "arg1"));
	if (slice_take_word(&reject, &code)) {
		batch_set_text(p->batch, row, COL_CODE, code);
		batch_set_text(p->batch, row, COL_MESSAGE, slice_trim(reject));
	}
	parse_row_done(p, row);
	return NULL;
}

static const char *
take_text(struct parse *p, const struct mail_line *l, struct slice text)
{
	bool from = slice_starts_with(text, SLICE("from="));
	bool to = slice_starts_with(text, SLICE("to="));
	bool login = slice_starts_with(text, SLICE("AUTH="));
	struct fields f;

	if (!from && !to && !login &&
	    !slice_starts_with(text, SLICE("ruleset=")))
		return parse_ignored;
	if (!read_fields(text, &f))
		return "fields not understood: cut short?";
	if (from)
		return take_from(p, p->state, l, &f);
	if (to)
		return take_to(p, p->state, l, &f);
	return login ? take_login(p, p->state, l, &f) : take_refusal(p, l, &f);
}

static const char *
parse(struct parse *p)
{
	struct syslog_line s;
	struct mail_line l = { 0 };
	struct slice rest, ignored;

	if (!syslog_split(p->record, p->options, &s))
		return syslog_begins(p->record) ? parse_ignored :
						  "no time stamp";
	if (!is_tag(s.tag))
		return parse_ignored;
	rest = s.text;
	/* Solaris puts a number and a priority in front. */
	if (slice_take_text(&rest, SLICE("[ID ")) &&
	    (!slice_take_until(&rest, ']', &ignored) ||
		!slice_take_char(&rest, ' ')))
		return "not understood: cut short?";
	l.time = s.time;
	l.source = s.source;
	l.host = slice_first(s.host, slice_find(s.host, '.'));
	if (!slice_take_until(&rest, ':', &l.id) || !is_id(l.id) ||
	    !slice_take_char(&rest, ' '))
		return parse_ignored;
	return take_text(p, &l, rest);
}

static void
finish(struct parse *p)
{
	struct state *state = p->state;

	mail_end_all(p, &state->mails);
}

static int
recognise(struct slice head)
{
	static const struct format_options utc = { .modified = TIME_UNKNOWN };
	struct syslog_line s;
	struct slice line;
	int seen = 0, ours = 0;

	while (seen < LINES_LOOKED_AT && slice_take_line(&head, &line)) {
		if (line.len == 0 || !syslog_begins(line))
			continue;
		seen++;
		ours += syslog_split(line, &utc, &s) && is_tag(s.tag);
	}
	return ours == 0 ? 0 : 60 + 30 * ours / seen;
}

const struct format format_sendmail = {
	.name = "sendmail",
	.dataset = "sendmail.mail",
	.title = "sendmail mail log",
	.channel = "mail",
	.versions = "sendmail 8 through syslog",
	.lacks = "the subject; the year, in the old syslog layout",
	.state_size = sizeof(struct state),
	.recognise = recognise,
	.parse = parse,
	.finish = finish,
};
