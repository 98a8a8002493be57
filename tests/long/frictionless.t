#!/bin/sh
# A package beside the Frictionless library for Node, which others wrote: it
# finds nothing in ours, and finds what is planted.

. "$(dirname "$0")/../tap.sh"

mkdir "$T/npm"
if ! command -v npm >/dev/null || ! (cd "$T/npm" &&
    npm i --ignore-scripts --no-audit --no-fund datapackage@1.1.10) \
    >/dev/null 2>&1
then
	ok 0 "beside Frictionless # SKIP needs npm and its registry"
	done_testing
	exit
fi
cat >"$T/npm/check.js" <<'END'
const { Package } = require('datapackage');
(async () => {
	const p = await Package.load(process.argv[2] + '/datapackage.json');
	let errors = p.errors.length;
	for (const e of p.errors)
		console.log('datapackage.json: ' + e.message);
	for (const r of p.resources) {
		let rows = [];
		try {
			rows = await r.read();
		} catch (e) {
			errors++;
			console.log(r.name + ': ' + e.message);
			for (const s of e.errors || [])
				console.log(r.name + ':   ' + s.message);
		}
		console.log(r.name + ' ' + rows.length + ' rows');
	}
	console.log(errors + ' errors');
})();
END

settings=$ROOT/sample-logs/school/school.yml
beadle nightly -c "$settings" -d "$T/beadle.db" -o "$T/nightly" \
    >/dev/null 2>&1
sqlite3 "$T/beadle.db" "UPDATE item SET status = 'confirmed'
    WHERE treatment IN (1, 2)"
run_ok "a package is made" beadle return -c "$settings" -d "$T/beadle.db" \
    -o "$T/out" -t autumn-2026 --zip
mkdir "$T/p"
unzip -q "$T"/out/authority/autumn-2026/*_001.zip -d "$T/p"
has "with hidden figures" ',c,c' "$T/p/infringements.csv"
node "$T/npm/check.js" "$T/p" >"$T/said" 2>&1
has "Frictionless reads all rows" '^infringements 70 rows' "$T/said"
has "and finds no error" '^0 errors' "$T/said"
sed 's/^/# /' "$T/said"

cp "$T/p/infringements.csv" "$T/clean.csv"
plant() { # plant NAME AWK: a fault is found by both
	awk -F, -v OFS=, "$2 { print }" "$T/clean.csv" \
	    >"$T/p/infringements.csv"
	node "$T/npm/check.js" "$T/p" >"$T/said" 2>&1
	lacks "Frictionless finds $1" '^0 errors' "$T/said"
	exits 3 "and so do we" beadle receive check "$T/p/infringements.csv"
}
plant "a term with a slash" 'NR == 3 { $1 = "2026/7" }'
plant "a URN of five digits" 'NR == 4 { $11 = "99900" }'
plant "an unknown term" 'NR == 5 { $2 = "Harvest term" }'
plant "a row that is there twice" 'NR == 6 { print }'
plant "a figure that is none" 'NR == 7 { $17 = "few" }'

done_testing
