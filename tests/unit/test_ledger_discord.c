/* What Discord says of roles and members: results of deliveries, and what the roster shows, against
 * what the books decided. Of the guild and its roles: test_ledger_seen.c. */
#include "sayings.h"

static int64_t deliveries(void)
{
	return guild()->next_delivery;
}

static const struct delivery_row *last_role_delivery(void)
{
	const struct delivery_row *row, *found = NULL;
	STAILQ_FOREACH(row, &books.deliveries, pending)
	if (row->kind == DELIVER_ROLE_ADD || row->kind == DELIVER_ROLE_REMOVE)
		found = row;
	return found;
}

static const struct delivered_row *last_result(void)
{
	const struct delivered_row *row, *found = NULL;
	STAILQ_FOREACH(row, &books.delivered, pending)
	found = row;
	return found;
}

static struct member_role *role_of(int who, uint64_t role)
{
	return member_role(&books, books_user(&books, GUILD, 10 + (uint64_t)who)->member, role);
}

/* The delivery ID of ROLE to WHO, as a store would find it; asked for by message 77 of channel
 * 2000. */
static void keep_delivery(int64_t id, int who, uint64_t role, bool adds)
{
	struct fetched_delivery *found = books_loaded_delivery(&books, GUILD, id);
	if (!found)
		found = books_add_fetched_delivery(&books, GUILD, id);
	found->exists = true;
	found->adds = adds;
	found->user_id = 10 + (uint64_t)who;
	found->role_id = role;
	found->channel_id = 2000;
	found->message_id = 77;
}

static void result(int64_t id, const char *status, int64_t error)
{
	struct record record = { .type = RECORD_DELIVERED, .type_name = "delivered" };
	record.delivered =
		(struct delivered){ .guild_id = GUILD,
				    .id = id,
				    .status = status,
				    .error_http = error ? 403 : 0,
				    .error_code = error,
				    .error_message = error ? "Missing *Permissions*" : NULL };
	last = decided(&record);
}

/* The delivery of ROLE to WHO that was made last fails. */
static void refused(int who, uint64_t role, int64_t error)
{
	int64_t id = last_role_delivery()->delivery;
	CHECK(last_role_delivery()->role_id == role);
	keep_delivery(id, who, role, true);
	result(id, "failed", error);
}

/* Whoever asked by message 77 is answered with PART. */
static bool told(const char *part)
{
	return last.answers_channel == 2000 && last.answers_message == 77 && last.text &&
	       strstr(last.text, part);
}

static void seen(int who, bool left, uint64_t *roles, size_t count)
{
	struct record record = { .type = RECORD_MEMBER, .type_name = "member" };
	record.member = (struct member_record){ .guild_id = GUILD,
						.user_id = 10 + (uint64_t)who,
						.name = "some_body",
						.roles = roles,
						.role_count = count,
						.left = left };
	last = decided(&record);
}
#define SEEN(who, ...)                                \
	seen(who, false, (uint64_t[]){ __VA_ARGS__ }, \
	     sizeof(uint64_t[]){ __VA_ARGS__ } / sizeof(uint64_t))

static void a_role_is_worn_once_discord_says_so(void)
{
	SAYS(0, "role group colours one <@&503> <@&504>", "ok", "is on offer (roles: 2)");
	SAYS(1, "help", "ok", "pay");
	SEEN(1, 501);
	CHECK(last.status == STATUS_OK && role_of(1, 501)->actual && !role_of(1, 501)->decided);
	int64_t id = deliveries();
	SAYS(1, "role take Red", "ok", "I'm giving you");
	CHECK(role_of(1, 503)->adding == 1 && !role_of(1, 503)->actual &&
	      last_detail(DETAIL_WANTED_ROLE)->wanted.role->role_id == 503);
	keep_delivery(id, 1, 503, true);
	result(id, "retry", 0);
	CHECK(last.quiet && role_of(1, 503)->adding == 1 && !role_of(1, 503)->actual);
	SAME(last_result()->state, "due");
	SEEN(1, 501); /* on its way: its result tells more than this look, which may be older */
	CHECK(role_of(1, 503)->adding == 1 && role_of(1, 503)->wanted);
	result(id, "sent", 0);
	CHECK(!last.quiet && last.delivered_to == 11 && !last.text &&
	      role_of(1, 503)->adding == 0 && role_of(1, 503)->actual);
	CHECK(last_detail(DETAIL_MEMBER_ROLE)->role_id == 503 &&
	      last_detail(DETAIL_MEMBER_ROLE)->id == 11);
	SAME(last_result()->state, "sent");
	result(id, "sent", 0); /* a second result tells nothing */
	CHECK(last.quiet && last.delivered_to == 0 && role_of(1, 503)->adding == 0);
	result(9999, "sent", 0); /* of an answer */
	CHECK(last.quiet && last_result()->delivery == 9999);
	id = deliveries();
	SEEN(1, 501, 503);
	CHECK(deliveries() == id && role_of(1, 503)->actual);
}

