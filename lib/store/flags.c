/*
 * Flags: a rule that matched, with its evidence copied.
 */
#include <err.h>
#include <stdlib.h>

#include "base/json.h"
#include "load.h"
#include "rows.h"
#include "tuples.h"
#include "words.h"

/* What a flag shows of its event, in this order, where it is known. */
static const enum column shown[] = { COL_DATASET, COL_ACTION, COL_TYPE,
	COL_OUTCOME, COL_CODE, COL_PROVIDER, COL_REASON, COL_TARGET_ACCOUNT,
	COL_ADDRESS, COL_HOST, COL_SCHEME, COL_DOMAIN_NAME, COL_PORT,
	COL_PATH, COL_QUERY, COL_METHOD, COL_STATUS, COL_BYTES, COL_MIME,
	COL_AGENT, COL_CATEGORY, COL_FILTER_CATEGORY, COL_PERIOD, COL_FROM,
	COL_TO, COL_SUBJECT, COL_MAIL_SIZE, COL_PROCESS, COL_PARENT,
	COL_COMMAND_LINE, COL_FILE, COL_LOGON_TYPE, COL_DEVICE_ID,
	COL_PACKAGE, COL_THREAT, COL_MESSAGE, COL_ATTRIBUTION_WHY };

enum { LARGEST_FIELDS = 16384 };

static void
print_fields(const struct batch *b, uint32_t row, struct buffer *out)
{
	char before = '{';
	size_t i;

	for (i = 0; i < sizeof shown / sizeof *shown; i++) {
		enum column c = shown[i];
		bool number = columns[c].kind == KIND_NUMBER;
		struct slice text;
		int64_t n = NUMBER_UNKNOWN;

		if (number)
			n = batch_number(b, row, c);
		else
			text = batch_text(b, row, c);
		if (number ? n == NUMBER_UNKNOWN : text.len == 0)
			continue;
		buffer_char(out, before);
		before = ',';
		json_quote(out, slice_of(columns[c].name));
		buffer_char(out, ':');
		if (number)
			buffer_int(out, n);
		else
			json_quote(out, text);
	}
	buffer_text(out, before == '{' ? "{}" : "}");
}

/* The columns of table flag, in order. */
enum flag_value { F_TABLE, F_EVENT, F_RULE, F_LABEL, F_SEVERITY, F_TREATMENT,
	F_REPORTED, F_CORRELATION, F_START, F_END, F_DAY, F_HOUR, F_EVENTS,
	F_ACCOUNT, F_PERSON, F_DEVICE, F_ROOM, F_ROLE, F_YEAR, F_PERIOD,
	F_OUTCOME, F_TYPE, F_ATTRIBUTION, F_LOG, F_OFFSET, F_COUNT };

static int64_t
word_of(struct store *s, const struct batch *b, uint32_t row, enum column c)
{
	return words_row(s->words, batch_symbols(b), columns[c].domain,
	    batch_symbol(b, row, c));
}

static void
set_rule(struct store *s, const struct rule_facts *rule, int64_t *v)
{
	v[F_RULE] = words_add(s->words, DOMAIN_WORD, rule->name);
	v[F_LABEL] = words_add(s->words, DOMAIN_WORD, rule->label);
	v[F_SEVERITY] = rule->severity;
	v[F_TREATMENT] = rule->treatment;
	v[F_REPORTED] = rule->reported;
}

