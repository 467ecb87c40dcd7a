/* Commands as people write them, through the grammar and the rules, each with the answer that it
 * must have. */
#ifndef SAYINGS_H
#define SAYINGS_H

#include <stdlib.h>

#include "check.h"
#include "command/parse.h"
#include "base/decimal.h"
#include "base/instant.h"
#include "rules.h"

static struct books books;
static struct decision last;
static uint64_t worn[8];
static size_t worn_count; /* the roles that who writes wears */
static int64_t second;    /* of the day on which all this happens */

static struct record saying(int who, const char *text)
{
	struct record record = { .type = RECORD_COMMAND, .type_name = "command" };
	int64_t time = 1730070400000 + ++second * 1000;
	record.command =
		(struct command){ .message_id = (uint64_t)(310000000000 + second * 1000) << 22,
				  .channel_id = 2000,
				  .guild_id = GUILD,
				  .time = time,
				  .source = who == 9 ? SOURCE_OPERATOR : SOURCE_DISCORD };
	record.command.author = (struct author){ .id = who == 9 ? 0 : 10 + (uint64_t)who,
						 .name = who ? "some_body" : "owner",
						 .roles = worn,
						 .role_count = worn_count,
						 .identified = true,
						 .member = true,
						 .owner = who == 0 };
	if (command_parse(&books.chunk, text, "!", &record.command) != PARSE_COMMAND)
		record.type = RECORD_REJECT;
	return record;
}

static struct decision decided(const struct record *record)
{
	struct decision decision;
	for (int round = 0; round < 4; round++) {
		ledger_references(&books, record);
		load(&books);
	}
	ledger_decide(&books, record, &decision);
	if (decision.need == NEED_SEAL)
		ledger_sealed(&books, record, &decision, 1,
			      "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef");
	else if (decision.need == NEED_DATA)
		ledger_send_data(&books, record, &decision, false, "[]");
	ledger_log(&books, record, "{}", &decision);
	return decision;
}

/* WHO (0 the owner, 1 to 8 members, 9 an operator) writes TEXT: the code must be CODE ("ok": none),
 * and the answer hold PART. */
static void says_at(int line, int who, const char *text, const char *code, const char *part)
{
	struct record record = saying(who, text);
	last = decided(&record);
	const char *got = last.status == STATUS_OK ? "ok" : last.code,
		   *answer = last.text ? last.text : "";
	checks++;
	if (!got || strcmp(got, code) != 0 || !strstr(answer, part)) {
		failures++;
		printf("line %d: “%s” gave %s, “%s”; wanted %s, “%s”\n", line, text,
		       got ? got : "(nothing)", answer, code, part);
	}
}
#define SAYS(who, text, code, part) says_at(__LINE__, who, text, code, part)

static inline void begin_books(void)
{
	start(&books);
	guild_set(&books, books_guild(&books, GUILD), SETTING_CHATTER_LIMIT,
		  "0"); /* questions one a second: another test is about shares */
	worn_count = 0;
}

static inline void end_books(void)
{
	books_end_chunk(&books);
	books_forget(&books);
	arena_free(&books.chunk);
	arena_free(&books.memory);
}

static inline void wears_now(uint64_t role)
{
	worn_count = role != 0;
	worn[0] = role;
}

static inline struct guild *guild(void)
{
	return books_guild(&books, GUILD);
}

/* The row of KIND that was written last; NULL: none. */
static inline const struct detail_row *last_detail(enum detail_kind kind)
{
	const struct detail_row *row, *found = NULL;
	STAILQ_FOREACH(row, &books.details, pending)
	if (row->kind == kind)
		found = row;
	return found;
}

static inline int64_t holding_of(const char *folded_name)
{
	return account_holdings(books_account_called(&books, GUILD, folded_name), "PTS");
}

static inline int64_t has(int who)
{
	return account_holdings(books_user(&books, GUILD, 10 + (uint64_t)who)->account, "PTS");
}

#endif
