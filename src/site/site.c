/* One run: what the books hold now, against what the manifest says was published. */
#include "site/site.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/fail.h"
#include "base/instant.h"
#include "report/html.h"
#include "site/pages.h"

#define MANIFEST ".guildledger-site"

extern const char site_style[], site_script[], site_journal_script[], site_icon[];

static bool take_guild(void *context, const struct value *values)
{
	struct site *site = context;
	struct buf frame = { 0 };
	site->name = strdup(values[0].text);
	site->prefix = strdup(values[12].text);
	site->zone_name = strdup(values[2].text);
	if (!site->name || !site->prefix || !site->zone_name)
		fail(EX_OSERR, "out of memory");
	lang_from_name(values[1].text, &site->lang);
	site->zone = store_use_zone(site->store, values[2].text);
	snprintf(site->currency, sizeof site->currency, "%s", values[3].text);
	site->last_time = values[4].integer;
	site->scale = (int)values[5].integer;
	site->transactions = values[6].integer;
	site->seq = values[7].integer;
	site->batches = values[8].integer;
	site->open_batch = values[9].kind == VALUE_INTEGER ? values[9].integer : 0;
	site->members = values[10].integer;
	/* What is on every page, and makes every page change; how far members were forgotten is
	 * part of it. */
	buf_printf(&frame, "%s\n%s\n%s\n%s\n%s\n%s", GL_VERSION, values[0].text, values[2].text,
		   tr(LANG_ES, N_("Skip to the content")), values[11].text, values[12].text);
	print_of(&frame, site->now.frame);
	buf_free(&frame);
	return false;
}

static bool take_proof(void *context, const struct value *values)
{
	struct manifest *manifest = context;
	manifest->time = values[0].integer;
	manifest->seq_of = values[1].integer;
	return false;
}

static void prove(struct site *site, struct manifest *manifest, int64_t transaction)
{
	struct binding which = bind_integer(":transaction", transaction);
	site_query(site, "site transaction", &which, 1, take_proof, manifest);
}

/* Whether the manifest's sums and pages hold for these books: the same guild, frame and past, and
 * nobody was forgotten since. */
static bool goes_on(struct site *site, const struct manifest *old)
{
	struct manifest then = { 0 };
	prove(site, &then, old->transaction);
	return strcmp(old->frame, site->now.frame) == 0 && old->transaction <= site->transactions &&
	       old->seq <= site->seq && old->batches <= site->batches && then.time == old->time &&
	       then.seq_of == old->seq_of;
}