static void
set_event(struct store *s, const struct batch *b, uint32_t row, int64_t *v)
{
	int64_t start = batch_number(b, row, COL_START),
		stamp = batch_number(b, row, COL_TIMESTAMP),
		took = batch_number(b, row, COL_DURATION);

	v[F_START] = start == TIME_UNKNOWN ? stamp : start;
	v[F_END] = v[F_START];
	if (v[F_END] != TIME_UNKNOWN && took != NUMBER_UNKNOWN && took > 0)
		v[F_END] += took / 1000;
	v[F_DAY] = batch_number(b, row, COL_DAY);
	if (v[F_DAY] == NUMBER_UNKNOWN)
		v[F_DAY] = -1;
	v[F_HOUR] = batch_number(b, row, COL_HOUR);
	v[F_EVENTS] = 1;
	v[F_ACCOUNT] = word_of(s, b, row, COL_ACCOUNT);
	v[F_PERSON] = word_of(s, b, row, COL_PERSON);
	v[F_DEVICE] = word_of(s, b, row, COL_DEVICE);
	if (v[F_DEVICE] == 0)
		v[F_DEVICE] = word_of(s, b, row, COL_HOST);
	v[F_ROOM] = word_of(s, b, row, COL_ROOM);
	v[F_ROLE] = word_of(s, b, row, COL_ROLE);
	v[F_YEAR] = word_of(s, b, row, COL_YEAR);
	v[F_PERIOD] = word_of(s, b, row, COL_PERIOD);
	v[F_OUTCOME] = word_of(s, b, row, COL_OUTCOME);
	v[F_TYPE] = word_of(s, b, row, COL_TYPE);
	v[F_ATTRIBUTION] = word_of(s, b, row, COL_ATTRIBUTION);
	v[F_LOG] = word_of(s, b, row, COL_FILE_PATH);
	v[F_OFFSET] = batch_number(b, row, COL_OFFSET);
}

static int64_t
write_flag(struct store *s, const int64_t *v, struct slice fields)
{
	static const char add[] =
	    "INSERT INTO flag(tbl, event, rule, label, severity, treatment,"
	    "   reported, correlation, start, end, day, hour, events,"
	    "   account, person, device, room, role, year, period, outcome,"
	    "   type, attribution, log, offset, fields)"
	    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13,"
	    "   ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25,"
	    "   ?26)";
	sqlite3_stmt *st = loader_prepare(s, &s->loader->add_flag, add);
	int i;

	if (st == NULL || s->words->failed)
		return -1;
	for (i = 0; i < F_COUNT; i++)
		bind_number(st, i + 1, v[i]);
	bind_slice_or_null(st, F_COUNT + 1, fields);
	if (store_finish_step(s, st) == -1)
		return -1;
	return sqlite3_last_insert_rowid(s->db);
}

static bool
is_too_early(const struct rule_facts *rule, int64_t day)
{
	return rule->valid_from != INT32_MIN && day >= 0 &&
	    day < rule->valid_from;
}

static int64_t
add_flag(struct store *s, const struct rule_facts *rule, struct batch *b,
    uint32_t row, enum store_table t, int64_t event)
{
	int64_t v[F_COUNT] = { [F_TABLE] = (int64_t)t, [F_EVENT] = event };
	struct buffer fields;
	int64_t id;

	if (is_too_early(rule, batch_number(b, row, COL_DAY)))
		return 0;
	set_rule(s, rule, v);
	set_event(s, b, row, v);
	buffer_init(&fields, LARGEST_FIELDS);
	if (rule->reported)
		print_fields(b, row, &fields);
	/* Half an object is none. */
	id = write_flag(s, v, buffer_overflowed(&fields) ?
		SLICE("{}") : buffer_slice(&fields));
	buffer_finish(&fields);
	return id;
}

int64_t
store_flag(struct store *s, const struct rule_facts *rule, struct batch *b,
    uint32_t row, enum store_table t, int64_t event)
{
	static const char has[] =
	    "SELECT 1 FROM flag"
	    " WHERE event = ?1 AND tbl = ?2 AND rule = ?3"
	    "   AND correlation = 0";
	sqlite3_stmt *st = loader_prepare(s, &s->loader->has_flag, has);
	int code;

	if (st == NULL)
		return -1;
	words_use(s->words, batch_symbols(b));
	sqlite3_bind_int64(st, 1, event);
	sqlite3_bind_int64(st, 2, t);
	sqlite3_bind_int64(st, 3,
	    words_add(s->words, DOMAIN_WORD, rule->name));
	code = sqlite3_step(st);
	sqlite3_reset(st);
	if (code == SQLITE_ROW)
		return 0;
	return add_flag(s, rule, b, row, t, event);
}

