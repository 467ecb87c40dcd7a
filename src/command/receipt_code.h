/* The code on an answer that says which transaction was booked, and what was booked: "12-7K3M9QXZ".
 */
#ifndef COMMAND_RECEIPT_CODE_H
#define COMMAND_RECEIPT_CODE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/digest.h"

enum { RECEIPT_LETTERS = 8, RECEIPT_TEXT_SIZE = 32 };
struct receipt_code {
	int64_t transaction; /* from 1 */
	char letters[RECEIPT_LETTERS +
		     1]; /* the first 40 bits of its leaf hash, in Crockford's base32, upper case */
};

/* LEAF is the transaction's leaf in the Merkle tree of its batch, canonical_leaf(). */
void receipt_code_make(struct receipt_code *code, int64_t transaction, const struct digest *leaf);
/* Reads what people type, https://www.crockford.com/base32.html: case does not matter, O is 0, I
 * and L are 1. Hyphens may be anywhere among the letters and may be left out; the one behind the
 * number only where all others are, too: the last eight are the letters then. False when it is no
 * code. */
bool receipt_code_read(const char *text, struct receipt_code *code);
/* "12-7K3M9QXZ". Returns TEXT. */
char *receipt_code_write(const struct receipt_code *code, char text[RECEIPT_TEXT_SIZE]);

#endif
