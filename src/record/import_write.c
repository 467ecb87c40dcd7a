/* The records of a bank's list, to JSON. */
#include "record/import_record.h"

#include "base/calendar.h"
#include "base/instant.h"
#include "record/reading.h"

static void write_text(struct buf *out, const char *key, const char *text)
{
	if (!text || !*text)
		return;
	buf_json_key(out, key);
	buf_json(out, text);
}

static void write_day(struct buf *out, const char *key, int64_t day)
{
	char text[DAY_TEXT_SIZE];
	write_text(out, key, day_format(day, text));
}

static void write_head(struct buf *out, const char *type, uint64_t guild_id, int64_t time)
{
	char text[INSTANT_TEXT_SIZE];
	buf_char(out, '{');
	write_text(out, "type", type);
	buf_text(out, ",\"guild_id\":\"");
	buf_unsigned(out, guild_id);
	buf_char(out, '"');
	write_text(out, "time", instant_format(time, text));
}

static void write_candidates(struct buf *out, const struct import_line *line)
{
	buf_json_key(out, "for");
	buf_char(out, '[');
	for (size_t i = 0; i < line->candidate_count; i++) {
		const struct import_candidate *candidate = &line->candidates[i];
		buf_text(out, i ? ",{" : "{");
		write_text(out, "by", import_by_name(candidate->by));
		write_text(out, "to", candidate->to);
		if (candidate->rule)
			buf_printf(out, ",\"rule\":%jd", candidate->rule);
		buf_char(out, '}');
	}
	buf_char(out, ']');
}

void record_write_import(struct buf *out, const struct import_start *start)
{
	write_head(out, "import", start->guild_id, start->time);
	write_text(out, "lang", start->lang_told ? lang_name(start->lang) : NULL);
	record_write_author(out, &(struct author){ .name = start->author });
	write_text(out, "id", start->id);
	write_text(out, "account", start->account);
	write_text(out, "currency", start->currency);
	write_text(out, "format", start->format);
	write_text(out, "sha256", start->sha256);
	write_day(out, "from", start->from);
	write_day(out, "to", start->to);
	write_text(out, "opening", start->opening);
	write_text(out, "closing", start->closing);
	buf_printf(out, ",\"count\":%jd", start->count);
	if (start->cross)
		buf_text(out, ",\"cross\":true");
	buf_text(out, "}\n");
}

void record_write_import_line(struct buf *out, const struct import_line *line)
{
	write_head(out, "import-line", line->guild_id, line->time);
	write_text(out, "lang", line->lang_told ? lang_name(line->lang) : NULL);
	record_write_author(out, &(struct author){ .name = line->author });
	write_text(out, "id", line->id);
	write_text(out, "account", line->account);
	write_day(out, "date", line->day);
	write_text(out, "amount", line->amount);
	write_text(out, "currency", line->currency);
	write_text(out, "reference", line->reference);
	write_text(out, "text", line->text);
	write_text(out, "balance", line->balance);
	write_text(out, "party", line->party);
	write_text(out, "doubt", import_doubt_name(line->doubt));
	write_text(out, "beside", line->beside);
	write_text(out, "import", line->import);
	if (line->cross)
		buf_text(out, ",\"cross\":true");
	import_write_alike(out, line);
	write_candidates(out, line);
	buf_text(out, "}\n");
}

void record_write_import_end(struct buf *out, const struct import_end *end)
{
	write_head(out, "import-end", end->guild_id, end->time);
	write_text(out, "import", end->import);
	write_text(out, "lang", lang_name(end->lang));
	record_write_author(out, &(struct author){ .name = end->author });
	write_text(out, "account", end->account);
	write_text(out, "currency", end->currency);
	if (end->to != NO_DAY)
		write_day(out, "to", end->to);
	write_text(out, "sha256", end->sha256);
	buf_printf(out, ",\"count\":%jd,\"totals\":[", end->count);
	for (size_t i = 0; i < end->total_count; i++) {
		buf_text(out, i ? ",{" : "{");
		write_text(out, "currency", end->totals[i].currency);
		write_text(out, "in", end->totals[i].in);
		write_text(out, "out", end->totals[i].out);
		buf_char(out, '}');
	}
	buf_char(out, ']');
	write_text(out, "closing", end->closing);
	buf_text(out, "}\n");
}
