/* QIF: what Quicken, and banks for it, write. The whole file is looked through first, since only it
 * shows which of day and month comes first; then each account, in the order of its days. */
#include "import/qif.h"

#include <string.h>
#include <strings.h>

#include "import/columns.h"
#include "import/formats.h"
#include "import/qif_order.h"

enum found { FOUND_RECORD, FOUND_HEADER, FOUND_END, FOUND_TORN };
enum section { SECTION_OTHER, SECTION_MOVEMENTS, SECTION_ACCOUNT };

/* The letters that are read; splits (S E $ %), which repeat the total, and others are not. */
static const char letters[] = "DTUPMN";
enum { DAY, AMOUNT, AMOUNT_AGAIN, PAYEE, MEMO, NUMBER, CELLS };

struct record {
	struct qif_spot spot;
	const char *cells[CELLS]; /* from the arena; NULL: none */
	enum section section;     /* of a header */
};

struct qif {
	struct list_reading *reading;
	struct qif_manner manner;
	char currency[LIST_CURRENCY_SIZE];
	int scale;
	struct buf account;
	uint64_t last, before; /* the last line that was not blank, and the one before it */
};

static char *next_line(struct qif *qif, size_t *length)
{
	struct list_source *source = qif->reading->source;
	char *line;
	qif->before = qif->last;
	while ((line = source_line(source, length, qif->reading->taker))) {
		while (*length && (line[*length - 1] == ' ' || line[*length - 1] == '\t'))
			line[--*length] = '\0';
		if (*length) {
			qif->last = source->number;
			break;
		}
	}
	return line;
}

static enum section section_of(const char *header)
{
	static const char *const types[] = { "Bank", "CCard", "Cash", "Oth A", "Oth L" };
	if (strcasecmp(header, "!Account") == 0)
		return SECTION_ACCOUNT;
	if (strncasecmp(header, "!Type:", 6) != 0)
		return SECTION_OTHER;
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (strcasecmp(header + 6, types[i]) == 0)
			return SECTION_MOVEMENTS;
	return SECTION_OTHER;
}

/* The next record or header. The arena is reset: the texts of the one before are gone. */
static enum found next_record(struct qif *qif, struct record *record)
{
	struct list_source *source = qif->reading->source;
	bool begun = false;
	size_t length;
	char *line;
	arena_reset(&qif->reading->arena);
	memset(record, 0, sizeof *record);
	while ((line = next_line(qif, &length))) {
		if (begun && *line == '!') {
			qif->last = qif->before; /* where the record was torn off */
			return FOUND_TORN;
		}
		if (begun && *line == '^')
			return FOUND_RECORD;
		if (*line == '^')
			continue;
		if (!begun)
			record->spot = (struct qif_spot){ source->offset, source->number };
		if (*line == '!') {
			record->section = section_of(line);
			return FOUND_HEADER;
		}
		begun = true;
		const char *letter = strchr(letters, *line);
		if (letter && !record->cells[letter - letters])
			record->cells[letter - letters] =
				arena_copy(&qif->reading->arena, line + 1, length - 1);
	}
	return begun ? FOUND_TORN : FOUND_END;
}

static const char *amount_cell(const struct record *record)
{
	return record->cells[AMOUNT] ? record->cells[AMOUNT] : record->cells[AMOUNT_AGAIN];
}

