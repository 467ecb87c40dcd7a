/* No memory, so no log line is composed: only what the stack can hold. */
#include "base/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>
#include <unistd.h>

void memory_out(size_t bytes)
{
	dprintf(STDERR_FILENO,
		"guildledger: out of memory: %zu bytes could not be had; nothing further was done. "
		"Free memory, or lower --chunk\n",
		bytes);
	memory_end();
}

void memory_end(void)
{
	fflush(stdout);
	quick_exit(EX_OSERR);
}

void memory_at_end(void (*handler)(void))
{
	if (atexit(handler) != 0 || at_quick_exit(handler) != 0)
		memory_out(sizeof handler);
}
