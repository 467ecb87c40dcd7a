/* The table of settings. */
#include "command/setting_rows.h"

static const struct setting_choice switch_values[] = { { "on", "si", { NULL, "sí" } },
						       { "off", "no", { NULL } },
						       { 0 } };
static const struct setting_choice languages[] = { { "en", NULL, { "English", "inglés" } },
						   { "es", NULL, { "Spanish", "español" } },
						   { 0 } };
static const struct setting_choice readings[] = {
	[READING_ALL] = { "all", "todo", { NULL } },
	[READING_MENTIONS] = { "mentions", "menciones", { NULL } },
	{ 0 }
};
static const struct setting_choice chart_themes[] = {
	[CHART_DARK] = { "dark", "oscuro", { NULL } },
	[CHART_LIGHT] = { "light", "claro", { NULL } },
	{ 0 }
};
static const struct setting_choice batch_policies[] = {
	[BATCH_AUTO] = { "auto", NULL, { NULL } },
	[BATCH_MANUAL] = { "manual", NULL, { NULL } },
	{ 0 }
};
static const struct setting_choice registration_policies[] = {
	[REGISTRATION_OPEN] = { "open", "abierto", { NULL } },
	[REGISTRATION_ROLE] = { "role", "rol", { NULL } },
	[REGISTRATION_APPROVAL] = { "approval", "aprobacion", { NULL, "aprobación" } },
	[REGISTRATION_INVITATION] = { "invitation",
				      "invitacion|tesorero|treasurer",
				      { NULL, "invitación" } },
	{ 0 }
};
static const struct setting_choice authorities[] = {
	[AUTHORITY_BOOKS] = { "books", "libros", { NULL } },
	[AUTHORITY_DISCORD] = { "discord", NULL, { "Discord", "Discord" } },
	{ 0 }
};

static const struct setting_choice budget_policies[] = {
	[BUDGET_WARN] = { "warn", "avisar", { NULL } },
	[BUDGET_REFUSE] = { "refuse", "rechazar", { NULL } },
	{ 0 }
};
static const struct setting_choice approval_verbs[] = {
	[APPROVAL_MOVE] = { "move", "mover", { NULL } },
	[APPROVAL_WITHDRAW] = { "withdraw", "retirar", { NULL } },
	[APPROVAL_REVERSE] = { "reverse", "anular", { NULL } },
	[APPROVAL_LIMIT] = { "limit", "limite", { NULL, "límite" } },
	[APPROVAL_CAPTURE] = { "capture", "capturar", { NULL } },
	[APPROVAL_EVERY] = { "every", "cada", { NULL } },
	[APPROVAL_PAYROLL] = { "payroll", "sueldos", { NULL } },
	[APPROVAL_DUES] = { "dues", "cuotas", { NULL } },
	[APPROVAL_CHARGE] = { "charge", "cobrar", { NULL } },
	[APPROVAL_ASSIGN] = { "assign", "asignar", { NULL } },
	[APPROVAL_IMPORT] = { "import", "importar", { NULL } },
	[APPROVAL_CLOSE] = { "close", "cerrar", { NULL } },
	[APPROVAL_YEAR] = { "year", "ano", { NULL, "año" } },
	[APPROVAL_DEPOSIT] = { "deposit", "depositar|ingresar", { NULL } },
	{ 0 }
};

const char *const setting_group_titles[SETTING_GROUPS] = {
	[SETTING_GROUP_COMMANDS] = N_("Commands"),
	[SETTING_GROUP_MEMBERS] = N_("Members"),
	[SETTING_GROUP_MONEY] = N_("Money"),
	[SETTING_GROUP_CONTROL] = N_("Approvals and limits"),
	[SETTING_GROUP_MONTH] = N_("Requests, holds and schedules"),
	[SETTING_GROUP_REPORTS] = N_("Reports"),
	[SETTING_GROUP_BOT] = N_("Set by the bot"),
};

