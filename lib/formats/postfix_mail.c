/*
 * Mails in hand.  They live in the file's arena and are used again, so that
 * memory follows the mails that are open at once, not those of a year.
 */
#include "base/hash.h"

#include "postfix_mail.h"

static struct mail **
bucket(struct mails *m, struct slice key)
{
	return &m->buckets[hash64(key, 0) % BUCKETS];
}

static struct slice
make_key(struct slice host, struct slice id,
    char out[2 * LONGEST_QUEUE_ID + 2])
{
	host = slice_first(host, LONGEST_QUEUE_ID);
	id = slice_first(id, LONGEST_QUEUE_ID);
	slice_put(out, host);
	out[host.len] = ' ';
	slice_put(out + host.len + 1, id);
	return (struct slice){ out, host.len + 1 + id.len };
}

static struct mail *
find(struct mails *m, struct slice key)
{
	struct mail *mail;

	for (mail = *bucket(m, key); mail != NULL; mail = mail->chain)
		if (slice_equal((struct slice){ mail->key, mail->key_len },
			key))
			return mail;
	return NULL;
}

struct mail *
mail_find(struct mails *m, struct slice host, struct slice queue_id)
{
	char key[2 * LONGEST_QUEUE_ID + 2];

	return find(m, make_key(host, queue_id, key));
}

bool
mail_was_here(struct mails *m, struct slice host, struct slice queue_id)
{
	char text[2 * LONGEST_QUEUE_ID + 2];
	struct slice key = make_key(host, queue_id, text);
	uint64_t hash = hash64(key, 0);
	size_t i;

	for (i = 0; i < RECENT; i++)
		if (m->recent[i] == hash)
			return true;
	return find(m, key) != NULL;
}

static struct mail *
create(struct parse *p, struct mails *m, struct slice host, struct slice id)
{
	struct mail *mail, **slot;
	struct slice key;

	if (m->count >= OPEN_MAILS)
		mail_end_all(p, m);
	if ((mail = m->free) != NULL)
		m->free = mail->after;
	else
		mail = arena_alloc(p->file, sizeof *mail);
	*mail = (struct mail){ .size = NUMBER_UNKNOWN, .before = m->latest };
	key = make_key(host, id, mail->key);
	mail->key_len = (uint8_t)key.len;
	mail->host_len = (uint8_t)slice_first(host, LONGEST_QUEUE_ID).len;
	mail->host = symbols_add(batch_symbols(p->batch), DOMAIN_HOST, host);
	slot = bucket(m, key);
	mail->chain = *slot;
	*slot = mail;
	if (m->latest == NULL)
		m->first = mail;
	else
		m->latest->after = mail;
	m->latest = mail;
	m->count++;
	return mail;
}

struct mail *
mail_get(struct parse *p, struct mails *m, struct slice host,
    struct slice queue_id)
{
	struct mail *mail = mail_find(m, host, queue_id);

	return mail != NULL ? mail : create(p, m, host, queue_id);
}

struct mail *
mail_begin(struct parse *p, struct mails *m, struct slice host,
    struct slice queue_id)
{
	struct mail *mail = mail_find(m, host, queue_id);

	if (mail != NULL)
		mail_end(p, m, mail);
	mail = create(p, m, host, queue_id);
	mail->opened = true;
	return mail;
}

static void
free_recipients(struct mails *m, struct mail *mail)
{
	struct recipient *r;

	while ((r = mail->recipients) != NULL) {
		mail->recipients = r->next;
		r->next = m->free_recipients;
		m->free_recipients = r;
	}
	mail->recipient_count = 0;
}

void
mail_drop(struct mails *m, struct mail *mail)
{
	struct slice key = { mail->key, mail->key_len };
	struct mail **slot = bucket(m, key);

	m->recent[m->ended++ % RECENT] = hash64(key, 0);
	while (*slot != mail)
		slot = &(*slot)->chain;
	*slot = mail->chain;
	if (mail->before == NULL)
		m->first = mail->after;
	else
		mail->before->after = mail->after;
	if (mail->after == NULL)
		m->latest = mail->before;
	else
		mail->after->before = mail->before;
	free_recipients(m, mail);
	mail->after = m->free;
	m->free = mail;
	m->count--;
}

/* Notices that the server itself writes have no client. */
static bool
is_own_notice(struct parse *p, const struct mail *mail)
{
	struct slice from = symbols_text(batch_symbols(p->batch),
	    DOMAIN_MAILBOX, mail->from);

	return mail->has_from && mail->id_len > 0 &&
	    (from.len == 0 ||
		slice_starts_with(from, SLICE("double-bounce@")));
}

static bool
is_whole(struct parse *p, const struct mail *mail)
{
	return mail->removed && (mail->opened || is_own_notice(p, mail));
}

