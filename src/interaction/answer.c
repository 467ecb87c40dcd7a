/* An outcome's text, embed, buttons and files, for whoever asked or for all who read the message.
 */
#include "interaction/answer.h"

#include <string.h>

#include "base/instant.h"
#include "base/unicode.h"
#include "command/button.h"
#include "command/verbs.h"
#include "discord/components.h"
#include "discord/payload.h"
#include "discord/split.h"
#include "interaction/multipart.h"
#include "interaction/payload.h"

enum { MESSAGE = 4, UPDATE = 7 }; /* types of answers */
enum { FLAG_SUPPRESS_EMBEDS = 1 << 2, FLAG_EPHEMERAL = 1 << 6 };
/* Discord refused responses with more than about 150 kB of files:
 * https://github.com/discord/discord-api-docs/issues/5250 */
enum { MOST_FILE_BYTES = 100 * 1024 };
/* Code points of what a message said that are worth to be kept. */
enum { LEAST_SAID = 100 };

struct answering {
	struct arena *arena;
	const cJSON *asked;
	enum lang lang;
	struct outcome outcome;
	struct delivery delivery; /* the same as a message */
	struct message_parts parts;
	bool private_reply;
	struct button_press press;
	bool pressed; /* PRESS is what was pressed, or what opened the form that came back */
	int type;
	bool keeps; /* of an update: what the message said stays, and the text goes below it */
};

static bool succeeded(const struct outcome *outcome)
{
	bool again = strcmp(outcome->status, "duplicate") == 0;
	return strcmp(outcome->status, "ok") == 0 || (again && !outcome->code);
}

/* Whether the message that was pressed becomes something else: it shows what was decided, or turns
 * to another page. What others see turns to no page that somebody else asked for. */
static void choose_type(struct answering *answering)
{
	const cJSON *message = json_get(answering->asked, "message");
	bool in_private = json_integer(message, "flags", 0) & FLAG_EPHEMERAL;
	answering->type = MESSAGE;
	if (!answering->pressed || !cJSON_IsObject(message) || !succeeded(&answering->outcome))
		return;
	switch (answering->press.kind) {
	case BUTTON_ROLES:
	case BUTTON_CHART: return;
	case BUTTON_OLDER:
		if (in_private)
			answering->type = UPDATE;
		return;
	default:
		/* what is for one person's eyes is not written where all read */
		if (in_private || !answering->private_reply)
			answering->type = UPDATE;
		answering->keeps = answering->type == UPDATE;
	}
}

static bool read_outcome(struct answering *answering, struct json_line record,
			 struct json_line line)
{
	const char *why;
	struct record read;
	const char *id = json_text(json_get(answering->asked, "data"), "custom_id");
	if (!record_read(answering->arena, line.bytes, line.length, &read, &why) ||
	    read.type != RECORD_OUTCOME ||
	    !record_read_outcome(answering->arena, read.json, &answering->outcome, &why))
		return false;
	const cJSON *asked = json_object(answering->arena, record.bytes, record.length, &why);
	answering->private_reply =
		!asked || json_true(asked, "private") || !succeeded(&answering->outcome);
	answering->pressed =
		asked && json_true(asked, "pressed") && id && button_read(id, &answering->press);
	return true;
}

static const char *text_of(const struct answering *answering)
{
	const char *text = answering->outcome.text;
	if (text && text[strspn(text, " \t\r\n")])
		return text;
	if (answering->pressed)
		return tr(answering->lang, N_("Nothing in this message waits for you."));
	return tr(answering->lang, N_("There is nothing to say about that."));
}

/* The files of the outcome, where they are not too much for a response. */
static void take_files(struct answering *answering)
{
	const struct outcome *outcome = &answering->outcome;
	struct delivery *delivery = &answering->delivery;
	size_t bytes = 0;
	for (size_t i = 0; i < outcome->file_count; i++)
		bytes += strlen(outcome->files[i].base64) / 4 * 3;
	if (bytes <= MOST_FILE_BYTES) {
		memcpy(delivery->files, outcome->files, sizeof delivery->files);
		delivery->file_count = outcome->file_count;
	} else {
		delivery->content =
			arena_printf(answering->arena, "%s\n%s", delivery->content,
				     tr(answering->lang, N_("The file is too long for this answer: "
							    "ask for less, "
							    "or write the command as a message.")));
	}
}

static void make_message(struct answering *answering)
{
	struct delivery *delivery = &answering->delivery;
	bool notifies = !answering->private_reply && answering->type == MESSAGE;
	*delivery = (struct delivery){ .kind = DELIVER_REPLY,
				       .content = text_of(answering),
				       .appearance = answering->outcome.appearance };
	if (notifies) {
		delivery->pings = answering->outcome.pings;
		delivery->ping_count = answering->outcome.ping_count;
	}
	take_files(answering);
	if (!message_parts(answering->arena, delivery, 1, &answering->parts))
		return;
	delivery->file_count = 0; /* one of them is none */
	message_parts(answering->arena, delivery, 1, &answering->parts);
}

static const char *label_in(const cJSON *component, const char *id)
{
	const cJSON *inner;
	const char *own = json_text(component, "custom_id");
	if (own && strcmp(own, id) == 0)
		return json_text(component, "label");
	cJSON_ArrayForEach(inner, json_get(component, "components"))
	{
		const char *label = label_in(inner, id);
		if (label)
			return label;
	}
	return NULL;
}

