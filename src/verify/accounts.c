/* Accounts and currencies: kept in memory, being few; each opened by a row of the log. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "base/names.h"
#include "base/fail.h"
#include "base/instant.h"
#include "base/unicode.h"
#include "command/verbs.h"
#include "ledger/currency_code.h"
#include "ledger/defaults.h"
#include "verify/pass.h"

enum { MORE_ACCOUNTS = 1024 };

static bool take_user(void *context, const struct value *values)
{
	struct pass *pass = context;
	struct book_user *user = arena_alloc(&pass->memory, sizeof *user);
	user->user_id = (uint64_t)number_of(&values[0]);
	HASH_ADD(hh, pass->users, user_id, sizeof user->user_id, user);
	return true;
}

bool is_user(const struct pass *pass, uint64_t user_id)
{
	struct book_user *user;
	HASH_FIND(hh, pass->users, &user_id, sizeof user_id, user);
	return user;
}

static bool take_currency(void *context, const struct value *values)
{
	struct pass *pass = context;
	struct book_currency *currency = arena_alloc(&pass->memory, sizeof *currency);
	size_t length = strlen(values[0].text);
	currency_code_copy(currency->code, values[0].text);
	currency->scale = (int)number_of(&values[1]);
	currency->next = pass->currencies;
	pass->currencies = currency;
	if (length < 2 || length > 10 ||
	    strspn(values[0].text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") != length)
		fault_add(pass->faults, CHECK_FORM, "currencies",
			  row_key(pass->faults, "%ju/%s", pass->guild_id, values[0].text),
			  "the code of a currency is 2 to 10 capitals and digits");
	return true;
}

struct book_account *account_of(struct pass *pass, int64_t account_id)
{
	struct book_account *account;
	if (account_id >= 1 && (uint64_t)account_id <= pass->numbered_count)
		return pass->numbered[account_id - 1];
	HASH_FIND(hh, pass->accounts, &account_id, sizeof account_id, account);
	return account;
}

static bool is_purpose(const char *text)
{
	for (size_t i = 0; i < DEFAULT_ACCOUNTS; i++)
		if (strcmp(default_accounts[i].purpose, text) == 0)
			return true;
	return false;
}

static void check_account(struct pass *pass, const struct book_account *account, const char *key)
{
	struct faults *faults = pass->faults;
	char name[32];
	snprintf(name, sizeof name, "@%ju", account->owner_id);
	if (strcmp(text_fold(&pass->line, account->name), account->folded_name) != 0)
		fault_add(faults, CHECK_FORM, "accounts", key,
			  "folded_name “%s” is not the name “%s” without case and accents",
			  account->folded_name, account->name);
	if (account->owner_id && (account->kind != KIND_LIABILITY ||
				  strcmp(account->name, name) != 0 || account->purpose))
		fault_add(faults, CHECK_ACCOUNT, "accounts", key,
			  "the account of a member is a liability called %s, without a purpose",
			  name);
	if (account->purpose && !is_purpose(account->purpose))
		fault_add(faults, CHECK_FORM, "accounts", key, "“%s” is no purpose",
			  account->purpose);
}

static void add_account(struct pass *pass, struct book_account *account, struct book_account **last)
{
	if (*last)
		(*last)->next = account;
	else
		pass->first_account = pass->unopened = account;
	*last = account;
	if (account->account_id == (int64_t)pass->numbered_count + 1) {
		if (pass->numbered_count % MORE_ACCOUNTS == 0)
			pass->numbered =
				reallocarray(pass->numbered, pass->numbered_count + MORE_ACCOUNTS,
					     sizeof *pass->numbered);
		if (!pass->numbered)
			fail(EX_OSERR, "out of memory");
		pass->numbered[pass->numbered_count++] = account;
	}
	HASH_ADD(hh, pass->accounts, account_id, sizeof account->account_id, account);
	HASH_ADD_KEYPTR(by_name, pass->by_name, account->folded_name, strlen(account->folded_name),
			account);
	if (account->owner_id)
		HASH_ADD(by_owner, pass->by_owner, owner_id, sizeof account->owner_id, account);
	if (account->purpose && strcmp(account->purpose, "till") == 0)
		pass->till = account;
}

void load_accounts(struct pass *pass)
{
	struct binding guild = bind_integer(":guild", (int64_t)pass->guild_id);
	const struct value *values;
	struct book_account *last = NULL;
	store_query(pass->store, "verify currencies", &guild, 1, take_currency, pass);
	store_query(pass->store, "verify users", &guild, 1, take_user, pass);
	struct reader *rows = store_read(pass->store, "verify accounts", &guild, 1);
	while ((values = reading_next(rows))) {
		struct book_account *account = arena_alloc(&pass->memory, sizeof *account);
		const char *key =
			row_key(pass->faults, "%ju/%jd", pass->guild_id, number_of(&values[0]));
		*account = (struct book_account){
			.account_id = number_of(&values[0]),
			.name = arena_strdup(&pass->memory, values[1].text),
			.folded_name = arena_strdup(&pass->memory, values[2].text),
			.kind = (enum account_kind)name_index(account_kind_names, values[3].text),
			.owner_id = (uint64_t)number_of(&values[4]),
			.purpose = text_of(&values[5]) ? arena_strdup(&pass->memory, values[5].text)
						       : NULL,
			.opened_by = number_of(&values[6]),
			.owing = number_of(&values[8]),
		};
		if (account->account_id != (last ? last->account_id : 0) + 1)
			fault_add(pass->faults, CHECK_SEQUENCE, "accounts", key,
				  "the account before has the number %jd",
				  (last ? last->account_id : 0));
		check_account(pass, account, key);
		add_account(pass, account, &last);
		arena_reset(&pass->line);
	}
	reading_end(rows);
	while (pass->since && pass->unopened && pass->unopened->opened_by <= pass->seq)
		pass->unopened = pass->unopened->next;
}

/* An account that the log's command opened under the very name and kind. */
static void check_opened(struct pass *pass, const struct log_row *row,
			 const struct book_account *account, const char *key)
{
	const char *name = name_given(pass, row), *kind = command_argument(row->command, "kind");
	if (!name || !kind || strcmp(name, account->name) != 0 ||
	    strcmp(kind, account_kind_names[account->kind]) != 0)
		fault_add(pass->faults, CHECK_ACCOUNT, "accounts", key,
			  "log row %jd opened “%s” of the kind %s, the account is “%s” of the "
			  "kind %s",
			  row->seq, name ? name : "?", kind ? kind : "?", account->name,
			  account_kind_names[account->kind]);
}

