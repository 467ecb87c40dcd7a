/* Fuzz target: the reader of Norma 43. */
#include "fuzz_list.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return fuzz_list(&format_norma43, false, data, size);
}
