/*
 * Masking.  Nearly all texts are clean, so one quick look decides whether
 * the exact and slower search is needed; a text it clears is not copied.
 */
#include "formats/format.h"

#include "mask.h"

enum {
	CARD_SHORTEST = 13,
	CARD_LONGEST = 19,
	TOKEN_SHORTEST = 20, /* letters and digits mixed, without a break */
	ROOM_FOR_WORDS = 64,
	SESSION_DIGITS = 5,
};

enum class {
	DIGIT = 1,
	LETTER = 2,
	ODD = 4, /* may begin or join a secret: @ % = : */
};

/* clang-format off */
static const unsigned char classes[256] = {
	['0'] = 1, ['1'] = 1, ['2'] = 1, ['3'] = 1, ['4'] = 1,
	['5'] = 1, ['6'] = 1, ['7'] = 1, ['8'] = 1, ['9'] = 1,
	['a'] = 2, ['b'] = 2, ['c'] = 2, ['d'] = 2, ['e'] = 2, ['f'] = 2,
	['g'] = 2, ['h'] = 2, ['i'] = 2, ['j'] = 2, ['k'] = 2, ['l'] = 2,
	['m'] = 2, ['n'] = 2, ['o'] = 2, ['p'] = 2, ['q'] = 2, ['r'] = 2,
	['s'] = 2, ['t'] = 2, ['u'] = 2, ['v'] = 2, ['w'] = 2, ['x'] = 2,
	['y'] = 2, ['z'] = 2,
	['A'] = 2, ['B'] = 2, ['C'] = 2, ['D'] = 2, ['E'] = 2, ['F'] = 2,
	['G'] = 2, ['H'] = 2, ['I'] = 2, ['J'] = 2, ['K'] = 2, ['L'] = 2,
	['M'] = 2, ['N'] = 2, ['O'] = 2, ['P'] = 2, ['Q'] = 2, ['R'] = 2,
	['S'] = 2, ['T'] = 2, ['U'] = 2, ['V'] = 2, ['W'] = 2, ['X'] = 2,
	['Y'] = 2, ['Z'] = 2,
	['@'] = 4, ['%'] = 4, ['='] = 4, [':'] = 4,
};
/* clang-format on */

static int
class(char c)
{
	return classes[(unsigned char)c];
}

/* Text being copied with some parts replaced; no copy where none is. */
struct copy {
	struct slice from; /* not yet copied */
	char *to;
	size_t len;
	struct arena *scratch;
};

static void
put(struct copy *c, struct slice s)
{
	memcpy(c->to + c->len, s.ptr, s.len);
	c->len += s.len;
}

/* Copies up to `at` (an index into the rest), then `word` for `len` bytes. */
static void
replace(struct copy *c, size_t at, size_t len, struct slice word)
{
	/* No secret is shorter than two bytes, no word longer than ten. */
	if (c->to == NULL)
		c->to = arena_alloc(c->scratch,
		    c->from.len * 5 + ROOM_FOR_WORDS);
	put(c, slice_first(c->from, at));
	put(c, word);
	c->from = slice_from(c->from, at + len);
}

static bool
passes_luhn(const char *digits, size_t count)
{
	unsigned sum = 0;
	size_t i;

	for (i = 0; i < count; i++) {
		unsigned d = (unsigned)(digits[count - 1 - i] - '0');

		if (i % 2 == 1 && (d *= 2) > 9)
			d -= 9;
		sum += d;
	}
	return sum % 10 == 0;
}

static size_t
separator(struct slice s)
{
	if (s.len == 0)
		return 0;
	if (*s.ptr == '-' || *s.ptr == ' ' || *s.ptr == '+')
		return 1;
	return slice_starts_with(s, SLICE("%20")) ? 3 : 0;
}

