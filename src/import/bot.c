/* Balances of other bots. UnbelievaBoat: the pages of GET /guilds/{id}/users, each an array of
 * members or {"users": […], "total_pages": N}, one behind the other (unbelievaboat.com/api/docs).
 * Red: settings.json of its bank, {"384734293238749": {"MEMBER": {GUILD: {USER: {"balance": …}}}}},
 * or "USER" where the bank is global (redbot/core/bank.py). */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/memory.h"
#include "import/bot_person.h"
#include "import/formats.h"
#include "import/ids.h"
#include "import/marked.h"

#define RED_BANK "384734293238749"

enum kind { UNKNOWN, UNBELIEVABOAT, RED };
/* The list is read three times: what it is; how exact its amounts are; then line by line. */
enum pass { SURVEY, MEASURE, GIVE };

struct bot {
	struct list_reading *reading;
	struct list_taker *taker;
	struct json_scan scan;
	enum pass pass;
	enum kind kind;
	/* UnbelievaBoat. */
	uint64_t pages, total_pages, total_place;
	/* Red. */
	bool is_global;
	uint64_t guilds;
	char guild[JSON_WORD_SIZE], other_guild[JSON_WORD_SIZE];
	char default_balance[JSON_WORD_SIZE];
	int scale;
	struct bot_person person;
	struct id_set ids;
	bool stopped;
};

/* The key at a level of objects; "" in arrays and beyond. Level 1 is the outermost. */
static const char *key(const struct bot *bot, int level)
{
	const struct json_scan *scan = &bot->scan;
	return level > 0 && level <= scan->depth && !scan->levels[level - 1].is_array
		       ? scan->levels[level - 1].key
		       : "";
}

static bool is_key(const struct bot *bot, int level, const char *word)
{
	return strcmp(key(bot, level), word) == 0;
}

static void survey_begin(struct bot *bot)
{
	const struct json_scan *scan = &bot->scan;
	bool is_array = scan->levels[scan->depth - 1].is_array;
	if (bot->kind == UNKNOWN && scan->depth == 1 && is_array)
		bot->kind = UNBELIEVABOAT;
	if (bot->kind == UNKNOWN && scan->depth == 2 && is_array && is_key(bot, 1, "users"))
		bot->kind = UNBELIEVABOAT;
	if (bot->kind == UNKNOWN && scan->depth == 2 && is_key(bot, 1, RED_BANK))
		bot->kind = RED;
	if (is_array && scan->depth > 1 && is_key(bot, scan->depth - 1, "users"))
		bot->pages++;
	if (bot->kind == RED && scan->depth == 4 && is_key(bot, 1, RED_BANK) &&
	    is_key(bot, 2, "MEMBER") && !bot->guilds++)
		memcpy(bot->guild, key(bot, 3), sizeof bot->guild);
	else if (bot->kind == RED && scan->depth == 4 && is_key(bot, 2, "MEMBER"))
		memcpy(bot->other_guild, key(bot, 3), sizeof bot->other_guild);
}

static void survey_value(struct bot *bot, enum json_event event)
{
	const struct json_scan *scan = &bot->scan;
	if (event == JSON_NUMBER && is_key(bot, scan->depth, "total_pages")) {
		uint64_t total = strtoull(scan->text, NULL, 10);
		if (total > bot->total_pages)
			bot->total_pages = total;
		bot->total_place = scan->line;
	}
	if (scan->depth == 3 && is_key(bot, 1, RED_BANK) && is_key(bot, 2, "GLOBAL") &&
	    is_key(bot, 3, "is_global"))
		bot->is_global = strcmp(scan->text, "true") == 0;
}

static void measure_value(struct bot *bot)
{
	const struct json_scan *scan = &bot->scan;
	bool is_default = bot->is_global ? scan->depth == 3 && is_key(bot, 2, "GLOBAL") &&
						   is_key(bot, 3, "default_balance")
					 : scan->depth == 4 && is_key(bot, 2, "GUILD") &&
						   is_key(bot, 3, bot->guild) &&
						   is_key(bot, 4, "default_balance");
	if (bot->kind == RED && is_key(bot, 1, RED_BANK) && is_default) {
		memcpy(bot->default_balance, scan->text, sizeof bot->default_balance);
		if (bot_decimals(scan->text) > bot->scale)
			bot->scale = bot_decimals(scan->text);
	}
}

