/*
 * Windows Defender's own log on a computer, MPLog-*.log:
 *
 *   2026-10-12T07:31:02.118Z DETECTIONEVENT MPSOURCE_REALTIME
 *     Trojan:Win32/Test.A file:C:\Users\ben\setup.exe;
 *   2026-10-12T07:31:03.000Z Engine:command line reported as threat:
 *     C:\Windows\System32\reg.exe(reg add HKLM\...)
 *
 * (each one line in the log, which is UTF-16).  Most of it is about how well
 * it runs.
 */
#include "endpoint.h"
#include "stamp.h"

static bool
take_stamp(struct slice *rest, int64_t *time)
{
	struct slice s = *rest;
	int64_t micro;
	int32_t day;

	if (!stamp_take_date(&s, '-', false, &day) ||
	    !slice_take_char(&s, 'T') || !stamp_take_clock(&s, false, &micro) ||
	    !slice_take_text(&s, SLICE("Z ")))
		return false;
	*time = stamp_utc(day, micro);
	*rest = s;
	return true;
}

/* "file:C:\x.exe;process:pid:12,ProcessStart:1;": the first file. */
static struct slice
file_of(struct slice resources)
{
	size_t i;

	for (i = 0; i < resources.len; i++) {
		struct slice s = slice_from(resources, i);

		if ((i == 0 || resources.ptr[i - 1] == ';') &&
		    slice_take_text(&s, SLICE("file:")))
			return slice_first(s, slice_find(s, ';'));
	}
	return SLICE("");
}

/* "MPSOURCE_REALTIME Trojan:Win32/Test.A file:C:\x.exe;" */
static const char *
add_find(struct parse *p, struct slice rest, int64_t time)
{
	struct endpoint_event e = { time, "offset", "malware", "info",
		"success", SLICE("malware-detected") };
	struct slice source, threat;
	uint32_t row;

	if (!slice_take_word(&rest, &source) ||
	    !slice_take_word(&rest, &threat))
		return "not whole: cut short?";
	row = endpoint_row(p, &e);
	endpoint_set(p, row, COL_THREAT, threat);
	endpoint_set(p, row, COL_CODE, source);
	endpoint_set(p, row, COL_FILE, file_of(slice_trim(rest)));
	parse_row_done(p, row);
	return NULL;
}

/* "C:\Windows\System32\reg.exe(reg add ...)" */
static const char *
add_command(struct parse *p, struct slice rest, int64_t time)
{
	struct endpoint_event e = { time, "offset", "malware", "info",
		"success", SLICE("command-line-detected") };
	struct slice program;
	uint32_t row;

	rest = slice_trim(rest);
	if (!slice_take_until(&rest, '(', &program) ||
	    !slice_ends_with(rest, SLICE(")")))
		return "not whole: cut short?";
	row = endpoint_row(p, &e);
	endpoint_set(p, row, COL_PROCESS, program);
	endpoint_set(p, row, COL_COMMAND_LINE,
	    slice_first(rest, rest.len - 1));
	parse_row_done(p, row);
	return NULL;
}

static const char *
parse(struct parse *p)
{
	struct slice rest = slice_trim(p->record);
	int64_t time;

	if (rest.len == 0)
		return parse_ignored;
	if (!take_stamp(&rest, &time))
		return parse_ignored; /* what goes on over several lines */
	if (slice_take_text(&rest, SLICE("DETECTIONEVENT")))
		return add_find(p, rest, time);
	if (slice_take_text(&rest,
		SLICE("Engine:command line reported as threat:")))
		return add_command(p, rest, time);
	return parse_ignored;
}

/* Lines that only it writes; a log without any find has them too. */
static int
recognise(struct slice head)
{
	static const char *const marks[] = { "Z DETECTIONEVENT MPSOURCE_",
		"Z ProcessImageName: ", "Z SDN:Issuing SDN query for ",
		"Z Engine:", "Z [Mini-filter] ", NULL };
	struct slice line;
	int64_t time;
	size_t i;

	while (slice_take_line(&head, &line)) {
		struct slice rest = line;

		if (!take_stamp(&rest, &time))
			continue;
		for (i = 0; marks[i] != NULL; i++)
			if (slice_contains(slice_first(line, 64),
				slice_of(marks[i])))
				return 91;
	}
	return 0;
}

const struct format format_mplog = {
	.name = "mplog",
	.dataset = "defender.mplog",
	.title = "Windows Defender's own log on a computer, MPLog-*.log",
	.channel = "endpoint",
	.versions = "Windows 10 and 11, Server 2016 on: finds, command lines",
	.lacks = "the account and the computer; what was done",
	.recognise = recognise,
	.parse = parse,
};
