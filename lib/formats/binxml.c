/*
 * Binary XML.  A record holds a fragment, nearly always a template and its
 * values: the template is the event's XML with holes in it, written out in
 * the first event of the chunk that uses it and referred to by the others.
 *
 *   0f 01 01 00                          a fragment begins
 *   0c 01 id offset [template] values    a template, its holes filled
 *   41 dep length name attributes 02     <name a="b">
 *   06 name, then values                 a=
 *   0d id type                           a hole
 *   0e id type                           a hole; where its value is NULL, no
 *                                        element (or attribute) stands there
 *   04, 03                               </name>, />
 *   00                                   the end
 *
 * All numbers are little-endian, all offsets those of the chunk.
 */
#include "binxml.h"

enum {
	TOKENS = 1 << 16,  /* of one event */
	NESTING = 8,	   /* of templates and fragments */
	VALUES = 4096,	   /* of one template */
	TEMPLATE_HEADER = 24,
	TOKEN_MORE = 0x40, /* a flag on a token's number */
};

struct value {
	uint32_t at, size;
	int type;
};

struct values {
	uint32_t count;
	struct value *list;
};

struct walk {
	const unsigned char *chunk;
	struct event_fields *out;
	uint32_t tokens;
};

/* One fragment or template in hand. */
struct part {
	uint32_t at, end;
	const struct values *values;
	bool dependency;     /* of a template: elements bear a number */
	int nesting;
	size_t base;	     /* elements open when it began */
	struct slice attribute, text; /* of an attribute in hand */
	bool in_attribute;
};

static const char cut_short[] = "binary XML: cut short";
static const char bad_offset[] = "binary XML: an offset that leads nowhere";
static const char bad_value[] = "binary XML: a value that does not fit";

static bool
take(const struct walk *w, struct part *p, size_t size, uint64_t *n)
{
	size_t i = size;

	if (p->end - p->at < size)
		return false;
	for (*n = 0; i-- > 0;)
		*n = *n << 8 | w->chunk[p->at + i];
	p->at += (uint32_t)size;
	return true;
}

static bool
skip(struct part *p, size_t size)
{
	if (p->end - p->at < size)
		return false;
	p->at += (uint32_t)size;
	return true;
}

/* Characters of two bytes, their count in front. */
static const char *
take_string(const struct walk *w, struct part *p, struct slice *text)
{
	uint64_t count;
	uint32_t at;

	if (!take(w, p, 2, &count))
		return cut_short;
	at = p->at;
	if (!skip(p, 2 * count))
		return cut_short;
	*text = binxml_utf8(w->chunk + at, 2 * count, w->out->scratch);
	return NULL;
}

/* An offset; the name stands there, or right here. */
static const char *
take_name(const struct walk *w, struct part *p, struct slice *name)
{
	struct part there = *p;
	uint64_t offset, ignored;
	bool here;
	const char *why;

	if (!take(w, p, 4, &offset))
		return cut_short;
	here = offset == p->at;
	if (offset >= BINXML_CHUNK)
		return bad_offset;
	there.at = (uint32_t)offset;
	there.end = here ? p->end : BINXML_CHUNK;
	if (!take(w, &there, 4, &ignored) || !take(w, &there, 2, &ignored))
		return bad_offset;
	if ((why = take_string(w, &there, name)) != NULL ||
	    !take(w, &there, 2, &ignored) || name->len == 0)
		return why != NULL ? why : bad_offset;
	if (here)
		p->at = there.at;
	return NULL;
}

static const char *
put(const struct walk *w, struct part *p, struct slice text)
{
	return p->in_attribute ? event_join(w->out, &p->text, text) :
				 event_text(w->out, text);
}

static const char *
end_attribute(const struct walk *w, struct part *p)
{
	if (!p->in_attribute)
		return NULL;
	p->in_attribute = false;
	return event_attribute(w->out, p->attribute, p->text);
}

static const char *take_part(struct walk *w, struct part *p);

/* XML in a hole. */
static const char *
put_nested(struct walk *w, const struct part *p, const struct value *v)
{
	struct part inner = { .at = v->at, .end = v->at + v->size,
		.nesting = p->nesting + 1, .base = w->out->depth };

	if (p->in_attribute || inner.nesting == NESTING)
		return "binary XML: XML where none can be";
	return take_part(w, &inner);
}

static size_t
string_length(const unsigned char *p, size_t size)
{
	size_t i;

	for (i = 0; i + 2 <= size; i += 2)
		if (p[i] == 0 && p[i + 1] == 0)
			return i;
	return size;
}

