/* Whose a line is without the books: candidates in their order, how a dry run tells them, and the
 * payment references in the lists of tests/import/lists. */
#include <cjson/cJSON.h>
#include <dirent.h>
#include <stdlib.h>

#include "command/payment_reference.h"
#include "import/identity.h"
#include "import/purpose.h"
#include "check.h"

#define LISTS "tests/import/lists/"

static struct arena arena;

static struct list_line line_of(const char *text)
{
	return (struct list_line){ .text = text,
				   .structured = "",
				   .reference = "",
				   .party = "",
				   .purpose = "",
				   .purpose_place = 14,
				   .account = "",
				   .member_id = "" };
}

static const char *party_of(const struct list_line *line)
{
	return import_party(&arena, 1000, line_fold(&arena, line->party));
}

/* "reference 42G, id @…": the candidates of LINE; "-": none. A party is told by its length alone.
 */
static const char *candidates_of(const struct list_line *line)
{
	static char told[2000];
	struct import_candidate candidates[MAX_IMPORT_CANDIDATES];
	size_t count = purpose_candidates(&arena, party_of(line), line, candidates), used = 0;
	snprintf(told, sizeof told, "-");
	for (size_t i = 0; i < count; i++) {
		bool party = candidates[i].by == IMPORT_BY_COUNTERPARTY;
		CHECK(!party || strlen(candidates[i].to) == 64);
		CHECK(!i || candidates[i - 1].by <= candidates[i].by);
		used += (size_t)snprintf(told + used, sizeof told - used, "%s%s %s", i ? ", " : "",
					 import_by_name(candidates[i].by),
					 party ? "hash" : candidates[i].to);
		CHECK((candidates[i].rule == 14) == (candidates[i].by == IMPORT_BY_RULE ||
						     candidates[i].by == IMPORT_BY_RULE_MEMBER));
	}
	return told;
}

static const char *in_text(const char *text)
{
	struct list_line line = line_of(text);
	return candidates_of(&line);
}

/* What a dry run tells of LINE: "account 42 by reference". */
static const char *told(const struct list_line *line)
{
	struct import_candidate candidates[MAX_IMPORT_CANDIDATES];
	const char *whom, *by;
	size_t count = purpose_candidates(&arena, party_of(line), line, candidates);
	purpose_told(&arena, LANG_EN, candidates, count, &whom, &by);
	return arena_printf(&arena, "%s by %s", whom ? whom : "to-sort", by);
}

static void check_references(void)
{
	SAME(in_text("ANA | CUOTA RF50 42G"), "reference 42G");
	SAME(in_text("RF5042G RF72 7G rf50 42g"), "reference 42G, reference 7G");
	SAME(in_text("TRF 0042 GIMNASIO"), "-");
	/* The field of its own counts alone, where it has one. */
	struct list_line line = line_of("CUOTA RF72 7G");
	line.structured = "RF5042G";
	SAME(candidates_of(&line), "reference 42G");
	line.structured = "RF18539007547034";
	SAME(candidates_of(&line), "reference 7G");
	SAME(told(&line), "account 7 by reference");
	line = line_of("RF5042G RF72 7G");
	SAME(told(&line), "to-sort by 2 references");
	line = line_of("RF5042G RF72 7G RF083G");
	SAME(told(&line), "to-sort by 3 references");
}

static void check_ids(void)
{
	SAME(in_text("cuota 900000000000000001"), "id @900000000000000001");
	SAME(in_text("<@90000000000000001>"), "id @90000000000000001"); /* 17 digits */
	SAME(in_text("x18446744073709551615y"), "id @18446744073709551615");
	SAME(in_text("18446744073709551616"), "-"); /* more than 64 bits */
	SAME(in_text("9000000000000001"), "-");     /* 16 digits */
	SAME(in_text("900000000000000000001"), "-");
	SAME(in_text("ES0000000000000000000001"), "-");
	SAME(in_text("DE00000000000000000001"), "-"); /* an IBAN's 20 digits begin with 0 */
	SAME(in_text("900000000000000001 900000000000000002 900000000000000001"),
	     "id @900000000000000001, id @900000000000000002");
	struct list_line line = line_of("900000000000000001 900000000000000002");
	SAME(told(&line), "to-sort by 2 ids");
}

