/* The words of WHO…: what each is, what is behind it, and that no text is read past its end. Random
 * texts print their seed; SEED=N repeats a run. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "ledger/payees.h"
#include "check.h"

static struct books books;

/* "member 11 tail :2; name main hall" of TEXT. */
static const char *words_of(const char *text)
{
	static const char *const kinds[] = { "member", "role", "everyone", "name" };
	static char line[4096];
	struct payee_word word;
	line[0] = '\0';
	for (const char *at = text; next_payee_word(&books, &at, &word);) {
		size_t used = strlen(line);
		snprintf(line + used, sizeof line - used, "%s%s %s%s%s", used ? "; " : "",
			 kinds[word.kind], word.text, *word.tail ? " tail " : "", word.tail);
	}
	return line;
}

static void check_words(void)
{
	static const struct {
		const char *text, *words;
	} rows[] = {
		{ "", "" },
		{ "   ", "" },
		{ "@11", "member @11" },
		{ "@11 &601 dues everyone", "member @11; role &601; name dues; everyone everyone" },
		{ "@11:2 @12=20.50 &601:30%", "member @11 tail :2; member @12 tail =20.50; "
					      "role &601 tail :30%" },
		{ "\"main hall\" @11", "name main hall; member @11" },
		{ "\"@11\" \"everyone\"",
		  "name @11; name everyone" }, /* text that looks like one */
		{ "\"main hall", "name main hall" },
		{ "@ @x &", "name @; name @x; name &" },
		{ "@99999999999999999999999", "name @99999999999999999999999" },
		{ "a:2 b=3", "name a:2; name b=3" },
		{ "everyone:2", "name everyone:2" },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		SAME(words_of(rows[i].text), rows[i].words);
}

/* Each word moves on, and stays within the text, whatever the text is. */
static void check_random(unsigned seed)
{
	static const char signs[] = "@&:=\"% 019aé";
	srand(seed);
	for (int round = 0; round < 2000; round++) {
		char text[64];
		size_t length = (size_t)rand() % (sizeof text - 1);
		for (size_t i = 0; i < length; i++)
			text[i] = signs[(size_t)rand() % (sizeof signs - 1)];
		text[length] = '\0';
		struct payee_word word;
		const char *at = text, *before = text;
		while (next_payee_word(&books, &at, &word)) {
			CHECK(at > before && at <= text + length);
			before = at;
		}
	}
}

int main(void)
{
	const char *given = getenv("SEED");
	unsigned seed = given ? (unsigned)strtoul(given, NULL, 10) : (unsigned)time(NULL);
	printf("payees: SEED=%u\n", seed);
	books_start(&books);
	check_words();
	check_random(seed);
	return REPORT("payees");
}
