/*
 * Is it a page that somebody asked for, what a page draws in, or what a
 * machine does by itself?
 */
#include <stdlib.h>

#include "parts.h"

enum {
	LEAST_PAGE = 30000, /* bytes of a tunnel that can be a page */
	PROXY_CHALLENGE = 407,
	LONGEST_EXTENSION = 8,
};

/* What pages draw in: by the end of its name, sorted. */
static const char *const parts_of_pages[] = { "aac", "avif", "bmp", "cab",
	"crl", "crx", "css", "cur", "dat", "eot", "flac", "gif", "ico", "jpeg",
	"jpg", "js", "json", "m3u8", "m4a", "m4s", "m4v", "map", "mjs", "mov",
	"mp3", "mp4", "mpd", "msi", "ogg", "otf", "png", "svg", "swf", "tif",
	"tiff", "ts", "ttf", "txt", "vtt", "wasm", "wav", "webm",
	"webmanifest", "webp", "woff", "woff2", "xml" };

static bool
is_background(struct enrich *e, const struct view *v,
    const struct subject *s)
{
	symbol site = symbol_at(v->site, s->row);
	symbol agent = symbol_at(v->agent, s->row);

	if (symbol_at(v->account, s->row) != 0)
		return false;
	return (s->device != NULL && s->device->server) ||
	    (site != 0 && (site_facts(e, site)->flags & SITE_UPDATES) != 0) ||
	    (agent != 0 && (agent_facts(e, agent) & AGENT_BACKGROUND) != 0);
}

static int
compare_extension(const void *a, const void *b)
{
	return strcmp(a, *(const char *const *)b);
}

static bool
is_part_by_name(struct slice path)
{
	struct slice name, extension;
	char lower[LONGEST_EXTENSION + 4];
	size_t i;

	name = slice_from(path, slice_find_last(path, '/') + 1);
	i = slice_find_last(name, '.');
	if (i == name.len)
		return false;
	extension = slice_from(name, i + 1);
	if (extension.len >= sizeof lower)
		return false;
	for (i = 0; i < extension.len; i++)
		lower[i] = extension.ptr[i] >= 'A' &&
			extension.ptr[i] <= 'Z' ?
		    (char)(extension.ptr[i] + 32) :
		    extension.ptr[i];
	lower[i] = '\0';
	return bsearch(lower, parts_of_pages,
		   sizeof parts_of_pages / sizeof *parts_of_pages,
		   sizeof *parts_of_pages, compare_extension) != NULL;
}

/*
 * Most products do not write the media type.  What fetches something and
 * is not by its name a part of a page can be one; an answer without a body
 * (a redirect, "not modified", one that never came) shows nothing.
 */
static bool
is_untyped_page(struct enrich *e, struct batch *b, const struct view *v,
    const struct subject *s)
{
	symbol method = symbol_at(v->method, s->row);
	int64_t status = number_at(v->status, s->row);
	int64_t bytes = number_at(v->bytes, s->row);
	struct slice path = batch_text(b, s->row, COL_PATH);

	if (status != NUMBER_UNKNOWN &&
	    (status < 200 || status == 204 || (status >= 300 && status < 400)))
		return false;
	if (method == 0 && path.len == 0)
		return bytes == NUMBER_UNKNOWN || bytes >= LEAST_PAGE;
	return (method == 0 ||
		   (word_facts(e, method) & WORD_FETCHES) != 0) &&
	    !is_part_by_name(path);
}

static bool
is_page(struct enrich *e, struct batch *b, const struct view *v,
    const struct subject *s)
{
	int64_t bytes = number_at(v->bytes, s->row);
	symbol mime = symbol_at(v->mime, s->row);

	if ((word_facts(e, symbol_at(v->type, s->row)) & WORD_DENIED) != 0 ||
	    (word_facts(e, symbol_at(v->action, s->row)) & WORD_DENIED) != 0)
		return true;
	/* A frame of another page, whatever is in it. */
	if (s->category != 0 &&
	    (s->category == e->tags[TAG_ADVERTISING] ||
		s->category == e->tags[TAG_EMBEDDED]))
		return false;
	if (s->tunnel)
		return bytes == NUMBER_UNKNOWN || bytes >= LEAST_PAGE;
	if (mime == 0)
		return is_untyped_page(e, b, v, s);
	return (word_facts(e, mime) & WORD_HTML) != 0;
}

symbol
kind_of(struct enrich *e, struct batch *b, const struct view *v,
    struct subject *s)
{
	symbol given = symbol_at(v->kind, s->row);

	/* A parser or an earlier filter knows better. */
	if (given != 0) {
		s->fragment = given == e->tags[TAG_FRAGMENT];
		s->challenge = given == e->tags[TAG_CHALLENGE];
		return given;
	}
	if ((word_facts(e, symbol_at(v->dataset, s->row)) & WORD_DNS) != 0)
		return e->tags[TAG_QUERY];
	if (!s->web)
		return 0;
	if (number_at(v->status, s->row) == PROXY_CHALLENGE) {
		s->challenge = true;
		return e->tags[TAG_CHALLENGE];
	}
	if (is_background(e, v, s))
		return e->tags[TAG_BACKGROUND];
	return e->tags[is_page(e, b, v, s) ? TAG_PAGE : TAG_SUPPORTING];
}
