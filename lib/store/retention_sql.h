/*
 * What retention asks of the store, in order.  Temporary tables hold only
 * row numbers, days, and the names that were given.
 */
#ifndef RETENTION_SQL_H
#define RETENTION_SQL_H

/* clang-format off */
#define OURS(columns) \
	"((SELECT everyone FROM bound) OR " columns " )"
#define HELD(day, names) \
	"EXISTS (SELECT 1 FROM hold_symbol AS h WHERE " day \
	"  BETWEEN h.first AND h.last AND h.id IN (-1, " names "))"
#define BOUND(name) "(SELECT " name " FROM bound)"
/* One that waits for what late logs tell has had its time all the same. */
#define FLAGGED(tbl) \
	"EXISTS (SELECT 1 FROM flag AS f WHERE f.event = e.id AND f.tbl = " \
	tbl "  AND f.id NOT IN (SELECT id FROM going_flag))"
#define PERSON_OF_EVENT "(SELECT person FROM who WHERE who.id = e.who)"
#define GOING_EVENTS(table, from, tbl, names) \
	"CREATE TEMP TABLE going_" table " AS SELECT e.id AS id, e.day AS day" \
	"  FROM " from " e.day < " BOUND("raw") \
	"   AND " OURS("EXISTS (SELECT 1 FROM target_symbol AS t" \
	"     WHERE t.id IN (" names ", " PERSON_OF_EVENT "))") \
	"   AND NOT " FLAGGED(tbl) \
	"   AND NOT " HELD("e.day", names ", " PERSON_OF_EVENT) ";"

static const char retention_begin[] =
"CREATE TEMP TABLE bound(raw, details, flags, pupils, others, everyone);"
"CREATE TEMP TABLE hold(name, item, first, last);"
"CREATE TEMP TABLE target(name);";

static const char retention_choose[] =
/* Accounts, mailboxes, people. */
"CREATE TEMP TABLE target_symbol AS SELECT id FROM symbol"
"  WHERE domain IN (3, 8, 11)"
"    AND lower(text) IN (SELECT name FROM target);"
"CREATE TEMP TABLE hold_symbol AS"
"  SELECT -1 AS id, first, last FROM hold WHERE name = '' AND item = ''"
"  UNION ALL SELECT symbol.id, first, last FROM hold"
"    JOIN symbol ON lower(symbol.text) = hold.name"
"     AND symbol.domain IN (3, 8, 11)"
"  WHERE hold.name <> '' AND hold.item = '';"
"CREATE TEMP TABLE going_item AS"
" SELECT id, day, touched = 1 AND status IN ('closed', 'withdrawn')"
"   AS incident"
"  FROM item WHERE subject <> ''"
"   AND " OURS("lower(account) IN (SELECT name FROM target)"
"     OR lower(person) IN (SELECT name FROM target)"
"     OR lower(substr(subject, 3)) IN (SELECT name FROM target)")
"   AND NOT EXISTS (SELECT 1 FROM hold WHERE"
"     (hold.item = '' OR hold.item IN (name, CAST(number AS TEXT)))"
"     AND (hold.name = '' OR hold.name IN (lower(account), lower(person)))"
"     AND item.day BETWEEN hold.first AND hold.last)"
/* What nobody has looked at yet is not erased before somebody has, where it
 * is grave; and suspected illegal content never goes by its age alone. */
"   AND NOT (status = 'open' AND (label = 'illegal-suspected'"
"     OR (severity >= 2 AND EXISTS (SELECT 1 FROM target))))"
"   AND CASE WHEN touched = 0"
"     OR status IN ('rejected', 'excepted', 'duplicate', 'merged')"
"     THEN day < " BOUND("flags")
"     WHEN status IN ('closed', 'withdrawn') THEN changed / 86400000000 <"
"       iif(role IN ('pupil', 'class', ''), " BOUND("pupils") ", "
	BOUND("others") ")"
