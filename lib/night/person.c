/*
 * One person's data: found by every name that is theirs alone.
 */
#include <stdlib.h>

#include "base/command.h"
#include "base/csv.h"
#include "deliver/deliver.h"
#include "night/person.h"
#include "reports/carry.h"
#include "settings/registers.h"
#include "store/statement.h"

enum { FILE_LARGEST = 1 << 28, COLUMNS = 6 };

/* Items that the person may not learn of from us. */
#define HELD_BACK							\
	"(item.status IN ('open', 'confirmed')"				\
	" OR item.label = 'illegal-suspected'"				\
	" OR EXISTS (SELECT 1 FROM item_note AS n WHERE n.item = item.id" \
	"   AND n.act = 'no-tip-off' AND NOT EXISTS (SELECT 1"		\
	"     FROM item_note AS later WHERE later.item = item.id"	\
	"       AND later.act = 'may-tell' AND later.id > n.id))"	\
	" OR EXISTS (SELECT 1 FROM item_note AS n WHERE n.item = item.id" \
	"   AND replace(lower(n.why), '-', ' ') LIKE '%do not tip off%'))"
#define THEIRS								\
	"(lower(item.account) IN (SELECT name FROM target)"		\
	" OR lower(item.person) IN (SELECT name FROM target))"
/* Each gives: what, microseconds, where, kind, outcome, source. */
static const char *const disclosed[] = {
	"SELECT 'list of people', NULL, username, role, year, reg_group"
	"  FROM person WHERE lower(key) IN (SELECT name FROM target)",
	"SELECT 'web visit', v.\"event.start\", v.\"url.domain\","
	"   v.\"beadle.category\", v.\"event.type\", v.\"log.file.path\""
	"  FROM visit_named AS v WHERE v.id IN"
	"   (SELECT e.id FROM visit AS e JOIN who ON who.id = e.who"
	"     WHERE e.account IN (SELECT id FROM wanted)"
	"        OR who.person IN (SELECT id FROM wanted))"
	"   AND NOT EXISTS (SELECT 1 FROM secret WHERE secret.event = v.id"
	"     AND secret.tbl = 1) ORDER BY 2",
	/* Who was at the other end is another person. */
	"SELECT 'mail', e.start, iif(e.sender IN (SELECT id FROM wanted),"
	"   'sent', 'received'), 'to or from another person', '', ''"
	"  FROM mail AS e JOIN who ON who.id = e.who"
	" WHERE (e.account IN (SELECT id FROM wanted)"
	"   OR e.sender IN (SELECT id FROM wanted)"
	"   OR e.recipient IN (SELECT id FROM wanted)"
	"   OR who.person IN (SELECT id FROM wanted))"
	"   AND NOT EXISTS (SELECT 1 FROM secret WHERE secret.event = e.id"
	"     AND secret.tbl = 2) ORDER BY 2",
	"SELECT 'computer', v.\"event.start\", v.\"host.name\","
	"   v.\"event.action\", v.\"event.outcome\", v.\"log.file.path\""
	"  FROM device_event_named AS v WHERE v.id IN"
	"   (SELECT e.id FROM device_event AS e JOIN who ON who.id = e.who"
	"     WHERE e.account IN (SELECT id FROM wanted)"
	"        OR who.person IN (SELECT id FROM wanted))"
	"   AND NOT EXISTS (SELECT 1 FROM secret WHERE secret.event = v.id"
	"     AND secret.tbl = 3) ORDER BY 2",
	"SELECT 'item for review', item.start, item.device, item.label,"
	"   item.status, '' FROM item WHERE " THEIRS " AND NOT " HELD_BACK
	" ORDER BY 2",
	"SELECT DISTINCT 'spell of use', s.start, item.device,"
	"   s.active || ' active minutes', s.pages || ' pages',"
	"   coalesce(s.bytes || ' bytes', '')"
	"  FROM item JOIN item_flag AS l ON l.item = item.id"
	"  JOIN flag_spell AS s ON s.flag = l.flag"
	" WHERE " THEIRS " AND NOT " HELD_BACK " ORDER BY 2",
};

