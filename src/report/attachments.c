/* Files of answers, described in the outbox and made on the way out, one after the other: a file in
 * the outbox would be there for each question, and whole in memory with all others. */
#include "report/attachments.h"

#include <sodium.h>
#include <string.h>

#include "base/fail.h"
#include "store/sum_members.h"

/* In bytes. LONG_LIST: of each of the two in mydata. MOST_ROWS: how far back the log is looked
 * through for somebody's commands. */
enum { LARGEST_CHART = 1024 * 1024, LONG_LIST = 3000000, MOST_ROWS = 1000000 };

static void begin_item(struct buf *files, const char *name, const char *media_type)
{
	if (files->length)
		files->bytes[--files->length] = '\0'; /* the bracket that closes it */
	buf_text(files, files->length ? ",{\"name\":" : "[{\"name\":");
	buf_json(files, name);
	buf_text(files, ",\"media_type\":");
	buf_json(files, media_type);
	buf_text(files, ",\"described\":{");
}

static void add_number(struct buf *out, const char *key, int64_t value)
{
	if (!value)
		return;
	buf_json_key(out, key);
	buf_printf(out, "\"%jd\"", value);
}

static void add_text(struct buf *out, const char *key, const char *text)
{
	if (!text)
		return;
	buf_json_key(out, key);
	buf_json(out, text);
}

void attachment_add_report(struct buf *files, const struct report_request *request, int64_t until)
{
	const struct report_format *format = report_formats[request->format];
	/* what is compared keeps its end, by which the other period goes */
	bool timed = report_takes_times(request->name) && !request->compare;
	int64_t to = timed && (!request->to || request->to > until + 1) ? until + 1 : request->to;
	struct buf name = { 0 };
	buf_text(&name, report_word(request->name, request->lang));
	if (request->batch)
		buf_printf(&name, "-%jd", request->batch);
	buf_text(&name, format->charts ? ".png" : format->ending); /* drawn on its way */
	begin_item(files, buf_string(&name), format->media_type);
	add_text(files, "report", request->name);
	add_text(files, "format", format->name);
	add_text(files, "lang", lang_name(request->lang));
	add_text(files, "form",
		 request->sheet ? "sheet" : NULL); /* what older programs described is canonical */
	add_text(files, "for", request->for_all ? "all" : NULL);
	add_text(files, "theme", format->charts && request->drawing.dark ? "dark" : NULL);
	add_text(files, "account", request->account);
	add_text(files, "currency", request->currency);
	add_text(files, "verb", request->verb);
	add_text(files, "status", request->status);
	add_number(files, "from", request->from);
	add_number(files, "to", to);
	add_number(files, "at", request->at);
	add_number(files, "batch", request->batch);
	add_number(files, "limit", request->limit);
	add_number(files, "transaction", request->transaction);
	add_number(files, "schedule", request->schedule);
	add_number(files, "months", request->months);
	add_number(files, "compare", request->compare);
	add_number(files, "role", (int64_t)request->role_id);
	buf_text(files, "}}]");
	buf_free(&name);
}

void attachment_add_data(struct buf *files, uint64_t user_id, int64_t seq, int64_t transaction)
{
	begin_item(files, "mydata.json", "application/json");
	add_number(files, "user", (int64_t)user_id);
	add_number(files, "seq", seq);
	add_number(files, "transaction", transaction);
	buf_text(files, "}}]");
}

bool attachments_described(const char *files)
{
	return files &&
	       strstr(files, "\"described\":{"); /* within a string its quotes would be escaped */
}

/* An id or number written as text; 0: it is not there. */
static int64_t number_at(const cJSON *described, const char *key)
{
	uint64_t value = 0;
	json_id(described, key, &value);
	return (int64_t)value;
}

/* COMPARE_NONE where it says nothing that there is. */
static enum compare comparison_at(const cJSON *described)
{
	int64_t number = number_at(described, "compare");
	return number > 0 && number <= COMPARE_MONTHS ? (enum compare)number : COMPARE_NONE;
}