/* What the button was called that was pressed. */
static const char *label_of(const struct answering *answering)
{
	const char *id = json_text(json_get(answering->asked, "data"), "custom_id");
	const cJSON *row, *rows = json_get(json_get(answering->asked, "message"), "components");
	cJSON_ArrayForEach(row, rows)
	{
		const char *label = cJSON_IsObject(row) ? label_in(row, id) : NULL;
		if (label && *label && utf8_count(label) <= COMPONENT_LABEL)
			return label;
	}
	return button_of(answering->arena, answering->press.kind, answering->lang, 0, 0, NULL)
		.label;
}

/* "@bob chose “Accept 12.50” on …:" and what came of it. */
static const char *decision_text(const struct answering *answering)
{
	const cJSON *member = json_get(answering->asked, "member");
	uint64_t user_id = 0, id = 0;
	struct buf label = { 0 };
	const char **parts;
	json_id(json_get(member, "user"), "id", &user_id);
	json_id(answering->asked, "id", &id);
	text_markdown(&label, label_of(answering));
	const char *text = arena_printf(
		answering->arena, tr(answering->lang, N_("<@%ju> chose “%s” on <t:%jd:f>:\n%s")),
		user_id, buf_string(&label), snowflake_time(id) / 1000, text_of(answering));
	buf_free(&label);
	split_text(answering->arena, text, MESSAGE_POINTS, &parts);
	return parts[0];
}

/* What the message said, as far as there is room for it, with the decision below it. */
static const char *updated_text(const struct answering *answering)
{
	const char *said = json_text(json_get(answering->asked, "message"), "content"),
		   *decision = decision_text(answering), **parts;
	size_t points = utf8_count(decision) + 1;
	if (!said || !*said || points + LEAST_SAID > MESSAGE_POINTS)
		return decision;
	split_text(answering->arena, said, MESSAGE_POINTS - points, &parts);
	return arena_printf(answering->arena, "%s\n%s", parts[0], decision);
}

static void add_content(const struct answering *answering, struct buf *json)
{
	const struct message_parts *parts = &answering->parts;
	bool embed = parts->form == MESSAGE_EMBED;
	buf_text(json, "\"content\":");
	if (answering->keeps) {
		buf_json(json, updated_text(answering));
		return;
	}
	buf_json(json, embed ? parts->embed.outside : parts->texts[0]);
	if (embed) {
		buf_char(json, ',');
		embed_write(json, &parts->embed, answering->delivery.appearance.color);
	} else if (answering->type == UPDATE) {
		buf_text(json, ",\"embeds\":[]");
	}
}

static void add_flags(const struct answering *answering, struct buf *json)
{
	int flags = answering->private_reply ? FLAG_EPHEMERAL : 0;
	if (answering->parts.form != MESSAGE_EMBED)
		flags |= FLAG_SUPPRESS_EMBEDS;
	if (answering->type == MESSAGE && flags)
		buf_printf(json, ",\"flags\":%d", flags);
}

static void add_mentions(const struct answering *answering, struct buf *json)
{
	const struct delivery *delivery = &answering->delivery;
	buf_text(json, ",\"allowed_mentions\":{\"parse\":[]");
	for (size_t i = 0; i < delivery->ping_count; i++)
		buf_printf(json, "%s\"%ju\"%s", i ? "," : ",\"users\":[", delivery->pings[i],
			   i + 1 == delivery->ping_count ? "]" : "");
	buf_char(json, '}');
}

/* Of what the message has now: a page that replaces another takes its files along. */
static void add_attachments(const struct answering *answering, struct buf *json)
{
	const struct message_parts *parts = &answering->parts;
	if (answering->keeps || (answering->type == MESSAGE && !parts->file_count))
		return;
	buf_text(json, ",\"attachments\":[");
	for (size_t i = 0; i < parts->file_count; i++) {
		buf_printf(json, "%s{\"id\":\"%zu\",\"filename\":", i ? "," : "", i);
		buf_json(json, parts->files[i].name);
		buf_char(json, '}');
	}
	buf_char(json, ']');
}

static void write_answer(const struct answering *answering, struct buf *json)
{
	const struct appearance *appearance = &answering->delivery.appearance;
	buf_printf(json, "{\"type\":%d,\"data\":{", answering->type);
	add_content(answering, json);
	if (answering->type == UPDATE || components_any(appearance)) {
		buf_char(json, ',');
		components_write(json, appearance);
	}
	add_flags(answering, json);
	add_mentions(answering, json);
	add_attachments(answering, json);
	buf_text(json, "}}");
}

bool interaction_answer(struct arena *arena, const cJSON *asked, struct json_line record,
			struct json_line outcome, struct buf *body, const char **media_type)
{
	struct answering answering = { .arena = arena,
				       .asked = asked,
				       .lang = interaction_lang(asked) };
	struct buf json = { 0 };
	if (!read_outcome(&answering, record, outcome))
		return false;
	choose_type(&answering);
	make_message(&answering);
	write_answer(&answering, &json);
	if (answering.parts.file_count && !answering.keeps)
		*media_type = multipart_write(arena, &json, answering.parts.files,
					      answering.parts.file_count, body);
	else
		buf_add(body, json.bytes, json.length);
	buf_free(&json);
	return true;
}
