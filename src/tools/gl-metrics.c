/* gl-metrics: the state of the books, and of what runs them, as Prometheus text exposition. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/decimal.h"
#include "base/fail.h"
#include "base/instant.h"
#include "base/options.h"
#include "base/output.h"
#include "base/sandbox.h"
#include "discord/limits_look.h"
#include "tools/due_dates.h"
#include "tools/exposition.h"
#include "tools/files_folder.h"
#include "tools/keep_counts.h"
#include "tools/host_metrics.h"
#include "tools/open_books.h"
#include "tools/shared_options.h"

enum { KEY_STATE = 1, KEY_CONFIG, MOST_LABELS = 3 };

struct family {
	const char *name, *type, *help, *query, *labels[MOST_LABELS];
};

/* Times are Unix seconds, amounts whole units of their currency: the base units that Prometheus
 * asks for. */
static const struct family families[] = {
	{ "guildledger_log_rows_total",
	  "counter",
	  "Records applied and kept in the log.",
	  "metric log",
	  { 0 } },
	{ "guildledger_transactions_total",
	  "counter",
	  "Transactions posted.",
	  "metric transactions",
	  { 0 } },
	{ "guildledger_commands_unanswered_total",
	  "counter",
	  "Commands beyond their authors' share of the minute, counted and not answered.",
	  "metric unanswered",
	  { 0 } },
	{ "guildledger_messages_total",
	  "counter",
	  "Messages read, commands or not.",
	  "metric messages",
	  { 0 } },
	{ "guildledger_commands_total",
	  "counter",
	  "Records applied by verb and status.",
	  "metric commands",
	  { "verb", "status" } },
	{ "guildledger_commands_failed_total",
	  "counter",
	  "Commands that could not be applied and were set aside.",
	  "metric commands failed",
	  { 0 } },
	{ "guildledger_commands_set_aside",
	  "gauge",
	  "Commands that were set aside and have not been applied since.",
	  "metric commands waiting",
	  { 0 } },
	{ "guildledger_last_command_timestamp_seconds",
	  "gauge",
	  "Time of the newest record in the log.",
	  "metric last command",
	  { 0 } },
	{ "guildledger_cursor_timestamp_seconds",
	  "gauge",
	  "Time of the newest message read from a channel.",
	  "metric cursors",
	  { "channel" } },
	{ "guildledger_outbox_waiting",
	  "gauge",
	  "Deliveries that are due or under way.",
	  "metric outbox waiting",
	  { 0 } },
	{ "guildledger_outbox_oldest_timestamp_seconds",
	  "gauge",
	  "Time of the oldest command whose delivery waits; absent when none does.",
	  "metric outbox oldest",
	  { 0 } },
	{ "guildledger_outbox_retries",
	  "gauge",
	  "Attempts beyond the first of the deliveries that wait.",
	  "metric outbox retries",
	  { 0 } },
	{ "guildledger_outbox_failed",
	  "gauge",
	  "Deliveries refused for good, by HTTP status.",
	  "metric outbox failed",
	  { "http" } },
	{ "guildledger_deliveries_total",
	  "counter",
	  "Attempts to deliver, by status.",
	  "metric deliveries",
	  { "status" } },
	{ "guildledger_delivery_errors_total",
	  "counter",
	  "Attempts that did not succeed, by HTTP status and Discord's code.",
	  "metric delivery errors",
	  { "status", "http", "code" } },
	{ "guildledger_batch_opened_timestamp_seconds",
	  "gauge",
	  "When the open batch was opened; absent when none is open.",
	  "metric batch opened",
	  { "batch" } },
	{ "guildledger_batch_transactions",
	  "gauge",
	  "Transactions of the open batch.",
	  "metric batch transactions",
	  { "batch" } },
	{ "guildledger_batch_debits",
	  "gauge",
	  "Debits of the open batch, which its credits equal.",
	  "metric batch debits",
	  { "batch", "currency" } },
	{ "guildledger_batches_closed_total",
	  "counter",
	  "Batches closed and sealed.",
	  "metric batches closed",
	  { 0 } },
	{ "guildledger_balance",
	  "gauge",
	  "Balances by kind of account, on its normal side.",
	  "metric balances",
	  { "kind", "currency" } },
	{ "guildledger_trial_balance_difference",
	  "gauge",
	  "Debits less credits of all accounts: anything but 0 is a fault.",
	  "metric trial balance",
	  { "currency" } },
	{ "guildledger_accounts",
	  "gauge",
	  "Accounts by holder and state.",
	  "metric accounts",
	  { "holder", "state" } },
	{ "guildledger_users_registered",
	  "gauge",
	  "Members with an account that is not closed.",
	  "metric registered",
	  { 0 } },
	{ "guildledger_waiting",
	  "gauge",
	  "Requests, approvals, dues, holds and all else that waits or waited, by kind and state.",
	  "metric waiting",
	  { "kind", "state" } },
	{ "guildledger_approval_oldest_timestamp_seconds",
	  "gauge",
	  "When the oldest approval that waits was asked for; absent when none waits.",
	  "metric approval oldest",
	  { 0 } },
	{ "guildledger_move_begun_timestamp_seconds",
	  "gauge",
	  "When a move of the guild's books to here was begun that has not ended; absent when none "
	  "is under way.",
	  "metric move begun",
	  { 0 } },
	{ "guildledger_owed",
	  "gauge",
	  "Open dues and debts of members.",
	  "metric owed",
	  { "currency" } },
	{ "guildledger_held", "gauge", "Open holds.", "metric held", { "currency" } },
	{ "guildledger_to_sort",
	  "gauge",
	  "Lines of the bank that wait to be assigned: what came in and what went out.",
	  "metric to-sort",
	  { "currency" } },
	{ "guildledger_to_sort_oldest_timestamp_seconds",
	  "gauge",
	  "Since when the oldest line of the bank waits to be assigned; absent when none does.",
	  "metric to-sort oldest",
	  { 0 } },
	{ "guildledger_schedules",
	  "gauge",
	  "Schedules by kind and state.",
	  "metric schedules",
	  { "kind", "state" } },
	{ "guildledger_schedule_skips_total",
	  "counter",
	  "Times that a schedule was so late that dates of it were skipped.",
	  "metric skips",
	  { 0 } },
	{ "guildledger_users_active",
	  "gauge",
	  "Users who wrote a command within so many days (UTC), today included.",
	  "metric active",
	  { "days" } },
};

