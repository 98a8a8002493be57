/*
 * The store: what goes in comes out, counts balance, totals follow.
 */
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "store/statement.h"
#include "store/store.h"

#include "../tap.h"

static char folder[] = "/tmp/beadle-store-XXXXXX";
static char path[128];

static const struct rule_facts rules[] = {
	{ { "games", 5 }, { "gaming-in-lesson", 16 }, SEVERITY_CAUTION,
	    TREAT_POSSIBLE_BREACH, false, INT32_MIN },
	{ { "malware", 7 }, { "malware", 7 }, SEVERITY_DANGER,
	    TREAT_POSSIBLE_BREACH, true, INT32_MIN },
	{ { "later", 5 }, { "adult", 5 }, SEVERITY_DANGER,
	    TREAT_POSSIBLE_BREACH, true, 99999 },
};

static const struct rule_facts *
facts(struct slice name, void *ctx)
{
	size_t i;

	(void)ctx;
	for (i = 0; i < sizeof rules / sizeof *rules; i++)
		if (slice_equal(rules[i].name, name))
			return &rules[i];
	return NULL;
}

static void
set(struct batch *b, uint32_t row, enum column c, const char *text)
{
	batch_set_text(b, row, c, slice_of(text));
}

static void
add_state(struct batch *b, const char *action, const char *log,
    int64_t records)
{
	uint32_t row = batch_add(b);

	set(b, row, COL_EVENT_KIND, "state");
	set(b, row, COL_ACTION, action);
	set(b, row, COL_FILE_PATH, log);
	set(b, row, COL_DATASET, "squid.access");
	if (records >= 0)
		batch_set_number(b, row, COL_RECORDS, records);
	if (strcmp(action, "chunk") == 0) {
		set(b, row, COL_HASH, "00112233445566778899aabbccddeeff");
		batch_set_number(b, row, COL_OFFSET, 0);
	}
}

enum { DAY = 20740 };

static uint32_t
add_visit(struct batch *b, const char *log, int64_t offset, int64_t second,
    const char *account, const char *site)
{
	int64_t start = DAY * INT64_C(86400) * TIME_SECOND +
	    second * TIME_SECOND;
	uint32_t row = batch_add(b);

	set(b, row, COL_EVENT_KIND, "event");
	set(b, row, COL_CHANNEL, "web");
	set(b, row, COL_DATASET, "squid.access");
	set(b, row, COL_FILE_PATH, log);
	batch_set_number(b, row, COL_OFFSET, offset);
	batch_set_number(b, row, COL_START, start);
	batch_set_number(b, row, COL_TIMESTAMP, start + 250000);
	batch_set_number(b, row, COL_DURATION, 250000000);
	batch_set_number(b, row, COL_DAY, DAY);
	batch_set_number(b, row, COL_HOUR, second / 3600);
	set(b, row, COL_ACCOUNT, account);
	set(b, row, COL_ADDRESS, "198.51.100.7");
	set(b, row, COL_DOMAIN_NAME, site);
	set(b, row, COL_PATH, "/play");
	set(b, row, COL_METHOD, "GET");
	batch_set_number(b, row, COL_STATUS, 200);
	batch_set_number(b, row, COL_BYTES, 1000);
	set(b, row, COL_TYPE, "allowed");
	set(b, row, COL_OUTCOME, "success");
	set(b, row, COL_CATEGORY, "games");
	set(b, row, COL_PERIOD, "lesson");
	set(b, row, COL_KIND, "page");
	set(b, row, COL_DEVICE, "lab1-01");
	set(b, row, COL_ROOM, "lab1");
	return row;
}

static int64_t
ask(struct store *s, const char *sql)
{
	struct statement *q = statement_create(s, sql);
	int64_t n = -999;

	if (q == NULL)
		return n;
	if (statement_step(q) == 1)
		n = statement_int(q, 0);
	statement_destroy(q);
	return n;
}

static void
fill(struct batch *b)
{
	uint32_t row, i;

	add_state(b, "open", "a.log", -1);
	add_state(b, "chunk", "a.log", 6);
	for (i = 0; i < 3; i++)
		add_visit(b, "a.log", i * 100, i * 60, "amy",
		    "blockbrawl.example");
	/* One record that gave two events counts once. */
	add_visit(b, "a.log", 200, 121, "amy", "blockbrawl.example");
	row = add_visit(b, "a.log", 300, 180, "", "kartclash.example");
	set(b, row, COL_CANDIDATES, "games");
	row = batch_add(b);
	set(b, row, COL_EVENT_KIND, "pipeline_error");
	set(b, row, COL_ACTION, "reject");
	set(b, row, COL_FILE_PATH, "a.log");
	batch_set_number(b, row, COL_OFFSET, 400);
	batch_set_number(b, row, COL_LENGTH, 10);
	set(b, row, COL_REASON, "bad time");
	add_state(b, "close", "a.log", 6);
}

static void
check_counts(struct store *s, const struct store_counts *n)
{
	is_int((int64_t)n->records, 6, "records");
	is_int((int64_t)n->used, 4, "used: a record with two events once");
	is_int((int64_t)n->rejected, 1, "rejected");
	is_int((int64_t)n->ignored, 1, "ignored is what is left");
	is_int((int64_t)n->events, 5, "events");
	is_int(ask(s, "SELECT used FROM member"), 4, "member keeps counts");
	is_int(ask(s, "SELECT sum(events) FROM daily_visit"
		      " WHERE category = 'games' AND type = 'allowed'"),
	    5, "daily_visit counts");
	is_int(ask(s, "SELECT sum(bytes) FROM daily_visit"), 5000,
	    "daily_visit adds bytes up");
	is_int(ask(s, "SELECT events FROM coverage WHERE"
		      " dataset = 'squid.access'"),
	    5, "coverage");
	is_int(ask(s, "SELECT count(*) FROM touched"), 1, "touched");
	is_int(ask(s, "SELECT count(*) FROM visit_text"), 1,
	    "paths are kept of candidates only");
	is_int(ask(s, "SELECT count(*) FROM reject"), 1, "reject");
}

