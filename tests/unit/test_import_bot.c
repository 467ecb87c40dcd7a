/* Balances of UnbelievaBoat and Red: exact, whole, nobody twice. */
#include "import_lists.h"

#include "import/ids.h"
#include "import/json_scan.h"

#define A "\"user_id\":\"900000000000000001\""
#define B "\"user_id\":\"900000000000000002\""
#define RED(rest) "{\"1\":[{\"x\":[]}],\"384734293238749\":{" rest "}}"
#define MEMBERS(guild, rest) "\"MEMBER\":{\"" guild "\":{\"900000000000000001\":{" rest "}}}"

static void read_bot(const char *text, const char *guild)
{
	int fd = temporary_file();
	if (fd < 0 || write(fd, text, strlen(text)) != (ssize_t)strlen(text) ||
	    lseek(fd, 0, SEEK_SET) != 0)
		abort();
	read_fd(&format_bot, fd, guild);
}

static void is_balance(const char *text, int64_t amount, int scale)
{
	read_bot(text, NULL);
	CHECK(seen.faults == 0 && seen.lines == 1 && seen.line[0].line.amount == amount &&
	      seen.account[0].scale == scale);
	SAME(buf_string(&seen.line[0].member), "900000000000000001");
}

static void is_refused(const char *text, enum list_fault fault, uint64_t place)
{
	read_bot(text, NULL);
	CHECK(seen.lines == 0 && seen.faults == 1 && has_fault(fault, place));
}

static void amounts_are_exact_or_refused(void)
{
	is_balance("[{" A ",\"cash\":9007199254740993,\"bank\":-1}]", INT64_C(9007199254740992), 0);
	is_balance("[{" A ",\"total\":9223372036854775807}]", INT64_MAX, 0);
	is_balance("[{" A ",\"cash\":\"7\",\"bank\":0,\"total\":7}]", 7, 0);
	is_balance("[{" A ",\"cash\":1.25,\"bank\":0.50,\"total\":1.750}]", 175, 2);
	is_balance("[{" A ",\"total\":3.0}]", 3, 0);
	is_balance("[{" A ",\"total\":-0}]", 0, 0);
	is_refused("[{" A ",\"total\":9223372036854775808}]", FAULT_AMOUNT, 1);
	is_refused("[{" A ",\"cash\":9223372036854775807,\"bank\":1}]", FAULT_AMOUNT, 1);
	is_refused("[{" A ",\"total\":1e3}]", FAULT_AMOUNT, 1);
	is_refused("[{" A ",\"total\":0.30000000000000004}]", FAULT_AMOUNT, 1);
	is_refused("[\n{" A ",\"total\":Infinity}]", FAULT_AMOUNT, 2);
	is_refused("[{" A ",\"total\":-Infinity}]", FAULT_AMOUNT, 1);
	is_refused("[{" A ",\"total\":NaN}]", FAULT_AMOUNT, 1);
	is_refused("[{" A ",\"total\":null}]", FAULT_AMOUNT, 1);
	is_refused("[{" A ",\"total\":\"\"}]", FAULT_AMOUNT, 1);
	is_refused("[{" A ",\"cash\":1,\"bank\":2,\"total\":4}]", FAULT_BALANCE, 1);
	is_refused("[{" A ",\"cash\":1}]", FAULT_COLUMN, 1);
	is_refused("[{\"total\":1}]", FAULT_COLUMN, 1);
	is_refused("[{\"user_id\":\"9e17\",\"total\":1}]", FAULT_COLUMN, 1);
	is_refused("[{\"user_id\":\"99999999999999999999\",\"total\":1}]", FAULT_COLUMN, 1);
}

static void all_pages_are_wanted(void)
{
	is_refused("{\"users\":[{" A ",\"total\":1}],\n\"total_pages\":2}", FAULT_COUNT, 2);
	read_bot("{\"users\":[{" A ",\"total\":1}],\"total_pages\":2}\n"
		 "{\"users\":[{" B ",\"total\":2}],\"total_pages\":2}",
		 NULL);
	CHECK(seen.faults == 0 && seen.lines == 2 && seen.accounts == 1);
	read_bot("[{\"users\":[{" A ",\"total\":1}],\"total_pages\":2},"
		 "{\"total_pages\":2,\"users\":[]}]",
		 NULL);
	CHECK(seen.faults == 0 && seen.lines == 1);
	read_bot("{\"users\":[{" A ",\"total\":1}],\"total_pages\":2}"
		 "{\"users\":[{" A ",\"total\":1}],\"total_pages\":2}",
		 NULL);
	CHECK(has_fault(FAULT_DUPLICATE, 1));
}

static void what_is_inside_of_a_member_is_not_the_member(void)
{
	is_balance("[{" A ",\"total\":1,\"user\":{" B ",\"total\":5},\"x\":[{" B ",\"total\":6},"
		   "[[]]]}]",
		   1, 0);
	is_balance("[{\"user\":{\"total\":5},\"\\u0075ser_id\":\"900000000000000001\",\"total\":1}"
		   "]",
		   1, 0);
}

