/* How gl-import finds out what a list is: its format, the rules for it, its encoding. */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/fail.h"
#include "base/sandbox.h"
#include "import/camt_schema.h"
#include "tools/import_run.h"

static const char *rules_folder(void)
{
	const char *folder = getenv("GL_RULES");
	return folder && *folder ? folder : "/etc/guildledger/rules";
}

/* The path of standard input, if it is a file that is still there under that name. */
static char *file_of_input(void)
{
	char path[PATH_MAX];
	struct stat input, named;
	ssize_t length = readlink("/proc/self/fd/0", path, sizeof path - 1);
	if (length <= 0 || *path != '/')
		return NULL;
	path[length] = '\0';
	if (fstat(STDIN_FILENO, &input) != 0 || !S_ISREG(input.st_mode) ||
	    stat(path, &named) != 0 || named.st_ino != input.st_ino || named.st_dev != input.st_dev)
		return NULL;
	return strdup(path);
}

static bool is_file(const char *path)
{
	return access(path, R_OK) == 0;
}

/* LIST.rules, with or without the list's own suffix: "october.csv.rules", "october.rules". */
static char *rules_beside(struct arena *arena, const char *list_file)
{
	const char *slash = strrchr(list_file, '/'), *dot = strrchr(list_file, '.');
	char *path = arena_printf(arena, "%s.rules", list_file);
	if (!is_file(path) && dot && dot > slash + 1)
		path = arena_printf(arena, "%.*s.rules", (int)(dot - list_file), list_file);
	return is_file(path) ? path : NULL;
}

/* --rules: a file, or the name of one in the folder of rules. */
static char *rules_named(struct arena *arena, const char *name)
{
	if (!is_file(name) && !strchr(name, '/'))
		for (int i = 0; i < 2; i++) {
			char *path = i ? arena_printf(arena, "%s/%s.rules", rules_folder(), name)
				       : arena_printf(arena, "%s/%s", rules_folder(), name);
			if (is_file(path))
				return path;
		}
	if (!is_file(name))
		fail(EX_NOINPUT,
		     "there are no rules %s, nor in %s: ls %s says which there are, and --rules "
		     "takes a file, too",
		     name, rules_folder(), rules_folder());
	return arena_strdup(arena, name);
}

void import_find_files(struct import_run *run)
{
	const struct import_options *options = &run->options;
	run->list_file = file_of_input();
	run->list_name = "standard input";
	if (run->list_file)
		run->list_name = strrchr(run->list_file, '/') + 1;
	if (options->rules)
		run->rules_file = rules_named(&run->arena, options->rules);
	else if (run->list_file)
		run->rules_file = rules_beside(&run->arena, run->list_file);
	sandbox_also_read(rules_folder());
	if (run->rules_file)
		sandbox_also_read(sandbox_folder_of(run->rules_file)); /* what they include, too */

	sandbox_also_read(options->schema);
}

static bool refuse_head(struct import_run *run)
{
	struct list_taker *taker = &run->checks.taker;
	const char *what = no_list(run->source.head, run->source.head_length);
	if (!run->source.head_length)
		list_fault(taker, FAULT_NOT_A_LIST, 1,
			   "there is nothing in it: download the list again");
	else if (what)
		list_fault(taker, FAULT_NOT_A_LIST, 1, "this is no list, but %s", what);
	return !run->source.head_length || what;
}

static bool find_rules(struct import_run *run)
{
	struct list_taker *taker = &run->checks.taker;
	if (!run->rules_file && run->format == &format_csv) {
		char *head = source_head_text(&run->source);
		const char *found = rules_for(rules_folder(), head, &run->arena, taker);
		free(head);
		if (!*found)
			return false;
		run->rules_file = arena_strdup(&run->arena, found);
	}
	if (run->rules_file)
		run->rules = rules_read(run->rules_file, taker);
	return !run->rules_file || run->rules;
}

/* Never guessed by statistics: those call a short Spanish list Windows-1250. */
static const char *choose_encoding(const struct import_run *run)
{
	const struct list_source *source = &run->source;
	const char *told = run->options.encoding;
	if (!told && run->rules && run->format == &format_csv)
		told = rules_encoding(run->rules);
	if (told)
		return told;
	if (run->format->declared)
		told = run->format->declared(source->head, source->head_length);
	/* What lists declare of themselves is often wrong, and UTF-8 is never so by chance. */
	if (told && (!encoding_is_single_byte(told) || !source->valid_utf8 || source->ascii))
		return told;
	if (source->bom)
		return source->bom;
	return source->valid_utf8 ? "UTF-8" : "windows-1252";
}

static bool has_nul(struct import_run *run)
{
	if (run->source.has_nul)
		list_fault(&run->checks.taker, FAULT_NUL, run->source.first_nul_line,
			   "a byte of zero: the list is damaged, or in an encoding that --encoding "
			   "should say (UTF-16LE)");
	return run->source.has_nul;
}

/* --schema: all of a camt list, beyond what its reader needs. */
static bool fits_schema(struct import_run *run)
{
	if (!run->options.schema)
		return true;
	if (run->format != &format_camt)
		fail(EX_USAGE, "--schema is for camt lists, and this one is %s",
		     run->format->title);
	struct camt_schema *schema = camt_schema_read(run->options.schema);
	bool fits = camt_schema_check(schema, &run->source, &run->checks.taker);
	camt_schema_free(schema);
	return fits;
}

