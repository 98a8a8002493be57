/*
 * Log formats: text in, events out.  A format is one file and one row in
 * lib/formats/list.h; it is recognised from the head of a file and gives
 * the events of one record at a time.  It knows no settings and no store.
 *
 * A record is understood whole or rejected with a reason: charging the
 * wrong person is worse than losing a line.  Secrets are masked and rows of
 * illegal content blanked before anything leaves this room.
 */
#ifndef FORMATS_FORMAT_H
#define FORMATS_FORMAT_H

#include "base/arena.h"
#include "base/time.h"
#include "event/batch.h"
#include "event/framing.h"

struct profile; /* formats/profile.h */

/* By the clock of which zone a log was written on those days; both count. */
struct format_zone {
	const struct zone *zone;
	int32_t from, to;
};

/* What the caller knows and the log does not say. */
struct format_options {
	const struct zone *zone; /* of stamps without one; NULL: UTC */
	const struct format_zone *zones; /* the first that holds a day wins */
	size_t zone_count;
	int64_t modified; /* of the file, for years that are not written */
	bool keep_search_terms;
	bool keep_subjects;
	struct slice squid_logformat; /* of squid.conf, or empty */
	const struct profile *const *profiles; /* the school's own */
	size_t profile_count;
	struct slice host; /* the computer whose log it is, or empty */
};

struct parse {
	/* The caller fills these in, once a file ... */
	struct batch *batch;
	batch_fn *sink; /* takes the batch when it is full */
	void *sink_ctx;
	const struct format *format;
	const struct format_options *options;
	struct slice path; /* log.file.path */
	/* ... and these for each record. */
	struct slice record;
	int64_t offset;
	/* The format's own. */
	void *state;	     /* .state_size bytes, zeroed for each file */
	struct arena *file;  /* lives as long as the file */
	struct arena *scratch; /* emptied after each record */
	bool failed; /* the sink said stop */
	/* parse_row()'s own: its constant words, as symbols. */
	symbol kind, dataset, path_symbol;
};

/* A record that policy leaves out (a comment, a challenge without meaning):
 * counted as ignored, neither event nor reject.  Compare by address. */
extern const char parse_ignored[];

/*
 * What is kept of a query string.  Names of parameters stay, values go,
 * but for their shape, in the order of the log:
 *
 *   ?id=77&name=amy                 id=&name=
 *   ?u=https://h.example/p?q        u=https://h.example   any name: the host
 *   ?u=https%3A%2F%2Fh.example%2F   u=https://h.example
 *   ?url=h.example/p                url=h.example    names that take a site
 *   ?q=aHR0cHM6Ly9o...              q=aHR0c          "http" in base64
 *   ?amy                            (nothing: a value without a name)
 *
 * So /browse.php with u=http, __cpo= and q=aHR0c can be told.  The terms of
 * a search engine are kept whole with keep_search_terms.
 */
struct format {
	const char *name;    /* as given to -f, and the name of its samples */
	const char *dataset; /* event.dataset: squid.access; NULL: the name */
	const char *title;   /* for people */
	const char *channel; /* web, mail, endpoint, network */
	const char *versions; /* which products and versions write it */
	const char *lacks;   /* fields that it cannot give, for the manual */
	enum framing framing; /* how it is cut into records */
	bool header;	     /* records mean nothing without the head */
	size_t state_size;
	/* How sure are we, from the head of a file?  0 (no) to 100. */
	int (*recognise)(struct slice head);
	/* Or, without it: is a line one of ours?  Sure by how many are. */
	bool (*fits)(struct slice line);
	/* Adds the events of p->record.  NULL, parse_ignored, or a constant
	 * sentence that says why it was rejected. */
	const char *(*parse)(struct parse *p);
	/* At the end of a file: gives what is still held.  May be NULL. */
	void (*finish)(struct parse *p);
};

extern const struct format *const formats[]; /* ends with NULL */
const struct format *format_find(struct slice name); /* or NULL */
/* The surest format, or NULL when none, or two alike, fit the head. */
const struct format *format_recognise(struct slice head);
/* The same, but what the school has told comes first: its profiles, by the
 * log's name and head, and its logformat. */
const struct format *format_recognise_with(struct slice path,
    struct slice head, const struct format_options *options);

/* Sets up the format's state for a new file. */
void parse_begin_file(struct parse *p, const struct format *format,
    struct arena *file, struct arena *scratch);
/* Reads p->record: NULL, parse_ignored, or why it was rejected.  In logs of
 * text a byte order mark is cut off first, an empty line is left out, one with
 * a NUL rejected, and bytes that are not UTF-8 are taken for Windows-1252. */
const char *parse_record(struct parse *p);
/* A new row with log.file.path, log.offset, event.kind and event.dataset
 * set; hands the batch to the sink first where it is full. */
uint32_t parse_row(struct parse *p);
/*
 * Call when a row is complete; the last act.  Card numbers, tokens,
 * passwords and (in paths and queries) e-mail addresses become *card*,
 * *token*, *secret* and *address*.  Where the reason or category of a block
 * names illegal content (IWF, CTIRU, CSAM, child abuse), only who, when and
 * from where stay, and event.reason says "suspected illegal (IWF)".
 */
void parse_row_done(struct parse *p, uint32_t row);

/* The same of a whole line as it stands in a log: the line itself where it
 * holds no secret. */
struct slice format_mask_line(struct slice line, struct arena *a);

#endif