static int
name_them(struct batch *b, const int64_t *ids, void *ctx)
{
	struct store *s = ctx;

	is_int(batch_rows(b), 1, "one candidate");
	is_text(batch_text(b, 0, COL_CANDIDATES).ptr, "games",
	    "with its rules");
	ok(slice_equal(batch_text(b, 0, COL_PATH), SLICE("/play")),
	    "with its path");
	ok(slice_equal(batch_text(b, 0, COL_DOMAIN_NAME),
	       SLICE("kartclash.example")), "with its site");
	is_int(batch_number(b, 0, COL_STATUS), 200, "with its status");
	is_int(batch_number(b, 0, COL_DURATION), 250000000, "duration");
	is_int(batch_number(b, 0, COL_TIMESTAMP) -
		batch_number(b, 0, COL_START), 250000, "stamp");
	set(b, 0, COL_PERSON, "p77");
	set(b, 0, COL_ROLE, "pupil");
	set(b, 0, COL_YEAR, "8");
	set(b, 0, COL_ATTRIBUTION, "fair");
	ok(store_flag(s, &rules[1], b, 0, STORE_VISIT, ids[0]) > 0, "flag");
	is_int(store_flag(s, &rules[1], b, 0, STORE_VISIT, ids[0]), 0,
	    "the same flag again is none");
	is_int(store_flag(s, &rules[2], b, 0, STORE_VISIT, ids[0]), 0,
	    "a rule judges nothing before it is valid");
	ok(store_flag(s, &rules[0], b, 0, STORE_VISIT, ids[0]) > 0,
	    "a flag that only counts");
	set(b, 0, COL_PERSON, "p78");
	return store_update_late(s, STORE_VISIT, b, ids);
}

static void
settle(struct store *s, struct symbols *symbols)
{
	uint64_t parts[1];

	is_int(store_rows(s, STORE_VISIT,
		   "SELECT event FROM candidate WHERE tbl = 1", symbols,
		   name_them, s), 0, "candidates are read");
	is_int(ask(s, "SELECT sum(events) FROM daily_visit"
		      " WHERE role = 'pupil' AND year = '8'"),
	    1, "totals follow the late fields");
	is_int(ask(s, "SELECT count(*) FROM flag_named"
		      " WHERE person = 'p78' AND attribution = 'fair'"),
	    2, "flags follow the late fields");
	parts[0] = (uint64_t)ask(s, "SELECT max(id) FROM flag");
	ok(store_flag_run(s, &rules[1], 5, 9, 3, parts, 1, symbols) > 0,
	    "a flag that rests on flags");
	is_int(ask(s, "SELECT count(*) FROM flag_named WHERE correlation"
		      " AND fields LIKE '%kartclash.example%'"),
	    1, "copies the evidence of its first part");
}

static int
count_events(struct batch *b, void *ctx)
{
	*(uint32_t *)ctx += batch_rows(b);
	return 0;
}

static void
read_back(void)
{
	struct store *s = store_open(path, AUDIENCE_LEADERSHIP);
	struct symbols *symbols = symbols_create();
	uint32_t events = 0;

	is_int(store_dump(s, INT64_MIN, INT64_MAX, symbols, count_events,
		   &events), 0, "dump");
	is_int(events, 5, "gives all events");
	events = 0;
	is_int(store_dump(s, DAY * INT64_C(86400) * TIME_SECOND,
		   (DAY * INT64_C(86400) + 60) * TIME_SECOND, symbols,
		   count_events, &events), 0, "dump of a minute");
	is_int(events, 1, "gives those that began in it");
	is_int(ask(s, "SELECT sum(flags) FROM daily_flag"), 2,
	    "reported flags are counted by day at commit");
	is_int(ask(s, "SELECT count(DISTINCT number) FROM daily_person"), 1,
	    "people are counted by number");
	symbols_destroy(symbols);
	store_close(s);
}

int
main(void)
{
	struct store *s;
	struct symbols *symbols = symbols_create();
	struct batch *b = batch_create(symbols);
	struct store_counts n = { 0 };
	struct stat st;

	if (mkdtemp(folder) == NULL)
		return 1;
	snprintf(path, sizeof path, "%s/store", folder);
	s = store_open(path, AUDIENCE_KEEPER);
	ok(s != NULL, "opens");
	ok(stat(path, &st) == 0 && (st.st_mode & 0777) == 0640, "mode 0640");
	store_set_rules(s, facts, NULL);
	fill(b);
	is_int(store_begin(s), 0, "begin");
	is_int(store_batch(s, b, &n), 0, "batch");
	check_counts(s, &n);
	settle(s, symbols);
	is_int(store_commit(s), 0, "commit");
	is_int(store_begin(s), 0, "begin again");
	n = (struct store_counts){ 0 };
	is_int(store_batch(s, b, &n), 0, "more");
	store_rollback(s);
	is_int(ask(s, "SELECT count(*) FROM visit"), 5, "rolled back");
	is_int(ask(s, "SELECT sum(events) FROM daily_visit"), 5,
	    "and its totals with it");
	store_close(s);
	batch_destroy(b);
	symbols_destroy(symbols);
	read_back();
	unlink(path);
	rmdir(folder);
	return done_testing();
}
