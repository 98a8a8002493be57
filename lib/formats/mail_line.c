/*
 * What mail servers' lines have in common.
 */
#include "mail_line.h"
#include "text.h"
#include "web.h"

static struct slice
plain(struct slice s, char out[LONGEST_MAILBOX])
{
	size_t i;

	if (s.len > 1 && *s.ptr == '<' && s.ptr[s.len - 1] == '>') {
		s = slice_from(s, 1);
		s.len--;
	}
	s = slice_first(s, LONGEST_MAILBOX);
	for (i = 0; i < s.len; i++)
		out[i] = s.ptr[i] >= 'A' && s.ptr[i] <= 'Z' ?
		    (char)(s.ptr[i] + 32) :
		    s.ptr[i];
	return (struct slice){ out, s.len };
}

symbol
mail_mailbox(struct parse *p, struct slice text)
{
	char out[LONGEST_MAILBOX];

	return symbols_add(batch_symbols(p->batch), DOMAIN_MAILBOX,
	    plain(text, out));
}

bool
mail_is_address(struct slice s)
{
	char out[LONGEST_MAILBOX];

	s = plain(s, out);
	return s.len < LONGEST_MAILBOX && text_is_clean(s) &&
	    slice_find(s, ' ') == s.len;
}

static symbol
word(struct parse *p, const char *text)
{
	return symbols_add(batch_symbols(p->batch), DOMAIN_WORD,
	    slice_of(text));
}

void
mail_touch(struct parse *p, const struct mail_line *l, struct mail *mail,
    const char *what)
{
	mail->time = l->time;
	mail->offset = p->offset;
	mail->last = what;
	mail->source = word(p, l->source);
}

void
mail_set_id(struct mail *mail, struct slice id)
{
	if (id.len > 2 && *id.ptr == '<' && id.ptr[id.len - 1] == '>') {
		id = slice_from(id, 1);
		id.len--;
	}
	id = slice_first(id, LONGEST_MESSAGE_ID);
	slice_put(mail->message_id, id);
	mail->id_len = (uint8_t)id.len;
}

void
mail_set_subject(struct mail *mail, struct slice subject)
{
	subject = slice_first(subject, LONGEST_SUBJECT);
	slice_put(mail->subject, subject);
	mail->subject_len = (uint8_t)subject.len;
}

void
mail_deliver(struct parse *p, const struct mail_line *l, struct mails *mails,
    struct mail *mail, struct slice to, const char *status,
    struct slice code, struct slice relay, int64_t delay)
{
	struct symbols *s = batch_symbols(p->batch);
	char text[LONGEST_MAILBOX];
	struct recipient *r;

	mail_touch(p, l, mail, "delivery");
	to = plain(to, text);
	r = mail_recipient(p, mails, mail,
	    symbols_add(s, DOMAIN_MAILBOX, to));
	r->domain = symbols_add(s, DOMAIN_SITE,
	    slice_find(to, '@') < to.len ? postfix_domain(to) : SLICE(""));
	r->status = word(p, status);
	r->code = symbols_add(s, DOMAIN_WORD, code);
	r->relay = symbols_add(s, DOMAIN_ADDRESS, relay);
	r->source = mail->source;
	r->time = l->time;
	r->offset = p->offset;
	r->delay = delay;
}

uint32_t
mail_refusal(struct parse *p, const struct mail_line *l)
{
	struct batch *b = p->batch;
	uint32_t row = parse_row(p);

	batch_set_number(b, row, COL_TIMESTAMP, l->time);
	batch_set_number(b, row, COL_START, l->time);
	batch_set_text(b, row, COL_TIME_SOURCE, slice_of(l->source));
	batch_set_text(b, row, COL_CHANNEL, SLICE("email"));
	batch_set_text(b, row, COL_HOST, l->host);
	batch_set_text(b, row, COL_OUTCOME, SLICE("failure"));
	batch_set_text(b, row, COL_TYPE, SLICE("denied"));
	return row;
}

void
mail_set_account(struct parse *p, uint32_t row, struct slice raw)
{
	symbol user, domain;

	postfix_account(p, raw, &user, &domain);
	batch_set_symbol(p->batch, row, COL_ACCOUNT, user);
	batch_set_symbol(p->batch, row, COL_ACCOUNT_DOMAIN, domain);
}

void
mail_set_from(struct parse *p, uint32_t row, struct slice text)
{
	batch_set_symbol(p->batch, row, COL_FROM, mail_mailbox(p, text));
}

void
mail_set_to(struct parse *p, uint32_t row, struct slice text)
{
	char out[LONGEST_MAILBOX];
	struct slice to = plain(text, out);

	batch_set_text(p->batch, row, COL_TO, to);
	if (slice_find(to, '@') < to.len)
		batch_set_text(p->batch, row, COL_TO_DOMAIN,
		    postfix_domain(to));
}
