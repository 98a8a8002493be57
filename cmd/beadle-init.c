/*
 * beadle init: a starting folder for a school.
 */
#include <err.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/command.h"

static const struct command command = {
	"beadle-init",
	"folder",
	"Write a starting folder: school.yml with every key explained, and "
	"empty lists.",
	NULL,
};

/* Copied from policy/; the template first, so that a folder in use is
 * refused before all else. */
static const struct start {
	const char *from, *to; /* from NULL: a folder */
} starts[] = {
	{ "school.yml", "school.yml" },
	{ NULL, "lists" },
	{ NULL, "logs" },
	{ "start/people.csv", "people.csv" },
	{ "start/devices.csv", "devices.csv" },
	{ "start/terms.csv", "terms.csv" },
	{ "start/day.csv", "day.csv" },
	{ "start/lists/admin_accounts.txt", "lists/admin_accounts.txt" },
	{ "start/lists/approved_ai.txt", "lists/approved_ai.txt" },
	{ "start/lists/approved_publishing.txt",
	    "lists/approved_publishing.txt" },
	{ "start/lists/banned_accounts.txt", "lists/banned_accounts.txt" },
	{ "start/lists/bulk_senders.txt", "lists/bulk_senders.txt" },
	{ "start/lists/deployment_accounts.txt",
	    "lists/deployment_accounts.txt" },
	{ "start/lists/gaming_club.txt", "lists/gaming_club.txt" },
	{ "start/lists/lost_devices.txt", "lists/lost_devices.txt" },
	{ "start/lists/permitted_usb.txt", "lists/permitted_usb.txt" },
	{ "start/lists/private_mail_domains.txt",
	    "lists/private_mail_domains.txt" },
	{ "start/lists/proxy_addresses.txt", "lists/proxy_addresses.txt" },
	{ "start/lists/pupil_mail.txt", "lists/pupil_mail.txt" },
	{ "start/lists/remote_access_accounts.txt",
	    "lists/remote_access_accounts.txt" },
	{ "start/lists/shared_mailboxes.txt", "lists/shared_mailboxes.txt" },
	{ "start/lists/staff_devices.txt", "lists/staff_devices.txt" },
	{ "start/lists/technicians.txt", "lists/technicians.txt" },
};

/* Never over what is there. */
static int
write_new(const char *path, struct slice text)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0640);
	ssize_t n;

	if (fd == -1) {
		warn("%s", path);
		return -1;
	}
	n = write(fd, text.ptr, text.len);
	if (close(fd) == -1 || n < 0 || (size_t)n != text.len) {
		warn("%s: writing", path);
		return -1;
	}
	return 0;
}

static int
make_folder(const char *path)
{
	if (mkdir(path, 0750) == 0 || errno == EEXIST)
		return 0;
	warn("%s", path);
	return -1;
}

static int
write_start(const char *folder, const struct start *s)
{
	char from[PATH_MAX], to[PATH_MAX];
	struct buffer text;
	int n = snprintf(to, sizeof to, "%s/%s", folder, s->to);
	int m = snprintf(from, sizeof from, "%s/policy/%s", command_share(),
	    s->from == NULL ? "" : s->from);
	int result = -1;

	if (n < 0 || (size_t)n >= sizeof to || m < 0 ||
	    (size_t)m >= sizeof from) {
		warnx("%s: too long a name", folder);
		return -1;
	}
	if (s->from == NULL)
		return make_folder(to);
	buffer_init(&text, 1 << 20);
	if (buffer_read_file(&text, from) == -1)
		warn("%s", from);
	else
		result = write_new(to, buffer_slice(&text));
	buffer_finish(&text);
	return result;
}

static int
start_folder(const char *folder)
{
	size_t i;

	if (make_folder(folder) == -1)
		return EXIT_COULD_NOT;
	for (i = 0; i < sizeof starts / sizeof *starts; i++)
		if (write_start(folder, &starts[i]) == -1)
			return EXIT_COULD_NOT;
	printf("%s: written; fill in people.csv, devices.csv, terms.csv and "
	       "day.csv,\nsay in school.yml where the logs are and from when "
	       "on names may be named (go_live),\nthen run\n"
	       "    beadle check -c %s/school.yml\n", folder, folder);
	return EXIT_OK;
}

int
main(int argc, char **argv)
{
	command_begin(&command, argc, argv);
	if (getopt(argc, argv, "") != -1 || argc - optind != 1)
		command_usage(&command);
	return command_end(start_folder(argv[optind]));
}
