/* A journal told to a syntax, transaction by transaction: nothing is kept but the one under way. */
#include "report/export.h"

#include <string.h>

#include "base/instant.h"
#include "base/output.h"
#include "base/unicode.h"

enum { FLUSH_BYTES = 64 * 1024, NAME_LENGTH = 40, DAY_SIZE = INSTANT_TEXT_SIZE };

struct export
{
	struct store *store;
	const struct zone *zone; /* of the days that it dates */
	const struct report_request *request;
	const struct syntax *syntax;
	struct buf out;
	int fd;
	char day[DAY_SIZE]; /* of the transaction under way; never goes back */
	int64_t day_time, transaction, batch;
	int64_t first_ended,
		last_ended; /* batches whose balances are still to be asserted; 0: none */
	bool head_due;      /* before the first of them */
};

void export_account_name(struct buf *out, const struct export_account *account)
{
	static const char *const kinds[][2] = { { "asset", "Assets" },
						{ "liability", "Liabilities" },
						{ "equity", "Equity" },
						{ "income", "Income" },
						{ "expense", "Expenses" } };
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (strcmp(kinds[i][0], account->kind) == 0)
			buf_text(out, kinds[i][1]);
	if (account->owner) {
		buf_printf(out, ":Members:%jd", account->owner);
		return;
	}
	buf_char(out, ':');
	size_t start = out->length;
	for (const char *at = account->folded_name; *at && out->length - start < NAME_LENGTH;
	     at++) {
		bool letter = *at >= 'a' && *at <= 'z', digit = *at >= '0' && *at <= '9';
		if (letter || digit)
			buf_char(out,
				 letter && out->length == start ? (char)(*at - 'a' + 'A') : *at);
		else if (out->length > start && out->bytes[out->length - 1] != '-')
			buf_char(out, '-');
	}
	if (out->length == start)
		buf_text(out, "Account");
	buf_printf(out, "%s%jd", out->bytes[out->length - 1] == '-' ? "" : "-", account->id);
}

void export_text(struct buf *out, const char *text, const char *special)
{
	struct buf clean = { 0 };
	bool space = true;
	text_clean(&clean, text);
	for (const char *at = buf_string(&clean); *at; at++) {
		if (*at == ' ' && space)
			continue;
		space = *at == ' ';
		if (strchr(special, *at)) {
			unsigned point = 0xff00u + (unsigned)(unsigned char)*at - 0x20u;
			buf_char(out, (char)(0xe0 | point >> 12));
			buf_char(out, (char)(0x80 | (point >> 6 & 0x3f)));
			buf_char(out, (char)(0x80 | (point & 0x3f)));
		} else {
			buf_char(out, *at);
		}
	}
	buf_free(&clean);
}

static int64_t whole(const struct value *value)
{
	return value->kind == VALUE_INTEGER ? value->integer : 0;
}

static struct value bound(int64_t value)
{
	return (struct value){ .kind = value ? VALUE_INTEGER : VALUE_NULL, .integer = value };
}

static void local_day(const struct export *export, int64_t time, char day[DAY_SIZE])
{
	instant_format_local(export->zone, time, day);
	day[strcspn(day, " ")] = '\0';
}

static struct export_account account_of(const struct value *values)
{
	return (struct export_account){ whole(&values[0]), whole(&values[2]), values[1].text,
					values[3].text };
}

static void ask(struct export *export, const char *query, int64_t first, int64_t last, int64_t next,
		row_callback *row)
{
	const struct report_request *request = export->request;
	struct binding bindings[] = {
		{ ":guild", bound((int64_t)request->guild_id) },
		{ ":from", bound(request->from) },
		{ ":to", bound(request->to) },
		{ ":batch", bound(request->batch) },
		{ ":first", bound(first) },
		{ ":last", bound(last) },
		{ ":next", bound(next) },
		bind_text(":currency", request->currency),
	};
	store_query(export->store, query, bindings, sizeof bindings / sizeof *bindings, row,
		    export);
}

static bool take_currency(void *context, const struct value *values)
{
	struct export *export = context;
	export->syntax->currency(&export->out, values[0].text, (int)values[1].integer);
	return true;
}

static bool take_account(void *context, const struct value *values)
{
	struct export *export = context;
	struct export_account account = account_of(values);
	char day[DAY_SIZE];
	local_day(export, values[6].integer == INT64_MAX ? 0 : values[6].integer, day);
	export->syntax->account(&export->out, &account, values[4].text, values[5].text, day);
	return true;
}

