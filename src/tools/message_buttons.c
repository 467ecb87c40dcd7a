/* Which buttons: by the rows that the books have now. */
#include "tools/message_buttons.h"

#include <stdlib.h>
#include <string.h>

#include "base/instant.h"
#include "base/localized.h"
#include "base/unicode.h"
#include "command/button.h"
#include "ledger/waiting.h"
#include "report/report.h"

/* What a message names, as far as it still waits. */
struct named {
	size_t count;
	int64_t first, last;
	int kind;
	int64_t amount; /* of each; 0: they differ, or have none */
	int scale;
	bool has_target; /* of holds: whether it is known where the money goes */
};

static bool take_waiting(void *context, const struct value *values)
{
	struct named *named = context;
	int64_t amount = values[2].integer;
	int kind = 0;
	while (waiting_kind_names[kind] && strcmp(waiting_kind_names[kind], values[1].text) != 0)
		kind++;
	if (!named->count) {
		named->first = values[0].integer;
		named->kind = kind;
		named->amount = amount;
	} else if (named->amount != amount) {
		named->amount = 0;
	}
	if (kind != named->kind) /* settled debts of several kinds are not decided together */
		return false;
	named->last = values[0].integer;
	named->scale = (int)values[3].integer;
	named->has_target = values[4].integer;
	named->count++;
	return true;
}

static void add_button(struct arena *arena, struct appearance *appearance, struct button button)
{
	if (!appearance->buttons)
		appearance->buttons = arena_alloc(arena, sizeof button * MAX_BUTTONS);
	if (appearance->button_count < MAX_BUTTONS)
		appearance->buttons[appearance->button_count++] = button;
}

/* The buttons of each kind, in their order; BUTTON_KINDS ends them. */
static const enum button_kind *kinds_of(const struct named *named)
{
	static const enum button_kind approval[] = { BUTTON_APPROVE, BUTTON_REJECT, BUTTON_KINDS },
				      request[] = { BUTTON_ACCEPT, BUTTON_PART, BUTTON_DECLINE,
						    BUTTON_KINDS },
				      requests[] = { BUTTON_ACCEPT, BUTTON_DECLINE, BUTTON_KINDS },
				      dues[] = { BUTTON_ACCEPT, BUTTON_PART, BUTTON_KINDS },
				      all_dues[] = { BUTTON_ACCEPT, BUTTON_KINDS },
				      hold[] = { BUTTON_CAPTURE, BUTTON_RELEASE, BUTTON_KINDS },
				      release[] = { BUTTON_RELEASE, BUTTON_KINDS },
				      confirm[] = { BUTTON_CONFIRM, BUTTON_CANCEL, BUTTON_KINDS },
				      undo[] = { BUTTON_AGREE, BUTTON_DECLINE, BUTTON_KINDS },
				      none[] = { BUTTON_KINDS };
	bool one = named->count == 1;
	switch (named->kind) {
	case WAITING_REGISTRATION:
	case WAITING_APPROVAL: return approval;
	case WAITING_REQUEST:
	case WAITING_CHARGE: return one ? request : requests;
	case WAITING_DUES: return one ? dues : all_dues;
	case WAITING_OWE: return all_dues;
	case WAITING_HOLD: return !one ? none : named->has_target ? hold : release;
	case WAITING_CONFIRM: return confirm;
	case WAITING_UNDO: return undo;
	default: return none;
	}
}

static void add_decisions(struct store *store, struct arena *arena,
			  const struct answered_command *command, int64_t last,
			  struct appearance *appearance)
{
	struct named named = { 0 };
	char amount[LOCALIZED_SIZE];
	struct binding bindings[] = { bind_integer(":guild", (int64_t)command->guild_id),
				      bind_integer(":about", command->about),
				      bind_integer(":last", last),
				      bind_text(":names", command->pings ? command->pings : "") };
	store_query(store, "buttons waiting", bindings, 4, take_waiting, &named);
	if (!named.count || named.last - named.first >= BUTTON_MOST_NUMBERS)
		return;
	if (named.amount)
		localized_amount(command->lang, named.amount, named.scale, amount);
	for (const enum button_kind *kind = kinds_of(&named); *kind != BUTTON_KINDS; kind++)
		add_button(arena, appearance,
			   button_of(arena, *kind, command->lang, named.first, named.last,
				     named.amount ? amount : NULL));
}

