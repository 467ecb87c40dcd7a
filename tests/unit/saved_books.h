/* Books in a file of their own that are written and loaded again, for the tests of single rows.
 * With GL_TEST_SERVER on that server. ROWS_OF names the test. */
#ifndef SAVED_BOOKS_H
#define SAVED_BOOKS_H

#include "check.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "ledger/fetched.h"
#include "ledger/ledger.h"
#include "ledger/lookups.h"
#include "ledger/pending_rows.h"
#include "ledger/people.h"
#include "store/store.h"

enum { GUILD = 1000 };
struct saved_file {
	char name[64], *location;
};

static struct store *store;
static struct books books;

static char *new_books(char file[64])
{
	struct buf text = { 0 };
	const char *server = getenv("GL_TEST_SERVER");
	snprintf(file, 64, "/tmp/test_" ROWS_OF "_%d.db", getpid());
	if (!server) {
		buf_text(&text, file);
		return text.bytes;
	}
	buf_printf(&text,
		   "psql -X -q -d '%s' -c 'SET client_min_messages = error; DROP SCHEMA IF "
		   "EXISTS " ROWS_OF " CASCADE; CREATE SCHEMA " ROWS_OF "'",
		   server);
	CHECK(system(buf_string(&text)) == 0);
	buf_clear(&text);
	buf_printf(&text, "%s&options=-csearch_path%%3D" ROWS_OF, server);
	return text.bytes;
}

static void save(void)
{
	store_write(store, &books);
	store_commit(store);
	books_end_chunk(&books);
	books_forget(&books);
	store_begin(store);
}

static void want(enum wanted_kind kind, uint64_t id)
{
	books_want(&books, WANTED_GUILD, GUILD, 0, NULL);
	books_want(&books, kind, GUILD, id, NULL);
	books_want(&books, kind, GUILD, id, NULL); /* twice is once */
	CHECK(store_load(store, &books));
}

static struct account *add_member(uint64_t id, bool left)
{
	struct user *user = books_add_user(&books, GUILD, id, "ana");
	books_touch_user(&books, user);
	struct detail_row *member = books_detail(&books, DETAIL_MEMBER, GUILD, id);
	member->member.left = left;
	books_add_member(&books, user)->known = true;
	struct account *account = books_add_account(
		&books, GUILD, (int64_t)id, arena_printf(&books.memory, "@%ju", id),
		arena_printf(&books.memory, "@%ju", id), KIND_LIABILITY, id, NULL);
	books_touch_account(&books, account);
	return account;
}

static void found(void)
{
	struct init_record init = { .guild_id = GUILD,
				    .owner_id = 10,
				    .name = "Test",
				    .currency = "PTS",
				    .timezone = "UTC",
				    .scale = 2 };
	want(WANTED_NOTHING, 0);
	CHECK(ledger_init_guild(&books, &init, "{\"type\":\"init\",\"guild_id\":\"1000\"}"));
	CHECK(books_loaded_guild(&books, GUILD)->last_number == 0);
	for (uint64_t id = 11; id <= 15; id++) {
		struct account *account = add_member(id, id == 13);
		struct balance *balance = books_add_balance(&books, account, "PTS");
		account->owing = (int64_t)id - 11;
		balance->amount = -500;
		balance->held = id == 12 ? 120 : 0;
		balance->has_ceiling = id == 12;
		balance->ceiling = 900;
		books_touch_balance(&books, balance);
	}
	books_loaded_user(&books, GUILD, 15)->bot = true;
	save();
}

static void begin_books(struct saved_file *file)
{
	file->location = new_books(file->name);
	store_migrate(file->location);
	store = store_open(file->location, STORE_WRITE);
	books_start(&books);
	store_begin(store);
	found();
}

static void end_books(struct saved_file *file)
{
	store_rollback(store);
	store_close(store);
	books_end_chunk(&books);
	books_forget(&books);
	arena_free(&books.chunk);
	arena_free(&books.memory);
	unlink(file->name);
	free(file->location);
}

#endif
