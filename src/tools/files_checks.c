/* Whether each file has its name and size; gl-keep --check reads what is in them. */
#include "tools/files_checks.h"

#include "base/i18n.h"

struct counting {
	const struct file_store *files;
	int64_t named, lacking;
	uint64_t guild_id, transaction_id; /* of the first that is lacking */
};

/* The query has a row for each transaction that has the file: SHA-256, size, whether it is kept,
 * guild, transaction. */
static bool count_file(void *context, const struct value *values)
{
	struct counting *counting = context;
	if (!values[2].integer)
		return true;
	counting->named++;
	if (counting->files &&
	    file_store_size(counting->files, values[0].text) == values[1].integer)
		return true;
	if (!counting->lacking++) {
		counting->guild_id = (uint64_t)values[3].integer;
		counting->transaction_id = (uint64_t)values[4].integer;
	}
	return true;
}

void files_facts(struct store *store, const struct file_store *files, struct buf *out)
{
	struct counting counting = { .files = files };
	store_query(store, "evidence files", NULL, 0, count_file, &counting);
	if (counting.named)
		buf_printf(out,
			   "{\"type\":\"files\",\"named\":%jd,\"lacking\":%jd,\"guild_id\":\"%ju\","
			   "\"transaction\":\"%ju\"}\n",
			   counting.named, counting.lacking, counting.guild_id,
			   counting.transaction_id);
}

bool tell_files_fact(const cJSON *json, enum lang lang, finding_callback *tell, void *context)
{
	int64_t named = json_integer(json, "named", 0), lacking = json_integer(json, "lacking", 0);
	uint64_t guild_id = 0, transaction_id = 0;
	struct buf text = { 0 };
	if (!named)
		return false;
	json_id(json, "guild_id", &guild_id);
	json_id(json, "transaction", &transaction_id);
	if (lacking)
		buf_printf(&text,
			   tr(lang, N_("missing or cut: %jd of %jd files on transactions, such as "
				       "on transaction %ju of guild %ju")),
			   lacking, named, transaction_id, guild_id);
	else
		buf_printf(&text, tr(lang, N_("the files on transactions are there: %jd")), named);
	tell(context, lacking ? SEVERITY_BROKEN : SEVERITY_OK, tr(lang, N_("files")),
	     buf_string(&text),
	     lacking ? tr(lang, N_("`gl-db files | gl-keep --check` names them; `gl-db files | "
				   "gl-keep --restore FOLDER` brings them back from NAME-files "
				   "beside the backups"))
		     : NULL);
	buf_free(&text);
	return true;
}