/* The length of the card number at the front of s, or 0. */
static size_t
card(struct slice s)
{
	char digits[CARD_LONGEST + 1];
	size_t count = 0, at = 0, end = 0, gap;

	/* Cards that a school's people hold begin so; times begin with 1. */
	if (*s.ptr < '2' || *s.ptr > '6')
		return 0;
	while (at < s.len && count <= CARD_LONGEST) {
		if (class(s.ptr[at]) == DIGIT) {
			digits[count++] = s.ptr[at++];
			end = at;
		} else if ((gap = separator(slice_from(s, at))) > 0 &&
		    at == end)
			at += gap;
		else
			break;
	}
	if (count < CARD_SHORTEST || count > CARD_LONGEST ||
	    (end < s.len && class(s.ptr[end]) == LETTER))
		return 0;
	return passes_luhn(digits, count) ? end : 0;
}

/* "S-1-5-21-1111-2222-3333-1207": the number of an account, however much it
 * may look like a card's. */
static size_t
security_id(struct slice s)
{
	size_t at = 4;

	if (!slice_starts_with(s, SLICE("S-1-")))
		return 0;
	while (at < s.len && (class(s.ptr[at]) == DIGIT || s.ptr[at] == '-'))
		at++;
	return at;
}

static void
mask_cards(struct copy *c)
{
	size_t i = 0, len;

	while (i < c->from.len) {
		char before = i == 0 ? ' ' : c->from.ptr[i - 1];

		if (c->from.ptr[i] == 'S' &&
		    (len = security_id(slice_from(c->from, i))) > 0)
			i += len;
		else if (class(c->from.ptr[i]) == DIGIT &&
		    (class(before) & (DIGIT | LETTER)) == 0 &&
		    (len = card(slice_from(c->from, i))) > 0) {
			replace(c, i, len, SLICE("*card*"));
			i = 0;
		} else
			i++;
	}
}

static bool
in_mailbox(char c)
{
	return (class(c) & (DIGIT | LETTER)) != 0 ||
	    (c != '\0' && strchr("._+-'", c) != NULL);
}

static void
mask_addresses(struct copy *c)
{
	size_t i, start, end, at;

	for (i = 0; i < c->from.len; i++) {
		struct slice rest = slice_from(c->from, i);

		at = *rest.ptr == '@'			 ? 1 :
		    slice_starts_with(rest, SLICE("%40")) ? 3 :
							    0;
		if (at == 0)
			continue;
		for (start = i; start > 0; start--)
			if (!in_mailbox(c->from.ptr[start - 1]))
				break;
		for (end = i + at; end < c->from.len; end++)
			if (!in_mailbox(c->from.ptr[end]))
				break;
		if (start == i || end == i + at)
			continue;
		replace(c, start, end - start, SLICE("*address*"));
		i = (size_t)-1;
	}
}

/* clang-format off */
#define WORD(text) { text, sizeof(text) - 1 }
static const struct slice secrets[] = { WORD("password"), WORD("passwd"),
	WORD("passwort"), WORD("pwd"), WORD("pass"), WORD("passphrase"),
	WORD("passcode"), WORD("secret"), WORD("token"), WORD("apikey"),
	WORD("api_key"), WORD("api-key"), WORD("accesskey"),
	WORD("access_key"), WORD("authorization"), WORD("sessionid"),
	WORD("session_id"), WORD("sessid"), WORD("sid"), WORD("otp"),
	WORD("pin"), WORD("sig"), WORD("signature"), WORD("credential") };
/* clang-format on */

/* Does a word that names a secret end where `text` ends?  In prose a
 * signature is what a virus or a publisher has. */
static bool
names_secret(struct slice text, bool prose)
{
	/* None is shorter than three; most texts differ in the last letter. */
	char last = (char)(text.ptr[text.len - 1] | 32);
	size_t i;

	for (i = 0; i < sizeof secrets / sizeof *secrets; i++) {
		struct slice word = secrets[i];

		if ((prose && slice_equal(word, SLICE("signature"))) ||
		    last != word.ptr[word.len - 1] || text.len < word.len ||
		    !slice_equal_fold(slice_from(text, text.len - word.len),
			word))
			continue;
		/* "sid", "pin", "sig" end many a word; the longer ones are
		 * what they say wherever they end. */
		if (word.len > 4 || text.len == word.len ||
		    class(text.ptr[text.len - word.len - 1]) != LETTER)
			return true;
	}
	return false;
}

