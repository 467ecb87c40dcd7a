/* What a chart says: its finding as a title, what is drawn and when, what was left out; numbers and
 * dates as people write them in their language. */
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/calendar_words.h"
#include "base/instant.h"
#include "report/chart.h"
#include "report/finding.h"

static wide power_of_ten(int exponent)
{
	wide power = 1;
	while (exponent-- > 0)
		power *= 10;
	return power;
}

/* VALUE billionths with DECIMALS, the rest cut off. */
static void add_decimal(struct buf *out, enum lang lang, wide value, int decimals)
{
	finding_amount(out, lang, value / power_of_ten(DECIMAL_MAX_SCALE - decimals), decimals,
		       NULL);
}

void chart_amount(struct buf *out, const struct renderer *renderer, wide value)
{
	add_decimal(out, renderer->lang, value, renderer->chart->scale);
}

int chart_tic_power(const struct axis *axis)
{
	static const wide million = (wide)1000000 * 1000000000;
	wide largest = axis->most > -axis->least ? axis->most : -axis->least;
	return largest < 10 * million ? 0 : largest < 1000000 * million ? 6 : 12;
}

void chart_tic(struct buf *out, enum lang lang, wide value, int decimals, int power)
{
	add_decimal(out, lang, value / power_of_ten(power), decimals);
	if (value && power)
		buf_text(out, power == 6 ? " M" : "×10¹²");
}

/* An instant as seconds of the guild's clock. */
static int64_t local_seconds(const struct renderer *renderer, int64_t instant)
{
	char text[INSTANT_TEXT_SIZE];
	int64_t seconds = 0;
	axis_read_time(instant_format_local(renderer->zone, instant, text), &seconds);
	return seconds;
}

int64_t chart_open_since(const struct renderer *renderer)
{
	const struct report_request *request = renderer->request;
	const struct chart *chart = renderer->chart;
	bool money = !chart->kind->counts && chart->kind->shape != SHAPE_HEAT;
	if (!money || !renderer->open.batch || request->at ||
	    (request->to && request->to <= renderer->open.opened_at))
		return INT64_MAX;
	int64_t since = local_seconds(renderer, renderer->open.opened_at);
	if (chart->kind->shape != SHAPE_STEPS) /* what a day has is of one batch there */
		since = axis_unit_start(AXIS_DAYS, since);
	return since <= chart->last + AXIS_DAY ? since : INT64_MAX;
}

/* Whether something in the chart is of the open batch. */
static bool shows_open_batch(const struct renderer *renderer)
{
	const struct chart *chart = renderer->chart;
	const struct chart_group *group = &chart->groups[0];
	switch (chart->kind->shape) {
	case SHAPE_BARS:
		return chart->kind->second >= 0 && renderer->request->batch == renderer->open.batch;
	case SHAPE_COLUMNS: return group->count && group->kept[group->count - 1].open;
	default: return chart_open_since(renderer) != INT64_MAX;
	}
}

static const char *currency_of(const struct renderer *renderer)
{
	return renderer->request->currency ? renderer->request->currency : "";
}

/* "1,234.50 EUR", into one of four places, so that a sentence may have several. */
static const char *money(const struct renderer *renderer, wide value)
{
	static struct buf texts[4];
	static unsigned next;
	struct buf *text = &texts[next++ % 4];
	buf_clear(text);
	chart_amount(text, renderer, value);
	if (*currency_of(renderer))
		buf_printf(text, " %s", currency_of(renderer));
	return buf_string(text);
}

static const char *count(const struct renderer *renderer, wide value)
{
	static struct buf text;
	buf_clear(&text);
	add_decimal(&text, renderer->lang, value, 0);
	return buf_string(&text);
}

static void add_change(struct buf *out, const struct renderer *renderer, wide first, wide last,
		       const char *when)
{
	finding_change(out, renderer->lang, first, last,
		       money(renderer, last < first ? first - last : last - first), when);
}

static void title_of_line(struct buf *out, const struct renderer *renderer)
{
	const struct chart *chart = renderer->chart;
	const struct chart_line *line = &chart->lines[0];
	struct buf when = { 0 };
	for (size_t i = 0; i < chart->line_count; i++)
		if (chart->lines[i].of_members)
			line = &chart->lines[i];
	if (line->of_members)
		buf_printf(out, tr(renderer->lang, N_("Members hold %s")),
			   money(renderer, line->last));
	else
		buf_printf(out, "%s: %s",
			   *line->label ? line->label : buf_string(&renderer->account),
			   money(renderer, line->last));
	finding_on(&when, renderer->lang, line->begin);
	if (line->end - line->begin > AXIS_DAY)
		add_change(out, renderer, line->first, line->last, buf_string(&when));
	buf_free(&when);
}