/* Several values: as many elements. */
static const char *
put_array(struct walk *w, struct part *p, const struct value *v)
{
	int type = v->type & ~BINXML_ARRAY;
	const unsigned char *at = w->chunk + v->at, *end = at + v->size;
	size_t each = binxml_value_size(type), gap = 0;
	struct slice text;
	const char *why;
	bool first = true;

	if (type != BINXML_STRING && (each == 0 || v->size % each != 0))
		return bad_value;
	for (; at < end; at += each + gap) {
		if (type == BINXML_STRING) {
			each = string_length(at, (size_t)(end - at));
			gap = each + 2 <= (size_t)(end - at) ? 2 :
			    (size_t)(end - at) - each;
		}
		if (++w->tokens > TOKENS ||
		    !binxml_value(type, at, each, w->out->scratch, &text))
			return bad_value;
		if (!first && p->in_attribute)
			why = put(w, p, SLICE(" "));
		else
			why = first ? NULL : event_again(w->out);
		if (why != NULL || (why = put(w, p, text)) != NULL)
			return why;
		first = false;
	}
	return NULL;
}

/* An attribute without text is as good as none. */
static const char *
put_nothing(const struct walk *w, const struct part *p, bool optional)
{
	if (optional && !p->in_attribute)
		event_drop(w->out);
	return NULL;
}

static const char *
put_hole(struct walk *w, struct part *p, bool optional)
{
	uint64_t id, type;
	const struct value *v;
	struct slice text;

	if (!take(w, p, 2, &id) || !take(w, p, 1, &type))
		return cut_short;
	/* A hole that no value was written for is empty. */
	if (p->values == NULL || id >= p->values->count)
		return put_nothing(w, p, optional);
	v = &p->values->list[id];
	if (v->type == BINXML_NULL)
		return put_nothing(w, p, optional);
	if (v->size == 0)
		return NULL;
	if (v->type == BINXML_NESTED)
		return put_nested(w, p, v);
	if (v->type & BINXML_ARRAY)
		return put_array(w, p, v);
	if (!binxml_value(v->type, w->chunk + v->at, v->size, w->out->scratch,
		&text))
		return bad_value;
	return put(w, p, text);
}

static const char *
start_element(struct walk *w, struct part *p, bool attributes)
{
	struct slice name;
	uint64_t ignored;
	const char *why;

	if ((p->dependency && !take(w, p, 2, &ignored)) ||
	    !take(w, p, 4, &ignored))
		return cut_short;
	if ((why = take_name(w, p, &name)) != NULL)
		return why;
	if (attributes && !take(w, p, 4, &ignored))
		return cut_short;
	return event_start(w->out, name);
}

static const char *
start_attribute(struct walk *w, struct part *p)
{
	const char *why = take_name(w, p, &p->attribute);

	p->in_attribute = true;
	p->text = SLICE("");
	return why;
}

static const char *
put_string(struct walk *w, struct part *p)
{
	struct slice text;
	uint64_t type;
	const char *why;

	if (!take(w, p, 1, &type))
		return cut_short;
	if (type != BINXML_STRING)
		return bad_value;
	why = take_string(w, p, &text);
	return why != NULL ? why : put(w, p, text);
}

/* &amp; and the like. */
static const char *
put_entity(struct walk *w, struct part *p)
{
	static const char *const entities[][2] = { { "amp", "&" },
		{ "lt", "<" }, { "gt", ">" }, { "quot", "\"" },
		{ "apos", "'" } };
	struct slice name;
	const char *why = take_name(w, p, &name);
	size_t i;

	if (why != NULL)
		return why;
	for (i = 0; i < sizeof entities / sizeof *entities; i++)
		if (slice_equal(name, slice_of(entities[i][0])))
			return put(w, p, slice_of(entities[i][1]));
	return "binary XML: an unknown entity";
}

static const char *
put_character(struct walk *w, struct part *p)
{
	uint32_t at = p->at;

	if (!skip(p, 2))
		return cut_short;
	return put(w, p, binxml_utf8(w->chunk + at, 2, w->out->scratch));
}

