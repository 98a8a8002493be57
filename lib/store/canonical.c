/*
 * The whole store as sorted text, so that two stores can be compared: no
 * row ids, no random numbers, no times of runs.
 */
#include <err.h>

#include "inside.h"

struct section {
	const char *name;
	const char *sql;
	bool without_id; /* leave the first column out */
};

static const struct section sections[] = {
	{ "visit", "SELECT * FROM visit_named", true },
	{ "mail", "SELECT * FROM mail_named", true },
	{ "device_event", "SELECT * FROM device_event_named", true },
	{ "mail_fragment", "SELECT * FROM mail_fragment_named", true },
	{ "flag",
	    "SELECT rule, label, severity, treatment, reported, correlation,"
	    "   start, end, day, hour, events, account, person, device, room,"
	    "   role, year, period, outcome, type, attribution, log, offset,"
	    "   fields"
	    "  FROM flag_named", false },
	{ "flag_part",
	    "SELECT f.rule, f.start, f.subject, p.rule, p.start, p.log,"
	    "   p.offset"
	    "  FROM flag_part"
	    "  JOIN flag_named AS f ON f.id = flag_part.flag"
	    "  JOIN flag_named AS p ON p.id = flag_part.part", false },
	{ "flag_spell",
	    "SELECT f.rule, f.start, f.subject, f.log, f.offset, s.start,"
	    "   s.end, s.active, s.pages, s.bytes"
	    "  FROM flag_spell AS s JOIN flag_named AS f ON f.id = s.flag",
	    false },
	{ "candidate",
	    "SELECT tbl, symbol.text, count(*) FROM candidate"
	    "  JOIN symbol ON symbol.id = candidate.rules"
	    " GROUP BY tbl, symbol.text", false },
	{ "touched",
	    "SELECT day, symbol.text, first, last FROM touched"
	    "  JOIN symbol ON symbol.id = touched.device", false },
	{ "item",
	    "SELECT name, number, status, label, subject, account, person,"
	    "   device, room, role, year, period, start, end, day, hour,"
	    "   events, new_events, severity, treatment, attribution, rules,"
	    "   touched FROM item", false },
	{ "item_flag",
	    "SELECT item.name, f.rule, f.start, f.end, f.log, f.offset, late"
	    "  FROM item_flag"
	    "  JOIN item ON item.id = item_flag.item"
	    "  JOIN flag_named AS f ON f.id = item_flag.flag", false },
	{ "item_note",
	    "SELECT item.name, who, act, why FROM item_note"
	    "  JOIN item ON item.id = item_note.item", false },
	{ "person",
	    "SELECT key, username, forename, surname, sex, role, year,"
	    "   reg_group, email FROM person", false },
	{ "device", "SELECT hostname, ip, room, serial, type FROM device",
	    false },
	/* Duplicates depend on how logs were cut; what counted does not. */
	{ "ledger",
	    "SELECT symbol.text, sum(used), sum(ignored), sum(rejected)"
	    "  FROM member JOIN symbol ON symbol.id = member.dataset"
	    " GROUP BY symbol.text", false },
	{ "reject",
	    "SELECT p.text, offset, length, r.text FROM reject"
	    "  JOIN member ON member.id = reject.member"
	    "  JOIN symbol AS p ON p.id = member.path"
	    "  JOIN symbol AS r ON r.id = reject.reason", false },
	{ "coverage", "SELECT * FROM coverage", false },
	{ "mention", "SELECT * FROM mention", false },
	{ "daily_visit", "SELECT * FROM daily_visit", false },
	{ "daily_flag", "SELECT * FROM daily_flag", false },
	{ "share",
	    "SELECT value FROM meta WHERE name = 'grid' AND value <> 'all'",
	    false },
	{ "daily_person",
	    "SELECT day, label, channel, subject.text, known, role, year,"
	    "   period, hour, type, flags"
	    "  FROM daily_person JOIN subject USING (number)", false },
};

static void
print_cell(FILE *out, sqlite3_stmt *st, int column)
{
	struct slice s;
	size_t i;

	if (sqlite3_column_type(st, column) == SQLITE_INTEGER) {
		fprintf(out, "%lld",
		    (long long)sqlite3_column_int64(st, column));
		return;
	}
	s = column_slice(st, column);
	for (i = 0; i < s.len; i++)
		switch (s.ptr[i]) {
		case '\t': fputs("\\t", out); break;
		case '\n': fputs("\\n", out); break;
		case '\r': fputs("\\r", out); break;
		case '\\': fputs("\\\\", out); break;
		default: putc(s.ptr[i], out);
		}
}

/* The section's question, sorted by all its columns. */
static sqlite3_stmt *
prepare_sorted(struct store *s, const struct section *section, int *count)
{
	struct buffer sql;
	sqlite3_stmt *st = store_prepare(s, section->sql);
	int first = section->without_id ? 2 : 1, i;

	if (st == NULL)
		return NULL;
	*count = sqlite3_column_count(st);
	sqlite3_finalize(st);
	buffer_init(&sql, 1 << 16);
	buffer_printf(&sql, "SELECT * FROM (%s) ORDER BY ", section->sql);
	for (i = first; i <= *count; i++)
		buffer_printf(&sql, "%s%d", i == first ? "" : ", ", i);
	st = store_prepare(s, sql.ptr);
	buffer_finish(&sql);
	return st;
}

static int
print_section(struct store *s, const struct section *section, FILE *out)
{
	int count = 0, first = section->without_id, code, i;
	sqlite3_stmt *st = prepare_sorted(s, section, &count);

	if (st == NULL)
		return -1;
	while ((code = sqlite3_step(st)) == SQLITE_ROW) {
		fputs(section->name, out);
		for (i = first; i < count; i++) {
			putc('\t', out);
			print_cell(out, st, i);
		}
		putc('\n', out);
		if (ferror(out))
			break;
	}
	if (code == SQLITE_ROW)
		warn("writing");
	else if (code != SQLITE_DONE)
		store_complain(s, section->name);
	sqlite3_finalize(st);
	return code == SQLITE_DONE ? 0 : -1;
}

int
store_dump_canonical(struct store *s, FILE *out)
{
	size_t i;

	if (store_settle_memory(s) == -1)
		return -1;
	for (i = 0; i < sizeof sections / sizeof *sections; i++)
		if (print_section(s, &sections[i], out) == -1)
			return -1;
	return 0;
}
