/*
 * Seals evidence.
 */
#include <err.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "archive/zip_writer.h"
#include "base/csv.h"
#include "base/hash.h"
#include "deliver/deliver.h"
#include "formats/format.h"
#include "incident/incident.h"
#include "night/evidence.h"
#include "reports/explain.h"
#include "store/statement.h"

#include "reread.h"

enum { FOLDER_MODE = 0700, MOST_LINES = 500, MOST_ITEMS = 200, FILES = 6 };

static const char without_pack[] =
    "SELECT id FROM item"
    " WHERE status IN ('confirmed', 'closed') AND treatment IN (1, 2)"
    "   AND NOT EXISTS (SELECT 1 FROM pack WHERE item = item.id)"
    " ORDER BY id LIMIT 200";

static const char item_facts[] =
    "SELECT item.name, item.label, item.account, item.person, item.device,"
    "       item.room, item.role, item.year, item.start, item.end,"
    "       item.attribution, item.rules,"
    "       coalesce(person.forename, ''), coalesce(person.surname, ''),"
    "       coalesce(person.username, ''), coalesce(person.reg_group, ''),"
    "       coalesce(device.ip, ''), coalesce(device.serial, ''),"
    "       coalesce(device.type, ''), coalesce(device.room, ''),"
    "       (SELECT coalesce(max(version), 0) FROM pack"
    "         WHERE item = item.id)"
    "  FROM item"
    "  LEFT JOIN person ON person.key = item.person AND item.person <> ''"
    "   AND item.attribution IN ('strong', 'fair')"
    "  LEFT JOIN device ON device.hostname = item.device"
    " WHERE item.id = :item";

/* The flags of the item, and in the place of a correlation its parts. */
static const char flags_of_item[] =
    "SELECT DISTINCT log.text, flag.offset,"
    "       coalesce(site.text, code.text, ''), coalesce(address.text, ''),"
    "       coalesce(member.sha256, '')"
    "  FROM flag"
    "  LEFT JOIN visit_row AS v ON v.id = flag.event AND flag.tbl = 1"
    "  LEFT JOIN server ON server.id = v.server"
    "  LEFT JOIN caller ON caller.id = abs(v.caller)"
    "  LEFT JOIN symbol AS site ON site.id = server.site"
    "  LEFT JOIN symbol AS address ON address.id = caller.address"
    "  LEFT JOIN device_event AS d ON d.id = flag.event AND flag.tbl = 3"
    "  LEFT JOIN symbol AS code ON code.id = d.code"
    "  JOIN symbol AS log ON log.id = flag.log"
    "  LEFT JOIN member ON member.id ="
    "       (SELECT max(id) FROM member WHERE path = flag.log)"
    " WHERE flag.correlation = 0 AND flag.offset IS NOT NULL"
    "   AND log.text <> '' AND flag.id IN"
    "   (SELECT flag FROM item_flag WHERE item = :item"
    "    UNION SELECT part FROM flag_part WHERE flag IN"
    "      (SELECT flag FROM item_flag WHERE item = :item))"
    " ORDER BY flag.start, flag.id LIMIT 500";

static const char add_pack[] =
    "INSERT INTO pack(item, version, made, who, path, sha256, lines, lost)"
    " VALUES (:item, :version, :now, :who, :path, :sha256, :lines, :lost)";

struct sealing {
	const struct settings *settings;
	struct store *store;
	struct arena *arena;
	int64_t item, version, lines, lost;
	struct slice name, label, rules, who;
	struct explained around;
	struct wanted *wanted;
	struct slice *hashes; /* of the log file as it was read */
	size_t count;
	struct buffer files[FILES];
	const char *names[FILES];
	size_t file_count;
};

static struct buffer *
new_file(struct sealing *s, const char *name)
{
	struct buffer *b = &s->files[s->file_count];

	buffer_init(b, BUFFER_LARGEST);
	s->names[s->file_count++] = name;
	return b;
}

static void
add_number(struct buffer *out, bool first, int64_t n)
{
	char text[32];

	snprintf(text, sizeof text, "%lld", (long long)n);
	csv_add(out, first, slice_of(text));
}

