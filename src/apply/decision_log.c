/* A decision as a line of the log: "member 11: pay @12 5.00 PTS: ok, transaction 31". */
#include "apply/decision_log.h"

#include <string.h>

#include "base/decimal.h"
#include "base/fail.h"
#include "command/verbs.h"
#include "ledger/pending_rows.h"

static bool is_digits(const char *text)
{
	return *text && !text[strspn(text, "0123456789")];
}

static void add_word(struct buf *line, const char *before, const char *word)
{
	buf_text(line, before);
	buf_text(line, word);
}

static void add_number(struct buf *line, const char *before, int64_t number)
{
	buf_text(line, before);
	buf_unsigned(line, (uint64_t)number);
}

/* Who says so: the operator's name is the machine's, and no member's. */
static void add_author(struct buf *line, const struct command *command)
{
	switch (command->source) {
	case SOURCE_OPERATOR:
		add_word(line, "operator ", command->author.name ? command->author.name : "");
		break;
	case SOURCE_SCHEDULE: buf_text(line, "schedule"); break;
	case SOURCE_IMPORT: buf_text(line, "import"); break;
	case SOURCE_DISCORD:
	case SOURCE_INTERACTION: add_number(line, "member ", (int64_t)command->author.id); break;
	}
}

/* What moved, of the first currency that the entries name. */
static bool add_booked(struct buf *line, const struct guild *guild, const struct entry_row *booked)
{
	const struct currency *currency =
		booked && guild ? guild_currency(guild, booked->currency) : NULL;
	char text[DECIMAL_TEXT_SIZE];
	wide moved = 0;
	if (!currency)
		return false;
	for (const struct entry_row *entry = booked;
	     entry && entry->transaction == booked->transaction;
	     entry = STAILQ_NEXT(entry, pending))
		if (entry->amount > 0 && strcmp(entry->currency, booked->currency) == 0)
			moved += entry->amount;
	add_word(line, " ", decimal_from_minor(moved, currency->scale, text));
	add_word(line, " ", currency->code);
	return true;
}

/* What was asked for, of what was not booked. */
static void add_asked(struct buf *line, const struct guild *guild, const struct command *command,
		      const char *amount)
{
	const char *unit = command_argument(command, "unit"),
		   *word = command_argument(command, "currency");
	const struct currency *currency =
		guild && (unit || word) ? guild_currency(guild, unit ? unit : word) : NULL;
	if (guild && !currency && !unit) /* the word behind an amount may begin the memo */
		currency = guild_currency(guild, guild->currency);
	/* as gl-parse writes it; a record may come from elsewhere */
	if (!amount[strspn(amount, "-0123456789.")])
		add_word(line, " ", amount);
	if (currency)
		add_word(line, " ", currency->code);
}

/* The arguments that a person can be asked about: accounts of members, roles, numbers, words of the
 * verb's own. Free text stays out, and names that the rules did not find: somebody may have written
 * anything there. */
static void add_arguments(struct buf *line, const struct guild *guild,
			  const struct command *command, const struct verb *verb, bool applied,
			  const struct entry_row *booked)
{
	bool told = false;
	for (const struct parameter *parameter = verb->parameters; parameter->key; parameter++) {
		const char *value = command_argument(command, parameter->key);
		bool account = parameter->kind == PARAM_ACCOUNT || parameter->kind == PARAM_USER ||
			       parameter->kind == PARAM_REQUEST;
		bool id = value && ((*value == '@' && is_digits(value + 1)) ||
				    (*value == '&' && is_digits(value + 1)) || is_digits(value));
		enum parameter_kind kind = parameter->kind;
		bool word = kind == PARAM_CHOICE || kind == PARAM_VERB || kind == PARAM_HELP;
		bool free_text = kind == PARAM_MEMO || kind == PARAM_VALUE || kind == PARAM_NAME ||
				 kind == PARAM_SETTING;
		bool known = account || kind == PARAM_SETTING;
		if (!value)
			continue;
		if (kind == PARAM_AMOUNT && !(told = add_booked(line, guild, booked)))
			add_asked(line, guild, command, value);
		else if (kind != PARAM_AMOUNT && (word || (id && !free_text) || (applied && known)))
			add_word(line, " ", value);
	}
	if (!told)
		add_booked(line, guild, booked);
}

static void add_result(struct buf *line, const struct decision *decision)
{
	add_word(line, ": ", status_names[decision->status]);
	if (decision->code)
		add_word(line, ", ", decision->code);
	if (decision->transaction && decision->status == STATUS_OK)
		add_number(line, ", transaction ", decision->transaction);
	if (decision->batch && decision->status == STATUS_OK)
		add_number(line, ", batch ", decision->batch);
}

void log_decided(const struct books *books, const struct record *record,
		 const struct decision *decision, const struct entry_row *booked)
{
	bool asked = record->type == RECORD_COMMAND || record->type == RECORD_REJECT;
	bool seen = decision->status == STATUS_DUPLICATE || decision->status == STATUS_SKIPPED ||
		    decision->unanswered;
	enum log_level level = asked && !seen ? LOG_INFO : LOG_DEBUG;
	const struct verb *verb =
		asked && record->command.verb ? verb_named(record->command.verb) : NULL;
	const struct guild *guild =
		asked ? books_loaded_guild(books, record->command.guild_id) : NULL;
	static struct buf line;
	if (!log_wants(level))
		return;
	buf_clear(&line);
	if (asked) {
		add_author(&line, &record->command);
		buf_text(&line, ": ");
	}
	buf_text(&line, verb ? verb->name : asked ? "a command" : record->type_name);
	if (verb && record->type == RECORD_COMMAND)
		add_arguments(&line, guild && guild->exists ? guild : NULL, &record->command, verb,
			      decision->status == STATUS_OK, booked);
	add_result(&line, decision);
	log_hold(true);
	log_trace(ledger_message_of(record));
	if (asked)
		log_author(record->command.guild_id, record->command.author.id);
	log_outcome(level, "record-decided", decision->status == STATUS_OK || seen, "%s",
		    buf_string(&line));
	log_author(0, 0);
	log_trace(0);
	log_hold(false);
}
