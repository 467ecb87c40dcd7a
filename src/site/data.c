/* Reports of the catalogue as JSON, at addresses that stay, for programs that read the site. They
 * show what the pages show. */
#include <stdio.h>

#include "base/instant.h"
#include "site/pages.h"

/* NEWEST: only so many of its newest lines; 0: all of them. */
static const struct data_file {
	const char *report;
	int64_t newest;
} data_files[] = {
	{ "balances", 0 }, { "trial-balance", 0 }, { "balance-sheet", 0 }, { "journal", 1000 },
	{ "batches", 0 },  { "users", 0 },         { "roles", 0 },         { "schedules", 0 },
};
enum { DATA_FILES = sizeof data_files / sizeof *data_files };

/* The same options as the lists of the site have: never more than a channel is shown. */
static void write_report(struct site *site, const struct data_file *file)
{
	struct report_request request = { .name = file->report,
					  .guild_id = site->guild_id,
					  .lang = LANG_EN,
					  .for_all = true,
					  .limit = file->newest,
					  .format = FORMAT_JSON };
	char path[PATH_SIZE];
	snprintf(path, sizeof path, "data/%s.json", file->report);
	int fd = file_begin(site, path);
	report_run(site->store, &request, fd);
	file_end(site, path, fd);
}

static void add_text(struct buf *out, const char *key, const char *text)
{
	buf_json_key(out, key);
	buf_json(out, text);
}

/* "version" is that of the files' shape: it changes where a field goes or means something else. */
static void write_index(struct site *site)
{
	struct buf out = { 0 };
	char last[INSTANT_TEXT_SIZE];
	buf_printf(&out, "{\"version\":1,\"guild_id\":\"%ju\"", site->guild_id);
	add_text(&out, "name", site->name);
	add_text(&out, "currency", site->currency);
	add_text(&out, "timezone", site->zone_name);
	if (site->last_time)
		add_text(&out, "last_record", instant_format(site->last_time, last));
	buf_printf(&out, ",\"transactions\":%jd,\"files\":[", site->transactions);
	for (int i = 0; i < DATA_FILES; i++) {
		buf_text(&out, i ? ",\n{" : "\n{");
		add_text(&out, "report", data_files[i].report);
		buf_printf(&out, ",\"file\":\"%s.json\"", data_files[i].report);
		if (data_files[i].newest)
			buf_printf(&out, ",\"newest\":%jd", data_files[i].newest);
		buf_char(&out, '}');
	}
	buf_text(&out, "\n]}\n");
	file_write(site, "data/index.json", buf_string(&out), out.length);
	buf_free(&out);
}

void publish_data(struct site *site)
{
	for (int i = 0; i < DATA_FILES; i++)
		write_report(site, &data_files[i]);
	write_index(site);
}
