/*
 * What every filter's main() shares.
 */
#include <err.h>
#include <limits.h>
#include <locale.h>
#include <pwd.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/command.h"

static void
print_help(const struct command *c)
{
	printf("usage: %s %s\n\n%s\n", c->name, c->usage, c->job);
	if (c->help != NULL)
		printf("\n%s", c->help);
	printf("\nSee %s(1).\n", c->name);
}

void
command_begin(const struct command *c, int argc, char **argv)
{
	int i;

	umask(027);
	/* What a crash leaves behind would hold names. */
	setrlimit(RLIMIT_CORE, &(struct rlimit){ 0, 0 });
	setlocale(LC_CTYPE, "C.UTF-8");
	/* What we print is the same everywhere; libraries that look for
	 * themselves shall not complain of the caller's locale. */
	setenv("LC_ALL", "C.UTF-8", 1);
	for (i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
		if (strcmp(argv[i], "--help") == 0)
			print_help(c);
		else if (strcmp(argv[i], "--version") == 0)
			printf("%s %s\n", c->name, BEADLE_VERSION);
		else
			continue;
		exit(command_end(EXIT_OK));
	}
}

void
command_usage(const struct command *c)
{
	fprintf(stderr, "usage: %s %s\n", c->name, c->usage);
	exit(EXIT_USAGE);
}

void
command_warn(struct slice thing, const char *fmt, ...)
{
	struct buffer name;
	char what[1024];
	va_list arguments;

	va_start(arguments, fmt);
	vsnprintf(what, sizeof what, fmt, arguments);
	va_end(arguments);
	buffer_init(&name, BUFFER_LARGEST);
	buffer_shown(&name, thing);
	warnx("%.*s: %s", SLICE_ARG(buffer_slice(&name)), what);
	buffer_finish(&name);
}

int
command_end(int code)
{
	if (fflush(stdout) != 0 || ferror(stdout) || fclose(stdout) != 0) {
		warn("standard output");
		return EXIT_COULD_NOT;
	}
	return code;
}

const char *
command_user(void)
{
	static char name[64];
	const struct passwd *user = getpwuid(getuid());

	if (user != NULL)
		snprintf(name, sizeof name, "%s", user->pw_name);
	else
		snprintf(name, sizeof name, "uid %lu",
		    (unsigned long)getuid());
	return name;
}

static const char *
beside_binary(const char *const tails[], char path[PATH_MAX])
{
	char self[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
	char *slash;
	int i, len;

	if (n <= 0)
		return NULL;
	self[n] = '\0';
	if ((slash = strrchr(self, '/')) == NULL)
		return NULL;
	*slash = '\0';
	for (i = 0; tails[i] != NULL; i++) {
		char probe[PATH_MAX];

		len = snprintf(probe, sizeof probe, "%s/%s", self, tails[i]);
		if (len > 0 && (size_t)len < sizeof probe &&
		    realpath(probe, path) != NULL)
			return path;
	}
	return NULL;
}

const char *
command_share(void)
{
	static const char *const tails[] = { "../../share/beadle",
		"../share/beadle", "../../policy/..", NULL };
	static char path[PATH_MAX]; /* answered once, kept */
	const char *given = getenv("BEADLE_SHARE");

	if (given != NULL && *given != '\0')
		return given;
	return beside_binary(tails, path) != NULL ? path :
						    "/usr/share/beadle";
}

const char *
command_libexec(void)
{
	static const char *const tails[] = { "../libexec/beadle", ".", NULL };
	static char path[PATH_MAX]; /* answered once, kept */

	return beside_binary(tails, path) != NULL ? path : "/usr/bin";
}
