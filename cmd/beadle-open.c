/*
 * beadle-open: archives to the records that lie in them.
 */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "archive/archive.h"
#include "base/command.h"
#include "base/hash.h"

enum { PIECE = 1 << 18 };

struct options {
	bool list, verbose;
};

/* Names come from archives, and archives from anywhere: what a terminal
 * might obey is shown as \xNN. */
static void
print_name(FILE *out, const char *path, const char *member)
{
	const char *part = path;
	const unsigned char *p;

	for (;;) {
		for (p = (const unsigned char *)part; *p != '\0'; p++)
			if (*p < ' ' || *p == 0x7f)
				fprintf(out, "\\x%02x", *p);
			else
				putc(*p, out);
		if (part == member || *member == '\0')
			return;
		putc('!', out);
		part = member;
	}
}

static int
copy(struct archive_file *a, char *piece, bool print, int64_t *size)
{
	int64_t n;

	*size = 0;
	while ((n = archive_read(a, piece, PIECE)) > 0) {
		*size += n;
		if (print && fwrite(piece, 1, (size_t)n, stdout) != (size_t)n)
			err(EXIT_COULD_NOT, "standard output");
	}
	return n < 0 ? -1 : 0;
}

static void
say_broken(const char *path, const char *member, const struct archive_file *a)
{
	fflush(stdout);
	fputs("beadle-open: ", stderr);
	print_name(stderr, path, member);
	fprintf(stderr, ": %s\n", archive_problem(a));
}

static int
open_file(const char *path, const struct options *options, char *piece)
{
	struct archive_file *a = archive_open(path, NULL);
	struct archive_member m;
	int more, result = 0;
	int64_t size;

	if (a == NULL) {
		warnx("%s: %s", path, archive_problem(NULL));
		return -1;
	}
	while ((more = archive_next(a, &m)) != 0) {
		if (more < 0) {
			say_broken(path, "", a);
			result = -1;
			continue;
		}
		if (options->verbose && !options->list) {
			fputs("==> ", stdout);
			print_name(stdout, path, m.name);
			fputs(" <==\n", stdout);
		}
		if (copy(a, piece, !options->list, &size) == -1) {
			say_broken(path, m.name, a);
			result = -1;
		}
		if (options->list) {
			printf("%lld\t%s\t", (long long)size, m.kind);
			print_name(stdout, path, m.name);
			putchar('\n');
		}
	}
	archive_close(a);
	return result;
}

int
main(int argc, char **argv)
{
	static const struct command command = {
		.name = "beadle-open",
		.usage = "[-lv] [file ...]",
		.job = "Unpack archives and compressed logs to the records"
		       " that lie in them.",
		.help = "  -l  list members: size, kind, name\n"
			"  -v  name each member before its records\n",
	};
	char dash[] = "-", *standard_input[] = { dash, NULL };
	struct options options = { 0 };
	char *const *files;
	char *piece;
	int option, code = EXIT_OK;

	command_begin(&command, argc, argv);
	while ((option = getopt(argc, argv, "lv")) != -1)
		switch (option) {
		case 'l':
			options.list = true;
			break;
		case 'v':
			options.verbose = true;
			break;
		default:
			command_usage(&command);
		}
	files = optind < argc ? argv + optind : standard_input;
	if ((piece = malloc(PIECE)) == NULL)
		errx(EXIT_COULD_NOT, "out of memory");
	for (; *files != NULL; files++)
		if (open_file(*files, &options, piece) == -1)
			code = EXIT_COULD_NOT;
	free(piece);
	return command_end(code);
}
