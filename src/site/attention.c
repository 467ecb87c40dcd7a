/* What needs somebody: each line says how it is in a word and a colour, then what to do. The worst
 * come first. */
#include <string.h>

#include "report/words.h"
#include "site/pages.h"

enum { HOUR = 60 * 60 * 1000, MOST_LISTED = 5 };
/* As the alerts have it (deploy/monitoring). */
enum { BACKUP_HOURS = 26, VERIFY_HOURS = 50 };

enum level { BAD, LATE, GOOD, LEVELS };

/* The lines of each level, in pages of their own that are put together at the end. */
struct lines {
	struct site_page levels[LEVELS];
};

static struct site_page *line_open(struct lines *lines, enum level level, const char *word)
{
	static const char *const classes[LEVELS] = { "bad", "late", "good" };
	struct site_page *page = &lines->levels[level];
	buf_printf(&page->out, "<li><span class=%s>%s</span> <div>", classes[level], word);
	return page;
}

static void line_close(struct site_page *page)
{
	buf_text(&page->out, "</div></li>\n");
}

static void add_line(struct lines *lines, enum level level, const char *word, const char *text)
{
	struct site_page *page = line_open(lines, level, word);
	page_marked(page, "%s", text);
	line_close(page);
}

static const char *say(const struct lines *lines, const char *message)
	__attribute__((format_arg(2)));
static const char *say(const struct lines *lines, const char *message)
{
	return page_tr(lines->levels, message);
}

static void well(struct lines *lines, const char *text)
{
	add_line(lines, GOOD, say(lines, N_("In order")), text);
}

/* Rows of a query, of which the first ones are listed. */
struct rows {
	struct site_page
		page; /* with a buffer of its own: they are counted before the line begins */
	unsigned long count;
};

/* Whether there are any. */
static bool list_rows(struct rows *rows, const struct lines *lines, const char *query,
		      row_callback *take)
{
	const struct site_page *page = lines->levels;
	struct binding currency = bind_text(":currency", page->site->currency);
	*rows = (struct rows){ .page = *page };
	rows->page.out = (struct buf){ 0 };
	site_query(page->site, query, &currency, 1, take, rows);
	return rows->count > 0;
}

static void add_rows(struct site_page *page, struct rows *rows)
{
	buf_printf(&page->out, "<ul>%s", buf_string(&rows->page.out));
	if (rows->count > MOST_LISTED) {
		buf_text(&page->out, "<li>");
		buf_printf(&page->out, page_tr(page, N_("and %ju more")),
			   rows->count - MOST_LISTED);
		buf_text(&page->out, "</li>");
	}
	buf_text(&page->out, "</ul>");
	line_close(page);
	buf_free(&rows->page.out);
}

/* What can wait, as "site waiting" names it; the verb that decides it takes its number, and then
 * one of two answers, or an example of one. */
static const struct waiting_kind {
	const char *name, *what, *verb, *answer, *other; /* NAME NULL: any other */
} waiting_kinds[] = {
	{ "registration", N_("asks for an account"), "approve", NULL, NULL },
	{ "approval", N_("asks for approval"), "approve", NULL, NULL },
	{ "line", N_("asks whether a line of the bank is booked already"), "line", N_("same"),
	  N_("new") },
	{ "to-sort", N_("asks whose a line of the bank is"), "assign", "@ana", NULL },
	{ NULL, N_("asks for a decision"), "approve", NULL, NULL },
};

static void add_deciding_line(struct site_page *page, const struct waiting_kind *kind,
			      int64_t number, const char *answer)
{
	char verb[VERB_TEXT_SIZE];
	buf_text(&page->out, "<code>");
	page_text(page, page->site->prefix);
	buf_printf(&page->out, "%s %jd%s%s</code>", verb_in(page->lang, kind->verb, verb), number,
		   answer ? " " : "", answer ? page_tr(page, answer) : "");
}

