/*
 * Kea's file of leases (kea-leases4.csv): each change adds a row.
 *
 *   address,hwaddr,client_id,valid_lifetime,expire,subnet_id,...
 *   198.51.100.24,00:00:5e:00:53:01,,14400,1791804662,10,0,0,lab-1,0,,0
 *
 * It is no RFC 4180: a comma in a cell is written &#x2c.
 */
#include "address_log.h"

#include "stamp.h"
#include "table.h"
#include "text.h"

enum use { ADDRESS = 1, MAC, LIFETIME, EXPIRE, NAME, STATE };

static const struct table_name names[] = { { "address", ADDRESS },
	{ "hwaddr", MAC }, { "validlifetime", LIFETIME },
	{ "expire", EXPIRE }, { "hostname", NAME }, { "state", STATE },
	{ NULL, 0 } };

struct state {
	struct table table;
};

static bool
split(struct slice line, struct table_row *row)
{
	row->count = 0;
	for (;;) {
		size_t comma = slice_find(line, ',');

		if (row->count == TABLE_COLUMNS)
			return false;
		row->cells[row->count++] = slice_first(line, comma);
		if (comma == line.len)
			return true;
		line = slice_from(line, comma + 1);
	}
}

static bool
is_heading(struct slice line)
{
	slice_take_text(&line, SLICE("\xef\xbb\xbf"));
	return slice_starts_with(line,
	    SLICE("address,hwaddr,client_id,valid_lifetime,expire,"));
}

static const char *
parse(struct parse *p)
{
	struct state *state = p->state;
	struct address_event e = ADDRESS_EVENT_NEW;
	struct table_row cells;
	struct slice text;
	int64_t expire, what;

	if (!split(p->record, &cells))
		return "too many cells";
	if (is_heading(p->record)) {
		table_head(&state->table, &cells, names);
		return parse_ignored;
	}
	if (cells.count != state->table.count)
		return "more or fewer cells than the heading has";
	text = table_cell(&state->table, &cells, STATE);
	if (text.len > 0 && !text_to_number(text, &what))
		return "bad state";
	if (!stamp_epoch(table_cell(&state->table, &cells, EXPIRE),
		&expire) ||
	    !text_to_number(table_cell(&state->table, &cells, LIFETIME),
		&e.seconds))
		return "bad time";
	if (text.len > 0 && what == 1)
		return parse_ignored; /* declined: nobody's */
	e.address = table_cell(&state->table, &cells, ADDRESS);
	if (e.address.len == 0)
		return "no address";
	e.action = text.len > 0 && what == 2 ? DHCP_EXPIRED :
	    e.seconds == 0 || (text.len > 0 && what == 3) ? DHCP_RELEASED :
							    DHCP_ASSIGNED;
	if (e.action == DHCP_ASSIGNED)
		e.time = expire - e.seconds * TIME_SECOND;
	else {
		e.time = expire;
		e.seconds = -1;
	}
	e.source = "offset";
	e.mac = table_cell(&state->table, &cells, MAC);
	text = table_cell(&state->table, &cells, NAME);
	e.host = slice_first(text, slice_find(text, '.'));
	return address_row(p, &e);
}

static int
recognise(struct slice head)
{
	struct slice line;

	return slice_take_line(&head, &line) && is_heading(line) ? 96 : 0;
}

const struct format format_kea_leases = {
	.name = "kea_leases",
	.dataset = "kea.leases",
	.title = "Kea DHCP server, file of leases",
	.channel = "network",
	.versions = "kea-leases4.csv of Kea 1.0 to 3.0",
	.lacks = "the account",
	.header = true,
	.state_size = sizeof(struct state),
	.recognise = recognise,
	.parse = parse,
};
