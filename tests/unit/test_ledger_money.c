/* Accounts, money and batches: each rule at its very edge, and what a refusal says. */
#include "sayings.h"

static void members_pay_what_they_have(void)
{
	SAYS(1, "pay <@12> 1", "not_registered", "Write `!register`");
	SAYS(1, "balance", "not_registered", "Write `!register`");
	SAYS(1, "whoami", "ok", "do not have an account yet");
	SAYS(1, "register", "ok", "Welcome");
	SAYS(1, "register", "already_registered", "already");
	SAYS(2, "register", "ok", "Welcome");
	SAYS(1, "whoami", "ok", "0.00 PTS; your account is open");
	SAYS(0, "deposit <@11> 10.00", "missing_memo", "Say what it is for");
	SAYS(0, "deposit <@11> 10.00 cash", "ok",
	     "Deposited 10.00 PTS for @some\\_body #4 (transaction 1). They have 10.00 PTS.");
	SAYS(1, "pay <@12> 10.01", "insufficient_funds", "You have 10.00 PTS; you need 10.01 PTS.");
	CHECK(last.transaction == 0 && has(1) == 1000);
	SAYS(1, "pay <@12> 10.00 lunch", "ok",
	     "Paid 10.00 PTS to @some\\_body #5 (transaction 2). You have 0.00 PTS.");
	CHECK(last.transaction == 2 && last.batch == 1 && has(1) == 0 && has(2) == 1000);
	SAYS(2, "pay <@12> 1", "self_payment", "yourself");
	SAYS(2, "pay <@19> 1", "unknown_user",
	     "The person you mention has no account and was never seen here");
	CHECK(!strstr(last.text, "19")); /* ids are for programs */
	guild_set(&books, guild(), SETTING_BOT_ID, "999");
	SAYS(2, "pay <@999> 1", "unknown_user", "The bot itself has no account");
	SAYS(3, "help", "ok", "pay");
	SAYS(2, "pay <@13> 1", "not_registered", "has no account here yet");
	SAYS(2, "pay till 1", "not_payable", "till cannot be paid");
	SAYS(2, "pay nowhere 1", "unknown_account",
	     "There is no account “nowhere”. If you mean a member, choose them from the list that "
	     "appears when you type @. Other accounts are opened by treasurers.");
	SAYS(0, "dues everyone 5 monthly into \"member fees\"", "unknown_account",
	     "; `!account open \"member fees\" income` opens one.");
	SAYS(0, "mover caja nada 5 ventas", "unknown_account", "; `!cuenta abrir nada activo` abre una.");
	SAYS(0, "move nowhere`x till 5 takings", "unknown_account", "account open nowhere");
	SAYS(0, "balance -3", "unknown_account", "; treasurers open others.");
	SAYS(1, "undo", "nothing_to_undo", "in the last 7 days that");
	guild_set(&books, guild(), SETTING_UNDO_DAYS, "1");
	SAYS(1, "undo", "nothing_to_undo", "in the last 1 day that");
	SAYS(1, "deshacer", "nothing_to_undo", "en el último día que");
	guild_set(&books, guild(), SETTING_UNDO_DAYS, "7");
	books_user(&books, GUILD, 11)->left = true;
	SAYS(2, "pay <@11> 1", "left", "has left");
	books_user(&books, GUILD, 11)->left = false;
	SAYS(9, "pay <@11> 1", "no_own_account", "operator");
	SAYS(2, "pay <@11> 1 EUR", "unknown_currency", "there is PTS");
	SAYS(2, "pay <@11> 1 EURO1", "ok", "Paid 1.00 PTS");
	SAYS(2, "pay <@11> 1 eur", "unknown_currency",
	     "There is no currency eur here (there is PTS). If the word belongs to the memo, put "
	     "the memo in quotes.");
	SAYS(2, "pay <@11> 1 \"eur\"", "ok", "Paid 1.00 PTS");
	SAYS(2, "pay <@11> 1 ABCDEF", "ok", "Paid 1.00 PTS");
	SAYS(2, "pay <@11> 1 AB", "ok", "Paid 1.00 PTS");
	SAYS(2, "pay <@11> 1 ABCDE", "unknown_currency", "ABCDE");
	CHECK(has(1) == 400 && has(2) == 600);
	SAYS(2, "pay <@11> 1.0011", "too_precise", "more decimals");
	SAYS(0, "withdraw <@12> 7 cash", "insufficient_funds",
	     "@some\\_body #5 has 6.00 PTS; 7.00 PTS is needed.");
	SAYS(0, "withdraw <@12> 6 cash", "ok",
	     "Paid out 6.00 PTS to @some\\_body #5 (transaction 7). They have 0.00 PTS.");
	CHECK(holding_of("till") == 400);
	SAYS(0, "deposit till 1 x", "not_a_member_account",
	     "Move the money, as with `!move till opening 12.50 cash`");
	SAYS(0, "register", "ok", "Welcome");
	SAYS(0, "deposit <@10> 5 x", "own_account", "somebody else with the permit");
	SAYS(0, "withdraw <@10> 5 x", "own_account", "somebody else with the permit");
}