static const char *const reviewed[] = {
	"SELECT 'item held back', item.start, item.name, item.label,"
	"   item.status, iif(item.label = 'illegal-suspected',"
	"     'suspected illegal content: ask the police first',"
	"   iif(item.status IN ('open', 'confirmed'),"
	"     'not closed: may prejudice what is looked into',"
	"     'marked: do not tip off'))"
	"  FROM item WHERE " THEIRS " AND " HELD_BACK " ORDER BY 2",
	"SELECT 'decision', n.time, item.name, n.act, n.who, n.why"
	"  FROM item_note AS n JOIN item ON item.id = n.item WHERE " THEIRS
	" ORDER BY 2",
	"SELECT 'told by hand', start, kind, account, told_to, details"
	"  FROM entry WHERE lower(person) IN (SELECT name FROM target)"
	"     OR lower(account) IN (SELECT name FROM target) ORDER BY 2",
	"SELECT 'evidence pack', pack.made, item.name, pack.path, pack.sha256,"
	"   '' FROM pack JOIN item ON item.id = pack.item WHERE " THEIRS,
	/* Its sites may be those of an item that is held back. */
	"SELECT 'looked at by lot', sample.day * 86400000000"
	"   + max(hour, 0) * 3600000000, device, sites, seen_by, note"
	"  FROM sample WHERE lower(person) IN (SELECT name FROM target)"
	"     OR lower(account) IN (SELECT name FROM target) ORDER BY 2",
	"SELECT 'urgent alert', alert.raised, item.name, alert.label,"
	"   alert.status, alert.name FROM alert"
	"  JOIN item ON item.id = alert.item WHERE " THEIRS " ORDER BY 2",
};

/* Events that show what a held back item is about. */
static const char prepare_secret[] =
    "CREATE TEMP TABLE secret AS SELECT f.event AS event, f.tbl AS tbl"
    "  FROM item JOIN item_flag AS l ON l.item = item.id"
    "  JOIN flag AS f ON f.id = l.flag"
    "    OR f.id IN (SELECT part FROM flag_part WHERE flag = l.flag)"
    " WHERE " THEIRS " AND " HELD_BACK;
static const char prepare_wanted[] =
    "CREATE TEMP TABLE wanted AS SELECT id FROM symbol"
    " WHERE domain IN (3, 8, 11)"
    "   AND lower(text) IN (SELECT name FROM target)";

static int
ask(struct store *s, const char *sql)
{
	struct statement *q = statement_create(s, sql);
	int result = q == NULL ? -1 : statement_run(q);

	statement_destroy(q);
	return result;
}

static int
put_target(struct store *s, const struct slice *names, size_t count)
{
	struct statement *q;
	int result = ask(s, "CREATE TEMP TABLE target(name)");
	size_t i;

	if (result == -1 || (q = statement_create(s,
		"INSERT INTO target VALUES (lower(:name))")) == NULL)
		return -1;
	for (i = 0; i < count && result == 0; i++) {
		statement_bind_text(q, ":name", names[i]);
		result = statement_run(q);
	}
	statement_destroy(q);
	return result;
}

static int
add_rows(struct store *s, const char *sql, struct buffer *out)
{
	struct statement *q = statement_create(s, sql);
	struct buffer time;
	int more, c;

	if (q == NULL)
		return -1;
	buffer_init(&time, 64);
	while ((more = statement_step(q)) == 1) {
		for (c = 0; c < COLUMNS; c++) {
			if (c != 1) {
				csv_add(out, c == 0, statement_text(q, c));
				continue;
			}
			buffer_reset(&time);
			if (!statement_is_null(q, c))
				time_print_seconds(&time, statement_int(q, c));
			csv_add(out, false, buffer_slice(&time));
		}
		csv_end_row(out);
	}
	buffer_finish(&time);
	statement_destroy(q);
	return more;
}

static int
write_one(const struct retention_job *job, struct store *s, const char *name,
    const char *const *questions, size_t count)
{
	struct arena *a = arena_create();
	const char *folder = deliver_folder(job->settings, job->out,
	    "officer", a);
	struct buffer b;
	size_t i;
	int result = folder == NULL ? -1 : 0;

	buffer_init(&b, FILE_LARGEST);
	buffer_text(&b, "what,time,where,kind,outcome,more\r\n");
	for (i = 0; i < count && result == 0; i++)
		result = add_rows(s, questions[i], &b);
	if (result == 0)
		result = deliver_text(folder, name, buffer_slice(&b));
	if (result == 0)
		result = carry(job->settings, "officer", folder, name,
		    buffer_slice(&b));
	if (result == 0 && job->say != NULL)
		fprintf(job->say, "%s/%s\n", folder, name);
	buffer_finish(&b);
	arena_destroy(a);
	return result;
}

