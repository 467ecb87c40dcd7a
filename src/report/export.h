/* Exports for accountants: what a journal is told as, and what a syntax makes of it. */
#ifndef REPORT_EXPORT_H
#define REPORT_EXPORT_H

#include "report/render.h"

/* Accounts are named by what never changes: kind, and the owner's id or the folded name with the
 * account's number. So a name is unique, survives renaming, and is plain ASCII that every syntax
 * takes: no text of people can break out of it. */
struct export_account {
	int64_t id, owner;
	const char *kind, *folded_name;
};
struct export_amount {
	wide minor;
	int scale;
	const char *currency;
};
struct export_transaction {
	const char *day, *verb, *memo; /* memo: NULL: none */
	int64_t id, time, batch, seq, author,
		reverses; /* id 0: what came before the filters' beginning */
};
struct syntax {
	void (*begin)(struct buf *out, const char *guild);
	void (*currency)(struct buf *out, const char *code, int scale);
	/* SHOWN: the name as people see it, hostile. DAY: when it was opened. */
	void (*account)(struct buf *out, const struct export_account *account, const char *shown,
			const char *state, const char *day);
	void (*transaction)(struct buf *out, const struct export_transaction *transaction);
	void (*posting)(struct buf *out, const struct export_account *account,
			const struct export_amount *amount);
	/* Heads the balances that follow: those found when BATCH was closed. */
	void (*assertions)(struct buf *out, const char *day, int64_t batch);
	void (*assertion)(struct buf *out, const char *day, const struct export_account *account,
			  const struct export_amount *amount, int64_t batch);
	bool mornings; /* a balance is that of a day's beginning, so it waits for the day to end */
};

void export_account_name(struct buf *out, const struct export_account *account);
/* TEXT cleaned, on one line without runs of spaces, the characters of SPECIAL in their full-width
 * forms. */
void export_text(struct buf *out, const char *text, const char *special);
void export_journal(struct store *store, const struct report_request *request,
		    const struct syntax *syntax, int fd);

#endif