/* The first look: false where nothing can be read, which was told. */
static bool learn(struct qif *qif)
{
	struct list_reading *reading = qif->reading;
	enum section section = SECTION_OTHER;
	struct record record;
	enum found found;
	bool movements = false;
	while ((found = next_record(qif, &record)) == FOUND_RECORD || found == FOUND_HEADER) {
		if (found == FOUND_HEADER) {
			section = record.section;
			movements |= section == SECTION_MOVEMENTS;
		} else if (section == SECTION_MOVEMENTS) {
			if (record.cells[DAY])
				qif_learn_day(&qif->manner, record.cells[DAY], record.spot.number);
			if (amount_cell(&record))
				qif_learn_amount(&qif->manner, amount_cell(&record));
		}
	}
	if (reading->source->failed)
		return false;
	if (found == FOUND_TORN)
		list_fault(reading->taker, FAULT_TRUNCATED, qif->last,
			   "the record that begins in line %llu has no ^, which ends it: the list "
			   "was cut; download it again",
			   (unsigned long long)record.spot.number);
	else if (!movements)
		list_fault(reading->taker, FAULT_NOT_A_LIST, 1,
			   "no !Type:Bank, !Type:CCard or !Type:Cash: this QIF has no movements of "
			   "an account");
	else if (!qif->manner.day_first && !qif->manner.month_first && qif->manner.either)
		list_fault(reading->taker, FAULT_AMBIGUOUS_DATE, qif->manner.either,
			   "day and month could be either in every day of the list: say --dates "
			   "dmy "
			   "or --dates mdy");
	else
		return true;
	return false;
}

/* What the record lacks, or what of it is not understood, was told: false. */
static bool understand(struct qif *qif, const struct record *record, struct list_line *line)
{
	struct list_taker *taker = qif->reading->taker;
	struct arena *arena = &qif->reading->arena;
	const char *amount = amount_cell(record);
	if (!record->cells[DAY] || !amount) {
		list_fault(taker, FAULT_COLUMN, line->place,
			   "a record without %s: download the list again",
			   record->cells[DAY] ? "an amount (T)" : "a day (D)");
		return false;
	}
	bool day = qif_day(&qif->manner, record->cells[DAY], &line->day);
	bool sum = qif_amount(&qif->manner, amount, qif->scale, &line->amount);
	if (!day)
		list_fault(taker, FAULT_DATE, line->place, "\"%s\" is no day, where %s is first",
			   list_shown(arena, record->cells[DAY]),
			   qif->manner.month_first ? "the month" : "the day");
	if (!sum)
		list_fault(taker, FAULT_AMOUNT, line->place,
			   "\"%s\" is no amount of %s, or could be two: \"1,234\" alone does "
			   "not "
			   "say whether it has decimals",
			   list_shown(arena, amount), qif->currency);
	return day && sum;
}

static const char *text_of(const struct record *record, int cell)
{
	return record->cells[cell] ? record->cells[cell] : "";
}

static void give(struct qif *qif, const struct record *record)
{
	struct list_taker *taker = qif->reading->taker;
	struct arena *arena = &qif->reading->arena;
	struct list_line line = list_line_at(record->spot.number);
	memcpy(line.currency, qif->currency, sizeof line.currency);
	if (!understand(qif, record, &line))
		return;
	if (!line.amount) {
		taker->skip(taker, SKIP_ZERO, line.place);
		return;
	}
	const char *number = text_of(record, NUMBER);
	line.reference = list_reference(arena, number, strlen(number));
	line.party = list_text(arena, text_of(record, PAYEE));
	line.text = who_and_what(arena, line.party, text_of(record, MEMO));
	taker->line(taker, &line);
}

static int64_t day_in(const struct qif *qif, const struct record *record)
{
	int64_t day;
	return record->cells[DAY] && qif_day(&qif->manner, record->cells[DAY], &day) ? day : NO_DAY;
}

static void go_to(struct qif *qif, struct qif_spot spot)
{
	source_seek(qif->reading->source, spot.offset, spot.number);
}

/* The records from here to the next header, or the end. */
static void look_at_order(struct qif *qif, struct qif_order *order)
{
	struct list_source *source = qif->reading->source;
	struct record record;
	enum found found;
	qif_order_begin(order, (struct qif_spot){ source->next, source->number + 1 });
	while ((found = next_record(qif, &record)) == FOUND_RECORD)
		qif_order_add(order, record.spot, day_in(qif, &record));
	order->end = found == FOUND_HEADER ? record.spot
					   : (struct qif_spot){ source->next, source->number + 1 };
}

static void give_rising(struct qif *qif, const struct qif_order *order)
{
	struct record record;
	go_to(qif, order->begin);
	while (next_record(qif, &record) == FOUND_RECORD)
		give(qif, &record);
}

static void give_at(struct qif *qif, struct qif_spot spot)
{
	struct record record;
	go_to(qif, spot);
	if (next_record(qif, &record) == FOUND_RECORD)
		give(qif, &record);
}

