/* The reports: their names, queries, columns and filters. */
#include <string.h>

#include "base/unicode.h"
#include "report/render.h"

#define MONEY_FILTERS (FILTER_CURRENCY | FILTER_AT)

/* What tables show; what they have no room for, as ids are for programs; a name, and the column
 * with the number that tells it from others. */
#define SHOWN(title, kind)            \
	{                             \
		title, kind, false, 0 \
	}
#define HIDDEN(title, kind)          \
	{                            \
		title, kind, true, 0 \
	}
#define NAME(title, number)                             \
	{                                               \
		title, COLUMN_NAME, false, (number) + 1 \
	}
#define ACCOUNT_IDS HIDDEN(N_("account_id"), COLUMN_ID), HIDDEN(N_("user_id"), COLUMN_DISCORD_ID)
#define PARTY_IDS \
	HIDDEN(N_("party_account_id"), COLUMN_ID), HIDDEN(N_("party_user_id"), COLUMN_DISCORD_ID)

const struct report reports[] = {
	{ "balances",
	  "saldos",
	  "report balances",
	  MONEY_FILTERS | FILTER_ACCOUNT,
	  { NAME(N_("account"), 6), SHOWN(N_("kind"), COLUMN_WORD),
	    SHOWN(N_("state"), COLUMN_ACCOUNT_STATE), SHOWN(N_("balance"), COLUMN_AMOUNT),
	    SHOWN(N_("currency"), COLUMN_WORD), SHOWN(N_("entries"), COLUMN_NUMBER), ACCOUNT_IDS },
	  -1 },
	{ "trial-balance",
	  "sumas-y-saldos",
	  "report trial-balance",
	  MONEY_FILTERS,
	  { NAME(N_("account"), 5), SHOWN(N_("kind"), COLUMN_WORD),
	    SHOWN(N_("debit"), COLUMN_AMOUNT), SHOWN(N_("credit"), COLUMN_AMOUNT),
	    SHOWN(N_("currency"), COLUMN_WORD), ACCOUNT_IDS },
	  -1 },
	{ "balance-sheet",
	  "balance",
	  "report balance-sheet",
	  MONEY_FILTERS,
	  { SHOWN(N_("section"), COLUMN_WORD), NAME(N_("account"), 4),
	    SHOWN(N_("amount"), COLUMN_AMOUNT), SHOWN(N_("currency"), COLUMN_WORD), ACCOUNT_IDS },
	  -1 },
	{ "income",
	  "resultados",
	  "report income",
	  FILTER_FROM_TO | FILTER_CURRENCY,
	  { SHOWN(N_("kind"), COLUMN_WORD), NAME(N_("account"), 4),
	    SHOWN(N_("amount"), COLUMN_AMOUNT), SHOWN(N_("currency"), COLUMN_WORD),
	    HIDDEN(N_("account_id"), COLUMN_ID) },
	  -1 },
	{ "statement",
	  "extracto",
	  "report statement",
	  FILTER_FROM_TO | FILTER_CURRENCY | FILTER_ACCOUNT | NEEDS_ACCOUNT,
	  { SHOWN(N_("time"), COLUMN_TIME), SHOWN(N_("transaction"), COLUMN_ID),
	    SHOWN(N_("what"), COLUMN_WORD), NAME(N_("party"), 10), SHOWN(N_("memo"), COLUMN_TEXT),
	    SHOWN(N_("amount"), COLUMN_AMOUNT), SHOWN(N_("balance"), COLUMN_RUNNING),
	    SHOWN(N_("currency"), COLUMN_WORD), ACCOUNT_IDS, PARTY_IDS },
	  7 },
	{ "history",
	  "historial",
	  "report history",
	  FILTER_ACCOUNT | NEEDS_ACCOUNT | FILTER_LIMIT | FILTER_CURRENCY,
	  { SHOWN(N_("time"), COLUMN_TIME), SHOWN(N_("transaction"), COLUMN_ID),
	    SHOWN(N_("what"), COLUMN_WORD), NAME(N_("party"), 10), SHOWN(N_("memo"), COLUMN_TEXT),
	    SHOWN(N_("amount"), COLUMN_AMOUNT), SHOWN(N_("balance"), COLUMN_AMOUNT),
	    SHOWN(N_("currency"), COLUMN_WORD), ACCOUNT_IDS, PARTY_IDS },
	  -1 },
	{ "journal",
	  "diario",
	  "report journal",
	  FILTER_FROM_TO | FILTER_CURRENCY | FILTER_ACCOUNT | FILTER_BATCH | FILTER_LIMIT,
	  { SHOWN(N_("transaction"), COLUMN_ID), SHOWN(N_("time"), COLUMN_TIME),
	    HIDDEN(N_("batch"), COLUMN_ID), SHOWN(N_("what"), COLUMN_WORD), NAME(N_("account"), 12),
	    HIDDEN(N_("party"), COLUMN_NAME), SHOWN(N_("debit"), COLUMN_AMOUNT),
	    SHOWN(N_("credit"), COLUMN_AMOUNT), SHOWN(N_("currency"), COLUMN_WORD),
	    NAME(N_("author"), 16), SHOWN(N_("memo"), COLUMN_TEXT),
	    HIDDEN(N_("reverses"), COLUMN_ID), ACCOUNT_IDS, PARTY_IDS,
	    HIDDEN(N_("author_id"), COLUMN_DISCORD_ID) },
	  -1 },
	{ "batch",
	  "lote",
	  "report batch",
	  FILTER_BATCH | NEEDS_BATCH | FILTER_CURRENCY,
	  { NAME(N_("account"), 7), SHOWN(N_("entries"), COLUMN_NUMBER),
	    SHOWN(N_("debits"), COLUMN_AMOUNT), SHOWN(N_("credits"), COLUMN_AMOUNT),
	    SHOWN(N_("balance"), COLUMN_AMOUNT), SHOWN(N_("counted"), COLUMN_AMOUNT),
	    SHOWN(N_("currency"), COLUMN_WORD), ACCOUNT_IDS },
	  -1 },
	{ "count",
	  "cuadre",
	  "report count",
	  FILTER_BATCH | NEEDS_BATCH | FILTER_CURRENCY,
	  { NAME(N_("account"), 5), SHOWN(N_("expected"), COLUMN_AMOUNT),
	    SHOWN(N_("counted"), COLUMN_AMOUNT), SHOWN(N_("difference"), COLUMN_AMOUNT),
	    SHOWN(N_("currency"), COLUMN_WORD), ACCOUNT_IDS },
	  -1 },
	{ "biggest",
	  "mayores",
	  "report biggest",
	  FILTER_FROM_TO | FILTER_BATCH | FILTER_CURRENCY | FILTER_LIMIT,
	  { SHOWN(N_("transaction"), COLUMN_ID), SHOWN(N_("time"), COLUMN_TIME),
	    SHOWN(N_("what"), COLUMN_WORD), NAME(N_("debited"), 8), NAME(N_("credited"), 10),
	    SHOWN(N_("amount"), COLUMN_AMOUNT), SHOWN(N_("currency"), COLUMN_WORD),
	    SHOWN(N_("memo"), COLUMN_TEXT), HIDDEN(N_("debited_account_id"), COLUMN_ID),
	    HIDDEN(N_("debited_user_id"), COLUMN_DISCORD_ID),
	    HIDDEN(N_("credited_account_id"), COLUMN_ID),
	    HIDDEN(N_("credited_user_id"), COLUMN_DISCORD_ID) },
	  -1 },
	{ "summary",
	  "resumen",
	  "report summary",
	  FILTER_FROM_TO | FILTER_CURRENCY,
	  { SHOWN(N_("figure"), COLUMN_WORD), SHOWN(N_("value"), COLUMN_AMOUNT),
	    SHOWN(N_("before"), COLUMN_AMOUNT), SHOWN(N_("currency"), COLUMN_WORD) },
	  -1 },
	{ "batches",
	  "lotes",
	  "report batches",
	  FILTER_LIMIT,
	  { SHOWN(N_("batch"), COLUMN_ID), SHOWN(N_("state"), COLUMN_BATCH_STATE),
	    SHOWN(N_("opened"), COLUMN_TIME), SHOWN(N_("closed"), COLUMN_TIME),
	    SHOWN(N_("transactions"), COLUMN_NUMBER), SHOWN(N_("hash"), COLUMN_TEXT) },
	  -1 },
	{ "activity",
	  "actividad",
	  "report activity",
	  FILTER_FROM_TO | FILTER_CURRENCY,
	  { SHOWN(N_("day"), COLUMN_DAY), SHOWN(N_("commands"), COLUMN_NUMBER),
	    SHOWN(N_("people"), COLUMN_NUMBER), SHOWN(N_("transactions"), COLUMN_NUMBER),
	    SHOWN(N_("volume"), COLUMN_AMOUNT), SHOWN(N_("currency"), COLUMN_WORD) },
	  -1 },
	{ "balances-over-time",
	  "saldos-por-dia",
	  "report balances-over-time",
	  FILTER_FROM_TO | FILTER_CURRENCY | FILTER_ACCOUNT,
	  { NAME(N_("account"), 4), SHOWN(N_("day"), COLUMN_DAY),
	    SHOWN(N_("balance"), COLUMN_AMOUNT), SHOWN(N_("currency"), COLUMN_WORD), ACCOUNT_IDS },
	  -1 },
	{ "flows",
	  "flujos",
	  "report flows",
	  FILTER_FROM_TO | FILTER_CURRENCY | FILTER_ACCOUNT,
	  { SHOWN(N_("day"), COLUMN_DAY), SHOWN(N_("in"), COLUMN_AMOUNT),
	    SHOWN(N_("out"), COLUMN_AMOUNT), SHOWN(N_("currency"), COLUMN_WORD) },
	  -1 },
	{ "hours",
	  "horas",
	  "report hours",
	  FILTER_FROM_TO,
	  { SHOWN(N_("weekday"), COLUMN_NUMBER), SHOWN(N_("hour"), COLUMN_NUMBER),
	    SHOWN(N_("commands"), COLUMN_NUMBER), SHOWN(N_("people"), COLUMN_NUMBER) },
	  -1 },
	{ "batch-totals",
	  "totales-de-lotes",
	  "report batch-totals",
	  FILTER_CURRENCY | FILTER_LIMIT,
	  { SHOWN(N_("batch"), COLUMN_ID), SHOWN(N_("state"), COLUMN_BATCH_STATE),
	    SHOWN(N_("transactions"), COLUMN_NUMBER), SHOWN(N_("total"), COLUMN_AMOUNT),
	    SHOWN(N_("currency"), COLUMN_WORD) },
	  -1 },
	{ "top",
	  "ranking",
	  "report top",
	  FILTER_CURRENCY | FILTER_LIMIT,
	  { SHOWN(N_("rank"), COLUMN_NUMBER), NAME(N_("member"), 4),
	    SHOWN(N_("balance"), COLUMN_AMOUNT), SHOWN(N_("currency"), COLUMN_WORD), ACCOUNT_IDS },
	  -1 },
	{ "users",
	  "usuarios",
	  "report users",
	  0,
	  { HIDDEN(N_("user"), COLUMN_DISCORD_ID), NAME(N_("name"), 13),
	    SHOWN(N_("account"), COLUMN_ACCOUNT_STATE), HIDDEN(N_("joined"), COLUMN_TIME),
	    HIDDEN(N_("left"), COLUMN_TIME), HIDDEN(N_("registered"), COLUMN_TIME),
	    SHOWN(N_("roles"), COLUMN_NUMBER), SHOWN(N_("commands"), COLUMN_NUMBER),
	    SHOWN(N_("last"), COLUMN_TIME), SHOWN(N_("balance"), COLUMN_AMOUNT),
	    SHOWN(N_("currency"), COLUMN_WORD), HIDDEN(N_("username"), COLUMN_TEXT),
	    HIDDEN(N_("nick"), COLUMN_TEXT), HIDDEN(N_("account_id"), COLUMN_ID) },
	  -1 },
	{ "roles",
	  "roles",
	  "report roles",
	  0,
	  { HIDDEN(N_("role"), COLUMN_DISCORD_ID), SHOWN(N_("name"), COLUMN_TEXT),
	    SHOWN(N_("group"), COLUMN_TEXT), SHOWN(N_("permit"), COLUMN_WORD),
	    SHOWN(N_("wearers"), COLUMN_NUMBER), SHOWN(N_("on its way"), COLUMN_NUMBER),
	    SHOWN(N_("position"), COLUMN_NUMBER), HIDDEN(N_("managed"), COLUMN_WORD) },
	  -1 },
	{ "wearers",
	  "portadores",
	  "report wearers",
	  FILTER_ROLE | NEEDS_ROLE,
	  { HIDDEN(N_("user"), COLUMN_DISCORD_ID), NAME(N_("name"), 0),
	    SHOWN(N_("worn"), COLUMN_WORD), SHOWN(N_("wanted"), COLUMN_WORD),
	    SHOWN(N_("until"), COLUMN_TIME) },
	  -1 },
	{ "permits",
	  "permisos",
	  "report permits",
	  0,
	  { HIDDEN(N_("role"), COLUMN_DISCORD_ID), SHOWN(N_("name"), COLUMN_TEXT),
	    SHOWN(N_("permit"), COLUMN_WORD), SHOWN(N_("wearers"), COLUMN_NUMBER) },
	  -1 },
	{ "registrations",
	  "registros",
	  "report registrations",
	  0,
	  { SHOWN(N_("request"), COLUMN_ID), SHOWN(N_("time"), COLUMN_TIME),
	    HIDDEN(N_("user"), COLUMN_DISCORD_ID), NAME(N_("name"), 2),
	    SHOWN(N_("state"), COLUMN_WORD) },
	  -1 },
	{ "log",
	  "registro",
	  "report log",
	  FILTER_FROM_TO | FILTER_LIMIT | FILTER_AUTHOR | FILTER_VERB | FILTER_STATUS,
	  { SHOWN(N_("seq"), COLUMN_ID), SHOWN(N_("time"), COLUMN_TIME), NAME(N_("author"), 9),
	    SHOWN(N_("verb"), COLUMN_VERB), SHOWN(N_("said"), COLUMN_TEXT),
	    SHOWN(N_("status"), COLUMN_WORD), HIDDEN(N_("code"), COLUMN_TEXT),
	    SHOWN(N_("transaction"), COLUMN_ID), SHOWN(N_("answer"), COLUMN_TEXT),
	    HIDDEN(N_("author_id"), COLUMN_DISCORD_ID) },
	  -1 },
	{ "transaction",
	  "transaccion",
	  "report transaction",
	  FILTER_TRANSACTION | NEEDS_TRANSACTION,
	  { SHOWN(N_("detail"), COLUMN_WORD), SHOWN(N_("value"), COLUMN_DETAIL),
	    SHOWN(N_("amount"), COLUMN_AMOUNT), SHOWN(N_("currency"), COLUMN_WORD), ACCOUNT_IDS,
	    SHOWN(N_("link"), COLUMN_LINK) },
	  -1 },
	{ "failed",
	  "fallidas",
	  "report failed",
	  FILTER_FROM_TO | FILTER_LIMIT,
	  { SHOWN(N_("seq"), COLUMN_ID), SHOWN(N_("time"), COLUMN_TIME), NAME(N_("author"), 7),
	    SHOWN(N_("verb"), COLUMN_VERB), SHOWN(N_("reason"), COLUMN_TEXT),
	    SHOWN(N_("answer"), COLUMN_TEXT), SHOWN(N_("applied as"), COLUMN_ID),
	    HIDDEN(N_("author_id"), COLUMN_DISCORD_ID) },
	  -1 },
	{ 0 }
};

