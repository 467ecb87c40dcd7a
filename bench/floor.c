/* The floor: what nobody can go below. One process that parses the same messages with cJSON and
 * only inserts the same rows into the same schema (its triggers left out), with the product's
 * pragmas, in one transaction: for each payment a log row with a record of the product's length, a
 * transaction, two entries and a reply; for each balance a log row and a reply. No grammar, no
 * rules, no outcomes; the members' balances are written once at the end. */
#include <cjson/cJSON.h>
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static sqlite3 *db;

static void run(const char *sql)
{
	char *error;
	if (sqlite3_exec(db, sql, NULL, NULL, &error) != SQLITE_OK) {
		fprintf(stderr, "floor: %s: %s\n", sql, error);
		exit(1);
	}
}

static sqlite3_stmt *prepare(const char *sql)
{
	sqlite3_stmt *statement;
	if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK) {
		fprintf(stderr, "floor: %s: %s\n", sql, sqlite3_errmsg(db));
		exit(1);
	}
	return statement;
}

static void step(sqlite3_stmt *statement)
{
	if (sqlite3_step(statement) != SQLITE_DONE) {
		fprintf(stderr, "floor: %s\n", sqlite3_errmsg(db));
		exit(1);
	}
	sqlite3_reset(statement);
}

static const char *text_of(const cJSON *object, const char *key)
{
	const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, key);
	return item && item->valuestring ? item->valuestring : "";
}

int main(int argc, char **argv)
{
	static char line[1 << 16];
	char record[512], text[128];
	if (argc != 2 || sqlite3_open(argv[1], &db) != SQLITE_OK)
		return 64;
	run("PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -28000; "
	    "PRAGMA wal_autocheckpoint = 12000");
	run("DROP TRIGGER entries_not_into_sealed; DROP TRIGGER transactions_not_into_sealed; "
	    "BEGIN IMMEDIATE");
	sqlite3_stmt *command = prepare("INSERT INTO commands VALUES (1000, ?1, ?2, ?3, ?4, ?5, "
					"'ok', NULL, ?6, ?7, ?8, ?9, 2)");
	sqlite3_stmt *transaction = prepare("INSERT INTO transactions VALUES (1000, ?1, 1, ?2, "
					    "'pay', ?3, ?4, NULL, ?5)");
	sqlite3_stmt *entry = prepare("INSERT INTO entries VALUES (1000, ?1, ?2, ?3, 'PTS', ?4)");
	sqlite3_stmt *reply =
		prepare("INSERT INTO outbox (guild_id, delivery, kind, seq, channel_id, reply_to, "
			"state) VALUES (1000, ?1, 'reply', ?1, ?2, ?3, 'due')");
	sqlite3_stmt *balance = prepare("UPDATE balances SET balance = balance + 0, entries = "
					"entries + 1 WHERE guild_id = 1000");
	int64_t seq = 1000000, number = 1000000;
	while (fgets(line, sizeof line, stdin)) {
		cJSON *message = cJSON_Parse(line);
		const cJSON *author = cJSON_GetObjectItemCaseSensitive(message, "author");
		const char *content = text_of(message, "content"), *mention = strstr(content, "<@");
		int64_t id = strtoll(text_of(message, "id"), NULL, 10),
			user = strtoll(text_of(author, "id"), NULL, 10);
		int64_t channel = strtoll(text_of(message, "channel_id"), NULL, 10),
			time = (id >> 22) + 1420070400000;
		int64_t target = mention ? strtoll(mention + 2, NULL, 10) : 0;
		if (content[0] != '!') {
			cJSON_Delete(message);
			continue;
		}
		const char *memo = strstr(content, "round");
		int length = snprintf(
			record, sizeof record,
			"{\"type\":\"command\",\"message_id\":\"%lld\",\"channel_id\":\"%lld\","
			"\"guild_id\":\"1000\",\"author\":{\"id\":\"%lld\",\"name\":\"%s\","
			"\"roles\":[],\"member\":true,\"owner\":false},\"time\":\"2024-10-27T23:06:"
			"41.000Z\",\"lang\":\"en\",\"source\":\"discord\",\"verb\":\"%s\",\"args\":"
			"{\"to\":\"@%lld\","
			"\"amount\":\"1.23\",\"currency\":\"round\",\"memo\":\"123456\"}}",
			(long long)id, (long long)channel, (long long)user,
			text_of(author, "global_name"), mention ? "pay" : "balance",
			(long long)target);
		int text_length =
			snprintf(text, sizeof text,
				 "Paid 1.23 PTS to @%lld (transaction %lld). You have 12345.67 "
				 "PTS. Receipt: %lld-7K3M9QXZ",
				 (long long)target % 1000, (long long)number, (long long)number);
		seq++;
		sqlite3_bind_int64(command, 1, seq);
		sqlite3_bind_int64(command, 2, id);
		sqlite3_bind_int64(command, 3, time);
		sqlite3_bind_int64(command, 4, user);
		sqlite3_bind_text(command, 5, mention ? "pay" : "balance", -1, SQLITE_STATIC);
		if (mention)
			sqlite3_bind_int64(command, 6, number + 1);
		else
			sqlite3_bind_null(command, 6);
		sqlite3_bind_int64(command, 7, 1);
		sqlite3_bind_text(command, 8, text, text_length, SQLITE_STATIC);
		sqlite3_bind_text(command, 9, record, length, SQLITE_STATIC);
		step(command);
		sqlite3_bind_int64(reply, 1, seq);
		sqlite3_bind_int64(reply, 2, channel);
		sqlite3_bind_int64(reply, 3, id);
		step(reply);
		if (mention) {
			number++;
			sqlite3_bind_int64(transaction, 1, number);
			sqlite3_bind_int64(transaction, 2, time);
			sqlite3_bind_int64(transaction, 3, seq);
			sqlite3_bind_int64(transaction, 4, user);
			sqlite3_bind_text(transaction, 5, memo ? memo : "", -1, SQLITE_STATIC);
			step(transaction);
			for (int side = 0; side < 2; side++) {
				sqlite3_bind_int64(entry, 1, number);
				sqlite3_bind_int64(entry, 2, side + 1);
				sqlite3_bind_int64(entry, 3, (side ? target : user) % 100000000);
				sqlite3_bind_int64(entry, 4, side ? -123 : 123);
				step(entry);
			}
		}
		cJSON_Delete(message);
	}
	step(balance);
	run("COMMIT");
	return 0;
}