static int
add_candidate(struct store *s, enum store_table t, int64_t id,
    struct slice rules)
{
	static const char add[] =
	    "INSERT INTO candidate VALUES (?1, ?2, ?3)";
	sqlite3_stmt *st = loader_prepare(s, &s->loader->add_candidate, add);

	if (st == NULL)
		return -1;
	sqlite3_bind_int64(st, 1, t);
	sqlite3_bind_int64(st, 2, id);
	sqlite3_bind_int64(st, 3, words_add(s->words, DOMAIN_WORD, rules));
	return store_finish_step(s, st);
}

/* Path, query, native and the like of a flagged row or a candidate. */
static int
keep_texts(struct store *s, struct batch *b, uint32_t row,
    enum store_table t, int64_t id)
{
	static const char *const add[TABLE_COUNT] = {
		[STORE_VISIT] = "INSERT INTO visit_text VALUES (?, ?, ?)",
		[STORE_DEVICE_EVENT] = "INSERT INTO event_text"
		    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
	};
	const struct cell *c = layouts[t].texts;
	sqlite3_stmt *st;
	int i = 1;

	if (c == NULL)
		return 0;
	if ((st = loader_prepare(s, &s->loader->text[t], add[t])) == NULL)
		return -1;
	sqlite3_bind_int64(st, i++, id);
	for (; c->name != NULL; c++)
		bind_slice_or_null(st, i++, batch_text(b, row, c->column));
	return store_finish_step(s, st);
}

int
load_judgement(struct store *s, struct batch *b, uint32_t row,
    enum store_table t, int64_t id)
{
	struct slice flags = batch_text(b, row, COL_FLAGS), name,
		     candidates = batch_text(b, row, COL_CANDIDATES);
	const struct rule_facts *rule;

	if (flags.len == 0 && candidates.len == 0)
		return 0;
	if (keep_texts(s, b, row, t, id) == -1)
		return -1;
	/* A fragment is judged as part of the mail that it comes to be; its
	 * number is given to another once it has been joined. */
	if (candidates.len > 0 && t != STORE_MAIL_FRAGMENT &&
	    add_candidate(s, t, id, candidates) == -1)
		return -1;
	while (slice_take_word(&flags, &name)) {
		rule = s->facts == NULL ? NULL :
					  s->facts(name, s->facts_ctx);
		if (rule == NULL) {
			warnx("%s: a flag of a rule that is not in the "
			      "policy: %.*s", s->path, SLICE_ARG(name));
			return -1;
		}
		if (add_flag(s, rule, b, row, t, id) == -1)
			return -1;
	}
	return 0;
}

/* Reads the flag that a run rests on first, then makes unknown whatever the
 * others do not share. */
