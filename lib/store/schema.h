/*
 * The schema, each table and column explained once.  Other rooms write SQL
 * over it through store/statement.h.
 *
 * Habits:
 *   times       microseconds UTC; NULL unknown
 *   day         local day, counted from 1970-01-01; NULL unknown
 *   symbols     a column said to be a "symbol" holds symbol.id; 0 is the
 *               empty text, unknown, so that joins need not be outer ones
 *   numbers     NULL where they are not known
 *   severity    0 advisory, 1 caution, 2 danger (enum severity)
 *   treatment   0 observation, 1 possible breach, 2 welfare, 3 advisory
 *   tbl         which table an event lies in: 1 visit, 2 mail,
 *               3 device_event, 4 mail_fragment (enum store_table)
 *
 * Row ids are local to this file and mean nothing outside it.
 *
 * Words that repeat together are kept once as a row of a small table
 * (request, place, who, moment; of a visit also caller, server, occasion)
 * whose id stands in the event: a web visit then takes some 42 bytes.  Column
 * names follow the table of columns in event/columns.h; views named X_named
 * give all columns as text or number under those names.
 */
#ifndef SCHEMA_H
#define SCHEMA_H

/* Version of the schema, kept in PRAGMA user_version: that of the last row
 * of migrations.h, which says how a change is made. */
enum { SCHEMA_VERSION = 12 };

/* clang-format off */
static const char schema_symbols[] =
/* Texts that repeat; domain is the stable number of store/symbols.c:
 * 1 word, 2 tag, 3 account, 4 address, 5 host, 6 site, 7 agent, 8 mailbox,
 * 9 program, 10 log file, 11 person.  Row 0 is the empty text. */
"CREATE TABLE symbol("
"  id INTEGER PRIMARY KEY,"
"  domain INTEGER NOT NULL,"
"  text TEXT NOT NULL,"
"  UNIQUE(domain, text)) STRICT;"
"INSERT INTO symbol VALUES (0, 0, '');"

/* What a web request was like, in small words; all symbols, port a number
 * (-1 unknown). */
"CREATE TABLE request("
"  id INTEGER PRIMARY KEY,"
"  dataset INTEGER NOT NULL, scheme INTEGER NOT NULL,"
"  method INTEGER NOT NULL, mime INTEGER NOT NULL,"
"  action INTEGER NOT NULL, type INTEGER NOT NULL,"
"  outcome INTEGER NOT NULL, reason INTEGER NOT NULL,"
"  filter_category INTEGER NOT NULL, time_source INTEGER NOT NULL,"
"  status INTEGER NOT NULL, port INTEGER NOT NULL) STRICT;"
/* Where: host as logged, device, room and type by the school's list. */
"CREATE TABLE place("
"  id INTEGER PRIMARY KEY,"
"  host INTEGER NOT NULL, device INTEGER NOT NULL,"
"  room INTEGER NOT NULL, device_type INTEGER NOT NULL,"
/* Of the client's address: the school's network, its kind and its site. */
"  network INTEGER NOT NULL DEFAULT 0,"
"  network_kind INTEGER NOT NULL DEFAULT 0,"
"  school_site INTEGER NOT NULL DEFAULT 0) STRICT;"
/* Who, as far as is known: the late fields.  account_domain as logged. */
"CREATE TABLE who("
"  id INTEGER PRIMARY KEY,"
"  person INTEGER NOT NULL, role INTEGER NOT NULL,"
"  year INTEGER NOT NULL, standing INTEGER NOT NULL,"
"  attribution INTEGER NOT NULL, attribution_why INTEGER NOT NULL,"
"  account_domain INTEGER NOT NULL) STRICT;"
/* When in the school's day, and what kind: hour is local, -1 unknown. */
"CREATE TABLE moment("
"  id INTEGER PRIMARY KEY,"
"  hour INTEGER NOT NULL, period INTEGER NOT NULL,"
"  kind INTEGER NOT NULL, category INTEGER NOT NULL) STRICT;";

/* Records known by their own numbers: 256 of one series (hash of computer
 * and log), a bit each, stamped from since to until. */
#define NUMBER_BLOCK \
	"CREATE TABLE number_block(" \
	"  id INTEGER PRIMARY KEY," \
	"  series INTEGER NOT NULL, block INTEGER NOT NULL," \
	"  since INTEGER NOT NULL, until INTEGER NOT NULL," \
	"  bits BLOB NOT NULL) STRICT;"