static bool take_opening(void *context, const struct value *values)
{
	struct export *export = context;
	struct export_account account = account_of(values);
	struct export_amount amount = { value_wide(&values[5]), (int)values[6].integer,
					values[4].text };
	if (export->transaction < 0) {
		struct export_transaction opening = { .day = export->day,
						      .verb = "opening balances",
						      .time = export->day_time };
		export->transaction = 0;
		export->syntax->transaction(&export->out, &opening);
	}
	export->syntax->posting(&export->out, &account, &amount);
	return true;
}

static bool take_assertion(void *context, const struct value *values)
{
	struct export *export = context;
	struct export_account account = account_of(values);
	struct export_amount amount = { value_wide(&values[5]), (int)values[6].integer,
					values[4].text };
	if (export->head_due) {
		export->syntax->assertions(&export->out, export->day, export->last_ended);
		export->head_due = false;
	}
	export->syntax->assertion(&export->out, export->day, &account, &amount, values[7].integer);
	if (export->out.length >= FLUSH_BYTES)
		buf_flush(&export->out, export->fd);
	return true;
}

/* Asserts what the batches that ended found. NEXT: the transaction that comes before the reader
 * next. */
static void assert_ended(struct export *export, int64_t next)
{
	if (export->first_ended) {
		export->head_due = true;
		ask(export, "export assertions", export->first_ended, export->last_ended, next,
		    take_assertion);
	}
	export->first_ended = export->last_ended = 0;
}

static void end_batch(struct export *export)
{
	if (!export->batch)
		return;
	export->last_ended = export->batch;
	if (!export->first_ended)
		export->first_ended = export->batch;
}

static void start_transaction(struct export *export, const struct value *values)
{
	char day[DAY_SIZE];
	int64_t time = values[1].integer > export->day_time ? values[1].integer : export->day_time;
	local_day(export, time, day);
	bool later = strcmp(day, export->day) > 0;
	if (values[2].integer != export->batch)
		end_batch(export);
	if (!export->syntax->mornings || later)
		assert_ended(export, values[0].integer);
	export->transaction = values[0].integer;
	export->batch = values[2].integer;
	if (later) {
		memcpy(export->day, day, sizeof export->day);
		export->day_time = time;
	}
	struct export_transaction transaction = {
		.day = export->day,
		.verb = values[3].text,
		.memo = values[7].kind == VALUE_TEXT && *values[7].text ? values[7].text : NULL,
		.id = values[0].integer,
		.time = values[1].integer,
		.batch = values[2].integer,
		.seq = values[4].integer,
		.author = whole(&values[5]),
		.reverses = whole(&values[6]),
	};
	export->syntax->transaction(&export->out, &transaction);
}

static bool take_entry(void *context, const struct value *values)
{
	struct export *export = context;
	struct export_account account = { whole(&values[8]), whole(&values[10]), values[9].text,
					  values[11].text };
	struct export_amount amount = { values[13].integer, (int)values[14].integer,
					values[12].text };
	if (values[0].integer != export->transaction)
		start_transaction(export, values);
	export->syntax->posting(&export->out, &account, &amount);
	if (export->out.length >= FLUSH_BYTES)
		buf_flush(&export->out, export->fd);
	return true;
}

static bool take_first_time(void *context, const struct value *values)
{
	struct export *export = context;
	export->day_time = values[1].integer;
	local_day(export, export->day_time, export->day);
	return false;
}

/* All further queries run while this row is open: they see the books of one moment. */
static bool take_guild(void *context, const struct value *values)
{
	struct export *export = context;
	export->zone = store_use_zone(export->store, values[0].text);
	export->syntax->begin(&export->out, values[1].text);
	ask(export, "export currencies", 0, 0, 0, take_currency);
	ask(export, "export accounts", 0, 0, 0, take_account);
	/* dated as the first transaction, or at the beginning asked for */
	if (export->request->from || export->request->batch) {
		export->day_time =
			export->request->from ? export->request->from : whole(&values[2]);
		local_day(export, export->day_time, export->day);
		ask(export, "export journal", 0, 0, 0, take_first_time);
		export->transaction = -1;
		ask(export, "export opening", 0, 0, 0, take_opening);
	}
	export->transaction = 0;
	ask(export, "export journal", 0, 0, 0, take_entry);
	end_batch(export);
	assert_ended(export, export->transaction + 1);
	return false;
}

void export_journal(struct store *store, const struct report_request *request,
		    const struct syntax *syntax, int fd)
{
	struct export export = { .store = store, .request = request, .syntax = syntax, .fd = fd };
	ask(&export, "export guild", 0, 0, 0, take_guild);
	buf_flush(&export.out, fd);
	buf_free(&export.out);
}