static void memos_have_200_characters(void)
{
	char text[320] = "pay <@12> 1 \"";
	size_t start = strlen(text);
	memset(text + start, 'm', 200);
	strcpy(text + start + 200, "\"");
	SAYS(1, text, "ok", "Paid 1.00 PTS");
	struct record record = saying(1, "pay <@12> 1 PTS memo");
	memset(text, 'm', 201);
	text[201] = '\0';
	for (size_t i = 0; i < record.command.argument_count; i++)
		if (strcmp(record.command.arguments[i].key, "memo") == 0)
			record.command.arguments[i].value = text;
	SAME(decided(&record).code, "memo_too_long");
	SAYS(2, "pay <@11> 1 back", "ok", "Paid");
}

static void accounts_are_opened_and_closed(void)
{
	SAYS(0, "account open events expense", "ok", "Account events is open (expense).");
	CHECK(!find_balance(books_account_called(&books, GUILD, "events"), "PTS")->has_floor);
	SAYS(0, "account open EVENTS asset", "name_taken", "already an account");
	SAYS(0, "account open Caja asset", "name_taken", "already an account");
	SAYS(0, "account open till asset", "name_taken", "already an account");
	SAYS(0, "account open apertura asset", "name_taken", "apertura");
	SAYS(0, "account open Sobrantes asset", "name_taken", "Sobrantes");
	SAYS(0, "account open \"Diferencias-de-Caja\" asset", "name_taken", "diferencias de caja");
	SAYS(0, "saldo \"diferencias de caja\"", "ok", "diferencias de caja ");
	SAYS(0, "saldo over-short", "ok", "diferencias de caja ");
	SAYS(0, "balance sobrantes", "ok", "over-short has");
	books.rules = RULES_STRICT; /* a log row of then is decided as it was */
	SAYS(0, "saldo \"diferencias de caja\"", "unknown_account", "diferencias de caja");
	SAYS(0, "balance sobrantes", "ok", "over-short has");
	books.rules = RULES_NOW;
	SAYS(0, "lote cerrar caja=999", "count_differs", "caja: ");
	SAYS(0, "batch close caja=999", "count_differs", "till: ");
	SAYS(0, "saldo apertura", "ok", "apertura ");
	SAYS(0, "balance apertura", "ok", "opening has");
	SAYS(0, "saldo opening", "ok", "apertura ");
	SAYS(1, "pagar till 5", "not_payable", "caja");
	SAYS(0, "account open \"12.5\" asset", "bad_name", "needs at least one letter");
	SAYS(0, "account open \"a=b\" asset", "bad_name", "cannot be an account's name");
	SAYS(0, "account open \"@b\" asset", "bad_name", "cannot be an account's name");
	SAYS(0, "account open aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa asset", "ok", "is open");
	SAYS(0, "account open aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa asset", "bad_name",
	     "up to 40 characters");
	SAYS(0, "account open safe asset floor=0", "ok", "Account safe is open (asset).");
	CHECK(find_balance(books_account_called(&books, GUILD, "safe"), "PTS")->has_floor);
	/* a record may say that there is none */
	struct record record = saying(0, "account open deep asset");
	command_add_argument(&record.command, "floor", "none");
	CHECK(decided(&record).status == STATUS_OK);
	CHECK(find_balance(books_account_called(&books, GUILD, "deep"), "PTS")->floor == NO_FLOOR);
	SAYS(0, "account open vault asset floor=1", "above_balance", "cannot be above zero");
	SAYS(0, "account open credit liability floor=-20", "ok", "Account credit is open");
	CHECK(find_balance(books_account_called(&books, GUILD, "credit"), "PTS")->floor == -2000);
	SAYS(0, "account close safe", "ok", "Account safe is closed.");
	SAYS(0, "account close safe", "account_closed", "closed");
	SAYS(0, "move till safe 1 x", "account_closed", "closed");
	SAYS(0, "account close till", "account_needed", "cannot be closed");
	SAYS(0, "account close <@11>", "not_empty", "still has 4.00 PTS");
	SAYS(0, "account close nowhere", "unknown_account", "nowhere");
	SAYS(0, "account freeze <@11>", "ok", "frozen");
	SAYS(0, "account freeze <@11>", "not_open", "not open");
	SAYS(0, "account freeze nowhere", "unknown_account", "nowhere");
	SAYS(1, "pay <@12> 1", "account_frozen", "is frozen");
	SAYS(2, "whoami", "ok", "open");
	SAYS(0, "deposit <@11> 1 x", "account_frozen", "is frozen");
	SAYS(0, "account unfreeze <@11>", "ok", "open again");
	SAYS(0, "account unfreeze <@11>", "not_frozen", "not frozen");
	SAYS(0, "account unfreeze nowhere", "unknown_account", "nowhere");
	SAYS(1, "pay <@12> 1", "ok", "Paid");
	SAYS(0, "account limit <@11> 3.01", "above_balance", "already below that floor");
	SAYS(0, "account limit <@11> 3", "ok", "may go down to 3.00 PTS");
	SAYS(1, "pay <@12> 1", "insufficient_funds", "may not go below 3.00 PTS");
	SAYS(0, "account limit <@11> -2", "ok", "may go down to -2.00 PTS");
	SAYS(1, "pay <@12> 5", "ok", "You have -2.00 PTS");
	SAYS(1, "pay <@12> 0.01", "insufficient_funds", "may not go below -2.00 PTS");
	SAYS(0, "account limit <@11> none", "ok", "no longer has a floor");
	SAYS(1, "pay <@12> 0.01", "ok", "You have -2.01 PTS");
	SAYS(0, "account limit <@11> 0", "above_balance", "already below");
	SAYS(0, "account limit <@11> 5 EUR", "unknown_currency", "EUR");
	SAYS(0, "account limit nowhere 5", "unknown_account", "nowhere");
	SAYS(2, "pay <@11> 2.01", "ok", "Paid");
	SAYS(0, "account limit <@11> 0", "ok", "may go down to 0.00 PTS");
}