static const struct argp_option option_list[] = {
	{ "state", KEY_STATE, "FOLDER", 0,
	  "where limits.db and the results of jobs lie (default: $GL_STATE, else they are left "
	  "out)",
	  0 },
	{ "config", KEY_CONFIG, "NAME", 0,
	  "the configuration's name (default: $GL_NAME, else default)", 0 },
	{ 0 },
};

struct options {
	struct shared_options shared;
	const char *state, *config;
};

static error_t parse(int key, char *arg, struct argp_state *state)
{
	struct options *options = state->input;
	switch (key) {
	case KEY_STATE: options->state = arg; break;
	case KEY_CONFIG: options->config = arg; break;
	case ARGP_KEY_ARG: argp_error(state, "there is no argument"); break;
	default: return ARGP_ERR_UNKNOWN;
	}
	return 0;
}

struct printing {
	struct buf *out;
	const struct family *family;
	const char *config;
};

static bool add_sample(void *context, const struct value *values)
{
	const struct printing *printing = context;
	int columns = value_count(values);
	char number[DECIMAL_TEXT_SIZE];
	sample_begin(printing->out, printing->family->name);
	sample_label(printing->out, "config",
		     printing->config); /* two configurations may have books of one guild: a copy,
					   an archive */
	for (int i = 0; i < columns - 2; i++) {
		snprintf(number, sizeof number, "%jd", values[i].integer);
		sample_label(printing->out, i ? printing->family->labels[i - 1] : "guild",
			     values[i].kind == VALUE_TEXT ? values[i].text : number);
	}
	sample_end(printing->out, decimal_from_minor(value_wide(&values[columns - 2]),
						     (int)values[columns - 1].integer, number));
	return true;
}

