/* What the files that read records share. Private to this room. */
#ifndef RECORD_READING_H
#define RECORD_READING_H

#include "record/record.h"

/* A required id, not 0; false and *WHY otherwise. */
bool record_need_id(struct arena *arena, const cJSON *json, const char *key, uint64_t *id,
		    const char **why);

/* "author" of a command or a query; written with the comma before it. */
bool record_read_author(struct arena *arena, const cJSON *json, struct author *author,
			const char **why);
void record_write_author(struct buf *out, const struct author *author);

/* "channels" of a command. */
bool record_read_channel_facts(const cJSON *list, struct command *command, const char **why);
void record_write_channel_facts(struct buf *out, const struct command *command);

/* "attachments", "evidence" and "unkept" of a command: record/attached.h. */
bool record_read_attached(struct arena *arena, const cJSON *json, struct command *command,
			  const char **why);
void record_write_attached(struct buf *out, const struct command *command);

/* Lists of ids, and of files: "files" of posts and deliveries. */
bool record_read_id_list(struct arena *arena, const cJSON *list, uint64_t **ids, size_t *count);
void record_write_id_list(struct buf *out, const char *key, const uint64_t *ids, size_t count);
bool record_read_files(const cJSON *list, struct file *files, size_t *count, const char **why);
void record_write_files(struct buf *out, const struct file *files, size_t count);

/* Title and colour of EMBED, label and address of BUTTON. What is no link is left out, so that the
 * text goes in any case. */
void record_take_appearance(const cJSON *embed, const cJSON *button, struct appearance *appearance);
/* As deliveries have them: "embed" and "button". */
void record_write_appearance(struct buf *out, const struct appearance *appearance);
/* As outcomes have them: all in one object, "appearance". */
void record_write_one_appearance(struct buf *out, const struct appearance *appearance);

/* What is below the message of a delivery or outcome, "buttons" and "menus" of JSON. What is none
 * is left out, so that the text goes in any case. */
void record_write_buttons(struct buf *out, const struct appearance *appearance);
void record_take_buttons(struct arena *arena, const cJSON *json, struct appearance *appearance);

/* The records of import_record.h. A line is read as a command. */
bool record_read_import(struct arena *arena, const cJSON *json, const struct import_start **start,
			const char **why);
bool record_read_import_line(struct arena *arena, const cJSON *json, struct command *command,
			     const char **why);
bool record_read_import_end(struct arena *arena, const cJSON *json, const struct import_end **end,
			    const char **why);
/* Whether the end of a list says what the bank had, of which day: then it is read as COMMAND, which
 * is zeroed, too: of SOURCE_IMPORT, with the verb IMPORT_END_VERB. */
bool import_end_reconciles(struct arena *arena, const struct import_end *end,
			   struct command *command);

bool record_read_channel(struct arena *arena, const cJSON *json, struct channel_record *channel,
			 const char **why);
bool record_read_post(struct arena *arena, const cJSON *json, struct post *post, const char **why);
bool record_read_delivery(struct arena *arena, const cJSON *json, struct delivery *delivery,
			  const char **why);
bool record_read_delivered(struct arena *arena, const cJSON *json, struct delivered *delivered,
			   const char **why);

#endif
