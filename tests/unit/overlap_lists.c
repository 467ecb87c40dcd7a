/* Judges the lists that standard input has, an object a line, for tests/import/overlap-property:
 *     {"known": [rows of gl-report lines bank], "lines": [...], "may_be_cut": true, "promised":
 * true} and prints {"lines": [{"id", "what", "beside", "occurrence"}], "lacking": [ids]} of each.
 */
#include <stdio.h>

#include "base/arena.h"
#include "listed.h"

static bool first_lacking;

static void print_lacking(void *context, const struct known_lacking *lacking)
{
	(void)context;
	printf("%s\"%s\"", first_lacking ? "" : ",", lacking->id);
	first_lacking = false;
}

static void judge(const cJSON *list)
{
	static const char *const whats[] = { [KNOWN_NEW] = "new",
					     [KNOWN_BOOKED] = "known",
					     [KNOWN_CUT] = "cut",
					     [KNOWN_WORDS] = "words",
					     [KNOWN_BY_HAND] = "hand" };
	static struct listed listed;
	struct buf rows = { 0 };
	const cJSON *row;
	cJSON_ArrayForEach(row, cJSON_GetObjectItem(list, "known"))
	{
		char *text = cJSON_PrintUnformatted(row);
		buf_printf(&rows, "%s\n", text);
		free(text);
	}
	listed_name(&listed, list, cJSON_IsTrue(cJSON_GetObjectItem(list, "promised")));
	struct known *known = listed_judge(&listed, buf_string(&rows),
					   cJSON_IsTrue(cJSON_GetObjectItem(list, "may_be_cut")));
	printf("{\"lines\":[");
	for (size_t i = 0; i < listed.count; i++) {
		const struct listed_line *one = &listed.lines[i];
		printf("%s{\"id\":\"%s\",\"what\":\"%s\",\"beside\":\"%s\",\"transaction\":%jd}",
		       i ? "," : "", one->id, whats[one->verdict.what],
		       one->verdict.beside ? one->verdict.beside : "",
		       (intmax_t)one->verdict.transaction);
	}
	printf("],\"lacking\":[");
	first_lacking = true;
	known_lacking(known, "Bank", listed.from, listed.to, print_lacking, NULL);
	printf("]}\n");
	fflush(stdout);
	known_free(known);
	buf_free(&rows);
}

int main(void)
{
	char *line = NULL;
	size_t size = 0;
	while (getline(&line, &size, stdin) > 0) {
		cJSON *list = cJSON_Parse(line);
		judge(list);
		cJSON_Delete(list);
	}
	free(line);
	return 0;
}
