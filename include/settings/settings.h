/*
 * What the school has told us: school.yml, its lists of people and devices,
 * its calendar, its category lists, its word lists and its rules as parsed
 * YAML.  All is read and checked in one pass, and every fault is listed
 * with file and line.  Nobody but this room reads configuration.
 */
#ifndef SETTINGS_SETTINGS_H
#define SETTINGS_SETTINGS_H

#include "base/hash.h"
#include "base/log_profile.h"
#include "base/time.h"
#include "settings/yaml.h"

#define DAY_UNKNOWN INT32_MIN

struct person {
	struct slice key; /* lasting id: person_id or upn */
	struct slice username, forename, surname, sex, role, reg_group, email;
	struct slice pattern; /* of work, as day.csv names it, or empty */
	struct slice aliases; /* other names of the account, by spaces */
	int year;     /* 0 where it has none */
	int32_t from; /* first day that this row holds for; DAY_UNKNOWN: ever */
	int32_t left; /* day of leaving, or DAY_UNKNOWN */
	struct slice path; /* of the list, and the line in it */
	int line;
};

/* Whose a name was on a day: NULL where nobody's.  The answer is the same
 * for all days in [from, until). */
struct owner {
	const struct person *person;
	int32_t from, until;
};

struct device {
	struct slice hostname; /* lower case, without domain */
	struct slice ip, room, serial, type, site;
	struct slice user; /* account of the one whom it is given to */
	int line;
};

/* One of the school's networks; a kind of off-site is a network of the
 * school's, such as that of its VPN, whose users sit elsewhere. */
struct network {
	struct slice cidr, name, kind, site;
	unsigned char bytes[16];
	int bits, line;
};

/* A line of termly.csv: what no log has.  what is training, assemblies,
 * workshops, filter-tests, filter-tests-passed, prevent-referrals,
 * review-date, meeting (of the governors who get the term's report), comment
 * or decision. */
struct entered {
	struct slice term, what, value;
	int line;
};

struct rule_file {
	struct slice path;
	struct slice name;	  /* file name without .yml */
	const struct yaml *roots; /* its documents, linked by ->next */
	bool shipped;		  /* ours; false: a public rule */
};

/* One entry of "rules:" in school.yml. */
struct rule_overlay {
	struct slice pattern; /* id or name of a rule; * and ? stand for more */
	struct slice on;      /* "true", "false" or empty: as shipped */
	struct slice clause;  /* clause of the school's policy, or empty */
	struct slice treat_as;
	struct slice route;
	struct slice approved_by;
	struct slice least_attribution;
	struct slice *window; /* values of beadle.period; none: at any time */
	size_t window_count;
	bool binds; /* only whom the next three name; nobody: everybody */
	struct slice *bound_roles;
	size_t bound_role_count;
	uint32_t bound_years; /* of pupils; bit 7 is Year 7 */
	int32_t valid_from; /* or DAY_UNKNOWN */
	int line;
};

/* One reader: a folder under out/, and who owns it. */
struct reader {
	struct slice name; /* dsl, deputy, head, head-of-year-7, chair,
			      governors, technician, authority */
	struct slice *people; /* user names of those who hold the office */
	size_t people_count;
	struct slice owner, group; /* names of the system's, or empty */
	unsigned mode;		   /* 0750 where it is not given */
	struct slice password_file; /* of PDFs to carry away, or empty */
	struct slice age;	    /* public key of the same, or empty */
};

/* Who gets a case about whoever holds an office. */
struct office_route {
	struct slice from, to;
};

/* One entry of "sources:": what some logs do not say of themselves. */
struct log_source {
	struct slice *files; /* patterns of names */
	size_t file_count;
	struct slice format; /* of ours or a profile, or empty */
	struct slice zone;   /* or empty ... */
	int32_t from, to;    /* ... on these days; DAY_UNKNOWN: ever */
	int32_t before;	     /* no line is of that day or later */
	struct slice host;
	int line;
};

struct school {
	struct slice name, urn, laestab, la_name, old_la_code, new_la_code,
	    region_name, region_code, phase;
};

struct word_list {
	struct slice name; /* as in %name% */
	struct slice *words;
	size_t count;
};