"     ELSE 0 END;"
"CREATE TEMP TABLE going_flag AS SELECT f.id AS id, f.day AS day"
"  FROM flag AS f WHERE f.day < " BOUND("flags")
"   AND " OURS("f.account IN (SELECT id FROM target_symbol)"
"     OR f.person IN (SELECT id FROM target_symbol)")
"   AND NOT EXISTS (SELECT 1 FROM item_flag AS l WHERE l.flag = f.id"
"     AND l.item NOT IN (SELECT id FROM going_item))"
"   AND NOT " HELD("f.day", "f.account, f.person") ";"
"CREATE UNIQUE INDEX temp.going_flag_id ON going_flag(id);";

/* What a flag that stays rests on stays; asked until nothing changes. */
static const char retention_parts[] =
"DELETE FROM going_flag WHERE id IN (SELECT part FROM flag_part"
"  WHERE flag NOT IN (SELECT id FROM going_flag))";

static const char retention_events[] =
/* A local day begins within a day of that of UTC. */
GOING_EVENTS("visit", "visit_by_time AS e"
    "  WHERE e.stretch_since < (" BOUND("raw") " + 1) * 86400000000 AND",
    "1", "e.account")
GOING_EVENTS("mail", "mail AS e WHERE", "2",
    "e.account, e.sender, e.recipient")
GOING_EVENTS("device_event", "device_event AS e WHERE", "3",
    "e.account, e.target")
GOING_EVENTS("mail_fragment", "mail_fragment AS e WHERE", "4",
    "e.account, e.sender, e.recipient")
"CREATE TEMP TABLE going_detail AS"
" SELECT f.id AS id, f.tbl AS tbl, f.event AS event, f.day AS day"
"  FROM flag AS f WHERE (SELECT everyone FROM bound)"
"   AND f.day < " BOUND("details") " AND f.fields IS NOT NULL"
"   AND f.id NOT IN (SELECT flag FROM item_flag)"
"   AND f.id NOT IN (SELECT part FROM flag_part"
"     JOIN item_flag ON item_flag.flag = flag_part.flag)"
"   AND f.id NOT IN (SELECT id FROM going_flag)"
"   AND NOT " HELD("f.day", "f.account, f.person") ";";

static const char *const retention_receipt[][2] = {
	{ "web visits", "SELECT day, count(*) FROM going_visit GROUP BY 1" },
	{ "mails", "SELECT day, count(*) FROM going_mail GROUP BY 1" },
	{ "events of computers",
	    "SELECT day, count(*) FROM going_device_event GROUP BY 1" },
	{ "parts of mails",
	    "SELECT day, count(*) FROM going_mail_fragment GROUP BY 1" },
	{ "details of flags",
	    "SELECT day, count(*) FROM going_detail GROUP BY 1" },
	{ "flags", "SELECT day, count(*) FROM going_flag GROUP BY 1" },
	{ "items for review", "SELECT day, count(*) FROM going_item"
	    "  WHERE NOT incident GROUP BY 1" },
	{ "incidents", "SELECT day, count(*) FROM going_item"
	    "  WHERE incident GROUP BY 1" },
};
enum { RETENTION_CLASSES =
	sizeof retention_receipt / sizeof *retention_receipt };

static const char retention_packs[] =
"SELECT path FROM pack WHERE item IN (SELECT id FROM going_item)";

