/* The canonical form of transactions and seals. */
#include "ledger/canonical.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/format.h"
#include "ledger/merkle.h"

static void add_number(struct buf *out, int64_t number)
{
	char digits[1 + FORMAT_NUMBER_SIZE + 1], *end = digits + sizeof digits, *from = end;
	*--from = ',';
	from = format_digits(from, number < 0 ? -(uint64_t)number : (uint64_t)number);
	if (number < 0)
		*--from = '-';
	buf_add(out, from, (size_t)(end - from));
}

static void add_word(struct buf *out, const char *word)
{
	buf_text(out, word);
	buf_char(out, ',');
}

void canonical_line(struct buf *out, const struct canonical_entry *entry)
{
	add_number(out, entry->transaction);
	add_number(out, entry->entry);
	add_number(out, entry->time);
	add_word(out, entry->verb);
	if (entry->reverses)
		add_number(out, entry->reverses);
	else
		buf_char(out, ',');
	add_number(out, entry->account_id);
	add_word(out, entry->currency);
	add_number(out, entry->amount);
	out->bytes[out->length - 1] = '\n';
}

void canonical_code(struct receipt_code *code, int64_t transaction, const char *lines,
		    size_t length)
{
	struct digest leaf;
	merkle_leaf(&leaf, lines, length);
	receipt_code_make(code, transaction, &leaf);
}

void canonical_seal_write(struct buf *out, const struct canonical_seal *seal)
{
	buf_printf(out, "guildledger-batch,%d,%" PRIu64 ",%" PRId64 ",%s,%" PRId64 ",%s,%s\n",
		   seal->form, seal->guild_id, seal->batch, seal->previous_hash, seal->transactions,
		   seal->entries_hash, seal->merkle_root);
}

bool canonical_seal_read(const char *line, struct canonical_seal *seal)
{
	int end = 0;
	memset(seal, 0, sizeof *seal);
	return sscanf(line,
		      "guildledger-batch,%d,%" SCNu64 ",%" SCNd64 ",%64[0-9a-f],%" SCNd64
		      ",%64[0-9a-f],%64[0-9a-f]%n",
		      &seal->form, &seal->guild_id, &seal->batch, seal->previous_hash,
		      &seal->transactions, seal->entries_hash, seal->merkle_root, &end) == 7 &&
	       (seal->form == FORM_TREE || seal->form == FORM_ALL) && end && !line[end];
}

void canonical_header(struct buf *out, uint64_t guild_id, int64_t batch, const char *previous_hash)
{
	buf_printf(out, "guildledger-batch,%d,%" PRIu64 ",%" PRId64 ",%s\n", FORM_WHOLE, guild_id,
		   batch, previous_hash);
}
