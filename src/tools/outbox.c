/* Packing the outbox. */
#include "tools/outbox.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/instant.h"
#include "base/unicode.h"
#include "tools/notice_message.h"

enum { ALONE_AT_MOST = 3, MESSAGE_POINTS = 2000, LONGEST_IN_DIGEST = 1200, MENTION_POINTS = 23 };
/* How far the clock of the machine that restored the books may be behind Discord's. */
enum { CLOCKS_APART_MS = 10 * 60 * 1000 };

/* Somebody whom a message of this run pings already. */
struct pinged {
	uint64_t key[2]; /* channel and user */
	UT_hash_handle hh;
};

struct packing {
	struct arena *arena;
	const struct outbox_row *rows;
	size_t count;
	bool *packed, *in_digests; /* in_digests: what it could go with was too much for one */
	struct parcel *first, **last;
	struct pinged *pinged;
};

/* The same at each attempt, and of no other delivery: Discord drops a second message with the same
 * nonce. */
static const char *nonce_of(struct arena *arena, const struct outbox_row *row, const char *content)
{
	unsigned char digest[crypto_hash_sha256_BYTES];
	char hex[21];
	const char *identity =
		arena_printf(arena, "%ju/%jd/%ju/%ju/%s", row->guild_id, row->delivery,
			     row->reply_to, row->channel_id, content ? content : "");
	crypto_hash_sha256(digest, (const unsigned char *)identity, strlen(identity));
	return arena_strdup(arena, sodium_bin2hex(hex, sizeof hex, digest, 10));
}

static struct parcel *add_parcel(struct packing *packing, size_t row_count)
{
	struct parcel *parcel = arena_alloc(packing->arena, sizeof *parcel);
	parcel->rows = arena_alloc(packing->arena, sizeof *parcel->rows * row_count);
	*packing->last = parcel;
	packing->last = &parcel->next;
	return parcel;
}

static void read_files(struct packing *packing, const char *json, struct delivery *delivery)
{
	const char *why;
	const cJSON *item,
		*list = json ? json_value(packing->arena, arena_strdup(packing->arena, json),
					  strlen(json), &why)
			     : NULL;
	cJSON_ArrayForEach(item, list)
	{
		struct file file = { json_text(item, "name"), json_text(item, "media_type"),
				     json_text(item, "base64") };
		if (delivery->file_count < MAX_FILES && file.name && file.media_type && file.base64)
			delivery->files[delivery->file_count++] = file;
	}
}

static const char *entry_of(struct packing *packing, const struct outbox_row *row);

/* Whether books that have been restored since may have done it already. Roles are set to what they
 * are to be, however often. */
static bool may_be_done(const struct outbox_row *row)
{
	return row->restored && row->time <= row->restored + CLOCKS_APART_MS &&
	       row->kind <= DELIVER_DM;
}

static void doubt(struct packing *packing, const struct outbox_row *row, struct delivery *delivery)
{
	delivery->uncertain = true;
	if (row->notice)
		delivery->entry = row->content;
	if (row->kind != DELIVER_REPLY || !row->answer)
		return;
	delivery->restored = snowflake_at(row->restored + CLOCKS_APART_MS);
	delivery->entry = entry_of(packing, row);
}

/* Whom ROW pings, added to DELIVERY's: each once in a channel. */
static void add_pings(struct packing *packing, const struct outbox_row *row,
		      struct delivery *delivery)
{
	char *text = row->pings ? arena_strdup(packing->arena, row->pings) : NULL, *rest = NULL;
	if (text && !delivery->pings)
		delivery->pings = arena_alloc(packing->arena, sizeof *delivery->pings * MAX_PINGS);
	for (char *id = text ? strtok_r(text, " ", &rest) : NULL; id;
	     id = strtok_r(NULL, " ", &rest)) {
		uint64_t key[2] = { row->channel_id, 0 };
		struct pinged *pinged = NULL;
		if (delivery->ping_count == MAX_PINGS || !snowflake_parse(id, &key[1]))
			continue;
		HASH_FIND(hh, packing->pinged, key, sizeof key, pinged);
		if (pinged)
			continue;
		pinged = arena_alloc(packing->arena, sizeof *pinged);
		memcpy(pinged->key, key, sizeof key);
		HASH_ADD(hh, packing->pinged, key, sizeof pinged->key, pinged);
		delivery->pings[delivery->ping_count++] = key[1];
	}
}