/* What grows and what shrinks when value moves between two kinds of account. */
static void value_moves_between_kinds(void)
{
	SAYS(0, "account open rent expense", "ok", "open");
	SAYS(0, "account open fees income", "ok", "open");
	SAYS(0, "account open bank asset", "ok", "open");
	SAYS(0, "account open loan liability", "ok", "open");
	SAYS(0, "account open capital equity", "ok", "open");
	int64_t bank = holding_of("bank");
	SAYS(0, "move capital bank 50 start", "ok",
	     "Their balances are now 50.00 PTS and 50.00 PTS.");
	CHECK(holding_of("capital") == 5000 && holding_of("bank") == bank + 5000);
	SAYS(0, "move fees bank 7 dues", "ok", "Their balances are now 7.00 PTS and 57.00 PTS.");
	SAYS(0, "move bank rent 5 may", "ok", "Their balances are now 52.00 PTS and 5.00 PTS.");
	SAYS(0, "move rent bank 2 back", "ok", "Their balances are now 3.00 PTS and 54.00 PTS.");
	SAYS(0, "move bank fees 3 refund", "ok", "Their balances are now 51.00 PTS and 4.00 PTS.");
	SAYS(0, "move fees rent 1 kind", "ok", "Their balances are now 5.00 PTS and 4.00 PTS.");
	SAYS(0, "move capital rent 1 kind", "ok", "Their balances are now 51.00 PTS and 5.00 PTS.");
	SAYS(0, "move rent fees 1 back", "ok", "Their balances are now 4.00 PTS and 4.00 PTS.");
	SAYS(0, "move rent loan 1 owed", "ok", "Their balances are now 5.00 PTS and 1.00 PTS.");
	SAYS(0, "move loan rent 1 back", "ok", "Their balances are now 0.00 PTS and 4.00 PTS.");
	SAYS(0, "move capital loan 1 owed", "ok", "Their balances are now 50.00 PTS and 1.00 PTS.");
	SAYS(0, "move bank till 1 coins", "ok", "Their balances are now 50.00 PTS and");
	SAYS(0, "move bank loan 1 x", "use_deposit", "which way the money goes");
	SAYS(0, "move loan bank 1 x", "use_deposit", "which way the money goes");
	SAYS(0, "move bank bank 1 x", "same_account", "same account");
	SAYS(0, "move bank nowhere 1 x", "unknown_account", "nowhere");
	SAYS(0, "move nowhere bank 1 x", "unknown_account", "nowhere");
	SAYS(0, "move bank till 1", "missing_memo", "memo");
	SAYS(0, "move bank till 10000000000000 all", "insufficient_funds", "bank has 50.00 PTS");
	SAYS(0, "account limit bank none", "ok", "no longer has a floor in PTS");
	SAYS(0, "move bank till 10000000000000 all", "ok",
	     "Their balances are now -9,999,999,999,950.00 PTS");
	SAYS(0, "move bank till 10000000000000.01 all", "too_large", "more than one command");
	SAYS(0, "move till bank 10000000000000 all", "ok", "Their balances are now");
}

