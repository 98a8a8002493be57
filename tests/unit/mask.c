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

static void
test_illegal(void)
{
	static const struct {
		enum column column;
		const char *text;
		bool blanked;
	} cases[] = {
		{ COL_FILTER_CATEGORY, "IWF", true },
		{ COL_FILTER_CATEGORY, "Child Abuse (illegal)", true },
		{ COL_REASON, "blocked by CTIRU list", true },
		{ COL_REASON, "csam", true },
		{ COL_FILTER_CATEGORY, "Kiwifruit growers", false },
		{ COL_FILTER_CATEGORY, "Games", false },
	};
	static const enum column telling[] = { COL_DOMAIN_NAME, COL_PATH,
		COL_QUERY, COL_DESTINATION, COL_AGENT, COL_MESSAGE,
		COL_NATIVE };
	size_t i, j;

	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct parse p = begin();
		uint32_t row = parse_row(&p);
		size_t left = 0;

		for (j = 0; j < sizeof telling / sizeof *telling; j++)
			batch_set_text(batch, row, telling[j],
			    SLICE("plain"));
		batch_set_text(batch, row, COL_ACCOUNT, SLICE("amy"));
		batch_set_text(batch, row, cases[i].column,
		    slice_of(cases[i].text));
		parse_row_done(&p, row);
		for (j = 0; j < sizeof telling / sizeof *telling; j++)
			left += batch_text(batch, row, telling[j]).len > 0;
		is_int((int64_t)left, cases[i].blanked ? 0 : 7,
		    cases[i].text);
		ok(slice_equal(batch_text(batch, row, COL_ACCOUNT),
		       SLICE("amy")) &&
			batch_text(batch, row, cases[i].column).len > 0,
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