static const char schema_ledger[] =
/* A file as it lay when it was read.  complete: read to its end without
 * trouble; then a file of the same path, device, inode, size and times is
 * not opened again. */
"CREATE TABLE source_file("
"  id INTEGER PRIMARY KEY,"
"  path TEXT NOT NULL UNIQUE,"
"  sha256 TEXT,"
"  device INTEGER, inode INTEGER, size INTEGER,"
"  modified INTEGER, changed INTEGER,"
"  complete INTEGER NOT NULL DEFAULT 0) STRICT;"
/* One reading of one log (file or member of an archive).  A log that grows
 * has a row for each night that found something new in it. */
"CREATE TABLE member("
"  id INTEGER PRIMARY KEY,"
"  path INTEGER NOT NULL REFERENCES symbol," /* symbol, log.file.path */
"  sha256 TEXT,"			     /* of the file it lies in */
"  dataset INTEGER NOT NULL REFERENCES symbol,"
"  records INTEGER NOT NULL DEFAULT 0,"   /* = used + duplicate + ignored */
"  used INTEGER NOT NULL DEFAULT 0,"      /*   + rejected */
"  duplicate INTEGER NOT NULL DEFAULT 0,"
"  ignored INTEGER NOT NULL DEFAULT 0,"
"  rejected INTEGER NOT NULL DEFAULT 0,"
"  trouble TEXT,"			     /* why it ended badly */
"  CHECK(records = used + duplicate + ignored + rejected)) STRICT;"
/* Content-defined chunks that were read, in order of reading.  hashes: 8
 * bytes a record, little end first, for chunks at an end of a content, and
 * for the newest 2,048 ones. */
"CREATE TABLE chunk("
"  id INTEGER PRIMARY KEY,"
"  high INTEGER NOT NULL, low INTEGER NOT NULL,"
"  records INTEGER NOT NULL,"
"  hashes BLOB,"
"  edge INTEGER NOT NULL) STRICT;"
NUMBER_BLOCK
/* Records that were not understood; shown by reading the source again. */
"CREATE TABLE reject("
"  member INTEGER NOT NULL REFERENCES member,"
"  offset INTEGER, length INTEGER,"
"  reason INTEGER NOT NULL REFERENCES symbol) STRICT;"
/* Runs of the night. */
"CREATE TABLE night("
"  id INTEGER PRIMARY KEY,"
"  started INTEGER NOT NULL, finished INTEGER NOT NULL,"
"  ok INTEGER NOT NULL,"
"  records INTEGER NOT NULL, used INTEGER NOT NULL,"
"  duplicate INTEGER NOT NULL, ignored INTEGER NOT NULL,"
"  rejected INTEGER NOT NULL, events INTEGER NOT NULL) STRICT;"
/* Which days have which logs. */
"CREATE TABLE coverage("
"  day INTEGER NOT NULL, dataset TEXT NOT NULL,"
"  events INTEGER NOT NULL,"
"  first INTEGER NOT NULL, last INTEGER NOT NULL,"
"  PRIMARY KEY(day, dataset)) STRICT, WITHOUT ROWID;"
/* Which devices of the school's list the logs name, by day. */
"CREATE TABLE mention("
"  day INTEGER NOT NULL, device TEXT NOT NULL,"
"  PRIMARY KEY(day, device)) STRICT, WITHOUT ROWID;"
/* The store's own facts: id (random, made once). */
"CREATE TABLE meta("
"  name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;";

/* Web: proxies, filters, DNS.  Path and query in visit_text.  What repeats
 * together stands in three tables of its own, all cells symbols or ids:
 * caller, who asked from where and with what; server, what was asked;
 * occasion, when in the school's life, day -1 unknown.  The view visit has
 * all cells side by side. */
#define VISIT_TABLES \
"CREATE TABLE caller(" \
"  id INTEGER PRIMARY KEY," \
"  account INTEGER NOT NULL, address INTEGER NOT NULL," \
"  agent INTEGER NOT NULL," \
"  place INTEGER NOT NULL, who INTEGER NOT NULL) STRICT;" \
"CREATE TABLE server(" \
"  id INTEGER PRIMARY KEY," \
"  site INTEGER NOT NULL, destination INTEGER NOT NULL) STRICT;" \
"CREATE TABLE occasion(" \
"  id INTEGER PRIMARY KEY," \
"  day INTEGER NOT NULL," \
"  request INTEGER NOT NULL, moment INTEGER NOT NULL) STRICT;" \
/* start: when it began; stamp: as logged, NULL where start + duration gives
 * it; duration: microseconds; caller: its id, negative where it names no
 * account. */ \