static void
add_fact_time(struct buffer *out, const char *fact, int64_t t)
{
	struct buffer time;

	buffer_init(&time, 64);
	time_print(&time, t);
	csv_add(out, true, slice_of(fact));
	csv_add(out, false, buffer_slice(&time));
	csv_end_row(out);
	buffer_finish(&time);
}

static void
add_fact_number(struct buffer *out, const char *fact, int64_t n)
{
	csv_add(out, true, slice_of(fact));
	if (n == NUMBER_UNKNOWN)
		csv_add(out, false, SLICE(""));
	else
		add_number(out, false, n);
	csv_end_row(out);
}

/* What the account did around it, all in all: event/use.h. */
static int
add_use(const struct sealing *s, struct buffer *out)
{
	struct use use;
	int found = store_use(s->store, s->item, &use);

	if (found < 1)
		return found;
	add_fact_time(out, "spell of use from", use.start);
	add_fact_time(out, "spell of use to", use.end);
	add_fact_number(out, "active minutes", use.active);
	add_fact_number(out, "pages", use.pages);
	add_fact_number(out, "bytes", use.bytes);
	return 0;
}

static int
read_facts(struct sealing *s)
{
	static const char *const titles[] = { "item", "label", "account",
		"person", "device", "room", "role", "year", "begins", "ends",
		"known", "rules", "forename", "surname", "username",
		"reg_group", "device address", "device serial",
		"device type", "device room on the list" };
	struct statement *q = statement_create(s->store, item_facts);
	struct buffer *out = new_file(s, "facts.csv");
	int more = -1, i;

	if (q == NULL)
		return -1;
	statement_bind_int(q, ":item", s->item);
	buffer_text(out, "fact,as it stood\r\n");
	while ((more = statement_step(q)) == 1) {
		s->name = arena_copy(s->arena, statement_text(q, 0));
		s->label = arena_copy(s->arena, statement_text(q, 1));
		s->rules = arena_copy(s->arena, statement_text(q, 11));
		s->around = (struct explained){
			.start = statement_int(q, 8),
			.end = statement_int(q, 9),
			.account = arena_copy(s->arena, statement_text(q, 2)),
			.device = arena_copy(s->arena, statement_text(q, 4)) };
		s->version = statement_int(q, 20) + 1;
		for (i = 0; i < 20; i++) {
			if (i == 8 || i == 9) {
				add_fact_time(out, titles[i],
				    statement_int(q, i));
				continue;
			}
			csv_add(out, true, slice_of(titles[i]));
			csv_add(out, false, statement_text(q, i));
			csv_end_row(out);
		}
	}
	statement_destroy(q);
	return more == -1 ? -1 : add_use(s, out);
}

static int
read_flags(struct sealing *s)
{
	struct statement *q = statement_create(s->store, flags_of_item);
	int more = -1;

	if (q == NULL)
		return -1;
	s->wanted = arena_alloc(s->arena, MOST_LINES * sizeof *s->wanted);
	s->hashes = arena_alloc(s->arena, MOST_LINES * sizeof *s->hashes);
	statement_bind_int(q, ":item", s->item);
	while ((more = statement_step(q)) == 1 && s->count < MOST_LINES) {
		struct wanted *w = &s->wanted[s->count];

		w->path = arena_copy(s->arena, statement_text(q, 0));
		w->offset = statement_int(q, 1);
		/* What was read of the line then must stand in it now. */
		w->told[0] = arena_copy(s->arena, statement_text(q, 2));
		w->told[1] = arena_copy(s->arena, statement_text(q, 3));
		s->hashes[s->count++] = arena_copy(s->arena,
		    statement_text(q, 4));
	}
	statement_destroy(q);
	return more == -1 ? -1 : 0;
}

/* The lines, each with its hash; the bytes themselves stand beside, since a
 * cell of a spreadsheet is not what was in the log.  A password that
 * somebody typed is no evidence: it is masked, and the hash is that of the
 * line as it was. */
