/* The latest that a log can be, by its name and its file. */
#include "../tap.h"

#include "base/time.h"
#include "night/sources.h"

static void
check(const char *path, const char *modified, const char *wanted)
{
	int64_t file = TIME_UNKNOWN, t = TIME_UNKNOWN;

	if (modified != NULL)
		time_parse(slice_of(modified), &file);
	if (wanted != NULL)
		time_parse(slice_of(wanted), &t);
	is_int(sources_latest(slice_of(path), file), t, path);
}

int
main(void)
{
	static const char touched[] = "2026-11-02T04:00:00Z";

	check("mail.log", touched, touched);
	check("mail.log", NULL, NULL);
	check("/var/log/mail.log-20241019", touched, "2024-10-20T00:00:00Z");
	check("mail-2024-10-19.log.gz", touched, "2024-10-20T00:00:00Z");
	check("2024-10-19/mail.log", touched, touched);
	check("old-20250101.zip!mail.log-20241019", touched,
	    "2024-10-20T00:00:00Z");
	check("maillog.20240914-20241019", touched, "2024-10-20T00:00:00Z");
	check("mail.log-20241019", "2024-10-01T00:00:00Z",
	    "2024-10-01T00:00:00Z");
	check("mail.log-20241319", touched, touched);
	check("mail.log-20230229", touched, touched);
	check("mail.log-120241019", touched, touched);
	check("mail.log-202410191", touched, touched);
	check("mail.log-20241019", NULL, "2024-10-20T00:00:00Z");
	check("mail.log-2024-1019", touched, touched);
	return done_testing();
}