static void check_rules(void)
{
	struct list_line line = line_of("RENT RF5042G 900000000000000001");
	line.purpose = "members:900000000000000007";
	line.party = "Núria Prova";
	SAME(candidates_of(&line), "reference 42G, id @900000000000000001, rule "
				   "@900000000000000007, counterparty hash");
	line.purpose = "expenses:rent";
	SAME(candidates_of(&line), "reference 42G, id @900000000000000001, counterparty hash, rule "
				   "expenses:rent");
	line.text = "RENT";
	SAME(told(&line), "expenses:rent by rule line 14");
	line.purpose = "members:900000000000000007";
	SAME(told(&line), "@900000000000000007 by rule line 14");
	line.purpose = "members:ana"; /* refused by the reader of rules; no member by a guess */
	SAME(candidates_of(&line), "counterparty hash, rule members:ana");
	line.purpose = "";
	SAME(told(&line), "to-sort by -");
	line.party = "... ---";
	SAME(candidates_of(&line), "-");
	line.member_id = "900000000000000009";
	SAME(candidates_of(&line), "id @900000000000000009");
}

/* A text with more than can be said says nothing: the last one left would look like the only one.
 */
static void check_too_many(void)
{
	char text[4000];
	size_t used = 0;
	for (int i = 1; i <= 12; i++) {
		char reference[PAYMENT_REFERENCE_SIZE];
		payment_reference_write(&(struct payment_reference){ i, 'G' }, reference);
		used += (size_t)snprintf(text + used, sizeof text - used, "%s ", reference);
	}
	struct list_line line = line_of(text);
	line.purpose = "expenses:rent";
	SAME(candidates_of(&line), "-");
	used = 0;
	for (int i = 0; i < 12; i++)
		used += (size_t)snprintf(text + used, sizeof text - used, "9000000000000000%02d ",
					 i);
	SAME(candidates_of(&line), "-");
	/* The most that there can be: eight references, six ids, a rule and a party. */
	used = 0;
	for (int i = 1; i <= PAYMENT_MOST_REFERENCES; i++) {
		char reference[PAYMENT_REFERENCE_SIZE];
		payment_reference_write(&(struct payment_reference){ i, 'G' }, reference);
		used += (size_t)snprintf(text + used, sizeof text - used,
					 "%s 9000000000000000%02d ", reference, i % 6);
	}
	line.party = "x";
	struct import_candidate candidates[MAX_IMPORT_CANDIDATES];
	CHECK(purpose_candidates(&arena, party_of(&line), &line, candidates) ==
	      MAX_IMPORT_CANDIDATES);
}

/* What LINE of a list must be: the number in "member", or nothing. */
static void check_line(const char *name, const cJSON *json)
{
	const cJSON *text = cJSON_GetObjectItem(json, "text"),
		    *member = cJSON_GetObjectItem(json, "member");
	const char *wanted =
		member ? arena_printf(&arena, "reference %.0fG", member->valuedouble) : "-";
	const char *got = cJSON_IsString(text) ? in_text(text->valuestring) : "-";
	if (strcmp(got, wanted) != 0)
		printf("%s: %s\n", name, cJSON_IsString(text) ? text->valuestring : "");
	SAME(got, wanted);
}

static void check_lists(void)
{
	static char bytes[1 << 20];
	DIR *folder = opendir(LISTS);
	struct dirent *entry;
	int members = 0;
	while (folder && (entry = readdir(folder))) {
		char path[400];
		const char *dot = strchr(entry->d_name, '.');
		snprintf(path, sizeof path, LISTS "%s", entry->d_name);
		FILE *file = dot && strcmp(dot, ".expect.json") == 0 ? fopen(path, "r") : NULL;
		if (!file)
			continue;
		bytes[fread(bytes, 1, sizeof bytes - 1, file)] = '\0';
		fclose(file);
		cJSON *list = cJSON_Parse(bytes);
		const cJSON *line;
		cJSON_ArrayForEach(line, cJSON_GetObjectItem(list, "lines"))
		{
			members += cJSON_GetObjectItem(line, "member") != NULL;
			if (!cJSON_GetObjectItem(line, "member_id"))
				check_line(entry->d_name, line);
		}
		cJSON_Delete(list);
	}
	if (folder)
		closedir(folder);
	CHECK(members >= 20);
}

int main(void)
{
	check_references();
	check_ids();
	check_rules();
	check_too_many();
	check_lists();
	arena_free(&arena);
	return REPORT("test_purpose");
}
