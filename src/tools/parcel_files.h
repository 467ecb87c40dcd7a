/* What is in the files of a parcel. Private to the parcel. */
#ifndef TOOLS_PARCEL_FILES_H
#define TOOLS_PARCEL_FILES_H

#include "base/file_store.h"
#include "store/seal.h"
#include "tools/parcel_spool.h"

/* The batches of a parcel, FIRST to LAST, and their transactions. */
struct parcel {
	struct store *store;
	struct parcel_spool spool;
	uint64_t guild_id;
	const struct zone *zone;
	const char *year;
	int64_t first, last; /* batches */
	int64_t first_transaction, last_transaction;
	int64_t first_seq, last_seq; /* log rows: behind the close before, and of the last close */
	int64_t closed_at;           /* the last */
	bool with_files;             /* evidence/HASH, too */
};

/* seals.txt and batches/NUMBER.txt; ends the program where a batch is not what was sealed. */
void parcel_batches(struct parcel *parcel);
/* journal.csv, journal.hledger, statements/by-category.csv */
void parcel_journal(struct parcel *parcel);
/* accounts.csv */
void parcel_accounts(struct parcel *parcel);
/* balances.csv, statements/result.csv, statements/balance.csv */
void parcel_balances(struct parcel *parcel);
/* evidence.csv, imports.csv, reconciliations.csv, sums.txt */
void parcel_lists(struct parcel *parcel);
/* evidence/HASH of what evidence.csv names, out of STORE, which is FOLDER, but for the files of
 * members who are forgotten. False: some are missing or damaged, which are told and left out. */
bool parcel_evidence(struct parcel *parcel, struct file_store *store, const char *folder);
/* README.md, README.es.md */
void parcel_readme(struct parcel *parcel);

/* Appends TEXT as a cell of CSV, a comma before it unless FIRST: as reports write it, and cleaned,
 * so that one row is one line. */
void csv_add(struct buf *out, const char *text, bool first);
void csv_add_number(struct buf *out, int64_t number, bool first);
void csv_add_minor(struct buf *out, wide minor, int scale);

#endif
