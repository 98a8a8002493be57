/*
 * Squid's logformat, compiled:
 *
 *   % [encoding] [-] [[0]width[.most]] [{argument}] code [{argument}]
 *
 * Squid's own `common` and `combined` are read by it too.
 */
#include "squid_layout.h"

#include "squid_codes.h"
#include "text.h"

struct compiler {
	struct squid_layout *out;
	struct arena *arena;
	char *literal; /* being gathered */
	size_t literal_len;
	const char *why;
};

/* The parts of one "%...code". */
struct directive {
	char encoding;
	bool left;
	size_t width;
	struct slice argument;
	const struct squid_code *code;
};

static struct layout_step *
add_step(struct compiler *c, enum layout_kind kind)
{
	struct layout *l = &c->out->layout;

	if (l->count == LAYOUT_STEPS) {
		c->why = "more fields than can be read";
		return &l->steps[LAYOUT_STEPS - 1];
	}
	l->steps[l->count].kind = kind;
	return &l->steps[l->count++];
}

static void
end_literal(struct compiler *c)
{
	if (c->literal_len == 0)
		return;
	add_step(c, LAYOUT_LITERAL)->literal = (struct slice){ c->literal,
		c->literal_len };
	c->literal += c->literal_len;
	c->literal_len = 0;
}

/* Squid itself writes the protocol's name where the text says HTTP. */
static void
free_protocol(struct compiler *c)
{
	struct slice literal = { c->literal, c->literal_len };

	if (!slice_ends_with(literal, SLICE("HTTP/")))
		return;
	c->literal_len -= 5;
	end_literal(c);
	c->literal += 5;
	add_step(c, LAYOUT_LETTERS);
	c->literal[c->literal_len++] = '/';
	end_literal(c);
}

static bool
take_argument(struct slice *rest, struct slice *argument)
{
	return slice_take_char(rest, '{') &&
	    slice_take_until(rest, '}', argument);
}

static const char *
take_width(struct slice *rest, struct directive *d)
{
	int64_t n;

	d->left = slice_take_char(rest, '-');
	if (rest->len > 0 && *rest->ptr >= '0' && *rest->ptr <= '9') {
		bool zero = *rest->ptr == '0';

		if (!slice_take_int(rest, &n) || n > 256)
			return "a width that is too large";
		d->width = zero ? 0 : (size_t)n;
	}
	if (slice_take_char(rest, '.') && !slice_take_int(rest, &n))
		return "a point without a number";
	return NULL;
}

static const char *
take_directive(struct slice *rest, struct directive *d)
{
	const char *why;

	*d = (struct directive){ 0 };
	if (rest->len > 0 && memchr("\"[#/'", *rest->ptr, 5) != NULL) {
		d->encoding = *rest->ptr;
		*rest = slice_from(*rest, 1);
	}
	if ((why = take_width(rest, d)) != NULL)
		return why;
	if (rest->len > 0 && *rest->ptr == '{' &&
	    !take_argument(rest, &d->argument))
		return "a { without its }";
	if ((d->code = squid_take_code(rest)) == NULL)
		return "a code that Squid does not have";
	if (d->argument.len == 0 && rest->len > 0 && *rest->ptr == '{')
		take_argument(rest, &d->argument);
	return NULL;
}

static const char *
add_time(struct layout_step *step, const struct directive *d)
{
	step->literal = d->argument;
	if (d->argument.len == 0)
		step->literal = d->code->use == SQUID_GMT_TIME ?
		    SLICE("%d/%b/%Y:%H:%M:%S") :
		    SLICE("%d/%b/%Y:%H:%M:%S %z");
	return layout_time_is_known(step->literal) ?
	    NULL :
	    "a time that does not tell its day, or has unknown parts";
}

static enum layout_kind
kind_of(const struct directive *d)
{
	if (d->code->kind != LAYOUT_WORD && d->code->kind != LAYOUT_TEXT)
		return d->code->kind;
	switch (d->encoding) {
	case '"':
		return LAYOUT_QUOTED;
	case '/':
		return LAYOUT_SHELL;
	case '#':
		return LAYOUT_WORD;
	default:
		return d->code->kind;
	}
}

