/* Looking verbs up by what people type. */
#include "command/suggest.h"

#include <string.h>

/* Calls for each alternative of "pay|transfer": its bounds. */
static const char *next_alternative(const char *at, size_t *length)
{
	*length = strcspn(at, "|");
	return at[*length] ? at + *length + 1 : NULL;
}

/* How many words of the input "FIRST SECOND" this alternative takes, or 0. */
static size_t matches(const char *words, size_t length, const char *first, const char *second)
{
	size_t one = strlen(first), two = second ? strlen(second) : 0;
	if (length == one && memcmp(words, first, one) == 0)
		return 1;
	if (second && length == one + 1 + two && memcmp(words, first, one) == 0 &&
	    words[one] == ' ' && memcmp(words + one + 1, second, two) == 0)
		return 2;
	return 0;
}

static size_t verb_has(const struct verb *verb, int lang, const char *first, const char *second)
{
	size_t length, used = 0;
	for (const char *at = verb->words[lang], *next; at && *at && !used; at = next) {
		next = next_alternative(at, &length);
		used = matches(at, length, first, second);
	}
	return used;
}

/* `batch abrir`: a first word of one language, a second of the other. */
static size_t mixed(const struct verb *verb, const char *first, const char *second)
{
	const char *en = strchr(verb->words[LANG_EN], ' '), *es = strchr(verb->words[LANG_ES], ' ');
	if (!second || !en || !es)
		return 0;
	bool first_fits =
		matches(verb->words[LANG_EN], (size_t)(en - verb->words[LANG_EN]), first, NULL) ||
		matches(verb->words[LANG_ES], (size_t)(es - verb->words[LANG_ES]), first, NULL);
	return first_fits && (strcmp(en + 1, second) == 0 || strcmp(es + 1, second) == 0) ? 2 : 0;
}

/* How many words VERB takes of the input in each language, and mixed. */
struct match {
	const struct verb *verb;
	size_t words[LANG_COUNT], mixed;
};

static size_t most_words(const struct match *match)
{
	size_t en = match->words[LANG_EN], es = match->words[LANG_ES];
	return en ? en : es ? es : match->mixed;
}

const struct verb *verb_match(const char *first, const char *second, size_t *used, enum lang *lang)
{
	struct match best = { 0 };
	for (const struct verb *verb = verb_table;
	     verb < verb_table + VERB_COUNT && most_words(&best) < 2; verb++) {
		struct match match = { verb,
				       { verb_has(verb, LANG_EN, first, second),
					 verb_has(verb, LANG_ES, first, second) },
				       0 };
		if (!most_words(&match))
			match.mixed = mixed(verb, first, second);
		if (most_words(&match) > most_words(&best))
			best = match; /* `dues exempt` before `dues` */
	}
	if (!best.verb)
		return NULL;
	if (best.words[LANG_EN] && !best.words[LANG_ES])
		*lang = LANG_EN;
	else if (best.words[LANG_ES] && !best.words[LANG_EN])
		*lang = LANG_ES;
	*used = most_words(&best);
	return best.verb;
}

bool verbs_begin(const char *first, enum lang *lang)
{
	size_t length = strlen(first);
	for (int l = 0; l < LANG_COUNT; l++)
		for (const struct verb *verb = verb_table; verb < verb_table + VERB_COUNT; verb++)
			if (strncmp(verb->words[l], first, length) == 0 &&
			    verb->words[l][length] == ' ') {
				*lang = (enum lang)l;
				return true;
			}
	return false;
}

/* Damerau's distance (insert, delete, replace, swap neighbours) of short words; 9 when either is
 * long. */
static int distance(const char *a, size_t a_length, const char *b, size_t b_length)
{
	enum { LONGEST = 24 };
	int rows[LONGEST + 1][LONGEST + 1];
	if (a_length > LONGEST || b_length > LONGEST)
		return 9;
	for (size_t i = 0; i <= a_length; i++)
		rows[i][0] = (int)i;
	for (size_t j = 0; j <= b_length; j++)
		rows[0][j] = (int)j;
	for (size_t i = 1; i <= a_length; i++)
		for (size_t j = 1; j <= b_length; j++) {
			int best = rows[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
			if (rows[i - 1][j] + 1 < best)
				best = rows[i - 1][j] + 1;
			if (rows[i][j - 1] + 1 < best)
				best = rows[i][j - 1] + 1;
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
			    rows[i - 2][j - 2] + 1 < best)
				best = rows[i - 2][j - 2] + 1;
			rows[i][j] = best;
		}
	return rows[a_length][b_length];
}

/* Whoever mistypes a word rarely does so in its first letter: what begins otherwise is another
 * word. */
static bool begins_alike(const char *typed, const char *word)
{
	return *typed == *word || (typed[0] == word[1] && typed[1] == word[0]);
}

/* The alternatives of a verb in one language, those whose first word is DISTANT errors away. */
static bool try_words(struct arena *arena, const char *words, const char *folded, int distant,
		      verb_trial *try, void *context)
{
	size_t length;
	for (const char *at = words, *next; at && *at; at = next) {
		next = next_alternative(at, &length);
		size_t first = strcspn(at, " |");
		if (begins_alike(folded, at) &&
		    distance(folded, strlen(folded), at, first) == distant &&
		    try(context, arena_copy(arena, at, first)))
			return true;
	}
	return false;
}

bool verbs_near(struct arena *arena, const char *folded, enum lang lang, int most, verb_trial *try,
		void *context)
{
	for (int distant = 1; distant <= most; distant++)
		for (int turn = 0; turn < LANG_COUNT; turn++)
			for (const struct verb *verb = verb_table; verb < verb_table + VERB_COUNT;
			     verb++)
				if (try_words(arena, verb->words[turn == 0 ? (int)lang : !lang],
					      folded, distant, try, context))
					return true;
	return false;
}

const struct verb *verb_suggestion(const char *folded, enum lang *lang)
{
	const struct verb *best = NULL;
	size_t length, asked = strlen(folded);
	enum lang first = *lang;
	int least = asked < 6 ? 2 : 3; /* a suggestion must be nearer than this */
	for (int turn = 0; turn < LANG_COUNT; turn++) {
		int l = turn == 0 ? (int)first : !first;
		for (const struct verb *verb = verb_table; verb < verb_table + VERB_COUNT; verb++)
			for (const char *at = verb->words[l], *next; at && *at; at = next) {
				next = next_alternative(at, &length);
				int far = distance(folded, asked, at, strcspn(at, " |"));
				if (far < least) {
					least = far;
					best = verb;
					*lang = (enum lang)l;
				}
			}
	}
	return best;
}