"CREATE TABLE visit_row(" \
"  id INTEGER PRIMARY KEY," \
"  start INTEGER, stamp INTEGER, duration INTEGER," \
"  bytes INTEGER," \
"  caller INTEGER NOT NULL, server INTEGER NOT NULL," \
"  occasion INTEGER NOT NULL," \
"  member INTEGER NOT NULL," \
"  offset INTEGER) STRICT;" \
/* Visits that name no account, for settle. */ \
"CREATE INDEX visit_nameless ON visit_row(caller, start)" \
"  WHERE caller < 0;" \
"CREATE INDEX caller_nameless ON caller(place) WHERE account = 0;"

/* Visits come in order of time, nearly: rows first..last began from since to
 * until, so that a question about some days need not read all years.  The view
 * visit_by_time has these two as stretch_since and stretch_until. */
#define VISIT_STRETCHES \
"CREATE TABLE visit_stretch(" \
"  first INTEGER PRIMARY KEY, last INTEGER NOT NULL," \
"  since INTEGER NOT NULL, until INTEGER NOT NULL) STRICT;"

static const char schema_events[] =
VISIT_TABLES
VISIT_STRETCHES
/* Kept where the visit was flagged or is a candidate. */
"CREATE TABLE visit_text("
"  id INTEGER PRIMARY KEY," /* visit.id */
"  path TEXT, query TEXT) STRICT;"

/* One row a recipient.  Symbols where not said otherwise.  A mail that was
 * refused at the door has no queue id. */
"CREATE TABLE mail("
"  id INTEGER PRIMARY KEY,"
"  start INTEGER, stamp INTEGER, duration INTEGER, day INTEGER,"
"  account INTEGER NOT NULL, address INTEGER NOT NULL,"
"  host INTEGER NOT NULL,"
"  sender INTEGER NOT NULL, recipient INTEGER NOT NULL,"
"  recipient_domain INTEGER NOT NULL,"
"  agent INTEGER NOT NULL, destination INTEGER NOT NULL,"
"  size INTEGER,"
"  queue_id TEXT,"
"  request INTEGER NOT NULL, place INTEGER NOT NULL,"
"  who INTEGER NOT NULL, moment INTEGER NOT NULL,"
"  member INTEGER NOT NULL, offset INTEGER,"
"  message_id TEXT, subject TEXT, message TEXT,"
"  UNIQUE(host, queue_id, recipient, start)) STRICT;"
/* Parts of mails that were not whole within one log, as mail; settle joins
 * them by host and queue id, and deletes those of mails that are whole.
 * given: 1 where a mail was made of it although it never was whole. */
"CREATE TABLE mail_fragment("
"  id INTEGER PRIMARY KEY,"
"  start INTEGER, stamp INTEGER, duration INTEGER, day INTEGER,"
"  account INTEGER NOT NULL, address INTEGER NOT NULL,"
"  host INTEGER NOT NULL,"
"  sender INTEGER NOT NULL, recipient INTEGER NOT NULL,"
"  recipient_domain INTEGER NOT NULL,"
"  agent INTEGER NOT NULL, destination INTEGER NOT NULL,"
"  size INTEGER,"
"  queue_id TEXT,"
"  request INTEGER NOT NULL, place INTEGER NOT NULL,"
"  who INTEGER NOT NULL, moment INTEGER NOT NULL,"
"  member INTEGER NOT NULL, offset INTEGER,"
"  message_id TEXT, subject TEXT, message TEXT,"
"  given INTEGER NOT NULL DEFAULT 0) STRICT;"
"CREATE INDEX mail_fragment_queue ON mail_fragment(host, queue_id);"

/* Computers, directories, anything that is neither web nor mail.  Symbols
 * where not said otherwise; category is event.category. */