static const char retention_remove[] =
"INSERT OR IGNORE INTO frozen_day SELECT day FROM going_flag;"
"UPDATE visit_text SET query = NULL WHERE id IN"
"  (SELECT event FROM going_detail WHERE tbl = 1);"
"UPDATE event_text SET query = NULL, command_line = NULL, message = NULL,"
"    native = NULL WHERE id IN"
"  (SELECT event FROM going_detail WHERE tbl = 3);"
"UPDATE mail SET subject = NULL, message = NULL WHERE id IN"
"  (SELECT event FROM going_detail WHERE tbl = 2);"
"UPDATE flag SET fields = NULL WHERE id IN (SELECT id FROM going_detail);"
"DELETE FROM candidate WHERE tbl = 1 AND event IN (SELECT id FROM going_visit)"
"  OR tbl = 2 AND event IN (SELECT id FROM going_mail)"
"  OR tbl = 3 AND event IN (SELECT id FROM going_device_event);"
"DELETE FROM visit_text WHERE id IN (SELECT id FROM going_visit);"
"DELETE FROM visit_row WHERE id IN (SELECT id FROM going_visit);"
"DELETE FROM visit_stretch WHERE NOT EXISTS"
"  (SELECT 1 FROM visit_row WHERE id BETWEEN first AND last);"
"DELETE FROM mail WHERE id IN (SELECT id FROM going_mail);"
"DELETE FROM event_text WHERE id IN (SELECT id FROM going_device_event);"
"DELETE FROM device_event WHERE id IN (SELECT id FROM going_device_event);"
"DELETE FROM mail_fragment WHERE id IN (SELECT id FROM going_mail_fragment);"
"DELETE FROM item_flag WHERE item IN (SELECT id FROM going_item);"
"DELETE FROM flag WHERE id IN (SELECT id FROM going_flag);"
"DELETE FROM item_former WHERE item IN (SELECT id FROM going_item);"
"DELETE FROM item_stale WHERE item IN (SELECT id FROM going_item);"
"DELETE FROM alert WHERE item IN (SELECT id FROM going_item);"
"DELETE FROM entry WHERE item IN (SELECT id FROM going_item)"
"  OR item = 0 AND told < " BOUND("pupils")
"   AND " OURS("lower(person) IN (SELECT name FROM target)"
"     OR lower(account) IN (SELECT name FROM target)") ";"
"DELETE FROM pack WHERE item IN (SELECT id FROM going_item);"
/* What was drawn by lot goes with the visits that it was drawn from. */
"DELETE FROM sample WHERE day < " BOUND("raw")
"   AND " OURS("lower(person) IN (SELECT name FROM target)"
"     OR lower(account) IN (SELECT name FROM target)")
"   AND NOT EXISTS (SELECT 1 FROM hold WHERE item = ''"
"     AND name IN ('', lower(account), lower(person))"
"     AND sample.day BETWEEN first AND last);"
/* What visits told of before that day cannot be worked out again. */
"INSERT INTO meta SELECT 'visits-from', CAST(raw AS TEXT) FROM bound"
"  WHERE everyone"
"  ON CONFLICT(name) DO UPDATE SET value = CAST(max("
"    CAST(value AS INTEGER), CAST(excluded.value AS INTEGER)) AS TEXT);"
/* Figures stand: what was removed is no reason to count again. */
"DELETE FROM stale_day;"
/* A husk that can be counted, with nobody in it. */
"DROP TRIGGER item_note_fixed;"
"UPDATE item_note SET who = '', why = ''"
"  WHERE item IN (SELECT id FROM going_item);"
"CREATE TRIGGER item_note_fixed BEFORE UPDATE ON item_note"
"  BEGIN SELECT RAISE(ABORT, 'decisions are never changed'); END;"
"UPDATE item SET name = 'gone-' || id, subject = '', account = '',"
"    person = '', device = '', room = '', touched = 1,"
"    start = day * 86400000000, end = day * 86400000000"
"  WHERE id IN (SELECT id FROM going_item);";

/* Words that nothing points to any more.  Rows of the small tables are
 * known by number, so theirs are emptied and not taken out. */