bool import_open(struct import_run *run)
{
	struct list_source *source = &run->source;
	struct list_taker *taker = &run->checks.taker;
	source_open(source, STDIN_FILENO);
	if (refuse_head(run))
		return false;
	run->format = run->options.format ? run->options.format
					  : format_of(source->head, source->head_length);
	if (!find_rules(run))
		return false;
	run->encoding = choose_encoding(run);
	return source_decode(source, run->encoding, taker) && !has_nul(run) && fits_schema(run);
}

/* What is between the cells of a list by its name, as hledger reads .ssv and .tsv; '\0': it does
 * not say. */
static char separator_of(const struct import_run *run)
{
	const char *dot = run->list_file ? strrchr(run->list_file, '.') : NULL;
	if (!dot)
		return '\0';
	return strcasecmp(dot, ".tsv") == 0 ? '\t' : strcasecmp(dot, ".ssv") == 0 ? ';' : '\0';
}

void import_read(struct import_run *run, struct list_taker *taker)
{
	const char *currency = run->options.currency;
	char guild[24];
	snprintf(guild, sizeof guild, "%ju", (uintmax_t)run->options.shared.guild_id);
	struct list_reading reading = { .source = &run->source,
					.rules = run->format == &format_csv ? run->rules : NULL,
					.taker = taker,
					.month_first = run->options.month_first,
					.day_first = run->options.day_first,
					.guild = run->options.shared.guild_id ? guild : NULL,
					.currency = *currency ? currency : NULL,
					.separator = separator_of(run) };
	source_seek(&run->source, 0, 1);
	run->format->read(&reading);
	arena_free(&reading.arena);
}

/* NAME without what banks put between digits. */
static char *bare(struct arena *arena, const char *name)
{
	char *copy = arena_strdup(arena, name), *to = copy;
	for (; *name; name++)
		if ((*name >= '0' && *name <= '9') || (*name >= 'A' && *name <= 'Z'))
			*to++ = *name;
		else if (*name >= 'a' && *name <= 'z')
			*to++ = (char)(*name - 'a' + 'A');
	*to = '\0';
	return copy;
}

/* Whether NUMBER is the account that the list calls NAME: all of it, or its end. */
static bool is_account(struct arena *arena, const char *name, const char *number)
{
	const char *whole = bare(arena, name), *end = bare(arena, number);
	size_t length = strlen(whole), end_length = strlen(end);
	return end_length && end_length <= length && strcmp(whole + length - end_length, end) == 0;
}

bool import_is_of_bot(const struct import_run *run)
{
	return run->format == &format_bot ||
	       (run->format == &format_csv && run->rules && rules_balances(run->rules));
}

static const char *books_of(struct import_run *run, const struct checked_account *account)
{
	const struct import_options *options = &run->options;
	for (int i = 0; i < options->account_count; i++)
		if (!options->accounts[i].number ||
		    is_account(&run->arena, account->told.name, options->accounts[i].number))
			return options->accounts[i].books;
	if (options->account_count)
		return NULL;
	return *account->books ? account->books : import_is_of_bot(run) ? "opening" : "bank";
}

/* One name for the accounts of several numbers would mix them. */
static bool is_mixed(struct import_run *run)
{
	const struct list_checks *checks = &run->checks;
	for (size_t i = 1; i < checks->account_count; i++)
		for (size_t j = 0; j < i; j++) {
			const struct checked_account *one = &checks->accounts[j],
						     *other = &checks->accounts[i];
			if (!run->books[i] || !run->books[j] ||
			    strcmp(run->books[i], run->books[j]) != 0 ||
			    strcmp(one->told.name, other->told.name) == 0)
				continue;
			list_fault(
				&run->checks.taker, FAULT_ACCOUNT, other->told.place,
				"the list is of several accounts, %s and %s: say which is which, "
				"--account bank=%s --account NAME=%s",
				one->told.name, other->told.name, one->told.name, other->told.name);
			return true;
		}
	return false;
}

/* Lines of the first day are told from those that are booked by the balances after them, if there
 * are any. */
static void warn_of_first_day(struct import_run *run, const struct checked_account *account)
{
	const struct checked_currency *currency = account->currencies;
	char day[DAY_TEXT_SIZE];
	bool has_balances =
		account->currency_count == 1 && (account->has_opening || account->has_closing ||
						 currency->balances == currency->count);
	if (account->by_text && !has_balances && checked_may_be_cut(&run->checks, account))
		list_warn(&run->checks.taker, 0,
			  "the list says no balances, and its first day, %s, may be cut: if it is, "
			  "lines of that day are taken for equal ones that are booked; download "
			  "whole days",
			  day_format(account->first_day, day));
}

bool import_choose_accounts(struct import_run *run)
{
	const struct list_checks *checks = &run->checks;
	bool any = checks->account_count == 0;
	for (size_t i = 0; i < checks->account_count; i++) {
		run->books[i] = books_of(run, &checks->accounts[i]);
		any = any || run->books[i];
		if (!run->books[i])
			list_warn(&run->checks.taker, checks->accounts[i].told.place,
				  "account %s is not asked for, and left out",
				  checks->accounts[i].told.name);
		else
			warn_of_first_day(run, &checks->accounts[i]);
	}
	if (!any)
		list_fault(&run->checks.taker, FAULT_ACCOUNT, checks->accounts[0].told.place,
			   "the list is of account %s, which no --account names: it is another "
			   "account's list, or the number is wrong",
			   checks->accounts[0].told.name);
	return any && !is_mixed(run);
}

void import_close(struct import_run *run)
{
	source_close(&run->source);
	rules_free(run->rules);
	known_free(run->known);
	checks_free(&run->checks);
	arena_free(&run->arena);
	free(run->list_file);
}
