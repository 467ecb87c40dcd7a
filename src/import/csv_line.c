/* Makes lines of records: amounts, currency, day, text, reference, what it is for. */
#include "import/csv_line.h"

#include <stdlib.h>
#include <string.h>

#include "base/decimal.h"
#include "base/unicode.h"

/* A record being read. */
struct making {
	struct csv_maker *maker;
	const struct record_cells *record;
	const struct template *const *chosen;
	struct list_line line;
	int64_t fee;
	bool bad; /* a fault was told */
};

static void refuse(struct making *making, enum list_fault fault, const char *message)
{
	making->bad = true;
	making->maker->taker->fault(making->maker->taker, fault, making->line.place, message);
}

static const char *value(const struct making *making, enum rule_field field)
{
	return rules_value(making->maker->arena, making->chosen[field], making->record);
}

/* Whether the record has all cells that its values name. */
static bool has_cells(struct making *making)
{
	for (int field = 0; field < RULE_FIELDS; field++) {
		const struct template *one = making->chosen[field];
		if (!one || field == RULE_COMMENT || one->needed <= making->record->count)
			continue;
		refuse(making, FAULT_COLUMN,
		       arena_printf(making->maker->arena,
				    "the record has %zu cells, but line %llu of the rules needs "
				    "%zu: look at the list there, and at \"separator\" and "
				    "\"fields\"",
				    making->record->count, (unsigned long long)one->place,
				    one->needed));
		return false;
	}
	return true;
}

static void read_currency(struct making *making)
{
	struct csv_maker *maker = making->maker;
	char why[CELL_WHY_SIZE];
	const char *text = value(making, RULE_CURRENCY);
	if (!*text)
		return;
	if (strcmp(text, maker->currency_text) != 0) {
		int fault = cell_currency(&maker->rules->amounts, text, maker->currency, why);
		if (fault != CELL_OK) {
			refuse(making, (enum list_fault)fault, why);
			return;
		}
		maker->currency_text[0] = '\0';
		if (strlen(text) < sizeof maker->currency_text)
			memcpy(maker->currency_text, text, strlen(text) + 1);
	}
	memcpy(making->line.currency, maker->currency, sizeof maker->currency);
}

/* Reads FIELD as an amount in the line's currency; false where it is empty or a fault was told. */
static bool read_amount(struct making *making, enum rule_field field, int64_t *amount)
{
	char why[CELL_WHY_SIZE];
	const char *text = value(making, field);
	if (!*text)
		return false;
	int fault = list_cell_amount(&making->maker->rules->amounts, text, making->line.currency,
				     amount, why);
	if (fault != CELL_OK)
		refuse(making, (enum list_fault)fault, why);
	return fault == CELL_OK;
}

/* The amount, which is in one of three fields: hledger's rule, that one at most is not zero. */
static void read_amounts(struct making *making)
{
	static const enum rule_field fields[] = { RULE_AMOUNT, RULE_AMOUNT_IN, RULE_AMOUNT_OUT };
	int said = 0, moving = 0;
	for (int i = 0; i < 3; i++) {
		int64_t amount;
		if (!read_amount(making, fields[i], &amount))
			continue;
		said++;
		moving += amount != 0;
		if (amount)
			making->line.amount = fields[i] == RULE_AMOUNT_OUT ? -amount : amount;
	}
	if (!said && !making->bad)
		refuse(making, FAULT_AMOUNT, "the record says no amount");
	if (moving > 1)
		refuse(making, FAULT_AMOUNT,
		       "the record says two amounts: amount, amount-in and amount-out are for one");
}

static void read_fee(struct making *making)
{
	struct list_line *line = &making->line;
	if (!making->chosen[RULE_FEE] || !read_amount(making, RULE_FEE, &making->fee))
		return;
	int64_t net;
	if (__builtin_sub_overflow(line->amount, making->fee, &net))
		refuse(making, FAULT_AMOUNT, "amount and fee are too large");
	else if (!making->maker->rules->fee_account)
		line->amount = net;
}

static void read_balance(struct making *making)
{
	if (making->chosen[RULE_BALANCE])
		making->line.has_balance = read_amount(making, RULE_BALANCE, &making->line.balance);
}

bool csv_balance(struct csv_maker *maker, const struct record_cells *record,
		 const struct template *const chosen[RULE_FIELDS], int64_t *moved, int64_t *balance)
{
	struct making making = { .maker = maker, .record = record, .chosen = chosen };
	static void (*const steps[])(struct making *) = { read_currency, read_amounts, read_fee,
							  read_balance };
	for (size_t i = 0; i < sizeof steps / sizeof *steps && !making.bad; i++)
		steps[i](&making);
	*moved = making.line.amount;
	if (maker->rules->fee_account && __builtin_sub_overflow(*moved, making.fee, moved))
		return false;
	*balance = making.line.balance;
	return !making.bad && making.line.has_balance;
}

int64_t csv_day(struct csv_maker *maker, const struct record_cells *record,
		const struct template *const chosen[RULE_FIELDS])
{
	char why[CELL_WHY_SIZE];
	int64_t day;
	const char *text = rules_value(maker->arena, chosen[RULE_DATE], record);
	return cell_day(&maker->dates, text, &day, why) == CELL_OK ? day : NO_DAY;
}

static void read_day(struct making *making)
{
	char why[CELL_WHY_SIZE];
	int fault =
		cell_day(&making->maker->dates, value(making, RULE_DATE), &making->line.day, why);
	if (fault != CELL_OK)
		refuse(making, (enum list_fault)fault, why);
}

