/* Whether a request can be served: the report, its format and filters, and what they name. */
#include <string.h>

#include "base/unicode.h"
#include "command/report_names.h"
#include "report/periods.h"
#include "report/render.h"
#include "report/subjects.h"
#include "report/words.h"

static unsigned filters_given(const struct report *report, const struct report_request *request)
{
	unsigned account = report->filters & FILTER_AUTHOR ? FILTER_AUTHOR : FILTER_ACCOUNT;
	return (request->from || request->to ? FILTER_FROM_TO : 0) | (request->at ? FILTER_AT : 0) |
	       (request->account ? account : 0) | (request->batch ? FILTER_BATCH : 0) |
	       (request->currency ? FILTER_CURRENCY : 0) | (request->limit ? FILTER_LIMIT : 0) |
	       (request->role_id ? FILTER_ROLE : 0) | (request->verb ? FILTER_VERB : 0) |
	       (request->status ? FILTER_STATUS : 0) |
	       (request->transaction ? FILTER_TRANSACTION : 0) |
	       (request->schedule ? FILTER_SCHEDULE : 0) | (request->months ? FILTER_MONTHS : 0);
}

/* As options in English, as words of the grammar in a channel. */
static void list_filters(struct buf *out, unsigned filters, const struct report_request *request)
{
	static const struct {
		unsigned bit;
		const char *options, *words[LANG_COUNT];
	} all[] = {
		{ FILTER_FROM_TO, "from, to", { "from=, to=, 30d", "desde=, hasta=, 30d" } },
		{ FILTER_AT, "at", { "at=", "fecha=" } },
		{ FILTER_ACCOUNT, "account", { "account=", "cuenta=" } },
		{ FILTER_BATCH, "batch", { "batch=", "lote=" } },
		{ FILTER_CURRENCY, "currency", { "currency=", "moneda=" } },
		{ FILTER_LIMIT, "limit", { "limit=", "limite=" } },
		{ FILTER_ROLE, "role", { "@role", "@rol" } },
		{ FILTER_AUTHOR, "who", { "@who", "@quien" } },
		{ FILTER_VERB, "verb", { "verb=", "orden=" } },
		{ FILTER_STATUS, "status", { "status=", "estado=" } },
		{ FILTER_TRANSACTION, "transaction", { "transaction", "transaccion" } },
		{ FILTER_SCHEDULE, "schedule", { "4, 2027", "4, 2027" } },
		{ FILTER_MONTHS, "months", { "months=", "meses=" } },
	};
	size_t before = out->length;
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (filters & all[i].bit)
			buf_printf(out, "%s%s", out->length > before ? ", " : "",
				   request->prefix ? all[i].words[request->lang] : all[i].options);
	if (out->length == before)
		buf_char(out, '-');
}

static const char *called(const struct report_request *request)
{
	const struct report_name *name = request->prefix ? report_name_of(request->name) : NULL;
	return name ? name->words[request->lang] : request->name;
}

/* A line of this report that works, for whoever asked in a channel. */
static void add_example(struct buf *why, const struct report *report,
			const struct report_request *request)
{
	const struct report_name *name = report_name_of(request->name);
	struct buf line = { 0 };
	if (!request->prefix || !name || !name->permit)
		return;
	buf_printf(&line, "%s%s %s%s%s%s", request->prefix,
		   verb_table[VERB_REPORT].words[request->lang], called(request),
		   report->filters & NEEDS_ACCOUNT ? " @ana" : "",
		   report->filters & NEEDS_BATCH ? " 1" : "",
		   report->filters & FILTER_FROM_TO ? " 30d" : "");
	buf_text(why, buf_string(why)[why->length - 1] == '.' ? " " : ". ");
	buf_printf(why, tr(request->lang, N_("For example: `%s%s`")), buf_string(&line), "");
	buf_free(&line);
}

/* What was given, so that it reads as it is where it is read. */
static void add_given(struct buf *why, const struct report_request *request, const char *text)
{
	if (request->prefix)
		text_markdown(why, text);
	else
		buf_text(why, text);
}

/* Each of these writes into WHY what is wrong, if it is its matter. First: what is no matter of
 * values. */