/* Those that went with it in one message are settled with it. */
static void deliveries_are_settled_together(void)
{
	int64_t with[] = { 801, 802 };
	struct record record = { .type = RECORD_DELIVERED, .type_name = "delivered" };
	record.delivered = (struct delivered){ .guild_id = GUILD,
					       .id = 800,
					       .status = "sent",
					       .discord_id = 4711,
					       .with = with,
					       .with_count = 2 };
	int64_t settled = 800;
	last = decided(&record);
	const struct delivered_row *row;
	STAILQ_FOREACH(row, &books.delivered, pending)
	if (row->discord_id == 4711) {
		CHECK(row->delivery == settled && strcmp(row->state, "sent") == 0 && !row->error);
		settled++;
	}
	CHECK(settled == 803);
	result(805, "failed", 50013);
	SAME(last_result()->error, "403 50013 Missing *Permissions*");
	SAME(last_result()->state, "failed");
}

/* What has no number yet may be made by the next record of the same chunk, behind which results are
 * written. */
static void a_result_of_what_is_not_there_yet_settles_nothing(void)
{
	int64_t with[] = { 802, INT64_MAX };
	struct record record = { .type = RECORD_DELIVERED, .type_name = "delivered" };
	const struct delivered_row *before = last_result();
	for (const char *const *status = (const char *const[]){ "sent", "failed", "refused", NULL };
	     *status; status++) {
		result(deliveries(), *status, 50013);
		CHECK(last_result() == before && last.quiet);
	}
	record.delivered = (struct delivered){ .guild_id = GUILD,
					       .id = deliveries(),
					       .status = "sent",
					       .with = with,
					       .with_count = 2 };
	last = decided(&record);
	CHECK(last_result() != before && last_result()->delivery == 802);
}

/* Halves until the words at fault are alone; these are put neutrally. A role's change has no words:
 * that it was refused is final. */
static void refused_words_are_put_otherwise(void)
{
	int64_t with[] = { 831, 833, 834, 836 }, digests[] = { 830, 830, 830, 834, 834 };
	struct record record = { .type = RECORD_DELIVERED, .type_name = "delivered" };
	record.delivered = (struct delivered){ .guild_id = GUILD,
					       .id = 830,
					       .status = "refused",
					       .error_http = 400,
					       .error_code = 200000,
					       .error_message = "blocked",
					       .with = with,
					       .with_count = 4 };
	size_t settled = 0;
	last = decided(&record);
	CHECK(last.quiet);
	const struct delivered_row *row;
	STAILQ_FOREACH(row, &books.delivered, pending)
	if (row->delivery >= 830 && row->delivery <= 836 && settled < 5) {
		CHECK(row->delivery == (settled ? with[settled - 1] : 830) &&
		      row->digest == digests[settled]);
		CHECK(strcmp(row->state, "due") == 0 && row->refused && !row->neutral);
		SAME(row->error, "400 200000 blocked");
		settled++;
	}
	CHECK(settled == 5);
	record.delivered.with_count = 1;
	decided(&record);
	CHECK(last_result()->delivery == 831 && !last_result()->digest && !last_result()->neutral);
	record.delivered.with_count = 0;
	decided(&record);
	CHECK(last_result()->delivery == 830 && !last_result()->digest && last_result()->neutral);
	CHECK(strcmp(last_result()->state, "due") == 0);
}