static int64_t number_of_row(struct store *store, const char *query,
			     const struct answered_command *command)
{
	struct binding bindings[] = { bind_integer(":guild", (int64_t)command->guild_id),
				      bind_integer(":seq", command->seq) };
	return store_number(store, query, bindings, 2);
}

static void add_schedule(struct store *store, struct arena *arena,
			 const struct answered_command *command, struct appearance *appearance)
{
	int64_t schedule = number_of_row(store, "buttons schedule", command);
	if (!schedule)
		return;
	add_button(arena, appearance,
		   button_of(arena, BUTTON_PAUSE, command->lang, schedule, schedule, NULL));
	add_button(arena, appearance,
		   button_of(arena, BUTTON_STOP, command->lang, schedule, schedule, NULL));
}

static int64_t number_in(const cJSON *arguments, const char *key, int64_t usual)
{
	uint64_t number = 0;
	return json_id(arguments, key, &number) && number <= INT64_MAX ? (int64_t)number : usual;
}

/* Whether ARGUMENTS hold keys beside those named: a page or chart of theirs cannot be asked for by
 * a button, which holds nobody's words. */
static bool asks_more(const cJSON *arguments, const char *const *keys)
{
	for (const cJSON *item = arguments ? arguments->child : NULL; item; item = item->next) {
		size_t i = 0;
		while (keys[i] && strcmp(keys[i], item->string) != 0)
			i++;
		if (!keys[i])
			return true;
	}
	return false;
}

enum { HISTORY_LINES = 10, JOURNAL_LINES = 20 };

static void add_history(struct arena *arena, const struct answered_command *command,
			const cJSON *arguments, struct appearance *appearance)
{
	static const char *const keys[] = { "who", "n", "skip", NULL };
	const char *who = json_text(arguments, "who");
	struct button_page page = { .user_id = command->author_id,
				    .limit = number_in(arguments, "n", HISTORY_LINES) };
	int64_t skip = number_in(arguments, "skip", 0);
	if (asks_more(arguments, keys) || page.limit < 1 || page.limit > BUTTON_MOST_LINES ||
	    (who && (*who != '@' || !snowflake_parse(who + 1, &page.user_id))))
		return;
	page.skip = skip > page.limit ? skip - page.limit : 0;
	if (skip)
		add_button(arena, appearance,
			   button_of_page(arena, BUTTON_NEWER, command->lang, &page));
	page.skip = skip + page.limit;
	add_button(arena, appearance, button_of_page(arena, BUTTON_OLDER, command->lang, &page));
}

/* The oldest transaction of the lines "#12 …" in TEXT; 0: there is none. */
static int64_t oldest_shown(const char *text)
{
	int64_t oldest = 0;
	for (const char *line = text; line; line = strchr(line, '\n')) {
		line += *line == '\n';
		char *end;
		int64_t number = *line == '#' ? strtoll(line + 1, &end, 10) : 0;
		if (number > 0 && *end == ' ' && (!oldest || number < oldest))
			oldest = number;
	}
	return oldest;
}

static void add_journal(struct arena *arena, const struct answered_command *command,
			const cJSON *arguments, struct appearance *appearance)
{
	struct button_page page = { .journal = true,
				    .limit = number_in(arguments, "limit", JOURNAL_LINES) };
	int64_t oldest = oldest_shown(command->content ? command->content : "");
	if (page.limit < 1 || page.limit > BUTTON_MOST_LINES)
		page.limit = JOURNAL_LINES;
	if (number_in(arguments, "below", 0))
		add_button(arena, appearance,
			   button_of_page(arena, BUTTON_NEWER, command->lang, &page));
	page.below = oldest;
	if (oldest > 1)
		add_button(arena, appearance,
			   button_of_page(arena, BUTTON_OLDER, command->lang, &page));
}

static void add_report(struct arena *arena, const struct answered_command *command,
		       const cJSON *arguments, struct appearance *appearance)
{
	static const char *const plain[] = { "name", NULL }, *const paged[] = { "name", "limit",
										"below", NULL };
	const char *name = json_text(arguments, "name");
	if (name && strcmp(name, "journal") == 0 && !asks_more(arguments, paged))
		add_journal(arena, command, arguments, appearance);
	else if (name && !asks_more(arguments, plain) && report_has_chart(name))
		add_button(arena, appearance, button_of_chart(arena, command->lang, name));
}

