/* What is due in one guild, put in order and printed as commands. */
#include "tools/due.h"

#include <stdlib.h>
#include <string.h>

#include "base/instant.h"
#include "base/memory.h"
#include "ledger/approvals.h"
#include "ledger/lookups.h"
#include "ledger/payees.h"
#include "ledger/schedule_dates.h"
#include "ledger/setting_values.h"
#include "record/operator.h"

int due_compare_places(const struct due_place *one, const struct due_place *other)
{
	if (one->instant != other->instant)
		return one->instant < other->instant ? -1 : 1;
	if (one->kind != other->kind)
		return one->kind < other->kind ? -1 : 1;
	return one->number < other->number ? -1 : one->number > other->number;
}

static int by_place(const void *one, const void *other)
{
	const struct due_item *a = one, *b = other;
	int order = due_compare_places(&a->place, &b->place);
	if (order)
		return order;
	return a->day != b->day ? (a->day < b->day ? -1 : 1)
				: strcmp(a->text ? a->text : "", b->text ? b->text : "");
}

void due_add(struct due_run *run, const struct due_item *item)
{
	enum { FIRST_ROOM = 64 };
	if (item->place.instant > run->now)
		return;
	if (run->count == run->room) {
		size_t room = run->room ? 2 * run->room : FIRST_ROOM;
		struct due_item *larger = realloc(run->items, room * sizeof *larger);
		if (!larger)
			memory_out(room * sizeof *larger);
		run->items = larger;
		run->room = room;
	}
	run->items[run->count++] = *item;
}

void due_hold_back(struct due_run *run, const struct due_place *place)
{
	if (due_compare_places(place, &run->end) < 0)
		run->end = *place;
}

void due_argument(struct due_run *run, struct command *command, const char *key, const char *format,
		  ...)
{
	va_list list;
	va_start(list, format);
	command_add_argument(command, key, arena_vprintf(&run->arena, format, list));
	va_end(list);
}

void due_day_argument(struct due_run *run, struct command *command, const char *key, int64_t day)
{
	char text[DAY_TEXT_SIZE];
	due_argument(run, command, key, "%s", day_format(day, text));
}

bool due_may_wait(const struct due_run *run, const struct schedule *schedule)
{
	return schedule->kind != SCHEDULE_PAY && guild_controls(run->guild) & CONTROL_APPROVAL;
}

/* Its time is when it was due: an approval that ends some days after that would be over before
 * anybody sees it. What is printed on time counts from then, as what is printed again does. */
void due_asked_argument(struct due_run *run, const struct due_item *item, struct command *command)
{
	enum { LATE_MS = 60 * 60 * 1000 };
	char asked[INSTANT_TEXT_SIZE];
	if (due_may_wait(run, item->schedule) && run->now - item->place.instant >= LATE_MS)
		due_argument(run, command, ASKED_KEY, "%s", instant_format(run->now, asked));
}

/* Things of one instant are some milliseconds apart by their numbers: with what comes from the
 * words alone, two of five hundred would be the same command with a chance of three in a hundred.
 */
static uint64_t id_of_item(const struct due_run *run, const struct due_item *item, int again)
{
	char day[DAY_TEXT_SIZE];
	struct buf words = { 0 };
	buf_printf(&words, "%ju\n%s\n%jd\n%s%s\n%jd", run->guild->guild_id,
		   verb_table[item->verb].name, item->place.number, day_format(item->day, day),
		   item->text ? item->text : "", item->attempt);
	for (int i = 1; i <= again; i++)
		buf_printf(&words, "\n%d", i);
	int64_t apart = item->place.number % NUMBERS_APART_MS;
	uint64_t id = operator_message_id(item->place.instant + apart, buf_string(&words));
	buf_free(&words);
	return id;
}

static void write_item(struct due_run *run, const struct due_item *item, int again,
		       struct buf *line)
{
	struct command command = {
		.message_id = id_of_item(run, item, again),
		.guild_id = run->guild->guild_id,
		.time = item->place.instant,
		.lang = run->guild->lang,
		.source = SOURCE_SCHEDULE,
		.verb = verb_table[item->verb].name,
		.author = { .name = "schedule", .identified = true, .member = true },
	};
	item->fill(run, item, &command);
	record_write_command(line, &command);
}

/* What the log has of the id in WORDS: a command without the moment at which it was printed. */
struct logged {
	const struct buf *words;
	bool any, same, failed;
};

/* RECORD without a newline at its end, and without when it was asked, which is another moment each
 * time that it is printed. A quote inside a value is escaped: the key is found as a key only. */
static void add_words(struct buf *words, const char *record)
{
	static const char key[] = ",\"" ASKED_KEY "\":\"";
	const char *at = strstr(record, key), *rest = at ? strchr(at + sizeof key - 1, '"') : NULL;
	if (rest) {
		buf_add(words, record, (size_t)(at - record));
		record = rest + 1;
	}
	buf_add(words, record, strcspn(record, "\n"));
}

static bool take_logged(void *context, const struct value *values)
{
	struct logged *logged = context;
	struct buf words = { 0 };
	add_words(&words, value_words(&values[0]));
	logged->any = true;
	logged->same = strcmp(buf_string(&words), buf_string(logged->words)) == 0;
	buf_free(&words);
	logged->failed = values[1].integer;
	return logged->failed; /* one that was applied after all is the last word */
}

static struct logged ask_log(struct due_run *run, const struct due_item *item, int again,
			     const struct buf *line)
{
	struct buf words = { 0 };
	struct logged logged = { .words = &words };
	add_words(&words, buf_string(line));
	struct binding bindings[] = { bind_id(":guild", run->guild->guild_id),
				      bind_id(":message", id_of_item(run, item, again)) };
	store_query(run->store, "due logged", bindings, 2, take_logged, &logged);
	buf_free(&words);
	return logged;
}

