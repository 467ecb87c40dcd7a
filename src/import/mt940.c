/* MT940: SWIFT's customer statement, in its envelope or without one. Fields :61: are movements,
 * :86: their words, :60F: and :62F: the balances around them, :60M: and :62M: those between pages.
 * Here lines become fields. */
#include "import/mt940.h"

#include <string.h>

/* The length of a tag, ":61:", that TEXT begins with; 0: none. */
static size_t tag_length(const char *text)
{
	size_t at = 1;
	if (text[0] != ':')
		return 0;
	if (strncmp(text, ":NS:", 4) == 0)
		return 4;
	for (; at <= 2; at++)
		if (text[at] < '0' || text[at] > '9')
			return 0;
	at += text[at] >= 'A' && text[at] <= 'Z';
	return text[at] == ':' ? at + 1 : 0;
}

/* Whether TEXT is the beginning of a tag and nothing else. */
static bool is_half_tag(const char *text, size_t length)
{
	if (length < 1 || length > MT940_HALF_TAG || text[0] != ':')
		return false;
	for (size_t i = 1; i < length; i++)
		if (i < 3 ? text[i] < '0' || text[i] > '9' : text[i] < 'A' || text[i] > 'Z')
			return false;
	return true;
}

static void add_to_field(struct mt940 *mt940, const char *bytes, size_t length)
{
	if (mt940->field.length + length <= MT940_LONGEST_FIELD) {
		buf_add(&mt940->field, bytes, length);
		return;
	}
	mt940_too_long(mt940);
	mt940->tag[0] = '\0';
}

static void begin_field(struct mt940 *mt940, const char *line, size_t length, size_t tag,
			uint64_t place)
{
	mt940_end_field(mt940);
	memcpy(mt940->tag, line + 1, tag - 2);
	mt940->tag[tag - 2] = '\0';
	mt940->place = place;
	mt940->before = mt940->last;
	buf_clear(&mt940->field);
	add_to_field(mt940, line + tag, length - tag);
}

/* The envelope: blocks {1:…}{2:…}{3:…}, then {4: before the first field, and -}{5:…} behind the
 * last; or only - there. Returns what is left of the line. */
static const char *without_envelope(struct mt940 *mt940, const char *line, size_t *length)
{
	const char *text;
	if (line[0] == '-' && (*length == 1 || line[1] == '}')) {
		mt940_end_field(mt940);
		*length = 0;
	} else if (line[0] == '{' && line[1] >= '1' && line[1] <= '5' && line[2] == ':') {
		mt940_end_field(mt940);
		text = strstr(line, "{4:");
		text = text ? text + 3 : line + *length;
		*length -= (size_t)(text - line);
		return text;
	}
	return line;
}

/* A line that is not the first half of a tag, or is known not to be. */
static void read_line(struct mt940 *mt940, const char *line, size_t length, uint64_t place)
{
	bool blank = !length;
	line = without_envelope(mt940, line, &length);
	size_t tag = tag_length(line);
	if (tag) {
		begin_field(mt940, line, length, tag, place);
	} else if (length && *mt940->tag) { /* else it is what banks write around a message */
		buf_char(&mt940->field, '\n');
		add_to_field(mt940, line, length);
	}
	if (!blank)
		mt940->last = place;
}

/* Whether the line that was held back and this one are a tag together; where not, the one held back
 * is read by itself. */
static bool read_held(struct mt940 *mt940, const char *line)
{
	struct buf whole = { 0 };
	buf_text(&whole, mt940->held);
	buf_text(&whole, line);
	bool tag = tag_length(whole.bytes) > 0;
	if (tag)
		read_line(mt940, whole.bytes, whole.length, mt940->held_place);
	else
		read_line(mt940, mt940->held, strlen(mt940->held), mt940->held_place);
	buf_free(&whole);
	mt940->held[0] = '\0';
	return tag;
}

static void read_physical_line(struct mt940 *mt940, const char *line, size_t length)
{
	uint64_t place = mt940->reading->source->number;
	if (*mt940->held && read_held(mt940, line)) {
		mt940->last = place;
		return;
	}
	if (is_half_tag(line, length)) {
		memcpy(mt940->held, line, length + 1);
		mt940->held_place = place;
		return;
	}
	read_line(mt940, line, length, place);
}

static void read_mt940(struct list_reading *reading)
{
	struct mt940 mt940 = { .reading = reading, .statement = { .reading = reading } };
	size_t length;
	char *line;
	while ((line = source_line(reading->source, &length, reading->taker)))
		read_physical_line(&mt940, line, length);
	if (*mt940.held)
		read_held(&mt940, "");
	mt940_end_field(&mt940);
	mt940_end_list(&mt940);
	buf_free(&mt940.field);
	buf_free(&mt940.words);
}

static bool line_begins(const char *head, const char *word)
{
	for (const char *at = head; (at = strstr(at, word)); at++)
		if (at == head || at[-1] == '\n' || at[-1] == '\r')
			return true;
	return false;
}

/* An envelope, or a reference and the opening balance. */
static bool mt940_fits(const char *head, size_t length)
{
	(void)length;
	head += strspn(head, " \t\r\n");
	return strncmp(head, "{1:", 3) == 0 ||
	       (line_begins(head, ":20:") &&
		(line_begins(head, ":60F:") || line_begins(head, ":60M:")));
}

/* SWIFT's own letters are of ASCII; banks write what they have. */
static const char *mt940_declared(const char *head, size_t length)
{
	(void)head;
	(void)length;
	return NULL;
}

const struct list_format format_mt940 = { .name = "mt940",
					  .title = "MT940",
					  .fits = mt940_fits,
					  .declared = mt940_declared,
					  .read = read_mt940 };
