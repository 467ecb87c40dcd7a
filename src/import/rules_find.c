/* Which rules a list is for: those of a folder whose #gl header it has. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistr.h>

#include "base/buf.h"
#include "base/unicode.h"
#include "import/rules_parts.h"

enum { MOST_HEAD_LINES = 40, SHOWN = 80, MOST_FILES = 10000 };

/* What is looked for and what was found. */
struct finding {
	const char *folder;
	struct arena *arena;
	const char *lines[MOST_HEAD_LINES]; /* of the list, as UTF-8 */
	size_t line_count;
	const char *found, *other; /* names of files */
	const char *found_header;
};

/* LENGTH bytes as UTF-8: where they are none each byte is a character of Latin-1, which headers
 * have no others of. */
static const char *as_text(struct arena *arena, const char *bytes, size_t length)
{
	if (utf8_valid(bytes, length))
		return arena_copy(arena, bytes, length);
	char *text = arena_alloc_raw(arena, 2 * length + 1), *to = text;
	for (size_t i = 0; i < length; i++)
		to += u8_uctomb((uint8_t *)to, (unsigned char)bytes[i], 2);
	*to = '\0';
	return text;
}

static void take_head(struct finding *finding, const char *head)
{
	if (strncmp(head, "\xef\xbb\xbf", 3) == 0)
		head += 3;
	while (*head && finding->line_count < MOST_HEAD_LINES) {
		size_t length = strcspn(head, "\r\n");
		if (length)
			finding->lines[finding->line_count++] =
				as_text(finding->arena, head, length);
		head += length + strspn(head + length, "\r\n");
	}
}

/* The #gl header of the rules in the file called NAME, or NULL. Other lines are not looked at: a
 * fault in the rules of another bank is none of this list. */
static char *header_of(const struct finding *finding, const char *name)
{
	const char *path = arena_printf(finding->arena, "%s/%s", finding->folder, name);
	FILE *file = fopen(path, "re");
	char *line = NULL, *header = NULL;
	size_t size = 0;
	ssize_t length;
	if (!file)
		return NULL;
	while ((length = getline(&line, &size, file)) >= 0 && length <= RULES_LONGEST_LINE) {
		char *at = line + strspn(line, "#gl");
		if (strncmp(line, "#gl", 3) != 0 || at != line + 3)
			continue;
		at += strspn(at, " \t");
		if (strncmp(at, "header", 6) != 0 || !strchr(" \t", at[6]))
			continue;
		header = arena_strdup(finding->arena, cell_trim(at + 6));
	}
	free(line);
	fclose(file);
	return header;
}

static bool has_header(const struct finding *finding, const char *header)
{
	for (size_t i = 0; i < finding->line_count; i++)
		if (strncmp(finding->lines[i], header, strlen(header)) == 0)
			return true;
	return false;
}

/* Tries one file. A longer header that fits is of this list rather than a shorter one. */
static void try_file(struct finding *finding, const char *name)
{
	size_t length = strlen(name);
	if (length < 7 || *name == '.' || strcmp(name + length - 6, ".rules") != 0)
		return;
	const char *header = header_of(finding, name);
	if (!header || !*header || !has_header(finding, header))
		return;
	size_t before = finding->found ? strlen(finding->found_header) : 0;
	if (strlen(header) > before) {
		finding->found = arena_strdup(finding->arena, name);
		finding->found_header = header;
		finding->other = NULL;
	} else if (strlen(header) == before) {
		finding->other = arena_strdup(finding->arena, name);
	}
}

/* The line that looks most like a header: the one with most separators. */
static const char *likely_header(const struct finding *finding)
{
	const char *likely = "";
	size_t most = 0;
	for (size_t i = 0; i < finding->line_count; i++) {
		size_t count = 0;
		for (const char *at = finding->lines[i]; *at; at++)
			count += strchr(",;\t", *at) != NULL;
		if (count > most) {
			most = count;
			likely = finding->lines[i];
		}
	}
	return likely;
}

static const char *none_found(struct finding *finding, struct list_taker *taker)
{
	struct buf line = { 0 };
	text_clean(&line, likely_header(finding));
	const char *shown = buf_string(&line);
	int length = (int)utf8_prefix(shown, SHOWN);
	list_fault(taker, FAULT_RULES, 0,
		   "no rules of %s have a \"#gl header\" that this list has; its columns seem to "
		   "be "
		   "\"%.*s%s\": write rules for it (gl-import(1)), or name them by --rules",
		   finding->folder, length, shown, shown[length] ? "…" : "");
	buf_free(&line);
	return "";
}

const char *rules_for(const char *folder, const char *head, struct arena *arena,
		      struct list_taker *taker)
{
	struct finding finding = { .folder = folder, .arena = arena };
	struct dirent *entry;
	int count = 0;
	take_head(&finding, head);
	DIR *directory = opendir(folder);
	if (!directory) {
		list_fault(taker, FAULT_RULES, 0,
			   "cannot look for rules in %s: %s; name them by --rules", folder,
			   strerrordesc_np(errno));
		return "";
	}
	while ((entry = readdir(directory)) && count++ < MOST_FILES)
		try_file(&finding, entry->d_name);
	closedir(directory);
	if (!finding.found)
		return none_found(&finding, taker);
	if (finding.other) {
		list_fault(taker, FAULT_RULES, 0,
			   "%s and %s of %s both have the header of this list: name one by "
			   "--rules, "
			   "or make its \"#gl header\" longer",
			   finding.found, finding.other, folder);
		return "";
	}
	return arena_printf(arena, "%s/%s", folder, finding.found);
}
