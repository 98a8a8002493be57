#!/usr/bin/perl
# mail-logs.pl postfix|exim SEED MESSAGES [IDS]: a mail server's log of
# invented mail, with deliveries, delays, bounces and refusals among each
# other as a busy server writes them.  Postfix's ids come again after so many.
use strict;
use warnings;

my ($kind, $seed, $messages, $ids) = @ARGV;
$ids //= 1 << 20;
srand $seed;
my @months = qw(Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec);
my @lines;
my $day = 86400;

sub pick { $_[rand @_] }
sub local_name { pick(qw(amy ben cal dot eve fay gus hal ivy joe)) . int rand 30 }
sub inside { local_name() . '@quillbrook.example' }
sub outside { local_name() . '@' . pick(qw(postbox.example freemail.example
    nowhere.example)) }
sub at { my ($when, $text) = @_; push @lines, [$when, scalar @lines, $text] }

sub stamp {
	my @t = gmtime $_[0];
	return sprintf '%s %2d %02d:%02d:%02d', $months[$t[4]], @t[3, 2, 1, 0]
	    if $kind ne 'exim';
	return sprintf '%04d-%02d-%02d %02d:%02d:%02d', $t[5] + 1900,
	    $t[4] + 1, @t[3, 2, 1, 0];
}

# What becomes of a recipient: when, and how.
sub fate {
	my ($when) = @_;
	my $x = rand;
	return ([$when + 1 + rand 5, 'sent']) if $x < .84;
	return ([$when + 2, 'deferred'], [$when + 600, 'deferred'],
	    [$when + 1800 + rand 60, 'sent']) if $x < .90;
	return ([$when + 2, 'deferred'], [$when + 900, 'deferred']) if $x < .93;
	return ([$when + 2, 'bounced']);
}

my $start = 1791763200; # 12 October 2026
my $number = 0;

sub postfix_mail {
	my ($when, $from, $to, $bounce) = @_;
	my $id = sprintf '%X', 0xA00000 + $number++ % $ids;
	my $size = 600 + int rand 90000;
	my ($end, @bounced) = ($when);
	my $head = sub { "mail postfix/$_[0]\[" . (100 + int rand 9) . ']: ' };
	if ($bounce) {
		at $when, $head->('cleanup') . "$id: message-id=<b$number\@mail>";
	} elsif (rand() < .2) {
		at $when, $head->('pickup') . "$id: uid=33 from=<$from>";
	} else {
		at $when, $head->('smtpd') .
		    "$id: client=pc[198.51.100." . (1 + int rand 200) . ']';
	}
	at $when, $head->('cleanup') . "$id: message-id=<m$number\@pc>"
	    if !$bounce;
	at $when, $head->('qmgr') . "$id: from=<$from>, size=$size, nrcpt=" .
	    @$to . ' (queue active)';
	for my $rcpt (@$to) {
		for (fate($when)) {
			my ($t, $status) = @$_;
			my $dsn = { sent => '2.0.0', deferred => '4.4.1',
			    bounced => '5.1.1' }->{$status};
			$status = 'sent', $dsn = '2.0.0'
			    if $bounce && $status eq 'bounced';
			at $t, $head->('smtp') . "$id: to=<$rcpt>, " .
			    'relay=mx.' . ($rcpt =~ s/.*@//r) .
			    '[192.0.2.25]:25, delay=' . int($t - $when) .
			    ", delays=0/0/1/1, dsn=$dsn, status=$status " .
			    ($status eq 'sent' ? '(250 2.0.0 OK, (thanks))' :
			    '(host mx said: no, to=<nobody@else.example>)');
			push @bounced, $rcpt if $status eq 'bounced';
			$end = $t if $t > $end;
		}
	}
	if (@bounced) {
		my $next = sprintf '%X', 0xA00000 + $number % $ids;
		at $end + 1, $head->('bounce') .
		    "$id: sender non-delivery notification: $next";
		postfix_mail($end + 1, '', [$from], 1);
	}
	at $end + 2, $head->('qmgr') . "$id: removed";
}

sub postfix_refusal {
	my ($when) = @_;
	my ($from, $to) = (outside(), inside());
	at $when, 'mail postfix/smtpd[99]: NOQUEUE: reject: RCPT from ' .
	    "unknown[203.0.113.9]: 554 5.7.1 <$to>: Relay access denied; " .
	    "from=<$from> to=<$to> proto=ESMTP helo=<x>";
}

my @digits = ('0' .. '9', 'A' .. 'Z', 'a' .. 'z');

sub exim_id {
	my ($when) = @_;
	my ($n, $head, $tail) = (int $when, '', '');
	($head, $n) = ($digits[$n % 62] . $head, int $n / 62) for 1 .. 6;
	($n, $tail) = (++$number, '');
	($tail, $n) = ($digits[$n % 62] . $tail, int $n / 62) for 1 .. 6;
	return "$head-$tail-00";
}

sub exim_mail {
	my ($when, $from, $to, $bounce) = @_;
	my $id = exim_id($when);
	my $size = 600 + int rand 90000;
	my ($end, $waits, @bounced) = ($when);
	at $when, $bounce ? "$id <= <> R=$bounce U=exim P=local S=$size" :
	    "$id <= $from H=(pc) [198.51.100.7] P=esmtp S=$size id=m$number\@pc";
	for my $rcpt (@$to) {
		my $last;
		for (fate($when)) {
			my ($t, $status) = @$_;
			$last = $status;
			$status = 'sent' if $bounce && $status eq 'bounced';
			at $t, "$id " . { sent => '=>', deferred => '==',
			    bounced => '**' }->{$status} . " $rcpt R=dnslookup " .
			    'T=remote_smtp' . ($status eq 'sent' ?
			    ' H=mx.example [192.0.2.25] C="250 OK"' :
			    $status eq 'bounced' ? ': SMTP error from remote ' .
			    'mail server: 550 no' :
			    ' defer (111): Connection refused');
			push @bounced, $rcpt if $status eq 'bounced';
			$end = $t if $t > $end;
		}
		$waits = 1 if $last eq 'deferred';
	}
	exim_mail($end + 1, '', [$from], $id) if @bounced;
	at $end + 2, "$id Completed" if !$waits;
}

sub exim_refusal {
	my ($when) = @_;
	at $when, 'H=(x) [203.0.113.9] F=<' . outside() . '> rejected RCPT <' .
	    inside() . '>: relay not permitted';
}

my %mail = (postfix => \&postfix_mail, exim => \&exim_mail);
my %refusal = (postfix => \&postfix_refusal, exim => \&exim_refusal);
for my $i (1 .. $messages) {
	# A day in all, so that no id comes again before its mail has gone.
	my $when = $start + int($i * $day / $messages);
	if (rand() < .08) {
		$refusal{$kind}->($when);
		next;
	}
	my %to = map { (rand() < .5 ? inside() : outside()) => 1 }
	    1 .. 1 + int rand 4;
	$mail{$kind}->($when, inside(), [sort keys %to]);
}
print stamp($_->[0]), ' ', $_->[2], "\n"
    for sort { int $a->[0] <=> int $b->[0] || $a->[1] <=> $b->[1] } @lines;
