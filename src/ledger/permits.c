/* What roles may do: permit, permits, why. */
#include <string.h>

#include "base/instant.h"
#include "base/unicode.h"
#include "ledger/approvals.h"
#include "ledger/lookups.h"
#include "ledger/pending_rows.h"
#include "ledger/people.h"
#include "ledger/roles.h"
#include "ledger/verb_support.h"

static const struct {
	const char *name;
	unsigned permits;
} grants[] = {
	{ "none", 0 },
	{ "member", PERMIT_MEMBER },
	{ "teller", PERMIT_MEMBER | PERMIT_TELLER },
	{ "treasurer", PERMIT_MEMBER | PERMIT_TREASURER },
	{ "auditor", PERMIT_MEMBER | PERMIT_AUDITOR },
	{ "admin", PERMIT_MEMBER | PERMIT_ADMIN },
};
enum { GRANT_COUNT = sizeof grants / sizeof *grants };

int permit_called(const struct verb_context *context, const char *word)
{
	const char *folded = text_fold(&context->books->chunk, word);
	for (int i = 0; i < PERMIT_COUNT; i++)
		for (int lang = 0; lang < LANG_COUNT; lang++)
			if (strcmp(text_fold(&context->books->chunk,
					     tr((enum lang)lang, permit_word(i))),
				   folded) == 0)
				return i;
	return -1;
}

const char *permit_word(int permit)
{
	return grants[permit + 1].name;
}

const char *permit_name(enum permit permit)
{
	int bit = 0;
	while (bit < PERMIT_COUNT - 1 && 1U << bit != (unsigned)permit)
		bit++;
	return permit_word(bit);
}

static const char *grant_name(unsigned permits)
{
	for (size_t i = GRANT_COUNT; i-- > 0;)
		if ((permits & grants[i].permits) == grants[i].permits)
			return grants[i].name;
	return "none";
}

static bool read_role(struct verb_context *context, const char *text, uint64_t *role_id)
{
	if (strcmp(text, "everyone") == 0) {
		*role_id = context->guild->guild_id; /* the id of @everyone is the guild's */
		return true;
	}
	if (*text == '&' && snowflake_parse(text + 1, role_id))
		return true;
	context_refuse(context, "role_mention_needed",
		       N_("Write the role as a mention (@Role), not as the text “%s”: names are "
			  "not "
			  "unique."),
		       escape_markdown(context, text));
	return false;
}

void decide_permit(struct verb_context *context)
{
	const char *wanted = context_argument(context, "permit");
	struct guild *guild = context->guild;
	uint64_t role_id;
	size_t grant = 0;
	if (!read_role(context, context_argument(context, "role"), &role_id))
		return;
	while (grant < GRANT_COUNT && strcmp(grants[grant].name, wanted) != 0)
		grant++;
	if (grant == GRANT_COUNT) {
		context_refuse(context, "bad_permit",
			       N_("“%s” is not a permit: member, teller, treasurer, auditor, admin "
				  "or "
				  "none."),
			       escape_markdown(context, wanted));
		return;
	}
	const char *word = tr(context->command->lang, grants[grant].name);
	if (role_id == guild->guild_id && grants[grant].permits & ~(unsigned)PERMIT_MEMBER) {
		context_refuse(
			context, "everyone_too_powerful",
			N_("@everyone can only be a member. Give %s to a role: %s"), word,
			line_to_type(context, VERB_PERMIT,
				     arena_printf(&context->books->chunk, "%s %s",
						  tr(context->command->lang, N_("@Role")), word)));
		return;
	}
	const struct role *role = guild_role(guild, role_id);
	if (grants[grant].permits & ~(unsigned)PERMIT_MEMBER &&
	    ((role && role->group) || role_id == granted_role(guild))) {
		context_refuse(context, "role_is_offered",
			       N_("Members can get %s by themselves, so it cannot have that "
				  "permit: stop "
				  "offering it, or use another role."),
			       role_label(context, role_id));
		return;
	}
	guild_add_permits(context->books, guild, role_id, grants[grant].permits);
	guild->controls_changed = true;
	struct detail_row *row =
		books_detail(context->books, DETAIL_PERMIT, guild->guild_id, role_id);
	row->permits = grants[grant].permits;
	context_answer(context, N_("%s: the permit is now %s."), role_label(context, role_id),
		       word);
}

const char *permit_names(struct verb_context *context, unsigned permits)
{
	static const struct {
		unsigned bit;
		const char *name;
	} names[] = {
		{ PERMIT_ADMIN, N_("admin") },   { PERMIT_TREASURER, N_("treasurer") },
		{ PERMIT_TELLER, N_("teller") }, { PERMIT_AUDITOR, N_("auditor") },
		{ PERMIT_MEMBER, N_("member") },
	};
	struct buf list = { 0 };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (permits & names[i].bit)
			buf_printf(&list, "%s%s", list.length ? ", " : "",
				   tr(context->command->lang, names[i].name));
	const char *copy = arena_strdup(&context->books->chunk, buf_string(&list));
	buf_free(&list);
	return copy;
}

static unsigned widen(unsigned permits)
{
	if (permits & PERMIT_ADMIN)
		return PERMIT_MEMBER | PERMIT_TELLER | PERMIT_TREASURER | PERMIT_AUDITOR |
		       PERMIT_ADMIN;
	if (permits & PERMIT_TREASURER)
		permits |= PERMIT_TELLER | PERMIT_AUDITOR;
	return permits;
}

