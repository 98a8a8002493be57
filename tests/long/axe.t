#!/bin/sh
# The HTML of documents in a browser: axe-core, which others wrote, looks for
# what breaks WCAG 2.2 AA; nothing is fetched; at 320 pixels nothing runs off
# the side; on paper nothing is lost.

. "$(dirname "$0")/../tap.sh"

chromium=$(command -v chromium || command -v chromium-browser) || chromium=
mkdir "$T/npm" "$T/home"
if [ -z "$chromium" ] || ! command -v npm >/dev/null || ! (cd "$T/npm" &&
    npm i --ignore-scripts --no-audit --no-fund axe-core@4) >/dev/null 2>&1
then
	ok 0 "axe-core # SKIP needs Chromium, npm and its registry"
	done_testing
	exit
fi
HOME=$T/home
export HOME

# look PAGE WIDTH: findings of axe-core, one a line, and the page's width.
# The page itself has no script and allows none, so a copy is looked at, in a
# frame: Chromium's own windows are no narrower than 500.
look() {
	{
		sed '/http-equiv="Content-Security-Policy"/d
		    s/<details>/<details open>/g' "$1"
		echo '<script>'
		cat "$T/npm/node_modules/axe-core/axe.min.js"
		cat <<'END'
</script><script>
const frame = document.documentElement;
axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa',
    'best-practice'] }).then(r => {
	const lines = ['passed ' + r.passes.length];
	for (const v of r.violations)
		for (const n of v.nodes)
			lines.push('violation ' + v.id + ': ' +
			    n.target.join(' ') + ' ' +
			    n.failureSummary.replace(/\s+/g, ' '));
	for (const v of r.incomplete)
		lines.push('undecided ' + v.id + ': ' + v.nodes.length);
	lines.push('width ' + frame.scrollWidth + ' of ' + frame.clientWidth);
	parent.postMessage(lines.join('\n'), '*');
});
</script>
END
	} >"$T/copy.html"
	cat >"$T/frame.html" <<END
<!DOCTYPE html><html lang="en"><title>frame</title><body>
<iframe src="copy.html" width="$2" height="900" style="border:0"></iframe>
<script>
onmessage = e => {
	document.body.innerHTML = '<pre>';
	document.body.firstChild.textContent = '\n' + e.data + '\n';
};
</script>
END
	timeout 120 "$chromium" --headless --no-sandbox --disable-gpu \
	    --window-size=1400,1000 --virtual-time-budget=60000 --dump-dom \
	    "file://$T/frame.html" 2>"$T/said" |
	    grep '^passed\|^violation\|^undecided\|^width'
}

settings=$S/school.yml
run_ok "the night runs" beadle nightly -c "$settings" -d "$T/b.db" -o "$T/out"
demo=$BEADLE_BUILD/tools/render-demo
for kind in governors log hostile empty
do
	CHARTS=$ROOT/reports/charts "$demo" $kind html 30 >"$T/$kind.html" \
	    2>/dev/null
done
cp "$T/out/governors/governors-autumn-2026.html" "$T/school.html"
who=$(sqlite3 "$T/b.db" "SELECT person FROM item WHERE role = 'pupil'
    AND person <> '' GROUP BY person ORDER BY count(*) DESC, person LIMIT 1")
run_ok "the report on one person is made" beadle person report \
    -c "$settings" -d "$T/b.db" -o "$T/out" -w head --as head \
    --approved-by officer -m "request 12" -t autumn-2026 --context 60m "$who"
cp "$T"/out/head/person-*.html "$T/person.html"
for page in school person governors log hostile empty
do
	look "$T/$page.html" 1280 >"$T/found"
	has "axe-core has read: $page" '^passed [1-9][0-9]' "$T/found"
	lacks "and finds nothing against it" '^violation' "$T/found"
	grep '^violation\|^undecided' "$T/found" | cut -c 1-200 |
	    sed 's/^/# /'
	look "$T/$page.html" 320 >"$T/found"
	lacks "nor on a small screen" '^violation' "$T/found"
	awk '/^width/ { exit $2 > $4 }' "$T/found"
	ok $? "nothing runs off its side: $(grep '^width' "$T/found")"
done
sed 's/<html lang="en-GB">/<html>/; s/<th scope="col"/<td/g
    s/--grey:#53595f/--grey:#bbbbbb/' "$T/school.html" >"$T/planted.html"
look "$T/planted.html" 1280 >"$T/found"
for rule in html-has-lang color-contrast
do
	has "a planted fault is found: $rule" "^violation $rule" "$T/found"
done

# On paper: all of the text, and no more pages than the PDF and a half.
timeout 120 "$chromium" --headless --no-sandbox --disable-gpu \
    --no-pdf-header-footer --print-to-pdf="$T/paper.pdf" \
    "file://$T/school.html" >"$T/said" 2>&1
pages=$(pdfinfo "$T/paper.pdf" | sed -n 's/^Pages: *//p')
[ "$pages" -ge 5 ] && [ "$pages" -le 20 ]
ok $? "it prints on $pages pages"
pdftotext "$T/paper.pdf" "$T/paper"
for words in 'The term in ten answers' 'Items for review, by week' \
    'How to read the figures'
do
	has "with: $words" "$words" "$T/paper"
done
done_testing
