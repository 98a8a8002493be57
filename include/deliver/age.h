/*
 * Files for one person alone, whoever carries them: encrypted to the
 * person's public key by age, where it is installed.
 */
#ifndef DELIVER_AGE_H
#define DELIVER_AGE_H

#include "base/slice.h"

/* NAME.age in the folder, of a file that lies there, for the holder of that
 * key ("age1...").  -1: said. */
int age_seal(const char *folder, const char *name, struct slice key);

#endif
