#!/usr/bin/perl
# evtx.pl THEIRS.xml OURS.tsv: events as libevtx prints them beside ours, field
# by field, by the number of the record.  Prints each disagreement, then
# "compared N, beyond it M".
#
# Where the two print a value differently, this is who is right; such a
# difference is taken out, and no other:
#
#   0x00000000000003e7   libevtx pads hexadecimal numbers.  Windows prints
#                        0x3e7, and public rules look for that: ours.
#   2136, 0x858          libevtx prints a size_t in decimal.  Windows prints it
#                        as it prints pointers, in hexadecimal: ours.
#   .136879200Z          libevtx adds two noughts to ticks of 100 nanoseconds;
#                        nothing is lost: both.
#   white space at the   libevtx cuts it off; Windows does not: ours.
#   end of a value
#   XML in a string      libevtx does not escape it, so that its output is no
#                        longer the event's XML: ours.
#   *secret*             we mask keys and passwords, and must.

use strict;
use warnings;
use JSON::PP;
use Encode qw(decode);

my ($theirs, $ours) = @ARGV;

sub slurp {
	my ($path) = @_;
	local $/;
	open(my $file, '<:raw', $path) or die "$path: $!\n";
	return decode('UTF-8', <$file> // '');
}

my %entity = (amp => '&', lt => '<', gt => '>', quot => '"', apos => "'");

sub plain {
	my ($s) = @_;
	$s =~ s/&(?:(\w+)|#(\d+)|#x([0-9a-fA-F]+));/
	    defined $1 ? $entity{$1} \/\/ "&$1;" :
	    chr(defined $2 ? $2 : hex $3)/ge;
	return $s;
}

# What both may print differently.
sub same_form {
	my ($s) = @_;
	$s =~ s/\s+$//;
	$s =~ s/\r\n?/\n/g;
	$s = '0x' . (lc($1) =~ s/^0+(?=.)//r) if $s =~ /^0x([0-9a-fA-F]+)$/;
	$s =~ s/^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7})\d\dZ$/$1Z/;
	return $s;
}

sub is_same {
	my ($them, $us) = @_;
	return 0 if @$them != @$us;
	for my $i (0 .. $#$them) {
		next if $them->[$i] eq $us->[$i];
		return 0 if !alike($them->[$i], $us->[$i]);
	}
	return 1;
}

sub alike {
	my ($them, $us) = @_;
	my ($name, $hex) = $us =~ /^(\w+)=0x([0-9a-f]+)$/;
	return 1 if defined $hex && $them eq "$name=" . hex $hex;
	return 0 if $us !~ /\*(?:secret|card|token)\*/;
	my $pattern = join '.*', map { quotemeta }
	    split /\*(?:secret|card|token)\*/, $us, -1;
	return $them =~ /^$pattern$/s;
}

# A list of "name=value" for each record's number.
my (%them, %us);
my $xml = slurp($theirs);
while ($xml =~ /<Event [^>]*>(.*?)\n<\/Event>/sg) {
	my $event = $1;
	my ($record) = $event =~ /<EventRecordID>(\d+)</ or next;
	my @values;
	for my $name (qw(EventID Channel Computer Level Task Keywords)) {
		push @values, "$name=" . same_form(plain($1))
		    if $event =~ /<$name(?: [^>]*)?>([^<]*)<\/$name>/;
	}
	push @values, "Provider=" . plain($1)
	    if $event =~ /<Provider Name="([^"]*)"/;
	push @values, "time=" . substr($1, 0, 26)
	    if $event =~ /SystemTime="([^"]*)"/;
	push @values, "UserID=$1" if $event =~ /UserID="([^"]+)"/;
	my $unnamed = 0;
	if ($event =~ /<(EventData|UserData)[^>]*>(.*)<\/\1>/s) {
		my $data = $2;
		# What Data holds is text, even where it looks like elements.
		while ($data =~ /<(Data)((?:\s[^<>]*?)?)(?:\/>|>(.*?)<\/Data>)|
		    <([\w:.-]+)((?:\s[^<>]*?)?)(?:\/>|>([^<]*)<\/\4>)/sgx) {
			my ($name, $attributes, $value) = ($1 // $4,
			    $2 // $5, $3 // $6 // '');
			$name =~ s/^.*://;
			if ($attributes =~ /\bName="([^"]+)"/) {
				$name = plain($1);
			} elsif ($name eq 'Data') {
				$name = 'param' . ++$unnamed;
			}
			$name =~ s/ //g;
			push @values, "$name=" . same_form(plain($value));
		}
	}
	push @{$them{$record}}, \@values;
}

# JSON::PP would lose a name that is there twice.
my $string = qr/"((?:[^"\\]|\\.)*)"/s;
my $json = JSON::PP->new->allow_nonref;
my %at;
for my $line (split /\n/, slurp($ours)) {
	my @cells = split /\t/, $line, -1;
	if (!%at) {
		@at{@cells} = 0 .. $#cells;
		next;
	}
	next unless $cells[$at{'event.kind'}] eq 'event';
	s/\\([tnr\\])/{ t => "\t", n => "\n", r => "\r", '\\' => '\\' }->{$1}/ge
	    for @cells;
	my $native = $cells[$at{'beadle.native'}];
	my (@values, $record);
	push @values, 'time=' . substr($cells[$at{'@timestamp'}], 0, 26);
	while ($native =~ /$string:(?:$string|(-?\d+))/g) {
		my ($name, $value) = ($json->decode("\"$1\""),
		    defined $2 ? $json->decode("\"$2\"") : $3);
		$record = $value, next if $name eq 'EventRecordID';
		$name = 'Provider' if $name eq 'Provider_Name';
		push @values, "$name=" . same_form($value);
	}
	push @{$us{$record // -1}}, \@values;
}

my ($compared, $beyond, $differ) = (0, 0, 0);
for my $record (sort { $a <=> $b } keys %them) {
	for my $event (@{$them{$record}}) {
		my @want = sort @$event;
		$compared++;
		next if grep { is_same(\@want, [sort @$_]) } @{$us{$record}};
		$differ++;
		my %left;
		$left{$_}++ for @$event;
		$left{$_}-- for @{$us{$record}->[0] // []};
		for (sort grep { $left{$_} } keys %left) {
			my $what = ($left{$_} > 0 ? 'libevtx' : 'beadle') .
			    " only: $_";
			$what =~ s/[^ -~]/./g;
			print "record $record: ", substr($what, 0, 200), "\n";
		}
	}
}
for my $record (keys %us) {
	$beyond += @{$us{$record}} - @{$them{$record} // []};
}
print "compared $compared, differ $differ, beyond it $beyond\n";
