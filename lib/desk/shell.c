/*
 * The words of beadle incident, and what each needs.
 */
#include <err.h>

#include "base/command.h"
#include "incident/incident.h"

#include "shell.h"

static const struct word {
	const char *word;
	size_t least, most; /* operands */
	bool settings;	    /* it needs them */
	bool no_store;	    /* it opens the store itself */
	shell_fn *run;
} words[] = {
	{ "list", 0, 0, false, false, shell_list },
	{ "show", 1, 1, false, false, shell_show },
	{ "merge", 2, 2, false, false, shell_merge },
	{ "split", 1, 1, false, false, shell_split },
	{ "parents-sheet", 1, 1, true, false, shell_parents },
	{ "answer", 3, 3, false, false, shell_answer },
	{ "tune", 0, 0, false, false, shell_tune },
	{ "bans", 0, 0, false, false, shell_bans },
	{ "copies", 1, 1, false, false, shell_copies },
	{ "add", 1, 12, true, false, shell_add },
	{ "sign-off", 1, 1, true, false, shell_sign_off },
	{ "ack", 1, 1, true, false, shell_ack },
	{ "alerts", 0, 0, false, false, shell_alerts },
	{ "drill", 0, 0, true, true, shell_drill },
};

/* Decisions about one item have their words in another room. */
static const struct word decision = { "", 1, 1, false, false, shell_decide };

static const struct word *
find(const char *word)
{
	size_t i;

	for (i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(words[i].word, word) == 0)
			return &words[i];
	return incident_is_act(slice_of(word)) ? &decision : NULL;
}

bool
shell_knows(const char *word)
{
	return find(word) != NULL;
}

int
shell_run(struct shell *s, const char *word)
{
	const struct word *w = find(word);
	struct store *store = NULL;
	int result;

	s->word = word;
	if (s->count < w->least || s->count > w->most)
		return EXIT_USAGE;
	if (w->settings && s->desk->settings == NULL) {
		warnx("%s: needs the settings (-c)", word);
		return EXIT_USAGE;
	}
	if (!w->no_store && (store = store_open(s->desk->store,
	    AUDIENCE_LEADERSHIP)) == NULL)
		return EXIT_COULD_NOT;
	result = w->run(s, store);
	store_close(store);
	return result == 0 ? EXIT_OK : result == 1 ? EXIT_USAGE :
						     EXIT_COULD_NOT;
}
