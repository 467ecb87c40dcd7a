/* Copying the code of a currency into a row. */
#ifndef LEDGER_CURRENCY_CODE_H
#define LEDGER_CURRENCY_CODE_H

#include <string.h>

#include "ledger/books.h"

/* CODE into COPY, cut to what fits, as each code of the books does; the rest of COPY becomes zeros,
 * so that what was there before is gone. */
static inline void currency_code_copy(char copy[CURRENCY_SIZE], const char *code)
{
	size_t length = strnlen(code, CURRENCY_SIZE - 1);
	memmove(copy, code, length);
	memset(copy + length, 0, CURRENCY_SIZE - length);
}

#endif
