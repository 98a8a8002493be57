/*
 * How an older store becomes a newer one: one row a version.
 *
 * To change the schema: change schema.h (a new column stands last in its
 * table), add ONE row here with the next version and the SQL that makes the
 * same change to a store of the version before it, and run
 * tests/migrate.t, which holds both to the same shape.  A row is never
 * changed once it has been released.
 */
#ifndef MIGRATIONS_H
#define MIGRATIONS_H

#include "schema.h"

struct migration {
	int version; /* of the schema once the SQL has run */
	const char *sql;
};

/* clang-format off */
static const struct migration migrations[] = {
	/* The returns made these two themselves, on their first use. */
	{ 2,
	    "CREATE TABLE IF NOT EXISTS returned("
	    "  term TEXT NOT NULL, serial INTEGER NOT NULL,"
	    "  content TEXT NOT NULL, manifest TEXT NOT NULL,"
	    "  supersedes TEXT NOT NULL,"
	    "  PRIMARY KEY(term, serial)) STRICT, WITHOUT ROWID;"
	    "CREATE TABLE IF NOT EXISTS returned_cell("
	    "  term TEXT NOT NULL, serial INTEGER NOT NULL,"
	    "  cell INTEGER NOT NULL,"
	    "  items INTEGER NOT NULL, people INTEGER NOT NULL,"
	    "  sign TEXT NOT NULL,"
	    "  PRIMARY KEY(term, serial, cell)) STRICT, WITHOUT ROWID;" },
	/* Alerts, entries by hand and packs of evidence are wholly new. */
	{ 3, schema_duties },
	/* Where a client is: what was kept before does not say. */
	{ 4,
	    "ALTER TABLE place ADD COLUMN network INTEGER NOT NULL DEFAULT 0;"
	    "ALTER TABLE place ADD COLUMN"
	    "  network_kind INTEGER NOT NULL DEFAULT 0;"
	    "ALTER TABLE place ADD COLUMN"
	    "  school_site INTEGER NOT NULL DEFAULT 0;" },
	/* Hardware addresses, of leases and sessions of a network. */
	{ 5,
	    "ALTER TABLE device_event"
	    "  ADD COLUMN mac INTEGER NOT NULL DEFAULT 0;"
	    "CREATE INDEX device_event_mac ON device_event(start)"
	    "  WHERE mac <> 0;" },
	/* Retention freezes what can only be counted once. */
	{ 6, "CREATE TABLE frozen_day(day INTEGER PRIMARY KEY) STRICT;" },
	/* Visits are kept narrow: what repeats together is kept once. */
	{ 7,
	    "DROP VIEW IF EXISTS visit_named;"
	    "DROP INDEX visit_nameless;"
	    VISIT_TABLES
	    "INSERT INTO caller(account, address, agent, place, who)"
	    "  SELECT DISTINCT account, address, agent, place, who FROM visit;"
	    "INSERT INTO server(site, destination)"
	    "  SELECT DISTINCT site, destination FROM visit;"
	    "INSERT INTO occasion(day, request, moment)"
	    "  SELECT DISTINCT coalesce(day, -1), request, moment FROM visit;"
	    "INSERT INTO visit_row"
	    "  SELECT v.id, v.start, v.stamp, v.duration, v.bytes,"
	    "    iif(v.account = 0, -c.id, c.id), s.id, o.id, v.member,"
	    "    v.offset"
	    "   FROM visit AS v"
	    "   JOIN caller AS c ON (c.account, c.address, c.agent, c.place,"
	    "     c.who) = (v.account, v.address, v.agent, v.place, v.who)"
	    "   JOIN server AS s ON (s.site, s.destination)"
	    "     = (v.site, v.destination)"
	    "   JOIN occasion AS o ON (o.day, o.request, o.moment)"
	    "     = (coalesce(v.day, -1), v.request, v.moment)"
	    "  ORDER BY v.id;"
	    "DROP TABLE visit;" },
	/* Of the days before, what is kept of events tells. */
	{ 8,
	    "CREATE TABLE mention("
	    "  day INTEGER NOT NULL, device TEXT NOT NULL,"
	    "  PRIMARY KEY(day, device)) STRICT, WITHOUT ROWID;"
	    "INSERT INTO mention SELECT DISTINCT e.day, d.text"
	    "  FROM (SELECT occasion.day AS day, caller.place AS place"
	    "      FROM visit_row AS v"
	    "      JOIN caller ON caller.id = abs(v.caller)"
	    "      JOIN occasion ON occasion.id = v.occasion"
	    "    UNION SELECT day, place FROM mail"
	    "    UNION SELECT day, place FROM device_event) AS e"
	    "  JOIN place ON place.id = e.place"
	    "  JOIN symbol AS d ON d.id = place.device"
	    " WHERE e.day >= 0 AND d.id <> 0;" },
	/* Seals are wholly new. */
	{ 9, schema_seals },
	/* Which rows began when. */
	{ 10,
	    VISIT_STRETCHES
	    "INSERT INTO visit_stretch"
	    "  SELECT min(id), max(id), min(start), max(start) FROM visit_row"
	    "   WHERE start IS NOT NULL GROUP BY id / 8192;" },
	/* Spells of what was judged before come when it is judged again. */
	{ 11, FLAG_SPELLS },
	/* Of records read before, only their bytes are known. */
	{ 12, NUMBER_BLOCK },
};
/* clang-format on */

enum { MIGRATIONS = sizeof migrations / sizeof *migrations };

#endif