static void
put_lines(struct sealing *s, bool illegal)
{
	struct buffer *table = new_file(s, "lines.csv");
	struct buffer *lines = new_file(s, "lines.txt");
	char hex[SHA256_HEX];
	size_t i;

	buffer_text(table, "line,log,offset,sha256 of the log file when it "
	    "was read,found in,sha256 of the line,masked\r\n");
	for (i = 0; i < s->count; i++) {
		const struct wanted *w = &s->wanted[i];
		bool found = w->file != NULL;
		struct slice line = found ?
		    format_mask_line(w->line, s->arena) : SLICE("");

		add_number(table, true, found ? ++s->lines : 0);
		csv_add(table, false, w->path);
		add_number(table, false, w->offset);
		csv_add(table, false, s->hashes[i]);
		csv_add(table, false, slice_of(illegal ? "not read: follow "
		    "the notice" : found ? w->file :
		    "not there any more, or no longer the same"));
		if (found)
			sha256_text(w->line, hex);
		csv_add(table, false, found ? slice_of(hex) : SLICE(""));
		csv_add(table, false, !found ? SLICE("") :
		    line.ptr == w->line.ptr ? SLICE("no") : SLICE("yes"));
		csv_end_row(table);
		s->lost += !found && !illegal;
		if (found) {
			buffer_add(lines, line);
			buffer_char(lines, '\n');
		}
	}
}

static void
put_rules(struct sealing *s)
{
	struct buffer *out = new_file(s, "rules.yml");
	struct slice rest = s->rules, rule;
	struct arena *a = s->arena;
	struct buffer text;
	size_t i;

	while (slice_take_word(&rest, &rule)) {
		struct rule_overlay o = settings_overlay(s->settings,
		    SLICE(""), rule);

		buffer_printf(out, "# rule %.*s; clause %.*s, treated as "
		    "%.*s, approved by %.*s\n", SLICE_ARG(rule),
		    SLICE_ARG(o.clause), SLICE_ARG(o.treat_as),
		    SLICE_ARG(o.approved_by));
		for (i = 0; i < s->settings->rule_count; i++) {
			if (!slice_equal(s->settings->rules[i].name, rule))
				continue;
			buffer_init(&text, 1 << 20);
			if (buffer_read_file(&text, arena_text(a,
				s->settings->rules[i].path)) == 0)
				buffer_add(out, buffer_slice(&text));
			buffer_finish(&text);
			buffer_char(out, '\n');
		}
	}
}

static int
put_item(struct sealing *s)
{
	struct buffer *out = new_file(s, "item.txt");
	char *text = NULL;
	size_t len = 0;
	FILE *f = open_memstream(&text, &len);
	int result;

	if (f == NULL)
		return -1;
	result = incident_show_inside(s->store, s->item, s->settings->zone,
	    s->who, SLICE("sealing evidence"), f);
	fclose(f);
	buffer_add(out, (struct slice){ text, len });
	free(text);
	return result;
}

static const char *
zip_all(struct sealing *s, struct buffer *out)
{
	struct zip_writer *z = zip_writer_create(out);
	struct buffer manifest;
	const char *why = NULL, *end;
	char hex[SHA256_HEX];
	size_t i;

	if (z == NULL)
		return "no memory";
	buffer_init(&manifest, BUFFER_LARGEST);
	for (i = 0; i < s->file_count; i++) {
		sha256_text(buffer_slice(&s->files[i]), hex);
		buffer_printf(&manifest, "%s  %s\n", hex, s->names[i]);
	}
	why = zip_writer_add(z, "SHA256SUMS", buffer_slice(&manifest));
	for (i = 0; why == NULL && i < s->file_count; i++)
		why = zip_writer_add(z, s->names[i],
		    buffer_slice(&s->files[i]));
	end = zip_writer_finish(z);
	buffer_finish(&manifest);
	return why == NULL ? end : why;
}