"CREATE TABLE device_event("
"  id INTEGER PRIMARY KEY,"
"  start INTEGER, stamp INTEGER, duration INTEGER, day INTEGER,"
"  account INTEGER NOT NULL, target INTEGER NOT NULL,"
"  address INTEGER NOT NULL, destination INTEGER NOT NULL,"
"  category INTEGER NOT NULL, code INTEGER NOT NULL,"
"  provider INTEGER NOT NULL, win_channel INTEGER NOT NULL,"
"  logon_type INTEGER NOT NULL,"
"  process INTEGER NOT NULL, parent INTEGER NOT NULL,"
"  threat INTEGER NOT NULL, site INTEGER NOT NULL,"
"  bytes INTEGER,"	/* number */
"  logon_id TEXT,"	/* session on that computer */
"  request INTEGER NOT NULL, place INTEGER NOT NULL,"
"  who INTEGER NOT NULL, moment INTEGER NOT NULL,"
"  member INTEGER NOT NULL, offset INTEGER,"
"  mac INTEGER NOT NULL DEFAULT 0) STRICT;"
/* Sessions and who sat where: by computer and time. */
"CREATE INDEX device_event_place ON device_event(place, start);"
/* Leases and sessions of a network: who had which address. */
"CREATE INDEX device_event_mac ON device_event(start) WHERE mac <> 0;"
/* Kept where the event was flagged or is a candidate. */
"CREATE TABLE event_text("
"  id INTEGER PRIMARY KEY," /* device_event.id */
"  path TEXT, query TEXT, command_line TEXT, file TEXT,"
"  device_id TEXT, package TEXT, message TEXT, native TEXT) STRICT;";

/* The spells of use that a reported flag stands in, as event/use.h has them;
 * of a flag over a longer time there may be several.  bytes: NULL unknown. */
#define FLAG_SPELLS \
"CREATE TABLE flag_spell(" \
"  flag INTEGER NOT NULL REFERENCES flag ON DELETE CASCADE," \
"  start INTEGER NOT NULL, end INTEGER NOT NULL," \
"  active INTEGER NOT NULL, pages INTEGER NOT NULL," \
"  bytes INTEGER," \
"  PRIMARY KEY(flag, start)) STRICT, WITHOUT ROWID;"

static const char schema_flags[] =
/* A rule that matched, with its evidence copied; a rule that only feeds
 * correlations has reported 0.  Symbols: rule to attribution, log. */
"CREATE TABLE flag("
"  id INTEGER PRIMARY KEY,"
"  tbl INTEGER NOT NULL,"   /* of its first event; event 0: gone */
"  event INTEGER NOT NULL,"
"  rule INTEGER NOT NULL, label INTEGER NOT NULL,"
"  severity INTEGER NOT NULL, treatment INTEGER NOT NULL,"
"  reported INTEGER NOT NULL,"
"  correlation INTEGER NOT NULL," /* 1: rests on flag_part */
"  start INTEGER, end INTEGER,"
"  day INTEGER NOT NULL, hour INTEGER," /* day -1 unknown */
"  events INTEGER NOT NULL,"
"  account INTEGER NOT NULL, person INTEGER NOT NULL,"
"  device INTEGER NOT NULL, room INTEGER NOT NULL,"
"  role INTEGER NOT NULL, year INTEGER NOT NULL,"
"  period INTEGER NOT NULL, outcome INTEGER NOT NULL,"
"  type INTEGER NOT NULL,"
"  attribution INTEGER NOT NULL,"
"  log INTEGER NOT NULL, offset INTEGER,"
"  fields TEXT) STRICT;"		/* those shown, a JSON object */
"CREATE INDEX flag_start ON flag(start);"
"CREATE INDEX flag_day ON flag(day);"
/* Those that people are to look at, among many that are only counted. */
"CREATE INDEX flag_reported ON flag(start)"
"  WHERE reported = 1 AND treatment <> 0;"
"CREATE INDEX flag_event ON flag(event, tbl);"
/* The flags that a correlation rests on. */
"CREATE TABLE flag_part("
"  flag INTEGER NOT NULL REFERENCES flag ON DELETE CASCADE,"
"  part INTEGER NOT NULL,"	/* flag.id */
"  PRIMARY KEY(flag, part)) STRICT, WITHOUT ROWID;"
"CREATE INDEX flag_part_part ON flag_part(part);"
FLAG_SPELLS
/* Events to be judged whole once their late fields are known; rules is a
 * symbol: names separated by spaces. */
"CREATE TABLE candidate("
"  tbl INTEGER NOT NULL, event INTEGER NOT NULL,"
"  rules INTEGER NOT NULL,"
"  PRIMARY KEY(tbl, event)) STRICT, WITHOUT ROWID;"
/* What settle has to look at: local day (-1 unknown) and device (symbol, 0
 * unknown), with the first and last start of the events put in since.
 * Settle deletes what it has done. */
