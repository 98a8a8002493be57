#!/bin/sh
# Can what the governors' report hides be worked out from what it publishes?
# The attacker (attack.pl) has the CSV alone, states what hangs together in it
# as a linear programme, and asks glpsol for the range of each hidden figure.

. "$(dirname "$0")/tap.sh"

command -v glpsol >/dev/null || skip_all "glpsol is not here"
command -v sqlite3 >/dev/null || skip_all "sqlite3 is not here"
sample_school "$T/school"
rmdir "$T/school/logs" && ln -s "$S/logs" "$T/school/logs"
echo 'spring-2027,term,2027-01-05,2027-03-26' >>"$T/school/terms.csv"
settings=$T/school/school.yml
store=$T/beadle.db
run_ok "the night runs" beadle nightly -c "$settings" -d "$store"
. "$ROOT/tests/labels.sh"

publish() { # publish TERM DAY CSV: the report of a term as of that day
	BEADLE_NOW=$2T04:00:00Z beadle report governors -c "$settings" \
	    -d "$store" -t "$1" -o "$3" >/dev/null 2>"$T/err"
	ok $? "the report of $1, made on $2"
}
attack() { # attack CSV...: what comes out, into $T/told
	mkdir -p "$T/lp"
	perl "$ROOT/tests/attack.pl" "$T/labels.csv" "$T/grps.csv" \
	    "$ROOT/policy/areas.csv" "$T/lp" "$@" >"$T/told" 2>"$T/err"
	sed 's/^/# /' "$T/told" "$T/err"
}
holds() { # holds NAME: nothing came out, and there was something to hide
	[ ! -s "$T/err" ] &&
	    grep -q '^cells .*, hidden [1-9][0-9][0-9]*, told 0$' "$T/told"
	ok $? "$1"
}

publish autumn-2026 2026-11-02 "$T/autumn.csv"
attack "$T/autumn.csv"
holds "no hidden figure comes out, each few is left a range of five"

# Planted: a table with one hidden figure only, and other slips.
plant() { # plant NAME WHAT SED: that figure comes out
	sed "$3" "$T/autumn.csv" >"$T/planted.csv"
	! cmp -s "$T/autumn.csv" "$T/planted.csv" ||
		echo "# nothing was planted"
	attack "$T/planted.csv" >/dev/null
	has "$1" "^told: .*$2" "$T/told"
}
plant "found out: one hidden figure alone" 'year|Year 12: ' \
    '/Items for review, by year group.*,Year 1[03],Items\|,Others and not known,/s/,\(not shown\|fewer than 5\),,/,3,number,/'
plant "found out: the only other of two that is told" \
    'band|Night: ' \
    '/Items for review, by time of day",\(Weekends\|Not\)/s/,fewer than 5,,/,3,number,/'
plant "found out: a figure that one table tells and another hides" \
    'area|Content: .* here' '/,Content,,,,/s/,[0-9]*,number,/,not shown,,/'
plant "found out: a rate of what is hidden" 'year|Year 10: ' \
    's/\(,Year 10,For each 100 pupils,\),not shown,,/\1,18.9,%,/'

# Decisions are made, and the same holds.
sqlite3 "$store" "UPDATE item SET status = CASE id % 5 WHEN 0 THEN 'closed'
    WHEN 1 THEN 'rejected' WHEN 2 THEN 'open' ELSE 'confirmed' END
    WHERE treatment IN (1, 2)"
publish autumn-2026 2026-11-02 "$T/decided.csv"
attack "$T/decided.csv"
holds "nor when half of it is decided"

# The next term prints this one's figures again.
publish spring-2027 2027-04-05 "$T/spring.csv"
attack "$T/autumn.csv" "$T/spring.csv"
holds "nor from the reports of two terms together"
sed '/time of day",Night,Last term/s/,fewer than 5,,/,2,number,/' \
    "$T/spring.csv" >"$T/planted.csv"
attack "$T/autumn.csv" "$T/planted.csv" >/dev/null
has "found out: what this term hides and the next tells" \
    '^told: r0 band|Night: 2 to 2' "$T/told"

