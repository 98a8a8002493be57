/*
 * Exim's mainlog, as a file or through syslog.  One mail is several lines
 * that share an id, of 16 characters or, from 4.97, 23:
 *
 *   2026-10-12 08:31:02 1vAbCd-0005MB-2x <= amy@quillbrook.example
 *     H=lab-1 [198.51.100.7] P=esmtpsa A=plain:amy S=812 id=m1@x.example
 *   2026-10-12 08:31:03 1vAbCd-0005MB-2x => ben@postbox.example
 *     R=dnslookup T=remote_smtp H=mx.postbox.example [192.0.2.25] QT=1s
 *   2026-10-12 08:31:03 1vAbCd-0005MB-2x Completed
 *
 * (one line each in the log).  <= and (= begin a mail; => -> >> deliver, **
 * is a failure, == a delay, *> what was not done.  The letters P, R and T mean
 * one thing on arrival, another on delivery.  postfix_mail.h says what comes
 * of a mail.
 */
#include "base/url.h"

#include "mail_line.h"
#include "stamp.h"
#include "text.h"

enum {
	LONGEST_DELAY = 100 * 86400,
};

struct state {
	struct mails mails;
};

/* What the fields of a line say. */
struct fields {
	struct slice authenticated, user, protocol, size, id, subject, address,
	    delay, rest;
};

static bool
is_base62(struct slice s)
{
	size_t i;

	for (i = 0; i < s.len; i++)
		if (!((s.ptr[i] >= '0' && s.ptr[i] <= '9') ||
			((s.ptr[i] | 32) >= 'a' && (s.ptr[i] | 32) <= 'z')))
			return false;
	return true;
}

static bool
take_id(struct slice *rest, struct slice *id)
{
	static const size_t parts[2][3] = { { 6, 6, 2 }, { 6, 11, 4 } };
	size_t form;

	for (form = 0; form < 2; form++) {
		const size_t *n = parts[form];
		size_t len = n[0] + n[1] + n[2] + 2;
		struct slice s = slice_first(*rest, len);

		if (rest->len <= len || s.ptr[n[0]] != '-' ||
		    s.ptr[n[0] + n[1] + 1] != '-' || rest->ptr[len] != ' ' ||
		    !is_base62(slice_first(s, n[0])) ||
		    !is_base62(slice_first(slice_from(s, n[0] + 1), n[1])) ||
		    !is_base62(slice_from(s, n[0] + n[1] + 2)))
			continue;
		*id = s;
		*rest = slice_from(*rest, len + 1);
		return true;
	}
	return false;
}

/* "2026-10-12 08:31:02.118 +0100 [812] " */
static bool
take_stamp(const struct format_options *options, struct slice *rest,
    struct mail_line *l)
{
	struct slice s = *rest, pid;
	int64_t micro, offset, n;
	int32_t day;

	if (!stamp_take_date(&s, '-', false, &day) ||
	    !slice_take_char(&s, ' ') || !stamp_take_clock(&s, false, &micro) ||
	    !slice_take_char(&s, ' '))
		return false;
	if (s.len > 5 && (*s.ptr == '+' || *s.ptr == '-') &&
	    stamp_take_offset(&s, &offset)) {
		if (!slice_take_char(&s, ' '))
			return false;
		l->time = stamp_utc(day, micro) - offset * TIME_SECOND;
		l->source = "offset";
	} else
		l->time = stamp_local(options, day, micro, &l->source);
	*rest = s;
	if (slice_take_char(&s, '[') && slice_take_until(&s, ']', &pid) &&
	    text_to_number(pid, &n) && slice_take_char(&s, ' '))
		*rest = s;
	return true;
}

/* "a name with \"quotes\"" */
static bool
take_quoted(struct slice *rest, struct slice *value)
{
	size_t i;

	for (i = 1; i < rest->len && rest->ptr[i] != '"'; i++)
		if (rest->ptr[i] == '\\')
			i++;
	if (i >= rest->len)
		return false;
	*value = slice_first(slice_from(*rest, 1), i - 1);
	*rest = slice_from(*rest, i + 1);
	return true;
}

