/*
 * Help for recognising a format.
 */
#ifndef RECOGNISE_H
#define RECOGNISE_H

#include "base/slice.h"

/* 90 where almost all of the first lines fit, 45 where half of them do, 22
 * where any does, else 0. */
int recognise_lines(struct slice head, bool (*fits)(struct slice line));

#endif
