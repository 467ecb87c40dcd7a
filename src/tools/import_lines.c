/* The second pass of gl-import over a list: each line as the record that it becomes. */
#include <string.h>
#include <sysexits.h>

#include "base/decimal.h"
#include "base/fail.h"
#include "base/unicode.h"
#include "import/alike.h"
#include "import/identity.h"
#include "import/purpose.h"
#include "tools/import_run.h"

struct pass {
	struct list_taker taker;
	struct import_run *run;
	struct import_sink *sink;
	struct arena arena; /* of a line */
	struct line_ids *ids;
	size_t next; /* the account that begins next */
	const struct checked_account *account;
	const char *books; /* NULL: the account is left out */
	uint64_t number;
	bool may_be_cut;
	struct alike_lines *alike; /* NULL: the list is too long for that */
	bool seeing;               /* only looks which lines there are */
	bool has_running;          /* the balance before the next line is known */
	int64_t running;
	char sha256[DIGEST_TEXT_SIZE];
	char import[LIST_ID_SIZE]; /* of the account that began */
};

static struct pass *pass_of(struct list_taker *taker)
{
	return (struct pass *)taker; /* its first member */
}

int import_scale(const struct checked_account *account, const char *currency)
{
	return *currency ? list_scale(currency) : account->told.scale;
}

static const char *decimal(struct pass *pass, wide amount, const char *currency)
{
	char text[DECIMAL_TEXT_SIZE];
	return arena_strdup(
		&pass->arena,
		decimal_from_minor(amount, import_scale(pass->account, currency), text));
}

/* In which currency the one opening and the one closing are. */
static const char *main_currency(const struct checked_account *account)
{
	return account->currency_count ? account->currencies[0].currency : account->told.currency;
}

/* The balance before the first line: told, or from the closing. */
static void begin_running(struct pass *pass)
{
	const struct checked_account *account = pass->account;
	const struct checked_currency *currency = &account->currencies[0];
	wide opening = account->opening;
	pass->has_running =
		account->currency_count == 1 && (account->has_opening || account->has_closing);
	if (!account->has_opening && pass->has_running)
		opening = (wide)account->closing - currency->in + currency->out;
	if (opening < INT64_MIN || opening > INT64_MAX)
		pass->has_running = false;
	pass->running = (int64_t)opening;
}

static int64_t today(const struct import_run *run)
{
	return day_at(zone_utc(), run->options.time);
}

/* The format as the books compare it: two layouts of a CSV are two. */
static const char *format_name(struct pass *pass)
{
	const struct import_run *run = pass->run;
	if (import_is_of_bot(run))
		return format_bot.name; /* also of a CSV */
	const char *header =
		run->rules && run->format == &format_csv ? rules_header(run->rules) : NULL;
	struct digest digest;
	char text[DIGEST_TEXT_SIZE];
	if (!header)
		return run->format->name;
	digest_of(&digest, header, strlen(header));
	return arena_printf(&pass->arena, "%s:%.8s", run->format->name, digest_text(&digest, text));
}

static void begin_account(struct list_taker *taker, const struct list_account *told)
{
	struct pass *pass = pass_of(taker);
	struct import_run *run = pass->run;
	(void)told;
	if (pass->next == run->checks.account_count)
		fail(EX_DATAERR,
		     "%s changed while it was read: nothing more is printed; run it "
		     "again",
		     run->list_name);
	pass->account = &run->checks.accounts[pass->next];
	pass->books = run->books[pass->next++];
	pass->number = 0;
	if (!pass->books)
		return;
	const struct checked_account *account = pass->account;
	arena_reset(&pass->arena);
	const char *currency = main_currency(account);
	struct import_start start = { .id = list_id(&pass->arena, pass->books, pass->sha256,
						    pass->next, run->options.since,
						    run->options.cross, pass->import),
				      .guild_id = run->options.shared.guild_id,
				      .time = run->options.time,
				      .account = pass->books,
				      .currency = *currency ? currency : run->options.currency,
				      .format = format_name(pass),
				      .sha256 = pass->sha256,
				      .count = (int64_t)account->count,
				      .cross = run->options.cross,
				      .author = run->options.as,
				      .lang = run->options.shared.lang,
				      .lang_told = true };
	pass->may_be_cut = checked_may_be_cut(&run->checks, account);
	begin_running(pass);
	if (pass->seeing)
		return;
	if (!checked_days(account, &start.from, &start.to))
		start.from = start.to = today(run);
	if (run->options.since != NO_DAY && start.from < run->options.since)
		start.from = run->options.since;
	if (account->has_opening)
		start.opening = decimal(pass, account->opening, currency);
	if (account->has_closing)
		start.closing = decimal(pass, account->closing, currency);
	pass->sink->begin(pass->sink, account, &start);
}

