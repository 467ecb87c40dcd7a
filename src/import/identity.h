/* What names a line of a bank's list, so that it is booked once however often it comes: a key of
 * what the bank does not change, and which line of that key it is in its list. */
#ifndef IMPORT_IDENTITY_H
#define IMPORT_IDENTITY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/digest.h"
#include "import/list.h"
#include "record/import_record.h"

/* TEXT as keys have it: NFKD, no marks, upper case, letters and digits only, since banks change
 * case, accents and blanks from one download to the next. From ARENA. */
char *line_fold(struct arena *arena, const char *text);

/* Whether the bank promises that LINE's reference names one movement, and it is one: not empty,
 * zeros, NONREF or NOTPROVIDED. */
bool line_has_reference(const struct list_line *line);

/* The key: the SHA-256 of
 *     gl-line,1,ACCOUNT,CURRENCY,DAY,AMOUNT,r,REFERENCE    line_has_reference()
 *     gl-line,1,ACCOUNT,CURRENCY,DAY,AMOUNT,t,TEXT         others; TEXT as line_fold() has it
 *     gl-line,1,ACCOUNT,CURRENCY,,,m,ID                    the balance of another bot's member
 * ACCOUNT: that of the books, as text_fold() has it, since its name may be said in any case. DAY:
 * "2026-10-14"; AMOUNT: minor units, "-4350". Day and amount are in it since a reference alone
 * loses lines (a fee in another currency has that of its payment); a member's balance has neither,
 * since it is booked once, whatever it is later. ARENA for what is needed meanwhile. */
void line_key(struct digest *key, struct arena *arena, const char *books_account,
	      const struct list_line *line);

/* "imp:", the first 26 characters of the key in base 32 (RFC 4648), "." and the occurrence: what
 * `sha256sum`, `xxd -r -p` and `base32` give. Returns TEXT. */
enum { LINE_ID_KEY_SIZE = 32, LINE_ID_SIZE = 64 };
char *line_id(const struct digest *key, uint64_t occurrence, char text[LINE_ID_SIZE]);
/* Names a list in the books of ACCOUNT: the first 26 characters, in base 32, of the SHA-256 of
 *     gl-list,1,ACCOUNT,SHA256,NUMBER,SINCE,CROSS
 * SHA256: of its file; NUMBER: which of the file's statements it is, from 1; SINCE: the day before
 * which it was left out, "": none; CROSS: 1 or 0. So the same list that is read in the same way has
 * the same name. Returns TEXT. */
char *list_id(struct arena *arena, const char *books_account, const char *sha256, size_t number,
	      int64_t since, bool cross, char text[LIST_ID_SIZE]);
/* The same up to its ".", which all lines of a key share. */
char *line_id_key(const struct digest *key, char text[LINE_ID_KEY_SIZE]);

#endif
