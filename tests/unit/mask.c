/* The last act of formats: secrets masked, illegal content blanked. */
#include "../parse.h"

static struct parse
begin(void)
{
	static const struct format_options options = { .modified = 0 };

	return begin_file("squid", "log", &options);
}

static const char *
after(enum column c, const char *before)
{
	static char copy[600];
	struct parse p = begin();
	uint32_t row = parse_row(&p);

	batch_set_text(batch, row, c, slice_of(before));
	parse_row_done(&p, row);
	snprintf(copy, sizeof copy, "%.*s",
	    SLICE_ARG(batch_text(batch, row, c)));
	return copy;
}

static void
test_prose(void)
{
	static const char *const cases[][2] = {
		{ "tool.exe --password hunter2 -v",
		    "tool.exe --password *secret* -v" },
		{ "net use z: /pass:hunter2", "net use z: /pass:*secret*" },
		{ "$password = 'hunter2'", "$password = '*secret*'" },
		{ "curl https://amy:hunter2@h.example/",
		    "curl https://*secret*@h.example/" },
		{ "TOKEN=abc;x", "TOKEN=*secret*;x" },
		{ "paid with 4111 1111 1111 1111 today",
		    "paid with *card* today" },
		{ "number 4111 1111 1111 1112 is none",
		    "number 4111 1111 1111 1112 is none" },
		{ "sekurlsa::logonpasswords", "sekurlsa::logonpasswords" },
		{ "shopping list: eggs", "shopping list: eggs" },
		{ "reset your password now", "reset your password now" },
		{ "write to amy@postbox.example", NULL },
	};
	size_t i;

	for (i = 0; i < sizeof cases / sizeof *cases; i++)
		is_text(after(COL_COMMAND_LINE, cases[i][0]),
		    cases[i][cases[i][1] == NULL ? 0 : 1], cases[i][0]);
	is_text(after(COL_NATIVE, "{\"Password\":\"hunter2\",\"a\":1}"),
	    "{\"Password\":\"*secret*\",\"a\":1}", "JSON stays JSON");
	is_text(after(COL_NATIVE, "{\"TargetUserSid\":\"S-1-5-18\"}"),
	    "{\"TargetUserSid\":\"S-1-5-18\"}", "a SID is no session id");
	is_text(after(COL_NATIVE, "{\"a\":\"S-1-5-21-4111-1111-1111-1111\"}"),
	    "{\"a\":\"S-1-5-21-4111-1111-1111-1111\"}",
	    "a SID is no card number");
	is_text(after(COL_NATIVE, "{\"TerminalSessionId\":\"2\",\"sessionId\":"
				  "\"8f3a2c\"}"),
	    "{\"TerminalSessionId\":\"2\",\"sessionId\":\"*secret*\"}",
	    "the second session of a computer is no secret");
	is_text(after(COL_NATIVE, "{\"Signature\":\"Foxes Ltd\"}"),
	    "{\"Signature\":\"Foxes Ltd\"}", "nor who signed a program");
}

/* Not of who, from where and when. */
static bool
is_telling(enum column c)
{
	static const enum column rest[] = { COL_EVENT_KIND, COL_DATASET,
		COL_CHANNEL, COL_TYPE, COL_OUTCOME, COL_ACCOUNT,
		COL_ACCOUNT_DOMAIN, COL_ADDRESS, COL_MAC, COL_HOST, COL_METHOD,
		COL_MIME, COL_FILE_PATH, COL_TIME_SOURCE, COL_KIND };
	size_t i;

	for (i = 0; i < sizeof rest / sizeof *rest; i++)
		if (rest[i] == c)
			return false;
	return columns[c].kind == KIND_SYMBOL || columns[c].kind == KIND_TEXT;
}

static void
test_illegal(void)
{
	static const struct {
		enum column column;
		const char *text, *host;
		bool blanked;
	} cases[] = {
		{ COL_FILTER_CATEGORY, "IWF", NULL, true },
		{ COL_FILTER_CATEGORY, "IWFList", NULL, true },
		{ COL_FILTER_CATEGORY, "Child Abuse (illegal)", NULL, true },
		{ COL_FILTER_CATEGORY, "CHILD_ABUSE", NULL, true },
		{ COL_FILTER_CATEGORY, "Child Sexual Exploitation",
		    NULL, true },
		{ COL_REASON, "blocked by CTIRU list", NULL, true },
		{ COL_REASON, "csam", NULL, true },
		{ COL_REASON, "Banned site (IWF): plain.example", NULL, true },
		{ COL_REASON, "Banned site: iwf.plain.example",
		    "iwf.plain.example", false },
		{ COL_REASON, "Banned site: mccsamuel.example",
		    "mccsamuel.example", false },
		{ COL_REASON, "Banned phrase: child abuse help",
		    NULL, false },
		{ COL_FILTER_CATEGORY, "Kiwifruit growers",
		    NULL, false },
		{ COL_FILTER_CATEGORY, "Games", "plain.example", false },
	};
	size_t i;

	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct parse p = begin();
		uint32_t row = parse_row(&p);
		enum column c;
		int left = 0, texts = 0;

		for (c = 0; c < COLUMN_COUNT; c++)
			if (is_telling(c)) {
				batch_set_text(batch, row, c,
				    SLICE("plain.example"));
				texts++;
			}
		batch_set_text(batch, row, COL_ACCOUNT, SLICE("amy"));
		batch_set_text(batch, row, COL_DOMAIN_NAME,
		    slice_of(cases[i].host == NULL ? "plain.example" :
						     cases[i].host));
		batch_set_text(batch, row, cases[i].column,
		    slice_of(cases[i].text));
		parse_row_done(&p, row);
		for (c = 0; c < COLUMN_COUNT; c++)
			left += is_telling(c) &&
			    slice_contains(batch_text(batch, row, c),
				SLICE(".example"));
		ok(cases[i].blanked ? left == 0 : left >= texts - 1,
		    cases[i].text);
		ok(slice_equal(batch_text(batch, row, COL_ACCOUNT),
		       SLICE("amy")) &&
			batch_text(batch, row, COL_REASON).len > 0,
		    "  who and why stay");
	}
}

int
main(void)
{
	set_up();
	test_prose();
	test_illegal();
	tear_down();
	return done_testing();
}
