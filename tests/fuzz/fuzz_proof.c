/* Fuzz target: a proof as gl-batch check-receipt reads it, and a receipt code as somebody typed it.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "ledger/proof.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct receipt_code code, again;
	char text[RECEIPT_TEXT_SIZE], *typed = strndup((const char *)data, size);
	struct proof proof;
	if (typed && receipt_code_read(typed, &code) &&
	    (!receipt_code_read(receipt_code_write(&code, text), &again) ||
	     code.transaction != again.transaction || strcmp(code.letters, again.letters) != 0))
		abort(); /* what was read is written as what is read */
	proof_read((const char *)data, size, &proof);
	proof_free(&proof);
	free(typed);
	return 0;
}
