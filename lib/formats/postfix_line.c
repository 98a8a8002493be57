/*
 * Lines of Postfix's, taken apart.
 */
#include "postfix_line.h"
#include "web.h"

enum {
	SHORTEST_ID = 6,
	LONG_ID_TIME = 10, /* of a long id, what stands before its last z */
};

static bool
is_short_id(struct slice s)
{
	size_t i;

	for (i = 0; i < s.len; i++)
		if (!((s.ptr[i] >= '0' && s.ptr[i] <= '9') ||
			(s.ptr[i] >= 'A' && s.ptr[i] <= 'F')))
			return false;
	return s.len >= SHORTEST_ID;
}

static bool
is_long_id(struct slice s)
{
	static const char alphabet[] = "0123456789BCDFGHJKLMNPQRSTVWXYZ"
				       "bcdfghjklmnpqrstvwxyz";
	size_t i, z = slice_find_last(s, 'z');

	for (i = 0; i < s.len; i++)
		if (s.ptr[i] == '\0' || strchr(alphabet, s.ptr[i]) == NULL)
			return false;
	return z < s.len && z >= LONG_ID_TIME && z + 1 < s.len;
}

bool
postfix_is_id(struct slice s)
{
	return is_short_id(s) || is_long_id(s);
}

/* "postfix/smtpd", "postfix-out/submission/smtpd". */
bool
postfix_is_tag(struct slice tag)
{
	return slice_starts_with(tag, SLICE("postfix")) && tag.len > 8 &&
	    (tag.ptr[7] == '/' || tag.ptr[7] == '-') &&
	    slice_find(tag, '/') < tag.len;
}

static void
set_host(struct postfix_line *l)
{
	struct slice host = slice_first(l->log.host, sizeof l->host_text);
	size_t i;

	if (!url_host_is_address(host))
		host = slice_first(host, slice_find(host, '.'));
	for (i = 0; i < host.len; i++)
		l->host_text[i] = (char)(host.ptr[i] >= 'A' &&
			    host.ptr[i] <= 'Z' ?
			host.ptr[i] + 32 :
			host.ptr[i]);
	l->host = (struct slice){ l->host_text, host.len };
}

/* Queue ids of another instance bear its name. */
void
postfix_set_id(struct postfix_line *l, struct slice id)
{
	struct slice instance = slice_first(l->log.tag,
	    slice_find(l->log.tag, '/'));
	size_t used = 0;

	if (instance.len > 7 &&
	    instance.len + 1 + id.len <= sizeof l->id_text) {
		slice_put(l->id_text, instance);
		l->id_text[instance.len] = '/';
		used = instance.len + 1;
	}
	if (used + id.len > sizeof l->id_text)
		id.len = sizeof l->id_text - used;
	slice_put(l->id_text + used, id);
	l->id = (struct slice){ l->id_text, used + id.len };
}

static bool
take_id(struct slice *rest, struct slice *id)
{
	struct slice s = *rest;

	if (!slice_take_until(&s, ':', id) ||
	    !postfix_is_id(*id) ||
	    !slice_take_char(&s, ' '))
		return false;
	*rest = s;
	return true;
}

struct slice
postfix_address(struct slice text)
{
	struct slice name, address;

	if (!slice_take_until(&text, '[', &name) ||
	    !slice_take_until(&text, ']', &address) ||
	    !url_host_is_address(address))
		return SLICE("");
	return address;
}

bool
postfix_take_mailbox(struct slice *rest, char out[LONGEST_MAILBOX],
    struct slice *mailbox)
{
	struct slice s = *rest;
	size_t i, len = 0;
	bool quoted = false;

	if (!slice_take_char(&s, '<'))
		return false;
	for (i = 0; i < s.len && len < LONGEST_MAILBOX; i++) {
		char c = s.ptr[i];

		if (c == '"') {
			quoted = !quoted;
			continue;
		}
		if (c == '\\' && quoted && i + 1 < s.len)
			c = s.ptr[++i];
		else if (c == '>' && !quoted) {
			*mailbox = (struct slice){ out, len };
			*rest = slice_from(s, i + 1);
			return true;
		}
		out[len++] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
	}
	return false;
}

struct slice
postfix_domain(struct slice mailbox)
{
	return slice_from(mailbox, slice_find_last(mailbox, '@') + 1);
}

bool
postfix_value(struct slice text, struct slice name, struct slice *value)
{
	size_t i;

	if (!slice_take_past(&text, name))
		return false;
	*value = text;
	for (i = 0; i < value->len; i++)
		if (value->ptr[i] == ',' || value->ptr[i] == ' ')
			break;
	value->len = i;
	return true;
}

void
postfix_account(struct parse *p, struct slice raw, symbol *user, symbol *domain)
{
	char text[LONGEST_MAILBOX];
	struct slice name, place;

	raw = slice_first(raw, sizeof text);
	slice_put(text, raw);
	account_split(text, raw.len, &name, &place);
	*user = symbols_add(batch_symbols(p->batch), DOMAIN_ACCOUNT, name);
	*domain = symbols_add(batch_symbols(p->batch), DOMAIN_WORD, place);
}

bool
postfix_split(struct postfix_line *l)
{
	struct slice id;

	set_host(l);
	l->daemon = slice_from(l->log.tag,
	    slice_find_last(l->log.tag, '/') + 1);
	l->text = l->log.text;
	if (!take_id(&l->text, &id))
		return false;
	postfix_set_id(l, id);
	l->queued = true;
	return true;
}
