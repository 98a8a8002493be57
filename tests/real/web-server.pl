# A web server on loopback for tests: any path gives a small page.  Writes
# its port to the file named, and ends when its parent does.
use strict;
use warnings;
use IO::Socket::INET;

my $server = IO::Socket::INET->new(LocalAddr => '127.0.0.1', Listen => 16)
    or die "listen: $!";
open my $out, '>', "$ARGV[0].new" or die $!;
print $out $server->sockport;
close $out;
rename "$ARGV[0].new", $ARGV[0];
my $parent = getppid;
my $page = '<html>' . 'x' x 4000 . '</html>';
$SIG{ALRM} = sub { exit if getppid != $parent; alarm 2 };
alarm 2;
while (1) {
	my $client = $server->accept or next;
	while (my $line = <$client>) {
		last if $line =~ /^\r?$/;
	}
	print $client "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n",
	    'Content-Length: ', length $page, "\r\nConnection: close\r\n\r\n",
	    $page;
	close $client;
}
