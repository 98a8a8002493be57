/*
 * beadle audit: has anybody changed what was written down about who looked?
 */
#include <err.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/command.h"
#include "desk/desk.h"
#include "reports/report.h"

static const struct command command = { "beadle-audit",
	"verify|head|seals [-c settings] [-d store] [hash]",
	"Each run that names a person is a row of the audit, chained to the "
	"one before;\nso is each report that was sealed.",
	"  -c settings  school.yml\n"
	"  -d store     the store, instead of that of the settings\n"
	"verify finds a row that was changed, taken out or moved; with a hash\n"
	"that was printed earlier, and by what lies in the folders of head,\n"
	"chair and lead, also rows cut off at the end.  head prints\n"
	"the newest row's number and hash.  verify looks at what was sealed\n"
	"too; seals lists that.\n" };

/* With the settings, also what lies in readers' folders is asked. */
static int
verify(struct store *s, const struct settings *settings, const char *hash,
    struct arena *a)
{
	int64_t bad = store_audit_verify(s), number;

	if (bad == -1)
		return EXIT_COULD_NOT;
	if (bad > 0) {
		warnx("the audit was tampered with, from row %" PRId64 " on",
		    bad);
		return EXIT_COULD_NOT;
	}
	if (hash != NULL) {
		if ((number = store_audit_find(s, slice_of(hash))) == -1)
			return EXIT_COULD_NOT;
		if (number == 0) {
			warnx("no row has that hash: rows were cut off, or "
			      "the audit was made anew");
			return EXIT_COULD_NOT;
		}
		printf("row %" PRId64 " stands as it was\n", number);
	}
	if (report_seals(s, NULL) != 0)
		return EXIT_COULD_NOT;
	if (settings != NULL && desk_audit_stands(&(struct desk){
	    .settings = settings, .out = arena_text(a, settings->out) },
	    s) != 0)
		return EXIT_COULD_NOT;
	puts("the audit is whole");
	return EXIT_OK;
}

static int
head(struct store *s)
{
	char hex[65];
	int64_t number;

	if (store_audit_head(s, hex) == -1 ||
	    (number = store_audit_find(s, slice_of(hex))) == -1)
		return EXIT_COULD_NOT;
	printf("%" PRId64 " %s\n", number, hex);
	return EXIT_OK;
}

static int
seals(struct store *s)
{
	return report_seals(s, stdout) == 0 ? EXIT_OK : EXIT_COULD_NOT;
}

static int
run(const char *act, const char *store, const struct settings *settings,
    const char *hash, struct arena *a)
{
	struct store *s = store_open(store, AUDIENCE_LEADERSHIP);
	int code = EXIT_COULD_NOT;

	if (s != NULL)
		code = strcmp(act, "head") == 0 ? head(s) :
		    strcmp(act, "seals") == 0	? seals(s) :
						  verify(s, settings, hash, a);
	store_close(s);
	return code;
}

int
main(int argc, char **argv)
{
	const char *settings = NULL, *store = NULL;
	struct settings *s = NULL;
	struct arena *a;
	int c, code = EXIT_COULD_NOT;

	command_begin(&command, argc, argv);
	while ((c = getopt(argc, argv, "c:d:")) != -1)
		switch (c) {
		case 'c': settings = optarg; break;
		case 'd': store = optarg; break;
		default: command_usage(&command);
		}
	argc -= optind;
	argv += optind;
	if (argc < 1 || (settings == NULL && store == NULL) ||
	    !((argc == 1 && (strcmp(argv[0], "head") == 0 ||
		  strcmp(argv[0], "seals") == 0)) ||
		(strcmp(argv[0], "verify") == 0 && argc <= 2)))
		command_usage(&command);
	a = arena_create();
	if (settings == NULL ||
	    (s = settings_require(settings)) != NULL)
		code = run(argv[0], store != NULL ? store :
		    arena_text(a, s->store), store == NULL ? s : NULL,
		    argv[1], a);
	settings_destroy(s);
	arena_destroy(a);
	return command_end(code);
}
