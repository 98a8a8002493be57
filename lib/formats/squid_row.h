/*
 * Squid's native line, in fields, and the row that comes of it.
 */
#ifndef SQUID_ROW_H
#define SQUID_ROW_H

#include "formats/format.h"
#include "memo.h"

enum {
	SQUID_MEMOS = 2048, /* powers of two */
	SQUID_HOSTS = 16384,
	SQUID_RESULTS = 64,
	SQUID_WORDS = 10,
	SQUID_SECOND = 10, /* digits, from 2001 to 2286 */
};

enum squid_field {
	STAMP,
	ELAPSED,
	CLIENT,
	RESULT,
	SIZE,
	METHOD,
	URL,
	USER,
	HIERARCHY,
	MIME,
	SQUID_FIELDS,
};

struct squid_state {
	bool ready;
	symbol words[SQUID_WORDS];
	char second[SQUID_SECOND]; /* the last line's, as it stood */
	int64_t second_time;
	struct memo results[SQUID_RESULTS]; /* action, status, type, outcome */
	struct memo methods[SQUID_RESULTS]; /* method, is it CONNECT */
	struct memo mimes[SQUID_RESULTS];
	struct memo clients[SQUID_MEMOS]; /* address, or host */
	struct memo accounts[SQUID_MEMOS]; /* account, its domain */
	struct memo servers[SQUID_MEMOS];
	struct memo hosts[SQUID_HOSTS]; /* host, port */
};

/* squid_row.c: NULL, or why the fields make no row. */
const char *squid_row_fill(struct parse *p, uint32_t row,
    const struct slice f[SQUID_FIELDS]);
/* "TCP_MISS", "HIER_DIRECT" */
bool squid_is_tag(struct slice s);
/* Squid refused, or sent elsewhere; with a status of 407 it asked who it
 * is. */
bool squid_is_refusal(struct slice tag);
/* "1791803523.101" */
bool squid_take_stamp(struct slice s, int64_t *micro);

/* squid_native.c: a line of ten fields, or of the nine without a media type,
 * perhaps behind a head of syslog. */
const char *squid_native_parse(struct parse *p, int count);
/* Does the line begin so? */
bool squid_native_begins(struct slice line);
/* Has it so many fields, and no more? */
bool squid_native_has(struct slice line, int count);

#endif
