/* Files within records: a JSON list of name, media type and base64, as posts, deliveries and the
 * outbox hold it. */
#include <sodium.h>
#include <stdlib.h>
#include <sysexits.h>

#include "base/fail.h"
#include "record/record.h"

void record_add_file(struct buf *list, const char *name, const char *media_type, const char *bytes,
		     size_t length)
{
	size_t size = sodium_base64_ENCODED_LEN(length, sodium_base64_VARIANT_ORIGINAL);
	char *base64 = malloc(size);
	if (!base64)
		fail(EX_OSERR, "out of memory: the file %s of %zu bytes", name, length);
	sodium_bin2base64(base64, size, (const unsigned char *)bytes, length,
			  sodium_base64_VARIANT_ORIGINAL);
	if (list->length)
		list->bytes[--list->length] = '\0'; /* the bracket that closes it */
	buf_text(list, list->length ? ",{\"name\":" : "[{\"name\":");
	buf_json(list, name);
	buf_text(list, ",\"media_type\":");
	buf_json(list, media_type);
	buf_printf(list, ",\"base64\":\"%s\"}]", base64);
	free(base64);
}
