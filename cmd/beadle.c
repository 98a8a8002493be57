/*
 * beadle NAME ... runs beadle-NAME, as git does: the one that lies beside
 * it, else the one in PATH.
 */
#include <dirent.h>
#include <err.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/command.h"

static const struct {
	const char *name, *job;
} commands[] = {
	{ "open", "unpack archives to records" },
	{ "parse", "records to events" },
	{ "tag", "who, on what, where, when, what kind" },
	{ "match", "which rules flag them, with no store" },
	{ "store", "put events into the store" },
	{ "dump", "print events from the store" },
	{ "detect", "judge a stored period again; items for review" },
	{ "incident", "items for review: list, show, decide" },
	{ "report", "one report for one audience" },
	{ "return", "the authority's package" },
	{ "receive", "returns of schools: check, keep, merge" },
	{ "retention", "what has had its time goes" },
	{ "policy-pack", "impact assessment, notices, method, drafted" },
	{ "person", "what is held on one person: given, reported or erased" },
	{ "audit", "who was named to whom: is the audit whole" },
	{ "mail", "let the alerts leave that wait in the outbox" },
	{ "status", "do the nights run: for monitoring" },
	{ "handover", "what whoever takes over must know" },
	{ "backup", "all that cannot be made again, in one file" },
	{ "restore", "look at a backup; put it back" },
	{ "check", "faults of settings, lists and rules" },
	{ "doctor", "what these logs are and can show" },
	{ "formats", "what can be read" },
	{ "init", "a starting folder" },
	{ "nightly", "all of it, from cron" },
	{ "scan", "bytes and days of logs, for a plan" },
	{ "plan", "a night over many machines, sealed" },
	{ "partition", "the night of one school's day" },
	{ "merge", "the stores of schools, from a plan" },
};

static void
print_commands(FILE *out)
{
	size_t i;

	fprintf(out, "usage: beadle command [argument ...]\n\n");
	for (i = 0; i < sizeof commands / sizeof *commands; i++)
		fprintf(out, "    %-11s %s\n", commands[i].name,
		    commands[i].job);
	fprintf(out, "\nSee beadle(1), and beadle command --help.\n");
}

int
main(int argc, char **argv)
{
	char path[PATH_MAX], name[64];
	int n;

	if (argc < 2) {
		print_commands(stderr);
		return EXIT_USAGE;
	}
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0) {
		print_commands(stdout);
		return command_end(EXIT_OK);
	}
	if (strcmp(argv[1], "--version") == 0) {
		printf("beadle %s\n", BEADLE_VERSION);
		return command_end(EXIT_OK);
	}
	n = snprintf(name, sizeof name, "beadle-%s", argv[1]);
	if (n < 0 || (size_t)n >= sizeof name || strchr(argv[1], '/') != NULL)
		errx(EXIT_USAGE, "%s: no such command; see beadle --help",
		    argv[1]);
	n = snprintf(path, sizeof path, "%s/%s", command_libexec(), name);
	if (n < 0 || (size_t)n >= sizeof path)
		errx(EXIT_COULD_NOT, "%s: path is too long", name);
	argv[1] = name;
	execv(path, argv + 1);
	if (errno == ENOENT)
		execvp(name, argv + 1);
	if (errno == ENOENT)
		errx(EXIT_USAGE, "%s: no such command; see beadle --help",
		    name + strlen("beadle-"));
	err(EXIT_COULD_NOT, "%s", path);
}
