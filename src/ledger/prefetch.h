/* What must be in the working set before a record is decided: the parts that rules name themselves.
 */
#ifndef LEDGER_PREFETCH_H
#define LEDGER_PREFETCH_H

#include "ledger/books.h"

/* Asks for what TEXT ("@ID" or an account's name) refers to, where it is not loaded yet. */
void want_reference(struct books *books, uint64_t guild_id, const char *text);

#endif
