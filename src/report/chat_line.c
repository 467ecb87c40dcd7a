/* Templates of lines: read, filled, and cut to a width. */
#include "report/chat_line.h"

#include <string.h>

#include "base/calendar.h"
#include "base/unicode.h"
#include "command/verbs.h"
#include "ledger/defaults.h"
#include "report/chat_text.h"
#include "report/names.h"
#include "report/words.h"

int chat_column(const struct report *report, const char *title, size_t length)
{
	for (int i = 0; report->columns[i].title; i++)
		if (strlen(report->columns[i].title) == length &&
		    memcmp(report->columns[i].title, title, length) == 0)
			return i;
	return -1;
}

/* What is read of a template for a row. */
struct filling {
	const struct chat_view *view;
	const struct chat_row *row;
	struct chat_line *line;
	bool right;   /* behind a tab */
	bool missing; /* a column of the group at hand has nothing */
};

static void add_part(struct filling *filling, struct chat_part part)
{
	struct chat_line *line = filling->line;
	if (line->part_count < MAX_CHAT_PARTS)
		line->parts[line->part_count++] = part;
}

static void add_literal(struct filling *filling, const char *text)
{
	add_part(filling, (struct chat_part){ .text = text });
}

static void add_name(struct filling *filling, int column)
{
	add_part(filling, (struct chat_part){ .text = chat_clean(filling->view->arena,
								 filling->row->cells[column]),
					      .number = row_number_of(filling->view->report,
								      filling->row->cells, column),
					      .flexible = true,
					      .name = true });
}

/* The cell of the column called TITLE; NULL: nothing is there. */
static const char *cell_called(const struct filling *filling, const char *title)
{
	int column = chat_column(filling->view->report, title, strlen(title));
	const char *cell = column < 0 ? NULL : filling->row->cells[column];
	return cell && *cell ? cell : NULL;
}

static bool is_payment(const struct filling *filling)
{
	const char *what = cell_called(filling, "what");
	return what && strcmp(what, tr(filling->view->lang, verb_table[VERB_PAY].name)) == 0;
}

/* "from @ana", "Deposit", "Fee · fees": a movement of the account that the report is of. The till
 * is not named, since paying in and out is with it unless another is named. */
static bool add_movement(struct filling *filling, int party)
{
	enum lang lang = filling->view->lang;
	const char *what = cell_called(filling, "what"), *amount = cell_called(filling, "amount"),
		   *who = filling->row->cells[party];
	bool paid = is_payment(filling), out = amount && *amount == '-';
	bool member = who && *who == '@';
	if (what && !(paid && member))
		add_part(filling,
			 (struct chat_part){ .text = chat_sentence(filling->view->arena, what),
					     .flexible = true,
					     .word = true });
	if (!who || !*who ||
	    (!member && strcmp(who, default_accounts[DEFAULT_TILL].name[lang]) == 0))
		return what != NULL;
	if (member) {
		add_literal(filling, paid ? "" : " ");
		add_literal(filling, tr_of(lang, out ? N_("movement|to") : N_("movement|from")));
	}
	add_literal(filling, member ? " " : " · ");
	add_name(filling, party);
	return true;
}

/* Money goes from the debited account to the credited one where either is a member's, who is owed
 * it; between the guild's own accounts the other way. */
static bool add_direction(struct filling *filling, int debited)
{
	const struct report *report = filling->view->report;
	const char *const *cells = filling->row->cells;
	int credited = debited + 1;
	while (report->columns[credited].title && report->columns[credited].kind != COLUMN_NAME)
		credited++;
	if (!cells[debited] || !report->columns[credited].title || !cells[credited]) {
		if (cells[debited])
			add_name(filling, debited);
		return cells[debited] != NULL;
	}
	bool member = *cells[debited] == '@' || *cells[credited] == '@';
	add_name(filling, member ? debited : credited);
	add_literal(filling, " → ");
	add_name(filling, member ? credited : debited);
	return true;
}

/* " · asked @tom, approved @tess" */
static bool add_approval(struct filling *filling, int column)
{
	const char *approved = cell_called(filling, "approved_by"),
		   *asked = cell_called(filling, "author");
	int author = chat_column(filling->view->report, "author", strlen("author"));
	if (!approved || !asked)
		return false;
	filling->line->wraps = true;
	add_literal(filling, tr(filling->view->lang, N_(" · asked ")));
	add_name(filling, author);
	add_literal(filling, tr(filling->view->lang, N_(", approved ")));
	add_name(filling, column);
	return true;
}

static bool is_usual(enum lang lang, const char *cell)
{
	return strcmp(cell, state_in(lang, "account", "open")) == 0 ||
	       strcmp(cell, word_in(lang, "active")) == 0 || strcmp(cell, word_in(lang, "ok")) == 0;
}

static bool is_zero(const char *cell)
{
	return !cell[strcspn(cell, "123456789")];
}

