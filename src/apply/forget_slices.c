/* Forgetting members, slice by slice. Each slice is one transaction: rows blanked and how far that
 * came, so that a crash costs nothing. */
#include "apply/forget_slices.h"

#include <string.h>
#include <strings.h>

#include "base/fail.h"
#include "base/instant.h"
#include "base/buf.h"
#include "base/json.h"
#include "apply/forget_month.h"
#include "command/currency_words.h"
#include "ledger/forgetting.h"
#include "ledger/lost_names.h"

enum { SLICE_ROWS = 20000, SLICE_MS = 300, RUN_MS = 1000, MOST_PEOPLE = 100, CHECK_EVERY = 256 };

/* A JSON list; NULL names are left out. */
static void write_names(struct buf *out, const char *const *names, size_t count)
{
	buf_char(out, '[');
	for (size_t i = 0; i < count; i++) {
		if (!names[i])
			continue;
		if (out->bytes[out->length - 1] != '[')
			buf_char(out, ',');
		buf_json(out, names[i]);
	}
	buf_char(out, ']');
}

static bool take_text(void *context, const struct value *values)
{
	if (values[0].kind == VALUE_TEXT)
		buf_text(context, values[0].text);
	return false;
}

/* Of the whole log at once: whose a line was goes by its hash, so a log that had one half of them
 * by another would replay otherwise. */
static void blank_parties(struct store *store, const struct user *user, const char *list)
{
	struct arena arena = { 0 };
	const char *why;
	const cJSON *party,
		*parties = json_value(&arena, arena_strdup(&arena, list), strlen(list), &why);
	struct binding bindings[] = { bind_integer(":guild", (int64_t)user->key.guild_id),
				      bind_integer(":user", (int64_t)user->key.id),
				      bind_text(":party", NULL), bind_text(":stand_in", NULL) };
	store_change(store, "forget begin", bindings, 2);
	cJSON_ArrayForEach(party, parties)
	{
		bindings[2] = bind_text(":party", json_text(party, "party"));
		bindings[3] = bind_text(":stand_in", json_text(party, "as"));
		store_change(store, "forget party", bindings, 4);
		store_change(store, "forget party waiting", bindings, 4);
	}
	store_change(store, "forget end", bindings, 2);
	arena_free(&arena);
}

void forgetting_ask(struct store *store, const struct user *user, const char *name,
		    const char *parties, int64_t seq)
{
	struct buf nick = { 0 }, names = { 0 };
	struct binding bindings[] = { bind_integer(":guild", (int64_t)user->key.guild_id),
				      bind_integer(":user", (int64_t)user->key.id),
				      bind_text(":name", user->name), bind_integer(":seq", seq),
				      bind_text(":names", NULL) };
	store_query(store, "forget nick", bindings, 2, take_text, &nick);
	write_names(&names, (const char *[]){ name, nick.length ? nick.bytes : NULL }, 2);
	bindings[4] = bind_text(":names", buf_string(&names));
	store_change(store, "forget member", bindings, 2);
	store_change(store, "forget ask", bindings, 5);
	if (parties)
		blank_parties(store, user, parties);
	buf_free(&nick);
	buf_free(&names);
}

struct row_list {
	struct log_words *rows;
	size_t count, room;
};

/* One slice: log rows FROM to TO of a guild. */
struct slice {
	struct store *store;
	int64_t guild_id, from, to, delivery,
		until; /* deliveries DELIVERY to UNTIL, the latter without */
	/* The first range that ends in this slice, 0: none, ends with the row LAST; the log with
	 * END. */
	int64_t last, end;
	int64_t deadline;
	struct arena memory;
	struct forgetting forgetting;
	struct buf currencies; /* ",EUR,PTS," */
	struct row_list list;
};

static void read_names(struct slice *slice, struct forgotten *person, const char *json)
{
	const char *why;
	const cJSON *name, *list = json_value(&slice->memory, arena_strdup(&slice->memory, json),
					      strlen(json), &why);
	cJSON_ArrayForEach(name, list) if (cJSON_IsString(name))
		forget_name(&slice->forgetting, person, name->valuestring);
}

static bool take_person(void *context, const struct value *values)
{
	struct slice *slice = context;
	struct forgotten *person = &slice->forgetting.people[slice->forgetting.count++];
	*person = (struct forgotten){
		.user_id = (uint64_t)values[0].integer,
		.id = arena_printf(&slice->memory, "%ju", values[0].integer),
		.pseudonym = arena_strdup(&slice->memory, values[1].text),
		.next = values[3].integer,
		.last = values[4].integer,
	};
	read_names(slice, person, values[2].text);
	if (slice->forgetting.count == 1) { /* the one who is least far */
		slice->from = person->next;
		slice->delivery = values[5].integer;
	}
	return true;
}

static bool take_currency(void *context, const struct value *values)
{
	buf_printf(context, "%s,", values[0].text);
	return true;
}

