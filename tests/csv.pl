# csv.pl: required by what reads CSV here.
use strict;
use warnings;

sub csv_rows { # the rows of a text, each a list of its cells
	my ($text) = @_;
	my (@rows, @row);

	while ($text =~ /\G(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r?\n|\z)/g) {
		my ($cell, $end) = (defined $1 ? $1 =~ s/""/"/gr : $2, $3);

		last if $end eq '' && $cell eq '' && !@row;
		push @row, $cell;
		next if $end eq ',';
		push @rows, [@row];
		@row = ();
	}
	return @rows;
}

1;
