/* Modals, written and read. */
#include "interaction/form.h"

#include <string.h>

#include "base/unicode.h"
#include "command/button.h"

/* Discord's limits and numbers:
 * https://discord.com/developers/docs/components/reference#component-object-component-types */
enum {
	MOST_FIELDS = 5,
	LONGEST_LABEL = 45,
	LONGEST_ID = 100,
	LONGEST_TEXT = 4000,
	LONGEST_AMOUNT = 60,
	COMPONENT_SELECT = 3,
	COMPONENT_TEXT = 4,
	COMPONENT_LABEL = 18,
	ONE_LINE = 1,
	SEVERAL_LINES = 2,
};
/* The counts, the field that the others share, and what to do with a difference. */
enum { MOST_COUNTS = MOST_FIELDS - 1, MOST_READ = 200 };
#define CLOSE_ID "1:close"
#define OTHERS "others"
#define DIFFERENCE "difference"
#define BOOK "book"
#define REFUSE "refuse"

/* A form while it is written. */
struct writing {
	struct buf *json;
	struct arena *arena;
	enum lang lang;
	size_t fields;
};

/* Characters as Discord's clients count them: those beyond the first 65,536 are two. */
static size_t length_of(const char *text)
{
	size_t length = 0;
	for (; *text; text++) {
		unsigned char byte = (unsigned char)*text;
		length += (byte & 0xc0) != 0x80; /* it begins a character */
		length += byte >= 0xf0;
	}
	return length;
}

/* The beginning of TEXT, of at most MOST characters. */
static const char *cut(struct arena *arena, const char *text, size_t most)
{
	size_t points = most;
	const char *copy = text;
	while (length_of(copy) > most && points)
		copy = arena_printf(arena, "%.*s…", (int)utf8_prefix(text, --points), text);
	return copy;
}

static void begin_form(struct writing *writing, const char *id, const char *title)
{
	buf_text(writing->json, "{\"type\":9,\"data\":{\"custom_id\":");
	buf_json(writing->json, id);
	buf_text(writing->json, ",\"title\":");
	buf_json(writing->json, cut(writing->arena, title, LONGEST_LABEL));
	buf_text(writing->json, ",\"components\":[");
}

static void end_form(struct writing *writing)
{
	buf_text(writing->json, "]}}");
}

/* A field with LABEL; its own component follows, and then end_field(). */
static void begin_field(struct writing *writing, const char *label, int type, const char *id,
			bool required)
{
	buf_printf(writing->json, "%s{\"type\":%d,\"label\":", writing->fields++ ? "," : "",
		   COMPONENT_LABEL);
	buf_json(writing->json, cut(writing->arena, label, LONGEST_LABEL));
	buf_printf(writing->json, ",\"component\":{\"type\":%d,\"custom_id\":", type);
	buf_json(writing->json, id);
	buf_printf(writing->json, ",\"required\":%s", required ? "true" : "false");
}

static void end_field(struct writing *writing)
{
	buf_text(writing->json, "}}");
}

static void write_amount_field(struct writing *writing, const char *label, const char *id,
			       bool required)
{
	begin_field(writing, label, COMPONENT_TEXT, id, required);
	buf_printf(writing->json, ",\"style\":%d,\"max_length\":%d,\"placeholder\":", ONE_LINE,
		   LONGEST_AMOUNT);
	buf_json(writing->json, tr(writing->lang, N_("Such as 12.50")));
	end_field(writing);
}

void form_write_part(struct buf *json, struct arena *arena, enum lang lang, int64_t number)
{
	struct writing writing = { json, arena, lang, 0 };
	begin_form(&writing, arena_printf(arena, "1:part:%jd", number),
		   arena_printf(arena, tr(lang, N_("Pay a part of %jd")), number));
	write_amount_field(&writing, tr(lang, N_("How much")), "amount", true);
	end_form(&writing);
}

static const char *id_of_count(struct arena *arena, const struct form_count *count)
{
	return arena_printf(arena, "count:%s=%s", count->account, count->currency);
}

/* An equals sign parts account and currency; older books have longer names than those of today. */
static bool has_own_field(struct arena *arena, const struct form_count *count)
{
	return !strchr(count->account, '=') && length_of(id_of_count(arena, count)) <= LONGEST_ID;
}

/* "hall (EUR): ", a line for each count that has no field of its own and fits, from ARENA. */
static const char *lines_of(struct arena *arena, const struct form_count *const *counts,
			    size_t count)
{
	struct buf lines = { 0 }, line = { 0 };
	size_t length = 0;
	for (size_t i = 0; i < count; i++) {
		buf_clear(&line);
		buf_printf(&line, "%s%s (%s): ", lines.length ? "\n" : "", counts[i]->account,
			   counts[i]->currency);
		size_t more = length_of(buf_string(&line));
		if (length + more > LONGEST_TEXT)
			continue;
		buf_add(&lines, line.bytes, line.length);
		length += more;
	}
	const char *copy = arena_strdup(arena, buf_string(&lines));
	buf_free(&lines);
	buf_free(&line);
	return copy;
}

static void write_shared_field(struct writing *writing, const char *lines)
{
	begin_field(writing, tr(writing->lang, N_("Other accounts, one a line")), COMPONENT_TEXT,
		    OTHERS, false);
	buf_printf(writing->json, ",\"style\":%d,\"max_length\":%d,\"value\":", SEVERAL_LINES,
		   LONGEST_TEXT);
	buf_json(writing->json, lines);
	end_field(writing);
}

