/* Ids of commands that no Discord message carries. */
#ifndef RECORD_OPERATOR_H
#define RECORD_OPERATOR_H

#include <stdint.h>

/* An id for a command given at TIME (Unix milliseconds): that moment's snowflake, its low 22 bits
 * taken from the SHA-256 of WORDS. The same words at the same time are the same command, so
 * repeating a call has no second effect. */
uint64_t operator_message_id(int64_t time, const char *words);

#endif
