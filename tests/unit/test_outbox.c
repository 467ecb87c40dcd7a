/* Deliveries packed: what an answer's appearance and its notifications become alone and in a
 * digest. */
#include "check.h"
#include "tools/outbox.h"

static struct arena arena;

enum { ANSWERS = 5 };
static void make_rows(struct outbox_row *rows)
{
	for (int i = 0; i < ANSWERS; i++)
		rows[i] = (struct outbox_row){ .guild_id = 1000,
					       .channel_id = 2000,
					       .reply_to = (uint64_t)(10 + i),
					       .author_id = 11,
					       .delivery = i + 1,
					       .kind = DELIVER_REPLY,
					       .content = "words",
					       .appearance = { "Title", 1, "Open", "https://x" } };
}

static void alone(void)
{
	struct outbox_row rows[ANSWERS];
	make_rows(rows);
	rows[0].pings = "12 13 12";
	const struct parcel *parcel = outbox_pack(&arena, rows, 1);
	SAME(parcel->delivery.appearance.title, "Title");
	SAME(parcel->delivery.appearance.url, "https://x");
	CHECK(parcel->delivery.ping_count == 2); /* each once */
	CHECK(parcel->delivery.pings[0] == 12 && parcel->delivery.pings[1] == 13);
}

/* Several answers in one message are plain text, and notify whom each of them would; what would
 * notify more people than a message may goes in another one. */
static void digest(void)
{
	struct buf many = { 0 };
	struct outbox_row rows[ANSWERS];
	for (int i = 0; i < MAX_PINGS; i++)
		buf_printf(&many, "%s%d", i ? " " : "", 14 + i);
	make_rows(rows);
	rows[1].pings = "12 13";
	const struct parcel *parcel = outbox_pack(&arena, rows, ANSWERS);
	CHECK(parcel->row_count == ANSWERS && !parcel->next);
	CHECK(!parcel->delivery.appearance.title && !parcel->delivery.appearance.url);
	CHECK(parcel->delivery.ping_count == 2);
	rows[3].pings = buf_string(&many);
	size_t told = 0;
	for (parcel = outbox_pack(&arena, rows, ANSWERS); parcel; parcel = parcel->next) {
		CHECK(parcel->delivery.ping_count <= MAX_PINGS);
		told += parcel->delivery.ping_count;
	}
	CHECK(told == MAX_PINGS + 2);
	buf_free(&many);
}

int main(void)
{
	alone();
	digest();
	arena_free(&arena);
	return REPORT("packing");
}