"CREATE TABLE touched("
"  day INTEGER NOT NULL, device INTEGER NOT NULL,"
"  first INTEGER NOT NULL, last INTEGER NOT NULL,"
"  PRIMARY KEY(day, device)) STRICT, WITHOUT ROWID;";

static const char schema_items[] =
/* Items for review.  subject: 'p:KEY', 'a:ACCOUNT' or 'd:DEVICE'.  number:
 * given at the first human act.  status: open, confirmed, rejected, closed.
 * touched: 1 once a person has acted; then only new_events grows.
 * subject_number: subject.number, for counts that name nobody. */
"CREATE TABLE item("
"  id INTEGER PRIMARY KEY,"
"  name TEXT NOT NULL UNIQUE," /* hash of label, subject, first start */
"  number INTEGER UNIQUE,"
"  status TEXT NOT NULL DEFAULT 'open',"
"  label TEXT NOT NULL,"
"  subject TEXT NOT NULL,"
"  subject_number INTEGER NOT NULL DEFAULT 0,"
"  account TEXT NOT NULL DEFAULT '',"
"  person TEXT NOT NULL DEFAULT ''," /* key of the list of people */
"  device TEXT NOT NULL DEFAULT '', room TEXT NOT NULL DEFAULT '',"
"  role TEXT NOT NULL DEFAULT '', year TEXT NOT NULL DEFAULT '',"
"  period TEXT NOT NULL DEFAULT '',"
"  start INTEGER NOT NULL, end INTEGER NOT NULL,"
"  day INTEGER NOT NULL, hour INTEGER,"
"  events INTEGER NOT NULL,"
"  new_events INTEGER NOT NULL DEFAULT 0,"
"  severity INTEGER NOT NULL, treatment INTEGER NOT NULL,"
"  attribution TEXT NOT NULL,"
"  rules TEXT NOT NULL,"	/* names separated by spaces */
"  touched INTEGER NOT NULL DEFAULT 0,"
"  created INTEGER NOT NULL, changed INTEGER NOT NULL) STRICT;"
"CREATE INDEX item_start ON item(start);"
"CREATE INDEX item_subject ON item(subject, label);"
/* Names that an item had before earlier evidence came. */
"CREATE TABLE item_former("
"  name TEXT PRIMARY KEY,"
"  item INTEGER NOT NULL REFERENCES item ON DELETE CASCADE)"
"  STRICT, WITHOUT ROWID;"
/* late: 1 where it came after a person had decided. */
"CREATE TABLE item_flag("
"  item INTEGER NOT NULL REFERENCES item ON DELETE CASCADE,"
"  flag INTEGER NOT NULL REFERENCES flag ON DELETE CASCADE,"
"  late INTEGER NOT NULL DEFAULT 0,"
"  PRIMARY KEY(item, flag)) STRICT, WITHOUT ROWID;"
"CREATE INDEX item_flag_flag ON item_flag(flag);"
/* Items that lost a flag, or whose flag says something else now: they are
 * put together anew.  One that a person has touched keeps what it has. */
"CREATE TABLE item_stale(item INTEGER PRIMARY KEY) STRICT;"
"CREATE TRIGGER item_flag_removed AFTER DELETE ON item_flag"
"  BEGIN INSERT OR IGNORE INTO item_stale VALUES (old.item); END;"
"CREATE TRIGGER item_flag_changed AFTER UPDATE OF label, treatment, reported,"
"  severity, start, end, events, account, person, device, attribution"
"  ON flag"
"  BEGIN DELETE FROM item_flag WHERE flag = old.id AND item IN"
"    (SELECT id FROM item WHERE touched = 0); END;"
/* What people decided, appended only. */
"CREATE TABLE item_note("
"  id INTEGER PRIMARY KEY,"
"  item INTEGER NOT NULL REFERENCES item,"
"  time INTEGER NOT NULL,"
"  who TEXT NOT NULL, act TEXT NOT NULL, why TEXT NOT NULL) STRICT;"
"CREATE TRIGGER item_note_kept BEFORE DELETE ON item_note"
"  BEGIN SELECT RAISE(ABORT, 'decisions are never deleted'); END;"
"CREATE TRIGGER item_note_fixed BEFORE UPDATE ON item_note"
"  BEGIN SELECT RAISE(ABORT, 'decisions are never changed'); END;"

