/* The table of help: topics, examples, and the order in which everyday commands are shown. */
#include "command/help_rows.h"

#include <string.h>

#include "base/arena.h"
#include "base/buf.h"

const struct help_topic_row help_topics[TOPIC_COUNT] = {
	[TOPIC_MONEY] = { { "money", "dinero" }, N_("Money") },
	[TOPIC_CASH] = { { "cash|till", "efectivo|caja" }, N_("Cash") },
	[TOPIC_WAITING] = { { "waiting|approvals|debts", "pendiente|aprobaciones|deudas" },
			    N_("Requests and approvals") },
	[TOPIC_SCHEDULE] = { { "schedule|recurring", "programado|periodico" },
			     N_("Scheduled payments and dues") },
	[TOPIC_BANK] = { { "bank", "banco" }, N_("Bank") },
	[TOPIC_BATCH] = { { "batch|batches", "lote|lotes" }, N_("Batches") },
	[TOPIC_REPORT] = { { "report|reports", "informe|informes" }, N_("Reports") },
	[TOPIC_ACCOUNT] = { { "account|accounts", "cuenta|cuentas" }, N_("Accounts") },
	[TOPIC_ROLE] = { { "role", "rol" }, N_("Roles") },
	[TOPIC_SETTINGS] = { { "settings|setting", "ajustes" }, N_("Settings") },
	[TOPIC_DATA] = { { "data", "datos" }, N_("Your data") },
};

