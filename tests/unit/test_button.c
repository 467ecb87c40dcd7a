/* Buttons: their ids, which say nothing and are read back strictly, and the command that a press
 * is. */
#include <string.h>

#include "base/json.h"
#include "base/unicode.h"
#include "check.h"
#include "command/button.h"
#include "discord/components.h"
#include "record/record.h"

static struct arena arena;

/* interaction-trap:31 */
static void ids_are_short_and_say_nothing(void)
{
	struct button_page page = { .user_id = INT64_MAX, .limit = 50, .skip = INT64_MAX };
	struct button buttons[] = {
		button_of(&arena, BUTTON_CONFIRM, LANG_ES, INT64_MAX - 5, INT64_MAX, "1,00"),
		button_of_page(&arena, BUTTON_OLDER, LANG_EN, &page),
		button_of_chart(&arena, LANG_EN, "balances-over-time"),
	};
	for (size_t i = 0; i < sizeof buttons / sizeof *buttons; i++) {
		struct button_press press;
		CHECK(strlen(buttons[i].id) <= BUTTON_LONGEST_ID);
		CHECK(strspn(buttons[i].id, "abcdefghijklmnopqrstuvwxyz0123456789:-") ==
		      strlen(buttons[i].id));
		CHECK(button_read(buttons[i].id, &press));
	}
	/* a label of letters of four bytes each is cut at code points; what is there twice is not
	 * written twice, nor what has no id or one that is too long */
	struct buf label = { 0 }, longest = { 0 }, json = { 0 };
	for (int i = 0; i < 200; i++) {
		buf_text(&label, "💸");
		buf_text(&longest, i < 101 ? "💸" : "");
	}
	struct button list[] = { { "1:yes:1", buf_string(&label), BUTTON_SUCCESS },
				 { "1:yes:1", "again", BUTTON_SUCCESS },
				 { "", "none", BUTTON_SUCCESS },
				 { buf_string(&longest), "long", BUTTON_SUCCESS } };
	struct appearance appearance = { .buttons = list, .button_count = 4 };
	buf_char(&json, '{');
	components_write(&json, &appearance);
	buf_char(&json, '}');
	const char *why;
	const cJSON *rows = json_get(json_object(&arena, json.bytes, json.length, &why), "component"
											 "s"),
		    *row = json_get(cJSON_GetArrayItem(rows, 0), "components");
	CHECK(cJSON_GetArraySize(rows) == 1 && cJSON_GetArraySize(row) == 1);
	CHECK(utf8_count(json_text(cJSON_GetArrayItem(row, 0), "label")) == COMPONENT_LABEL);
	buf_free(&label);
	buf_free(&longest);
	buf_free(&json);
}

static void altered_ids_are_none(void)
{
	static const char *const ids[] = { "",
					   "1",
					   "1:",
					   "1:yes",
					   "1:yes:",
					   "2:yes:41",
					   "1:yes:041",
					   "1:yes:+41",
					   "1:yes:41 ",
					   "1:yes:41:12",
					   "1:yes:-41",
					   "1:yes:41-41",
					   "1:yes:43-41",
					   "1:yes:1-61",
					   "1:yes:99999999999999999999",
					   "1:YES:41",
					   "1:pay:41",
					   "1:config:41",
					   "1:page:history:12:10",
					   "1:page:history:12:0:0",
					   "1:page:history:12:51:0",
					   "1:page:ledger:12:10:0",
					   "1:page:journal:10:20:30",
					   "1:chart:nothing",
					   "1:chart:balances\n",
					   "1:role:@1" };
	struct button_press press;
	for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
		CHECK(!button_read(ids[i], &press));
	CHECK(button_read("1:yes:41-43", &press) && press.first == 41 && press.last == 43);
	CHECK(button_read("1:page:journal:20:0", &press) && press.page.journal);
}

static const char *record_of(const char *id, const char *chosen)
{
	uint64_t roles[] = { 601 };
	struct command command = { .lang = LANG_ES,
				   .author = { .id = 12, .roles = roles, .role_count = 1 } };
	struct button_press press;
	struct buf line = { 0 };
	if (!button_read(id, &press) || !button_command(&arena, &press, chosen, &command))
		return "none";
	buf_text(&line, command.verb);
	for (size_t i = 0; i < command.argument_count; i++)
		buf_printf(&line, " %s=%s", command.arguments[i].key, command.arguments[i].value);
	buf_printf(&line, " %s", lang_name(command.lang));
	const char *copy = arena_copy(&arena, line.bytes, line.length);
	buf_free(&line);
	return copy;
}

static void a_press_is_the_command_of_its_words(void)
{
	SAME(record_of("1:yes:41", NULL), "accept n=41 es");
	SAME(record_of("1:yes:41-43", NULL), "accept n=41 42 43 reply=1 es");
	SAME(record_of("1:no:41", NULL), "decline n=41 es");
	SAME(record_of("1:cancel:41", NULL), "cancel n=41 es");
	SAME(record_of("1:capture:44", NULL), "capture n=44 es");
	SAME(record_of("1:release:44", NULL), "release n=44 es");
	SAME(record_of("1:pause:3", NULL), "schedule pause schedule=3 es");
	SAME(record_of("1:stop:3", NULL), "schedule stop schedule=3 es");
	SAME(record_of("1:part:41", NULL), "none");
	SAME(record_of("1:page:history:12:10:20", NULL), "history who=@12 n=10 skip=20 es");
	SAME(record_of("1:page:journal:20:31", NULL), "report name=journal limit=20 below=31 es");
	SAME(record_of("1:chart:balances", NULL), "report name=balances chart=chart es");
	SAME(record_of("1:role:0", "600"), "role take role=&600 es");
	SAME(record_of("1:role:0", "601"), "role leave role=&601 es"); /* they have it */
	SAME(record_of("1:role:0", "600> everyone"), "none");
	SAME(record_of("1:role:0", NULL), "none");
}

int main(void)
{
	ids_are_short_and_say_nothing();
	altered_ids_are_none();
	a_press_is_the_command_of_its_words();
	arena_free(&arena);
	return REPORT("button");
}
