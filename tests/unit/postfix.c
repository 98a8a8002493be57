/* Mails joined from their lines, whole or cut over two files; and stamps
 * that do not tell their year. */
#include <stdlib.h>

#include "../parse.h"

/* Reads lines [from, to) as one file into the empty batch. */
static int
read_lines(const char *const *lines, int from, int to,
    const struct format_options *options)
{
	struct parse p = begin_file("postfix", "mail.log", options);
	int i, rejected = 0;

	for (i = from; i < to; i++) {
		const char *why;

		p.record = slice_of(lines[i]);
		p.offset = i * 1000;
		why = parse_record(&p);
		rejected += why != NULL && why != parse_ignored;
		arena_reset(scratch);
	}
	p.format->finish(&p);
	return rejected;
}

#define AT "2026-10-12T10:00:00.5+01:00 mail postfix"
static const char *const mail[] = {
	AT "/smtpd[1]: 3A51F2: client=lab[198.51.100.8], sasl_method=PLAIN, "
	   "sasl_username=dev",
	AT "/cleanup[2]: 3A51F2: message-id=<m1@quillbrook.example>",
	AT "/qmgr[3]: 3A51F2: from=<dev@quillbrook.example>, size=900, "
	   "nrcpt=1 (queue active)",
	AT "/smtp[4]: 3A51F2: to=<a@postbox.example>, relay=none, delay=3, "
	   "delays=0/0/3/0, dsn=4.0.0, status=deferred (later)",
	AT "/smtp[4]: 3A51F2: to=<a@postbox.example>, "
	   "relay=mx[192.0.2.1]:25, delay=9.5, delays=0/0/9/0.5, dsn=2.0.0, "
	   "status=sent (250 ok)",
	AT "/qmgr[3]: 3A51F2: removed",
};
enum { LINES = sizeof mail / sizeof *mail };

static const struct format_options plain = { .modified = TIME_UNKNOWN };

static void
test_whole(void)
{
	is_int(read_lines(mail, 0, LINES, &plain), 0, "all lines are read");
	is_int(batch_rows(batch), 1, "one row for one recipient");
	is_text(row_text(0, COL_KIND), "", "a whole mail is no fragment");
	is_text(row_text(0, COL_ACTION), "sent", "the last status counts");
	is_int(batch_number(batch, 0, COL_OFFSET), 4000,
	    "the final delivery gives the place");
	is_text(row_text(0, COL_ACCOUNT), "dev", "who sent it");
	is_text(row_text(0, COL_FROM), "dev@quillbrook.example", "from");
	is_text(row_text(0, COL_TO_DOMAIN), "postbox.example", "to where");
	is_int(batch_number(batch, 0, COL_TIMESTAMP) -
		batch_number(batch, 0, COL_START),
	    9500000, "it began when the delay says");
}

/* However the file is cut in two, the halves say what the whole says, and
 * agree on time and place of the delivery. */
static void
test_cut(void)
{
	char wanted[5][400];
	static const enum column same[] = { COL_ACTION, COL_TO, COL_CODE,
		COL_TO_DOMAIN, COL_DESTINATION };
	int cut;
	size_t i;

	read_lines(mail, 0, LINES, &plain);
	for (i = 0; i < 5; i++)
		snprintf(wanted[i], sizeof wanted[i], "%s",
		    row_text(0, same[i]));
	for (cut = 1; cut < LINES; cut++) {
		int half, deliveries = 0;
		bool good = true, removed = false, from = false, user = false;

		for (half = 0; half < 2; half++) {
			uint32_t row;

			read_lines(mail, half == 0 ? 0 : cut,
			    half == 0 ? cut : LINES, &plain);
			for (row = 0; row < batch_rows(batch); row++) {
				good &= strcmp(row_text(row, COL_KIND),
					    "fragment") == 0;
				good &= strcmp(row_text(row, COL_QUEUE_ID),
					    "3A51F2") == 0;
				good &= strcmp(row_text(row, COL_HOST),
					    "mail") == 0;
				removed |= strcmp(row_text(row, COL_REASON),
					       "removed") == 0;
				from |= *row_text(row, COL_FROM) != '\0';
				user |= *row_text(row, COL_ACCOUNT) != '\0';
				if (batch_number(batch, row, COL_OFFSET) !=
					4000 ||
				    *row_text(row, COL_TO) == '\0')
					continue;
				deliveries++;
				for (i = 0; i < 5; i++)
					good &= strcmp(row_text(row, same[i]),
						    wanted[i]) == 0;
			}
		}
		printf("# cut before line %d\n", cut);
		ok(good && removed && from && user && deliveries == 1,
		    "two fragments say what one mail says");
	}
}

static void
test_again(void)
{
	static const char *const lines[] = {
		AT "/smtpd[1]: 3A51F2: client=lab[198.51.100.8]",
		AT "/smtpd[1]: 3A51F2: client=other[198.51.100.9]",
		AT "/local[1]: 3A51F2: to=<b@quillbrook.example>, "
		   "relay=local, delay=1, dsn=2.0.0, status=sent (ok)",
		AT "/qmgr[3]: 3A51F2: removed",
	};

	read_lines(lines, 0, 4, &plain);
	is_int(batch_rows(batch), 2, "a short id that is used again");
	is_text(row_text(0, COL_KIND), "fragment",
	    "the older mail is not ended");
	is_text(row_text(1, COL_ADDRESS), "198.51.100.9",
	    "the newer one has its own client");
}

static void
test_years(void)
{
	struct zone *zone = zone_open("Europe/London");
	struct format_options o = { .zone = zone };
	static const char *const lines[] = {
		"Dec 31 23:59:59 mail postfix/smtpd[1]: 3A51F1: client=a[]",
		"Jan  1 00:00:01 mail postfix/smtpd[1]: 3A51F2: client=a[]",
		"Oct 25 01:30:00 mail postfix/smtpd[1]: 3A51F3: client=a[]",
		"Feb 29 12:00:00 mail postfix/smtpd[1]: 3A51F4: client=a[]",
	};
	int64_t t;

	time_parse(SLICE("2026-01-01T03:00:00Z"), &o.modified);
	is_int(read_lines(lines, 0, 4, &o), 0, "stamps without a year");
	time_parse(SLICE("2025-12-31T23:59:59Z"), &t);
	is_int(batch_number(batch, 0, COL_TIMESTAMP), t,
	    "December lies in the year before");
	time_parse(SLICE("2026-01-01T00:00:01Z"), &t);
	is_int(batch_number(batch, 1, COL_TIMESTAMP), t,
	    "January in the file's own");
	is_text(row_text(1, COL_TIME_SOURCE), "year", "how it is known");
	time_parse(SLICE("2024-02-29T12:00:00Z"), &t);
	is_int(batch_number(batch, 3, COL_TIMESTAMP), t,
	    "29 February in the last leap year");
	time_parse(SLICE("2026-10-26T03:00:00Z"), &o.modified);
	read_lines(lines, 2, 3, &o);
	is_text(row_text(0, COL_TIME_SOURCE), "ambiguous",
	    "half past one comes twice when the clocks go back");
	zone_close(zone);
}

int
main(void)
{
	setenv("BEADLE_NOW", "2026-11-02T04:00:00Z", 1);
	set_up();
	test_whole();
	test_cut();
	test_again();
	test_years();
	tear_down();
	return done_testing();
}
