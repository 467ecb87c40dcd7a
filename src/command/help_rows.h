/* What help knows of each verb beside its row in the table of verbs: its topic, a line as an
 * example, and whether it is one of everyday's. */
#ifndef COMMAND_HELP_ROWS_H
#define COMMAND_HELP_ROWS_H

#include "command/verbs.h"

enum help_topic {
	TOPIC_MONEY,
	TOPIC_CASH,
	TOPIC_WAITING,
	TOPIC_SCHEDULE,
	TOPIC_BANK,
	TOPIC_BATCH,
	TOPIC_REPORT,
	TOPIC_ACCOUNT,
	TOPIC_ROLE,
	TOPIC_SETTINGS,
	TOPIC_DATA,
	TOPIC_COUNT
};
/* What people call a topic: "batch|batches"; the first is shown, the first English one is what
 * records hold. */
struct help_topic_row {
	const char *words[LANG_COUNT];
	const char *title; /* to be translated */
};
extern const struct help_topic_row help_topics[TOPIC_COUNT];

/* EXAMPLE is a whole line without the prefix, which is understood as it is once "@ana" and "@Role"
 * ("@Rol") are chosen from Discord's list: hints show it. EVERYDAY: 1 is shown first; 0 never. */
struct help_row {
	enum help_topic topic;
	int everyday;
	const char *example[LANG_COUNT];
};
extern const struct help_row help_rows[VERB_COUNT];

/* The topic that FOLDED is a word of, in either language; TOPIC_COUNT: none. */
enum help_topic help_topic_called(const char *folded);
/* "batch": the topic as records hold it, from the chunk ARENA. */
const char *help_topic_name(struct arena *arena, enum help_topic topic);

/* Appends VERB's example with PREFIX before it, in backticks. */
struct buf;
void help_example(struct buf *out, const struct verb *verb, enum lang lang, const char *prefix);
/* "`!batch status`, `!batch open`, …": examples of the verbs that begin with the word FOLDED of
 * LANG. Appends to OUT. */
void help_examples_beginning(struct buf *out, const char *folded, enum lang lang,
			     const char *prefix);

#endif
