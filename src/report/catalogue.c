/* The reports: their names, queries, columns and filters. */
#include <string.h>

#include "base/unicode.h"
#include "report/render.h"

#define MONEY_FILTERS (FILTER_CURRENCY | FILTER_AT)

const struct report reports[] = {
	{ "balances", "saldos", "report balances", MONEY_FILTERS | FILTER_ACCOUNT,
	  { { N_("account"), COLUMN_TEXT, false }, { N_("kind"), COLUMN_WORD, false }, { N_("state"), COLUMN_ACCOUNT_STATE, false }, { N_("balance"), COLUMN_AMOUNT, false },
	    { N_("currency"), COLUMN_WORD, false }, { N_("entries"), COLUMN_NUMBER, false } }, -1 },
	{ "trial-balance", "sumas-y-saldos", "report trial-balance", MONEY_FILTERS,
	  { { N_("account"), COLUMN_TEXT, false }, { N_("kind"), COLUMN_WORD, false }, { N_("debit"), COLUMN_AMOUNT, false }, { N_("credit"), COLUMN_AMOUNT, false },
	    { N_("currency"), COLUMN_WORD, false } }, -1 },
	{ "balance-sheet", "balance", "report balance-sheet", MONEY_FILTERS,
	  { { N_("section"), COLUMN_WORD, false }, { N_("account"), COLUMN_TEXT, false }, { N_("amount"), COLUMN_AMOUNT, false }, { N_("currency"), COLUMN_WORD, false } }, -1 },
	{ "income", "resultados", "report income", FILTER_FROM_TO | FILTER_CURRENCY,
	  { { N_("kind"), COLUMN_WORD, false }, { N_("account"), COLUMN_TEXT, false }, { N_("amount"), COLUMN_AMOUNT, false }, { N_("currency"), COLUMN_WORD, false } }, -1 },
	{ "statement", "extracto", "report statement", FILTER_FROM_TO | FILTER_CURRENCY | FILTER_ACCOUNT | NEEDS_ACCOUNT,
	  { { N_("time"), COLUMN_TIME, false }, { N_("transaction"), COLUMN_ID, false }, { N_("what"), COLUMN_WORD, false }, { N_("memo"), COLUMN_TEXT, false },
	    { N_("amount"), COLUMN_AMOUNT, false }, { N_("balance"), COLUMN_RUNNING, false }, { N_("currency"), COLUMN_WORD, false } }, 6 },
	{ "history", "historial", "report history", FILTER_ACCOUNT | NEEDS_ACCOUNT | FILTER_LIMIT | FILTER_CURRENCY,
	  { { N_("time"), COLUMN_TIME, false }, { N_("transaction"), COLUMN_ID, false }, { N_("what"), COLUMN_WORD, false }, { N_("memo"), COLUMN_TEXT, false },
	    { N_("amount"), COLUMN_AMOUNT, false }, { N_("balance"), COLUMN_AMOUNT, false }, { N_("currency"), COLUMN_WORD, false } }, -1 },
	{ "journal", "diario", "report journal", FILTER_FROM_TO | FILTER_CURRENCY | FILTER_ACCOUNT | FILTER_BATCH | FILTER_LIMIT,
	  { { N_("transaction"), COLUMN_ID, false }, { N_("time"), COLUMN_TIME, false }, { N_("batch"), COLUMN_ID, true }, { N_("what"), COLUMN_WORD, false },
	    { N_("account"), COLUMN_TEXT, false }, { N_("debit"), COLUMN_AMOUNT, false }, { N_("credit"), COLUMN_AMOUNT, false }, { N_("currency"), COLUMN_WORD, false },
	    { N_("memo"), COLUMN_TEXT, false }, { N_("reverses"), COLUMN_ID, true } }, -1 },
	{ "batch", "lote", "report batch", FILTER_BATCH | NEEDS_BATCH | FILTER_CURRENCY,
	  { { N_("account"), COLUMN_TEXT, false }, { N_("entries"), COLUMN_NUMBER, false }, { N_("debits"), COLUMN_AMOUNT, false }, { N_("credits"), COLUMN_AMOUNT, false },
	    { N_("balance"), COLUMN_AMOUNT, false }, { N_("counted"), COLUMN_AMOUNT, false }, { N_("currency"), COLUMN_WORD, false } }, -1 },
	{ "count", "cuadre", "report count", FILTER_BATCH | NEEDS_BATCH | FILTER_CURRENCY,
	  { { N_("account"), COLUMN_TEXT, false }, { N_("expected"), COLUMN_AMOUNT, false }, { N_("counted"), COLUMN_AMOUNT, false },
	    { N_("difference"), COLUMN_AMOUNT, false }, { N_("currency"), COLUMN_WORD, false } }, -1 },
	{ "biggest", "mayores", "report biggest", FILTER_FROM_TO | FILTER_BATCH | FILTER_CURRENCY | FILTER_LIMIT,
	  { { N_("transaction"), COLUMN_ID, false }, { N_("time"), COLUMN_TIME, false }, { N_("what"), COLUMN_WORD, false }, { N_("debited"), COLUMN_TEXT, false },
	    { N_("credited"), COLUMN_TEXT, false }, { N_("amount"), COLUMN_AMOUNT, false }, { N_("currency"), COLUMN_WORD, false }, { N_("memo"), COLUMN_TEXT, false } }, -1 },
	{ "summary", "resumen", "report summary", FILTER_FROM_TO | FILTER_CURRENCY,
	  { { N_("figure"), COLUMN_WORD, false }, { N_("value"), COLUMN_AMOUNT, false }, { N_("before"), COLUMN_AMOUNT, false }, { N_("currency"), COLUMN_WORD, false } }, -1 },
	{ "batches", "lotes", "report batches", FILTER_LIMIT,
	  { { N_("batch"), COLUMN_ID, false }, { N_("state"), COLUMN_BATCH_STATE, false }, { N_("opened"), COLUMN_TIME, false }, { N_("closed"), COLUMN_TIME, false },
	    { N_("transactions"), COLUMN_NUMBER, false }, { N_("hash"), COLUMN_TEXT, false } }, -1 },
	{ "activity", "actividad", "report activity", FILTER_FROM_TO | FILTER_CURRENCY,
	  { { N_("day"), COLUMN_WORD, false }, { N_("commands"), COLUMN_NUMBER, false }, { N_("people"), COLUMN_NUMBER, false }, { N_("transactions"), COLUMN_NUMBER, false },
	    { N_("volume"), COLUMN_AMOUNT, false }, { N_("currency"), COLUMN_WORD, false } }, -1 },
	{ "balances-over-time", "saldos-por-dia", "report balances-over-time", FILTER_FROM_TO | FILTER_CURRENCY | FILTER_ACCOUNT,
	  { { N_("account"), COLUMN_TEXT, false }, { N_("day"), COLUMN_WORD, false }, { N_("balance"), COLUMN_AMOUNT, false }, { N_("currency"), COLUMN_WORD, false } }, -1 },
	{ "flows", "flujos", "report flows", FILTER_FROM_TO | FILTER_CURRENCY | FILTER_ACCOUNT,
	  { { N_("day"), COLUMN_WORD, false }, { N_("in"), COLUMN_AMOUNT, false }, { N_("out"), COLUMN_AMOUNT, false }, { N_("currency"), COLUMN_WORD, false } }, -1 },
	{ "hours", "horas", "report hours", FILTER_FROM_TO,
	  { { N_("weekday"), COLUMN_NUMBER, false }, { N_("hour"), COLUMN_NUMBER, false }, { N_("commands"), COLUMN_NUMBER, false }, { N_("people"), COLUMN_NUMBER, false } }, -1 },
	{ "batch-totals", "totales-de-lotes", "report batch-totals", FILTER_CURRENCY | FILTER_LIMIT,
	  { { N_("batch"), COLUMN_ID, false }, { N_("state"), COLUMN_BATCH_STATE, false }, { N_("transactions"), COLUMN_NUMBER, false }, { N_("total"), COLUMN_AMOUNT, false },
	    { N_("currency"), COLUMN_WORD, false } }, -1 },
	{ "top", "ranking", "report top", FILTER_CURRENCY | FILTER_LIMIT,
	  { { N_("rank"), COLUMN_NUMBER, false }, { N_("member"), COLUMN_TEXT, false }, { N_("balance"), COLUMN_AMOUNT, false }, { N_("currency"), COLUMN_WORD, false } }, -1 },
	{ "users", "usuarios", "report users", 0,
	  { { N_("user"), COLUMN_ID, true }, { N_("name"), COLUMN_TEXT, false }, { N_("account"), COLUMN_ACCOUNT_STATE, false }, { N_("joined"), COLUMN_TIME, true },
	    { N_("left"), COLUMN_TIME, true }, { N_("registered"), COLUMN_TIME, true }, { N_("roles"), COLUMN_NUMBER, false }, { N_("commands"), COLUMN_NUMBER, false },
	    { N_("last"), COLUMN_TIME, false }, { N_("balance"), COLUMN_AMOUNT, false }, { N_("currency"), COLUMN_WORD, false } }, -1 },
	{ "roles", "roles", "report roles", 0,
	  { { N_("role"), COLUMN_ID, true }, { N_("name"), COLUMN_TEXT, false }, { N_("group"), COLUMN_TEXT, false }, { N_("permit"), COLUMN_WORD, false },
	    { N_("wearers"), COLUMN_NUMBER, false }, { N_("on its way"), COLUMN_NUMBER, false }, { N_("position"), COLUMN_NUMBER, false },
	    { N_("managed"), COLUMN_WORD, true } }, -1 },
	{ "wearers", "portadores", "report wearers", FILTER_ROLE | NEEDS_ROLE,
	  { { N_("user"), COLUMN_ID, true }, { N_("name"), COLUMN_TEXT, false }, { N_("worn"), COLUMN_WORD, false }, { N_("wanted"), COLUMN_WORD, false },
	    { N_("until"), COLUMN_TIME, false } }, -1 },
	{ "permits", "permisos", "report permits", 0,
	  { { N_("role"), COLUMN_ID, true }, { N_("name"), COLUMN_TEXT, false }, { N_("permit"), COLUMN_WORD, false }, { N_("wearers"), COLUMN_NUMBER, false } }, -1 },
	{ "registrations", "registros", "report registrations", 0,
	  { { N_("request"), COLUMN_ID, false }, { N_("time"), COLUMN_TIME, false }, { N_("user"), COLUMN_ID, true }, { N_("name"), COLUMN_TEXT, false },
	    { N_("state"), COLUMN_WORD, false } }, -1 },
	{ "log", "registro", "report log", FILTER_FROM_TO | FILTER_LIMIT,
	  { { N_("seq"), COLUMN_ID, false }, { N_("time"), COLUMN_TIME, false }, { N_("author"), COLUMN_TEXT, false }, { N_("verb"), COLUMN_VERB, false },
	    { N_("said"), COLUMN_TEXT, false }, { N_("status"), COLUMN_WORD, false }, { N_("code"), COLUMN_TEXT, true }, { N_("transaction"), COLUMN_ID, false }, { N_("answer"), COLUMN_TEXT, false } }, -1 },
	{ 0 }
};

const char *const report_names[] = { "balances", "trial-balance", "balance-sheet", "income", "statement", "journal", "batch", "count",
				     "biggest", "summary", "batches", "batch-totals", "balances-over-time", "flows", "activity", "hours", "top", "users", "roles", "permits", "registrations", "log", "history", NULL };

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

const char *const format_names[] = { "table", "csv", "json", "ndjson", "markdown", "list", "ledger", "hledger", "beancount", "ofx", "gnuplot", NULL };

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
	return kind == COLUMN_NUMBER || kind == COLUMN_ID || kind == COLUMN_AMOUNT || kind == COLUMN_RUNNING;
}