static void check_form(const struct report *report, const struct report_request *request,
		       struct buf *why)
{
	const struct report_format *format = report_formats[request->format];
	enum lang lang = request->lang;
	unsigned given = filters_given(report, request);
	if (format->only && strcmp(format->only, request->name) != 0) {
		buf_printf(why, tr(lang, N_("This format is for the report %s only.")),
			   format->only);
	} else if (format->only && given & report->filters & ~format->filters) {
		buf_printf(why,
			   tr(lang, N_("An export of the report %s cannot be narrowed like that; "
				       "it takes: ")),
			   called(request));
		list_filters(why, format->filters, request);
	} else if (format->charts && !report_has_chart(request->name)) {
		buf_printf(why, tr(lang, N_("There is no chart of the report %s.")),
			   called(request));
	} else if (request->compare && !report->compared) {
		buf_printf(why, tr(lang, N_("The report %s cannot be compared; these can: ")),
			   called(request));
		report_list_compared(why, request->prefix ? lang : LANG_EN);
	} else if (given & ~report->filters) {
		buf_printf(why,
			   tr(lang, N_("The report %s cannot be narrowed like that; it takes: ")),
			   called(request));
		list_filters(why, report->filters, request);
	}
}

/* What it cannot do without. */
static void check_needs(const struct report *report, const struct report_request *request,
			struct buf *why)
{
	enum lang lang = request->lang;
	if (report->filters & NEEDS_ACCOUNT && !request->account)
		buf_text(why, request->prefix ? tr(lang, N_("Say whose account."))
					      : tr(lang, N_("Say of which account: account=NAME or "
							    "a member.")));
	else if (report->filters & NEEDS_ROLE && !request->role_id)
		buf_text(why, tr(lang, N_("Say which role: mention it with @.")));
	else if (report->filters & NEEDS_BATCH && !request->batch)
		buf_text(why, request->prefix ? tr(lang, N_("Say which batch."))
					      : tr(lang, N_("Say which batch: batch=NUMBER.")));
	else if (report->filters & NEEDS_TRANSACTION && !request->transaction)
		buf_text(why, tr(lang, N_("Say which transaction: transaction=NUMBER.")));
}

static void check_account(struct store *store, const struct report *report,
			  const struct report_request *request, struct buf *why)
{
	enum lang lang = request->lang;
	if (!request->account)
		return;
	if (report->filters & FILTER_ACCOUNT && !report_find_account(store, request).found)
		buf_text(why, tr(lang, N_("There is no such account: ")));
	else if (report->filters & NEEDS_ASSET && !report_find_account(store, request).asset)
		buf_text(why, tr(lang, N_("Only what the community holds has a cash flow: asset "
					  "accounts, such as the till or a bank. This is none: ")));
	else if (report->filters & FILTER_AUTHOR && *request->account == '@' &&
		 !report_author_id(request)) /* names are not unique, and an empty log would say
						that they did nothing */
		buf_text(why, tr(lang, N_("A member is written as @ID, not by name: ")));
	if (why->length)
		add_given(why, request, request->account);
}

/* What it names, and how much of it. */
static void check_values(struct store *store, const struct report *report,
			 const struct report_request *request, struct buf *why)
{
	enum lang lang = request->lang;
	if (request->transaction && !report_transaction_exists(store, request)) {
		buf_printf(why, tr(lang, N_("There is no transaction %jd.")), request->transaction);
	} else if (request->verb && !logged_verb(request->verb)) {
		buf_text(why, tr(lang, N_("There is no such command: ")));
		add_given(why, request, request->verb);
	} else if (request->status && !logged_status(request->status)) {
		buf_text(why, tr(lang, N_("Unknown status; choose one of: ")));
		list_statuses(why, lang);
	} else {
		check_account(store, report, request, why);
	}
	if (why->length)
		return;
	if (request->compare == COMPARE_MONTHS &&
	    months_of(request, report_zone(store, request->guild_id)) > MOST_PERIODS)
		buf_printf(why, tr(lang, N_("At most %d months can stand beside each other.")),
			   MOST_PERIODS);
	else if (request->months > MOST_FORECAST_MONTHS)
		buf_printf(why, tr(lang, N_("A forecast is of at most %d months.")),
			   MOST_FORECAST_MONTHS);
	else if (request->batch && !report_batch_exists(store, request))
		buf_printf(why, tr(lang, N_("There is no batch %jd.")), request->batch);
}

bool report_check(struct store *store, const struct report_request *request, struct buf *why)
{
	const struct report *report = request->name ? report_named(request->name) : NULL;
	if (!report) {
		buf_text(why, tr(request->lang, N_("There is no such report.")));
		return false;
	}
	check_form(report, request, why);
	if (!why->length)
		check_needs(report, request, why);
	if (!why->length)
		check_values(store, report, request, why);
	if (why->length)
		add_example(why, report, request);
	return why->length == 0;
}