/* A one-only group: the role before goes when the new one is worn, and not sooner. */
static void the_role_before_goes_when_the_new_one_is_worn(void)
{
	int64_t id = deliveries();
	wears_now(503);
	SAYS(1, "role take Blue", "ok", "in place of @Red");
	wears_now(0);
	CHECK(role_of(1, 504)->adding == 1 && role_of(1, 503)->removing == 0 &&
	      role_of(1, 503)->wanted);
	keep_delivery(id, 1, 504, true);
	result(id, "sent", 0);
	CHECK(role_of(1, 504)->actual && role_of(1, 503)->removing == 1 &&
	      !role_of(1, 503)->wanted);
	CHECK(last_role_delivery()->kind == DELIVER_ROLE_REMOVE &&
	      last_role_delivery()->role_id == 503 && last_role_delivery()->user_id == 11);
	SAME(last_role_delivery()->content, "another of its group was chosen");
	CHECK(role_of(1, 501)->removing == 0); /* of no group */
	keep_delivery(last_role_delivery()->delivery, 1, 503, false);
	id = deliveries();
	result(last_role_delivery()->delivery, "sent", 0);
	CHECK(!role_of(1, 503)->actual && role_of(1, 503)->removing == 0 && deliveries() == id);
	CHECK(last_detail(DETAIL_MEMBER_ROLE_GONE)->role_id == 503);
}

static void what_discord_refuses_is_told(void)
{
	SAYS(0, "role grant <@12> <@&505>", "unknown_user", "never been seen here");
	SAYS(2, "help", "ok", "pay");
	SEEN(2, 501);
	SAYS(0, "role grant <@12> <@&505>", "ok", "gets @Green");
	/* an admin's grant stays decided: it is made good at a later look */
	refused(2, 505, 50013);
	CHECK(told("Discord refused the role @Green (Missing \\*Permissions\\*). An admin can see "
		   "why") &&
	      role_of(2, 505)->decided && role_of(2, 505)->wanted);
	int64_t id = deliveries();
	SEEN(2, 501);
	CHECK(deliveries() == id + 1 && last_role_delivery()->role_id == 505 &&
	      last_role_delivery()->kind == DELIVER_ROLE_ADD);
	/* who has left needs no answer, and gets the role when they come back */
	refused(2, 505, 10007);
	CHECK(!last.text && role_of(2, 505)->decided && role_of(2, 505)->adding == 0);
	/* a member's own choice ends with its refusal */
	SAYS(2, "role take Red", "ok", "I'm giving you");
	refused(2, 503, 50013);
	CHECK(told("An admin can see why") && !role_of(2, 503)->decided &&
	      last_detail(DETAIL_WANTED_ROLE_GONE)->role_id == 503);
}

static void a_fee_comes_back_when_the_role_does_not_come(void)
{
	SAYS(0, "role group vips one <@&505> fee=3", "ok", "is on offer");
	SAYS(1, "register", "ok", "Welcome");
	SAYS(0, "deposit <@11> 10 x", "ok", "10.00");
	int64_t fees = account_holdings(guild()->fees, "PTS");
	SAYS(1, "role take Green", "ok", "for 3.00 PTS");
	CHECK(has(1) == 700 && account_holdings(guild()->fees, "PTS") == fees + 300);
	refused(1, 505, 50013);
	CHECK(told("The fee was given back (transaction ") && has(1) == 1000 &&
	      account_holdings(guild()->fees, "PTS") == fees && last.transaction);
	CHECK(!role_of(1, 505)->decided && role_of(1, 505)->fee_transaction == 0);
	SAYS(1, "role take Green", "ok", "for 3.00 PTS");
	SAYS(0, "account freeze <@11>", "ok", "frozen");
	refused(1, 505, 10013); /* who left has paid for a role that waits for them */
	CHECK(!last.text && has(1) == 700 && role_of(1, 505)->fee_transaction != 0 &&
	      role_of(1, 505)->wanted);
	refused(1, 505, 50013);
	CHECK(told("could not be given back by itself") && has(1) == 700 &&
	      role_of(1, 505)->fee_transaction == 0);
	SAYS(0, "account unfreeze <@11>", "ok", "open");
}

