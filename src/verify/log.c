/* A row of the log: its columns against the record that it keeps. */
#include <string.h>

#include "base/instant.h"
#include "command/verbs.h"
#include "record/import_record.h"
#include "verify/pass.h"

/* Columns of the query "verify log". */
enum { SEQ, MESSAGE, TIME, AUTHOR, VERB, STATUS, CODE, TRANSACTION, BATCH, WORDLESS, LINE, RULES };
/* Of WORDLESS, that is 0 where there is an answer: it was one. */
enum { BLANK_WORDS = 2 };

/* Records that are no commands and do more than tell of the guild. */
static enum log_kind kind_of(const char *verb)
{
	static const struct {
		const char *verb;
		enum log_kind kind;
	} kinds[] = {
		{ "init", LOG_INIT },
		{ "post", LOG_POST },
		{ "delivered", LOG_DELIVERED },
	};
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (*kinds[i].verb == *verb && strcmp(kinds[i].verb, verb) == 0)
			return kinds[i].kind;
	return LOG_OTHER;
}

void log_read(struct pass *pass, const struct value *values, struct log_row *row)
{
	const char *line = values[LINE].text, *why = NULL;
	*row = (struct log_row){
		.seq = number_of(&values[SEQ]),
		.time = number_of(&values[TIME]),
		.transaction = number_of(&values[TRANSACTION]),
		.batch = number_of(&values[BATCH]),
		.message_id = (uint64_t)number_of(&values[MESSAGE]),
		.author_id = (uint64_t)number_of(&values[AUTHOR]),
		.verb = values[VERB].text,
		.status = values[STATUS].text,
		.code = text_of(&values[CODE]),
		.wordless = number_of(&values[WORDLESS]) != 0,
		.rules = number_of(&values[RULES]),
	};
	row->lost_table = number_of(&values[WORDLESS]) == BLANK_WORDS &&
			  explains_lost_table(pass->store, pass->guild_id, row->seq);
	row->wordless &= !row->lost_table;
	row->ok = strcmp(row->status, "ok") == 0;
	row->kind = kind_of(row->verb);
	row->traits = verb_traits(row->verb);
	row->readable = record_read(&pass->line, line, strlen(line), &row->record, &why);
	if (!row->readable) {
		fault_add(pass->faults, CHECK_FORM, "commands", log_key(pass, row),
			  "its record cannot be read: %s", why);
		return;
	}
	if (row->record.type == RECORD_COMMAND || row->record.type == RECORD_REJECT)
		row->command = &row->record.command;
	row->said = row->command && command_is_message(row->command);
}

/* What the columns must say, by the record. */
struct columns {
	uint64_t guild_id, message_id, author_id;
	int64_t time;
	const char *verb;
};

static struct columns wanted_of(const struct pass *pass, const struct log_row *row)
{
	const struct record *record = &row->record;
	struct columns wanted = { .guild_id = pass->guild_id,
				  .author_id = row->kind == LOG_DELIVERED ? row->author_id : 0,
				  .time = pass->last_time,
				  .verb = record->type_name };
	switch (record->type) {
	case RECORD_COMMAND:
	case RECORD_REJECT:
		wanted = (struct columns){ row->command->guild_id, row->command->message_id,
					   row->command->author.id, command_time(row->command),
					   record->type == RECORD_COMMAND ? row->command->verb
									  : record->type_name };
		break;
	case RECORD_POST:
		wanted.guild_id = record->post.guild_id;
		wanted.message_id = record->post.message_id;
		wanted.time = record->post.time;
		break;
	case RECORD_GUILD: wanted.guild_id = record->guild.guild_id; break;
	case RECORD_ROLE: wanted.guild_id = record->role.guild_id; break;
	case RECORD_MEMBER: wanted.guild_id = record->member.guild_id; break;
	case RECORD_DELIVERED: wanted.guild_id = record->delivered.guild_id; break;
	case RECORD_SUM_SEED: wanted.guild_id = record->sum_seed.guild_id; break;
	case RECORD_IMPORT:
		wanted.guild_id = record->import_start->guild_id;
		wanted.time = record->import_start->time;
		break;
	case RECORD_IMPORT_END: wanted.guild_id = record->import_end->guild_id; break;
	default: json_id(record->json, "guild_id", &wanted.guild_id); break;
	}
	return wanted;
}