static const char retention_sweep[] =
"CREATE TEMP TABLE used_caller AS"
"  SELECT DISTINCT abs(caller) AS id FROM visit_row;"
"UPDATE caller SET account = 0, address = 0, agent = 0, place = 0, who = 0"
"  WHERE id NOT IN (SELECT id FROM used_caller)"
"    AND (account <> 0 OR address <> 0 OR agent <> 0 OR place <> 0"
"      OR who <> 0);"
"CREATE TEMP TABLE used_server AS SELECT DISTINCT server AS id FROM visit_row;"
"UPDATE server SET site = 0, destination = 0"
"  WHERE id NOT IN (SELECT id FROM used_server)"
"    AND (site <> 0 OR destination <> 0);"
"CREATE TEMP TABLE used_who AS SELECT who AS id FROM caller"
"  UNION SELECT who FROM mail UNION SELECT who FROM mail_fragment"
"  UNION SELECT who FROM device_event;"
"UPDATE who SET person = 0, account_domain = 0"
"  WHERE id NOT IN (SELECT id FROM used_who)"
"    AND (person <> 0 OR account_domain <> 0);"
"CREATE TEMP TABLE used_place AS SELECT place AS id FROM caller"
"  UNION SELECT place FROM mail UNION SELECT place FROM mail_fragment"
"  UNION SELECT place FROM device_event;"
"UPDATE place SET host = 0, device = 0, room = 0"
"  WHERE id NOT IN (SELECT id FROM used_place) AND (host <> 0"
"    OR device <> 0 OR room <> 0);"
"CREATE TEMP TABLE used AS"
"  SELECT account AS id FROM caller UNION SELECT address FROM caller"
"  UNION SELECT agent FROM caller"
"  UNION SELECT site FROM server UNION SELECT destination FROM server"
"  UNION SELECT account FROM mail UNION SELECT address FROM mail"
"  UNION SELECT host FROM mail UNION SELECT sender FROM mail"
"  UNION SELECT recipient FROM mail UNION SELECT recipient_domain FROM mail"
"  UNION SELECT agent FROM mail UNION SELECT destination FROM mail"
"  UNION SELECT account FROM mail_fragment"
"  UNION SELECT address FROM mail_fragment"
"  UNION SELECT host FROM mail_fragment UNION SELECT sender FROM mail_fragment"
"  UNION SELECT recipient FROM mail_fragment"
"  UNION SELECT recipient_domain FROM mail_fragment"
"  UNION SELECT agent FROM mail_fragment"
"  UNION SELECT destination FROM mail_fragment"
"  UNION SELECT account FROM device_event UNION SELECT target FROM device_event"
"  UNION SELECT address FROM device_event"
"  UNION SELECT destination FROM device_event"
"  UNION SELECT process FROM device_event UNION SELECT parent FROM device_event"
"  UNION SELECT threat FROM device_event UNION SELECT site FROM device_event"
"  UNION SELECT provider FROM device_event"
"  UNION SELECT win_channel FROM device_event"
"  UNION SELECT mac FROM device_event"
"  UNION SELECT account FROM flag UNION SELECT person FROM flag"
"  UNION SELECT device FROM flag UNION SELECT room FROM flag"
"  UNION SELECT person FROM who UNION SELECT account_domain FROM who"
"  UNION SELECT host FROM place UNION SELECT device FROM place"
"  UNION SELECT room FROM place UNION SELECT network FROM place"
"  UNION SELECT network_kind FROM place UNION SELECT school_site FROM place"
"  UNION SELECT device FROM touched UNION SELECT 0;"
/* Words, tags and log files (1, 2, 10) name nobody. */
"DELETE FROM symbol WHERE domain IN (3, 4, 5, 6, 7, 8, 9, 11)"
"  AND id NOT IN (SELECT id FROM used);"
"DELETE FROM subject WHERE text NOT IN (SELECT subject FROM item)"
"  AND iif((SELECT everyone FROM bound),"
"    number NOT IN (SELECT number FROM daily_person WHERE day >= "
	BOUND("flags") "),"
"    lower(substr(text, 3)) IN (SELECT name FROM target)"
"    AND substr(text, 3) NOT IN (SELECT symbol.text FROM flag JOIN symbol"
"      ON symbol.id IN (flag.account, flag.person)));"
"DELETE FROM person WHERE key NOT IN (SELECT person FROM item)"
"  AND key NOT IN (SELECT text FROM symbol WHERE domain = 11)"
"  AND iif((SELECT everyone FROM bound), last_seen < " BOUND("raw") ","
"    lower(key) IN (SELECT name FROM target));";

static const char retention_end[] =
"DROP TABLE IF EXISTS bound; DROP TABLE IF EXISTS hold;"
"DROP TABLE IF EXISTS target; DROP TABLE IF EXISTS target_symbol;"
"DROP TABLE IF EXISTS hold_symbol; DROP TABLE IF EXISTS going_item;"
"DROP TABLE IF EXISTS going_flag; DROP TABLE IF EXISTS going_visit;"
"DROP TABLE IF EXISTS going_mail; DROP TABLE IF EXISTS going_device_event;"
"DROP TABLE IF EXISTS going_mail_fragment; DROP TABLE IF EXISTS going_detail;"
"DROP TABLE IF EXISTS used_caller; DROP TABLE IF EXISTS used_server;"
"DROP TABLE IF EXISTS used_who; DROP TABLE IF EXISTS used_place;"
"DROP TABLE IF EXISTS used;";
/* clang-format on */

#endif
