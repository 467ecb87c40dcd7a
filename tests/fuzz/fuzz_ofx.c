/* Fuzz target: lists of OFX. */
#include "fuzz_marked.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	fuzz_list(&format_ofx, data, size);
	return 0;
}
