/* Entries of camt: booked ones become a line, or a line for each of their details where these add
 * up to the entry (a batch of direct debits that was collected as one sum). */
#include "import/camt.h"

#include <stdlib.h>
#include <string.h>

#include "base/decimal.h"
#include "import/marked.h"
#include "import/days.h"

const char *camt_sum_read(const struct camt_sum *sum, char currency[LIST_CURRENCY_SIZE],
			  int64_t *amount, enum list_fault *fault)
{
	*fault = FAULT_SCHEMA;
	if (!*sum->text)
		return "it has no amount (Amt)";
	if (!*sum->indicator)
		return "it does not say whether it is a credit or a debit (CdtDbtInd)";
	bool debit = strcmp(sum->indicator, "DBIT") == 0;
	if (!debit && strcmp(sum->indicator, "CRDT") != 0)
		return "CdtDbtInd is neither CRDT nor DBIT";
	*fault = FAULT_CURRENCY;
	if (!marked_currency(sum->ccy, currency))
		return "its amount names no currency (Ccy) of three letters";
	*fault = FAULT_AMOUNT;
	if (strpbrk(sum->text, ",+-"))
		return "its amount must be digits, with a point before decimals";
	const char *wrong = marked_amount(sum->text, currency, false, amount);
	if (!wrong && debit)
		*amount = -*amount;
	return wrong;
}

bool camt_day(const char *text, int64_t *day)
{
	return dashed_day(text, day) && strchr("TZ+-", text[DAY_LENGTH]);
}

bool camt_same_currency(struct camt *camt, const char *currency, uint64_t place)
{
	if (!*camt->account.currency)
		memcpy(camt->account.currency, currency, LIST_CURRENCY_SIZE);
	if (strcmp(camt->account.currency, currency) == 0)
		return true;
	list_fault(camt->taker, FAULT_CURRENCY, place,
		   "%s in a statement in %s: a statement has one currency; download one for each",
		   currency, camt->account.currency);
	return false;
}

static void clear_detail(struct camt_entry *entry)
{
	for (int i = CAMT_DETAIL_REFERENCE; i < CAMT_TEXTS; i++)
		buf_clear(&entry->texts[i]);
	entry->detail = entry->transaction = (struct camt_sum){ 0 };
}

void camt_entry_begin(struct camt *camt)
{
	struct camt_entry *entry = &camt->entry;
	for (int i = 0; i < CAMT_DETAIL_REFERENCE; i++)
		buf_clear(&entry->texts[i]);
	clear_detail(entry);
	entry->sum = (struct camt_sum){ 0 };
	*entry->status = *entry->day = *entry->reversal = '\0';
	entry->details = 0;
	entry->added = 0;
	entry->adds_up = true;
	entry->has_mark = false;
	arena_reset(&entry->arena);
	camt_xml_place(&camt->xml, &entry->place);
}

void camt_entry_free(struct camt_entry *entry)
{
	for (int i = 0; i < CAMT_TEXTS; i++)
		buf_free(&entry->texts[i]);
	arena_free(&entry->arena);
}

static const char *text_of(const struct camt_entry *entry, enum camt_text text)
{
	return buf_string(&entry->texts[text]);
}

/* The other party: who paid where money came in, who was paid where it went out. A reversal names
 * both as they were before it. */
static bool other_is_debtor(const struct camt_entry *entry)
{
	bool credit = strcmp(entry->sum.indicator, "CRDT") == 0;
	bool reversal = strcmp(entry->reversal, "true") == 0 || strcmp(entry->reversal, "1") == 0;
	return credit != reversal;
}

/* Puts a line of AMOUNT into the spool; its reference is that of the detail, else REFERENCE. INFO:
 * what the bank adds to the entry as a whole. */
static void put_line(struct camt *camt, int64_t amount, int64_t day, const char *reference,
		     const char *info)
{
	struct camt_entry *entry = &camt->entry;
	struct arena *arena = &camt->reading->arena;
	bool debtor = other_is_debtor(entry);
	const char *name = text_of(entry, debtor ? CAMT_DEBTOR : CAMT_CREDITOR);
	const char *account = text_of(entry, debtor ? CAMT_DEBTOR_ACCOUNT : CAMT_CREDITOR_ACCOUNT);
	const char *words = text_of(entry, CAMT_WORDS);
	if (amount == 0) {
		spool_skip(&camt->spool, SKIP_ZERO, entry->place);
		return;
	}
	arena_reset(arena);
	if (!*name)
		name = text_of(entry, debtor ? CAMT_LAST_DEBTOR : CAMT_LAST_CREDITOR);
	struct list_line line = list_line_at(entry->place);
	line.day = day;
	line.amount = amount;
	memcpy(line.currency, entry->currency, sizeof line.currency);
	line.reference = marked_reference(arena, text_of(entry, CAMT_DETAIL_REFERENCE));
	if (!*line.reference)
		line.reference = reference;
	line.promised = *line.reference;
	line.structured = list_text(arena, text_of(entry, CAMT_STRUCTURED));
	line.text = who_and_what(arena, name, arena_printf(arena, "%s %s", words, info));
	line.party = list_text(arena, *account ? account : name);
	spool_line(&camt->spool, &line);
}