/* The first IMPORT_TEXT_LONGEST characters. */
static const char *short_text(struct arena *arena, const char *text)
{
	return arena_copy(arena, text, utf8_prefix(text, IMPORT_TEXT_LONGEST));
}

/* Told, or computed from the opening or the closing; false: neither. */
static bool balance_after(struct pass *pass, const struct list_line *line, int64_t *balance)
{
	if (pass->has_running && !checked_add(pass->running, line->amount, &pass->running))
		pass->has_running = false;
	*balance = line->has_balance ? line->balance : pass->running;
	return line->has_balance || pass->has_running;
}

/* How what gl-apply will do with it looks by what the books had when --known was printed. */
static struct known_verdict judge(struct pass *pass, const struct digest *key,
				  const struct list_line *line, const struct overlap_line *overlap)
{
	struct known_line known = { .key = key,
				    .account = pass->books,
				    .day = line->day,
				    .amount = line->amount,
				    .currency = line->currency,
				    .overlap = *overlap };
	return known_judge(pass->run->known, &known);
}

static struct import_line record_of(struct pass *pass, const struct list_line *line,
				    struct import_candidate candidates[MAX_IMPORT_CANDIDATES])
{
	const struct import_options *options = &pass->run->options;
	uint64_t guild_id = options->shared.guild_id;
	const char *party =
		import_party(&pass->arena, guild_id, line_fold(&pass->arena, line->party));
	return (struct import_line){
		.account = pass->books,
		.day = line->day == NO_DAY ? today(pass->run) : line->day,
		.amount = decimal(pass, line->amount, line->currency),
		.currency = *line->currency ? line->currency : options->currency,
		.reference = line->reference,
		.text = short_text(&pass->arena, line->text),
		.party = party,
		.candidates = candidates,
		.import = pass->import,
		.cross = options->cross,
		.candidate_count = purpose_candidates(&pass->arena, party, line, candidates),
		.author = options->as,
		.guild_id = guild_id,
		.time = options->time,
		.lang = options->shared.lang,
		.lang_told = true,
	};
}

static void give_line(struct pass *pass, const struct list_line *line, const struct digest *key)
{
	struct import_candidate candidates[MAX_IMPORT_CANDIDATES];
	struct import_line record = record_of(pass, line, candidates);
	struct import_given given = { .line = line, .record = &record };
	struct known_verdict verdict;
	struct overlap_line overlap = { 0 };
	char id[LINE_ID_SIZE];
	given.occurrence = ids_occurrence(pass->ids, key, line->day);
	record.id = line_id(key, given.occurrence, id);
	overlap.occurrence = (int64_t)given.occurrence;
	overlap.cut = pass->may_be_cut && line->day == pass->account->first_day &&
		      !line_has_reference(line);
	overlap.has_balance = balance_after(pass, line, &overlap.balance);
	if (overlap.has_balance)
		record.balance = decimal(pass, overlap.balance, line->currency);
	if (overlap.cut)
		record.doubt = IMPORT_CUT;
	if (pass->alike && !*line->member_id)
		record.alike = alike_count(pass->alike, &pass->arena, pass->books, line, key,
					   &record.others);
	if (pass->run->known) {
		verdict = judge(pass, key, line, &overlap);
		given.verdict = &verdict;
		if (verdict.what == KNOWN_WORDS && !pass->run->options.cross) {
			record.doubt = IMPORT_WORDS;
			record.beside = verdict.beside;
		}
	}
	given.number = ++pass->number;
	pass->sink->line(pass->sink, &given);
}

static void see_line(struct pass *pass, const struct list_line *line, const struct digest *key)
{
	if (pass->run->known)
		known_see(pass->run->known, key);
	if (pass->alike && !*line->member_id)
		alike_see(pass->alike, pass->books, line, key);
}

static void take_line(struct list_taker *taker, const struct list_line *line)
{
	struct pass *pass = pass_of(taker);
	struct list_line named = *line;
	struct digest key;
	if (!pass->books || !checked_takes(line, pass->run->options.since))
		return;
	arena_reset(&pass->arena);
	line_key(&key, &pass->arena, pass->books, line);
	if (pass->seeing) {
		see_line(pass, line, &key);
		return;
	}
	if (pass->run->rules && pass->run->format != &format_csv)
		rules_match(pass->run->rules, &named);
	give_line(pass, &named, &key);
}

