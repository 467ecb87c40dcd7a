/* For the analysers alone: uthash's hash is a function they need not look into. Through its
 * mixing they lose the way, or a quarter of an hour. */
#ifndef ANALYSIS_H
#define ANALYSIS_H

#include <stddef.h>

unsigned analysis_hash(const void *key, size_t length) __attribute__((pure));
#define HASH_FUNCTION(keyptr, keylen, hashv) ((hashv) = analysis_hash((keyptr), (keylen)))

#endif
