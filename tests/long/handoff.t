#!/bin/sh
# What is handed off, read by a program that is not ours: DuckDB (from npm)
# counts and sums as the store does.

. "$(dirname "$0")/../tap.sh"
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
BEADLE_SHARE=$ROOT
: "${BEADLE_BUILD:=$ROOT/build/release}"
PATH=$BEADLE_BUILD:$PATH

command -v npm >/dev/null || skip_all "no npm here"
mkdir "$T/npm"
(cd "$T/npm" && timeout 120 npm install --ignore-scripts --silent \
    @duckdb/node-api >"$T/npm.log" 2>&1)
[ -d "$T/npm/node_modules/@duckdb/node-api" ] ||
    skip_all "DuckDB cannot be had from npm here"

S=$ROOT/sample-logs/school
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
done_testing