static void write_choice(struct writing *writing, const char *value, const char *label, bool chosen)
{
	buf_printf(writing->json, "{\"value\":\"%s\",\"label\":", value);
	buf_json(writing->json, label);
	buf_text(writing->json, chosen ? ",\"default\":true}" : "}");
}

static void write_difference_field(struct writing *writing, bool book)
{
	enum lang lang = writing->lang;
	begin_field(writing, tr(lang, N_("If the count differs")), COMPONENT_SELECT, DIFFERENCE,
		    false);
	buf_text(writing->json, ",\"options\":[");
	write_choice(writing, REFUSE, tr(lang, N_("Do not close the batch")), false);
	buf_char(writing->json, ',');
	write_choice(writing, BOOK, tr(lang, N_("Book the difference")), book);
	buf_char(writing->json, ']');
	end_field(writing);
}

void form_write_close(struct buf *json, struct arena *arena, enum lang lang,
		      const struct form_count *counts, size_t count, bool book)
{
	struct writing writing = { json, arena, lang, 0 };
	const struct form_count **own = arena_alloc(arena, sizeof(void *) * (count + 1)),
				**shared = arena_alloc(arena, sizeof(void *) * (count + 1));
	size_t own_count = 0, shared_count = 0;
	for (size_t i = 0; i < count; i++)
		if (has_own_field(arena, &counts[i]) &&
		    (own_count < MOST_COUNTS - 1 ||
		     (own_count < MOST_COUNTS && i + 1 == count && !shared_count)))
			own[own_count++] = &counts[i];
		else
			shared[shared_count++] = &counts[i];
	begin_form(&writing, CLOSE_ID, tr(lang, N_("Close the batch")));
	for (size_t i = 0; i < own_count; i++)
		write_amount_field(&writing,
				   arena_printf(arena, "%s (%s)",
						cut(arena, own[i]->account,
						    LONGEST_LABEL - strlen(" ()") -
							    length_of(own[i]->currency)),
						own[i]->currency),
				   id_of_count(arena, own[i]), false);
	if (shared_count || !own_count)
		write_shared_field(&writing, lines_of(arena, shared, shared_count));
	write_difference_field(&writing, book);
	end_form(&writing);
}

/* Of values that may be more than there is room for, which are then refused with the form. */
static bool add_value(struct chosen *chosen, const char *name, const char *value)
{
	if (chosen->count == MOST_READ)
		return false;
	chosen->values[chosen->count++] = (struct slash_value){ .name = name, .value = value };
	return true;
}

/* "hall (EUR): 12.50". What is not so is passed on as it is, and refused with its words. */
static bool read_line(struct arena *arena, struct chosen *chosen, char *line)
{
	char *colon = strrchr(line, ':'), *open;
	const char *value = colon ? colon + 1 : line;
	while (text_space(value))
		value += text_space(value);
	if (!*value)
		return true;
	if (colon)
		*colon = '\0';
	open = colon ? strrchr(line, '(') : NULL;
	size_t length = open ? strcspn(open, ")") : 0;
	if (!open || !open[length] || open == line || open[-1] != ' ')
		return add_value(chosen, OTHERS, line);
	open[-1] = open[length] = '\0';
	return add_value(chosen, arena_printf(arena, "count:%s=%s", line, open + 1), value);
}

static bool read_lines(struct arena *arena, struct chosen *chosen, const char *text)
{
	char *save = NULL, *copy = arena_strdup(arena, text);
	for (char *line = strtok_r(copy, "\r\n", &save); line; line = strtok_r(NULL, "\r\n", &save))
		if (!read_line(arena, chosen, line))
			return false;
	return true;
}

/* One field: a text, or a list of what was chosen. */
static bool read_field(struct arena *arena, struct chosen *chosen, const cJSON *field)
{
	const char *id = json_text(field, "custom_id"), *value = json_text(field, "value");
	const cJSON *values = json_get(field, "values");
	if (cJSON_IsArray(values) && cJSON_IsString(values->child))
		value = values->child->valuestring;
	if (!id || !value || (strcmp(id, DIFFERENCE) == 0 && strcmp(value, REFUSE) == 0))
		return true;
	return strcmp(id, OTHERS) == 0 ? read_lines(arena, chosen, value)
				       : add_value(chosen, id, value);
}

/* Labels hold one field, the rows of older clients a list of them. */
static bool read_fields(struct arena *arena, struct chosen *chosen, const cJSON *components)
{
	const cJSON *component, *field;
	cJSON_ArrayForEach(component, components)
	{
		const cJSON *inside = json_get(component, "component"),
			    *row = json_get(component, "components");
		if (cJSON_IsObject(inside) && !read_field(arena, chosen, inside))
			return false;
		cJSON_ArrayForEach(field, row)
		{
			if (!read_field(arena, chosen, field))
				return false;
		}
	}
	return true;
}

bool form_read(struct arena *arena, const struct interaction *interaction, struct chosen *chosen)
{
	const char *id = json_text(interaction->data, "custom_id");
	struct button_press press;
	*chosen =
		(struct chosen){ .values = arena_alloc(arena, sizeof *chosen->values * MOST_READ) };
	if (!id)
		return false;
	if (strcmp(id, CLOSE_ID) == 0) {
		chosen->verb = &verb_table[VERB_BATCH_CLOSE];
	} else if (button_read(id, &press) && press.kind == BUTTON_PART &&
		   press.first == press.last) {
		chosen->verb = &verb_table[VERB_ACCEPT];
		add_value(chosen, "number", arena_printf(arena, "%jd", press.first));
	}
	return chosen->verb &&
	       read_fields(arena, chosen, json_get(interaction->data, "components"));
}
