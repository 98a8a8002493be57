#!/usr/bin/perl
# screener.pl CHECKS ORACLE OURS: for each check the files on which both find
# a fault, both find none, or one does; then each difference by file.  The
# screener stops after the first stage that fails, so a later check of such a
# file has no verdict; in the stage that failed, and before, it has one.
use strict;
use warnings;

my @stages = ("filename", "Precheck columns", "Precheck meta",
    "Precheck time", "Precheck geography", "Precheck filters",
    "Precheck cross-file", "Check columns", "Check meta", "Check time",
    "Check filters", "Check geography", "Check indicators", "Check general");
my %number;
@number{@stages} = 0 .. $#stages;

open my $in, '<', $ARGV[0] or die;
my (@codes, %name);
while (<$in>) {
	my ($code, $theirs) = split;
	push @codes, $code;
	$name{$code} = $theirs;
}

# In which stage a check stands is told by the faults that it found.
open $in, '<', $ARGV[1] or die;
my (%failed, %last, %stage);
while (<$in>) {
	chomp;
	my ($file, $verdict, $stage, $checks) = split /\t/, $_, -1;
	$stage =~ s/ checks$//;
	$last{$file} = $verdict eq 'pass' ? $#stages : $number{$stage};
	for my $check (split /,/, $checks) {
		$failed{$file}{$check} = 1 if $verdict ne 'pass';
		$stage{$check} = $number{$stage} if $verdict ne 'pass';
	}
}

open $in, '<', $ARGV[2] or die;
my %ours;
while (<$in>) {
	$ours{$2}{$3} = 1 if /^("?)(.*?)\1,error,(E\d+),/;
}

printf "%-26s %6s %6s %6s %6s %6s\n", 'check', 'both', 'none', 'theirs',
    'ours', 'unsaid';
my @differ;
for my $code (@codes) {
	my ($both, $none, $theirs, $mine, $unsaid) = (0) x 5;
	for my $file (sort keys %last) {
		my $a = $failed{$file}{$name{$code}} // 0;
		my $b = $ours{$file}{$code} // 0;
		if (!defined $stage{$name{$code}} ||
		    $stage{$name{$code}} > $last{$file}) {
			$unsaid++;
		} elsif ($a && $b) {
			$both++;
		} elsif (!$a && !$b) {
			$none++;
		} else {
			$a ? $theirs++ : $mine++;
			push @differ, "$code $name{$code} " .
			    ($a ? 'theirs' : 'ours') . " $file";
		}
	}
	printf "%s %-21s %6d %6d %6d %6d %6d\n", $code, $name{$code}, $both,
	    $none, $theirs, $mine, $unsaid;
}
print "$_\n" for @differ;
