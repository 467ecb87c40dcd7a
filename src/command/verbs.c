/* The table of verbs. Argument keys that the ledger reads: to who from account name kind floor
 * amount unit currency behind memo limit transaction reason batch n role permit key value verb
 * code, count:ACCOUNT, count:ACCOUNT=CURRENCY, difference, and of reports name account currency
 * from to at last batch limit verb status chart csv. */
#include "command/verbs.h"

#include <string.h>

#include "base/unicode.h"
#include "command/report_names.h"

static const char *const kinds[][LANG_COUNT] = {
	{ "asset", "activo" },   { "liability", "pasivo" }, { "equity", "patrimonio" },
	{ "income", "ingreso" }, { "expense", "gasto" },    { NULL, NULL },
};
static const char *const permits[][LANG_COUNT] = {
	{ "member", "miembro" },  { "teller", "cajero" }, { "treasurer", "tesorero" },
	{ "auditor", "auditor" }, { "admin", "admin" },   { "none", "ninguno" },
	{ NULL, NULL },
};
static const char *const report_options[][LANG_COUNT] = {
	{ "account", "cuenta" }, { "from", "desde" }, { "to", "hasta" },
	{ "at", "fecha" },       { "batch", "lote" }, { "currency", "moneda" },
	{ "limit", "limite" },   { "verb", "orden" }, { "status", "estado" },
	{ NULL, NULL },
};
static const char *const statement_options[][LANG_COUNT] = { { "from", "desde" },
							     { "to", "hasta" },
							     { NULL, NULL } };
static const char *const switches[][LANG_COUNT] = { { "on", "si" },
						    { "off", "no" },
						    { NULL, NULL } };
static const char *const notice_ways[][LANG_COUNT] = {
	{ "ping", "mencion" }, { "dm", "privado" }, { "off", "no" }, { NULL, NULL }
};
static const char *const open_options[][LANG_COUNT] = { { "floor", "minimo" }, { NULL, NULL } };
static const char *const group_sizes[][LANG_COUNT] = {
	{ "one", "uno" }, { "any", "varios" }, { "none", "ninguno" }, { NULL, NULL }
};
static const char *const group_options[][LANG_COUNT] = { { "needs", "requiere" },
							 { "fee", "cuota" },
							 { NULL, NULL } };
static const char *const close_options[][LANG_COUNT] = { { "difference", "diferencia" },
							 { NULL, NULL } };
/* Of month_verbs.inc. */
static const char *const each_words[][LANG_COUNT] = {
	{ "each", "cada uno" },    { "each", "cada una" },   { "each", "cada" }, { "each", "c/u" },
	{ "split", "a repartir" }, { "split", "repartido" }, { NULL, NULL },
};
static const char *const periods[][LANG_COUNT] = {
	{ "weekly", "semanal" }, { "monthly", "mensual" }, { "quarterly", "trimestral" },
	{ "yearly", "anual" },   { NULL, NULL },
};
static const char *const always_words[][LANG_COUNT] = { { "always", "siempre" }, { NULL, NULL } };
static const char *const off_words[][LANG_COUNT] = { { "off", "no" }, { NULL, NULL } };
static const char *const carry_words[][LANG_COUNT] = { { "carry", "arrastra" }, { NULL, NULL } };
static const char *const without_me[][LANG_COUNT] = { { "without me", "sin mi" }, { NULL, NULL } };
static const char *const block_words[][LANG_COUNT] = { { "block", "bloquear" }, { NULL, NULL } };
static const char *const unblock_words[][LANG_COUNT] = { { "unblock", "desbloquear" },
							 { NULL, NULL } };
static const char *const from_words[][LANG_COUNT] = { { "from", "de" }, { NULL, NULL } };
static const char *const into_words[][LANG_COUNT] = { { "into", "en" }, { NULL, NULL } };
static const char *const to_words[][LANG_COUNT] = { { "to", "a" }, { NULL, NULL } };
static const char *const due_options[][LANG_COUNT] = { { "due", "vence" }, { NULL, NULL } };
static const char *const charge_options[][LANG_COUNT] = { { "into", "en" },
							  { "due", "vence" },
							  { NULL, NULL } };
static const char *const hold_options[][LANG_COUNT] = { { "to", "a" },
							{ "until", "hasta" },
							{ NULL, NULL } };