/*
 * "lab-1 (helo) [198.51.100.7]:25": only the last address is the host's own;
 * what stands in brackets before it, the client says of itself.
 */
static bool
take_host(struct slice *rest, struct slice *address)
{
	struct slice s = *rest, part;

	if (s.len > 0 && *s.ptr != '(' && *s.ptr != '[')
		s = slice_from(s, slice_find(s, ' '));
	else
		s = *rest;
	for (;;) {
		struct slice next = s;

		slice_take_char(&next, ' ');
		if (slice_take_char(&next, '(')) {
			if (!slice_take_until(&next, ')', &part))
				return false;
		} else if (slice_take_char(&next, '[')) {
			if (!slice_take_until(&next, ']', &part))
				return false;
			if (url_host_is_address(part))
				*address = part;
			if (slice_take_char(&next, ':'))
				next = slice_from(next, slice_find(next, ' '));
			slice_take_char(&next, '*');
		} else
			break;
		s = next;
	}
	*rest = s;
	return true;
}

static void
keep(struct fields *f, struct slice key, struct slice value)
{
	const struct {
		const char *key;
		struct slice *into;
	} kept[] = { { "A", &f->authenticated }, { "U", &f->user },
		{ "P", &f->protocol }, { "S", &f->size }, { "id", &f->id },
		{ "T", &f->subject }, { "QT", &f->delay } };
	size_t i;

	for (i = 0; i < sizeof kept / sizeof *kept; i++)
		if (slice_equal(key, slice_of(kept[i].key)))
			*kept[i].into = value;
}

static bool
take_key(struct slice *rest, struct slice *key)
{
	struct slice s = *rest;
	size_t i;

	for (i = 0; i < s.len && i < 6 && s.ptr[i] != '='; i++)
		if (!is_base62((struct slice){ s.ptr + i, 1 }))
			return false;
	if (i == 0 || i >= s.len || s.ptr[i] != '=')
		return false;
	*key = slice_first(s, i);
	*rest = slice_from(s, i + 1);
	return true;
}

/* " KEY=value KEY="a value" ..."; what follows them is f->rest. */
static bool
take_fields(struct slice rest, struct fields *f)
{
	struct slice key, value;

	while (rest.len > 0 && *rest.ptr == ' ') {
		struct slice s = slice_from(rest, 1);

		if (!take_key(&s, &key))
			break;
		if (slice_equal(key, SLICE("H"))) {
			if (!take_host(&s, &f->address))
				return false;
		} else if (s.len > 0 && *s.ptr == '"') {
			if (!take_quoted(&s, &value))
				return false;
			keep(f, key, value);
		} else {
			value = slice_first(s, slice_find(s, ' '));
			s = slice_from(s, value.len);
			/* "T=remote_smtp: SMTP error ..." */
			if (value.len > 0 && value.ptr[value.len - 1] == ':' &&
			    s.len > 0) {
				value.len--;
				keep(f, key, value);
				f->rest = s;
				return true;
			}
			keep(f, key, value);
		}
		rest = s;
	}
	f->rest = rest;
	return true;
}

/* "1s", "2m3s", "0.118s", in microseconds. */
static int64_t
duration(struct slice s)
{
	static const char units[] = "smhdw";
	static const int64_t seconds[] = { 1, 60, 3600, 86400, 604800 };
	int64_t all = 0;

	while (s.len > 0) {
		size_t i;
		const char *unit;
		int64_t part;

		for (i = 0; i < s.len && (s.ptr[i] == '.' ||
			(s.ptr[i] >= '0' && s.ptr[i] <= '9')); i++)
			;
		if (i >= s.len || s.ptr[i] == '\0' ||
		    (unit = strchr(units, s.ptr[i])) == NULL ||
		    (part = stamp_duration(slice_first(s, i),
			 seconds[unit - units] * TIME_SECOND)) < 0 ||
		    part > LONGEST_DELAY * TIME_SECOND)
			return 0;
		all += part;
		s = slice_from(s, i + 1);
	}
	return all <= LONGEST_DELAY * TIME_SECOND ? all : 0;
}

