/* Words found by hash, as reading their lists word by word would find them. */
#include "check.h"

#include "command/word_index.h"

static void the_first_meaning_of_a_word_counts(void)
{
	static struct word_index index;
	word_index_add(&index, 1, "eur euro €", 7);
	word_index_add(&index, 1, "pound euro", 8);
	CHECK(word_index_find(&index, 1, "euro") == 7);
	CHECK(word_index_find(&index, 1, "pound") == 8);
	CHECK(word_index_find(&index, 1, "€") == 7);
}

static void case_does_not_matter_and_lists_are_apart(void)
{
	static struct word_index index;
	word_index_add(&index, 1, "mil k Grand", 0);
	word_index_add(&index, 2, "us usa", 3);
	CHECK(word_index_find(&index, 1, "MIL") == 0);
	CHECK(word_index_find(&index, 1, "grand") == 0);
	CHECK(word_index_find_part(&index, 1, "GRANDE", 5) == 0);
	CHECK(word_index_find(&index, 2, "Usa") == 3);
	CHECK(word_index_find(&index, 1, "usa") == -1);
	CHECK(word_index_find(&index, 2, "k") == -1);
}

static void what_is_no_whole_word_is_not_found(void)
{
	static struct word_index index;
	char longest[400];
	word_index_add(&index, 1, "hong kong mil", 0);
	CHECK(word_index_find(&index, 1, "") == -1);
	CHECK(word_index_find_part(&index, 1, "mil", 0) == -1);
	CHECK(word_index_find_part(&index, 1, "mil", 2) == -1);
	CHECK(word_index_find(&index, 1, "hong kong") == -1);
	CHECK(word_index_find(&index, 1, "mi") == -1);
	CHECK(word_index_find(&index, 1, "mill") == -1);
	memset(longest, 'm', sizeof longest);
	longest[sizeof longest - 1] = '\0';
	CHECK(word_index_find(&index, 1, longest) == -1);
}

int main(void)
{
	the_first_meaning_of_a_word_counts();
	case_does_not_matter_and_lists_are_apart();
	what_is_no_whole_word_is_not_found();
	return REPORT("word index");
}
