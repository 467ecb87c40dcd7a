/* One record decided: who is answered at all, what is new, and what the log keeps of it. */
#include "sayings.h"

static struct command_row *last_row(void)
{
	struct command_row *row, *found = NULL;
	STAILQ_FOREACH(row, &books.commands, pending)
	found = row;
	return found;
}

static const struct delivery_row *last_delivery(void)
{
	const struct delivery_row *row, *found = NULL;
	STAILQ_FOREACH(row, &books.deliveries, pending)
	found = row;
	return found;
}

static uint64_t cursor_of(uint64_t channel)
{
	struct pair key = { GUILD, channel };
	struct cursor *cursor;
	HASH_FIND(hh, books.cursors, &key, sizeof key, cursor);
	return cursor ? cursor->after : 0;
}

static void only_members_whose_roles_are_known_are_heard(void)
{
	struct record record = saying(1, "register");
	record.command.author.identified = false;
	SAME(decided(&record).code, "not_identified");
	record = saying(1, "register");
	record.command.author.member = false;
	last = decided(&record);
	CHECK(last.status == STATUS_DENIED && strcmp(last.code, "not_a_member") == 0);
	CHECK(!books_user(&books, GUILD, 11)->name); /* nothing is kept of who is no member */
	record = saying(9, "batch status"); /* an operator is known by the pipe they write into */
	record.command.author.identified = record.command.author.member = false;
	CHECK(decided(&record).status == STATUS_OK);
	SAYS(1, "register", "ok", "Welcome");
	SAME(books_user(&books, GUILD, 11)->name, "some_body");
	CHECK(books_user(&books, GUILD, 11)->active == 1730070400 / 86400);
	record = saying(1, "balance");
	record.command.author.name = "new_name";
	books_user(&books, GUILD, 11)->forgotten = true;
	CHECK(decided(&record).status == STATUS_OK && !books_user(&books, GUILD, 11)->forgotten);
	SAME(books_user(&books, GUILD, 11)->label, "@new\\_name");
}

static void a_refusal_names_the_permit(void)
{
	SAYS(1, "deposit <@11> 5 x", "missing_permit", "you need the permit teller");
	SAYS(1, "batch close", "missing_permit", "you need the permit treasurer");
	SAYS(1, "report balances", "missing_permit", "you need the permit auditor");
	SAYS(1, "permits", "missing_permit", "you need the permit admin");
	CHECK(last.status == STATUS_DENIED);
}

static void what_lacks_an_argument_or_a_verb_is_refused(void)
{
	struct record record = saying(0, "batch status");
	record.command.verb = "deposit";
	last = decided(&record);
	CHECK(strcmp(last.code, "missing_argument") == 0 && strstr(last.text, "is missing"));
	record = saying(0, "batch status");
	record.command.verb = "dance";
	last = decided(&record);
	CHECK(strcmp(last.code, "unknown_verb") == 0 && strstr(last.text, "“dance”"));
	record = saying(0, "reverse 1 x");
	record.command.arguments[0].value = "*one";
	last = decided(&record);
	CHECK(strcmp(last.code, "unknown_transaction") == 0 && last.need == NEED_NOTHING &&
	      strstr(last.text, "no transaction \\*one."));
	/* what the grammar could not read: its hint, and what it was about */
	record = saying(0, "batch status");
	record.type = RECORD_REJECT;
	record.command.error_code = "bad_amount";
	record.command.error_hint = "Write it so.";
	record.command.error_detail = "here";
	last = decided(&record);
	CHECK(last.status == STATUS_REJECTED);
	SAME(last.code, "bad_amount");
	SAME(last.text, "Write it so. (here)");
	record = saying(0, "batch status");
	record.type = RECORD_REJECT;
	record.command.error_code = "bad_amount";
	record.command.error_hint = "";
	record.command.error_detail = "here";
	SAME(decided(&record).text, "here");
	record = saying(0, "batch status");
	record.type = RECORD_REJECT;
	record.command.error_code = "bad_amount";
	SAME(decided(&record).text, "");
}

static void a_message_has_its_effect_once(void)
{
	struct record record = saying(0, "deposit <@11> 5 x");
	CHECK(decided(&record).status == STATUS_OK && has(1) == 500);
	int64_t seq = guild()->next_seq, delivery = guild()->next_delivery;
	last = decided(&record);
	CHECK(last.status == STATUS_DUPLICATE && strcmp(last.code, "duplicate") == 0 &&
	      has(1) == 500);
	CHECK(guild()->next_seq == seq && guild()->next_delivery == delivery);
	record = saying(0, "deposit <@11> 5 x");
	record.type = RECORD_SKIP;
	last = decided(&record);
	CHECK(last.status == STATUS_SKIPPED && has(1) == 500 && guild()->next_seq == seq &&
	      cursor_of(2000) == record.command.message_id);
}