static int
share_parts(struct store *s, const uint64_t *parts, size_t count, int64_t *v)
{
	static const char one[] =
	    "SELECT tbl, event, rule, label, severity, treatment, reported,"
	    "   correlation, start, end, day, hour, events, account, person,"
	    "   device, room, role, year, period, outcome, type, attribution,"
	    "   log, offset"
	    "  FROM flag WHERE id = ?1";
	static const char *const grades[] = { "none", "weak", "fair",
		"strong" };
	sqlite3_stmt *st = store_prepare(s, one);
	int64_t weakest[4];
	size_t i;
	int f, g, worst = 4, result = 0;

	if (st == NULL)
		return -1;
	for (g = 0; g < 4; g++)
		weakest[g] = words_add(s->words, DOMAIN_TAG,
		    slice_of(grades[g]));
	for (i = 0; i < count; i++) {
		sqlite3_bind_int64(st, 1, (int64_t)parts[i]);
		if (sqlite3_step(st) != SQLITE_ROW) {
			warnx("%s: no flag %llu for a correlation to rest on",
			    s->path, (unsigned long long)parts[i]);
			result = -1;
			break;
		}
		for (f = 0; f < F_COUNT && i == 0; f++)
			v[f] = column_number(st, f);
		for (f = F_ACCOUNT; f <= F_TYPE; f++)
			if (column_number(st, f) != v[f])
				v[f] = 0;
		for (g = 0; g < worst; g++)
			if (column_number(st, F_ATTRIBUTION) == weakest[g])
				worst = g;
		sqlite3_reset(st);
	}
	sqlite3_finalize(st);
	if (worst < 4)
		v[F_ATTRIBUTION] = weakest[worst];
	return result;
}

static int
print_single(struct batch *b, const int64_t *ids, void *out)
{
	(void)ids;
	print_fields(b, 0, out);
	return 0;
}

static int
write_parts(struct store *s, int64_t flag, const uint64_t *parts,
    size_t count)
{
	static const char add[] =
	    "INSERT OR IGNORE INTO flag_part VALUES (?1, ?2)";
	sqlite3_stmt *st = store_prepare(s, add);
	size_t i;
	int result = st == NULL ? -1 : 0;

	for (i = 0; i < count && result == 0; i++) {
		sqlite3_bind_int64(st, 1, flag);
		sqlite3_bind_int64(st, 2, (int64_t)parts[i]);
		result = store_finish_step(s, st);
	}
	sqlite3_finalize(st);
	return result;
}

int64_t
store_flag_run(struct store *s, const struct rule_facts *rule, int64_t start,
    int64_t end, uint64_t events, const uint64_t *parts, size_t count,
    struct symbols *symbols)
{
	int64_t v[F_COUNT] = { 0 }, id;
	struct buffer fields;

	words_use(s->words, symbols);
	if (count == 0 || share_parts(s, parts, count, v) == -1)
		return -1;
	if (is_too_early(rule, v[F_DAY]))
		return 0;
	set_rule(s, rule, v);
	v[F_CORRELATION] = 1;
	v[F_START] = start;
	v[F_END] = end;
	v[F_EVENTS] = (int64_t)events;
	buffer_init(&fields, LARGEST_FIELDS);
	if (rule->reported &&
	    rows_single(s, (enum store_table)v[F_TABLE], v[F_EVENT], symbols,
		print_single, &fields) == -1) {
		buffer_finish(&fields);
		return -1;
	}
	id = write_flag(s, v, buffer_overflowed(&fields) ?
		SLICE("{}") : buffer_slice(&fields));
	buffer_finish(&fields);
	if (id == -1 || write_parts(s, id, parts, count) == -1)
		return -1;
	return id;
}

int64_t
store_symbol(struct store *s, enum domain d, struct slice text)
{
	uint32_t row = words_add(s->words, d, text);

	return s->words->failed ? -1 : (int64_t)row;
}

int64_t
store_subject(struct store *s, struct slice subject)
{
	static const char add[] =
	    "INSERT OR IGNORE INTO subject"
	    " VALUES (?1, random() & 9223372036854775807)";
	static const char find[] =
	    "SELECT number FROM subject WHERE text = ?1";
	sqlite3_stmt *st = store_prepare(s, add);
	int64_t number = -1;

	if (st == NULL)
		return -1;
	bind_slice(st, 1, subject);
	if (store_finish_step(s, st) == -1) {
		sqlite3_finalize(st);
		return -1;
	}
	sqlite3_finalize(st);
	if ((st = store_prepare(s, find)) == NULL)
		return -1;
	bind_slice(st, 1, subject);
	if (sqlite3_step(st) == SQLITE_ROW)
		number = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	return number;
}
