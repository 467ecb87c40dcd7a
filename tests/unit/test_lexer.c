/* Words, quotes, options; and the folding and measuring of text. */
#include "base/unicode.h"
#include "check.h"
#include "command/lexer.h"

int main(void)
{
	struct arena arena = { 0 };
	struct buf out = { 0 };
	struct words words;
	lexer_run(&arena, "  pay <@1>  12,50 \"two words\" «dos palabras» rest", &words);
	CHECK(words.count == 6);
	SAME(words.list[0].text, "pay");
	CHECK(words.list[0].position == 3);
	SAME(words.list[3].text, "two words");
	CHECK(words.list[3].quoted && !words.list[0].quoted);
	SAME(words.list[4].text, "dos palabras");
	SAME(words.list[5].start, "rest");
	lexer_run(&arena, "till=340.50 \"my till\"=1 account=\"the pot\" =x a=", &words);
	CHECK(words.count == 5);
	SAME(words.list[0].key, "till");
	SAME(words.list[0].value, "340.50");
	SAME(words.list[1].key, "my till");
	SAME(words.list[1].value, "1");
	SAME(words.list[2].value, "the pot");
	CHECK(!words.list[3].key);
	SAME(words.list[4].value, "");
	lexer_run(&arena, "a \"b \\\" c\"", &words);
	SAME(words.list[1].text, "b \" c");
	CHECK(!words.unclosed_quote);
	lexer_run(&arena, "a \"never closed", &words);
	CHECK(words.unclosed_quote);
	lexer_run(&arena, "á é", &words);
	CHECK(words.list[1].position == 3); /* code points, not bytes */
	lexer_run(&arena, "don't won't", &words);
	CHECK(words.count == 2);
	lexer_run(&arena, "   ", &words);
	CHECK(words.count == 0);
	SAME(text_fold(&arena, "DESCONGÉLAR"), "descongelar");
	SAME(text_fold(&arena, "Straße"), "strasse");
	CHECK(text_width("日本") == 4);
	CHECK(text_width("e\xcc\x81") == 1);
	CHECK(utf8_count("a🎲é") == 3);
	CHECK(utf8_prefix("a🎲é", 2) == 5);
	CHECK(!utf8_valid("\xff", 1) && !utf8_valid("\xc0\x80", 2) &&
	      !utf8_valid("\xed\xa0\x80", 3));
	text_clean(&out, "a\x1b[31mb\n\xe2\x80\xae"
			 "c");
	SAME(buf_string(&out), "a [31mb c");
	buf_clear(&out);
	text_markdown(&out, "*@everyone* <@1>");
	SAME(buf_string(&out), "\\*\\@everyone\\* \\<\\@1\\>");
	buf_clear(&out);
	text_markdown(&out, "discord.gg/abc x.y/z/w 3/4 and/or ./");
	SAME(buf_string(&out), "discord.gg\\/abc x.y\\/z/w 3/4 and/or .\\/"); /* no invitation */
	buf_free(&out);
	arena_free(&arena);
	return REPORT("lexer and text");
}
