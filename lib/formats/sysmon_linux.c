/*
 * Sysmon for Linux: Windows' event XML, one event a line of syslog.
 *
 *   Oct 12 08:31:02 files sysmon: <Event><System><Provider
 *     Name="Linux-Sysmon" .../><EventID>1</EventID>...</System><EventData>
 *     <Data Name="Image">/usr/bin/id</Data>...</EventData></Event>
 */
#include "event_xml.h"
#include "recognise.h"
#include "syslog.h"

static const char *
parse(struct parse *p)
{
	static const char *const firsts[] = { "<Event>", "<Event ", NULL };
	struct slice text = syslog_body(p->record, firsts);

	if (text.len == 0)
		return parse_ignored;
	if (!slice_starts_with(text, SLICE("<Event")))
		return slice_contains(text, SLICE("<Event")) ? "not XML" :
							       parse_ignored;
	return event_xml_read(p, text);
}

static bool
fits(struct slice line)
{
	return syslog_begins(line) &&
	    slice_contains(line, SLICE("<Event><System><Provider ")) &&
	    slice_contains(line, SLICE("Sysmon"));
}

static int
recognise(struct slice head)
{
	int sure = recognise_lines(head, fits);

	/* Surer than of event XML, which lines of syslog are not. */
	return sure >= 90 ? 97 : sure;
}

const struct format format_sysmon_linux = {
	.name = "sysmon_linux",
	.dataset = "windows.sysmon",
	.title = "Sysmon for Linux, through syslog",
	.channel = "endpoint",
	.versions = "Sysmon for Linux 1.0 on",
	.lacks = "nothing that Sysmon for Windows has",
	.recognise = recognise,
	.parse = parse,
};
