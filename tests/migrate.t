#!/bin/sh
# Older stores: a sample of each released schema is brought up to date, keeps
# what it holds, and then has the very shape of a new store; a copy of it
# stays beside it; what cannot be brought up to date is left as it was.

. "$(dirname "$0")/tap.sh"
command -v sqlite3 >/dev/null || skip_all "sqlite3 is not here"
cd "$T" || exit 1

# Tables with their columns in order, indexes and triggers with their words.
shape() { # shape STORE
	sqlite3 "$1" "SELECT m.name, x.cid, x.name, x.type, x.[notnull],
	    x.dflt_value, x.pk FROM sqlite_schema m
	    JOIN pragma_table_xinfo(m.name) x
	    WHERE m.type IN ('table', 'view') ORDER BY m.name, x.cid;
	    SELECT m.name, l.[unique], l.origin, i.name FROM sqlite_schema m
	    JOIN pragma_index_list(m.name) l JOIN pragma_index_info(l.name) i
	    ORDER BY m.name, l.origin, i.name;
	    SELECT type, name, sql FROM sqlite_schema
	    WHERE type IN ('index', 'trigger') AND sql <> ''
	    ORDER BY type, name; PRAGMA user_version" | tr -s ' '
}
counts() { # counts STORE: rows of what must not be lost
	for table in visit mail device_event flag item item_note person \
	    night chunk member
	do
		sqlite3 "$1" "SELECT '$table', count(*) FROM $table"
	done
	sqlite3 "$1" "SELECT * FROM item ORDER BY id"
}
sample() { # sample NAME: as a store of that release left it
	rm -f "$1.db"
	sqlite3 "$1.db" <"$ROOT/tests/samples/stores/$1.sql"
	chmod 640 "$1.db"
}

printf '@timestamp\n' |
    beadle store -c "$ROOT/sample-logs/school/school.yml" -d new.db
ok $? "a new store"
shape new.db >new.shape
for sql in "$ROOT"/tests/samples/stores/*.sql
do
	name=$(basename "$sql" .sql)
	sample "$name"
	old=$(sqlite3 "$name.db" "PRAGMA user_version")
	counts "$name.db" >counts
	sqlite3 "$name.db" .dump >before
	run_ok "$name: opened by this beadle" beadle dump -d "$name.db"
	shape "$name.db" >shape
	same "$name: has the shape of a new store" new.shape shape
	counts "$name.db" >counts.now
	same "$name: nothing is lost" counts counts.now
	run_ok "$name: the audit is whole" beadle audit verify -d "$name.db"
	sqlite3 "$name.db.schema-$old" .dump >kept
	same "$name: a copy is kept beside it" before kept
	[ "$(stat -c %a "$name.db.schema-$old")" = 600 ]
	ok $? "$name: for its owner only"
	[ "$(sqlite3 "$name.db" "PRAGMA integrity_check")" = ok ]
	ok $? "$name: sound"
	[ "$(sqlite3 "$name.db" "SELECT count(*) FROM returned")" = 1 ]
	ok $? "$name: the returns made before are there"
	cp "$name.db" again.db
	run_ok "$name: opened once more" beadle dump -d "$name.db"
	[ "$(find . -name "$name.db.*" | wc -l)" -eq 1 ]
	ok $? "$name: is not brought up to date twice"
done

# No place for the copy: left as it was.
mkdir tight
sqlite3 tight/a.db <"$ROOT/tests/samples/stores/schema-1.sql"
chmod 640 tight/a.db
mkdir tight/a.db.schema-1.new
cksum tight/a.db >before
exits 1 "no copy, no change" beadle dump -d tight/a.db
has "and says why" "left so: no copy could be kept" .err
cksum tight/a.db | cmp -s - before
ok $? "not a byte of it was changed"

# A step that fails half way takes all back.
sample schema-1
sqlite3 schema-1.db "DROP TABLE returned; DROP TABLE returned_cell;
    CREATE INDEX returned_cell ON item(label)"
exits 1 "a step that fails" beadle dump -d schema-1.db
[ "$(sqlite3 schema-1.db "PRAGMA user_version")" = 1 ]
ok $? "leaves the store at its version"
[ "$(sqlite3 schema-1.db "SELECT count(*) FROM sqlite_schema
    WHERE name = 'returned'")" = 0 ]
ok $? "without half of the new schema"

has "and says which" "cannot be brought up to schema 2" .err

# The aggregates' readers cannot write, so they cannot bring it up to date.
sample schema-1
exits 1 "who may only read leaves an old store alone" \
    beadle report governors -c "$ROOT/sample-logs/school/school.yml" \
    -d schema-1.db -t autumn-2026 -o x.csv
has "and says who brings it up to date" "bring up to date" .err

# Newer ones, and others' files.
sqlite3 new.db "PRAGMA user_version = 999"
exits 1 "a newer store is refused" beadle dump -d new.db
has "and says so" "made by a newer beadle (schema 999" .err
sqlite3 other.db "CREATE TABLE a(b)"
chmod 640 other.db
exits 1 "another program's database is refused" beadle dump -d other.db
[ "$(sqlite3 other.db .dump | wc -l)" -eq 4 ]
ok $? "and left alone"
done_testing