/* Whether the object that begins here is a member's. */
static bool is_person(const struct bot *bot)
{
	const struct json_scan *scan = &bot->scan;
	int depth = scan->depth;
	if (scan->levels[depth - 1].is_array)
		return false;
	if (bot->kind == UNBELIEVABOAT)
		return depth >= 2 && scan->levels[depth - 2].is_array &&
		       (depth == 2 || is_key(bot, depth - 2, "users"));
	if (!is_key(bot, 1, RED_BANK))
		return false;
	return bot->is_global
		       ? depth == 4 && is_key(bot, 2, "USER")
		       : depth == 5 && is_key(bot, 2, "MEMBER") && is_key(bot, 3, bot->guild);
}

static void person_begin(struct bot *bot)
{
	struct json_scan *scan = &bot->scan;
	if (is_person(bot)) {
		bot->person = (struct bot_person){ .place = scan->line, .depth = scan->depth };
		if (bot->kind == RED)
			memcpy(bot->person.id, key(bot, scan->depth - 1), sizeof bot->person.id);
	} else if (scan->levels[scan->depth - 1].is_array &&
		   is_key(bot, scan->depth - 1, "users")) {
		bot->person.depth = 0; /* a page in an array of pages */
	}
}

static void person_value(struct bot *bot)
{
	static const char *const names[BOT_FIELDS] = { "cash", "bank", "total", "balance" };
	const struct json_scan *scan = &bot->scan;
	struct bot_person *person = &bot->person;
	if (bot->kind == UNBELIEVABOAT && is_key(bot, scan->depth, "user_id"))
		memcpy(person->id, scan->text, sizeof person->id);
	for (int i = 0; i < BOT_FIELDS; i++)
		if (is_key(bot, scan->depth, names[i])) {
			person->has[i] = true;
			memcpy(person->amounts[i], scan->cut ? "" : scan->text,
			       scan->cut ? 1 : sizeof scan->text);
		}
}

static void give_person(struct bot *bot)
{
	const struct bot_person *person = &bot->person;
	struct list_line line = list_line_at(person->place);
	line.day = NO_DAY;
	line.member_id = person->id;
	uint64_t id = bot_person_id(person, bot->taker);
	if (!id || !bot_person_amount(person, bot->kind == RED ? bot->default_balance : NULL,
				      bot->scale, bot->taker, &line.amount))
		return;
	if (!ids_add(&bot->ids, id, person->place)) {
		list_fault(bot->taker, FAULT_TOO_LONG, person->place,
			   "more members than Discord has: this is no list of balances");
		bot->stopped = true;
		return;
	}
	bot->taker->line(bot->taker, &line);
}

static void person_end(struct bot *bot)
{
	const struct bot_person *person = &bot->person;
	if (bot->pass == GIVE)
		give_person(bot);
	for (int i = 0; i < BOT_FIELDS; i++) {
		int decimals = person->has[i] ? bot_decimals(person->amounts[i]) : 0;
		if (bot->pass == MEASURE && decimals > bot->scale && decimals <= 9)
			bot->scale = decimals;
	}
	bot->person.depth = 0;
}

static void take(struct bot *bot, enum json_event event)
{
	struct json_scan *scan = &bot->scan;
	bool is_value = event > JSON_END;
	if (bot->pass == SURVEY) {
		if (event == JSON_BEGIN)
			survey_begin(bot);
		else if (is_value)
			survey_value(bot, event);
		return;
	}
	if (event == JSON_BEGIN)
		person_begin(bot);
	else if (is_value && bot->person.depth && scan->depth == bot->person.depth)
		person_value(bot);
	else if (event == JSON_END && bot->person.depth && scan->depth + 1 == bot->person.depth)
		person_end(bot);
	if (is_value && bot->pass == MEASURE)
		measure_value(bot);
}

