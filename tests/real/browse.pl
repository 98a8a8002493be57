# browse PROXY-PORT WEB-PORT: what two pupils and a teacher ask a proxy for.
use strict;
use warnings;
use IO::Socket::INET;
use MIME::Base64;

my ($proxy, $web) = @ARGV;

sub ask {
	my ($user, $request) = @_;
	my $s = IO::Socket::INET->new(PeerAddr => '127.0.0.1',
	    PeerPort => $proxy, Timeout => 10) or die "proxy: $!";
	my $auth = $user eq '' ? '' : 'Proxy-Authorization: Basic ' .
	    encode_base64("$user:secret", '') . "\r\n";
	print $s "$request HTTP/1.1\r\n${auth}Host: x\r\n",
	    "Connection: close\r\n\r\n";
	local $/;
	my $answer = <$s>;
	return $answer =~ m{^HTTP/1\.\d (\d+)} ? $1 : 0;
}

sub get {
	my ($user, $host, $path) = @_;
	return ask($user, "GET http://$host:$web$path");
}

get('', 'lessons.example', '/') == 407 or die 'no challenge';
for my $user (qw(amy ben cara)) {
	get($user, 'lessons.example', "/page$_") == 200 or die 'lesson'
	    for 1 .. 5;
}
get('amy', 'blockbrawl.example', "/play/$_") == 200 or die 'games'
    for 1 .. 12;
# What is refused within five seconds is one act: a person takes longer.
for my $try (1 .. 3) {
	sleep 6 if $try > 1;
	get('ben', 'luckyreels.example', "/spin/$try") == 403
	    or die 'not blocked';
}
get('amy', 'hidemyway.example', '/browse') == 200 or die 'proxy';
