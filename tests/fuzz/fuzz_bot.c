/* Fuzz target: lists of balances of other bots. */
#include "fuzz_marked.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	fuzz_list(&format_bot, data, size);
	return 0;
}
