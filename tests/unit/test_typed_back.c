/* What the bot shows can be typed back: in every scale, in both languages, on either side of the
 * code, and the lines of its hints, too. */
#include "sayings.h"

#include "command/currency_words.h"

enum { AMOUNTS = 100 };
static uint64_t seed = 20261128;

static uint64_t random_number(void)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return seed;
}

/* Amounts of all lengths, and those that end in zeros, which are shown in full. */
static int64_t random_amount(void)
{
	static const int64_t ends[] = { 1, 1, 10, 100, 1000, 1000000 };
	int64_t most = 10;
	for (uint64_t digits = random_number() % 15; digits; digits--)
		most *= 10;
	int64_t amount = (int64_t)(random_number() % (uint64_t)most),
		end = ends[random_number() % 6];
	amount -= amount % end;
	return amount ? amount : end;
}

/* What was booked last on the account of member 1, which a deposit credits. */
static int64_t last_entry(void)
{
	static const struct entry_row *entry; /* the list only grows */
	const struct entry_row *next =
		entry ? STAILQ_NEXT(entry, pending) : STAILQ_FIRST(&books.entries);
	for (; next; next = STAILQ_NEXT(next, pending))
		entry = next;
	return entry && entry->account_id == (int64_t)books_user(&books, GUILD, 11)->account->key.id
		       ? -entry->amount
		       : 0;
}

static char *with_comma(const char *text)
{
	char *copy = arena_strdup(&books.chunk, text), *dot = strchr(copy, '.');
	if (dot)
		*dot = ',';
	return copy;
}

/* TEXT, an amount with its currency, booked by a command of each language and in either order. */
static void types_back(const char *text, int64_t minor)
{
	static const char *const before[] = { "deposit <@11> ", "depositar <@11> ", "deposit " },
				 *const behind[] = { " x", " x", " <@11> x" };
	for (size_t i = 0; i < 3; i++) {
		const char *line = arena_printf(&books.chunk, "%s%s%s", before[i], text, behind[i]);
		struct record record = saying(0, line);
		struct decision decision = decided(&record);
		checks++;
		if (record.type != RECORD_COMMAND || decision.status != STATUS_OK ||
		    last_entry() != minor) {
			failures++;
			printf("“%s”: %s %s; booked %jd, shown was %jd\n", line,
			       record.command.error_code ? record.command.error_code : "",
			       decision.code ? decision.code : "", last_entry(), minor);
		}
	}
}

/* As an answer in LANG shows it. */
static const char *shown_in(enum lang lang, int64_t minor, const struct currency *currency)
{
	struct command command = { .lang = lang };
	struct verb_context context = { .books = &books, .command = &command };
	return format_amount(&context, minor, currency);
}

static void amounts_of_every_scale_are_typed_back(void)
{
	for (int scale = 0; scale <= DECIMAL_MAX_SCALE; scale++) {
		char code[] = "CUR0", setting[32];
		code[3] = (char)('A' + scale);
		snprintf(setting, sizeof setting, "config currency.%s %d", code, scale);
		SAYS(0, setting, "ok", "now exists");
		const struct currency *currency = guild_currency(guild(), code);
		for (int i = 0; i < AMOUNTS; i++) {
			int64_t minor = random_amount();
			const char *english = shown_in(LANG_EN, minor, currency),
				   *spanish = shown_in(LANG_ES, minor, currency);
			char number[DECIMAL_TEXT_SIZE], ahead[64];
			decimal_from_minor(minor, scale, number);
			snprintf(ahead, sizeof ahead, "%s%s", code, number);
			types_back(english, minor);
			types_back(spanish, minor);
			types_back(ahead, minor);
			types_back(with_comma(ahead), minor);
		}
	}
}

/* A limit is shown with its minus. */
static void limits_are_typed_back(void)
{
	const struct currency *currency = guild_currency(guild(), "CURD");
	for (int i = 0; i < AMOUNTS; i++) {
		int64_t minor = -random_amount();
		const char *shown_text = shown_in(LANG_EN, minor, currency);
		SAYS(0, arena_printf(&books.chunk, "account limit <@12> %s", shown_text), "ok",
		     shown_text);
		CHECK(find_balance(books_user(&books, GUILD, 12)->account, "CURD")->floor == minor);
	}
}

