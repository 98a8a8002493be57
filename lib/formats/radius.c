/*
 * RADIUS sessions and answers to rows.
 */
#include "radius.h"

#include "base/url.h"
#include "text.h"

/* The number or the word of what it says. */
static const struct {
	const char *number, *word;
	enum address_action action;
} statuses[] = {
	{ "1", "Start", RADIUS_START },
	{ "2", "Stop", RADIUS_STOP },
	{ "3", "Interim-Update", RADIUS_INTERIM },
	{ "3", "Alive", RADIUS_INTERIM },
}, packets[] = {
	{ "2", "Access-Accept", RADIUS_ACCEPT },
	{ "3", "Access-Reject", RADIUS_REJECT },
};

static bool
find_action(const struct radius *r, enum address_action *action)
{
	size_t i;

	for (i = 0; i < sizeof statuses / sizeof *statuses; i++)
		if (slice_equal(r->status, slice_of(statuses[i].number)) ||
		    slice_equal_fold(r->status, slice_of(statuses[i].word))) {
			*action = statuses[i].action;
			return true;
		}
	if (r->status.len > 0)
		return false;
	for (i = 0; i < sizeof packets / sizeof *packets; i++)
		if (slice_equal(r->packet, slice_of(packets[i].number)) ||
		    slice_equal_fold(r->packet, slice_of(packets[i].word))) {
			*action = packets[i].action;
			return true;
		}
	return false;
}

const char *
radius_row(struct parse *p, const struct radius *r)
{
	struct address_event e = ADDRESS_EVENT_NEW;
	int64_t seconds;

	if (!find_action(r, &e.action))
		return parse_ignored;
	e.time = r->time;
	e.source = r->source;
	if (r->delayed && text_to_number(r->delay, &seconds) &&
	    seconds < 86400)
		e.time -= seconds * TIME_SECOND;
	e.account = r->real_user.len > 0 ? r->real_user : r->user;
	e.mac = r->calling;
	if (!slice_equal(r->framed, SLICE("0.0.0.0")))
		e.address = r->framed;
	/* On a VPN it is the address from afar, not one of the school's. */
	e.session = r->session;
	e.dataset = r->dataset;
	if (!text_to_number(r->length, &e.seconds) ||
	    e.action == RADIUS_START)
		e.seconds = -1;
	if (!slice_equal(r->reason, SLICE("0")))
		e.reason = r->reason;
	if (e.account.len == 0 && e.mac.len == 0 && e.address.len == 0)
		return parse_ignored;
	return address_row(p, &e);
}