static bool take_waiting(void *context, const struct value *values)
{
	struct rows *rows = context;
	struct site_page *page = &rows->page;
	const struct waiting_kind *kind = waiting_kinds;
	if (++rows->count > MOST_LISTED)
		return true;
	while (kind->name && strcmp(kind->name, values[0].text) != 0)
		kind++;
	buf_text(&page->out, "<li>");
	if (values[3].kind == VALUE_TEXT)
		name_text(page, values[3].text);
	else
		buf_text(&page->out, page_tr(page, N_("An operator")));
	buf_printf(&page->out, " %s · ", page_tr(page, kind->what));
	if (values[5].kind == VALUE_TEXT && values[4].integer) {
		money_text(page, values[4].integer, (int)values[6].integer, values[5].text);
		buf_text(&page->out, " · ");
	}
	time_text(page, values[2].integer);
	buf_text(&page->out, " · ");
	add_deciding_line(page, kind, values[1].integer, kind->answer);
	if (kind->other) {
		buf_printf(&page->out, " %s ", page_tr(page, N_("or")));
		add_deciding_line(page, kind, values[1].integer, kind->other);
	}
	buf_text(&page->out, "</li>\n");
	return true;
}

static void add_waiting(struct lines *lines)
{
	struct rows rows;
	if (!list_rows(&rows, lines, "site waiting", take_waiting)) {
		well(lines, say(lines, N_("Nothing waits for a decision.")));
		return;
	}
	struct site_page *page = line_open(lines, LATE, say(lines, N_("To do")));
	buf_printf(&page->out,
		   trn(page->lang, "%lu request waits for a decision. A treasurer writes:",
		       "%lu requests wait for a decision. A treasurer writes:", rows.count),
		   rows.count);
	add_rows(page, &rows);
}

/* "3 members owe 15.00 EUR" */
static bool take_owing(void *context, const struct value *values)
{
	struct rows *rows = context;
	struct site_page *page = &rows->page;
	rows->count++;
	buf_text(&page->out, "<li>");
	buf_printf(&page->out,
		   trn(page->lang, "%lu member owes ", "%lu members owe ",
		       (unsigned long)values[0].integer),
		   (unsigned long)values[0].integer);
	money_text(page, value_wide(&values[1]), (int)values[3].integer, values[2].text);
	buf_text(&page->out, "</li>\n");
	return true;
}

static void add_owing(struct lines *lines)
{
	struct rows rows;
	if (!list_rows(&rows, lines, "site owing", take_owing)) {
		well(lines, say(lines, N_("Nobody owes dues.")));
		return;
	}
	struct site_page *page = line_open(lines, LATE, say(lines, N_("Owed")));
	page_marked(page,
		    say(lines, N_("Dues and debts are open; `%sreport owing` names the members:")),
		    page->site->prefix);
	add_rows(page, &rows);
}

/* Where there are no schedules, nothing is said of them. */
static bool take_schedules(void *context, const struct value *values)
{
	struct lines *lines = context;
	bool paused = strcmp(value_words(&values[0]), "paused") == 0;
	unsigned long count = (unsigned long)values[1].integer;
	struct site_page *page = line_open(lines, paused ? LATE : GOOD,
					   say(lines, paused ? N_("Check") : N_("In order")));
	buf_printf(&page->out, "<a href=\"%sschedules.html\">", page->up);
	buf_printf(&page->out,
		   paused ? trn(page->lang, "%lu schedule of the community is paused",
				"%lu schedules of the community are paused", count)
			  : trn(page->lang, "%lu schedule of the community is active",
				"%lu schedules of the community are active", count),
		   count);
	buf_text(&page->out, "</a>.");
	line_close(page);
	return true;
}

static bool take_negative(void *context, const struct value *values)
{
	struct rows *rows = context;
	struct site_page *page = &rows->page;
	if (++rows->count > MOST_LISTED)
		return true;
	buf_text(&page->out, "<li>");
	link_account(page, values[0].integer, values[1].text);
	buf_char(&page->out, ' ');
	money_text(page, value_wide(&values[3]), (int)values[4].integer, values[2].text);
	buf_text(&page->out, "</li>\n");
	return true;
}

static void add_negative(struct lines *lines)
{
	struct rows rows;
	if (!list_rows(&rows, lines, "site negative", take_negative)) {
		well(lines, say(lines, N_("No balance is negative.")));
		return;
	}
	struct site_page *page = line_open(lines, LATE, say(lines, N_("Check")));
	buf_printf(&page->out,
		   trn(page->lang,
		       "%lu balance is negative:", "%lu balances are negative:", rows.count),
		   rows.count);
	add_rows(page, &rows);
}