/* People as the list of people last had them, so that old logs print
 * right after they have left.  Days first_seen, last_seen: of the list. */
"CREATE TABLE person("
"  key TEXT PRIMARY KEY,"
"  username TEXT NOT NULL DEFAULT '',"
"  forename TEXT NOT NULL DEFAULT '', surname TEXT NOT NULL DEFAULT '',"
"  sex TEXT NOT NULL DEFAULT '', role TEXT NOT NULL DEFAULT '',"
"  year TEXT NOT NULL DEFAULT '', reg_group TEXT NOT NULL DEFAULT '',"
"  email TEXT NOT NULL DEFAULT '',"
"  first_seen INTEGER NOT NULL, last_seen INTEGER NOT NULL)"
"  STRICT, WITHOUT ROWID;"
"CREATE TABLE device("
"  hostname TEXT PRIMARY KEY,"
"  ip TEXT NOT NULL DEFAULT '', room TEXT NOT NULL DEFAULT '',"
"  serial TEXT NOT NULL DEFAULT '', type TEXT NOT NULL DEFAULT '',"
"  first_seen INTEGER NOT NULL, last_seen INTEGER NOT NULL)"
"  STRICT, WITHOUT ROWID;"
/* A number drawn at random for each subject ('p:KEY', 'a:ACCOUNT',
 * 'd:DEVICE'), so that distinct ones can be counted without a name; those
 * who may not see names cannot read this table. */
"CREATE TABLE subject("
"  text TEXT PRIMARY KEY,"
"  number INTEGER NOT NULL UNIQUE) STRICT, WITHOUT ROWID;"
/* Every run that names a person.  hash: SHA-256 of the hash before it and
 * of this row; numbers have no gaps. */
"CREATE TABLE audit("
"  number INTEGER PRIMARY KEY,"
"  time INTEGER NOT NULL,"
"  who TEXT NOT NULL, what TEXT NOT NULL, why TEXT NOT NULL,"
"  hash BLOB NOT NULL) STRICT;"
"CREATE TRIGGER audit_kept BEFORE DELETE ON audit"
"  BEGIN SELECT RAISE(ABORT, 'the audit is never shortened'); END;"
"CREATE TRIGGER audit_fixed BEFORE UPDATE ON audit"
"  BEGIN SELECT RAISE(ABORT, 'the audit is never changed'); END;";

/* What people are told at once, and what they enter by hand. */
static const char schema_duties[] =
/* One notice for subject, label and local day; name: 'a' and a hash of
 * them.  status: waiting, acknowledged, historic (the events were old when
 * it was found); kind drill: nothing has happened.  rung: how far up the
 * ladder it is, from 1; round: 2 and more when severity rose; passed: when
 * it came to that rung.  treatment and role as those of the item. */
"CREATE TABLE alert("
"  id INTEGER PRIMARY KEY,"
"  name TEXT NOT NULL UNIQUE,"
"  kind TEXT NOT NULL,"		/* alert, drill */
"  label TEXT NOT NULL, subject TEXT NOT NULL,"
"  day INTEGER NOT NULL,"
"  item INTEGER NOT NULL,"	/* item.id, 0 a drill */
"  severity INTEGER NOT NULL,"
"  status TEXT NOT NULL,"
"  raised INTEGER NOT NULL,"
"  passed INTEGER NOT NULL,"
"  rung INTEGER NOT NULL, round INTEGER NOT NULL,"
"  UNIQUE(kind, subject, label, day)) STRICT;"
/* What became of it, appended only.  act: written, acknowledged, passed,
 * exhausted; who: the contact or whoever answered; how: how they did. */
"CREATE TABLE alert_act("
"  id INTEGER PRIMARY KEY,"
"  alert INTEGER NOT NULL REFERENCES alert ON DELETE CASCADE,"
"  time INTEGER NOT NULL,"
"  act TEXT NOT NULL, who TEXT NOT NULL, reader TEXT NOT NULL,"
"  how TEXT NOT NULL) STRICT;"
"CREATE INDEX alert_act_alert ON alert_act(alert);"
/* What people told: a self-report, a complaint, a lost device ... name: a
 * hash of what it says, so that the same line counts once; item: what it
 * became, 0 what is only kept; since and until: the events of that person
 * or account that a self-report is about. */