static const char *const to_options[][LANG_COUNT] = { { "to", "a" }, { NULL, NULL } };
static const char *const every_options[][LANG_COUNT] = {
	{ "from", "de" }, { "until", "hasta" }, { "short", "falta" }, { NULL, NULL }
};
static const char *const dues_options[][LANG_COUNT] = { { "into", "en" },
							{ "until", "hasta" },
							{ NULL, NULL } };
static const char *const limit_options[][LANG_COUNT] = {
	{ "payment", "pago" }, { "day", "dia" },        { "week", "semana" },
	{ "month", "mes" },    { "ceiling", "maximo" }, { NULL, NULL },
};
static const char *const until_words[][LANG_COUNT] = { { "until", "hasta" }, { NULL, NULL } };
static const char *const every_words[][LANG_COUNT] = { { "from", "desde" },
						       { "until", "hasta" },
						       { "times", "veces" },
						       { "at", "a las" },
						       { NULL, NULL } };
static const char *const dues_words[][LANG_COUNT] = {
	{ "on", "el" },      { "prorate", "prorrateo" },      { "grace", "gracia" },
	{ "from", "desde" }, { "then lose", "luego quitar" }, { "until", "hasta" },
	{ NULL, NULL },
};

/* clang-format off */
#define WHO { PARAM_ACCOUNT, "who", { "@who", "@quien" }, 0, NULL }
#define WHO_OPTIONAL { PARAM_ACCOUNT, "who", { "@who", "@quien" }, 1, NULL }
#define AMOUNT { PARAM_AMOUNT, "amount", { "amount", "importe" }, 0, NULL }
#define CURRENCY { PARAM_CURRENCY, "currency", { "currency", "moneda" }, 1, NULL }
#define MEMO { PARAM_MEMO, "memo", { "memo", "concepto" }, 0, NULL }
#define MEMO_OPTIONAL { PARAM_MEMO, "memo", { "memo", "concepto" }, 1, NULL }
#define ACCOUNT { PARAM_ACCOUNT, "account", { "account", "cuenta" }, 0, NULL }
#define ROLE_NAME { PARAM_ROLE_NAME, "role", { "@role", "@rol" }, 0, NULL }
#define USER { PARAM_USER, "who", { "@who", "@quien" }, 0, NULL }
#define REQUEST { PARAM_REQUEST, "who", { "n|@who", "n|@quien" }, 0, NULL }
#define TRANSACTION { PARAM_TRANSACTION, "transaction", { "transaction", "transaccion" }, 0, NULL }
#define COUNT { PARAM_NUMBER, "n", { "n", "n" }, 1, NULL }
#define BATCH { PARAM_NUMBER, "batch", { "batch", "lote" }, 1, NULL }
/* Of month_verbs.inc. */
#define N { PARAM_NUMBER, "n", { "n", "n" }, 0, NULL }
#define SCHEDULE { PARAM_NUMBER, "schedule", { "n", "n" }, 0, NULL }
#define PART { PARAM_PART, "amount", { "amount", "importe" }, 1, NULL }
#define REASON { PARAM_MEMO, "memo", { "reason", "motivo" }, 0, NULL }
#define REASON_OPTIONAL { PARAM_MEMO, "memo", { "reason", "motivo" }, 1, NULL }
#define MEMBER_OPTIONAL { PARAM_USER, "who", { "@who", "@quien" }, 1, NULL }
#define PAYEES { PARAM_PAYEES, "payees", { "@who…", "@quien…" }, 0, NULL }
#define AMOUNT_WITH_FIRST { PARAM_AMOUNT, "amount", { "amount", "importe" }, WITH_FIRST, NULL }
#define PERIOD { PARAM_CHOICE, "period", { "period", "periodo" }, WITH_FIRST, periods }
#define NEAR(key, words, english, spanish) \
	{ PARAM_NEAR_ACCOUNT, key, { english, spanish }, 1, words }
#define EXTRAS(options, english, spanish) \
	{ PARAM_EXTRAS, "options", { english, spanish }, 1, options }
#define CLAUSES(words, english, spanish) \
	{ PARAM_CLAUSES, "clauses", { english, spanish }, 1, words }
/* clang-format on */

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wmissing-field-initializers" /* a row names the traits that it \
								 has; clang wants all of them */