static void pack_alone(struct packing *packing, size_t index)
{
	const struct outbox_row *row = &packing->rows[index];
	struct parcel *parcel = add_parcel(packing, 1);
	parcel->rows[parcel->row_count++] = index;
	parcel->delivery = (struct delivery){
		.guild_id = row->guild_id,
		.id = row->delivery,
		.kind = row->kind,
		.channel_id = row->channel_id,
		.reply_to = row->reply_to,
		.user_id = row->user_id,
		.role_id = row->role_id,
		.content = row->content,
		.appearance = row->appearance,
		.neutral = row->neutral,
		.paced = row->notice && row->kind == DELIVER_DM,
		.attempt = row->attempt + 1,
		.uncertain = row->uncertain,
		.nonce = nonce_of(packing->arena, row, row->content),
		.after = row->reply_to ? row->reply_to : snowflake_at(row->time),
	};
	if (may_be_done(row))
		doubt(packing, row, &parcel->delivery);
	read_files(packing, row->files, &parcel->delivery);
	add_pings(packing, row, &parcel->delivery);
	packing->packed[index] = true;
}

/* One answer in a digest: whose it is, without a ping, and what it says. */
static const char *entry_of(struct packing *packing, const struct outbox_row *row)
{
	struct buf entry = { 0 };
	buf_text(&entry, "**@");
	if (row->author)
		text_markdown(&entry, row->author);
	else
		buf_unsigned(&entry, row->author_id);
	buf_printf(&entry, "**%s%s", row->content && strchr(row->content, '\n') ? "\n" : " ",
		   row->content ? row->content : "");
	const char *copy = arena_copy(packing->arena, buf_string(&entry), entry.length);
	buf_free(&entry);
	return copy;
}

static int by_delivery(const void *a, const void *b, void *context)
{
	const struct outbox_row *rows = context, *left = &rows[*(const size_t *)a],
				*right = &rows[*(const size_t *)b];
	return left->delivery < right->delivery ? -1 : left->delivery > right->delivery;
}

static void pack_digest(struct packing *packing, size_t *indices, size_t count)
{
	struct buf content = { 0 };
	if (count == 1) {
		pack_alone(packing, indices[0]);
		return;
	}
	/* As the commands came, whoever's turn it was: it reads so, and at the next attempt it is
	 * the same message. */
	qsort_r(indices, count, sizeof *indices, by_delivery, (void *)packing->rows);
	struct parcel *parcel = add_parcel(packing, count);
	struct delivery *delivery = &parcel->delivery;
	const struct outbox_row *lead = &packing->rows[indices[0]];
	*delivery = (struct delivery){ .guild_id = lead->guild_id,
				       .id = lead->delivery,
				       .kind = DELIVER_REPLY,
				       .channel_id = lead->channel_id,
				       .attempt = lead->attempt + 1 };
	delivery->with = arena_alloc(packing->arena, sizeof *delivery->with * count);
	for (size_t i = 0; i < count; i++) {
		const struct outbox_row *row = &packing->rows[indices[i]];
		buf_printf(&content, "%s%s", i ? "\n" : "", entry_of(packing, row));
		delivery->uncertain |= row->uncertain;
		add_pings(packing, row, delivery);
		if (row->reply_to > delivery->reply_to)
			delivery->reply_to = row->reply_to; /* the newest: by it this digest is told
							       from one of the same words */
		if (i)
			delivery->with[delivery->with_count++] = row->delivery;
		parcel->rows[parcel->row_count++] = indices[i];
		packing->packed[indices[i]] = true;
	}
	delivery->after = delivery->reply_to;
	delivery->content = arena_copy(packing->arena, content.bytes, content.length);
	delivery->nonce = nonce_of(packing->arena, lead, delivery->content);
	buf_free(&content);
}

/* Notices to one member by one way, as one message: the oldest leads. */
static void pack_notices(struct packing *packing, size_t *indices, size_t count)
{
	if (count == 1) {
		pack_alone(packing, indices[0]);
		return;
	}
	qsort_r(indices, count, sizeof *indices, by_delivery, (void *)packing->rows);
	struct parcel *parcel = add_parcel(packing, count);
	struct delivery *delivery = &parcel->delivery;
	const struct outbox_row *lead = &packing->rows[indices[0]];
	const char **lines = arena_alloc(packing->arena, sizeof *lines * count);
	bool of_requests = false;
	*delivery = (struct delivery){ .guild_id = lead->guild_id,
				       .id = lead->delivery,
				       .kind = lead->kind,
				       .channel_id = lead->channel_id,
				       .user_id = lead->kind == DELIVER_DM ? lead->user_id : 0,
				       .paced = lead->kind == DELIVER_DM,
				       .attempt = lead->attempt + 1,
				       .after = snowflake_at(lead->time) };
	delivery->with = arena_alloc(packing->arena, sizeof *delivery->with * count);
	for (size_t i = 0; i < count; i++) {
		const struct outbox_row *row = &packing->rows[indices[i]];
		lines[i] = row->content ? row->content : "";
		delivery->uncertain |= row->uncertain || may_be_done(row);
		of_requests |= row->of_requests;
		add_pings(packing, row, delivery);
		if (i)
			delivery->with[delivery->with_count++] = row->delivery;
		parcel->rows[parcel->row_count++] = indices[i];
		packing->packed[indices[i]] = true;
	}
	/* who got the newest before the books were restored got the others, too */
	if (may_be_done(&packing->rows[indices[count - 1]]))
		delivery->entry = lines[count - 1];
	delivery->content = notice_message(packing->arena, lead->lang, lead->prefix, lines, count,
					   of_requests ? VERB_REQUESTS : VERB_HISTORY);
	delivery->nonce = nonce_of(packing->arena, lead, delivery->content);
}

