/* Events of which nobody may keep what they were about. */
#ifndef ILLEGAL_H
#define ILLEGAL_H

#include "event/batch.h"

/*
 * Where the filter says of a row that it was blocked as illegal content
 * (IWF, CTIRU, child abuse), by its category or its reason: leaves who, when,
 * from where, and a reason of our own, "suspected illegal (IWF)".  All else
 * goes, since a product writes the address into almost any field.  A host
 * that bears such a word itself, and words that were searched for, are no
 * list of such content.  Returns whether it was.
 */
bool illegal_blank(struct batch *b, uint32_t row);

#endif
