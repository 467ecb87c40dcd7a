/* The reports' names in both languages, and how each is asked for in a channel: for the grammar,
 * which takes its choices from here, and for the catalogue, whose rows are
 * src/report/catalogue.c's.
 */
#ifndef COMMAND_REPORT_NAMES_H
#define COMMAND_REPORT_NAMES_H

#include "command/verbs.h"

/* Those that anyone with the permit may ask for in a channel, in the order in which they are listed
 * there. X(ENUM, English, Spanish, permit, what a number alone means behind the name). */
#define REPORTS_IN_CHAT(X)                                                                     \
	X(BALANCES, "balances", "saldos", PERMIT_AUDITOR, "limit")                             \
	X(TRIAL_BALANCE, "trial-balance", "sumas-y-saldos", PERMIT_AUDITOR, "limit")           \
	X(BALANCE_SHEET, "balance-sheet", "balance", PERMIT_AUDITOR, "limit")                  \
	X(INCOME, "income", "resultados", PERMIT_AUDITOR, "period")                            \
	X(CATEGORIES, "categories", "categorias", PERMIT_AUDITOR, "period")                    \
	X(TAGS, "tags", "etiquetas", PERMIT_AUDITOR, "period")                                 \
	X(CASH_FLOW, "cash-flow", "flujo-de-caja", PERMIT_AUDITOR, "period")                   \
	X(STATEMENT, "statement", "extracto", PERMIT_AUDITOR, "limit")                         \
	X(JOURNAL, "journal", "diario", PERMIT_AUDITOR, "batch")                               \
	X(BATCH, "batch", "lote", PERMIT_AUDITOR, "batch")                                     \
	X(COUNT, "count", "cuadre", PERMIT_AUDITOR, "batch")                                   \
	X(BIGGEST, "biggest", "mayores", PERMIT_AUDITOR, "limit")                              \
	X(SUMMARY, "summary", "resumen", PERMIT_AUDITOR, "limit")                              \
	X(BATCHES, "batches", "lotes", PERMIT_AUDITOR, "limit")                                \
	X(BATCH_TOTALS, "batch-totals", "totales-de-lotes", PERMIT_AUDITOR, "limit")           \
	X(BALANCES_OVER_TIME, "balances-over-time", "saldos-por-dia", PERMIT_AUDITOR, "limit") \
	X(FLOWS, "flows", "flujos", PERMIT_AUDITOR, "limit")                                   \
	X(HOURS, "hours", "horas", PERMIT_AUDITOR, "limit")                                    \
	X(ACTIVITY, "activity", "actividad", PERMIT_AUDITOR, "limit")                          \
	X(TOP, "top", "ranking", PERMIT_AUDITOR, "limit")                                      \
	X(USERS, "users", "usuarios", PERMIT_AUDITOR, "limit")                                 \
	X(LOG, "log", "registro", PERMIT_AUDITOR, "limit")                                     \
	X(ROLES, "roles", "roles", PERMIT_AUDITOR, "limit")                                    \
	X(PERMITS, "permits", "permisos", PERMIT_AUDITOR, "limit")                             \
	X(REGISTRATIONS, "registrations", "registros", PERMIT_AUDITOR, "limit")                \
	X(FAILED, "failed", "fallidas", PERMIT_AUDITOR, "limit")                               \
	X(OWING, "owing", "deudas", PERMIT_AUDITOR, "limit")                                   \
	X(DUES, "dues", "cuotas", PERMIT_AUDITOR, "schedule")                                  \
	X(SCHEDULES, "schedules", "programados", PERMIT_AUDITOR, "limit")                      \
	X(REQUESTS, "requests", "peticiones", PERMIT_AUDITOR, "limit")                         \
	X(HOLDS, "holds", "reservas", PERMIT_AUDITOR, "limit")                                 \
	X(FORECAST, "forecast", "prevision", PERMIT_AUDITOR, "months")                         \
	X(BUDGET, "budget", "presupuesto", PERMIT_AUDITOR, "limit")                            \
	X(LINES, "lines", "lineas", PERMIT_AUDITOR, "limit")                                   \
	X(TO_SORT, "to-sort", "por-asignar", PERMIT_AUDITOR, "limit")                          \
	X(COUNTERPARTIES, "counterparties", "contrapartes", PERMIT_AUDITOR, "limit")           \
	X(RECONCILIATION, "reconciliation", "conciliacion", PERMIT_AUDITOR, "limit")           \
	X(IMPORTS, "imports", "importaciones", PERMIT_AUDITOR, "limit")                        \
	X(EVIDENCE, "evidence", "justificantes", PERMIT_AUDITOR, "limit")                      \
	X(YEARS, "years", "ejercicios", PERMIT_AUDITOR, "limit")
/* Those that a verb of their own answers with, an operator asks for, or the site lists. */
#define REPORTS_ELSEWHERE(X)                                            \
	X(HISTORY, "history", "historial", PERMIT_NONE, NULL)           \
	X(TRANSACTION, "transaction", "transaccion", PERMIT_NONE, NULL) \
	X(WEARERS, "wearers", "portadores", PERMIT_NONE, NULL)

enum report_id {
#define REPORT_ID(id, english, spanish, permit, number) REPORT_##id,
	REPORTS_IN_CHAT(REPORT_ID) REPORTS_ELSEWHERE(REPORT_ID)
#undef REPORT_ID
		REPORTS_IN_ALL
};

struct report_name {
	const char *words[LANG_COUNT];
	enum permit permit; /* who may ask for it in a channel; PERMIT_NONE: nobody by its name */
	const char *number; /* the argument that a number alone is */
};
extern const struct report_name report_names[REPORTS_IN_ALL];
/* Those in a channel, as the choices of a parameter: ended by {NULL}. */
extern const char *const report_choices[][LANG_COUNT];

/* What a report is compared with: the period before, the same days of the year before, or the
 * months of it beside each other; ended by {NULL}. */
extern const char *const comparison_words[][LANG_COUNT];

/* The report of that English name; NULL: none. */
const struct report_name *report_name_of(const char *english);

#endif
