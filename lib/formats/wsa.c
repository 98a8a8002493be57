/*
 * Cisco Secure Web Appliance (WSA, IronPort), access log: Squid's native
 * layout, then what the appliance decided and how it judged the answer.
 *
 *   1791790262.175 97 198.51.100.24 TCP_DENIED/403 8187 GET
 *     http://luckyreels.example/ "QUILLBROOK\ben.baker@ldap" NONE/- text/html
 *     BLOCK_WEBCAT_12-Pupils-Campus-NONE-NONE-NONE-NONE-NONE
 *     <IW_gamb,-,-,"-",...> -
 *
 * (one line in the log), perhaps with "Info: " or a head of syslog in front.
 */
#include "formats/format.h"

#include "stamp.h"
#include "syslog.h"
#include "text.h"
#include "visit.h"

enum { LONGEST_HEAD = 160 };

/* To the time of Squid, past whatever stands in front. */
static bool
take_head(struct slice *line, int64_t *stamp)
{
	struct slice rest = *line, word;
	size_t i;

	for (i = 0; i < line->len && i < LONGEST_HEAD; i++) {
		if (i > 0 && line->ptr[i - 1] != ' ')
			continue;
		rest = slice_from(*line, i);
		if (slice_take_word(&rest, &word) && word.len == 14 &&
		    word.ptr[10] == '.' && stamp_epoch(word, stamp)) {
			*line = rest;
			return true;
		}
	}
	return false;
}

/* A word, or one in quotes. */
static bool
take_user(struct slice *rest, struct slice *user)
{
	struct slice s = *rest;

	slice_take_char(&s, ' ');
	if (!slice_take_char(&s, '"'))
		return slice_take_word(rest, user);
	if (!slice_take_until(&s, '"', user))
		return false;
	*rest = s;
	return true;
}

/* "QUILLBROOK\ben.baker@ldap": the realm says how it was asked for. */
static struct slice
without_realm(struct slice user)
{
	return slice_find(user, '\\') < user.len ?
	    slice_first(user, slice_find_last(user, '@')) :
	    user;
}

/* "BLOCK_WEBCAT_12-Pupils-...": what was done, and by which policy. */
static bool
read_decision(struct slice tag, struct visit *v)
{
	struct slice action = slice_first(tag, slice_find(tag, '-'));
	struct slice rest = slice_from(tag, action.len + 1);
	size_t last = slice_find_last(action, '_');
	size_t i;

	for (i = 0; i < action.len; i++)
		if ((action.ptr[i] < 'A' || action.ptr[i] > 'Z') &&
		    (action.ptr[i] < '0' || action.ptr[i] > '9') &&
		    action.ptr[i] != '_')
			return false;
	if (rest.len == 0 || action.len < 4)
		return false;
	/* The number at its end is the appliance's own. */
	if (last < action.len && action.len - last <= 4 &&
	    action.ptr[last + 1] >= '0' && action.ptr[last + 1] <= '9')
		action = slice_first(action, last);
	v->action = action;
	rest = slice_first(rest, slice_find(rest, '-'));
	if (!slice_equal(rest, SLICE("NONE")))
		v->rule = rest;
	if (slice_starts_with(action, SLICE("BLOCK")) ||
	    slice_starts_with(action, SLICE("REDIRECT")) ||
	    slice_starts_with(action, SLICE("DENY")))
		v->verdict = VERDICT_DENIED;
	return true;
}

/* "<IW_gamb,": the category of the site. */
static bool
read_category(struct slice verdict, struct visit *v)
{
	if (!slice_take_char(&verdict, '<'))
		return false;
	verdict = slice_first(verdict, slice_find(verdict, ','));
	if (slice_take_char(&verdict, '"'))
		verdict = slice_first(verdict, slice_find(verdict, '"'));
	if (!slice_equal(verdict, SLICE("nc")) &&
	    !slice_equal(verdict, SLICE("-")))
		v->category = verdict;
	return true;
}

static const char *
read_line(struct slice rest, struct visit *v)
{
	struct slice elapsed, result, size, peer, decision, verdict;
	size_t slash;

	if (!slice_take_word(&rest, &elapsed) ||
	    !slice_take_word(&rest, &v->client) ||
	    !slice_take_word(&rest, &result) ||
	    !slice_take_word(&rest, &size) ||
	    !slice_take_word(&rest, &v->method) ||
	    !slice_take_word(&rest, &v->url) ||
	    !take_user(&rest, &v->account) || !slice_take_word(&rest, &peer) ||
	    !slice_take_word(&rest, &v->mime) ||
	    !slice_take_word(&rest, &decision) ||
	    !slice_take_word(&rest, &verdict))
		return "fewer fields than any line has: cut short?";
	slash = slice_find(result, '/');
	if (slash == result.len ||
	    !visit_number(slice_from(result, slash + 1), &v->status) ||
	    !visit_number(size, &v->bytes))
		return "bad size or status";
	if ((v->duration = stamp_duration(elapsed, 1000)) < 0)
		return "bad duration";
	if (!read_decision(decision, v) || !read_category(verdict, v))
		return "no decision of the appliance";
	v->reason = slice_first(result, slash);
	if (slice_starts_with(result, SLICE("TCP_DENIED")))
		v->verdict = VERDICT_DENIED;
	v->account = without_realm(v->account);
	if (slice_equal(v->method, SLICE("TCP_CONNECT")))
		v->method = SLICE("CONNECT"); /* since AsyncOS 12 */
	/* "tunnel://h:443/" is a CONNECT to h:443. */
	if (slice_take_text(&v->url, SLICE("tunnel://")))
		v->url = slice_first(v->url, slice_find(v->url, '/'));
	v->server = slice_from(peer, slice_find(peer, '/') + 1);
	return NULL;
}

static const char *
parse(struct parse *p)
{
	struct slice line = slice_trim(p->record);
	struct visit v = VISIT_NEW;
	const char *why;

	if (line.len == 0 || *line.ptr == '#')
		return parse_ignored;
	if (!take_head(&line, &v.stamp))
		return "bad time";
	if ((why = read_line(line, &v)) != NULL)
		return why;
	return visit_row(p, &v);
}

static bool
fits(struct slice line)
{
	struct visit v = VISIT_NEW;

	return take_head(&line, &v.stamp) && read_line(line, &v) == NULL;
}

const struct format format_wsa = {
	.name = "wsa",
	.dataset = "wsa.access",
	.title = "Cisco Secure Web Appliance (WSA), access log",
	.channel = "web",
	.versions = "AsyncOS 7 to 14, style Squid, with custom fields after it",
	.lacks = "user agent, unless it is a custom field",
	.fits = fits,
	.parse = parse,
};
