/* What falls due of single members: reminders of what they owe, roles that they lose for it,
 * monthly statements. */
#include "base/instant.h"
#include "ledger/setting_values.h"
#include "tools/channels.h"
#include "tools/due.h"
#include "tools/due_ids.h"

enum {
	PACE = 30, /* statements of a minute */
	MINUTE_MS = 60 * 1000
};

static void fill_who(struct due_run *run, const struct due_item *item, struct command *command)
{
	due_argument(run, command, "who", "@%jd", item->place.number);
	due_day_argument(run, command, "date", item->day);
}

void due_add_reminders(struct due_run *run)
{
	int64_t days[SETTING_MOST_NUMBERS], today = due_today(run),
					    morning = due_morning(run, today);
	size_t count = guild_setting_numbers(run->guild, SETTING_DUES_REMINDERS, days);
	char day[DAY_TEXT_SIZE], due[DAY_TEXT_SIZE];
	struct due_ids ids = { .arena = &run->arena };
	for (size_t i = 0; i < count && morning <= run->now; i++) {
		struct binding bindings[] = {
			bind_id(":guild", run->guild->guild_id),
			bind_text(":day", day_format(today, day)),
			bind_text(":due", day_format(today - days[i], due)),
		};
		store_query(run->store, "dues reminders", bindings, 3, due_take_id, &ids);
	}
	for (size_t i = 0; i < ids.count; i++) {
		bool twice = false;
		for (size_t j = 0; j < i; j++)
			twice |= ids.list[j] == ids.list[i];
		if (!twice)
			due_add(run,
				&(struct due_item){
					.place = { morning, DUE_REMINDERS, (int64_t)ids.list[i] },
					.verb = VERB_DUE_REMIND,
					.day = today,
					.fill = fill_who,
				});
	}
}

struct loss {
	uint64_t user_id, role_id;
};

static void fill_loss(struct due_run *run, const struct due_item *item, struct command *command)
{
	const struct loss *loss = item->of;
	due_argument(run, command, "n", "%jd", item->place.number);
	due_argument(run, command, "who", "@%ju", loss->user_id);
	due_argument(run, command, "role", "&%ju", loss->role_id);
}

/* The losses as they are read, by member and role: of those of one role only the first is added,
 * behind which the role is gone. */
struct losses {
	struct due_run *run;
	struct due_item first; /* of the member and role that were read last; OF NULL: none yet */
};

static void add_first_loss(const struct losses *losses)
{
	const struct due_item *item = &losses->first;
	/* dues are not asked of who lost the role that carries them */
	struct due_place behind = { item->place.instant + 1, DUE_ROLE_ENDS, 0 };
	if (!item->of)
		return;
	if (item->place.instant <= losses->run->now)
		due_hold_back(losses->run, &behind);
	due_add(losses->run, item);
}

/* A role that came back when its grace was over is lost from then on. */
static bool take_loss(void *context, const struct value *values)
{
	struct losses *losses = context;
	const struct loss *before = losses->first.of;
	struct loss *loss = arena_alloc(&losses->run->arena, sizeof *loss);
	int64_t due;
	if (!day_parse(value_words(&values[2]), &due))
		return true;
	*loss = (struct loss){ id_of(&values[1]), id_of(&values[4]) };
	int64_t day = due + values[3].integer, morning = due_morning(losses->run, day),
		came_back = values[5].integer;
	struct due_item item = {
		.place = { morning > came_back ? morning : came_back, DUE_LOSSES,
			   values[0].integer },
		.verb = VERB_DUE_LOSE,
		.day = day,
		.fill = fill_loss,
		.of = loss,
	};
	bool same = before && before->user_id == loss->user_id && before->role_id == loss->role_id;
	if (same && due_compare_places(&losses->first.place, &item.place) < 0)
		return true;
	if (!same)
		add_first_loss(losses);
	losses->first = item;
	return true;
}

void due_add_losses(struct due_run *run)
{
	struct losses losses = { .run = run };
	struct binding guild = bind_id(":guild", run->guild->guild_id);
	store_query(run->store, "dues losses", &guild, 1, take_loss, &losses);
	add_first_loss(&losses);
	struct due_ids lost = { .arena = &run->arena };
	store_query(run->store, "dues lost", &guild, 1, due_take_id, &lost);
	run->lost_roles = lost.list;
	run->lost_count = lost.count;
	run->lost_again =
		run->lost_count && store_has_row(run->store, "dues lost again", &guild, 1);
}

void due_add_statements(struct due_run *run)
{
	int64_t today = due_today(run), morning = due_morning(run, today);
	struct date date = date_of_day(today - 1);
	struct due_ids ids = { .arena = &run->arena };
	if (date_of_day(today).day != 1 || morning > run->now)
		return;
	date.day = 1;
	struct binding bindings[] = {
		bind_id(":guild", run->guild->guild_id),
		bind_integer(":from", due_instant(run, day_of_date(date), 0)),
		bind_integer(":to", due_instant(run, today, 0)),
	};
	store_query(run->store, "dues statements", bindings, 3, due_take_id, &ids);
	for (size_t i = 0; i < ids.count; i++)
		if (morning + (int64_t)(i / PACE) * MINUTE_MS <= run->now)
			due_add(run,
				&(struct due_item){
					.place = { morning, DUE_STATEMENTS, (int64_t)ids.list[i] },
					.verb = VERB_DUE_STATEMENT,
					.day = today,
					.fill = fill_who,
				});
}
