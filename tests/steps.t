#!/bin/sh
# The steps that fit an incident: from the shipped table, forked by what was
# answered; the table itself leads nowhere into the void.

. "$(dirname "$0")/tap.sh"

cd "$T" || exit 1
sample_school .
mkdir in in/dsl
pupil=$(awk -F, '$6 == "pupil" && $7 == 9 { print $1; exit }' people.csv)
staff=$(awk -F, '$6 == "staff" && $10 == "" { print $1; exit }' people.csv)
for who in "$pupil" "$staff"
do
	for i in 1 2 3 4
	do
		echo "$(date -u -d "2026-10-14T09:00:1$i" +%s).000 900 198.51.100.11 TCP_MISS/200 40000 GET http://betmoor.example/page $who HIER_DIRECT/192.0.2.9 text/html"
	done
done >logs/access.log
chmod -R o= .
BEADLE_NOW=2026-10-14T12:00:00Z
export BEADLE_NOW
beadle nightly -c school.yml
id_of() { # id_of ACCOUNT
	sqlite3 beadle.db "SELECT name FROM item WHERE account = '$1'"
}
show() {
	beadle incident show -c school.yml -w t "$1" | sed -n '/^steps/,$p' >steps
}
answer() { # answer ID STEP WORD REASON
	beadle incident answer -c school.yml -w Lead -m "$4" "$1" "$2" "$3"
}
id=$(id_of "$pupil")
show "$id"
has "a pupil's begins with the child" 'question .*child be at risk' steps
has "and says how to answer" 'to answer .*pupil-1 yes (or no)' steps
[ "$(grep -c question steps)" = 1 ]
ok $? "one question at a time"
exits 1 "an answer needs a reason" answer "$id" pupil-1 no ""
exits 1 "is yes or no" answer "$id" pupil-1 perhaps "x"
has "which is said" 'expected yes or no' .err
exits 1 "and to what is open" answer "$id" pupil-8 no "x"
has "which is said" 'the question that is open' .err
run_ok "no" answer "$id" pupil-1 no "nobody is hurt"
run_ok "no" answer "$id" pupil-4 No "nobody else"
run_ok "yes" answer "$id" pupil-8 yes "in September"
show "$id"
has "who said so stands there" 'no; nobody is hurt, said Lead' steps
has "it comes to who must be told" 'tell .*Head of year and parents' steps
has "and to an end" 'last .*a sanction' steps
lacks "where nothing is asked" 'to answer' steps
exits 1 "nor can be answered" answer "$id" pupil-8 no "x"
sqlite3 beadle.db "SELECT count(*) FROM item_note WHERE act = 'answer'" >n
echo 3 >wanted
same "each answer is an act" wanted n

id=$(id_of "$staff")
show "$id"
has "staff: harm to a child first" 'Was a child harmed' steps
run_ok "yes" answer "$id" staff-1 yes "may be"
show "$id"
has "staff: the LADO" 'tell .*LADO' steps
has "staff: who must not be told" 'do not tell .*The person' steps
sqlite3 beadle.db "UPDATE item SET label = 'illegal-suspected' WHERE name =
    '$id'"
show "$id"
has "illegal: do not look" 'do .*Do not look for it' steps
answer "$id" illegal-2 no "no test"
show "$id"
has "illegal: the police" 'tell .*police' steps
answer "$id" illegal-7 yes "a teacher"
show "$id"
has "illegal: by an adult it goes on with the LADO" 'tell .*LADO' steps
sqlite3 beadle.db "UPDATE item SET label = 'cyberbullying' WHERE name = '$id'"
show "$id"
has "staff as victims" 'tell .*union' steps
sqlite3 beadle.db "UPDATE item SET label = 'parent-instigator' WHERE name =
    '$id'"
show "$id"
has "a parent" 'question .*threat made' steps

# On the review sheet.
sheet=out/dsl/review-2026-10-14.csv
beadle nightly -c school.yml
cp logs/access.log logs/b.log
sed -i "s/$pupil/22lcopperfield/; /$staff/d" logs/b.log
beadle nightly -c school.yml
sed "/Copperfield/s/,,,,,\(c[0-9]*-\)/,Answer,\"pupil-1: no, nobody is hurt\",,,\1/" \
    "$sheet" >in/dsl/a.csv
touch -d '1 minute ago' in/dsl/a.csv
beadle nightly -c school.yml
has "the sheet takes an answer" 'applied, 1 rows' out/dsl/receipt-a-*
sqlite3 beadle.db "SELECT why FROM item_note ORDER BY id DESC LIMIT 1" >got
echo 'pupil-1 no; nobody is hurt' >wanted
same "in one form" wanted got

# The table: every step can be reached, and every way ends.
perl -ne '
	chomp; s/\r$//;
	my @c; push @c, defined $1 ? $1 : $2 while /\G(?:"([^"]*)"|([^,]*))(?:,|$)/g;
	next if $. == 1;
	push @ids, $c[1]; $row{$c[1]} = [@c]; $flow{$c[0]} //= $c[1];
	END {
		my %seen; my @todo = values %flow;
		my %next; $next{$ids[$_]} = $ids[$_ + 1] for 0 .. $#ids;
		while (defined(my $s = pop @todo)) {
			next if $seen{$s}++;
			my $r = $row{$s} or die "no step $s\n";
			if ($r->[2] eq "ask") { push @todo, @$r[4, 5] }
			elsif ($r->[2] ne "end") {
				die "$s leads out of its flow\n"
				    if $row{$next{$s} // ""}[0] ne $r->[0];
				push @todo, $next{$s};
			}
		}
		$seen{$_} or print "$_ is never reached\n" for @ids;
	}' "$ROOT/policy/steps.csv" >void 2>&1
[ ! -s void ]
ok $? "no step leads into the void"
sed 's/^/# /' void
sed 's/,pupil-2,pupil-4/,pupil-2,pupil-99/' "$ROOT/policy/steps.csv" >own.csv
chmod o= own.csv
sed -i '/^zone/i\
steps: own.csv' school.yml
exits 1 "a table of the school's own that does is a fault" \
    beadle check -c school.yml
has "with file and step" 'own.csv:[0-9]*: step pupil-1: a question leads' .out
sed 's/Head of year and parents/The house tutor/' "$ROOT/policy/steps.csv" >own.csv
show "$(id_of "$pupil")"
has "a good one is used" 'The house tutor' steps
done_testing
