/* Paths of pages. */
#include "site/paths.h"

#include <string.h>

#include "report/report.h"

int64_t site_transaction_page(int64_t transaction)
{
	return (transaction - 1) / TRANSACTIONS_PER_PAGE + 1;
}

void site_path_transaction(struct buf *out, int64_t transaction)
{
	buf_printf(out, "transaction/%jd.html#t%jd", site_transaction_page(transaction),
		   transaction);
}

void site_path_account(struct buf *out, int64_t account)
{
	buf_printf(out, "account/%jd.html", account);
}

void site_path_batch(struct buf *out, int64_t batch)
{
	buf_printf(out, "batch/%jd.html", batch);
}

void site_path_report(struct buf *out, const char *report)
{
	const char *name;
	const struct site_list *list;
	for (int place = 1; (list = report_on_site(place, &name)); place++)
		if (strcmp(name, report) == 0) {
			buf_text(out, list->file);
			return;
		}
	buf_text(out, strcmp(report, "journal") == 0    ? "journal.html"
		      : strcmp(report, "balances") == 0 ? "accounts.html"
		      : strcmp(report, "batches") == 0  ? "batches.html"
		      : strcmp(report, "users") == 0    ? "users.html"
							: "index.html");
}

void site_address(struct buf *out, const char *base, enum lang lang, const char *path)
{
	size_t length = strlen(base);
	while (length && base[length - 1] == '/')
		length--;
	buf_add(out, base, length);
	buf_printf(out, "/%s/%s", lang_name(lang), path);
}