static void check_columns(struct pass *pass, const struct log_row *row)
{
	struct columns wanted = wanted_of(pass, row);
	if (strcmp(row->verb, wanted.verb) != 0)
		fault_add(pass->faults, CHECK_LOG, "commands", log_key(pass, row),
			  "verb is “%s”, by its record “%s”", row->verb, wanted.verb);
	if (wanted.guild_id != pass->guild_id)
		fault_add(pass->faults, CHECK_LOG, "commands", log_key(pass, row),
			  "its record is of guild %ju", wanted.guild_id);
	if (wanted.message_id != row->message_id)
		fault_add(pass->faults, CHECK_LOG, "commands", log_key(pass, row),
			  "message_id is %ju, by its record %ju", row->message_id,
			  wanted.message_id);
	if (wanted.author_id != row->author_id)
		fault_add(pass->faults, CHECK_LOG, "commands", log_key(pass, row),
			  "author_id is %ju, by its record %ju", row->author_id, wanted.author_id);
	if (wanted.time != row->time)
		fault_add(pass->faults, CHECK_LOG, "commands", log_key(pass, row),
			  "time is %jd, by its record %jd", row->time, wanted.time);
}

/* What can be told of the row alone, and after those before it. */
void log_check(struct pass *pass, const struct log_row *row)
{
	bool init = row->readable && row->record.type == RECORD_OTHER &&
		    strcmp(row->record.type_name, "init") == 0;
	if (row->seq != pass->seq + 1)
		fault_add(pass->faults, CHECK_SEQUENCE, "commands", log_key(pass, row),
			  "the row before has the number %jd", pass->seq);
	if (row->readable)
		check_columns(pass, row);
	if (row->readable && init != (pass->log_rows == 0 && !pass->since))
		fault_add(pass->faults, CHECK_LOG, "commands", log_key(pass, row),
			  init ? "books begin once, with the first row"
			       : "the first row must be the beginning (init)");
	if (row->readable && !row->command && row->record.type != RECORD_POST &&
	    row->record.type != RECORD_GUILD && row->record.type != RECORD_ROLE &&
	    row->record.type != RECORD_MEMBER && row->record.type != RECORD_DELIVERED &&
	    row->record.type != RECORD_SUM_SEED && row->record.type != RECORD_IMPORT && !init)
		fault_add(pass->faults, CHECK_LOG, "commands", log_key(pass, row),
			  "a “%s” is never kept in the log", row->record.type_name);
	if (row->command &&
	    (row->ok == (row->code != NULL) || (row->record.type == RECORD_REJECT && row->ok)))
		fault_add(pass->faults, CHECK_LOG, "commands", log_key(pass, row),
			  "status %s does not go with the code %s", row->status,
			  row->code ? row->code : "(none)");
	if (!row->ok && row->transaction)
		fault_add(pass->faults, CHECK_LOG, "commands", log_key(pass, row),
			  "it was refused, and says that it posted transaction %jd",
			  row->transaction);
	if (!row->ok && strcmp(row->status, "rejected") != 0 &&
	    strcmp(row->status, "denied") != 0 && strcmp(row->status, "failed") != 0)
		fault_add(pass->faults, CHECK_FORM, "commands", log_key(pass, row),
			  "status cannot be %s", row->status);
	if (row->ok && row->author_id && !is_user(pass, row->author_id))
		fault_add(pass->faults, CHECK_REFERENCE, "commands", log_key(pass, row),
			  "author_id %ju is not in users", row->author_id);
}
