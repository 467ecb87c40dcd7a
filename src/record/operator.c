/* Ids for operators' and schedules' commands: from time and words, never from chance. */
#include "record/operator.h"

#include <sodium.h>
#include <string.h>

#include "base/instant.h"

uint64_t operator_message_id(int64_t time, const char *words)
{
	unsigned char digest[crypto_hash_sha256_BYTES];
	crypto_hash_sha256(digest, (const unsigned char *)words, strlen(words));
	uint64_t low =
		((uint64_t)digest[0] << 16 | (uint64_t)digest[1] << 8 | digest[2]) & 0x3fffff;
	return snowflake_at(time) | low;
}