static const char *weekday(enum lang lang, const char *number)
{
	static const char *const names[] = { N_("weekday|Mon"), N_("weekday|Tue"),
					     N_("weekday|Wed"), N_("weekday|Thu"),
					     N_("weekday|Fri"), N_("weekday|Sat"),
					     N_("weekday|Sun") };
	return *number >= '1' && *number <= '7' ? tr_of(lang, names[*number - '1']) : number;
}

/* Amounts have a true minus here: they are in figures, not in a line to type. */
static const char *number_text(const struct filling *filling, const char *cell, bool amount,
			       bool sign)
{
	struct arena *arena = filling->view->arena;
	bool negative = *cell == '-';
	const char *code = amount && filling->view->codes ? filling->row->currency : NULL;
	return arena_printf(
		arena, "%s%s%s%s",
		negative                                                 ? "−"
		: sign && !is_zero(cell) && cell_called(filling, "time") ? "+"
		: sign && !is_zero(cell) && chat_column(filling->view->report, "time", 4) < 0 ? "+"
											      : "",
		cell + negative, code ? " " : "", code ? code : "");
}

static const char *moment_text(const struct filling *filling, const char *cell, bool clock)
{
	char day[LOCALIZED_SIZE];
	localized_day(cell, filling->view->days, day);
	return arena_printf(filling->view->arena, "%s%.6s", day,
			    clock && strlen(cell) > DAY_LONG ? cell + DAY_LONG : "");
}

/* "4 d", ">90 d" */
static const char *age_text(const struct filling *filling, const char *cell)
{
	enum { OLDEST = 90 };
	struct arena *arena = filling->view->arena;
	int64_t day, age;
	if (!day_parse(arena_copy(arena, cell, strnlen(cell, DAY_LENGTH)), &day))
		return "";
	age = filling->view->today - day;
	return age > OLDEST ? ">90 d" : arena_printf(arena, "%jd d", age > 0 ? age : 0);
}

static void add_text(struct filling *filling, struct chat_part part)
{
	struct chat_line *line = filling->line;
	if (!filling->right)
		add_part(filling, part);
	else if (line->cell_count)
		line->cells[line->cell_count - 1] = part.text;
}

static bool has(const char *flags, char flag)
{
	return strchr(flags, flag) != NULL;
}

/* Fills in COLUMN; false: it has nothing. */
static bool add_column(struct filling *filling, int column, const char *flags)
{
	const struct chat_view *view = filling->view;
	const char *cell = filling->row->cells[column];
	enum column_kind kind = view->report->columns[column].kind;
	if (has(flags, 'm'))
		return add_movement(filling, column);
	if (has(flags, 'd'))
		return add_direction(filling, column);
	if (has(flags, 'y'))
		return add_approval(filling, column);
	if (!cell || !*cell || (has(flags, 'z') && is_zero(cell)) ||
	    (has(flags, 'o') && is_usual(view->lang, cell)) ||
	    (has(flags, 't') && !filling->row->total) ||
	    (has(flags, 'p') && (is_payment(filling) || cell_called(filling, "approved_by"))))
		return false;
	filling->line->wraps |= has(flags, 'w');
	struct chat_part part = { 0 };
	if (has(flags, 'a'))
		part.text = age_text(filling, cell);
	else if (has(flags, 'n'))
		part.text = weekday(view->lang, cell);
	else if (kind == COLUMN_TIME || kind == COLUMN_DAY || kind == COLUMN_NEXT)
		part.text = moment_text(filling, cell, has(flags, 'c'));
	else if (column_is_numeric(kind))
		part.text =
			number_text(filling, cell, kind == COLUMN_AMOUNT || kind == COLUMN_RUNNING,
				    has(flags, '+'));
	else
		part = (struct chat_part){ .text = chat_clean(view->arena, cell),
					   .number = row_number_of(view->report,
								   filling->row->cells, column),
					   .flexible = true,
					   .name = kind == COLUMN_NAME };
	add_text(filling, part);
	return true;
}

/* "{one|other:flags}" at AT; returns what is behind it. The unit test reads all templates: there is
 * no other. */
static const char *fill_column(struct filling *filling, const char *at)
{
	size_t length = strcspn(at, "}"), names = strcspn(at, ":}");
	const char *flags = names < length ? arena_copy(filling->view->arena, at + names + 1,
							length - names - 1)
					   : "";
	bool filled = false;
	for (size_t from = 0; from < names && !filled;) {
		size_t to = from + strcspn(at + from, "|:}");
		int column = chat_column(filling->view->report, at + from, to - from);
		filled = column >= 0 && add_column(filling, column, flags);
		from = to + 1;
	}
	filling->missing |= !filled;
	return at + length + (at[length] == '}');
}

