/* Who may do what to whom, by which door: every verb of the table, each permit, the own account and
 * another's, each source of commands. A verb without a row here fails, and so does a row that says
 * otherwise than the rules do. */
#include "sayings.h"

/*   y  to oneself and to others        s  to oneself only
 *   o  to others only                  .  not at all
 * Columns: none, member, teller, treasurer, auditor, admin and the owner by Discord; then who has
 * no account: operator, schedule, import. Where a verb names nobody, "y" is plainly yes. */
static const struct {
	const char *verb, *cells;
} expected[] = {
	/*                    N M T R U A O   o s i */
	{ "help", ". y y y y y y   y y y" },
	{ "register", ". s s y s y y   y y y" },
	{ "whoami", ". y y y y y y   y y y" },
	{ "balance", ". s y y y y y   y y y" },
	{ "history", ". s y y y y y   y y y" },
	{ "pay", ". o o o o o o   y y y" },
	{ "top", ". y y y y y y   y y y" },
	{ "batch status", ". y y y y y y   y y y" },
	{ "deposit", ". . o o . o o   y y y" },
	{ "withdraw", ". . o o . o o   y y y" },
	{ "move", ". . o o . o o   y y y" },
	{ "account open", ". . . y . y y   y y y" },
	{ "account close", ". . . o . o o   y y y" },
	{ "account freeze", ". . . o . o o   y y y" },
	{ "account unfreeze", ". . . o . o o   y y y" },
	{ "account limit", ". . . o . o o   y y y" },
	{ "reverse", ". . . o . o o   y y y" },
	{ "batch open", ". . . y . y y   y y y" },
	{ "batch close", ". . . o . o o   y y y" },
	{ "year close", ". . . y . y y   y y y" },
	{ "batch list", ". . . y y y y   y y y" },
	{ "batch show", ". . . y y y y   y y y" },
	{ "report", ". . . y y y y   y y y" },
	{ "permit", ". . . . . y y   y y y" },
	{ "permits", ". . . . . y y   y y y" },
	{ "config", ". . . . . y y   y y y" },
	{ "unregister", ". y y y y y y   y y y" },
	{ "approve", ". . . o . o o   y y y" },
	{ "reject", ". . . o . o o   y y y" },
	{ "roles", ". y y y y y y   y y y" },
	{ "role take", ". y y y y y y   y y y" },
	{ "role leave", ". y y y y y y   y y y" },
	{ "role group", ". . . . . y y   y y y" },
	{ "role allow", ". . . . . y y   y y y" },
	{ "role deny", ". . . . . y y   y y y" },
	{ "role grant", ". . . . . o y   y y y" }, /* the owner may give any role on Discord, too */
	{ "role revoke", ". . . . . o y   y y y" },
	{ "role list", ". . . y y y y   y y y" },
	{ "role who", ". . . y y y y   y y y" },
	{ "role menu", ". . . . . y y   y y y" },
	{ "why", ". . . y y y y   y y y" },
	{ "mydata", ". y y y y y y   y y y" },
	{ "forget", ". s s s s y y   y y y" },
	{ "verify", ". y y y y y y   y y y" },
	{ "transaction", ". s s y y y y   y y y" },
	{ "statement", ". y y y y y y   y y y" },
	{ "private", ". y y y y y y   y y y" },
	{ "hidden", ". y y y y y y   y y y" },
	{ "notices", ". y y y y y y   y y y" },
	/* whose number it is, the rules know: none waits here */
	{ "accept", ". y y y y y y   y y y" },
	{ "decline", ". y y y y y y   y y y" },
	{ "cancel", ". y y y y y y   y y y" },
	{ "remind", ". y y y y y y   y y y" },
	{ "requests", ". s s y y y y   y y y" },
	{ "request", ". y y y y y y   y y y" },
	{ "split", ". y y y y y y   y y y" },
	{ "charge", ". . . y . y y   y y y" },
	{ "hold", ". . o o . o o   y y y" },
	{ "capture", ". . y y . y y   y y y" },
	{ "release", ". . y y . y y   y y y" },
	{ "every", ". o o o o o o   y y y" },
	{ "schedules", ". s y y y y y   y y y" },
	{ "schedule show", ". y y y y y y   y y y" },
	{ "schedule pause", ". y y y y y y   y y y" },
	{ "schedule resume", ". y y y y y y   y y y" },
	{ "schedule stop", ". y y y y y y   y y y" },
	{ "dues", ". . . y . y y   y y y" },
	{ "dues exempt", ". . . o . o o   y y y" },
	{ "budget", ". . . o . o o   y y y" },
	{ "limits", ". s y y s y y   y y y" },
	{ "statement monthly", ". y y y y y y   y y y" },
	{ "undo", ". y y y y y y   y y y" },
	{ "line", ". . . y . y y   y y y" },
	{ "to-sort", ". . . y y y y   y y y" },
	{ "assign", ". . . y . y y   y y y" },
	{ "assign list", ". . . y y y y   y y y" },
	{ "reconcile", ". . . o . o o   y y y" },
	{ "assign forget", ". . . y . y y   y y y" },
	{ "attach", ". . . y . y y   y y y" },
	/* only a list of a bank has these, in records of their own */
	{ "bank line", ". . . . . . .   . . ." },
	{ "proof", ". y y y y y y   y y y" },
	/* only a schedule writes these */
	{ "due pay", ". . . . . . .   . y ." },
	{ "due dues", ". . . . . . .   . y ." },
	{ "due join", ". . . . . . .   . y ." },
	{ "due skip", ". . . . . . .   . y ." },
	{ "due expire", ". . . . . . .   . y ." },
	{ "due remind", ". . . . . . .   . y ." },
	{ "due lose", ". . . . . . .   . y ." },
	{ "due statement", ". . . . . . .   . y ." },
};