/* Rows that differ in little more than their words. */
#define AMOUNT_ROW(name, other, text)                                                           \
	{                                                                                       \
		.key = (name), .spanish = (other), .type = SETTING_TYPE_AMOUNT, .help = (text), \
		.default_value = SETTING_NONE, .group = SETTING_GROUP_CONTROL                   \
	}
#define LIMIT_ROW(name, other, text)                                                             \
	{                                                                                        \
		.key = (name), .spanish = (other), .type = SETTING_TYPE_AMOUNT, .help = (text),  \
		.default_value = SETTING_NONE, .group = SETTING_GROUP_CONTROL, .by_permit = true \
	}
#define COUNT_ROW(name, other, in, normal, highest, text)                                        \
	{                                                                                        \
		.key = (name), .spanish = (other), .type = SETTING_TYPE_INTEGER, .help = (text), \
		.default_value = (normal), .least = 1, .most = (highest), .group = (in)          \
	}

const struct setting_row setting_rows[SETTING_COUNT] = {
	[SETTING_PREFIX] = { .key = "prefix",
			     .spanish = "prefijo",
			     .type = SETTING_TYPE_TEXT,
			     .default_value = "!",
			     .help = N_("what a command begins with") },
	[SETTING_LANGUAGE] = { .key = "language",
			       .spanish = "idioma",
			       .type = SETTING_TYPE_GUILD,
			       .help = N_("the language of what the bot says by itself"),
			       .choices = languages },
	[SETTING_CURRENCY] = { .key = "currency",
			       .spanish = "moneda",
			       .type = SETTING_TYPE_GUILD,
			       .setter = SETTING_BY_BOT_SHOWN,
			       .help = N_("the main currency"),
			       .group = SETTING_GROUP_MONEY },
	[SETTING_CHANNEL] = { .key = "channel",
			      .spanish = "canal",
			      .type = SETTING_TYPE_SWITCHED,
			      .help = N_("whether commands in a channel are read"),
			      .choices = switch_values },
	[SETTING_THREADS] = { .key = "threads",
			      .spanish = "hilos",
			      .type = SETTING_TYPE_BOOL,
			      .default_value = "off",
			      .help = N_("whether threads of these channels are read, too"),
			      .choices = switch_values },
	[SETTING_READING] = { .key = "reading",
			      .spanish = "lectura",
			      .type = SETTING_TYPE_CHOICE,
			      .default_value = "all",
			      .help = N_("whether all messages are read, or only those that "
					 "mention the bot"),
			      .choices = readings },
	[SETTING_REPORT_CHANNEL] = { .key = "report.channel",
				     .spanish = "informe.canal",
				     .type = SETTING_TYPE_CHANNEL,
				     .default_value = SETTING_NONE,
				     .help = N_("the channel of scheduled reports and batch "
						"sheets"),
				     .group = SETTING_GROUP_REPORTS },
	[SETTING_CHART_THEME] = { .key = "chart.theme",
				  .spanish = "grafico.tema",
				  .type = SETTING_TYPE_CHOICE,
				  .default_value = "dark",
				  .help = N_("the colours of charts in answers"),
				  .choices = chart_themes,
				  .group = SETTING_GROUP_REPORTS },
	[SETTING_BATCH_SHEET] = { .key = "batch.sheet",
				  .spanish = "lote.hoja",
				  .type = SETTING_TYPE_BOOL,
				  .default_value = "on",
				  .help = N_("whether the sheet of a closed batch is posted"),
				  .choices = switch_values,
				  .group = SETTING_GROUP_REPORTS },
	[SETTING_BATCH_POLICY] = { .key = "batch.policy",
				   .spanish = "lote.politica",
				   .type = SETTING_TYPE_CHOICE,
				   .default_value = "auto",
				   .help = N_("whether a batch opens by itself when one is needed"),
				   .choices = batch_policies,
				   .group = SETTING_GROUP_MONEY },
	[SETTING_REGISTRATION] = { .key = "registration",
				   .spanish = "registro",
				   .type = SETTING_TYPE_CHOICE,
				   .default_value = "open",
				   .help = N_("who opens an account, and with whose approval"),
				   .choices = registration_policies,
				   .group = SETTING_GROUP_MEMBERS },
	[SETTING_REGISTRATION_ROLE] = { .key = "registration.role",
					.spanish = "registro.rol",
					.type = SETTING_TYPE_ROLE,
					.default_value = SETTING_NONE,
					.help = N_("the role that members need to register"),
					.group = SETTING_GROUP_MEMBERS },
	[SETTING_REGISTRATION_GRANTS] = { .key = "registration.grants",
					  .spanish = "registro.da",
					  .type = SETTING_TYPE_ROLE,
					  .default_value = SETTING_NONE,
					  .help = N_("the role that members get by registering"),
					  .group = SETTING_GROUP_MEMBERS },
	[SETTING_HINTS] = { .key = "hints",
			    .spanish = "sugerencias",
			    .type = SETTING_TYPE_BOOL,
			    .default_value = "on",
			    .help = N_("whether a typing error is answered with the line that was "
				       "meant"),
			    .choices = switch_values },
	[SETTING_BUTTONS] = { .key = "buttons",
			      .spanish = "botones",
			      .type = SETTING_TYPE_BOOL,
			      .default_value = "off",
			      .help = N_("whether messages have buttons to decide with; they need "
					 "a web server for Discord's interactions"),
			      .choices = switch_values },
	[SETTING_ANSWERS_PRIVATE] = { .key = "answers.private",
				      .spanish = "respuestas.privadas",
				      .type = SETTING_TYPE_BOOL,
				      .default_value = "off",
				      .help = N_("whether all members get balance, history and "
						 "statement as direct messages"),
				      .choices = switch_values },
	[SETTING_SITE_URL] = { .key = "site.url",
			       .spanish = "web.url",
			       .type = SETTING_TYPE_TEXT,
			       .default_value = SETTING_NONE,
			       .help = N_("the address of the guild's site: answers get a button "
					  "that opens their page there") },
	[SETTING_CHATTER_LIMIT] = { .key = "chatter.limit",
				    .spanish = "consultas.limite",
				    .type = SETTING_TYPE_INTEGER,
				    .default_value = "20",
				    .help = N_("how many questions a member may ask in a minute"),
				    .least = 5,
				    .most = 10000,
				    .zero = N_("no limit") },
	[SETTING_ROLES_AUTHORITY] = { .key = "roles.authority",
				      .spanish = "roles.autoridad",
				      .type = SETTING_TYPE_CHOICE,
				      .default_value = "books",
				      .help = N_("who is right when somebody changes a role by "
						 "hand"),
				      .choices = authorities,
				      .group = SETTING_GROUP_MEMBERS },
	[SETTING_BOT_ID] = { .key = "bot.id",
			     .spanish = "bot.id",
			     .type = SETTING_TYPE_ID,
			     .setter = SETTING_BY_BOT_SHOWN,
			     .default_value = SETTING_NONE,
			     .help = N_("the user that the bot is"),
			     .group = SETTING_GROUP_BOT },
	[SETTING_BOT_ROLE] = { .key = "bot.role",
			       .spanish = "bot.rol",
			       .type = SETTING_TYPE_ROLE,
			       .setter = SETTING_BY_BOT_SHOWN,
			       .default_value = SETTING_NONE,
			       .help = N_("the bot's own role"),
			       .group = SETTING_GROUP_BOT },
	[SETTING_CURRENCY_CODE] = { .key = "currency.CODE",
				    .spanish = "moneda.CODE",
				    .type = SETTING_TYPE_CURRENCY,
				    .help = N_("adds a currency with so many decimals"),
				    .group = SETTING_GROUP_MONEY },
	[SETTING_APPROVAL_OVER] = AMOUNT_ROW("approval.over", "aprobacion.mas-de",
					     N_("above what amount a second person approves")),
	[SETTING_APPROVAL_VERBS] = { .key = "approval.verbs",
				     .spanish = "aprobacion.ordenes",
				     .type = SETTING_TYPE_CHOICES,
				     .default_value = "move withdraw reverse limit capture every "
						      "payroll dues charge assign import close "
						      "year",
				     .help = N_("which commands a second person approves"),
				     .choices = approval_verbs,
				     .group = SETTING_GROUP_CONTROL },
	[SETTING_APPROVAL_DAY] = AMOUNT_ROW("approval.day", "aprobacion.dia",
					    N_("above what sum of one person's day a second person "
					       "approves")),
	[SETTING_APPROVAL_DAYS] =
		COUNT_ROW("approval.days", "aprobacion.dias", SETTING_GROUP_CONTROL, "7", 365,
			  N_("after how many days a request for approval ends")),
	[SETTING_TREASURY_CHANNEL] = { .key = "treasury.channel",
				       .spanish = "canal.tesoreria",
				       .type = SETTING_TYPE_CHANNEL,
				       .default_value = SETTING_NONE,
				       .help = N_("the channel where treasurers are told what "
						  "waits for them and who owes"),
				       .group = SETTING_GROUP_CONTROL },
	[SETTING_CONFIRM_OVER] = AMOUNT_ROW("confirm.over", "confirmar.mas-de",
					    N_("above what amount the payer has to confirm a "
					       "payment")),
	[SETTING_CONFIRM_PEOPLE] =
		COUNT_ROW("confirm.people", "confirmar.personas", SETTING_GROUP_CONTROL, "20", 1000,
			  N_("above how many people the payer has to confirm a payment")),
	[SETTING_CONFIRM_TIMES] = COUNT_ROW(
		"confirm.times", "confirmar.veces", SETTING_GROUP_CONTROL, SETTING_NONE, 1000,
		N_("above how many times the usual amount the payer has to confirm a payment")),
	[SETTING_CONFIRM_MINUTES] =
		COUNT_ROW("confirm.minutes", "confirmar.minutos", SETTING_GROUP_CONTROL, "60",
			  10080, N_("within how many minutes the payer has to confirm")),
	[SETTING_LIMIT_PAYMENT] =
		LIMIT_ROW("limit.payment", "limite.pago", N_("how much a member may pay at once")),
	[SETTING_LIMIT_DAY] =
		LIMIT_ROW("limit.day", "limite.dia", N_("how much a member may pay in a day")),
	[SETTING_LIMIT_WEEK] =
		LIMIT_ROW("limit.week", "limite.semana", N_("how much a member may pay in a week")),
	[SETTING_LIMIT_MONTH] =
		LIMIT_ROW("limit.month", "limite.mes", N_("how much a member may pay in a month")),
	[SETTING_ACCOUNT_FLOOR] = AMOUNT_ROW("account.floor", "cuenta.minimo",
					     N_("how far below zero accounts opened from now on "
						"may go")),
	[SETTING_ACCOUNT_CEILING] = AMOUNT_ROW("account.ceiling", "cuenta.maximo",
					       N_("how much accounts opened from now on may hold")),
	[SETTING_BUDGET_OVER] = { .key = "budget.over",
				  .spanish = "presupuesto.mas-de",
				  .type = SETTING_TYPE_CHOICE,
				  .default_value = "warn",
				  .help = N_("what happens to a booking that exceeds a budget"),
				  .choices = budget_policies,
				  .group = SETTING_GROUP_CONTROL },
	[SETTING_REQUEST_DAYS] = COUNT_ROW("request.days", "peticion.dias", SETTING_GROUP_MONTH,
					   "30", 365, N_("after how many days a request ends")),
	[SETTING_HOLD_DAYS] = COUNT_ROW("hold.days", "reserva.dias", SETTING_GROUP_MONTH, "30", 365,
					N_("after how many days a hold ends")),
	[SETTING_UNDO_DAYS] = COUNT_ROW("undo.days", "deshacer.dias", SETTING_GROUP_MONTH, "7", 365,
					N_("how many days a payment can be undone")),
	[SETTING_SCHEDULE_TIME] = { .key = "schedule.time",
				    .spanish = "programado.hora",
				    .type = SETTING_TYPE_CLOCK,
				    .default_value = "09:00",
				    .help = N_("at what time of day what recurs is booked"),
				    .group = SETTING_GROUP_MONTH },
	[SETTING_SCHEDULE_CATCHUP] =
		COUNT_ROW("schedule.catchup", "programado.atrasados", SETTING_GROUP_MONTH, "12",
			  366, N_("how many missed dates of a schedule are caught up")),
	[SETTING_DUES_REMINDERS] = { .key = "dues.reminders",
				     .spanish = "cuotas.avisos",
				     .type = SETTING_TYPE_NUMBERS,
				     .default_value = "3 10 20",
				     .help = N_("how many days after the due date members are "
						"reminded of open dues"),
				     .least = 1,
				     .most = 365,
				     .group = SETTING_GROUP_MONTH },
	[SETTING_EVIDENCE_OVER] = AMOUNT_ROW("evidence.over", "justificantes.mas-de",
					     N_("above what amount a transaction needs evidence")),
	[SETTING_PAYMENT_LETTER] = { .key = "payment.letter",
				     .spanish = "pago.letra",
				     .type = SETTING_TYPE_TEXT,
				     .default_value = "G",
				     .help = N_("the letter that ends the payment references of "
						"members"),
				     .group = SETTING_GROUP_MONEY },
	[SETTING_IMPORT_RECONCILE] = { .key = "import.reconcile",
				       .spanish = "importar.conciliar",
				       .type = SETTING_TYPE_BOOL,
				       .default_value = "off",
				       .help = N_("whether a bank's list that ends with its "
						  "balance reconciles its account"),
				       .choices = switch_values,
				       .group = SETTING_GROUP_MONEY },
	[SETTING_CLOSE_RECONCILED] = { .key = "close.reconciled",
				       .spanish = "cierre.conciliada",
				       .type = SETTING_TYPE_ACCOUNT,
				       .default_value = SETTING_NONE,
				       .help = N_("the bank account that has to be reconciled "
						  "before a batch is closed"),
				       .group = SETTING_GROUP_CONTROL },
	[SETTING_CLOSE_RECONCILED_DAYS] =
		COUNT_ROW("close.reconciled-days", "cierre.conciliada-dias", SETTING_GROUP_CONTROL,
			  "35", 3650, N_("how many days ago it may have been reconciled last")),
	[SETTING_BATCH_SUMS] = { .key = "batch.sums",
				 .spanish = "lote.sumas",
				 .type = SETTING_TYPE_BOOL,
				 .default_value = "on",
				 .help = N_("whether a closed batch posts what all members hold, "
					    "for proofs"),
				 .choices = switch_values,
				 .group = SETTING_GROUP_REPORTS },
	[SETTING_BOT_TOP_ROLE] = { .key = "bot.top_role",
				   .type = SETTING_TYPE_ROLE,
				   .setter = SETTING_BY_BOT_HIDDEN,
				   .default_value = SETTING_NONE },
	[SETTING_BOT_POSITION] = { .key = "bot.position",
				   .type = SETTING_TYPE_INTEGER,
				   .setter = SETTING_BY_BOT_HIDDEN,
				   .default_value = SETTING_NONE },
	[SETTING_THREADS_SINCE] = { .key = "threads.since",
				    .type = SETTING_TYPE_ID,
				    .setter = SETTING_BY_BOT_HIDDEN,
				    .default_value = SETTING_NONE },
	[SETTING_ROLES_WITHDRAWN] = { .key = "roles.withdrawn",
				      .type = SETTING_TYPE_ID_LIST,
				      .setter = SETTING_BY_BOT_HIDDEN,
				      .default_value = "" },
	[SETTING_RESTORED] = { .key = "restored",
			       .type = SETTING_TYPE_TIME,
			       .setter = SETTING_BY_BOT_HIDDEN },
	[SETTING_RESTORED_FROM] = { .key = "restored.from",
				    .type = SETTING_TYPE_TIME,
				    .setter = SETTING_BY_BOT_HIDDEN },
};
