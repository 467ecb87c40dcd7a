/* uthash, which ends a tool that is out of memory as all else does; its keys are ids, pairs of them
 * and short texts, which are hashed by words, not by bytes. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/memory.h"

static inline unsigned hash_bytes(const void *key, size_t length)
{
	const uint64_t spread = UINT64_C(0x9e3779b97f4a7c15); /* 2^64 by the golden ratio */
	const char *at = key;
	uint64_t hash = length, word;
	for (; length; at += sizeof word, length -= sizeof word) {
		word = 0;
		if (length < sizeof word) {
			memcpy(&word, at, length);
			length = sizeof word;
		} else {
			memcpy(&word, at, sizeof word);
		}
		hash = (hash ^ word) * spread;
		hash ^= hash >> 32;
	}
	return (unsigned)hash;
}

#ifndef HASH_FUNCTION /* as analysers have their own: tests/analysis.h */
#define HASH_FUNCTION(key, length, hash) ((hash) = hash_bytes((key), (length)))
#endif
#define uthash_fatal(message) memory_out(sizeof(UT_hash_table))
#include <uthash.h>

#endif