/* The entry's amount and day; TELL: a fault is told where something is wrong. */
static bool read_entry(struct camt *camt, bool tell, int64_t *amount, int64_t *day)
{
	struct camt_entry *entry = &camt->entry;
	enum list_fault fault;
	const char *wrong = camt_sum_read(&entry->sum, entry->currency, amount, &fault);
	if (!wrong && !*entry->day) {
		fault = FAULT_COLUMN;
		wrong = "it has no day of booking (BookgDt)";
	} else if (!wrong && !camt_day(entry->day, day)) {
		fault = FAULT_DATE;
		wrong = "its day of booking (BookgDt) is none";
	}
	if (wrong && tell)
		list_fault(camt->taker, fault, entry->place,
			   "an entry (Ntry) cannot be read: %s; download the list again", wrong);
	return !wrong && (!tell || camt_same_currency(camt, entry->currency, entry->place));
}

/* The amount of a detail, in the entry's currency; with the entry's sign unless it has its own. */
static bool read_detail(struct camt_entry *entry, int64_t *amount)
{
	struct camt_sum sum = *entry->detail.text ? entry->detail : entry->transaction;
	char currency[LIST_CURRENCY_SIZE] = "";
	enum list_fault fault;
	memcpy(sum.indicator,
	       *entry->detail.indicator ? entry->detail.indicator : entry->sum.indicator,
	       sizeof sum.indicator);
	return !camt_sum_read(&sum, currency, amount, &fault) &&
	       strcmp(currency, entry->currency) == 0;
}

static const char *entry_reference(struct camt_entry *entry)
{
	return marked_reference(&entry->arena, text_of(entry, CAMT_ENTRY_REFERENCE));
}

/* The detail that was read last becomes a line in the spool, if it turns out that all add up. Its
 * entry's own elements are in front of it, by the schema. */
static void put_detail(struct camt *camt)
{
	struct camt_entry *entry = &camt->entry;
	int64_t amount, whole, day;
	if (!entry->adds_up)
		return;
	entry->adds_up = strcmp(entry->status, "BOOK") == 0 &&
			 read_entry(camt, false, &whole, &day) && read_detail(entry, &amount) &&
			 checked_add(entry->added, amount, &entry->added);
	if (!entry->adds_up)
		return;
	if (entry->details == 1) {
		entry->mark = spool_mark(&camt->spool);
		entry->has_mark = true;
	}
	arena_reset(&entry->arena);
	const char *reference = entry_reference(entry);
	if (*reference)
		reference = arena_printf(&entry->arena, "%s/%llu", reference,
					 (unsigned long long)entry->details);
	put_line(camt, amount, day, reference, "");
}

void camt_detail_begin(struct camt *camt)
{
	struct camt_entry *entry = &camt->entry;
	if (entry->details == 1)
		put_detail(camt);
	clear_detail(entry);
	entry->details++;
}

void camt_detail_end(struct camt *camt)
{
	if (camt->entry.details > 1)
		put_detail(camt);
}

/* Whether the lines of the details are the entry; else what was kept of them is forgotten. */
static bool is_batch(struct camt *camt, int64_t amount)
{
	struct camt_entry *entry = &camt->entry;
	if (entry->details < 2)
		return false;
	if (entry->adds_up && entry->added == amount)
		return true;
	if (entry->has_mark)
		spool_rewind(&camt->spool, entry->mark);
	clear_detail(entry); /* none of them is the whole */
	return false;
}

void camt_entry_end(struct camt *camt)
{
	struct camt_entry *entry = &camt->entry;
	int64_t amount, day;
	if (!*entry->status)
		list_fault(camt->taker, FAULT_SCHEMA, entry->place,
			   "an entry (Ntry) does not say whether it is booked (Sts); download the "
			   "list again");
	else if (strcmp(entry->status, "BOOK") != 0)
		spool_skip(&camt->spool, SKIP_PENDING, entry->place);
	else if (read_entry(camt, true, &amount, &day) && !is_batch(camt, amount))
		put_line(camt, amount, day, entry_reference(entry),
			 text_of(entry, CAMT_ENTRY_INFO));
}