static bool is_currency(void *context, const char *word, enum rules rules)
{
	struct slice *slice = context;
	/* the list of what people call currencies is of that version */
	if (rules >= RULES_STRICT) {
		word = currency_bare_word(&slice->memory, word);
		if (currency_is_plain(&slice->memory, word))
			return true;
	}
	size_t length = strlen(word);
	for (const char *at = buf_string(&slice->currencies); (at = strchr(at, ',')) && at[1]; at++)
		if (strncasecmp(at + 1, word, length) == 0 && at[1 + length] == ',')
			return true;
	return false;
}

/* Only those that change are kept, to be written once all are read. */
static void keep_changed(struct slice *slice, struct log_words *row)
{
	struct row_list *list = &slice->list;
	if (!row->changed)
		return;
	if (list->count == list->room) {
		struct log_words *larger =
			arena_alloc(&slice->memory, sizeof *larger * (list->room * 2 + 64));
		if (list->count)
			memcpy(larger, list->rows, sizeof *larger * list->count);
		list->rows = larger;
		list->room = list->room * 2 + 64;
	}
	row->text = row->text ? arena_strdup(&slice->memory, row->text) : NULL;
	row->record = arena_strdup(&slice->memory, row->record);
	list->rows[list->count++] = *row;
}

/* Blanked as they come. */
static bool blank_log_row(void *context, const struct value *values)
{
	struct slice *slice = context;
	struct log_words row = {
		.seq = values[0].integer,
		.transaction = values[1].integer,
		.author_id = (uint64_t)values[2].integer,
		.status = values[3].text,
		.code = values[4].kind == VALUE_TEXT ? values[4].text : NULL,
		.text = values[5].kind == VALUE_TEXT ? values[5].text : NULL,
		.record = values[6].text,
		.rules = (enum rules)values[7].integer,
	};
	forget_words(&slice->forgetting, &row);
	keep_changed(slice, &row);
	if ((row.seq - slice->from) % CHECK_EVERY != CHECK_EVERY - 1 ||
	    instant_now() < slice->deadline)
		return true;
	slice->to = row.seq; /* what is left is the next slice's */
	return false;
}

static bool take_post(void *context, const struct value *values)
{
	struct slice *slice = context;
	struct log_words row = { .seq = values[0].integer, .record = values[1].text };
	forget_post(&slice->forgetting, &row);
	keep_changed(slice, &row);
	return true;
}

static void change(struct slice *slice, const char *name)
{
	struct binding bindings[] = {
		bind_integer(":guild", slice->guild_id),
		bind_integer(":user", (int64_t)slice->forgetting.people[0].user_id),
		bind_integer(":delivery", slice->delivery), bind_integer(":until", slice->until)
	};
	store_send_change(slice->store, name, bindings, 4);
}

static void write_rows(struct slice *slice)
{
	for (size_t i = 0; i < slice->list.count; i++) {
		const struct log_words *row = &slice->list.rows[i];
		struct binding bindings[] = { bind_integer(":guild", slice->guild_id),
					      bind_integer(":seq", row->seq),
					      bind_text(":text", row->text),
					      bind_text(":record", row->record),
					      bind_integer(":transaction", row->transaction),
					      bind_integer(":delivery", slice->delivery),
					      bind_integer(":until", slice->until) };
		store_send_change(slice->store, "forget row", bindings, 4);
		if (row->post_gone)
			store_send_change(slice->store, "forget post", bindings, 7);
		if (row->memo_gone && row->transaction)
			store_send_change(slice->store, "forget memo", bindings, 5);
	}
}

static int64_t delivery_behind(struct slice *slice, int64_t seq)
{
	struct binding bindings[] = { bind_integer(":guild", slice->guild_id),
				      bind_integer(":to", seq),
				      bind_integer(":delivery", slice->delivery) };
	return store_number(slice->store, "forget deliveries", bindings, 3);
}

/* Where the range of somebody ends, what came behind it until now may show what was not blank yet:
 * tables that were answered, sheets and reports that were posted. Later ones cannot. */
static void read_behind(struct slice *slice)
{
	struct binding bindings[] = { bind_integer(":guild", slice->guild_id),
				      bind_integer(":last", 0) };
	for (size_t i = 0; i < slice->forgetting.count; i++) {
		int64_t last = slice->forgetting.people[i].last;
		if (last <= slice->to && (!slice->last || last < slice->last))
			slice->last = last;
	}
	slice->end = store_number(slice->store, "forget log end", bindings, 1);
	bindings[1].value.integer = slice->last;
	if (slice->last)
		store_query(slice->store, "forget posts behind", bindings, 2, take_post, slice);
}