static void
add_directive(struct compiler *c, const struct directive *d)
{
	struct layout_step *step;

	if (d->code->use == SQUID_VERSION)
		free_protocol(c);
	end_literal(c);
	step = add_step(c, kind_of(d));
	c->out->encodings[step - c->out->layout.steps] = d->encoding;
	step->use = (int)d->code->use;
	step->width = d->width;
	step->left = d->left;
	if (slice_equal_fold(d->argument, SLICE("User-Agent")) &&
	    strcmp(d->code->name, ">h") == 0)
		step->use = SQUID_AGENT;
	if (step->kind == LAYOUT_TIME)
		c->why = add_time(step, d);
}

static bool
is_spaces(struct slice s)
{
	size_t i;

	for (i = 0; i < s.len; i++)
		if (s.ptr[i] != ' ')
			return false;
	return true;
}

static bool
is_literal(const struct layout *l, size_t i)
{
	return i < l->count && l->steps[i].kind == LAYOUT_LITERAL;
}

/*
 * A name or an address of a site may hold spaces where more than a space
 * stands beside it; else it is a word, and a line where it is not is
 * rejected.
 */
static void
widen_words(struct squid_layout *s)
{
	struct layout *l = &s->layout;
	size_t i;

	for (i = 0; i < l->count; i++)
		if (l->steps[i].kind == LAYOUT_WORD && s->encodings[i] != '#' &&
		    l->steps[i].use != SQUID_METHOD &&
		    is_literal(l, i + 1) &&
		    !is_spaces(l->steps[i + 1].literal))
			l->steps[i].kind = LAYOUT_TEXT;
}

static bool
is_free(enum layout_kind kind)
{
	return kind == LAYOUT_TEXT || kind == LAYOUT_OPTIONAL_TEXT;
}

static const char *
find_doubt(const struct layout *l)
{
	bool after_text = false; /* and only spaces since then */
	size_t i;

	for (i = 0; i < l->count; i++) {
		const struct layout_step *s = &l->steps[i];

		if (s->kind == LAYOUT_LITERAL) {
			after_text &= is_spaces(s->literal);
			continue;
		}
		if (i > 0 && !is_literal(l, i - 1))
			return "two fields with nothing between them";
		if (is_free(s->kind) && after_text)
			return "two free texts with only spaces between them: "
			       "quote one, as %\"...";
		if (s->kind == LAYOUT_QUOTED &&
		    !(i + 1 == l->count ||
			(is_literal(l, i + 1) &&
			    *l->steps[i + 1].literal.ptr == '"')))
			return "text encoded by %\" without quotes round it";
		if (is_free(s->kind))
			after_text = true;
	}
	return NULL;
}

static const char *
find_lack(const struct layout *l)
{
	bool uses[SQUID_VERSION + 1] = { false };
	size_t i;

	for (i = 0; i < l->count; i++)
		uses[l->steps[i].use] = true;
	if (!uses[SQUID_SECONDS] && !uses[SQUID_LOCAL_TIME] &&
	    !uses[SQUID_GMT_TIME] && !uses[SQUID_BEGUN])
		return "no time: add %ts.%03tu";
	if (!uses[SQUID_CLIENT] && !uses[SQUID_USER] &&
	    !uses[SQUID_CLIENT_NAME])
		return "nobody: add %>a and %un";
	if (!uses[SQUID_URL] && !uses[SQUID_HOST] && !uses[SQUID_SNI])
		return "no site: add %ru";
	return NULL;
}

/* "logformat NAME" in front, as it stands in squid.conf. */
static struct slice
without_name(struct slice text)
{
	struct slice word;

	text = slice_trim(text);
	if (slice_take_text(&text, SLICE("logformat "))) {
		slice_take_word(&text, &word);
		text = slice_trim(text);
	}
	return text;
}

const char *
squid_layout_compile(struct slice text, struct arena *arena,
    struct squid_layout *out)
{
	struct compiler c = { .out = out, .arena = arena };
	struct directive d;

	*out = (struct squid_layout){ 0 };
	text = without_name(text);
	c.literal = arena_alloc(arena, text.len + 1);
	while (text.len > 0 && c.why == NULL) {
		char here = *text.ptr;

		text = slice_from(text, 1);
		if (here != '%' || slice_take_char(&text, '%')) {
			c.literal[c.literal_len++] = here;
			continue;
		}
		if ((c.why = take_directive(&text, &d)) == NULL) {
			d.argument = arena_copy(arena, d.argument);
			add_directive(&c, &d);
		}
	}
	end_literal(&c);
	if (c.why == NULL)
		widen_words(out);
	if (c.why == NULL)
		c.why = find_doubt(&out->layout);
	return c.why != NULL ? c.why : find_lack(&out->layout);
}
