/* What the fields of MT940 mean: balances around a statement and between its pages, movements and
 * their words. */
#include "import/mt940.h"

#include <string.h>

#include "base/unicode.h"
#include "import/columns.h"
#include "import/days.h"

static void give_movement(struct mt940 *mt940)
{
	struct list_line *line = &mt940->movement;
	struct arena *arena = &mt940->reading->arena;
	if (mt940->waits) {
		mt940_text(mt940->words.length ? buf_string(&mt940->words) : mt940->details, arena,
			   line);
		statement_line(&mt940->statement, line);
	}
	mt940->waits = false;
	buf_clear(&mt940->words);
	arena_reset(arena);
}

static void damaged(struct mt940 *mt940, struct mt940_wrong wrong)
{
	struct arena *arena = &mt940->reading->arena;
	mt940->statement.unsure = true;
	list_fault(mt940->reading->taker, wrong.fault, mt940->place,
		   "\":%s:%s\" lacks %s: download the list again", mt940->tag,
		   list_shown(arena, buf_string(&mt940->field)), wrong.what);
}

/* What a balance says. */
struct balance {
	int64_t day, amount;
	char currency[LIST_CURRENCY_SIZE];
};

/* C or D, YYMMDD, currency and amount: "C261011EUR500,00". */
static bool parse_balance(const char *text, struct balance *balance, struct mt940_wrong *wrong)
{
	const char *at = text + 1;
	*wrong = (struct mt940_wrong){ FAULT_COLUMN, "C or D before the balance" };
	if (*text != 'C' && *text != 'D')
		return false;
	*wrong = (struct mt940_wrong){ FAULT_DATE, "the day (YYMMDD) of the balance" };
	if (strlen(at) < 6 || !short_day(at, &balance->day))
		return false;
	at += 6;
	*wrong = (struct mt940_wrong){ FAULT_CURRENCY, "a currency of three letters" };
	for (int i = 0; i < 3; i++)
		if (at[i] < 'A' || at[i] > 'Z')
			return false;
	memcpy(balance->currency, at, 3);
	balance->currency[3] = '\0';
	at += 3;
	*wrong = (struct mt940_wrong){ FAULT_AMOUNT, "an amount, such as 500,00" };
	if (!mt940_amount(&at, balance->currency, &balance->amount))
		return false;
	at += strspn(at, " ");
	if (*at && strncmp(at, "-}", 2) != 0)
		return false;
	if (*text == 'D')
		balance->amount = -balance->amount;
	return true;
}

static bool read_balance(struct mt940 *mt940, struct balance *balance)
{
	struct mt940_wrong wrong;
	const char *field = buf_string(&mt940->field);
	char *text = arena_alloc_raw(&mt940->reading->arena, mt940->field.length + 1), *to = text;
	for (; *field; field++) /* banks break lines anywhere */
		if (*field != '\n')
			*to++ = *field;
	*to = '\0';
	if (parse_balance(text, balance, &wrong))
		return true;
	damaged(mt940, wrong);
	return false;
}

static void lose_closing(struct mt940 *mt940, uint64_t place, const char *lacks)
{
	mt940->statement.unsure = true;
	mt940->statement.account.has_closing = false;
	list_fault(mt940->reading->taker, FAULT_TRUNCATED, place,
		   "account %s has no %s: download the list again", mt940->statement.account.name,
		   lacks);
}

/* A statement begins, or the list ends, where a closing balance or another page had to come. */
static void expect_closed(struct mt940 *mt940, uint64_t place, bool page)
{
	struct statement *statement = &mt940->statement;
	if (statement->open) {
		lose_closing(mt940, place, "closing balance (:62F:)");
		statement_close(statement, NULL, NO_DAY, place);
	} else if (mt940->pages_follow && !page) {
		lose_closing(mt940, place, "page behind the one that ends with :62M:");
	}
	mt940->pages_follow = false;
}

static void read_opening(struct mt940 *mt940, bool page)
{
	struct list_account account = { .name = mt940->account,
					.from = NO_DAY, /* 60F's is the day of the closing before */
					.to = NO_DAY,
					.place = mt940->place };
	struct balance balance = { .day = NO_DAY };
	bool is_first = page && !mt940->pages_follow;
	expect_closed(mt940, mt940->before, page);
	account.has_opening = read_balance(mt940, &balance);
	if (account.has_opening) {
		account.opening = balance.amount;
		memcpy(account.currency, balance.currency, sizeof account.currency);
	}
	if (is_first)
		list_warn(mt940->reading->taker, mt940->place,
			  "the list begins in the middle of a statement (:60M:): lines before it "
			  "are "
			  "in another list");
	statement_open(&mt940->statement, &account,
		       balance.day == NO_DAY ? NO_DAY : balance.day + 1);
	mt940->statements++;
}

