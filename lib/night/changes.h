/*
 * What the yearly review wants to know of the nights of its year.
 */
#ifndef CHANGES_H
#define CHANGES_H

#include "night/keeper.h"

/* Writes down, within the night's transaction, that the rules or what the
 * policy says of them are others than the night before had: a line "2026-11-02
 * 75 rules, version f9ab c2ac".  -1: said. */
int changes_remember(struct keeper *k, int64_t now);

#endif
