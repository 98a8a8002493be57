/* Squid's native log: single lines, and what must not be read. */
#include "../parse.h"

/* Reads one line into an empty batch. */
static const char *
read_line(const char *line, bool keep_terms)
{
	struct format_options options = { .keep_search_terms = keep_terms };
	struct parse p = begin_file("squid", "access.log", &options);

	p.record = slice_of(line);
	return parse_record(&p);
}

static const char *
text(enum column c)
{
	return row_text(0, c);
}

#define LINE(result, method, url, user) \
	"1791803523.101    210 198.51.100.23 " result "/" \
	"200 41822 " method " " url " " user \
	" HIER_DIRECT/192.0.2.10 text/html"

static void
test_line(void)
{
	ok(read_line(LINE("TCP_MISS", "GET",
			 "http://Findly.Example:8080/a?x=1",
			 "QUILLBROOK\\\\Amy.Adams"),
	       false) == NULL,
	    "a whole line is read");
	is_int(batch_number(batch, 0, COL_TIMESTAMP),
	    INT64_C(1791803523101000), "the stamp is the end");
	is_int(batch_number(batch, 0, COL_START), INT64_C(1791803522891000),
	    "it began before its stamp");
	is_int(batch_number(batch, 0, COL_DURATION), 210000000,
	    "the duration is in nanoseconds");
	is_text(text(COL_ACCOUNT), "amy.adams", "account, in lower case");
	is_text(text(COL_ACCOUNT_DOMAIN), "quillbrook", "its domain");
	is_text(text(COL_DOMAIN_NAME), "findly.example", "host");
	is_int(batch_number(batch, 0, COL_PORT), 8080, "port");
	is_text(text(COL_PATH), "/a", "path");
	is_text(text(COL_QUERY), "x=", "query: only names are kept");
	is_text(text(COL_DATASET), "squid.access", "dataset");
	is_text(text(COL_ADDRESS), "198.51.100.23", "client");
	is_text(text(COL_DESTINATION), "192.0.2.10", "server");
	is_text(text(COL_TYPE), "allowed", "type");
}

static void
test_accounts(void)
{
	read_line(LINE("TCP_MISS", "GET", "http://h.example/",
		      "Amy@quillbrook.example"),
	    false);
	is_text(text(COL_ACCOUNT), "amy", "user of user@domain");
	is_text(text(COL_ACCOUNT_DOMAIN), "quillbrook.example",
	    "domain of user@domain");
	read_line(LINE("TCP_MISS", "GET", "http://h.example/",
		      "eli%20grant"),
	    false);
	is_text(text(COL_ACCOUNT), "eli grant", "a space that was encoded");
	ok(read_line(LINE("TCP_MISS", "GET", "http://h.example/",
			 "amy%00root"),
	       false) != NULL,
	    "a NUL in a name is refused");
	ok(read_line(LINE("TCP_MISS", "GET", "http://h.example/",
			 "amy adams"),
	       false) != NULL,
	    "a space in a name is refused");
	is_int(batch_rows(batch), 0, "and leaves no row");
	read_line(LINE("TCP_MISS", "GET", "http://h.example/", "ren%e9"),
	    false);
	is_text(text(COL_ACCOUNT), "ren\xc3\xa9",
	    "a Latin-1 name is read as such");
}

static void
test_denied(void)
{
	read_line(LINE("TCP_DENIED", "GET", "http://h.example/", "amy"),
	    false);
	is_text(text(COL_TYPE), "denied", "refused with a page");
	is_text(text(COL_OUTCOME), "failure", "a refusal is a failure");
	read_line("1791803523.101 0 198.51.100.23 TCP_DENIED/407 4 GET "
		  "http://h.example/ - HIER_NONE/- text/html",
	    false);
	is_text(text(COL_TYPE), "info", "407 only asks who it is");
	is_text(text(COL_ACCOUNT), "", "and has no account");
}