enum { OWNER = 0, AUTHOR = 1, OTHER = 2, ROLE = 501, OFFERED = 503 };
struct column {
	char name[12];
	const char *permit;
	enum source source;
};
static const struct column columns[] = {
	{ "none", "none", SOURCE_DISCORD },       { "member", "member", SOURCE_DISCORD },
	{ "teller", "teller", SOURCE_DISCORD },   { "treasurer", "treasurer", SOURCE_DISCORD },
	{ "auditor", "auditor", SOURCE_DISCORD }, { "admin", "admin", SOURCE_DISCORD },
	{ "owner", NULL, SOURCE_DISCORD },        { "operator", NULL, SOURCE_OPERATOR },
	{ "schedule", NULL, SOURCE_SCHEDULE },    { "import", NULL, SOURCE_IMPORT },
};
enum { COLUMNS = sizeof columns / sizeof *columns };

static const char *user_reference(int who)
{
	return arena_printf(&books.chunk, "@%d", 10 + who);
}

/* Books where everybody but with `register` has an account, 100.00, and a request that waits; the
 * transaction of WHO's deposit is 1 + WHO. */
static void prepare(const struct verb *verb, const struct column *column)
{
	begin_books();
	SAYS(9, "permit everyone none", "ok", "none");
	if (column->permit)
		says_at(__LINE__, 9,
			arena_printf(&books.chunk, "permit <@&501> %s", column->permit), "ok", "");
	for (int who = OWNER; who <= OTHER; who++) {
		const char *mention = user_reference(who) + 1;
		struct record seen = { .type = RECORD_MEMBER, .type_name = "member" };
		seen.member = (struct member_record){ .guild_id = GUILD,
						      .user_id = 10 + (uint64_t)who,
						      .name = "some_body" };
		decided(&seen);
		if (verb->id == VERB_REGISTER)
			continue;
		says_at(__LINE__, 9, arena_printf(&books.chunk, "register <@%s>", mention), "ok",
			"");
		says_at(__LINE__, 9, arena_printf(&books.chunk, "deposit <@%s> 100 dues", mention),
			"ok", "");
		struct user *user = books_user(&books, GUILD, 10 + (uint64_t)who);
		user->registration = books_add_waiting(&books, GUILD, 50 + who);
		user->registration->exists = true;
		user->registration->asked_by = user->key.id;
		user->registration->decider_permit = PERMIT_TREASURER;
		if (books_loaded_guild(&books, GUILD)->last_number < 50 + who)
			books_loaded_guild(&books, GUILD)->last_number = 50 + who;
	}
	SAYS(9, "role allow <@&503>", "ok", "");
}

