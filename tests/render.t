#!/bin/sh
# Documents as people get them: what pdftotext reads, page by page, beside
# the CSV twin; hostile text; charts that cannot be drawn.
. "${0%/*}/tap.sh"
command -v pdftotext >/dev/null || skip_all "no pdftotext"

demo=${BEADLE_BUILD%/wrapped}/tools/render-demo
CHARTS=$ROOT/reports/charts
export CHARTS
mkdir "$T/tmp"
TMPDIR=$T/tmp
export TMPDIR

# draw KIND [ARGUMENT...]: KIND.pdf, its text, and what was said
draw() {
	kind=$1
	shift
	"$demo" "$kind" pdf "$@" >"$T/$kind.pdf" 2>"$T/$kind.err" &&
	pdftotext -layout "$T/$kind.pdf" "$T/$kind.txt" &&
	pdfinfo "$T/$kind.pdf" >"$T/$kind.info" 2>"$T/$kind.warn"
}

run_ok "the governors' document is drawn" draw governors
has "no letter is missing, no chart failed" 'missing 0 failed 0' \
	"$T/governors.err"
has "it is tagged" '^Tagged: *yes' "$T/governors.info"
has "it has a title" '^Title: *Online safety report' "$T/governors.info"
has "its date is the document's" '^CreationDate: .*2026' \
	"$T/governors.info"
[ ! -s "$T/governors.warn" ]
ok $? "poppler has nothing to say against it"
pages=$(sed -n 's/^Pages: *//p' "$T/governors.info")
for wanted in "Page 1 of $pages" "Page $pages of $pages" \
	'Destroy by Fri 31 July 2032' 'fewer than 5' 'not measured' \
	'Figure 1\. Items a week' 'Table 1\. Items for review' 'Year 12' \
	'Opened again 15' 'Signature'
do
	has "its text has: $wanted" "$wanted" "$T/governors.txt"
done
# The contents name the page on which each heading stands.
grep -E '^ *(Week by week|What kind of thing happened)[ .]+[0-9]+$' \
	"$T/governors.txt" >"$T/contents"
