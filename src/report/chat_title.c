/* The title of a report in Discord, and the line that asks for the whole. */
#include "report/chat_title.h"

#include <string.h>

#include "base/instant.h"
#include "base/localized.h"
#include "base/unicode.h"
#include "report/names.h"
#include "report/periods.h"
#include "report/subjects.h"

struct subject {
	const struct report_request *request;
	uint64_t asker;
	struct default_names defaults;
	struct buf name;
	bool own;
};

static bool take_account(void *context, const struct value *values)
{
	struct subject *subject = context;
	struct buf name = { 0 };
	shown_name_in(&name, value_words(&values[0]), &subject->defaults, subject->request->lang);
	const char *at = *buf_string(&name) == '@' ? "@" : ""; /* it names nobody whom it pings */
	buf_text(&subject->name, at);
	text_markdown(&subject->name, buf_string(&name) + strlen(at));
	subject->own = subject->asker && values[1].kind == VALUE_INTEGER &&
		       (uint64_t)values[1].integer == subject->asker;
	buf_free(&name);
	return false;
}

static bool take_role(void *context, const struct value *values)
{
	struct subject *subject = context;
	text_markdown(&subject->name, value_words(&values[0]));
	return false;
}

/* What the report is narrowed to: an account, a role, a batch, a transaction. */
static void find_subject(struct store *store, struct subject *subject)
{
	const struct report_request *request = subject->request;
	const struct report *report = report_named(request->name);
	struct binding bindings[] = { bind_integer(":guild", (int64_t)request->guild_id),
				      bind_integer(":account", 0),
				      bind_integer(":role", (int64_t)request->role_id) };
	if (request->account && report->filters & FILTER_ACCOUNT) {
		default_names_load(&subject->defaults, store, request->guild_id);
		bindings[1].value.integer = report_find_account(store, request).id;
		store_query(store, "report account label", bindings, 2, take_account, subject);
	} else if (request->role_id) {
		store_query(store, "report role", bindings, 3, take_role, subject);
	} else if (request->transaction) {
		buf_printf(&subject->name, "%jd", request->transaction);
	} else if (request->batch) {
		buf_printf(&subject->name, "%jd", request->batch);
	}
}

static bool begins_day(const struct zone *zone, int64_t time)
{
	return instant_day(zone, time, 0) == time;
}

static const char *day_text(const struct zone *zone, int64_t time, char day[LOCALIZED_SIZE])
{
	char text[INSTANT_TEXT_SIZE];
	return localized_day(instant_format_local(zone, time, text), DAY_LONG, day);
}

/* " · 25/09/2026", " · 19/09/2026 – 25/09/2026", " · since 19/09/2026"; false: it is not of whole
 * days. */
static bool add_days(const struct zone *zone, const struct report_request *request, struct buf *out)
{
	int64_t from = request->from, to = request->to;
	char first[LOCALIZED_SIZE] = "", last[LOCALIZED_SIZE] = "";
	if ((from && !begins_day(zone, from)) || (to && !begins_day(zone, to)))
		return false;
	if (from)
		day_text(zone, from, first);
	if (to)
		day_text(zone, to - 1, last);
	if (from && to)
		buf_printf(out, strcmp(first, last) == 0 ? " · %s" : " · %s – %s", first, last);
	else if (from)
		buf_printf(out, tr(request->lang, N_(" · since %s")), first);
	else if (to)
		buf_printf(out, tr(request->lang, N_(" · until %s")), last);
	return true;
}

/* Times of the day as each reader's clock shows them. */
static void add_times(const struct report_request *request, struct buf *out)
{
	if (request->from && request->to)
		buf_printf(out, "\n<t:%jd:f> – <t:%jd:f>", request->from / 1000,
			   request->to / 1000);
	else if (request->from)
		buf_printf(out, tr(request->lang, N_("\nSince <t:%jd:f>")), request->from / 1000);
	else if (request->to)
		buf_printf(out, tr(request->lang, N_("\nUntil <t:%jd:f>")), request->to / 1000);
}

/* "Compared with 01/11/2026 – 30/11/2026" */
static void add_compared(const struct zone *zone, const struct report_request *request,
			 struct buf *out)
{
	struct periods periods;
	char first[LOCALIZED_SIZE], last[LOCALIZED_SIZE];
	periods_read(&periods, request, zone);
	day_text(zone, periods.list[1].from, first);
	day_text(zone, periods.list[1].to - 1, last);
	buf_printf(out, tr(request->lang, N_("\nCompared with %s – %s")), first, last);
}

/* "Movements of %s" of NAME. */
static void add_whose(const char *whose, const char *name, struct buf *out)
{
	const char *place = strstr(whose, "%s");
	buf_add(out, whose, place ? (size_t)(place - whose) : strlen(whose));
	buf_text(out, place ? name : "");
	buf_text(out, place ? place + 2 : "");
}

