/* The outbox beside the log: each command was answered once, and nothing was said that no row of
 * the log says. */
#include <string.h>

#include "base/instant.h"
#include "command/verbs.h"
#include "verify/pass.h"

/* Columns of the query "verify outbox". */
enum { DELIVERY, KIND, SEQ, CHANNEL, REPLY_TO, USER, ROLE, WORDS, STATE, DIGEST, NOTICE, PINGS };

static int64_t value_of(const struct pass *pass, int column)
{
	return number_of(&pass->delivery[column]);
}

static bool is_kind(const struct pass *pass, const char *kind)
{
	return strcmp(pass->delivery[KIND].text, kind) == 0;
}

static bool is_state(const struct pass *pass, const char *state)
{
	return strcmp(pass->delivery[STATE].text, state) == 0;
}

static const char *key_of(struct pass *pass)
{
	return row_key(pass->faults, "%ju/%jd", pass->guild_id, value_of(pass, DELIVERY));
}

static const char *const states[] = { "sent", "due", "under_way", "failed", NULL };

static bool is_word(const struct pass *pass, int column, const char *const *words)
{
	while (*words && strcmp(*words, pass->delivery[column].text) != 0)
		words++;
	return *words;
}

static void next(struct pass *pass)
{
	if (value_of(pass, DELIVERY) != pass->delivery_number + 1)
		fault_add(pass->faults, CHECK_SEQUENCE, "outbox", key_of(pass),
			  "the delivery before has the number %jd", pass->delivery_number);
	pass->delivery_number = value_of(pass, DELIVERY);
	if (value_of(pass, DIGEST) < 0 || value_of(pass, DIGEST) > pass->last_delivery)
		fault_add(pass->faults, CHECK_REFERENCE, "outbox", key_of(pass),
			  "digest is %jd, and there is no such delivery", value_of(pass, DIGEST));
	if (!is_word(pass, STATE, states))
		fault_add(pass->faults, CHECK_FORM, "outbox", key_of(pass), "state cannot be %s",
			  pass->delivery[STATE].text);
	if (!is_word(pass, KIND, delivery_kind_names))
		fault_add(pass->faults, CHECK_FORM, "outbox", key_of(pass), "kind cannot be %s",
			  pass->delivery[KIND].text);
	pass->delivery = reading_next(pass->outbox);
}

static void check_reply(struct pass *pass, const struct log_row *row)
{
	if (row->said && ((uint64_t)value_of(pass, CHANNEL) != row->command->channel_id ||
			  (uint64_t)value_of(pass, REPLY_TO) != row->message_id))
		fault_add(pass->faults, CHECK_OUTBOX, "outbox", key_of(pass),
			  "it answers message %jd in channel %jd; its log row is of message %ju "
			  "in channel %ju",
			  value_of(pass, REPLY_TO), value_of(pass, CHANNEL), row->message_id,
			  row->command->channel_id);
	if (!value_of(pass, WORDS))
		return;
	/* Its words are those of the log; an answer on its way when somebody was forgotten keeps a
	 * copy until it is sent. */
	if ((!row->wordless && !row->lost_table && value_of(pass, WORDS) > 1) ||
	    !(is_state(pass, "due") || is_state(pass, "under_way")))
		fault_add(pass->faults, CHECK_OUTBOX, "outbox", key_of(pass),
			  "it has words of its own beside the answer in the log");
	if (!row->lost_table)
		tally_is_blank(pass, row->seq);
}

/* Whether the row's answer may go to one person alone. */
static bool answers_alone(const struct log_row *row)
{
	return row->ok &&
	       ((row->command && command_is_read_by_others(row->command)) ||
		row->traits & TRAIT_SCHEDULED) &&
	       row->traits & TRAIT_ANSWERS_ALONE;
}

/* Who that is: its author; of what a schedule wrote, whom it names. */
static uint64_t told_alone(const struct log_row *row)
{
	const char *who = row->traits & TRAIT_SCHEDULED && row->command
				  ? command_argument(row->command, "who")
				  : NULL;
	uint64_t user_id;
	return who && *who == '@' && snowflake_parse(who + 1, &user_id) ? user_id : row->author_id;
}

/* Whether it may have given a drawing, which no response to an interaction has time for. */
static bool asks_for_drawing(const struct log_row *row)
{
	return row->ok && row->command && row->command->source == SOURCE_INTERACTION &&
	       command_argument(row->command, "chart");
}

/* What Discord showed of the guild may be a reason to tell the admins something: in a post, or in a
 * direct message to the owner. */
static bool tells_admins(const struct log_row *row)
{
	return row->ok && row->readable &&
	       (row->record.type == RECORD_GUILD || row->record.type == RECORD_ROLE ||
		row->record.type == RECORD_MEMBER ||
		(row->record.type == RECORD_DELIVERED && row->record.delivered.withdrawn));
}

