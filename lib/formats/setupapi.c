/*
 * Windows' setupapi.dev.log: which devices were set up, and when.
 *
 *   >>>  [Device Install (Hardware initiated) - USBSTOR\Disk&Ven_Acme\0001&0]
 *   >>>  Section start 2026/10/12 08:31:02.118
 *        ... what was done ...
 *   <<<  Section end 2026/10/12 08:31:04.021
 *   <<<  [Exit status: SUCCESS]
 *
 * by the computer's clock.  A section is one event; a driver is set up once,
 * so that this is the first time that a device was in this computer.
 */
#include "formats/format.h"

#include "stamp.h"
#include "text.h"

enum { LONGEST_DEVICE = 512 };

struct state {
	bool open, timed;
	int64_t start, end, offset;
	const char *source;
	size_t len;
	char device[LONGEST_DEVICE];
};

static bool
take_time(const struct format_options *options, struct slice s, int64_t *time,
    const char **source)
{
	int32_t day;
	int64_t micro;

	s = slice_trim(s);
	if (!stamp_take_date(&s, '/', false, &day) ||
	    !slice_take_char(&s, ' ') || !stamp_take_clock(&s, false, &micro) ||
	    s.len > 0)
		return false;
	*time = stamp_local(options, day, micro, source);
	return true;
}

/* "Device Install (Hardware initiated) - USBSTOR\Disk&...": the device. */
static bool
take_device(struct slice title, struct slice *device)
{
	if (!slice_starts_with(title, SLICE("Device Install")) ||
	    slice_starts_with(title, SLICE("Device Install Log")) ||
	    !slice_take_past(&title, SLICE(" - ")))
		return false;
	*device = title;
	return device->len > 0;
}

static void
give(struct parse *p, struct state *state, bool success)
{
	struct batch *b = p->batch;
	struct slice device = { state->device, state->len };
	int64_t offset = p->offset;
	bool usb = slice_starts_with(device, SLICE("USB"));
	uint32_t row;

	p->offset = state->offset;
	row = parse_row(p);
	p->offset = offset;
	batch_set_number(b, row, COL_TIMESTAMP, state->end);
	batch_set_number(b, row, COL_START, state->start);
	if (state->end >= state->start)
		batch_set_number(b, row, COL_DURATION,
		    (state->end - state->start) * 1000);
	batch_set_text(b, row, COL_TIME_SOURCE, slice_of(state->source));
	batch_set_text(b, row, COL_CHANNEL, SLICE("host"));
	batch_set_text(b, row, COL_TYPE, SLICE("info"));
	batch_set_text(b, row, COL_ACTION,
	    usb ? SLICE("usb-connected") : SLICE("device-connected"));
	batch_set_text(b, row, COL_OUTCOME,
	    success ? SLICE("success") : SLICE("failure"));
	batch_set_text(b, row, COL_DEVICE_ID,
	    text_to_utf8(device, p->scratch));
	parse_row_done(p, row);
}

/* ">>>  ..." */
static const char *
take_begin(struct parse *p, struct state *state, struct slice rest)
{
	struct slice device;

	if (slice_take_text(&rest, SLICE("Section start "))) {
		if (!state->open)
			return parse_ignored;
		state->timed = take_time(p->options, rest, &state->start,
		    &state->source);
		state->end = state->start;
		return state->timed ? parse_ignored : "bad time";
	}
	state->open = false;
	if (!slice_take_char(&rest, '['))
		return parse_ignored;
	if (rest.len == 0 || rest.ptr[rest.len - 1] != ']')
		return "a section's title: cut short?";
	rest.len--;
	if (!take_device(rest, &device))
		return parse_ignored;
	if (device.len > LONGEST_DEVICE || !text_is_clean(device))
		return "a device's name not understood";
	*state = (struct state){ .open = true, .offset = p->offset,
		.len = device.len };
	memcpy(state->device, device.ptr, device.len);
	return parse_ignored;
}

/* "<<<  ..." */
static const char *
take_end(struct parse *p, struct state *state, struct slice rest)
{
	if (!state->open)
		return parse_ignored;
	if (slice_take_text(&rest, SLICE("Section end ")))
		return take_time(p->options, rest, &state->end,
			   &state->source) ?
		    parse_ignored :
		    "bad time";
	if (!slice_take_text(&rest, SLICE("[Exit status: ")))
		return "an end not understood: cut short?";
	state->open = false;
	if (!state->timed)
		return "a section without its start";
	give(p, state, slice_starts_with(rest, SLICE("SUCCESS]")));
	return NULL;
}

static const char *
parse(struct parse *p)
{
	struct slice rest = p->record;

	rest = slice_trim(rest);
	if (slice_take_text(&rest, SLICE(">>>  ")))
		return take_begin(p, p->state, rest);
	if (slice_take_text(&rest, SLICE("<<<  ")))
		return take_end(p, p->state, rest);
	return parse_ignored;
}

static int
recognise(struct slice head)
{
	slice_take_text(&head, SLICE("\xef\xbb\xbf"));
	return slice_starts_with(head, SLICE("[Device Install Log]")) ||
		(slice_contains(head, SLICE(">>>  Section start ")) &&
		    slice_contains(head, SLICE(">>>  [Device Install"))) ?
	    95 :
	    0;
}

const struct format format_setupapi = {
	.name = "setupapi",
	.dataset = "windows.setupapi",
	.title = "Windows device set-up, setupapi.dev.log",
	.channel = "endpoint",
	.versions = "Windows Vista to 11",
	.lacks = "the computer; the account; when a known device comes again; "
		 "zone of its stamps",
	.header = true,
	.state_size = sizeof(struct state),
	.recognise = recognise,
	.parse = parse,
};
