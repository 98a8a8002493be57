# Sourced by tests of review sheets: a sheet of 500 items (whole.csv, its store
# whole.db), what people decide of each (decisions), and what then has to stand
# in the store (wanted).

cd "$T" || exit 1
sample_school .
mkdir in in/dsl
touch logs/access.log
# Serials that a spreadsheet takes for numbers.
awk -F, -v OFS=, 'NR % 3 == 0 { $4 = "5E12345" }
    NR % 3 == 1 && NR > 1 { $4 = "0012345" }
    NR % 3 == 2 { $4 = "5E12" }
    { print }' devices.csv >spoilt
mv spoilt devices.csv
chmod -R o= .
BEADLE_NOW=2026-10-20T12:00:00Z
export BEADLE_NOW
# Enough of a log that the lists get into the store.
echo "$(date -u -d 2026-10-14T09:00:00Z +%s).000 9 198.51.100.11 TCP_MISS/200 400 GET http://lessons.example/ 26mhallam HIER_DIRECT/192.0.2.9 text/html" >logs/access.log
beadle nightly -c school.yml
sqlite3 beadle.db "
WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 500),
    p AS (SELECT key, username, year, row_number() OVER (ORDER BY key) AS k
	FROM person WHERE role = 'pupil'),
    d AS (SELECT hostname, room, row_number() OVER (ORDER BY hostname) AS k
	FROM device)
INSERT INTO item(name, label, subject, account, person, device, room, role,
    year, start, end, day, events, severity, treatment, attribution, rules,
    created, changed)
SELECT printf('%012x', i * 7919 + 3735928559), 'gambling', 'p:' || p.key,
    p.username, p.key, d.hostname, d.room, 'pupil', p.year,
    1791968400000000 + i * 60000000, 1791968460000000 + i * 60000000, 20740,
    i, i % 3, 1, 'strong', 'gambling', 0, 0
  FROM n JOIN p ON p.k = 1 + i % 300 JOIN d ON d.k = 1 + i % 150"
rm -f out/dsl/review-*
beadle nightly -c school.yml
sheet=out/dsl/review-2026-10-20.csv
[ "$(grep -c '^id-' $sheet)" = 500 ]
ok $? "a sheet of 500 items"
cp $sheet whole.csv
cp beadle.db whole.db
grep -q ',5E12345,' whole.csv && grep -q ',0012345,' whole.csv
ok $? "with serials that look like numbers"

# What people write, of every kind.
perl -ne '
	next unless /^(id-[0-9a-f]{12}),/;
	my $id = $1;
	my $n = $i++;
	my @why = ("plain reason $n", "with, comma $n", "with; semicolon $n",
	    "said \"yes\" $n", "caf\xc3\xa9 na\xc3\xafve \xe2\x80\x9cquoted\xe2\x80\x9d $n",
	    "two\\nlines $n", "14/10/2026 he was ill, no. $n", "00$n.5 and 5E$n",
	    "tab and  spaces $n", "\xe5\xad\xa6\xe6\xa0\xa1 $n");
	my $why = $why[$n % 10];
	my @what = qw(confirm reject excepted note confirm Confirmed rejected
	    reject duplicate confirm);
	my $what = $what[$n % 10];
	print "$id\tdecision\t$what\n$id\treason\t$why\n";
	if ($what =~ /^confirm/i) {
		print "$id\taction\trang home on 3/11/2026; no. $n\n";
		print "$id\talso_recorded_in\tbullying form 5E$n\n";
	}' whole.csv >decisions
[ "$(cut -f1 decisions | sort -u | wc -l)" = 500 ]
ok $? "500 decisions"
perl -ne '
	chomp;
	my ($id, $column, $text) = split /\t/, $_, 3;
	$id =~ s/^id-//;
	$text =~ s/\\n/ /g;
	$d{$id}{$column} = $text;
	END {
		my %act = (confirm => "confirm", confirmed => "confirm",
		    reject => "reject", rejected => "reject");
		for (sort keys %d) {
			my $w = lc $d{$_}{decision};
			print "$_|", $act{$w} // $w, "|$d{$_}{reason}\n";
			print "$_|action|$d{$_}{action}\n$_|recorded|$d{$_}{also_recorded_in}\n"
			    if $d{$_}{action};
		}
	}' decisions >wanted
