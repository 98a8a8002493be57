/*
 * What Postfix refuses: mails that never were, and log-ons that failed.
 */
#include "postfix_line.h"
#include "text.h"

static void
set_mailbox(struct parse *p, uint32_t row, enum column c, struct slice text,
    struct slice name)
{
	char copy[LONGEST_MAILBOX];
	struct slice mailbox;

	if (!slice_take_past(&text, name) ||
	    !postfix_take_mailbox(&text, copy, &mailbox))
		return;
	batch_set_text(p->batch, row, c, mailbox);
	if (c == COL_TO)
		batch_set_text(p->batch, row, COL_TO_DOMAIN,
		    postfix_domain(mailbox));
}

/* A row that no other line adds to. */
static uint32_t
add_row(struct parse *p, const struct postfix_line *l)
{
	struct batch *b = p->batch;
	uint32_t row = parse_row(p);

	batch_set_number(b, row, COL_TIMESTAMP, l->log.time);
	batch_set_number(b, row, COL_START, l->log.time);
	batch_set_text(b, row, COL_TIME_SOURCE, slice_of(l->log.source));
	batch_set_text(b, row, COL_CHANNEL, SLICE("email"));
	batch_set_text(b, row, COL_HOST, l->host);
	batch_set_text(b, row, COL_OUTCOME, SLICE("failure"));
	batch_set_text(b, row, COL_TYPE, SLICE("denied"));
	return row;
}

static void
set_user(struct parse *p, uint32_t row, struct slice raw)
{
	symbol user, domain;

	postfix_account(p, raw, &user, &domain);
	batch_set_symbol(p->batch, row, COL_ACCOUNT, user);
	batch_set_symbol(p->batch, row, COL_ACCOUNT_DOMAIN, domain);
}

/* A recipient may hold anything, even what follows it; so the last one. */
static size_t
find_last(struct slice s, struct slice part)
{
	size_t i;

	for (i = s.len; i >= part.len; i--)
		if (memcmp(s.ptr + i - part.len, part.ptr, part.len) == 0)
			return i - part.len;
	return s.len;
}

/* " 5.7.1 ..." */
static bool
is_enhanced(struct slice s)
{
	return s.len > 6 && (s.ptr[1] == '4' || s.ptr[1] == '5') &&
	    s.ptr[2] == '.';
}

/* Before MAIL nobody has said from whom; postscreen says no more at all. */
static bool
is_early(struct slice phase, struct slice daemon)
{
	static const char *const early[] = { "CONNECT", "EHLO", "HELO", "MAIL",
		"VRFY", "ETRN", "UNKNOWN", NULL };

	return slice_equal(daemon, SLICE("postscreen")) ||
	    text_is_one_of(phase, early);
}

/* "NAME[IP]: 554 5.7.1 ...", "[IP]:4711: 550 5.7.1 ...": what follows. */
static struct slice
answer_in(struct slice s)
{
	s = slice_from(s, slice_find_text(s, SLICE("]:")) + 2);
	if (s.len > 0 && *s.ptr >= '0' && *s.ptr <= '9')
		s = slice_from(s, slice_find(s, ':') + 1);
	return slice_trim(s);
}

static void
set_code(struct parse *p, uint32_t row, struct slice answer)
{
	struct slice rest = answer, code = SLICE("");

	/* Some have words only: "too many connections"; cleanup, the enhanced
	 * form alone. */
	if (rest.len > 5 && rest.ptr[1] == '.' && rest.ptr[3] == '.')
		slice_take_word(&rest, &code);
	else if (rest.len > 3 && *rest.ptr >= '4' && *rest.ptr <= '5' &&
	    rest.ptr[3] == ' ' && slice_take_word(&rest, &code) &&
	    is_enhanced(rest))
		slice_take_word(&rest, &code);
	batch_set_text(p->batch, row, COL_CODE, code);
	batch_set_text(p->batch, row, COL_MESSAGE, slice_trim(rest));
}

/*
 * "reject: RCPT from NAME[IP]: 554 5.7.1 <b>: Relay access denied;
 *  from=<a> to=<b> proto=ESMTP helo=<h> sasl_username=<u>"
 * The words after the code are the remote's or the administrator's.
 */
const char *
postfix_refusal(struct parse *p, struct mails *mails,
    const struct postfix_line *l, struct slice action)
{
	struct slice rest = l->text, phase, answer, mailbox;
	char text[LONGEST_MAILBOX];
	uint32_t row;
	size_t end = find_last(rest, SLICE("; from=<"));

	phase = slice_first(rest, slice_find_text(rest, SLICE(" from ")));
	if (phase.len == rest.len)
		return "reject not understood: cut short?";
	if (end == rest.len && is_early(phase, l->daemon)) {
		end = find_last(rest, SLICE("; proto="));
		if (end == rest.len &&
		    !slice_equal(l->daemon, SLICE("postscreen")))
			return "reject not understood: cut short?";
	} else if (end == rest.len)
		return "reject not understood: cut short?";
	if (end < phase.len)
		return "reject not understood: cut short?";
	answer = slice_from(slice_first(rest, end), phase.len + 6);
	row = add_row(p, l);
	batch_set_text(p->batch, row, COL_ACTION, action);
	batch_set_text(p->batch, row, COL_ADDRESS, postfix_address(answer));
	if (l->queued)
		batch_set_text(p->batch, row, COL_QUEUE_ID, l->id);
	rest = slice_from(rest, end);
	set_mailbox(p, row, COL_FROM, rest, SLICE(" from="));
	set_mailbox(p, row, COL_TO, rest, SLICE(" to="));
	if (slice_take_past(&rest, SLICE(" sasl_username=")) &&
	    postfix_take_mailbox(&rest, text, &mailbox))
		set_user(p, row, mailbox);
	set_code(p, row, answer_in(answer));
	parse_row_done(p, row);
	/* What cleanup refuses was never queued. */
	if (l->queued && slice_equal(l->daemon, SLICE("cleanup"))) {
		struct mail *mail = mail_find(mails, l->host, l->id);

		if (mail != NULL)
			mail_drop(mails, mail);
	}
	return NULL;
}

/* "NAME[IP]: SASL LOGIN authentication failed: ..., sasl_username=u" */
const char *
postfix_warning(struct parse *p, const struct postfix_line *l)
{
	struct slice user;
	uint32_t row;

	if (!slice_contains(l->text, SLICE(" authentication failed")) ||
	    !slice_contains(l->text, SLICE("]: SASL ")))
		return parse_ignored;
	row = add_row(p, l);
	batch_set_text(p->batch, row, COL_CHANNEL, SLICE("authentication"));
	batch_set_text(p->batch, row, COL_ACTION, SLICE("logon-failed"));
	batch_set_text(p->batch, row, COL_ADDRESS, postfix_address(l->text));
	if (postfix_value(l->text, SLICE("sasl_username="), &user))
		set_user(p, row, user);
	parse_row_done(p, row);
	return NULL;
}