/* "plain:amy", "login_server:amy@x". */
static struct slice
account_of(const struct fields *f)
{
	size_t colon = slice_find(f->authenticated, ':');
	struct slice who = slice_from(f->authenticated, colon + 1);

	if (who.len > 0)
		return slice_first(who, slice_find(who, ':'));
	/* Elsewhere it is what the client says of itself. */
	return slice_starts_with(f->protocol, SLICE("local")) ? f->user :
								SLICE("");
}

static const char *
take_arrival(struct parse *p, struct state *state, const struct mail_line *l,
    struct slice rest)
{
	struct fields f = { .rest = rest };
	struct slice from;
	struct mail *mail;
	int64_t size;

	from = slice_first(rest, slice_find(rest, ' '));
	if (from.len == 0 || !mail_is_address(from) ||
	    !take_fields(slice_from(rest, from.len), &f) ||
	    (f.rest.len > 0 && !slice_starts_with(f.rest, SLICE(" from <")) &&
		!slice_starts_with(f.rest, SLICE(" for "))))
		return "arrival not understood: cut short?";
	if (f.size.len == 0 || !text_to_number(f.size, &size))
		return "arrival without a size: cut short?";
	mail = mail_get(p, &state->mails, l->host, l->id);
	mail_touch(p, l, mail, "client");
	mail->opened = mail->has_from = true;
	mail->from = mail_mailbox(p, from);
	mail->size = size;
	mail->address = symbols_add(batch_symbols(p->batch), DOMAIN_ADDRESS,
	    f.address);
	postfix_account(p, account_of(&f), &mail->account,
	    &mail->account_domain);
	mail_set_id(mail, f.id);
	mail_set_subject(mail, text_unescape(f.subject, p->scratch));
	return NULL;
}

/* Where " R=" and the like begin, or a colon that ends the addresses. */
static size_t
address_end(struct slice s)
{
	size_t i;
	struct slice key;

	for (i = 0; i < s.len; i++) {
		struct slice rest = slice_from(s, i + 1);

		if (s.ptr[i] == ' ' && take_key(&rest, &key))
			return i;
		if (s.ptr[i] == ':' && i + 1 < s.len && s.ptr[i + 1] == ' ' &&
		    i > 0 && s.ptr[0] != ':')
			return i;
	}
	return s.len;
}

/*
 * "ben@x.example", "ben <ben@x.example>", ":blackhole: <b@x>", "discarded
 * <b@x>", "ben@y.example <b@x.example>": where it went, and in brackets the
 * address it was sent to.
 */
static const char *
take_recipient(struct slice s, struct slice *to, const char **status)
{
	size_t open = slice_find_last(s, '<');
	struct slice envelope = slice_from(s, open), first;

	first = slice_first(s, slice_find(s, ' '));
	if (slice_equal(first, SLICE(":blackhole:")) ||
	    slice_equal(first, SLICE("discarded")))
		*status = "discarded";
	if (envelope.len > 2 && envelope.ptr[envelope.len - 1] == '>' &&
	    (slice_find(first, '@') == first.len || *first.ptr == '/' ||
		*first.ptr == '|'))
		*to = envelope;
	else
		*to = first;
	return to->len > 0 && mail_is_address(*to) ?
	    NULL :
	    "recipient not understood: cut short?";
}

/* " defer (146): Connection refused" after the fields; "ben@x.example routing
 * defer (-51)" before a colon, where there are none. */
static bool
is_deferral(struct slice address, struct slice rest)
{
	return slice_starts_with(rest, SLICE(" defer (")) ||
	    (slice_contains(address, SLICE(" defer (")) &&
		address.ptr[address.len - 1] == ')');
}