static const char *setting(const char *given, const char *variable, const char *otherwise)
{
	const char *value = given ? given : getenv(variable);
	return value && *value ? value : otherwise;
}

/* Where jobs/backup puts copies. */
static int open_backups(const char *db)
{
	struct buf path = { 0 };
	char *folder = sandbox_folder_of(setting(db, "GL_DB", "."));
	buf_printf(&path, "%s/backups", folder);
	int fd = open(setting(NULL, "GL_BACKUPS", buf_string(&path)),
		      O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	free(folder);
	buf_free(&path);
	return fd;
}

/* What gl-keep counted; false: it keeps none here. */
static bool read_files(struct keep_counts *counts)
{
	const char *name = files_folder();
	int folder = name ? open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
	if (folder < 0)
		return false;
	keep_counts_read(folder, 0, counts);
	close(folder);
	return true;
}

static void add_late(void *context, uint64_t guild_id, int64_t since)
{
	const struct printing *printing = context;
	char number[DECIMAL_TEXT_SIZE];
	sample_begin(printing->out, "guildledger_due_oldest_timestamp_seconds");
	sample_label(printing->out, "config", printing->config);
	snprintf(number, sizeof number, "%ju", guild_id);
	sample_label(printing->out, "guild", number);
	sample_end(printing->out, decimal_from_minor(since, 3, number));
}

static void print_late(struct buf *out, struct store *store, const char *config)
{
	struct printing printing = { .out = out, .config = config };
	family_begin(out, "guildledger_due_oldest_timestamp_seconds", "gauge",
		     "When the oldest date was due that is not handled; absent when none is late.");
	due_dates(store, 0, instant_now(), add_late, &printing);
}

int main(int argc, char **argv)
{
	struct options options = { 0 };
	struct buf out = { 0 };
	options_parse(argc, argv, option_list, parse, "",
		      "Print the state of the books, and of what runs them, as Prometheus metrics.",
		      "Exit codes: 0 printed; 64 usage; " BOOKS_EXIT_CODES,
		      (const struct option_child[]){ { &db_option, &options.shared }, { 0 } },
		      &options);
	struct machine machine = { .config = setting(options.config, "GL_NAME", "default"),
				   .state = setting(options.state, "GL_STATE", NULL),
				   .backups = open_backups(options.shared.db) };
	struct interaction_counts interactions;
	const char *counts = setting(NULL, "GL_INTERACTION_COUNTS", NULL);
	if (counts && counts_read(counts, &interactions))
		machine.interactions = &interactions;
	struct keep_counts files;
	machine.files = read_files(&files) ? &files : NULL;
	if (machine.state)
		limits_keep_mode(machine.state);
	sandbox_also_write(machine.state); /* SQLite puts files beside what it reads */
	struct store *store = open_books(store_default_reading(options.shared.db), STORE_READ);
	struct binding today = { ":today",
				 { .kind = VALUE_INTEGER,
				   .integer = instant_now() / (24 * 60 * 60 * 1000) } };
	family_begin(&out, "guildledger_build_info", "gauge", "The version of these tools.");
	sample_begin(&out, "guildledger_build_info");
	sample_label(&out, "config", machine.config);
	sample_label(&out, "version", GL_VERSION);
	sample_end_number(&out, 1);
	for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
		struct printing printing = { &out, &families[i], machine.config };
		family_begin(&out, families[i].name, families[i].type, families[i].help);
		store_query(store, families[i].query, &today, 1, add_sample, &printing);
	}
	print_late(&out, store, machine.config);
	machine.books = store_location(store);
	machine_print(&out, &machine);
	store_close(store);
	if (machine.files)
		keep_counts_free(&files);
	buf_flush(&out, STDOUT_FILENO);
	return EX_OK;
}
