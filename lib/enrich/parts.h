/*
 * What the files of this room share: what is known of each symbol, kept in
 * arrays by its number, so that a text is looked at once and then never
 * again.
 */
#ifndef ENRICH_PARTS_H
#define ENRICH_PARTS_H

#include "base/map.h"
#include "enrich/enrich.h"
#include "settings/calendar.h"
#include "settings/categories.h"
#include "settings/registers.h"

/* Bits of what a word means to us. */
enum {
	FACT_KNOWN = 1, /* it was looked at */
	WORD_NO_EVENT = 2, /* event.kind: state, pipeline_error */
	WORD_CONNECT = 4,
	WORD_HTML = 8,
	WORD_DENIED = 16, /* event.type or action */
	WORD_WEB = 32,
	WORD_EMAIL = 64,
	WORD_FAILURE = 128,
	WORD_DNS = 256,
	WORD_FETCHES = 512, /* a method that can bring a page */
	WORD_ALLOWED = 1024,
};

enum {
	SITE_PRIVATE = 2,
	SITE_URLS = 4,	  /* some of its pages have a category of their own */
	SITE_UPDATES = 8, /* machines call it by themselves */
	SITE_DATED = 16, /* it has another category for a time */
};

enum { AGENT_BACKGROUND = 2 };

struct site_facts {
	symbol category, registered;
	symbol dated; /* category by the school's word, or 0 ... */
	int32_t from, until; /* ... on these days; until is outside */
	uint16_t flags;
};

struct filter_facts {
	bool known;
	symbol dataset;	 /* that it was last seen in */
	symbol category; /* ours, or 0 */
};

struct device_facts {
	symbol device, room, type; /* device 0: not listed */
	symbol own_place; /* the site that the list of devices gives it */
	symbol network, network_kind, place; /* of an address */
	bool known, server, may_be_lost;
	bool off_site; /* an address that is not of the school's networks */
};

enum account_kind { ACCOUNT_UNLISTED, ACCOUNT_MACHINE, ACCOUNT_SHARED,
	ACCOUNT_LISTED };

struct account_facts {
	bool known;
	enum account_kind kind;
	symbol person, role, year;
	int32_t left;
	int32_t from, until; /* days that this holds for; until is outside */
	unsigned group;
	int year_number; /* 0 where it has none */
	bool banned, absent;
};

struct mailbox_facts {
	bool known, own, private;
	struct account_facts whose;
};

/* An array by symbol; grown on demand. */
#define MEMO(type)                                                          \
	struct {                                                            \
		type *list;                                                 \
		size_t room;                                                \
	}
#define MEMO_AT(memo, n)                                                    \
	((n) < (memo).room ?                                                \
		&(memo).list[n] :                                           \
		((memo).list = memo_grow((memo).list, &(memo).room, (n),    \
		     sizeof *(memo).list),                                  \
		    &(memo).list[n]))
void *memo_grow(void *list, size_t *room, size_t wanted, size_t size);

/* Words that we write, as symbols. */
enum tag {
	TAG_PAGE,
	TAG_SUPPORTING,
	TAG_BACKGROUND,
	TAG_CHALLENGE,
	TAG_QUERY,
	TAG_FRAGMENT,
	TAG_ADVERTISING,
	TAG_EMBEDDED,
	TAG_STRONG,
	TAG_FAIR,
	TAG_WEAK,
	TAG_NONE,
	TAG_ACTIVE,
	TAG_LEAVER,
	TAG_UNLISTED,
	/* Why it is known so well, as printed beside the attribution. */
	TAG_AWAY,
	TAG_BY_PROXY,
	TAG_BY_REFUSAL,
	TAG_BY_LOGON,
	TAG_BY_FAILURE,
	TAG_BY_MAIL,
	TAG_BY_OTHER_SENDER,
	TAG_BY_SENDER,
	TAG_OFF_SITE,
	TAG_BY_SHARED,
	TAG_BY_MACHINE,
	TAG_BY_SERVER,
	TAG_NOT_LISTED,
	TAG_COUNT
};

/* The columns of the batch in hand; NULL where no row uses one. */
struct view {
	const symbol *event_kind, *channel, *action, *type, *outcome, *dataset,
	    *filter, *profile, *account, *address, *host, *site, *method,
	    *mime, *agent, *from, *to_domain;
	const int64_t *timestamp, *duration, *status, *bytes;
	/* Read and written. */
	const symbol *kind;
	const int64_t *start;
	/* Written. */
	int64_t *to_start, *day, *hour;
	symbol *to_kind, *category, *period, *device, *room, *device_type;
	symbol *network, *network_kind, *place, *registered;
	symbol *person, *role, *year, *standing, *attribution, *why;
};

/* What was last worked out of time. */
struct moment_memo {
	int64_t quarter; /* of an hour, since 1970 */
	int32_t day, hour;
};