/* The rows from FIRST on that MATCHES takes to belong to it; written to INDICES. */
typedef bool match(const struct outbox_row *row, const struct outbox_row *first);
static size_t gather(const struct packing *packing, size_t first, match *matches, size_t *indices)
{
	size_t found = 0;
	for (size_t i = first; i < packing->count; i++)
		if (!packing->packed[i] &&
		    packing->rows[i].guild_id == packing->rows[first].guild_id &&
		    matches(&packing->rows[i], &packing->rows[first]))
			indices[found++] = i;
	return found;
}

static bool same_digest(const struct outbox_row *row, const struct outbox_row *first)
{
	return row->digest == first->digest;
}

static bool can_join(const struct outbox_row *row)
{
	return row->kind == DELIVER_REPLY && !row->files && !row->digest && !row->attempt &&
	       !row->appearance.menu_count && row->content && !may_be_done(row) &&
	       utf8_count(row->content) <= LONGEST_IN_DIGEST;
}

static bool joins(const struct outbox_row *row, const struct outbox_row *first)
{
	return can_join(row) && row->channel_id == first->channel_id;
}

static bool same_people(const struct outbox_row *row, const struct outbox_row *first)
{
	return row->user_id == first->user_id &&
	       strcmp(row->pings ? row->pings : "", first->pings ? first->pings : "") == 0;
}

/* Those that were tried together go together again, the others by themselves; so do those that may
 * have been told before the books were restored. */
static bool same_notices(const struct outbox_row *row, const struct outbox_row *first)
{
	return row->notice && same_people(row, first) && row->kind == first->kind &&
	       row->channel_id == first->channel_id && row->digest == first->digest &&
	       may_be_done(row) == may_be_done(first) &&
	       (row->digest || (!row->attempt && !first->attempt) || row == first);
}

static size_t count_ids(const char *ids)
{
	size_t count = 1;
	while ((ids = strchr(ids, ' '))) {
		ids++;
		count++;
	}
	return count;
}

/* The first digest of COUNT rows that go so: as many as one message holds. */
static void pack_first_digest(struct packing *packing, size_t *indices, size_t count)
{
	size_t points = 0, pings = 0, fit = 0;
	for (; fit < count; fit++) {
		const struct outbox_row *row = &packing->rows[indices[fit]];
		points += utf8_count(entry_of(packing, row)) + 1;
		size_t named = row->pings ? count_ids(row->pings) : 0;
		points += named * MENTION_POINTS;
		pings += named;
		if (fit && (points > MESSAGE_POINTS || pings > MAX_PINGS))
			break;
	}
	for (size_t i = fit; i < count; i++)
		packing->in_digests[indices[i]] = true;
	pack_digest(packing, indices, fit);
}

struct parcel *outbox_pack(struct arena *arena, const struct outbox_row *rows, size_t count)
{
	struct packing packing = { .arena = arena,
				   .rows = rows,
				   .count = count,
				   .packed = arena_alloc(arena, count + 1),
				   .in_digests = arena_alloc(arena, count + 1) };
	size_t *indices = arena_alloc(arena, sizeof *indices * (count + 1));
	packing.last = &packing.first;
	for (size_t i = 0; i < count; i++) {
		if (packing.packed[i])
			continue;
		if (rows[i].notice && (rows[i].user_id || rows[i].pings)) {
			pack_notices(&packing, indices, gather(&packing, i, same_notices, indices));
			continue;
		}
		if (rows[i].digest) {
			pack_digest(&packing, indices, gather(&packing, i, same_digest, indices));
			continue;
		}
		size_t together = can_join(&rows[i]) ? gather(&packing, i, joins, indices) : 0;
		if (together > ALONE_AT_MOST || (together && packing.in_digests[i]))
			pack_first_digest(&packing, indices, together);
		else
			pack_alone(&packing, i);
	}
	HASH_CLEAR(hh, packing.pinged);
	return packing.first;
}
