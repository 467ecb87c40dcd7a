/* Lists of a parcel: accounts, evidence, lines of banks, reconciliations, sums; and cells of CSV.
 */
#include <stdlib.h>
#include <string.h>

#include "base/unicode.h"
#include "ledger/sum_tree.h"
#include "report/csv.h"
#include "tools/parcel_files.h"

void csv_add(struct buf *out, const char *text, bool first)
{
	struct buf clean = { 0 };
	if (!first)
		buf_char(out, ',');
	text_clean(&clean, text);
	csv_cell(out, buf_string(&clean), false, ',');
	buf_free(&clean);
}

void csv_add_number(struct buf *out, int64_t number, bool first)
{
	buf_printf(out, "%s%jd", first ? "" : ",", number);
}

void csv_add_minor(struct buf *out, wide minor, int scale)
{
	char text[DECIMAL_TEXT_SIZE];
	buf_printf(out, ",%s", decimal_from_minor(minor, scale, text));
}

/* A row whose cells are words and numbers as they are; the amounts among them are minor units, in
 * the scale that the last column has, which is no cell. */
struct listing {
	struct parcel_spool *spool;
	unsigned amounts; /* a bit for each column */
};

static bool take_row(void *context, const struct value *values)
{
	const struct listing *listing = context;
	struct buf *out = &listing->spool->waiting;
	int count = 0;
	while (values[count].kind != VALUE_END)
		count++;
	int cells = listing->amounts ? count - 1 : count;
	for (int i = 0; i < cells; i++) {
		const struct value *value = &values[i];
		if (value->kind == VALUE_INTEGER && listing->amounts >> i & 1)
			csv_add_minor(out, value->integer, (int)values[cells].integer);
		else if (value->kind == VALUE_INTEGER)
			csv_add_number(out, value->integer, i == 0);
		else
			csv_add(out, value_words(value), i == 0);
	}
	parcel_spool_put(listing->spool, "\n", 1);
	return true;
}

static void list(struct parcel *parcel, const char *name, const char *head, const char *query,
		 unsigned amounts)
{
	struct listing listing = { &parcel->spool, amounts };
	struct binding bindings[] = {
		bind_integer(":guild", (int64_t)parcel->guild_id),
		bind_integer(":first", parcel->first),
		bind_integer(":last", parcel->last),
		bind_integer(":from", parcel->first_transaction),
		bind_integer(":to", parcel->last_transaction),
		bind_integer(":after", parcel->first_seq),
		bind_integer(":seq", parcel->last_seq),
	};
	parcel_spool_begin(&parcel->spool, name);
	buf_printf(&parcel->spool.waiting, "%s\n", head);
	store_query(parcel->store, query, bindings, sizeof bindings / sizeof *bindings, take_row,
		    &listing);
	parcel_spool_end(&parcel->spool);
}

void parcel_accounts(struct parcel *parcel)
{
	list(parcel, "accounts.csv", "account,kind,owner,purpose,name", "parcel accounts", 0);
}

static bool take_sums(void *context, const struct value *values)
{
	const struct parcel *parcel = context;
	const char *currency = value_words(&values[1]);
	struct sum_scope scope = { parcel->guild_id, values[0].integer, currency };
	struct sum_post post = { .guild_id = parcel->guild_id,
				 .batch = values[0].integer,
				 .total = values[2].integer,
				 .leaves = (uint64_t)values[4].integer };
	struct buf *out = (struct buf *)&parcel->spool.waiting;
	strncpy(post.currency, currency, sizeof post.currency - 1);
	strncpy(post.root, value_words(&values[5]), sizeof post.root - 1);
	sum_post_write(out, &post);
	sum_debts_write(out, &scope, values[3].integer);
	return true;
}

void parcel_lists(struct parcel *parcel)
{
	struct binding bindings[] = { bind_integer(":guild", (int64_t)parcel->guild_id),
				      bind_integer(":first", parcel->first),
				      bind_integer(":last", parcel->last) };
	list(parcel, "evidence.csv", "batch,transaction,sha256,size,type", "parcel evidence", 0);
	list(parcel, "imports.csv",
	     "transaction,account,currency,day,amount,state,reference,text,id", "parcel imports",
	     1 << 4);
	list(parcel, "reconciliations.csv", "batch,account,currency,day,statement,books,list",
	     "parcel reconciliations", 1 << 4 | 1 << 5);
	parcel_spool_begin(&parcel->spool, "sums.txt");
	store_query(parcel->store, "parcel sums", bindings, 3, take_sums, parcel);
	parcel_spool_end(&parcel->spool);
}
