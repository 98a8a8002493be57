# send-mail PORT: six ordinary mails, and one pupil's chain mail to forty.
use strict;
use warnings;
use Net::SMTP;

sub mail {
	my ($from, @to) = @_;
	my $smtp = Net::SMTP->new('127.0.0.1', Port => $ARGV[0],
	    Timeout => 10) or die "smtp: $!";
	$smtp->mail($from) or die 'from';
	$smtp->to(@to) or die 'to';
	$smtp->data("Subject: hello\n\nText.\n") or die 'data';
	$smtp->quit;
}

mail('cara@school.example', 'parent@home.example') for 1 .. 2;
mail('amy@school.example', 'cara@school.example') for 1 .. 4;
mail('ben@school.example', map { "friend$_\@school.example" } 1 .. 40);
