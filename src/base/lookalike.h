/* Names that only look different: compared by how they look, whatever their letters are. */
#ifndef BASE_LOOKALIKE_H
#define BASE_LOOKALIKE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

/* How TEXT (UTF-8) looks, for skeletons_alike() alone, from ARENA: decomposed (NFKD), without case,
 * accents and what shows nothing; letters that look like others are those others (Unicode 15.0's
 * confusables), digits of all scripts are ASCII's. Runs of white space, dashes and underscores are
 * one "-", none at the ends: nobody remembers which of them parts a name's words. Digits and
 * letters stay apart: "fund1" is not "fundl". */
char *text_skeleton(struct arena *arena, const char *text);
/* Whether two texts of which these are the skeletons are taken for each other. Not transitive: "I"
 * looks like "i" and like "l". */
bool skeletons_alike(const char *one, const char *other);
/* The same number for skeletons that are alike, as a rule another one for others. */
uint32_t skeleton_hash(const char *skeleton);

/* TEXT as a name is kept: runs of white space of any script are one space, and there is none at the
 * ends. From ARENA. */
char *text_tidy(struct arena *arena, const char *text);
/* Whether TEXT holds what shows nothing or changes how the rest is shown: format and control
 * characters, blank letters, private use. The joiners and variation selectors that make up a
 * picture (emoji) are none of that. */
bool text_hides(const char *text);

/* Whether a person's NAME needs a number behind it, whatever others are called: it holds what is
 * not shown, or looks as if it had one. */
bool name_is_unclear(const char *name);

#endif
