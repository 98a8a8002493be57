/*
 * Any bytes as an iCalendar file that school.yml names: days, or faults in
 * that file, and an end in any case.
 */
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "settings/calendar.h"
#include "settings/settings.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

/* In memory, closed to others as settings must be. */
static int
file_of(const void *bytes, size_t size)
{
	int fd = memfd_create("fuzz", MFD_CLOEXEC);

	if (fd == -1 || fchmod(fd, 0640) == -1 ||
	    write(fd, bytes, size) != (ssize_t)size)
		abort();
	return fd;
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	char text[256], path[64];
	struct settings *s;
	struct faults f;
	int ics = file_of(bytes, size), yml, len, day;

	len = snprintf(text, sizeof text, "school: {name: F}\n"
	    "categories: []\nrules_folders: []\nprivate_hosts: []\n"
	    "calendars: [{file: /proc/self/fd/%d}]\n", ics);
	yml = file_of(text, (size_t)len);
	snprintf(path, sizeof path, "/proc/self/fd/%d", yml);
	faults_init(&f);
	if ((s = settings_load(path, &f)) == NULL)
		abort();
	for (day = 20600; day < 21000; day += 7)
		if (calendar_day(s->calendar, day) > DAY_HOLIDAY)
			abort();
	settings_destroy(s);
	faults_finish(&f);
	close(ics);
	close(yml);
	return 0;
}