/* Whether the bar at AT parts "who | what": it has blanks or the ends of TEXT around it. */
static bool is_bar(const char *text, const char *at)
{
	return *at == '|' && (at == text || at[-1] == ' ') && (!at[1] || at[1] == ' ');
}

/* Drops the empty parts of "who | what", in place. PARTY: what is before the first bar. */
static void drop_empty_parts(struct arena *arena, char *text, const char **party)
{
	char *to = text;
	const char *from = text, *at = text;
	bool first = true;
	for (;; at++) {
		if (*at && !is_bar(text, at))
			continue;
		const char *end = at;
		while (end > from && end[-1] == ' ')
			end--;
		if (first && *at)
			*party = arena_copy(arena, from, (size_t)(end - from));
		first = false;
		if (end > from && to > text) {
			memcpy(to, " | ", 3);
			to += 3;
		}
		memmove(to, from, (size_t)(end - from));
		to += end - from;
		if (!*at)
			break;
		from = at + 1;
		while (*from == ' ')
			from++;
	}
	*to = '\0';
}

static void read_text(struct making *making)
{
	struct arena *arena = making->maker->arena;
	const char *text = list_text(arena, value(making, RULE_DESCRIPTION));
	making->line.party = "";
	making->line.text = text;
	if (!strchr(text, '|'))
		return;
	char *parts = arena_alloc_raw(arena, 2 * strlen(text) + 4);
	memcpy(parts, text, strlen(text) + 1);
	drop_empty_parts(arena, parts, &making->line.party);
	making->line.text = parts;
}

static void read_reference(struct making *making)
{
	const char *code = list_text(making->maker->arena, value(making, RULE_CODE));
	making->line.reference = list_names_nothing(code, strlen(code)) ? "" : code;
	making->line.promised = making->maker->rules->id_code && *making->line.reference;
}

static void read_purpose(struct making *making)
{
	struct list_line *line = &making->line;
	struct arena *arena = making->maker->arena;
	const struct template *purpose = making->chosen[RULE_ACCOUNT2];
	line->account = list_text(arena, value(making, RULE_ACCOUNT1));
	line->purpose = "";
	if (!purpose)
		return;
	line->purpose = list_text(arena, value(making, RULE_ACCOUNT2));
	line->purpose_place = purpose->place;
	if (strncmp(line->purpose, "members:", 8) != 0)
		return;
	const char *member = line->purpose + 8;
	size_t digits = strspn(member, "0123456789");
	if (!digits || digits > 20 || member[digits])
		refuse(making, FAULT_RULES,
		       arena_printf(arena,
				    "line %llu of the rules makes account2 \"%.*s\": a member is "
				    "named by number, members:ID; a name is chosen by its bearer",
				    (unsigned long long)purpose->place,
				    (int)utf8_prefix(line->purpose, 60), line->purpose));
}

/* "<@900000000000000001>", as Discord copies it, and the plain id. */
static void read_member(struct making *making)
{
	const char *text = value(making, RULE_MEMBER);
	size_t begin = strncmp(text, "<@!", 3) == 0 ? 3 : strncmp(text, "<@", 2) == 0 ? 2 : 0;
	size_t digits = strspn(text + begin, "0123456789");
	if (digits < 17 || digits > 20 || strcmp(text + begin + digits, begin ? ">" : "") != 0) {
		refuse(making, FAULT_COLUMN,
		       "the cell of the member is no Discord id (17 to 20 digits): a spreadsheet "
		       "may have rounded it; export the list again as text");
		return;
	}
	making->line.member_id = arena_copy(making->maker->arena, text + begin, digits);
}

/* Reads all of a movement up to the first thing that is wrong: a header that comes again is wrong
 * in every cell. */
static void read_movement(struct making *making)
{
	static void (*const steps[])(struct making *) = {
		read_day,     read_currency, read_amounts,   read_fee,
		read_balance, read_text,     read_reference, read_purpose,
	};
	for (size_t i = 0; i < sizeof steps / sizeof *steps && !making->bad; i++)
		steps[i](making);
	if (!making->bad && !*making->line.currency)
		refuse(making, FAULT_CURRENCY,
		       "nothing says the currency: say \"currency EUR\" in the rules");
}

/* Gives the line, and the fee behind it where it is booked apart: the balance told is after both.
 */
static void give(struct making *making)
{
	struct list_taker *taker = making->maker->taker;
	struct list_line *line = &making->line, fee;
	const struct import_rules *rules = making->maker->rules;
	if (!making->fee || !rules->fee_account) {
		taker->line(taker, line);
		return;
	}
	fee = *line;
	if (line->has_balance && !checked_add(line->balance, making->fee, &line->balance)) {
		refuse(making, FAULT_AMOUNT, "balance and fee are too large");
		return;
	}
	taker->line(taker, line);
	fee.amount = -making->fee;
	fee.purpose = rules->fee_account;
	fee.purpose_place = rules->fee_place;
	taker->line(taker, &fee);
}

void csv_line(struct csv_maker *maker, const struct record_cells *record, uint64_t place,
	      const struct template *const chosen[RULE_FIELDS])
{
	struct making making = { .maker = maker, .record = record, .chosen = chosen };
	making.line = list_line_at(place);
	making.line.day = NO_DAY;
	if (!has_cells(&making))
		return;
	if (maker->rules->balances) {
		read_member(&making);
		read_amounts(&making);
		memset(making.line.currency, 0, sizeof making.line.currency);
	} else {
		read_movement(&making);
	}
	if (!making.bad)
		give(&making);
}
