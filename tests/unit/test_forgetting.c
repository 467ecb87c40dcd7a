/* Forgetting: for each verb and each of its parameters, what is left of a word in rows of the log.
 */
#include <string.h>

#include "command/verbs.h"
#include "ledger/forgetting.h"
#include "record/record.h"
#include "check.h"

static bool is_currency(void *context, const char *word)
{
	(void)context;
	return strcmp(word, "PTS") == 0;
}

static bool touches(void *context, int64_t transaction, uint64_t user_id)
{
	(void)context;
	return transaction == 7 && user_id == 21;
}

static struct forgotten person;
static struct forgetting forgetting = {
	.people = &person, .count = 1, .is_currency = is_currency, .touches = touches
};

static void begin(void)
{
	person = (struct forgotten){
		.user_id = 21, .id = "21", .pseudonym = "member-6", .next = 1, .last = 100
	};
	forget_name(&forgetting, &person, "Zqx Mark");
}

/* A row by AUTHOR of VERB with one argument, and what is left of it. */
static struct log_words row_of(uint64_t author, const char *verb, const char *key,
			       const char *value, const char *status, const char *text)
{
	static struct buf line;
	struct command command = { .message_id = 5,
				   .channel_id = 2,
				   .guild_id = 1,
				   .author = { .id = author,
					       .name = author == 21 ? "Zqx Mark" : "bob" },
				   .verb = verb };
	command_add_argument(&command, key, value);
	buf_clear(&line);
	record_write_command(&line, &command);
	line.bytes[--line.length] = '\0';
	struct log_words row = { .seq = 9,
				 .author_id = author,
				 .status = status,
				 .code = strcmp(status, "ok") == 0 ? NULL : "some_code",
				 .text = text,
				 .record = line.bytes };
	begin();
	forget_words(&forgetting, &row);
	return row;
}

static void check_verb(const struct verb *verb)
{
	for (const struct parameter *parameter = verb->parameters; parameter->key; parameter++) {
		struct log_words own = row_of(21, verb->name, parameter->key, "zqx secret",
					      "rejected", "zqx secret?");
		CHECK(!own.text && !strstr(own.record, "secret") && !strstr(own.record, "Zqx"));
		CHECK(strstr(own.record,
			     "\"forgotten\":{\"status\":\"rejected\",\"code\":\"some_code\"}") !=
		      NULL);
		struct log_words done =
			row_of(21, verb->name, parameter->key, "zqx secret", "ok", "done");
		CHECK(!done.text && !strstr(done.record, "Zqx"));
		CHECK((strstr(done.record, "secret") == NULL) ==
		      (parameter->kind == PARAM_MEMO || parameter->kind == PARAM_CURRENCY));
		struct log_words others = row_of(12, verb->name, parameter->key, "to ZQX MÁRK, now",
						 "rejected", "There is no “ZQX MÁRK”");
		CHECK(!others.text && !strstr(others.record, "ZQX"));
		struct log_words again = others;
		again.text = NULL;
		forget_words(&forgetting, &again);
		SAME(again.record, others.record);
	}
}

static void check_others(void)
{
	struct log_words row = row_of(12, "pay", "memo", "thanks, Zqx Mark", "ok", "Paid.");
	CHECK(!row.changed); /* somebody else's matter */
	row = row_of(12, "pay", "memo", "thanks, @zqx mark", "ok", "Paid.");
	CHECK(row.memo_gone && !strstr(row.record, "zqx"));
	row = row_of(12, "pay", "to", "@21", "ok", "Paid 5.00 PTS to somebody.");
	CHECK(!row.text && strstr(row.record, "@21"));
	row = row_of(12, "pay", "to", "＠２１", "ok", "Paid.");
	CHECK(!row.text);
	row = row_of(12, "pay", "to", "@210", "ok", "Paid 5.00 PTS to @Zqx Marks.");
	CHECK(!row.changed);
	row = row_of(12, "balance", "who", "@13", "ok", "\\@Zqx Mark has more.");
	CHECK(!row.text);
	row = row_of(12, "report", "name", "balances", "ok", "```\n@Zqx M… 5\n```");
	CHECK(!row.text);
}

static void check_ranges(void)
{
	struct log_words row = { .seq = 101,
				 .author_id = 21,
				 .status = "ok",
				 .text = "@Zqx Mark",
				 .record = "{\"type\":\"member\"}" };
	begin();
	forget_words(&forgetting, &row);
	CHECK(!row.changed && row.text); /* later than what they asked for */
}

int main(void)
{
	for (size_t i = 0; i < VERB_COUNT; i++)
		check_verb(&verbs[i]);
	check_others();
	check_ranges();
	arena_free(&forgetting.names);
	arena_free(&forgetting.row);
	return REPORT("forgetting");
}