static void a_transaction_is_reversed_once(void)
{
	SAYS(2, "pay <@11> 1 oops", "ok", "Paid");
	int64_t paid = last.transaction, before = has(1);
	char text[64], part[64];
	snprintf(text, sizeof text, "reverse %jd twice", paid);
	snprintf(part, sizeof part, "is reversed by transaction %jd", paid + 1);
	SAYS(0, text, "ok", part);
	CHECK(has(1) == before - 100 && last.transaction == paid + 1);
	SAYS(0, text, "already_reversed", "was already reversed by");
	CHECK(last.transaction == 0 && has(1) == before - 100);
	snprintf(text, sizeof text, "reverse #%jd again", paid + 1);
	SAYS(0, text, "is_reversal", "is itself a reversal");
	SAYS(0, "reverse 999999 never", "unknown_transaction", "There is no transaction 999999.");
	SAYS(0, "reverse 3", "missing_memo", "");
	SAYS(1, "reverse 3 x", "missing_permit", "treasurer");
}

static void batches_count_and_close(void)
{
	SAYS(0, "batch status", "ok", "Batch 1 has been open since <t:1730070409:f>");
	CHECK(last.batch == 1);
	SAYS(0, "batch open", "batch_open", "already open");
	SAYS(0, "batch close till=1 till=1", "counted_twice", "");
	SAYS(0, "batch close nowhere=1", "unknown_account", "nowhere");
	CHECK(last.counted_count == 0);
	int64_t till = holding_of("till"), over = holding_of("over-short"),
		bank = holding_of("bank");
	char text[96], amount[DECIMAL_TEXT_SIZE], other[DECIMAL_TEXT_SIZE];
	snprintf(text, sizeof text, "batch close till=%s", decimal_from_minor(till - 1, 2, amount));
	SAYS(0, text, "count_differs", "a difference of -0.01");
	CHECK(guild()->batch.number == 1 && last.counted_count == 0);
	snprintf(text, sizeof text, "batch close till=%s bank=%s difference=book",
		 decimal_from_minor(till - 1, 2, amount), decimal_from_minor(bank + 5, 2, other));
	SAYS(0, text, "ok",
	     "Batch 1 is closed: 1 transaction. till: counted 4.99 PTS, expected 5.00 PTS: "
	     "0.01 PTS short, booked to over-short. bank: counted 50.05 PTS, expected 50.00 PTS: "
	     "0.05 PTS over, booked to over-short. Seal 01234567… Receipt: ");
	CHECK(last.batch == 1 && holding_of("till") == till - 1 && holding_of("bank") == bank + 5 &&
	      holding_of("over-short") == over + 4);
	CHECK(guild()->batch.number == 0 && strncmp(guild()->last_hash, "0123", 4) == 0);
	SAYS(0, "batch close", "no_open_batch_to_close", "none to close");
	SAYS(0, "batch status", "ok", "No batch is open; the last one is 1.");
	SAYS(0, "batch open", "ok", "Batch 2 is open.");
	SAYS(0, "batch status", "ok", "transactions so far: 0.");
	snprintf(text, sizeof text, "batch close till=%s", decimal_from_minor(till - 1, 2, amount));
	SAYS(0, text, "ok",
	     "Batch 2 is closed: 1 transaction. till: counted 4.99 PTS, as expected. Seal "
	     "01234567…");
	SAYS(0, "config batch.policy manual", "ok", "manual");
	SAYS(2, "pay <@11> 1", "no_open_batch", "`!batch open`");
	SAYS(0, "batch open", "ok", "Batch 3");
	SAYS(2, "pay <@11> 1", "ok", "Paid");
	CHECK(last.batch == 3);
	SAYS(0, "batch show 4", "unknown_batch", "the last one is 3");
	SAYS(0, "batch show 3", "ok", "");
	CHECK(last.inquiry.batch == 3);
	SAYS(0, "batch show", "ok", "");
	CHECK(last.inquiry.batch == 3 && strcmp(last.inquiry.name, "batch") == 0);
	SAYS(0, "batch list", "ok", "");
	CHECK(last.inquiry.limit == 10);
	SAYS(0, "batch list 3", "ok", "");
	CHECK(last.inquiry.limit == 3);
}

