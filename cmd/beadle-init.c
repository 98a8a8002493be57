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

struct start {
	const char *name, *text; /* text NULL: a folder */
};

/* A line that begins with # is an example and counts for nothing. */
static const struct start starts[] = {
	{ "lists", NULL },
	{ "logs", NULL },
	{ "people.csv",
	    "username,upn,forename,surname,sex,role,year,reg_group,email,left\n"
	    "#26apupil,26apupil@school.example,Amy,Pupil,F,pupil,7,7a,"
	    "26apupil@school.example,\n" },
	{ "devices.csv", "hostname,ip,room,serial,type\n"
			 "#IT1-PC01,192.0.2.11,IT1,SERIAL1,desktop\n" },
	{ "terms.csv", "name,kind,start,end\n"
		       "#autumn-2026,term,2026-09-02,2026-12-18\n"
		       "#half-term,holiday,2026-10-26,2026-10-30\n"
		       "#training day,inset,2026-09-02,2026-09-02\n" },
	{ "day.csv", "period,start,end\n"
		     "#registration,08:40,09:00\n"
		     "#lesson,09:00,10:00\n"
		     "#break,10:00,10:20\n"
		     "#lunch,12:20,13:10\n" },
	{ "lists/bulk_senders.txt",
	    "# Mailboxes that may write to many, as the school office.\n" },
	{ "lists/deployment_accounts.txt",
	    "# Accounts that install software for the school.\n"
	    "SYSTEM\n" },
	{ "lists/gaming_club.txt",
	    "# Accounts of pupils in a supervised gaming club.\n" },
	{ "lists/permitted_usb.txt",
	    "# Serial numbers of memory sticks that the school gave out.\n" },
	{ "lists/private_mail_domains.txt",
	    "# Domains of private mail.\n"
	    "gmail.com\ngooglemail.com\noutlook.com\nhotmail.com\n"
	    "hotmail.co.uk\nlive.co.uk\nyahoo.com\nyahoo.co.uk\nicloud.com\n"
	    "proton.me\naol.com\nbtinternet.com\nsky.com\n" },
	{ "lists/technicians.txt",
	    "# Accounts that log on at many computers as their work.\n" },
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
write_start(const char *folder, const struct start *s)
{
	char path[PATH_MAX];
	int n = snprintf(path, sizeof path, "%s/%s", folder, s->name);

	if (n < 0 || (size_t)n >= sizeof path) {
		warnx("%s: too long a name", folder);
		return -1;
	}
	if (s->text != NULL)
		return write_new(path, slice_of(s->text));
	if (mkdir(path, 0750) == 0 || errno == EEXIST)
		return 0;
	warn("%s", path);
	return -1;
}

static int
write_template(const char *folder)
{
	char path[PATH_MAX];
	struct buffer text;
	int n = snprintf(path, sizeof path, "%s/policy/school.yml",
	    command_share()), result = -1;

	buffer_init(&text, 1 << 20);
	if (n < 0 || (size_t)n >= sizeof path ||
	    buffer_read_file(&text, path) == -1) {
		warn("%s", path);
		buffer_finish(&text);
		return -1;
	}
	n = snprintf(path, sizeof path, "%s/school.yml", folder);
	if (n > 0 && (size_t)n < sizeof path)
		result = write_new(path, buffer_slice(&text));
	buffer_finish(&text);
	return result;
}

static int
start_folder(const char *folder)
{
	size_t i;

	if (mkdir(folder, 0750) == -1 && errno != EEXIST) {
		warn("%s", folder);
		return EXIT_COULD_NOT;
	}
	/* First, so that a folder in use is refused before all else. */
	if (write_template(folder) == -1)
		return EXIT_COULD_NOT;
	for (i = 0; i < sizeof starts / sizeof *starts; i++)
		if (write_start(folder, &starts[i]) == -1)
			return EXIT_COULD_NOT;
	printf("%s: written; fill in people.csv, devices.csv, terms.csv and "
	       "day.csv, then run\n    beadle check -c %s/school.yml\n",
	    folder, folder);
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
