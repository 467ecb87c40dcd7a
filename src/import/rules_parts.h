/* What rules for CSV are made of: between rules*.c, which read them, and csv*.c, which apply them.
 */
#ifndef IMPORT_RULES_PARTS_H
#define IMPORT_RULES_PARTS_H

#include "import/cells.h"
#include "import/patterns.h"
#include "import/rules.h"

enum { RULES_PATTERNS = 1000, RULES_NODES = 65536, RULES_LONGEST_LINE = 64 * 1024 };

/* What a rule gives a value to. */
enum rule_field {
	RULE_DATE,
	RULE_AMOUNT,
	RULE_AMOUNT_IN,
	RULE_AMOUNT_OUT,
	RULE_CURRENCY,
	RULE_BALANCE,
	RULE_CODE,
	RULE_DESCRIPTION,
	RULE_ACCOUNT1,
	RULE_ACCOUNT2,
	RULE_COMMENT,
	RULE_MEMBER, /* of #gl balances */
	RULE_FEE,    /* of #gl amount-fee */
	RULE_SKIP,
	RULE_END,
	RULE_FIELDS
};

/* A value: texts and cells behind each other. */
struct template_piece {
	const char *text; /* where CELL is -1 */
	size_t length;
	int cell; /* from 0 */
};
struct template
{
	struct template_piece *pieces;
	size_t count;
	size_t needed;      /* cells that a record must have for it */
	uint64_t place;     /* the line of the rules */
	const char *source; /* as it was written, until rules_resolve() */
	const char *file;
};

struct rule_assignment {
	enum rule_field field;
	struct template value;
	int skipped; /* of RULE_SKIP: how many records */
	struct rule_assignment *next;
};

/* A pattern of an if: found or not. */
struct rule_matcher {
	uint32_t number; /* of the pattern */
	bool negated;
	bool with_last;      /* & : the one before it must hold, too */
	const char *subject; /* "%name", or "": the record */
	const char *pattern;
	const char *file;
	uint64_t place;
	struct rule_matcher *next;
};
struct rule_block {
	struct rule_matcher *matchers;
	struct rule_assignment *assignments;
	struct rule_block *next;
};

/* What patterns are looked for in: a cell, or one of these. */
enum { SUBJECT_RECORD = -1, SUBJECT_TEXT = -2 };
struct rule_subject {
	int cell;
	struct patterns *patterns;
	struct rule_subject *next;
};

struct import_rules {
	struct arena arena; /* all that is below */
	char separator;     /* '\0': not said */
	const char *encoding, *header;
	int skip; /* lines before the table; -1: not said */
	bool newest_first, day_reversed, unsorted, balances, id_code;
	struct amount_rules amounts;
	struct date_rules dates;
	const char *fee_account; /* NULL: the fee is taken off the amount */
	uint64_t fee_place;
	const char **columns; /* names in lower case; "" or "_": none */
	size_t column_count;
	struct rule_assignment *assignments; /* outside of ifs, in their order */
	const struct template *always[RULE_FIELDS];
	struct rule_block *blocks, *last_block;
	struct rule_subject *subjects;
	uint32_t pattern_count;
	bool skips_more; /* some record decides about later ones: skip 2, end */
	/* While patterns are looked for: what was found, and room for folded text. */
	uint64_t found[(RULES_PATTERNS + 63) / 64];
	char *folded;
	size_t folded_size;
};

/* A file of rules being read. */
struct rules_reading {
	struct import_rules *rules;
	struct list_taker *taker;
	const char *main; /* the file that includes the others, in the end */
	const char *file;
	uint64_t number; /* of the line last read */
	bool failed;
	int depth; /* of includes */
};

/* Tells a fault at line PLACE of FILE, once; false. Of an included file the message says file and
 * line, and the fault has no place. */
bool rules_refuse(struct rules_reading *reading, const char *file, uint64_t place,
		  const char *format, ...) __attribute__((format(printf, 4, 5)));

/* The same at the line last read. */
bool rules_refuse_here(struct rules_reading *reading, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Reads FILE; of rules_lines.c. False after a fault. */
bool rules_read_file(struct rules_reading *reading, const char *file);
/* One directive outside of an if: "newest-first". True where NAME is one; of rules_directives.c. */
bool rules_directive(struct rules_reading *reading, const char *name, char *value);
/* What is behind "#gl "; of rules_comments.c. */
void rules_comment(struct rules_reading *reading, char *text);
/* Looks up what names and patterns mean, once all is read; of rules_resolve.c. */
bool rules_resolve(struct rules_reading *reading);

/* The field that NAME is for hledger, RULE_FIELDS: none. False, and a fault, where it is one that
 * is not read here. */
bool rules_field(struct rules_reading *reading, const char *name, enum rule_field *field);
/* Adds to the end of *LIST. */
struct rule_assignment *rules_assign(struct rules_reading *reading, struct rule_assignment **list,
				     enum rule_field field, const char *value);

/* A record: its cells in their order. */
struct record_cells {
	char **cells; /* NUL behind each; blanks at the ends as they came */
	size_t *lengths;
	size_t count;
};

/* Which value each field has for RECORD: by the blocks whose patterns are found in it, else what
 * holds always; NULL: none. */
void rules_choose(struct import_rules *rules, const struct record_cells *record,
		  const struct template *chosen[RULE_FIELDS]);
/* The text of VALUE for RECORD, without blanks around it and around cells; "" for none. From ARENA,
 * or a cell itself. */
const char *rules_value(struct arena *arena, const struct template *value,
			const struct record_cells *record);

#endif
