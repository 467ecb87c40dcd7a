/* uthash, which ends a tool that is out of memory as all else does. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include "base/memory.h"

#define uthash_fatal(message) memory_out(sizeof(UT_hash_table))
#include <uthash.h>

#endif