static bool take_refused(void *context, const struct value *values)
{
	struct lines *lines = context;
	unsigned long refused = (unsigned long)values[1].integer;
	if (!refused) {
		well(lines, say(lines, N_("Discord has refused no answer.")));
		return false;
	}
	struct site_page *page = line_open(lines, LATE, say(lines, N_("Check")));
	page_marked(page,
		    trn(page->lang, "Discord refused %lu answer: `gl-doctor` says why.",
			"Discord refused %lu answers: `gl-doctor` says why.", refused),
		    refused);
	line_close(page);
	return false;
}

static void add_fault(struct lines *lines, const char *text)
{
	add_line(lines, BAD, say(lines, N_("Fault")), text);
}

/* When TIME was, how long ago, and whether that is too long. A time to come is of a clock that was
 * wrong, and says nothing. */
static void add_age(struct lines *lines, const char *what, int64_t time, int most_hours)
{
	int64_t age = lines->levels->site->upkeep->now - time;
	int64_t most = (int64_t)most_hours * HOUR;
	bool to_come = age < -HOUR;
	bool late = age > most;
	struct site_page *page = line_open(lines, late || to_come ? LATE : GOOD,
					   say(lines, to_come ? N_("Check")
						      : late  ? N_("Too old")
							      : N_("In order")));
	buf_printf(&page->out, "%s: ", what);
	if (to_come)
		buf_text(&page->out, say(lines, N_("in the future; is the clock right?")));
	else
		figure_age(&page->out, page->lang, age);
	buf_text(&page->out, " <small>");
	time_text(page, time);
	buf_text(&page->out, "</small>");
	line_close(page);
}

static void add_upkeep(struct lines *lines)
{
	const struct site_upkeep *upkeep = lines->levels->site->upkeep;
	if (!upkeep->known)
		return;
	if (upkeep->backup)
		add_age(lines, say(lines, N_("Last backup")), upkeep->backup, BACKUP_HOURS);
	else
		add_line(lines, LATE, say(lines, N_("To do")),
			 say(lines, N_("There is no backup yet: `guildledger backup` makes one.")));
	if (upkeep->faults)
		add_fault(lines, say(lines, N_("The last verification found faults in the books: "
					       "`verify.ndjson` beside them names each.")));
	else if (upkeep->verified)
		add_age(lines, say(lines, N_("Last verification, without a fault")),
			upkeep->verified, VERIFY_HOURS);
	else
		add_line(lines, LATE, say(lines, N_("Check")),
			 say(lines, N_("The books have not been verified yet; the timer "
				       "`guildledger-verify` does it each night.")));
}

static bool take_difference(void *context, const struct value *values)
{
	bool *balanced = context;
	*balanced &= value_wide(&values[1]) == 0;
	return *balanced;
}

static void add_balanced(struct lines *lines)
{
	bool balanced = true;
	site_query(lines->levels->site, "site differences", NULL, 0, take_difference, &balanced);
	if (balanced)
		well(lines, say(lines, N_("Debits and credits are equal.")));
	else
		add_fault(lines, say(lines, N_("Debits and credits differ: `gl-verify` says "
					       "where.")));
}

void attention(struct site_page *page)
{
	struct lines lines;
	for (int level = 0; level < LEVELS; level++) {
		lines.levels[level] = *page;
		lines.levels[level].out = (struct buf){ 0 };
	}
	add_waiting(&lines);
	add_owing(&lines);
	site_query(page->site, "site schedules", NULL, 0, take_schedules, &lines);
	add_negative(&lines);
	site_query(page->site, "site deliveries", NULL, 0, take_refused, &lines);
	add_upkeep(&lines);
	add_balanced(&lines);
	buf_printf(&page->out, "<section><h2>%s</h2>\n<ul class=checks>\n",
		   page_tr(page, N_("What needs attention")));
	for (int level = 0; level < LEVELS; level++) {
		buf_text(&page->out, buf_string(&lines.levels[level].out));
		buf_free(&lines.levels[level].out);
	}
	buf_text(&page->out, "</ul></section>\n");
}