/* The newest first: the last block first, and in it the last record. */
static void give_falling(struct qif *qif, const struct qif_order *order)
{
	for (size_t block = order->block_count; block-- > 0;) {
		struct qif_spot spots[QIF_BLOCK];
		struct record record;
		int count = 0;
		go_to(qif, order->blocks[block]);
		while (count < QIF_BLOCK && next_record(qif, &record) == FOUND_RECORD)
			spots[count++] = record.spot;
		while (count-- > 0)
			give_at(qif, spots[count]);
	}
}

static void give_sorted(struct qif *qif, const struct qif_order *order)
{
	struct qif_sorted sorted;
	struct record record;
	if (order->count > QIF_MOST_UNSORTED) {
		list_fault(qif->reading->taker, FAULT_TOO_LONG, order->begin.number,
			   "more than %d records in no order of days: sort the list by date",
			   QIF_MOST_UNSORTED);
		return;
	}
	qif_sorted_begin(&sorted, order->count);
	go_to(qif, order->begin);
	while (next_record(qif, &record) == FOUND_RECORD)
		qif_sorted_add(&sorted, record.spot, day_in(qif, &record));
	qif_sorted_sort(&sorted);
	for (size_t i = 0; i < sorted.count; i++)
		give_at(qif, qif_sorted_at(&sorted, i));
	qif_sorted_free(&sorted);
}

static void give_account(struct qif *qif)
{
	struct list_taker *taker = qif->reading->taker;
	struct list_account account = { .name = buf_string(&qif->account),
					.from = NO_DAY,
					.to = NO_DAY,
					.place = qif->reading->source->number };
	struct qif_order order;
	memcpy(account.currency, qif->currency, sizeof account.currency);
	taker->begin(taker, &account);
	look_at_order(qif, &order);
	if (order.rises)
		give_rising(qif, &order);
	else if (order.falls)
		give_falling(qif, &order);
	else
		give_sorted(qif, &order);
	taker->end(taker, &account);
	go_to(qif, order.end);
	qif_order_free(&order);
}

/* Of a record of !Account: N is its name. */
static void read_name(struct qif *qif, const struct record *record)
{
	struct arena *arena = &qif->reading->arena;
	buf_clear(&qif->account);
	buf_text(&qif->account, list_text(arena, text_of(record, NUMBER)));
}

static void give_all(struct qif *qif)
{
	enum section section = SECTION_OTHER;
	struct record record;
	enum found found;
	source_seek(qif->reading->source, 0, 1);
	while ((found = next_record(qif, &record)) == FOUND_RECORD || found == FOUND_HEADER) {
		if (found == FOUND_HEADER)
			section = record.section;
		else if (section == SECTION_ACCOUNT)
			read_name(qif, &record);
		if (section == SECTION_MOVEMENTS)
			give_account(qif);
	}
}

static void read_qif(struct list_reading *reading)
{
	const char *currency = reading->currency ? reading->currency : "EUR";
	struct qif qif = { .reading = reading,
			   .manner = { .day_first = reading->day_first,
				       .month_first = reading->month_first },
			   .scale = list_scale(currency) };
	strncpy(qif.currency, currency, sizeof qif.currency - 1);
	if (learn(&qif))
		give_all(&qif);
	else
		reading->stopped = true;
	buf_free(&qif.account);
}

/* A line of a type; before it may stand options and accounts, all with an exclamation mark. */
static bool qif_fits(const char *head, size_t length)
{
	(void)length;
	head += strspn(head, " \t\r\n");
	if (*head != '!')
		return false;
	for (const char *at = head; (at = strcasestr(at, "!Type:")); at++)
		if (at == head || at[-1] == '\n' || at[-1] == '\r')
			return true;
	return false;
}

/* No QIF says it. */
static const char *qif_declared(const char *head, size_t length)
{
	(void)head;
	(void)length;
	return NULL;
}

const struct list_format format_qif = {
	.name = "qif", .title = "QIF", .fits = qif_fits, .declared = qif_declared, .read = read_qif
};
