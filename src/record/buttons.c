/* What is below a message, in deliveries and outcomes: from and to JSON. */
#include <string.h>

#include "record/reading.h"

static void write_text(struct buf *out, const char *key, const char *text)
{
	buf_text(out, key);
	buf_json(out, text);
}

static void write_menu(struct buf *out, const struct menu *menu)
{
	write_text(out, "{\"id\":", menu->id);
	write_text(out, ",\"placeholder\":", menu->placeholder);
	for (size_t i = 0; i < menu->option_count; i++) {
		write_text(out, i ? ",{\"value\":" : ",\"options\":[{\"value\":",
			   menu->options[i].value);
		write_text(out, ",\"label\":", menu->options[i].label);
		buf_char(out, '}');
	}
	buf_text(out, menu->option_count ? "]}" : "}");
}

void record_write_buttons(struct buf *out, const struct appearance *appearance)
{
	for (size_t i = 0; i < appearance->button_count; i++) {
		const struct button *button = &appearance->buttons[i];
		write_text(out, i ? ",{\"id\":" : ",\"buttons\":[{\"id\":", button->id);
		write_text(out, ",\"label\":", button->label);
		buf_printf(out, ",\"style\":%d}", button->style);
	}
	if (appearance->button_count)
		buf_char(out, ']');
	for (size_t i = 0; i < appearance->menu_count; i++) {
		buf_text(out, i ? "," : ",\"menus\":[");
		write_menu(out, &appearance->menus[i]);
	}
	if (appearance->menu_count)
		buf_char(out, ']');
}

static void read_options(struct arena *arena, const cJSON *list, struct menu *menu)
{
	const cJSON *item;
	menu->options = arena_alloc(arena, sizeof *menu->options * MAX_MENU_OPTIONS);
	cJSON_ArrayForEach(item, list)
	{
		struct menu_option option = { json_text(item, "value"), json_text(item, "label") };
		if (option.value && *option.value && option.label && *option.label &&
		    menu->option_count < MAX_MENU_OPTIONS)
			menu->options[menu->option_count++] = option;
	}
}

static void read_menus(struct arena *arena, const cJSON *list, struct appearance *appearance)
{
	const cJSON *item;
	appearance->menus = arena_alloc(arena, sizeof *appearance->menus * MAX_MENUS);
	cJSON_ArrayForEach(item, list)
	{
		struct menu menu = { .id = json_text(item, "id"),
				     .placeholder = json_text(item, "placeholder") };
		read_options(arena, json_get(item, "options"), &menu);
		if (menu.id && menu.placeholder && menu.option_count &&
		    appearance->menu_count < MAX_MENUS)
			appearance->menus[appearance->menu_count++] = menu;
	}
}

void record_take_buttons(struct arena *arena, const cJSON *json, struct appearance *appearance)
{
	const cJSON *item, *buttons = json_get(json, "buttons"), *menus = json_get(json, "menus");
	if (cJSON_IsArray(buttons))
		appearance->buttons = arena_alloc(arena, sizeof(struct button) * MAX_BUTTONS);
	cJSON_ArrayForEach(item, buttons)
	{
		int64_t style = json_integer(item, "style", BUTTON_SECONDARY);
		struct button button = { .id = json_text(item, "id"),
					 .label = json_text(item, "label"),
					 .style = (enum button_style)style };
		if (button.id && *button.id && button.label && *button.label &&
		    style >= BUTTON_PRIMARY && style <= BUTTON_DANGER &&
		    appearance->button_count < MAX_BUTTONS)
			appearance->buttons[appearance->button_count++] = button;
	}
	if (cJSON_IsArray(menus))
		read_menus(arena, menus, appearance);
}