static void title_of_bars(struct buf *out, const struct renderer *renderer)
{
	const struct chart *chart = renderer->chart;
	const struct chart_group *members = &chart->groups[GROUP_MEMBERS],
				 *first = &chart->groups[GROUP_GUILD];
	enum lang lang = renderer->lang;
	if (chart->kind->second >= 0)
		buf_printf(out,
			   shows_open_batch(renderer)
				   ? tr(lang, N_("Batch %jd is still open and has moved %s"))
				   : tr(lang, N_("Batch %jd moved %s")),
			   renderer->request->batch, money(renderer, chart->up));
	else if (members->count > 1)
		buf_printf(out, tr(lang, N_("Members hold %s")), money(renderer, members->total));
	else if (!chart->kind->owner)
		buf_printf(out, tr(lang, N_("%s holds the most: %s")), first->kept[0].label,
			   money(renderer, first->kept[0].value));
	else if (members->count + first->count == 1)
		buf_printf(out, "%s: %s", (members->count ? members : first)->kept[0].label,
			   money(renderer, (members->count ? members : first)->kept[0].value));
	else
		buf_text(out, tr(lang, chart->kind->title));
}

static void title_of_columns(struct buf *out, const struct renderer *renderer)
{
	const struct chart_group *group = &renderer->chart->groups[0];
	size_t last = group->count - 1;
	enum lang lang = renderer->lang;
	buf_printf(out,
		   group->kept[last].open
			   ? tr(lang, N_("Batch %s is still open and has moved %s so far"))
			   : tr(lang, N_("Batch %s moved %s")),
		   group->kept[last].label, money(renderer, group->kept[last].value));
	if (!last || group->kept[last].open)
		return;
	struct buf other = { 0 };
	buf_printf(&other, tr(lang, N_("batch %s")), group->kept[last - 1].label);
	add_change(out, renderer, group->kept[last - 1].value, group->kept[last].value,
		   buf_string(&other));
	buf_free(&other);
}

/* "1 command", "1,200 commands", of billionths. */
static void add_commands(struct buf *out, const struct renderer *renderer, wide number)
{
	bool one = number == power_of_ten(DECIMAL_MAX_SCALE);
	buf_printf(out, trn(renderer->lang, "%s command", "%s commands", one ? 1 : 2),
		   count(renderer, number));
}

static void title_of_days(struct buf *out, const struct renderer *renderer)
{
	static const char *const busiest[] = { N_("%s; the busiest day was %s, with %s"),
					       N_("%s; the busiest week began %s, with %s"),
					       N_("%s; the busiest month began %s, with %s"),
					       N_("%s; the busiest year began %s, with %s") };
	const struct chart *chart = renderer->chart;
	enum lang lang = renderer->lang;
	size_t best = 0;
	if (renderer->account.length)
		buf_printf(out, "%s: ", buf_string(&renderer->account));
	if (!chart->kind->counts) {
		buf_printf(out, tr(lang, N_("%s came in and %s went out")),
			   money(renderer, chart->up), money(renderer, chart->down));
		return;
	}
	for (size_t i = 0; i < chart->bucket_count; i++)
		if (chart->buckets[i].up > chart->buckets[best].up)
			best = i;
	struct buf all = { 0 }, day = { 0 };
	add_commands(&all, renderer, chart->up);
	finding_date(&day, lang, chart->buckets[best].start, true);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral" /* one of the four above */
	buf_printf(out, tr(lang, busiest[chart->unit]), buf_string(&all), buf_string(&day),
		   count(renderer, chart->buckets[best].up));
#pragma GCC diagnostic pop
	buf_free(&day);
	buf_free(&all);
}

static void title_of_heat(struct buf *out, const struct renderer *renderer)
{
	const struct chart *chart = renderer->chart;
	int best = 0;
	for (int cell = 0; cell < 7 * 24; cell++)
		if (chart->heat[cell / 24][cell % 24] > chart->heat[best / 24][best % 24])
			best = cell;
	struct buf commands = { 0 };
	add_commands(&commands, renderer, chart->heat[best / 24][best % 24]);
	buf_printf(out, tr(renderer->lang, N_("The busiest hour is %s, %d:00 to %d:00, with %s")),
		   weekday_name(renderer->lang, best / 24), best % 24, best % 24 + 1,
		   buf_string(&commands));
	buf_free(&commands);
}