/* "TerminalSessionId":2 counts the sessions of one computer. */
static bool
counts_sessions(struct slice name, struct slice value)
{
	size_t i;

	if (value.len > SESSION_DIGITS || name.len < 2 ||
	    (name.ptr[name.len - 1] | 32) != 'd' ||
	    (name.ptr[name.len - 2] | 32) != 'i')
		return false;
	for (i = 0; i < value.len; i++)
		if (class(value.ptr[i]) != DIGIT)
			return false;
	return true;
}

static size_t
value_length(struct slice s)
{
	size_t i;

	for (i = 0; i < s.len; i++)
		if (s.ptr[i] == '\0' ||
		    strchr(" \t\r\n&;,\"'/?#\\", s.ptr[i]) != NULL)
			break;
	return i;
}

/*
 * The bytes between a secret's name, which ends at `at`, and its value: in
 * prose "=", ": ", " = '" or "\":\"", or the space of "-Password x".
 */
static size_t
joint(struct slice text, size_t at, bool prose)
{
	struct slice rest = slice_from(text, at);
	size_t i = 0, dash;
	bool sign = false;

	if (!prose)
		return *rest.ptr == '=' ? 1 :
		    rest.len > 3 && rest.ptr[0] == '%' &&
			rest.ptr[1] == '3' && (rest.ptr[2] | 32) == 'd' ?
					   3 :
					   0;
	for (; i < rest.len && i < 8; i++) {
		char c = rest.ptr[i];

		if ((c == '=' || c == ':') && !sign)
			sign = true;
		else if (c == '\0' || strchr(" \"'\\", c) == NULL)
			break;
	}
	if (sign)
		return i;
	if (*rest.ptr != ' ')
		return 0;
	for (dash = at; dash > 0 && class(text.ptr[dash - 1]) == LETTER;)
		dash--;
	return dash > 0 && text.ptr[dash - 1] == '-' ? i : 0;
}

/* "[SID: 30528] Web Attack": of an attack, and no session. */
static bool
is_signature(struct slice name, struct slice value)
{
	size_t digits = slice_find(value, ']'), i;

	if (!slice_ends_with(name, SLICE("[SID")) || digits == value.len)
		return false;
	for (i = 0; i < digits; i++)
		if (class(value.ptr[i]) != DIGIT)
			return false;
	return digits > 0;
}

static void
mask_named(struct copy *c, bool prose)
{
	size_t i, gap, len;

	for (i = 1; i < c->from.len; i++) {
		if (class(c->from.ptr[i]) == LETTER ||
		    class(c->from.ptr[i - 1]) != LETTER ||
		    (gap = joint(c->from, i, prose)) == 0 ||
		    !names_secret(slice_first(c->from, i), prose))
			continue;
		len = value_length(slice_from(c->from, i + gap));
		if (len == 0 ||
		    counts_sessions(slice_first(c->from, i),
			slice_first(slice_from(c->from, i + gap), len)) ||
		    is_signature(slice_first(c->from, i),
			slice_from(c->from, i + gap)))
			continue;
		replace(c, i + gap, len, SLICE("*secret*"));
		i = 0;
	}
}

/* "://amy:pw@": credentials in front of a host. */
static void
mask_credentials(struct copy *c)
{
	size_t i, at;

	for (i = 0; i + 3 < c->from.len; i++) {
		if (memcmp(c->from.ptr + i, "://", 3) != 0)
			continue;
		for (at = i + 3; at < c->from.len; at++)
			if (c->from.ptr[at] == '@' ||
			    c->from.ptr[at] == '\0' ||
			    strchr("/ \"'?", c->from.ptr[at]) != NULL)
				break;
		if (at == c->from.len || c->from.ptr[at] != '@' ||
		    at == i + 3)
			continue;
		replace(c, i + 3, at - i - 3, SLICE("*secret*"));
		i = 0;
	}
}

