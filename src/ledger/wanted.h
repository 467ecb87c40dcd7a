/* Parts of the books that are asked of the store before a record is decided. Each is asked for
 * where it is not loaded yet. */
#ifndef LEDGER_WANTED_H
#define LEDGER_WANTED_H

#include "ledger/books.h"

void want_user(struct books *books, uint64_t guild_id, uint64_t user_id);
void want_member(struct books *books, uint64_t guild_id, uint64_t user_id); /* 0: nobody */
void want_message(struct books *books, uint64_t guild_id, uint64_t message_id);
void want_roles(struct books *books, uint64_t guild_id);
/* What has a number that is not given yet is not there. */
void want_transaction(struct books *books, uint64_t guild_id, uint64_t transaction);
/* The account of this name, and no other spelling of it. */
void want_account(struct books *books, uint64_t guild_id, const char *name);
/* What TEXT ("@ID" or an account's name) refers to. */
void want_reference(struct books *books, uint64_t guild_id, const char *text);

#endif
