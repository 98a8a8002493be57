#ifndef SCHOOL_SCHOOL_H
#define SCHOOL_SCHOOL_H

/*
 * The invented school: who is in it, which machines it has, who sits where
 * at what time, and the log lines that all of this leaves behind.  The
 * same seed makes the same school, byte for byte.
 *
 * Times are milliseconds UTC.  Day 0 is Monday 12 October 2026, day 20
 * Sunday 1 November; clocks go back on day 13 at 01:00 UTC.  A whole term
 * begins before that, on days below 0, and goes on to day 69.
 *
 * A school that grows does so by sites.  Each has as many people and
 * machines as the first, and plants of its own.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum { DAYS = 21, CLOCK_CHANGE_DAY = 13, INSET_DAY = 18 };
/* Monday 31 August to Sunday 20 December. */
enum { TERM_FIRST_DAY = -42, TERM_END_DAY = 70, MOST_DAYS = 112 };
enum { SITE_PEOPLE = 400, SITE_PUPILS = 325, SITE_DEVICES = 150 };
enum { MOST_SITES = 4, LONGEST_TEXT = 2048 };
enum { SECOND = 1000, MINUTE = 60 * SECOND };

enum role { PUPIL, STAFF, TECHNICIAN, GOVERNOR, VISITOR, CLASS };
enum slot { BEFORE, P1, P2, BREAK, P3, LUNCH, P4, P5, AFTER, SLOTS, OTHER };
enum list {
	GAMING_CLUB,
	BULK_SENDERS,
	PRIVATE_MAIL,
	PERMITTED_USB,
	DEPLOYMENT,
	TECHNICIANS,
	ADMIN_ACCOUNTS,
	APPROVED_AI,
	APPROVED_PUBLISHING,
	BANNED_ACCOUNTS,
	LOST_DEVICES,
	PROXY_ADDRESSES,
	PUPIL_MAIL,
	SHARED_MAILBOXES,
	STAFF_DEVICES,
	LISTS
};
enum { LONGEST_LIST = 32 };
enum log { PROXY, MAIL, ENDPOINT, LOGS };
/* How a visit shows in the proxy's log. */
enum way { TUNNEL, BUMPED, DENIED, SMALL };

struct person {
	char username[40];
	const char *forename;
	const char *surname;
	char sex;
	enum role role;
	int year; /* 0 if none */
	char group[8];
	char left[16]; /* the last day, or nothing */
	bool taken; /* has a part in a plant or a look-alike */
};

struct device {
	char name[16];
	char ip[32];
	const char *room;
	char serial[16];
	const char *type;
	bool windows;
};

/* A person at a device.  Plants are made inside these. */
struct session {
	int person;
	int device;
	int day;
	enum slot slot;
	int64_t from, to;
	bool silent; /* only what was planted, no browsing besides */
	bool logged; /* leaves log-on events, if on Windows */
};

struct line {
	int64_t at;
	uint32_t order; /* keeps lines of the same instant in order */
	enum log log;
	int host; /* endpoint: whose record number it takes */
	char *text;
};

struct verdict {
	const char *label;
	char user[40];
	int64_t start, end;
	char detail[160];
};

struct verdicts {
	struct verdict *all;
	size_t count, room;
};

struct list_of {
	char values[LONGEST_LIST][48];
	int count;
};

struct school {
	uint64_t random;
	int sites, first_day, end_day;
	bool innocent; /* nothing is planted; accidents happen */
	int site;  /* the one at hand */
	int shift; /* days by which its plants come later */
	struct person people[MOST_SITES * SITE_PEOPLE];
	struct device devices[MOST_SITES * SITE_DEVICES];
	struct session *sessions;
	size_t session_count, session_room;
	struct line *lines;
	size_t line_count, line_room;
	struct verdicts truth, lookalikes;
	struct list_of lists[LISTS];
	unsigned logon_id, message;
	char old_queue_id[16];
};

/* chance.c: numbers by chance, and memory that grows */
uint64_t chance(struct school *s);
int chance_below(struct school *s, int n);
int chance_between(struct school *s, int low, int high);
bool chance_percent(struct school *s, int percent);
void *grow(void *all, size_t count, size_t *room, size_t size);

/* sites.c */
void sites_go(struct school *s, int site);
int sites_people(const struct school *s);
int sites_devices(const struct school *s);
/* Who, or which machine, of the site at hand: counted from 0. */
int sites_person(const struct school *s, int nth);
int sites_device(const struct school *s, int nth);

/* clock.c */
int64_t clock_local(int day, int minute, int second);
int64_t clock_utc(int day, int hour, int minute);
bool clock_is_school_day(int day);
int clock_local_day(int64_t at);
void clock_iso(int64_t at, bool milliseconds, char out[32]);
void clock_syslog(int64_t at, char out[32]);
void clock_date(int day, char out[16]);
void clock_file_date(int day, char out[16]);

/* people.c: all of the site at hand */
void people_make(struct school *s);
int people_find(const struct school *s, enum role role, int nth);
int people_take(struct school *s, enum role role, int low, int high);
int people_leaver(const struct school *s, int nth);

/* devices.c: by their name at the first site; elsewhere it is longer */
void devices_make(struct school *s);
int devices_find(const struct school *s, const char *name);
const char *devices_name(const struct school *s, const char *name);

/* lists.c */
void list_add(struct school *s, enum list list, const char *value);
void lists_fill(struct school *s);
int lists_write(const struct school *s, const char *folder);