# A running term's report made twice: none may come out, though what lies
# between the two leaves less room.
publish autumn-2026 2026-10-26 "$T/before.csv"
WIDTH=2 LAST_WEEK='26 Oct' attack "$T/before.csv" "$T/autumn.csv"
holds "nor from two versions of one report"

# A term is sealed without one day's log, which comes late: the next version
# stands beside the first one, which everybody has.
sample_school "$T/late"
cp -R "$S"/logs/* "$T/late/logs/"
log=$(find "$T/late/logs" -name "access.log-20261014*")
mv "$log" "$T/"
chmod -R o= "$T/late"
settings=$T/late/school.yml
store=$T/late.db
at() { # at DAY COMMAND...
	day=$1
	shift
	BEADLE_NOW=${day}T04:00:00Z "$@" >/dev/null 2>"$T/err"
}
run_ok "a night without a log" at 2026-11-02 beadle nightly -c "$settings" \
    -d "$store"
run_ok "the term is sealed" at 2027-01-20 beadle report governors \
    -c "$settings" -d "$store" -t autumn-2026 --seal -o "$T/one.csv"
cp "$T/${log##*/}" "$log"
run_ok "the log comes late" at 2027-01-21 beadle nightly -c "$settings" \
    -d "$store"
sqlite3 "$store" ".backup $T/unsealed.db"
run_ok "it is restated" at 2027-01-22 beadle report governors \
    -c "$settings" -d "$store" -t autumn-2026 --restate late -o "$T/two.csv"
has "the new version has figures that have changed" \
    'Figures restated,,,,[1-9]' "$T/two.csv"
LAST_WEEK='12 Oct' attack "$T/one.csv" "$T/two.csv"
holds "nothing comes out of both, and each few is left a range of five"
# Planted: the same version, made as though there had been none before.
sqlite3 "$T/unsealed.db" "DROP TRIGGER seal_kept; DROP TRIGGER seal_form_kept;
    DELETE FROM seal_form; DELETE FROM seal"
store=$T/unsealed.db
publish autumn-2026 2027-01-22 "$T/planted.csv"
LAST_WEEK='12 Oct' attack "$T/one.csv" "$T/planted.csv" >/dev/null
has "found out: a version that does not know the one before" "^told: r" \
    "$T/told"

# What is hidden of the first version adds up to its total, and cannot fall:
# of Content, which has risen by two, little would be left to guess.
sqlite3 "$store" "DELETE FROM daily_flag
     WHERE channel = 'web' AND treatment IN (1, 2);
    DELETE FROM daily_person WHERE channel = 'web';
    CREATE TEMP TABLE made(label, type, flags, people);
    INSERT INTO made VALUES ('gambling', 'allowed', 3, 2),
	('social-media', 'allowed', 10, 10), ('adult', 'allowed', 30, 10),
	('chain-mail', 'allowed', 50, 10), ('chain-mail', 'denied', 50, 10);
    INSERT INTO daily_flag SELECT (SELECT min(day) FROM daily_visit), 10,
	'lesson', label, 'web', 1, 1, 'pupil', '7', type, type, flags, flags
	FROM made;
    WITH one(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM one WHERE n < 10)
    INSERT INTO daily_person SELECT (SELECT min(day) FROM daily_visit),
	label, 'web', n, 1, 'pupil', '7', 'lesson', 10, type, 1
	FROM made JOIN one ON n <= people"
by_area='"Flagged requests on the web, by area",Content,Let through'
run_ok "a term with few areas is sealed" at 2027-01-20 beadle report \
    governors -c "$settings" -d "$store" -t autumn-2026 --seal -o "$T/one.csv"
has "with its flagged requests by area" "$by_area,,30,number" "$T/one.csv"
sqlite3 "$store" "UPDATE daily_flag SET flags = flags +
	CASE label WHEN 'adult' THEN 2 ELSE 10 END
    WHERE channel = 'web' AND label IN ('adult', 'chain-mail')
	AND type = 'allowed' AND treatment = 1"
run_ok "more comes late" at 2027-01-22 beadle report governors \
    -c "$settings" -d "$store" -t autumn-2026 --restate late -o "$T/two.csv"
has "the new total is told" 'Flagged requests let through,,,,105,number' \
    "$T/two.csv"
lacks "the areas are not, for both versions would tell of few" "$by_area" \
    "$T/two.csv"
done_testing
