/* Plain lines are read as cJSON reads them; everything else is left to it. */
#include "check.h"

#include <stdlib.h>

#include "base/json.h"
#include "json_same.h"

static void is_read(const char *line)
{
	bool read;
	CHECK(json_is_same(line, strlen(line), &read) && read);
}

static void is_left(const char *line)
{
	bool read;
	CHECK(json_is_same(line, strlen(line), &read) && !read);
}

static void plain_lines_are_read(void)
{
	is_read("{}");
	is_read(" \t{ } \r");
	is_read("{\"a\":1,\"b\":[],\"c\":{},\"d\":[1,-2,[\"x\"],{\"y\":null}]}");
	is_read("{ \"a\" : true , \"b\" : false , \"c\" : null }");
	is_read("{\"a\":\"\",\"\":\"b\",\"a\":\"again\"}");
	is_read("{\"a\":0,\"b\":999999999999999,\"c\":-999999999999999,\"d\":2147483648,\"e\":-"
		"2147483649}");
	is_read("{\"a\":2147483647,\"b\":-2147483648,\"c\":007}");
	is_read("{\"a\":\"12345678\",\"b\":\"1234567\",\"c\":\"123456789 and more than that\"}");
	is_read("{\"a\":\"\x01 raw control\"}");
}

static void escapes_and_characters_are_read(void)
{
	is_read("{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"}");
	is_read("{\"a\":\"\\u0041\\u00f1\\u20AC\\ud83d\\ude00\\uFFFF\\u0001\"}");
	is_read("{\"\\u0061\":\"12345678\\u0062 and so on\"}");
	is_read("{\"a\":\"ñ € 😀 and 漢字\",\"ñ\":\"€\"}");
	is_read("{\"a\":\"\\\\u0000 is a backslash\"}");
}

static void what_is_no_plain_line_is_left_to_cjson(void)
{
	static const char *const lines[] = {
		"",
		" ",
		"[]",
		"1",
		"\"a\"",
		"null",
		"{",
		"}",
		"{]",
		"{\"a\"",
		"{\"a\":",
		"{\"a\":1",
		"{\"a\":1,",
		"{\"a\":1,}",
		"{,}",
		"{\"a\" 1}",
		"{a:1}",
		"{'a':1}",
		"{\"a\":1}}",
		"{\"a\":1} x",
		"{\"a\":[1,]}",
		"{\"a\":[}",
		"{\"a\":tru}",
		"{\"a\":True}",
		"{\"a\":-}",
		"{\"a\":-0}",
		"{\"a\":+1}",
		"{\"a\":1.5}",
		"{\"a\":1e3}",
		"{\"a\":1-2}",
		"{\"a\":1234567890123456}",
		"{\"a\":\"b}",
		"{\"a\":\"\\",
		"{\"a\":\"\\\"}",
		"{\"a\":\"\\x\"}",
		"{\"a\":\"\\u\"}",
		"{\"a\":\"\\u12\"}",
		"{\"a\":\"\\u12g4\"}",
		"{\"a\":\"\\u0000\"}",
		"{\"\\u0000\":1}",
		"{\"a\":\"\\ud83d\"}",
		"{\"a\":\"\\ud83d\\u0041\"}",
		"{\"a\":\"\\ude00\"}",
		"{\"a\":\"\\ud83dx\\ude00\"}",
		"{\"a\":\"\\ud83d\\ud83d\"}",
		"{\"a\":\"\xff\"}",
		"{\"a\":\"\xc3\"}",
		"{\"a\":\"\xc0\x80\"}",
		"{\"a\":\"\xed\xa0\x80\"}",
		"{\"a\":\"\xf4\x90\x80\x80\"}",
		"{\"a\":\"\xc3\"\xa9\"}",
		"\xef\xbb\xbf{}",
		"{\"a\":1}\xc3\xa9",
		"{\xc2\xa0\"a\":1}",
	};
	for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
		is_left(lines[i]);
	bool read;
	CHECK(json_is_same("{\"a\":\0\"b\"}", 10, &read) && !read);
	CHECK(json_is_same("{}\0", 3, &read) && !read);
}

static void depth_ends_where_cjson_ends_it(void)
{
	enum { MOST = CJSON_NESTING_LIMIT + 1 };
	char *line = malloc(MOST * 6 + 10);
	bool read;
	for (int depth = CJSON_NESTING_LIMIT - 2; depth <= MOST; depth++) {
		char *at = line;
		for (int i = 0; i < depth; i++)
			at = stpcpy(at, "{\"a\":");
		at = stpcpy(at, "1");
		for (int i = 0; i < depth; i++)
			at = stpcpy(at, "}");
		CHECK(json_is_same(line, strlen(line), &read));
		CHECK(read == (depth <= CJSON_NESTING_LIMIT));
	}
	free(line);
}

/* Every line that is one byte off, and every beginning of it. */
static void damaged_lines_are_never_read_otherwise(void)
{
	static const char whole[] =
		"{\"type\":\"command\",\"id\":\"123456789\",\"author\":{\"name\":"
		"\"Añ\\u00e9\\ud83d\\ude00 x\","
		"\"roles\":[\"5\",\"6\"],\"owner\":false},\"n\":-12,\"m\":null}";
	static const char bytes[] = "\"\\{}[]:,u0d8\x01 \x80\xc3\xf0-.";
	char line[sizeof whole];
	bool read;
	for (size_t i = 0; i < sizeof whole; i++) {
		memcpy(line, whole, i);
		line[i] = '\0';
		CHECK(json_is_same(line, i, &read));
		for (size_t k = 0; i < sizeof whole - 1 && k < sizeof bytes; k++) {
			memcpy(line, whole, sizeof whole);
			line[i] = bytes[k];
			CHECK(json_is_same(line, sizeof whole - 1, &read));
		}
	}
}

/* Whichever of the two reads it, the caller sees one function. */
static void reasons_are_cjsons(void)
{
	struct arena arena = { 0 };
	const char *why;
	CHECK(json_object(&arena, "{\"a\":1.5}", 9, &why) && !why);
	CHECK(json_object(&arena, "{\"a\":15}", 8, &why) && !why);
	CHECK(!json_object(&arena, "{\"a\":\"\\u0000\"}", 14, &why));
	SAME(why, "it holds a NUL character");
	CHECK(!json_object(&arena, "{\"a\":\"\xff\"}", 9, &why));
	SAME(why, "it is not UTF-8");
	CHECK(!json_object(&arena, "[1]", 3, &why));
	SAME(why, "it is JSON, but no object");
	arena_free(&arena);
}

int main(void)
{
	plain_lines_are_read();
	escapes_and_characters_are_read();
	what_is_no_plain_line_is_left_to_cjson();
	depth_ends_where_cjson_ends_it();
	damaged_lines_are_never_read_otherwise();
	reasons_are_cjsons();
	return REPORT("reading JSON");
}
