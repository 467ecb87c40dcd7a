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
	uint64_t pings[] = { 12, 13, 12 };
	struct outbox_row rows[ANSWERS];
	make_rows(rows);
	rows[0].pings = pings;
	rows[0].ping_count = 3;
	const struct parcel *parcel = outbox_pack(&arena, rows, 1);
	SAME(parcel->delivery.appearance.title, "Title");
	SAME(parcel->delivery.appearance.url, "https://x");
	CHECK(parcel->delivery.ping_count == 2); /* each once */
	CHECK(parcel->delivery.pings[0] == 12 && parcel->delivery.pings[1] == 13);
}

/* Several answers in one message are plain text, and notify whom each of them would. */
static void digest(void)
{
	uint64_t first[] = { 12, 13 }, many[MAX_PINGS + 10];
	struct outbox_row rows[ANSWERS];
	for (size_t i = 0; i < sizeof many / sizeof *many; i++)
		many[i] = 13 + i;
	make_rows(rows);
	rows[1].pings = first;
	rows[1].ping_count = 2;
	const struct parcel *parcel = outbox_pack(&arena, rows, ANSWERS);
	CHECK(parcel->row_count == ANSWERS && !parcel->next);
	CHECK(!parcel->delivery.appearance.title && !parcel->delivery.appearance.url);
	CHECK(parcel->delivery.ping_count == 2);
	rows[3].pings = many;
	rows[3].ping_count = sizeof many / sizeof *many;
	parcel = outbox_pack(&arena, rows, ANSWERS);
	CHECK(parcel->delivery.ping_count == MAX_PINGS);
	CHECK(parcel->delivery.pings[0] == 12 && parcel->delivery.pings[MAX_PINGS - 1] == 61);
}

int main(void)
{
	alone();
	digest();
	arena_free(&arena);
	return REPORT("packing");
}
