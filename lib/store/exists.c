/*
 * Is there a store yet?  The first bytes of an SQLite file tell, without
 * opening it: another filter of the same pipe may be making it just now.
 */
#include <stdio.h>
#include <string.h>

#include "store/store.h"

enum { HEADER = 64, VERSION_AT = 60 };

bool
store_exists(const char *path)
{
	static const char magic[] = "SQLite format 3"; /* and its NUL */
	static const char none[4];
	char header[HEADER];
	FILE *in = fopen(path, "rb");
	bool whole;

	if (in == NULL)
		return false;
	whole = fread(header, 1, sizeof header, in) == sizeof header;
	fclose(in);
	return whole && memcmp(header, magic, sizeof magic) == 0 &&
	    memcmp(header + VERSION_AT, none, sizeof none) != 0;
}
