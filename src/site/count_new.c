/* What is new since the last run, read once: sums, days, months, who asked, and what was reversed.
 */
#include <string.h>

#include "base/instant.h"
#include "site/pages.h"

struct counting {
	struct site *site;
	int64_t last; /* the transaction of the row before */
	char date[INSTANT_TEXT_SIZE];
};

static void count_transaction(struct counting *counting, const struct value *row)
{
	struct site *site = counting->site;
	instant_format_local(site->zone, row[1].integer, counting->date);
	month_add(month_made(&site->now.months, counting->date), row[0].integer);
	manifest_kind(&site->now, row[3].text);
	if (row[4].kind == VALUE_INTEGER)
		journal_mark(&site->receipts, site_transaction_page(row[4].integer) - 1);
	if (row[5].kind == VALUE_INTEGER && row[5].integer)
		manifest_author(&site->now, row[5].integer);
}

static bool count_entry(void *context, const struct value *row)
{
	struct counting *counting = context;
	struct site *site = counting->site;
	int64_t amount = row[8].integer;
	if (row[0].integer != counting->last) {
		counting->last = row[0].integer;
		count_transaction(counting, row);
	}
	struct tally *tally = manifest_tally(&site->now, row[6].integer, row[7].text);
	tally->fresh++;
	if (row[2].integer == site->open_batch) {
		tally->entries++;
		*(amount > 0 ? &tally->debits : &tally->credits) += amount > 0 ? amount : -amount;
	}
	if (amount > 0) {
		struct day *day = manifest_day(&site->now, counting->date, row[7].text);
		day->movements++;
		day->volume += amount;
	}
	return true;
}

void count_new(struct site *site)
{
	struct counting counting = { .site = site };
	struct binding bindings[] = { bind_integer(":after", site->now.transaction),
				      bind_integer(":upto", site->transactions) };
	site_query(site, "site new transactions", bindings, 2, count_entry, &counting);
}

bool mark_transaction(void *context, const struct value *row)
{
	struct site *site = context;
	char date[INSTANT_TEXT_SIZE];
	struct month *month = month_find(&site->now.months,
					 instant_format_local(site->zone, row[1].integer, date));
	journal_mark(&site->receipts, site_transaction_page(row[0].integer) - 1);
	if (month)
		month_mark(month, row[0].integer);
	return true;
}