static bool make_report(struct store *store, uint64_t guild_id, const cJSON *described,
			size_t largest, struct buf *out)
{
	struct report_request request = {
		.name = json_text(described, "report"),
		.guild_id = guild_id,
		.account = json_text(described, "account"),
		.currency = json_text(described, "currency"),
		.from = number_at(described, "from"),
		.to = number_at(described, "to"),
		.at = number_at(described, "at"),
		.batch = number_at(described, "batch"),
		.limit = number_at(described, "limit"),
		.transaction = number_at(described, "transaction"),
		.schedule = number_at(described, "schedule"),
		.months = number_at(described, "months"),
		.compare = comparison_at(described),
		.verb = json_text(described, "verb"),
		.status = json_text(described, "status"),
		.role_id = (uint64_t)number_at(described, "role"),
	};
	const char *format = json_text(described, "format"), *lang = json_text(described, "lang");
	struct buf why = { 0 };
	request.sheet = json_text(described, "form") != NULL;
	request.for_all = json_text(described, "for") != NULL;
	if (!format || !format_from_name(format, &request.format) || !lang ||
	    lang_from_name(lang, &request.lang) < 0)
		return false;
	request.drawing = (struct drawing){ .terminal = TERMINAL_PNG,
					    .dark = json_text(described, "theme") != NULL };
	report_settle(store, &request);
	bool made =
		report_check(store, &request, &why) &&
		report_text(store, &request,
			    report_formats[request.format]->charts ? LARGEST_CHART : largest, out);
	buf_free(&why);
	return made;
}

/* A list within mydata, ended before it is too long. */
struct list {
	struct buf *out;
	size_t began;
};

static bool list_goes_on(const struct list *list)
{
	return list->out->length - list->began < LONG_LIST;
}

static void add_value(struct buf *out, const char *key, const struct value *value)
{
	buf_json_key(out, key);
	if (value->kind == VALUE_TEXT)
		buf_json(out, value->text);
	else if (value->kind == VALUE_INTEGER)
		buf_printf(out, "%jd", value->integer);
	else
		buf_text(out, "null");
}

static void begin_element(const struct list *list)
{
	buf_text(list->out, list->out->length > list->began ? ",{" : "{");
}

static bool take_entry(void *context, const struct value *values)
{
	static const char *const keys[] = { "transaction", "time",     "what",
					    "memo",        "currency", "minor_units" };
	const struct list *list = context;
	begin_element(list);
	for (int i = 0; values[i].kind != VALUE_END; i++)
		add_value(list->out, keys[i], &values[i]);
	buf_char(list->out, '}');
	return list_goes_on(list);
}

static bool take_command(void *context, const struct value *values)
{
	const struct list *list = context;
	begin_element(list);
	add_value(list->out, "time", &values[0]);
	add_value(list->out, "status", &values[1]);
	buf_printf(list->out, ",\"record\":%s", values[2].text);
	add_value(list->out, "answer", &values[3]);
	buf_char(list->out, '}');
	return list_goes_on(list);
}

static bool take_head(void *context, const struct value *values)
{
	buf_add(context, values[0].text, strlen(values[0].text) - 1); /* it goes on */
	return false;
}

static bool make_data(struct store *store, uint64_t guild_id, const cJSON *described,
		      struct buf *out)
{
	int64_t seq = number_at(described, "seq");
	struct binding bindings[] = {
		bind_integer(":guild", (int64_t)guild_id),
		bind_integer(":user", number_at(described, "user")),
		bind_integer(":seq", seq),
		bind_integer(":after", seq > MOST_ROWS ? seq - MOST_ROWS : 0),
		bind_integer(":transaction", number_at(described, "transaction")),
	};
	store_query(store, "mydata", bindings, 2, take_head, out);
	buf_text(out, ",\"entries\":[");
	struct list entries = { out, out->length };
	store_query(store, "mydata entries", bindings, 5, take_entry, &entries);
	buf_text(out, "],\"commands\":[");
	struct list commands = { out, out->length };
	store_query(store, "mydata commands", bindings, 5, take_command, &commands);
	buf_printf(out, "],\"commands_after\":%jd}", bindings[3].value.integer);
	return true;
}