static void the_log_keeps_what_was_said_and_answered(void)
{
	struct record record = saying(0, "deposit <@11> 5 x");
	int64_t seq = guild()->next_seq, delivery = guild()->next_delivery;
	last = decided(&record);
	const struct command_row *row = last_row();
	CHECK(row->seq == seq && row->message_id == record.command.message_id &&
	      row->author_id == 10 && row->time == snowflake_time(record.command.message_id));
	CHECK(row->transaction == last.transaction && row->transaction && row->batch == 1 &&
	      !row->code);
	SAME(row->verb, "deposit");
	SAME(row->status, "ok");
	SAME(row->text, last.text);
	SAME(row->record, "{}");
	CHECK(guild()->last_time == row->time && guild()->dirty &&
	      guild()->highest_message == record.command.message_id &&
	      books_seen(&books, GUILD, record.command.message_id));
	CHECK(cursor_of(2000) == record.command.message_id);
	const struct delivery_row *reply = last_delivery();
	CHECK(reply->delivery == delivery && reply->kind == DELIVER_REPLY &&
	      reply->channel_id == 2000 && reply->reply_to == record.command.message_id &&
	      reply->seq == seq);
	/* an operator's words have a time of their own, and are answered by what gl-apply prints */
	struct record spoken = saying(9, "batch status");
	spoken.command.time = row->time + 5000;
	uint64_t highest = guild()->highest_message, cursor = cursor_of(2000);
	decided(&spoken);
	CHECK(last_row()->time == row->time + 5000 && guild()->last_time == row->time + 5000 &&
	      guild()->next_delivery == delivery + 1);
	CHECK(guild()->highest_message > highest && cursor_of(2000) == cursor);
	struct record old =
		saying(9, "batch status"); /* time never goes back, nor does the highest message */
	old.command.time = 1000;
	old.command.message_id = 7;
	highest = guild()->highest_message;
	decided(&old);
	CHECK(last_row()->time == 1000 && guild()->last_time == row->time + 5000 &&
	      guild()->highest_message == highest && books_seen(&books, GUILD, 7));
}

static void posts_go_to_the_channel_of_reports(void)
{
	struct record record = { .type = RECORD_POST, .type_name = "post" };
	record.post = (struct post){
		.guild_id = GUILD, .message_id = 800, .time = 1730070500000, .content = "The report"
	};
	last = decided(&record);
	CHECK(last.status == STATUS_REJECTED && strcmp(last.code, "no_report_channel") == 0 &&
	      strstr(last.text, "config report.channel"));
	record.post.message_id = 801;
	record.post.channel_id = 2005;
	record.post.files = "[{}]";
	CHECK(decided(&record).status == STATUS_OK && last_delivery()->kind == DELIVER_POST &&
	      last_delivery()->channel_id == 2005);
	SAME(last_delivery()->content, "The report");
	SAME(last_delivery()->files, "[{}]");
	SAME(last_row()->verb, "post");
	CHECK(last_row()->message_id == 801 && last_row()->time == 1730070500000);
	int64_t delivery = guild()->next_delivery;
	last = decided(&record);
	CHECK(last.status == STATUS_DUPLICATE && strcmp(last.code, "duplicate") == 0 &&
	      guild()->next_delivery == delivery);
	SAYS(0, "config report.channel <#2003>", "ok", "2003");
	record.post.message_id = 802;
	record.post.channel_id = 0;
	record.post.content = "";
	CHECK(decided(&record).status == STATUS_OK && last_delivery()->channel_id == 2003 &&
	      !last_delivery()->content);
}

static void what_is_no_guilds_changes_nothing(void)
{
	struct record record = { .type = RECORD_OUTCOME, .type_name = "outcome" };
	CHECK(decided(&record).status == STATUS_SKIPPED);
	books_add_guild(&books, 77);
	record = saying(0, "batch status");
	record.command.guild_id = 77;
	last = decided(&record);
	CHECK(last.status == STATUS_REJECTED && strcmp(last.code, "unknown_guild") == 0 &&
	      strstr(last.text, "no guild 77"));
	record = (struct record){ .type = RECORD_MEMBER,
				  .type_name = "member",
				  .member = { .guild_id = 77, .user_id = 5, .name = "x" } };
	last = decided(&record);
	CHECK(last.status == STATUS_REJECTED && strcmp(last.code, "unknown_guild") == 0);
	const struct command_row *row;
	STAILQ_FOREACH(row, &books.commands, pending)
	CHECK(row->guild_id == GUILD);
}

int main(void)
{
	begin_books();
	only_members_whose_roles_are_known_are_heard();
	a_refusal_names_the_permit();
	what_lacks_an_argument_or_a_verb_is_refused();
	a_message_has_its_effect_once();
	the_log_keeps_what_was_said_and_answered();
	posts_go_to_the_channel_of_reports();
	what_is_no_guilds_changes_nothing();
	end_books();
	return REPORT("records decided");
}
