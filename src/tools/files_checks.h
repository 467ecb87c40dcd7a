/* What gl-doctor says of the files that came with commands. */
#ifndef TOOLS_FILES_CHECKS_H
#define TOOLS_FILES_CHECKS_H

#include "base/buf.h"
#include "base/file_store.h"
#include "base/json.h"
#include "discord/checkup.h"
#include "store/store.h"

/* Appends a record of how many files the books STORE name and how many of them are not in FILES
 * (NULL: there is no such folder), with the first; nothing where they name none. */
void files_facts(struct store *store, const struct file_store *files, struct buf *out);
/* Tells what such a record means; false: it is another one. */
bool tell_files_fact(const cJSON *json, enum lang lang, finding_callback *tell, void *context);

#endif
