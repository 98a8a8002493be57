/*
 * Folders of files, as backup and restore handle them.
 */
#ifndef TREE_H
#define TREE_H

#include "base/slice.h"

/* Whether `path` lies below that folder. */
bool tree_holds(struct slice folder, struct slice path);
/* A new folder of mode 0700; -1: said. */
int tree_make(const char *folder);
/* Takes a folder of our own away, whatever is in it. */
void tree_remove(const char *folder);
/* To another name, also on another disk, with owner, mode and times; folders
 * above it are made, with the file's owner.  Never over what is there; -1:
 * said. */
int tree_move(const char *from, const char *to);

/* Gives up all rights of this process but to read that archive and to write to
 * `out`; -1: said. */
int tree_walls(const char *archive, int out);

#endif