static void drop_behind(struct slice *slice)
{
	struct binding bindings[] = { bind_integer(":guild", slice->guild_id),
				      bind_integer(":last", slice->last),
				      bind_integer(":until", slice->until) };
	if (!slice->last)
		return;
	store_send_change(slice->store, "forget answered behind", bindings, 3);
	store_send_change(slice->store, "forget tables behind", bindings, 2);
	store_send_change(slice->store, "forget sheets behind", bindings, 3);
}

/* Somebody is done up to where the log ends now, so that the books tell how far it was looked at.
 */
static void write_progress(struct slice *slice)
{
	for (size_t i = 0; i < slice->forgetting.count; i++) {
		const struct forgotten *person = &slice->forgetting.people[i];
		bool done = person->last <= slice->to, behind = person->last < slice->to;
		struct buf names = { 0 };
		if (person->next > slice->to)
			continue;
		write_names(&names, person->names, done ? 0 : person->name_count);
		struct binding bindings[] = {
			bind_integer(":guild", slice->guild_id),
			bind_integer(":user", (int64_t)person->user_id),
			bind_integer(":next", (done ? slice->end : slice->to) + 1),
			bind_integer(":until",
				     behind ? delivery_behind(slice, person->last) : slice->until),
			bind_text(":names", buf_string(&names))
		};
		store_send_change(slice->store, "forget progress", bindings, 5);
		buf_free(&names);
	}
}

static void blank_slice(struct slice *slice)
{
	struct binding bindings[] = { bind_integer(":guild", slice->guild_id),
				      bind_integer(":from", slice->from),
				      bind_integer(":to", slice->to) };
	store_query(slice->store, "forget rows", bindings, 3, blank_log_row, slice);
	slice->until = delivery_behind(slice, slice->to); /* time may have been up before */
	read_behind(slice);
	change(slice, "forget begin");
	change(slice, "forget answered");
	change(slice, "forget outbox");
	write_rows(slice);
	forget_month(slice->store, slice->guild_id, slice->from, slice->to);
	drop_behind(slice);
	write_progress(slice);
	change(slice, "forget end");
}

static void free_slice(void *context)
{
	struct slice *slice = context;
	arena_free(&slice->memory);
	arena_free(&slice->forgetting.names);
	arena_free(&slice->forgetting.row);
	buf_free(&slice->currencies);
	*slice = (struct slice){ .store = slice->store, .guild_id = slice->guild_id };
}

static void attempt(void *context)
{
	struct slice *slice = context;
	struct binding bindings[] = { bind_integer(":guild", slice->guild_id),
				      bind_integer(":limit", MOST_PEOPLE) };
	slice->deadline = instant_now() + SLICE_MS;
	slice->forgetting.context = slice;
	slice->forgetting.is_currency = is_currency;
	slice->forgetting.people =
		arena_alloc(&slice->memory, sizeof *slice->forgetting.people * MOST_PEOPLE);
	store_begin(slice->store);
	store_has_row(slice->store, "forget hold", bindings, 1);
	store_query(slice->store, "forget people", bindings, 2, take_person, slice);
	buf_char(&slice->currencies, ',');
	store_query(slice->store, "forget currencies", bindings, 1, take_currency,
		    &slice->currencies);
	for (size_t i = 0; i < slice->forgetting.count; i++)
		if (slice->forgetting.people[i].last > slice->to)
			slice->to = slice->forgetting.people[i].last;
	if (slice->to >= slice->from + SLICE_ROWS)
		slice->to = slice->from + SLICE_ROWS - 1;
	if (slice->forgetting.count) /* else another was faster */
		blank_slice(slice);
	store_commit(slice->store);
}

struct guilds {
	int64_t ids[64];
	size_t count;
};

static bool take_guild(void *context, const struct value *values)
{
	struct guilds *guilds = context;
	guilds->ids[guilds->count++] = values[0].integer;
	return guilds->count < sizeof guilds->ids / sizeof *guilds->ids;
}

/* False: it failed for a reason that time does not cure. Nothing of it is in the books; it is tried
 * again at the next run. */
static bool work_slice(struct slice *slice)
{
	struct fail_guard failure;
	if (setjmp(failure.back)) {
		store_rollback(slice->store);
		log_line(LOG_ERROR, "forget-failed",
			 "guild %jd: what members asked to be forgotten could not be blanked: %s",
			 slice->guild_id, failure.reason);
		return false;
	}
	fail_guard(&failure);
	store_attempt(slice->store, attempt, free_slice, slice);
	fail_guard(NULL);
	return true;
}

void forgetting_work(struct store *store)
{
	bool goes_on = true;
	int64_t end = instant_now() + RUN_MS;
	struct guilds guilds;
	do {
		guilds.count = 0;
		store_query(store, "forget guilds", NULL, 0, take_guild, &guilds);
		for (size_t i = 0; i < guilds.count && instant_now() < end; i++) {
			struct slice slice = { .store = store, .guild_id = guilds.ids[i] };
			goes_on &= work_slice(&slice);
			free_slice(&slice);
		}
	} while (goes_on && guilds.count && instant_now() < end);
}