"CREATE TABLE entry("
"  id INTEGER PRIMARY KEY,"
"  name TEXT NOT NULL UNIQUE,"
"  kind TEXT NOT NULL,"
"  item INTEGER NOT NULL,"
"  start INTEGER NOT NULL,"
"  person TEXT NOT NULL, account TEXT NOT NULL, device TEXT NOT NULL,"
"  told INTEGER NOT NULL,"	/* day */
"  told_to TEXT NOT NULL,"
"  since INTEGER NOT NULL, until INTEGER NOT NULL,"
"  details TEXT NOT NULL,"
"  created INTEGER NOT NULL, who TEXT NOT NULL) STRICT;"
"CREATE INDEX entry_person ON entry(person, since);"
/* The evidence of an item, sealed when it was confirmed: while it is there
 * it is held from retention.  version: 2 and more where it was made again. */
"CREATE TABLE pack("
"  id INTEGER PRIMARY KEY,"
"  item INTEGER NOT NULL REFERENCES item,"
"  version INTEGER NOT NULL,"
"  made INTEGER NOT NULL, who TEXT NOT NULL,"
"  path TEXT NOT NULL,"
"  sha256 TEXT NOT NULL,"	/* of the ZIP */
"  lines INTEGER NOT NULL,"	/* read again from their logs */
"  lost INTEGER NOT NULL,"	/* whose log is not there any more */
"  UNIQUE(item, version)) STRICT;"
/* Spells of use drawn by lot, whatever they were, for a person to look at.
 * week: the day of its Monday; seen: '', yes or further. */
"CREATE TABLE sample("
"  id INTEGER PRIMARY KEY,"
"  name TEXT NOT NULL UNIQUE,"
"  week INTEGER NOT NULL, seed TEXT NOT NULL,"
"  day INTEGER NOT NULL, hour INTEGER NOT NULL,"
"  account TEXT NOT NULL, person TEXT NOT NULL,"
"  device TEXT NOT NULL, year TEXT NOT NULL,"
"  pages INTEGER NOT NULL, blocked INTEGER NOT NULL,"
"  sites TEXT NOT NULL,"
"  seen TEXT NOT NULL DEFAULT '', note TEXT NOT NULL DEFAULT '',"
"  seen_by TEXT NOT NULL DEFAULT '',"
"  seen_at INTEGER NOT NULL DEFAULT 0) STRICT;"
"CREATE INDEX sample_week ON sample(week);"
/* Items that somebody reported: the account's own holder, near the time. */
"CREATE VIEW item_self_reported(item, entry, told, told_to) AS"
"  SELECT item.id, entry.id, entry.told, entry.told_to"
"    FROM item JOIN entry"
"      ON entry.kind = 'accidental-access'"
"     AND entry.person = item.person AND item.person <> ''"
"     AND entry.until >= item.start AND entry.since <= item.end"
"     AND entry.item <> item.id;";

/* Reports of terms that are over, as they were printed. */
static const char schema_seals[] =
/* hash: SHA-256 of the row and of the forms' bytes; it stands in the audit
 * too.  version: 2 and more are restatements, and why says of what. */
"CREATE TABLE seal("
"  term TEXT NOT NULL, report TEXT NOT NULL,"
"  version INTEGER NOT NULL,"
"  made INTEGER NOT NULL,"
"  who TEXT NOT NULL, why TEXT NOT NULL,"
"  hash TEXT NOT NULL,"
"  PRIMARY KEY(term, report, version)) STRICT, WITHOUT ROWID;"
/* form: csv, html, pdf. */
"CREATE TABLE seal_form("
"  term TEXT NOT NULL, report TEXT NOT NULL,"
"  version INTEGER NOT NULL,"
"  form TEXT NOT NULL,"
"  bytes BLOB NOT NULL,"
"  PRIMARY KEY(term, report, version, form)) STRICT;"
"CREATE TRIGGER seal_kept BEFORE DELETE ON seal"
"  BEGIN SELECT RAISE(ABORT, 'seals are never removed'); END;"
"CREATE TRIGGER seal_fixed BEFORE UPDATE ON seal"
"  BEGIN SELECT RAISE(ABORT, 'seals are never changed'); END;"
"CREATE TRIGGER seal_form_kept BEFORE DELETE ON seal_form"
"  BEGIN SELECT RAISE(ABORT, 'seals are never removed'); END;"
"CREATE TRIGGER seal_form_fixed BEFORE UPDATE ON seal_form"
"  BEGIN SELECT RAISE(ABORT, 'seals are never changed'); END;";