static bool has_role(const struct guild *guild, const struct author *author, uint64_t role_id)
{
	bool has_role = role_id == guild->guild_id; /* @everyone */
	for (size_t i = 0; !has_role && i < author->role_count; i++)
		has_role = author->roles[i] == role_id;
	return has_role;
}

unsigned permits_of(const struct guild *guild, const struct author *author, enum source source)
{
	unsigned permits = 0;
	if ((source != SOURCE_DISCORD && source != SOURCE_INTERACTION) || author->owner ||
	    author->id == guild->owner_id)
		return widen(PERMIT_ADMIN);
	for (const struct permit_row *row = guild->permits; row; row = row->next)
		if (has_role(guild, author, row->role_id))
			permits |= row->permits;
	return widen(permits);
}

/* The verbs that need just this permit. */
static void list_verbs(struct buf *list, unsigned permit, enum lang lang)
{
	size_t start = list->length;
	for (const struct verb *verb = verb_table; verb < verb_table + VERB_COUNT; verb++)
		if (verb->permit == permit && !(verb->traits & TRAITS_UNTYPED))
			buf_printf(list, "%s%.*s", list->length > start ? ", " : "",
				   (int)strcspn(verb->words[lang], "|"), verb->words[lang]);
}

void decide_permits(struct verb_context *context)
{
	static const unsigned order[] = { PERMIT_TELLER, PERMIT_TREASURER, PERMIT_AUDITOR,
					  PERMIT_ADMIN };
	struct buf list = { 0 }, may = { 0 };
	for (const struct permit_row *row = context->guild->permits; row; row = row->next)
		if (row->permits)
			buf_printf(&list, "\n%s: %s", role_label(context, row->role_id),
				   tr(context->command->lang, grant_name(row->permits)));
	for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
		buf_printf(&may, "\n%s: ", permit_names(context, order[i]));
		list_verbs(&may, order[i], context->command->lang);
	}
	context_answer(context,
		       N_("The owner is admin. Roles:%s\nWhat each permit adds; a treasurer also "
			  "has teller and auditor, an admin has all:%s"),
		       list.length ? buf_string(&list) : " -", buf_string(&may));
	buf_free(&list);
	buf_free(&may);
}

/* Who is asked about, as gl-identify would see them; for the author it did, others are known from
 * the roster. */
static bool describe(struct verb_context *context, const char *who, struct author *author)
{
	const struct user *user = mentioned_user(context, who);
	if (is_author(context, who)) {
		*author = context->command->author;
		return true;
	}
	if (refuse_unseen(context, user))
		return false;
	const struct member *member = books_member(context->books, user);
	*author = (struct author){ .id = user->key.id,
				   .name = user->name,
				   .member = !user->left && !member->pending };
	for (const struct member_role *role = member->roles; role; role = role->next)
		author->role_count++;
	author->roles = arena_alloc(&context->books->chunk,
				    sizeof *author->roles * (author->role_count + 1));
	author->role_count = 0;
	for (const struct member_role *role = member->roles; role; role = role->next)
		if (role->actual)
			author->roles[author->role_count++] = role->role_id;
	return true;
}

unsigned permits_of_person(struct verb_context *context, const char *who)
{
	struct author author;
	return describe(context, who, &author) ? permits_of(context->guild, &author, SOURCE_DISCORD)
					       : 0;
}

static void add_reasons(struct verb_context *context, const struct author *author, unsigned permit,
			struct buf *gives, struct buf *would)
{
	for (const struct permit_row *row = context->guild->permits; row; row = row->next)
		if (widen(row->permits) & permit) {
			struct buf *list =
				has_role(context->guild, author, row->role_id) ? gives : would;
			buf_printf(list, "%s%s", list->length ? ", " : "",
				   role_label(context, row->role_id));
		}
}

void decide_why(struct verb_context *context)
{
	const struct verb *verb = verb_named(context_argument(context, "verb"));
	struct author author;
	struct buf gives = { 0 }, would = { 0 };
	if (!verb || !describe(context, context_argument(context, "who"), &author))
		return;
	const struct user *user = books_user(context->books, context->guild->guild_id, author.id);
	const char *label = user && user->name
				    ? person_label(context, user)
				    : arena_printf(&context->books->chunk, "@%s",
						   escape_markdown(context, author.name)),
		   *word = verb->words[context->command->lang];
	word = arena_copy(&context->books->chunk, word, strcspn(word, "|"));
	const char *need = permit_names(context, verb->permit);
	context->decision->remark = approval_sentence(context, verb);
	bool owner = author.owner || author.id == context->guild->owner_id;
	add_reasons(context, &author, verb->permit, &gives, &would);
	if (owner)
		context_answer(context,
			       N_("%s may use “%s”: the owner is admin, whatever the roles say."),
			       label, word);
	else if (!author.member)
		context_answer(context,
			       N_("%s may not use “%s”: only members of this community may, past "
				  "its "
				  "screening "
				  "and not timed out."),
			       label, word);
	else if (gives.length)
		context_answer(context,
			       N_("%s may use “%s”: it needs the permit %s, which %s gives."),
			       label, word, need, buf_string(&gives));
	else
		context_answer(context,
			       N_("%s may not use “%s”: it needs the permit %s. Roles that give "
				  "it: %s."),
			       label, word, need, would.length ? buf_string(&would) : "-");
	buf_free(&gives);
	buf_free(&would);
}