/* Of what happened to somebody's account, or waits for them: to them, or in a channel. */
static void check_notice(struct pass *pass, const struct log_row *row)
{
	bool moves = row->traits & (TRAIT_MOVES_MONEY | TRAIT_CHANGES_ACCOUNT);
	bool due = row->traits & TRAIT_SCHEDULED; /* that nothing was paid is told, too */
	if (!(row->ok || due) || (!moves && row->rules < RULES_MONTH))
		fault_add(pass->faults, CHECK_OUTBOX, "outbox", key_of(pass),
			  "log row %jd concerns nobody's account", row->seq);
	id_list_add(&pass->told, (uint64_t)value_of(pass, USER));
	if (text_of(&pass->delivery[PINGS]))
		id_list_read(&pass->told, pass->delivery[PINGS].text);
}

static void check_delivery(struct pass *pass, const struct log_row *row)
{
	if (is_kind(pass, "reply")) {
		if (text_of(&pass->delivery[PINGS]))
			id_list_read(&pass->told, pass->delivery[PINGS].text);
		check_reply(pass, row);
		return;
	}
	bool role = is_kind(pass, "role_add") || is_kind(pass, "role_remove");
	bool dm = is_kind(pass, "dm"), post = is_kind(pass, "post");
	if (role && (!value_of(pass, USER) || !value_of(pass, ROLE)))
		fault_add(pass->faults, CHECK_OUTBOX, "outbox", key_of(pass),
			  "it changes a role, and says not whose or which");
	if ((dm || (post && row->rules >= RULES_MONTH)) && value_of(pass, NOTICE)) {
		check_notice(pass, row);
		return;
	}
	if (dm && !tells_admins(row) &&
	    (!row->ok || !(row->traits & TRAIT_SENDS_DATA || answers_alone(row)) ||
	     (uint64_t)value_of(pass, USER) != told_alone(row)) &&
	    !(asks_for_drawing(row) && (uint64_t)value_of(pass, USER) == row->author_id))
		fault_add(pass->faults, CHECK_OUTBOX, "outbox", key_of(pass),
			  "no command of user %jd asked for this direct message",
			  value_of(pass, USER));
	if (post && !tells_admins(row) && !asks_for_drawing(row) &&
	    (!row->ok || (row->kind != LOG_POST && !(row->effect_traits & TRAIT_SEALS))))
		fault_add(pass->faults, CHECK_OUTBOX, "outbox", key_of(pass),
			  "log row %jd posted nothing", row->seq);
}

static void count_owed(struct pass *pass, const struct log_row *row, const char *what, int found,
		       int most, bool owed)
{
	if (owed && !found)
		fault_add(pass->faults, CHECK_OUTBOX, "commands", log_key(pass, row),
			  "no %s for it is in the outbox in its order", what);
	else if (found > most || (found && !owed))
		fault_add(pass->faults, CHECK_OUTBOX, "commands", log_key(pass, row),
			  "%d of the kind %s are in the outbox for it", found, what);
}

void take_deliveries(struct pass *pass, const struct log_row *row)
{
	int replies = 0, posts = 0, messages = 0;
	bool own;
	while (pass->delivery &&
	       ((own = value_of(pass, SEQ) == row->seq) || value_of(pass, SEQ) < row->seq ||
		value_of(pass, SEQ) > pass->last_seq ||
		(row->said && !replies && is_kind(pass, "reply") &&
		 (uint64_t)value_of(pass, REPLY_TO) == row->message_id))) {
		bool answers = row->said && is_kind(pass, "reply") &&
			       (uint64_t)value_of(pass, REPLY_TO) == row->message_id;
		if (!own)
			fault_add(pass->faults, CHECK_OUTBOX, "outbox", key_of(pass),
				  "seq is %jd, and that row of the log (or the order of the "
				  "outbox) did not give it",
				  value_of(pass, SEQ));
		else
			check_delivery(pass, row);
		replies += is_kind(pass, "reply") && (own || answers);
		posts += own && is_kind(pass, "post") && !value_of(pass, NOTICE);
		messages += own && is_kind(pass, "dm") && !value_of(pass, NOTICE);
		next(pass);
	}
	if (!row->readable)
		return;
	bool of_delivered = row->kind == LOG_DELIVERED;
	count_owed(pass, row, "reply", replies, 1, of_delivered ? replies > 0 : row->said);
	bool sheet = row->ok && row->effect_traits & TRAIT_SEALS &&
		     posts; /* whether one was due the settings of then said: a replay proves it */
	/* and a post of what all members hold */
	count_owed(pass, row, "post", posts, sheet && row->rules >= RULES_BANK ? 2 : 1,
		   (row->ok && row->kind == LOG_POST) || sheet ||
			   (posts && (tells_admins(row) || asks_for_drawing(row))));
	count_owed(pass, row, "direct message", messages, 1,
		   (row->ok && row->command && row->traits & TRAIT_SENDS_DATA) ||
			   (messages &&
			    (tells_admins(row) || answers_alone(row) || asks_for_drawing(row))));
}

void end_deliveries(struct pass *pass)
{
	while (pass->delivery) {
		fault_add(pass->faults, CHECK_OUTBOX, "outbox", key_of(pass),
			  "seq is %jd, and the log ends at %jd", value_of(pass, SEQ), pass->seq);
		next(pass);
	}
}