static int
note_pack(struct sealing *s, const char *path, const struct buffer *zip)
{
	struct statement *q = statement_create(s->store, add_pack);
	char hex[SHA256_HEX];
	int result = -1;

	sha256_text(buffer_slice(zip), hex);
	if (q != NULL) {
		statement_bind_int(q, ":item", s->item);
		statement_bind_int(q, ":version", s->version);
		statement_bind_int(q, ":now", time_now());
		statement_bind_text(q, ":who", s->who);
		statement_bind_text(q, ":path", slice_of(path));
		statement_bind_text(q, ":sha256", slice_of(hex));
		statement_bind_int(q, ":lines", s->lines);
		statement_bind_int(q, ":lost", s->lost);
		result = statement_run(q);
	}
	statement_destroy(q);
	if (result == -1)
		return -1;
	return store_audit(s->store, s->who, slice_of(arena_printf(s->arena,
	    "evidence %.*s", SLICE_ARG(s->name))),
	    slice_of(arena_printf(s->arena, "%s sha256 %s", path, hex)));
}

static const char *
keep(struct sealing *s)
{
	const char *folder = arena_text(s->arena, s->settings->evidence);
	const char *file = arena_printf(s->arena, "%.*s-%lld.zip",
	    SLICE_ARG(s->name), (long long)s->version);
	struct buffer zip;
	const char *why;

	if (mkdir(folder, FOLDER_MODE) == -1 && errno != EEXIST) {
		warn("%s", folder);
		return "its folder cannot be made";
	}
	buffer_init(&zip, BUFFER_LARGEST);
	why = zip_all(s, &zip);
	if (why == NULL && deliver_text(folder, file, buffer_slice(&zip)) ==
	    -1)
		why = "it cannot be written";
	if (why == NULL && note_pack(s, arena_printf(s->arena, "%s/%s",
	    folder, file), &zip) == -1)
		why = "the store cannot be written";
	buffer_finish(&zip);
	return why;
}

const char *
evidence_seal(const struct settings *settings, struct store *store,
    int64_t item, struct slice who)
{
	struct sealing s = { .settings = settings, .store = store,
		.arena = arena_create(), .item = item, .who = who };
	const char *why = NULL;
	bool illegal;
	size_t i;

	if (store_begin(store) == -1)
		why = "the store is busy";
	else if (read_facts(&s) == -1 || read_flags(&s) == -1)
		why = "the store cannot be read";
	illegal = slice_equal(s.label, SLICE("illegal-suspected"));
	if (why == NULL && !illegal && reread(s.wanted, s.count, s.arena) ==
	    -1)
		why = "its logs cannot be read again";
	if (why == NULL) {
		put_lines(&s, illegal);
		put_rules(&s);
		if (explain(store, &s.around,
			new_file(&s, "other-explanations.csv")) == -1 ||
		    put_item(&s) == -1)
			why = "the store cannot be read";
	}
	if (why == NULL)
		why = keep(&s);
	if (why == NULL && store_commit(store) == -1)
		why = "the store cannot be written";
	if (why != NULL)
		store_rollback(store);
	for (i = 0; i < s.file_count; i++)
		buffer_finish(&s.files[i]);
	arena_destroy(s.arena);
	return why;
}

int
evidence_seal_all(const struct settings *settings, const char *path)
{
	struct store *store;
	struct statement *q;
	int64_t items[MOST_ITEMS];
	size_t n = 0, i;
	const char *why;
	int more = -1;

	if (!store_exists(path))
		return 0;
	if ((store = store_open(path, AUDIENCE_LEADERSHIP)) == NULL)
		return -1;
	if ((q = statement_create(store, without_pack)) != NULL)
		while ((more = statement_step(q)) == 1)
			if (n < MOST_ITEMS)
				items[n++] = statement_int(q, 0);
	statement_destroy(q);
	for (i = 0; i < n; i++)
		if ((why = evidence_seal(settings, store, items[i],
		    SLICE("nightly"))) != NULL) {
			warnx("evidence: %s", why);
			more = -1;
		}
	store_close(store);
	return more;
}

int
evidence_seal_named(const struct settings *settings, const char *path,
    struct slice name, struct slice who)
{
	struct store *store = store_open(path, AUDIENCE_LEADERSHIP);
	int64_t item;
	const char *why;
	int result = -1;

	if (store == NULL)
		return -1;
	item = incident_find(store, name);
	if (item > 0 &&
	    (why = evidence_seal(settings, store, item, who)) != NULL)
		warnx("%.*s: %s", SLICE_ARG(name), why);
	else if (item > 0)
		result = 0;
	store_close(store);
	return result;
}
