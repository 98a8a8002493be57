#!/bin/sh
# What is handed off, read by programs that are not ours: DuckDB, ClickHouse
# and plain JavaScript count and sum as the store does, from the CSV and from
# the Parquet; and contrib/clickhouse/load loads what the receipts say.

. "$(dirname "$0")/../tap.sh"

command -v npm >/dev/null || skip_all "no npm here"
mkdir "$T/npm"
install() { # install PACKAGE ...: from npm, without running what they bring
	(cd "$T/npm" && timeout 300 npm install --ignore-scripts --silent \
	    "$@" >>"$T/npm.log" 2>&1)
}
install @duckdb/node-api hyparquet hyparquet-compressors fzstd
[ -d "$T/npm/node_modules/@duckdb/node-api" ] ||
    skip_all "DuckDB cannot be had from npm here"
duckdb=$(find "$T/npm/node_modules/@duckdb" -name libduckdb.so | head -1)

mkdir "$T/g"
beadle scan -c "$S/school.yml" "$S"/logs/*/*2026101[2-4]* |
    beadle plan -o "$T/g/plan"
beadle plan -p "$T/g/plan" | cut -f1 | xargs beadle partition -p "$T/g/plan"
run_ok "three days are merged and handed off, as Parquet too" \
    beadle merge -p "$T/g/plan" -k "$T/keys" --parquet="$duckdb"
events=$T/g/events/school_urn=999001
[ "$(find "$events" -name part-0.parquet | wc -l)" -eq \
    "$(find "$events" -name part-0.csv.zst | wc -l)" ]
ok $? "each day has both"
sqlite3 "$T/g/schools/999001/beadle.db" 'SELECT count(*) || " " ||
    sum("http.response.bytes") || " " ||
    count(DISTINCT nullif("beadle.person", ""))
    FROM visit_named' >"$T/ours"
sed 's/^/# visits, bytes, people: /' "$T/ours"
they() { # they NAME FILE ARGUMENT ...: its figures are the store's
	they_name=$1
	shift
	(cd "$T/npm" && timeout 120 node "$@") >"$T/theirs" 2>"$T/their.err"
	sed 's/^/# /' "$T/their.err" | head -20
	same "$they_name" "$T/ours" "$T/theirs"
}

cat >"$T/npm/duckdb.mjs" <<'END'
import { DuckDBInstance } from '@duckdb/node-api';
const db = await (await DuckDBInstance.create()).connect();
const rows = (await db.runAndReadAll(
    `SELECT count(*) FILTER (channel = 'web'),
	coalesce(sum(bytes) FILTER (channel = 'web'), 0),
	count(DISTINCT person_key) FILTER (channel = 'web')
     FROM ${process.argv[2]}
     WHERE school_urn = '999001'`)).getRows();
console.log(rows[0].join(' '));
END
options="hive_partitioning = true, hive_types = { 'school_urn': VARCHAR })"
they "DuckDB has the store's visits, bytes and people, from the CSV" \
    duckdb.mjs "read_csv('$T/g/events/*/*/*.csv.zst', header = true, $options"
they "and from the Parquet" \
    duckdb.mjs "read_parquet('$T/g/events/*/*/*.parquet', $options"

cat >"$T/npm/plain.mjs" <<'END'
import fs from 'fs';
import { decompress } from 'fzstd';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
const [, , folder, form] = process.argv;
let visits = 0, bytes = 0n;
const people = new Set();
const take = (channel, size, person) => {
	if (channel !== 'web') return;
	visits++;
	if (size !== '' && size != null) bytes += BigInt(size);
	if (person) people.add(person);
};
for (const day of fs.readdirSync(folder)) {
	if (!day.startsWith('day=')) continue;
	const path = `${folder}/${day}/part-0.${form}`;
	if (form === 'parquet') {
		const file = await asyncBufferFromFile(path);
		for (const r of await parquetReadObjects({ file, compressors }))
			take(r.channel, r.bytes, r.person_key);
		continue;
	}
	const [titles, ...rows] = Buffer.from(decompress(fs.readFileSync(path)))
	    .toString().trimEnd().split('\r\n').map(line => line.split(','));
	const at = name => titles.indexOf(name);
	for (const r of rows)
		take(r[at('channel')], r[at('bytes')], r[at('person_key')]);
}
console.log(visits, String(bytes), people.size);
END
they "so has plain JavaScript (fzstd), from the CSV" \
    plain.mjs "$events" csv.zst
they "and (hyparquet) from the Parquet" plain.mjs "$events" parquet

# The readers would see a difference: one visit less.
mkdir -p "$T/less/day=2026-10-12"
zstd -dc "$events/day=2026-10-12/part-0.csv.zst" |
    awk '!gone && /,web,/ { gone = 1; next } { print }' |
    zstd -q -o "$T/less/day=2026-10-12/part-0.csv.zst"
for day in 13 14 15
do
	cp -R "$events/day=2026-10-$day" "$T/less/"
done
(cd "$T/npm" && node plain.mjs "$T/less" csv.zst) >"$T/theirs"
! cmp -s "$T/ours" "$T/theirs"
ok $? "a visit that is missing would be seen"

# The same by ClickHouse: its engine from npm, without a server.
install chdb @chdb/lib-linux-x64-gnu
if [ ! -f "$T/npm/node_modules/@chdb/lib-linux-x64-gnu/libchdb.so" ]
then
	ok 0 "# SKIP chdb cannot be had from npm here"
	done_testing
	exit 0
fi
cat >"$T/npm/ask.mjs" <<'END'
import { query } from 'chdb';
console.log(String(query(process.argv[2], 'TSV')).trim()
    .replace(/\t/g, ' '));
END
figures="SELECT count(), sum(bytes), uniqExact(nullIf(person_key, ''))"
they "ClickHouse has the same figures, from the Parquet" ask.mjs "$figures
    FROM file('$T/g/events/*/*/*.parquet') WHERE channel = 'web'
    SETTINGS use_hive_partitioning = 1"
they "and from the CSV" ask.mjs "$figures
    FROM file('$T/g/events/*/*/*.csv.zst', 'CSVWithNames')
    WHERE channel = 'web'"

# A client of that engine for contrib/clickhouse/load.  It has no standard
# input for input(), so that what comes in lies in a file for it.
cat >"$T/npm/client.mjs" <<'END'
import { Session } from 'chdb';
import fs from 'fs';
const [, , data, ...options] = process.argv;
let sql = '', settings = '';
for (let i = 0; i < options.length; i++)
	if (options[i] === '--query')
		sql = options[++i];
	else
		settings += ` SETTINGS ${options[i].slice(2)}`
		    .replace(/=(.*)/, "='$1'");
const session = new Session(data);
if (/input\(/.test(sql)) {
	fs.writeFileSync(data + '.in', fs.readFileSync(0));
	sql = sql.replace(/input\('/, `file('${data}.in', 'CSVWithNames', '`)
	    .replace(/FORMAT\s+CSVWithNames/, settings);
}
for (const part of sql.split(/;\n/))
	if (part.replace(/--[^\n]*/g, '').trim())
		process.stdout.write(String(session.query(part, 'TSV') ?? ''));
