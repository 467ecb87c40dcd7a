/* Own messages of a channel, and the entries of those that are digests. */
#include "discord/prior_replies.h"

#include <string.h>

struct piece {
	const char *text;
	bool given;
	struct piece *next;
}; /* of a digest: from its author to the next one's */
struct own_message {
	uint64_t id, reply_to;
	const char *content;
	struct piece *pieces; /* NULL: no digest */
	struct own_message *next;
};

static const char author_mark[] = "**@";

static bool begins_piece(const char *text)
{
	return strncmp(text, author_mark, sizeof author_mark - 1) == 0;
}

static void cut(struct answered *answered, struct own_message *message)
{
	struct piece **last = &message->pieces;
	if (!begins_piece(message->content))
		return;
	for (const char *at = message->content; at; at = strstr(at, "\n**@")) {
		at += *at == '\n';
		*last = arena_alloc(&answered->arena, sizeof **last);
		(*last)->text = at;
		last = &(*last)->next;
	}
}

void answered_add(struct answered *answered, const cJSON *message, uint64_t own_id)
{
	uint64_t author_id;
	struct own_message own = { .content = json_text(message, "content") };
	if (!json_id(json_get(message, "author"), "id", &author_id) || author_id != own_id ||
	    !own.content || !json_id(message, "id", &own.id) ||
	    !json_id(json_get(message, "message_reference"), "message_id", &own.reply_to))
		return;
	struct own_message *kept = arena_alloc(&answered->arena, sizeof *kept);
	*kept = own;
	kept->content = arena_strdup(&answered->arena, own.content);
	cut(answered, kept);
	if (!answered->last)
		answered->last = &answered->messages;
	*answered->last = kept;
	answered->last = &kept->next;
}

/* Discord drops white space at a message's end. */
static size_t trimmed(const char *text)
{
	size_t length = strlen(text);
	while (length && strchr(" \t\r\n", text[length - 1]))
		length--;
	return length;
}

static bool same_words(const struct piece *piece, const char *entry)
{
	size_t length = trimmed(entry);
	const char *rest = piece->text + length;
	return strncmp(piece->text, entry, length) == 0 &&
	       (!*rest || (*(rest += strspn(rest, " \t\r")) == '\n' && begins_piece(rest + 1)) ||
		!*rest);
}

static bool same_author(const struct piece *piece, const char *entry)
{
	const char *end = strstr(entry + sizeof author_mark - 1, "**");
	return end && strncmp(piece->text, entry, (size_t)(end - entry) + 2) == 0;
}

static struct piece *piece_for(const struct own_message *message, const char *entry, bool by_author)
{
	for (struct piece *piece = message->pieces; piece; piece = piece->next)
		if (!piece->given &&
		    (by_author ? same_author(piece, entry) : same_words(piece, entry)))
			return piece;
	return NULL;
}

uint64_t answered_find(struct answered *answered, const struct delivery *delivery, bool by_author)
{
	for (const struct own_message *message = answered->messages; message;
	     message = message->next) {
		bool direct = message->reply_to == delivery->reply_to;
		if (message->id <= delivery->reply_to || message->reply_to < delivery->reply_to ||
		    (!direct && !message->pieces))
			continue;
		struct piece *piece = piece_for(message, delivery->entry, by_author);
		if (!piece && direct)
			piece = piece_for(message, delivery->entry, true);
		if (piece)
			piece->given = true;
		if (piece || direct)
			return message->id;
	}
	return 0;
}

void answered_free(struct answered *answered)
{
	arena_free(&answered->arena);
}