/* The roles on offer, as many as go below one message. */
struct role_menus {
	struct arena *arena;
	enum lang lang;
	struct appearance *appearance;
};

/* "Blue", or "Blue · 5.00 EUR" of one that costs something: choosing it pays. */
static const char *label_of_role(const struct role_menus *menus, const struct value *values)
{
	enum { LONGEST_NAME = 60 }; /* what it costs is never cut off */
	const char *name = values[1].text;
	char amount[LOCALIZED_SIZE];
	if (!values[2].integer)
		return arena_strdup(menus->arena, name);
	return arena_printf(
		menus->arena, "%.*s · %s %s", (int)utf8_prefix(name, LONGEST_NAME), name,
		localized_amount(menus->lang, values[2].integer, (int)values[4].integer, amount),
		values[3].text);
}

static bool take_role(void *context, const struct value *values)
{
	struct role_menus *menus = context;
	struct appearance *appearance = menus->appearance;
	struct menu *menu =
		appearance->menu_count ? &appearance->menus[appearance->menu_count - 1] : NULL;
	if (!menu || menu->option_count == MAX_MENU_OPTIONS) {
		if (appearance->menu_count == MAX_MENUS)
			return false;
		if (!appearance->menus)
			appearance->menus = arena_alloc(menus->arena, sizeof *menu * MAX_MENUS);
		menu = &appearance->menus[appearance->menu_count];
		*menu = button_menu_of_roles(menus->arena, menus->lang,
					     (int)appearance->menu_count++);
		menu->options = arena_alloc(menus->arena, sizeof *menu->options * MAX_MENU_OPTIONS);
	}
	menu->options[menu->option_count++] =
		(struct menu_option){ .value = arena_printf(menus->arena, "%jd", values[0].integer),
				      .label = label_of_role(menus, values) };
	return true;
}

static void add_roles(struct store *store, struct arena *arena,
		      const struct answered_command *command, const cJSON *arguments,
		      struct appearance *appearance)
{
	const char *group = json_text(arguments, "name");
	struct role_menus menus = { arena, command->lang, appearance };
	struct binding bindings[] = {
		bind_integer(":guild", (int64_t)command->guild_id),
		bind_text(":folded", group ? text_fold(arena, group) : ""),
	};
	store_query(store, "buttons roles", bindings, 2, take_role, &menus);
}

/* The first and the last of the numbers that a decision names, "41" or "41 42 43" as a press or
 * reply has them; 0: it names none, or some that do not follow each other. */
static int64_t decided_numbers(const cJSON *arguments, int64_t *last)
{
	const char *text = json_text(arguments, "n");
	int64_t first = 0;
	for (char *end; text && *text; text = end + strspn(end, " ")) {
		int64_t number = strtoll(text, &end, 10);
		if (end == text || number < 1 || (first && number != *last + 1))
			return 0;
		first = first ? first : number;
		*last = number;
	}
	return first;
}

void add_message_buttons(struct store *store, struct arena *arena,
			 const struct answered_command *command, const struct verb *verb,
			 const cJSON *arguments, struct appearance *appearance)
{
	struct answered_command named = *command;
	bool asks = verb && verb->traits & TRAIT_ASKS;
	int64_t last = 0;
	/* what is pressed in a direct message comes without a guild, and decides nothing */
	if (command->kind != DELIVER_REPLY && command->kind != DELIVER_POST)
		return;
	if (!named.about && !asks)
		named.about = decided_numbers(arguments, &last);
	if (!named.about && named.seq && !asks)
		named.about = number_of_row(store, "buttons made", &named);
	if (named.about)
		add_decisions(store, arena, &named, last > named.about ? last : named.about,
			      appearance);
	if (!command->whole || !verb)
		return;
	switch (verb->id) {
	case VERB_EVERY: add_schedule(store, arena, command, appearance); break;
	case VERB_HISTORY: add_history(arena, command, arguments, appearance); break;
	case VERB_REPORT: add_report(arena, command, arguments, appearance); break;
	case VERB_ROLE_MENU: add_roles(store, arena, command, arguments, appearance); break;
	default: break;
	}
}