static const char *fill(struct filling *filling, const char *at, char end)
{
	while (*at && *at != end) {
		if (*at == '{') {
			at = fill_column(filling, at + 1);
		} else if (*at == '[') {
			struct chat_line before = *filling->line;
			bool missing = filling->missing;
			filling->missing = false;
			at = fill(filling, at + 1, ']');
			if (filling->missing)
				*filling->line = before;
			filling->missing = missing;
			at += *at == ']';
		} else if (*at == '\t') {
			filling->right = true;
			if (filling->line->cell_count < MAX_CHAT_CELLS)
				filling->line->cells[filling->line->cell_count++] = "";
			at++;
		} else {
			size_t length = strcspn(at, "{[]\t");
			if (!length) /* a bracket that closes nothing */
				return at;
			add_literal(filling, arena_copy(filling->view->arena, at, length));
			at += length;
		}
	}
	return at;
}

void chat_line_read(const struct chat_view *view, const char *template, const struct chat_row *row,
		    struct chat_line *line)
{
	struct filling filling = { .view = view, .row = row, .line = line };
	*line = (struct chat_line){ .wraps = row->total };
	if (row->label) {
		add_part(&filling, (struct chat_part){ .text = row->label, .flexible = true });
		template += strcspn(template, "\t");
	}
	fill(&filling, template, '\0');
}

int chat_template_cells(const struct report *report, const char *template,
			int columns[MAX_CHAT_CELLS], unsigned *summed)
{
	int count = 0;
	*summed = 0;
	for (const char *at = strchr(template, '\t'); at && count < MAX_CHAT_CELLS;
	     at = strchr(at + 1, '\t')) {
		const char *name = at + strcspn(at, "{") + 1;
		size_t length = strcspn(name, ":}|"), whole = strcspn(name, "}");
		columns[count] = chat_column(report, name, length);
		if (columns[count] >= 0 && memchr(name + length, 's', whole - length))
			*summed |= 1U << columns[count];
		count++;
	}
	return count;
}

int chat_line_width(const struct chat_line *line)
{
	int width = 0;
	for (int i = 0; i < line->part_count; i++)
		width += text_width(line->parts[i].text);
	return width;
}

enum shrinking { NAMES, WORDS, OTHERS, LAST_OTHER };

static enum shrinking shrinking_of(const struct chat_part *part)
{
	return part->name ? NAMES : part->word ? WORDS : OTHERS;
}

/* Takes from the widths of flexible parts, which WHICH says, the last one first, what is OVER, but
 * leaves each LEAST columns. Returns what is still over. */
static int shrink(const struct chat_line *line, int widths[], int over, enum shrinking which,
		  int least)
{
	for (int i = line->part_count - 1; i >= 0 && over > 0; i--) {
		const struct chat_part *part = &line->parts[i];
		int keep = part->number ? (int)strlen(part->number) + 4 : 0;
		int take = widths[i] - (keep > least ? keep : least);
		if (!part->flexible || shrinking_of(part) != (which == LAST_OTHER ? OTHERS : which))
			continue;
		take = take < over ? take : over;
		widths[i] -= take > 0 ? take : 0;
		over -= take > 0 ? take : 0;
		if (which == LAST_OTHER)
			break;
	}
	return over;
}

/* A memo of which only "…" is left needs no " · " before it, but a space. Returns what is still
 * over. */
static int shrink_separator(const struct chat_line *line, int widths[], int over)
{
	int last = line->part_count - 1;
	if (over <= 0 || last < 1 || widths[last] != 1 || !line->parts[last].flexible ||
	    strcmp(line->parts[last - 1].text, " · ") != 0)
		return over;
	over -= widths[last - 1] - 1;
	widths[last - 1] = 1;
	return over;
}

const char *chat_line_text(const struct chat_view *view, const struct chat_line *line, int room)
{
	enum { LEGIBLE = 6, NAME = 12, SHORT_NAME = 9, LEAST = 3 };
	int widths[MAX_CHAT_PARTS], over = chat_line_width(line) - room;
	struct buf text = { 0 };
	for (int i = 0; i < line->part_count; i++)
		widths[i] = text_width(line->parts[i].text);
	if (!line->wraps) {
		over = shrink(line, widths, over, OTHERS, LEGIBLE);
		over = shrink(line, widths, over, NAMES, NAME);
		over = shrink(line, widths, over, LAST_OTHER, 1); /* the memo */
		over = shrink_separator(line, widths, over);
		over = shrink(line, widths, over, NAMES, SHORT_NAME);
		over = shrink(line, widths, over, WORDS, LEGIBLE);
		over = shrink(line, widths, over, OTHERS, 1);
		over = shrink(line, widths, over, WORDS, 1);
		shrink(line, widths, over, NAMES, LEAST);
	}
	for (int i = 0; i < line->part_count; i++) {
		struct buf part = { 0 };
		if (widths[i] == 1 && text_width(line->parts[i].text) > 1)
			buf_text(&part, line->parts[i].flexible ? "…" : " ");
		else
			shown_name_cut(&part, line->parts[i].text, line->parts[i].number,
				       widths[i]);
		chat_isolate(&text, buf_string(&part), line->parts[i].flexible);
		buf_free(&part);
	}
	const char *fitted = chat_wrap(view->arena, buf_string(&text), room, line->wraps);
	buf_free(&text);
	return fitted;
}