/* u32 count; for each u16 size, u8 type, a byte; then they themselves. */
static const char *
take_values(const struct walk *w, struct part *p, struct values *out)
{
	uint64_t count, size, type, ignored;
	uint32_t i;

	if (!take(w, p, 4, &count))
		return cut_short;
	if (count > VALUES || count * 4 > p->end - p->at)
		return bad_value;
	out->count = (uint32_t)count;
	out->list = arena_alloc(w->out->scratch,
	    (size_t)count * sizeof *out->list);
	for (i = 0; i < count; i++) {
		if (!take(w, p, 2, &size) || !take(w, p, 1, &type) ||
		    !take(w, p, 1, &ignored))
			return cut_short;
		out->list[i].size = (uint32_t)size;
		out->list[i].type = (int)type;
	}
	for (i = 0; i < count; i++) {
		out->list[i].at = p->at;
		if (!skip(p, out->list[i].size))
			return cut_short;
	}
	return NULL;
}

static const char *
take_template(struct walk *w, struct part *p)
{
	struct values values;
	struct part inner = { .values = &values, .dependency = true,
		.nesting = p->nesting + 1, .base = w->out->depth };
	uint64_t id, offset, size, guid, ignored;
	const char *why;

	if (inner.nesting == NESTING)
		return "binary XML: templates too deep in each other";
	if (!take(w, p, 1, &ignored) || !take(w, p, 4, &id) ||
	    !take(w, p, 4, &offset))
		return cut_short;
	if (offset > BINXML_CHUNK - TEMPLATE_HEADER)
		return bad_offset;
	inner.at = (uint32_t)offset + 4;
	inner.end = BINXML_CHUNK;
	/* In a damaged chunk another template may stand there. */
	if (!take(w, &inner, 4, &guid) || guid != id || !skip(&inner, 12) ||
	    !take(w, &inner, 4, &size) || size > BINXML_CHUNK - inner.at)
		return bad_offset;
	inner.end = inner.at + (uint32_t)size;
	if (offset == p->at && !skip(p, TEMPLATE_HEADER + (size_t)size))
		return cut_short;
	if ((why = take_values(w, p, &values)) != NULL)
		return why;
	return take_part(w, &inner);
}

static const char *
skip_instruction(struct walk *w, struct part *p, int token)
{
	struct slice ignored;

	return token == 0x0a ? take_name(w, p, &ignored) :
			       take_string(w, p, &ignored);
}

static const char *
take_text(struct walk *w, struct part *p)
{
	struct slice text;
	const char *why = take_string(w, p, &text);

	return why != NULL ? why : put(w, p, text);
}

/* What may stand in an attribute as well as in an element. */
static const char *
take_content(struct walk *w, struct part *p, int token)
{
	switch (token) {
	case 0x05:
		return put_string(w, p);
	case 0x07:
		return take_text(w, p);
	case 0x08:
		return put_character(w, p);
	case 0x09:
		return put_entity(w, p);
	case 0x0a:
	case 0x0b:
		return skip_instruction(w, p, token);
	case 0x0d:
	case 0x0e:
		return put_hole(w, p, token == 0x0e);
	default:
		return "binary XML: an unknown token";
	}
}

static const char *
take_token(struct walk *w, struct part *p, int token, bool more)
{
	const char *why;

	switch (token) {
	case 0x01:
		return start_element(w, p, more);
	case 0x02:
		return end_attribute(w, p);
	case 0x03:
	case 0x04:
		if ((why = end_attribute(w, p)) != NULL)
			return why;
		if (w->out->depth <= p->base)
			return "binary XML: an end without its element";
		return event_end(w->out);
	case 0x06:
		why = end_attribute(w, p);
		return why != NULL ? why : start_attribute(w, p);
	case 0x0c:
		return take_template(w, p);
	case 0x0f:
		return skip(p, 3) ? NULL : cut_short;
	default:
		return take_content(w, p, token);
	}
}

static const char *
take_part(struct walk *w, struct part *p)
{
	uint64_t token;
	const char *why;

	while (take(w, p, 1, &token) && token != 0) {
		if (++w->tokens > TOKENS)
			return "binary XML: more than one event can hold";
		why = take_token(w, p, (int)(token & ~(uint64_t)TOKEN_MORE),
		    (token & TOKEN_MORE) != 0);
		if (why != NULL)
			return why;
	}
	return w->out->depth == p->base ? NULL : cut_short;
}

const char *
binxml_walk(const unsigned char chunk[BINXML_CHUNK], uint32_t from,
    uint32_t to, struct event_fields *out)
{
	struct walk w = { .chunk = chunk, .out = out };
	struct part whole = { .at = from, .end = to };

	return take_part(&w, &whole);
}
