/*
 * The school's Postfix, as syslog writes it: no year, no zone.  One message
 * is several lines that share a queue id.
 */

#include <err.h>
#include <string.h>

#include "school.h"

static const char domain[] = "@quillbrook.example";

static void
say(struct school *s, int64_t at, const char *service, int process,
    const char *text)
{
	char stamp[32], line[LONGEST_TEXT + 128];

	clock_syslog(at, stamp);
	snprintf(line, sizeof(line), "%s mail01 postfix/%s[%d]: %s", stamp,
	    service, process, text);
	lines_add(s, MAIL, 0, at, line);
}

/* Who hands the message over: a machine of ours, or the world. */
static void
client_of(struct school *s, const struct mail *m, char out[96])
{
	const char *at = strchr(m->from, '@');

	if (m->sasl != NULL)
		snprintf(out, 96, "%s.quillbrook.example[%s]",
		    s->devices[m->device].name, s->devices[m->device].ip);
	else
		snprintf(out, 96, "mx1.%s[203.0.113.%d]",
		    at != NULL ? at + 1 : "relay.example",
		    20 + (int)(strlen(m->from) % 30));
}

static void
deliver_to(struct school *s, const struct mail *m, const char *id,
    const char *to, int64_t at)
{
	char text[LONGEST_TEXT], relay[128];
	const char *host = strchr(to, '@') + 1;
	bool ours = strstr(to, domain) != NULL;
	int tenths = chance_between(s, 2, 19) + m->delay / 100;

	if (ours)
		snprintf(relay, sizeof(relay),
		    "mail01.quillbrook.example[private/dovecot-lmtp]");
	else
		snprintf(relay, sizeof(relay), "mx1.%s[203.0.113.%d]:25", host,
		    20 + (int)(strlen(host) % 30));
	if (m->deferred) {
		snprintf(text, sizeof(text),
		    "%s: to=<%s>, relay=%s, delay=%d.%d, "
		    "delays=0.1/0/0.4/0.2, dsn=4.7.1, status=deferred (host "
		    "said: 450 4.7.1 Greylisted, come back later "
		    "(in reply to RCPT TO command))",
		    id, to, relay, tenths / 10, tenths % 10);
		say(s, at, "smtp", 2207, text);
		at += 61 * MINUTE;
		tenths += 36600;
	}
	snprintf(text, sizeof(text),
	    "%s: to=<%s>, relay=%s, delay=%d.%d, delays=0.1/0/0.1/0.1, "
	    "dsn=2.0.0, status=sent (250 2.0.0 %s)",
	    id, to, relay, tenths / 10, tenths % 10,
	    ours ? "Saved" : "Ok: queued");
	say(s, at, ours ? "lmtp" : "smtp", ours ? 2214 : 2207, text);
}

/* Short queue ids come again after a while; some do so here. */
static void
queue_id(struct school *s, const struct mail *m, unsigned number, char id[16])
{
	snprintf(id, 16, "%05X%05X", (unsigned)(chance(s) % 0xF0000u),
	    0x1A000u + number % 4093);
	if (m->deferred)
		return;
	if (number % 97 == 10)
		memcpy(s->old_queue_id, id, sizeof(s->old_queue_id));
	else if (number % 97 == 0 && s->old_queue_id[0] != '\0')
		memcpy(id, s->old_queue_id, sizeof(s->old_queue_id));
}

void
mail_send(struct school *s, const struct mail *m)
{
	const char *smtpd = m->sasl != NULL ? "submission/smtpd" : "smtpd";
	char id[16], client[96], text[LONGEST_TEXT];
	int process = 3000 + chance_below(s, 400);
	int64_t at = m->at;
	unsigned number = ++s->message;

	queue_id(s, m, number, id);
	client_of(s, m, client);
	snprintf(text, sizeof(text), "connect from %s", client);
	say(s, at, smtpd, process, text);
	at += chance_between(s, 40, 300);
	snprintf(text, sizeof(text), "%s: client=%s%s%s", id, client,
	    m->sasl != NULL ? ", sasl_method=PLAIN, sasl_username=" : "",
	    m->sasl != NULL ? m->sasl : "");
	say(s, at, smtpd, process, text);
	at += chance_between(s, 10, 120);
	snprintf(text, sizeof(text), "%s: message-id=<%08x.%u@%s>", id,
	    (unsigned)(chance(s) >> 32), number, strchr(m->from, '@') + 1);
	say(s, at, "cleanup", 2190, text);
	at += chance_between(s, 10, 60);
	snprintf(text, sizeof(text),
	    "%s: from=<%s>, size=%d, nrcpt=%zu (queue active)", id, m->from,
	    m->size > 0 ? m->size : chance_between(s, 900, 60000), m->count);
	say(s, at, "qmgr", 1188, text);
	snprintf(text, sizeof(text),
	    "disconnect from %s ehlo=%d mail=1 rcpt=%zu data=1 quit=1 "
	    "commands=%zu",
	    client, m->sasl != NULL ? 2 : 1, m->count, m->count + 5);
	say(s, at + 20, smtpd, process, text);
	at += m->delay + chance_between(s, 100, 900);
	for (size_t i = 0; i < m->count; i++)
		deliver_to(s, m, id, m->to[i], at + (int64_t)i * 7);
	at += (int64_t)m->count * 7 + (m->deferred ? 61 * MINUTE : 0);
	snprintf(text, sizeof(text), "%s: removed", id);
	say(s, at, "qmgr", 1188, text);
}

