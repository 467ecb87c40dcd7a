/* Our own words that stand in cells, for people in their language. */
#ifndef REPORT_WORDS_H
#define REPORT_WORDS_H

#include "base/i18n.h"

/* WORD translated when it is one of ours, else WORD itself. */
const char *word_in(enum lang lang, const char *word);

#endif
