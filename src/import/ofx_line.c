/* Movements of OFX: what each must have, and how it is read. Open Financial Exchange 2.2, 11.4.4.
 */
#include "import/ofx_line.h"

#include <string.h>
#include <strings.h>

#include "import/marked.h"
#include "import/days.h"

enum ofx_value ofx_value_called(const char *name)
{
	static const struct {
		const char *name;
		enum ofx_value value;
	} values[] = { { "DTPOSTED", OFX_DAY }, { "TRNAMT", OFX_AMOUNT },
		       { "FITID", OFX_ID },     { "NAME", OFX_NAME },
		       { "MEMO", OFX_MEMO },    { "CORRECTACTION", OFX_CORRECTION } };
	for (size_t i = 0; i < sizeof values / sizeof *values; i++)
		if (strcmp(name, values[i].name) == 0)
			return values[i].value;
	return OFX_NO_VALUE;
}

void ofx_line_begin(struct ofx_line *line, struct arena *arena)
{
	arena_reset(arena);
	*line = (struct ofx_line){ .arena = arena };
}

void ofx_line_keep(struct ofx_line *line, enum ofx_value value, const struct ofx_scan *scan)
{
	if (value == OFX_NO_VALUE || line->values[value] || !scan->value.length)
		return;
	line->values[value] = arena_copy(line->arena, scan->value.bytes, scan->value.length);
	line->places[value] = scan->place;
}

static const char *or_empty(const char *text)
{
	return text ? text : "";
}

bool ofx_day(const char *text, int64_t *day)
{
	return long_day(text, day) && (!text[8] || strchr(" .[0123456789", text[8]));
}

/* What must be there. False: it is not, and a fault was told. */
static bool has_values(const struct ofx_line *line, uint64_t place, struct list_taker *taker)
{
	const char *missing = !line->values[OFX_DAY]      ? "DTPOSTED, its day"
			      : !line->values[OFX_AMOUNT] ? "TRNAMT, its amount"
							  : NULL;
	if (missing)
		list_fault(taker, FAULT_COLUMN, place,
			   "a line (STMTTRN) without %s: download the list again, or as CSV",
			   missing);
	return !missing;
}

/* Whether the line is in the currency of its account: where CURRENCY says another one, the bank has
 * not converted the amount (OFX 2.2, 5.2). */
static bool has_own_currency(const struct ofx_line *line, const struct list_account *account,
			     struct list_taker *taker)
{
	const char *currency = line->values[OFX_CURRENCY];
	if (!currency || strcasecmp(currency, account->currency) == 0)
		return true;
	list_fault(taker, FAULT_CURRENCY, line->places[OFX_CURRENCY],
		   "a line in %.10s, not converted, in an account in %s: download the list as "
		   "CSV, where both amounts are",
		   list_text(line->arena, currency), account->currency);
	return false;
}

static bool read_day_and_amount(const struct ofx_line *line, const char *currency,
				struct list_taker *taker, struct list_line *result)
{
	const char *day = line->values[OFX_DAY], *amount = line->values[OFX_AMOUNT];
	if (!ofx_day(day, &result->day)) {
		list_fault(taker, FAULT_DATE, line->places[OFX_DAY],
			   "\"%.40s\" is no day: DTPOSTED is written 20261005",
			   list_text(line->arena, day));
		return false;
	}
	const char *wrong = marked_amount(amount, currency, true, &result->amount);
	if (wrong)
		list_fault(taker, FAULT_AMOUNT, line->places[OFX_AMOUNT],
			   "\"%.40s\" is no amount: %s", list_text(line->arena, amount), wrong);
	return !wrong;
}

/* Whether the line is one that is passed over; it is kept then. */
static bool is_skipped(const struct ofx_line *line, int64_t amount, uint64_t place,
		       struct list_taker *taker, struct line_spool *spool)
{
	const char *correction = line->values[OFX_CORRECTION];
	if (correction)
		list_warn(taker, place,
			  "the bank corrects an earlier line by this one (CORRECTACTION %.10s): "
			  "look at both",
			  list_text(line->arena, correction));
	if (correction && strcasecmp(correction, "DELETE") == 0)
		spool_skip(spool, SKIP_RULE, place);
	else if (amount == 0)
		spool_skip(spool, SKIP_ZERO, place);
	else
		return false;
	return true;
}

void ofx_line_end(struct ofx_line *line, uint64_t place, const struct list_account *account,
		  struct list_taker *taker, struct line_spool *spool)
{
	struct list_line result = list_line_at(place);
	if (!*account->currency) /* the end of the statement says so */
		return;
	if (!has_values(line, place, taker) || !has_own_currency(line, account, taker) ||
	    !read_day_and_amount(line, account->currency, taker, &result) ||
	    is_skipped(line, result.amount, place, taker, spool))
		return;
	const char *name =
		line->values[OFX_NAME] ? line->values[OFX_NAME] : or_empty(line->values[OFX_PAYEE]);
	const char *other = line->values[OFX_OTHER_ACCOUNT];
	memcpy(result.currency, account->currency, sizeof result.currency);
	result.reference = marked_reference(line->arena, or_empty(line->values[OFX_ID]));
	result.promised = *result.reference;
	result.text = who_and_what(line->arena, name, or_empty(line->values[OFX_MEMO]));
	result.party = list_text(line->arena, other ? other : name);
	spool_line(spool, &result);
}