static void what_is_done_by_hand_is_undone_or_taken_over(void)
{
	SEEN(1, 501, 504);
	int64_t id = deliveries();
	SEEN(1, 501); /* somebody took Blue off */
	CHECK(deliveries() == id + 1 && last_role_delivery()->kind == DELIVER_ROLE_ADD &&
	      last_role_delivery()->role_id == 504);
	SAME(last_role_delivery()->content, "the books say so");
	keep_delivery(id, 1, 504, true);
	result(id, "sent", 0);
	id = deliveries();
	SEEN(1, 504); /* and Teller, which the books offer to nobody: not theirs to decide */
	CHECK(deliveries() == id && !role_of(1, 501)->actual && !role_of(1, 501)->decided);
	SEEN(1, 504, 503); /* and gave Red, which is offered, but was not taken by command */
	CHECK(deliveries() == id + 1 && last_role_delivery()->kind == DELIVER_ROLE_REMOVE &&
	      last_role_delivery()->role_id == 503);
	keep_delivery(id, 1, 503, false);
	result(id, "sent", 0);
	SAYS(0, "config roles.authority discord", "ok", "now Discord");
	id = deliveries();
	SEEN(1, 503);
	CHECK(deliveries() == id && role_of(1, 503)->wanted && !role_of(1, 504)->wanted &&
	      last_detail(DETAIL_WANTED_ROLE)->id == 11);
	SAYS(0, "config roles.authority books", "ok", "now books");
	id = deliveries();
	SEEN(1, 503, 599); /* a role that the books do not know */
	CHECK(deliveries() == id);
}

/* After a restore a message is read again, late: Discord may show by then what it asked for. */
static void a_command_read_again_goes_by_the_books(void)
{
	SAYS(0, "role group shapes any <@&502>", "ok", "is on offer (roles: 1)");
	SAYS(3, "help", "ok", "pay");
	SEEN(3, 501);
	wears_now(502);
	SAYS(3, "role take Treasurer", "already_worn", "already have");
	struct record record = saying(3, "role take Treasurer");
	record.command.late = true;
	last = decided(&record);
	CHECK(last.status == STATUS_OK && role_of(3, 502)->wanted && role_of(3, 502)->adding == 1);
	refused(3, 502, 50013); /* not decided any more, and seen without it */
	record = saying(3, "role leave Treasurer");
	record.command.late = true;
	SAME(decided(&record).code, "not_worn");
	role_of(3, 502)->actual = true;
	record = saying(3, "role take Treasurer");
	record.command.late = true;
	SAME(decided(&record).code, "already_worn");
	wears_now(0);
	SAYS(0, "role group shapes none", "ok", "dissolved");
}

static void who_leaves_gets_the_roles_back_on_return(void)
{
	SEEN(1, 503);
	int64_t id = deliveries();
	seen(1, true, NULL, 0);
	CHECK(books_user(&books, GUILD, 11)->left && !role_of(1, 503)->actual &&
	      role_of(1, 503)->wanted && deliveries() == id);
	CHECK(last_detail(DETAIL_MEMBER)->member.left &&
	      last_detail(DETAIL_MEMBER)->member.left_at == guild()->last_time);
	SAYS(0, "role group colours none", "ok", "dissolved");
	SEEN(1, 501);
	CHECK(!books_user(&books, GUILD, 11)->left && deliveries() == id + 2 &&
	      last_role_delivery()->role_id == 503); /* after the answer */
	CHECK(!last_detail(DETAIL_MEMBER)->member.left &&
	      last_detail(DETAIL_MEMBER)->member.left_at == 0);
}

int main(void)
{
	begin_books();
	guild()->next_delivery = 10000; /* those below were given to answers */
	a_role_is_worn_once_discord_says_so();
	deliveries_are_settled_together();
	a_result_of_what_is_not_there_yet_settles_nothing();
	refused_words_are_put_otherwise();
	the_role_before_goes_when_the_new_one_is_worn();
	what_discord_refuses_is_told();
	a_fee_comes_back_when_the_role_does_not_come();
	what_is_done_by_hand_is_undone_or_taken_over();
	a_command_read_again_goes_by_the_books();
	who_leaves_gets_the_roles_back_on_return();
	end_books();
	return REPORT("Discord's word");
}
