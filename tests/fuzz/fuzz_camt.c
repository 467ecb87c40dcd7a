/* Fuzz target: lists of camt. */
#include "fuzz_marked.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	fuzz_list(&format_camt, data, size);
	return 0;
}