struct settings {
	struct slice path;   /* of school.yml */
	struct slice folder; /* that it lies in */
	char digest[SHA256_HEX]; /* of the content of all files that were
				    read: equal settings, wherever they lie */
	struct school school;
	struct zone *zone;
	struct slice store;	/* path of the store */
	struct slice out;	/* folder of the readers' folders */
	struct slice in;	/* folder of what readers send back */
	struct slice steps;	/* table of steps; empty: the shipped one */
	struct slice evidence;	/* folder of sealed evidence */
	struct slice *logs;	/* files, folders or patterns to read */
	size_t log_count;
	int32_t go_live;	/* before it nothing is named */
	struct slice protective_marking; /* printed on each page, or empty */
	/* Minutes around a denied request in which the only account at its
	 * address is taken for whose it was; 0: never. */
	int denied_by_neighbour;
	int seal_after; /* days after a term that its report is sealed; 0:
			 * never by itself */
	int sample;    /* spells of use drawn by lot each week; 0: none */
	int threshold; /* figures on fewer people are not printed */
	bool keep_search_terms, keep_subjects;
	struct {
		int silent_device, missing_logs, self_report;
	} absences; /* school days without a sign; 0: not looked for */
	struct {
		int raw, details, flags, incidents, staff_incidents;
	} retention; /* days */
	struct {
		int32_t assessment, notice, agreements; /* DAY_UNKNOWN */
		struct slice officer, basis;
	} policy; /* what must stand before anybody is monitored */
	struct slice squid_logformat;
	struct log_profile *profiles; /* as said: formats/profile.h */
	size_t profile_count;
	struct log_source *sources;
	size_t source_count;
	struct slice *mail_domains; /* the school's own */
	size_t mail_domain_count;
	struct network *networks; /* the school's own, the narrowest first */
	size_t network_count;
	struct slice *private_hosts; /* never stored: health, helplines ... */
	size_t private_host_count;
	struct reader *readers;
	size_t reader_count;
	struct office_route *routes;
	size_t route_count;
	struct alerts *alerts; /* settings/alerts.h */
	struct rule_overlay *overlays;
	size_t overlay_count;
	struct rule_file *rules;
	size_t rule_count;
	struct word_list *lists;
	size_t list_count;
	struct person *people; /* everyone, as last known ... */
	size_t person_count;
	size_t record_count; /* ... and after them what was true before */
	struct device *devices;
	size_t device_count;
	struct entered *entered;
	size_t entered_count;
	struct host_override *host_overrides; /* settings/host_overrides.h */
	size_t host_override_count;
	struct filter_profile *filter_profiles; /* settings/filter_profiles.h */
	size_t filter_profile_count;
	struct calendar *calendar;
	struct categories *categories;
};

struct fault {
	struct slice path;
	int line; /* 0: the file as a whole */
	bool warning;
	struct slice text; /* what was expected and what was found */
};

struct faults {
	struct arena *arena;
	struct fault *list;
	size_t count, room;
	size_t errors; /* those that are not warnings */
};

void faults_init(struct faults *f);
void faults_finish(struct faults *f);
void fault_add(struct faults *f, struct slice path, int line,
    const char *fmt, ...) __attribute__((format(printf, 4, 5)));
void fault_warn(struct faults *f, struct slice path, int line,
    const char *fmt, ...) __attribute__((format(printf, 4, 5)));
/* "path:line: text", a line each, on `out`; sorted by path and line.  Of what
 * many lines of a file share, the first three are printed, the third with how
 * many more there are and where the last is. */
void faults_print(const struct faults *f, FILE *out);

/* Reads all; NULL only when school.yml itself cannot be read.  With errors
 * in *f the settings may be incomplete: do not run a night on them. */
struct settings *settings_load(const char *path, struct faults *f);
/* For a filter: NULL when there are errors, which are said on standard
 * error; warnings are for beadle check. */
struct settings *settings_require(const char *path);
/* No school, only the rules of a folder ("shipped": ours): for trying rules
 * on events. */
struct settings *settings_of_rules(const char *folder, struct faults *f);
void settings_destroy(struct settings *s); /* NULL is fine */

/* Whose account (case ignored, domain cut by the caller), mailbox or key it
 * was on that day: names are given to others in September.  DAY_UNKNOWN
 * asks for the last owner, as do the functions without a day. */
struct owner settings_owner(const struct settings *s, struct slice account,
    int32_t day);
struct owner settings_owner_of_email(const struct settings *s,
    struct slice mailbox, int32_t day);
struct owner settings_owner_of_key(const struct settings *s,
    struct slice key, int32_t day);
const struct person *settings_person(const struct settings *s,
    struct slice account);
const struct person *settings_person_by_email(const struct settings *s,
    struct slice mailbox);
const struct person *settings_person_by_key(const struct settings *s,
    struct slice key);
const struct device *settings_device(const struct settings *s,
    struct slice hostname);
const struct device *settings_device_by_address(const struct settings *s,
    struct slice address);
/* The narrowest network that holds an address; NULL: none does. */
const struct network *settings_network(const struct settings *s,
    const unsigned char address[16]);
/* The first (0), second ... that is entered for a term; or NULL. */
const struct entered *settings_entered(const struct settings *s,
    struct slice term, const char *what, size_t which);
const struct word_list *settings_list(const struct settings *s,
    struct slice name);
/* content, contact, conduct, commerce, security or none: the area of risk of
 * a "label" or "category"; empty where the shipped table has none. */
struct slice settings_area(const struct settings *s, const char *of,
    struct slice name);
/* The overlay entries that fit a rule by its id, its name or the label of
 * the file of that name, folded into one; later ones win. */
struct rule_overlay settings_overlay(const struct settings *s,
    struct slice id, struct slice name);

#endif
