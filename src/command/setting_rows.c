/* The table of settings. */
#include "command/setting_rows.h"

static const struct setting_choice switch_values[] = { { "on", "si" }, { "off", "no" }, { 0 } };
static const struct setting_choice languages[] = { { "en", NULL }, { "es", NULL }, { 0 } };
static const struct setting_choice readings[] = {
	[READING_ALL] = { "all", "todo" }, [READING_MENTIONS] = { "mentions", "menciones" }, { 0 }
};
static const struct setting_choice chart_themes[] = {
	[CHART_DARK] = { "dark", "oscuro" }, [CHART_LIGHT] = { "light", "claro" }, { 0 }
};
static const struct setting_choice batch_policies[] = {
	[BATCH_AUTO] = { "auto", NULL }, [BATCH_MANUAL] = { "manual", NULL }, { 0 }
};
static const struct setting_choice registration_policies[] = {
	[REGISTRATION_OPEN] = { "open", "abierto" },
	[REGISTRATION_ROLE] = { "role", "rol" },
	[REGISTRATION_APPROVAL] = { "approval", "aprobacion" },
	[REGISTRATION_INVITATION] = { "invitation", "invitacion|tesorero|treasurer" },
	{ 0 }
};
static const struct setting_choice authorities[] = {
	[AUTHORITY_BOOKS] = { "books", "libros" }, [AUTHORITY_DISCORD] = { "discord", NULL }, { 0 }
};

const struct setting_row setting_rows[SETTING_COUNT] = {
	[SETTING_PREFIX] = { "prefix", "prefijo", SETTING_TYPE_TEXT, SETTING_BY_ADMINS, "!",
			     N_("what a command begins with") },
	[SETTING_LANGUAGE] = { "language", "idioma", SETTING_TYPE_GUILD, SETTING_BY_ADMINS, NULL,
			       N_("the language of what the bot says by itself"), languages },
	[SETTING_CURRENCY] = { "currency", "moneda", SETTING_TYPE_GUILD, SETTING_BY_BOT_SHOWN, NULL,
			       N_("the main currency") },
	[SETTING_CHANNEL] = { "channel", "canal", SETTING_TYPE_SWITCHED, SETTING_BY_ADMINS, NULL,
			      N_("whether commands in a channel are read"), switch_values },
	[SETTING_THREADS] = { "threads", "hilos", SETTING_TYPE_BOOL, SETTING_BY_ADMINS, "off",
			      N_("whether threads of these channels are read, too"),
			      switch_values },
	[SETTING_READING] = { "reading", "lectura", SETTING_TYPE_CHOICE, SETTING_BY_ADMINS, "all",
			      N_("whether all messages are read, or only those that mention the "
				 "bot"),
			      readings },
	[SETTING_REPORT_CHANNEL] = { "report.channel", "informe.canal", SETTING_TYPE_CHANNEL,
				     SETTING_BY_ADMINS, SETTING_NONE,
				     N_("the channel of scheduled reports and batch sheets") },
	[SETTING_CHART_THEME] = { "chart.theme", "grafico.tema", SETTING_TYPE_CHOICE,
				  SETTING_BY_ADMINS, "dark", N_("the colours of charts in answers"),
				  chart_themes },
	[SETTING_BATCH_SHEET] = { "batch.sheet", "lote.hoja", SETTING_TYPE_BOOL, SETTING_BY_ADMINS,
				  "on", N_("whether the sheet of a closed batch is posted"),
				  switch_values },
	[SETTING_BATCH_POLICY] = { "batch.policy", "lote.politica", SETTING_TYPE_CHOICE,
				   SETTING_BY_ADMINS, "auto",
				   N_("whether a batch opens by itself when one is needed"),
				   batch_policies },
	[SETTING_REGISTRATION] = { "registration", "registro", SETTING_TYPE_CHOICE,
				   SETTING_BY_ADMINS, "open",
				   N_("who opens an account, and with whose approval"),
				   registration_policies },
	[SETTING_REGISTRATION_ROLE] = { "registration.role", "registro.rol", SETTING_TYPE_ROLE,
					SETTING_BY_ADMINS, SETTING_NONE,
					N_("the role that members need to register") },
	[SETTING_REGISTRATION_GRANTS] = { "registration.grants", "registro.da", SETTING_TYPE_ROLE,
					  SETTING_BY_ADMINS, SETTING_NONE,
					  N_("the role that members get by registering") },
	[SETTING_HINTS] = { "hints", "sugerencias", SETTING_TYPE_BOOL, SETTING_BY_ADMINS, "on",
			    N_("whether a typing error is answered with the line that was meant"),
			    switch_values },
	[SETTING_CHATTER_LIMIT] = { "chatter.limit", "consultas.limite", SETTING_TYPE_INTEGER,
				    SETTING_BY_ADMINS, "20",
				    N_("how many questions a member may ask in a minute"), NULL, 5,
				    10000, N_("no limit") },
	[SETTING_ROLES_AUTHORITY] = { "roles.authority", "roles.autoridad", SETTING_TYPE_CHOICE,
				      SETTING_BY_ADMINS, "books",
				      N_("who is right when somebody changes a role by hand"),
				      authorities },
	[SETTING_BOT_ID] = { "bot.id", "bot.id", SETTING_TYPE_ID, SETTING_BY_BOT_SHOWN,
			     SETTING_NONE, N_("the user that the bot is") },
	[SETTING_BOT_ROLE] = { "bot.role", "bot.rol", SETTING_TYPE_ROLE, SETTING_BY_BOT_SHOWN,
			       SETTING_NONE, N_("the bot's own role") },
	[SETTING_CURRENCY_CODE] = { "currency.CODE", "moneda.CODE", SETTING_TYPE_CURRENCY,
				    SETTING_BY_ADMINS, NULL,
				    N_("adds a currency with so many decimals") },
	[SETTING_BOT_TOP_ROLE] = { "bot.top_role", "", SETTING_TYPE_ROLE, SETTING_BY_BOT_HIDDEN,
				   SETTING_NONE, "" },
	[SETTING_BOT_POSITION] = { "bot.position", "", SETTING_TYPE_INTEGER, SETTING_BY_BOT_HIDDEN,
				   SETTING_NONE, "" },
	[SETTING_THREADS_SINCE] = { "threads.since", "", SETTING_TYPE_ID, SETTING_BY_BOT_HIDDEN,
				    SETTING_NONE, "" },
	[SETTING_ROLES_WITHDRAWN] = { "roles.withdrawn", "", SETTING_TYPE_ID_LIST,
				      SETTING_BY_BOT_HIDDEN, "", "" },
	[SETTING_RESTORED] = { "restored", "", SETTING_TYPE_TIME, SETTING_BY_BOT_HIDDEN, NULL, "" },
	[SETTING_RESTORED_FROM] = { "restored.from", "", SETTING_TYPE_TIME, SETTING_BY_BOT_HIDDEN,
				    NULL, "" },
};