struct counting {
	const struct report_request *request;
	int64_t count, currencies;
	struct buf sum;
};

static bool take_count(void *context, const struct value *values)
{
	struct counting *counting = context;
	char amount[LOCALIZED_SIZE];
	counting->count = values[0].integer;
	if (!counting->currencies++)
		buf_printf(&counting->sum, "%s %s",
			   localized_amount(counting->request->lang, value_wide(&values[1]),
					    (int)values[3].integer, amount),
			   value_words(&values[2]));
	return true;
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral" /* the catalogue has them all; msgfmt --check \
							holds the translations to them */
/* "Owing: 37 members, 285.00 EUR"; false: there is nothing to count, or of several currencies. */
static bool add_counted(struct store *store, const struct report_request *request,
			const struct chat_form *form, struct buf *title)
{
	struct counting counting = { .request = request };
	struct binding bindings[] = { bind_integer(":guild", (int64_t)request->guild_id),
				      bind_text(":currency", request->currency) };
	if (!form->counted || request->account)
		return false;
	store_query(store, form->sums, bindings, 2, take_count, &counting);
	bool counted = counting.currencies == 1;
	if (counted)
		buf_printf(title,
			   tr(request->lang, counting.count == 1 ? form->one : form->counted),
			   counting.count, buf_string(&counting.sum));
	buf_free(&counting.sum);
	return counted;
}
#pragma GCC diagnostic pop

void chat_title(struct store *store, const struct report_request *request,
		const struct answer_options *options, const char *currency, struct buf *out)
{
	const struct chat_form *form = &report_shape(store, request)->chat;
	const struct zone *zone = report_zone(store, request->guild_id);
	struct subject subject = { .request = request, .asker = options->asker };
	struct buf title = { 0 };
	find_subject(store, &subject);
	const char *name = form->title ? tr(request->lang, form->title)
				       : report_word(request->name, request->lang);
	if (add_counted(store, request, form, &title))
		currency = NULL;
	else if (subject.own && form->own)
		buf_text(&title, tr(request->lang, form->own));
	else if (subject.name.length && form->whose)
		add_whose(tr(request->lang, form->whose), buf_string(&subject.name), &title);
	else if (subject.name.length)
		buf_printf(&title, "%s · %s", name, buf_string(&subject.name));
	else
		buf_text(&title, name);
	bool days = add_days(zone, request, &title);
	if (currency)
		buf_printf(&title, " (%s)", currency);
	buf_printf(out, "**%s**", buf_string(&title));
	if (!days)
		add_times(request, out);
	if (request->compare == COMPARE_BEFORE || request->compare == COMPARE_YEAR)
		add_compared(zone, request, out);
	if (request->at)
		buf_printf(out, tr(request->lang, N_("\nAs of <t:%jd:f>")), request->at / 1000);
	buf_free(&title);
	buf_free(&subject.name);
}

static void add_account(const char *account, enum lang lang, struct buf *line)
{
	if (*account == '@' && account[1] && !account[1 + strspn(account + 1, "0123456789")])
		buf_printf(line, " <%s>", account);
	else
		buf_printf(line, tr(lang, N_(" account=\"%s\"")), account);
}

void chat_line_to_type(struct store *store, const struct report_request *request, bool larger,
		       struct buf *out)
{
	enum lang lang = request->lang;
	const struct zone *zone = report_zone(store, request->guild_id);
	struct buf line = { 0 };
	char from[INSTANT_TEXT_SIZE], to[INSTANT_TEXT_SIZE];
	report_prefix(store, request->guild_id, &line);
	buf_printf(&line, tr(lang, N_("report %s")), report_word(request->name, lang));
	if (request->account)
		add_account(request->account, lang, &line);
	if (request->batch)
		buf_printf(&line, tr(lang, N_(" batch=%jd")), request->batch);
	if (request->from)
		buf_printf(&line, tr(lang, N_(" from=%.10s")),
			   instant_format_local(zone, request->from, from));
	if (request->to)
		buf_printf(&line, tr(lang, N_(" to=%.10s")),
			   instant_format_local(zone, request->to, to));
	if (request->at)
		buf_printf(&line, tr(lang, N_(" at=%.10s")),
			   instant_format_local(zone, request->at, from));
	if (request->currency)
		buf_printf(&line, tr(lang, N_(" currency=%s")), request->currency);
	if (request->compare)
		buf_printf(&line, tr(lang, N_(" compare=%s")),
			   comparison_words[request->compare - 1][lang]);
	if (request->months)
		buf_printf(&line, tr(lang, N_(" months=%jd")), request->months);
	if (larger)
		buf_printf(&line, tr(lang, N_(" limit=%jd")), 2 * request->limit);
	else
		buf_text(&line, " csv");
	text_code(out, buf_string(&line));
	buf_free(&line);
}
