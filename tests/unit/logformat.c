/* Squid's logformat lines: which can be read back, and why others cannot. */
#include "../parse.h"

#include "formats/logformat.h"

static const char *
read_line(const char *logformat, const char *line)
{
	struct format_options options = { .squid_logformat =
					      slice_of(logformat) };
	struct parse p = begin_file("squid_logformat", "access.log",
	    &options);

	p.record = slice_of(line);
	return parse_record(&p);
}

static const char *
text(enum column c)
{
	return row_text(0, c);
}

static void
test_refused(void)
{
	static const char *const refused[] = { "%ts %>a %ru %nonsense",
		"%>a %un %ru", "%ts %ru", "%ts %>a %un",
		"%ts %>a %ru %{Referer}>h %{User-Agent}>h",
		"%ts %>a %ru %{Referer}>h %mt %{User-Agent}>h",
		"%ts %>a%>p %ru", "%{%H:%M}tl %>a %ru", "%{%Q}tl %>a %ru",
		"%ts %>a %ru %{User-Agent", "%ts %>a %ru %\"un %mt", NULL };
	static const char *const taken[] = {
		"%ts.%03tu %6tr %>a %Ss/%03>Hs %<st %rm %ru %[un %Sh/%<a %mt",
		"%>a - %[un [%tl] \"%rm %ru HTTP/%rv\" %>Hs %<st %Ss:%Sh",
		"%tS %>a %>ru", "%tg %SRC %LOGIN %URI",
		"%ts %>a %ru %{User-Agent}>h %mt",
		"logformat x %ts %>a %tls::>sni %http::>rm %ru",
		"%ts %>a %ru \"%\"{Referer}>h\" \"%\"{User-Agent}>h\"",
		"%ts %>a %ru %/{Referer}>h %/{User-Agent}>h", NULL
	};
	const char *const *t;

	for (t = refused; *t != NULL; t++)
		ok(logformat_check(slice_of(*t)) != NULL, *t);
	for (t = taken; *t != NULL; t++)
		ok(logformat_check(slice_of(*t)) == NULL, *t);
}

static void
test_fields(void)
{
	ok(read_line("%ts.%03tu %>a %[un %ru",
	       "1791803523.101 198.51.100.23 S\\\\amy%20a h.example/") == NULL,
	    "Squid's own encoding");
	is_text(text(COL_ACCOUNT), "amy a", "the name");
	is_text(text(COL_ACCOUNT_DOMAIN), "s", "its domain");
	ok(read_line("%ts.%03tu %>a %un %ru",
	       "1791803523.101 198.51.100.23 amy a h.example/") != NULL,
	    "a space in a name that nothing marks is rejected");
	ok(read_line("%ts %>a %-8un| %ru",
	       "1791803523 198.51.100.23 amy     | h.example/") == NULL,
	    "a name that is padded");
	is_text(text(COL_ACCOUNT), "amy", "without its spaces");
	ok(read_line("%tg %>a %#un %ru",
	       "12/Oct/2026:07:31:02 198.51.100.23 amy%20a h.example/") == NULL,
	    "URL encoding, and a time of Greenwich");
	is_text(text(COL_ACCOUNT), "amy a", "the name");
	is_int(batch_number(batch, 0, COL_TIMESTAMP), INT64_C(1791790262000000),
	    "the time");
	ok(read_line("%ts %>a %ru %{User-Agent}>h %mt",
	       "1791803523 198.51.100.23 h.example/ A B (C) text/html") == NULL,
	    "an agent without quotes, from both ends");
	is_text(text(COL_AGENT), "A B (C)", "the agent");
	is_text(text(COL_MIME), "text/html", "the type after it");
	ok(read_line("%tS %tr %>a %ru",
	       "1791803523.500 1500 198.51.100.23 h.example/") == NULL,
	    "a stamp of the start");
	is_int(batch_number(batch, 0, COL_START), INT64_C(1791803523500000),
	    "is where it began");
	is_text(read_line("%ts %>a \"%{Referer}>h\" \"%{User-Agent}>h\" %ru",
		    "1791803523 198.51.100.23 \"a\" \"b\" \"c\" h.example/"),
	    "fits the logformat in more than one way",
	    "what can be read in two ways is rejected");
}

int
main(void)
{
	set_up();
	test_refused();
	test_fields();
	tear_down();
	return done_testing();
}