/* What is booked of these days and not in the list: it stays booked, and is told. */
static void tell_lacking(void *context, const struct known_lacking *lacking)
{
	const struct import_run *run = context;
	char day[DAY_TEXT_SIZE], amount[DECIMAL_TEXT_SIZE];
	log_line(LOG_WARN, "line-lacking",
		 "%s lacks a line that is booked: %s, %s %s, transaction %jd; it stays booked",
		 run->list_name, day_format(lacking->day, day),
		 decimal_from_minor(lacking->amount, list_scale(lacking->currency), amount),
		 lacking->currency, (intmax_t)lacking->transaction);
}

static uint64_t count_lacking(struct pass *pass)
{
	const struct checked_account *account = pass->account;
	return pass->run->known && account->count
		       ? known_lacking(pass->run->known, pass->books, account->first_day,
				       account->last_day, tell_lacking, pass->run)
		       : 0;
}

static void end_account(struct list_taker *taker, const struct list_account *told)
{
	struct pass *pass = pass_of(taker);
	const struct checked_account *account = pass->account;
	struct import_total totals[CHECKED_CURRENCIES];
	int64_t from;
	(void)told;
	if (!pass->books || pass->seeing)
		return;
	if (pass->number != account->count || source_changed(&pass->run->source))
		fail(EX_DATAERR,
		     "%s changed while it was read: its end is not printed; run it again, what is "
		     "booked already is not booked twice",
		     pass->run->list_name);
	arena_reset(&pass->arena);
	for (size_t i = 0; i < account->currency_count; i++) {
		const struct checked_currency *currency = &account->currencies[i];
		totals[i].currency =
			*currency->currency ? currency->currency : pass->run->options.currency;
		totals[i].in = decimal(pass, currency->in, currency->currency);
		totals[i].out = decimal(pass, currency->out, currency->currency);
	}
	struct import_end end = { .guild_id = pass->run->options.shared.guild_id,
				  .time = pass->run->options.time,
				  .account = pass->books,
				  .sha256 = pass->sha256,
				  .count = (int64_t)account->count,
				  .totals = totals,
				  .total_count = account->currency_count,
				  .import = pass->import,
				  .author = pass->run->options.as,
				  .lang = pass->run->options.shared.lang };
	const char *currency = main_currency(account);
	if (account->has_closing)
		end.closing = decimal(pass, account->closing, currency);
	if (!checked_days(account, &from, &end.to))
		end.to = NO_DAY; /* nothing says of which day its closing balance is */
	end.currency = *currency ? currency : pass->run->options.currency;
	pass->sink->end(pass->sink, &end, count_lacking(pass));
}

static void take_skip(struct list_taker *taker, enum list_skip why, uint64_t place)
{
	(void)taker, (void)why, (void)place;
}

/* The first pass found none. */
static void take_fault(struct list_taker *taker, enum list_fault fault, uint64_t place,
		       const char *message)
{
	(void)fault, (void)message;
	fail(EX_DATAERR, "%s changed while it was read (line %ju): run it again",
	     pass_of(taker)->run->list_name, (uintmax_t)place);
}

static void take_warning(struct list_taker *taker, uint64_t place, const char *message)
{
	(void)taker, (void)place, (void)message; /* told after the first pass */
}

void import_give(struct import_run *run, struct import_sink *sink)
{
	struct pass pass = { .taker = { .begin = begin_account,
					.line = take_line,
					.skip = take_skip,
					.end = end_account,
					.fault = take_fault,
					.warn = take_warning },
			     .run = run,
			     .sink = sink };
	digest_text(&run->source.digest, pass.sha256);
	if (!run->options.dry_run && run->checks.line_count <= ALIKE_LONGEST_LIST)
		pass.alike = alike_begin();
	if (run->known || pass.alike) {
		pass.seeing = true;
		import_read(run, &pass.taker);
		pass.seeing = false;
		pass.next = 0;
	}
	bool in_order = days_in_order(run->checks.days) &&
			!(run->rules && run->format == &format_csv && rules_unsorted(run->rules));
	pass.ids = ids_begin(in_order, days_lines(run->checks.days));
	import_read(run, &pass.taker);
	ids_end(pass.ids);
	alike_free(pass.alike);
	arena_free(&pass.arena);
}
