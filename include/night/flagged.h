/*
 * Logs held to rules: which record of which file, and which rule.  No school
 * is needed and no store is touched.
 */
#ifndef NIGHT_FLAGGED_H
#define NIGHT_FLAGGED_H

#include "detect/detect.h"

/* A log, or a folder of them, and not a table of our own columns?  Standard
 * input is a log where it is called "-", and nothing is none. */
bool flagged_is_log(const char *path);
/*
 * Reads files, folders and patterns as reader_files does, and prints a line
 * for each record and rule that holds of it: the file, the record (its
 * EventRecordID, or else its line; "@" and its first byte where the log came
 * by standard input), then id, name, level, title and author of the rule.
 * What a record does not say counts as not there.  Gives the status to exit
 * with.
 */
int flagged_logs(struct detect *d, struct symbols *symbols,
    char *const *patterns, FILE *out);

#endif