/* Under the first id that no other words have in the log. What could not be applied, or left a date
 * as it was, is another attempt; else nothing is printed that the log has already. */
static bool print_item(struct due_run *run, const struct due_item *item, struct buf *out)
{
	/* the last one is what pauses a schedule */
	enum { MOST_ATTEMPTS = MOST_SET_ASIDE + 2, MOST_IDS = 100 };
	struct due_item printed = *item;
	struct buf line = { 0 };
	bool fresh = false;
	for (int again = 0; again < MOST_IDS && printed.attempt < item->attempt + MOST_ATTEMPTS;) {
		buf_clear(&line);
		write_item(run, &printed, again, &line);
		struct logged logged = ask_log(run, &printed, again, &line);
		fresh = !logged.any;
		if (fresh || (logged.same && !logged.failed && (!item->schedule || item->text)))
			break;
		again = logged.same ? 0 : again + 1;
		printed.attempt += logged.same;
	}
	if (fresh)
		buf_add(out, buf_string(&line), line.length);
	buf_free(&line);
	return fresh;
}

/* A date that is not printed has to be handled before those behind it. */
static void leave_out(struct due_run *run, size_t first, const struct schedule *schedule)
{
	for (size_t i = first; schedule && i < run->count; i++)
		if (run->items[i].schedule == schedule)
			run->items[i].fill = NULL;
}

/* What was printed already, as far as it changes what is due behind it. */
struct printed {
	size_t count;
	bool booked, role_ended;
};

/* Whether who has a role decides what the item is. */
static bool depends_on_roles(const struct due_item *item)
{
	const struct schedule *schedule = item->schedule;
	return item->place.kind == DUE_LOSSES || (schedule && (schedule->kind == SCHEDULE_DUES ||
							       schedule->kind == SCHEDULE_PAYROLL));
}

static bool is_lost(const struct due_run *run, uint64_t role_id)
{
	size_t i = 0;
	while (i < run->lost_count && run->lost_roles[i] != role_id)
		i++;
	return i < run->lost_count;
}

/* Whether it is one of those roles that may come back. */
static bool depends_on_lost(struct due_run *run, const struct due_item *item)
{
	const struct schedule *schedule = item->schedule;
	struct payee_word word;
	if (!run->lost_count || !depends_on_roles(item))
		return false;
	if (item->place.kind == DUE_LOSSES)
		return true;
	if (schedule->kind == SCHEDULE_DUES)
		return is_lost(run, schedule->role_id);
	for (const char *at = schedule->payees; next_payee_word(&run->books, &at, &word);)
		if (word.kind == PAYEE_ROLE && is_lost(run, word.id))
			return true;
	return false;
}

/* Whether what was printed may change the item. What comes in at a due date pays what is owed: who
 * is reminded of it, or loses a role for it, is known only then. It may also bring back a role that
 * was lost, and a role that was given until a time ends: who has it is asked, paid, or loses it, is
 * known only then. */
static bool may_change(struct due_run *run, const struct due_item *item,
		       const struct printed *printed)
{
	bool of_debts = item->place.kind == DUE_REMINDERS || item->place.kind == DUE_LOSSES;
	return (printed->booked && (of_debts || depends_on_lost(run, item))) ||
	       (printed->role_ended && depends_on_roles(item));
}

static void note_printed(struct due_run *run, const struct due_item *item, struct printed *printed)
{
	struct due_place losses = { item->place.instant, DUE_LOSSES, 0 };
	bool books = item->place.kind == DUE_SCHEDULES || item->place.kind == DUE_RETRIES;
	printed->count++;
	printed->booked |= books;
	printed->role_ended |= item->place.kind == DUE_ROLE_ENDS;
	/* a role that it brings back is lost before what comes later */
	if (books && run->lost_again)
		due_hold_back(run, &losses);
}

size_t due_print(struct due_run *run, size_t most, struct buf *out)
{
	struct printed printed = { 0 };
	if (run->count)
		qsort(run->items, run->count, sizeof *run->items, by_place);
	for (size_t i = 0; i < run->count && printed.count < most; i++) {
		const struct due_item *item = &run->items[i];
		if (due_compare_places(&item->place, &run->end) >= 0 ||
		    may_change(run, item, &printed))
			break;
		if (!item->fill)
			continue;
		if (print_item(run, item, out))
			note_printed(run, item, &printed);
		else
			leave_out(run, i + 1, item->schedule);
	}
	return printed.count;
}

bool due_can_book(const struct due_run *run)
{
	return run->guild->batch.number ||
	       guild_setting_choice(run->guild, SETTING_BATCH_POLICY) == BATCH_AUTO;
}

struct user **due_wearers(struct due_run *run, uint64_t role_id, size_t *count)
{
	struct verb_context context = { .books = &run->books, .guild = run->guild };
	books_want(&run->books, WANTED_WEARERS, run->guild->guild_id, role_id, NULL);
	store_load(run->store, &run->books);
	return role_wearers(&context, role_id, count);
}

int64_t due_instant(const struct due_run *run, int64_t day, int minute)
{
	return day_instant(run->zone, day, minute);
}

int64_t due_today(const struct due_run *run)
{
	return day_at(run->zone, run->now);
}

int64_t due_morning(const struct due_run *run, int64_t day)
{
	return due_instant(run, day, (int)guild_setting_minutes(run->guild, SETTING_SCHEDULE_TIME));
}
