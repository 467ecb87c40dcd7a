/* Floors over time: what the log's commands set, held against what each transaction left. */
#include <string.h>

#include "base/decimal.h"
#include "base/unicode.h"
#include "command/verbs.h"
#include "command/money.h"
#include "verify/pass.h"

/* The floor that TEXT ("none" or an amount) sets; false when it is none. */
static bool read_floor(struct pass *pass, const struct book_account *account,
		       struct holding *holding, const char *text)
{
	const struct book_currency *currency = currency_of(pass, holding->currency);
	bool none = strcmp(text, "none") == 0, lifted = none && account->kind == KIND_ASSET;
	holding->has_floor = !none || lifted;
	holding->floor = lifted ? NO_FLOOR : 0;
	if (none)
		return true;
	if (strchr(text, ',')) /* accepted only where it was the decimal sign of three decimals */
		text = money_reading(&pass->line, text, true);
	return currency && decimal_to_minor(text, currency->scale, &holding->floor) == DECIMAL_OK;
}

static void set_by_limit(struct pass *pass, const struct log_row *row)
{
	const char *reference = command_argument(row->command, "account"),
		   *limit = command_argument(row->command, "limit");
	struct book_account *account = reference ? account_named(pass, reference) : NULL;
	struct book_currency *currency = currency_meant(pass, row);
	struct holding *holding =
		account && currency ? holding_of(pass, account, currency->code) : NULL;
	if (!holding || !limit || !read_floor(pass, account, holding, limit)) {
		fault_add(pass->faults, CHECK_LOG, "commands", log_key(pass, row),
			  "its floor cannot be read, or it is of an account or currency that is "
			  "not there");
		return;
	}
	holding->wanted = true;
	holding->floor_of_settings = false;
	int64_t held = row->rules >= RULES_BANK ? holding->held : 0;
	if (holding->has_floor && normal_side(account, holding->amount) - held < holding->floor)
		fault_add(pass->faults, CHECK_FLOOR, "commands", log_key(pass, row),
			  "it set a floor above what the account held then");
}

struct lifted {
	struct pass *pass;
	const struct book_account *account;
	const char *currency;
	bool found;
};

static bool take_lifted(void *context, const struct value *values)
{
	struct lifted *lifted = context;
	if (values[1].kind == VALUE_TEXT && values[2].kind == VALUE_TEXT &&
	    strcasecmp(values[2].text, lifted->currency) == 0)
		lifted->found = account_named(lifted->pass, values[1].text) == lifted->account;
	return !lifted->found;
}

bool lifted_before_checkpoint(struct pass *pass, const struct book_account *account,
			      const char *currency)
{
	struct lifted lifted = { .pass = pass, .account = account, .currency = currency };
	if (!pass->since || account->kind != KIND_ASSET)
		return false;
	struct binding bindings[] = { bind_integer(":guild", (int64_t)pass->guild_id),
				      bind_integer(":seq", pass->since->seq) };
	store_query(pass->store, "floors lifted before", bindings, 2, take_lifted, &lifted);
	return lifted.found;
}

/* Whether the row sets what accounts that are opened from then on may do. */
static bool sets_terms(struct pass *pass, const struct log_row *row)
{
	const char *key = command_argument(row->command, "key");
	static const char *const keys[] = { "account.floor", "cuenta.minimo" };
	for (size_t i = 0; key && i < sizeof keys / sizeof *keys; i++)
		if (strncmp(text_fold(&pass->line, key), keys[i], strlen(keys[i])) == 0)
			return true;
	return false;
}

void set_floors(struct pass *pass, const struct log_row *row)
{
	if (!row->ok || !row->command)
		return;
	pass->has_terms |= row->rules >= RULES_MONTH && sets_terms(pass, row);
	if (row->traits & TRAIT_OPENS_ACCOUNT) {
		const char *name = name_given(pass, row),
			   *floor = command_argument(row->command, "floor");
		struct book_account *account = name ? account_named(pass, name) : NULL;
		struct book_currency *currency = currency_meant(pass, row);
		if (account && floor &&
		    (!currency ||
		     !read_floor(pass, account, holding_of(pass, account, currency->code), floor)))
			fault_add(pass->faults, CHECK_LOG, "commands", log_key(pass, row),
				  "its floor cannot be read");
	} else if (row->traits & TRAIT_SETS_FLOOR) {
		set_by_limit(pass, row);
	}
}

void check_floors(struct pass *pass, struct holding *moved, struct book_account *const *owners,
		  int64_t transaction)
{
	for (size_t i = 0; moved; moved = moved->moved, i++) {
		/* An asset's is 0 from the strict rules on, though none is written. */
		bool floored = moved->has_floor ||
			       (owners[i]->kind == KIND_ASSET && pass->rules >= RULES_STRICT);
		int64_t before = normal_side(owners[i], moved->before),
			after = normal_side(owners[i], moved->amount);
		if (floored && !moved->floor_of_settings && after < before &&
		    after - moved->held < moved->floor)
			fault_add(pass->faults, CHECK_FLOOR, "transactions",
				  row_key(pass->faults, "%ju/%jd", pass->guild_id, transaction),
				  "it took account %jd to %jd %s (minor units), of which %jd were "
				  "held, below its floor then, %jd",
				  owners[i]->account_id, after, moved->currency, moved->held,
				  moved->floor);
	}
}