static const char *
take_delivery(struct parse *p, struct state *state, const struct mail_line *l,
    struct slice rest, const char *status)
{
	size_t end = address_end(rest);
	struct fields f = { .rest = SLICE("") };
	struct slice to, address = slice_first(rest, end);
	const char *why;

	if ((why = take_recipient(address, &to, &status)) != NULL)
		return why;
	rest = slice_from(rest, end);
	if (rest.len > 0 && *rest.ptr == ' ' && !take_fields(rest, &f))
		return "delivery not understood: cut short?";
	if (strcmp(status, "deferred") == 0 && !is_deferral(address, f.rest))
		return "delay without its reason: cut short?";
	if (strcmp(status, "sent") == 0 && f.rest.len > 0)
		return "delivery not understood: cut short?";
	mail_deliver(p, l, &state->mails,
	    mail_get(p, &state->mails, l->host, l->id), to, status, SLICE(""),
	    f.address, duration(f.delay));
	return NULL;
}

/*
 * "H=x [198.51.100.7] F=<a> rejected RCPT <b>: reason", and "... rejected
 * after DATA: reason".
 */
static const char *
take_refusal(struct parse *p, const struct mail_line *l, struct slice rest)
{
	static const struct slice words = { "rejected ", 9 };
	struct fields f = { .rest = SLICE("") };
	const char *at = memmem(rest.ptr, rest.len, words.ptr, words.len);
	struct slice what, to, from;
	const char *sender;
	uint32_t row;

	if (at == NULL || !take_host(&rest, &f.address) ||
	    at < rest.ptr)
		return parse_ignored;
	sender = memmem(rest.ptr, (size_t)(at - rest.ptr), " F=<", 4);
	what = (struct slice){ at + words.len,
		(size_t)(rest.ptr + rest.len - at) - words.len };
	row = mail_refusal(p, l);
	batch_set_text(p->batch, row, COL_ACTION, SLICE("reject"));
	batch_set_text(p->batch, row, COL_ADDRESS, f.address);
	batch_set_text(p->batch, row, COL_QUEUE_ID, l->id);
	if (sender != NULL) {
		from = (struct slice){ sender + 4, (size_t)(at - sender) - 4 };
		mail_set_from(p, row, slice_first(from, slice_find(from, '>')));
	}
	if (slice_take_text(&what, SLICE("RCPT <")) &&
	    slice_take_until(&what, '>', &to))
		mail_set_to(p, row, to);
	if (slice_find(what, ':') < what.len)
		batch_set_text(p->batch, row, COL_MESSAGE,
		    slice_trim(slice_from(what, slice_find(what, ':') + 1)));
	parse_row_done(p, row);
	return NULL;
}

/* "login authenticator failed for (x) [198.51.100.7]: 535 Incorrect
 * authentication data (set_id=amy)" */
static const char *
take_failed_login(struct parse *p, const struct mail_line *l,
    struct slice rest)
{
	struct slice address = SLICE("");
	uint32_t row;

	if (!slice_take_past(&rest, SLICE(" authenticator failed for ")))
		return parse_ignored;
	slice_take_text(&rest, SLICE("H="));
	if (!take_host(&rest, &address))
		return "failed log-on not understood: cut short?";
	row = mail_refusal(p, l);
	batch_set_text(p->batch, row, COL_CHANNEL, SLICE("authentication"));
	batch_set_text(p->batch, row, COL_ACTION, SLICE("logon-failed"));
	batch_set_text(p->batch, row, COL_ADDRESS, address);
	if (slice_take_past(&rest, SLICE("(set_id=")))
		mail_set_account(p, row,
		    slice_first(rest, slice_find(rest, ')')));
	parse_row_done(p, row);
	return NULL;
}

static const char *
take_mail(struct parse *p, struct state *state, const struct mail_line *l,
    struct slice rest)
{
	static const struct {
		const char *flag, *status;
	} flags[] = { { "=> ", "sent" }, { "-> ", "sent" }, { ">> ", "sent" },
		{ "** ", "bounced" }, { "== ", "deferred" } };
	struct mail *mail;
	size_t i;