const struct verb verb_table[VERB_COUNT] = {
	[VERB_HELP] = { VERB_HELP,
			"help",
			{ "help", "ayuda" },
			PERMIT_MEMBER,
			N_("shows the commands, or explains one"),
			{ { PARAM_HELP, "verb", { "command|topic", "orden|tema" }, 1, NULL } },
			.traits = TRAIT_ASKS },
	[VERB_REGISTER] = { VERB_REGISTER,
			    "register",
			    { "register", "registrar|registrarme" },
			    PERMIT_MEMBER,
			    N_("opens your account; a treasurer can open it for others"),
			    { { PARAM_USER, "who", { "@who", "@quien" }, 1, NULL } },
			    .traits = TRAIT_REGISTERS | TRAIT_READS_ROLES | TRAIT_READS_MEMBERS },
	[VERB_WHOAMI] = { VERB_WHOAMI,
			  "whoami",
			  { "whoami", "quiensoy" },
			  PERMIT_MEMBER,
			  N_("says who you are here and what you may do"),
			  { { 0 } },
			  .traits = TRAIT_ASKS },
	[VERB_BALANCE] = { VERB_BALANCE,
			   "balance",
			   { "balance", "saldo" },
			   PERMIT_MEMBER,
			   N_("shows what you have"),
			   { WHO_OPTIONAL },
			   .title = N_("Balance"),
			   .traits = TRAIT_ASKS | TRAIT_ANSWERS_ALONE },
	[VERB_HISTORY] = { VERB_HISTORY,
			   "history",
			   { "history", "historial" },
			   PERMIT_MEMBER,
			   N_("shows your last movements"),
			   { WHO_OPTIONAL, COUNT },
			   .title = N_("Latest movements"),
			   .traits = TRAIT_ASKS | TRAIT_ANSWERS_ALONE },
	[VERB_PAY] = { VERB_PAY,
		       N_("pay"),
		       { "pay|transfer", "pagar|transferir" },
		       PERMIT_MEMBER,
		       N_("pays somebody from your account"),
		       { { PARAM_PAYEES, "payees", { NULL, NULL }, 1, NULL },
			 { PARAM_ACCOUNT, "to", { "@to…", "@a…" }, 0, NULL },
			 AMOUNT,
			 CURRENCY,
			 { PARAM_EACH,
			   "each",
			   { "each|split", "cada uno|a repartir" },
			   1,
			   each_words },
			 MEMO_OPTIONAL },
		       .title = N_("Payment"),
		       .traits = TRAIT_MOVES_MONEY | TRAIT_LIMITED },
	[VERB_TOP] = { VERB_TOP,
		       "top",
		       { "top", "ranking" },
		       PERMIT_MEMBER,
		       N_("shows who has the most"),
		       { COUNT },
		       .title = N_("Highest balances"),
		       .traits = TRAIT_ASKS },
	[VERB_BATCH_STATUS] = { VERB_BATCH_STATUS,
				"batch status",
				{ "batch status", "lote estado" },
				PERMIT_MEMBER,
				N_("says which batch is open"),
				{ { 0 } },
				.title = N_("Batch"),
				.traits = TRAIT_ASKS },
	[VERB_DEPOSIT] = { VERB_DEPOSIT,
			   N_("deposit"),
			   { "deposit", "depositar" },
			   PERMIT_TELLER,
			   N_("books cash that a member hands in"),
			   { WHO, AMOUNT, CURRENCY, MEMO },
			   .title = N_("Deposit"),
			   .traits = TRAIT_MOVES_MONEY | TRAIT_PAYS_IN },
	[VERB_WITHDRAW] = { VERB_WITHDRAW,
			    N_("withdraw"),
			    { "withdraw", "retirar" },
			    PERMIT_TELLER,
			    N_("books cash that a member takes out"),
			    { WHO, AMOUNT, CURRENCY, MEMO },
			    .title = N_("Withdrawal"),
			    .traits = TRAIT_MOVES_MONEY | TRAIT_PAYS_OUT },
	[VERB_MOVE] = { VERB_MOVE,
			N_("move"),
			{ "move", "mover" },
			PERMIT_TELLER,
			N_("moves an amount between two accounts"),
			{ { PARAM_ACCOUNT, "from", { "from", "desde" }, 0, NULL },
			  { PARAM_ACCOUNT, "to", { "to", "hasta" }, 0, NULL },
			  AMOUNT,
			  CURRENCY,
			  MEMO },
			.title = N_("Transfer"),
			.traits = TRAIT_MOVES_MONEY },
	[VERB_ACCOUNT_OPEN] = { VERB_ACCOUNT_OPEN,
				"account open",
				{ "account open", "cuenta abrir" },
				PERMIT_TREASURER,
				N_("opens an account of the guild"),
				{ { PARAM_NAME, "name", { "name", "nombre" }, 0, NULL },
				  { PARAM_CHOICE, "kind", { "kind", "tipo" }, 0, kinds },
				  { PARAM_OPTIONS,
				    "floor",
				    { "floor=amount", "minimo=importe" },
				    1,
				    open_options } },
				.traits = TRAIT_OPENS_ACCOUNT | TRAIT_SETS_FLOOR },
	[VERB_ACCOUNT_CLOSE] = { VERB_ACCOUNT_CLOSE,
				 "account close",
				 { "account close", "cuenta cerrar" },
				 PERMIT_TREASURER,
				 N_("closes an empty account"),
				 { ACCOUNT },
				 .traits = TRAIT_CHANGES_ACCOUNT },
	[VERB_ACCOUNT_FREEZE] = { VERB_ACCOUNT_FREEZE,
				  "account freeze",
				  { "account freeze", "cuenta congelar" },
				  PERMIT_TREASURER,
				  N_("stops all movements of an account"),
				  { ACCOUNT },
				  .traits = TRAIT_CHANGES_ACCOUNT },
	[VERB_ACCOUNT_UNFREEZE] = { VERB_ACCOUNT_UNFREEZE,
				    "account unfreeze",
				    { "account unfreeze", "cuenta descongelar" },
				    PERMIT_TREASURER,
				    N_("lets an account move again"),
				    { ACCOUNT },
				    .traits = TRAIT_CHANGES_ACCOUNT },
	[VERB_ACCOUNT_LIMIT] = { VERB_ACCOUNT_LIMIT,
				 "account limit",
				 { "account limit", "cuenta limite" },
				 PERMIT_TREASURER,
				 N_("sets how far down an account may go"),
				 { ACCOUNT,
				   { PARAM_LIMIT,
				     "limit",
				     { "amount|none", "importe|ninguno" },
				     0,
				     NULL },
				   CURRENCY },
				 .traits = TRAIT_SETS_FLOOR | TRAIT_CHANGES_ACCOUNT },
	[VERB_REVERSE] = { VERB_REVERSE,
			   N_("reverse"),
			   { "reverse", "anular|revertir" },
			   PERMIT_TREASURER,
			   N_("undoes a transaction by booking its opposite"),
			   { TRANSACTION,
			     { PARAM_MEMO, "reason", { "reason", "motivo" }, 0, NULL } },
			   .title = N_("Reversal"),
			   .traits = TRAIT_MOVES_MONEY | TRAIT_REVERSES },
	[VERB_BATCH_OPEN] = { VERB_BATCH_OPEN,
			      "batch open",
			      { "batch open", "lote abrir" },
			      PERMIT_TREASURER,
			      N_("opens a batch"),
			      { { 0 } } },
	[VERB_BATCH_CLOSE] = { VERB_BATCH_CLOSE,
			       N_("batch close"),
			       { "batch close", "lote cerrar" },
			       PERMIT_TREASURER,
			       N_("counts, closes and seals the open batch"),
			       { { PARAM_OPTIONS,
				   "count",
				   { "till=counted|uncounted till=40USD difference=book",
				     "caja=contado|sin-contar caja=40USD diferencia=apuntar" },
				   1,
				   close_options } },
			       .title = N_("Batch closed"),
			       .traits = TRAIT_MOVES_MONEY | TRAIT_SEALS },
	[VERB_BATCH_LIST] = { VERB_BATCH_LIST,
			      "batch list",
			      { "batch list", "lote lista" },
			      PERMIT_AUDITOR,
			      N_("lists the last batches"),
			      { COUNT },
			      .title = N_("Batches"),
			      .traits = TRAIT_ASKS },
	[VERB_BATCH_SHOW] = { VERB_BATCH_SHOW,
			      "batch show",
			      { "batch show", "lote ver" },
			      PERMIT_AUDITOR,
			      N_("shows the control totals of a batch"),
			      { BATCH },
			      .title = N_("Batch"),
			      .traits = TRAIT_ASKS },
	[VERB_REPORT] = { VERB_REPORT,
			  "report",
			  { "report", "informe" },
			  PERMIT_AUDITOR,
			  N_("shows a report"),
			  { { PARAM_CHOICE, "name", { "report", "informe" }, 0, report_choices },
			    { PARAM_OPTIONS,
			      "report",
			      { "@who 30d account= from= to= at= batch= currency= limit= verb= "
				"status= chart csv",
				"@quien 30d cuenta= desde= hasta= fecha= lote= moneda= limite= "
				"orden= estado= grafico csv" },
			      1,
			      report_options } },
			  .title = N_("Report"),
			  .traits = TRAIT_ASKS | TRAIT_LOCAL_DAYS },
	[VERB_PERMIT] = { VERB_PERMIT,
			  "permit",
			  { "permit", "permiso" },
			  PERMIT_ADMIN,
			  N_("sets what the members with a role may do"),
			  { { PARAM_ROLE, "role", { "@role", "@rol" }, 0, NULL },
			    { PARAM_CHOICE, "permit", { "permit", "permiso" }, 0, permits } },
			  .traits = TRAIT_QUIET },
	[VERB_PERMITS] = { VERB_PERMITS,
			   "permits",
			   { "permits", "permisos" },
			   PERMIT_ADMIN,
			   N_("lists what each role may do"),
			   { { 0 } },
			   .traits = TRAIT_ASKS | TRAIT_READS_ROLES },
	[VERB_CONFIG] = { VERB_CONFIG,
			  "config",
			  { "config", "ajuste" },
			  PERMIT_ADMIN,
			  N_("shows the settings, or changes one"),
			  { { PARAM_SETTING, "key", { "key", "clave" }, 1, NULL },
			    { PARAM_VALUE, "value", { "value", "valor" }, 1, NULL } },
			  .traits = TRAIT_QUIET | TRAIT_READS_ROLES },
	[VERB_UNREGISTER] = { VERB_UNREGISTER,
			      "unregister",
			      { "unregister", "baja" },
			      PERMIT_MEMBER,
			      N_("closes your account, when it is empty"),
			      { { 0 } },
			      .traits = TRAIT_READS_MEMBERS },
	[VERB_APPROVE] = { VERB_APPROVE,
			   "approve",
			   { "approve", "aprobar" },
			   PERMIT_MEMBER,
			   N_("approves what waits, or a member's registration"),
			   { REQUEST,
			     { PARAM_FLAG, "always", { "always", "siempre" }, 1, always_words },
			     REASON_OPTIONAL },
			   .traits = TRAIT_REGISTERS | TRAIT_READS_ROLES },
	[VERB_REJECT] = { VERB_REJECT,
			  "reject",
			  { "reject", "rechazar" },
			  PERMIT_MEMBER,
			  N_("turns down what waits, or a member's registration"),
			  { REQUEST, REASON_OPTIONAL } },
	[VERB_ROLES] = { VERB_ROLES,
			 "roles",
			 { "roles", "roles" },
			 PERMIT_MEMBER,
			 N_("shows the roles that you can choose"),
			 { { 0 } },
			 .traits = TRAIT_ASKS | TRAIT_READS_ROLES | TRAIT_READS_MEMBERS },
	[VERB_ROLE_TAKE] = { VERB_ROLE_TAKE,
			     N_("role take"),
			     { "role take", "rol tomar" },
			     PERMIT_MEMBER,
			     N_("takes a role that is offered"),
			     { ROLE_NAME },
			     .traits = TRAIT_QUIET | TRAIT_MOVES_MONEY },
	[VERB_ROLE_LEAVE] = { VERB_ROLE_LEAVE,
			      "role leave",
			      { "role leave", "rol dejar" },
			      PERMIT_MEMBER,
			      N_("leaves a role that is offered"),
			      { ROLE_NAME },
			      .traits = TRAIT_QUIET },
	[VERB_ROLE_GROUP] = { VERB_ROLE_GROUP,
			      "role group",
			      { "role group", "rol grupo" },
			      PERMIT_ADMIN,
			      N_("offers roles in a group, of which a member may have one or "
				 "several"),
			      { { PARAM_NAME, "name", { "name", "nombre" }, 0, NULL },
				{ PARAM_CHOICE, "most", { "size", "cuantos" }, 0, group_sizes },
				{ PARAM_ROLES,
				  "roles",
				  { "@role… needs=@role|registered fee=amount",
				    "@rol… requiere=@rol|registrado cuota=importe" },
				  1,
				  group_options } },
			      .traits = TRAIT_OPENS_FEES },
	[VERB_ROLE_ALLOW] = { VERB_ROLE_ALLOW,
			      "role allow",
			      { "role allow", "rol permitir" },
			      PERMIT_ADMIN,
			      N_("offers a role by itself"),
			      { ROLE_NAME } },
	[VERB_ROLE_DENY] = { VERB_ROLE_DENY,
			     "role deny",
			     { "role deny", "rol prohibir" },
			     PERMIT_ADMIN,
			     N_("stops offering a role"),
			     { ROLE_NAME } },
	[VERB_ROLE_GRANT] = { VERB_ROLE_GRANT,
			      "role grant",
			      { "role grant", "rol dar" },
			      PERMIT_ADMIN,
			      N_("gives a role, for good or until a time"),
			      { USER,
				{ PARAM_ROLE_NAME, "role", { "@role", "@rol" }, 0, NULL },
				{ PARAM_NAME,
				  "until",
				  { "7d|2026-12-31", "7d|2026-12-31" },
				  1,
				  NULL } },
			      .traits = TRAIT_OWN_BY_RULE | TRAIT_LOCAL_DAYS | TRAIT_GRANTS_ROLE },
	[VERB_ROLE_REVOKE] = { VERB_ROLE_REVOKE,
			       "role revoke",
			       { "role revoke", "rol quitar" },
			       PERMIT_ADMIN,
			       N_("takes a role away"),
			       { USER, ROLE_NAME },
			       .traits = TRAIT_OWN_BY_RULE },
	[VERB_ROLE_LIST] = { VERB_ROLE_LIST,
			     "role list",
			     { "role list", "rol lista" },
			     PERMIT_AUDITOR,
			     N_("lists the roles: their groups, permits and members"),
			     { { 0 } },
			     .traits = TRAIT_ASKS | TRAIT_READS_ROLES | TRAIT_READS_MEMBERS |
				       TRAIT_ROLES_OF_NOW },
	[VERB_ROLE_WHO] = { VERB_ROLE_WHO,
			    "role who",
			    { "role who", "rol quienes" },
			    PERMIT_AUDITOR,
			    N_("lists the members with a role"),
			    { ROLE_NAME },
			    .traits = TRAIT_ASKS },
	[VERB_WHY] = { VERB_WHY,
		       "why",
		       { "why", "porque" },
		       PERMIT_AUDITOR,
		       N_("explains what a member may do, and why"),
		       { USER, { PARAM_VERB, "verb", { "command", "orden" }, 0, NULL } },
		       .traits = TRAIT_ASKS | TRAIT_READS_ROLES | TRAIT_READS_MEMBERS },
	[VERB_MYDATA] = { VERB_MYDATA,
			  "mydata",
			  { "mydata", "misdatos" },
			  PERMIT_MEMBER,
			  N_("sends you everything that is kept about you"),
			  { { 0 } },
			  .traits = TRAIT_ASKS | TRAIT_SENDS_DATA },
	[VERB_FORGET] = { VERB_FORGET,
			  "forget",
			  { "forget", "olvidar" },
			  PERMIT_MEMBER,
			  N_("deletes your name and texts; an admin can delete those of others"),
			  { USER },
			  .traits = TRAIT_QUIET | TRAIT_FORGETS },
	[VERB_VERIFY] = { VERB_VERIFY,
			  "verify",
			  { "verify", "verificar" },
			  PERMIT_MEMBER,
			  N_("checks a receipt against the books"),
			  { { PARAM_RECEIPT, "code", { "receipt", "recibo" }, 0, NULL } },
			  .title = N_("Receipt"),
			  .traits = TRAIT_ASKS },
	[VERB_TRANSACTION] = { VERB_TRANSACTION,
			       "transaction",
			       { "transaction", "transaccion" },
			       PERMIT_MEMBER,
			       N_("shows all details of one of your movements"),
			       { TRANSACTION },
			       .title = N_("Transaction"),
			       .traits = TRAIT_ASKS },
	[VERB_STATEMENT] = { VERB_STATEMENT,
			     "statement",
			     { "statement", "extracto" },
			     PERMIT_MEMBER,
			     N_("shows all your movements of a period"),
			     { { PARAM_OPTIONS,
				 "period",
				 { "30d|2026-11 from= to= csv", "30d|2026-11 desde= hasta= csv" },
				 1,
				 statement_options } },
			     .traits = TRAIT_ASKS | TRAIT_LOCAL_DAYS | TRAIT_ANSWERS_ALONE },
	[VERB_PRIVATE] = { VERB_PRIVATE,
			   "private",
			   { "private", "privado" },
			   PERMIT_MEMBER,
			   N_("sends what you have as direct messages"),
			   { { PARAM_CHOICE, "value", { "on|off", "si|no" }, 1, switches } },
			   .traits = TRAIT_QUIET },
	[VERB_HIDDEN] = { VERB_HIDDEN,
			  "hidden",
			  { "hidden", "oculto" },
			  PERMIT_MEMBER,
			  N_("leaves you out of the list of highest balances"),
			  { { PARAM_CHOICE, "value", { "on|off", "si|no" }, 1, switches } },
			  .traits = TRAIT_QUIET },
	[VERB_NOTICES] = { VERB_NOTICES,
			   "notices",
			   { "notices", "avisos" },
			   PERMIT_MEMBER,
			   N_("sets how you hear that your money moved"),
			   { { PARAM_NEAR_USER,
			       "block",
			       { "block @who", "bloquear @quien" },
			       1,
			       block_words },
			     { PARAM_NEAR_USER,
			       "unblock",
			       { "unblock @who", "desbloquear @quien" },
			       1,
			       unblock_words },
			     { PARAM_CHOICE,
			       "value",
			       { "ping|dm|off", "mencion|privado|no" },
			       1,
			       notice_ways } },
			   .traits = TRAIT_QUIET | TRAIT_SETS_NOTICES },

#include "command/month_verbs.inc"
};
const struct verb refund_verb = { .id = VERB_COUNT,
				  .name = "refund",
				  .traits = TRAIT_MOVES_MONEY | TRAIT_REVERSES };
