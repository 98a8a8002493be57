# resave.pl HOW DECISIONS <sheet >saved: opens a CSV as a spreadsheet does,
# fills in DECISIONS (id, TAB, column, TAB, text; \n for a line end), and
# saves it again as that spreadsheet does:
#
#	excel	a list separator of semicolons, dates in UK form, a byte order
#		mark, rows sorted by another column, quotes only where needed
#	libre	every text quoted, lines ended by LF alone, columns of notes
#		added behind and in front, rows as they were
#	google	no byte order mark, CR LF, a column moved to the front, rows
#		sorted the other way, empty rows at the end
#
#	plain	nothing but the decisions: for a real spreadsheet to open
#
# The others make numbers of what looks like one: 5E12345 and 0012345 are lost.
use strict;
use warnings;
require "$ENV{ROOT}/tests/csv.pl";
my ($how, $decisions) = @ARGV;
my %fill;
open my $in, '<', $decisions or die "$decisions: $!";
while (<$in>) {
	chomp;
	my ($id, $column, $text) = split /\t/, $_, 3;
	$text =~ s/\\n/\n/g;
	$fill{$id}{$column} = $text;
}
local $/;
my $text = <STDIN>;
$text =~ s/^\xef\xbb\xbf//;
my @rows = csv_rows($text);
my @titles = @{shift @rows};
my @out;
for my $row (@rows) {
	my %c;
	@c{@titles} = @$row;
	# What the program makes of cells when it opens the file.
	for ($how eq 'plain' ? () : values %c) {
		s/^'(?=[=+\-@])// if $how ne 'excel';
		s/^0+(?=\d+$)//;
		if (/^(\d+)[eE](\d+)$/ && $2 < 300) {
			$_ = sprintf '%.2E', $_;
		} elsif (/^\d+[eE]\d+$/ && $how eq 'google') {
			$_ = '#NUM!';
		}
		s|^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d)$|$3/$2/$1 $4:$5| if
		    $how eq 'excel';
		s|^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d)$|$3/$2/@{[substr $1, 2]} $4:$5:00| if
		    $how eq 'libre';
		s|^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d)$|$3/$2/$1 $4:$5:00| if
		    $how eq 'google';
	}
	my $f = $fill{$c{id}};
	@c{keys %$f} = values %$f if $f;
	push @out, {%c};
}
@out = sort { $a->{device} cmp $b->{device} || $b->{id} cmp $a->{id} } @out
    if $how eq 'excel';
@out = sort { $b->{id} cmp $a->{id} } @out if $how eq 'google';
my @columns = @titles;
@columns = ('my notes', @titles, '', 'more') if $how eq 'libre';
@columns = ('reason', grep { $_ ne 'reason' } @titles) if $how eq 'google';
my ($sep, $eol) = ($how eq 'excel' ? ';' : ',', $how eq 'libre' ? "\n" : "\r\n");
sub line {
	return join($sep, map {
		my $s = $_ // '';
		my $quote = $how eq 'libre' ? $s ne '' && $s !~ /^[\d.]+$/ :
		    $s =~ /["\n\r]|\Q$sep\E/;
		$s =~ s/"/""/g;
		$quote ? "\"$s\"" : $s;
	} @_) . $eol;
}
print "\xef\xbb\xbf" if $how eq 'excel';
print line(@columns);
print line(@{$_}{@columns}) for @out;
print line(map { '' } @columns) for $how eq 'google' ? 1 .. 3 : ();
