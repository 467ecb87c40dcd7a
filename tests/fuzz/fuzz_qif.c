/* Fuzz target: the reader of QIF: lines come in the order of days. */
#include "fuzz_list.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return fuzz_list(&format_qif, true, data, size);
}
