/* Fuzz target: the reader of MT940. */
#include "fuzz_list.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return fuzz_list(&format_mt940, false, data, size);
}