	if (slice_take_text(&rest, SLICE("<= ")) ||
	    slice_take_text(&rest, SLICE("(= ")))
		return take_arrival(p, state, l, rest);
	for (i = 0; i < sizeof flags / sizeof *flags; i++)
		if (slice_take_text(&rest, slice_of(flags[i].flag)))
			return take_delivery(p, state, l, rest,
			    flags[i].status);
	if (slice_equal(rest, SLICE("Completed")) ||
	    slice_starts_with(rest, SLICE("Completed QT="))) {
		mail = mail_get(p, &state->mails, l->host, l->id);
		mail_touch(p, l, mail, "removed");
		mail->removed = true;
		mail_end(p, &state->mails, mail);
		return NULL;
	}
	if (slice_take_text(&rest, SLICE("H=")))
		return take_refusal(p, l, rest);
	return parse_ignored;
}

/* "mail exim[900]: " behind a stamp: it was one of syslog, which may be
 * written as Exim writes its own. */
static bool
is_tagged(struct slice s)
{
	struct slice host;

	return slice_take_word(&s, &host) && slice_take_char(&s, ' ') &&
	    (slice_starts_with(s, SLICE("exim[")) ||
		slice_starts_with(s, SLICE("exim:")));
}

/* Through syslog the stamp may stand twice, or only in front. */
static bool
take_head(struct slice *rest, const struct format_options *options,
    struct mail_line *l)
{
	struct slice own = *rest;
	struct syslog_line s;

	if (take_stamp(options, &own, l) && !is_tagged(own)) {
		*rest = own;
		return true;
	}
	if (!syslog_split(*rest, options, &s) ||
	    !slice_starts_with(s.tag, SLICE("exim")))
		return false;
	*rest = s.text;
	l->host = slice_first(s.host, slice_find(s.host, '.'));
	if (take_stamp(options, rest, l))
		return true;
	l->time = s.time;
	l->source = s.source;
	return true;
}

/* "[1/2] ...", "[2\\2] ...": part of a line that was too long for syslog. */
static bool
is_split(struct slice s)
{
	int64_t part, of;

	return slice_take_char(&s, '[') && slice_take_int(&s, &part) &&
	    (slice_take_char(&s, '/') || slice_take_char(&s, '\\')) &&
	    slice_take_int(&s, &of) && slice_take_text(&s, SLICE("] "));
}

static const char *
parse(struct parse *p)
{
	struct mail_line l = { .source = "zone" };
	struct slice rest = p->record;

	if (!take_head(&rest, p->options, &l))
		return syslog_begins(rest) ? parse_ignored : "no time stamp";
	if (take_id(&rest, &l.id))
		return take_mail(p, p->state, &l, rest);
	if (is_split(rest))
		return "a line that syslog has cut into parts";
	if (slice_contains(rest, SLICE(" authenticator failed for ")))
		return take_failed_login(p, &l, rest);
	if (slice_take_text(&rest, SLICE("H=")))
		return take_refusal(p, &l, rest);
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
	struct mail_line l;
	struct slice id;

	return take_head(&line, &utc, &l) &&
	    (take_id(&line, &id) || slice_starts_with(line, SLICE("H=")) ||
		slice_starts_with(line, SLICE("Start queue run")) ||
		slice_starts_with(line, SLICE("End queue run")) ||
		slice_contains(line, SLICE(" authenticator failed for ")) ||
		slice_starts_with(line, SLICE("SMTP ")) ||
		slice_starts_with(line, SLICE("exim ")));
}

const struct format format_exim = {
	.name = "exim",
	.dataset = "exim.mail",
	.title = "Exim main log",
	.channel = "mail",
	.versions = "Exim 4, with either form of message id; through syslog "
		    "too",
	.lacks = "zone of its stamps, unless log_timezone is set; the subject, "
		 "unless it is logged; its server's name, in a file",
	.state_size = sizeof(struct state),
	.fits = fits,
	.parse = parse,
	.finish = finish,
};
