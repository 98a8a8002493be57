# figures.pl CSV FLOW LINES: are the figures of a report's CSV those of its
# text?  FLOW is the text in reading order, in which the figures of sentences
# must come one after the other under the heading of their section, at most
# REACH letters apart; LINES is the
# text by lines, or the rows of tables, in which each row of a table must be
# found: its head, then its figures.  Prints what is not there, then how many
# are, and how many are drawn only.
use strict;
use warnings;
use open qw(:std :encoding(UTF-8));
require "$ENV{ROOT}/tests/csv.pl";

use constant REACH => 1200;

sub slurp {
	open my $in, '<', shift or die;
	local $/;
	return <$in>;
}

# As it is compared: no marks, no thousands' commas, spaces made one.
sub bare {
	my $text = shift;

	$text =~ s/\x{2020}//g;
	$text =~ s/(?<=\d),(?=\d{3})//g;
	$text =~ s/\x{2212}/-/g;
	$text =~ s/[ \t\f]+/ /g;
	return $text;
}

sub printed {
	my ($value, $unit) = @_;

	return $unit eq '%' ? "$value%" : $value;
}

my ($csv, $flow_file, $lines_file) = @ARGV;
my $flow = bare(slurp($flow_file)) =~ s/\s+/ /gr;
my %line = map { my $l = $_; $l =~ s/^ +| +$//g; $l => 1 }
    split /\n/, bare(slurp($lines_file));
my (@rows, %row, $at, $right, $drawn, $section);

($at, $right, $drawn, $section) = (0, 0, 0, '');
my @all = csv_rows(slurp($csv));
shift @all;
for (@all) {
	my @c = @$_;
	my ($measure, $one, $two, $three, $value, $unit) = @c[4 .. 9];

	if ($one eq '') {
		# Not where the contents name it.
		$at = rindex $flow, $c[3] if $c[3] ne $section;
		$section = $c[3];
		my $wanted = bare(printed($value, $unit));
		my $window = substr $flow, $at, REACH + length $wanted;

		if ($window =~ /(?<![\w.])\Q$wanted\E(?![\w%]|\.\d)/) {
			$at += $+[0];
			$right++;
		} else {
			print "not in the text: $measure: $wanted\n";
		}
		next;
	}
	my $key = "$measure\t$one\t$three";
	push @rows, $key unless $row{$key};
	push @{ $row{$key} }, printed($value, $unit);
}
for my $key (@rows) {
	my ($measure, $one) = split /\t/, $key;
	my @values = @{ $row{$key} };

	if ($line{bare(join ' ', $one, @values)}) {
		$right += @values;
	} elsif ($measure =~ /^Share of the school day|, by week/) {
		# On paper these are shades and points.
		$drawn += @values;
	} else {
		print "no such row: $measure: $one @values\n";
	}
}
print "found: $right drawn: $drawn\n";
