/*
 * Symantec AntiVirus and Endpoint Protection on a computer: MMDDYYYY.Log, CSV
 * without a heading.
 *
 *   380909081F02,5,1,2,LIB-PC01,amy,EICAR Test String,C:\x.com,5,3,3,...
 *
 * The time is six bytes in hexadecimal by the computer's clock: years since
 * 1970, months from 0, day, hour, minute, second.  Event 5 is a find; 46, 47,
 * 50 and 51 are what became of it.  The fields: time, event, category, logger,
 * computer, account, malware, file, first and second action wanted, action
 * taken, kind, flags, text ...
 */
#include "endpoint.h"
#include "stamp.h"
#include "text.h"

enum { TIME, EVENT, CATEGORY, LOGGER, COMPUTER, USER, MALWARE, PATH,
	TAKEN = 10, TEXT = 13, FEWEST };

static int
two_digits(const char *s)
{
	int i, n = 0;

	for (i = 0; i < 2; i++) {
		char c = s[i];

		if (c >= '0' && c <= '9')
			n = n * 16 + c - '0';
		else if (c >= 'A' && c <= 'F')
			n = n * 16 + c - 'A' + 10;
		else
			return 255;
	}
	return n;
}

static bool
take_time(struct slice s, const struct format_options *options,
    struct endpoint_event *e)
{
	int v[6], i;
	int32_t day;

	if (s.len != 12)
		return false;
	for (i = 0; i < 6; i++)
		v[i] = two_digits(s.ptr + 2 * i);
	if (v[3] > 23 || v[4] > 59 || v[5] > 59 ||
	    !stamp_day(1970 + v[0], v[1] + 1, v[2], &day))
		return false;
	e->time = stamp_local(options, day,
	    (v[3] * 3600 + v[4] * 60 + v[5]) * TIME_SECOND,
	    &e->time_source);
	return true;
}

static const char *
parse(struct parse *p)
{
	struct endpoint_event e = { .type = "info", .outcome = "success" };
	struct table_row cells;
	int64_t event;
	bool find;
	uint32_t row;

	if (slice_trim(p->record).len == 0)
		return parse_ignored;
	if (!table_split(p->record, ',', p->scratch, &cells))
		return "a quoted cell does not end";
	if (cells.count < FEWEST || !text_to_number(cells.cells[EVENT],
	    &event))
		return "too few cells: cut short?";
	if (!take_time(cells.cells[TIME], p->options, &e))
		return "bad time";
	find = event == 5;
	e.category = find || event == 46 || event == 47 || event == 50 ||
		event == 51 ?
	    "malware" :
	    "configuration";
	e.action = find ? SLICE("malware-detected") :
	    strcmp(e.category, "malware") == 0 ? SLICE("malware-acted-on") :
	    event == 7				? SLICE("definitions-loaded") :
						  SLICE("event");
	if (find && cells.cells[MALWARE].len == 0)
		return "a find without its name";
	row = endpoint_row(p, &e);
	endpoint_set(p, row, COL_CODE, cells.cells[EVENT]);
	endpoint_set(p, row, COL_HOST, cells.cells[COMPUTER]);
	endpoint_set(p, row, COL_ACCOUNT, cells.cells[USER]);
	endpoint_set(p, row, COL_THREAT, cells.cells[MALWARE]);
	endpoint_set(p, row, COL_FILE, cells.cells[PATH]);
	endpoint_set(p, row, COL_MESSAGE, cells.cells[TEXT]);
	parse_row_done(p, row);
	return NULL;
}

static bool
fits(struct slice line)
{
	static const struct format_options utc = { .modified = TIME_UNKNOWN };
	struct endpoint_event e;
	struct slice first = slice_first(line, slice_find(line, ','));

	return take_time(first, &utc, &e);
}

const struct format format_symantec_av = {
	.name = "symantec_av",
	.dataset = "symantec.av",
	.title = "Symantec AntiVirus on a computer, its daily .Log",
	.channel = "endpoint",
	.versions = "Symantec AntiVirus 10, Endpoint Protection 11 to 14",
	.lacks = "actions in words; zone of its stamps",
	.framing = FRAMING_CSV,
	.fits = fits,
	.parse = parse,
};
