/* Title, colour and link of a message, in deliveries and outcomes: from and to JSON. */
#include <string.h>

#include "record/reading.h"

void record_take_appearance(const cJSON *embed, const cJSON *button, struct appearance *appearance)
{
	const char *url = json_text(button, "url"), *label = json_text(button, "label");
	appearance->title = json_text(embed, "title");
	appearance->color = (uint32_t)json_integer(embed, "color", 0) & 0xffffff;
	if (!url || !label || !*label || strlen(url) > LONGEST_BUTTON_URL ||
	    (strncmp(url, "https://", 8) != 0 && strncmp(url, "http://", 7) != 0))
		return;
	appearance->label = label;
	appearance->url = url;
}

static void write_title(struct buf *out, const struct appearance *appearance)
{
	buf_text(out, "\"title\":");
	buf_json(out, appearance->title);
	buf_printf(out, ",\"color\":%u", (unsigned)appearance->color);
}

static void write_link(struct buf *out, const struct appearance *appearance)
{
	buf_text(out, "\"label\":");
	buf_json(out, appearance->label);
	buf_text(out, ",\"url\":");
	buf_json(out, appearance->url);
}

void record_write_appearance(struct buf *out, const struct appearance *appearance)
{
	if (appearance->title) {
		buf_text(out, ",\"embed\":{");
		write_title(out, appearance);
		buf_char(out, '}');
	}
	if (appearance->url) {
		buf_text(out, ",\"button\":{");
		write_link(out, appearance);
		buf_char(out, '}');
	}
}

void record_write_one_appearance(struct buf *out, const struct appearance *appearance)
{
	if (!appearance->title)
		return;
	buf_text(out, ",\"appearance\":{");
	write_title(out, appearance);
	if (appearance->url) {
		buf_char(out, ',');
		write_link(out, appearance);
	}
	buf_char(out, '}');
}
