/* gl-metrics: the state of the books as Prometheus text exposition.
 * https://prometheus.io/docs/instrumenting/exposition_formats/ */
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/decimal.h"
#include "base/fail.h"
#include "base/options.h"
#include "base/output.h"
#include "tools/opening.h"

enum { KEY_DB = 1, MOST_LABELS = 2 };

struct family { const char *name, *type, *help, *query, *labels[MOST_LABELS]; };

/* Times are Unix seconds, amounts whole units of their currency: the base units that Prometheus asks for. */
static const struct family families[] = {
	{ "guildledger_log_rows_total", "counter", "Records applied and kept in the log.", "metric log", { 0 } },
	{ "guildledger_transactions_total", "counter", "Transactions posted.", "metric transactions", { 0 } },
	{ "guildledger_last_command_timestamp_seconds", "gauge", "Time of the newest record in the log.", "metric last command", { 0 } },
	{ "guildledger_cursor_timestamp_seconds", "gauge", "Time of the newest message read from a channel.", "metric cursors", { "channel" } },
	{ "guildledger_outbox_waiting", "gauge", "Deliveries that are due or under way.", "metric outbox waiting", { 0 } },
	{ "guildledger_outbox_oldest_timestamp_seconds", "gauge", "Time of the oldest command whose delivery waits; absent when none does.", "metric outbox oldest", { 0 } },
	{ "guildledger_outbox_retries", "gauge", "Attempts beyond the first of the deliveries that wait.", "metric outbox retries", { 0 } },
	{ "guildledger_outbox_failed", "gauge", "Deliveries refused for good, by HTTP status.", "metric outbox failed", { "http" } },
	{ "guildledger_batch_opened_timestamp_seconds", "gauge", "When the open batch was opened; absent when none is open.", "metric batch opened", { "batch" } },
	{ "guildledger_batches_closed_total", "counter", "Batches closed and sealed.", "metric batches closed", { 0 } },
	{ "guildledger_balance", "gauge", "Balances by kind of account, on its normal side.", "metric balances", { "kind", "currency" } },
	{ "guildledger_trial_balance_difference", "gauge", "Debits less credits of all accounts: anything but 0 is a fault.", "metric trial balance", { "currency" } },
	{ "guildledger_accounts", "gauge", "Accounts by holder and state.", "metric accounts", { "holder", "state" } },
};

static const struct argp_option option_list[] = {
	{ "db", KEY_DB, "FILE", 0, "the books (default: $GL_DB)", 0 },
	{ 0 }
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	switch (key) {
	case KEY_DB: *(const char **)state->input = arg; break;
	case ARGP_KEY_ARG: argp_error(state, "there is no argument"); break;
	default: return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

static void add_header(struct buf *out, const char *name, const char *type, const char *help)
{
	buf_printf(out, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

static void add_label(struct buf *out, const char *name, const struct value *value)
{
	buf_printf(out, ",%s=\"", name);
	if (value->kind == VALUE_INTEGER)
		buf_printf(out, "%lld", (long long)value->integer);
	for (const char *at = value->kind == VALUE_TEXT ? value->text : ""; *at; at++) {
		if (*at == '\\' || *at == '"')
			buf_char(out, '\\');
		buf_char(out, *at == '\n' ? ' ' : *at);
	}
	buf_char(out, '"');
}

struct printing { struct buf *out; const struct family *family; };

static bool add_sample(void *context, const struct value *values, int columns)
{
	const struct printing *printing = context;
	char number[DECIMAL_TEXT_SIZE];
	buf_printf(printing->out, "%s{guild=\"%lld\"", printing->family->name, (long long)values[0].integer);
	for (int i = 0; i < columns - 3; i++)
		add_label(printing->out, printing->family->labels[i], &values[i + 1]);
	buf_printf(printing->out, "} %s\n", decimal_from_minor(values[columns - 2].integer, (int)values[columns - 1].integer, number));
	return true;
}

/* The books and the log of changes beside them, in bytes. */
static void add_size(struct buf *out, const char *location)
{
	struct stat status;
	struct buf wal = { 0 };
	buf_printf(&wal, "%s-wal", location);
	long long size = stat(location, &status) == 0 ? (long long)status.st_size : 0;
	if (stat(buf_string(&wal), &status) == 0)
		size += (long long)status.st_size;
	add_header(out, "guildledger_database_size_bytes", "gauge", "Size of the books on the disk.");
	buf_printf(out, "guildledger_database_size_bytes %lld\n", size);
	buf_free(&wal);
}

int main(int argc, char **argv)
{
	const char *db = NULL;
	struct buf out = { 0 };
	options_parse(argc, argv, option_list, parse, "", "Print the state of the books as Prometheus metrics.",
		      "Exit codes: 0 printed; 64 usage; 65 no guildledger database, or corrupt; 66 no such books; 74 disk error or output failed; "
		      "77 not permitted; 78 schema newer or older than this program.", &db);
	struct store *store = open_books(db, STORE_READ);
	add_header(&out, "guildledger_build_info", "gauge", "The version of these tools.");
	buf_text(&out, "guildledger_build_info{version=\"" GL_VERSION "\"} 1\n");
	for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
		struct printing printing = { &out, &families[i] };
		add_header(&out, families[i].name, families[i].type, families[i].help);
		store_query(store, families[i].query, NULL, 0, add_sample, &printing);
	}
	add_size(&out, store_location(store));
	store_close(store);
	buf_flush(&out, STDOUT_FILENO);
	return EX_OK;
}
