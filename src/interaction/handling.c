/* Slash commands, buttons and forms into records; what is typed into queries. */
#include "interaction/handling.h"

#include <string.h>

#include "base/instant.h"
#include "command/button.h"
#include "command/named_channel.h"
#include "command/setting_rows.h"
#include "discord/permissions.h"
#include "interaction/form.h"
#include "record/query.h"

/* One interaction while it is handled. */
struct handling {
	struct arena *arena;
	struct interaction interaction;
	struct buf *out;
	const char **text;
};

static enum interaction_step tell(const struct handling *handling, const char *text)
{
	*handling->text = tr(handling->interaction.lang, text);
	return INTERACTION_TELL;
}

static enum interaction_step unknown_command(const struct handling *handling)
{
	return tell(handling, N_("I don't know this command. Restart Discord (Ctrl+R) to see the "
				 "current ones; nothing was booked."));
}

static enum interaction_step unknown_button(const struct handling *handling)
{
	return tell(handling, N_("This no longer works, and nothing was booked. `/requests` lists "
				 "what "
				 "waits for you."));
}

/* What Discord says of a channel that COMMAND names. One that nobody chose from Discord's list is
 * not known to be a channel of the community. */
static void add_channel(const struct handling *handling, struct command *command)
{
	uint64_t id = command_names_channel(command);
	if (!id)
		return;
	const cJSON *channel = interaction_resolved(&handling->interaction, "channels",
						    arena_printf(handling->arena, "%ju", id));
	const char *permissions = json_text(channel, "app_permissions");
	uint64_t allowed;
	struct channel_fact *fact = &command->channels[command->channel_count++];
	*fact = (struct channel_fact){ .id = id, .state = CHANNEL_UNSEEN };
	if (!channel)
		return;
	fact->state = CHANNEL_SEEN;
	fact->guild_id = command->guild_id;
	fact->type = json_integer(channel, "type", 0);
	if (permissions && snowflake_parse(permissions, &allowed))
		fact->lacks = permissions_lacks(allowed, fact->type);
}

static enum interaction_step apply(const struct handling *handling, struct command *command,
				   enum parse_result result)
{
	if (result == PARSE_COMMAND) {
		add_channel(handling, command);
		record_write_command(handling->out, command);
	} else {
		command->private_reply = true;
		record_write_reject(handling->out, command);
	}
	return INTERACTION_APPLY;
}

static bool is_shown_to_all(const struct chosen *chosen)
{
	const char *wish = chosen_value(chosen, SLASH_PUBLIC);
	return !slash_is_private(chosen->verb) || (wish && strcmp(wish, "true") == 0);
}

/* What was chosen, as a command. */
static enum interaction_step apply_chosen(const struct handling *handling,
					  const struct chosen *chosen, struct command *command)
{
	const char *prefix = setting_text(SETTING_PREFIX, NULL);
	enum parse_result result = slash_parse(handling->arena, chosen->verb, chosen->values,
					       chosen->count, prefix, command);
	return apply(handling, command, result);
}

static struct query query_of(const struct handling *handling, const struct verb *verb)
{
	return (struct query){ .guild_id = handling->interaction.guild_id,
			       .author = handling->interaction.author,
			       .lang = handling->interaction.lang,
			       .verb = verb->name };
}

/* Whether the batch is to be closed by somebody who has not said what was counted. */
static bool wants_form(const struct chosen *chosen)
{
	const char *counted = chosen_value(chosen, "counted");
	return chosen->verb->id == VERB_BATCH_CLOSE && !(counted && *counted);
}

static enum interaction_step handle_command(const struct handling *handling)
{
	struct chosen chosen;
	struct command command = interaction_command(&handling->interaction);
	if (!chosen_read(handling->arena, &handling->interaction, &chosen))
		return unknown_command(handling);
	if (wants_form(&chosen)) {
		struct query query = query_of(handling, chosen.verb);
		record_write_query(handling->out, &query);
		return INTERACTION_ASK;
	}
	command.private_reply = !is_shown_to_all(&chosen);
	return apply_chosen(handling, &chosen, &command);
}

static enum interaction_step handle_typing(const struct handling *handling)
{
	struct chosen chosen;
	if (!chosen_read(handling->arena, &handling->interaction, &chosen) || !chosen.focused)
		return unknown_command(handling);
	struct query query = query_of(handling, chosen.verb);
	query.option = chosen.focused;
	query.text = chosen_value(&chosen, chosen.focused);
	query.setting = chosen_value(&chosen, "setting");
	record_write_query(handling->out, &query);
	return INTERACTION_ASK;
}

static enum interaction_step handle_button(const struct handling *handling)
{
	const struct interaction *interaction = &handling->interaction;
	const char *id = json_text(interaction->data, "custom_id");
	const cJSON *values = json_get(interaction->data, "values");
	const char *chosen = cJSON_IsArray(values) && cJSON_IsString(values->child)
				     ? values->child->valuestring
				     : NULL;
	struct command command = interaction_command(interaction);
	struct button_press press;
	if (!id || !button_read(id, &press))
		return unknown_button(handling);
	if (press.kind == BUTTON_PART && press.first == press.last) {
		form_write_part(handling->out, handling->arena, interaction->lang, press.first);
		return INTERACTION_SHOW;
	}
	if (!button_command(handling->arena, &press, chosen, &command))
		return unknown_button(handling);
	command.pressed = true;
	command.private_reply = button_is_private(&press, interaction_in_private(interaction));
	return apply(handling, &command, PARSE_COMMAND);
}

static enum interaction_step handle_form(const struct handling *handling)
{
	const struct interaction *interaction = &handling->interaction;
	struct chosen chosen;
	struct command command = interaction_command(interaction);
	if (!form_read(handling->arena, interaction, &chosen))
		return unknown_button(handling);
	command.pressed = interaction->message;
	command.private_reply = interaction_in_private(interaction);
	return apply_chosen(handling, &chosen, &command);
}

enum interaction_step interaction_handle(struct arena *arena, const cJSON *json,
					 uint64_t application_id, struct buf *out,
					 const char **text)
{
	struct handling handling = { .arena = arena, .out = out, .text = text };
	if (!interaction_read(arena, json, application_id, &handling.interaction, text))
		return INTERACTION_TELL;
	switch (handling.interaction.kind) {
	case INTERACTION_COMMAND: return handle_command(&handling);
	case INTERACTION_AUTOCOMPLETE: return handle_typing(&handling);
	case INTERACTION_BUTTON: return handle_button(&handling);
	case INTERACTION_FORM: return handle_form(&handling);
	default: return unknown_command(&handling);
	}
}