const struct help_row help_rows[VERB_COUNT] = {
	[VERB_HELP] = { TOPIC_DATA, 0, { "help batch", "ayuda lote" } },
	[VERB_REGISTER] = { TOPIC_ACCOUNT, 0, { "register", "registrar" } },
	[VERB_WHOAMI] = { TOPIC_DATA, 11, { "whoami", "quiensoy" } },
	[VERB_BALANCE] = { TOPIC_MONEY, 5, { "balance", "saldo" } },
	[VERB_HISTORY] = { TOPIC_MONEY, 7, { "history", "historial" } },
	[VERB_STATEMENT] = { TOPIC_MONEY, 0, { "statement 30d", "extracto 30d" } },
	[VERB_PRIVATE] = { TOPIC_DATA, 0, { "private on", "privado si" } },
	[VERB_HIDDEN] = { TOPIC_DATA, 0, { "hidden on", "oculto si" } },
	[VERB_NOTICES] = { TOPIC_DATA, 0, { "notices dm", "avisos privado" } },
	[VERB_PAY] = { TOPIC_MONEY, 6, { "pay @ana 5 pizza", "pagar @ana 5 pizza" } },
	[VERB_TOP] = { TOPIC_MONEY, 10, { "top 5", "ranking 5" } },
	[VERB_BATCH_STATUS] = { TOPIC_BATCH, 12, { "batch status", "lote estado" } },
	[VERB_DEPOSIT] = { TOPIC_CASH,
			   1,
			   { "deposit @ana 20 cash", "depositar @ana 20 efectivo" } },
	[VERB_WITHDRAW] = { TOPIC_CASH,
			    2,
			    { "withdraw @ana 20 cash", "retirar @ana 20 efectivo" } },
	[VERB_MOVE] = { TOPIC_CASH,
			0,
			{ "move till bank 100 takings", "mover caja banco 100 ventas" } },
	[VERB_ACCOUNT_OPEN] = { TOPIC_ACCOUNT,
				0,
				{ "account open bar income", "cuenta abrir bar ingreso" } },
	[VERB_ACCOUNT_CLOSE] = { TOPIC_ACCOUNT, 0, { "account close bar", "cuenta cerrar bar" } },
	[VERB_ACCOUNT_FREEZE] = { TOPIC_ACCOUNT,
				  0,
				  { "account freeze @ana", "cuenta congelar @ana" } },
	[VERB_ACCOUNT_UNFREEZE] = { TOPIC_ACCOUNT,
				    0,
				    { "account unfreeze @ana", "cuenta descongelar @ana" } },
	[VERB_ACCOUNT_LIMIT] = { TOPIC_ACCOUNT,
				 0,
				 { "account limit @ana -50", "cuenta limite @ana -50" } },
	[VERB_REVERSE] = { TOPIC_CASH,
			   0,
			   { "reverse 12 wrong amount", "anular 12 importe equivocado" } },
	[VERB_BATCH_OPEN] = { TOPIC_BATCH, 0, { "batch open", "lote abrir" } },
	[VERB_BATCH_CLOSE] = { TOPIC_BATCH, 3, { "batch close till=100", "lote cerrar caja=100" } },
	[VERB_YEAR_CLOSE] = { TOPIC_BATCH, 0, { "year close 2026", "año cerrar 2026" } },
	[VERB_BATCH_LIST] = { TOPIC_BATCH, 0, { "batch list 5", "lote lista 5" } },
	[VERB_BATCH_SHOW] = { TOPIC_BATCH, 0, { "batch show 3", "lote ver 3" } },
	[VERB_REPORT] = { TOPIC_REPORT, 4, { "report activity 30d", "informe actividad 30d" } },
	[VERB_PERMIT] = { TOPIC_SETTINGS, 0, { "permit @Role teller", "permiso @Rol cajero" } },
	[VERB_PERMITS] = { TOPIC_SETTINGS, 0, { "permits", "permisos" } },
	[VERB_CONFIG] = { TOPIC_SETTINGS, 0, { "config language en", "ajuste idioma es" } },
	[VERB_UNREGISTER] = { TOPIC_ACCOUNT, 0, { "unregister", "baja" } },
	[VERB_APPROVE] = { TOPIC_WAITING, 0, { "approve @ana", "aprobar @ana" } },
	[VERB_REJECT] = { TOPIC_WAITING, 0, { "reject @ana", "rechazar @ana" } },
	[VERB_ROLES] = { TOPIC_ROLE, 8, { "roles", "roles" } },
	[VERB_ROLE_TAKE] = { TOPIC_ROLE, 0, { "role take @Role", "rol tomar @Rol" } },
	[VERB_ROLE_LEAVE] = { TOPIC_ROLE, 0, { "role leave @Role", "rol dejar @Rol" } },
	[VERB_ROLE_GROUP] = { TOPIC_ROLE,
			      0,
			      { "role group Teams one @Role", "rol grupo Equipos uno @Rol" } },
	[VERB_ROLE_ALLOW] = { TOPIC_ROLE, 0, { "role allow @Role", "rol permitir @Rol" } },
	[VERB_ROLE_DENY] = { TOPIC_ROLE, 0, { "role deny @Role", "rol prohibir @Rol" } },
	[VERB_ROLE_GRANT] = { TOPIC_ROLE,
			      0,
			      { "role grant @ana @Role 7d", "rol dar @ana @Rol 7d" } },
	[VERB_ROLE_REVOKE] = { TOPIC_ROLE,
			       0,
			       { "role revoke @ana @Role", "rol quitar @ana @Rol" } },
	[VERB_ROLE_LIST] = { TOPIC_ROLE, 0, { "role list", "rol lista" } },
	[VERB_ROLE_WHO] = { TOPIC_ROLE, 0, { "role who @Role", "rol quienes @Rol" } },
	[VERB_ROLE_MENU] = { TOPIC_ROLE, 0, { "role menu Teams", "rol menu Equipos" } },
	[VERB_WHY] = { TOPIC_SETTINGS, 0, { "why @ana pay", "porque @ana pagar" } },
	[VERB_MYDATA] = { TOPIC_DATA, 0, { "mydata", "misdatos" } },
	[VERB_FORGET] = { TOPIC_DATA, 0, { "forget @ana", "olvidar @ana" } },
	[VERB_VERIFY] = { TOPIC_MONEY, 0, { "verify 12-7K3M9QXZ", "verificar 12-7K3M9QXZ" } },
	[VERB_PROOF] = { TOPIC_MONEY, 0, { "proof", "prueba" } },
	[VERB_TRANSACTION] = { TOPIC_MONEY, 9, { "transaction 12", "transaccion 12" } },

	/* The month. */
	[VERB_ACCEPT] = { TOPIC_WAITING, 0, { "accept 41", "aceptar 41" } },
	[VERB_DECLINE] = { TOPIC_WAITING,
			   0,
			   { "decline 41 paid already", "declinar 41 ya pagué" } },
	[VERB_CANCEL] = { TOPIC_WAITING, 0, { "cancel 41", "cancelar 41" } },
	[VERB_REMIND] = { TOPIC_WAITING, 0, { "remind 41", "recordar 41" } },
	[VERB_REQUESTS] = { TOPIC_WAITING, 0, { "requests", "peticiones" } },
	[VERB_REQUEST] = { TOPIC_WAITING,
			   0,
			   { "request @ana 12.50 pizza", "pedir @ana 12,50 pizza" } },
	[VERB_SPLIT] = { TOPIC_WAITING,
			 0,
			 { "split 60 @ana @bob dinner", "repartir 60 @ana @bob cena" } },
	[VERB_CHARGE] = { TOPIC_WAITING, 0, { "charge @Role 5 shirt", "cobrar @Rol 5 camiseta" } },
	[VERB_UNDO] = { TOPIC_WAITING, 0, { "undo wrong person", "deshacer me equivoqué" } },
	[VERB_HOLD] = { TOPIC_CASH, 0, { "hold 50 @ana key deposit", "reservar 50 @ana fianza" } },
	[VERB_CAPTURE] = { TOPIC_CASH, 0, { "capture 44 20", "capturar 44 20" } },
	[VERB_RELEASE] = { TOPIC_CASH, 0, { "release 44", "liberar 44" } },
	[VERB_EVERY] = { TOPIC_SCHEDULE,
			 0,
			 { "every month pay @ana 20 rent", "cada mes pagar @ana 20 alquiler" } },
	[VERB_SCHEDULES] = { TOPIC_SCHEDULE, 0, { "schedules", "programados" } },
	[VERB_SCHEDULE_SHOW] = { TOPIC_SCHEDULE, 0, { "schedule show 3", "programado ver 3" } },
	[VERB_SCHEDULE_PAUSE] = { TOPIC_SCHEDULE,
				  0,
				  { "schedule pause 3", "programado pausar 3" } },
	[VERB_SCHEDULE_RESUME] = { TOPIC_SCHEDULE,
				   0,
				   { "schedule resume 3", "programado reanudar 3" } },
	[VERB_SCHEDULE_STOP] = { TOPIC_SCHEDULE, 0, { "schedule stop 3", "programado parar 3" } },
	[VERB_DUES] = { TOPIC_SCHEDULE, 0, { "dues @Role 5 monthly", "cuotas @Rol 5 mensual" } },
	[VERB_DUES_EXEMPT] = { TOPIC_SCHEDULE,
			       0,
			       { "dues exempt @ana student", "cuotas exentar @ana estudiante" } },
	[VERB_STATEMENT_MONTHLY] = { TOPIC_SCHEDULE,
				     0,
				     { "statement monthly on", "extracto mensual si" } },
	[VERB_BUDGET] = { TOPIC_ACCOUNT,
			  0,
			  { "budget events 300 monthly", "presupuesto eventos 300 mensual" } },
	[VERB_TO_SORT] = { TOPIC_BANK, 0, { "to-sort", "por-asignar" } },
	[VERB_ASSIGN] = { TOPIC_BANK, 0, { "assign 41 @ana", "asignar 41 @ana" } },
	[VERB_ASSIGN_LIST] = { TOPIC_BANK, 0, { "assign list", "asignar lista" } },
	[VERB_ASSIGN_FORGET] = { TOPIC_BANK, 0, { "assign forget 41", "asignar olvidar 41" } },
	[VERB_RECONCILE] = { TOPIC_BANK,
			     0,
			     { "reconcile bank 5334.40 2026-09-30", "conciliar banco 5334,40 "
								    "30/09/2026" } },
	[VERB_LINE] = { TOPIC_BANK, 0, { "line 42 new", "linea 42 nueva" } },
	[VERB_ATTACH] = { TOPIC_MONEY, 0, { "attach 12", "adjuntar 12" } },
	[VERB_LIMITS] = { TOPIC_ACCOUNT, 0, { "limits @ana day=100", "limites @ana dia=100" } },
};

