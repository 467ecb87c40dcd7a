/* What the files that read records share. Private to this room. */
#ifndef RECORD_READING_H
#define RECORD_READING_H

#include "record/record.h"

/* A required id, not 0; false and *WHY otherwise. */
bool record_need_id(struct arena *arena, const cJSON *json, const char *key, uint64_t *id, const char **why);

bool record_read_channel(struct arena *arena, const cJSON *json, struct channel_record *channel, const char **why);
bool record_read_post(struct arena *arena, const cJSON *json, struct post *post, const char **why);
bool record_read_delivery(struct arena *arena, const cJSON *json, struct delivery *delivery, const char **why);
bool record_read_delivered(struct arena *arena, const cJSON *json, struct delivered *delivered, const char **why);

#endif
