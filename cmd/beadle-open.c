/*
 * beadle-open: archives to the records that lie in them.
 */
#include <err.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "archive/archive.h"
#include "base/buffer.h"
#include "base/command.h"
#include "base/hash.h"
#include "sandbox/enter.h"

enum { PIECE = 1 << 18 };

struct options {
	bool list, verbose;
};

/* Names come from archives, and archives from anywhere. */
static void
put_name(struct buffer *out, const char *path, const char *member)
{
	buffer_text(out, path);
	if (*member == '\0')
		return;
	buffer_char(out, '!');
	buffer_text(out, member);
}

static void
print_name(const char *path, const char *member, const char *end)
{
	struct buffer name, shown;

	buffer_init(&name, BUFFER_LARGEST);
	buffer_init(&shown, BUFFER_LARGEST);
	put_name(&name, path, member);
	buffer_shown(&shown, buffer_slice(&name));
	printf("%.*s%s\n", SLICE_ARG(buffer_slice(&shown)), end);
	buffer_finish(&name);
	buffer_finish(&shown);
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
	struct buffer name;

	fflush(stdout);
	buffer_init(&name, BUFFER_LARGEST);
	put_name(&name, path, member);
	command_warn(buffer_slice(&name), "%s", archive_problem(a));
	buffer_finish(&name);
}

static int
open_file(const char *path, const struct options *options, char *piece)
{
	struct archive_file *a = archive_open(path, NULL);
	struct archive_member m;
	int more, result = 0;
	int64_t size;

	if (a == NULL) {
		command_warn(slice_of(path), "%s", archive_problem(NULL));
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
			print_name(path, m.name, " <==");
		}
		if (copy(a, piece, !options->list, &size) == -1) {
			say_broken(path, m.name, a);
			result = -1;
		}
		if (options->list) {
			printf("%lld\t%s\t", (long long)size, m.kind);
			print_name(path, m.name, "");
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
	size_t count;

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
	for (count = 0; files[count] != NULL; count++)
		;
	if (sandbox_enter(&(const struct sandbox_reading){ files, count,
		(const int[]){ STDOUT_FILENO }, 1 }) == -1)
		return EXIT_COULD_NOT;
	if ((piece = malloc(PIECE)) == NULL)
		errx(EXIT_COULD_NOT, "out of memory");
	for (; *files != NULL; files++)
		if (open_file(*files, &options, piece) == -1)
			code = EXIT_COULD_NOT;
	free(piece);
	return command_end(code);
}
