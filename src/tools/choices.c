/* Names: of accounts, currencies, roles, reports, commands, settings and their values. */
#include "tools/choices.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/instant.h"
#include "base/unicode.h"
#include "command/help_rows.h"
#include "command/report_names.h"
#include "command/setting_rows.h"

/* The first of "pay|transfer". */
static const char *first_word(struct choices *choices, const char *words)
{
	return arena_copy(choices->arena, words, strcspn(words, "|"));
}

static const char *text_of(const struct value *value)
{
	return value->kind == VALUE_TEXT ? value->text : NULL;
}

static bool take_account(void *context, const struct value *values)
{
	struct choices *choices = context;
	enum lang lang = choices->query->lang;
	const char *name = value_words(&values[0]), *state = value_words(&values[2]);
	bool frozen = strcmp(state, "frozen") == 0, own = values[3].kind != VALUE_NULL;
	if ((choices->verb->id == VERB_ACCOUNT_UNFREEZE && !frozen) ||
	    (choices->verb->id == VERB_ACCOUNT_FREEZE && frozen))
		return true;
	if (own)
		choices_add(choices, tr(lang, N_("Your own account")),
			    arena_printf(choices->arena, "<@%ju>", choices->query->author.id));
	else
		choices_add(choices, choices_account(choices, name, text_of(&values[1])), name);
	return true;
}

static bool take_currency(void *context, const struct value *values)
{
	choices_add(context, value_words(&values[0]), value_words(&values[0]));
	return true;
}

static bool has_role(const struct author *author, uint64_t role_id)
{
	for (size_t i = 0; i < author->role_count; i++)
		if (author->roles[i] == role_id)
			return true;
	return false;
}

static bool take_role(void *context, const struct value *values)
{
	struct choices *choices = context;
	uint64_t role_id = (uint64_t)values[0].integer;
	const char *parts[] = { value_words(&values[1]), value_words(&values[2]) };
	bool own = choices->option->source == SLASH_OWN_ROLES;
	if (has_role(&choices->query->author, role_id) == own)
		choices_add(choices, choices_join(choices, parts, 2),
			    arena_printf(choices->arena, "<@&%ju>", role_id));
	return true;
}

static void ask(struct choices *choices, const char *name, bool all, row_callback *take)
{
	struct binding bindings[] = { bind_id(":guild", choices->guild->guild_id),
				      bind_id(":user", choices->query->author.id),
				      bind_optional(":all", all) };
	store_query(choices->store, name, bindings, 3, take, choices);
}

static void find_reports(struct choices *choices)
{
	for (int i = 0; i < REPORTS_IN_ALL; i++) {
		const struct report_name *report = &report_names[i];
		if (report->permit & choices->permits)
			choices_add(choices, report->words[choices->query->lang],
				    report->words[LANG_EN]);
	}
}

static void find_verbs(struct choices *choices)
{
	enum lang lang = choices->query->lang;
	for (const struct verb *verb = verb_table; verb < verb_table + VERB_COUNT; verb++) {
		const char *parts[] = { first_word(choices, verb->words[lang]),
					tr(lang, verb->summary) };
		if (slash_has(verb))
			choices_add(choices, choices_join(choices, parts, 2), verb->name);
	}
}

static void find_topics(struct choices *choices)
{
	enum lang lang = choices->query->lang;
	for (int topic = 0; topic < TOPIC_COUNT; topic++) {
		const char *parts[] = { first_word(choices, help_topics[topic].words[lang]),
					tr(lang, help_topics[topic].title) };
		choices_add(choices, choices_join(choices, parts, 2),
			    help_topic_name(choices->arena, (enum help_topic)topic));
	}
}

/* Whether KEY is whole: none like currency.CODE. */
static bool is_whole(const char *key)
{
	for (; *key; key++)
		if (isupper((unsigned char)*key))
			return false;
	return true;
}

static void find_settings(struct choices *choices)
{
	enum lang lang = choices->query->lang;
	for (int i = 0; i < SETTING_COUNT; i++) {
		const struct setting_row *row = &setting_rows[i];
		if (!row->help || row->setter != SETTING_BY_ADMINS || !is_whole(row->key))
			continue;
		const char *parts[] = { lang == LANG_ES ? row->spanish : row->key,
					tr(lang, row->help) };
		choices_add(choices, choices_join(choices, parts, 2), row->key);
	}
}

static void find_setting_values(struct choices *choices)
{
	const char *parameter;
	const struct setting_row *row =
		choices->query->setting
			? setting_named(choices->arena, choices->query->setting, &parameter)
			: NULL;
	if (!row)
		return;
	for (const struct setting_choice *choice = row->choices; choice && choice->value; choice++)
		choices_add(choices,
			    setting_choice_shown(choices->arena, row, choice->value,
						 choices->query->lang),
			    choice->value);
	if (setting_unset_said(choices->arena, row, "none", false))
		choices_add(choices, tr(choices->query->lang, N_("none")), "none");
}

void choices_find(struct choices *choices)
{
	enum { OFFICES = PERMIT_TELLER | PERMIT_AUDITOR };
	switch (choices->option->source) {
	case SLASH_NOTHING: break;
	case SLASH_ACCOUNTS:
		ask(choices, "choose accounts", choices->permits & OFFICES, take_account);
		break;
	case SLASH_CURRENCIES: ask(choices, "choose currencies", false, take_currency); break;
	case SLASH_OFFERED_ROLES:
	case SLASH_OWN_ROLES: ask(choices, "choose roles", false, take_role); break;
	case SLASH_WAITING:
	case SLASH_SCHEDULES:
	case SLASH_BATCHES: choices_find_numbers(choices); break;
	case SLASH_REPORTS: find_reports(choices); break;
	case SLASH_HELP: find_topics(choices); /* fall through */
	case SLASH_VERBS: find_verbs(choices); break;
	case SLASH_SETTINGS: find_settings(choices); break;
	case SLASH_SETTING_VALUES: find_setting_values(choices); break;
	}
}
