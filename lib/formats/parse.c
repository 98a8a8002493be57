/*
 * What every parser does with a row: begins it, and as the last act masks
 * secrets and blanks what nobody may keep.
 */
#include "formats/format.h"

#include "illegal.h"
#include "mask.h"
#include "text.h"

const char parse_ignored[] = "left out by policy";

void
parse_begin_file(struct parse *p, const struct format *format,
    struct arena *file, struct arena *scratch)
{
	p->format = format;
	p->file = file;
	p->scratch = scratch;
	p->failed = false;
	p->kind = p->dataset = p->path_symbol = 0;
	p->state = format->state_size == 0 ?
	    NULL :
	    arena_alloc(file, format->state_size);
}

static void
learn_words(struct parse *p)
{
	struct symbols *s = batch_symbols(p->batch);

	p->kind = symbols_add(s, DOMAIN_WORD, SLICE("event"));
	p->dataset = symbols_add(s, DOMAIN_WORD,
	    slice_of(p->format->dataset != NULL ? p->format->dataset :
						  p->format->name));
	p->path_symbol = symbols_add(s, DOMAIN_LOGFILE, p->path);
}

const char *
parse_record(struct parse *p)
{
	switch (p->format->framing) {
	case FRAMING_LINES:
	case FRAMING_CSV:
	case FRAMING_EVENT_XML:
	case FRAMING_PARAGRAPHS:
	case FRAMING_BRACES:
		if (p->offset == 0)
			slice_take_text(&p->record, SLICE("\xef\xbb\xbf"));
		/* No log of text has a NUL, and no empty line says a thing. */
		if (p->record.len == 0)
			return parse_ignored;
		if (memchr(p->record.ptr, '\0', p->record.len) != NULL)
			return "a NUL byte";
		p->record = text_to_utf8(p->record, p->scratch);
		break;
	case FRAMING_EVTX:
	case FRAMING_JOURNAL:
		break;
	}
	return p->format->parse(p);
}

uint32_t
parse_row(struct parse *p)
{
	struct batch *b = p->batch;
	uint32_t row;

	if (batch_full(b)) {
		if (p->sink(b, p->sink_ctx) == -1)
			p->failed = true;
		batch_reset(b);
	}
	if (p->kind == 0)
		learn_words(p);
	row = batch_add(b);
	batch_set_symbol(b, row, COL_EVENT_KIND, p->kind);
	batch_set_symbol(b, row, COL_DATASET, p->dataset);
	batch_set_symbol(b, row, COL_FILE_PATH, p->path_symbol);
	batch_set_number(b, row, COL_OFFSET, p->offset);
	return row;
}

static void
mask_column(struct parse *p, uint32_t row, enum column c,
    struct slice (*mask)(struct slice, struct arena *))
{
	struct slice text, masked;

	if (!batch_uses(p->batch, c))
		return;
	text = batch_text(p->batch, row, c);
	if (text.len == 0)
		return;
	masked = mask(text, p->scratch);
	if (masked.ptr != text.ptr)
		batch_set_text(p->batch, row, c, masked);
}

/* The computer whose log it is, where the log does not name it.  Of visits
 * host.name is the client's computer. */
static void
set_host(struct parse *p, uint32_t row)
{
	const char *channel = p->format->channel;

	if ((strcmp(channel, "mail") == 0 ||
		strcmp(channel, "endpoint") == 0) &&
	    batch_text(p->batch, row, COL_HOST).len == 0)
		batch_set_text(p->batch, row, COL_HOST, p->options->host);
}

void
parse_row_done(struct parse *p, uint32_t row)
{
	if (p->options->host.len > 0)
		set_host(p, row);
	if (illegal_blank(p->batch, row))
		return;
	mask_column(p, row, COL_PATH, mask_url);
	mask_column(p, row, COL_QUERY, mask_url);
	mask_column(p, row, COL_MESSAGE, mask_prose);
	mask_column(p, row, COL_SUBJECT, mask_prose);
	mask_column(p, row, COL_COMMAND_LINE, mask_prose);
	mask_column(p, row, COL_NATIVE, mask_prose);
}