const char *const report_names[] = { "balances",
				     "trial-balance",
				     "balance-sheet",
				     "income",
				     "statement",
				     "journal",
				     "batch",
				     "count",
				     "biggest",
				     "summary",
				     "batches",
				     "batch-totals",
				     "balances-over-time",
				     "flows",
				     "activity",
				     "hours",
				     "top",
				     "users",
				     "roles",
				     "permits",
				     "registrations",
				     "log",
				     "failed",
				     "history",
				     "transaction",
				     NULL };

const struct report *report_named(const char *name)
{
	for (const struct report *report = reports; report->name; report++)
		if (strcmp(report->name, name) == 0)
			return report;
	return NULL;
}

bool report_takes_times(const char *name)
{
	const struct report *report = report_named(name);
	return report && report->filters & FILTER_FROM_TO;
}

const char *report_from_word(const char *word)
{
	struct arena arena = { 0 };
	const char *folded = text_fold(&arena, word), *found = NULL;
	for (int spanish = 0; spanish < 2 && !found; spanish++)
		for (const struct report *report = reports; report->name && !found; report++)
			if (strcmp(spanish ? report->spanish_name : report->name, folded) == 0)
				found = report->name;
	arena_free(&arena);
	return found;
}

const char *report_word(const char *name, enum lang lang)
{
	const struct report *report = report_named(name);
	return lang == LANG_ES ? report->spanish_name : report->name;
}

const char *const format_names[] = { "table", "csv",     "json",    "ndjson",    "markdown",
				     "list",  "ledger",  "hledger", "beancount", "ofx",
				     "ofx1",  "gnuplot", NULL };

bool format_from_name(const char *name, enum format *format)
{
	for (size_t i = 0; format_names[i]; i++)
		if (strcmp(format_names[i], name) == 0) {
			*format = (enum format)i;
			return true;
		}
	return false;
}

bool column_is_numeric(enum column_kind kind)
{
	return kind == COLUMN_NUMBER || kind == COLUMN_ID || kind == COLUMN_DISCORD_ID ||
	       kind == COLUMN_AMOUNT || kind == COLUMN_RUNNING;
}

const char *row_number_of(const struct report *report, const char *const *cells, int column)
{
	int number = report->columns[column].number;
	return number ? cells[number - 1] : NULL;
}
