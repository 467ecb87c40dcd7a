/* Totals that 64 bits may not hold, for SQL: wide_sum(x), an aggregate and a window; wide_add(a,
 * b); wide_mul(a, b); wide_sign(a). A number is an INTEGER where it fits, else the text of its
 * digits, which value_wide() reads. SQLite's own SUM() ends a query that overflows, and its
 * + and - go on in floating point. https://www.sqlite.org/lang_aggfunc.html#sumunc
 * https://www.sqlite.org/appfunc.html */
#include <string.h>

#include "base/decimal.h"
#include "store/sqlite/engine.h"

/* False for NULL, and for what is no number. */
static bool read_number(sqlite3_value *value, wide *number)
{
	if (sqlite3_value_type(value) == SQLITE_INTEGER) {
		*number = sqlite3_value_int64(value);
		return true;
	}
	const char *text = sqlite3_value_type(value) == SQLITE_TEXT
				   ? (const char *)sqlite3_value_text(value)
				   : NULL;
	return text && wide_from_text(text, number);
}

static void give(sqlite3_context *context, wide number)
{
	char text[DECIMAL_TEXT_SIZE];
	if (number >= INT64_MIN && number <= INT64_MAX)
		sqlite3_result_int64(context, (sqlite3_int64)number);
	else
		sqlite3_result_text(context, decimal_from_minor(number, 0, text), -1,
				    SQLITE_TRANSIENT);
}

static void give_or_fail(sqlite3_context *context, bool overflow, const wide *number)
{
	if (overflow)
		sqlite3_result_error(context, "a total of more than 128 bits", -1);
	else
		give(context, *number);
}

/* These give NULL where a number is missing. */
static void add(sqlite3_context *context, int count, sqlite3_value **values)
{
	wide a, b, sum;
	(void)count;
	if (read_number(values[0], &a) && read_number(values[1], &b))
		give_or_fail(context, __builtin_add_overflow(a, b, &sum), &sum);
}

static void multiply(sqlite3_context *context, int count, sqlite3_value **values)
{
	wide a, b, product;
	(void)count;
	if (read_number(values[0], &a) && read_number(values[1], &b))
		give_or_fail(context, __builtin_mul_overflow(a, b, &product), &product);
}

static void sign(sqlite3_context *context, int count, sqlite3_value **values)
{
	wide number;
	(void)count;
	if (read_number(values[0], &number))
		sqlite3_result_int(context, (number > 0) - (number < 0));
}

/* SQLite gives memory that is aligned for 8 bytes, a wide number wants 16. */
struct sum {
	uint64_t low;
	int64_t high, rows;
};

static wide total_of(const struct sum *sum)
{
	return (wide)((unsigned __int128)sum->high << 64 | sum->low);
}

static void sum_row(sqlite3_context *context, sqlite3_value **values, int sign)
{
	struct sum *sum = sqlite3_aggregate_context(context, sizeof *sum);
	wide number;
	if (!sum) {
		sqlite3_result_error_nomem(context);
		return;
	}
	if (!read_number(values[0], &number))
		return;
	wide total = total_of(sum) + sign * number; /* rows of 64 bits: there cannot be so many */
	sum->low = (uint64_t)total;
	sum->high = (int64_t)(total >> 64);
	sum->rows += sign;
}

static void sum_step(sqlite3_context *context, int count, sqlite3_value **values)
{
	(void)count;
	sum_row(context, values, 1);
}

static void sum_inverse(sqlite3_context *context, int count, sqlite3_value **values)
{
	(void)count;
	sum_row(context, values, -1);
}

/* NULL for no rows, as SUM() gives. */
static void sum_value(sqlite3_context *context)
{
	const struct sum *sum = sqlite3_aggregate_context(context, 0);
	if (sum && sum->rows)
		give(context, total_of(sum));
}

void sqlite_add_functions(struct store *store)
{
	enum { FLAGS = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS };
	static const struct {
		const char *name;
		int parameters;
		void (*function)(sqlite3_context *, int, sqlite3_value **);
	} functions[] = {
		{ "wide_add", 2, add },
		{ "wide_mul", 2, multiply },
		{ "wide_sign", 1, sign },
	};
	int result =
		sqlite3_create_window_function(db_of(store), "wide_sum", 1, FLAGS, NULL, sum_step,
					       sum_value, sum_value, sum_inverse, NULL);
	for (size_t i = 0; i < sizeof functions / sizeof *functions && result == SQLITE_OK; i++)
		result = sqlite3_create_function_v2(db_of(store), functions[i].name,
						    functions[i].parameters, FLAGS, NULL,
						    functions[i].function, NULL, NULL, NULL);
	if (result == SQLITE_OK)
		result = sqlite_add_within_work(store);
	if (result == SQLITE_OK)
		result = sqlite_add_days(store);
	if (result != SQLITE_OK)
		store_failed(store, result, "opening the books");
}