static void questions_become_reports(void)
{
	SAYS(1, "history", "ok", "");
	CHECK(last.need == NEED_REPORT && last.inquiry.limit == 10 &&
	      strcmp(last.inquiry.account, "@11") == 0);
	SAYS(1, "history 51", "ok", "");
	CHECK(last.inquiry.limit == 50);
	SAYS(1, "history 49", "ok", "");
	CHECK(last.inquiry.limit == 49);
	SAYS(1, "history <@12>", "missing_permit", "others");
	SAYS(1, "history all", "unknown_account", "There is no account “all”");
	SAYS(1, "balance nowhere", "unknown_account", "nowhere");
	books.rules = RULES_FIRST; /* a log row of then is decided as it was */
	SAYS(1, "history all", "missing_permit", "others");
	books.rules = RULES_NOW;
	SAYS(0, "history <@12> 3", "ok", "");
	CHECK(strcmp(last.inquiry.account, "@12") == 0 && last.inquiry.limit == 3);
	SAYS(0, "balance till", "ok", "till has");
	SAYS(0, "balance nowhere", "unknown_account", "`!report balances` lists the accounts");
	SAYS(1, "balance <@11>", "ok", "You have");
	SAYS(1, "top 7", "ok", "");
	CHECK(strcmp(last.inquiry.currency, "PTS") == 0 && last.inquiry.limit == 7);
	SAYS(0,
	     "report statement account=till from=2024-01-01 to=2025-01-01 limit=5 batch=2 "
	     "currency=PTS",
	     "ok", "");
	CHECK(last.inquiry.from == 1704067200000 && last.inquiry.to == 1735689600000 &&
	      last.inquiry.limit == 5 && last.inquiry.batch == 2);
	CHECK(strcmp(last.inquiry.account, "till") == 0 &&
	      strcmp(last.inquiry.currency, "PTS") == 0);
	SAYS(0, "report balances at=2024-06-01", "ok", "");
	CHECK(last.inquiry.at == 1717200000000);
	SAYS(0, "report balances from=soon", "bad_time", "soon");
	SAYS(0, "report balances to=soon", "bad_time", "soon");
	SAYS(0, "report balances at=soon", "bad_time", "soon");
	CHECK(last.need == NEED_NOTHING);
}