#pragma GCC diagnostic pop

const struct verb *verb_named(const char *name)
{
	for (size_t i = 0; i < VERB_COUNT; i++)
		if (*verb_table[i].name == *name && strcmp(verb_table[i].name, name) == 0)
			return &verb_table[i];
	return NULL;
}

unsigned verb_traits(const char *name)
{
	const struct verb *verb =
		strcmp(name, refund_verb.name) == 0 ? &refund_verb : verb_named(name);
	return verb ? verb->traits : 0;
}

bool word_is_uncounted(struct arena *arena, const char *text)
{
	static const char *const words[] = { UNCOUNTED, "not-counted", "not counted",
					     UNCOUNTED_SPANISH, "sin contar" };
	const char *folded = text_fold(arena, text);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcmp(words[i], folded) == 0)
			return true;
	return false;
}

bool verb_of_office(const struct verb *verb)
{
	return verb->permit & (PERMIT_TELLER | PERMIT_TREASURER | PERMIT_ADMIN);
}

const struct parameter *parameter_of(const struct verb *verb, enum parameter_kind kind)
{
	for (const struct parameter *parameter = verb->parameters; parameter->key; parameter++)
		if (parameter->kind == kind)
			return parameter;
	return NULL;
}

/* WANTED: kinds of parameters, a set of bits. */
static bool takes_any(const struct verb *verb, unsigned wanted)
{
	for (const struct parameter *parameter = verb->parameters; parameter->key; parameter++)
		if (wanted & 1U << parameter->kind)
			return true;
	return false;
}

bool verb_takes(const struct verb *verb, enum parameter_kind kind)
{
	return takes_any(verb, 1U << kind);
}

/* Roles that somebody has or gets. */
static const unsigned member_role_kinds = 1U << PARAM_ROLE_NAME | 1U << PARAM_ROLES;

bool verb_reads_roles(const struct verb *verb)
{
	return verb->traits & TRAIT_READS_ROLES ||
	       takes_any(verb, member_role_kinds | 1U << PARAM_ROLE);
}

bool verb_reads_members(const struct verb *verb)
{
	return verb->traits & TRAIT_READS_MEMBERS ||
	       takes_any(verb, member_role_kinds | 1U << PARAM_REQUEST);
}

bool verb_needs_roles_of_now(const struct verb *verb)
{
	return verb->traits & TRAIT_ROLES_OF_NOW || takes_any(verb, member_role_kinds);
}