/* The proof that what somebody held is in the sum of a batch. */
static bool make_proof(struct store *store, uint64_t guild_id, const cJSON *described,
		       struct buf *out)
{
	const char *currency = json_text(described, "currency");
	return currency && sum_proof_make(store, guild_id, number_at(described, "sum"), currency,
					  (uint64_t)number_at(described, "of"), out);
}

static void add_file(struct arena *arena, const cJSON *item, const struct buf *bytes,
		     struct delivery *delivery)
{
	size_t size = sodium_base64_ENCODED_LEN(bytes->length, sodium_base64_VARIANT_ORIGINAL);
	char *base64 = sodium_bin2base64(arena_alloc(arena, size), size,
					 (const unsigned char *)buf_string(bytes), bytes->length,
					 sodium_base64_VARIANT_ORIGINAL);
	delivery->files[delivery->file_count++] =
		(struct file){ json_text(item, "name"), json_text(item, "media_type"), base64 };
}

/* Behind the content, for which it left room. WHY NULL: it is too long, or what it is of is gone.
 */
static void add_remark(struct arena *arena, enum lang lang, const char *why,
		       struct delivery *delivery)
{
	const char *remark =
		why ? N_("One of its files could not be created; the operators can find the reason "
			 "in their log.")
		: delivery->kind == DELIVER_POST
			? N_("It is too long for a file; an operator has it: gl-report batch.")
			: N_("It is too long for a file: narrow it with from=, to= or an account.");
	log_line(LOG_WARN, "file-not-made",
		 "delivery %jd: a file of it is left out: %s; a remark goes in its place",
		 delivery->id, why ? why : "it is too long, or what it is of is gone");
	delivery->content =
		arena_printf(arena, "%s%s%s", delivery->content ? delivery->content : "",
			     delivery->content ? "\n" : "", tr(lang, remark));
}

/* One file that an answer describes, while it is made. */
struct making {
	struct store *store;
	uint64_t guild_id;
	const cJSON *item;
	size_t largest;
	struct buf bytes;
	struct fail_guard failure;
	bool failed;
};

static bool make_item(struct making *making)
{
	const cJSON *described = json_get(making->item, "described");
	if (!described || !json_text(making->item, "name") ||
	    !json_text(making->item, "media_type"))
		return false;
	if (setjmp(making->failure.back)) {
		store_rollback(making->store);
		making->failed = true;
		return false;
	}
	fail_guard(&making->failure);
	bool made = json_get(described, "user")
			    ? make_data(making->store, making->guild_id, described, &making->bytes)
		    : json_get(described, "sum")
			    ? make_proof(making->store, making->guild_id, described, &making->bytes)
			    : make_report(making->store, making->guild_id, described,
					  making->largest, &making->bytes);
	fail_guard(NULL);
	return made;
}

void attachments_make(struct store *store, struct arena *arena, const char *files, bool crashed,
		      size_t largest, enum lang lang, struct delivery *delivery)
{
	const char *problem, *named,
		*why = crashed ? "two attempts to make it ended without a result" : NULL;
	const cJSON *item,
		*list = json_value(arena, arena_strdup(arena, files), strlen(files), &problem);
	bool whole = !crashed;
	cJSON_ArrayForEach(item, list)
	{
		struct making making = { .store = store,
					 .guild_id = delivery->guild_id,
					 .item = item,
					 .largest = largest };
		if ((named = json_text(json_get(item, "described"), "lang")))
			lang_from_name(named, &lang);
		if (crashed || delivery->file_count == MAX_FILES)
			continue;
		bool made = make_item(&making);
		if (made)
			add_file(arena, item, &making.bytes, delivery);
		if (making.failed)
			why = arena_strdup(arena, making.failure.reason);
		else if (!made && json_get(json_get(item, "described"), "sum"))
			why = "the sum that these books give is not the one that was sealed: run "
			      "gl-verify";
		whole &= made;
		buf_free(&making.bytes);
	}
	if (!whole)
		add_remark(arena, lang, why, delivery);
}