static void red_has_defaults_and_servers(void)
{
	is_balance(RED(MEMBERS("8", "\"balance\":5")), 5, 0);
	is_balance(RED(MEMBERS("8", "\"name\":\"x\"") ",\"GUILD\":{\"7\":{\"default_balance\":1},"
						      "\"8\":{\"default_balance\""
						      ":2}}"),
		   2, 0);
	is_balance(RED("\"GLOBAL\":{\"is_global\":true,\"default_balance\":3},"
		       "\"USER\":{\"900000000000000001\":{}}," MEMBERS("8", "\"balance\":9")),
		   3, 0);
	is_refused(RED(MEMBERS("8", "\"name\":\"x\"")), FAULT_COLUMN, 1);
	is_refused(RED("\"GLOBAL\":{}"), FAULT_NO_TABLE, 1);
	is_refused(RED("\"MEMBER\":{\"7\":{},\"8\":{}}"), FAULT_ACCOUNT, 1);
	read_bot(RED("\"MEMBER\":{\"7\":{\"900000000000000001\":{\"balance\":1}},\"8\":"
		     "{\"900000000000000001\":{\"balance\":2}}}"),
		 "8");
	CHECK(seen.faults == 0 && seen.lines == 1 && seen.line[0].line.amount == 2);
	read_bot(RED(MEMBERS("8", "\"balance\":5") "}, \"other\":{" MEMBERS("8", "\"balance\":6")),
		 "8");
	CHECK(seen.faults == 0 && seen.lines == 1 && seen.line[0].line.amount == 5);
}

static void other_json_is_no_list(void)
{
	is_refused("{\"a\":1}", FAULT_NOT_A_LIST, 1);
	is_refused("[1,]", FAULT_NOT_A_LIST, 1);
	is_refused("[\n1 2]", FAULT_NOT_A_LIST, 2);
	is_refused("{\"users\" [", FAULT_NOT_A_LIST, 1);
	is_refused("[01]", FAULT_NOT_A_LIST, 1);
	is_refused("[1.]", FAULT_NOT_A_LIST, 1);
	is_refused("[truex]", FAULT_NOT_A_LIST, 1);
	is_refused("[\"a\nb\"]", FAULT_NOT_A_LIST, 1);
	is_refused("[\"\\x\"]", FAULT_NOT_A_LIST, 1);
	is_refused("[}", FAULT_NOT_A_LIST, 1);
	is_refused("[[[[[[[[[[[[[[[[[", FAULT_NOT_A_LIST, 1);
	is_refused("[[[[[[[[[[[[[[[[", FAULT_TRUNCATED, 1);
	read_bot("[]", NULL);
	CHECK(seen.faults == 0 && seen.lines == 0 && seen.accounts == 1);
}

static void every_beginning_of_a_list_is_truncated(void)
{
	static const char whole[] = "[{" A ",\"cash\":1.5,\"bank\":[true,\"\\u00e9\"]}]";
	for (size_t length = 1; length < sizeof whole - 1; length++) {
		read_bytes(&format_bot, whole, length);
		CHECK(seen.faults == 1 && seen.fault[0].class == FAULT_TRUNCATED);
	}
}

/* More ids than lie in memory at once. */
static void ids_that_come_twice_are_found_among_many(void)
{
	enum { MANY = 3 * IDS_PIECE + 1000 };
	for (int extra = 0; extra < 3; extra++) {
		struct id_set set = { 0 };
		struct id_place twice;
		for (uint64_t i = 1; i <= MANY; i++)
			CHECK(ids_add(&set, i * 7919 % 1000003 + 1000000, i));
		if (extra)
			CHECK(ids_add(&set,
				      (extra == 1 ? UINT64_C(1) : MANY) * 7919 % 1000003 + 1000000,
				      MANY + 1));
		CHECK(ids_find_twice(&set, &twice) == (extra != 0));
		CHECK(!extra || twice.place == MANY + 1);
		ids_free(&set);
	}
}

static void heads_are_known(void)
{
	CHECK(format_bot.fits(" [ {\"a\"", 7) && format_bot.fits("{\n\"users\"", 9));
	CHECK(!format_bot.fits("{1:F01", 6) && !format_bot.fits("[a]", 3));
}

int main(void)
{
	check_lists(&format_bot, "balances", 6);
	amounts_are_exact_or_refused();
	all_pages_are_wanted();
	what_is_inside_of_a_member_is_not_the_member();
	red_has_defaults_and_servers();
	other_json_is_no_list();
	every_beginning_of_a_list_is_truncated();
	ids_that_come_twice_are_found_among_many();
	heads_are_known();
	free_seen();
	return REPORT("balances of bots");
}