void
mail_address(const struct school *s, int person, char out[64])
{
	snprintf(out, 64, "%s%s", s->people[person].username, domain);
}

/* One of the homes the school writes to. */
void
mail_parent(struct school *s, char out[64])
{
	static const char *const hosts[] = { "postbox.example",
		"freemail.example", "postbox.example", "hillcable.example" };
	const struct person *p =
	    &s->people[sites_person(s, chance_below(s, SITE_PUPILS))];

	snprintf(
	    out, 64, "family.%s@%s", p->username, hosts[p->username[2] % 4]);
}

static int
anybody(struct school *s, enum role role)
{
	int person;

	do
		person = role == PUPIL
			     ? sites_person(s, chance_below(s, SITE_PUPILS))
			     : people_find(s, STAFF, chance_below(s, 50));
	while (s->people[person].left[0] != '\0');
	return person;
}

static void
one_mail(struct school *s, int64_t at, bool quiet)
{
	char from[64], to[64];
	const char *list[1] = { to };
	struct mail m = { .at = at, .from = from, .to = list, .count = 1 };
	int kind = chance_below(s, 100);
	int sender = anybody(s, kind < 70 ? STAFF : PUPIL);

	m.device = devices_find(s, "SRV-02"); /* the school's webmail */
	m.sasl = s->people[sender].username;
	mail_address(s, sender, from);
	mail_address(s, anybody(s, STAFF), to);
	if (quiet || (kind >= 25 && kind < 60)) {
		m.sasl = NULL;
		mail_parent(s, from);
	} else if (kind >= 60 && kind < 70)
		mail_parent(s, to);
	else if (kind >= 85) {
		m.sasl = NULL;
		snprintf(from, sizeof(from), "%s@%s",
		    kind % 2 ? "updates" : "no-reply",
		    kind % 3 ? "examboard.example" : "oaklessons.example");
	}
	m.deferred = m.sasl != NULL && strstr(to, domain) == NULL &&
		     chance_percent(s, 8);
	mail_send(s, &m);
}

static void
knocking(struct school *s, int64_t at)
{
	char text[LONGEST_TEXT];
	int last = chance_between(s, 100, 250);

	snprintf(text, sizeof(text),
	    "NOQUEUE: reject: RCPT from unknown[192.0.2.%d]: 554 5.7.1 "
	    "<postmaster@elsewhere.example>: Relay access denied; "
	    "from=<win@prizes.example> to=<postmaster@elsewhere.example> "
	    "proto=ESMTP helo=<prizes.example>",
	    last);
	say(s, at, "smtpd", 2870, text);
	snprintf(text, sizeof(text),
	    "warning: unknown[192.0.2.%d]: SASL LOGIN authentication failed: "
	    "UGFzc3dvcmQ6, sasl_username=admin",
	    last);
	say(s, at + 40 * SECOND, "smtpd", 2870, text);
}

void
mail_life(struct school *s)
{
	for (int day = s->first_day; day < s->end_day; day++) {
		int count = clock_is_school_day(day) ? 170
			    : day == INSET_DAY	     ? 70
						     : 18;

		for (int i = 0; i < count; i++)
			one_mail(s,
			    clock_local(day, chance_between(s, 450, 1310),
				chance_below(s, 60)),
			    day % 7 > 4);
		for (int i = 0; i < 6; i++)
			knocking(s, clock_local(day, chance_below(s, 1440),
					chance_below(s, 60)));
		/* A message that comes in before midnight and leaves after. */
		if ((day + 42) % 3 == 1)
			one_mail(s,
			    clock_local(day + 1, 0, 0) -
				chance_between(s, 200, 500),
			    true);
	}
	/* Two in the hour that comes twice: the stamps step back to 01:20. */
	one_mail(s, clock_utc(CLOCK_CHANGE_DAY, 0, 50), true);
	one_mail(s, clock_utc(CLOCK_CHANGE_DAY, 1, 20), true);
}