/* Days are the guild's, here of UTC, and today is one of them; hours are to the millisecond. */
static void reports_look_back(void)
{
	int64_t midnight = 1730073600000 - 86400000; /* the day of 2024-10-27 */
	SAYS(0, "report flows 1d", "ok", "");
	CHECK(last.inquiry.from == midnight && last.inquiry.to == 0 && last.inquiry.at == 0);
	SAYS(0, "report flows 30d", "ok", "");
	CHECK(last.inquiry.from == midnight - 29 * INT64_C(86400000));
	SAYS(0, "report flows 2w chart", "ok", "");
	CHECK(last.inquiry.from == midnight - 13 * INT64_C(86400000) && last.inquiry.chart &&
	      !last.inquiry.csv);
	SAYS(0, "report flows 12h csv", "ok", "");
	CHECK(last.inquiry.from == 1730070400000 + second * 1000 - 12 * 3600000 &&
	      !last.inquiry.chart && last.inquiry.csv);
	SAYS(0, "report flows", "ok", "");
	CHECK(last.inquiry.from == 0 && last.inquiry.batch == 0 && last.inquiry.limit == 0);
	SAYS(0, "report flows 30d from=2024-01-01", "two_times", "not both");
	SAYS(0, "report flows 30d to=2024-01-01", "two_times", "not both");
	SAYS(0, "report flows 30d at=2024-01-01", "two_times", "not both");
	CHECK(last.need == NEED_NOTHING);
	SAYS(0, "report flows 0d", "bad_time", "0d");
	CHECK(last.need == NEED_NOTHING);
}

/* The sheet of a closed batch goes where it was closed, or where the guild wants its reports; or
 * nowhere. */
static void sheets_go_to_their_channel(void)
{
	struct record record = saying(0, "batch status");
	CHECK(ledger_sheet_channel(&books, &record) == 2000);
	SAYS(0, "config report.channel <#2003>", "ok", "2003");
	CHECK(ledger_sheet_channel(&books, &record) == 2003);
	int64_t next = guild()->next_delivery;
	ledger_post_sheet(&books, &record, "The sheet", NULL);
	const struct delivery_row *row, *sheet = NULL;
	STAILQ_FOREACH(row, &books.deliveries, pending)
	sheet = row;
	CHECK(sheet && sheet->kind == DELIVER_POST && sheet->channel_id == 2003 &&
	      sheet->reply_to == 0 && sheet->delivery == next && !sheet->files);
	SAME(sheet->content, "The sheet");
	ledger_post_sheet(&books, &record, "The sheet", "[{}]");
	STAILQ_FOREACH(row, &books.deliveries, pending)
	sheet = row;
	CHECK(sheet->delivery == next + 1 && guild()->next_delivery == next + 2);
	SAME(sheet->files, "[{}]");
	SAYS(0, "config batch.sheet off", "ok", "off");
	CHECK(ledger_sheet_channel(&books, &record) == 0);
	SAYS(0, "config report.channel none", "ok", "is no longer set.");
	CHECK(ledger_sheet_channel(&books, &record) == 0);
	SAYS(0, "config batch.sheet on", "ok", "on");
	CHECK(ledger_sheet_channel(&books, &record) == 2000);
}

int main(void)
{
	begin_books();
	members_pay_what_they_have();
	memos_have_200_characters();
	accounts_are_opened_and_closed();
	value_moves_between_kinds();
	a_transaction_is_reversed_once();
	batches_count_and_close();
	questions_become_reports();
	reports_look_back();
	sheets_go_to_their_channel();
	end_books();
	return REPORT("accounts, money and batches");
}