/* lines.c */
void lines_add(
    struct school *s, enum log log, int host, int64_t at, const char *text);
void lines_sort(struct school *s);
void truth_add(struct school *s, const char *label, const char *user,
    int64_t start, int64_t end, const char *detail);
void lookalike_add(struct school *s, const char *label, const char *user,
    int64_t start, int64_t end, const char *detail);

/* proxy.c */
struct request {
	int64_t start;
	int elapsed;
	int device;
	const char *user; /* as the log has it, "-" if none */
	const char *tag;
	int status;
	int bytes;
	const char *method;
	const char *url;
	const char *mime;
};
void proxy_add(struct school *s, const struct request *r);
void proxy_user(const struct school *s, const struct session *at, char out[48]);
/* One visit; gives when it ended.  path is for BUMPED. */
int64_t proxy_visit(struct school *s, const struct session *at,
    const char *user, enum way way, const char *host, const char *path,
    int64_t start);

/* endpoint.c: data is a JSON object or NULL */
struct windows_event {
	int64_t at;
	int device;
	int code;
	const char *channel;
	const char *provider;
	const char *level;
	const char *message;
	const char *event_data;
	const char *user_data;
	const char *user; /* who wrote the event, or NULL */
};
void endpoint_add(struct school *s, const struct windows_event *e);
/* Names and values by turns, ended by NULL, as a JSON object. */
void endpoint_data(char out[LONGEST_TEXT], ...);
void endpoint_log_on(struct school *s, int64_t at, int device, const char *user,
    int type, unsigned logon_id);
void endpoint_log_off(struct school *s, int64_t at, int device,
    const char *user, bool asked, unsigned logon_id);
void endpoint_failure(
    struct school *s, int64_t at, int device, const char *user);
void endpoint_process(struct school *s, int64_t at, int device,
    const char *user, bool sysmon, const char *image, const char *arguments);
/* An error that Defender tells. */
void endpoint_defender(struct school *s, int64_t at, int device, int code,
    const char *message);

/* mail.c */
struct mail {
	int64_t at;
	const char *from;
	const char *sasl; /* NULL: came from outside */
	int device;	  /* of the sender, where sasl is set */
	const char *const *to;
	size_t count;
	int size;      /* bytes; 0: as mails are */
	int delay;     /* ms to delivery */
	bool deferred; /* first try fails, the second comes an hour later */
};
void mail_send(struct school *s, const struct mail *m);
void mail_life(struct school *s);
void mail_address(const struct school *s, int person, char out[64]);
void mail_parent(struct school *s, char out[64]);

/* life.c */
void life_plan(struct school *s);
void life_live(struct school *s);
struct session *life_add(struct school *s, int person, int device, int day,
    enum slot slot, int64_t from, int64_t to);
int life_slot_start(enum slot slot);
int life_slot_end(enum slot slot);
enum slot life_slot_at(int minute);

/* night.c: what machines do by themselves */
void night_life(struct school *s);

/* plants.c: tools for planting at the site at hand, in its weeks.  A session
 * that plant_pick gives belongs to a pupil who has no other part; it holds
 * until the next life_add. */
int64_t plant_time(
    const struct school *s, int day, int hour, int minute, int second);
struct session *plant_pick(struct school *s, int day, enum slot slot, int low,
    int high, const char *type);
struct session *plant_pick_staff(struct school *s, int day);
/* A pupil at a machine outside the timetable. */
struct session *plant_alone(struct school *s, int low, int high,
    const char *device, int64_t from, int minutes);

struct visits {
	const char *user; /* NULL: as the session's person signs in */
	enum way way;
	const char *host;
	const char *path;
	int64_t start;
	int count;
	int gap; /* seconds between starts */
};
/* Makes the visits; gives when the last of them ended. */
int64_t plant_visits(
    struct school *s, const struct session *at, const struct visits *v);
/* The same, and the truth of it. */
void plant_web(struct school *s, const char *label, const struct session *at,
    const struct visits *v, const char *detail);
void plant_innocent(struct school *s, const char *label,
    const struct session *at, const struct visits *v, const char *detail);
const char *plant_name(const struct school *s, const struct session *at);

/* Visits of somebody who sits at such a machine when they begin. */
struct plant_row {
	const char *label;
	bool innocent;
	int day, hour, minute, second;
	int low, high; /* years; on a laptop one of the staff */
	const char *type;
	enum way way;
	const char *host, *path;
	int count, gap; /* seconds between starts */
	const char *detail;
};
void plant_sow(struct school *s, const struct plant_row *rows, size_t count);
#define PLANT_ALL(s, rows) plant_sow(s, rows, sizeof(rows) / sizeof *(rows))

/* What the rules must find, and what they must not. */
void plants_games(struct school *s);
void plants_web(struct school *s);
void plants_evasion(struct school *s);
void plants_endpoint(struct school *s);
void plants_accounts(struct school *s);
void plants_mail(struct school *s);
void plants_more(struct school *s);
void plants_adults(struct school *s);
void plants_machines(struct school *s);
void plants_letters(struct school *s);
void lookalikes_web(struct school *s);
void lookalikes_endpoint(struct school *s);
void lookalikes_accounts(struct school *s);

/* accidents.c: in a session, and on each day at the site at hand */
void accidents_in(struct school *s, const struct session *at);
void accidents_of_days(struct school *s);

/* write.c */
int write_school(const struct school *s, const char *folder);

#endif