/* Reads all of the list; false: it cannot be. */
static bool pass_over(struct bot *bot, enum pass pass)
{
	enum json_event event;
	bot->pass = pass;
	bot->person.depth = 0;
	json_scan_begin(&bot->scan, bot->reading->source, bot->taker);
	while ((event = json_scan_next(&bot->scan)) > JSON_REFUSED && !bot->stopped)
		take(bot, event);
	return event == JSON_FINISHED;
}

static bool choose_guild(struct bot *bot)
{
	const char *asked = bot->reading->guild;
	if (bot->is_global)
		return true;
	if (!bot->guilds) {
		list_fault(bot->taker, FAULT_NO_TABLE, 1,
			   "no balances of members (MEMBER) are in Red's settings.json");
		return false;
	}
	if (asked && strlen(asked) < sizeof bot->guild) {
		memset(bot->guild, 0, sizeof bot->guild);
		memcpy(bot->guild, asked, strlen(asked));
	} else if (bot->guilds > 1) {
		list_fault(bot->taker, FAULT_ACCOUNT, 1,
			   "the list has balances of %llu servers, as %.20s and %.20s: say which "
			   "one with --guild",
			   (unsigned long long)bot->guilds, bot->guild, bot->other_guild);
		return false;
	}
	return true;
}

/* Whether the survey found a whole list. */
static bool is_whole(struct bot *bot)
{
	if (bot->kind == UNKNOWN) {
		list_fault(bot->taker, FAULT_NOT_A_LIST, 1,
			   "it is neither UnbelievaBoat's list of users nor settings.json of Red's "
			   "bank: give the balances as CSV");
		return false;
	}
	if (bot->kind == UNBELIEVABOAT && bot->total_pages && bot->pages != bot->total_pages) {
		list_fault(bot->taker, FAULT_COUNT, bot->total_place,
			   "%llu of %llu pages: give all pages, one behind the other (cat "
			   "page*.json)",
			   (unsigned long long)bot->pages, (unsigned long long)bot->total_pages);
		return false;
	}
	return bot->kind != RED || choose_guild(bot);
}

static void give(struct bot *bot)
{
	struct list_account account = {
		.name = "", .from = NO_DAY, .to = NO_DAY, .place = 1, .scale = bot->scale
	};
	struct id_place twice;
	bot->taker->begin(bot->taker, &account);
	pass_over(bot, GIVE);
	if (ids_find_twice(&bot->ids, &twice))
		list_fault(bot->taker, FAULT_DUPLICATE, twice.place,
			   "%llu is in the list twice: ask the bot again, and give each page once",
			   (unsigned long long)twice.id);
	bot->taker->end(bot->taker, &account);
}

static void read_bot(struct list_reading *reading)
{
	struct bot *bot = calloc(1, sizeof *bot);
	if (!bot)
		memory_out(sizeof *bot);
	bot->reading = reading;
	bot->taker = reading->taker;
	reading->stopped = !pass_over(bot, SURVEY) || !is_whole(bot) || !pass_over(bot, MEASURE);
	if (!reading->stopped)
		give(bot);
	reading->stopped |= bot->stopped;
	ids_free(&bot->ids);
	free(bot);
}

/* "{1:" is SWIFT's, not JSON's. */
static bool bot_fits(const char *head, size_t length)
{
	char text[MARKED_HEAD_SIZE];
	marked_head(head, length, text);
	if (*text != '{' && *text != '[')
		return false;
	const char *next = text + 1 + strspn(text + 1, " \t\r\n");
	return *text == '{' ? *next == '"' || *next == '}'
			    : *next == '{' || *next == '[' || *next == ']';
}

/* RFC 8259, 8.1. */
static const char *bot_declared(const char *head, size_t length)
{
	char text[MARKED_HEAD_SIZE];
	const char *wide = marked_head(head, length, text);
	return wide ? wide : "UTF-8";
}

const struct list_format format_bot = { .name = "bot",
					.title = N_("balances of a bot"),
					.fits = bot_fits,
					.declared = bot_declared,
					.read = read_bot };
