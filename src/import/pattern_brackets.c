/* Bracket expressions of patterns: [a-z], [^[:digit:];], [áé]. Texts are UTF-8 in lower case: sets
 * of characters become sets of first bytes and sets of second bytes. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <unicase.h>
#include <unistr.h>

#include "import/pattern_nodes.h"

enum { LEADS = 0x20, LAST_OF_TWO = 0x7ff, MOST_LONGER = 32 };

/* Characters: of one byte, of two by their first byte, and single ones of more. */
struct characters {
	struct byte_set ascii;
	uint64_t trails[LEADS]; /* bit: second byte - 0x80; index: first byte - 0xc0 */
	uint32_t longer[MOST_LONGER];
	int longer_count;
};

static const struct part nothing = { -1, -1 };

static struct part refuse(char why[PATTERN_WHY_SIZE], const char *text)
{
	if (!*why)
		snprintf(why, PATTERN_WHY_SIZE, "%s", text);
	return nothing;
}

static bool add_point(struct characters *set, uint32_t point)
{
	point = uc_tolower(point);
	if (point < 0x80)
		byte_set_add(&set->ascii, point);
	else if (point <= LAST_OF_TWO)
		set->trails[point >> 6] |= UINT64_C(1) << (point & 63);
	else if (set->longer_count < MOST_LONGER)
		set->longer[set->longer_count++] = point;
	else
		return false;
	return true;
}

/* [:name:], of which *AT is behind "[:". */
static bool add_class(struct characters *set, const char **at)
{
	static const struct {
		const char *name;
		int (*has)(int);
	} classes[] = { { "alpha", isalpha }, { "digit", isdigit }, { "alnum", isalnum },
			{ "upper", isalpha }, { "lower", isalpha }, { "space", isspace },
			{ "blank", isblank }, { "punct", ispunct }, { "print", isprint },
			{ "graph", isgraph }, { "cntrl", iscntrl }, { "xdigit", isxdigit } };
	for (size_t i = 0; i < sizeof classes / sizeof *classes; i++) {
		size_t length = strlen(classes[i].name);
		if (strncmp(*at, classes[i].name, length) != 0 ||
		    strncmp(*at + length, ":]", 2) != 0)
			continue;
		*at += length + 2;
		for (int byte = 1; byte < 0x80; byte++)
			if (classes[i].has(byte))
				add_point(set, (uint32_t)byte);
		return true;
	}
	return false;
}

/* The next character of the brackets; 0 where there is none. */
static uint32_t next_point(const char **at)
{
	ucs4_t point;
	int length = u8_strmbtouc(&point, (const uint8_t *)*at);
	if (length <= 0)
		return 0;
	*at += length;
	return point;
}

static bool add_members(struct characters *set, const char **at, char *why)
{
	const char *begin = *at;
	while (**at != ']' || *at == begin) {
		if ((*at)[0] == '[' && (*at)[1] && strchr(":.=", (*at)[1])) {
			char kind = (*at)[1];
			*at += 2;
			if (kind == ':' && add_class(set, at))
				continue;
			refuse(why, "in brackets only classes such as [:digit:] and [:alpha:] are "
				    "read");
			return false;
		}
		uint32_t low = next_point(at), high = low;
		if (!low) {
			refuse(why, "a [ without its ]: write \\[ for the character");
			return false;
		}
		if ((*at)[0] == '-' && (*at)[1] && (*at)[1] != ']') {
			(*at)++;
			high = next_point(at);
		}
		if (high < low || (high != low && high > LAST_OF_TWO)) {
			refuse(why, high < low ? "a range in brackets that ends before it begins"
					       : "ranges in brackets end before U+0800: write "
						 "the characters out");
			return false;
		}
		for (; low <= high; low++)
			if (!add_point(set, low)) {
				refuse(why, "more than 32 characters beyond U+0800 in brackets");
				return false;
			}
	}
	(*at)++;
	return true;
}

static void turn(struct characters *set)
{
	for (int i = 0; i < 4; i++)
		set->ascii.bits[i] = i < 2 ? ~set->ascii.bits[i] : 0;
	set->ascii.bits[0] &= ~(UINT64_C(1) | UINT64_C(1) << '\n');
	for (int lead = 0; lead < LEADS; lead++)
		set->trails[lead] = lead < 2 ? 0 : ~set->trails[lead];
}

/* The characters of two bytes: first bytes with the same second bytes are one part. */
static struct part two_bytes(struct node_list *list, const struct characters *set, struct part part)
{
	bool done[LEADS] = { false };
	for (int lead = 0; lead < LEADS; lead++) {
		if (!set->trails[lead] || done[lead])
			continue;
		struct byte_set firsts = { 0 }, seconds = { { 0, 0, set->trails[lead], 0 } };
		for (int other = lead; other < LEADS; other++)
			if (set->trails[other] == set->trails[lead]) {
				byte_set_add(&firsts, 0xc0 + (unsigned)other);
				done[other] = true;
			}
		int first = node_add_set(list, &firsts), second = node_add_set(list, &seconds);
		part = part_either(list, part,
				   part_join(list, (struct part){ first, first },
					     (struct part){ second, second }));
	}
	return part;
}

/* Any character of three or four bytes. */
static struct part long_ones(struct node_list *list, struct part part)
{
	for (int count = 3; count <= 4; count++) {
		struct byte_set firsts = { 0 }, others = { { 0, 0, ~UINT64_C(0), 0 } };
		for (unsigned byte = count == 3 ? 0xe0 : 0xf0; byte <= (count == 3 ? 0xef : 0xf4);
		     byte++)
			byte_set_add(&firsts, byte);
		int node = node_add_set(list, &firsts);
		struct part sequence = { node, node };
		for (int i = 1; i < count; i++) {
			node = node_add_set(list, &others);
			sequence = part_join(list, sequence, (struct part){ node, node });
		}
		part = part_either(list, part, sequence);
	}
	return part;
}

struct part part_brackets(struct node_list *list, const char **at, char why[PATTERN_WHY_SIZE])
{
	struct characters set = { 0 };
	bool turned = **at == '^';
	*at += turned;
	if (!add_members(&set, at, why))
		return nothing;
	if (turned && set.longer_count)
		return refuse(why, "[^…] takes no characters beyond U+0800");
	if (turned)
		turn(&set);
	int node = node_add_set(list, &set.ascii);
	struct part part = two_bytes(list, &set, (struct part){ node, node });
	for (int i = 0; i < set.longer_count; i++)
		part = part_either(list, part, part_character(list, set.longer[i]));
	return turned ? long_ones(list, part) : part;
}