/* What fits each kind of parameter; what names somebody names TARGET. */
static void add_sample(struct command *command, const struct parameter *parameter, int target)
{
	const char *value = NULL;
	switch (parameter->kind) {
	case PARAM_ACCOUNT:
		value = strcmp(parameter->key, "from") == 0 ? "opening" : user_reference(target);
		break;
	case PARAM_USER:
	case PARAM_REQUEST: value = user_reference(target); break;
	case PARAM_ROLE:
	case PARAM_ROLE_NAME: value = "&503"; break;
	case PARAM_AMOUNT:
	case PARAM_LIMIT: value = "1"; break;
	case PARAM_NUMBER:
	case PARAM_TRANSACTION:
		value = parameter->optional ? NULL : arena_printf(&books.chunk, "%d", 1 + target);
		break;
	case PARAM_SETTING: value = "prefix"; break;
	case PARAM_RECEIPT: value = "1-7K3M9QXZ"; break;
	case PARAM_NAME: value = parameter->optional ? NULL : "new"; break;
	case PARAM_CHOICE: value = parameter->choices[0][LANG_EN]; break;
	case PARAM_HELP:
	case PARAM_VERB: value = "pay"; break;
	case PARAM_PAYEES: value = parameter->name[LANG_EN] ? user_reference(target) : NULL; break;
	case PARAM_SHARES:
	case PARAM_TARGETS: value = user_reference(target); break;
	case PARAM_ALLOWANCE: value = "1"; break;
	case PARAM_RULE: value = "1 month"; break;
	case PARAM_EACH:
	case PARAM_PART:
	case PARAM_NEAR_ACCOUNT:
	case PARAM_NEAR_USER:
	case PARAM_FLAG:
	case PARAM_DAY:
	case PARAM_EXTRAS:
	case PARAM_CLAUSES: break;
	case PARAM_VALUE:
	case PARAM_MEMO: value = parameter->optional ? NULL : "x"; break;
	case PARAM_OPTIONS:
		if (strcmp(parameter->key, "count") == 0)
			command_add_argument(
				command,
				arena_printf(&books.chunk, "count:%s", user_reference(target)),
				"100");
		break;
	case PARAM_ROLES:
	case PARAM_CURRENCY: break;
	}
	if (value)
		command_add_argument(command, parameter->key, value);
}

/* Whether the rules let the author of COLUMN use the verb on TARGET; what else is wrong with the
 * command is no matter here. */
static bool may(const struct verb *verb, const struct column *column, int author, int target)
{
	static const char *const refusals[] = {
		"missing_permit", "own_account",        "own_role",
		"self_payment",   "own_request",        "use_cancel",
		"unknown_verb",   "unknown_transaction" /* all exist: it is not theirs to see */,
		"not_asker"
	};
	prepare(verb, column);
	wears_now(column->permit ? ROLE : 0);
	struct record record = saying(column->source == SOURCE_DISCORD ? author : 9, "help");
	record.command.source = column->source;
	record.command.verb = verb->name;
	record.command.argument_count = 0;
	for (const struct parameter *parameter = verb->parameters; parameter->key; parameter++)
		add_sample(&record.command, parameter, target);
	struct decision decision = decided(&record);
	bool allowed = true;
	for (size_t i = 0; decision.code && i < sizeof refusals / sizeof *refusals; i++)
		allowed &= strcmp(decision.code, refusals[i]) != 0;
	CHECK(!decision.code || verb->traits & TRAIT_SCHEDULED ||
	      (strcmp(decision.code, "missing_argument") != 0 &&
	       strcmp(decision.code, "unknown_user") != 0 &&
	       strcmp(decision.code, "not_identified") != 0));
	end_books();
	return allowed;
}

static char cell(const struct verb *verb, const struct column *column)
{
	int author = strcmp(column->name, "owner") == 0 ? OWNER : AUTHOR;
	bool others = may(verb, column, author, OTHER);
	bool own = column->source == SOURCE_DISCORD ? may(verb, column, author, author) : others;
	return others ? own ? 'y' : 'o' : own ? 's' : '.';
}

static void compare(const struct verb *verb)
{
	const char *row = NULL;
	char got[COLUMNS * 2 + 4] = "";
	size_t length = 0;
	for (size_t i = 0; i < sizeof expected / sizeof *expected; i++)
		if (strcmp(expected[i].verb, verb->name) == 0)
			row = expected[i].cells;
	for (size_t i = 0; i < COLUMNS; i++) {
		if (i)
			length += (size_t)snprintf(got + length, sizeof got - length, "%s",
						   columns[i - 1].source != columns[i].source &&
								   columns[i].source ==
									   SOURCE_OPERATOR
							   ? "   "
							   : " ");
		got[length++] = cell(verb, &columns[i]);
	}
	checks++;
	if (row && strcmp(row, got) == 0)
		return;
	failures++;
	printf("%s: the rules say \"%s\", the table says \"%s\"\n", verb->name, got,
	       row ? row : "(no row)");
}

int main(void)
{
	for (size_t i = 0; i < VERB_COUNT; i++)
		compare(&verb_table[i]);
	CHECK(sizeof expected / sizeof *expected == VERB_COUNT);
	return REPORT("who may do what");
}