void chart_title(struct buf *out, const struct renderer *renderer)
{
	const struct chart *chart = renderer->chart;
	if (!chart->rows) {
		buf_text(out, tr(renderer->lang, chart->kind->title));
		return;
	}
	switch (chart->kind->shape) {
	case SHAPE_BARS: title_of_bars(out, renderer); break;
	case SHAPE_COLUMNS: title_of_columns(out, renderer); break;
	case SHAPE_DAYS: title_of_days(out, renderer); break;
	case SHAPE_HEAT: title_of_heat(out, renderer); break;
	default: title_of_line(out, renderer);
	}
}

/* " · 1 – 30 Sep 2026" of what was asked, or of what there is. */
static void add_period(struct buf *out, const struct renderer *renderer)
{
	const struct report_request *request = renderer->request;
	const struct chart *chart = renderer->chart;
	bool timed = chart->kind->time >= 0 && chart->rows;
	int64_t from = request->from ? local_seconds(renderer, request->from)
		       : timed       ? chart->first
				     : INT64_MIN,
		to = request->at   ? local_seconds(renderer, request->at - 1)
		     : request->to ? local_seconds(renderer, request->to - 1)
		     : timed       ? chart->until
				   : INT64_MIN;
	if (to == INT64_MIN)
		return;
	buf_text(out, " · ");
	if (from != INT64_MIN &&
	    axis_unit_start(AXIS_DAYS, from) != axis_unit_start(AXIS_DAYS, to)) {
		bool same = axis_unit_start(AXIS_YEARS, from) == axis_unit_start(AXIS_YEARS, to);
		finding_date(out, renderer->lang, from, !same);
		buf_text(out, " – ");
	}
	finding_date(out, renderer->lang, to, true);
}

void chart_subtitle(struct buf *out, const struct renderer *renderer)
{
	static const char *const units[] = { N_("by day"), N_("by week"), N_("by month"),
					     N_("by year") };
	const struct chart *chart = renderer->chart;
	enum lang lang = renderer->lang;
	struct buf title = { 0 };
	chart_title(&title, renderer);
	const char *kind = tr(lang, chart->kind->title);
	bool said = strcmp(buf_string(&title), kind) == 0;
	buf_text(out, said ? "" : kind);
	if (chart->kind->shape == SHAPE_DAYS && chart->rows)
		buf_printf(out, ", %s", tr(lang, units[chart->unit]));
	if (*currency_of(renderer) && !chart->kind->counts)
		buf_printf(out, "%s%s", out->length ? " · " : "", currency_of(renderer));
	add_period(out, renderer);
	if (chart->rows && shows_open_batch(renderer)) {
		buf_text(out, " · ");
		bool whole = chart->kind->time >= 0 && chart_open_since(renderer) <= chart->first;
		buf_printf(out,
			   whole ? tr(lang, N_("batch %jd is still open"))
				 : tr(lang, N_("hatched: batch %jd, still open")),
			   renderer->open.batch);
	}
	buf_free(&title);
}

/* FORMAT takes how many they are. */
__attribute__((format(printf, 2, 3))) static void add_left_out(struct buf *out, const char *format,
							       ...)
{
	va_list args;
	buf_text(out, out->length ? " · " : "");
	va_start(args, format);
	buf_vprintf(out, format, args);
	va_end(args);
}

void chart_remark(struct buf *out, const struct renderer *renderer)
{
	const struct chart *chart = renderer->chart;
	bool columns = chart->kind->shape == SHAPE_COLUMNS, two = chart->kind->second >= 0,
	     of_members = !chart->kind->owner && !columns && !two;
	for (int which = 0; which < GROUP_COUNT; which++) {
		uint64_t left = chart->groups[which].left_out;
		if (!left)
			continue;
		if (columns)
			add_left_out(out,
				     trn(renderer->lang, "%ju earlier batch is not shown",
					 "%ju earlier batches are not shown", (unsigned long)left),
				     left);
		else if (of_members || which == GROUP_MEMBERS)
			add_left_out(out,
				     trn(renderer->lang, "%ju more member", "%ju more members",
					 (unsigned long)left),
				     left);
		else
			add_left_out(out,
				     trn(renderer->lang, "%ju more account", "%ju more accounts",
					 (unsigned long)left),
				     left);
		if (!columns && !two)
			buf_printf(out, ": %s", money(renderer, chart->groups[which].left_total));
	}
	if (chart->lines_left_out)
		add_left_out(out,
			     trn(renderer->lang, "%ju more account", "%ju more accounts",
				 (unsigned long)chart->lines_left_out),
			     chart->lines_left_out);
}