/* The main currency's, or that of the floor which the account was opened with. */
static void open_first_balance(struct pass *pass, const struct log_row *row,
			       struct book_account *account)
{
	for (const struct book_currency *each = pass->currencies;
	     account->owner_id && pass->has_terms && each; each = each->next)
		holding_of(pass, account, each->code)->floor_of_settings = true;
	const struct book_currency *currency =
		row->traits & TRAIT_OPENS_ACCOUNT ? currency_meant(pass, row) : NULL;
	holding_of(pass, account, currency ? currency->code : pass->currency)->wanted = true;
}

/* The traits of what opens the account, where rules opened it for a purpose of its own: of fees and
 * dues, which get their first balance with the first payment. 0: it was opened as others are. */
static uint64_t opening_trait(const struct book_account *account)
{
	static const struct {
		const char *purpose;
		uint64_t trait;
	} purposes[] = { { "fees", TRAIT_OPENS_FEES },
			 { "dues", TRAIT_OPENS_DUES },
			 { "to_sort", TRAIT_OPENS_TO_SORT },
			 { "result", TRAIT_CLOSES_YEAR } };
	for (size_t i = 0; account->purpose && i < sizeof purposes / sizeof *purposes; i++)
		if (strcmp(account->purpose, purposes[i].purpose) == 0)
			return purposes[i].trait;
	return 0;
}

static bool row_opens(const struct log_row *row, const struct book_account *account)
{
	uint64_t trait = opening_trait(account);
	if (!row->ok)
		return false;
	return trait ? (row->traits | row->effect_traits) & trait
		     : row->kind == LOG_INIT ||
			       row->traits & (TRAIT_OPENS_ACCOUNT | TRAIT_REGISTERS);
}

void open_accounts(struct pass *pass, const struct log_row *row)
{
	bool opened = false;
	for (; pass->unopened && pass->unopened->opened_by <= row->seq;
	     pass->unopened = pass->unopened->next) {
		struct book_account *account = pass->unopened;
		const char *key =
			row_key(pass->faults, "%ju/%jd", pass->guild_id, account->account_id);
		if (account->opened_by < row->seq || !row_opens(row, account))
			fault_add(pass->faults, CHECK_ACCOUNT, "accounts", key,
				  "opened_by is %jd, and that row of the log (or the order of the "
				  "accounts) did not open it",
				  account->opened_by);
		else if (row->command && row->traits & TRAIT_OPENS_ACCOUNT)
			check_opened(pass, row, account, key);
		opened = true;
		if (!opening_trait(account))
			open_first_balance(pass, row, account);
	}
	if (row->ok && !opened && (row->traits & TRAIT_OPENS_ACCOUNT || row->kind == LOG_INIT))
		fault_add(pass->faults, CHECK_EFFECT, "commands", log_key(pass, row),
			  "it opened an account, and there is none whose opened_by is %jd",
			  row->seq);
}

void end_accounts(struct pass *pass)
{
	for (; pass->unopened; pass->unopened = pass->unopened->next)
		fault_add(pass->faults, CHECK_ACCOUNT, "accounts",
			  row_key(pass->faults, "%ju/%jd", pass->guild_id,
				  pass->unopened->account_id),
			  "opened_by is %jd, and the log ends at %jd", pass->unopened->opened_by,
			  pass->seq);
}
