/* No memory, so no log line is composed: only what the stack can hold. */
#include "base/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>
#include <unistd.h>

void memory_out(size_t bytes)
{
	dprintf(STDERR_FILENO, "guildledger: out of memory: %zu bytes could not be had; nothing further was done. Free memory, or lower --chunk\n", bytes);
	exit(EX_OSERR);
}