/* The stretch of the day that a group of people was last seen in. */
struct group_memo {
	struct stretch stretch;
	symbol word;
};

struct enrich {
	const struct settings *settings;
	struct symbols *symbols;
	struct map *private_hosts;
	struct register_entry *bans; /* that people gave */
	size_t ban_count, ban_room;
	struct arena *ban_words;
	symbol tags[TAG_COUNT];
	MEMO(uint16_t) words;
	MEMO(uint16_t) agents;
	MEMO(struct site_facts) sites;
	MEMO(struct filter_facts) filters; /* categories in its own words */
	MEMO(struct device_facts) hosts;
	MEMO(struct device_facts) addresses;
	MEMO(struct account_facts) accounts;
	MEMO(struct mailbox_facts) mailboxes;
	struct moment_memo moment;
	MEMO(struct group_memo) groups; /* by calendar_group */
	bool by_group; /* school time is not the same for all */
	bool has_profiles; /* the school says what the filter must deny */
};

/* One event, as far as it is understood. */
struct subject {
	uint32_t row;
	int64_t start, end;
	int32_t day;
	unsigned group; /* by the calendar */
	bool web, email, tunnel, challenge, fragment, off_site;
	bool opened; /* a page that came through */
	symbol profile; /* that the filter says it used */
	symbol category;
	bool open; /* settle is to say who it was */
	const struct device_facts *device; /* or NULL */
};

static inline symbol
symbol_at(const symbol *column, uint32_t row)
{
	return column == NULL ? 0 : column[row];
}

static inline int64_t
number_at(const int64_t *column, uint32_t row)
{
	return column == NULL ? NUMBER_UNKNOWN : column[row];
}

/* Writes one cell; a column comes into use with its first known value. */
static inline void
put_symbol(struct batch *b, symbol **column, enum column c, uint32_t row,
    symbol value)
{
	if (*column == NULL) {
		if (value == 0)
			return;
		*column = batch_fill_symbols(b, c);
	}
	(*column)[row] = value;
}

static inline void
put_number(struct batch *b, int64_t **column, enum column c, uint32_t row,
    int64_t value)
{
	if (*column == NULL)
		*column = batch_fill_numbers(b, c);
	(*column)[row] = value;
}

/* enrich.c: the columns that this room writes, those in use. */
void view_outputs(struct view *v, struct batch *b);

/* enrich.c: a page that came through, by its kind and event.type. */
bool is_opened(struct enrich *e, symbol kind, symbol type);

/* facts.c */
uint16_t learn_word(struct enrich *e, symbol n);
uint16_t agent_facts(struct enrich *e, symbol n);
const struct site_facts *learn_site(struct enrich *e, symbol n);
/* What the school calls that site on that day, or 0. */
symbol site_dated(struct enrich *e, symbol n, int32_t day);
symbol filter_category(struct enrich *e, symbol n, symbol dataset);
const struct device_facts *host_facts(struct enrich *e, symbol n);
const struct device_facts *learn_address(struct enrich *e, symbol n);

/* What is known already, which is asked many times a row. */
static inline uint16_t
word_facts(struct enrich *e, symbol n)
{
	return n < e->words.room && e->words.list[n] != 0 ?
	    e->words.list[n] :
	    learn_word(e, n);
}

static inline const struct site_facts *
site_facts(struct enrich *e, symbol n)
{
	return n < e->sites.room && e->sites.list[n].flags != 0 ?
	    &e->sites.list[n] :
	    learn_site(e, n);
}

static inline const struct device_facts *
address_facts(struct enrich *e, symbol n)
{
	return n < e->addresses.room && e->addresses.list[n].known ?
	    &e->addresses.list[n] :
	    learn_address(e, n);
}

/* person.c */
const struct account_facts *account_facts(struct enrich *e, symbol n,
    int32_t day);
const struct mailbox_facts *mailbox_facts(struct enrich *e, symbol n,
    int32_t day);
/* What holds on every day. */
const struct mailbox_facts *mailbox_known(struct enrich *e, symbol n);
void fill_person(struct enrich *e, struct batch *b, struct view *v,
    struct subject *s);

/* kind.c: page, supporting, background ...; 0 where it has none. */
symbol kind_of(struct enrich *e, struct batch *b, const struct view *v,
    struct subject *s);

/* moment.c: beadle.day and .hour; and .period, once the group is known. */
void fill_moment(struct enrich *e, struct batch *b, struct view *v,
    struct subject *s);
void fill_period(struct enrich *e, struct batch *b, struct view *v,
    const struct subject *s);
/* The same times of a row that has them. */
void find_moment(struct enrich *e, const struct batch *b, struct subject *s);
int32_t day_of(struct enrich *e, int64_t t);

bool is_private_host(const struct enrich *e, struct slice host);

#endif