static bool
in_token(char c)
{
	return (class(c) & (DIGIT | LETTER)) != 0 || c == '-' || c == '_' ||
	    c == '~' || c == '.' || c == '%' || c == '+';
}

/* Is there a long run of letters and digits in mixture? */
static bool
is_token(struct slice s)
{
	size_t i, run = 0;
	int kinds = 0;

	if (s.len > TOKEN_SHORTEST && slice_starts_with(s, SLICE("eyJ")))
		return true;
	for (i = 0; i < s.len; i++) {
		int k = class(s.ptr[i]) & (DIGIT | LETTER);

		if (k == 0) {
			run = 0;
			kinds = 0;
			continue;
		}
		kinds |= k;
		if (++run >= TOKEN_SHORTEST && kinds == (DIGIT | LETTER))
			return true;
	}
	return false;
}

static void
mask_tokens(struct copy *c)
{
	size_t i = 0, end;

	while (i < c->from.len) {
		for (end = i; end < c->from.len; end++)
			if (!in_token(c->from.ptr[end]))
				break;
		if (is_token((struct slice){ c->from.ptr + i, end - i })) {
			replace(c, i, end - i, SLICE("*token*"));
			i = 0;
		} else
			i = end + 1;
	}
}

/* Could there be anything?  May say yes to a clean text, never no. */
static bool
suspicious(struct slice s)
{
	size_t run = 0, digits = 0, i;

	for (i = 0; i < s.len; i++) {
		int k = class(s.ptr[i]);

		if (k == ODD)
			return true;
		run = k == 0 ? 0 : run + 1;
		digits += k == DIGIT;
		if (run >= TOKEN_SHORTEST || digits >= CARD_SHORTEST)
			return true;
	}
	return false;
}

/* One search after the other, each over what the last one left. */
static struct slice
run(struct slice text, struct arena *scratch, void (*search)(struct copy *))
{
	struct copy c = { .from = text, .scratch = scratch };

	search(&c);
	if (c.to == NULL)
		return text;
	put(&c, c.from);
	return (struct slice){ c.to, c.len };
}

static void
mask_named_in_url(struct copy *c)
{
	mask_named(c, false);
}

static void
mask_named_in_prose(struct copy *c)
{
	mask_named(c, true);
}

struct slice
mask_url(struct slice text, struct arena *scratch)
{
	if (!suspicious(text))
		return text;
	text = run(text, scratch, mask_credentials);
	text = run(text, scratch, mask_addresses);
	text = run(text, scratch, mask_cards);
	text = run(text, scratch, mask_named_in_url);
	return run(text, scratch, mask_tokens);
}

struct slice
mask_prose(struct slice text, struct arena *scratch)
{
	if (text.len < 6)
		return text;
	text = run(text, scratch, mask_credentials);
	text = run(text, scratch, mask_cards);
	return run(text, scratch, mask_named_in_prose);
}

/* An address of the web stands between spaces or quotes. */
static size_t
word_length(struct slice s)
{
	size_t n = 0;

	while (n < s.len && s.ptr[n] != ' ' && s.ptr[n] != '\t' &&
	    s.ptr[n] != '"')
		n++;
	return n;
}

struct slice
format_mask_line(struct slice line, struct arena *a)
{
	struct slice prose = mask_prose(line, a), rest = prose, word, masked;
	struct copy c = { .to = arena_alloc(a,
	    prose.len * 5 + ROOM_FOR_WORDS) };
	size_t at = 0, n;

	while (rest.len > 0) {
		n = word_length(rest);
		word = slice_first(rest, n);
		masked = slice_find(word, '?') < n ? mask_url(word, a) : word;
		put(&c, masked);
		at += n;
		/* What ends the word stands as it is. */
		put(&c, slice_first(slice_from(prose, at), at < prose.len));
		at += at < prose.len;
		rest = slice_from(prose, at);
	}
	return slice_equal((struct slice){ c.to, c.len }, line) ? line :
	    (struct slice){ c.to, c.len };
}