/* Found by a number, so that neither the file's name nor the audit, which is
 * for ever, names them. */
static int
export(const struct retention_job *job, struct store *s, int64_t number)
{
	enum { ONE = sizeof disclosed / sizeof *disclosed,
		TWO = sizeof reviewed / sizeof *reviewed };
	struct arena *a = arena_create();
	long long n = number;
	int result = -1;

	if (store_audit(s, job->who, slice_of(arena_printf(a,
		"person export: subject %lld", n)), job->why) == 0 &&
	    write_one(job, s, arena_printf(a, "person-%lld-disclose.csv", n),
		disclosed, ONE) == 0)
		result = write_one(job, s,
		    arena_printf(a, "person-%lld-officer.csv", n), reviewed,
		    TWO);
	arena_destroy(a);
	return result;
}

int
person_export(const struct retention_job *job)
{
	struct slice names[PERSON_NAMES], key;
	size_t count = retention_names(job->settings, job->person, names,
	    &key);
	struct store *s = store_open(job->store, AUDIENCE_KEEPER);
	struct arena *a = arena_create();
	struct slice subject = slice_of(arena_printf(a, "%c:%.*s",
	    key.len > 0 ? 'p' : 'a', SLICE_ARG(names[0])));
	int64_t number = -1;
	int code = EXIT_COULD_NOT;

	if (s != NULL && store_begin(s) == 0 &&
	    (number = store_subject(s, subject)) != -1 &&
	    store_commit(s) == 0 && put_target(s, names, count) == 0 &&
	    ask(s, prepare_wanted) == 0 && ask(s, prepare_secret) == 0 &&
	    export(job, s, number) == 0)
		code = EXIT_OK;
	store_close(s);
	arena_destroy(a);
	return code;
}

static bool
is_held(const struct settings *s, const struct slice *names, size_t count)
{
	size_t entries, i, j;
	const struct register_entry *e = settings_register(s,
	    REGISTER_LEGAL_HOLDS, &entries);

	for (i = 0; i < entries; i++) {
		if (slice_equal(e[i].who, SLICE("*")))
			return true;
		for (j = 0; j < count; j++)
			if (slice_equal(e[i].who, names[j]))
				return true;
	}
	return false;
}

static int
say_kept(const struct retention_job *job, struct store *s,
    const struct slice *names, size_t count)
{
	static const char kept[] = "SELECT name, label, status FROM item WHERE "
	    THEIRS " ORDER BY start";
	bool held = is_held(job->settings, names, count);
	struct statement *q = statement_create(s, kept);
	int more;

	if (q == NULL)
		return -1;
	while ((more = statement_step(q)) == 1) {
		struct slice status = statement_text(q, 2);
		bool closed = slice_equal(status, SLICE("closed")) ||
		    slice_equal(status, SLICE("withdrawn"));

		fprintf(job->say, "kept: item %.*s, %.*s, %.*s: %s\n",
		    SLICE_ARG(statement_text(q, 0)),
		    SLICE_ARG(statement_text(q, 1)), SLICE_ARG(status),
		    held ? "a legal hold may bind it" :
		    closed ? "the time that policy keeps incidents is not "
			     "over" :
		    slice_equal(status, SLICE("open")) ?
			     "grave, and nobody has looked at it yet" :
			     "the incident is not closed");
	}
	statement_destroy(q);
	return more;
}

int
person_erase(const struct retention_job *job)
{
	struct slice names[PERSON_NAMES], key;
	size_t count = retention_names(job->settings, job->person, names,
	    &key);
	struct store *s;
	int code = retention_run(job);

	if (code != EXIT_OK || job->say == NULL)
		return code;
	if ((s = store_open(job->store, AUDIENCE_KEEPER)) == NULL ||
	    put_target(s, names, count) == -1 ||
	    say_kept(job, s, names, count) == -1)
		code = EXIT_COULD_NOT;
	store_close(s);
	fputs("kept: the audit, which names readers and not whom it is about\n"
	      "not reached: logs, backups, what was printed or sent\n",
	    job->say);
	if (key.len > 0)
		fputs("still on the list of people: new logs are stored "
		      "again\n", job->say);
	return code;
}