/* Whether one of "batch|batches" is WORD. */
static bool has_word(const char *words, const char *word)
{
	size_t wanted = strlen(word), length;
	for (const char *at = words; *at; at += length + (at[length] == '|')) {
		length = strcspn(at, "|");
		if (length == wanted && memcmp(at, word, length) == 0)
			return true;
	}
	return false;
}

enum help_topic help_topic_called(const char *folded)
{
	enum help_topic topic = 0;
	while (topic < TOPIC_COUNT && !has_word(help_topics[topic].words[LANG_EN], folded) &&
	       !has_word(help_topics[topic].words[LANG_ES], folded))
		topic++;
	return topic;
}

const char *help_topic_name(struct arena *arena, enum help_topic topic)
{
	const char *words = help_topics[topic].words[LANG_EN];
	return arena_copy(arena, words, strcspn(words, "|"));
}

void help_example(struct buf *out, const struct verb *verb, enum lang lang, const char *prefix)
{
	buf_printf(out, "`%s%s`", prefix, help_rows[verb->id].example[lang]);
}

void help_examples_beginning(struct buf *out, const char *folded, enum lang lang,
			     const char *prefix)
{
	size_t length = strlen(folded), start = out->length;
	for (const struct verb *verb = verb_table; verb < verb_table + VERB_COUNT; verb++) {
		const char *words = verb->words[lang];
		if (strncmp(words, folded, length) != 0 || words[length] != ' ')
			continue;
		buf_text(out, out->length > start ? ", " : "");
		help_example(out, verb, lang, prefix);
	}
}