static bool is_open(struct mt940 *mt940)
{
	if (!mt940->statement.open)
		list_fault(mt940->reading->taker, FAULT_COLUMN, mt940->place,
			   "a field :%s: without an opening balance (:60F:) before it: the list "
			   "was "
			   "cut; download it again",
			   mt940->tag);
	return mt940->statement.open;
}

static void read_closing(struct mt940 *mt940, bool page)
{
	struct statement *statement = &mt940->statement;
	struct balance balance;
	if (!is_open(mt940))
		return;
	mt940->pages_follow = page;
	if (!read_balance(mt940, &balance)) {
		statement_close(statement, NULL, NO_DAY, mt940->place);
		return;
	}
	if (!statement->unsure && strcmp(balance.currency, statement->account.currency) != 0) {
		statement->unsure = true;
		list_fault(mt940->reading->taker, FAULT_CURRENCY, mt940->place,
			   "the closing balance is in %s, the opening in %s: download the list "
			   "again",
			   balance.currency, statement->account.currency);
	}
	statement_close(statement, &balance.amount, balance.day, mt940->place);
}

/* The bank's own reference (behind //) is in no norm said to name one movement. */
static void read_movement(struct mt940 *mt940)
{
	struct list_line *line = &mt940->movement;
	struct mt940_wrong wrong;
	if (!is_open(mt940))
		return;
	*line = list_line_at(mt940->place);
	memcpy(line->currency, mt940->statement.account.currency, LIST_CURRENCY_SIZE);
	mt940->waits = mt940_line(buf_string(&mt940->field), &mt940->reading->arena, line,
				  &mt940->details, &wrong);
	if (!mt940->waits)
		damaged(mt940, wrong);
	else if (mt940->details) /* the next field takes the place of this one */
		mt940->details = arena_strdup(&mt940->reading->arena, mt940->details);
}

void mt940_too_long(struct mt940 *mt940)
{
	list_fault(mt940->reading->taker, FAULT_TOO_LONG, mt940->place,
		   "field :%s: is longer than %d KiB: this is no list of a bank", mt940->tag,
		   MT940_LONGEST_FIELD / 1024);
	mt940->waits = false;
	mt940->statement.unsure = true;
}

/* Words of the movement; behind a balance they are of the whole statement. */
static void read_words(struct mt940 *mt940)
{
	if (!mt940->waits)
		return;
	if (mt940->words.length + mt940->field.length > MT940_LONGEST_FIELD) {
		mt940_too_long(mt940);
		return;
	}
	if (mt940->words.length)
		buf_char(&mt940->words, '\n');
	buf_add(&mt940->words, mt940->field.bytes, mt940->field.length);
}

/* The account as the bank writes it; a BIC may stand on a line behind it. */
static void read_account(struct mt940 *mt940)
{
	struct arena *arena = &mt940->reading->arena;
	const char *field = buf_string(&mt940->field);
	const char *text = list_text(arena, arena_copy(arena, field, strcspn(field, "\n")));
	size_t length = utf8_prefix(text, MT940_ACCOUNT_LENGTH);
	memcpy(mt940->account, text, length);
	mt940->account[length] = '\0';
}

static bool tag_is(const struct mt940 *mt940, const char *tag)
{
	return strcmp(mt940->tag, tag) == 0;
}

/* The field that was read is whole. */
void mt940_end_field(struct mt940 *mt940)
{
	if (!*mt940->tag)
		return;
	if (!tag_is(mt940, "86"))
		give_movement(mt940);
	if (tag_is(mt940, "20"))
		mt940->account[0] = '\0';
	else if (tag_is(mt940, "25") || tag_is(mt940, "25P"))
		read_account(mt940);
	else if (tag_is(mt940, "60F") || tag_is(mt940, "60M"))
		read_opening(mt940, tag_is(mt940, "60M"));
	else if (tag_is(mt940, "61"))
		read_movement(mt940);
	else if (tag_is(mt940, "86"))
		read_words(mt940);
	else if (tag_is(mt940, "62F") || tag_is(mt940, "62M"))
		read_closing(mt940, tag_is(mt940, "62M"));
	else if (tag_is(mt940, "34F"))
		mt940->interim = true;
	mt940->tag[0] = '\0';
	buf_clear(&mt940->field);
}

void mt940_end_list(struct mt940 *mt940)
{
	struct list_reading *reading = mt940->reading;
	give_movement(mt940);
	if (reading->source->failed) {
		reading->stopped = true;
		mt940->statement.unsure = true;
	} else if (!mt940->statements) {
		list_fault(reading->taker, FAULT_NOT_A_LIST, 1,
			   mt940->interim ? "this is an MT942, of movements that are not booked "
					    "yet: download the MT940"
					  : "no opening balance (:60F:): this is no MT940");
	} else {
		expect_closed(mt940, mt940->last, false);
	}
	statement_end(&mt940->statement);
}
