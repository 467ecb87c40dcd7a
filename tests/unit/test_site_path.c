/* The addresses of the site's pages: made of a number alone, so that an answer can link to them. */
#include "check.h"
#include "site/paths.h"

static struct buf out;

static const char *transaction(int64_t number)
{
	buf_clear(&out);
	site_path_transaction(&out, number);
	return buf_string(&out);
}

int main(void)
{
	SAME(transaction(1), "transaction/1.html#t1");
	SAME(transaction(100), "transaction/1.html#t100");
	SAME(transaction(101), "transaction/2.html#t101");
	SAME(transaction(INT64_MAX), "transaction/92233720368547759.html#t9223372036854775807");
	buf_clear(&out);
	site_path_report(&out, "batches");
	buf_char(&out, ' ');
	site_path_report(&out, "users");
	buf_char(&out, ' ');
	site_path_report(&out, "roles");
	buf_char(&out, ' ');
	site_path_report(&out, "schedules");
	SAME(buf_string(&out), "batches.html users.html roles.html schedules.html");
	buf_free(&out);
	return REPORT("site paths");
}