END
cat >"$T/client" <<END
#!/bin/sh
cd "$T/npm" && exec node client.mjs "$T/chdb" "\$@"
END
chmod +x "$T/client"
load() { # load DAY
	CLICKHOUSE=$T/client sh "$ROOT/contrib/clickhouse/load" "$T/g" "$1"
}
run_ok "ClickHouse takes the schema" "$T/client" --query \
    "$(cat "$ROOT/contrib/clickhouse/schema.sql")"
for again in "" ", loaded twice"
do
	for day in 12 13 14 15
	do
		load "2026-10-$day" || echo "$day"
	done >"$T/failed" 2>&1
	sed 's/^/# /' "$T/failed"
	"$T/client" --query "$figures FROM grid.events WHERE channel = 'web'" |
	    tr '\t' ' ' >"$T/theirs"
	same "contrib/clickhouse/load gives the store's figures$again" \
	    "$T/ours" "$T/theirs"
done
run_ok "its queries run" "$T/client" --query \
    "$(cat "$ROOT/contrib/clickhouse/queries.sql")"
cp "$T/.out" "$T/answers"
sqlite3 -separator '	' "$T/g/schools/999001/beadle.db" "SELECT '999001',
    date(day * 86400, 'unixepoch'), count(*), sum(bytes) FROM visit
    GROUP BY day ORDER BY day" >"$T/days"
head -n "$(wc -l <"$T/days")" "$T/answers" >"$T/theirs"
same "visits and bytes of each day are the store's" "$T/days" "$T/theirs"
sqlite3 -separator '	' "$T/g/schools/999001/beadle.db" "SELECT '999001',
    category, year, sum(events) FROM daily_visit WHERE channel = 'web'
    AND kind = 'page' AND role <> '' GROUP BY 2, 3" | sort >"$T/pages"
sed "1,$(wc -l <"$T/days")d; \$d" "$T/answers" | cut -f 1-4 |
    sort >"$T/theirs"
same "pages by category and year are those that the reports read" \
    "$T/pages" "$T/theirs"
mkdir -m 750 "$T/report"
beadle report governors -c "$S/school.yml" -t autumn-2026 \
    -d "$T/g/schools/999001/beadle.db" -o "$T/report/g.csv"
sed -n 's/.*"Pages asked for on the web, by week",12 Oct,[AB][^,]*,,\([0-9]*\),.*/\1/p' \
    "$T/report/g.csv" | paste -s - >"$T/weeks"
[ -s "$T/weeks" ] && sed -n '$p' "$T/answers" | cut -f 3-4 >"$T/theirs"
same "the pages of a week are those that the governors read" \
    "$T/weeks" "$T/theirs"

# What is not as the receipts say changes nothing.
receipt=$events/day=2026-10-12/part-0.receipt.json
cp "$receipt" "$T/receipt"
sed -i 's/"rows": /"rows": 1/' "$receipt"
exits 1 "a load that counts otherwise than the receipt is refused" \
    load 2026-10-12
has "and says so" "handed off, .* staged: nothing changed" "$T/.err"
sed 's/"school_days": "all"/"school_days": "3 of 4"/' "$T/receipt" >"$receipt"
exits 1 "so is a school merged without some of its days" load 2026-10-12
has "and says how many" "from 3 of 4 of its days" "$T/.err"
cp "$T/receipt" "$receipt"
cp "$T/less/day=2026-10-12/part-0.csv.zst" "$events/day=2026-10-12/"
exits 1 "so is a file that was changed" load 2026-10-12
has "and says which" "is not what its receipt says" "$T/.err"
"$T/client" --query "$figures FROM grid.events WHERE channel = 'web'" |
    tr '\t' ' ' >"$T/theirs"
same "and what was loaded stands" "$T/ours" "$T/theirs"
done_testing