static uint32_t
add_row(struct parse *p, const struct mail *mail, int64_t offset)
{
	struct batch *b = p->batch;
	uint32_t row = parse_row(p);
	struct slice key = { mail->key, mail->key_len };

	batch_set_number(b, row, COL_OFFSET, offset);
	batch_set_text(b, row, COL_CHANNEL, SLICE("email"));
	batch_set_symbol(b, row, COL_HOST, mail->host);
	batch_set_symbol(b, row, COL_ADDRESS, mail->address);
	batch_set_symbol(b, row, COL_ACCOUNT, mail->account);
	batch_set_symbol(b, row, COL_ACCOUNT_DOMAIN, mail->account_domain);
	batch_set_symbol(b, row, COL_FROM, mail->from);
	batch_set_number(b, row, COL_MAIL_SIZE, mail->size);
	batch_set_text(b, row, COL_QUEUE_ID,
	    slice_from(key, mail->host_len + 1u));
	batch_set_text(b, row, COL_MESSAGE_ID,
	    (struct slice){ mail->message_id, mail->id_len });
	if (p->options->keep_subjects)
		batch_set_text(b, row, COL_SUBJECT,
		    (struct slice){ mail->subject, mail->subject_len });
	return row;
}

static void
set_status(struct parse *p, uint32_t row, symbol status)
{
	struct batch *b = p->batch;
	struct slice word = symbols_text(batch_symbols(b), DOMAIN_WORD,
	    status);
	bool sent = slice_equal(word, SLICE("sent"));
	bool open = slice_equal(word, SLICE("deferred"));

	batch_set_symbol(b, row, COL_ACTION, status);
	batch_set_text(b, row, COL_TYPE,
	    sent ? SLICE("allowed") : SLICE("info"));
	batch_set_text(b, row, COL_OUTCOME,
	    sent	 ? SLICE("success") :
		open ? SLICE("unknown") :
		       SLICE("failure"));
}

static void
set_fragment(struct parse *p, uint32_t row, const struct mail *mail)
{
	batch_set_text(p->batch, row, COL_KIND, SLICE("fragment"));
	batch_set_text(p->batch, row, COL_REASON,
	    mail->removed			       ? SLICE("removed") :
		mail->opened || is_own_notice(p, mail) ? SLICE("opened") :
							 SLICE(""));
}

static void
give_recipient(struct parse *p, const struct mail *mail,
    const struct recipient *r)
{
	struct batch *b = p->batch;
	uint32_t row = add_row(p, mail, r->offset);

	batch_set_number(b, row, COL_TIMESTAMP, r->time);
	batch_set_number(b, row, COL_START, r->time - r->delay);
	batch_set_number(b, row, COL_DURATION, r->delay * 1000);
	batch_set_symbol(b, row, COL_TIME_SOURCE, r->source);
	batch_set_symbol(b, row, COL_TO, r->to);
	batch_set_symbol(b, row, COL_TO_DOMAIN, r->domain);
	batch_set_symbol(b, row, COL_CODE, r->code);
	batch_set_symbol(b, row, COL_DESTINATION, r->relay);
	set_status(p, row, r->status);
	if (!is_whole(p, mail))
		set_fragment(p, row, mail);
	parse_row_done(p, row);
}

static void
give_rest(struct parse *p, const struct mail *mail)
{
	uint32_t row = add_row(p, mail, mail->offset);

	batch_set_number(p->batch, row, COL_TIMESTAMP, mail->time);
	batch_set_number(p->batch, row, COL_START, mail->time);
	batch_set_symbol(p->batch, row, COL_TIME_SOURCE, mail->source);
	batch_set_text(p->batch, row, COL_ACTION, slice_of(mail->last));
	set_fragment(p, row, mail);
	parse_row_done(p, row);
}

/* From last to first, as they are chained: turned round. */
static void
give_recipients(struct parse *p, struct mail *mail)
{
	struct recipient *r = mail->recipients, *next, *turned = NULL;

	for (; r != NULL; r = next) {
		next = r->next;
		r->next = turned;
		turned = r;
	}
	mail->recipients = turned;
	for (r = turned; r != NULL; r = r->next)
		give_recipient(p, mail, r);
}

struct recipient *
mail_recipient(struct parse *p, struct mails *m, struct mail *mail, symbol to)
{
	struct recipient *r;

	for (r = mail->recipients; r != NULL; r = r->next)
		if (r->to == to)
			return r;
	if (mail->recipient_count >= RECIPIENTS_HELD) {
		/* The rest of so long a list is joined by settle. */
		give_recipients(p, mail);
		free_recipients(m, mail);
		mail->opened = false;
	}
	if ((r = m->free_recipients) != NULL)
		m->free_recipients = r->next;
	else
		r = arena_alloc(p->file, sizeof *r);
	*r = (struct recipient){ .to = to, .next = mail->recipients };
	mail->recipients = r;
	mail->recipient_count++;
	return r;
}

void
mail_end(struct parse *p, struct mails *m, struct mail *mail)
{
	if (mail->recipients != NULL)
		give_recipients(p, mail);
	else if (!mail->relayed && !is_whole(p, mail))
		give_rest(p, mail);
	mail_drop(m, mail);
}

void
mail_end_all(struct parse *p, struct mails *m)
{
	while (m->first != NULL)
		mail_end(p, m, m->first);
}
