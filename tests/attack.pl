# attack.pl LABELS GROUPS AREAS FOLDER CSV...: what can be worked out about the
# figures that published governors' reports hide?
#
# It knows what any reader knows: the tables, how they hang together, that a
# figure is "fewer than 5" because one to four people stand behind it, and
# that another is "not shown" although five or more do.  Several reports are
# attacked together: of one term made twice (what ended before the first was
# made is the same in both, and nothing shrinks), and of terms that compare
# themselves with others.
#
# LAST_WEEK in the environment says that the reports are of one term, and
# which weeks (a pattern) were not over at the first; WIDTH, how wide the
# range of a few must stay (5).
#
# glpsol gives the least and the most that each hidden figure can be, in whole
# numbers, from a model that it reads in FOLDER.  Prints a line "told" for
# each that comes out or comes out too narrow, then how many there were.
use strict;
use warnings;
require "$ENV{ROOT}/tests/csv.pl";

use constant {
	THRESHOLD => 5,
	WHOLE => 'items|',
	FOUR_CS => 'Items for review by the four Cs, and other terms',
};

my ($labels_file, $groups_file, $areas_file, $folder, @reports) = @ARGV;

sub rows {
	open my $in, '<', shift or die;
	return csv_rows(join '', grep { !/^#/ } <$in>);
}

# Kinds of groups, and groups of areas, as the published manual has them.
my (%group_of, %area_of, %title);
for (rows($groups_file)) {
	my ($at, $group, $title, $risk) = @$_;

	$title{$group} = $title;
	$area_of{$title} = ucfirst $risk;
}
for (rows($labels_file)) {
	my ($label, $printed, $group) = @$_;

	$group_of{$printed} = $title{$group};
}

# What each figure of a sentence is, as a cell of the tables.
my %sentence = (
	'Items for review' => WHOLE,
	'Items looked at' => 'progress|looked at',
	'Incidents confirmed' => 'progress|incident',
	'Incidents closed' => 'progress|closed',
	'Items rejected' => 'progress|rejected',
	'Items not yet looked at' => 'progress|open',
	'Items of the most serious class' => 'serious|all',
	'Most serious items looked at' => 'serious|looked at',
	'Tries to get round the filter' => 'group|Getting round the filter',
	'In lessons' => 'band|Lessons',
	'At break and lunch' => 'band|Break and lunch',
	'Before and after school' => 'band|Before and after school',
	'In the evening' => 'band|Evening',
	'At night' => 'band|Night',
	'Weekends and holidays' => 'band|Weekends and holidays',
	'Flagged requests stopped' => 'flags|stopped',
	'Tries stopped' => 'tries|stopped',
	'Flagged requests let through' => 'flags|let through',
	'Tries let through' => 'tries|let through',
	(map { $_ => "area|$_" } qw(Content Contact Conduct Commerce Security)),
);

# The name of a row's cell, or nothing where it counts no items.
sub cell_of {
	my ($measure, $one, $two) = @_;

	if ($two =~ /^(Last term|Same term last year)$/) {
		my $name = cell_of($measure, $one, $measure eq FOUR_CS ?
		    'This term' : 'Items');

		return defined $name ? "$two $name" : undef;
	}
	if ($measure =~ s/, last term$//) {
		my $name = cell_of($measure, $one, $two);

		return defined $name ? "Last term $name" : undef;
	}
	return $sentence{$measure} if $one eq '';
	return $two eq 'All kinds' ? "week|$one" : "week|$one|$two"
	    if $measure =~ /^Items for review, by week/;
	return $one eq 'All kinds' ? WHOLE : exists $group_of{$one} ?
	    "kind|$one" : "group|$one"
	    if $measure eq 'Items for review, by kind';
	return 'flags|' . lcfirst($two) . ($one eq 'All areas' ? '' : "|$one")
	    if $measure eq 'Flagged requests on the web, by area';
	return "band|$one" if $measure eq 'Items for review, by time of day';
	return "band|$one|$two"
	    if $measure eq 'Items for review, by time of day and weekday';
	return $one eq 'All' ? WHOLE : "year|$one"
	    if $measure eq 'Items for review, by year group' &&
	    $two eq 'Items';
	return $one eq 'All kinds' ? WHOLE : "area|$one"
	    if $measure eq FOUR_CS;
	return undef;
}

my (%cell, @relation);	# cell: [least, most, sign]; relation: [text]
my $wrong = 0;

# A sum of cells, each times a number, lies between two bounds.
sub relate {
	my ($low, $high, %terms) = @_;

	push @relation, [ $low, $high, \%terms ];
}

sub unknown { # a cell that no report prints
	$cell{$_[0]} = [ 0, undef, '' ] unless $cell{$_[0]};
	return $_[0];
}

# The whole is the sum of the parts, where all are there.
sub add_up {
	my ($whole, @parts) = @_;

	return if !@parts || grep { !$cell{$_} } $whole, @parts;
	relate(0, 0, $whole => 1, map { $_ => -1 } @parts);
}

sub read_cell {
	my ($name, $value) = @_;
	my $new = $value =~ /^\d+$/ ? [ $value, $value, '' ] :
	    $value eq 'fewer than 5' ? [ 1, undef, 'few' ] :
	    $value eq 'not shown' ? [ THRESHOLD, undef, 'hidden' ] : return;
	my $old = $cell{$name};

	# Told in one place and hidden in another is told.
	if ($old && $old->[2] ne $new->[2]) {
		print "told: $name: \"$value\" here, and elsewhere not\n";
		$wrong++;
		return if $old->[2] eq '';
	}
	$cell{$name} = $new;
}

sub read_report {
	my ($report, $file) = @_;
	my (%pupils, %rate, @lines);

	@lines = rows($file);
	shift @lines;
	for (@lines) {
		my ($measure, $one, $two, $three, $value) = @$_[4 .. 8];
		my $name = cell_of($measure, $one, $two);

		read_cell("$report $name", $value) if defined $name;
		$pupils{$one} = $value if $two eq 'Pupils on the list';
		$rate{$one} = $value if $two eq 'For each 100 pupils';
	}
	for (keys %rate) {
		my $year = "$report year|$_";

		next unless $rate{$_} =~ /^[0-9.]+$/ && $cell{$year};
		relate(($rate{$_} - 0.05) * $pupils{$_} / 100 - 0.001,
		    ($rate{$_} + 0.05) * $pupils{$_} / 100 + 0.001,
		    $year => 1);
	}
}

sub parts { # the cells of a report whose names so begin
	my ($report, $begin) = @_;

	return grep { /^\Q$report $begin\E[^|]*$/ } sort keys %cell;
}

sub hang_together {
	my ($report) = @_;
	my $all = "$report " . WHOLE;
	my $progress = "$report progress|";
	my (%kinds, %groups);

	# Kinds of a group of which none is told may also be nought.
	for (parts($report, 'kind|')) {
		push @{ $kinds{$group_of{s/.*\|//r}} }, $_;
	}
	for my $group (keys %kinds) {
		my @kinds = @{ $kinds{$group} };

		if (!grep { $cell{$_}[2] ne 'hidden' } @kinds) {
			$cell{$_} = [ 0, undef, '' ] for @kinds;
		}
		add_up("$report group|$group", @kinds);
	}
	for (parts($report, 'group|')) {
		my $group = s/.*\|//r;
		my @weeks = grep { /\|\Q$group\E$/ }
		    parts($report, 'week|'), keys %cell;
		my %once = map { $_ => 1 }
		    grep { /^\Q$report week|\E/ } @weeks;

		push @{ $groups{$area_of{$group}} }, $_;
		add_up($_, keys %once);
	}
	add_up("$report area|$_", @{ $groups{$_} }) for keys %groups;
	add_up($all, parts($report, $_)) for 'area|', 'year|', 'band|',
	    'week|';
	for my $part (parts($report, 'band|'), parts($report, 'week|')) {
		my @inner = grep { /^\Q$part|\E/ } keys %cell;

		next unless @inner;
		# Of a week only some groups are told.
		push @inner, unknown("$part|others") if $part =~ / week\|/;
		add_up($part, @inner);
	}
	add_up($all, "${progress}looked at", "${progress}open");
	add_up("${progress}looked at", "${progress}incident",
	    "${progress}rejected");
	add_up("${progress}incident", "${progress}closed",
	    unknown("${progress}confirmed"));
	add_up("$report serious|all", "$report serious|looked at",
	    unknown("$report serious|open"));
	for ('stopped', 'let through') {
		my $flags = "$report flags|$_";

		add_up($flags, "$report tries|$_", unknown("$report others $_"))
		    if $cell{"$report tries|$_"};
		add_up($flags, grep { /^\Q$flags|\E/ } keys %cell);
		# Tries are of conduct.
		add_up("$flags|Conduct", "$report tries|$_",
		    unknown("$report rest of conduct $_"))
		    if $cell{"$report tries|$_"};
	}
}

# The same figures of two reports.
sub join_reports {
	my ($first, $second, $same_term) = @_;

	for my $name (sort keys %cell) {
		my ($report, $rest) = $name =~ /^(\S+) (.*)/;
		my $other = "$second $rest";

		next unless $report eq $first;
		if (!$same_term) {
			$other = "$second Last term $rest";
			relate(0, 0, $name => 1, $other => -1)
			    if $cell{$other};
		} elsif ($cell{$other} &&
		    $rest !~ /^progress|looked at|others$/) {
			# Weeks that were over are as they were.
			relate(0, $rest =~ /^week/ &&
			    $rest !~ /$ENV{LAST_WEEK}/ ? 0 : undef,
			    $other => 1, $name => -1);
		}
	}
}

# The model but for what is asked of it, which names each cell first: so the
# n-th number of an answer is that of the n-th cell.
sub model {
	my ($names, $column) = @_;
	my ($text, $bounds) = ('', '');

	for my $r (@relation) {
		my ($low, $high, $terms) = @$r;
		my $sum = join ' ', map { ($terms->{$_} < 0 ? '- ' : '+ ') .
		    abs($terms->{$_}) . " $column->{$_}" } sort keys %$terms;

		if (defined $low && defined $high && $low == $high) {
			$text .= " $sum = $low\n";
			next;
		}
		$text .= " $sum >= $low\n" if defined $low;
		$text .= " $sum <= $high\n" if defined $high;
	}
	for (@$names) {
		my ($low, $high) = @{ $cell{$_} };

		$bounds .= " $low <= $column->{$_} <= " .
		    ($high // 100000) . "\n";
	}
	return "Subject To\n${text}Bounds\n${bounds}General\n " .
	    join("\n ", map { $column->{$_} } @$names) . "\nEnd\n";
}

my (@names, %column, $model);	# glpsol's names are short
my %span;	# of each cell: the least and the most in any answer

sub solve {
	my ($goal, $most) = @_;
	my ($n, $fits) = (0, 0);

	open my $out, '>', "$folder/model" or die;
	print $out $most ? 'Maximize' : 'Minimize', "\n o:",
	    (map { "\n + " . ($_ eq $goal ? 1 : 0) . " $column{$_}" } @names),
	    "\n$model";
	close $out;
	system("glpsol --lp $folder/model --write $folder/answer " .
	    ">$folder/said 2>&1") == 0 or die "glpsol failed\n";
	open my $in, '<', "$folder/answer" or die;
	while (my $line = <$in>) {
		$fits = 1 if $line =~ /^s mip \d+ \d+ o /;
		my ($value) = $line =~ /^j \d+ (\S+)/ or next;
		my $span = $span{$names[$n++]} //= [ $value, $value ];

		$span->[0] = $value if $value < $span->[0];
		$span->[1] = $value if $value > $span->[1];
	}
	die "no tables fit: the reports contradict each other\n"
	    if !$fits || $n != @names;
}

# Whether a cell can be this far apart.  Answers to other questions tell it of
# most cells.
sub is_wide {
	my ($goal, $width) = @_;
	my $span = $span{$goal};

	return $span && $span->[1] - $span->[0] >= $width;
}

for my $i (0 .. $#reports) {
	read_report("r$i", $reports[$i]);
	hang_together("r$i");
}
join_reports("r$_", 'r' . ($_ + 1), exists $ENV{LAST_WEEK})
    for 0 .. $#reports - 1;
@names = sort keys %cell;
$column{$names[$_]} = "x$_" for 0 .. $#names;
$model = model(\@names, \%column);
my @hidden = grep { $cell{$_}[2] ne '' } @names;
for my $goal (@hidden) {
	my $width = $cell{$goal}[2] eq 'few' ? $ENV{WIDTH} // THRESHOLD : 1;

	is_wide($goal, $width) or solve($goal, $_) for 0, 1;
	next if is_wide($goal, $width);
	print "told: $goal: $span{$goal}[0] to $span{$goal}[1]\n";
	$wrong++;
}
printf "cells %d, relations %d, hidden %d, told %d\n", scalar keys %cell,
    scalar @relation, scalar @hidden, $wrong;
