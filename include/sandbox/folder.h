/*
 * The folder in which a program is run: what it is given and what it left.
 */
#ifndef SANDBOX_FOLDER_H
#define SANDBOX_FOLDER_H

#include "base/slice.h"

/* A file for it to read; false: it could not be written whole. */
bool sandbox_put(const char *folder, const char *name, struct slice text);
/* The folder goes, with the files in it. */
void sandbox_sweep(const char *folder);

#endif
