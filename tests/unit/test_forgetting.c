/* Forgetting: for each verb and each of its parameters, what is left of a word in rows of the log.
 */
#include <stdlib.h>
#include <string.h>

#include "command/verbs.h"
#include "ledger/lost_names.h"
#include "record/record.h"
#include "check.h"

static bool is_currency(void *context, const char *word, enum rules rules)
{
	(void)rules;
	(void)context;
	return strcmp(word, "PTS") == 0;
}

static const char *lost_name = "Zqx Mark";
static struct forgotten person;
static struct forgetting forgetting = { .people = &person, .count = 1, .is_currency = is_currency };

static void begin(void)
{
	person = (struct forgotten){
		.user_id = 21, .id = "21", .pseudonym = "member-6", .next = 1, .last = 100
	};
	forget_name(&forgetting, &person, lost_name);
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
		CHECK(strstr(own.record, "\"forgotten\":{\"status\":\"rejected\",\"code\":\"some_"
					 "code\"}") != NULL);
		struct log_words done =
			row_of(21, verb->name, parameter->key, "zqx secret", "ok", "done");
		CHECK(!done.text && !strstr(done.record, "Zqx"));
		CHECK((strstr(done.record, "secret") == NULL) ==
		      (parameter->kind == PARAM_MEMO || parameter->kind == PARAM_CURRENCY));
		struct log_words others =
			row_of(12, verb->name, parameter->key, "to @ZQX MÁRK, now", "rejected",
			       "There is no “@ZQX MÁRK”");
		CHECK(!others.text && !strstr(others.record, "ZQX"));
		char *once = strdup(others.record); /* the next row takes its place */
		struct log_words again = others;
		again.text = NULL;
		again.record = once;
		forget_words(&forgetting, &again);
		SAME(again.record, once);
		free(once);
	}
}

static void check_others(void)
{
	struct log_words row = row_of(12, "pay", "memo", "thanks, Zqx Mark", "ok", "Paid.");
	CHECK(!row.changed); /* names are free: it may be any word */
	row = row_of(12, "pay", "memo", "rent, for @zqx, Zqx Mark", "ok", "Paid.");
	CHECK(!row.changed);
	row = row_of(12, "pay", "memo", "thanks, Zqx Mark", "rejected", "There is no “Zqx Mark”.");
	CHECK(!row.changed);
	row = row_of(12, "pay", "memo", "<@21> Zqx Mark", "rejected", "There is no “Zqx Mark”.");
	CHECK(!row.text && !strstr(row.record, "Zqx"));
	row = row_of(12, "pay", "memo", "@Zqx", "rejected", "There is no “@Zqx”.");
	CHECK(!row.text && !strstr(row.record, "Zqx"));
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

/* A row of bob, refused and not, that refers to nobody's id, after somebody of that NAME is
 * forgotten. */
static void check_stays(const char *name, const char *text)
{
	static const char *const statuses[] = { "ok", "rejected" };
	lost_name = name;
	for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
		struct log_words row = row_of(12, "pay", "memo", text, statuses[i], text);
		CHECK(!row.changed);
		SAME(row.text, text);
		CHECK(strstr(row.record, "\"memo\":") != NULL);
	}
	lost_name = "Zqx Mark";
}

static void check_names_that_are_none(void)
{
	static const char *const names[] = { "´", "¨", "¯",  "¸", "˘", ".",
					     "-", "@", "@@", "…", " ", "" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		check_stays(names[i], "rent for june. @ - @bob paid");
		CHECK(person.name_count == 0);
	}
	check_stays("rent", "rent for june");
	check_stays("rent", "@rents, x@rent");
	check_stays("´x", "2 x and @bob");
	lost_name = "´Zqx";
	struct log_words row = row_of(12, "pay", "memo", "for @Zqx", "ok", "Paid 5 to @zqx.");
	CHECK(row.memo_gone && !row.text);
	lost_name = "12";
	row = row_of(14, "pay", "to", "@12", "rejected", "too much");
	CHECK(!row.changed && row.text); /* "@12" is a member's id */
	lost_name = "🔥🔥";
	row = row_of(12, "pay", "to", "x", "ok", "Paid 5 to @🔥🔥.");
	CHECK(!row.text);
	lost_name = "Zqx Mark";
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

/* Posts behind all ranges: what lists people, carries files or says @name goes, other words stay.
 */
static void check_posts_behind(void)
{
#define POST                                                                                     \
	"{\"type\":\"post\",\"message_id\":\"7\",\"guild_id\":\"1000\",\"channel_id\":\"2000\"," \
	"\"time\":\"2025-06-01T00:00:00.000Z\","
	static const struct {
		const char *record;
		bool goes;
	} posts[] = {
		{ POST "\"content\":\"```\\nrent 5\\n```\"}", true },
		{ POST "\"content\":\"\",\"files\":[{\"name\":\"a.csv\",\"media_type\":\"text/"
		       "csv\","
		       "\"base64\":\"eA==\"}]}",
		  true },
		{ POST "\"content\":\"Hello @Zqx Mark\"}", true },
		{ POST "\"content\":\"Hello zqx mark\"}", false },
		{ POST "\"content\":\"Nothing new\"}", false },
		{ "{\"type\":\"guild\",\"guild_id\":\"1000\",\"name\":\"```\"}", false },
	};
	for (size_t i = 0; i < sizeof posts / sizeof *posts; i++) {
		struct log_words row = { .seq = 500, .record = posts[i].record };
		begin();
		forget_post(&forgetting, &row);
		CHECK(row.changed == posts[i].goes && row.post_gone == posts[i].goes);
		CHECK(!strstr(row.record, "base64") || !posts[i].goes);
		CHECK(!posts[i].goes || strstr(row.record, "\"content\":\"…\""));
	}
}

int main(void)
{
	for (size_t i = 0; i < VERB_COUNT; i++)
		check_verb(&verb_table[i]);
	check_others();
	check_names_that_are_none();
	check_ranges();
	check_posts_behind();
	arena_free(&forgetting.names);
	arena_free(&forgetting.row);
	return REPORT("forgetting");
}
