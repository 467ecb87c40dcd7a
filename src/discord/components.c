/* Rows of components. */
#include "discord/components.h"

#include <string.h>

#include "base/unicode.h"

enum { MOST_ROWS = 5, IN_ROW = 5, LINK_STYLE = 5 };
enum { TYPE_ROW = 1, TYPE_BUTTON = 2, TYPE_MENU = 3 };

struct rows {
	struct buf *json;
	size_t rows, in_row; /* in_row: of the row that is open; 0: none is */
};

static void close_row(struct rows *rows)
{
	if (rows->in_row)
		buf_text(rows->json, "]}");
	rows->in_row = 0;
}

/* Room for one more in a row of buttons; false where the message is full. */
static bool next_place(struct rows *rows)
{
	if (rows->in_row == IN_ROW)
		close_row(rows);
	if (!rows->in_row) {
		if (rows->rows == MOST_ROWS)
			return false;
		buf_printf(rows->json, "%s{\"type\":%d,\"components\":[", rows->rows ? "," : "",
			   TYPE_ROW);
		rows->rows++;
	}
	buf_text(rows->json, rows->in_row ? "," : "");
	rows->in_row++;
	return true;
}

/* TEXT up to POINTS code points. */
static void write_cut(struct buf *json, const char *key, const char *text, size_t points)
{
	struct buf cut = { 0 };
	buf_text(json, key);
	buf_add(&cut, text, utf8_prefix(text, points));
	buf_json(json, buf_string(&cut));
	buf_free(&cut);
}

static bool id_fits(const char *id)
{
	return id && *id && utf8_count(id) <= COMPONENT_ID;
}

static bool is_repeated(const struct appearance *appearance, size_t index)
{
	for (size_t i = 0; i < index; i++)
		if (strcmp(appearance->buttons[i].id, appearance->buttons[index].id) == 0)
			return true;
	return false;
}

static void add_buttons(struct rows *rows, const struct appearance *appearance)
{
	for (size_t i = 0; i < appearance->button_count; i++) {
		const struct button *button = &appearance->buttons[i];
		if (!id_fits(button->id) || !*button->label || is_repeated(appearance, i) ||
		    !next_place(rows))
			continue;
		buf_printf(rows->json, "{\"type\":%d,\"style\":%d,\"custom_id\":", TYPE_BUTTON,
			   button->style);
		buf_json(rows->json, button->id);
		write_cut(rows->json, ",\"label\":", button->label, COMPONENT_LABEL);
		buf_char(rows->json, '}');
	}
}

/* A button that only opens a page. */
static void add_link(struct rows *rows, const struct appearance *appearance)
{
	if (!appearance->url || !next_place(rows))
		return;
	buf_printf(rows->json, "{\"type\":%d,\"style\":%d", TYPE_BUTTON, LINK_STYLE);
	write_cut(rows->json, ",\"label\":", appearance->label, COMPONENT_LABEL);
	buf_text(rows->json, ",\"url\":");
	buf_json(rows->json, appearance->url);
	buf_char(rows->json, '}');
}

static void add_option(struct buf *json, const struct menu_option *option, bool first)
{
	write_cut(json, first ? "{\"label\":" : ",{\"label\":", option->label, OPTION_LABEL);
	buf_text(json, ",\"value\":");
	buf_json(json, option->value);
	buf_char(json, '}');
}

static void add_menu(struct rows *rows, const struct menu *menu)
{
	size_t count =
		menu->option_count > MAX_MENU_OPTIONS ? MAX_MENU_OPTIONS : menu->option_count;
	close_row(rows);
	if (!id_fits(menu->id) || !count || !next_place(rows))
		return;
	buf_printf(rows->json, "{\"type\":%d,\"custom_id\":", TYPE_MENU);
	buf_json(rows->json, menu->id);
	write_cut(rows->json, ",\"placeholder\":", menu->placeholder, MENU_PLACEHOLDER);
	buf_text(rows->json, ",\"min_values\":1,\"max_values\":1,\"options\":[");
	for (size_t i = 0; i < count; i++)
		add_option(rows->json, &menu->options[i], i == 0);
	buf_text(rows->json, "]}");
	close_row(rows);
}

bool components_any(const struct appearance *appearance)
{
	return appearance->url || appearance->button_count || appearance->menu_count;
}

void components_write(struct buf *json, const struct appearance *appearance)
{
	struct rows rows = { .json = json };
	buf_text(json, "\"components\":[");
	for (size_t i = 0; i < appearance->menu_count && i < MAX_MENUS; i++)
		add_menu(&rows, &appearance->menus[i]);
	add_buttons(&rows, appearance);
	add_link(&rows, appearance);
	close_row(&rows);
	buf_char(json, ']');
}
