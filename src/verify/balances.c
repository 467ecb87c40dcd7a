/* Balances against the entries that made them. */
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "verify/pass.h"

static bool take_new_entry(void *context, const struct value *values)
{
	struct pass *pass = context;
	struct book_account *account = account_of(pass, number_of(&values[0]));
	if (!account)
		return true; /* told when it is read in its place */
	struct holding *holding = holding_of(pass, account, values[1].text);
	holding->entries--;
	holding->amount = (int64_t)((uint64_t)holding->amount - (uint64_t)number_of(&values[2]));
	return true;
}

static void take_floors(struct pass *pass)
{
	for (const struct checkpoint_floor *floor = pass->since->floors; floor;
	     floor = floor->next) {
		struct book_account *account = account_of(pass, floor->account_id);
		if (!account)
			continue;
		struct holding *holding = holding_of(pass, account, floor->currency);
		holding->has_floor = floor->has_floor;
		holding->floor = floor->floor;
	}
}

/* What was there at the checkpoint is what is there now, less what came since; its digest says
 * whether that is so. */
void begin_balances(struct pass *pass)
{
	struct binding bindings[] = { bind_integer(":guild", (int64_t)pass->guild_id),
				      bind_integer(":transaction", pass->last_transaction) };
	char digest[HASH_TEXT_SIZE];
	const struct value *values;
	struct reader *rows = store_read(pass->store, "verify balances", bindings, 1);
	while ((values = reading_next(rows))) {
		struct book_account *account = account_of(pass, number_of(&values[0]));
		if (!account)
			continue;
		struct holding *holding = holding_of(pass, account, values[1].text);
		holding->amount = number_of(&values[2]);
		holding->entries = number_of(&values[4]);
	}
	reading_end(rows);
	store_query(pass->store, "verify new entries", bindings, 2, take_new_entry, pass);
	take_floors(pass);
	balances_digest(pass, digest);
	if (strcmp(digest, pass->since->balances) != 0)
		fault_add(pass->faults, CHECK_CHECKPOINT, "balances",
			  row_key(pass->faults, "%ju", pass->guild_id),
			  "less the entries after transaction %jd they are not what the "
			  "checkpoint found there",
			  pass->last_transaction);
}

static int by_code(const struct holding *one, const struct holding *other)
{
	return strcmp(one->currency, other->currency);
}

/* The holdings of an account in order of currency. */
static void sort_holdings(struct book_account *account)
{
	struct holding *sorted = NULL, *next;
	for (struct holding *holding = account->holdings; holding; holding = next) {
		struct holding **place = &sorted;
		next = holding->next;
		while (*place && by_code(*place, holding) < 0)
			place = &(*place)->next;
		holding->next = *place;
		*place = holding;
	}
	account->holdings = sorted;
}

void balances_digest(struct pass *pass, char digest[HASH_TEXT_SIZE])
{
	crypto_hash_sha256_state hash;
	unsigned char bytes[crypto_hash_sha256_BYTES];
	char line[96];
	crypto_hash_sha256_init(&hash);
	for (struct book_account *account = pass->first_account; account; account = account->next) {
		sort_holdings(account);
		for (const struct holding *holding = account->holdings; holding;
		     holding = holding->next) {
			if (!holding->entries)
				continue;
			int length =
				snprintf(line, sizeof line, "%jd,%s,%jd,%jd\n", account->account_id,
					 holding->currency, holding->amount, holding->entries);
			crypto_hash_sha256_update(&hash, (const unsigned char *)line,
						  (size_t)length);
		}
	}
	crypto_hash_sha256_final(&hash, bytes);
	sodium_bin2hex(digest, HASH_TEXT_SIZE, bytes, sizeof bytes);
}

static void compare_balance(struct pass *pass, struct book_account *account,
			    const struct value *values, const char *key)
{
	struct holding *holding = holding_of(pass, account, values[1].text);
	bool has_floor = values[3].kind != VALUE_NULL;
	holding->stored = true;
	if (number_of(&values[2]) != holding->amount)
		fault_add(pass->faults, CHECK_BALANCE, "balances", key,
			  "the balance is %jd, the entries sum to %jd (minor units)",
			  number_of(&values[2]), holding->amount);
	if (number_of(&values[4]) != holding->entries)
		fault_add(pass->faults, CHECK_BALANCE, "balances", key,
			  "it counts %jd entries, there are %jd", number_of(&values[4]),
			  holding->entries);
	if (number_of(&values[5]) != holding->held)
		fault_add(pass->faults, CHECK_HELD, "balances", key,
			  "%jd are held, the open holds sum to %jd (minor units)",
			  number_of(&values[5]), holding->held);
	bool has_ceiling = values[6].kind != VALUE_NULL;
	if (!pass->since && (has_ceiling != holding->has_ceiling ||
			     (has_ceiling && number_of(&values[6]) != holding->ceiling)))
		fault_add(pass->faults, CHECK_LIMIT, "balances", key,
			  "ceiling is %jd%s, by the log %jd%s (minor units)", number_of(&values[6]),
			  has_ceiling ? "" : " (none)", holding->ceiling,
			  holding->has_ceiling ? "" : " (none)");
	bool kept = has_floor && !holding->has_floor && number_of(&values[3]) == NO_FLOOR &&
		    lifted_before_checkpoint(pass, account, values[1].text);
	if (!kept && !holding->floor_of_settings &&
	    (has_floor != holding->has_floor ||
	     (has_floor && number_of(&values[3]) != holding->floor))) {
		char floor[24] = "none";
		if (holding->has_floor)
			snprintf(floor, sizeof floor, "%jd", holding->floor);
		fault_add(pass->faults, CHECK_FLOOR, "balances", key,
			  "the floor is %jd%s, by the log it is %s", number_of(&values[3]),
			  has_floor ? "" : " (none)", floor);
	}
	if (has_floor && normal_side(account, number_of(&values[2])) < number_of(&values[3]))
		fault_add(pass->faults, CHECK_FLOOR, "balances", key,
			  "the account holds %jd, below its floor, %jd",
			  normal_side(account, number_of(&values[2])), number_of(&values[3]));
}

void end_balances(struct pass *pass)
{
	struct binding guild = bind_integer(":guild", (int64_t)pass->guild_id);
	const struct value *values;
	struct reader *rows = store_read(pass->store, "verify balances", &guild, 1);
	while ((values = reading_next(rows))) {
		struct book_account *account = account_of(pass, number_of(&values[0]));
		if (account) /* the references tell of those without one */
			compare_balance(pass, account, values,
					row_key(pass->faults, "%ju/%jd/%s", pass->guild_id,
						account->account_id, values[1].text));
	}
	reading_end(rows);
	for (const struct book_account *account = pass->first_account; account;
	     account = account->next)
		for (const struct holding *holding = account->holdings; holding;
		     holding = holding->next)
			if (!holding->stored && (holding->wanted || holding->entries))
				fault_add(pass->faults, CHECK_BALANCE, "balances",
					  row_key(pass->faults, "%ju/%jd/%s", pass->guild_id,
						  account->account_id, holding->currency),
					  "the row is missing; the account's %jd entries sum to "
					  "%jd",
					  holding->entries, holding->amount);
}
