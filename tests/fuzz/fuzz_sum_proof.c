/* Fuzz target: the proof of what a member held as gl-batch check-sum reads it, and the line that
 * was posted. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "ledger/sum_proof.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct sum_proof proof;
	struct sum_post post;
	struct buf again = { 0 };
	char *text = malloc(size + 1);
	if (!text)
		return 0;
	memcpy(text, data, size);
	text[size] = '\0';
	if (!sum_proof_read(text, size, &proof) &&
	    (proof.amount < 0 || proof.amount > proof.post.total))
		abort(); /* nobody holds more than all do */
	if (sum_post_read(text, &post)) {
		sum_post_write(&again, &post);
		if (strncmp(buf_string(&again), text, strlen(text)) != 0)
			abort(); /* what was read is written as what is read */
	}
	buf_free(&again);
	free(text);
	return 0;
}