while read -r line
do
	page=${line##* }
	title=$(echo "$line" | sed 's/[ .]*[0-9]*$//')
	pdftotext -f "$page" -l "$page" -layout "$T/governors.pdf" "$T/page"
	has "page $page has: $title" "^$title" "$T/page"
done <"$T/contents"
[ "$(wc -l <"$T/contents")" -eq 2 ]
ok $? "the contents were found"

# The twin: every number of it stands in the text too.
"$demo" governors csv >"$T/twin.csv" 2>/dev/null
tr -d ',†' <"$T/governors.txt" >"$T/bare"
lost=0
sed 1d "$T/twin.csv" | tr -d '\r' |
	sed 's/"[^"]*"/x/g' | cut -d, -f9 | sort -u >"$T/values"
while read -r value
do
	grep -q -e "${value#-}" "$T/bare" || {
		echo "# not in the PDF: $value"
		lost=$((lost + 1))
	}
done <"$T/values"
[ "$lost" -eq 0 ] && [ "$(wc -l <"$T/values")" -gt 40 ]
ok $? "every figure of the twin is in the PDF"
has "a figure entered is marked so" ',23,number,entered' "$T/twin.csv"

# Tags: what a program can tell of them, and planted faults of each kind.
check=${demo%/*}/pdf-check
run_ok "its tags hold" "$check" "$T/governors.pdf"
for planted in '/Lang:no language' '/OutputIntents:no colour' \
	'/Scope:without scope' '/Alt:without words' \
	'/ListNumbering:without numbering' '/Contents (:link without words' \
	'/S /TBody:unknown kind' '/S /TH:cells under' \
	'/ToUnicode:without its letters' '/CIDToGIDMap:without its map' \
	'/K 2 /P:is not in the tree'
do
	# A name of the same length, so that the file stays whole.
	from=${planted%%:*}
	case $from in
	'/S /TBody') to='/S /TBodx' ;;
	'/S /TH') to='/S /TX' ;;
	'/Contents (') to='/Contentx (' ;;
	'/K 2 /P') to='/K 9 /P' ;;
	*) to=$(echo "$from" | sed 's/.$/x/') ;;
	esac
	LC_ALL=C sed "s#$from#$to#" "$T/governors.pdf" >"$T/planted.pdf"
	"$check" "$T/planted.pdf" >"$T/faults"
	has "a planted fault is found: $from" "${planted#*:}" "$T/faults"
done

# HTML: the same figures in one file that asks for nothing.
"$demo" governors html >"$T/governors.html" 2>/dev/null
ok $? "the governors' document is HTML too"
sed 's/<[^>]*>/ /g; s/&#39;//g; s/&lt;/</g' "$T/governors.html" |
	tr -d ',†' >"$T/bare"
lost=0
while read -r value
do
	grep -q -e "${value#-}" "$T/bare" || {
		echo "# not in the HTML: $value"
		lost=$((lost + 1))
	}
done <"$T/values"
[ "$lost" -eq 0 ]
ok $? "every figure of the twin is in it"
lacks "it has no script" '<script\|javascript:\| on[a-z]*=' \
	"$T/governors.html"
sed 's/xmlns[:a-z]*="[^"]*"//g' "$T/governors.html" >"$T/refs"
lacks "and fetches nothing" '://\|src=\|@import\|url([^#]' "$T/refs"
grep -o "id=['\"][^'\"]*" "$T/governors.html" | sort | uniq -d >"$T/twice"
[ ! -s "$T/twice" ]
ok $? "no name stands twice in it"
[ "$(grep -c '<svg role="img" aria-label="[^"]' "$T/governors.html")" -eq \
	"$(grep -c '<figcaption>' "$T/governors.html")" ]
ok $? "each drawing has its words"
has "heads of columns say so" '<th scope="col"' "$T/governors.html"
has "and those of rows" '<th scope="row"' "$T/governors.html"
"$demo" hostile html >"$T/hostile.html" 2>/dev/null
has "markup in a text is text" '&lt;b&gt;bold' "$T/hostile.html"
lacks "and no element" '<b>bold' "$T/hostile.html"
! grep -q "$(printf '\342\200\256')" "$T/hostile.html"
ok $? "no bidi override is left in it"
(cd / && TZ=Asia/Tokyo LC_ALL=C "$demo" governors html) \
	>"$T/second.html" 2>/dev/null
same "the same HTML in another zone, locale and folder" \
	"$T/governors.html" "$T/second.html"

cp "$T/governors.pdf" "$T/first.pdf"
(cd / && TZ=Asia/Tokyo LC_ALL=C "$demo" governors pdf) >"$T/second.pdf" \
	2>/dev/null
same "the same bytes in another zone, locale and folder" "$T/first.pdf" \
	"$T/second.pdf"

run_ok "a log of 120 rows is drawn" draw log 120
[ "$(grep -c 'Details of incident' "$T/log.txt")" -eq \
	"$(($(sed -n 's/^Pages: *//p' "$T/log.info")))" ]
ok $? "its head stands on each page"
has "it is landscape" 'Page size: *841.89 x 595.27' "$T/log.info"
for name in 'Łukasz' 'Nguyễn Thị Hương' 'Oluwaṣeun Adéyẹmí' 'Οδυσσέας'
do
	has "a name is whole: $name" "$name" "$T/log.txt"
done
[ "$(grep -o 'QB-0[0-9][0-9][0-9]' "$T/log.txt" | sort -u | wc -l)" \
	-eq 120 ]
ok $? "no row is lost"
"$demo" log table 120 >"$T/log.csv"
[ "$(grep -c '^"*Fri' "$T/log.csv")" -eq 120 ]
ok $? "nor in its CSV"

run_ok "the log's tags hold" "$check" "$T/log.pdf"

# alone FILE: pages on which one point of a list stands alone
alone() {
	tr '\f' '\n' <"$1" | awk '/Page [0-9]+ of/ { if (n == 1) print page
		    n = 0; page++ }
	    /\342\200\242/ { n++ }'
}
"${demo%demo}lists" >"$T/lists.pdf" && pdftotext -layout "$T/lists.pdf"
ok $? "lists are drawn"
alone "$T/lists.txt" >"$T/alone"
[ ! -s "$T/alone" ]
ok $? "no point of a list stands alone on its page"
sed '0,/•/ { /•/ { p; s/.*/Page 0 of 0/ } }' "$T/lists.txt" >"$T/planted"
alone "$T/planted" >"$T/alone"
[ -s "$T/alone" ]
ok $? "and one that did would be found"
[ "$(grep -c '•' "$T/lists.txt")" -eq 1260 ]
ok $? "none is lost"

run_ok "hostile text is drawn" draw hostile
run_ok "no text forges a tag" "$check" "$T/hostile.pdf"
has "no chart failed by it" 'failed 0' "$T/hostile.err"
has "a long cell begins" 'beginsww' "$T/hostile.txt"
has "and finishes, pages later" 'finish' "$T/hostile.txt"
[ "$(tr -cd w <"$T/hostile.txt" | wc -c)" -gt 8980 ]
ok $? "with nothing lost between"
has "bad UTF-8 is replaced" 'bad �' "$T/hostile.txt"
has "markup is text" '<b>bold' "$T/hostile.txt"
has "PDF's own words are text" 'MCID 0>> BDC' "$T/hostile.txt"
[ ! -s "$T/hostile.warn" ]
ok $? "and the file is whole"
! grep -q "$(printf '\342\200\256')" "$T/hostile.txt"
ok $? "no bidi override is left"
[ -z "$(find "$T" / -maxdepth 1 -name 'pwned*')" ]
ok $? "nothing in the text was run"
"$demo" hostile table >"$T/hostile.csv"
has "a formula is guarded in the CSV" "'=cmd" "$T/hostile.csv"
! LC_ALL=C grep -q "$(printf '\033')\|$(printf '\342\200\256')\|$(printf '\342\201\247')\|$(printf '\007')" \
    "$T/hostile.csv"
ok $? "no override, escape or bell is left in the CSV"
"$demo" hostile csv >"$T/hostile.figures"
! LC_ALL=C grep -q "$(printf '\033')\|$(printf '\342\200\256')" "$T/hostile.figures"
ok $? "nor in the figures"
# Names of every script, as they were handed in; the marks with which
# pdftotext shows a direction are its own.
sed "s/$(printf '\342\200\253')//g; s/$(printf '\342\200\254')//g" \
    "$T/hostile.txt" >"$T/plain"
tr -d '\r' <"$T/hostile.csv" >"$T/plain.csv"
han=$(sed -n 's/^Han,//p' "$T/plain.csv")
while IFS=, read -r script name
do
	if [ "$script" = Han ] && ! fc-list | grep -q CJK
	then
		continue
	fi
	has "a name in $script is whole: $name" " $script  *$name" "$T/plain"
done <<END
$(sed -n '/^Arabic/,/^Decomposed/p' "$T/plain.csv" | sed 's/Zoe.*/Zo/')
END
[ "$(printf %s "$han" | od -An -tx1 | tr -d ' ')" = e99988e7be8ee78eb2 ]
ok $? "and in the CSV"
has "what turned letters round is a sign" 'Turned  *abc�txt.exe' "$T/plain"
has "so is what a terminal would obey" 'Control  *abc�\[31mdef�' "$T/plain"
has "and what no font may draw" 'Private  *abc�' "$T/plain"
has "letters that no font has are counted" 'missing [1-9]' "$T/hostile.err"

run_ok "a document without data is drawn" draw empty
run_ok "its tags hold too" "$check" "$T/empty.pdf"
has "nothing is said to be nothing" 'None in this reporting period' \
	"$T/empty.txt"
has "an empty chart is said to be so" 'There is nothing to draw' \
	"$T/empty.txt"
has "it is no failure" 'failed 0' "$T/empty.err"

run_ok "without gnuplot it is drawn still" draw governors 0 /nonexistent
has "each chart leaves a sentence" 'The chart could not be drawn' \
	"$T/governors.txt"
has "and its table" 'by time of day and weekday' "$T/governors.txt"
has "and the reason" 'failed 5 gnuplot: it is not installed' \
	"$T/governors.err"

# Scripts that were tampered with: each must fail, and do nothing.
culprit() { # culprit NAME TEXT VERDICT FAILED
	mkdir -p "$T/charts"
	cp "$ROOT"/reports/charts/*.gp "$T/charts/"
	printf '%s\n' "$2" >>"$T/charts/common.gp"
	CHARTS=$T/charts draw governors
	has "a script that $1 is $3" "failed $4" "$T/governors.err"
	[ ! -e "$T/pwned" ]
	ok $? "and it did nothing"
}
culprit "runs a command" "system(\"touch $T/pwned\")" harmless 0
culprit "runs a command in backticks" "x = \"\`touch $T/pwned\`\"" "a failure" 5
culprit "reads from a command" "plot '< touch $T/pwned; echo 1'" "a failure" 5
culprit "says something" 'print "hello"' "a failure" 5
culprit "has a fault" 'plot undefined_thing' "a failure" 5
culprit "draws elsewhere" 'set output "elsewhere.svg"' "a failure" 5
[ -z "$(ls "$T/tmp")" ]
ok $? "nothing is left in the folder for temporary files"
done_testing
