#!/bin/sh
# What is handed off, read by a program that is not ours: DuckDB (from npm)
# counts and sums as the store does.

. "$(dirname "$0")/../tap.sh"

command -v npm >/dev/null || skip_all "no npm here"
mkdir "$T/npm"
(cd "$T/npm" && timeout 120 npm install --ignore-scripts --silent \
    @duckdb/node-api >"$T/npm.log" 2>&1)
[ -d "$T/npm/node_modules/@duckdb/node-api" ] ||
    skip_all "DuckDB cannot be had from npm here"

mkdir "$T/g"
beadle scan -c "$S/school.yml" "$S"/logs/*/*2026101[2-4]* |
    beadle plan -o "$T/g/plan"
beadle plan -p "$T/g/plan" | cut -f1 | xargs beadle partition -p "$T/g/plan"
run_ok "three days are merged and handed off" \
    beadle merge -p "$T/g/plan" -k "$T/keys"
cat >"$T/npm/ask.mjs" <<'END'
import { DuckDBInstance } from '@duckdb/node-api';
const db = await (await DuckDBInstance.create()).connect();
const rows = (await db.runAndReadAll(
    `SELECT count(*) FILTER (channel = 'web'),
	coalesce(sum(bytes) FILTER (channel = 'web'), 0),
	count(DISTINCT person_key) FILTER (channel = 'web'),
	string_agg(DISTINCT school_urn)
     FROM read_csv('${process.argv[2]}/events/*/*/*.csv.zst', header = true,
	hive_partitioning = true, hive_types = { 'school_urn': VARCHAR })`
)).getRows();
console.log(rows[0].join(' '));
END
(cd "$T/npm" && node ask.mjs "$T/g") >"$T/theirs" 2>"$T/their.err"
sed 's/^/# /' "$T/their.err"
sqlite3 "$T/g/schools/999001/beadle.db" 'SELECT count(*) || " " ||
    sum("http.response.bytes") || " " ||
    count(DISTINCT nullif("beadle.person", "")) || " 999001"
    FROM visit_named' >"$T/ours"
same "DuckDB has the visits, bytes and people of the store" "$T/ours" \
    "$T/theirs"

# The schema, the load by REPLACE PARTITION (twice) and the queries, on
# ClickHouse without a server.
(cd "$T/npm" && timeout 300 npm install --ignore-scripts --silent chdb \
    @chdb/lib-linux-x64-gnu >>"$T/npm.log" 2>&1)
if [ -f "$T/npm/node_modules/@chdb/lib-linux-x64-gnu/libchdb.so" ]
then
	cat >"$T/npm/load.mjs" <<'END'
import { Session } from 'chdb';
import fs from 'fs';
const dir = process.argv[2], sqlDir = process.argv[3];
const s = new Session(process.argv[4]);
const run = (q, f = 'TSV') => s.query(q, f);
for (const q of fs.readFileSync(sqlDir + '/schema.sql', 'utf8').split(/;\n/))
	if (q.replace(/--[^\n]*/g, '').trim()) run(q);
const cols = `ts DateTime64(6, 'UTC'), channel String, dataset String,
 action String, type String, outcome String, kind String, category String,
 period String, hour Nullable(UInt8), user_key String, person_key String,
 role String, year String, attribution String, device_key String,
 domain String, method String, status Nullable(UInt16), bytes Nullable(UInt64),
 duration_ns Nullable(UInt64)`;
for (let again = 0; again < 2; again++)
	for (const day of fs.readdirSync(dir + '/events/school_urn=999001')) {
		const d = day.slice(4);
		run('TRUNCATE TABLE grid.stage');
		run(`INSERT INTO grid.stage SELECT '999001', toDate('${d}'), *
		    FROM file('${dir}/events/school_urn=999001/${day}/part-0.csv.zst',
			'CSVWithNames', '${cols.replace(/'/g, "\\'")}')
		    SETTINGS date_time_input_format='best_effort',
			use_hive_partitioning=0`);
		run(`ALTER TABLE grid.events REPLACE PARTITION '${d}' FROM grid.stage`);
	}
console.log(String(run(`SELECT count(), sum(bytes), uniqExact(nullIf(person_key, '')), any(school_urn) FROM grid.events WHERE channel='web'`)).trim().replace(/\t/g, ' '));
for (const q of fs.readFileSync(sqlDir + '/queries.sql', 'utf8').split(/;\n/))
	if (q.replace(/--[^\n]*/g, '').trim())
		run(q);
END
	(cd "$T/npm" && node load.mjs "$T/g" "$ROOT/contrib/clickhouse" \
	    "$T/chdb") >"$T/theirs" 2>"$T/their.err"
	ok $? "ClickHouse takes the schema, the load and the queries"
	sed 's/^/# /' "$T/their.err" | head -20
	same "and has the same figures, loaded twice" "$T/ours" "$T/theirs"
else
	ok 0 "# SKIP chdb cannot be had from npm here"
fi
done_testing
