/*
 * Linux's auth.log (or secure): log-ons as sshd, sudo, su and PAM tell them.
 *
 *   Oct 12 08:31:02 files sshd[812]: Accepted password for amy from
 *     198.51.100.7 port 52144 ssh2
 *   Oct 12 08:31:02 files sudo:  amy : TTY=pts/0 ; PWD=/home/amy ;
 *     USER=root ; COMMAND=/usr/bin/apt update
 *   Oct 12 08:31:02 files sshd[812]: pam_unix(sshd:session): session opened
 *     for user amy(uid=1001) by (uid=0)
 */
#include "auth_text.h"

#include "syslog.h"
#include "text.h"

enum { LINES_LOOKED_AT = 400 };

static const char *
parse(struct parse *p)
{
	struct syslog_line s;
	struct auth_text a;

	if (!syslog_split(p->record, p->options, &s))
		return syslog_begins(p->record) ? parse_ignored :
						  "no time stamp";
	if (!auth_is_program(s.tag))
		return parse_ignored;
	a = (struct auth_text){ .time = s.time,
		.source = s.source,
		.host = s.host,
		.program = s.tag,
		.text = s.text };
	return auth_row(p, &a);
}

static int
recognise(struct slice head)
{
	static const struct format_options utc = { .modified = TIME_UNKNOWN };
	struct syslog_line s;
	struct slice line;
	int seen = 0, ours = 0;

	while (seen < LINES_LOOKED_AT && slice_take_line(&head, &line)) {
		if (line.len == 0 || !syslog_begins(line))
			continue;
		seen++;
		ours += syslog_split(line, &utc, &s) && auth_is_program(s.tag);
	}
	/* Less sure than of a mail log, whose own lines may be few. */
	return ours == 0 ? 0 : 20 + 65 * ours / seen;
}

const struct format format_linux_auth = {
	.name = "linux_auth",
	.dataset = "linux.auth",
	.title = "Linux log-ons: auth.log, secure",
	.channel = "endpoint",
	.versions = "OpenSSH, sudo, su and PAM through any syslog",
	.lacks = "the year, in the old syslog layout",
	.recognise = recognise,
	.parse = parse,
};
