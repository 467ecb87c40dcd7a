/* What the files that read records share. Private to this room. */
#ifndef RECORD_READING_H
#define RECORD_READING_H

#include "record/record.h"

/* A required id, not 0; false and *WHY otherwise. */
bool record_need_id(struct arena *arena, const cJSON *json, const char *key, uint64_t *id,
		    const char **why);

/* "channels" of a command. */
bool record_read_channel_facts(const cJSON *list, struct command *command, const char **why);
void record_write_channel_facts(struct buf *out, const struct command *command);

bool record_read_channel(struct arena *arena, const cJSON *json, struct channel_record *channel,
			 const char **why);
bool record_read_post(struct arena *arena, const cJSON *json, struct post *post, const char **why);
bool record_read_delivery(struct arena *arena, const cJSON *json, struct delivery *delivery,
			  const char **why);
bool record_read_delivered(struct arena *arena, const cJSON *json, struct delivered *delivered,
			   const char **why);

#endif
