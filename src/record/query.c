/* From and to JSON. */
#include "record/query.h"

#include <string.h>

#include "record/reading.h"

static void write_text(struct buf *out, const char *key, const char *text)
{
	if (!text)
		return;
	buf_json_key(out, key);
	buf_json(out, text);
}

void record_write_query(struct buf *out, const struct query *query)
{
	buf_printf(out, "{\"type\":\"query\",\"guild_id\":\"%ju\"", query->guild_id);
	record_write_author(out, &query->author);
	write_text(out, "lang", lang_name(query->lang));
	write_text(out, "verb", query->verb);
	write_text(out, "option", query->option);
	write_text(out, "text", query->text);
	write_text(out, "setting", query->setting);
	buf_text(out, "}\n");
}

bool record_read_query(struct arena *arena, const char *line, size_t length, struct query *query,
		       const char **why)
{
	const cJSON *json = json_object(arena, line, length, why);
	const char *type = json_text(json, "type"), *lang = json_text(json, "lang");
	*query = (struct query){ .verb = json_text(json, "verb"),
				 .option = json_text(json, "option"),
				 .text = json_text(json, "text"),
				 .setting = json_text(json, "setting") };
	if (!json)
		return false;
	if (!type || strcmp(type, "query") != 0)
		*why = "its \"type\" is not query";
	else if (!lang || lang_from_name(lang, &query->lang) < 0)
		*why = "\"lang\" is neither \"en\" nor \"es\"";
	else if (!query->verb)
		*why = "\"verb\" is missing";
	else
		return record_need_id(arena, json, "guild_id", &query->guild_id, why) &&
		       record_read_author(arena, json_get(json, "author"), &query->author, why);
	return false;
}
