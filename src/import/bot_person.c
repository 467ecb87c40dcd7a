/* Ids and amounts of other bots: exact, or refused. */
#include "import/bot_person.h"

#include <stdlib.h>
#include <string.h>

#include "base/decimal.h"

static const char *const field_names[BOT_FIELDS] = { "cash", "bank", "total", "balance" };

/* "-12.50": what such a list may say of an amount. An exponent is a float that may have lost
 * digits; NaN and Infinity are none. */
static bool is_amount(const char *text)
{
	const char *at = text + (*text == '-');
	size_t whole = strspn(at, "0123456789");
	at += whole;
	if (*at == '.') {
		size_t decimals = strspn(at + 1, "0123456789");
		if (!decimals)
			return false;
		at += 1 + decimals;
	}
	return whole && !*at;
}

int bot_decimals(const char *text)
{
	const char *mark = strchr(text, '.');
	if (!mark || !is_amount(text))
		return 0;
	size_t length = strlen(mark + 1);
	while (length && mark[length] == '0')
		length--;
	return (int)length;
}

uint64_t bot_person_id(const struct bot_person *person, struct list_taker *taker)
{
	size_t length = strlen(person->id);
	uint64_t id = 0;
	bool good = length >= 15 && length <= 20 && *person->id != '0';
	for (const char *at = person->id; good && *at; at++)
		good = *at >= '0' && *at <= '9' && !__builtin_mul_overflow(id, 10, &id) &&
		       !__builtin_add_overflow(id, (uint64_t)(*at - '0'), &id);
	if (good)
		return id;
	if (length)
		list_fault(taker, FAULT_COLUMN, person->place,
			   "\"%.40s\" is no Discord id, which has 17 to 20 digits", person->id);
	else
		list_fault(taker, FAULT_COLUMN, person->place,
			   "a member without an id (user_id): ask the bot again");
	return 0;
}

static bool read_amount(const struct bot_person *person, enum bot_field field, const char *text,
			int scale, struct list_taker *taker, int64_t *amount)
{
	const char *wrong;
	if (!is_amount(text))
		wrong = "it must be a finite number, without an exponent";
	else
		switch (decimal_to_minor(text, scale, amount)) {
		case DECIMAL_OK: return true;
		case DECIMAL_OVERFLOW: wrong = "it is larger than any account can hold"; break;
		default:
			wrong = "it has more decimals than any currency, so that it cannot be "
				"exact";
		}
	list_fault(taker, FAULT_AMOUNT, person->place,
		   "%s of %.20s is \"%.40s\": %s; correct it in the bot", field_names[field],
		   person->id, text, wrong);
	return false;
}

/* What UnbelievaBoat says: the total is that of cash and bank. */
static bool read_cash_and_bank(const struct bot_person *person, int scale, struct list_taker *taker,
			       int64_t *amount)
{
	int64_t read[BOT_FIELDS] = { 0 };
	for (int i = BOT_CASH; i <= BOT_TOTAL; i++)
		if (person->has[i] && !read_amount(person, (enum bot_field)i, person->amounts[i],
						   scale, taker, &read[i]))
			return false;
	*amount = read[BOT_TOTAL];
	if (!person->has[BOT_CASH] || !person->has[BOT_BANK]) {
		if (!person->has[BOT_TOTAL])
			list_fault(taker, FAULT_COLUMN, person->place,
				   "%.20s has no balance (cash and bank, or total): ask the bot "
				   "again",
				   person->id);
		return person->has[BOT_TOTAL];
	}
	if (!checked_add(read[BOT_CASH], read[BOT_BANK], amount)) {
		list_fault(taker, FAULT_AMOUNT, person->place,
			   "cash and bank of %.20s are more together than any account can hold",
			   person->id);
		return false;
	}
	if (person->has[BOT_TOTAL] && *amount != read[BOT_TOTAL]) {
		list_fault(taker, FAULT_BALANCE, person->place,
			   "cash and bank of %.20s are not its total: ask the bot again",
			   person->id);
		return false;
	}
	return true;
}

bool bot_person_amount(const struct bot_person *person, const char *default_balance, int scale,
		       struct list_taker *taker, int64_t *amount)
{
	if (!default_balance)
		return read_cash_and_bank(person, scale, taker, amount);
	if (person->has[BOT_BALANCE])
		default_balance = person->amounts[BOT_BALANCE];
	if (*default_balance)
		return read_amount(person, BOT_BALANCE, default_balance, scale, taker, amount);
	list_fault(taker, FAULT_COLUMN, person->place,
		   "%.20s has no balance, and the list has no default_balance: set one of both in "
		   "the bot ([p]bank set, [p]bankset)",
		   person->id);
	return false;
}
