/*
 * Windows' DHCP audit log, DhcpSrvLog-Mon.log: who had which address.
 *
 *   ID,Date,Time,Description,IP Address,Host Name,MAC Address,User Name, ...
 *   10,10/12/26,08:31:02,Assign,198.51.100.24,LAB-1.quillbrook.example,
 *     00005E005301,,812,0,,,,,,,,,0
 *
 * by the server's clock, always month/day/year.  A preamble explains the
 * numbers; the heading ends it.
 */
#include "address_log.h"

#include "stamp.h"
#include "table.h"
#include "text.h"

enum use { ID = 1, DATE, TIME, DESCRIPTION, ADDRESS, NAME, MAC, USER, DUID };

static const struct table_name names[] = { { "id", ID }, { "date", DATE },
	{ "time", TIME }, { "description", DESCRIPTION },
	{ "ipaddress", ADDRESS }, { "ipv6address", ADDRESS },
	{ "hostname", NAME }, { "macaddress", MAC }, { "username", USER },
	{ "duidbyteshex", DUID },
	{ NULL, 0 } };

struct state {
	struct table table;
};

/* What became of the address. */
static const struct {
	int id;
	enum address_action action;
} meanings[] = {
	{ 10, DHCP_ASSIGNED },
	{ 11, DHCP_RENEWED },
	{ 12, DHCP_RELEASED },
	{ 13, DHCP_CONFLICT },
	{ 15, DHCP_DENIED },
	{ 16, DHCP_RELEASED },
	{ 17, DHCP_EXPIRED },
	{ 18, DHCP_EXPIRED },
	{ 20, DHCP_ASSIGNED },
	{ 21, DHCP_ASSIGNED },
	{ 23, DHCP_RELEASED },
	/* Of IPv6, where only what a client asked for is logged. */
	{ 11002, DHCP_ASSIGNED },
	{ 11004, DHCP_RENEWED },
	{ 11005, DHCP_RENEWED },
	{ 11006, DHCP_CONFLICT },
	{ 11007, DHCP_RELEASED },
};

/* "10/12/26" or "10/12/2026" */
static bool
take_date(struct slice s, int32_t *day)
{
	int month, mday, year;

	if (!slice_take_digits(&s, 2, &month) || !slice_take_char(&s, '/') ||
	    !slice_take_digits(&s, 2, &mday) || !slice_take_char(&s, '/'))
		return false;
	if (s.len == 4) {
		if (!slice_take_digits(&s, 4, &year))
			return false;
	} else if (s.len != 2 || !slice_take_digits(&s, 2, &year))
		return false;
	else
		year += 2000;
	return stamp_day(year, month, mday, day);
}

/* Longer ones name a client in another way. */
static bool
is_hex(struct slice s)
{
	size_t i;

	for (i = 0; i < s.len; i++)
		if (hex_digit(s.ptr[i]) == -1)
			return false;
	return true;
}

static const char *
give(struct parse *p, const struct table *t, const struct table_row *cells,
    size_t meaning)
{
	struct slice clock = table_cell(t, cells, TIME);
	struct slice address = table_cell(t, cells, ADDRESS);
	struct slice name = table_cell(t, cells, NAME);
	struct address_event e = ADDRESS_EVENT_NEW;
	int64_t micro;
	int32_t day;

	if (!take_date(table_cell(t, cells, DATE), &day) ||
	    !stamp_take_clock(&clock, false, &micro) || clock.len > 0)
		return "bad time";
	/* Names are not quoted: a comma in one would shift the rest. */
	if (!address_take(&address, &e.address) || address.len > 0)
		return "no address";
	e.time = stamp_local(p->options, day, micro, &e.source);
	e.action = meanings[meaning].action;
	e.code = table_cell(t, cells, ID);
	if (!slice_equal(name, SLICE("BAD_ADDRESS")))
		e.host = name;
	e.mac = table_cell(t, cells, MAC);
	if (!is_hex(e.mac))
		return "bad hardware address";
	if (e.mac.len == 0)
		e.mac = address_mac_of_duid(table_cell(t, cells, DUID));
	return address_row(p, &e);
}

static bool
is_heading(struct slice line)
{
	slice_take_text(&line, SLICE("\xef\xbb\xbf"));
	return slice_starts_with(line, SLICE("ID,Date,Time,Description,"));
}

static const char *
parse(struct parse *p)
{
	struct state *state = p->state;
	struct slice line = p->record;
	struct table_row cells;
	int64_t id;
	size_t i;

	if (is_heading(line)) {
		if (!table_split(line, ',', p->scratch, &cells))
			return "a heading not understood";
		table_head(&state->table, &cells, names);
		return parse_ignored;
	}
	if (state->table.count == 0)
		return parse_ignored; /* the preamble */
	if (!table_split(line, ',', p->scratch, &cells))
		return "a quoted cell does not end";
	/* Newer servers write a comma more or less at the end. */
	if (cells.count < 7 || cells.count > state->table.count + 2)
		return "more or fewer cells than the heading has";
	if (!text_to_number(table_cell(&state->table, &cells, ID), &id))
		return "no number of the event";
	for (i = 0; i < sizeof meanings / sizeof *meanings; i++)
		if (meanings[i].id == id)
			return give(p, &state->table, &cells, i);
	return parse_ignored; /* of the server, its database, DNS */
}

static int
recognise(struct slice head)
{
	struct slice line;

	while (slice_take_line(&head, &line))
		if (is_heading(line))
			return slice_contains(line, SLICE(",MAC Address")) ||
				slice_contains(line, SLICE("Duid")) ?
			    96 :
			    0;
	return 0;
}

const struct format format_windows_dhcp = {
	.name = "windows_dhcp",
	.dataset = "windows.dhcp",
	.title = "Windows DHCP audit log",
	.channel = "network",
	.versions = "DhcpSrvLog-*.log of Server 2003 on, and "
		    "DhcpV6SrvLog-*.log",
	.lacks = "the account; how long a lease lasts; zone of its stamps",
	.header = true,
	.state_size = sizeof(struct state),
	.recognise = recognise,
	.parse = parse,
};
