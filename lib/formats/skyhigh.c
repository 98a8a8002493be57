/*
 * Skyhigh Secure Web Gateway (McAfee Web Gateway), access.log.  A line that
 * begins with # names the fields; without one they are those of the default:
 *
 *   #time_stamp "auth_user" src_ip status_code "req_line" "categories" ...
 *   [12/Oct/2026:08:31:02 +0100] "ben.baker" 198.51.100.24 403 "GET
 *     http://luckyreels.example/ HTTP/1.1" "Gambling" "Minimal Risk"
 *     "text/html" 3041 512 "Mozilla/5.0" "" "10" ""
 *
 * (one line in the log).
 */
#include "formats/format.h"

#include "fields.h"
#include "text.h"

enum { MOST_FIELDS = 40 };

struct state {
	size_t count; /* of fields; 0: those of the default */
	unsigned char use[MOST_FIELDS];
};

/* Beyond those of every product. */
enum { USE_REQUEST = FIELDS, USE_BLOCK };

static const struct {
	const char *name;
	unsigned char use;
} names[] = {
	{ "time_stamp", FIELD_TIME }, { "auth_user", FIELD_ACCOUNT },
	{ "src_ip", FIELD_CLIENT }, { "status_code", FIELD_STATUS },
	{ "req_line", USE_REQUEST }, { "categories", FIELD_CATEGORY },
	{ "rep_level", FIELD_NONE }, { "media_type", FIELD_MIME },
	{ "bytes_to_client", FIELD_BYTES }, { "bytes_from_client",
	    FIELD_NONE }, { "user_agent", FIELD_AGENT },
	{ "virus_name", FIELD_THREAT }, { "block_res", USE_BLOCK },
	{ "application_name", FIELD_PROTOCOL }, { "dst_ip", FIELD_SERVER },
	{ "server_ip", FIELD_SERVER }, { "rule_name", FIELD_RULE },
};
enum { NAMES = sizeof names / sizeof *names, DEFAULT_FIELDS = 14 };

/* A word, "text" or [text]; what stood in front of it is gone. */
static bool
take_value(struct slice *rest, struct slice *value)
{
	size_t i;
	char end;

	while (slice_take_char(rest, ' '))
		;
	if (rest->len == 0)
		return false;
	if (*rest->ptr != '"' && *rest->ptr != '[')
		return slice_take_word(rest, value);
	end = *rest->ptr == '"' ? '"' : ']';
	for (i = 1; i < rest->len; i++) {
		if (rest->ptr[i] == '\\')
			i++;
		else if (rest->ptr[i] == end &&
		    (i + 1 == rest->len || rest->ptr[i + 1] == ' '))
			break;
	}
	if (i >= rest->len)
		return false;
	*value = slice_first(slice_from(*rest, 1), i - 1);
	*rest = slice_from(*rest, i + 1);
	return true;
}

static const char *
bind(struct slice line, struct state *s)
{
	struct slice name;
	size_t i;

	for (s->count = 0; take_value(&line, &name); s->count++) {
		if (s->count == MOST_FIELDS) {
			s->count = 0;
			return "too many fields in the heading";
		}
		s->use[s->count] = FIELD_NONE;
		for (i = 0; i < NAMES; i++)
			if (slice_equal(name, slice_of(names[i].name)))
				s->use[s->count] = names[i].use;
	}
	return parse_ignored;
}

/* "GET http://h/p HTTP/1.1" */
static bool
put_request(struct fields *f, struct slice line)
{
	struct slice method, rest = line;
	size_t last;

	if (!slice_take_word(&rest, &method))
		return false;
	rest = slice_trim(rest);
	last = slice_find_last(rest, ' ');
	if (last < rest.len &&
	    slice_starts_with(slice_from(rest, last + 1), SLICE("HTTP")))
		rest = slice_first(rest, last);
	fields_put(f, FIELD_METHOD, method);
	fields_put(f, FIELD_URL, rest);
	return f->at[FIELD_URL].len > 0;
}

static const char *
add(struct parse *p, const struct state *s, struct slice line)
{
	size_t i, count = s->count == 0 ? DEFAULT_FIELDS : s->count;
	struct slice value, block = SLICE("");
	struct visit v = VISIT_NEW;
	struct fields f = { 0 };

	for (i = 0; i < count; i++) {
		unsigned char use = s->count == 0 ? names[i].use : s->use[i];

		if (!take_value(&line, &value))
			return "fewer fields than the heading: cut short?";
		if (use == USE_REQUEST) {
			if (!put_request(&f, value))
				return "no request";
		} else if (use == USE_BLOCK)
			block = value;
		else
			fields_put(&f, (enum field)use, value);
	}
	if (slice_trim(line).len > 0)
		return "more fields than the heading";
	if (f.at[FIELD_TIME].len == 0)
		return "bad time";
	v.action = SLICE("allowed");
	if (block.len > 0 && !slice_equal(block, SLICE("0"))) {
		v.action = SLICE("blocked");
		v.verdict = VERDICT_DENIED;
		v.reason = block;
	}
	return fields_row(p, &f, NULL, &v);
}

static const char *
parse(struct parse *p)
{
	struct slice line = slice_trim(p->record);

	slice_take_text(&line, SLICE("\xef\xbb\xbf"));
	if (line.len == 0)
		return parse_ignored;
	if (slice_take_char(&line, '#'))
		return bind(line, p->state);
	return add(p, p->state, line);
}

/* "[12/Oct/2026:08:31:02 +0100] "user" ADDRESS 200 "GET" */
static bool
fits(struct slice line)
{
	struct slice value;

	if (slice_starts_with(line, SLICE("#time_stamp ")))
		return true;
	return slice_starts_with(line, SLICE("[")) &&
	    take_value(&line, &value) && value.len == 26 &&
	    slice_starts_with(line, SLICE(" \"")) &&
	    take_value(&line, &value) && take_value(&line, &value) &&
	    url_host_is_address(value) && take_value(&line, &value) &&
	    value.len == 3 && slice_starts_with(line, SLICE(" \""));
}

const struct format format_skyhigh = {
	.name = "skyhigh",
	.dataset = "skyhigh.access",
	.title = "Skyhigh (McAfee) Web Gateway, access.log",
	.channel = "web",
	.versions = "Web Gateway 7 to 12, by the names in its heading",
	.lacks = "how long it took; fields with other names",
	.header = true,
	.state_size = sizeof(struct state),
	.fits = fits,
	.parse = parse,
};