/* Aggregates: words, not symbols, so that no name can be reached. */
static const char schema_aggregates[] =
/* Kept while events load.  channel: web, mail, device.  hour -1, texts ''
 * unknown.  type: allowed, denied, ... */
"CREATE TABLE daily_visit("
"  day INTEGER NOT NULL, hour INTEGER NOT NULL,"
"  channel TEXT NOT NULL, category TEXT NOT NULL,"
"  period TEXT NOT NULL, kind TEXT NOT NULL,"
"  role TEXT NOT NULL, year TEXT NOT NULL,"
"  type TEXT NOT NULL, outcome TEXT NOT NULL,"
"  events INTEGER NOT NULL, bytes INTEGER NOT NULL,"
"  PRIMARY KEY(day, hour, channel, category, period, kind, role, year,"
"    type, outcome)) STRICT, WITHOUT ROWID;"
/* Reported flags; made again at commit for each day with new ones. */
"CREATE TABLE daily_flag("
"  day INTEGER NOT NULL, hour INTEGER NOT NULL,"
"  period TEXT NOT NULL, label TEXT NOT NULL,"
"  channel TEXT NOT NULL,"
"  severity INTEGER NOT NULL, treatment INTEGER NOT NULL,"
"  role TEXT NOT NULL, year TEXT NOT NULL,"
"  type TEXT NOT NULL, outcome TEXT NOT NULL,"
"  flags INTEGER NOT NULL, events INTEGER NOT NULL,"
"  PRIMARY KEY(day, hour, period, label, channel, severity, treatment,"
"    role, year, type, outcome)) STRICT, WITHOUT ROWID;"
/* Who was flagged for what on which day: count(DISTINCT number).  known: 1
 * a person of the list, 0 an account or device. */
"CREATE TABLE daily_person("
"  day INTEGER NOT NULL, label TEXT NOT NULL,"
"  channel TEXT NOT NULL,"
"  number INTEGER NOT NULL,"	/* subject.number */
"  known INTEGER NOT NULL,"
"  role TEXT NOT NULL, year TEXT NOT NULL, period TEXT NOT NULL,"
"  hour INTEGER NOT NULL, type TEXT NOT NULL,"
"  flags INTEGER NOT NULL,"
"  PRIMARY KEY(day, label, channel, number, known, role, year, period,"
"    hour, type)) STRICT, WITHOUT ROWID;"
/* What was sent to the authority: one row a package, and its cells as they
 * were published.  sign: c where it was hidden, else empty, z or x. */
"CREATE TABLE returned("
"  term TEXT NOT NULL, serial INTEGER NOT NULL,"
"  content TEXT NOT NULL, manifest TEXT NOT NULL,"
"  supersedes TEXT NOT NULL,"
"  PRIMARY KEY(term, serial)) STRICT, WITHOUT ROWID;"
"CREATE TABLE returned_cell("
"  term TEXT NOT NULL, serial INTEGER NOT NULL,"
"  cell INTEGER NOT NULL,"
"  items INTEGER NOT NULL, people INTEGER NOT NULL,"
"  sign TEXT NOT NULL,"
"  PRIMARY KEY(term, serial, cell)) STRICT, WITHOUT ROWID;"
/* Days of which flags were removed when their time was over: their daily_flag
 * and daily_person are never made again. */
"CREATE TABLE frozen_day(day INTEGER PRIMARY KEY) STRICT;"
/* Days whose daily_flag and daily_person are to be made again. */
"CREATE TABLE stale_day(day INTEGER PRIMARY KEY) STRICT;"
"CREATE TRIGGER flag_added AFTER INSERT ON flag WHEN new.reported"
"  BEGIN INSERT OR IGNORE INTO stale_day VALUES (new.day); END;"
"CREATE TRIGGER flag_removed AFTER DELETE ON flag WHEN old.reported"
"  BEGIN INSERT OR IGNORE INTO stale_day VALUES (old.day); END;"
"CREATE TRIGGER flag_changed AFTER UPDATE ON flag WHEN new.reported"
"  BEGIN INSERT OR IGNORE INTO stale_day VALUES (old.day);"
"  INSERT OR IGNORE INTO stale_day VALUES (new.day); END;";
/* clang-format on */

#endif