static void read_manifest(struct site *site, struct manifest *manifest)
{
	struct buf text = { 0 };
	char bytes[16 * 1024];
	ssize_t length;
	int fd = openat(site->folder, MANIFEST, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (fd < 0 && errno == ENOENT)
		return;
	while (fd >= 0 && (length = read(fd, bytes, sizeof bytes)) > 0)
		buf_add(&text, bytes, (size_t)length);
	if (fd < 0 || length < 0)
		fail(EX_IOERR, MANIFEST ": cannot be read in the site's folder (%s)",
		     strerrordesc_np(errno));
	close(fd);
	if (text.length && !manifest_read(manifest, text.bytes))
		log_line(LOG_WARN, "manifest-refused",
			 MANIFEST ": is none of this version; every page is looked at");
	buf_free(&text);
}

/* The manifest that goes on from the old one; or an empty one, and every page is looked at. */
static void begin(struct site *site)
{
	char frame[PRINT_SIZE];
	memcpy(frame, site->now.frame, sizeof frame);
	read_manifest(site, &site->old);
	if (site->old.found && site->old.guild_id != site->guild_id)
		fail(EX_CONFIG, "the folder holds the site of guild %ju; take another one",
		     site->old.guild_id);
	if (!site->full && site->old.found && goes_on(site, &site->old)) {
		site->now = site->old;
		if (site->old.batch != site->open_batch)
			for (struct tally *tally = site->now.tallies; tally; tally = tally->hh.next)
				tally->entries = tally->debits = tally->credits = 0;
	} else {
		site->full = true;
		site->old = site->now = (struct manifest){ 0 };
	}
	memcpy(site->now.frame, frame, sizeof frame);
}

static void end(struct site *site)
{
	struct buf text = { 0 };
	struct manifest *now = &site->now;
	now->guild_id = site->guild_id;
	now->transaction = site->transactions;
	now->time = now->seq_of = 0;
	prove(site, now, site->transactions);
	now->seq = site->seq;
	now->batch = site->open_batch;
	now->batches = site->batches;
	/* Pages are on the disk before the manifest says so: a crash costs a rewriting, never a
	 * page. */
	if (syncfs(site->folder) != 0)
		fail(EX_IOERR, "the site's folder cannot be synchronised (%s)",
		     strerrordesc_np(errno));
	manifest_write(now, &text);
	file_write(site, MANIFEST, buf_string(&text), text.length);
	buf_free(&text);
}

static void write_door(struct site *site)
{
	struct buf page = { 0 };
	buf_printf(&page,
		   "<!doctype html>\n<html lang=%s>\n<head>\n<meta charset=utf-8>\n<meta "
		   "http-equiv=Content-Security-Policy content=\"default-src 'none'; style-src "
		   "'self'; img-src 'self'\">\n<meta http-equiv=refresh content=\"0; "
		   "url=%s/index.html\">\n<meta name=viewport content=\"width=device-width, "
		   "initial-scale=1\">\n"
		   "<title>guildledger</title>\n<link rel=stylesheet href=style.css>\n<link "
		   "rel=icon href=favicon.svg "
		   "type=\"image/svg+xml\">\n</head>\n<body>\n<main>\n<h1>guildledger</h1>\n"
		   "<ul><li><a href=\"en/index.html\" lang=en>English</a></li><li><a "
		   "href=\"es/index.html\" "
		   "lang=es>Español</a></li></ul>\n</main>\n</body>\n</html>\n",
		   lang_name(site->lang), lang_name(site->lang));
	file_write(site, "index.html", buf_string(&page), page.length);
	buf_clear(&page);
	buf_printf(&page, "%s%s", site_style, report_print_style);
	file_write(site, "style.css", buf_string(&page), page.length);
	file_write(site, "site.js", site_script, strlen(site_script));
	file_write(site, "favicon.svg", site_icon, strlen(site_icon));
	buf_free(&page);
	file_write(site, "journal.js", site_journal_script, strlen(site_journal_script));
}

void site_publish(struct store *store, uint64_t guild_id, int folder, bool full,
		  const struct site_upkeep *upkeep)
{
	struct site site = { .store = store,
			     .guild_id = guild_id,
			     .folder = folder,
			     .upkeep = upkeep,
			     .full = full };
	struct marks batches = { 0 };
	store_change(store, "site begin", NULL, 0);
	site_query(&site, "site guild", NULL, 0, take_guild, &site);
	default_names_load(&site.defaults, store, guild_id);
	begin(&site);
	count_new(&site);
	count_results(&site);
	write_door(&site);
	publish_accounts(&site, &batches);
	publish_journal(&site);
	publish_transactions(&site);
	publish_batches(&site, &batches);
	publish_lists(&site);
	publish_members(&site);
	publish_overview(&site);
	publish_data(&site);
	if (site.full) {
		remove_beyond(&site, "journal/", 0); /* as they were called before 2027 */
		remove_beyond(&site, "transaction/",
			      site.transactions ? site_transaction_page(site.transactions) : 0);
		remove_other_months(&site);
		remove_beyond(&site, "batch/", site.batches);
		remove_unfinished(&site);
	}
	end(&site);
	store_change(store, "site end", NULL, 0);
	free(site.name);
	free(site.prefix);
	free(site.zone_name);
	free(site.receipts.bits);
	free(batches.bits);
}