/* LINE with whom people choose from Discord's list in place of what stands for them. */
static char *chosen(const char *line)
{
	static const char *const pairs[][2] = { { "@ana", "<@11>" },
						{ "@Role", "<@&501>" },
						{ "@Rol", "<@&501>" } };
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		const char *at = strstr(line, pairs[i][0]);
		if (at)
			line = arena_printf(&books.chunk, "%.*s%s%s", (int)(at - line), line,
					    pairs[i][1], at + strlen(pairs[i][0]));
	}
	return arena_strdup(&books.chunk, line);
}

/* The spans of code in TEXT that begin with the prefix: each must be a command that is understood,
 * and may not quote the name of a currency as a memo: it would book another. */
static void lines_are_commands(const char *said, const char *text)
{
	const char *at = text;
	while ((at = strstr(at, "`!"))) {
		size_t length = strcspn(at + 2, "`");
		char *line = chosen(arena_copy(&books.chunk, at + 2, length));
		struct record record = saying(0, line);
		checks++;
		if (record.type != RECORD_COMMAND &&
		    strcmp(record.command.error_code, "missing_memo") != 0) {
			failures++;
			printf("“%s” was answered “%s”, but “%s” is refused: %s\n", said, text,
			       line, record.command.error_code);
		}
		const char *memo = record.type == RECORD_COMMAND
					   ? command_argument(&record.command, "memo")
					   : NULL;
		checks++;
		if (memo && strchr(line, '"') && currency_is_named_in(&books.chunk, memo) &&
		    !command_argument(&record.command, "unit") &&
		    !command_argument(&record.command, "currency")) {
			failures++;
			printf("“%s” was answered “%s”, but “%s” books the main currency\n", said,
			       text, line);
		}
		at += 2 + length;
	}
}

static void hints_show_lines_that_can_be_typed(void)
{
	static const char *const words[] = { "1",
					     "000",
					     "000,50",
					     "5",
					     "50",
					     "5.000",
					     "1.234",
					     "EUR",
					     "€",
					     "USD",
					     "lunch",
					     "2",
					     "pizzas",
					     "<@12>",
					     "\"a b\"",
					     "mil",
					     "(USD)",
					     "1'000",
					     "%",
					     "-",
					     "x",
					     "con",
					     "US",
					     "dollars",
					     "pts-usd",
					     "EUR/mes",
					     "k€",
					     "=000",
					     "x3",
					     "\\$",
					     "try",
					     "1,000",
					     "Hong Kong",
					     "dólares",
					     "americanos",
					     "de",
					     "pesos mexicanos",
					     "20$",
					     "blue" };
	static const char *const starts[] = { "pay <@12> ", "pagar <@12> ", "deposit <@12> 1 ",
					      "pay 5 " };
	static const char *const own[] = { "split_number", "second_currency", "second_member",
					   "multiplied_amount", "ambiguous_amount" };
	int lines = 0;
	for (int i = 0; i < 10000; i++) {
		struct buf text = { 0 };
		buf_text(&text, starts[random_number() % 4]);
		for (uint64_t count = 1 + random_number() % 4; count; count--)
			buf_printf(&text, "%s%s",
				   words[random_number() % (sizeof words / sizeof *words)],
				   count > 1 ? " " : "");
		const char *said = arena_strdup(&books.chunk, buf_string(&text));
		buf_free(&text);
		struct record record = saying(0, said);
		for (size_t k = 0; record.type == RECORD_REJECT && k < 5; k++)
			if (strcmp(record.command.error_code, own[k]) == 0) {
				lines++;
				/* a number in two words before the member, and what is behind both:
				 * one by one */
				if (strncmp(said, "pay 5 0", 7) != 0)
					lines_are_commands(said, record.command.error_hint);
			}
	}
	CHECK(lines > 500);
}

int main(void)
{
	begin_books();
	SAYS(1, "register", "ok", "Welcome");
	SAYS(2, "register", "ok", "Welcome");
	amounts_of_every_scale_are_typed_back();
	limits_are_typed_back();
	hints_show_lines_that_can_be_typed();
	end_books();
	return REPORT("what is shown is typed back");
}