static void
test_queries(void)
{
	static const struct {
		const char *query;
		bool keep;
		const char *kept;
	} cases[] = {
		{ "id=77&name=amy", false, "id=&name=" },
		{ "u=https://k.example/p?q=1", false, "u=https://k.example" },
		{ "u=https%3A%2F%2Fk.example%2Fp", false,
		    "u=https://k.example" },
		{ "url=k.example/p", false, "url=k.example" },
		{ "q=aHR0cDovL2sv", false, "q=aHR0c" },
		{ "__cpo=aHR0cHM6", false, "__cpo=aHR0c" },
		{ "q=my+secret+worry", false, "q=" },
		{ "q=my+secret+worry", true, "q=my+secret+worry" },
		{ "id=my+secret", true, "id=" },
		{ "q=amy%40postbox.example", true, "q=*address*" },
		{ "q=4111+1111+1111+1111", true, "q=*card*" },
		{ "amy", false, "" },
		{ "u=amy@postbox.example", false, "u=" },
		{ "eyJhbGciOiJIUzI1NiJ9.eyJzdWIi=1", false, "*token*=" },
		{ "a%20b=1", false, "*=" },
	};
	char line[600];
	size_t i;

	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		snprintf(line, sizeof line,
		    LINE("TCP_MISS", "GET", "http://www.findly.example/s?%s",
			"amy"),
		    cases[i].query);
		ok(read_line(line, cases[i].keep) == NULL, cases[i].query);
		is_text(text(COL_QUERY), cases[i].kept, "  is kept as that");
	}
}

static void
test_paths(void)
{
	static const char *const cases[][2] = {
		{ "/pay/4111111111111111/x", "/pay/*card*/x" },
		{ "/pay/4111-1111-1111-1111", "/pay/*card*" },
		{ "/pay/4111111111111112", "/pay/4111111111111112" },
		{ "/u/amy@postbox.example/", "/u/*address*/" },
		{ "/u/amy%40postbox.example", "/u/*address*" },
		{ "/@amy/7", "/@amy/7" },
		{ "/a;jsessionid=AB12CD", "/a;jsessionid=*secret*" },
		{ "/reset/0f3a9c8d7e6f5a4b3c2d1e0f", "/reset/*token*" },
		{ "/t/eyJhbGciOiJIUzI1NiJ9.eyJzdWIi.x-_y", "/t/*token*" },
		{ "/year-7-maths-homework-autumn-2026/", NULL },
		{ "/static/js/main.3f2a1b.js", NULL },
		{ "/watch/1791803523101", NULL },
	};
	char line[600];
	size_t i;

	for (i = 0; i < sizeof cases / sizeof *cases; i++) {
		snprintf(line, sizeof line,
		    LINE("TCP_MISS", "GET", "http://h.example%s", "amy"),
		    cases[i][0]);
		read_line(line, false);
		is_text(text(COL_PATH),
		    cases[i][cases[i][1] == NULL ? 0 : 1], cases[i][0]);
	}
}

static void
test_odd(void)
{
	ok(read_line("1791803523.101 0 198.51.100.23 NONE_NONE/400 3813 - "
		     "error:invalid-request - HIER_NONE/- text/html",
	       false) == NULL,
	    "an error in place of a URL");
	is_text(text(COL_REASON), "error:invalid-request", "is the reason");
	is_text(text(COL_DOMAIN_NAME), "", "and no host");
	read_line(LINE("TCP_TUNNEL", "CONNECT", "[2001:db8::9]:443", "amy"),
	    false);
	is_text(text(COL_DOMAIN_NAME), "2001:db8::9", "a tunnel to IPv6");
	read_line(LINE("TCP_MISS", "GET", "http://b:pw@h.example/", "amy"),
	    false);
	is_text(text(COL_DOMAIN_NAME), "h.example", "credentials go");
	ok(read_line(LINE("TCP_MISS", "GET", "http://h.example/", "amy") " x",
	       false) != NULL,
	    "eleven fields are refused");
	ok(read_line(LINE("TCP_MISS", "GET", "http://h.example/", "amy")
		     " [Host: h.example\\r\\n] [HTTP/1.1 200 OK\\r\\n]",
	       false) == NULL,
	    "headers after the line are not");
	ok(read_line("", false) == parse_ignored, "an empty line is ignored");
}

#define TEN LINE("TCP_MISS", "GET", "http://h.example/", "amy") "\n"
#define NINE "1791803523.101 2 198.51.100.23 TCP_MISS/200 41 GET " \
	     "http://h.example/ amy DIRECT/192.0.2.10\n"

/* A line of ten fields that was cut is none of nine. */
static void
test_nine(void)
{
	ok(format_recognise(SLICE(NINE NINE NINE)) ==
		format_find(SLICE("squid_nine")),
	    "a log without media types");
	ok(format_recognise(SLICE(TEN TEN NINE TEN)) ==
		format_find(SLICE("squid")),
	    "a log of ten fields, of which a line was cut");
	ok(read_line(NINE, false) != NULL, "there that line is rejected");
}

int
main(void)
{
	set_up();
	test_line();
	test_accounts();
	test_denied();
	test_queries();
	test_paths();
	test_odd();
	test_nine();
	tear_down();
	return done_testing();
}
